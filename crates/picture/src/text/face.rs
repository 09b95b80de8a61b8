//! One face: its bytes, what it covers, how it shapes a run and what its letters look like.

use std::sync::{Arc, PoisonError, RwLock};

use harfrust::{Direction, GlyphBuffer, Script, ShapeOptions, ShapePlan, ShapePlanKey, ShaperData};
use harfrust::{ShaperInstance, Tag, UnicodeBuffer};
use skrifa::instance::{Location, Size};
use skrifa::outline::DrawSettings;
use skrifa::outline::pen::PathElement;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Weight;
use crate::geometry::Point;

/// The bytes of a font file, bundled or mapped from disk, shared without copying.
pub type FaceBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A step of a letter's outline; coordinates are points of the picture, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutlineCommand {
    /// Starts a contour.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A quadratic Bézier curve: control point, end.
    Quadratic(f32, f32, f32, f32),
    /// A cubic Bézier curve: two control points, end.
    Cubic(f32, f32, f32, f32, f32, f32),
    /// Closes the contour.
    Close,
}

/// A face that is ready to shape and draw.
pub struct Face {
    name: String,
    bytes: FaceBytes,
    index: u32,
    weight: Weight,
    variations: Vec<(Tag, f32)>,
    units_per_em: f32,
    shaper: ShaperData,
    instance: ShaperInstance,
    location: Location,
    plans: RwLock<Vec<Arc<ShapePlan>>>,
}

/// Plans kept per face; a face meets a handful of scripts, so more means hostile text.
const PLAN_LIMIT: usize = 32;

impl Face {
    /// Reads a face from a font file.
    ///
    /// `index` chooses within a collection, `variations` set the axes of a variable font. `None` if the bytes
    /// are no font.
    pub(super) fn new(source: FaceSource) -> Option<Face> {
        let FaceSource { name, bytes, index, weight, variations } = source;
        let font = FontRef::from_index((*bytes).as_ref(), index).ok()?;
        let units_per_em = font.metrics(Size::unscaled(), &Location::default()).units_per_em;
        if units_per_em == 0 {
            return None;
        }
        let shaper = ShaperData::new(&font);
        let instance = ShaperInstance::from_variations(&font, variations.iter().copied());
        let location = font.axes().location(variations.iter().copied());
        Some(Face {
            units_per_em: f32::from(units_per_em),
            name,
            index,
            weight,
            variations,
            shaper,
            instance,
            location,
            plans: RwLock::default(),
            bytes,
        })
    }

    /// The family's name, with "Bold" after it for the bold face.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The font file.
    pub fn bytes(&self) -> FaceBytes {
        Arc::clone(&self.bytes)
    }

