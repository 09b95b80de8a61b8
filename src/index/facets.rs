//! Facets: which events a filter leaves, and how many each value of each facet would give.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::filter::{Filter, Matches, events_of};
use crate::model::{ActorId, EventId, Grade, LaneId, Source, SourceId, Status, TagId, Timeline};

/// The facets there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The lane.
    Lane,
    /// Who took part.
    Actor,
    /// The tags.
    Tag,
    /// What became of it.
    Status,
    /// The sources it rests on.
    Source,
    /// Who stands behind these sources.
    Grade,
}

/// The bit of a facet among those that an event fails.
const fn bit(facet: Facet) -> u8 {
    1 << facet as u8
}

/// What a filter asks for, as tables that are indexed by the number of a value; `None` asks for nothing.
struct Asked {
    /// The first place is "no lane".
    lanes: Option<Vec<bool>>,
    actors: Option<Vec<bool>>,
    tags: Option<Vec<bool>>,
    statuses: Option<Vec<bool>>,
    sources: Option<Vec<bool>>,
    /// By source: whether its grade is asked for.
    grades: Option<Vec<bool>>,
}

/// A table of `len` values that says which of them are asked for.
fn table(len: usize, asked: impl ExactSizeIterator<Item = usize>) -> Option<Vec<bool>> {
    if asked.len() == 0 {
        return None;
    }
    let mut table = vec![false; len];
    for place in asked {
        // What is asked for and is not in the timeline is in no event.
        if let Some(is_asked) = table.get_mut(place) {
            *is_asked = true;
        }
    }
    Some(table)
}

/// Whether one of the values is asked for; yes when nothing is.
fn allows(table: Option<&Vec<bool>>, mut values: impl Iterator<Item = usize>) -> bool {
    table.is_none_or(|table| values.any(|value| table.get(value).copied().unwrap_or_default()))
}

fn place_of_lane(lane: Option<LaneId>) -> usize {
    lane.map_or(0, |lane| lane.index() + 1)
}

impl Asked {
    fn of(timeline: &Timeline, filter: &Filter) -> Asked {
        let is_asked = |source: &Source| filter.grades.contains(&source.grade);
        let grades = timeline.sources().iter().map(is_asked).collect();
        Asked {
            lanes: table(timeline.lanes().len() + 1, filter.lanes.iter().map(|lane| place_of_lane(*lane))),
            actors: table(timeline.actors().len(), filter.actors.iter().map(|actor| actor.index())),
            tags: table(timeline.tags().len(), filter.tags.iter().map(|tag| tag.index())),
            statuses: table(Status::ALL.len(), filter.statuses.iter().map(|status| *status as usize)),
            sources: table(timeline.sources().len(), filter.sources.iter().map(|source| source.index())),
            grades: (!filter.grades.is_empty()).then_some(grades),
        }
    }

    /// The facets that an event has no asked value of, a bit for each.
    fn failed(&self, timeline: &Timeline, event: EventId) -> u8 {
        let actors = || timeline.actors_of(event).iter().map(|actor| actor.index());
        let tags = || timeline.tags_of(event).iter().map(|tag| tag.index());
        let sources = || timeline.sources_of(event).iter().map(|source| source.index());
        let lane = || std::iter::once_with(|| place_of_lane(timeline.lane(event)));
        let status = || std::iter::once_with(|| timeline.status(event) as usize);
        [
            (Facet::Lane, allows(self.lanes.as_ref(), lane())),
            (Facet::Actor, allows(self.actors.as_ref(), actors())),
            (Facet::Tag, allows(self.tags.as_ref(), tags())),
            (Facet::Status, allows(self.statuses.as_ref(), status())),
            (Facet::Source, allows(self.sources.as_ref(), sources())),
            (Facet::Grade, allows(self.grades.as_ref(), sources())),
        ]
        .into_iter()
        .fold(0, |failed, (facet, allows)| if allows { failed } else { failed | bit(facet) })
    }
}

impl Filter {
    /// Those of the found events that the filter leaves. Linear in the found events and what they name, on all cores.
    pub fn applied(&self, timeline: &Timeline, found: &Matches) -> Matches {
        if self.is_empty() {
            return found.clone();
        }
        let asked = Asked::of(timeline, self);
        found.filtered(|event| asked.failed(timeline, event) == 0)
    }
}

/// How many events each value stands for. Every facet is counted with the other facets applied and its own
/// left out, so that a number says what a click on it would add.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// By lane; `None` is "no lane".
    pub lanes: BTreeMap<Option<LaneId>, usize>,
    /// By actor.
    pub actors: BTreeMap<ActorId, usize>,
    /// By tag.
    pub tags: BTreeMap<TagId, usize>,
    /// By status.
    pub statuses: BTreeMap<Status, usize>,
    /// By source.
    pub sources: BTreeMap<SourceId, usize>,
    /// By grade of source.
    pub grades: BTreeMap<Grade, usize>,
}

