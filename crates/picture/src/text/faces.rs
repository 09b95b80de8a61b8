//! The faces that the program has at hand, and the one ruler made of them.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use unicode_script::Script;

use super::face::{Face, FaceSource, is_ignorable};
use super::fallback::{SystemFaces, Wanted};
use super::families::Han;
use super::itemize::{LINE_LIMIT, Piece, one_line, pieces};
use super::latin::LatinWidths;
use super::shape::{ShapedLine, ShapedPiece, placed, shape_piece};
use super::{Ruler, Weight};

/// Noto Sans, what the system adds to it, and what was measured with them.
///
/// A handle: clones are the same faces, which serve many threads and remember what they found.
#[derive(Clone)]
pub struct Faces {
    shared: Arc<Shared>,
}

struct Shared {
    regular: Bundled,
    bold: Bundled,
    system: SystemFaces,
    locale: Han,
    measured: Measured,
}

struct Bundled {
    face: Arc<Face>,
    covered: Covered,
    latin: LatinWidths,
}

impl Bundled {
    fn new(name: &str, bytes: &'static [u8], weight: Weight) -> Option<Self> {
        let source = FaceSource {
            name: name.to_owned(),
            bytes: Arc::new(bytes),
            index: 0,
            weight,
            variations: Vec::new(),
        };
        let face = Arc::new(Face::new(source)?);
        Some(Bundled { covered: Covered::of(&face), latin: LatinWidths::default(), face })
    }
}

impl Faces {
    /// Noto Sans and, for what it lacks, the faces of this machine. Nothing of the system is read before a
    /// line needs it; the first such line may then take some hundred milliseconds.
    pub fn new() -> Self {
        Faces::with(SystemFaces::of_this_machine())
    }

    /// Noto Sans alone: the same on every machine, a box for what it lacks. Made once for the whole process.
    pub fn bundled_only() -> Self {
        static BUNDLED: LazyLock<Faces> = LazyLock::new(|| Faces::with(SystemFaces::none()));
        BUNDLED.clone()
    }

    #[allow(clippy::expect_used, reason = "the two fonts are compiled in; a test opens them")]
    fn with(system: SystemFaces) -> Self {
        let regular = Bundled::new("Noto Sans", notosans::REGULAR_TTF, Weight::Regular);
        let bold = Bundled::new("Noto Sans Bold", notosans::BOLD_TTF, Weight::Bold);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| std::env::var(name).ok());
        Faces {
            shared: Arc::new(Shared {
                regular: regular.expect("the bundled regular face is a font"),
                bold: bold.expect("the bundled bold face is a font"),
                system,
                locale: Han::of_locale(locale.as_deref().unwrap_or_default()),
                measured: Measured::default(),
            }),
        }
    }

    fn bundled(&self, weight: Weight) -> &Bundled {
        match weight {
            Weight::Regular => &self.shared.regular,
            Weight::Bold => &self.shared.bold,
        }
    }

    /// The bundled face of a weight.
    pub fn face(&self, weight: Weight) -> Arc<Face> {
        Arc::clone(&self.bundled(weight).face)
    }

    /// Shapes one line at a size in points.
    ///
    /// Line ends and tabs become spaces, other control characters are left out, and lines beyond 32,768 bytes
    /// are cut there. Right-to-left text stands in visual order.
    pub fn shape(&self, text: &str, size: f32, weight: Weight) -> ShapedLine {
        let line = one_line(text);
        let pieces = self.shaped_pieces(&line, weight);
        placed(line.into_owned(), pieces, size)
    }

    /// The faces of the system that a text needs beside Noto Sans, each once, in the order of need: a window
    /// with a text engine of its own gives it these, and shows what the exports show.
    pub fn fallback_faces_for(&self, text: &str, weight: Weight) -> Vec<Arc<Face>> {
        let bundled = &self.bundled(weight).face;
        let mut found: Vec<Arc<Face>> = Vec::new();
        for piece in text.lines().flat_map(|line| self.cut(&one_line(line), weight)) {
            if let Some(face) = piece.face
                && !Arc::ptr_eq(&face, bundled)
                && !found.iter().any(|known| Arc::ptr_eq(known, &face))
            {
                found.push(face);
            }
        }
        found
    }

    /// The pieces of a line in drawing order, not yet shaped.
    pub(super) fn cut(&self, line: &str, weight: Weight) -> Vec<Piece> {
        let han = Han::of_line(line, self.shared.locale);
        pieces(line, |cluster, script| self.face_of(cluster, script, han, weight))
    }

    fn face_of(&self, cluster: &str, script: Script, han: Han, weight: Weight) -> Option<Arc<Face>> {
        let bundled = self.bundled(weight);
        if bundled.covered.has(cluster) {
            return Some(Arc::clone(&bundled.face));
        }
        let wanted = |cluster: &str| Wanted { cluster: cluster.to_owned(), script, han, weight };
        let whole = self.shared.system.face_for(wanted(cluster));
        whole.or_else(|| {
            let base: String = cluster.chars().take(1).collect();
            if base.len() == cluster.len() {
                return None;
            }
            if bundled.covered.has(&base) {
                return Some(Arc::clone(&bundled.face));
            }
            self.shared.system.face_for(wanted(&base))
        })
    }

    fn shaped_pieces(&self, line: &str, weight: Weight) -> Vec<(Piece, ShapedPiece)> {
        let bundled = &self.bundled(weight).face;
        self.cut(line, weight)
            .into_iter()
            .filter_map(|piece| shape_piece(line, &piece, bundled).map(|shaped| (piece, shaped)))
            .collect()
    }

    /// Advance of a line in ems, by shaping it whole.
    fn shaped_ems(&self, line: &str, weight: Weight) -> f64 {
        self.shaped_pieces(line, weight).iter().map(|(_, shaped)| shaped.width).sum()
    }

    fn ems(&self, text: &str, weight: Weight) -> f64 {
        let bundled = self.bundled(weight);
        if let Some(units) = bundled.latin.units(text, &bundled.face) {
            return units as f64 / f64::from(bundled.face.units_per_em());
        }
        self.shared.measured.ems(text, weight, || {
            let line = one_line(text);
            let ems = self.shaped_ems(&line, weight);
            // What lies beyond the limit is taken to be as wide as what lies before it.
            ems * (text.len().max(1) as f64 / LINE_LIMIT as f64).max(1.0)
        })
    }
}

