//! What is asked for, and the set of events that answers.

use std::collections::BTreeSet;

use crate::model::{ActorId, EventId, Grade, LaneId, SourceId, Status, TagId};

/// What the facets ask for. Within one facet any value will do, all facets together must hold; an empty
/// facet asks for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    /// Lanes; `None` in the set is "no lane".
    pub lanes: BTreeSet<Option<LaneId>>,
    /// Actors.
    pub actors: BTreeSet<ActorId>,
    /// Tags.
    pub tags: BTreeSet<TagId>,
    /// Statuses.
    pub statuses: BTreeSet<Status>,
    /// Sources.
    pub sources: BTreeSet<SourceId>,
    /// Grades of sources.
    pub grades: BTreeSet<Grade>,
}

impl Filter {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }
}

/// Words to search for: every word must stand somewhere in the event (title, summary, excerpts, actors,
/// tags), without regard to case and diacritics. Words in quotation marks stand together.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
}

/// A set of events of one timeline.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Matches {
    words: Vec<u64>,
    count: usize,
}

impl Matches {
    /// The set of all events of a timeline with `len` events.
    pub fn all(len: usize) -> Matches {
        Matches::from_fn(len, |_| true)
    }

    /// The events of a timeline with `len` events for which the question is answered with yes.
    pub fn from_fn(len: usize, mut keep: impl FnMut(EventId) -> bool) -> Matches {
        let mut words = vec![0u64; len.div_ceil(64)];
        let mut count = 0;
        for index in 0..len {
            if keep(EventId::from_index(index))
                && let Some(word) = words.get_mut(index / 64)
            {
                *word |= 1 << (index % 64);
                count += 1;
            }
        }
        Matches { words, count }
    }

    /// Whether the event is one of them.
    pub fn contains(&self, event: EventId) -> bool {
        self.words.get(event.index() / 64).is_some_and(|word| word & (1 << (event.index() % 64)) != 0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
