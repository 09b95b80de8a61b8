//! Time to points: which mark, label and count stands where; no colours.

mod axis;
mod density;
mod few;
mod flight;
mod frame;
mod geometry;
mod hit;
mod labelling;
mod lane;
mod opening;
mod order;
mod packing;
mod picture;
mod plan;
mod refusals;
mod row;
mod shape;
mod slot_row;
mod steps;
mod strip;
mod times;
mod viewport;
mod widths;

pub use few::{FewInput, few};
pub use flight::Flight;
pub use frame::{LayoutInput, events_of_cell, first_events_of_cell, layout, unfolded};
pub use geometry::{Point, Rect};
pub use hit::Hit;
pub use labelling::{Labelling, LabellingInput};
pub use opening::{fitted_viewport, opening_viewport};
pub use picture::{
    AxisLayout, AxisTick, Body, Cell, Label, LaneBand, Mark, Metrics, Picture, Slot, SlotRow, SlotState,
    SpanEnd,
};
pub use plan::LanePlan;
pub use viewport::Viewport;
pub use widths::TitleWidths;
