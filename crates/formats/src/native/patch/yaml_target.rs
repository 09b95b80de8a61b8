//! Changes in a file of YAML: scalars keep their style, entries their layout and comments. What an anchor, an
//! alias, a merge key or a tag has to do with is refused, because a change of it would change other entries.

use std::ops::Range;

use super::super::pretty_json::Json;
use super::error::PatchError;
use super::replacements::{Bracketed, Replacements};
use super::target::{Change, Target};
use super::yaml_text::{self, Surroundings, behind_colon, element_of, expanded, member_of};
use crate::syntax::json::Raw;
use crate::syntax::yaml::{LocatedText, Value};

/// What a value stands in.
#[derive(Clone, Copy, Debug)]
struct Parent {
    node: usize,
    /// The name of the field, in a mapping.
    key: Option<usize>,
}

/// A text of YAML that values are changed in.
pub(super) struct YamlTarget<'t> {
    replacements: Replacements<'t>,
    located: &'t LocatedText,
    parents: Vec<Option<Parent>>,
    refused: Option<PatchError>,
}

/// Entries that have lines of their own.
struct Lines {
    /// Each with its hyphen or name.
    spans: Vec<Range<usize>>,
    added: Vec<String>,
    indent: usize,
    /// What stands for all entries where there is none: from where on, and what.
    if_empty: (usize, &'static str),
}

impl<'t> YamlTarget<'t> {
    /// Nothing changed yet.
    pub fn new(text: &'t str, located: &'t LocatedText) -> Self {
        let mut parents = vec![None; located.tree.nodes.len()];
        let mut set = |child: usize, parent: Parent| {
            if let Some(slot) = parents.get_mut(child) {
                *slot = Some(parent);
            }
        };
        for (node, holder) in located.tree.nodes.iter().enumerate() {
            match &holder.value {
                Value::List(elements) => {
                    elements.iter().for_each(|child| set(*child, Parent { node, key: None }));
                }
                Value::Map(members) => {
                    members.iter().for_each(|(key, child)| set(*child, Parent { node, key: Some(*key) }));
                }
                _ => {}
            }
        }
        YamlTarget { replacements: Replacements::new(text, text, Some('#')), located, parents, refused: None }
    }

    /// The text with all changes.
    ///
    /// # Errors
    /// Where one of them was refused.
    pub fn applied(self) -> Result<String, PatchError> {
        match self.refused {
            Some(error) => Err(error),
            None => Ok(self.replacements.applied()),
        }
    }

    fn refuse(&mut self, error: PatchError) {
        self.refused.get_or_insert(error);
    }

    fn refuse_layout(&mut self, id: usize) {
        let line = self.replacements.line_number(self.origin(id).start);
        self.refuse(PatchError::Layout { line });
    }

    fn refuse_shared(&mut self, id: usize) {
        let line = self.replacements.line_number(self.origin(id).start);
        self.refuse(PatchError::Shared { line });
    }

    fn origin(&self, id: usize) -> Range<usize> {
        self.located.tree.node(id).map_or(0..0, |node| node.origin.clone())
    }

    fn value(&self, id: usize) -> Option<&'t Value> {
        self.located.tree.node(id).map(|node| &node.value)
    }

    fn parent(&self, id: usize) -> Option<Parent> {
        self.parents.get(id).copied().flatten()
    }

    /// The value that stands at a byte of the JSON, where it may be changed.
    fn node(&mut self, raw: Raw<'_>) -> Option<usize> {
        let values = &self.located.values;
        let index = values.partition_point(|value| value.at < raw.at);
        let Some(found) = values.get(index).filter(|value| value.at == raw.at) else {
            self.refuse(PatchError::NoRecords);
            return None;
        };
        let mut above = Some(found.node);
        while let Some(id) = above {
            if found.is_borrowed || self.located.tree.node(id).is_some_and(|node| node.has_properties) {
                self.refuse_shared(id);
                return None;
            }
            above = self.parent(id).map(|parent| parent.node);
        }
        Some(found.node)
    }

