//! Edits of lanes, actors, sources, tags and stories.
//!
//! Cost: entries after an inserted or removed entry get another id, which is one pass over the column
//! of that kind; to remove one is a pass over that column too, because none may be in use.

use super::edit::Change;
use super::error::{EditError, Entry};
use super::renumber::Renumbering;
use super::timeline_draft::Draft;
use crate::model::{Actor, ActorId, Event, EventId, Lane, LaneId, Source, SourceId, Story, TagId, Timeline};

/// An entry of a list that events refer to.
trait Keyed: Clone {
    const ENTRY: Entry;
    fn key(&self) -> &str;
}

impl Keyed for Lane {
    const ENTRY: Entry = Entry::Lane;
    fn key(&self) -> &str {
        &self.key
    }
}

impl Keyed for Actor {
    const ENTRY: Entry = Entry::Actor;
    fn key(&self) -> &str {
        &self.key
    }
}

impl Keyed for Source {
    const ENTRY: Entry = Entry::Source;
    fn key(&self) -> &str {
        &self.key
    }
}

impl Keyed for String {
    const ENTRY: Entry = Entry::Tag;
    fn key(&self) -> &str {
        self
    }
}

/// Where the ids of a list move.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shift {
    Nowhere,
    Up { from: usize },
    Down { removed: usize },
}

impl Shift {
    /// The id of an entry after the shift.
    fn of(self, index: usize) -> Option<usize> {
        match self {
            Shift::Nowhere => Some(index),
            Shift::Up { from } => Some(if index < from { index } else { index + 1 }),
            Shift::Down { removed } if index == removed => None,
            Shift::Down { removed } => Some(if index < removed { index } else { index - 1 }),
        }
    }

    /// Whether no entry of a list of `count` gets another id by it.
    fn is_at_end(self, count: usize) -> bool {
        match self {
            Shift::Nowhere => true,
            Shift::Up { from } => from == count,
            Shift::Down { removed } => removed + 1 == count,
        }
    }
}

/// Changes a list, and gives the inverse and where the ids move.
fn change_list<T: Keyed>(
    list: &mut Vec<T>,
    index: usize,
    change: &Change<T>,
) -> Result<(Change<T>, Shift), EditError> {
    let entry = T::ENTRY;
    match change {
        Change::Insert(_) if index > list.len() => Err(EditError::NotFree { entry, index }),
        Change::Insert(new) if list.iter().any(|other| other.key() == new.key()) => {
            Err(EditError::KeyTaken { entry, key: new.key().to_owned() })
        }
        Change::Insert(new) => {
            list.insert(index, new.clone());
            Ok((Change::Remove, Shift::Up { from: index }))
        }
        Change::Put(new) => {
            let old = list.get_mut(index).ok_or(EditError::Missing { entry, index })?;
            if old.key() != new.key() {
                return Err(EditError::KeyFixed { entry, key: old.key().to_owned() });
            }
            Ok((Change::Put(std::mem::replace(old, new.clone())), Shift::Nowhere))
        }
        Change::Remove if index >= list.len() => Err(EditError::Missing { entry, index }),
        Change::Remove => Ok((Change::Insert(list.remove(index)), Shift::Down { removed: index })),
    }
}

