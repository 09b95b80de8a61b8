//! What a JavaScript file assigns, exports, adds and hands to calls, at whatever depth of its functions.

use std::ops::Range;

use super::operand::Operand;
use super::scan::is_before_regex;
use super::token::{Token, TokenKind, written};
use super::value::{Parser, Value};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::transcript::Transcript;

/// Calls that put more into what they are called on.
const ADDS: [&str; 4] = ["add", "push", "update", "concat"];

/// What was found in a text.
#[derive(Debug)]
pub(super) struct Reading {
    pub transcript: Transcript,
    /// Whether something stands in it that is JavaScript and cannot be a slip in JSON.
    pub is_javascript: bool,
    /// How many slips there are in its syntax.
    pub faults: usize,
}

/// Walks over a file and collects its data.
pub(super) struct Statements<'t, 'l> {
    parser: Parser<'t, 'l>,
    /// The first piece of code that is no data.
    code: Option<Range<usize>>,
}

impl<'t, 'l> Statements<'t, 'l> {
    pub fn read(text: &'t str, log: &'l mut Log) -> Reading {
        let mut statements = Statements { parser: Parser::new(text, log), code: None };
        statements.run();
        let Statements { parser, code } = statements;
        let Parser { values, is_javascript, was_javascript, faults, log, .. } = parser;
        let is_javascript = if faults == 0 { is_javascript } else { was_javascript };
        let has_data = values.iter().any(|(_, value)| matches!(value, Value::Data { .. }));
        if let Some(code) = code.filter(|_| has_data) {
            let message = "Only the data in this JavaScript is read; its code is not run";
            log.push(Diagnostic::new(Severity::Note, code, &Path::Root, message));
        }
        Reading { transcript: written(&document(values)), is_javascript, faults }
    }

