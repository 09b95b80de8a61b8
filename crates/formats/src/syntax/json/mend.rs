//! Splits text that is not sound JSON: finds the values of one level by brackets, quotation marks and line
//! ends, reports each slip, and goes on behind it.
//!
//! What hand-written files have: a comma too few or too many, a bracket or a quotation mark that
//! is not closed, stray words, an end in the middle. The rules that matter: a text without an end stops at
//! its line if the next line looks like JSON again; a `{` where a name should stand closes the object before
//! it, so that a record that is not closed does not swallow the next one.

use std::borrow::Cow;
use std::ops::Range;

use super::raw::{Member, Raw};
use super::string_literal;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// Most slips of one level that are reported; garbage would give one a byte.
const SLIPS_LIMIT: usize = 20;

/// The members of an object that is not sound.
pub(super) fn members<'a>(raw: Raw<'a>, log: &mut Log, path: &Path<'_>) -> Vec<Member<'a>> {
    let mut mender = Mender::new(raw, log, path);
    mender.at = 1;
    let mut list = Vec::new();
    loop {
        mender.skip_between(list.is_empty(), b'}');
        match mender.peek() {
            None => {
                mender.unclosed("object", '}');
                return list;
            }
            Some(b'}') => {
                mender.at += 1;
                mender.trailing();
                return list;
            }
            Some(_) => list.extend(mender.member()),
        }
    }
}

/// The elements of a list that is not sound.
pub(super) fn elements<'a>(raw: Raw<'a>, log: &mut Log, path: &Path<'_>) -> Vec<Raw<'a>> {
    let mut mender = Mender::new(raw, log, path);
    mender.at = 1;
    let mut list = Vec::new();
    loop {
        mender.skip_between(list.is_empty(), b']');
        match mender.peek() {
            None => {
                mender.unclosed("list", ']');
                return list;
            }
            Some(b']') => {
                mender.at += 1;
                mender.trailing();
                return list;
            }
            Some(_) => list.extend(mender.element()),
        }
    }
}

/// The values of a text that holds one after the other, with or without commas.
pub(super) fn sequence<'a>(raw: Raw<'a>, log: &mut Log, path: &Path<'_>) -> Vec<Raw<'a>> {
    let mut mender = Mender::new(raw, log, path);
    let mut list = Vec::new();
    loop {
        mender.skip_blank();
        match mender.peek() {
            None => return list,
            Some(b',') => mender.at += 1,
            Some(_) => list.extend(mender.element()),
        }
    }
}

/// Whether the brackets that a value opens are closed in it.
pub(super) fn is_closed(raw: Raw<'_>) -> bool {
    let mut log = Log::default();
    let mut mender = Mender::new(raw, &mut log, &Path::Root);
    let end = mender.end_of_value(0);
    end == raw.text.len() && !mender.previous_is_open
}

struct Mender<'a, 'l> {
    raw: Raw<'a>,
    bytes: &'a [u8],
    /// Place in `raw.text`.
    at: usize,
    slips: usize,
    log: &'l mut Log,
    path: &'l Path<'l>,
    /// Whether the value before ended without its own bracket; the comma is then not missed.
    previous_is_open: bool,
}

