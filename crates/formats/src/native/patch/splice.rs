//! Changes of a text: stretches that are replaced, and entries of lists and objects that come and go with
//! their commas, in the layout that stands around them.

use std::ops::Range;

use super::super::pretty_json::{Json, quoted};
use crate::syntax::json::Raw;

/// Spaces by which an entry stands further in than what it stands in.
const INDENT: usize = 2;

/// The stretches of a text that are replaced, and by what.
#[derive(Debug)]
pub(super) struct Splices<'t> {
    /// The text, with spaces in the place of comments: commas are looked for there.
    plain: &'t str,
    /// The text as it is: space is looked for there.
    text: &'t str,
    line_break: &'static str,
    list: Vec<(Range<usize>, String)>,
}

impl<'t> Splices<'t> {
    /// Nothing replaced yet in a text, of which `plain` has spaces in the place of comments.
    pub fn new(text: &'t str, plain: &'t str) -> Self {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Splices { plain, text, line_break, list: Vec::new() }
    }

    /// Replaces a value.
    pub fn put(&mut self, raw: Raw<'_>, value: &Json) {
        let line = self.line_before(raw.at);
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let value = self.printed(value, indent, line.len() - indent);
        self.list.push((raw.range(), value));
    }

    /// Takes elements out of a list and adds some at its end.
    pub fn list(&mut self, list: Raw<'_>, spans: Vec<Range<usize>>, gone: Vec<bool>, added: Vec<Json>) {
        let end = spans.len();
        self.list_at(list, spans, gone, (end, added));
    }

    /// Takes elements out of a list and adds some before one of the others.
    pub fn list_at(
        &mut self,
        list: Raw<'_>,
        spans: Vec<Range<usize>>,
        gone: Vec<bool>,
        added: (usize, Vec<Json>),
    ) {
        let (at, added) = added;
        let added = added.into_iter().map(|value| (None, value)).collect();
        self.entries(list, &spans, &gone, (at, added));
    }

    /// Takes members out of an object and adds some before one of the others, or at its end.
    pub fn object(
        &mut self,
        object: Raw<'_>,
        spans: Vec<Range<usize>>,
        gone: Vec<bool>,
        added: (Option<usize>, Vec<(String, Json)>),
    ) {
        let (at, added) = added;
        let added = added.into_iter().map(|(name, value)| (Some(name), value)).collect();
        self.entries(object, &spans, &gone, (at.unwrap_or(spans.len()), added));
    }

    fn entries(
        &mut self,
        holder: Raw<'_>,
        spans: &[Range<usize>],
        gone: &[bool],
        added: (usize, Vec<(Option<String>, Json)>),
    ) {
        let (at, added) = added;
        let is_gone = |index: usize| gone.get(index).copied().unwrap_or_default();
        self.remove(holder, spans, gone);
        if added.is_empty() {
            return;
        }
        // The last entry before the place that stays, else the first one behind it.
        let before = (0..at.min(spans.len())).rev().find(|index| !is_gone(*index));
        let behind = (at..spans.len()).find(|index| !is_gone(*index));
        let model = before.or(behind).or(if spans.is_empty() { None } else { Some(0) });
        let (separator, indent) = match model.and_then(|index| spans.get(index)) {
            Some(span) => self.layout_of(span.start),
            None => {
                let line = self.line_before(holder.at);
                let indent = line.len() - line.trim_start_matches([' ', '\t']).len() + INDENT;
                (format!("{}{}", self.line_break, " ".repeat(indent)), indent)
            }
        };
        let entries: Vec<String> =
            added.iter().map(|(name, value)| self.entry(name.as_deref(), value, indent)).collect();
        let joined = entries.join(&format!(",{separator}"));
        match (before.and_then(|index| spans.get(index)), behind.and_then(|index| spans.get(index))) {
            (Some(span), _) => self.list.push((span.end..span.end, format!(",{separator}{joined}"))),
            (None, Some(span)) => self.list.push((span.start..span.start, format!("{joined},{separator}"))),
            (None, None) => {
                let inside = holder.at + 1;
                let is_empty = spans.is_empty();
                let closing = format!("{}{}", self.line_break, " ".repeat(indent.saturating_sub(INDENT)));
                let closing = if is_empty { closing.as_str() } else { "" };
                let words = format!("{separator}{joined}{closing}");
                let stretch = if is_empty { inside..holder.end() - 1 } else { inside..inside };
                // A comment in brackets that are empty otherwise stays before what is added.
                let kept = self.text.get(stretch.clone()).unwrap_or_default();
                let stretch =
                    if kept.trim().is_empty() && kept.len() <= 1 { stretch } else { inside..inside };
                self.list.push((stretch, words));
            }
        }
    }

