//! The faces of the window: Noto Sans regular and bold, each as a family of its own.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// The family of the bold face. egui's own "strong" only changes the colour.
pub const BOLD: &str = "bold";

/// The regular face for every family, and the bold one as the family [`BOLD`]. Signs that Noto Sans lacks
/// come from the system's fonts, which eframe asks on demand.
pub fn definitions() -> FontDefinitions {
    const REGULAR_FACE: &str = "Noto Sans";
    const BOLD_FACE: &str = "Noto Sans Bold";
    let mut fonts = FontDefinitions::empty();
    let faces = [(REGULAR_FACE, notosans::REGULAR_TTF), (BOLD_FACE, notosans::BOLD_TTF)];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let regular = || vec![REGULAR_FACE.to_owned()];
    fonts.families.insert(FontFamily::Proportional, regular());
    // Figures of Noto Sans are equally wide, so columns of them line up without a third face.
    fonts.families.insert(FontFamily::Monospace, regular());
    let bold = vec![BOLD_FACE.to_owned(), REGULAR_FACE.to_owned()];
    fonts.families.insert(FontFamily::Name(BOLD.into()), bold);
    fonts
}
