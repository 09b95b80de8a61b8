//! Time to points: which mark, label and count stands where; no colours.

mod flight;
mod geometry;
mod picture;
mod viewport;

pub use flight::Flight;
pub use geometry::{Point, Rect};
pub use picture::{
    AxisLayout, AxisTick, Body, Cell, Label, LaneBand, Mark, Metrics, Picture, Slot, SlotState, SpanEnd,
};
pub use viewport::Viewport;
