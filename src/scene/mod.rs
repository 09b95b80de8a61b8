//! The picture as data: a small display list that holds only what SVG can say, so that the window and
//! every export paint the same thing.

mod item;

pub use crate::layout::{Point, Rect};
pub use item::{Anchor, Fill, Item, PathCommand, Rgba8, Scene, Stroke, TextStyle};
