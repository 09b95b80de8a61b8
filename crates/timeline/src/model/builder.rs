//! Builds a timeline; afterwards nothing changes it.

use std::ops::{Deref, DerefMut};

use super::head::TimelineHead;
use super::timeline::Timeline;
use super::{Event, EventId};

/// Everything of a timeline, while it is being put together: its events, and through [`Deref`] the fields of
/// its head. Lists may be filled in any order; ids are indices into these lists.
#[derive(Clone, Debug, Default)]
pub struct TimelineBuilder {
    /// Everything but the events.
    pub head: TimelineHead,
    /// Events in the order of the file.
    pub events: Vec<Event>,
}

impl Deref for TimelineBuilder {
    type Target = TimelineHead;

    fn deref(&self) -> &TimelineHead {
        &self.head
    }
}

impl DerefMut for TimelineBuilder {
    fn deref_mut(&mut self) -> &mut TimelineHead {
        &mut self.head
    }
}

impl TimelineBuilder {
    /// Adds an event and returns its id.
    pub fn event(&mut self, event: Event) -> EventId {
        self.events.push(event);
        EventId::from_index(self.events.len() - 1)
    }

    /// The finished timeline.
    pub fn build(self) -> Timeline {
        Timeline::from_builder(self)
    }
}
