//! Facets: which events a filter leaves, and how many each value of each facet would give.

use std::collections::BTreeMap;

use super::filter::{Filter, Matches};
use crate::model::{ActorId, EventId, Grade, LaneId, SourceId, Status, TagId, Timeline};

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

impl Filter {
    /// Whether an event has one of the values that a facet asks for; yes when it asks for nothing.
    fn allows(&self, facet: Facet, timeline: &Timeline, event: EventId) -> bool {
        match facet {
            Facet::Lane => self.lanes.is_empty() || self.lanes.contains(&timeline.lane(event)),
            Facet::Actor => {
                self.actors.is_empty()
                    || timeline.actors_of(event).iter().any(|actor| self.actors.contains(actor))
            }
            Facet::Tag => {
                self.tags.is_empty() || timeline.tags_of(event).iter().any(|tag| self.tags.contains(tag))
            }
            Facet::Status => self.statuses.is_empty() || self.statuses.contains(&timeline.status(event)),
            Facet::Source => {
                self.sources.is_empty() || sources_of(timeline, event).any(|id| self.sources.contains(&id))
            }
            Facet::Grade => {
                self.grades.is_empty() || grades_of(timeline, event).any(|grade| self.grades.contains(&grade))
            }
        }
    }

    /// Whether an event has what every facet asks for, but for one facet that may be left out.
    fn leaves(&self, timeline: &Timeline, event: EventId, without: Option<Facet>) -> bool {
        [Facet::Lane, Facet::Actor, Facet::Tag, Facet::Status, Facet::Source, Facet::Grade]
            .into_iter()
            .filter(|facet| Some(*facet) != without)
            .all(|facet| self.allows(facet, timeline, event))
    }

    /// Those of the found events that the filter leaves. Linear in the events and what they name.
    pub fn applied(&self, timeline: &Timeline, found: &Matches) -> Matches {
        Matches::from_fn(timeline.len(), |event| found.contains(event) && self.leaves(timeline, event, None))
    }
}

/// The sources that an event rests on.
fn sources_of(timeline: &Timeline, event: EventId) -> impl Iterator<Item = SourceId> {
    timeline.sources_of(event).iter().copied()
}

fn grades_of(timeline: &Timeline, event: EventId) -> impl Iterator<Item = Grade> {
    sources_of(timeline, event).filter_map(|id| Some(timeline.source(id)?.grade))
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

impl FacetCounts {
    /// Counts the found events of a timeline under a filter. Linear in the events and what they name.
    pub fn of(timeline: &Timeline, found: &Matches, filter: &Filter) -> FacetCounts {
        let mut counts = FacetCounts::default();
        for event in timeline.ids().filter(|event| found.contains(*event)) {
            if filter.leaves(timeline, event, Some(Facet::Lane)) {
                *counts.lanes.entry(timeline.lane(event)).or_default() += 1;
            }
            if filter.leaves(timeline, event, Some(Facet::Status)) {
                *counts.statuses.entry(timeline.status(event)).or_default() += 1;
            }
            if filter.leaves(timeline, event, Some(Facet::Actor)) {
                let actors = timeline.actors_of(event).iter().copied();
                count_once(&mut counts.actors, actors);
            }
            if filter.leaves(timeline, event, Some(Facet::Tag)) {
                count_once(&mut counts.tags, timeline.tags_of(event).iter().copied());
            }
            if filter.leaves(timeline, event, Some(Facet::Source)) {
                count_once(&mut counts.sources, sources_of(timeline, event));
            }
            if filter.leaves(timeline, event, Some(Facet::Grade)) {
                count_once(&mut counts.grades, grades_of(timeline, event));
            }
        }
        counts
    }
}

/// An event counts once for a value, however often it names it.
fn count_once<T: Ord + Copy>(counts: &mut BTreeMap<T, usize>, values: impl Iterator<Item = T>) {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, TimelineBuilder};

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
}
