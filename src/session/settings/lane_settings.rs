//! How the lanes of files were left, for the next time: by which attribute, in which order, which of them
//! folded.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use dateline_timeline::query::{Attribute, LaneOrder, LaneWish};

/// How many files are remembered.
const FILES_LIMIT: usize = 40;
/// How many lanes of a file are remembered: far more than anybody moves by hand.
const LANES_LIMIT: usize = 500;

/// How the lanes of files were left, the file touched last first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneSettings {
    files: Vec<FileLanes>,
}

/// How the lanes of one file were left.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FileLanes {
    /// Where the file is; empty for the one that comes with the program.
    file: String,
    /// The attribute that its lanes were made of last.
    attribute: Attribute,
    /// What was wished for by each attribute that was not left plain.
    wishes: Vec<Arc<LaneWish>>,
}

/// The same as text; unknown and missing fields do no harm.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct RawLanes {
    files: Vec<RawFile>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RawFile {
    file: String,
    by: String,
    wishes: Vec<RawWish>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RawWish {
    by: String,
    order: String,
    moved: Vec<String>,
    folded: Vec<String>,
}

impl LaneSettings {
    /// How the lanes of a file are to be shown.
    pub fn wish(&self, file: &str) -> Arc<LaneWish> {
        let attribute = self.of_file(file).map_or(Attribute::Lane, |kept| kept.attribute);
        self.wish_by(file, attribute)
    }

    /// How its lanes by an attribute are to be shown.
    pub fn wish_by(&self, file: &str, attribute: Attribute) -> Arc<LaneWish> {
        let kept =
            self.of_file(file).and_then(|kept| kept.wishes.iter().find(|wish| wish.attribute == attribute));
        kept.map_or_else(|| Arc::new(LaneWish::by(attribute)), Arc::clone)
    }

    /// Remembers how the lanes of a file are shown now.
    pub fn keep(&mut self, file: &str, wish: &Arc<LaneWish>) {
        let kept = self.of_file(file);
        let is_plain = wish.is_plain() && wish.attribute == Attribute::Lane;
        if kept.is_none() && is_plain || kept.is_some_and(|kept| kept.says(wish)) {
            return;
        }
        let index = self.files.iter().position(|kept| kept.file == file);
        let mut own = index.map_or_else(
            || FileLanes { file: file.to_owned(), attribute: wish.attribute, wishes: Vec::new() },
            |index| self.files.remove(index),
        );
        own.attribute = wish.attribute;
        own.wishes.retain(|other| other.attribute != wish.attribute);
        if !wish.is_plain() {
            own.wishes.push(Arc::clone(wish));
        }
        if !own.wishes.is_empty() || own.attribute != Attribute::Lane {
            self.files.insert(0, own);
            self.files.truncate(FILES_LIMIT);
        }
    }

    fn of_file(&self, file: &str) -> Option<&FileLanes> {
        self.files.iter().find(|kept| kept.file == file)
    }

    pub(super) fn to_raw(&self) -> RawLanes {
        let wish = |wish: &Arc<LaneWish>| RawWish {
            by: wish.attribute.key().into_owned(),
            order: wish.order.key().to_owned(),
            moved: wish.moved.iter().take(LANES_LIMIT).cloned().collect(),
            folded: wish.folded.iter().take(LANES_LIMIT).cloned().collect(),
        };
        let file = |kept: &FileLanes| RawFile {
            file: kept.file.clone(),
            by: kept.attribute.key().into_owned(),
            wishes: kept.wishes.iter().map(wish).collect(),
        };
        RawLanes { files: self.files.iter().map(file).collect() }
    }

    pub(super) fn from_raw(raw: RawLanes) -> LaneSettings {
        let wish = |raw: RawWish| {
            let attribute = Attribute::from_key(&raw.by)?;
            let order = LaneOrder::from_key(&raw.order).unwrap_or_default();
            Some(Arc::new(LaneWish {
                attribute,
                order,
                moved: raw.moved,
                folded: raw.folded.into_iter().collect(),
            }))
        };
        let file = |raw: RawFile| {
            let attribute = Attribute::from_key(&raw.by).unwrap_or_default();
            FileLanes { file: raw.file, attribute, wishes: raw.wishes.into_iter().filter_map(wish).collect() }
        };
        LaneSettings { files: raw.files.into_iter().map(file).take(FILES_LIMIT).collect() }
    }
}

impl FileLanes {
    /// Whether it says already what a wish says.
    fn says(&self, wish: &Arc<LaneWish>) -> bool {
        let own = self.wishes.iter().find(|own| own.attribute == wish.attribute);
        self.attribute == wish.attribute && own.map_or(wish.is_plain(), |own| own == wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(attribute: Attribute, folded: &[&str]) -> Arc<LaneWish> {
        let folded = folded.iter().map(|key| (*key).to_owned()).collect();
        Arc::new(LaneWish { order: LaneOrder::Count, folded, ..LaneWish::by(attribute) })
    }

    #[test]
    fn each_file_and_each_attribute_is_remembered_by_itself_and_comes_back() {
        let mut kept = LaneSettings::default();
        kept.keep("/a.json", &wish(Attribute::Lane, &["=one"]));
        kept.keep("/a.json", &wish(Attribute::Actor, &["=us"]));
        kept.keep("/b.json", &Arc::new(LaneWish::by(Attribute::Tag)));
        let text = serde_json::to_string(&kept.to_raw()).expect("text");
        let back = LaneSettings::from_raw(serde_json::from_str(&text).expect("the same"));
        assert_eq!(back, kept);
        assert_eq!(back.wish("/a.json"), wish(Attribute::Actor, &["=us"]));
        assert_eq!(back.wish_by("/a.json", Attribute::Lane), wish(Attribute::Lane, &["=one"]));
        assert_eq!(back.wish("/b.json").attribute, Attribute::Tag);
        assert_eq!(back.wish("/c.json"), Arc::new(LaneWish::default()));
    }

    #[test]
    fn what_was_put_back_is_forgotten_and_so_are_the_oldest_files() {
        let mut kept = LaneSettings::default();
        kept.keep("/a.json", &wish(Attribute::Lane, &[]));
        kept.keep("/a.json", &Arc::new(LaneWish::default()));
        assert_eq!(kept, LaneSettings::default());
        for number in 0..FILES_LIMIT + 5 {
            kept.keep(&number.to_string(), &wish(Attribute::Lane, &[]));
        }
        assert_eq!(kept.files.len(), FILES_LIMIT);
        assert!(kept.wish("4").is_plain() && !kept.wish("5").is_plain());
    }
}
