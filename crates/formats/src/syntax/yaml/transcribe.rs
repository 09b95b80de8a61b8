//! Writes the tree of a YAML text as JSON: anchors and merge keys are followed, several documents become one
//! list.

use std::borrow::Cow;

use super::fault::{DEEPEST, Fault};
use super::scalar::json_of_plain;
use super::tree::{Node, Tree, Value};
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log, Severity, cut};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;
use crate::syntax::transcript::Transcript;
use dateline_time::Date;

/// The hint for files without events.
pub(crate) const MINIMAL: &str =
    "The smallest timeline in YAML is the line \"- {date: 2021-08, title: Three MoUs signed}\"";

/// JSON that aliases may add, beside a few times the length of the text.
const BORROWED: usize = 1 << 20;
/// Members that merge keys may look at.
const MERGED: usize = 1 << 20;
/// Longest stretch of a broken event that is repeated, in characters.
const SHOWN: usize = 200;

/// Where broken events stand in the JSON, and what is wrong with them.
type Broken = Vec<(usize, Fault)>;

/// Where a value of the tree stands in the JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Located {
    /// The byte of the JSON at which it begins.
    pub at: usize,
    /// The value in the tree.
    pub node: usize,
    /// Whether an alias or a merge key brought it there, so that it stands elsewhere in the text.
    pub is_borrowed: bool,
}

/// Writes a file as JSON. `located` takes where each value stands, in the order of the JSON.
///
/// # Errors
/// When nothing in it can hold events.
pub(super) fn json(
    tree: &Tree,
    text: &str,
    located: Option<&mut Vec<Located>>,
    log: &mut Log,
) -> Result<(Transcript, Broken), Failure> {
    let mut scribe = Scribe {
        located,
        borrow_depth: 0,
        tree,
        text,
        log,
        out: Transcript::default(),
        broken: Vec::new(),
        borrowed: 0,
        borrowing_from: None,
        merged: 0,
        has_complained: false,
        has_merges: false,
    };
    let is_something = |id: &usize| tree.node(*id).is_some_and(|node| !is_null(node));
    let documents: Vec<usize> = tree.documents.iter().copied().filter(is_something).collect();
    match documents.as_slice() {
        [] => return Err(Failure::unusable("There is nothing in this file", MINIMAL)),
        [root] => scribe.document(*root)?,
        [first, others @ ..] if has_events(tree, *first) => {
            for other in others {
                let span = tree.node(*other).map_or(0..0, |node| node.origin.start..node.origin.start + 1);
                let message = "Behind the document with the events stands another one";
                let finding = Diagnostic::new(Severity::Warning, span, &Path::Root, message);
                scribe.log.push(finding.hint("Make it a file of its own").effect("It is not read"));
            }
            scribe.document(*first)?;
        }
        several => scribe.sequence(several),
    }
    Ok((scribe.out, scribe.broken))
}

fn is_null(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar { text, is_plain: true } if json_of_plain(text) == "null")
}

fn has_events(tree: &Tree, id: usize) -> bool {
    match tree.node(id).map(|node| &node.value) {
        Some(Value::Map(members)) => members.iter().any(|(key, _)| tree.text_of(*key) == Some("events")),
        _ => false,
    }
}

struct Scribe<'t, 'l> {
    tree: &'t Tree,
    text: &'t str,
    log: &'l mut Log,
    out: Transcript,
    broken: Broken,
    /// Bytes of JSON that came from aliases, without those of the one that is being followed.
    borrowed: usize,
    /// Where the JSON of the alias that is being followed begins.
    borrowing_from: Option<usize>,
    merged: usize,
    has_complained: bool,
    has_merges: bool,
    located: Option<&'l mut Vec<Located>>,
    /// How many aliases and merge keys are being followed.
    borrow_depth: usize,
}

