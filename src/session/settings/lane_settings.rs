//! How the lanes of files were left, for the next time: by which attribute, in which order, which of them
//! folded.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use dateline_timeline::query::{Attribute, LaneArrangement, LaneOrder};

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
    /// The arrangement by each attribute that was not left plain.
    arrangements: Vec<Arc<LaneArrangement>>,
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
    wishes: Vec<RawArrangement>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RawArrangement {
    by: String,
    order: String,
    moved: Vec<String>,
    folded: Vec<String>,
}

impl LaneSettings {
    /// How the lanes of a file are to be shown.
    pub fn arrangement(&self, file: &str) -> Arc<LaneArrangement> {
        let attribute = self.of_file(file).map_or(Attribute::Lane, |kept| kept.attribute);
        self.arrangement_by(file, attribute)
    }

    /// How its lanes by an attribute are to be shown.
    pub fn arrangement_by(&self, file: &str, attribute: Attribute) -> Arc<LaneArrangement> {
        let kept = self
            .of_file(file)
            .and_then(|kept| kept.arrangements.iter().find(|arrangement| arrangement.attribute == attribute));
        kept.map_or_else(|| Arc::new(LaneArrangement::by(attribute)), Arc::clone)
    }

    /// Remembers how the lanes of a file are shown now.
    pub fn keep(&mut self, file: &str, arrangement: &Arc<LaneArrangement>) {
        let kept = self.of_file(file);
        let is_plain = arrangement.is_plain() && arrangement.attribute == Attribute::Lane;
        if kept.is_none() && is_plain || kept.is_some_and(|kept| kept.says(arrangement)) {
            return;
        }
        let index = self.files.iter().position(|kept| kept.file == file);
        let mut own = index.map_or_else(
            || FileLanes {
                file: file.to_owned(),
                attribute: arrangement.attribute,
                arrangements: Vec::new(),
            },
            |index| self.files.remove(index),
        );
        own.attribute = arrangement.attribute;
        own.arrangements.retain(|other| other.attribute != arrangement.attribute);
        if !arrangement.is_plain() {
            own.arrangements.push(Arc::clone(arrangement));
        }
        if !own.arrangements.is_empty() || own.attribute != Attribute::Lane {
            self.files.insert(0, own);
            self.files.truncate(FILES_LIMIT);
        }
    }

    fn of_file(&self, file: &str) -> Option<&FileLanes> {
        self.files.iter().find(|kept| kept.file == file)
    }

    pub(super) fn to_raw(&self) -> RawLanes {
        let arrangement = |arrangement: &Arc<LaneArrangement>| RawArrangement {
            by: arrangement.attribute.key().into_owned(),
            order: arrangement.order.key().to_owned(),
            moved: arrangement.moved.iter().take(LANES_LIMIT).cloned().collect(),
            folded: arrangement.folded.iter().take(LANES_LIMIT).cloned().collect(),
        };
        let file = |kept: &FileLanes| RawFile {
            file: kept.file.clone(),
            by: kept.attribute.key().into_owned(),
            wishes: kept.arrangements.iter().map(arrangement).collect(),
        };
        RawLanes { files: self.files.iter().map(file).collect() }
    }

    pub(super) fn from_raw(raw: RawLanes) -> LaneSettings {
        let arrangement = |raw: RawArrangement| {
            let attribute = Attribute::from_key(&raw.by)?;
            let order = LaneOrder::from_key(&raw.order).unwrap_or_default();
            Some(Arc::new(LaneArrangement {
                attribute,
                order,
                moved: raw.moved,
                folded: raw.folded.into_iter().collect(),
            }))
        };
        let file = |raw: RawFile| {
            let attribute = Attribute::from_key(&raw.by).unwrap_or_default();
            FileLanes {
                file: raw.file,
                attribute,
                arrangements: raw.wishes.into_iter().filter_map(arrangement).collect(),
            }
        };
        LaneSettings { files: raw.files.into_iter().map(file).take(FILES_LIMIT).collect() }
    }
}

impl FileLanes {
    /// Whether it says already what an arrangement says.
    fn says(&self, arrangement: &Arc<LaneArrangement>) -> bool {
        let own = self.arrangements.iter().find(|own| own.attribute == arrangement.attribute);
        self.attribute == arrangement.attribute
            && own.map_or(arrangement.is_plain(), |own| own == arrangement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrangement(attribute: Attribute, folded: &[&str]) -> Arc<LaneArrangement> {
        let folded = folded.iter().map(|key| (*key).to_owned()).collect();
        Arc::new(LaneArrangement { order: LaneOrder::Count, folded, ..LaneArrangement::by(attribute) })
    }

    #[test]
    fn each_file_and_each_attribute_is_remembered_by_itself_and_comes_back() {
        let mut kept = LaneSettings::default();
        kept.keep("/a.json", &arrangement(Attribute::Lane, &["=one"]));
        kept.keep("/a.json", &arrangement(Attribute::Actor, &["=us"]));
        kept.keep("/b.json", &Arc::new(LaneArrangement::by(Attribute::Tag)));
        let text = serde_json::to_string(&kept.to_raw()).expect("text");
        let back = LaneSettings::from_raw(serde_json::from_str(&text).expect("the same"));
        assert_eq!(back, kept);
        assert_eq!(back.arrangement("/a.json"), arrangement(Attribute::Actor, &["=us"]));
        assert_eq!(back.arrangement_by("/a.json", Attribute::Lane), arrangement(Attribute::Lane, &["=one"]));
        assert_eq!(back.arrangement("/b.json").attribute, Attribute::Tag);
        assert_eq!(back.arrangement("/c.json"), Arc::new(LaneArrangement::default()));
    }

    #[test]
    fn what_was_put_back_is_forgotten_and_so_are_the_oldest_files() {
        let mut kept = LaneSettings::default();
        kept.keep("/a.json", &arrangement(Attribute::Lane, &[]));
        kept.keep("/a.json", &Arc::new(LaneArrangement::default()));
        assert_eq!(kept, LaneSettings::default());
        for number in 0..FILES_LIMIT + 5 {
            kept.keep(&number.to_string(), &arrangement(Attribute::Lane, &[]));
        }
        assert_eq!(kept.files.len(), FILES_LIMIT);
        assert!(kept.arrangement("4").is_plain() && !kept.arrangement("5").is_plain());
    }
}
