//! Flights of the session: when one began, and where it is now.

use super::Session;
use super::view::resized;
use crate::layout::Viewport;

/// A flight in progress.
#[derive(Clone, Copy, Debug)]
pub(super) struct Airborne {
    from: Viewport,
    goal: Viewport,
    began: f64,
    seconds: f64,
}

impl Session {
    /// Whether a flight is in progress, so that the next frame looks different from this one.
    pub fn is_flying(&self) -> bool {
        self.flight.is_some()
    }

    /// Where the view is or will be when the flight is over.
    pub fn destination(&self) -> Viewport {
        self.flight.map_or(self.viewport, |flight| flight.goal)
    }

    /// Flies to a view, or cuts to it when motion is reduced. The history is the caller's.
    pub(super) fn fly_to(&mut self, goal: Viewport) {
        let goal = resized(&goal, self.viewport.width(), self.viewport.height());
        let is_there = goal == self.viewport;
        if self.reduced_motion || !self.is_sized || is_there {
            self.viewport = goal;
            self.flight = None;
            return;
        }
        self.flight = Some(Airborne { from: self.viewport, goal, began: self.clock, seconds: 0.4 });
    }

    /// Moves the view along the flight to where it is at the present clock.
    pub(super) fn fly_on(&mut self) {
        let Some(flight) = self.flight else { return };
        let share = (self.clock - flight.began) / flight.seconds;
        if share >= 1.0 {
            self.land();
            return;
        }
        let ease = share * share * (3.0 - 2.0 * share);
        let mix = |a: f64, b: f64| a + (b - a) * ease;
        let left = flight.goal.from().seconds_since(flight.from.from());
        let right = flight.goal.to().seconds_since(flight.from.from());
        let from = flight.from.from().saturating_add(mix(0.0, left) as i64);
        let to = flight.from.from().saturating_add(mix(flight.from.span_seconds(), right) as i64);
        self.viewport = Viewport::between(from, to, flight.goal.width(), flight.goal.height());
    }

    /// Ends the flight at its goal.
    pub(super) fn land(&mut self) {
        if let Some(flight) = self.flight.take() {
            self.viewport = flight.goal;
        }
    }

    /// Keeps a flight going through a change of the picture's size.
    pub(super) fn redirect(&mut self, change: impl Fn(Viewport) -> Viewport) {
        self.viewport = change(self.viewport);
        if let Some(flight) = self.flight.as_mut() {
            flight.from = change(flight.from);
            flight.goal = change(flight.goal);
        }
    }
}
