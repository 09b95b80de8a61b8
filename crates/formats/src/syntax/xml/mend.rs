//! Makes sound XML of what people and programs write instead, in one pass, and reports each place.

use std::collections::HashMap;
use std::ops::Range;

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// Elements of HTML that have no content and are often left open.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "wbr", "col"];
/// Longest name of a character reference.
const LONGEST_REFERENCE: usize = 32;

/// A mended text and where its stretches come from.
pub(super) struct Mended {
    pub text: String,
    /// How much of the text was made from the file; what is behind it closes elements that the file leaves
    /// open.
    pub end: usize,
    /// Where a stretch begins in the text and in the original. Sorted.
    stretches: Vec<(usize, usize)>,
    original_len: usize,
}

impl Mended {
    /// The bytes of the original that a stretch of the text was made from.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.original(range.start);
        start..self.original(range.end.max(range.start)).max(start)
    }

    fn original(&self, at: usize) -> usize {
        let index = self.stretches.partition_point(|(text, _)| *text <= at).saturating_sub(1);
        let (text, original) = self.stretches.get(index).copied().unwrap_or_default();
        let limit = self.stretches.get(index + 1).map_or(self.original_len, |(_, next)| *next);
        (original + at.saturating_sub(text)).min(limit)
    }
}

/// Mends a text.
pub(super) fn mended(text: &str, log: &mut Log) -> Mended {
    let mut mender = Mender {
        text,
        at: 0,
        log,
        open: Vec::new(),
        count: HashMap::new(),
        has_cdata_end: true,
        mended: Mended {
            text: String::with_capacity(text.len() + 64),
            end: 0,
            stretches: vec![(0, 0)],
            original_len: text.len(),
        },
    };
    mender.run();
    mender.mended
}

