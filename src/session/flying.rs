//! Flights of the session: when one began, and where it is now.

use super::Session;
use super::view::resized;
use dateline_picture::layout::{Flight, Viewport};

/// A flight in progress.
#[derive(Clone, Copy, Debug)]
pub(super) struct Airborne {
    flight: Flight,
    began: f64,
}

impl Session {
    /// Whether a flight is in progress, so that the next frame looks different from this one.
    pub fn is_flying(&self) -> bool {
        self.flight.is_some()
    }

    /// Where the view is or will be when the flight is over.
    pub fn destination(&self) -> Viewport {
        self.flight.map_or(self.viewport, |airborne| airborne.flight.goal())
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
        self.flight = Some(Airborne { flight: Flight::new(self.viewport, goal), began: self.clock });
    }

    /// Moves the view along the flight to where it is at the present clock.
    pub(super) fn fly_on(&mut self) {
        let Some(airborne) = self.flight else { return };
        let share = (self.clock - airborne.began) * 1000.0 / airborne.flight.duration_ms();
        if share >= 1.0 {
            self.land();
        } else {
            self.viewport = airborne.flight.at(share);
        }
    }

    /// Ends the flight at its goal.
    pub(super) fn land(&mut self) {
        if let Some(airborne) = self.flight.take() {
            self.viewport = airborne.flight.goal();
        }
    }

    /// Changes the size of the picture; a flight goes on from where it is to where it went.
    pub(super) fn redirect(&mut self, change: impl Fn(Viewport) -> Viewport) {
        self.viewport = change(self.viewport);
        if let Some(airborne) = self.flight.as_mut() {
            airborne.flight = Flight::new(self.viewport, change(airborne.flight.goal()));
            airborne.began = self.clock;
        }
    }
}
