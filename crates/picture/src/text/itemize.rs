//! Cuts a line into pieces of one direction, script and face, in the order in which they are drawn.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::face::Face;

/// A part of a line that is shaped in one go.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Bytes of the line.
    pub range: Range<usize>,
    /// Drawn from right to left.
    pub is_right_to_left: bool,
    /// Decides the rules of shaping.
    pub script: Script,
    /// The face, `None` where there is none and a box is drawn for the cluster.
    pub face: Option<Arc<Face>>,
}

/// Longest line in bytes that is shaped; the rest of a longer one would lie beyond any picture (a line this
/// long, at a size of 11, is 100 pictures wide).
pub(super) const LINE_LIMIT: usize = 32_768;

/// The words as one line: line ends and tabs become spaces, other control characters go, and what lies beyond
/// [`LINE_LIMIT`] is cut at a grapheme's edge.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let text = if text.len() > LINE_LIMIT { limited(text) } else { text };
    if !text.chars().any(|letter| letter.is_control() || is_line_end(letter)) {
        return Cow::Borrowed(text);
    }
    let flat = text.replace("\r\n", " ");
    Cow::Owned(
        flat.chars()
            .filter_map(|letter| match letter {
                _ if is_line_end(letter) || letter == '\t' => Some(' '),
                _ if letter.is_control() => None,
                _ => Some(letter),
            })
            .collect(),
    )
}

fn limited(text: &str) -> &str {
    let cut = text
        .grapheme_indices(true)
        .map(|(start, cluster)| start + cluster.len())
        .take_while(|&end| end <= LINE_LIMIT)
        .last();
    text.get(..cut.unwrap_or(0)).unwrap_or_default()
}

fn is_line_end(letter: char) -> bool {
    bidi_class(letter) == BidiClass::B || matches!(letter, '\u{B}' | '\u{C}' | '\u{2028}')
}

/// The stretches of one direction, in drawing order, by the Unicode Bidirectional Algorithm (UAX 9). The
/// line's own direction is that of its first strong letter.
pub(super) fn visual_runs(line: &str) -> Vec<(Range<usize>, bool)> {
    if line.chars().all(is_left_to_right) {
        return if line.is_empty() { Vec::new() } else { vec![(0..line.len(), false)] };
    }
    let info = BidiInfo::new(line, None);
    let mut runs = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, ranges) = info.visual_runs(paragraph, paragraph.range.clone());
        runs.extend(ranges.into_iter().map(|range| {
            let is_right_to_left = levels.get(range.start).is_some_and(|level| level.is_rtl());
            (range, is_right_to_left)
        }));
    }
    runs
}

/// Whether a character can stand in a line without making any part of it run from right to left: true of most
/// scripts, so that most lines need no further look.
fn is_left_to_right(letter: char) -> bool {
    matches!(letter, '\0'..='\u{58F}' | '\u{900}'..='\u{1FFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}'
        | '\u{2070}'..='\u{FAFF}')
}

/// Cuts the line; `choose` names the face of a cluster in a script.
pub(super) fn pieces(line: &str, choose: impl Fn(&str, Script) -> Option<Arc<Face>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (range, is_right_to_left) in visual_runs(line) {
        let Some(run) = line.get(range.clone()) else { continue };
        let mut of_run = run_pieces(run, &choose);
        for piece in &mut of_run {
            piece.range = piece.range.start + range.start..piece.range.end + range.start;
            piece.is_right_to_left = is_right_to_left;
        }
        if is_right_to_left {
            of_run.reverse();
        }
        pieces.append(&mut of_run);
    }
    pieces
}

fn run_pieces(run: &str, choose: &impl Fn(&str, Script) -> Option<Arc<Face>>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut script = first_script(run);
    for (start, cluster) in run.grapheme_indices(true) {
        script = script_of(cluster).unwrap_or(script);
        let face = choose(cluster, script);
        let end = start + cluster.len();
        match pieces.last_mut() {
            Some(last) if last.script == script && same_face(last.face.as_ref(), face.as_ref()) => {
                last.range.end = end;
            }
            _ => pieces.push(Piece { range: start..end, is_right_to_left: false, script, face }),
        }
    }
    pieces
}

/// Clusters without a face stay apart, so that each gets a box of its own.
fn same_face(one: Option<&Arc<Face>>, other: Option<&Arc<Face>>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if Arc::ptr_eq(one, other))
}

/// The script of the first letter that has one of its own; where none has, the first that a sign is known to
/// be written with (Devanagari dandas, an Arabic comma), and Latin for the rest.
fn first_script(run: &str) -> Script {
    run.chars()
        .find_map(own_script)
        .or_else(|| run.chars().find_map(extended_script))
        .unwrap_or(Script::Latin)
}

/// The script of a cluster's first letter that has one; signs and marks have none of their own.
pub(super) fn script_of(cluster: &str) -> Option<Script> {
    cluster.chars().find_map(own_script)
}

fn own_script(letter: char) -> Option<Script> {
    match letter.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script),
    }
}

fn extended_script(letter: char) -> Option<Script> {
    let known = letter.script_extension();
    if known.is_common() || known.is_inherited() || known.is_empty() || known.contains_script(Script::Latin) {
        return None;
    }
    known.iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: &str) -> Vec<(&str, bool)> {
        visual_runs(line).into_iter().map(|(range, rtl)| (&line[range], rtl)).collect()
    }

    #[test]
    fn directions_follow_the_letters_and_digits_stay_left_to_right() {
        assert_eq!(drawn("Lee meets Biden"), [("Lee meets Biden", false)]);
        assert_eq!(drawn(""), []);
        assert_eq!(drawn("in (١٩٤٥)"), [("in (", false), ("١٩٤٥", false), (")", false)]);
        assert_eq!(drawn("عام ١٩٤٥"), [("١٩٤٥", false), ("عام ", true)]);
        assert_eq!(drawn("שלום Lee"), [("Lee", false), ("שלום ", true)]);
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(one_line("plain"), "plain");
        assert_eq!(one_line("a\r\nb\tc\u{2028}d\u{1}e\u{2029}f"), "a b c de f");
        let long = "é".repeat(LINE_LIMIT);
        let cut = one_line(&long);
        assert!(
            cut.len() <= LINE_LIMIT && cut.len() > LINE_LIMIT - 4 && cut.chars().all(|letter| letter == 'é')
        );
    }

    #[test]
    fn signs_take_the_script_of_the_words_round_them() {
        let scripts = |line: &str| -> Vec<(String, Script)> {
            pieces(line, |_, _| None)
                .into_iter()
                .map(|piece| (line[piece.range.clone()].to_owned(), piece.script))
                .collect()
        };
        assert_eq!(scripts("“新"), [("“".to_owned(), Script::Han), ("新".to_owned(), Script::Han)]);
        assert_eq!(scripts("١"), [("١".to_owned(), Script::Arabic)]);
        assert_eq!(scripts("·"), [("·".to_owned(), Script::Latin)]);
        assert_eq!(scripts("→"), [("→".to_owned(), Script::Latin)]);
    }
}
