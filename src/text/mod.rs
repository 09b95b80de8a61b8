//! Words to widths and outlines: the one ruler that layout, window and export share.

/// The two faces there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Noto Sans regular.
    Regular,
    /// Noto Sans bold.
    Bold,
}

/// Measures a line of text. Layout takes any ruler, so that its tests can use one of fixed widths.
pub trait Ruler {
    /// Advance width in points of one line at a size in points.
    fn width(&self, words: &str, size: f32, weight: Weight) -> f32;
}
