//! Steps from event to event: through time, and to the lanes above and below.

use crate::index::Matches;
use crate::model::{EventId, LaneId, Timeline};

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

/// The matching event that lies one step from another; the first or the last one in time when there is no
/// other. `None` at the end. Linear in the number of events.
pub fn step(timeline: &Timeline, matches: &Matches, from: Option<EventId>, step: Step) -> Option<EventId> {
    let shown = || {
        let is_shown = |event: &&EventId| matches.contains(**event) && timeline.is_placed(**event);
        timeline.chronological().iter().filter(is_shown).copied()
    };
    let Some(from) = from.filter(|event| timeline.is_placed(*event)) else {
        return if step == Step::Earlier { shown().next_back() } else { shown().next() };
    };
    let order = timeline.chronological().iter().position(|event| *event == from)?;
    let is_shown = |event: &&EventId| matches.contains(**event) && timeline.is_placed(**event);
    match step {
        Step::Later => timeline.chronological().iter().skip(order + 1).find(is_shown).copied(),
        Step::Earlier => timeline.chronological().iter().take(order).rev().find(is_shown).copied(),
        Step::LaneAbove | Step::LaneBelow => {
            let own = lane_order(timeline.lane(from));
            let is_beyond = |event: &EventId| {
                let lane = lane_order(timeline.lane(*event));
                if step == Step::LaneAbove { lane < own } else { lane > own }
            };
            let key = |event: &EventId| timeline.range(*event).and_then(|range| range.sort_key());
            let at = key(&from)?;
            let away =
                |event: &EventId| key(event).map_or(u64::MAX, |time| time.seconds().abs_diff(at.seconds()));
            shown()
                .filter(is_beyond)
                .min_by_key(|event| (lane_order(timeline.lane(*event)).abs_diff(own), away(event), *event))
        }
    }
}

/// Events without a lane stand below all lanes.
fn lane_order(lane: Option<LaneId>) -> usize {
    lane.map_or(usize::MAX, LaneId::index)
}
