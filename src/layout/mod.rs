//! Time to points: which mark, label and count stands where; no colours.

mod geometry;

pub use geometry::{Point, Rect};
