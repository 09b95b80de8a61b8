//! Builds the tree of an XML text from the events of `quick-xml`, sound or not, in one pass, and reports what
//! is wrong at its span.
//!
//! After an error in the syntax `quick-xml` stands at the end of the text. Where reading can go on is
//! therefore found here, and the reader begins anew at that offset. No stretch is scanned again for every
//! mistake, so that the time grows with the length of the text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::character_references::{TextKind, repaired, resolve};
use super::element_tree::{Attribute, Entry, Kind, Tree};
use crate::report::diagnostic::Log;

/// More elements and texts than this are not read; a file of a million events has about four million.
const MAX_NODES: usize = 20_000_000;
/// An element with more attributes than this is not read, since they are compared with each other.
pub(super) const MAX_ATTRIBUTES: usize = 256;
/// Elements of HTML that have no content and are often left open.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "wbr", "col"];

/// Why a text gives no tree.
pub(super) enum Fault {
    TooManyAttributes,
    TooManyNodes,
    NoElement,
    /// At this offset stands something that is not in the outermost element.
    Outside(usize),
}

/// An element whose end was not read yet.
struct Open<'t> {
    index: usize,
    /// With its prefix, as the end tag has it.
    name: &'t str,
}

struct Builder<'t, 'l> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// The offset in the text at which the reader began.
    base: usize,
    log: &'l mut Log,
    tree: Tree<'t>,
    open: Vec<Open<'t>>,
    /// How often each name is among the open elements.
    open_names: HashMap<&'t str, usize>,
    /// Whether the last entry is a text that can go on.
    is_in_text: bool,
    /// Whether there may be an end of character data ahead. Searching for it every time would take too long.
    may_end_cdata: bool,
    /// The first offset of something outside of the outermost element.
    outside: Option<usize>,
}

/// Builds the tree of a text.
///
/// # Errors
/// When there is no single element with everything in it, and when the limits are exceeded.
pub(super) fn build<'t>(text: &'t str, log: &mut Log) -> Result<Tree<'t>, Fault> {
    let mut builder = Builder {
        text,
        reader: Reader::from_str(""),
        base: 0,
        log,
        tree: Tree { text, entries: Vec::new(), attributes: Vec::new() },
        open: Vec::new(),
        open_names: HashMap::new(),
        is_in_text: false,
        may_end_cdata: true,
        outside: None,
    };
    builder.go_on_at(0);
    builder.run()?;
    builder.close_at_the_end();
    match (builder.outside, builder.tree.entries.is_empty()) {
        (Some(at), _) => Err(Fault::Outside(at)),
        (None, true) => Err(Fault::NoElement),
        (None, false) => Ok(builder.tree),
    }
}

