//! The views one has been at: a look that has rested becomes a step, and so does every flight.

use dateline_picture::layout::Viewport;

/// How long a look has to rest to become a step, in seconds.
const REST: f64 = 0.7;
/// How many steps are kept.
const LIMIT: usize = 200;

/// The steps of the view, and where among them one stands.
#[derive(Clone, Debug)]
pub(super) struct ViewHistory {
    steps: Vec<Viewport>,
    at: usize,
    /// When the view last moved away from its step.
    moved_at: Option<f64>,
}

impl ViewHistory {
    /// A history that begins at a view.
    pub(super) fn starting_at(viewport: Viewport) -> Self {
        ViewHistory { steps: vec![viewport], at: 0, moved_at: None }
    }

    /// Notes that the view moves at a time. What rested before becomes a step first.
    pub(super) fn moved(&mut self, from: Viewport, clock: f64) {
        if self.moved_at.is_some_and(|moved_at| clock - moved_at >= REST) {
            self.step_to(from);
        }
        self.moved_at = Some(clock);
    }

    /// Makes the present view a step, if it is not one yet.
    pub(super) fn settle(&mut self, viewport: Viewport) {
        if self.moved_at.is_some() {
            self.step_to(viewport);
        }
    }

    /// Makes a view the newest step; steps after the present one are forgotten.
    pub(super) fn step_to(&mut self, viewport: Viewport) {
        self.moved_at = None;
        if self.steps.get(self.at).is_some_and(|step| shows_the_same(step, &viewport)) {
            return;
        }
        self.steps.truncate(self.at + 1);
        self.steps.push(viewport);
        if self.steps.len() > LIMIT {
            self.steps.remove(0);
        }
        self.at = self.steps.len().saturating_sub(1);
    }

    /// Whether there is a view to go back to.
    pub(super) fn can_go_back(&self) -> bool {
        self.at > 0 || self.moved_at.is_some()
    }

    /// Whether there is a view to go forward to.
    pub(super) fn can_go_forward(&self) -> bool {
        self.at + 1 < self.steps.len() && self.moved_at.is_none()
    }

    /// Goes one step back and says where that is.
    pub(super) fn back(&mut self, present: Viewport) -> Option<Viewport> {
        self.settle(present);
        self.at = self.at.checked_sub(1)?;
        self.steps.get(self.at).copied()
    }

    /// Goes one step forward and says where that is.
    pub(super) fn forward(&mut self, present: Viewport) -> Option<Viewport> {
        self.settle(present);
        let step = self.steps.get(self.at + 1).copied()?;
        self.at += 1;
        Some(step)
    }
}

/// Whether two views show the same stretch, whatever their size: to within a thousandth of the span.
fn shows_the_same(one: &Viewport, other: &Viewport) -> bool {
    let tolerance = one.span_seconds() / 1000.0;
    one.from().seconds_since(other.from()).abs() <= tolerance
        && one.to().seconds_since(other.to()).abs() <= tolerance
}
