//! Attributes that several elements of SVG share: colours and rectangles.

use super::number::text as number;
use crate::scene::{Rect, Rgba8};

/// A share from 0 to 1 with four decimals at most.
pub(super) fn decimals(share: f64) -> String {
    let text = format!("{share:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A colour, and its opacity where it is not opaque.
pub(super) fn color_attributes(color_name: &str, opacity_name: &str, color: Rgba8) -> String {
    let mut out = format!(" {color_name}=\"#{:02x}{:02x}{:02x}\"", color.red, color.green, color.blue);
    if color.alpha < 255 {
        out.push_str(&format!(" {opacity_name}=\"{}\"", decimals(f64::from(color.alpha) / 255.0)));
    }
    out
}

/// Position and size of a rectangle.
pub(super) fn rect_attributes(rect: &Rect) -> String {
    format!(
        " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(rect.left),
        number(rect.top),
        number(rect.width().max(0.0)),
        number(rect.height().max(0.0))
    )
}
