//! Changes in a file of TOML: fields, tables in brackets and tables below headers stay in the form that they
//! have, with their comments.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::pretty_json::Json;
use super::error::PatchError;
use super::replacements::{Bracketed, Replacements};
use super::target::{Change, Target};
use super::toml_text;
use super::yaml_text::expanded;
use crate::syntax::json::Raw;
use crate::syntax::toml::{LocatedText, Step};
use crate::syntax::toml_statements::{Content, Located, Statement, StatementKind, statements};

/// A text of TOML that values are changed in.
pub(super) struct TomlTarget<'t> {
    replacements: Replacements<'t>,
    located: &'t LocatedText,
    statements: Vec<Statement>,
    /// The indices of the statements, by their paths.
    by_path: Vec<usize>,
    removed: BTreeSet<usize>,
    refused: Option<PatchError>,
}

impl<'t> TomlTarget<'t> {
    /// Nothing changed yet; `None` where the text is not sound.
    pub fn new(text: &'t str, located: &'t LocatedText) -> Option<Self> {
        let statements = statements(text)?;
        let mut by_path: Vec<usize> = (0..statements.len()).collect();
        by_path.sort_by_key(|index| statements.get(*index).map(|statement| &statement.path));
        Some(TomlTarget {
            replacements: Replacements::new(text, text, Some('#')),
            located,
            statements,
            by_path,
            removed: BTreeSet::new(),
            refused: None,
        })
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

    fn refuse(&mut self, path: &[Step]) {
        let first = self.below(path).first().and_then(|index| self.statements.get(*index));
        let line = first.map_or(1, |statement| self.replacements.line_number(statement.span.start));
        self.refused.get_or_insert(PatchError::Layout { line });
    }

    /// The path of the value that stands at a byte of the JSON.
    fn path(&self, at: usize) -> Vec<Step> {
        let values = &self.located.values;
        let found = values.get(values.partition_point(|(start, _)| *start < at));
        found.map(|(_, path)| path.clone()).unwrap_or_default()
    }

    /// The statements that say something of a value, in the order of the file.
    fn below(&self, path: &[Step]) -> Vec<usize> {
        let path_of = |index: &usize| self.statements.get(*index).map_or(&[][..], |one| one.path.as_slice());
        let start = self.by_path.partition_point(|index| path_of(index) < path);
        let rest = self.by_path.get(start..).unwrap_or_default().iter().copied();
        let mut found: Vec<usize> = rest.take_while(|index| path_of(index).starts_with(path)).collect();
        found.sort_unstable();
        found
    }

    /// The value at a path, where it stands behind a sign of equality.
    fn value(&self, path: &[Step]) -> Option<&Located> {
        for length in 1..=path.len() {
            let start = path.get(..length)?;
            let path_of = |index: &usize| self.statements.get(*index).map(|one| one.path.as_slice());
            let index = self.by_path.partition_point(|index| path_of(index) < Some(start));
            let statement = self.by_path.get(index).and_then(|index| self.statements.get(*index));
            let Some(value) = statement.filter(|one| one.path == start).and_then(|one| one.value.as_ref())
            else {
                continue;
            };
            return within(value, path.get(length..)?);
        }
        None
    }

    fn text(&self, span: &Range<usize>) -> &'t str {
        self.replacements.text.get(span.clone()).unwrap_or_default()
    }

    /// Takes out all statements about a value.
    fn remove(&mut self, path: &[Step]) {
        let indices = self.below(path);
        for run in indices.chunk_by(|one, next| one + 1 == *next) {
            let statement = |index: Option<&usize>| index.and_then(|index| self.statements.get(*index));
            let (Some(first), Some(last)) = (statement(run.first()), statement(run.last())) else { continue };
            let is_field = run.len() == 1 && first.kind == StatementKind::Field;
            // A comment behind a field stays; one within a table goes with it.
            let end = if is_field { last.span.end } else { self.replacements.line_end(last.span.end) };
            let stretch = self.replacements.with_its_lines(first.span.start..end);
            self.replacements.put(stretch, String::new());
        }
        self.removed.extend(indices);
    }