struct Mender<'t, 'l> {
    text: &'t str,
    at: usize,
    log: &'l mut Log,
    /// The elements that are open, each with its place.
    open: Vec<(&'t str, usize)>,
    /// How often each name is among them.
    count: HashMap<&'t str, usize>,
    /// Whether the last stretch of character data had an end.
    has_cdata_end: bool,
    mended: Mended,
}

impl<'t> Mender<'t, '_> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn report(&mut self, range: Range<usize>, message: String, hint: &str, effect: &str) {
        let found = self.text.get(range.clone()).unwrap_or_default();
        let mut finding =
            Diagnostic::new(Severity::Warning, range, &Path::Root, message).hint(hint).effect(effect);
        if !found.is_empty() {
            finding = finding.found(found);
        }
        finding.is_repaired = true;
        self.log.push(finding);
    }

    /// Takes over so many bytes as they are.
    fn copy(&mut self, length: usize) {
        let stretch = self.rest().get(..length).unwrap_or_default();
        self.mended.text.push_str(stretch);
        self.at += stretch.len().max(1);
    }

    /// Writes something instead of so many bytes.
    fn replace(&mut self, length: usize, text: &str) {
        self.mended.stretches.push((self.mended.text.len(), self.at));
        self.mended.text.push_str(text);
        self.at += length.max(1);
        self.mended.stretches.push((self.mended.text.len(), self.at));
    }

    fn run(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'<' => self.markup(),
                b'&' => self.reference(),
                _ if is_control(byte) => self.control(),
                _ => {
                    let rest = self.rest().as_bytes();
                    let length =
                        rest.iter().position(|byte| matches!(byte, b'<' | b'&') || is_control(*byte));
                    self.copy(length.unwrap_or(rest.len()));
                }
            }
        }
        self.mended.end = self.mended.text.len();
        if let Some((name, at)) = self.open.last().copied() {
            let message = format!("The file ends within <{name}>");
            self.report(at..at + 1 + name.len(), message, "Add what is missing", "Read as far as it goes");
        }
        self.at = self.text.len();
        while let Some((name, _)) = self.open.pop() {
            self.mended.text.push_str(&format!("</{name}>"));
        }
    }

    fn markup(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            let length = rest.get(4..).and_then(|body| body.find("-->")).map_or(rest.len(), |end| end + 7);
            return self.replace(length, "");
        }
        if rest.starts_with("<![CDATA[") {
            // Where one has no end, none behind it has; looking again each time would take for ever.
            let end = if self.has_cdata_end { rest.find("]]>") } else { None };
            self.has_cdata_end = end.is_some();
            return match end {
                Some(end) => self.copy(end + 3),
                None => self.bare_bracket(),
            };
        }
        if rest.starts_with("<?") {
            let length = rest.find("?>").map_or(rest.len(), |end| end + 2);
            return self.replace(length, "");
        }
        if rest.starts_with("<!") {
            return self.document_type();
        }
        if let Some(body) = rest.strip_prefix("</") {
            let name = name_of(body);
            return match body.find(['<', '>']) {
                Some(end)
                    if !name.is_empty() && body.get(end..).is_some_and(|rest| rest.starts_with('>')) =>
                {
                    self.end_tag(name, end + 3)
                }
                _ => self.bare_bracket(),
            };
        }
        let name = name_of(rest.get(1..).unwrap_or_default());
        match (name.is_empty(), end_of_tag(rest)) {
            (false, Some(end)) => self.start_tag(name, end),
            (false, None) if self.open.is_empty() => self.at = self.text.len(),
            (false, None) => {
                // The file ends within this tag.
                self.replace(rest.len(), "");
            }
            _ => self.bare_bracket(),
        }
    }

    fn document_type(&mut self) {
        let rest = self.rest();
        let close = match rest.find('>') {
            Some(end) if rest.get(..end).is_some_and(|head| head.contains('[')) => {
                rest.find(']').and_then(|at| rest.get(at..)?.find('>').map(|end| at + end + 1))
            }
            end => end.map(|end| end + 1),
        };
        let length = close.unwrap_or(rest.len());
        let message = "A document type with entities of its own is not read".to_owned();
        let effect = "Passed over; its entities stay as they are written";
        self.report(self.at..self.at + length.min(9), message, "Take it out", effect);
        self.replace(length, "");
    }

    /// `<` that begins no tag.
    fn bare_bracket(&mut self) {
        self.report(self.at..self.at + 1, "This < begins no tag".to_owned(), "Write &lt;", "Read as text");
        self.replace(1, "&lt;");
    }

    fn control(&mut self) {
        let message = "A control character is not allowed in XML".to_owned();
        self.report(self.at..self.at + 1, message, "Take it out", "Read as a space");
        self.replace(1, " ");
    }

    fn reference(&mut self) {
        let (length, text) = self.reference_at(self.at);
        match text {
            None => self.copy(length),
            Some(text) => self.replace(length, &text),
        }
    }

    /// How long a reference is, and what to write instead where it is none of XML.
    fn reference_at(&mut self, at: usize) -> (usize, Option<String>) {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        let end = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
        let name = end.and_then(|end| rest.get(..end)).unwrap_or_default();
        let length = name.len() + 2;
        if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || is_numeric(name) {
            return (length, None);
        }
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let words = crate::import::plain_from_html(&format!("x&{name};x"));
            let character = words.strip_prefix('x').and_then(|words| words.strip_suffix('x'));
            if let Some(character) = character.filter(|words| words.chars().count() == 1) {
                let message = format!("&{name}; is a name of HTML and not of XML");
                let (hint, effect) = match character {
                    " " => ("Write &#160;".to_owned(), "Read as a space".to_owned()),
                    _ => (format!("Write {character}"), format!("Read as {character}")),
                };
                self.report(at..at + length, message, &hint, &effect);
                return (length, Some(character.to_owned()));
            }
        }
        self.report(
            at..at + 1,
            "This & begins no character reference".to_owned(),
            "Write &amp;",
            "Read as &",
        );
        (1, Some("&amp;".to_owned()))
    }

    /// Closes an element and those in it that were left open.
    fn end_tag(&mut self, name: &'t str, length: usize) {
        if self.count.get(name).copied().unwrap_or(0) == 0 {
            let message = format!("</{name}> closes nothing");
            self.report(self.at..self.at + length, message, "Take it out", "Passed over");
            return self.replace(length, "");
        }
        while let Some((open, at)) = self.open.pop() {
            if let Some(count) = self.count.get_mut(open) {
                *count -= 1;
            }
            if open == name {
                break;
            }
            let message = format!("<{open}> is not closed");
            let effect = format!("Closed before </{name}>");
            self.report(at..at + 1 + open.len(), message, &format!("Add </{open}>"), &effect);
            self.mended.stretches.push((self.mended.text.len(), self.at));
            self.mended.text.push_str(&format!("</{open}>"));
            self.mended.stretches.push((self.mended.text.len(), self.at));
        }
        self.replace(length, &format!("</{name}>"));
    }

    /// Writes a start tag with sound attributes; `length` is up to and with its `>`.
    fn start_tag(&mut self, name: &'t str, length: usize) {
        let end = self.at + length;
        self.copy(1 + name.len());
        let mut seen: Vec<&str> = Vec::new();
        let mut is_empty = false;
        while self.at < end {
            match self.rest().as_bytes().first().copied() {
                Some(b'>') => break,
                Some(b'/') => {
                    is_empty = true;
                    self.replace(1, "");
                }
                Some(byte) if byte.is_ascii_whitespace() => self.copy(1),
                _ => {
                    let attribute = name_of(self.rest());
                    if attribute.is_empty() {
                        let length = self.rest().chars().next().map_or(1, char::len_utf8);
                        self.replace(length, "");
                        continue;
                    }
                    let is_new = !seen.contains(&attribute);
                    if !is_new {
                        let message = format!("{attribute} stands in this element twice");
                        let words = ("Remove one of them", "The first one is used");
                        self.report(self.at..self.at + attribute.len(), message, words.0, words.1);
                    } else if seen.len() < 64 {
                        seen.push(attribute);
                    }
                    self.attribute(attribute, end, is_new);
                }
            }
        }
        self.at = end - 1;
        if !is_empty && VOID.contains(&name.to_ascii_lowercase().as_str()) {
            let words = (format!("Write <{name}/>"), format!("Read as <{name}/>"));
            self.report(end - length..end, format!("<{name}> is not closed"), &words.0, &words.1);
            is_empty = true;
        }
        if is_empty {
            self.replace(1, "/>");
        } else {
            self.copy(1);
            self.open.push((name, end - length));
            *self.count.entry(name).or_default() += 1;
        }
    }

    /// An attribute with its value in quotation marks; nothing is written of one that is not new.
    fn attribute(&mut self, name: &str, end: usize, is_new: bool) {
        let kept = self.mended.text.len();
        let stretches = self.mended.stretches.len();
        if !self.mended.text.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.mended.text.push(' ');
            self.mended.stretches.push((self.mended.text.len(), self.at));
        }
        self.copy(name.len());
        let space = self.rest().len() - self.rest().trim_start().len();
        let is_valued = self.rest().trim_start().starts_with('=');
        if !is_valued {
            self.mended.text.push_str("=\"\"");
            self.mended.stretches.push((self.mended.text.len(), self.at));
        } else {
            self.replace(space + 1, "=");
            self.at += self.rest().len() - self.rest().trim_start().len();
            self.value(end);
        }
        if !is_new {
            self.mended.text.truncate(kept);
            self.mended.stretches.truncate(stretches);
            self.mended.stretches.push((kept, self.at));
        }
    }

    fn value(&mut self, end: usize) {
        let mark = self.rest().bytes().next().filter(|byte| matches!(byte, b'"' | b'\''));
        let quote = mark.map_or('"', char::from);
        self.mended.stretches.push((self.mended.text.len(), self.at));
        self.mended.text.push(quote);
        self.at += usize::from(mark.is_some());
        self.mended.stretches.push((self.mended.text.len(), self.at));
        while self.at < end {
            let Some(byte) = self.text.as_bytes().get(self.at).copied() else { break };
            match byte {
                _ if mark == Some(byte) => {
                    self.at += 1;
                    break;
                }
                b'>' if mark.is_none() => break,
                _ if mark.is_none() && byte.is_ascii_whitespace() => break,
                b'<' => self.replace(1, "&lt;"),
                b'&' => self.reference(),
                b'"' if mark.is_none() => self.replace(1, "&quot;"),
                _ if is_control(byte) => self.control(),
                _ => {
                    let length = self.rest().chars().next().map_or(1, char::len_utf8);
                    self.copy(length);
                }
            }
        }
        self.mended.text.push(quote);
        self.mended.stretches.push((self.mended.text.len(), self.at));
    }
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

fn is_numeric(name: &str) -> bool {
    let Some(digits) = name.strip_prefix('#') else { return false };
    let code = match digits.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    let is_allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r') || c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    code.ok().and_then(char::from_u32).is_some_and(is_allowed)
}

/// The name at the beginning of a text, as far as letters, digits and the signs of names go.
fn name_of(text: &str) -> &str {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'));
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.')));
    if starts { text.get(..end.unwrap_or(text.len())).unwrap_or_default() } else { "" }
}

/// How long a start tag is with its `>`, which does not count within quotation marks. `None` where another
/// tag begins or the text ends first.
pub(super) fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}
