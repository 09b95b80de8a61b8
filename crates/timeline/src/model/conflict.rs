//! Where sources disagree about when an event was, or two events cannot both be true.

use super::{Citation, EventId, RelationKind, SourceId, Timeline};
use dateline_time::{Date, TimeRange, Zone};

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
    /// What the file says about it, in its own words; empty when it says nothing.
    pub note: String,
}

/// What disagrees about an event: citations whose date cannot overlap its own, citations that cannot both be
/// right, and events that contradict it, in this order and otherwise in the order of the file.
pub fn conflicts(timeline: &Timeline, event: EventId) -> Vec<Conflict> {
    let whole = timeline.event(event);
    let claims: Vec<Side> =
        whole.citations.iter().filter_map(|citation| claim(timeline, event, citation)).collect();
    let own = side_of(timeline, event);
    let mut found = Vec::new();
    for claim in &claims {
        if cannot_both_be(&own, claim) {
            found.push(Conflict {
                kind: ConflictKind::EventAndCitation,
                sides: [own.clone(), claim.clone()],
                note: String::new(),
            });
        }
    }
    for (place, first) in claims.iter().enumerate() {
        for second in claims.iter().skip(place + 1) {
            if cannot_both_be(first, second) {
                found.push(Conflict {
                    kind: ConflictKind::TwoCitations,
                    sides: [first.clone(), second.clone()],
                    note: String::new(),
                });
            }
        }
    }
    let mut met: Vec<EventId> = Vec::new();
    for tie in timeline.outgoing(event).chain(timeline.incoming(event)) {
        let other = if tie.from == event { tie.to } else { tie.from };
        if tie.kind == RelationKind::Contradicts && other != event && !met.contains(&other) {
            met.push(other);
            let stating = timeline.event(tie.from);
            let note = stating.relations.get(tie.index as usize).map(|relation| relation.note.clone());
            found.push(Conflict {
                kind: ConflictKind::TwoEvents,
                sides: [own.clone(), side_of(timeline, other)],
                note: note.unwrap_or_default(),
            });
        }
    }
    found
}

fn side_of(timeline: &Timeline, event: EventId) -> Side {
    let zone = timeline.event_zone(event);
    let date = timeline.date(event);
    Side {
        name: timeline.event_title(event).to_owned(),
        // Its place on the axis may be another one, where files are aligned.
        range: date.as_ref().map(|date| date.range(zone)),
        date,
        zone,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Basis, Event, Grade, Relation, Source, TimelineBuilder};

    fn date(text: &str) -> Option<Date> {
        Date::parse(text).ok()
    }

    fn citation(source: usize, text: &str) -> Citation {
        Citation {
            source: Some(SourceId::from_index(source)),
            source_key: String::new(),
            quote: None,
            note: String::new(),
            date: date(text),
            zone: None,
            supports: Vec::new(),
            checked: None,
            extra: Vec::new(),
        }
    }

    fn source(publisher: &str, zone: Option<&str>) -> Source {
        Source {
            key: publisher.to_lowercase(),
            title: String::new(),
            publisher: publisher.to_owned(),
            authors: Vec::new(),
            published: None,
            zone: zone.and_then(|name| Zone::parse(name).ok()),
            url: None,
            accessed: None,
            grade: Grade::Official,
            text: None,
            extra: Vec::new(),
        }
    }

    fn timeline(own: &str, claims: &[(usize, &str)], note: Option<&str>) -> Timeline {
        let mut builder = TimelineBuilder::default();
        builder.source(source("CNA", Some("Asia/Singapore")));
        builder.source(source("MINDEF", None));
        let mut event = Event::new("mou", "Memorandum signed");
        event.date = date(own);
        event.citations = claims.iter().map(|(source, text)| citation(*source, text)).collect();
        builder.event(event);
        let mut other = Event::new("visit", "Visit");
        other.date = date("2021-08-22/2021-08-24");
        other.relations.extend(note.map(|note| Relation {
            kind: RelationKind::Contradicts,
            to: Some(EventId::from_index(0)),
            to_key: "mou".to_owned(),
            basis: Basis::Stated,
            note: note.to_owned(),
            extra: Vec::new(),
        }));
        builder.event(other);
        builder.build()
    }

    fn found(own: &str, claims: &[(usize, &str)], note: Option<&str>) -> Vec<Conflict> {
        conflicts(&timeline(own, claims, note), EventId::from_index(0))
    }

    #[test]
    fn dates_that_can_both_be_true_are_no_conflict() {
        assert_eq!(found("2021-08", &[(0, "2021-08-20"), (1, "2021-08")], None), []);
        // 29 March in Washington reaches into 30 March in Singapore
        let mut builder = timeline("2022-03-29", &[(0, "2022-03-30")], None).to_builder();
        builder.zone = Zone::parse("America/New_York").unwrap();
        assert_eq!(conflicts(&builder.build(), EventId::from_index(0)), []);
    }

    #[test]
    fn a_citation_may_disagree_with_the_event_and_with_another() {
        use ConflictKind::{EventAndCitation, TwoCitations};
        let kinds: Vec<ConflictKind> = found("2021-08-23", &[(0, "2021-08-23"), (1, "2021-08-20")], None)
            .into_iter()
            .map(|conflict| conflict.kind)
            .collect();
        assert_eq!(kinds, [EventAndCitation, TwoCitations]);
        let found = found("2021-08", &[(0, "2021-08-23"), (1, "2021-08-20")], None);
        let first = found.first().unwrap();
        assert_eq!((first.kind, first.note.as_str()), (TwoCitations, ""));
        let said =
            first.sides.each_ref().map(|side| (side.name.as_str(), side.date.as_ref().map(Date::text)));
        assert_eq!(said, [("CNA", Some("2021-08-23")), ("MINDEF", Some("2021-08-20"))]);
    }

    #[test]
    fn events_that_contradict_each_other_are_found_from_both_ends() {
        let timeline = timeline("2021-08", &[], Some("Both fit August 2021."));
        for (event, other) in [(0, 1), (1, 0)] {
            let found = conflicts(&timeline, EventId::from_index(event));
            assert_eq!(found.len(), 1);
            let conflict = found.first().unwrap();
            assert_eq!(conflict.kind, ConflictKind::TwoEvents);
            assert_eq!(conflict.note, "Both fit August 2021.");
            assert_eq!(conflict.sides[0].event, Some(EventId::from_index(event)));
            assert_eq!(conflict.sides[1].event, Some(EventId::from_index(other)));
        }
    }
}