    /// Adds fields to a table, behind those that it has.
    fn add(&mut self, path: &[Step], members: &[(String, Json)]) {
        if members.is_empty() {
            return;
        }
        let line_break = self.replacements.line_break;
        let is_own = |one: &&Statement| one.kind == StatementKind::Field && one.header_len <= path.len();
        let kept = self.below(path).into_iter().filter(|index| !self.removed.contains(index));
        let kept: Vec<&Statement> = kept.filter_map(|index| self.statements.get(index)).collect();
        let header = kept.iter().find(|one| one.kind != StatementKind::Field && one.path == path);
        let own = kept.iter().rev().find(|one| is_own(one));
        let (before, position, indent) = match (own, header) {
            (Some(one), _) => {
                let names = path.get(one.header_len..).unwrap_or_default().iter();
                let before: String = names.map(|step| format!("{}.", step_name(step))).collect();
                (
                    before,
                    self.replacements.line_end(one.span.end),
                    self.replacements.indent_of_line(one.span.start),
                )
            }
            (None, Some(header)) => (
                String::new(),
                self.replacements.line_end(header.span.end),
                self.replacements.indent_of_line(header.span.start),
            ),
            (None, None) if path.is_empty() => (String::new(), self.head_end(), 0),
            (None, None) => return self.refuse(path),
        };
        let mut lines = Vec::new();
        for (name, value) in members {
            let Some(value) = toml_text::value(&expanded(value), "", line_break) else {
                return self.refuse(path);
            };
            lines.push(format!("{}{before}{} = {value}", " ".repeat(indent), toml_text::name(name)));
        }
        let text = if own.is_none() && header.is_none() {
            lines.iter().map(|line| format!("{line}{line_break}")).collect::<String>()
        } else {
            lines.iter().map(|line| format!("{line_break}{line}")).collect::<String>()
        };
        self.replacements.put(position..position, text);
    }

    /// Where fields of the file begin that has none so far: behind the comment at its top.
    fn head_end(&self) -> usize {
        let text = self.replacements.text;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            match line.trim() {
                "" => return at,
                comment if comment.starts_with('#') => at += line.len(),
                _ => return 0,
            }
        }
        if text.ends_with('\n') { at } else { 0 }
    }

    /// Puts a value in the place of tables below headers.
    fn put_for_tables(&mut self, path: &[Step], value: &Json) {
        let Some((Step::Name(name), parent)) = path.split_last() else { return self.refuse(path) };
        self.remove(path);
        self.add(parent, &[(name.clone(), value.clone())]);
    }

    /// Takes tables out of a list of tables below headers, and adds some.
    fn tables(&mut self, path: &[Step], change: &Change<Json>) {
        let element = |index: usize| [path, &[Step::Index(index)]].concat();
        let count = change.spans.len();
        for index in (0..count).filter(|index| change.is_gone(*index)) {
            self.remove(&element(index));
        }
        if change.added.is_empty() {
            return;
        }
        let line_break = self.replacements.line_break;
        let before = (0..change.at.min(count)).rev().find(|index| !change.is_gone(*index));
        let behind = (change.at..count).find(|index| !change.is_gone(*index));
        let model = self.below(&element(before.or(behind).unwrap_or_default()));
        let model: Vec<&Statement> = model.iter().filter_map(|index| self.statements.get(*index)).collect();
        let (Some(header), Some(last)) = (model.first(), model.last()) else { return self.refuse(path) };
        if header.kind != StatementKind::ListOfTables {
            return self.refuse(path);
        }
        let indent = " ".repeat(self.replacements.indent_of_line(header.span.start));
        let inner = model.iter().find(|one| one.kind == StatementKind::Field);
        let inner = inner.map_or(indent.len(), |one| self.replacements.indent_of_line(one.span.start));
        let mut blocks = Vec::new();
        for value in &change.added {
            let Json::Object(members) = expanded(value) else { return self.refuse(path) };
            let mut block = format!("{indent}{}", self.text(&header.span));
            for (name, value) in &members {
                let Some(value) = toml_text::value(value, "", line_break) else { return self.refuse(path) };
                block += &format!("{line_break}{}{} = {value}", " ".repeat(inner), toml_text::name(name));
            }
            blocks.push(block);
        }
        let (position, text) = if before.is_some() {
            let end = self.replacements.line_end(last.span.end);
            let blocks = blocks.iter().map(|block| format!("{line_break}{line_break}{block}"));
            (end, blocks.collect::<String>())
        } else {
            let start = header.span.start - self.replacements.line_before(header.span.start).len();
            let blocks = blocks.iter().map(|block| format!("{block}{line_break}{line_break}"));
            (start, blocks.collect::<String>())
        };
        self.replacements.put(position..position, text);
    }
}

