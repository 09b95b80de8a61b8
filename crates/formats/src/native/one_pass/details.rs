//! An event as a whole, read from the kept text when it is asked for.

use std::collections::HashMap;
use std::sync::Arc;

use super::surroundings::value_at;
use crate::native::event_record;
use crate::native::event_record::EventDraft;
use crate::native::link_references::Tables;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use dateline_timeline::model::{ActorId, Details, Event, EventId, LaneId, Participation, SourceId, TagId};

/// The kept text, and what the names in it stand for.
#[derive(Debug)]
pub(super) struct KeptDetails {
    kept: Arc<String>,
    lanes: HashMap<String, LaneId>,
    actors: HashMap<String, ActorId>,
    tags: HashMap<String, TagId>,
    sources: HashMap<String, SourceId>,
}

impl KeptDetails {
    pub fn new(kept: Arc<String>, tables: &Tables) -> Self {
        KeptDetails {
            kept,
            lanes: tables.lanes.names().map(|(name, place)| (name, LaneId::from_index(place))).collect(),
            actors: tables.actors.names().map(|(name, place)| (name, ActorId::from_index(place))).collect(),
            tags: (0..)
                .zip(&tables.tags)
                .map(|(place, tag)| (tag.clone(), TagId::from_index(place)))
                .collect(),
            sources: tables
                .sources
                .names()
                .map(|(name, place)| (name, SourceId::from_index(place)))
                .collect(),
        }
    }

    fn referred(&self, draft: EventDraft) -> Event {
        let mut event = draft.event;
        event.key_is_stated = draft.id.is_some();
        if let Some(lane) = draft.lane {
            event.lane = self.lanes.get(&lane.key).copied();
            if event.lane.is_none() {
                event.extra.push(("lane".to_owned(), draft.lane_as_written));
            }
        }
        event.tags = draft.tags.iter().filter_map(|tag| self.tags.get(tag).copied()).collect();
        let actors = draft.actors.into_iter();
        event.actors = actors
            .filter_map(|(reference, role)| {
                Some(Participation { actor: self.actors.get(&reference.key).copied()?, role })
            })
            .collect();
        event.citations = draft
            .citations
            .into_iter()
            .map(|draft| {
                let mut citation = draft.citation;
                let key = Some(&citation.source_key).filter(|key| !key.is_empty());
                citation.source = key.and_then(|key| self.sources.get(key).copied());
                citation
            })
            .collect();
        event.relations = draft.relations.into_iter().map(|(relation, _)| relation).collect();
        event
    }
}

impl Details for KeptDetails {
    /// Reads the record again, field by field; what is wrong in it was reported when the file was read.
    fn event(&self, _: EventId, record: usize) -> Event {
        let raw = value_at(&self.kept, record);
        let draft = raw.and_then(|raw| event_record::read(raw, &Path::Root, &mut Log::default()));
        draft.map_or_else(|| Event::new("", ""), |draft| self.referred(draft))
    }
}