    /// Which font of a collection file it is; 0 for a plain file.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The weight it stands for.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// Settings of a variable font's axes, such as `("wght", 700)`; empty for others.
    pub fn variations(&self) -> impl Iterator<Item = (String, f32)> + '_ {
        self.variations.iter().map(|(tag, value)| (tag.to_string(), *value))
    }

    /// Font units to the em.
    pub fn units_per_em(&self) -> f32 {
        self.units_per_em
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index((*self.bytes).as_ref(), self.index).ok()
    }

    /// Whether the face has a glyph with an outline for every character that needs one.
    ///
    /// Spaces need no outline. A face that has only pictures (colour emoji) covers nothing.
    pub(super) fn covers(&self, cluster: &str) -> bool {
        let Some(font) = self.font() else { return false };
        let charmap = font.charmap();
        let outlines = font.outline_glyphs();
        cluster.chars().filter(|&letter| !is_ignorable(letter)).all(|letter| {
            let Some(glyph) = charmap.map(letter).filter(|&glyph| glyph != GlyphId::NOTDEF) else {
                return false;
            };
            if letter.is_whitespace() {
                return true;
            }
            let mut drawn = Vec::new();
            let settings = DrawSettings::unhinted(Size::unscaled(), &self.location);
            let is_sound =
                outlines.get(glyph).is_some_and(|outline| outline.draw(settings, &mut drawn).is_ok());
            is_sound && (!drawn.is_empty() || is_blank(letter))
        })
    }

    /// Every character of the basic plane that the face maps.
    pub(super) fn mapped(&self) -> impl Iterator<Item = u32> + '_ {
        self.font()
            .into_iter()
            .flat_map(|font| font.charmap().mappings().map(|(letter, _)| letter).collect::<Vec<_>>())
    }

    /// Shapes a run of one script and direction; positions are in font units.
    pub(super) fn shape(&self, run: &ShapeRun<'_>) -> Option<GlyphBuffer> {
        let font = self.font()?;
        let shaper = self.shaper.shaper(&font).instance(Some(&self.instance)).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.set_pre_context(run.before);
        buffer.push_str(run.text);
        buffer.set_post_context(run.after);
        buffer.set_direction(run.direction);
        buffer.set_script(run.script);
        let plan = self.plan(&shaper, run);
        Some(shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan))))
    }

    fn plan(&self, shaper: &harfrust::Shaper<'_>, run: &ShapeRun<'_>) -> Arc<ShapePlan> {
        let key = ShapePlanKey::new(Some(run.script), run.direction).instance(Some(&self.instance));
        let known = self.plans.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = known.iter().find(|plan| key.matches(plan)) {
            return Arc::clone(plan);
        }
        drop(known);
        let plan = Arc::new(ShapePlan::new(shaper, run.direction, Some(run.script), None, &[]));
        let mut known = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= PLAN_LIMIT {
            known.clear();
        }
        known.push(Arc::clone(&plan));
        plan
    }

    /// Draws one glyph with its origin at a position, at a size in points.
    pub(super) fn draw(&self, glyph: u32, origin: Point, size: f32, out: &mut Vec<OutlineCommand>) {
        let Some(font) = self.font() else { return };
        let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph)) else { return };
        let mut steps = Vec::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), &self.location);
        if outline.draw(settings, &mut steps).is_ok() {
            out.extend(steps.iter().map(|step| placed(step, origin, size / self.units_per_em)));
        }
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Face({}, index {})", self.name, self.index)
    }
}

/// What a face is made from.
pub(super) struct FaceSource {
    /// The family's name.
    pub name: String,
    /// The font file.
    pub bytes: FaceBytes,
    /// Which font of the file.
    pub index: u32,
    /// The weight it stands for.
    pub weight: Weight,
    /// Axes of a variable font.
    pub variations: Vec<(Tag, f32)>,
}

/// What a face is asked to shape.
pub(super) struct ShapeRun<'a> {
    /// What stands before, for letters that join.
    pub before: &'a str,
    /// The words.
    pub text: &'a str,
    /// What stands after.
    pub after: &'a str,
    /// Left to right or right to left.
    pub direction: Direction,
    /// The script that decides which rules apply.
    pub script: Script,
}

/// Whether a character steers its neighbours and shows nothing itself (Default_Ignorable_Code_Point of the
/// Unicode Character Database, without the Hangul fillers and shorthand controls).
pub(super) fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Characters that are no white space to Rust and yet have an empty outline in every font.
fn is_blank(letter: char) -> bool {
    matches!(letter, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// One step of an outline from font units round the glyph's origin, y upwards, to points of the picture.
fn placed(step: &PathElement, origin: Point, scale: f32) -> OutlineCommand {
    let place = |x: f32, y: f32| (origin.x + x * scale, origin.y - y * scale);
    match *step {
        PathElement::MoveTo { x, y } => {
            let (x, y) = place(x, y);
            OutlineCommand::Move(x, y)
        }
        PathElement::LineTo { x, y } => {
            let (x, y) = place(x, y);
            OutlineCommand::Line(x, y)
        }
        PathElement::QuadTo { cx0, cy0, x, y } => {
            let ((cx, cy), (x, y)) = (place(cx0, cy0), place(x, y));
            OutlineCommand::Quadratic(cx, cy, x, y)
        }
        PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => {
            let ((cx0, cy0), (cx1, cy1), (x, y)) = (place(cx0, cy0), place(cx1, cy1), place(x, y));
            OutlineCommand::Cubic(cx0, cy0, cx1, cy1, x, y)
        }
        PathElement::Close => OutlineCommand::Close,
    }
}
