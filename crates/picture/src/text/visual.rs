//! A line in the order in which it is drawn, for painters that shape text themselves but know no
//! bidirectional order: the window's toolkit is one.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::itemize::{Piece, one_line};
use super::shape::ShapedLine;
use super::{Faces, Weight};

impl ShapedLine {
    /// The line as pieces from left to right, each of which such a painter draws rightly: in reading order
    /// where it will see by the letters that they run from right to left, else in drawing order. A line
    /// without right-to-left text is one piece.
    ///
    /// The painter is taken to shape each piece from right to left when its first letter with a script of its
    /// own is Arabic, Hebrew or the like, and from left to right otherwise, as HarfBuzz guesses.
    pub fn visual_pieces(&self) -> Vec<String> {
        let mut pieces: Vec<String> = Vec::new();
        let mut is_open = false;
        for run in &self.runs {
            let Some(own) = self.text.get(run.range.clone()) else { continue };
            let is_right_to_left = run.is_right_to_left;
            match pieces.last_mut() {
                // Left-to-right pieces in a row keep their kerning and take one call.
                Some(last) if is_open && is_plain(own, is_right_to_left) => last.push_str(own),
                _ => pieces.push(drawn(own, is_right_to_left)),
            }
            is_open = is_plain(own, is_right_to_left);
        }
        pieces
    }
}

impl Faces {
    /// A line made of segments that differ in their looks, as parts from left to right: the index of the
    /// segment that a part belongs to, and what to hand to the painter, as [`ShapedLine::visual_pieces`]
    /// does. The direction of the line is that of its first letter that has one; characters that only steer
    /// the direction are left out.
    pub fn visual_parts(&self, segments: &[&str], weight: Weight) -> Vec<(usize, String)> {
        let mut line = String::new();
        let mut ends = Vec::with_capacity(segments.len());
        for segment in segments {
            line.push_str(&one_line(segment));
            ends.push(line.len());
        }
        let mut parts: Vec<(usize, String)> = Vec::new();
        let mut is_open = false;
        for piece in self.cut(&line, weight) {
            for (segment, range) in cut(&piece, &ends) {
                let Some(own) = line.get(range) else { continue };
                let is_plain = is_plain(own, piece.is_right_to_left);
                let mut text = drawn(own, piece.is_right_to_left);
                text.retain(|letter| !is_steering(letter));
                match parts.last_mut() {
                    Some((last, open)) if is_open && *last == segment && is_plain => open.push_str(&text),
                    _ if text.is_empty() => continue,
                    _ => parts.push((segment, text)),
                }
                is_open = is_plain;
            }
        }
        parts
    }
}

/// A piece cut where segments end, from left to right, each part with the index of its segment.
fn cut(piece: &Piece, ends: &[usize]) -> Vec<(usize, Range<usize>)> {
    let Range { mut start, end: last } = piece.range.clone();
    let mut parts = Vec::new();
    for (segment, &end) in ends.iter().enumerate().skip(ends.partition_point(|&end| end <= start)) {
        if start >= last {
            break;
        }
        parts.push((segment, start..end.min(last)));
        start = end;
    }
    if piece.is_right_to_left {
        parts.reverse();
    }
    parts
}

/// Marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm.
fn is_steering(letter: char) -> bool {
    matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_plain(text: &str, is_right_to_left: bool) -> bool {
    !is_right_to_left && !is_guessed_right_to_left(text)
}

fn drawn(text: &str, is_right_to_left: bool) -> String {
    if is_right_to_left == is_guessed_right_to_left(text) {
        return text.to_owned();
    }
    let clusters = text.graphemes(true).rev();
    if is_right_to_left { clusters.flat_map(str::chars).map(mirrored).collect() } else { clusters.collect() }
}

/// Which way a shaper takes a text to run that is told nothing about it.
fn is_guessed_right_to_left(text: &str) -> bool {
    let own = text
        .chars()
        .map(|letter| letter.script())
        .find(|script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown));
    own.is_some_and(is_right_to_left)
}

/// The living and the dead scripts that run from right to left and that a history may quote.
fn is_right_to_left(script: Script) -> bool {
    matches!(
        script,
        Script::Arabic
            | Script::Hebrew
            | Script::Syriac
            | Script::Thaana
            | Script::Nko
            | Script::Samaritan
            | Script::Mandaic
            | Script::Adlam
            | Script::Hanifi_Rohingya
            | Script::Mende_Kikakui
            | Script::Phoenician
            | Script::Imperial_Aramaic
            | Script::Avestan
            | Script::Inscriptional_Pahlavi
            | Script::Inscriptional_Parthian
            | Script::Old_South_Arabian
            | Script::Old_North_Arabian
            | Script::Old_Turkic
            | Script::Old_Hungarian
    )
}