impl<'a, 'l> Mender<'a, 'l> {
    fn new(raw: Raw<'a>, log: &'l mut Log, path: &'l Path<'l>) -> Self {
        let bytes = raw.text.as_bytes();
        log.has_mended = true;
        Mender { raw, bytes, at: 0, slips: 0, log, path, previous_is_open: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn slip(&mut self, severity: Severity, range: Range<usize>, message: &str, hint: &str) {
        self.slips += 1;
        if self.slips > SLIPS_LIMIT {
            return;
        }
        let range = self.raw.at + range.start..self.raw.at + range.end.max(range.start + 1);
        self.log.push(Diagnostic::new(severity, range, self.path, message).hint(hint));
    }

    fn unclosed(&mut self, what: &str, bracket: char) {
        let end = self.bytes.len();
        let place = self.raw.at + end;
        if self.log.unclosed_at.replace(place) == Some(place) {
            return;
        }
        let message = match self.path {
            Path::Root => format!("The file ends before its {what} is closed"),
            _ => format!("The {what} is not closed"),
        };
        self.slip(Severity::Error, end.saturating_sub(1)..end, &message, &format!("Add {bracket}"));
    }

    /// What stands behind the closing bracket of this level.
    fn trailing(&mut self) {
        self.skip_blank();
        if self.at < self.bytes.len() {
            let message = "There is more text behind the end";
            self.slip(Severity::Error, self.at..self.at + 1, message, "Remove what stands here");
            self.at = self.bytes.len();
        }
    }

    /// Skips space and comments.
    fn skip_blank(&mut self) {
        loop {
            match self.bytes.get(self.at..).unwrap_or_default() {
                [b' ' | b'\t' | b'\r' | b'\n', ..] => self.at += 1,
                [b'/', b'/', ..] => self.skip_comment("\n"),
                [b'/', b'*', ..] => self.skip_comment("*/"),
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self, end: &str) {
        let start = self.at;
        let rest = self.raw.text.get(start + 2..).unwrap_or_default();
        self.at = rest.find(end).map_or(self.bytes.len(), |at| start + 2 + at + end.len());
    }

    /// Skips what stands between two members or elements: space, and exactly one comma unless this is the
    /// first or the last.
    fn skip_between(&mut self, is_first: bool, closing: u8) {
        self.skip_blank();
        let start = self.at;
        let mut commas = 0;
        while self.peek() == Some(b',') {
            commas += 1;
            self.at += 1;
            self.skip_blank();
        }
        let next = self.peek();
        let is_last = next.is_none() || next == Some(closing);
        let wanted = usize::from(!is_first && !is_last);
        let is_stray_bracket = matches!(next, Some(b']' | b'}')) && !is_last;
        // Where the file was cut, a comma before the cut is no mistake of its own.
        let allowed = if next.is_none() { 1 } else { wanted };
        if commas > allowed {
            self.slip(Severity::Warning, start..start + 1, "A comma too many", "Remove it");
        } else if commas < wanted && !self.previous_is_open && !is_stray_bracket {
            self.slip(Severity::Error, start..start + 1, "A comma is missing", "Add \",\" before this");
        }
        self.previous_is_open = false;
    }

    /// One member; `None` when nothing there can be used, which was then skipped.
    fn member(&mut self) -> Option<Member<'a>> {
        let start = self.at;
        let (name, name_range) = match self.peek()? {
            b'"' => {
                self.at = self.end_of_text(start);
                let raw = self.slice(start..self.at);
                (string_literal::text_of(raw, self.log, self.path), raw.range())
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$' => {
                while self
                    .peek()
                    .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'-'))
                {
                    self.at += 1;
                }
                let raw = self.slice(start..self.at);
                (Cow::Borrowed(raw.text), raw.range())
            }
            _ => {
                self.at = self.end_of_value(start).max(start + 1);
                self.stray(start);
                return None;
            }
        };
        let after_name = self.at;
        self.skip_blank();
        let is_quoted = self.bytes.get(start) == Some(&b'"');
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(b',' | b'}') | None if is_quoted => {
                self.slip(Severity::Error, start..after_name, "A value is missing after this name", "Add it");
                return None;
            }
            _ if is_quoted => {
                let message = "A colon is missing after this name";
                self.slip(Severity::Error, start..after_name, message, "Add \":\"");
            }
            _ => {
                self.at = after_name;
                self.stray(start);
                return None;
            }
        }
        if !is_quoted {
            let message = "A name needs quotation marks";
            self.slip(Severity::Error, start..after_name, message, "Write it as \"name\"");
        }
        self.skip_blank();
        let end = self.end_of_value(self.at);
        let value = self.slice(self.at..end);
        if value.text.is_empty() {
            self.slip(Severity::Error, start..after_name, "A value is missing after this name", "Add it");
            if matches!(self.peek(), Some(b']' | b':')) {
                self.at += 1;
            }
            return None;
        }
        self.at += value.text.len();
        Some(Member { name, name_range, value })
    }

