//! Words into lines of a width, and a line cut to a width: for blocks of text inside a picture.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::{Ruler, Weight};

/// The words in lines none of which is wider than `max_width` points, but for single graphemes that are.
///
/// Lines break after white space, after hyphens and dashes before a letter, after a slash, and between
/// Chinese, Japanese and Korean characters where their punctuation allows it: the part of UAX 14 that needs
/// no dictionary. A word that is wider than a line breaks between graphemes, which is also what becomes of
/// Thai, Lao, Khmer and Burmese. Line ends in the words are kept. White space at a line's end is dropped.
pub fn wrap(
    ruler: &(impl Ruler + ?Sized),
    text: &str,
    size: f32,
    weight: Weight,
    max_width: f32,
) -> Vec<String> {
    let fits = |line: &str| ruler.width(line.trim_end(), size, weight) <= max_width;
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for part in parts(paragraph) {
            let grown = format!("{line}{part}");
            if fits(&grown) {
                line = grown;
                continue;
            }
            if !line.is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = last_of_broken(part, &fits, &mut lines);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Puts what is too long for a line on lines of its own and returns the rest that fits.
fn last_of_broken(part: &str, fits: &impl Fn(&str) -> bool, lines: &mut Vec<String>) -> String {
    let mut rest = part;
    while !fits(rest) {
        let end = longest_fitting(rest, |head| fits(head));
        let end = if end == 0 { rest.graphemes(true).next().map_or(rest.len(), str::len) } else { end };
        let (Some(head), Some(tail)) = (rest.get(..end), rest.get(end..)) else { break };
        if tail.trim_end().is_empty() {
            break;
        }
        lines.push(head.trim_end().to_owned());
        rest = tail;
    }
    rest.to_owned()
}

/// The line itself if it is at most `max_width` points wide, else its beginning with "…" after it; the empty
/// string if not even that fits.
pub fn shorten<'a>(
    ruler: &(impl Ruler + ?Sized),
    text: &'a str,
    size: f32,
    weight: Weight,
    max_width: f32,
) -> Cow<'a, str> {
    let fits = |line: &str| ruler.width(line, size, weight) <= max_width;
    if fits(text) {
        return Cow::Borrowed(text);
    }
    if !fits("…") {
        return Cow::Borrowed("");
    }
    let cut = |head: &str| format!("{}…", head.trim_end());
    let end = longest_fitting(text, |head| fits(&cut(head)));
    Cow::Owned(cut(text.get(..end).unwrap_or_default()))
}

/// Where the longest beginning ends that passes, at a grapheme's edge. Supposes that a longer one is wider,
/// and looks at the first few thousand graphemes only: no line is longer.
fn longest_fitting(text: &str, passes: impl Fn(&str) -> bool) -> usize {
    let ends: Vec<usize> =
        text.grapheme_indices(true).map(|(start, cluster)| start + cluster.len()).take(4096).collect();
    let count = ends.partition_point(|&end| text.get(..end).is_some_and(&passes));
    count.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0)
}

/// The stretches between places where a line may break.
fn parts(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut clusters = paragraph.grapheme_indices(true).peekable();
    let mut before = ' ';
    std::iter::from_fn(move || {
        while let Some((place, cluster)) = clusters.next() {
            let end = place + cluster.len();
            let last = cluster.chars().next().unwrap_or(' ');
            let next = clusters.peek().and_then(|(_, next)| next.chars().next());
            let breaks = next.is_none_or(|next| may_break(before, last, next));
            before = last;
            if breaks {
                let part = paragraph.get(start..end);
                start = end;
                return part;
            }
        }
        None
    })
}

fn may_break(before: char, last: char, next: char) -> bool {
    if next.is_whitespace() || is_glue(last) || is_glue(next) {
        return false;
    }
    match last {
        _ if last.is_whitespace() => true,
        '\u{200B}' => true,
        '-' | '\u{2010}' | '–' | '—' => next.is_alphabetic() && !before.is_whitespace(),
        '/' => next.is_alphabetic(),
        _ => (is_ideographic(last) || is_ideographic(next)) && !is_opening(last) && !is_trailing(next),
    }
}

fn is_glue(letter: char) -> bool {
    matches!(letter, '\u{A0}' | '\u{2007}' | '\u{2011}' | '\u{202F}' | '\u{2060}' | '\u{FEFF}')
}

fn is_ideographic(letter: char) -> bool {
    matches!(letter,
        '\u{2E80}'..='\u{312F}' | '\u{3190}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_opening(letter: char) -> bool {
    "([{“‘«「『（〈《【〔［｛〖〝".contains(letter)
}

/// What must not begin a line: closing punctuation, and the small kana and marks that belong to what they
/// follow.
fn is_trailing(letter: char) -> bool {
    ")]}”’»」』）〉》】〕］｝〗〟、。，．：；！？!?,.:;%…‥・ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::super::Faces;
    use super::*;
    use proptest::prelude::*;

    /// Every grapheme is one point wide.
    struct Cells;

    impl Ruler for Cells {
        fn width(&self, text: &str, size: f32, _weight: Weight) -> f32 {
            text.graphemes(true).count() as f32 * size
        }

        fn faces(&self) -> Faces {
            Faces::bundled_only()
        }
    }

    fn wrapped(text: &str, cells: f32) -> Vec<String> {
        wrap(&Cells, text, 1.0, Weight::Regular, cells)
    }

    #[test]
    fn lines_break_where_reading_allows_it() {
        for (text, cells, expected) in [
            ("one two three", 7.0, vec!["one two", "three"]),
            ("one  two", 4.0, vec!["one", "two"]),
            ("kept\nends", 80.0, vec!["kept", "ends"]),
            ("a\n\nb", 9.0, vec!["a", "", "b"]),
            ("joint-statement", 8.0, vec!["joint-", "statemen", "t"]),
            ("2021-08-23", 8.0, vec!["2021-08-", "23"]),
            ("22\u{a0}August 2021", 9.0, vec!["22\u{a0}August", "2021"]),
            ("新加坡独立。", 5.0, vec!["新加坡独", "立。"]),
            ("说「好」", 2.0, vec!["说", "「好", "」"]),
            ("说「好」", 3.0, vec!["说", "「好」"]),
            ("abcdef", 4.0, vec!["abcd", "ef"]),
            ("", 4.0, vec![]),
        ] {
            assert_eq!(wrapped(text, cells), expected, "{text:?} at {cells}");
        }
    }

    #[test]
    fn a_line_is_cut_with_an_ellipsis_only_where_it_must() {
        for (text, cells, expected) in [
            ("whole", 5.0, "whole"),
            ("one two", 6.0, "one t…"),
            ("one two", 5.0, "one…"),
            ("one", 1.0, "…"),
            ("one", 0.5, ""),
            ("👩\u{200d}🔬👩\u{200d}🔬👩\u{200d}🔬", 2.0, "👩\u{200d}🔬…"),
        ] {
            assert_eq!(shorten(&Cells, text, 1.0, Weight::Regular, cells), expected, "{text:?} at {cells}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_too_wide(text in "\\PC{0,60}|[a-c \\-新。「\n]{0,60}", cells in 0.0_f32..20.0) {
            let lines = wrapped(&text, cells);
            let ink = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(ink(&lines.concat()), ink(&text));
            for line in &lines {
                let graphemes = line.graphemes(true).count();
                prop_assert!(graphemes <= 1 || graphemes as f32 <= cells, "{:?} in {}", line, cells);
            }
        }
    }
}
