//! From a scene to bytes: SVG and PNG. Nothing here reads or writes files.

mod attributes;
mod definitions;
mod format;
mod number;
mod path;
mod png;
mod svg;
mod xml;

pub use format::PictureFormat;
pub use png::{PIXEL_LIMIT, SIDE_LIMIT, png_from_scene};
pub use svg::svg_from_scene;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ExportError {
    /// The picture has no area, or more than can be made.
    #[error(
        "a picture of {width} × {height} pixels cannot be made: each side must be 1 to {SIDE_LIMIT} and both \
         together at most {PIXEL_LIMIT} pixels"
    )]
    Size {
        /// Width in pixels.
        width: f64,
        /// Height in pixels.
        height: f64,
    },
    /// The drawing could not be read back by the renderer: a mistake of this program.
    #[error("the drawing could not be rendered: {0}")]
    Render(String),
    /// The pixels could not be packed.
    #[error("the picture could not be packed as PNG: {0}")]
    Encode(String),
}
