//! The lines of a TOML text: headers and fields, with the path of each and where it stands.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_parser::parser::{Event, EventKind, parse_document};
use toml_parser::{Raw, Source};

use super::toml::Step;

/// What a line of TOML says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatementKind {
    /// `name = value`.
    Field,
    /// `[table]`.
    Table,
    /// `[[list of tables]]`.
    ListOfTables,
}

/// A header or a field.
#[derive(Debug)]
pub(crate) struct Statement {
    pub kind: StatementKind,
    /// What it is about, from the root of the file.
    pub path: Vec<Step>,
    /// How much of the path its header says.
    pub header_len: usize,
    /// From its name or bracket to the end of its value.
    pub span: Range<usize>,
    /// The value of a field.
    pub value: Option<Located>,
}

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Located {
    pub span: Range<usize>,
    pub content: Content,
}

/// What is in a value.
#[derive(Debug)]
pub(crate) enum Content {
    Scalar,
    List(Vec<Located>),
    /// Each with the parts of its name and where that begins.
    Table(Vec<(Vec<String>, usize, Located)>),
}

/// The statements of a sound text, in its order; `None` where something in it is not understood.
pub(crate) fn statements(text: &str) -> Option<Vec<Statement>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events = Vec::new();
    let mut keep = |event: Event| {
        let is_layout =
            matches!(event.kind(), EventKind::Whitespace | EventKind::Comment | EventKind::Newline);
        if !is_layout {
            events.push(event);
        }
    };
    parse_document(&tokens, &mut keep, &mut ());
    Reader { text, events: &events, at: 0 }.statements()
}

struct Reader<'t, 'e> {
    text: &'t str,
    events: &'e [Event],
    at: usize,
}

impl Reader<'_, '_> {
    fn next(&mut self) -> Option<Event> {
        let event = self.events.get(self.at).copied();
        self.at += 1;
        event
    }

    fn statements(&mut self) -> Option<Vec<Statement>> {
        let mut list = Vec::new();
        let mut header = Vec::new();
        // How many tables each list of tables has so far.
        let mut lengths: BTreeMap<Vec<Step>, usize> = BTreeMap::new();
        while let Some(event) = self.next() {
            let start = event.span().start();
            let kind = match event.kind() {
                EventKind::SimpleKey => StatementKind::Field,
                EventKind::StdTableOpen => StatementKind::Table,
                EventKind::ArrayTableOpen => StatementKind::ListOfTables,
                _ => return None,
            };
            if kind == StatementKind::Field {
                self.at -= 1;
                let names = self.names()?;
                let value = self.value()?;
                let path = header.iter().cloned().chain(names.into_iter().map(Step::Name)).collect();
                let span = start..value.span.end;
                list.push(Statement { kind, path, header_len: header.len(), span, value: Some(value) });
                continue;
            }
            let names = self.names()?;
            // The closing bracket ends the names.
            let end = self.events.get(self.at.checked_sub(1)?)?.span().end();
            header = Vec::new();
            let last = names.len().checked_sub(1)?;
            for (index, name) in names.into_iter().enumerate() {
                header.push(Step::Name(name));
                if index == last && kind == StatementKind::ListOfTables {
                    *lengths.entry(header.clone()).or_default() += 1;
                }
                if let Some(length) = lengths.get(&header) {
                    header.push(Step::Index(length - 1));
                }
            }
            let header_len = header.len();
            list.push(Statement { kind, path: header.clone(), header_len, span: start..end, value: None });
        }
        Some(list)
    }

    /// The parts of a name, up to and with what ends it.
    fn names(&mut self) -> Option<Vec<String>> {
        let mut names = Vec::new();
        loop {
            let event = self.next()?;
            match event.kind() {
                EventKind::SimpleKey => {
                    let span = event.span();
                    let text = self.text.get(span.start()..span.end())?;
                    let mut name = String::new();
                    Raw::new_unchecked(text, event.encoding(), span).decode_key(&mut name, &mut ());
                    names.push(name);
                }
                EventKind::KeySep => {}
                EventKind::KeyValSep | EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    return Some(names);
                }
                _ => return None,
            }
        }
    }

    fn value(&mut self) -> Option<Located> {
        let event = self.next()?;
        let start = event.span().start();
        match event.kind() {
            EventKind::Scalar => Some(Located { span: start..event.span().end(), content: Content::Scalar }),
            EventKind::ArrayOpen => {
                let mut elements = Vec::new();
                loop {
                    let next = self.next()?;
                    match next.kind() {
                        EventKind::ArrayClose => {
                            let span = start..next.span().end();
                            return Some(Located { span, content: Content::List(elements) });
                        }
                        EventKind::ValueSep => {}
                        _ => {
                            self.at -= 1;
                            elements.push(self.value()?);
                        }
                    }
                }
            }
            EventKind::InlineTableOpen => {
                let mut members = Vec::new();
                loop {
                    let next = self.next()?;
                    match next.kind() {
                        EventKind::InlineTableClose => {
                            let span = start..next.span().end();
                            return Some(Located { span, content: Content::Table(members) });
                        }
                        EventKind::ValueSep => {}
                        _ => {
                            self.at -= 1;
                            let names = self.names()?;
                            members.push((names, next.span().start(), self.value()?));
                        }
                    }
                }
            }
            _ => None,
        }
    }
}