    fn run(&mut self) {
        let mut before = b';';
        loop {
            self.parser.scan.skip_space();
            let at = self.parser.scan.at;
            let Some(byte) = self.parser.scan.peek() else { return };
            match byte {
                b'"' | b'\'' => self.parser.scan.skip_quoted(byte),
                b'`' => {
                    self.parser.scan.quoted();
                }
                b'/' if is_before_regex(before) => self.parser.scan.skip_regex(),
                b'{' if before == b'(' || before == b';' && self.parser.values.is_empty() => self.anonymous(),
                b'[' if !matches!(before, b')' | b']') && !before.is_ascii_alphanumeric() => self.anonymous(),
                _ if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') || byte >= 0x80 => {
                    self.words()
                }
                _ => self.parser.scan.step(),
            }
            self.parser.scan.at = self.parser.scan.at.max(at + 1);
            before = self.parser.scan.text.as_bytes().get(self.parser.scan.at - 1).copied().unwrap_or(byte);
        }
    }

    /// A list or object that nothing is assigned to.
    fn anonymous(&mut self) {
        self.assign("");
    }

    /// What begins with a word.
    fn words(&mut self) {
        let start = self.parser.scan.at;
        let path = self.parser.scan.dotted();
        if path.is_empty() {
            return self.parser.scan.step();
        }
        self.parser.is_javascript = true;
        if matches!(path, "var" | "let" | "const") {
            return self.declared();
        }
        self.parser.scan.skip_space();
        let name = path.rsplit('.').next().map_or("", str::trim);
        let is_assigned = self.parser.scan.peek() == Some(b'=')
            && !self.parser.scan.starts_with("==")
            && !self.parser.scan.starts_with("=>");
        if is_assigned {
            self.parser.scan.at += 1;
            return self.assign(name);
        }
        let opens = matches!(self.parser.scan.peek(), Some(b'{' | b'['));
        match path {
            "export" | "new" => return,
            "default" | "return" if opens => return self.assign(name),
            _ => {}
        }
        if self.parser.scan.peek() != Some(b'(') {
            return;
        }
        let owner = path.rsplit('.').nth(1).map_or("", str::trim);
        if ADDS.contains(&name) && !owner.is_empty() {
            return self.add(owner);
        }
        match name {
            "setItems" => return self.add("items"),
            "setGroups" => return self.add("groups"),
            _ => {}
        }
        let behind = self.parser.scan.rest().get(1..).unwrap_or_default().trim_start();
        if behind.starts_with(['{', '[']) && !path.starts_with("function") {
            self.call_with_data(name);
        } else {
            self.code.get_or_insert(start..self.parser.scan.at);
            self.parser.scan.at += 1;
        }
    }

    /// `var name`, with a type in TypeScript.
    fn declared(&mut self) {
        self.parser.scan.skip_space();
        let name = self.parser.scan.word();
        self.parser.scan.skip_space();
        if name.is_empty() {
            return;
        }
        if self.parser.scan.peek() == Some(b':') {
            let rest = self.parser.scan.rest();
            let end = rest.find(['=', ';', '\n']).unwrap_or(rest.len());
            self.parser.scan.at += end;
        }
        if self.parser.scan.peek() == Some(b'=') {
            self.parser.scan.at += 1;
            self.assign(name);
        }
    }

    /// `callback({…})`: the data that a call is given.
    fn call_with_data(&mut self, name: &'t str) {
        let mark = self.parser.out.len();
        let arguments = self.parser.arguments();
        let data = arguments.into_iter().find(|(operand, _)| matches!(operand, Operand::Written));
        if let Some((operand, tokens)) = data {
            self.parser.out.truncate(tokens.end);
            self.parser.out.drain(mark..tokens.start);
            self.store(name, operand, mark);
        }
        self.parser.out.truncate(mark);
    }

    fn assign(&mut self, name: &'t str) {
        let mark = self.parser.out.len();
        self.parser.scan.skip_space();
        let start = self.parser.scan.at;
        let operand = self.parser.expression();
        if matches!(operand, Operand::Code) {
            self.code.get_or_insert(start..self.parser.scan.at.max(start + 1));
        }
        if let Operand::Named(index) = operand
            && !name.is_empty()
            && let Some((known, _)) = self.parser.values.get_mut(index)
        {
            // Another name for the same data; the last one is what it is for.
            *known = name;
            self.parser.names.insert(name, index);
            return self.parser.out.truncate(mark);
        }
        self.store(name, operand, mark);
        self.parser.out.truncate(mark);
    }

    /// Keeps the tokens behind a mark, or a constant, under a name. Code takes nothing away from a name.
    fn store(&mut self, name: &'t str, operand: Operand, mark: usize) {
        let value = match operand {
            Operand::Written => {
                let tokens = self.parser.out.split_off(mark.min(self.parser.out.len()));
                if tokens.is_empty() {
                    return;
                }
                Value::Data { tokens, is_used: false }
            }
            Operand::Code | Operand::Named(_) => return,
            constant => Value::Constant(constant),
        };
        let is_data = matches!(value, Value::Data { .. });
        match self.parser.names.get(name).copied() {
            Some(index) if !name.is_empty() => {
                if let Some((_, known)) = self.parser.values.get_mut(index)
                    && (is_data || matches!(known, Value::Constant(_)))
                {
                    *known = value;
                }
            }
            _ => {
                self.parser.values.push((name, value));
                self.parser.names.insert(name, self.parser.values.len() - 1);
            }
        }
    }

    /// `items.add([…])`: puts elements into the list of a name.
    fn add(&mut self, owner: &'t str) {
        let mark = self.parser.out.len();
        let arguments = self.parser.arguments();
        let mut added: Vec<Token<'t>> = Vec::new();
        for (operand, tokens) in arguments {
            let tokens = match operand {
                Operand::Written => self.parser.out.get(tokens).unwrap_or_default(),
                Operand::Named(index) => match self.parser.values.get_mut(index) {
                    Some((_, Value::Data { tokens, is_used })) if !*is_used => {
                        *is_used = true;
                        tokens.as_slice()
                    }
                    _ => continue,
                },
                _ => continue,
            };
            match tokens {
                [first, inner @ .., _] if first.json == "[" => added.extend_from_slice(inner),
                tokens => added.extend_from_slice(tokens),
            }
        }
        self.parser.out.truncate(mark);
        if added.is_empty() {
            return;
        }
        let index = self.parser.names.get(owner).copied();
        if let Some((_, Value::Data { tokens, .. })) =
            index.and_then(|index| self.parser.values.get_mut(index))
            && tokens.first().is_some_and(|first| first.json == "[")
            && let Some(close) = tokens.pop()
        {
            tokens.extend(added);
            return tokens.push(close);
        }
        let index = added.first().map_or(0, |first| first.origin.start);
        let sign = |kind, json: &'static str| Token { kind, json: json.into(), origin: index..index };
        self.parser.out.push(sign(TokenKind::Open, "["));
        self.parser.out.extend(added);
        self.parser.out.push(sign(TokenKind::Close, "]"));
        self.store(owner, Operand::Written, mark);
        self.parser.out.truncate(mark);
    }
}

/// The one value, or an object of several by their names. What became part of another value is in that one.
fn document<'t>(values: Vec<(&'t str, Value<'t>)>) -> Vec<Token<'t>> {
    let mut data: Vec<(&str, Vec<Token<'t>>)> = Vec::new();
    for (name, value) in values {
        match value {
            Value::Data { tokens, is_used: false } if !tokens.is_empty() => data.push((name, tokens)),
            _ => {}
        }
    }
    if data.len() <= 1 {
        return data.pop().map(|(_, tokens)| tokens).unwrap_or_default();
    }
    let sign = |kind, json: String| Token { kind, json: json.into(), origin: 0..0 };
    let mut document = vec![sign(TokenKind::Open, "{".to_owned())];
    for (index, (name, tokens)) in data.into_iter().enumerate() {
        let name = if name.is_empty() { format!("value {}", index + 1) } else { name.to_owned() };
        let origin = tokens.first().map_or(0..0, |first| first.origin.clone());
        document.push(Token { origin, ..sign(TokenKind::Name, crate::syntax::json::json_text(&name)) });
        document.extend(tokens);
    }
    document.push(sign(TokenKind::Close, "}".to_owned()));
    document
}