    /// Refuses where something in a value that goes has an anchor.
    fn is_free(&mut self, id: usize) -> bool {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if self.located.tree.node(id).is_some_and(|node| node.has_properties) {
                self.refuse_shared(id);
                return false;
            }
            match self.value(id) {
                Some(Value::List(elements)) => open.extend(elements),
                Some(Value::Map(members)) => {
                    open.extend(members.iter().flat_map(|(key, value)| [*key, *value]))
                }
                _ => {}
            }
        }
        true
    }

    /// Whether a value stands in brackets of its own.
    fn is_flow(&self, id: usize) -> bool {
        let origin = self.origin(id);
        let first = self.replacements.text.as_bytes().get(origin.start);
        match self.value(id) {
            // A list or mapping without brackets can begin with one, of its first element or name.
            Some(Value::List(elements)) => {
                let element = elements.first().map(|element| self.origin(*element).start);
                first == Some(&b'[') && element != Some(origin.start)
            }
            Some(Value::Map(members)) => {
                let key = members.first().map(|(key, _)| self.origin(*key).start);
                first == Some(&b'{') && key != Some(origin.start)
            }
            _ => false,
        }
    }

    /// Whether brackets stand around a value.
    fn is_in_flow(&self, id: usize) -> bool {
        let mut above = self.parent(id);
        while let Some(parent) = above {
            if self.is_flow(parent.node) {
                return true;
            }
            above = self.parent(parent.node);
        }
        false
    }

    /// Behind the colon of a field; `None` where its name is no plain one.
    fn colon_end(&self, key: usize) -> Option<usize> {
        let end = self.end_of(key);
        let rest = self.replacements.text.get(end..)?;
        let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest.get(space..)?.starts_with(':').then_some(end + space + 1)
    }

    /// Where a value ends, without the space behind it.
    fn end_of(&self, id: usize) -> usize {
        let origin = self.origin(id);
        if self.is_flow(id) {
            return origin.end;
        }
        match self.value(id) {
            Some(Value::List(elements)) => {
                elements.last().map_or(origin.end, |last| self.end_of(*last).max(origin.start + 1))
            }
            Some(Value::Map(members)) => {
                members.last().map_or(origin.end, |(key, value)| self.end_of_member(*key, *value))
            }
            _ => {
                let text = self.replacements.text.get(origin.clone()).unwrap_or_default();
                // The parser counts a comment behind quotation marks to the text.
                let quoted = end_of_quoted(text);
                origin.start + quoted.unwrap_or(text.trim_end_matches([' ', '\t', '\r', '\n']).len())
            }
        }
    }

    fn end_of_member(&self, key: usize, value: usize) -> usize {
        let colon = self.colon_end(key).unwrap_or_else(|| self.end_of(key));
        if self.origin(value).is_empty() { colon } else { self.end_of(value).max(colon) }
    }

    fn around(&self, is_in_flow: bool, indent: usize) -> Surroundings {
        Surroundings { is_in_flow, indent, line_break: self.replacements.line_break }
    }

    /// How far in something stands that a hyphen may stand before.
    fn column(&self, at: usize) -> usize {
        self.replacements.line_before(at).chars().count()
    }

    /// The space between a name and its value, and the value.
    fn behind(&self, parent: Parent, id: usize) -> Option<Range<usize>> {
        let key = parent.key?;
        Some(self.colon_end(key)?..self.end_of_member(key, id))
    }

    fn put_free(&mut self, id: usize, value: &Json) {
        let parent = self.parent(id);
        let is_in_flow = self.is_in_flow(id);
        let behind = parent.and_then(|parent| self.behind(parent, id));
        let text = self.replacements.text;
        let indent = match parent {
            Some(Parent { key: Some(key), .. }) => self.column(self.origin(key).start),
            // An element's lines stand behind its hyphen.
            Some(_) => self.column(self.origin(id).start).saturating_sub(super::replacements::INDENT),
            None => 0,
        };
        let around = self.around(is_in_flow, indent);
        let is_scalar = matches!(self.value(id), Some(Value::Scalar { .. } | Value::Alias(_)));
        let start = match &behind {
            Some(range) => {
                let rest = text.get(range.clone()).unwrap_or_default();
                range.start + (rest.len() - rest.trim_start().len())
            }
            None => self.origin(id).start,
        };
        let old = text.get(start..self.end_of(id)).unwrap_or_default();
        match (value, behind) {
            (Json::Raw(leaf), _) if is_scalar && !old.is_empty() => {
                let by = yaml_text::scalar(leaf, old, around);
                self.replacements.put(start..start + old.len(), by);
            }
            (_, Some(range)) => {
                let by = behind_colon(value, around);
                self.replacements.put(range, by);
            }
            _ if old.is_empty() || parent.is_none() => self.refuse_layout(id),
            _ => {
                let by = yaml_text::flow(value, around);
                self.replacements.put(start..start + old.len(), by);
            }
        }
    }

    /// Takes entries with lines of their own out, and adds some.
    fn lines<E>(&mut self, lines: &Lines, change: &Change<E>) {
        let Lines { spans, added, indent, if_empty } = lines;
        let line = format!("{}{}", self.replacements.line_break, " ".repeat(*indent));
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
        if (0..spans.len()).all(|index| change.is_gone(index)) {
            let (stretch, by) = match added.as_slice() {
                [] => (if_empty.0..last.end, if_empty.1.to_owned()),
                added => (first.start..last.end, added.join(&line)),
            };
            self.replacements.put(stretch, by);
            return;
        }
        for span in spans.iter().enumerate().filter(|(index, _)| change.is_gone(*index)).map(|(_, span)| span)
        {
            let stretch = self.lines_of(span.clone());
            self.replacements.put(stretch, String::new());
        }
        if added.is_empty() {
            return;
        }
        let before = (0..change.at.min(spans.len())).rev().find(|index| !change.is_gone(*index));
        let behind = (change.at..spans.len()).find(|index| !change.is_gone(*index));
        if let Some(span) = before.and_then(|index| spans.get(index)) {
            let end = self.replacements.line_end(span.end);
            let by = added.iter().map(|entry| format!("{line}{entry}")).collect();
            self.replacements.put(end..end, by);
        } else if let Some(span) = behind.and_then(|index| spans.get(index)) {
            let by = added.iter().map(|entry| format!("{entry}{line}")).collect();
            self.replacements.put(span.start..span.start, by);
        }
    }

    /// What goes with an entry: its lines; or, where a hyphen stands before it in its line, all up to what
    /// follows it. A comment behind it stays, unless it has several lines.
    fn lines_of(&self, span: Range<usize>) -> Range<usize> {
        let is_first = !self.replacements.line_before(span.start).trim().is_empty();
        let has_lines = self.replacements.text.get(span.clone()).is_some_and(|text| text.contains('\n'));
        let end = if has_lines { self.replacements.line_end(span.end) } else { span.end };
        let span = span.start..end;
        let rest = self.replacements.text.get(span.end..).unwrap_or_default();
        let space = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        match rest.get(space..).unwrap_or_default().strip_prefix('\n') {
            Some(next) if is_first => {
                let indent = next.len() - next.trim_start_matches([' ', '\t', '\r', '\n']).len();
                span.start..span.end + space + 1 + indent
            }
            Some(_) => self.replacements.with_its_lines(span),
            None => span.start..span.end + space,
        }
    }

    /// Where the elements of a list without brackets stand, with their hyphens.
    fn hyphens(&self, list: usize, elements: &[usize]) -> Option<Vec<Range<usize>>> {
        // A list that is not indented is said to begin behind its first hyphen.
        let colon = self.parent(list).and_then(|parent| self.colon_end(parent.key?));
        let mut from = colon.unwrap_or(self.origin(list).start);
        let mut spans = Vec::with_capacity(elements.len());
        for element in elements {
            let region = self.replacements.text.get(from..self.origin(*element).start.max(from))?;
            let mut is_comment = false;
            let hyphen = region.char_indices().find(|(_, c)| {
                is_comment = if is_comment { *c != '\n' } else { *c == '#' };
                !is_comment && *c == '-'
            });
            let start = from + hyphen?.0;
            let end = self.end_of(*element);
            if self.origin(*element).is_empty() || end <= start {
                return None;
            }
            spans.push(start..end);
            from = end;
        }
        Some(spans)
    }

    /// Where a holder that loses all entries is written anew, and with what brackets.
    fn if_empty(&self, id: usize, brackets: [&'static str; 2]) -> (usize, &'static str) {
        let behind = self.parent(id).and_then(|parent| self.behind(parent, id));
        behind.map_or((self.origin(id).start, brackets[0]), |range| (range.start, brackets[1]))
    }
}

