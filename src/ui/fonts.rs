//! The faces of the window: Noto Sans regular and bold, each as a family of its own.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, Id};

use crate::text::Faces;

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

/// The ruler of everything on the screen, made once for a window. Besides measuring, it puts words from right
/// to left into the order in which they are drawn, which egui does not.
pub fn faces(ctx: &Context) -> Arc<Faces> {
    let id = Id::unique("faces");
    if let Some(faces) = ctx.data(|data| data.get_temp::<Arc<Faces>>(id)) {
        return faces;
    }
    let faces = Arc::new(Faces::new());
    ctx.data_mut(|data| data.insert_temp(id, Arc::clone(&faces)));
    faces
}

/// Whether a sign belongs to a script that runs from right to left, or steers the direction (Unicode's blocks
/// of such scripts, and its formatting signs).
pub fn is_right_to_left(sign: char) -> bool {
    matches!(sign,
        '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}