impl<'t> Builder<'t, '_> {
    fn offset(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn slice(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    fn go_on_at(&mut self, offset: usize) {
        let rest = self.slice(offset..self.text.len());
        // The reader passes over a byte order mark without counting it.
        let rest = rest.trim_start_matches('\u{FEFF}');
        self.base = self.text.len() - rest.len();
        self.reader = Reader::from_str(rest);
        let config = self.reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
    }

    fn report(&mut self, span: Range<usize>, message: String, hint: &str, effect: &str) {
        self.log.push(repaired(self.text, span, message).hint(hint).effect(effect));
    }

    fn run(&mut self) -> Result<(), Fault> {
        while self.offset() < self.text.len() {
            let start = self.offset();
            let rest = self.slice(start..self.text.len());
            if rest.starts_with('<') && !begins_markup(rest, self.may_end_cdata) {
                self.bare_bracket(start);
                continue;
            }
            match self.reader.read_event() {
                Ok(Event::Start(_) | Event::Empty(_)) => self.start_tag(start)?,
                Ok(Event::End(_)) => self.end_tag(start..self.offset()),
                Ok(Event::Text(_) | Event::GeneralRef(_)) => {
                    let span = start..self.offset();
                    let text = resolve(self.text, span.clone(), TextKind::Text, self.log);
                    self.text(span, text);
                }
                Ok(Event::CData(_)) => {
                    let span = start..self.offset();
                    let inner = start + "<![CDATA[".len()..span.end.saturating_sub("]]>".len());
                    let text = resolve(self.text, inner, TextKind::CharacterData, self.log);
                    self.text(span, text);
                }
                Ok(Event::DocType(_)) => self.document_type(start),
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
                Ok(Event::Eof) => break,
                Err(_) => self.recover(start, rest)?,
            }
            if self.tree.entries.len() > MAX_NODES {
                return Err(Fault::TooManyNodes);
            }
        }
        Ok(())
    }

    /// Goes on behind markup that is not sound.
    fn recover(&mut self, start: usize, rest: &'t str) -> Result<(), Fault> {
        if rest.starts_with("<![CDATA[") {
            self.may_end_cdata = false;
            self.bare_bracket(start);
        } else if rest.starts_with("<!") && !rest.starts_with("<!--") {
            self.document_type(start);
            let is_doctype = rest.get(2..3).is_some_and(|letter| letter.eq_ignore_ascii_case("d"));
            let end = if is_doctype { None } else { rest.find('>') };
            self.go_on_at(end.map_or(self.text.len(), |end| start + end + 1));
        } else if rest.starts_with("<!--") || rest.starts_with("<?") {
            self.go_on_at(self.text.len());
        } else {
            return self.start_tag(start);
        }
        Ok(())
    }

    fn document_type(&mut self, start: usize) {
        let message = "A document type with entities of its own is not read".to_owned();
        let effect = "Passed over; its entities stay as they are written";
        let end = (start + "<!DOCTYPE".len()).min(self.text.len());
        self.report(start..end, message, "Take it out", effect);
    }

    /// `<` that begins no tag.
    fn bare_bracket(&mut self, start: usize) {
        self.report(start..start + 1, "This < begins no tag".to_owned(), "Write &lt;", "Read as text");
        self.text(start..start + 1, "<".into());
        self.go_on_at(start + 1);
    }

    fn text(&mut self, span: Range<usize>, text: Cow<'t, str>) {
        if self.open.is_empty() {
            if let Some(at) = text.find(|c: char| !c.is_whitespace()) {
                self.outside.get_or_insert((span.start + at).min(span.end.saturating_sub(1)));
            }
            return;
        }
        if self.is_in_text
            && let Some(last) = self.tree.entries.last_mut()
            && let Kind::Text(before) = &mut last.kind
        {
            before.to_mut().push_str(&text);
            last.span.end = span.end;
            return;
        }
        let next = self.tree.entries.len() + 1;
        self.tree.entries.push(Entry { kind: Kind::Text(text), span, next });
        self.is_in_text = true;
    }

    fn start_tag(&mut self, start: usize) -> Result<(), Fault> {
        let rest = self.slice(start..self.text.len());
        let read = self.slice(start..self.offset());
        // A further `<` in a tag, or a mark that nothing closes, shows that the reader found another end.
        let is_clear = read.ends_with('>') && memchr::memrchr(b'<', read.as_bytes()) == Some(0);
        let length = if is_clear { Some(read.len()) } else { end_of_tag(rest) };
        let Some(length) = length else {
            // The file ends within this tag.
            self.go_on_at(self.text.len());
            return Ok(());
        };
        if length != read.len() {
            self.go_on_at(start + length);
        }
        let content = rest.get(1..length - 1).unwrap_or_default().trim_end();
        let (content, is_closed) = content.strip_suffix('/').map_or((content, false), |rest| (rest, true));
        let name = name_of(content);
        let first = self.tree.attributes.len();
        self.attributes(content, name.len())?;
        let mut is_empty = is_closed;
        if !is_closed && VOID.contains(&name.to_ascii_lowercase().as_str()) {
            let (hint, effect) = (format!("Write <{name}/>"), format!("Read as <{name}/>"));
            self.report(start..start + length, format!("<{name}> is not closed"), &hint, &effect);
            is_empty = true;
        }
        if self.open.is_empty() && !self.tree.entries.is_empty() {
            self.outside.get_or_insert(start);
        }
        let index = self.tree.entries.len();
        let attributes = first..self.tree.attributes.len();
        let kind = Kind::Element { name: local(name), attributes, is_cut: false };
        self.tree.entries.push(Entry { kind, span: start..start + length, next: index + 1 });
        self.is_in_text = false;
        if !is_empty {
            self.open.push(Open { index, name });
            *self.open_names.entry(name).or_default() += 1;
        }
        Ok(())
    }

    /// Reads the attributes of a tag, whose name has so many bytes.
    fn attributes(&mut self, content: &'t str, name_length: usize) -> Result<(), Fault> {
        let start = BytesStart::from_content(content, name_length);
        let mut seen: Vec<&[u8]> = Vec::new();
        for attribute in start.html_attributes().with_checks(false).filter_map(Result::ok) {
            let (Some(key), Some(value)) =
                (self.span_of(attribute.key.as_ref()), self.span_of(&attribute.value))
            else {
                continue;
            };
            let value = if attribute.value.is_empty() {
                value.start.max(key.end)..value.end.max(key.end)
            } else {
                value
            };
            let name = self.slice(key.clone());
            if name_of(name) != name || name.is_empty() {
                continue;
            }
            if seen.contains(&name.as_bytes()) {
                let message = format!("{name} stands in this element twice");
                self.report(key, message, "Remove one of them", "The first one is used");
                continue;
            }
            seen.push(name.as_bytes());
            if seen.len() > MAX_ATTRIBUTES {
                return Err(Fault::TooManyAttributes);
            }
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let text = resolve(self.text, value.clone(), TextKind::Attribute, self.log);
            self.tree.attributes.push(Attribute { name: local(name), value: text, span: value });
        }
        Ok(())
    }

    /// The span of bytes that are a part of the text; of an empty one that is none, the beginning of it.
    fn span_of(&self, part: &[u8]) -> Option<Range<usize>> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        match start.filter(|start| start + part.len() <= self.text.len()) {
            Some(start) => Some(start..start + part.len()),
            None if part.is_empty() => Some(0..0),
            None => None,
        }
    }

    /// Closes an element and those in it that were left open.
    fn end_tag(&mut self, span: Range<usize>) {
        let name = name_of(self.slice(span.start + 2..span.end));
        let is_open = self.open_names.get(name).is_some_and(|count| *count > 0);
        if !is_open {
            return self.report(span, format!("</{name}> closes nothing"), "Take it out", "Passed over");
        }
        self.is_in_text = false;
        while let Some(open) = self.open.pop() {
            if let Some(count) = self.open_names.get_mut(open.name) {
                *count -= 1;
            }
            let is_it = open.name == name;
            let start = self.close(&open, if is_it { span.end } else { span.start }, false);
            if is_it {
                break;
            }
            let open = open.name;
            let effect = format!("Closed before </{name}>");
            let of_name = start..start + 1 + open.len();
            self.report(of_name, format!("<{open}> is not closed"), &format!("Add </{open}>"), &effect);
        }
    }

    /// Ends an element and gives the offset of its beginning.
    fn close(&mut self, open: &Open<'t>, end: usize, is_at_the_end: bool) -> usize {
        let next = self.tree.entries.len();
        let Some(entry) = self.tree.entries.get_mut(open.index) else { return end };
        entry.next = next;
        entry.span.end = end;
        if let Kind::Element { is_cut, .. } = &mut entry.kind {
            *is_cut = is_at_the_end;
        }
        entry.span.start
    }

    fn close_at_the_end(&mut self) {
        let mut is_innermost = true;
        while let Some(open) = self.open.pop() {
            let start = self.close(&open, self.text.len(), true);
            if std::mem::take(&mut is_innermost) {
                let message = format!("The file ends within <{}>", open.name);
                let of_name = start..start + 1 + open.name.len();
                self.report(of_name, message, "Add what is missing", "Read as far as it goes");
            }
        }
    }
}

/// Whether `<` at the beginning of a text begins markup, sound or not.
fn begins_markup(rest: &str, may_end_cdata: bool) -> bool {
    let body = rest.get(1..).unwrap_or_default();
    if let Some(body) = body.strip_prefix('/') {
        let end = memchr::memchr2(b'<', b'>', body.as_bytes());
        let is_closed = end.is_some_and(|end| body.as_bytes().get(end) == Some(&b'>'));
        return is_closed && !name_of(body).is_empty();
    }
    match body.bytes().next() {
        Some(b'!') => may_end_cdata || !body.starts_with("![CDATA["),
        Some(b'?') => true,
        _ => !name_of(body).is_empty(),
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The name at the beginning of a text, as far as the characters of names go.
fn name_of(text: &str) -> &str {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'));
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.')));
    if starts { text.get(..end.unwrap_or(text.len())).unwrap_or_default() } else { "" }
}

/// How long a start tag is with its `>`, which does not count within quotation marks. `None` where another
/// tag begins or the text ends first.
fn end_of_tag(text: &str) -> Option<usize> {
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
