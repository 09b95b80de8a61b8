//! The faces of the window: Noto Sans regular and bold, each as a family of its own, and for what they lack
//! the faces of the system that exports take too.

use std::sync::{Arc, OnceLock};

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider, VariationCoords};
use egui::{Context, FontData, FontDefinitions, FontFamily, FontTweak, Id};
use egui_system_font_provider::SystemFontProvider;

use dateline_picture::text::{Face, Faces, Weight};

/// The family of the bold face. egui's own "strong" only changes the colour.
pub const BOLD: &str = "bold";

/// Gives a window its faces; once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
    ctx.set_font_providers(vec![Arc::new(SystemFaces { faces: faces(ctx), pictures: OnceLock::new() })]);
}

/// Finds the face for a char that Noto Sans lacks: the one that the ruler measures with and that exports
/// draw.
///
/// Shortcoming: egui asks char by char and keeps the answer, so a Chinese character that China and Japan draw
/// differently looks in every line as in the first one, while exports look at its neighbours.
struct SystemFaces {
    faces: Faces,
    /// Asked last, for what has no outline: emoji.
    pictures: OnceLock<SystemFontProvider>,
}

impl FontProvider for SystemFaces {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let is_bold = matches!(request.family, FontFamily::Name(name) if **name == *BOLD);
        let weight = if is_bold { Weight::Bold } else { Weight::Regular };
        match self.faces.fallback_faces_for(request.cluster, weight).first() {
            Some(face) => Some(inserted(face)),
            None => self.pictures.get_or_init(SystemFontProvider::new).font_for(request),
        }
    }
}

fn inserted(face: &Face) -> FontInsert {
    let axes = face.variations().filter_map(|(tag, value)| {
        let tag: [u8; 4] = tag.as_bytes().try_into().ok()?;
        Some((tag, value))
    });
    let tweak = FontTweak { coords: VariationCoords::new(axes), ..FontTweak::default() };
    let data = FontData::from_blob(face.bytes(), face.index()).tweak(tweak);
    let name = format!("{} {:?} {}", face.name(), face.weight(), face.index());
    FontInsert { name, data, families: Vec::new() }
}

/// The regular face for every family, and the bold one as the family [`BOLD`].
fn definitions() -> FontDefinitions {
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

/// The ruler of everything on the screen, made once for a window. Besides measuring, it puts text from right
/// to left into the order in which they are drawn, which egui does not.
pub fn faces(ctx: &Context) -> Faces {
    let id = Id::unique("faces");
    if let Some(faces) = ctx.data(|data| data.get_temp::<Faces>(id)) {
        return faces;
    }
    let faces = Faces::new();
    ctx.data_mut(|data| data.insert_temp(id, faces.clone()));
    faces
}

/// Whether a char belongs to a script that runs from right to left, or steers the direction (Unicode's blocks
/// of such scripts, and its formatting chars).
pub fn is_right_to_left(char: char) -> bool {
    matches!(char,
        '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}
