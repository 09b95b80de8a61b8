//! One form of a text for comparing quotations: quotation marks, dashes, spaces and Unicode form made alike,
//! case and punctuation left as they are. Every byte of the form knows which bytes of the text it came from.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::origins::{Origin, Origins};

/// A text in its normal form, with the way back. Takes the memory of the form and about three bytes for each
/// change from the text; nothing where the text is its own normal form.
#[derive(Clone, Debug)]
pub(super) struct Normal<'t> {
    /// The text that it was made of.
    text: &'t str,
    form: Cow<'t, str>,
    origins: Origins,
}

impl<'t> Normal<'t> {
    /// Goes through the text once, grapheme by grapheme: a letter and its accents become one character
    /// together, and nothing that is compared reaches across a grapheme.
    pub fn of(text: &'t str) -> Self {
        let mut builder =
            Builder { form: String::with_capacity(text.len()), origins: Origins::new(), space: None };
        let bytes = text.as_bytes();
        let mut unit = String::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            // An ASCII character before another one is a grapheme, but for a line end of two characters.
            let is_alone = byte.is_ascii() && *byte != b'\r' && bytes.get(at + 1).is_none_or(u8::is_ascii);
            if is_alone && (byte.is_ascii_graphic() || byte.is_ascii_whitespace()) {
                let is_space = byte.is_ascii_whitespace();
                builder.add(if is_space { " " } else { text.get(at..=at).unwrap_or_default() }, at..at + 1);
                at += 1;
                continue;
            }
            let Some(grapheme) = text.get(at..).and_then(|rest| rest.graphemes(true).next()) else { break };
            if let [b'!'..=b'~'] = grapheme.as_bytes() {
                builder.add(grapheme, at..at + 1);
                at += 1;
                continue;
            }
            unit.clear();
            // Before NFKC too, which would take a double prime for two single ones.
            for c in grapheme.chars().filter_map(alike).nfkc().filter_map(alike) {
                if c != ' ' || !unit.ends_with(' ') {
                    unit.push(c);
                }
            }
            builder.add(&unit, at..at + grapheme.len());
            at += grapheme.len();
        }
        builder.finish(text)
    }

    /// The normal form. Begins and ends without space.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// The bytes of the text that a stretch of its form came from: whole graphemes. O(log changes).
    pub fn origin_of(&self, range: Range<usize>) -> Option<Range<usize>> {
        let start = self.stretch_of(range.start)?.start;
        let end = self.stretch_of(range.end.checked_sub(1)?)?.end;
        Some(start..end)
    }

    /// The stretch of the text that a byte of the form came from.
    fn stretch_of(&self, byte: usize) -> Option<Range<usize>> {
        match self.origins.of(byte)? {
            Origin::Copied(at) => grapheme_at(self.text, at),
            Origin::Changed(stretch) => Some(stretch),
        }
    }

    /// Bytes of memory that it takes in addition to the text.
    #[cfg(test)]
    fn capacity(&self) -> usize {
        let form = match &self.form {
            Cow::Borrowed(_) => 0,
            Cow::Owned(form) => form.capacity(),
        };
        form + self.origins.capacity()
    }
}

/// The grapheme of a text that holds a byte.
fn grapheme_at(text: &str, byte: usize) -> Option<Range<usize>> {
    let mut start = byte;
    while !text.is_char_boundary(start) {
        start = start.checked_sub(1)?;
    }
    let mut cursor = GraphemeCursor::new(start, text.len(), true);
    if !cursor.is_boundary(text, 0).ok()? {
        start = cursor.prev_boundary(text, 0).ok()??;
    }
    let end = GraphemeCursor::new(start, text.len(), true).next_boundary(text, 0).ok()??;
    Some(start..end)
}

/// A normal form under way.
struct Builder {
    form: String,
    origins: Origins,
    /// Space that is held back until something follows; space at the beginning and at the end is none.
    space: Option<Range<usize>>,
}

impl Builder {
    /// Adds the form of a grapheme. Space at its beginning is one with the space before it.
    fn add(&mut self, unit: &str, origin: Range<usize>) {
        if unit.is_empty() {
            return;
        }
        if unit == " " {
            let start = self.space.as_ref().map_or(origin.start, |space| space.start);
            self.space = Some(start..origin.end);
            return;
        }
        let is_after_space = self.form.is_empty() || self.space.is_some();
        self.flush();
        let body = if is_after_space { unit.trim_start_matches(' ') } else { unit };
        let end = origin.end;
        self.push(body.trim_end_matches(' '), origin);
        if body.ends_with(' ') {
            self.space = Some(end..end);
        }
    }

    /// Writes the space that was held back.
    fn flush(&mut self) {
        if let Some(space) = self.space.take()
            && !self.form.is_empty()
        {
            self.push(" ", space);
        }
    }

