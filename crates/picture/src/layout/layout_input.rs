//! What a frame is made from.

use super::labelling::Labelling;
use super::lane_plan::LanePlan;
use super::{PictureContext, Viewport};
use dateline_timeline::model::EventId;

/// What a frame is made from. The same input gives the same picture, whatever was shown before.
#[derive(Clone, Copy)]
pub struct LayoutInput<'a> {
    /// The events, the ruler that the labelling was made with, zone and moment.
    pub context: PictureContext<'a>,
    /// Who has which row from which scale on; made for the same plan.
    pub labelling: &'a Labelling,
    /// The lanes.
    pub plan: &'a LanePlan,
    /// What is shown.
    pub viewport: Viewport,
    /// Of all events, while `labelling` is of those that match: all are then counted behind the matches, and
    /// the strips of both have one scale. `None` where nothing is asked for, or where the others are hidden.
    pub all: Option<&'a Labelling>,
    /// Events that have mark and label whatever the zoom: selected, hovered, focused.
    pub emphasised: &'a [EventId],
}
