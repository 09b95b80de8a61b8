//! Where sources disagree about when an event was, or two events cannot both be true.

use super::{Citation, EventId, Relation, RelationKind, SourceId, Timeline};
use crate::time::{Date, TimeRange, Zone};

/// One of two that disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Who says it: a source's publisher, or an event's title.
    pub name: String,
    /// The date as stated; `None` when the event has none.
    pub date: Option<Date>,
    /// The zone that the date's days belong to.
    pub zone: Zone,
    /// The four points of that date.
    pub range: Option<TimeRange>,
    /// The source, when a citation speaks.
    pub source: Option<SourceId>,
    /// The event, when an event speaks.
    pub event: Option<EventId>,
}

/// What kind of disagreement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConflictKind {
    /// A citation's date cannot be the event's.
    EventAndCitation,
    /// The dates of two citations cannot both be true.
    TwoCitations,
    /// Another event is said to contradict this one, or the other way round.
    TwoEvents,
}

/// A disagreement, with what a small picture of it needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What kind it is.
    pub kind: ConflictKind,
    /// The two that disagree; in the first two kinds of one event, the event itself stands first.
    pub sides: [Side; 2],
    /// It in a sentence or two: what the file says about it, otherwise who says what.
    pub words: String,
}

/// What disagrees about an event: citations whose date cannot overlap its own, citations that cannot both be
/// right, and events that contradict it, in this order and otherwise in the order of the file.
pub fn conflicts(timeline: &Timeline, event: EventId) -> Vec<Conflict> {
    let claims: Vec<Side> =
        timeline.citations(event).iter().filter_map(|citation| claim(timeline, event, citation)).collect();
    let own = side_of(timeline, event);
    let mut found = Vec::new();
    for claim in &claims {
        if cannot_both_be(&own, claim) {
            found.push(between(ConflictKind::EventAndCitation, own.clone(), claim.clone(), ""));
        }
    }
    for (place, first) in claims.iter().enumerate() {
        for second in claims.iter().skip(place + 1) {
            if cannot_both_be(first, second) {
                found.push(between(ConflictKind::TwoCitations, first.clone(), second.clone(), ""));
            }
        }
    }
    let outward = timeline.relations(event).iter().filter_map(|relation| Some((relation.to?, relation)));
    let mut met: Vec<EventId> = Vec::new();
    for (other, relation) in outward.chain(timeline.incoming(event)) {
        if is_contradiction(relation) && other != event && !met.contains(&other) {
            met.push(other);
            let other = side_of(timeline, other);
            found.push(between(ConflictKind::TwoEvents, own.clone(), other, &relation.note));
        }
    }
    found
}

fn is_contradiction(relation: &Relation) -> bool {
    relation.kind == RelationKind::Contradicts
}

fn side_of(timeline: &Timeline, event: EventId) -> Side {
    Side {
        name: timeline.event_title(event).to_owned(),
        date: timeline.date(event).cloned(),
        zone: timeline.event_zone(event),
        range: timeline.range(event),
        source: None,
        event: Some(event),
    }
}

fn claim(timeline: &Timeline, event: EventId, citation: &Citation) -> Option<Side> {
    let date = citation.date.clone()?;
    let source = citation.source.and_then(|id| timeline.source(id));
    let zone =
        citation.zone.or(source.and_then(|source| source.zone)).unwrap_or_else(|| timeline.event_zone(event));
    let name = source.map_or(citation.source_key.as_str(), |source| {
        if source.publisher.is_empty() { &source.title } else { &source.publisher }
    });
    let range = Some(date.range(zone));
    Some(Side { name: name.to_owned(), date: Some(date), zone, range, source: citation.source, event: None })
}

fn cannot_both_be(first: &Side, second: &Side) -> bool {
    match (&first.range, &second.range) {
        (Some(first), Some(second)) => !first.can_overlap(second),
        _ => false,
    }
}

fn between(kind: ConflictKind, first: Side, second: Side, note: &str) -> Conflict {
    let says = |side: &Side| match &side.date {
        Some(date) => format!("{}: {}.", side.name, date.words()),
        None => format!("{}: date not stated.", side.name),
    };
    let words = if note.is_empty() { format!("{} {}", says(&first), says(&second)) } else { note.to_owned() };
    Conflict { kind, sides: [first, second], words }
}
