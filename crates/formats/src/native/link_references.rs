//! From names to entries: ids of events, the lanes, actors, sources and events that they refer to, and
//! circles among them.

use std::collections::HashMap;

use super::citation::CitationDraft;
use super::declarations;
use super::declarations::{Ids, Table};
use super::event_record::{EventDraft, Reference};
use crate::part_circles::{PartOf, circle_text, closing_relations};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::did_you_mean;
use dateline_timeline::model::{
    Actor, ActorId, Event, EventId, Lane, LaneId, Participation, RelationKind, Source, SourceId, TagId,
};

/// The ids that a file states for its events.
#[derive(Default)]
pub(super) struct EventKeys {
    by_key: HashMap<String, EventId>,
}

/// Finds events by their ids.
pub(super) trait FindEvent {
    /// The event with an id.
    fn find(&self, key: &str) -> Option<EventId>;
    /// "Did you mean mous?", or nothing.
    fn did_you_mean(&self, key: &str) -> String;
}

impl FindEvent for EventKeys {
    fn find(&self, key: &str) -> Option<EventId> {
        self.by_key.get(key).copied()
    }

    fn did_you_mean(&self, key: &str) -> String {
        let mut keys: Vec<&str> = self.by_key.keys().map(String::as_str).collect();
        keys.sort_unstable();
        did_you_mean(key, keys)
    }
}

/// The tables that events refer to.
pub(super) struct Tables {
    pub lanes: Table<Lane>,
    pub actors: Table<Actor>,
    pub sources: Table<Source>,
    pub tags: Vec<String>,
    tag_ids: HashMap<String, TagId>,
}

impl Tables {
    pub fn new(lanes: Table<Lane>, actors: Table<Actor>, sources: Table<Source>) -> Self {
        Tables { lanes, actors, sources, tags: Vec::new(), tag_ids: HashMap::new() }
    }

    /// The lane of a name, added where the file declares none.
    pub fn lane_of(&mut self, name: &str) -> Option<LaneId> {
        let table = &mut self.lanes;
        let found = table.find(name);
        let added = || (!table.is_declared).then(|| table.add(name, name, declarations::new_lane(name)));
        found.or_else(added).map(LaneId::from_index)
    }

    /// Whether the file declares an actor of this name, or none at all.
    pub fn declares_actor(&self, name: &str) -> bool {
        let table = &self.actors;
        !table.is_declared || table.find(name).is_some_and(|index| table.declares(index))
    }

    /// The actor of a name, added where it is not there.
    pub fn actor_of(&mut self, name: &str) -> ActorId {
        let table = &mut self.actors;
        let index = table.find(name).unwrap_or_else(|| table.add(name, name, declarations::new_actor(name)));
        ActorId::from_index(index)
    }

    /// The source of a name, added where the file declares none.
    pub fn source_of(&mut self, name: &str) -> Option<SourceId> {
        let table = &mut self.sources;
        let found = table.find(name);
        let added = || (!table.is_declared).then(|| table.add(name, name, declarations::new_source(name)));
        found.or_else(added).map(SourceId::from_index)
    }

    pub fn tag(&mut self, name: String) -> TagId {
        if let Some(id) = self.tag_ids.get(&name) {
            return *id;
        }
        let id = TagId::from_index(self.tags.len());
        self.tags.push(name.clone());
        self.tag_ids.insert(name, id);
        id
    }
}

/// A record that was read, with its place among the records of the file.
pub(super) type Placed = (usize, EventDraft);

/// Turns drafts into events.
pub(super) fn resolve(
    drafts: Vec<Placed>,
    tables: &mut Tables,
    base: &Path<'_>,
    log: &mut Log,
) -> (Vec<Event>, EventKeys) {
    let mut drafts = drafts;
    let keys = name_events(&mut drafts, base, log);
    let relations: Vec<(usize, Vec<Reference>)> = drafts
        .iter_mut()
        .map(|(record, draft)| {
            let (relations, places) = std::mem::take(&mut draft.relations).into_iter().unzip();
            draft.event.relations = relations;
            (*record, places)
        })
        .collect();
    let mut events = Vec::with_capacity(drafts.len());
    for (record, draft) in drafts {
        log.record = Some(record);
        events.push(refer_to_tables(draft, tables, &base.item(record), log));
    }
    link(&mut events, &relations, &keys, base, log);
    break_circles(&mut events, &relations, base, log);
    log.record = None;
    (events, keys)
}