impl Default for Faces {
    fn default() -> Self {
        Faces::new()
    }
}

impl std::fmt::Debug for Faces {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Faces({:?}, {:?})", self.shared.regular.face, self.shared.bold.face)
    }
}

impl Ruler for Faces {
    /// The width that [`Faces::shape`] gives, a size that is no finite number counting as 0. The width of a
    /// line beyond 32,768 bytes is that of all its text, estimated from its beginning where it is not Latin.
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        if !size.is_finite() {
            return 0.0;
        }
        (self.ems(text, weight) * f64::from(size)) as f32
    }

    fn faces(&self) -> Faces {
        self.clone()
    }
}

/// The characters of the basic plane that a face maps, a bit for each.
struct Covered(Vec<u64>);

impl Covered {
    fn of(face: &Face) -> Self {
        let mut bits = vec![0_u64; 1024];
        for letter in face.mapped() {
            if let Some(word) = bits.get_mut(letter as usize / 64) {
                *word |= 1 << (letter % 64);
            }
        }
        Covered(bits)
    }

    fn has(&self, cluster: &str) -> bool {
        cluster.chars().filter(|&letter| !is_ignorable(letter)).all(|letter| {
            // A non-breaking hyphen is shaped as a hyphen where a face lacks it.
            let letter = if letter == '\u{2011}' { 0x2010 } else { letter as usize };
            self.0.get(letter / 64).is_some_and(|word| (word >> (letter % 64)) & 1 == 1)
        })
    }
}

/// Widths in ems of lines that had to be shaped, so that asking again is cheap. Bounded: a full drawer is
/// emptied, since the lines of a view come round again and those of a passing file do not.
#[derive(Default)]
struct Measured {
    drawers: [Mutex<HashMap<(String, Weight), f64>>; 16],
    hasher: RandomState,
}

/// Lines per drawer, and the longest line that is kept: at most some 30 MB in all.
const DRAWER_LIMIT: usize = 4096;
const KEPT_LINE_LIMIT: usize = 400;

