//! Which event has an id: the ids stay where they are in the text, and only their hashes are sorted.

use std::hash::BuildHasher;

use rayon::prelude::*;

use dateline_time::did_you_mean;
use dateline_timeline::model::{Columns, EventId};

/// With more ids than this, none is suggested for one that is not there: that takes a look at all of them.
const SUGGESTED_AMONG: usize = 10_000;

/// Finds events by their ids. 16 bytes an event, and gone when the file is read.
pub(super) struct HashedKeys<'c, H> {
    columns: &'c Columns,
    hasher: &'c H,
    /// Hashes with their events, sorted.
    sorted: &'c [(u64, u32)],
}

/// Sorts hashes by themselves, equal ones in the order of the file.
pub(super) fn sort(hashes: &mut [(u64, u32)]) {
    hashes.par_sort_unstable();
}

impl<'c, H: BuildHasher> HashedKeys<'c, H> {
    /// `sorted` as [`sort`] leaves it.
    pub fn new(columns: &'c Columns, hasher: &'c H, sorted: &'c [(u64, u32)]) -> Self {
        HashedKeys { columns, hasher, sorted }
    }

    /// Events that say an id which an earlier event has said, each with that event, in the order of the file.
    pub fn repeated(&self) -> Vec<(EventId, EventId)> {
        let mut found = Vec::new();
        for same_hash in self.sorted.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            // Two ids with one hash are as good as impossible; still, ids decide.
            let mut first: Vec<u32> = Vec::new();
            for (_, event) in same_hash {
                let key = self.columns.key(*event as usize);
                match first.iter().find(|other| self.columns.key(**other as usize) == key) {
                    Some(earlier) => found.push((event_id(*event), event_id(*earlier))),
                    None => first.push(*event),
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// The first event that says an id.
    pub fn find(&self, key: &str) -> Option<EventId> {
        let hash = self.hasher.hash_one(key);
        let start = self.sorted.partition_point(|(other, _)| *other < hash);
        let same_hash = self.sorted.get(start..)?.iter().take_while(|(other, _)| *other == hash);
        same_hash
            .map(|(_, event)| *event)
            .find(|event| self.columns.key(*event as usize) == key)
            .map(event_id)
    }

    /// "Did you mean mous?", or nothing.
    pub fn did_you_mean(&self, key: &str) -> String {
        if self.sorted.len() > SUGGESTED_AMONG {
            return String::new();
        }
        let mut keys: Vec<&str> =
            self.sorted.iter().map(|(_, event)| self.columns.key(*event as usize)).collect();
        keys.sort_unstable();
        did_you_mean(key, keys)
    }
}

fn event_id(index: u32) -> EventId {
    EventId::from_index(index as usize)
}
