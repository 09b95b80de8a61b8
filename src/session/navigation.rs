//! The order in which a person steps through events: the matches with a position in time, found by searching.

use std::sync::Arc;

use dateline_time::TimePoint;
use dateline_timeline::model::{EventId, LaneId, Timeline};
use dateline_timeline::query::{Lanes, Matches};

/// How many events on each side, in the order of time, a step to another lane looks at.
const LANE_STEP_LIMIT: usize = 100_000;

/// A direction to step in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The next event in time.
    Later,
    /// The one before.
    Earlier,
    /// The event nearest in time in the next lane above that has one.
    LaneAbove,
    /// The event nearest in time in the next lane below that has one.
    LaneBelow,
}

/// Where each event of a timeline stands in the order of time.
///
/// Four bytes for each event.
#[derive(Debug, Default)]
pub struct Ranks {
    of_events: Vec<u32>,
}

impl Ranks {
    /// The ranks of a timeline's events. Linear.
    pub fn of(timeline: &Timeline) -> Ranks {
        let mut of_events = vec![u32::MAX; timeline.id_count()];
        for (rank, event) in (0_u32..).zip(timeline.chronological()) {
            if let Some(slot) = of_events.get_mut(event.index()) {
                *slot = rank;
            }
        }
        Ranks { of_events }
    }

    fn get(&self, event: EventId) -> u32 {
        self.of_events.get(event.index()).copied().unwrap_or(u32::MAX)
    }
}

/// The matching events with a position in time, in the order of time. Built in one pass, four bytes for each;
/// answers are searches.
#[derive(Clone, Debug, Default)]
pub struct StepOrder {
    order: Vec<EventId>,
    ranks: Arc<Ranks>,
}