impl Draft<'_> {
    pub(super) fn lane(&mut self, id: LaneId, change: &Change<Lane>) -> Result<Change<Lane>, EditError> {
        if matches!(change, Change::Remove) {
            let former = self.former(id, LaneId::index, |renumbering| &renumbering.lanes);
            let key = self.head.lanes.get(id.index()).map(|lane| lane.key.clone());
            self.check_unused(
                Entry::Lane,
                key,
                |timeline, event| former.is_some() && timeline.lane(event) == former,
                |event| event.lane == Some(id),
            )?;
        }
        let counts = self.counts();
        let (inverse, shift) = change_list(&mut self.head.to_mut().lanes, id.index(), change)?;
        if !shift.is_at_end(counts.lanes) {
            let lanes = (0..counts.lanes).map(|index| shift.of(index).map(LaneId::from_index)).collect();
            self.renumber(&Renumbering { lanes, ..Renumbering::none(counts) }, counts);
        }
        Ok(inverse)
    }

    pub(super) fn actor(&mut self, id: ActorId, change: &Change<Actor>) -> Result<Change<Actor>, EditError> {
        if matches!(change, Change::Remove) {
            let former = self.former(id, ActorId::index, |renumbering| &renumbering.actors);
            let key = self.head.actors.get(id.index()).map(|actor| actor.key.clone());
            self.check_unused(
                Entry::Actor,
                key,
                |timeline, event| former.is_some_and(|id| timeline.actors_of(event).contains(&id)),
                |event| event.actors.iter().any(|participation| participation.actor == id),
            )?;
        }
        let counts = self.counts();
        let (inverse, shift) = change_list(&mut self.head.to_mut().actors, id.index(), change)?;
        if !shift.is_at_end(counts.actors) {
            let actors = (0..counts.actors).map(|index| shift.of(index).map(ActorId::from_index)).collect();
            self.renumber(&Renumbering { actors, ..Renumbering::none(counts) }, counts);
        }
        Ok(inverse)
    }

    pub(super) fn source(
        &mut self,
        id: SourceId,
        change: &Change<Box<Source>>,
    ) -> Result<Change<Box<Source>>, EditError> {
        if matches!(change, Change::Remove) {
            let former = self.former(id, SourceId::index, |renumbering| &renumbering.sources);
            let key = self.head.sources.get(id.index()).map(|source| source.key.clone());
            self.check_unused(
                Entry::Source,
                key,
                |timeline, event| former.is_some_and(|id| timeline.sources_of(event).contains(&id)),
                |event| event.citations.iter().any(|citation| citation.source == Some(id)),
            )?;
        }
        let counts = self.counts();
        let change = match change {
            Change::Insert(source) => Change::Insert((**source).clone()),
            Change::Put(source) => Change::Put((**source).clone()),
            Change::Remove => Change::Remove,
        };
        let (inverse, shift) = change_list(&mut self.head.to_mut().sources, id.index(), &change)?;
        if !shift.is_at_end(counts.sources) {
            let sources =
                (0..counts.sources).map(|index| shift.of(index).map(SourceId::from_index)).collect();
            self.renumber(&Renumbering { sources, ..Renumbering::none(counts) }, counts);
        }
        Ok(match inverse {
            Change::Insert(source) => Change::Insert(Box::new(source)),
            Change::Put(source) => Change::Put(Box::new(source)),
            Change::Remove => Change::Remove,
        })
    }

    pub(super) fn tag(&mut self, id: TagId, change: &Change<String>) -> Result<Change<String>, EditError> {
        if matches!(change, Change::Remove) {
            let former = self.former(id, TagId::index, |renumbering| &renumbering.tags);
            self.check_unused(
                Entry::Tag,
                self.head.tags.get(id.index()).cloned(),
                |timeline, event| former.is_some_and(|id| timeline.tags_of(event).contains(&id)),
                |event| event.tags.contains(&id),
            )?;
        }
        let counts = self.counts();
        let (inverse, shift) = change_list(&mut self.head.to_mut().tags, id.index(), change)?;
        if !shift.is_at_end(counts.tags) {
            let tags = (0..counts.tags).map(|index| shift.of(index).map(TagId::from_index)).collect();
            self.renumber(&Renumbering { tags, ..Renumbering::none(counts) }, counts);
        }
        Ok(inverse)
    }

    pub(super) fn story(&mut self, index: usize, change: &Change<Story>) -> Result<Change<Story>, EditError> {
        let entry = Entry::Story;
        let count = self.head.stories.len();
        match change {
            Change::Insert(_) if index > count => Err(EditError::NotFree { entry, index }),
            Change::Insert(story) => {
                self.head.to_mut().stories.insert(index, story.clone());
                Ok(Change::Remove)
            }
            Change::Put(_) | Change::Remove if index >= count => Err(EditError::Missing { entry, index }),
            Change::Put(story) => {
                let stories = &mut self.head.to_mut().stories;
                let old = stories.get_mut(index).map(|old| std::mem::replace(old, story.clone()));
                old.map(Change::Put).ok_or(EditError::Missing { entry, index })
            }
            Change::Remove => Ok(Change::Insert(self.head.to_mut().stories.remove(index))),
        }
    }

    /// The id before the edits of an entry with an id of now; `None` for an entry that they added.
    fn former<T: Copy + PartialEq + FromIndex>(
        &self,
        id: T,
        index: impl Fn(T) -> usize,
        list: impl Fn(&Renumbering) -> &Vec<Option<T>>,
    ) -> Option<T> {
        match &self.renumbering {
            Some(renumbering) => list(renumbering).iter().position(|now| *now == Some(id)).map(T::from_index),
            None => Some(T::from_index(index(id))),
        }
    }

    /// Refuses where an event refers to an entry: by what the timeline before says, or a changed event.
    fn check_unused(
        &self,
        entry: Entry,
        key: Option<String>,
        before_refers: impl Fn(&Timeline, EventId) -> bool,
        refers: impl Fn(&Event) -> bool,
    ) -> Result<(), EditError> {
        let Some(key) = key else { return Ok(()) };
        let unchanged = self.before.ids().filter(|id| before_refers(self.before, *id));
        let unchanged = unchanged.filter(|id| !self.changes.contains_key(id)).count();
        let changed = self.changes.values().flatten().filter(|event| refers(event)).count();
        match unchanged + changed {
            0 => Ok(()),
            events => Err(EditError::InUse { entry, key, events }),
        }
    }
}

/// An id of a list.
trait FromIndex {
    fn from_index(index: usize) -> Self;
}

macro_rules! from_index {
    ($($id:ty),*) => {$(
        impl FromIndex for $id {
            fn from_index(index: usize) -> Self {
                <$id>::from_index(index)
            }
        }
    )*};
}

from_index!(LaneId, ActorId, SourceId, TagId);
