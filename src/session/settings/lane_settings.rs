//! How the lanes of files were left, for the next time: by which field, in which order, which of them folded.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use dateline_timeline::query::{LaneField, LaneOrder, LaneWish};

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
    /// The field that its lanes were made of last.
    field: LaneField,
    /// What was wished for by each field that was not left plain.
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
        let field = self.of_file(file).map_or(LaneField::Lane, |kept| kept.field);
        self.wish_by(file, field)
    }

    /// How its lanes by a field are to be shown.
    pub fn wish_by(&self, file: &str, field: LaneField) -> Arc<LaneWish> {
        let kept = self.of_file(file).and_then(|kept| kept.wishes.iter().find(|wish| wish.field == field));
        kept.map_or_else(|| Arc::new(LaneWish::by(field)), Arc::clone)
    }

    /// Remembers how the lanes of a file are shown now.
    pub fn keep(&mut self, file: &str, wish: &Arc<LaneWish>) {
        let kept = self.of_file(file);
        let is_plain = wish.is_plain() && wish.field == LaneField::Lane;
        if kept.is_none() && is_plain || kept.is_some_and(|kept| kept.says(wish)) {
            return;
        }
        let place = self.files.iter().position(|kept| kept.file == file);
        let mut own = place.map_or_else(
            || FileLanes { file: file.to_owned(), field: wish.field, wishes: Vec::new() },
            |place| self.files.remove(place),
        );
        own.field = wish.field;
        own.wishes.retain(|other| other.field != wish.field);
        if !wish.is_plain() {
            own.wishes.push(Arc::clone(wish));
        }
        if !own.wishes.is_empty() || own.field != LaneField::Lane {
            self.files.insert(0, own);
            self.files.truncate(FILES_LIMIT);
        }
    }

    fn of_file(&self, file: &str) -> Option<&FileLanes> {
        self.files.iter().find(|kept| kept.file == file)
    }

    pub(super) fn to_raw(&self) -> RawLanes {
        let wish = |wish: &Arc<LaneWish>| RawWish {
            by: wish.field.word().to_owned(),
            order: wish.order.key().to_owned(),
            moved: wish.moved.iter().take(LANES_LIMIT).cloned().collect(),
            folded: wish.folded.iter().take(LANES_LIMIT).cloned().collect(),
        };
        let file = |kept: &FileLanes| RawFile {
            file: kept.file.clone(),
            by: kept.field.word().to_owned(),
            wishes: kept.wishes.iter().map(wish).collect(),
        };
        RawLanes { files: self.files.iter().map(file).collect() }
    }

    pub(super) fn from_raw(raw: RawLanes) -> LaneSettings {
        let wish = |raw: RawWish| {
            let field = LaneField::of_word(&raw.by)?;
            let order = LaneOrder::from_key(&raw.order).unwrap_or_default();
            Some(Arc::new(LaneWish {
                field,
                order,
                moved: raw.moved,
                folded: raw.folded.into_iter().collect(),
            }))
        };
        let file = |raw: RawFile| {
            let field = LaneField::of_word(&raw.by).unwrap_or_default();
            FileLanes { file: raw.file, field, wishes: raw.wishes.into_iter().filter_map(wish).collect() }
        };
        LaneSettings { files: raw.files.into_iter().map(file).take(FILES_LIMIT).collect() }
    }
}

impl FileLanes {
    /// Whether it says already what a wish says.
    fn says(&self, wish: &Arc<LaneWish>) -> bool {
        let own = self.wishes.iter().find(|own| own.field == wish.field);
        self.field == wish.field && own.map_or(wish.is_plain(), |own| own == wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(field: LaneField, folded: &[&str]) -> Arc<LaneWish> {
        let folded = folded.iter().map(|key| (*key).to_owned()).collect();
        Arc::new(LaneWish { order: LaneOrder::Count, folded, ..LaneWish::by(field) })
    }

    #[test]
    fn each_file_and_each_field_is_remembered_by_itself_and_comes_back() {
        let mut kept = LaneSettings::default();
        kept.keep("/a.json", &wish(LaneField::Lane, &["=one"]));
        kept.keep("/a.json", &wish(LaneField::Actor, &["=us"]));
        kept.keep("/b.json", &Arc::new(LaneWish::by(LaneField::Tag)));
        let text = serde_json::to_string(&kept.to_raw()).expect("text");
        let back = LaneSettings::from_raw(serde_json::from_str(&text).expect("the same"));
        assert_eq!(back, kept);
        assert_eq!(back.wish("/a.json"), wish(LaneField::Actor, &["=us"]));
        assert_eq!(back.wish_by("/a.json", LaneField::Lane), wish(LaneField::Lane, &["=one"]));
        assert_eq!(back.wish("/b.json").field, LaneField::Tag);
        assert_eq!(back.wish("/c.json"), Arc::new(LaneWish::default()));
    }

    #[test]
    fn what_was_put_back_is_forgotten_and_so_are_the_oldest_files() {
        let mut kept = LaneSettings::default();
        kept.keep("/a.json", &wish(LaneField::Lane, &[]));
        kept.keep("/a.json", &Arc::new(LaneWish::default()));
        assert_eq!(kept, LaneSettings::default());
        for number in 0..FILES_LIMIT + 5 {
            kept.keep(&number.to_string(), &wish(LaneField::Lane, &[]));
        }
        assert_eq!(kept.files.len(), FILES_LIMIT);
        assert!(kept.wish("4").is_plain() && !kept.wish("5").is_plain());
    }
}
