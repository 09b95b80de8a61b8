//! A line in the order in which it is drawn, for painters that shape text themselves but know no
//! bidirectional order: the window's toolkit is one.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::itemize::{Piece, one_line};
use super::{Faces, Weight};

/// A part of a line that such a painter draws rightly, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct VisualPiece {
    /// Left end, in points right of the line's left end.
    pub x: f32,
    /// Width in points.
    pub width: f32,
    /// What to hand to the painter: in reading order where it will see by the letters that they run from
    /// right to left, else in drawing order.
    pub words: String,
}

impl Faces {
    /// The line as pieces from left to right. A line without right-to-left words is one piece.
    ///
    /// The painter is taken to shape each piece from right to left when its first letter with a script of its
    /// own is Arabic, Hebrew or the like, and from left to right otherwise, as HarfBuzz guesses.
    pub fn visual_pieces(&self, words: &str, size: f32, weight: Weight) -> Vec<VisualPiece> {
        let line = one_line(words);
        let mut pieces: Vec<VisualPiece> = Vec::new();
        let mut x = 0.0_f64;
        let mut is_open = false;
        for (piece, ems) in self.measured_pieces(&line, weight) {
            let width = ems * f64::from(size);
            let Some(own) = line.get(piece.range.clone()) else { continue };
            match pieces.last_mut() {
                // Left-to-right pieces in a row keep their kerning and take one call.
                Some(last) if is_open && is_plain(&piece, own) => {
                    last.words.push_str(own);
                    last.width += width as f32;
                }
                _ => pieces.push(VisualPiece { x: x as f32, width: width as f32, words: drawn(&piece, own) }),
            }
            is_open = is_plain(&piece, own);
            x += width;
        }
        pieces
    }

    /// A line made of segments that differ in their looks, as parts from left to right: the place of the
    /// segment that a part belongs to, and what to hand to the painter, as in [`VisualPiece::words`]. The
    /// direction of the line is that of its first letter that has one; signs that only steer the direction
    /// are left out.
    pub fn visual_parts(&self, segments: &[&str], weight: Weight) -> Vec<(usize, String)> {
        let mut line = String::new();
        let mut ends = Vec::with_capacity(segments.len());
        for segment in segments {
            line.push_str(&one_line(segment));
            ends.push(line.len());
        }
        let mut parts: Vec<(usize, String)> = Vec::new();
        let mut is_open = false;
        for (piece, _) in self.measured_pieces(&line, weight) {
            for (segment, range) in cut(&piece, &ends) {
                let Some(own) = line.get(range) else { continue };
                let mut words = drawn(&piece, own);
                words.retain(|sign| !is_steering(sign));
                match parts.last_mut() {
                    Some((last, open)) if is_open && *last == segment && is_plain(&piece, own) => {
                        open.push_str(&words);
                    }
                    _ if words.is_empty() => continue,
                    _ => parts.push((segment, words)),
                }
                is_open = is_plain(&piece, own);
            }
        }
        parts
    }
}

/// A piece cut where segments end, from left to right, each part with the place of its segment.
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
fn is_steering(sign: char) -> bool {
    matches!(sign, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_plain(piece: &Piece, words: &str) -> bool {
    !piece.is_right_to_left && !is_guessed_right_to_left(words)
}

fn drawn(piece: &Piece, words: &str) -> String {
    if piece.is_right_to_left == is_guessed_right_to_left(words) {
        return words.to_owned();
    }
    let clusters = words.graphemes(true).rev();
    if piece.is_right_to_left {
        clusters.flat_map(str::chars).map(mirrored).collect()
    } else {
        clusters.collect()
    }
}

/// Which way a shaper takes words to run that is told nothing about them.
fn is_guessed_right_to_left(words: &str) -> bool {
    let own = words
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

    fn words(line: &str) -> Vec<String> {
        // Without system faces every cluster that Noto Sans lacks is a piece of its own; with or without, the
        // order is the same, so the pieces are read one after the other.
        Faces::new().visual_pieces(line, 10.0, Weight::Regular).into_iter().map(|piece| piece.words).collect()
    }

    #[test]
    fn a_line_from_left_to_right_is_one_piece() {
        assert_eq!(words("Lee meets Biden"), ["Lee meets Biden"]);
        assert_eq!(words("Ελλάδα и Москва"), ["Ελλάδα и Москва"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn brackets_and_digits_stand_where_they_are_read() {
        let line = "Lee (שלום 1965) x";
        assert_eq!(words(line).concat(), "Lee (1965 שלום) x");
        // The year keeps its digits in order, the brackets change sides, and the words go to the right.
        let drawn = words("עזה (1965)").concat();
        assert!(drawn.starts_with("(1965) "), "{drawn}");
    }

    #[test]
    fn digits_that_a_shaper_would_turn_round_are_turned_round_before() {
        // Both sorts of Arabic digits belong to the Arabic script, so a shaper that guesses turns them round.
        assert_eq!(words("a ۱۹").concat(), "a ۹۱");
        assert_eq!(words("a ١٩").concat(), "a ٩١");
    }

    #[test]
    fn segments_stand_in_the_order_of_the_whole_line() {
        let faces = Faces::new();
        let parts = |segments: &[&str]| {
            let parts = faces.visual_parts(segments, Weight::Regular);
            // Without system faces each cluster is a part of its own.
            let mut joined: Vec<(usize, String)> = Vec::new();
            for (segment, words) in parts {
                match joined.last_mut() {
                    Some((last, before)) if *last == segment => before.push_str(&words),
                    _ => joined.push((segment, words)),
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
    fn pieces_lie_side_by_side_and_are_as_wide_as_the_line() {
        let faces = Faces::new();
        for line in ["Biden ושלום Lee 1972 שיחה", "استقلال سنغافورة عام (١٩٦٥)", "Lee"]
        {
            let pieces = faces.visual_pieces(line, 10.0, Weight::Bold);
            let mut x = 0.0;
            for piece in &pieces {
                assert!((piece.x - x).abs() < 0.01, "{line}: {} {x}", piece.x);
                x += piece.width;
            }
            assert!((x - faces.width(line, 10.0, Weight::Bold)).abs() < 0.1, "{line}");
        }
    }
}
