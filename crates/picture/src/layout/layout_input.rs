//! What a frame is made from.

use super::Viewport;
use super::labelling::Labelling;
use super::plan::LanePlan;
use crate::text::Ruler;
use dateline_time::{TimePoint, Zone};
use dateline_timeline::model::{EventId, Timeline};

/// What a frame is made from. The same input gives the same picture, whatever was shown before.
#[derive(Clone, Copy)]
pub struct LayoutInput<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// Who has which row from which scale on; made for the same plan.
    pub labelling: &'a Labelling,
    /// The lanes.
    pub plan: &'a LanePlan,
    /// What is shown.
    pub viewport: Viewport,
    /// The present moment.
    pub now: TimePoint,
    /// The zone that the axis counts its days in.
    pub zone: Zone,
    /// Events that have mark and label whatever the zoom: selected, hovered, focused.
    pub emphasised: &'a [EventId],
    /// The ruler that the labelling was made with.
    pub ruler: &'a dyn Ruler,
}