/// Gives each event a key that no other has.
fn name_events(drafts: &mut [Placed], base: &Path<'_>, log: &mut Log) -> EventKeys {
    let stated = drafts.iter().filter_map(|(_, draft)| draft.id.as_ref()).map(|id| id.key.clone());
    let mut ids = Ids::with_stated(stated.collect());
    let mut keys = EventKeys::default();
    for (index, (record, draft)) in drafts.iter_mut().enumerate() {
        let Some(id) = draft.id.take() else { continue };
        log.record = Some(*record);
        draft.event.key = ids.claim(id.key, id.range, &base.item(*record), log);
        keys.by_key.insert(draft.event.key.clone(), EventId::from_index(index));
    }
    for (index, (_, draft)) in drafts.iter_mut().enumerate() {
        if !draft.event.key.is_empty() {
            continue;
        }
        let mut key = format!("event-{}", index + 1);
        while ids.holds(&key) {
            key.push('x');
        }
        draft.event.key = key;
        draft.event.key_is_stated = false;
    }
    keys
}

/// The finding about a reference that leads nowhere.
fn dangling(reference: &Reference, path: &Path<'_>, what: &str) -> Diagnostic {
    let article = if what.starts_with(['a', 'e']) { "an" } else { "a" };
    Diagnostic::new(Severity::Warning, reference.range.clone(), path, format!("No {what} has this id"))
        .found(&reference.key)
        .expected(format!("The id of {article} {what} of this file"))
}

pub(super) fn refer_to_tables(
    draft: EventDraft,
    tables: &mut Tables,
    path: &Path<'_>,
    log: &mut Log,
) -> Event {
    let mut event = draft.event;
    if let Some(lane) = draft.lane {
        event.lane = refer_to_lane(&lane, tables, path, log);
        if event.lane.is_none() {
            event.extra.push(("lane".to_owned(), draft.lane_as_written));
        }
    }
    event.tags = draft.tags.into_iter().map(|tag| tables.tag(tag)).collect();
    let list_path = path.field("actors");
    for (reference, role) in draft.actors {
        let actor = refer_to_actor(&reference, tables, &list_path.item(reference.index), log);
        event.actors.push(Participation { actor, role });
    }
    let list_path = path.field("citations");
    for citation in draft.citations {
        let mut citation = citation;
        let source = refer_to_source(&citation, tables, &list_path.item(citation.index), log);
        citation.citation.source = source;
        event.citations.push(citation.citation);
    }
    event
}

fn refer_to_lane(lane: &Reference, tables: &mut Tables, path: &Path<'_>, log: &mut Log) -> Option<LaneId> {
    if let Some(found) = tables.lane_of(&lane.key) {
        return Some(found);
    }
    let hint = tables.lanes.did_you_mean(&lane.key);
    log.push(dangling(lane, &path.field("lane"), "lane").hint(hint).effect("Shown without a lane"));
    None
}

fn refer_to_actor(actor: &Reference, tables: &mut Tables, path: &Path<'_>, log: &mut Log) -> ActorId {
    if !tables.declares_actor(&actor.key) {
        let hint = tables.actors.did_you_mean(&actor.key);
        log.push(dangling(actor, path, "actor").hint(hint).effect("Shown by this name"));
    }
    tables.actor_of(&actor.key)
}

fn refer_to_source(
    draft: &CitationDraft,
    tables: &mut Tables,
    path: &Path<'_>,
    log: &mut Log,
) -> Option<SourceId> {
    let key = draft.citation.source_key.as_str();
    let path = path.field("source");
    if key.is_empty() {
        log.push(
            Diagnostic::new(
                Severity::Warning,
                draft.source_range.clone(),
                &path,
                "A citation needs a source",
            )
            .expected("The id of a source of this file")
            .hint("Add \"source\"")
            .effect("Shown without a source"),
        );
        return None;
    }
    if let Some(found) = tables.source_of(key) {
        return Some(found);
    }
    let hint = tables.sources.did_you_mean(key);
    let reference = Reference { key: key.to_owned(), range: draft.source_range.clone(), index: draft.index };
    log.push(dangling(&reference, &path, "source").hint(hint).effect("The citation is kept"));
    None
}

