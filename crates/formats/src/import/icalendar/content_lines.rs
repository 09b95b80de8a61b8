//! The content lines of a calendar: unfolded, split into name, parameters and value, with their spans in the
//! file.

use std::borrow::Cow;
use std::ops::Range;

/// Where a piece of an unfolded line begins: in the line, and in the source text.
type Piece = (usize, usize);

/// Parameters of a property: their names in capital letters, and their words.
type Parameters = Vec<(String, String)>;

/// One property: `NAME;PARAMETER=x:value`.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Its name in capital letters.
    pub name: String,
    /// Its parameters, their names in capital letters.
    pub params: Parameters,
    /// Its value as it is written, unfolded.
    pub value: Cow<'a, str>,
    /// The whole line in the source text, with its continuations and without its line break.
    pub span: Range<usize>,
    /// Where the value begins in the unfolded line.
    value_start: usize,
    pieces: Vec<Piece>,
}

impl Line<'_> {
    /// The first value of a parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Where the value stands in the source text.
    pub fn value_place(&self) -> Range<usize> {
        self.place_in(0..self.value.len())
    }

    /// Where bytes of the value stand in the source text.
    pub fn place_in(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(self.value_start + range.start);
        // The end is where its last byte is, so that a break behind it does not count.
        let end = self.source_of(self.value_start + range.end.max(range.start + 1) - 1) + 1;
        start..end.min(self.span.end).max(start)
    }

    fn source_of(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(index).map_or(self.span.start, |(start, source)| source + at.saturating_sub(*start))
    }
}

/// What stands in a line of a calendar.
#[derive(Clone, Debug)]
pub(super) enum Content<'a> {
    /// A property.
    Property(Line<'a>),
    /// Words that are none, and where they stand.
    Broken(Cow<'a, str>, Range<usize>),
}

/// The lines of a calendar, one after the other. Empty ones are passed over.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn of(text: &'a str) -> Lines<'a> {
        Lines { text, at: 0 }
    }

    /// The next line of the file without its break, and where it begins.
    fn physical(&mut self) -> Option<(&'a str, usize)> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length)?;
        self.at = start + length;
        let behind = rest.get(length..).unwrap_or_default();
        self.at += if behind.starts_with("\r\n") { 2 } else { usize::from(!behind.is_empty()) };
        Some((line, start))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Content<'a>;

    fn next(&mut self) -> Option<Content<'a>> {
        let (first, start) = loop {
            let (line, start) = self.physical()?;
            if !line.trim().is_empty() {
                break (line, start);
            }
        };
        let mut whole = Cow::Borrowed(first);
        let mut pieces = vec![(0, start)];
        let mut end = start + first.len();
        loop {
            // Quoted-printable text of the old vCalendar has its own sign for a line that goes on.
            let is_soft = whole.ends_with('=') && is_quoted_printable(&whole);
            let is_folded = self.text.get(self.at..).is_some_and(|rest| rest.starts_with([' ', '\t']));
            if !is_soft && !is_folded {
                break;
            }
            let Some((line, at)) = self.physical() else { break };
            end = at + line.len();
            if is_soft {
                whole.to_mut().pop();
            }
            let skipped = usize::from(!is_soft);
            pieces.push((whole.len(), at + skipped));
            whole.to_mut().push_str(line.get(skipped..).unwrap_or_default());
        }
        Some(property(whole, pieces, start..end))
    }
}

/// Splits an unfolded line.
fn property<'a>(whole: Cow<'a, str>, pieces: Vec<Piece>, span: Range<usize>) -> Content<'a> {
    let Some((name, params, value_start)) = split(&whole) else {
        return Content::Broken(whole, span);
    };
    let value = match &whole {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(value_start..).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(value_start..).unwrap_or_default().to_owned()),
    };
    Content::Property(Line { name, params, value, span, value_start, pieces })
}

