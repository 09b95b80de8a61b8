//! A shaped line: glyphs in drawing order with their positions, ready to be outlined or embedded.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Direction, Script, Tag};

use super::face::{Face, OutlineCommand, ShapeRun};
use super::itemize::Piece;
use crate::geometry::Point;

/// One glyph of a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face; 0 is the box for what is missing.
    pub id: u32,
    /// Where its origin stands, in points right of the line's left end.
    pub x: f32,
    /// How far its origin stands below the baseline, in points.
    pub y: f32,
    /// How far it moves the pen, in points.
    pub advance: f32,
    /// Byte of [`ShapedLine::text`] where the letters begin that it stands for.
    pub start: usize,
}

/// Glyphs of one face and direction, from left to right.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: Arc<Face>,
    /// The bytes of [`ShapedLine::text`] that it shows.
    pub range: Range<usize>,
    /// Whether its letters read from right to left.
    pub is_right_to_left: bool,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A line of text that is ready to be drawn.
#[derive(Clone, Debug)]
pub struct ShapedLine {
    /// The text that was shaped, in reading order: what was asked for, without control characters.
    pub text: String,
    /// Size in points.
    pub size: f32,
    /// From the line's left end to its right end, in points: what [`Ruler::width`](super::Ruler::width) says.
    pub width: f32,
    /// From left to right.
    pub runs: Vec<GlyphRun>,
}

impl ShapedLine {
    /// The outlines of all letters, with the line's left end on the baseline at `x`, `y`.
    pub fn outline(&self, x: f32, y: f32) -> Vec<OutlineCommand> {
        let mut commands = Vec::new();
        for run in &self.runs {
            for glyph in &run.glyphs {
                let origin = Point::new(x + glyph.x, y + glyph.y);
                run.face.draw(glyph.id, origin, self.size, &mut commands);
            }
        }
        commands
    }

    /// How many letters are drawn as boxes because no face has them.
    pub fn missing(&self) -> usize {
        self.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.id == 0).count()
    }
}

/// A piece's glyphs in font units, and its advance in ems.
pub(super) struct ShapedPiece {
    pub face: Arc<Face>,
    pub width: f64,
    pub glyphs: Vec<UnitGlyph>,
}

/// A glyph in font units, y upwards.
pub(super) struct UnitGlyph {
    pub id: u32,
    pub start: usize,
    pub advance: i32,
    pub offset: (i32, i32),
}

/// Shapes one piece of a line, in the face of the piece or else with a box from `bundled`.
pub(super) fn shape_piece(line: &str, piece: &Piece, bundled: &Arc<Face>) -> Option<ShapedPiece> {
    let direction = if piece.is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
    let Range { start, end } = piece.range;
    let (text, face) = match &piece.face {
        Some(face) => (line.get(start..end)?, Arc::clone(face)),
        None => (BOX, Arc::clone(bundled)),
    };
    let run = ShapeRun {
        before: line.get(..start)?,
        text,
        after: line.get(end..)?,
        direction,
        script: shaping_script(piece.script),
    };
    let shaped = face.shape(&run)?;
    let glyphs: Vec<UnitGlyph> = shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, position)| UnitGlyph {
            id: info.glyph_id,
            start: if piece.face.is_some() { start + info.cluster as usize } else { start },
            advance: position.x_advance,
            offset: (position.x_offset, position.y_offset),
        })
        .collect();
    let units: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    Some(ShapedPiece { width: units as f64 / f64::from(face.units_per_em()), face, glyphs })
}

/// A character that no face may map (a noncharacter of Unicode), so that it shapes to the box.
const BOX: &str = "\u{FFFF}";

fn shaping_script(script: unicode_script::Script) -> Script {
    let name = script.short_name().as_bytes();
    let tag = <[u8; 4]>::try_from(name).ok().and_then(|name| Script::from_iso15924_tag(Tag::new(&name)));
    tag.unwrap_or(harfrust::script::LATIN)
}

/// Puts pieces one after the other at a size in points.
pub(super) fn placed(text: String, pieces: Vec<(Piece, ShapedPiece)>, size: f32) -> ShapedLine {
    let ems: f64 = pieces.iter().map(|(_, shaped)| shaped.width).sum();
    let mut pen = 0.0_f64;
    let mut runs = Vec::with_capacity(pieces.len());
    for (piece, shaped) in pieces {
        let scale = f64::from(size) / f64::from(shaped.face.units_per_em());
        let glyphs = shaped
            .glyphs
            .iter()
            .map(|glyph| {
                let placed = Glyph {
                    id: glyph.id,
                    x: (pen + f64::from(glyph.offset.0) * scale) as f32,
                    y: (-f64::from(glyph.offset.1) * scale) as f32,
                    advance: (f64::from(glyph.advance) * scale) as f32,
                    start: glyph.start,
                };
                pen += f64::from(glyph.advance) * scale;
                placed
            })
            .collect();
        runs.push(GlyphRun {
            face: shaped.face,
            range: piece.range,
            is_right_to_left: piece.is_right_to_left,
            glyphs,
        });
    }
    let width = if size.is_finite() { (ems * f64::from(size)) as f32 } else { 0.0 };
    ShapedLine { text, size, width, runs }
}
