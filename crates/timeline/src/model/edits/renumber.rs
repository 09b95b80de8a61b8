//! New ids for lanes, actors, tags and sources, where one is inserted or removed before others.

use super::super::references::Renaming;
use super::super::{ActorId, Event, LaneId, SourceId, TagId};

/// For each kind of entry, the id now of every id at the time of loading; `None` for a removed entry.
/// An empty list means that no id changed.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct Renumbering {
    pub lanes: Vec<Option<LaneId>>,
    pub actors: Vec<Option<ActorId>>,
    pub tags: Vec<Option<TagId>>,
    pub sources: Vec<Option<SourceId>>,
}

/// How many entries of each kind there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub lanes: usize,
    pub actors: usize,
    pub tags: usize,
    pub sources: usize,
}

impl Renumbering {
    /// Every entry keeps its id.
    pub(super) fn none(counts: Counts) -> Renumbering {
        Renumbering {
            lanes: (0..counts.lanes).map(|index| Some(LaneId::from_index(index))).collect(),
            actors: (0..counts.actors).map(|index| Some(ActorId::from_index(index))).collect(),
            tags: (0..counts.tags).map(|index| Some(TagId::from_index(index))).collect(),
            sources: (0..counts.sources).map(|index| Some(SourceId::from_index(index))).collect(),
        }
    }

    /// This one, then another one.
    pub(super) fn then(&self, next: &Renumbering) -> Renumbering {
        Renumbering {
            lanes: self.lanes.iter().map(|id| at(&next.lanes, (*id)?.index())).collect(),
            actors: self.actors.iter().map(|id| at(&next.actors, (*id)?.index())).collect(),
            tags: self.tags.iter().map(|id| at(&next.tags, (*id)?.index())).collect(),
            sources: self.sources.iter().map(|id| at(&next.sources, (*id)?.index())).collect(),
        }
    }

    /// The same for columns.
    pub(in crate::model) fn as_renaming(&self) -> Renaming<'_> {
        Renaming { lanes: &self.lanes, actors: &self.actors, tags: &self.tags, sources: &self.sources }
    }

    /// Gives an event the current ids. References to removed entries are dropped.
    pub fn apply(&self, event: &mut Event) {
        event.lane = event.lane.and_then(|lane| at(&self.lanes, lane.index()));
        event.actors.retain_mut(|participation| {
            let renamed = at(&self.actors, participation.actor.index());
            participation.actor = renamed.unwrap_or(participation.actor);
            renamed.is_some()
        });
        event.tags = event.tags.iter().filter_map(|tag| at(&self.tags, tag.index())).collect();
        for citation in &mut event.citations {
            citation.source = citation.source.and_then(|source| at(&self.sources, source.index()));
        }
    }
}

fn at<T: Copy>(list: &[Option<T>], index: usize) -> Option<T> {
    list.get(index).copied().flatten()
}
