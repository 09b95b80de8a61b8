//! Where sources disagree about when an event was, or two events cannot both be true.

use std::collections::HashSet;

use super::{Citation, EventId, RelationKind, SourceId, Timeline};
use dateline_time::{Date, TimePoint, TimeRange, Zone};

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
    /// The two that disagree; in the first two kinds of one event, the event itself is first.
    pub sides: [Side; 2],
    /// What the file says about it, unchanged; empty when it says nothing.
    pub note: String,
}

/// What disagrees about an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conflicts {
    /// The first disagreements of each kind, at most [`Conflicts::LIMIT`] of it: citations whose date cannot
    /// overlap the event's own, citations that cannot both be right, and events that contradict it, in this
    /// order and otherwise in the order of the file.
    pub listed: Vec<Conflict>,
    /// How many more there are.
    pub further: usize,
}

impl Conflicts {
    /// How many disagreements of a kind are listed. Nobody compares more by eye, and a file may state
    /// millions: any two of its citations can disagree.
    pub const LIMIT: usize = 20;
}

/// What disagrees about an event. O(n · log n) in its citations and relations.
pub fn conflicts(timeline: &Timeline, event: EventId) -> Conflicts {
    let whole = timeline.event(event);
    let claims: Vec<Claim> = whole.citations.iter().filter_map(|said| claim(timeline, event, said)).collect();
    let own = side_of(timeline, event);
    let mut found = Conflicts::default();
    let against_own =
        claims.iter().filter(|claim| own.range.is_some_and(|own| !own.can_overlap(&claim.range)));
    for (number, claim) in against_own.enumerate() {
        if number >= Conflicts::LIMIT {
            found.further += 1;
            continue;
        }
        found.listed.push(Conflict {
            kind: ConflictKind::EventAndCitation,
            sides: [own.clone(), claim.side(timeline)],
            note: String::new(),
        });
    }
    between_claims(timeline, &claims, &mut found);
    let ties = timeline.outgoing(event).chain(timeline.incoming(event));
    let mut met: HashSet<EventId> = HashSet::new();
    for tie in ties.filter(|tie| tie.kind == RelationKind::Contradicts) {
        let other = if tie.from == event { tie.to } else { tie.from };
        if other == event || !met.insert(other) {
            continue;
        }
        if met.len() > Conflicts::LIMIT {
            found.further += 1;
            continue;
        }
        let stating = timeline.event(tie.from);
        let note = stating.relations.get(tie.index as usize).map(|relation| relation.note.clone());
        found.listed.push(Conflict {
            kind: ConflictKind::TwoEvents,
            sides: [own.clone(), side_of(timeline, other)],
            note: note.unwrap_or_default(),
        });
    }
    found
}

/// The ranges of the citations of an event whose dates cannot overlap its own, as hulls, each stated by at
/// least one citation, in the order of time. O(n · log n).
pub fn other_dates(timeline: &Timeline, event: EventId) -> Vec<TimeRange> {
    let whole = timeline.event(event);
    let own = timeline.date(event).map(|date| date.range(timeline.event_zone(event)));
    let Some(own) = own else { return Vec::new() };
    let claims = whole.citations.iter().filter_map(|said| claim(timeline, event, said));
    let mut ranges: Vec<TimeRange> =
        claims.map(|claim| claim.range).filter(|range| !own.can_overlap(range)).collect();
    ranges.sort_by_key(TimeRange::hull);
    ranges.dedup_by_key(|range| range.hull());
    ranges
}

/// Any two claims that cannot both be true: the first pairs in the order of the file, and how many more.
fn between_claims(timeline: &Timeline, claims: &[Claim], found: &mut Conflicts) {
    let hull = |claim: &Claim| {
        let (from, to) = claim.range.hull();
        (from.unwrap_or(TimePoint::MIN), to.unwrap_or(TimePoint::MAX))
    };
    // Of the claims from each on, the earliest end and the latest start: whoever overlaps these two overlaps
    // all.
    let mut bounds = vec![(TimePoint::MAX, TimePoint::MIN)];
    for claim in claims.iter().rev() {
        let (from, to) = hull(claim);
        let (end, start) = bounds.last().copied().unwrap_or_default();
        bounds.push((end.min(to), start.max(from)));
    }
    bounds.reverse();
    let mut listed = 0;
    for (index, first) in claims.iter().enumerate() {
        let (from, to) = hull(first);
        let (end, start) = bounds.get(index + 1).copied().unwrap_or_default();
        if listed >= Conflicts::LIMIT {
            break;
        }
        if end > from && start < to {
            continue;
        }
        let others = claims.iter().skip(index + 1);
        for second in others.filter(|second| !first.range.can_overlap(&second.range)) {
            if listed >= Conflicts::LIMIT {
                break;
            }
            listed += 1;
            found.listed.push(Conflict {
                kind: ConflictKind::TwoCitations,
                sides: [first.side(timeline), second.side(timeline)],
                note: String::new(),
            });
        }
    }
    // Two that cannot both be true have one that ends where the other begins or before.
    let mut ends: Vec<TimePoint> = claims.iter().map(|claim| hull(claim).1).collect();
    ends.sort_unstable();
    let pairs: usize = claims.iter().map(|claim| ends.partition_point(|end| *end <= hull(claim).0)).sum();
    found.further += pairs.saturating_sub(listed);
}