impl<'t> Scribe<'t, '_> {
    /// The only document of a file.
    fn document(&mut self, root: usize) -> Result<(), Failure> {
        match self.tree.node(root).map(|node| &node.value) {
            Some(Value::Map(members)) if self.is_dated(members) => {
                let origin = self.tree.node(root).map_or(0..0, |node| node.origin.clone());
                self.out.token("[", origin.start..origin.start);
                for (index, (key, value)) in members.iter().enumerate() {
                    self.out.between(if index > 0 { ", " } else { "" });
                    self.dated(*key, *value);
                }
                self.out.token("]", origin.end..origin.end);
                Ok(())
            }
            Some(Value::Scalar { .. } | Value::Broken(_)) | None => {
                Err(Failure::unusable("There is neither a list nor a mapping in this file", MINIMAL))
            }
            _ => {
                self.value(root, 0);
                Ok(())
            }
        }
    }

    /// Several documents: each is an event, or a list of events.
    fn sequence(&mut self, documents: &[usize]) {
        let mut events = Vec::new();
        for id in documents {
            match self.tree.node(*id).map(|node| &node.value) {
                Some(Value::List(elements)) => events.extend(elements.iter().copied()),
                _ => events.push(*id),
            }
        }
        self.out.token("[", 0..0);
        for (index, id) in events.into_iter().enumerate() {
            self.out.between(if index > 0 { ", " } else { "" });
            self.value(id, 1);
        }
        self.out.token("]", self.text.len()..self.text.len());
    }

    /// Whether a mapping tells what happened by its date.
    fn is_dated(&self, members: &[(usize, usize)]) -> bool {
        let is_date = |text: &str| {
            Date::parse(text).is_ok() || dateline_time::phrases::from_other_notation(text).is_some()
        };
        !members.is_empty() && members.iter().all(|(key, _)| self.tree.text_of(*key).is_some_and(is_date))
    }

    /// What happened at a date: a title, an event, or several of them.
    fn dated(&mut self, key: usize, value: usize) {
        if let Some(Node { value: Value::List(elements), .. }) = self.tree.node(value)
            && !elements.is_empty()
        {
            for (index, element) in elements.iter().enumerate() {
                self.out.between(if index > 0 { ", " } else { "" });
                self.dated_once(key, *element);
            }
            return;
        }
        self.dated_once(key, value);
    }

    fn dated_once(&mut self, key: usize, value: usize) {
        let (Some(date), Some(node)) = (self.tree.node(key), self.tree.node(value)) else { return };
        self.out.token("{", date.origin.start..date.origin.start);
        self.out.token("\"date\"", date.origin.clone());
        self.out.between(": ");
        let text = self.tree.text_of(key).unwrap_or_default();
        self.out.token(&json_text(text), date.origin.clone());
        match &node.value {
            Value::Map(_) => {
                for (key, value) in self.members(value, 0) {
                    self.out.between(", ");
                    self.member(key, value, 2);
                }
            }
            Value::Scalar { .. } if is_null(node) => {}
            _ => {
                self.out.between(", ");
                self.out.token("\"title\"", node.origin.start..node.origin.start);
                self.out.between(": ");
                self.value(value, 2);
            }
        }
        self.out.token("}", node.origin.end..node.origin.end);
    }

    fn value(&mut self, id: usize, depth: usize) {
        let Some(node) = self.tree.node(id) else { return };
        let origin = node.origin.clone();
        if self.is_too_much(depth, &origin) {
            self.out.token("null", origin);
            return;
        }
        let (at, is_borrowed) = (self.out.len(), self.borrow_depth > 0);
        if let Some(located) = &mut self.located {
            located.push(Located { at, node: id, is_borrowed });
        }
        match &node.value {
            Value::Scalar { text, is_plain } => {
                let json = if *is_plain { json_of_plain(text) } else { json_text(text) };
                self.out.token(&json, origin);
            }
            Value::List(elements) => {
                self.out.token("[", origin.start..origin.start + 1);
                for (index, element) in elements.iter().enumerate() {
                    self.out.between(if index > 0 { ", " } else { "" });
                    self.value(*element, depth + 1);
                }
                self.out.token("]", origin.end..origin.end);
            }
            Value::Map(own) => {
                self.out.token("{", origin.start..origin.start + 1);
                for (index, (key, value)) in self.members(id, depth).into_iter().enumerate() {
                    self.out.between(if index > 0 { ", " } else { "" });
                    let is_merged = !own.contains(&(key, value));
                    self.borrow_depth += usize::from(is_merged);
                    self.member(key, value, depth + 1);
                    self.borrow_depth -= usize::from(is_merged);
                }
                self.out.token("}", origin.end..origin.end);
            }
            Value::Alias(target) => {
                let is_outermost = self.borrowing_from.is_none();
                if is_outermost {
                    self.borrowing_from = Some(self.out.len());
                }
                self.borrow_depth += 1;
                self.value(*target, depth + 1);
                self.borrow_depth -= 1;
                if is_outermost {
                    self.borrowed += self.out.len() - self.borrowing_from.take().unwrap_or_default();
                }
            }
            Value::Broken(fault) => {
                let words = self.text.get(origin.clone()).unwrap_or_default();
                self.broken.push((self.out.len(), fault.clone()));
                self.out.token(&json_text(&cut(words, SHOWN)), origin);
            }
        }
    }

    fn member(&mut self, key: usize, value: usize, depth: usize) {
        let Some(node) = self.tree.node(key) else { return };
        let name = match &node.value {
            Value::Scalar { text, .. } => Cow::Borrowed(text.as_str()),
            _ => {
                let finding = Diagnostic::new(
                    Severity::Warning,
                    node.origin.clone(),
                    &Path::Root,
                    "A name must be a text",
                );
                self.log.push(finding.effect("The field is kept under its name as it is written"));
                Cow::Owned(cut(self.text.get(node.origin.clone()).unwrap_or_default(), SHOWN))
            }
        };
        self.out.token(&json_text(&name), node.origin.clone());
        self.out.between(": ");
        self.value(value, depth);
    }

    /// The members of a mapping, with those of merge keys that it does not have itself.
    fn members(&mut self, id: usize, depth: usize) -> Vec<(usize, usize)> {
        let Some(Node { value: Value::Map(own), .. }) = self.tree.node(id) else { return Vec::new() };
        if !own.iter().any(|(key, value)| self.is_merge(*key, *value)) {
            return own.clone();
        }
        let mut members: Vec<(usize, usize)> =
            own.iter().copied().filter(|(key, value)| !self.is_merge(*key, *value)).collect();
        let merges: Vec<(usize, usize)> =
            own.iter().copied().filter(|(key, value)| self.is_merge(*key, *value)).collect();
        for (key, value) in merges {
            self.remark_merge(key);
            for source in self.merged_from(value) {
                self.merged += 1;
                if depth >= DEEPEST || self.merged > MERGED {
                    continue;
                }
                for (key, value) in self.members(source, depth + 1) {
                    self.merged += 1;
                    let name = self.tree.text_of(key);
                    if !members.iter().any(|(known, _)| self.tree.text_of(*known) == name) {
                        members.push((key, value));
                    }
                }
            }
        }
        if depth >= DEEPEST || self.merged > MERGED {
            let span = self.tree.node(id).map_or(0..0, |node| node.origin.clone());
            self.complain(span);
        }
        members
    }

    fn is_merge(&self, key: usize, value: usize) -> bool {
        let is_sign = matches!(
            self.tree.node(key).map(|node| &node.value),
            Some(Value::Scalar { text, is_plain: true }) if text == "<<"
        );
        is_sign && !self.merged_from(value).is_empty()
    }

    /// The mappings that a merge key brings in; none where its value is no mapping.
    fn merged_from(&self, value: usize) -> Vec<usize> {
        let target = |id: usize| match self.tree.node(id).map(|node| &node.value) {
            Some(Value::Alias(target)) => *target,
            _ => id,
        };
        let is_map = |id: &usize| matches!(self.tree.node(*id).map(|node| &node.value), Some(Value::Map(_)));
        match self.tree.node(target(value)).map(|node| &node.value) {
            Some(Value::Map(_)) => vec![target(value)],
            Some(Value::List(elements)) => {
                let maps: Vec<usize> = elements.iter().map(|id| target(*id)).collect();
                if maps.iter().all(is_map) { maps } else { Vec::new() }
            }
            _ => Vec::new(),
        }
    }

    fn remark_merge(&mut self, key: usize) {
        if std::mem::replace(&mut self.has_merges, true) {
            return;
        }
        let span = self.tree.node(key).map_or(0..0, |node| node.origin.clone());
        let message = "Merge keys belong to an older version of YAML";
        let finding = Diagnostic::new(Severity::Note, span, &Path::Root, message);
        self.log.push(finding.effect("They are followed here; saving writes what they bring in"));
    }

    /// Whether aliases stand for more than a file of this size should hold, or lead back into themselves.
    fn is_too_much(&mut self, depth: usize, span: &std::ops::Range<usize>) -> bool {
        let current = self.borrowing_from.map_or(0, |from| self.out.len() - from);
        let is_over = self.borrowing_from.is_some()
            && self.borrowed + current > BORROWED + self.text.len().saturating_mul(4);
        // A tree is not deeper than this without aliases.
        let is_too_deep = depth > DEEPEST + 10;
        if is_over || is_too_deep {
            self.complain(span.clone());
        }
        is_over || is_too_deep
    }

    fn complain(&mut self, span: std::ops::Range<usize>) {
        if std::mem::replace(&mut self.has_complained, true) {
            return;
        }
        let message = "The aliases stand for far more than this file holds, or lead back into themselves";
        let finding = Diagnostic::new(Severity::Error, span, &Path::Root, message);
        self.log.push(finding.hint("Write out what they stand for").effect("They are not followed further"));
    }
}
