//! Which entries of the file the events refer to: a lane, and lists of actors, tags and sources.

use super::row::Row;
use super::{ActorId, EventId, LaneId, SourceId, TagId};

/// The ids of entries elsewhere; each list is indexed by the id here. `None` is no entry there.
#[derive(Clone, Copy, Debug)]
pub struct Renaming<'a> {
    /// Lanes.
    pub lanes: &'a [Option<LaneId>],
    /// Actors.
    pub actors: &'a [Option<ActorId>],
    /// Tags.
    pub tags: &'a [Option<TagId>],
    /// Sources.
    pub sources: &'a [Option<SourceId>],
}

/// No lane.
const NO_LANE: u32 = u32::MAX;

/// For each event a list, all in one.
#[derive(Clone, Debug)]
struct Lists<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Lists { ends: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy + Ord> Lists<T> {
    /// Adds a list; an entry that is in it twice counts once.
    fn push(&mut self, list: &[T]) {
        let start = self.values.len();
        for value in list {
            if !self.values.get(start..).unwrap_or_default().contains(value) {
                self.values.push(*value);
            }
        }
        self.ends.push(self.values.len() as u32);
    }

    fn append(&mut self, other: &Lists<T>, renamed: impl Fn(T) -> Option<T>) {
        let before = self.values.len() as u32;
        self.values.extend(other.values.iter().filter_map(|value| renamed(*value)));
        if self.values.len() as u32 - before == other.values.len() as u32 {
            self.ends.extend(other.ends.iter().map(|end| end + before));
            return;
        }
        self.values.truncate(before as usize);
        for index in 0..other.ends.len() {
            self.values.extend(other.get(index).iter().filter_map(|value| renamed(*value)));
            self.ends.push(self.values.len() as u32);
        }
    }

    /// Gives every value another name; those without one go.
    fn rename(&mut self, renamed: impl Fn(T) -> Option<T>) {
        if self.values.iter().all(|value| renamed(*value).is_some()) {
            for value in &mut self.values {
                *value = renamed(*value).unwrap_or(*value);
            }
            return;
        }
        let old = std::mem::take(self);
        self.append(&old, renamed);
    }

    /// Lets each value count once in the lists from an index on.
    fn unify(&mut self, first: usize) {
        let start = first.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let values = self.values.split_off(start as usize);
        let ends = self.ends.split_off(first.min(self.ends.len()));
        let mut from = 0;
        for end in ends {
            let to = (end - start) as usize;
            self.push(values.get(from..to).unwrap_or_default());
            from = to;
        }
    }

    fn get(&self, index: usize) -> &[T] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }

    fn shrink_to_fit(&mut self) {
        self.ends.shrink_to_fit();
        self.values.shrink_to_fit();
    }
}

/// The lanes, actors, tags and sources of all events, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct References {
    lanes: Vec<u32>,
    actors: Lists<ActorId>,
    tags: Lists<TagId>,
    sources: Lists<SourceId>,
}

impl References {
    /// Adds those of an event.
    pub fn push(&mut self, row: &Row<'_>) {
        self.lanes.push(row.lane.map_or(NO_LANE, |lane| lane.index() as u32));
        self.actors.push(&row.actors);
        self.tags.push(&row.tags);
        self.sources.push(&row.sources);
    }

    /// Adds those of further events, under other names.
    pub fn append(&mut self, part: &References, names: &Renaming<'_>) {
        self.lanes.extend(part.lanes.iter().map(|lane| renamed_lane(*lane, names)));
        self.actors.append(&part.actors, |id| names.actors.get(id.index()).copied().flatten());
        self.tags.append(&part.tags, |id| names.tags.get(id.index()).copied().flatten());
        self.sources.append(&part.sources, |id| names.sources.get(id.index()).copied().flatten());
    }

    /// Puts the events from one on that have no lane into one.
    pub fn fill_lanes(&mut self, from: usize, lane: Option<LaneId>) {
        let Some(filled) = lane else { return };
        for lane in self.lanes.get_mut(from..).unwrap_or_default() {
            if *lane == NO_LANE {
                *lane = filled.index() as u32;
            }
        }
    }

    /// Gives lanes, actors, tags and sources other ids. Linear in the number of events.
    pub fn rename(&mut self, names: &Renaming<'_>) {
        for lane in &mut self.lanes {
            *lane = renamed_lane(*lane, names);
        }
        self.actors.rename(|id| names.actors.get(id.index()).copied().flatten());
        self.tags.rename(|id| names.tags.get(id.index()).copied().flatten());
        self.sources.rename(|id| names.sources.get(id.index()).copied().flatten());
    }

    /// Counts a source once where events from an index on name it more than once.
    pub fn unify_sources(&mut self, first: usize) {
        self.sources.unify(first);
    }

    /// The lane of an event.
    pub fn lane(&self, id: EventId) -> Option<LaneId> {
        let lane = self.lanes.get(id.index()).copied().filter(|lane| *lane != NO_LANE)?;
        Some(LaneId::from_index(lane as usize))
    }

    /// Who took part, each once.
    pub fn actors(&self, id: EventId) -> &[ActorId] {
        self.actors.get(id.index())
    }

    /// The tags of an event, each once.
    pub fn tags(&self, id: EventId) -> &[TagId] {
        self.tags.get(id.index())
    }

    /// The sources that an event rests on, each once.
    pub fn sources(&self, id: EventId) -> &[SourceId] {
        self.sources.get(id.index())
    }

    /// Gives back the memory that was set aside for more events.
    pub fn shrink_to_fit(&mut self) {
        self.lanes.shrink_to_fit();
        self.actors.shrink_to_fit();
        self.tags.shrink_to_fit();
        self.sources.shrink_to_fit();
    }
}

fn renamed_lane(lane: u32, names: &Renaming<'_>) -> u32 {
    let renamed = names.lanes.get(lane as usize).copied().flatten();
    renamed.map_or(NO_LANE, |lane| lane.index() as u32)
}
