//! A timeline while edits are done to it, one after the other.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::edit::{Change, Edit};
use super::error::{EditError, Entry};
use super::renumber::{Counts, Renumbering};
use crate::model::{Event, EventId, Timeline, TimelineHead};

/// What edits have made so far of a timeline.
pub(super) struct Draft<'t> {
    /// The timeline before the edits.
    pub before: &'t Timeline,
    /// Everything but the events.
    pub head: Cow<'t, TimelineHead>,
    /// The events that the edits change; `None` for removed ones.
    pub changes: BTreeMap<EventId, Option<Event>>,
    /// How many ids are in use or were.
    pub id_count: usize,
    /// The ids that lanes, actors, tags and sources of before have now, where one was put among them.
    pub renumbering: Option<Renumbering>,
    /// What takes the edits back, the last one first.
    pub inverse: Vec<Edit>,
}

impl<'t> Draft<'t> {
    pub fn new(before: &'t Timeline) -> Draft<'t> {
        Draft {
            before,
            head: Cow::Borrowed(before.head()),
            changes: BTreeMap::new(),
            id_count: before.id_count(),
            renumbering: None,
            inverse: Vec::new(),
        }
    }

    /// Changes an event, and gives the inverse.
    pub fn event(
        &mut self,
        id: EventId,
        change: &Change<Box<Event>>,
    ) -> Result<Change<Box<Event>>, EditError> {
        let (entry, index) = (Entry::Event, id.index());
        let former = self.current(id).map(Cow::into_owned);
        let (after, inverse) = match (change, former) {
            (Change::Insert(event), None) if index <= self.id_count => (Some(event), Change::Remove),
            (Change::Insert(_), _) => return Err(EditError::NotFree { entry, index }),
            (Change::Put(event), Some(former)) => (Some(event), Change::Put(Box::new(former))),
            (Change::Remove, Some(former)) => (None, Change::Insert(Box::new(former))),
            (_, None) => return Err(EditError::Missing { entry, index }),
        };
        let after = after.map(|event| (**event).clone());
        if let Some(event) = &after {
            self.check_references(id, event)?;
        }
        self.id_count = self.id_count.max(index + 1);
        self.changes.insert(id, after);
        Ok(inverse)
    }

    /// Whether the lane, the actors, the tags and the sources of an event are there.
    fn check_references(&self, id: EventId, event: &Event) -> Result<(), EditError> {
        let counts = self.counts();
        let check = |entry: Entry, index: usize, count: usize| {
            let from = || if event.key.is_empty() { made_key(id) } else { event.key.clone() };
            if index < count {
                Ok(())
            } else {
                Err(EditError::NoSuchReference { from: from(), entry, index })
            }
        };
        if let Some(lane) = event.lane {
            check(Entry::Lane, lane.index(), counts.lanes)?;
        }
        for participation in &event.actors {
            check(Entry::Actor, participation.actor.index(), counts.actors)?;
        }
        for tag in &event.tags {
            check(Entry::Tag, tag.index(), counts.tags)?;
        }
        for source in event.citations.iter().filter_map(|citation| citation.source) {
            check(Entry::Source, source.index(), counts.sources)?;
        }
        Ok(())
    }

    /// An event as it is now.
    pub fn current(&self, id: EventId) -> Option<Cow<'_, Event>> {
        if let Some(change) = self.changes.get(&id) {
            return change.as_ref().map(Cow::Borrowed);
        }
        if !self.before.holds(id) {
            return None;
        }
        let mut event = self.before.event(id);
        if let Some(renumbering) = &self.renumbering {
            renumbering.apply(event.to_mut());
        }
        Some(event)
    }

    /// Whether there is such an event now.
    pub fn holds(&self, id: EventId) -> bool {
        self.changes.get(&id).map_or_else(|| self.before.holds(id), Option::is_some)
    }

    /// The key of an event as it is now.
    pub fn key(&self, id: EventId) -> Cow<'_, str> {
        match self.changes.get(&id) {
            Some(Some(event)) => Cow::Borrowed(event.key.as_str()),
            Some(None) => Cow::Borrowed(""),
            None => self.before.key(id),
        }
    }

    pub fn counts(&self) -> Counts {
        Counts {
            lanes: self.head.lanes.len(),
            actors: self.head.actors.len(),
            tags: self.head.tags.len(),
            sources: self.head.sources.len(),
        }
    }

    /// Gives all that was changed so far the ids that entries have from now on.
    pub fn renumber(&mut self, next: &Renumbering, counts: Counts) {
        for event in self.changes.values_mut().flatten() {
            next.apply(event);
        }
        let so_far = self.renumbering.take().unwrap_or_else(|| Renumbering::none(counts));
        self.renumbering = Some(so_far.then(next));
    }
}

/// The key of an event that states none.
pub(super) fn made_key(id: EventId) -> String {
    format!("event-{}", id.index() + 1)
}