/// The value at a path within another one; `None` where names with dots leave it without a place of its own.
fn within<'v>(value: &'v Located, path: &[Step]) -> Option<&'v Located> {
    let Some((first, rest)) = path.split_first() else { return Some(value) };
    match (&value.content, first) {
        (Content::List(elements), Step::Index(index)) => within(elements.get(*index)?, rest),
        (Content::Table(members), Step::Name(name)) => {
            let is_it = |names: &[String]| names.len() == 1 && names.first() == Some(name);
            let (.., value) = members.iter().find(|(names, ..)| is_it(names))?;
            within(value, rest)
        }
        _ => None,
    }
}

fn step_name(step: &Step) -> String {
    match step {
        Step::Name(name) => toml_text::name(name),
        Step::Index(_) => String::new(),
    }
}

impl Target for TomlTarget<'_> {
    fn put(&mut self, raw: Raw<'_>, value: &Json) {
        let path = self.path(raw.at);
        let line_break = self.replacements.line_break;
        let Some(span) = self.value(&path).map(|value| value.span.clone()) else {
            return self.put_for_tables(&path, value);
        };
        let old = self.text(&span);
        match toml_text::value(&expanded(value), old, line_break) {
            Some(by) => self.replacements.put(span, by),
            None => self.refuse(&path),
        }
    }

    fn list(&mut self, list: Raw<'_>, change: &Change<Json>) {
        let path = self.path(list.at);
        let line_break = self.replacements.line_break;
        let Some(Located { span, content }) = self.value(&path) else { return self.tables(&path, change) };
        let (holder, Content::List(elements)) = (span.clone(), content) else { return self.refuse(&path) };
        let spans: Vec<Range<usize>> = elements.iter().map(|element| element.span.clone()).collect();
        let added = change.added.iter().map(|value| toml_text::in_line(&expanded(value), "", line_break));
        let Some(added) = added.collect::<Option<Vec<String>>>() else { return self.refuse(&path) };
        let (gone, at) = (change.gone.as_slice(), change.at);
        self.replacements
            .entries(&Bracketed { holder, spans: &spans, gone, at, spreads_when_empty: false }, &added);
    }

    fn object(&mut self, object: Raw<'_>, change: &Change<(String, Json)>) {
        let path = self.path(object.at);
        let line_break = self.replacements.line_break;
        let Some(Located { span, content }) = self.value(&path) else {
            for (span, _) in change.spans.iter().zip(&change.gone).filter(|(_, is_gone)| **is_gone) {
                let member = self.path(span.start);
                self.remove(&member);
            }
            return self.add(&path, &change.added);
        };
        let (holder, Content::Table(members)) = (span.clone(), content) else { return self.refuse(&path) };
        if members.iter().any(|(names, ..)| names.len() != 1) {
            return self.refuse(&path);
        }
        let spans: Vec<Range<usize>> =
            members.iter().map(|(_, start, value)| *start..value.span.end).collect();
        let added =
            change.added.iter().map(|(name, value)| toml_text::field(name, &expanded(value), line_break));
        let Some(added) = added.collect::<Option<Vec<String>>>() else { return self.refuse(&path) };
        let (gone, at) = (change.gone.as_slice(), change.at);
        self.replacements
            .entries(&Bracketed { holder, spans: &spans, gone, at, spreads_when_empty: false }, &added);
    }

    fn holds_any_kind(&self, list: Raw<'_>) -> bool {
        self.value(&self.path(list.at)).is_some()
    }
}
