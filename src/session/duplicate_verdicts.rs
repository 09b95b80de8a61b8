//! The verdicts of a person on likely duplicates in different files; kept for as long as the files are open.

use super::document::Document;
use super::open_files::{FileEvent, FileId};
use super::rematch::find_again;

/// What a person said of two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// They are one event: each is shown as related to the other. They stay two.
    Same,
    /// They are two events, and not proposed again.
    Different,
}

/// What was said of pairs of events, each by its file.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    pub(super) list: Vec<(FileEvent, FileEvent, Judgement)>,
}

impl Judgements {
    pub(super) fn set(&mut self, first: FileEvent, second: FileEvent, judgement: Option<Judgement>) {
        let pair = (first.min(second), first.max(second));
        self.list.retain(|(a, b, _)| (*a, *b) != pair);
        self.list.extend(judgement.map(|judgement| (pair.0, pair.1, judgement)));
    }

    pub(super) fn get(&self, first: FileEvent, second: FileEvent) -> Option<Judgement> {
        let pair = (first.min(second), first.max(second));
        self.list.iter().find(|(a, b, _)| (*a, *b) == pair).map(|(_, _, judgement)| *judgement)
    }

    /// Follows the events of a file that was read again; what was said of one that is gone is forgotten.
    pub(super) fn follow(&mut self, file: FileId, old: &Document, new: &Document) {
        let followed = |own: FileEvent| {
            if own.file != file {
                return Some(own);
            }
            Some(FileEvent { file, event: find_again(&old.timeline, own.event, &new.timeline)? })
        };
        let list = std::mem::take(&mut self.list).into_iter();
        self.list =
            list.filter_map(|(a, b, judgement)| Some((followed(a)?, followed(b)?, judgement))).collect();
    }
}