/// Behind the closing quotation mark of a text that begins with one.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        let is_escape =
            if mark == '"' { c == '\\' } else { c == mark && rest.peek().is_some_and(|next| next.1 == mark) };
        if is_escape {
            rest.next();
        } else if c == mark {
            return Some(at + 1);
        }
    }
    None
}

impl Target for YamlTarget<'_> {
    fn put(&mut self, raw: Raw<'_>, value: &Json) {
        let Some(id) = self.node(raw) else { return };
        if self.is_free(id) {
            self.put_free(id, &expanded(value));
        }
    }

    fn list(&mut self, list: Raw<'_>, change: &Change<Json>) {
        let Some(id) = self.node(list) else { return };
        let Some(Value::List(elements)) = self.value(id) else { return self.refuse_shared(id) };
        let gone = elements.iter().enumerate().filter(|(index, _)| change.is_gone(*index));
        if !gone.into_iter().all(|(_, element)| self.is_free(*element)) {
            return;
        }
        let added = change.added.iter().map(expanded);
        if self.is_flow(id) {
            let around = self.around(true, 0);
            let spans: Vec<Range<usize>> =
                elements.iter().map(|element| self.origin(*element).start..self.end_of(*element)).collect();
            let added: Vec<String> = added.map(|value| yaml_text::flow(&value, around)).collect();
            let (holder, gone, at) = (self.origin(id), change.gone.as_slice(), change.at);
            let entries = Bracketed { holder, spans: &spans, gone, at, spreads_when_empty: false };
            return self.replacements.entries(&entries, &added);
        }
        let Some(spans) = self.hyphens(id, elements) else { return self.refuse_layout(id) };
        let indent = self.column(spans.first().map_or(0, |span| span.start));
        let around = self.around(false, indent);
        let added = added.map(|value| element_of(&value, around)).collect();
        let if_empty = self.if_empty(id, ["[]", " []"]);
        self.lines(&Lines { spans, added, indent, if_empty }, change);
    }

    fn object(&mut self, object: Raw<'_>, change: &Change<(String, Json)>) {
        let Some(id) = self.node(object) else { return };
        let Some(Value::Map(all)) = self.value(id) else { return self.refuse_shared(id) };
        let is_merge = |key: usize| self.located.tree.text_of(key) == Some("<<");
        let has_merges = all.iter().any(|(key, _)| is_merge(*key));
        let members: Vec<(usize, usize)> = all.iter().copied().filter(|(key, _)| !is_merge(*key)).collect();
        for index in (0..change.gone.len()).filter(|index| change.is_gone(*index)) {
            match members.get(index) {
                Some((_, value)) if self.is_free(*value) => {}
                Some(_) => return,
                // A merge key brings the field in.
                None => return self.refuse_shared(id),
            }
        }
        let spans: Vec<Range<usize>> = members
            .iter()
            .map(|(key, value)| self.origin(*key).start..self.end_of_member(*key, *value))
            .collect();
        let added = change.added.iter().map(|(name, value)| (name.clone(), expanded(value)));
        if self.is_flow(id) {
            let around = self.around(true, 0);
            let added: Vec<String> = added.map(|(key, value)| member_of(&key, &value, around)).collect();
            let (holder, gone, at) = (self.origin(id), change.gone.as_slice(), change.at);
            let entries = Bracketed { holder, spans: &spans, gone, at, spreads_when_empty: false };
            return self.replacements.entries(&entries, &added);
        }
        let has_odd_names = members.iter().any(|(key, _)| self.colon_end(*key).is_none());
        if has_odd_names || self.is_in_flow(id) || has_merges && members.is_empty() {
            return self.refuse_layout(id);
        }
        let indent = self.column(self.origin(id).start);
        let around = self.around(false, indent);
        let added = added.map(|(key, value)| member_of(&key, &value, around)).collect();
        let if_empty = self.if_empty(id, ["{}", " {}"]);
        self.lines(&Lines { spans, added, indent, if_empty }, change);
    }
}
