//! A flight of the session: when it began, and where it leads.

use dateline_picture::layout::Flight;

/// A flight in progress.
#[derive(Clone, Copy, Debug)]
pub(super) struct Airborne {
    pub(super) flight: Flight,
    /// Seconds since the program began.
    pub(super) began: f64,
}