impl StepOrder {
    /// The stops of a timeline's matches.
    pub fn of(timeline: &Timeline, matches: &Matches, ranks: Arc<Ranks>) -> StepOrder {
        let dated = timeline.len() - timeline.undated_count();
        let is_match = |event: &EventId| matches.contains(*event);
        let order: Vec<EventId> =
            timeline.chronological().iter().take(dated).copied().filter(is_match).collect();
        StepOrder { order, ranks }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Where an event stands among them, counted from 0; `None` when it is not one of them.
    pub fn position(&self, event: EventId) -> Option<usize> {
        let index = self.before(event);
        (self.order.get(index) == Some(&event)).then_some(index)
    }

    /// Those next to one of them in time, up to `limit` on each side, the event itself left out.
    pub fn around(&self, event: EventId, limit: usize) -> impl Iterator<Item = EventId> {
        let near = self
            .position(event)
            .map_or(0..0, |index| index.saturating_sub(limit)..(index + limit + 1).min(self.order.len()));
        let near = self.order.get(near).unwrap_or_default().iter().copied();
        near.filter(move |near| *near != event)
    }

    /// The first that begins at or after a moment, else the last of all.
    pub fn first_from(&self, timeline: &Timeline, at: TimePoint) -> Option<EventId> {
        let index = self.order.partition_point(|event| begin(timeline, *event) < Some(at));
        self.order.get(index).or(self.order.last()).copied()
    }

    /// The last that begins at or before a moment, else the first of all.
    pub fn last_until(&self, timeline: &Timeline, at: TimePoint) -> Option<EventId> {
        let index = self.order.partition_point(|event| begin(timeline, *event) <= Some(at));
        self.order.get(index.saturating_sub(1)).copied()
    }

    /// The stop one step from an event with a position in time, whether that is a stop itself or not. To
    /// another lane it is the one nearest in time in the next lane that has any; the lanes are those given,
    /// or the file's. A lane whose nearest event comes after 100,000 others is passed over.
    pub fn step(
        &self,
        timeline: &Timeline,
        lanes: Option<&Lanes>,
        from: EventId,
        step: Step,
    ) -> Option<EventId> {
        let index = self.before(from);
        match step {
            Step::Earlier => self.order.get(index.checked_sub(1)?).copied(),
            Step::Later => {
                let is_stop = self.order.get(index) == Some(&from);
                self.order.get(if is_stop { index + 1 } else { index }).copied()
            }
            Step::LaneAbove | Step::LaneBelow => {
                let standing = Standing::of(timeline, lanes);
                let own = standing.row(timeline, from);
                let beyond: Vec<usize> = if step == Step::LaneAbove {
                    (0..own).rev().collect()
                } else {
                    (own + 1..standing.count).collect()
                };
                self.nearest_in(timeline, &standing, begin(timeline, from)?, &beyond)
            }
        }
    }

    /// The stop nearest to a moment in the first of the given lanes that has any.
    fn nearest_in(
        &self,
        timeline: &Timeline,
        standing: &Standing,
        at: TimePoint,
        lanes: &[usize],
    ) -> Option<EventId> {
        let index = self.order.partition_point(|event| begin(timeline, *event) < Some(at));
        let (before, after) = self.order.split_at_checked(index)?;
        let mut found: Vec<[Option<EventId>; 2]> = vec![[None; 2]; standing.count];
        let mut before = before.iter().rev().take(LANE_STEP_LIMIT);
        let mut after = after.iter().take(LANE_STEP_LIMIT);
        let is_settled = |found: &[[Option<EventId>; 2]]| {
            let next = lanes.first().and_then(|lane| found.get(*lane));
            next.is_some_and(|sides| sides.iter().all(Option::is_some))
        };
        loop {
            let pair = [before.next(), after.next()];
            for (side, event) in pair.iter().enumerate() {
                let Some(event) = event else { continue };
                let lane = found.get_mut(standing.row(timeline, **event));
                if let Some(slot) = lane.and_then(|sides| sides.get_mut(side)) {
                    slot.get_or_insert(**event);
                }
            }
            if pair == [None, None] || is_settled(&found) {
                break;
            }
        }
        let away = |event: &EventId| {
            begin(timeline, *event).map_or(u64::MAX, |time| time.seconds().abs_diff(at.seconds()))
        };
        let nearest = |lane: &usize| {
            found.get(*lane)?.iter().flatten().copied().min_by_key(|event| (away(event), *event))
        };
        lanes.iter().find_map(nearest)
    }

    /// How many stand before an event.
    fn before(&self, event: EventId) -> usize {
        let rank = self.ranks.get(event);
        self.order.partition_point(|other| self.ranks.get(*other) < rank)
    }
}

/// Where lanes stand, counted from the top; events without a lane stand below all lanes of the file.
struct Standing<'a> {
    lanes: Option<&'a Lanes>,
    /// The row that each lane stands in, counted from the top, by the number of the lane.
    rows: Vec<usize>,
    count: usize,
}

