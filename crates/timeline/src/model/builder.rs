//! Builds a timeline; afterwards nothing changes it.

use std::ops::{Deref, DerefMut};

use super::head::TimelineHead;
use super::timeline::Timeline;
use super::{Event, EventId};

/// Everything of a timeline, while it is being put together: its events, and through [`Deref`] the fields of
/// its head. Lists may be filled in any order; ids are indices into these lists.
#[derive(Clone, Debug, Default)]
pub struct TimelineBuilder {
    /// Everything but the events.
    pub head: TimelineHead,
    /// Events in the order of the file.
    pub events: Vec<Event>,
}

impl Deref for TimelineBuilder {
    type Target = TimelineHead;

    fn deref(&self) -> &TimelineHead {
        &self.head
    }
}

impl DerefMut for TimelineBuilder {
    fn deref_mut(&mut self) -> &mut TimelineHead {
        &mut self.head
    }
}

impl TimelineBuilder {
    /// Adds an event and returns its id.
    pub fn event(&mut self, event: Event) -> EventId {
        self.events.push(event);
        EventId::from_index(self.events.len() - 1)
    }

    /// The finished timeline.
    pub fn build(self) -> Timeline {
        Timeline::from_events(self.head, self.events)
    }
}

impl Timeline {
    /// Everything as it was given to the builder; without removed events, so that ids after them are
    /// smaller there. Takes the memory of all events as a whole.
    pub fn to_builder(&self) -> TimelineBuilder {
        let events = self.ids().map(|id| self.event(id).into_owned()).collect();
        let mut builder = TimelineBuilder { events, head: self.head().clone() };
        let removed = self.removed();
        if removed.is_empty() {
            return builder;
        }
        let closed_up = |id: &mut Option<EventId>| {
            *id = id
                .map(|id| EventId::from_index(id.index() - removed.partition_point(|removed| *removed < id)));
        };
        for relation in builder.events.iter_mut().flat_map(|event| &mut event.relations) {
            closed_up(&mut relation.to);
        }
        for scene in builder.stories.iter_mut().flat_map(|story| &mut story.scenes) {
            closed_up(&mut scene.event);
            scene.events.iter_mut().for_each(|(id, _)| closed_up(id));
        }
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::order::MANY_EQUALS;
    use crate::model::packed_ranges::FARTHEST;
    use dateline_time::{Date, TimePoint, TimeRange};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_time_is_by_sort_key_then_end_then_index_in_the_file(
            dates in prop::collection::vec(
                prop_oneof![
                    (1..5_u8).prop_map(|day| format!("2001-02-0{day}")),
                    (1..5_u8).prop_map(|day| format!("../2001-02-0{day}")),
                    (1..5_u8, 5..8_u8).prop_map(|(from, to)| format!("2001-02-0{from}/2001-02-0{to}")),
                    (1..5_u8).prop_map(|day| format!("2001-02-0{day}/..")),
                    Just("2001".to_owned()),
                    Just(String::new()),
                ],
                0..60,
            ),
            copies in prop_oneof![19 => Just(1_usize), 1 => Just(MANY_EQUALS)],
        ) {
            let mut builder = TimelineBuilder::default();
            for date in dates.iter().take(if copies == 1 { 60 } else { 3 }) {
                for _ in 0..copies {
                    let mut event = Event::new("", "Something");
                    event.date = Date::parse(date).ok();
                    builder.event(event);
                }
            }
            let timeline = builder.build();
            let mut expected: Vec<EventId> = timeline.ids().collect();
            expected.sort_by_key(|id| {
                let range = timeline.range(*id);
                let point = range.as_ref().and_then(TimeRange::sort_key);
                (point.is_none(), point, range.and_then(|range| range.hull().1), *id)
            });
            prop_assert_eq!(timeline.chronological(), expected);
        }
    }

    #[test]
    fn what_lies_beyond_reach_is_at_the_edge_and_keeps_its_date_text() {
        let mut builder = TimelineBuilder::default();
        let mut event = Event::new("end", "The last star goes out");
        event.date = Date::parse("Y100000000000").ok();
        let id = builder.event(event);
        let timeline = builder.build();
        let edge = Some(TimePoint::from_seconds(FARTHEST));
        assert_eq!(timeline.range(id).map(|range| range.earliest_start), Some(edge));
        assert_eq!(timeline.date(id).as_ref().map(Date::text), Some("Y100000000000"));
        assert_eq!(
            timeline.extent(),
            Some((TimePoint::from_seconds(FARTHEST), TimePoint::from_seconds(FARTHEST)))
        );
    }
}
