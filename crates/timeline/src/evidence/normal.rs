//! One form of a text for comparing words: quotation marks, dashes, spaces and Unicode form made alike, case
//! and punctuation left as they are. Every byte of the form knows which bytes of the text it came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A text in its normal form, with the way back.
#[derive(Clone, Debug, Default)]
pub(super) struct Normal {
    /// The normal form. Begins and ends without space.
    pub text: String,
    /// For each byte of the form: where the characters that it came from begin and end in the text.
    origins: Vec<(usize, usize)>,
}

impl Normal {
    /// Goes through the text once, grapheme by grapheme: a letter and its accents become one character
    /// together, and nothing that is compared reaches across a grapheme.
    pub fn of(text: &str) -> Self {
        let mut normal =
            Normal { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        let mut space: Option<(usize, usize)> = None;
        for (at, grapheme) in text.grapheme_indices(true) {
            let origin = (at, at + grapheme.len());
            let plain = grapheme.as_bytes();
            if let [byte @ b'!'..=b'~'] = plain {
                normal.flush(&mut space);
                normal.push(char::from(*byte), origin);
                continue;
            }
            // Before NFKC too, which would take a double prime for two single ones.
            for c in grapheme.chars().filter_map(alike).nfkc().filter_map(alike) {
                if c == ' ' {
                    let start = space.map_or(origin.0, |(start, _)| start);
                    space = Some((start, origin.1));
                } else {
                    normal.flush(&mut space);
                    normal.push(c, origin);
                }
            }
        }
        normal
    }

    /// Writes the space that was held back until a word follows; space at the beginning is none.
    fn flush(&mut self, space: &mut Option<(usize, usize)>) {
        if let Some(origin) = space.take()
            && !self.text.is_empty()
        {
            self.push(' ', origin);
        }
    }

    fn push(&mut self, c: char, origin: (usize, usize)) {
        self.text.push(c);
        self.origins.extend(std::iter::repeat_n(origin, c.len_utf8()));
    }

    /// The bytes of the text that a stretch of its form came from.
    pub fn origin_of(&self, range: Range<usize>) -> Option<Range<usize>> {
        let start = self.origins.get(range.start)?.0;
        let end = self.origins.get(range.end.checked_sub(1)?)?.1;
        Some(start..end)
    }
}

/// The character that stands for all that look or mean alike; `None` for one that is not seen.
fn alike(c: char) -> Option<char> {
    Some(match c {
        // Quotation marks and primes, double and single.
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '〟' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '‵' | '`' | '´' => '\'',
        // Hyphens, dashes and the minus sign.
        '‐'..='―' | '−' | '⁃' | '﹘' => '-',
        // Soft hyphen, word joiner, zero-width space, byte order mark: not seen by a reader.
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => return None,
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        let cases = [
            ("issued a\u{A0}joint  statement\n", "issued a joint statement"),
            ("5″ ´a´", "5\" 'a'"),
            ("“other” ‘shocks’", "\"other\" 'shocks'"),
            ("2021–22 — so\u{AD}me", "2021-22 - some"),
            ("Zu\u{308}rich ﬁve", "Zürich five"),
            ("\u{2009}a\u{2003}b\r\n\r\nc ", "a b c"),
            ("Case Stays, so does punctuation.", "Case Stays, so does punctuation."),
        ];
        for (text, expected) in cases {
            assert_eq!(Normal::of(text).text, expected);
        }
    }

    #[test]
    fn the_way_back_covers_whole_characters() {
        let text = "x \u{A0} Zu\u{308}rich";
        let normal = Normal::of(text);
        assert_eq!(normal.text, "x Zürich");
        assert_eq!(normal.origin_of(2..9).map(|range| &text[range]), Some("Zu\u{308}rich"));
        assert_eq!(normal.origin_of(1..2).map(|range| &text[range]), Some(" \u{A0} "));
    }
}