impl<'a> Standing<'a> {
    fn of(timeline: &Timeline, lanes: Option<&'a Lanes>) -> Standing<'a> {
        let Some(shown) = lanes else {
            return Standing { lanes, rows: Vec::new(), count: timeline.lanes().len() + 1 };
        };
        let mut rows = vec![shown.order().len(); shown.count()];
        for (row, number) in shown.order().iter().enumerate() {
            if let Some(slot) = rows.get_mut(*number) {
                *slot = row;
            }
        }
        Standing { lanes, rows, count: shown.order().len() + 1 }
    }

    fn row(&self, timeline: &Timeline, event: EventId) -> usize {
        let last = self.count.saturating_sub(1);
        match self.lanes {
            None => timeline.lane(event).map_or(last, LaneId::index).min(last),
            Some(lanes) => self.rows.get(lanes.number(timeline, event)).copied().unwrap_or(last),
        }
    }
}

fn begin(timeline: &Timeline, event: EventId) -> Option<TimePoint> {
    timeline.range(event)?.sort_key()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::Date;
    use dateline_timeline::model::{Event, TimelineBuilder};
    use dateline_timeline::query::LaneArrangement;
    use proptest::prelude::*;

    fn timeline(events: &[(Option<i64>, Option<usize>)]) -> Timeline {
        let mut builder = TimelineBuilder::default();
        let lanes = [builder.lane("a", "A"), builder.lane("b", "B"), builder.lane("c", "C")];
        for (index, (year, lane)) in events.iter().enumerate() {
            let mut event = Event::new(index.to_string(), index.to_string());
            event.date = year.map(|year| Date::parse(&year.to_string()).expect("a year"));
            event.lane = lane.and_then(|lane| lanes.get(lane).copied());
            builder.event(event);
        }
        builder.build()
    }

    /// What one finds by looking at every event.
    fn looked_up(
        timeline: &Timeline,
        lanes: Option<&Lanes>,
        matches: &Matches,
        (from, step): (EventId, Step),
    ) -> Option<u64> {
        let shown = || {
            let is_shown = |event: &&EventId| matches.contains(**event) && timeline.is_placed(**event);
            timeline.chronological().iter().filter(is_shown).copied()
        };
        let rank = |event: EventId| timeline.chronological().iter().position(|other| *other == event);
        let away = |event: EventId| {
            let begins = [event, from].map(|event| begin(timeline, event).expect("a date").seconds());
            begins[0].abs_diff(begins[1])
        };
        let standing = Standing::of(timeline, lanes);
        let own = standing.row(timeline, from);
        let lane = |event: &EventId| standing.row(timeline, *event);
        match step {
            Step::Later => shown().find(|event| rank(*event) > rank(from)).map(away),
            Step::Earlier => shown().rfind(|event| rank(*event) < rank(from)).map(away),
            Step::LaneAbove | Step::LaneBelow => {
                let is_beyond = |event: &EventId| {
                    if step == Step::LaneAbove { lane(event) < own } else { lane(event) > own }
                };
                let next = shown().filter(is_beyond).map(|event| lane(&event).abs_diff(own)).min()?;
                let in_it = |event: &EventId| is_beyond(event) && lane(event).abs_diff(own) == next;
                shown().filter(in_it).map(away).min()
            }
        }
    }

    proptest! {
        #[test]
        fn a_step_goes_where_looking_at_every_event_leads(
            events in prop::collection::vec((prop::option::of(1990..2000_i64), prop::option::of(0..3_usize)), 1..40),
            kept in prop::collection::vec(any::<bool>(), 40),
            from in 0..40_usize,
            is_turned in any::<bool>(),
        ) {
            let timeline = timeline(&events);
            let from = EventId::from_index(from % events.len());
            prop_assume!(timeline.is_placed(from));
            let matches = Matches::from_fn(timeline.len(), |event| kept[event.index()]);
            let stops = StepOrder::of(&timeline, &matches, Arc::new(Ranks::of(&timeline)));
            let turned = LaneArrangement {
                moved: ["=c", "=a", "-", "=b"].map(str::to_owned).to_vec(),
                ..LaneArrangement::default()
            };
            let turned = Lanes::of(&timeline, &turned);
            let lanes = is_turned.then_some(&turned);
            for step in [Step::Later, Step::Earlier, Step::LaneAbove, Step::LaneBelow] {
                let found = stops.step(&timeline, lanes, from, step);
                prop_assert!(found.is_none_or(|event| matches.contains(event) && event != from));
                let away = found.map(|event| {
                    let begins = [event, from].map(|event| begin(&timeline, event).unwrap().seconds());
                    begins[0].abs_diff(begins[1])
                });
                prop_assert_eq!(away, looked_up(&timeline, lanes, &matches, (from, step)), "{:?}", step);
            }
            let index = timeline.chronological().iter()
                .filter(|event| matches.contains(**event) && timeline.is_placed(**event))
                .position(|event| *event == from);
            prop_assert_eq!(stops.position(from), index);
        }
    }

    #[test]
    fn those_around_an_event_are_its_neighbours_in_time() {
        let timeline = timeline(&[(Some(1990), None), (Some(1994), None), (Some(1991), None), (None, None)]);
        let all = Matches::of_all(&timeline);
        let stops = StepOrder::of(&timeline, &all, Arc::new(Ranks::of(&timeline)));
        let around =
            |event| stops.around(EventId::from_index(event), 1).map(EventId::index).collect::<Vec<_>>();
        assert_eq!(around(2), [0, 1]);
        assert_eq!(around(0), [2]);
        assert_eq!(around(3), [0_usize; 0], "an event without a date has none");
    }
}
