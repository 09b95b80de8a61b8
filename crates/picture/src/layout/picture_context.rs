//! What everything that is laid out and drawn of one timeline shares.

use crate::text::Ruler;
use dateline_time::{TimePoint, Zone};
use dateline_timeline::model::Timeline;

/// Which timeline a picture shows, and with which ruler, zone and present moment. A picture and all that is
/// drawn of it are made with the same context. Labels are not: they depend on neither zone nor moment, and
/// outlive a change of both.
#[derive(Clone, Copy)]
pub struct PictureContext<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// Measures text.
    pub ruler: &'a dyn Ruler,
    /// The zone that dates are shown in and the axis counts its days in.
    pub zone: Zone,
    /// The present moment.
    pub now: TimePoint,
}
