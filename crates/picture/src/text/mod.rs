//! Text to widths and outlines: the one ruler that layout, window and export share.
//!
//! [`Faces`] holds Noto Sans, regular and bold, and asks the system for what those lack. A line goes through
//! the bidirectional algorithm, is cut where face or script change, shaped piece by piece, and can then be
//! drawn as outlines. Nothing here panics and nothing is dropped: what no face has is drawn as a box.

mod face;
mod faces;
mod fallback;
mod families;
mod itemize;
mod latin;
mod shape;
mod visual;
mod wrap;

pub use face::{Face, FaceBytes, OutlineCommand};
pub use faces::Faces;
pub use shape::{Glyph, GlyphRun, ShapedLine};
pub use wrap::{shorten, wrap};

/// The two faces there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Noto Sans regular.
    Regular,
    /// Noto Sans bold.
    Bold,
}

impl Weight {
    /// The weight class of OpenType's OS/2 table: 400 or 700.
    pub fn class(self) -> f32 {
        match self {
            Weight::Regular => 400.0,
            Weight::Bold => 700.0,
        }
    }
}

/// Measures a line of text, for many threads at once. Layout takes any ruler, so that its tests can use one
/// of fixed widths.
pub trait Ruler: Sync {
    /// Advance width in points of one line at a size in points.
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32;

    /// The faces that draw what is measured: a text of a scene takes them along.
    fn faces(&self) -> Faces;
}
