//! The two faces of the window: Noto Sans regular and bold, each a family of its own.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

const REGULAR: &str = "Noto Sans";
const BOLD: &str = "Noto Sans Bold";

/// Both faces as families of egui; its own faces stay behind them for signs that Noto Sans lacks.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut insert = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    insert(REGULAR, notosans::REGULAR_TTF);
    insert(BOLD, notosans::BOLD_TTF);
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| {
        let mut names = vec![first.to_owned()];
        names.extend(behind.iter().cloned());
        names
    };
    let (regular, bold) = (family(REGULAR), family(BOLD));
    fonts.families.insert(FontFamily::Proportional, regular);
    fonts.families.insert(bold_family(), bold);
    fonts
}

/// The family of the bold face.
pub fn bold_family() -> FontFamily {
    FontFamily::Name(BOLD.into())
}

/// The face in a size in points.
pub fn face(size: f32, bold: bool) -> FontId {
    FontId::new(size, if bold { bold_family() } else { FontFamily::Proportional })
}
