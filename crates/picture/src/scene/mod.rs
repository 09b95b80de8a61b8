//! The picture as data: a small display list that holds only what SVG can say, so that the window and
//! every export paint the same thing.

mod alternative_dates;
mod arcs;
mod axis;
mod backdrop;
mod badge;
mod bars;
mod blocks;
mod clip;
mod color;
mod date_labels;
mod draw;
mod event;
mod icons;
mod input;
mod item;
mod legend;
mod marks;
mod presentation;
mod shapes;
mod slots;
mod strips;
mod text_line;
mod theme;
mod translate;

#[cfg(test)]
mod tests;

pub use crate::layout::{Point, Rect, Size};
pub use badge::Badge;
pub use bars::{Bar, bar};
pub use color::Rgba8;
pub use date_labels::{date_text, event_label, no_date_text, short_date_text, stretch_text};
pub use draw::draw;
pub use icons::{Icon, icon};
pub use input::{DrawInput, Emphasis};
pub use item::{Anchor, Fill, Item, PathCommand, Scene, Stroke};
pub use legend::{Legend, legend};
pub use marks::{GHOST_OPACITY, Halo, MarkKind, mark, qualifier_reach, qualifier_signs, soft_range};
pub use presentation::{StoryInput, draw_story_scene, story_citation, story_strip_size, story_viewport};
pub use shapes::Shape;
pub use text_line::{TextLine, TextStyle};
pub use theme::{BadgeColors, LaneStyle, Theme, TypeSize};
pub use translate::translated;