/// Points relations at their events.
fn link(
    events: &mut [Event],
    relations: &[(usize, Vec<Reference>)],
    keys: &EventKeys,
    base: &Path<'_>,
    log: &mut Log,
) {
    for (index, (event, (record, references))) in events.iter_mut().zip(relations).enumerate() {
        let event_path = base.item(*record);
        let list_path = event_path.field("relations");
        log.record = Some(*record);
        for (relation, reference) in event.relations.iter_mut().zip(references) {
            let element = list_path.item(reference.index);
            let path = element.field("to");
            match keys.find(&reference.key) {
                Some(to) if to.index() == index => {
                    log.push(relation_finding(reference, &path, true, String::new()));
                }
                Some(to) => relation.to = Some(to),
                None => {
                    let hint = keys.did_you_mean(&reference.key);
                    log.push(relation_finding(reference, &path, false, hint));
                }
            }
        }
    }
}

/// The finding about a relation to nothing, or to the event itself.
pub(super) fn relation_finding(
    reference: &Reference,
    path: &Path<'_>,
    is_itself: bool,
    hint: String,
) -> Diagnostic {
    let finding = if is_itself {
        let message = "An event cannot be related to itself";
        Diagnostic::new(Severity::Warning, reference.range.clone(), path, message)
            .found(&reference.key)
            .expected("The id of another event of this file")
            .hint("Name another event")
    } else {
        dangling(reference, path, "event").hint(hint)
    };
    finding.effect("The relation is kept and not followed")
}

/// Finds circles of "part of" and stops following the relation that closes each, so that readers may walk
/// up from part to whole without end.
fn break_circles(
    events: &mut [Event],
    relations: &[(usize, Vec<Reference>)],
    base: &Path<'_>,
    log: &mut Log,
) {
    let parts: Vec<PartOf> =
        events.iter().enumerate().flat_map(|(index, event)| parts_of(index, event)).collect();
    let closing = closing_relations(&parts, |part, circle| {
        let key =
            |event: EventId| events.get(event.index()).map_or_else(String::new, |event| event.key.clone());
        let text = circle_text(circle, key);
        report_circle(&text, relations.get(part.part.index()), part.relation as usize, base, log);
    });
    for (event, index) in closing {
        let event = events.get_mut(event.index());
        if let Some(relation) = event.and_then(|event| event.relations.get_mut(index as usize)) {
            relation.to = None;
        }
    }
}

/// What an event, by its index, is part of.
fn parts_of(index: usize, event: &Event) -> impl Iterator<Item = PartOf> {
    let relations = event.relations.iter().zip(0..);
    let parts = relations.filter(|(relation, _)| relation.kind == RelationKind::PartOf);
    parts.filter_map(move |(relation, at)| {
        Some(PartOf { part: EventId::from_index(index), whole: relation.to?, relation: at })
    })
}

fn report_circle(
    words: &str,
    references: Option<&(usize, Vec<Reference>)>,
    place: usize,
    base: &Path<'_>,
    log: &mut Log,
) {
    let Some((record, references)) = references else { return };
    let Some(reference) = references.get(place) else { return };
    log.record = Some(*record);
    let event_path = base.item(*record);
    let list_path = event_path.field("relations");
    let element = list_path.item(reference.index);
    log.push(circle_finding(words, reference, &element.field("to")));
}

/// The finding about a relation that closes a circle of parts.
pub(super) fn circle_finding(words: &str, reference: &Reference, path: &Path<'_>) -> Diagnostic {
    let message = format!("This closes a circle of parts: {words}");
    Diagnostic::new(Severity::Warning, reference.range.clone(), path, message)
        .found(&reference.key)
        .expected("An event that is not a part of this one")
        .hint("Remove one of these relations")
        .effect("The relation is kept and not followed")
}