/// The commoner pairs of Unicode's BidiMirroring.txt.
fn mirrored(letter: char) -> char {
    const PAIRS: [(char, char); 12] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
        ('「', '」'),
        ('『', '』'),
        ('（', '）'),
        ('【', '】'),
    ];
    for (open, close) in PAIRS {
        if letter == open {
            return close;
        }
        if letter == close {
            return open;
        }
    }
    letter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Ruler;

    fn text(line: &str) -> Vec<String> {
        // Without system faces every cluster that Noto Sans lacks is a piece of its own; with or without, the
        // order is the same, so the pieces are read one after the other.
        Faces::new().shape(line, 10.0, Weight::Regular).visual_pieces()
    }

    #[test]
    fn a_line_from_left_to_right_is_one_piece() {
        assert_eq!(text("Lee meets Biden"), ["Lee meets Biden"]);
        assert_eq!(text("Ελλάδα и Москва"), ["Ελλάδα и Москва"]);
        assert!(text("").is_empty());
    }

    #[test]
    fn brackets_and_digits_stand_where_they_are_read() {
        let line = "Lee (שלום 1965) x";
        assert_eq!(text(line).concat(), "Lee (1965 שלום) x");
        // The year keeps its digits in order, the brackets change sides, and the words go to the right.
        let drawn = text("עזה (1965)").concat();
        assert!(drawn.starts_with("(1965) "), "{drawn}");
    }

    #[test]
    fn digits_that_a_shaper_would_turn_round_are_turned_round_before() {
        // Both sorts of Arabic digits belong to the Arabic script, so a shaper that guesses turns them round.
        assert_eq!(text("a ۱۹").concat(), "a ۹۱");
        assert_eq!(text("a ١٩").concat(), "a ٩١");
    }

    #[test]
    fn segments_stand_in_the_order_of_the_whole_line() {
        let faces = Faces::new();
        let parts = |segments: &[&str]| {
            let parts = faces.visual_parts(segments, Weight::Regular);
            // Without system faces each cluster is a part of its own.
            let mut joined: Vec<(usize, String)> = Vec::new();
            for (segment, text) in parts {
                match joined.last_mut() {
                    Some((last, before)) if *last == segment => before.push_str(&text),
                    _ => joined.push((segment, text)),
                }
            }
            joined
        };
        let order = |segments: &[&str]| parts(segments).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(order(&["Lee ", "meets", " Biden"]), [0, 1, 2]);
        assert_eq!(order(&["שלום ", "עולם", " שוב"]), [2, 1, 0]);
        assert_eq!(order(&["שלום ", "Lee ", "Biden"]), [1, 2, 0]);
        assert_eq!(parts(&["\u{200F}Lee ", "שלום"]).first().map(|(at, _)| *at), Some(1), "the mark decides");
        assert_eq!(parts(&["a", "", "\u{200E}b"]), [(0, "a".to_owned()), (2, "b".to_owned())]);
    }

    #[test]
    fn the_pieces_of_a_line_hold_all_of_it() {
        let faces = Faces::new();
        for line in ["Biden ושלום Lee 1972 שיחה", "استقلال سنغافورة عام (١٩٦٥)", "Lee"]
        {
            let sorted = |text: &str| {
                let mut letters: Vec<char> = text.chars().map(mirrored_open).collect();
                letters.sort_unstable();
                letters
            };
            let pieces = faces.shape(line, 10.0, Weight::Bold).visual_pieces();
            assert_eq!(sorted(&pieces.concat()), sorted(line), "{line}");
        }
    }

    #[test]
    fn runs_lie_side_by_side_and_are_as_wide_as_the_line() {
        let faces = Faces::new();
        for line in ["Biden ושלום Lee 1972 שיחה", "استقلال سنغافورة عام (١٩٦٥)", "Lee"]
        {
            let shaped = faces.shape(line, 10.0, Weight::Bold);
            let mut x = 0.0;
            for run in &shaped.runs {
                let start = run.glyphs.first().unwrap().x;
                assert!((start - x).abs() < 0.01, "{line}: {start} {x}");
                x += run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>();
            }
            assert!((x - faces.width(line, 10.0, Weight::Bold)).abs() < 0.1, "{line}");
        }
    }

    /// Brackets that were mirrored count as those that were not.
    fn mirrored_open(letter: char) -> char {
        letter.min(mirrored(letter))
    }
}
