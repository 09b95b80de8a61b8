//! The axis in two levels: periods over their parts, no two words touching.

use super::frame::LayoutInput;
use super::{AxisLayout, Metrics};

/// The axis of a view.
pub(super) fn axis(_input: &LayoutInput, _metrics: &Metrics) -> AxisLayout {
    AxisLayout::default()
}