impl Measured {
    fn ems(&self, text: &str, weight: Weight, measure: impl FnOnce() -> f64) -> f64 {
        let key = (text.to_owned(), weight);
        let index = self.hasher.hash_one(&key) as usize % self.drawers.len();
        let Some(drawer) = self.drawers.get(index).filter(|_| text.len() <= KEPT_LINE_LIMIT) else {
            return measure();
        };
        if let Some(known) = drawer.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return *known;
        }
        let ems = measure();
        let mut drawer = drawer.lock().unwrap_or_else(PoisonError::into_inner);
        if drawer.len() >= DRAWER_LIMIT {
            drawer.clear();
        }
        drawer.insert(key, ems);
        ems
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::OutlineCommand;
    use super::super::shape::Glyph;
    use super::*;
    use proptest::prelude::*;

    fn close(one: f32, other: f32) -> bool {
        (one - other).abs() <= 1e-3 + 1e-5 * one.abs().max(other.abs())
    }

    #[test]
    fn widths_are_the_advances_that_the_font_states() {
        // Units of 1/2048 em, read from the font's hmtx table; "To" is 70 closer by its GPOS kerning.
        let faces = Faces::bundled_only();
        for (text, units) in
            [("", 0.0), ("T", 1139.0), ("o", 1239.0), ("To", 2308.0), ("fi", 1233.0), ("0123", 4684.0)]
        {
            let width = faces.width(text, 2048.0, Weight::Regular);
            assert!(close(width, units), "{text:?} is {width}, not {units}");
        }
        assert!(close(
            faces.width("Lee", 12.0, Weight::Regular) * 2.0,
            faces.width("Lee", 24.0, Weight::Regular)
        ));
        assert!(faces.width("Lee", 12.0, Weight::Bold) > faces.width("Lee", 12.0, Weight::Regular));
        assert_eq!(faces.width("Lee", f32::NAN, Weight::Regular), 0.0);
    }

