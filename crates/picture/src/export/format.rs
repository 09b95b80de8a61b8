//! The formats of pictures, and the one way from pages to the bytes of any of them.

use std::path::Path;

use super::{ExportError, png_from_scene, svg_from_scene};
use crate::scene::Scene;

dateline_time::vocabulary! {
    /// What a picture is written as. The key is the extension of its file.
    pub enum PictureFormat(key, label) {
        /// Scalable vector graphics: sharp at every size.
        Svg = "svg", "SVG";
        /// Pixels.
        Png = "png", "PNG";
    }
}

impl PictureFormat {
    /// The format that the extension of a file name says, in letters of any case; `None` for any other.
    pub fn of_path(path: &Path) -> Option<PictureFormat> {
        PictureFormat::from_key(&path.extension()?.to_string_lossy().to_lowercase())
    }

    /// Pages as the bytes of files. SVG and PNG hold one page, so each page becomes a file. `scale` is the
    /// pixels to a point; SVG has no pixels and ignores it.
    ///
    /// # Errors
    ///
    /// Those of [`png_from_scene`]; SVG has none.
    pub fn files_of(self, pages: &[Scene], scale: f32) -> Result<Vec<Vec<u8>>, ExportError> {
        match self {
            PictureFormat::Svg => Ok(pages.iter().map(svg_from_scene).collect()),
            PictureFormat::Png => pages.iter().map(|page| png_from_scene(page, scale)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_says_the_format() {
        for (name, format) in [
            ("/tmp/A.SVG", Some(PictureFormat::Svg)),
            ("a.b.png", Some(PictureFormat::Png)),
            ("a.svg.txt", None),
            ("svg", None),
        ] {
            assert_eq!(PictureFormat::of_path(Path::new(name)), format, "{name}");
        }
    }
}
