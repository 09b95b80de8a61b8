//! The axis in two levels: periods over their parts, no two words touching.

use super::frame::LayoutInput;
use super::{AxisLayout, Metrics};

/// The axis of a view.
pub(super) fn axis(_input: &LayoutInput, _metrics: &Metrics) -> AxisLayout {
    AxisLayout::default()
}

/// The axis of a view without lanes.
pub(super) fn axis_of(
    _viewport: &super::Viewport,
    _zone: crate::time::Zone,
    _metrics: &Metrics,
    _ruler: &dyn crate::text::Ruler,
) -> AxisLayout {
    AxisLayout::default()
}
