//! Steps from event to event: in time, and from lane to lane.

use super::navigation::Step;
use super::state::Session;
use dateline_timeline::model::EventId;

impl Session {
    /// The match one step from the selected event. Without a selection it is the first match that begins in
    /// view, or the last one when stepping back.
    pub(super) fn neighbour(&self, direction: Step) -> Option<EventId> {
        let timeline = &self.document.timeline;
        match self.selected.filter(|id| timeline.is_placed(*id)) {
            Some(selected) => {
                self.stops.step(timeline, self.lanes().map(|lanes| &**lanes), selected, direction)
            }
            None if direction == Step::Earlier => self.stops.last_until(timeline, self.viewport.to()),
            None => self.stops.first_from(timeline, self.viewport.from()),
        }
    }

    /// Where the selected event stands among the matches in the order of time, counted from 1, and how many
    /// matches have a position in time: "7 of 48". Two searches.
    pub fn selected_position(&self) -> Option<(usize, usize)> {
        Some((self.stops.position(self.selected?)? + 1, self.stops.len()))
    }
}
