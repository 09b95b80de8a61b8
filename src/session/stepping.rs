//! Steps from event to event: in time, and from lane to lane.

use super::Session;
use crate::layout::{Step, step};
use crate::model::{EventId, Timeline};
use crate::time::TimePoint;

impl Session {
    /// The match one step from the selected event. Without a selection it is the first match that begins in
    /// view, or the last one when stepping back.
    pub(super) fn neighbour(&self, direction: Step) -> Option<EventId> {
        let timeline = &self.document.timeline;
        match self.selected.filter(|id| timeline.is_placed(*id)) {
            Some(selected) => step(timeline, &self.matches, Some(selected), direction),
            None => self.first_in_view(direction),
        }
    }

    fn first_in_view(&self, direction: Step) -> Option<EventId> {
        let timeline = &self.document.timeline;
        let (from, to) = (self.viewport.from(), self.viewport.to());
        let stops = || {
            timeline
                .chronological()
                .iter()
                .filter(|id| self.matches.contains(**id))
                .filter_map(|id| Some((*id, sort_point(timeline, *id)?)))
        };
        let found = if direction == Step::Earlier {
            stops().rfind(|(_, point)| *point <= to).or_else(|| stops().next())
        } else {
            stops().find(|(_, point)| *point >= from).or_else(|| stops().next_back())
        };
        found.map(|(id, _)| id)
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
