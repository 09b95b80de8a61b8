//! Time to points: which mark, label and count stands where; no colours.

mod geometry;
mod picture;
mod viewport;

pub use geometry::{Point, Rect};
pub use picture::{
    AxisLayout, AxisTick, Body, Cell, Label, LaneBand, Mark, Metrics, Picture, Slot, SlotState, SpanEnd,
};
pub use viewport::Viewport;
