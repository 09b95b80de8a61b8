//! What a person said of events of different files that may be the same; kept for as long as the files are open.

use std::sync::Arc;

use super::identity::find_again;
use super::open_files::{FileId, FilesChange};
use super::{Document, Session};
use dateline_timeline::model::EventId;
use dateline_timeline::query::Pair;

/// What a person said of two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// They are one event: each is shown as related to the other. They stay two.
    Same,
    /// They are two events, and not proposed again.
    Different,
}

/// An event of a file.
type Own = (FileId, EventId);

/// What was said of pairs of events, each by its file.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    list: Vec<(Own, Own, Judgement)>,
}

impl Judgements {
    fn set(&mut self, (first, second): (Own, Own), judgement: Option<Judgement>) {
        let pair = (first.min(second), first.max(second));
        self.list.retain(|(a, b, _)| (*a, *b) != pair);
        self.list.extend(judgement.map(|judgement| (pair.0, pair.1, judgement)));
    }

    fn get(&self, first: Own, second: Own) -> Option<Judgement> {
        let pair = (first.min(second), first.max(second));
        self.list.iter().find(|(a, b, _)| (*a, *b) == pair).map(|(_, _, judgement)| *judgement)
    }

    /// Follows the events of a file that was read again; what was said of one that is gone is forgotten.
    fn follow(&mut self, file: FileId, old: &Document, new: &Document) {
        let followed = |(id, event): Own| {
            let found = if id == file { find_again(&old.timeline, event, &new.timeline)? } else { event };
            Some((id, found))
        };
        let list = std::mem::take(&mut self.list).into_iter();
        self.list =
            list.filter_map(|(a, b, judgement)| Some((followed(a)?, followed(b)?, judgement))).collect();
    }
}

impl Session {
    pub(super) fn judge(&mut self, (first, second): (EventId, EventId), judgement: Option<Judgement>) {
        if let (Some(first), Some(second)) = (self.own_event(first), self.own_event(second)) {
            self.judgements.set((first, second), judgement);
        }
    }

    /// Before a file is exchanged for what it is now.
    pub(super) fn keep_judgements(&mut self, change: &FilesChange) {
        if let FilesChange::Reload(id, document) = change
            && let Some(file) = self.files.get(*id)
        {
            self.judgements.follow(*id, &file.document, document);
        }
    }

    /// Events of different files that may be the same, the likeliest first; `None` until they were looked for.
    pub fn proposed(&self) -> Option<&Arc<Vec<Pair>>> {
        self.proposed.as_ref().filter(|(revision, _)| *revision == self.revision).map(|(_, pairs)| pairs)
    }

    /// What was said of two events.
    pub fn judgement(&self, first: EventId, second: EventId) -> Option<Judgement> {
        self.judgements.get(self.own_event(first)?, self.own_event(second)?)
    }

    /// The events that were said to be the same as one.
    pub fn same_as(&self, event: EventId) -> Vec<EventId> {
        let Some(own) = self.own_event(event) else { return Vec::new() };
        let pairs = self.judgements.list.iter().filter(|(_, _, judgement)| *judgement == Judgement::Same);
        let others = pairs.filter_map(|(a, b, _)| match () {
            () if *a == own => Some(*b),
            () if *b == own => Some(*a),
            () => None,
        });
        others.filter_map(|other| self.whole_event(other)).collect()
    }
}
