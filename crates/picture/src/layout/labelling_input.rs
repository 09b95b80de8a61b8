//! What a labelling is made from.

use std::sync::Arc;

use super::lane_plan::LanePlan;
use super::{Metrics, TitleWidths};
use crate::text::Ruler;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::Matches;

/// What a labelling is made from. It depends on nothing else.
#[derive(Clone, Copy)]
pub struct LabellingInput<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// Which of them.
    pub matches: &'a Matches,
    /// The rows there are.
    pub plan: &'a LanePlan,
    /// The sizes.
    pub metrics: &'a Metrics,
    /// Measures titles at [`Metrics::label_size`], regular.
    pub ruler: &'a dyn Ruler,
    /// What that ruler has measured of this timeline before, and where it keeps what it measures now; `None`
    /// begins anew.
    pub widths: Option<&'a Arc<TitleWidths>>,
    /// Only so many of the most important events of each lane are given seats, for a first picture in little
    /// time: those that they have among all. The others are counted in the density strips. `None` is all.
    pub most: Option<usize>,
    /// The labels are for this scale in points per second alone: each lane is packed for it, as at rest and
    /// on paper. `None` places them for every scale.
    pub only_scale: Option<f64>,
}
