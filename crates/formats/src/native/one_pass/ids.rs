//! All ids of a file, and the events that have them.

use std::collections::HashMap;

use ahash::RandomState;

use super::id_index::HashedKeys;
use crate::native::link_references::FindEvent;
use dateline_timeline::model::{Columns, EventId};

/// All ids of a file: those that it states, and those that repeated ones were read as.
pub(super) struct Named<'c> {
    pub hashed: HashedKeys<'c, RandomState>,
    pub renamed: HashMap<String, EventId>,
}

impl FindEvent for Named<'_> {
    fn find(&self, key: &str) -> Option<EventId> {
        self.hashed.find(key).or_else(|| self.renamed.get(key).copied())
    }

    fn did_you_mean(&self, key: &str) -> String {
        self.hashed.did_you_mean(key)
    }
}

impl Named<'_> {
    /// The ids of events that state none and whose place makes one that the file states for another.
    pub fn made_keys(&self, columns: &Columns, stated: usize) -> Vec<(EventId, String)> {
        if stated == 0 || stated == columns.len() {
            return Vec::new();
        }
        let keyless =
            (0..columns.len()).map(EventId::from_index).filter(|id| columns.key(id.index()).is_empty());
        let made = keyless.filter_map(|id| {
            let plain = format!("event-{}", id.index() + 1);
            let mut key = plain.clone();
            while self.find(&key).is_some() {
                key.push('x');
            }
            (key != plain).then_some((id, key))
        });
        made.collect()
    }
}