    #[test]
    fn what_no_face_has_is_a_box_for_each_cluster() {
        let faces = Faces::bundled_only();
        let line = faces.shape("新x加\u{10FFFF}", 16.0, Weight::Regular);
        let ids: Vec<bool> =
            line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.id == 0).collect();
        assert_eq!(ids, [true, false, true, true]);
        assert_eq!(line.missing(), 3);
        assert!(line.width > 3.0 * 16.0 * 0.5, "a box is as wide as a letter: {}", line.width);
        let starts: Vec<usize> = line.runs.iter().map(|run| run.range.start).collect();
        assert_eq!(starts, [0, 3, 4, 7]);
        let outline = line.outline(5.0, 20.0);
        assert!(outline.iter().filter(|step| matches!(step, OutlineCommand::Close)).count() >= 7);
    }

    #[test]
    fn a_long_line_is_measured_and_cut_without_trouble() {
        let faces = Faces::bundled_only();
        let text = "long ".repeat(100_000);
        let line = faces.shape(&text, 10.0, Weight::Regular);
        assert!(line.text.len() <= LINE_LIMIT);
        assert!(faces.width(&text, 10.0, Weight::Regular) > line.width * 10.0);
        let foreign = "й新".repeat(50_000);
        assert!(faces.width(&foreign, 10.0, Weight::Regular) > 500_000.0);
    }

    #[test]
    fn outlines_stand_where_they_are_put_and_y_grows_downwards() {
        let faces = Faces::bundled_only();
        let outline = faces.shape("H", 100.0, Weight::Regular).outline(50.0, 200.0);
        let ys: Vec<f32> = outline
            .iter()
            .filter_map(|step| match step {
                OutlineCommand::Move(_, y) | OutlineCommand::Line(_, y) => Some(*y),
                _ => None,
            })
            .collect();
        // A capital of Noto Sans is 0.714 em high.
        assert!(ys.iter().all(|&y| (128.0..=200.01).contains(&y)), "{ys:?}");
        assert!(ys.iter().any(|&y| y < 129.0) && ys.iter().any(|&y| y > 199.9), "{ys:?}");
    }

    /// Words in a script that Noto Sans lacks: shaped by a face of this machine, or boxes where it has none.
    fn either_way(text: &str, good: impl Fn(&ShapedLine)) {
        let faces = Faces::new();
        let line = faces.shape(text, 10.0, Weight::Regular);
        if line.missing() == 0 {
            good(&line);
        } else {
            println!("no system face for {text}: boxes are drawn");
            let clusters = unicode_segmentation::UnicodeSegmentation::graphemes(text, true).count();
            assert!(line.missing() <= clusters && line.width > 0.0);
        }
        assert!(close(line.width, faces.width(text, 10.0, Weight::Regular)));
    }

    #[test]
    fn tamil_vowels_stand_round_their_consonant() {
        either_way("கொண்டு", |line| {
            let glyphs: Vec<Glyph> = line.runs.iter().flat_map(|run| run.glyphs.clone()).collect();
            // The sign ொ is split: its first half stands before the consonant, its second after it, and all
            // three belong to the cluster at byte 0. A dotted circle would be one glyph more.
            assert_eq!(line.runs.len(), 1);
            assert_eq!(glyphs.iter().map(|glyph| glyph.start).collect::<Vec<_>>(), [0, 0, 0, 6, 12]);
        });
    }

    #[test]
    fn chinese_characters_are_an_em_wide_and_sans() {
        either_way("新加坡独立", |line| {
            assert!(close(line.width, 50.0), "{}", line.width);
            let name = line.runs[0].face.name().to_lowercase();
            assert!(!name.contains("serif") && !name.contains("mincho"), "{name}");
        });
    }

    #[test]
    fn a_year_in_arabic_digits_reads_from_the_left_and_the_sentence_from_the_right() {
        either_way("عام (١٩٤٥)", |line| {
            let starts: Vec<usize> =
                line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.start).collect();
            // Drawn from the left: the closing bracket (16), the digits in their order (8, 10, 12, 14), the
            // opening bracket (7), the space (6), then the word from its last letter to its first.
            assert_eq!(starts, [16, 8, 10, 12, 14, 7, 6, 4, 2, 0]);
        });
    }

    #[test]
    fn the_window_is_told_which_faces_a_text_needs() {
        let faces = Faces::new();
        assert!(faces.fallback_faces_for("Lee Hsien Loong\nCafé", Weight::Bold).is_empty());
        let needed = faces.fallback_faces_for("新加坡 and 新加坡", Weight::Bold);
        assert!(needed.len() <= 1, "one face serves all: {needed:?}");
        for face in needed {
            assert!(
                face.covers("新") && (*face.bytes()).as_ref().len() > 1000 && face.weight() == Weight::Bold
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
        #[test]
        fn any_words_are_shaped_with_the_faces_of_this_machine(text in "\\PC{0,24}") {
            static FACES: std::sync::LazyLock<Faces> = std::sync::LazyLock::new(Faces::new);
            let line = FACES.shape(&text, 12.0, Weight::Regular);
            prop_assert!(close(line.width, FACES.width(&text, 12.0, Weight::Regular)));
            line.outline(0.0, 0.0);
        }
    }

    proptest! {
        #[test]
        fn any_words_are_shaped_as_wide_as_they_are_measured(text in "\\PC{0,24}|[\u{0}-\u{2fff}]{0,24}|[ -~]{0,40}") {
            let faces = Faces::bundled_only();
            for weight in [Weight::Regular, Weight::Bold] {
                let line = faces.shape(&text, 12.0, weight);
                prop_assert!(close(line.width, faces.width(&text, 12.0, weight)), "{} {}", line.width, faces.width(&text, 12.0, weight));
                for run in &line.runs {
                    prop_assert!(line.text.get(run.range.clone()).is_some());
                    prop_assert!(run.glyphs.iter().all(|glyph| run.range.contains(&glyph.start)));
                }
                line.outline(0.0, 0.0);
            }
        }

        #[test]
        fn the_short_way_through_latin_is_exact(text in "[ -~\u{a0}-\u{ff}\u{2010}-\u{2026}€]{0,24}|[fijltTAVWwy1/.,’ ]{0,24}") {
            let faces = Faces::bundled_only();
            for weight in [Weight::Regular, Weight::Bold] {
                let bundled = faces.bundled(weight);
                if let Some(units) = bundled.latin.units(&text, &bundled.face) {
                    let shaped = faces.shaped_ems(&text, weight) * f64::from(bundled.face.units_per_em());
                    prop_assert_eq!(units, shaped.round() as i64);
                }
            }
        }
    }

    #[test]
    fn faces_are_shared_between_threads() {
        let faces = Arc::new(Faces::bundled_only());
        let widths: Vec<f32> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| faces.width("Ελλάδα Singapore 2022", 12.0, Weight::Bold)))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(widths.iter().all(|width| *width == widths[0] && *width > 100.0), "{widths:?}");
    }
}