    /// One element; `None` when a bracket stands there that closes nothing.
    fn element(&mut self) -> Option<Raw<'a>> {
        let start = self.at;
        let end = self.end_of_value(start);
        let value = self.slice(start..end);
        if value.text.is_empty() {
            self.at += 1;
            self.stray(start);
            return None;
        }
        self.at += value.text.len();
        let is_json = value.kind() != super::Kind::Broken;
        if !is_json {
            self.stray(start);
            return None;
        }
        Some(value)
    }

    fn stray(&mut self, start: usize) {
        self.slip(Severity::Error, start..self.at, "This is not JSON. Skipped", "Remove it");
        self.previous_is_open = true;
    }

    fn slice(&self, local: Range<usize>) -> Raw<'a> {
        // A place inside a character can only come from stray bytes; such a slice reads as empty.
        Raw { text: self.raw.text.get(local.clone()).unwrap_or_default(), at: self.raw.at + local.start }
    }

    /// The end of the value that begins at `start`: behind its closing bracket or quotation mark, else
    /// before what cannot belong to it.
    fn end_of_value(&mut self, start: usize) -> usize {
        match self.bytes.get(start) {
            Some(b'"') => {
                let end = self.end_of_text(start);
                let is_closed = end > start + 1 && self.bytes.get(end - 1) == Some(&b'"');
                // Its comma is then taken for a part of it.
                self.previous_is_open |= !is_closed;
                end
            }
            Some(b'{' | b'[') => self.end_of_brackets(start),
            Some(_) => self.end_of_word(start),
            None => start,
        }
    }

    /// The end of a number, a word or stray text.
    fn end_of_word(&self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let is_end =
            |byte: &u8| matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'"' | b':') || *byte <= b' ';
        start + rest.iter().position(is_end).unwrap_or(rest.len())
    }

    /// The end of an object or list. Goes through it once, without recursion.
    fn end_of_brackets(&mut self, start: usize) -> usize {
        let indent = self.indentation(start);
        let mut open: Vec<u8> = Vec::new();
        let mut at = start;
        // The last byte that is neither space nor comma, and the end of it.
        let mut last = (b':', start);
        while let Some(byte) = self.bytes.get(at).copied() {
            let mut next = at + 1;
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                    at = next;
                    continue;
                }
                b'"' => next = self.end_of_text(at),
                b'/' if matches!(self.bytes.get(at + 1), Some(b'/' | b'*')) => {
                    at = self.end_of_comment(at);
                    continue;
                }
                b'{' if last.0 != b':' && self.begins_a_sibling(at, indent, open.last()) => {
                    self.previous_is_open = true;
                    return last.1;
                }
                b'{' if open.last() == Some(&b'{') && last.0 != b':' && last.0 != b'{' => {
                    while open.last() == Some(&b'{') {
                        open.pop();
                    }
                    if open.is_empty() {
                        self.previous_is_open = true;
                        return last.1;
                    }
                    open.push(byte);
                }
                b'{' | b'[' => open.push(byte),
                b'}' | b']' => {
                    let opening = if byte == b'}' { b'{' } else { b'[' };
                    let Some(depth) = open.iter().rposition(|bracket| *bracket == opening) else {
                        // It closes something further out.
                        self.previous_is_open = true;
                        return last.1;
                    };
                    open.truncate(depth);
                    if open.is_empty() {
                        return next;
                    }
                }
                _ => {}
            }
            last = (byte, next);
            at = next;
        }
        self.previous_is_open = true;
        last.1
    }

    /// The space before what stands first in its line; `None` when it does not.
    fn indentation(&self, at: usize) -> Option<usize> {
        let before = self.bytes.get(..at)?;
        let space = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        before.get(..at - space)?.ends_with(b"\n").then_some(space)
    }

    /// Whether the object at `at` stands in its line as the value that is being read does, and so next to it
    /// rather than in it. Where nothing is indented, lists tell nothing.
    fn begins_a_sibling(&self, at: usize, indent: Option<usize>, open: Option<&u8>) -> bool {
        let (Some(indent), Some(innermost)) = (indent, open) else { return false };
        (indent > 0 || *innermost == b'{') && self.indentation(at).is_some_and(|own| own <= indent)
    }

    fn end_of_comment(&self, start: usize) -> usize {
        let end = if self.bytes.get(start + 1) == Some(&b'*') { "*/" } else { "\n" };
        let rest = self.raw.text.get(start + 2..).unwrap_or_default();
        rest.find(end).map_or(self.bytes.len(), |at| start + 2 + at + end.len())
    }

    /// The end of a text, behind its closing quotation mark; at the end of its line when it has none and
    /// the next line looks like JSON.
    fn end_of_text(&self, start: usize) -> usize {
        let mut at = start + 1;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at += 1,
                b'\n' if self.line_looks_like_json(at + 1) => return at,
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    fn line_looks_like_json(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
        match line {
            [b'{' | b'}' | b'[' | b']', ..] => true,
            // A name with its colon, or a text in a list.
            [b'"', tail @ ..] => match tail.iter().position(|byte| *byte == b'"') {
                Some(end) => matches!(
                    tail.get(end + 1..).unwrap_or_default().trim_ascii_start(),
                    [] | [b':' | b',' | b']', ..]
                ),
                None => false,
            },
            _ => false,
        }
    }
}