/// Counts by the number of the value.
#[derive(Default)]
struct Tally {
    /// The first place is "no lane".
    lanes: Vec<u32>,
    actors: Vec<u32>,
    tags: Vec<u32>,
    statuses: Vec<u32>,
    sources: Vec<u32>,
    grades: Vec<u32>,
}

/// How many parts each core counts, so that none waits long for another.
const PARTS_PER_CORE: usize = 4;

impl Tally {
    fn of(timeline: &Timeline) -> Tally {
        Tally {
            lanes: vec![0; timeline.lanes().len() + 1],
            actors: vec![0; timeline.actors().len()],
            tags: vec![0; timeline.tags().len()],
            statuses: vec![0; Status::ALL.len()],
            sources: vec![0; timeline.sources().len()],
            grades: vec![0; Grade::ALL.len()],
        }
    }

    /// Counts an event for the facets whose others it does not fail.
    fn count(&mut self, timeline: &Timeline, event: EventId, failed: u8) {
        let counts = |facet: Facet| failed & !bit(facet) == 0;
        if counts(Facet::Lane) {
            add(&mut self.lanes, place_of_lane(timeline.lane(event)));
        }
        if counts(Facet::Status) {
            add(&mut self.statuses, timeline.status(event) as usize);
        }
        if counts(Facet::Actor) {
            timeline.actors_of(event).iter().for_each(|actor| add(&mut self.actors, actor.index()));
        }
        if counts(Facet::Tag) {
            timeline.tags_of(event).iter().for_each(|tag| add(&mut self.tags, tag.index()));
        }
        if counts(Facet::Source) {
            timeline.sources_of(event).iter().for_each(|source| add(&mut self.sources, source.index()));
        }
        if counts(Facet::Grade) {
            // Two sources of one grade count once.
            let mut counted = 0_u32;
            for source in timeline.sources_of(event).iter().filter_map(|id| timeline.source(*id)) {
                let grade = source.grade as usize;
                if counted & (1 << grade) == 0 {
                    add(&mut self.grades, grade);
                }
                counted |= 1 << grade;
            }
        }
    }

    fn join(mut self, other: Tally) -> Tally {
        for (own, others) in [
            (&mut self.lanes, other.lanes),
            (&mut self.actors, other.actors),
            (&mut self.tags, other.tags),
            (&mut self.statuses, other.statuses),
            (&mut self.sources, other.sources),
            (&mut self.grades, other.grades),
        ] {
            own.resize(own.len().max(others.len()), 0);
            own.iter_mut().zip(others).for_each(|(own, other)| *own += other);
        }
        self
    }
}

fn add(counts: &mut [u32], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count += 1;
    }
}

/// The counts that are not zero, by value.
fn by_value<T: Ord>(counts: &[u32], value: impl Fn(usize) -> T) -> BTreeMap<T, usize> {
    let counted = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    counted.map(|(place, count)| (value(place), *count as usize)).collect()
}

/// As [`by_value`], for values that are listed in the order of their numbers.
fn by_listed<T: Ord + Copy>(counts: &[u32], listed: &[T]) -> BTreeMap<T, usize> {
    let counted = listed.iter().zip(counts).filter(|(_, count)| **count > 0);
    counted.map(|(value, count)| (*value, *count as usize)).collect()
}

