//! When two pictures are the same, and what a test leaves behind when they are not.
//!
//! The renderer runs on the CPU and gives the same pixels on one machine every time. Another processor may
//! round a coordinate to the next hundredth of a point, which moves an edge by 0.01 pixel and its shade by at
//! most 3 of 255. Therefore no channel of a pixel may differ by more than [`CHANNEL_LIMIT`], and at most one
//! pixel in [`PIXELS_PER_DIFFERENCE`] may differ at all, so that a colour that changes a little over an area
//! is seen too.

use std::path::{Path, PathBuf};

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// How far a channel of one pixel may differ, of 255: four times what rounding does.
const CHANNEL_LIMIT: u8 = 12;
/// How many pixels there must be for one that differs within [`CHANNEL_LIMIT`].
const PIXELS_PER_DIFFERENCE: usize = 1_000;
/// Set to 1, the pictures of this run become the golden ones.
const ACCEPT: &str = "ACCEPT_PICTURES";

/// How two pictures differ.
pub struct Difference {
    /// Whether width and height are the same.
    has_same_size: bool,
    /// Pixels of which some channel differs by more than [`CHANNEL_LIMIT`].
    beyond_limit: usize,
    /// Pixels that differ at all.
    different: usize,
    /// All pixels.
    pixels: usize,
}

impl Difference {
    /// Whether the pictures count as the same.
    pub fn is_same(&self) -> bool {
        self.has_same_size && self.beyond_limit == 0 && self.different <= self.pixels / PIXELS_PER_DIFFERENCE
    }
}

/// Compares two PNG files pixel by pixel.
pub fn difference(golden: &[u8], new: &[u8]) -> Difference {
    let (golden, new) = (Pixmap::decode_png(golden).unwrap(), Pixmap::decode_png(new).unwrap());
    let pairs = || golden.pixels().iter().zip(new.pixels());
    Difference {
        has_same_size: (golden.width(), golden.height()) == (new.width(), new.height()),
        beyond_limit: pairs().filter(|(a, b)| distance(**a, **b) > CHANNEL_LIMIT).count(),
        different: pairs().filter(|(a, b)| a != b).count(),
        pixels: golden.pixels().len(),
    }
}

/// Compares a picture with `tests/golden/NAME.png`.
///
/// If they differ, the new picture and a map of the differences are written beside it before the test fails.
pub fn assert_golden(name: &str, new: &[u8]) {
    let path = |ending: &str| folder().join(format!("{name}{ending}"));
    let golden_path = path(".png");
    if std::env::var(ACCEPT).is_ok_and(|value| value == "1") {
        std::fs::write(&golden_path, new).unwrap();
    }
    let advice = format!(
        "look at {}; if it is as it should be, accept it: {ACCEPT}=1 cargo test --test golden",
        path(".new.png").display()
    );
    let Ok(golden) = std::fs::read(&golden_path) else {
        std::fs::write(path(".new.png"), new).unwrap();
        panic!("there is no golden picture {}; {advice}", golden_path.display());
    };
    let difference = difference(&golden, new);
    if difference.is_same() {
        for ending in [".new.png", ".diff.png"] {
            // Usually there is none.
            let _ = std::fs::remove_file(path(ending));
        }
        return;
    }
    std::fs::write(path(".new.png"), new).unwrap();
    std::fs::write(path(".diff.png"), map_of_differences(&golden, new)).unwrap();
    panic!(
        "{name} differs from its golden picture: same size: {}, {} of {} pixels differ, {} of them by more than \
         {CHANNEL_LIMIT} of 255. {} shows where; {advice}",
        difference.has_same_size,
        difference.different,
        difference.pixels,
        difference.beyond_limit,
        path(".diff.png").display()
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The largest difference of any channel.
fn distance(a: PremultipliedColorU8, b: PremultipliedColorU8) -> u8 {
    let channels = [
        a.red().abs_diff(b.red()),
        a.green().abs_diff(b.green()),
        a.blue().abs_diff(b.blue()),
        a.alpha().abs_diff(b.alpha()),
    ];
    channels.into_iter().max().unwrap_or_default()
}

/// The new picture, pale, with every pixel in red that differs from the golden one or has no counterpart.
fn map_of_differences(golden: &[u8], new: &[u8]) -> Vec<u8> {
    let (golden, mut map) = (Pixmap::decode_png(golden).unwrap(), Pixmap::decode_png(new).unwrap());
    let width = map.width();
    for (index, pixel) in (0_u32..).zip(map.pixels_mut()) {
        let is_same = golden.pixel(index % width, index / width) == Some(*pixel);
        let pale = |channel: u8| 191 + channel / 4;
        let (red, green, blue) = match is_same {
            true => (pale(pixel.red()), pale(pixel.green()), pale(pixel.blue())),
            false => (255, 0, 0),
        };
        *pixel = PremultipliedColorU8::from_rgba(red, green, blue, 255).unwrap();
    }
    map.encode_png().unwrap()
}
