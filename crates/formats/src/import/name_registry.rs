//! What the records of a file name: lanes, actors, tags and sources, and the ids they have in the timeline.

use ahash::HashMap;

use super::Draft;
use dateline_timeline::model::{ActorId, Event, LaneId, Participation, Source, SourceId, TagId};

/// Ids by name, of every kind.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Lanes by key.
    pub lanes: HashMap<String, LaneId>,
    /// Actors by name.
    pub actors: HashMap<String, ActorId>,
    /// Tags.
    pub tags: HashMap<String, TagId>,
    /// Sources by key.
    pub sources: HashMap<String, SourceId>,
}

/// Gives names their ids; `None` where nothing has the name.
pub(super) trait Refer {
    /// The lane of a key.
    fn lane_of(&mut self, key: &str) -> Option<LaneId>;
    /// The actor of a name.
    fn actor_of(&mut self, name: &str) -> Option<ActorId>;
    /// The tag of a name.
    fn tag_of(&mut self, name: &str) -> Option<TagId>;
    /// The source of a key.
    fn source_of(&mut self, source: Source) -> Option<SourceId>;
}

impl Refer for &Names {
    fn lane_of(&mut self, key: &str) -> Option<LaneId> {
        self.lanes.get(key).copied()
    }

    fn actor_of(&mut self, name: &str) -> Option<ActorId> {
        self.actors.get(name).copied()
    }

    fn tag_of(&mut self, name: &str) -> Option<TagId> {
        self.tags.get(name).copied()
    }

    fn source_of(&mut self, source: Source) -> Option<SourceId> {
        self.sources.get(&source.key).copied()
    }
}

/// The event of a draft, with ids in the place of names. Its relations are left out.
pub(super) fn referred(draft: Draft, names: &mut impl Refer) -> Event {
    let mut event = draft.event;
    event.lane = draft.lane.filter(|key| !key.is_empty()).and_then(|key| names.lane_of(&key));
    for tag in draft.tags.iter().filter(|tag| !tag.is_empty()).filter_map(|tag| names.tag_of(tag)) {
        if !event.tags.contains(&tag) {
            event.tags.push(tag);
        }
    }
    for (name, role) in draft.actors.into_iter().filter(|(name, _)| !name.is_empty()) {
        let Some(actor) = names.actor_of(&name) else { continue };
        let participation = Participation { actor, role };
        if !event.actors.contains(&participation) {
            event.actors.push(participation);
        }
    }
    for (source, mut citation) in draft.citations {
        citation.source_key.clone_from(&source.key);
        citation.source = names.source_of(source);
        event.citations.push(citation);
    }
    event
}
