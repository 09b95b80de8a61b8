//! Moves the view: at once, by a flight, through its history, and with the size of the picture.

use super::flight::Airborne;
use super::state::Session;
use super::view_history::ViewHistory;
use super::viewports::resized;
use dateline_picture::layout::{Flight, Viewport};

impl Session {
    /// Shows a view at once. A flight ends where it is.
    pub(super) fn look(&mut self, viewport: Viewport) {
        self.flight = None;
        if viewport.points_per_second() != self.viewport.points_per_second() {
            self.zoomed_at = Some(self.clock);
        }
        self.history.moved(self.viewport, self.clock);
        self.viewport = viewport;
    }

    /// Flies to a view as a step of the history.
    pub(super) fn depart(&mut self, goal: Viewport) {
        self.history.settle(self.destination());
        self.history.step_to(goal);
        self.fly_to(goal);
    }

    pub(super) fn travel(&mut self, step: impl Fn(&mut ViewHistory, Viewport) -> Option<Viewport>) {
        let present = self.destination();
        if let Some(goal) = step(&mut self.history, present) {
            self.fly_to(goal);
        }
    }

    pub(super) fn resize(&mut self, width: f32, height: f32) {
        self.redirect(|viewport| resized(&viewport, width, height));
        if !self.is_sized {
            self.is_sized = true;
            self.history = ViewHistory::starting_at(self.viewport);
        }
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