impl FacetCounts {
    /// Counts the found events of a timeline under a filter. Linear in the found events and what they name, on all
    /// cores.
    pub fn of(timeline: &Timeline, found: &Matches, filter: &Filter) -> FacetCounts {
        let asked = Asked::of(timeline, filter);
        let parts = rayon::current_num_threads() * PARTS_PER_CORE;
        let length = found.words().len().div_ceil(parts).max(1);
        let part = |(part, words): (usize, &[u64])| {
            let mut tally = Tally::of(timeline);
            for event in events_of(words, part * length) {
                let failed = asked.failed(timeline, event);
                if failed.count_ones() <= 1 {
                    tally.count(timeline, event, failed);
                }
            }
            tally
        };
        let tally =
            found.words().par_chunks(length).enumerate().map(part).reduce(Tally::default, Tally::join);
        FacetCounts {
            lanes: by_value(&tally.lanes, |place| place.checked_sub(1).map(LaneId::from_index)),
            actors: by_value(&tally.actors, ActorId::from_index),
            tags: by_value(&tally.tags, TagId::from_index),
            statuses: by_listed(&tally.statuses, Status::ALL),
            sources: by_value(&tally.sources, SourceId::from_index),
            grades: by_listed(&tally.grades, Grade::ALL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Query, SearchText};
    use super::*;
    use crate::model::{Actor, ActorKind, Citation, Event, Participation, TimelineBuilder};
    use proptest::prelude::*;

    /// Lanes a, a, b; the second planned; tags x, x and y, none.
    fn timeline() -> Timeline {
        let mut builder = TimelineBuilder::default();
        let (a, b) = (builder.lane("a", "A"), builder.lane("b", "B"));
        let (x, y) = (builder.tag("x"), builder.tag("y"));
        let mut event = |key: &str, lane, status, tags: Vec<TagId>| {
            let mut event = Event::new(key, key);
            (event.lane, event.status, event.tags) = (Some(lane), status, tags);
            builder.event(event);
        };
        event("one", a, Status::Happened, vec![x, x]);
        event("two", a, Status::Planned, vec![x, y]);
        event("three", b, Status::Happened, vec![]);
        builder.build()
    }

    #[test]
    fn values_of_one_facet_are_alternatives_and_facets_add_up() {
        let timeline = timeline();
        let all = Matches::all(3);
        let lanes = |indices: &[usize]| indices.iter().map(|i| Some(LaneId::from_index(*i))).collect();
        let filter = Filter { lanes: lanes(&[0, 1]), ..Filter::default() };
        assert_eq!(filter.applied(&timeline, &all).len(), 3);
        let filter = Filter { lanes: lanes(&[0]), statuses: [Status::Happened].into(), ..Filter::default() };
        let left = filter.applied(&timeline, &all);
        assert!(left.contains(EventId::from_index(0)));
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn a_facet_is_counted_under_the_others_and_not_under_itself() {
        let timeline = timeline();
        let filter = Filter { statuses: [Status::Happened].into(), ..Filter::default() };
        let counts = FacetCounts::of(&timeline, &Matches::all(3), &filter);
        assert_eq!(counts.statuses.get(&Status::Planned), Some(&1));
        assert_eq!(counts.lanes.get(&Some(LaneId::from_index(0))), Some(&1));
        assert_eq!(counts.tags.get(&TagId::from_index(0)), Some(&1), "a tag named twice counts once");
        assert_eq!(counts.tags.get(&TagId::from_index(1)), None);
    }

    /// Whether an event has what every facet asks for but for one, as the words of [`Filter`] say it.
    fn leaves(filter: &Filter, timeline: &Timeline, event: EventId, without: Option<Facet>) -> bool {
        let asks = |facet: Facet, is_empty: bool| Some(facet) != without && !is_empty;
        let (actors, tags) = (timeline.actors_of(event), timeline.tags_of(event));
        let sources = timeline.sources_of(event);
        let grade = |id: &SourceId| timeline.source(*id).unwrap().grade;
        !(asks(Facet::Lane, filter.lanes.is_empty()) && !filter.lanes.contains(&timeline.lane(event))
            || asks(Facet::Actor, filter.actors.is_empty())
                && !actors.iter().any(|id| filter.actors.contains(id))
            || asks(Facet::Tag, filter.tags.is_empty()) && !tags.iter().any(|id| filter.tags.contains(id))
            || asks(Facet::Status, filter.statuses.is_empty())
                && !filter.statuses.contains(&timeline.status(event))
            || asks(Facet::Source, filter.sources.is_empty())
                && !sources.iter().any(|id| filter.sources.contains(id))
            || asks(Facet::Grade, filter.grades.is_empty())
                && !sources.iter().any(|id| filter.grades.contains(&grade(id))))
    }

    /// The definition: for each value of each facet, the found events that have it and that the others leave.
    fn counted_one_by_one(timeline: &Timeline, found: &Matches, filter: &Filter) -> FacetCounts {
        let count = |facet: Facet, has: &dyn Fn(EventId) -> bool| {
            let events = timeline.ids().filter(|id| found.contains(*id) && has(*id));
            events.filter(|id| leaves(filter, timeline, *id, Some(facet))).count()
        };
        let grades_of = |id| timeline.sources_of(id).iter().map(|id| timeline.source(*id).unwrap().grade);
        let lanes = (0..timeline.lanes().len()).map(LaneId::from_index).map(Some).chain([None]);
        let actors = (0..timeline.actors().len()).map(ActorId::from_index);
        let tags = (0..timeline.tags().len()).map(TagId::from_index);
        let sources = (0..timeline.sources().len()).map(SourceId::from_index);
        let lanes = lanes.map(|value| (value, count(Facet::Lane, &|id| timeline.lane(id) == value)));
        let statuses = Status::ALL
            .iter()
            .map(|value| (*value, count(Facet::Status, &|id| timeline.status(id) == *value)));
        let actors =
            actors.map(|value| (value, count(Facet::Actor, &|id| timeline.actors_of(id).contains(&value))));
        let tags = tags.map(|value| (value, count(Facet::Tag, &|id| timeline.tags_of(id).contains(&value))));
        let sources = sources
            .map(|value| (value, count(Facet::Source, &|id| timeline.sources_of(id).contains(&value))));
        let grades = Grade::ALL
            .iter()
            .map(|value| (*value, count(Facet::Grade, &|id| grades_of(id).any(|grade| grade == *value))));
        FacetCounts {
            lanes: lanes.filter(|(_, count)| *count > 0).collect(),
            actors: actors.filter(|(_, count)| *count > 0).collect(),
            tags: tags.filter(|(_, count)| *count > 0).collect(),
            statuses: statuses.filter(|(_, count)| *count > 0).collect(),
            sources: sources.filter(|(_, count)| *count > 0).collect(),
            grades: grades.filter(|(_, count)| *count > 0).collect(),
        }
    }

    /// An event as numbers: lane (the last is none), status, actors, tags, sources.
    type Named = (usize, usize, Vec<usize>, Vec<usize>, Vec<usize>);

    fn built(events: &[Named]) -> Timeline {
        let mut builder = TimelineBuilder::default();
        for place in 0..4 {
            let key = place.to_string();
            builder.lane(key.clone(), "");
            builder.tag(&key);
            builder.actor(Actor {
                key: key.clone(),
                name: String::new(),
                kind: ActorKind::Unknown,
                extra: Vec::new(),
            });
            builder.source(Source {
                key,
                title: String::new(),
                publisher: String::new(),
                authors: Vec::new(),
                published: None,
                zone: None,
                url: None,
                accessed: None,
                grade: [Grade::Press, Grade::Joint, Grade::Press, Grade::Unknown][place],
                text: None,
                extra: Vec::new(),
            });
        }
        for (lane, status, actors, tags, sources) in events {
            let mut event = Event::new("", if lane % 2 == 0 { "even" } else { "odd" });
            event.lane = (*lane < 4).then(|| LaneId::from_index(*lane));
            event.status = Status::ALL[*status];
            let part = |id: &usize| Participation { actor: ActorId::from_index(*id), role: String::new() };
            event.actors = actors.iter().map(part).collect();
            event.tags = tags.iter().map(|id| TagId::from_index(*id)).collect();
            event.citations = sources.iter().map(|id| cited(SourceId::from_index(*id))).collect();
            builder.event(event);
        }
        builder.build()
    }

    fn cited(source: SourceId) -> Citation {
        Citation {
            source: Some(source),
            source_key: String::new(),
            quote: None,
            note: String::new(),
            date: None,
            zone: None,
            supports: Vec::new(),
            checked: None,
            extra: Vec::new(),
        }
    }

    /// Some of the numbers below 5; 4 names nothing in the timeline.
    fn some() -> impl Strategy<Value = Vec<usize>> {
        prop::collection::vec(0..5_usize, 0..3)
    }

    proptest! {
        #[test]
        fn counts_and_filters_are_what_their_definitions_say(
            events in prop::collection::vec(
                (0..5_usize, 0..4_usize, prop::collection::vec(0..4_usize, 0..4),
                    prop::collection::vec(0..4_usize, 0..4), prop::collection::vec(0..4_usize, 0..4)),
                0..200,
            ),
            (lanes, actors, tags, statuses, sources, grades) in (some(), some(), some(), some(), some(), some()),
            query in "(even|odd|e|)",
        ) {
            let timeline = built(&events);
            let lane = |place: usize| (place < 4).then(|| LaneId::from_index(place));
            let filter = Filter {
                lanes: lanes.into_iter().map(lane).collect(),
                actors: actors.into_iter().map(ActorId::from_index).collect(),
                tags: tags.into_iter().map(TagId::from_index).collect(),
                statuses: statuses.into_iter().map(|place| Status::ALL[place]).collect(),
                sources: sources.into_iter().map(SourceId::from_index).collect(),
                grades: grades.into_iter().map(|place| Grade::ALL[place]).collect(),
            };
            let found = SearchText::of(&timeline).matches(&timeline, &Query::new(query));
            let counts = FacetCounts::of(&timeline, &found, &filter);
            prop_assert_eq!(counts, counted_one_by_one(&timeline, &found, &filter));
            let left = Matches::from_fn(timeline.len(), |id| {
                found.contains(id) && leaves(&filter, &timeline, id, None)
            });
            prop_assert_eq!(filter.applied(&timeline, &found), left);
        }
    }
}