    /// Writes a piece of the form that came from a stretch of the text. What stands before that stretch and
    /// was not written is not in the form.
    fn push(&mut self, piece: &str, origin: Range<usize>) {
        let left_out = origin.start.saturating_sub(self.origins.text_end());
        if left_out > 0 {
            self.origins.change(0, left_out);
        }
        self.form.push_str(piece);
        if piece.len() == origin.len() {
            self.origins.copy(piece.len());
        } else {
            self.origins.change(piece.len(), origin.len());
        }
    }

    fn finish(mut self, text: &str) -> Normal<'_> {
        self.origins.shrink_to_fit();
        let form = if self.form == text {
            Cow::Borrowed(text)
        } else {
            self.form.shrink_to_fit();
            Cow::Owned(self.form)
        };
        Normal { text, form, origins: self.origins }
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
    use proptest::prelude::*;

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
            assert_eq!(Normal::of(text).form(), expected);
        }
    }

    #[test]
    fn the_way_back_covers_whole_characters() {
        let text = "x \u{A0} Zu\u{308}rich";
        let normal = Normal::of(text);
        assert_eq!(normal.form(), "x Zürich");
        assert_eq!(normal.origin_of(2..9).map(|range| &text[range]), Some("Zu\u{308}rich"));
        assert_eq!(normal.origin_of(1..2).map(|range| &text[range]), Some(" \u{A0} "));
    }

    /// The definition: the form of each grapheme in turn, runs of space made one, and an origin for every
    /// byte.
    fn defined(text: &str) -> (String, Vec<Range<usize>>) {
        let mut form = String::new();
        let mut origins = Vec::new();
        let mut space: Option<Range<usize>> = None;
        for (at, grapheme) in text.grapheme_indices(true) {
            let origin = at..at + grapheme.len();
            let is_plain = matches!(grapheme.as_bytes(), [b'!'..=b'~']);
            let alike = |c| if is_plain { Some(c) } else { alike(c) };
            let unit: String = grapheme.chars().filter_map(alike).nfkc().filter_map(alike).collect();
            let words: Vec<&str> = unit.split(' ').filter(|word| !word.is_empty()).collect();
            if words.is_empty() {
                if !unit.is_empty() {
                    space = Some(space.map_or(origin.start, |space| space.start)..origin.end);
                }
                continue;
            }
            let mut body = words.join(" ");
            match space.take() {
                Some(space) if !form.is_empty() => {
                    form.push(' ');
                    origins.push(space);
                }
                None if unit.starts_with(' ') && !form.is_empty() => body.insert(0, ' '),
                _ => {}
            }
            form.push_str(&body);
            origins.extend(std::iter::repeat_n(origin.clone(), body.len()));
            if unit.ends_with(' ') {
                space = Some(origin.end..origin.end);
            }
        }
        (form, origins)
    }

    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-c`'\"]{1,6}",
            "[ \n\t]{1,3}",
            Just("\r\n".to_owned()),
            "[“”‘’–—\u{A0}\u{2009}\u{AD}\u{200B}\u{FEFF}]{1,3}",
            "[éﬁ新加坡Ａ㏇豈\u{FDFA}¨\u{1F1E9}\u{1F1EA}한]{1,3}",
            "[aeu\u{301}\u{308}\u{200D}👩कि]{1,4}",
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn form_and_origins_are_those_of_the_definition(text in texts()) {
            let normal = Normal::of(&text);
            let (form, origins) = defined(&text);
            prop_assert_eq!(normal.form(), &form);
            let chars: Vec<Range<usize>> = form.char_indices().map(|(at, c)| at..at + c.len_utf8()).collect();
            for (first, last) in chars.iter().zip(chars.iter().skip(5)).chain(chars.iter().zip(&chars)) {
                let expected = origins[first.start].start..origins[last.end - 1].end;
                prop_assert_eq!(normal.origin_of(first.start..last.end), Some(expected));
            }
        }
    }

    #[test]
    fn a_normal_form_takes_about_the_memory_of_its_text() {
        let line = "The agencies signed three memoranda of understanding, on cyber and on defence";
        // Bytes of memory for every hundred bytes of a text.
        let share = |piece: &str| {
            let text = piece.repeat(20_000);
            Normal::of(&text).capacity() * 100 / text.len()
        };
        for (piece, limit) in [
            // Its own normal form.
            (line.to_owned(), 0),
            // Lines of text, with one end of line and with another, and with an empty line between
            // paragraphs.
            (format!("{line}\n"), 101),
            (format!("{line}\r\n"), 104),
            (format!("{line}\n\n"), 104),
            // Quotation marks and dashes of print.
            (format!("“{line}” – ‘{line}’\n"), 109),
            // Nothing but changes: letters and accents apart, wide letters.
            ("e\u{301}u\u{308}".to_owned(), 180),
            ("Ａ".to_owned(), 150),
        ] {
            let share = share(&piece);
            println!("{share} bytes for each 100 of {piece:?}");
            assert!(share <= limit, "{share} bytes for each 100 of {piece:?}");
        }
    }
}
