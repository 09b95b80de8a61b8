//! The verdicts of a person on likely duplicates in different files; kept for as long as the files are open.

use super::document::Document;
use super::open_files::FileId;
use super::rematch::find_again;
use dateline_timeline::model::EventId;

/// What a person said of two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// They are one event: each is shown as related to the other. They stay two.
    Same,
    /// They are two events, and not proposed again.
    Different,
}

/// An event of a file.
pub(super) type Own = (FileId, EventId);

/// What was said of pairs of events, each by its file.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    pub(super) list: Vec<(Own, Own, Judgement)>,
}

impl Judgements {
    pub(super) fn set(&mut self, first: Own, second: Own, judgement: Option<Judgement>) {
        let pair = (first.min(second), first.max(second));
        self.list.retain(|(a, b, _)| (*a, *b) != pair);
        self.list.extend(judgement.map(|judgement| (pair.0, pair.1, judgement)));
    }

    pub(super) fn get(&self, first: Own, second: Own) -> Option<Judgement> {
        let pair = (first.min(second), first.max(second));
        self.list.iter().find(|(a, b, _)| (*a, *b) == pair).map(|(_, _, judgement)| *judgement)
    }

    /// Follows the events of a file that was read again; what was said of one that is gone is forgotten.
    pub(super) fn follow(&mut self, file: FileId, old: &Document, new: &Document) {
        let followed = |(id, event): Own| {
            let found = if id == file { find_again(&old.timeline, event, &new.timeline)? } else { event };
            Some((id, found))
        };
        let list = std::mem::take(&mut self.list).into_iter();
        self.list =
            list.filter_map(|(a, b, judgement)| Some((followed(a)?, followed(b)?, judgement))).collect();
    }
}
