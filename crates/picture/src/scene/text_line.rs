//! One line of text of a scene: it carries the faces that it was measured with, is shaped at the first need,
//! and never again.

use std::sync::OnceLock;

use super::Rgba8;
use crate::text::{Faces, Ruler, ShapedLine, Weight};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Size of the face in points.
    pub size: f32,
    /// Bold face.
    pub bold: bool,
    /// Colour of the letters.
    pub color: Rgba8,
    /// A line through the text.
    pub struck: bool,
}

/// A line of text, already whole: nothing wraps or cuts it.
///
/// Exporters draw and embed the glyphs of [`TextLine::shaped`] and need no faces of their own. The window,
/// which has a text engine of its own, takes text and style, and pays for no shaping that it does not use.
#[derive(Clone, Debug)]
pub struct TextLine {
    text: String,
    style: TextStyle,
    faces: Faces,
    shaped: OnceLock<ShapedLine>,
}

impl TextLine {
    /// A text in reading order, with the faces of the ruler that it was laid out with.
    pub fn new(ruler: &(impl Ruler + ?Sized), text: impl Into<String>, style: TextStyle) -> TextLine {
        TextLine { text: text.into(), style, faces: ruler.faces(), shaped: OnceLock::new() }
    }

    /// The text in reading order.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Size, weight and colour.
    pub fn style(&self) -> TextStyle {
        self.style
    }

    /// Its glyphs and their positions, and how wide it is. The first call shapes, every other one
    /// returns what the first one made.
    pub fn shaped(&self) -> &ShapedLine {
        let weight = if self.style.bold { Weight::Bold } else { Weight::Regular };
        self.shaped.get_or_init(|| self.faces.shape(&self.text, self.style.size, weight))
    }
}

/// Lines are equal that look alike and say the same, whether they are shaped yet or not.
impl PartialEq for TextLine {
    fn eq(&self, other: &TextLine) -> bool {
        self.text == other.text && self.style == other.style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: TextStyle =
        TextStyle { size: 12.0, bold: true, color: Rgba8::from_hex(0x1A1C1F), struck: false };

    #[test]
    fn a_line_is_shaped_once_and_as_wide_as_it_was_measured() {
        let faces = Faces::bundled_only();
        for text in ["To Singapore", "Ελλάδα", "新加坡", "שלום Lee (1965)", ""] {
            let line = TextLine::new(&faces, text, STYLE);
            let first: *const ShapedLine = line.shaped();
            assert!(std::ptr::eq(first, line.shaped()), "{text} is shaped again");
            assert_eq!(line.shaped().width, faces.width(text, STYLE.size, Weight::Bold), "{text}");
            assert_eq!(line.shaped().text, text);
        }
    }

    #[test]
    fn a_line_that_is_shaped_equals_one_that_is_not() {
        let faces = Faces::bundled_only();
        let [shaped, other] = ["Lee", "Lee"].map(|text| TextLine::new(&faces, text, STYLE));
        assert!(!shaped.shaped().runs.is_empty());
        assert_eq!(shaped, other);
        assert_ne!(shaped, TextLine::new(&faces, "Lee", TextStyle { bold: false, ..STYLE }));
    }
}