fn is_quoted_printable(line: &str) -> bool {
    let head: String = line.chars().take(120).take_while(|letter| *letter != ':').collect();
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Text whose bytes are written as `=C3=BC`; as it is where that makes no UTF-8.
pub(super) fn quoted_printable_read(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let read = digits.filter(|_| *byte == b'=').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if read.is_some() {
            rest = behind.get(2..).unwrap_or_default();
        }
        bytes.push(read.unwrap_or(*byte));
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Name, parameters, and where the value begins.
fn split(line: &str) -> Option<(String, Parameters, usize)> {
    let name_end = line.find([':', ';'])?;
    let name = line.get(..name_end)?.trim();
    let is_name = |name: &str| {
        !name.is_empty()
            && name.len() <= 80
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    if !is_name(name) {
        return None;
    }
    let mut at = name_end;
    let mut params = Vec::new();
    while line.as_bytes().get(at) == Some(&b';') {
        let rest = line.get(at + 1..)?;
        let end = end_of_param(rest);
        let param = rest.get(..end)?;
        match param.split_once('=') {
            Some((name, value)) => params.push((name.trim().to_ascii_uppercase(), param_words(value))),
            // The old vCalendar leaves the name out.
            None => params.push(("ENCODING".to_owned(), param_words(param))),
        }
        at += 1 + end;
    }
    (line.as_bytes().get(at) == Some(&b':')).then(|| (name.to_ascii_uppercase(), params, at + 1))
}

/// How long a parameter is, up to the semicolon or colon behind it that stands in no quotation marks. An odd
/// mark is taken as a letter.
fn end_of_param(rest: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b';' | b':' if !is_quoted => return at,
            _ => {}
        }
    }
    rest.find([';', ':']).unwrap_or(rest.len())
}

/// The words of a parameter: without quotation marks, and with the marks of RFC 6868 read.
fn param_words(value: &str) -> String {
    let plain = value.trim().replace('"', "");
    if !plain.contains('^') {
        return plain;
    }
    let mut words = String::with_capacity(plain.len());
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        let read = match (letter, letters.peek()) {
            ('^', Some('n')) => Some('\n'),
            ('^', Some('^')) => Some('^'),
            ('^', Some('\'')) => Some('"'),
            _ => None,
        };
        if read.is_some() {
            letters.next();
        }
        words.push(read.unwrap_or(letter));
    }
    words
}

/// Calendars are folded by bytes, and careless programs fold within a character. The bytes with just those
/// folds closed, if that makes them UTF-8.
pub(crate) fn folds_in_characters_closed(bytes: &[u8]) -> Option<Vec<u8>> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !body.get(..15)?.eq_ignore_ascii_case(b"BEGIN:VCALENDAR") {
        return None;
    }
    let mut closed = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let rest = bytes.get(at..).unwrap_or_default();
        let fold = match rest {
            [b'\r', b'\n', b' ' | b'\t', ..] => 3,
            [b'\n', b' ' | b'\t', ..] => 2,
            _ => 0,
        };
        let is_within = fold > 0
            && closed.last().is_some_and(|before: &u8| *before >= 0x80)
            && rest.get(fold).is_some_and(|next| (0x80..0xC0).contains(next));
        if is_within {
            at += fold;
        } else {
            closed.push(byte);
            at += 1;
        }
    }
    (closed.len() < bytes.len() && std::str::from_utf8(&closed).is_ok()).then_some(closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_keep_their_places() {
        let text = "\r\nSUMMARY;LANGUAGE=en;X=\"a:b;c\":Long\r\n  words\n\tend\r\n\r\nnot a property\nUID:7";
        let lines: Vec<_> = Lines::of(text).collect();
        let [Content::Property(summary), Content::Broken(words, span), Content::Property(uid)] =
            lines.as_slice()
        else {
            panic!("{lines:?}")
        };
        assert_eq!(summary.value, "Long wordsend");
        assert_eq!(summary.param("X"), Some("a:b;c"));
        assert_eq!(text.get(summary.place_in(10..13)), Some("end"));
        assert_eq!(text.get(summary.place_in(0..4)), Some("Long"));
        assert_eq!(text.get(span.clone()), Some(words.as_ref()));
        assert_eq!(text.get(uid.value_place()), Some("7"));
    }

    #[test]
    fn a_fold_within_a_character_is_closed_and_others_stay() {
        let mut bytes = b"BEGIN:VCALENDAR\r\nX:a\r\n b\r\nY:Z\xC3".to_vec();
        bytes.extend(b"\r\n \xBCrich");
        let closed = folds_in_characters_closed(&bytes).unwrap();
        assert_eq!(String::from_utf8(closed).unwrap(), "BEGIN:VCALENDAR\r\nX:a\r\n b\r\nY:Zürich");
        assert!(folds_in_characters_closed(b"BEGIN:VCALENDAR\r\nY:Z\xFC").is_none());
    }
}