fn side_of(timeline: &Timeline, event: EventId) -> Side {
    let zone = timeline.event_zone(event);
    let date = timeline.date(event);
    Side {
        name: timeline.event_title(event).to_owned(),
        // Its position on the axis may differ, where files are aligned.
        range: date.as_ref().map(|date| date.range(zone)),
        date,
        zone,
        source: None,
        event: Some(event),
    }
}

/// A citation that states a date.
struct Claim<'e> {
    citation: &'e Citation,
    date: &'e Date,
    zone: Zone,
    range: TimeRange,
}

impl Claim<'_> {
    fn side(&self, timeline: &Timeline) -> Side {
        let source = self.citation.source.and_then(|id| timeline.source(id));
        let name = source.map_or(self.citation.source_key.as_str(), |source| {
            if source.publisher.is_empty() { &source.title } else { &source.publisher }
        });
        Side {
            name: name.to_owned(),
            date: Some(self.date.clone()),
            zone: self.zone,
            range: Some(self.range),
            source: self.citation.source,
            event: None,
        }
    }
}

fn claim<'e>(timeline: &Timeline, event: EventId, citation: &'e Citation) -> Option<Claim<'e>> {
    let date = citation.date.as_ref()?;
    let source = citation.source.and_then(|id| timeline.source(id));
    let zone =
        citation.zone.or(source.and_then(|source| source.zone)).unwrap_or_else(|| timeline.event_zone(event));
    Some(Claim { citation, date, zone, range: date.range(zone) })
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
        conflicts(&timeline(own, claims, note), EventId::from_index(0)).listed
    }

    #[test]
    fn dates_that_can_both_be_true_are_no_conflict() {
        assert_eq!(found("2021-08", &[(0, "2021-08-20"), (1, "2021-08")], None), []);
        // 29 March in Washington reaches into 30 March in Singapore
        let mut builder = timeline("2022-03-29", &[(0, "2022-03-30")], None).to_builder();
        builder.zone = Zone::parse("America/New_York").unwrap();
        assert_eq!(conflicts(&builder.build(), EventId::from_index(0)), Conflicts::default());
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
            let found = conflicts(&timeline, EventId::from_index(event)).listed;
            assert_eq!(found.len(), 1);
            let conflict = found.first().unwrap();
            assert_eq!(conflict.kind, ConflictKind::TwoEvents);
            assert_eq!(conflict.note, "Both fit August 2021.");
            assert_eq!(conflict.sides[0].event, Some(EventId::from_index(event)));
            assert_eq!(conflict.sides[1].event, Some(EventId::from_index(other)));
        }
    }

    #[test]
    fn of_very_many_disagreements_the_first_are_listed_and_all_are_counted() {
        let dates: Vec<String> = (0..3_000).map(|day| format!("{:04}-01-01", 1000 + day)).collect();
        let claims: Vec<(usize, &str)> = dates.iter().map(|date| (0, date.as_str())).collect();
        let timeline = timeline("1000-01-01", &claims, Some("Not both."));
        let found = conflicts(&timeline, EventId::from_index(0));
        assert_eq!(found.listed.len(), 2 * Conflicts::LIMIT + 1);
        // All but the first against the event, and any two of the citations.
        assert_eq!(found.listed.len() + found.further, 2_999 + 3_000 * 2_999 / 2 + 1);
        assert_eq!(other_dates(&timeline, EventId::from_index(0)).len(), 2_999);
        let agreeing: Vec<(usize, &str)> = (0..3_000).map(|_| (0, "1000")).collect();
        let timeline = self::timeline("1000-01-01", &agreeing, None);
        assert_eq!(conflicts(&timeline, EventId::from_index(0)), Conflicts::default());
    }

    #[test]
    fn pairs_are_those_that_cannot_both_be_true() {
        let pool =
            ["2021", "2021-03", "2021-03-04", "2021-04/2021-06", "../2020", "2022/..", "2021-05?", "1999"];
        let mut seed = 7_u64;
        let mut below = move |limit: usize| {
            // A linear congruential generator (Knuth, The Art of Computer Programming, volume 2).
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % limit
        };
        for _ in 0..200 {
            let claims: Vec<(usize, &str)> =
                (0..below(9)).map(|_| (below(2), pool[below(pool.len())])).collect();
            let timeline = timeline("2021", &claims, None);
            let range = |text: &str| Date::parse(text).unwrap().range(Zone::UTC);
            let zoned = |(source, text): &(usize, &str)| {
                let zone = if *source == 0 { Zone::parse("Asia/Singapore").unwrap() } else { Zone::UTC };
                Date::parse(text).unwrap().range(zone)
            };
            let ranges: Vec<TimeRange> = claims.iter().map(zoned).collect();
            let against = ranges.iter().filter(|claim| !range("2021").can_overlap(claim)).count();
            let pairs = (0..ranges.len())
                .flat_map(|first| (first + 1..ranges.len()).map(move |second| (first, second)))
                .filter(|(first, second)| !ranges[*first].can_overlap(&ranges[*second]))
                .count();
            let found = conflicts(&timeline, EventId::from_index(0));
            assert_eq!(found.listed.len() + found.further, against + pairs, "{claims:?}");
        }
    }
}