    fn entry(&self, name: Option<&str>, value: &Json, indent: usize) -> String {
        let name = name.map(|name| format!("{}: ", quoted(name))).unwrap_or_default();
        let value = self.printed(value, indent, name.len());
        format!("{name}{value}")
    }

    fn printed(&self, value: &Json, indent: usize, used: usize) -> String {
        let printed = value.print_at(indent, used);
        if self.line_break == "\n" { printed } else { printed.replace('\n', self.line_break) }
    }

    /// What stands in the line before a place.
    fn line_before(&self, at: usize) -> &'t str {
        let before = self.text.get(..at).unwrap_or_default();
        before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default()
    }

    /// What separates an entry from the one before it, but for the comma, and how far in it stands.
    fn layout_of(&self, start: usize) -> (String, usize) {
        let line = self.line_before(start);
        let space = line.len() - line.trim_start_matches([' ', '\t']).len();
        if space == line.len() && line.len() < start {
            (format!("{}{line}", self.line_break), space)
        } else {
            (" ".to_owned(), space)
        }
    }

    /// Takes entries out with the commas that they leave behind.
    fn remove(&mut self, holder: Raw<'_>, spans: &[Range<usize>], gone: &[bool]) {
        let is_gone = |index: usize| gone.get(index).copied().unwrap_or_default();
        let last_kept = (0..spans.len()).rev().find(|index| !is_gone(*index));
        for (index, span) in spans.iter().enumerate().filter(|(index, _)| is_gone(*index)) {
            let next = spans.get(index + 1).map_or(holder.end() - 1, |next| next.start);
            let comma = self.comma_between(span.end, next);
            let end = comma.map_or(span.end, |comma| comma + 1);
            let stretch = self.with_its_lines(span.start..end);
            self.list.push((stretch, String::new()));
        }
        // Where all behind an entry go, its own comma goes too.
        let Some(last) = last_kept.and_then(|index| Some((spans.get(index)?, spans.get(index + 1)?))) else {
            return;
        };
        if let Some(comma) = self.comma_between(last.0.end, last.1.start) {
            let behind = self.text.get(comma + 1..last.1.start).unwrap_or_default();
            let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
            // Space between a comma and a comment or a line's end is left.
            let end = if space == behind.len() { comma + 1 + space } else { comma + 1 };
            self.list.push((comma..end, String::new()));
        }
    }

    fn comma_between(&self, from: usize, to: usize) -> Option<usize> {
        self.plain.get(from..to)?.find(',').map(|at| from + at)
    }

    /// A stretch with the whole of its lines, where nothing else stands in them; else with the space behind
    /// it.
    fn with_its_lines(&self, stretch: Range<usize>) -> Range<usize> {
        let line = self.line_before(stretch.start);
        let behind = self.text.get(stretch.end..).unwrap_or_default();
        let space = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
        let ends_line = behind.get(space..).is_some_and(|rest| rest.starts_with('\n'));
        if line.trim().is_empty() && ends_line && line.len() < stretch.start {
            return stretch.start - line.len()..stretch.end + space + 1;
        }
        let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        stretch.start..stretch.end + if ends_line { 0 } else { space }
    }

    /// The text with all that was collected.
    pub fn applied(mut self) -> String {
        let original = self.text;
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let room: usize = self.list.iter().map(|(_, words)| words.len()).sum();
        let mut text = String::with_capacity(original.len() + room);
        let mut at = 0;
        for (range, words) in &self.list {
            text.push_str(original.get(at..range.start).unwrap_or_default());
            text.push_str(words);
            at = at.max(range.end);
        }
        text.push_str(original.get(at..).unwrap_or_default());
        text
    }
}
