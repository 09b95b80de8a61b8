//! Steps from event to event: in time, and from lane to lane.

use super::Session;
use crate::model::{EventId, LaneId, Timeline};
use crate::time::TimePoint;

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To what came before, or to the lane above.
    Back,
    /// To what came after, or to the lane below.
    Forward,
}

impl Session {
    /// The match after or before the selected event in the order of time. Without a selection it is the
    /// first one that begins in view, or the last one when stepping back; without any in view, the nearest.
    pub(super) fn neighbour(&self, direction: Direction) -> Option<EventId> {
        let timeline = &self.document.timeline;
        let order = timeline.chronological();
        let is_stop = |id: &&EventId| self.matches.contains(**id) && timeline.is_placed(**id);
        let Some(selected) = self.selected.filter(|id| timeline.is_placed(*id)) else {
            return self.first_in_view(direction);
        };
        let at = order.iter().position(|id| *id == selected)?;
        match direction {
            Direction::Forward => order.get(at + 1..)?.iter().find(is_stop).copied(),
            Direction::Back => order.get(..at)?.iter().rev().find(is_stop).copied(),
        }
    }

    fn first_in_view(&self, direction: Direction) -> Option<EventId> {
        let timeline = &self.document.timeline;
        let (from, to) = (self.viewport.from(), self.viewport.to());
        let stops = || {
            timeline
                .chronological()
                .iter()
                .filter(|id| self.matches.contains(**id))
                .filter_map(|id| Some((*id, sort_point(timeline, *id)?)))
        };
        match direction {
            Direction::Forward => {
                stops().find(|(_, point)| *point >= from).or_else(|| stops().last()).map(|(id, _)| id)
            }
            Direction::Back => {
                stops().filter(|(_, point)| *point <= to).last().or_else(|| stops().next()).map(|(id, _)| id)
            }
        }
    }

    /// The match nearest in time to the selected event, in the next lane above or below that has a match.
    pub(super) fn across(&self, direction: Direction) -> Option<EventId> {
        let timeline = &self.document.timeline;
        let selected = self.selected?;
        let from = sort_point(timeline, selected)?;
        let here = lane_place(timeline, timeline.lane(selected));
        let is_beyond = |place: usize| match direction {
            Direction::Back => place < here,
            Direction::Forward => place > here,
        };
        timeline
            .chronological()
            .iter()
            .filter(|id| self.matches.contains(**id))
            .filter_map(|id| {
                let place = lane_place(timeline, timeline.lane(*id));
                let distance = sort_point(timeline, *id)?.seconds_since(from).abs();
                is_beyond(place).then_some((*id, place.abs_diff(here), distance))
            })
            .min_by(|(_, lanes, far), (_, other_lanes, other_far)| {
                lanes.cmp(other_lanes).then(far.total_cmp(other_far))
            })
            .map(|(id, _, _)| id)
    }

    /// Where the selected event stands among the matches in the order of time, counted from 1, and how many
    /// matches have a place in time: "7 of 48".
    pub fn selected_position(&self) -> Option<(usize, usize)> {
        let timeline = &self.document.timeline;
        let selected = self.selected?;
        let mut count = 0;
        let mut position = None;
        for id in timeline.chronological().iter().filter(|id| self.matches.contains(**id)) {
            if timeline.is_placed(*id) {
                count += 1;
                if *id == selected {
                    position = Some(count);
                }
            }
        }
        Some((position?, count))
    }
}

fn sort_point(timeline: &Timeline, id: EventId) -> Option<TimePoint> {
    timeline.range(id)?.sort_key()
}

/// The place of a lane from the top; events without a lane stand below all lanes.
fn lane_place(timeline: &Timeline, lane: Option<LaneId>) -> usize {
    lane.map_or(timeline.lanes().len(), LaneId::index)
}
