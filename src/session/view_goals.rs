//! Where the view is, will be, or would go: everything, the selection, now, a scene.

use super::state::Session;
use super::viewports::{extent, fitting};
use dateline_picture::layout::{Viewport, fitted_viewport, initial_viewport};
use dateline_picture::scene::Size;
use dateline_time::TimePoint;

/// How long after the last step of a zoom the scale counts as resting, in seconds: longer than the pauses
/// between the notches of a wheel that is being turned, and short enough to feel like an answer.
const SCALE_RESTS_AFTER: f64 = 0.25;

impl Session {
    /// Whether a flight is in progress, so that the next frame looks different from this one.
    pub fn is_flying(&self) -> bool {
        self.flight.is_some()
    }

    /// Seconds until the scale of the view has rested, so that rows are packed for it: after a gesture that
    /// zooms, a quarter of a second. Zero is at rest; `None` while a flight goes on.
    pub fn scale_rests_in(&self) -> Option<f64> {
        if self.is_flying() {
            return None;
        }
        let rests_at = self.zoomed_at.map_or(f64::NEG_INFINITY, |zoomed_at| zoomed_at + SCALE_RESTS_AFTER);
        Some((rests_at - self.clock).max(0.0))
    }

    /// Whether the view is not being zoomed, by a gesture or a flight.
    pub fn is_scale_at_rest(&self) -> bool {
        self.scale_rests_in() == Some(0.0)
    }

    /// Where the view is or will be when the flight is over.
    pub fn destination(&self) -> Viewport {
        self.flight.map_or(self.viewport, |airborne| airborne.flight.goal())
    }

    pub(super) fn view_between(&self, from: TimePoint, to: TimePoint) -> Viewport {
        Viewport::between(from, to, self.viewport.width(), self.viewport.height())
    }

    pub(super) fn opening_view(&self) -> Viewport {
        let size = Size::new(self.viewport.width(), self.viewport.height());
        initial_viewport(&self.document.timeline, Some(self.now), size)
    }

    /// From the first to the last moment of the whole file.
    pub fn extent(&self) -> (TimePoint, TimePoint) {
        extent(&self.document.timeline, self.now)
    }

    pub(super) fn view_of_everything(&self) -> Viewport {
        let matches = (self.hiding && self.is_filtering()).then_some(&*self.matches);
        let (timeline, size) =
            (&self.document.timeline, Size::new(self.viewport.width(), self.viewport.height()));
        let of_matches = matches.and_then(|matches| fitted_viewport(timeline, Some(matches), size));
        let fitted = of_matches.or_else(|| fitted_viewport(timeline, None, size));
        fitted.unwrap_or_else(|| initial_viewport(timeline, Some(self.now), size))
    }

    pub(super) fn view_of_selection(&self) -> Option<Viewport> {
        let range = self.document.timeline.range(self.selected?)?;
        Some(fitting(&self.destination(), &range))
    }

    pub(super) fn view_of_now(&self) -> Viewport {
        let view = self.destination();
        view.panned(view.x_from_time(self.now) - f64::from(view.width()) * 0.7)
    }
}
