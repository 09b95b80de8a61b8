//! A scene as PNG, drawn from its SVG by resvg: what the file shows is what the other file shows.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::{ExportError, svg_from_scene};
use crate::scene::Scene;

/// Longest side of a picture in pixels.
pub const SIDE_LIMIT: u32 = 20_000;
/// Most pixels of a picture; they take four bytes each while it is drawn.
pub const PIXEL_LIMIT: u64 = 400_000_000;

/// Draws a picture, `scale` pixels to the point.
///
/// # Errors
///
/// [`ExportError::Size`] if a side is under one pixel or over [`SIDE_LIMIT`], or the whole over
/// [`PIXEL_LIMIT`].
pub fn png_from_scene(scene: &Scene, scale: f32) -> Result<Vec<u8>, ExportError> {
    let (width, height) = size_in_pixels(scene, scale)?;
    let svg = svg_from_scene(scene);
    let tree =
        Tree::from_data(&svg, &Options::default()).map_err(|error| ExportError::Render(error.to_string()))?;
    let Some(mut pixels) = Pixmap::new(width, height) else {
        return Err(ExportError::Size { width: width.into(), height: height.into() });
    };
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| ExportError::Encode(error.to_string()))
}

fn size_in_pixels(scene: &Scene, scale: f32) -> Result<(u32, u32), ExportError> {
    let side = |points: f32| (f64::from(points) * f64::from(scale)).round();
    let (width, height) = (side(scene.width), side(scene.height));
    let allowed = 1.0..=f64::from(SIDE_LIMIT);
    if allowed.contains(&width) && allowed.contains(&height) && width * height <= PIXEL_LIMIT as f64 {
        Ok((width as u32, height as u32))
    } else {
        Err(ExportError::Size { width, height })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Anchor, Fill, Item, Point, Rect, Rgba8, TextLine, TextStyle};
    use crate::text::Faces;

    const RED: Rgba8 = Rgba8::from_hex(0xC00000);

    fn scene(width: f32, height: f32) -> Scene {
        let block = Item::Rect {
            rect: Rect::new(10.0, 10.0, 20.0, 20.0),
            radius: 0.0,
            fill: Some(Fill::Solid(RED)),
            stroke: None,
        };
        // The letter's stem is 0.09 em wide: at a size of 100 it covers x 59 to 68 of a line that starts at
        // 49.
        let stem = Item::Text {
            at: Point::new(49.0, 90.0),
            anchor: Anchor::Start,
            line: TextLine::new(
                &Faces::bundled_only(),
                "l".to_owned(),
                TextStyle { size: 100.0, bold: false, color: RED, struck: false },
            ),
        };
        Scene {
            width,
            height,
            background: Rgba8::from_hex(0xFFFFFF),
            title: String::new(),
            items: vec![block, stem],
        }
    }

    fn pixel(picture: &Pixmap, x: u32, y: u32) -> (u8, u8, u8, u8) {
        let color = picture.pixel(x, y).unwrap().demultiply();
        (color.red(), color.green(), color.blue(), color.alpha())
    }

    #[test]
    fn pixels_lie_where_the_scene_says_at_every_scale() {
        for scale in [1.0, 2.0] {
            let png = png_from_scene(&scene(100.0, 100.0), scale).unwrap();
            let picture = Pixmap::decode_png(&png).unwrap();
            assert_eq!((picture.width(), picture.height()), (100 * scale as u32, 100 * scale as u32));
            let at = |x: f32, y: f32| pixel(&picture, (x * scale) as u32, (y * scale) as u32);
            assert_eq!(at(15.0, 15.0), (0xC0, 0, 0, 255));
            assert_eq!(at(5.0, 5.0), (255, 255, 255, 255));
            assert_eq!(at(63.0, 60.0), (0xC0, 0, 0, 255));
            assert_eq!(at(80.0, 60.0), (255, 255, 255, 255));
        }
    }

    #[test]
    fn sizes_that_cannot_be_made_are_refused_with_the_limits() {
        for (width, height, scale) in [
            (0.0, 100.0, 1.0),
            (100.0, 0.2, 1.0),
            (20_001.0, 10.0, 1.0),
            (10_001.0, 10.0, 2.0),
            (19_000.0, 20_001.0, 1.0),
            (f32::NAN, 10.0, 1.0),
            (10.0, 10.0, f32::INFINITY),
            (10.0, 10.0, -1.0),
        ] {
            let error = png_from_scene(&scene(width, height), scale).err();
            let Some(error @ ExportError::Size { .. }) = error else {
                panic!("{width} × {height} × {scale}")
            };
            assert!(error.to_string().contains("1 to 20000"), "{error}");
        }
    }

    #[test]
    fn the_longest_side_is_drawn() {
        let png = png_from_scene(&scene(20_000.0, 30.0), 1.0).unwrap();
        assert_eq!(Pixmap::decode_png(&png).unwrap().width(), 20_000);
    }
}
