//! Expressions that are data: literals, what is made of constants alone, dates, and known wrappers around
//! them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::date;
use super::operand::{Operand, number_text};
use super::scan::Scan;
use super::token::{DATE, Token, TokenKind};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;

/// Deeper nesting than this is not read.
const DEEPEST: usize = 64;
/// Calls that give what they are given.
const WRAPPERS: [&str; 8] = ["DataSet", "DataView", "freeze", "seal", "String", "Number", "ref", "reactive"];
/// Calls on a date that give the same date.
const SAME_DATE: [&str; 9] =
    ["toDate", "valueOf", "getTime", "toISOString", "toString", "utc", "local", "toJSON", "format"];
/// Libraries whose calls make dates of texts and numbers.
const DATE_CALLS: [&str; 7] =
    ["moment", "vis.moment", "moment.utc", "dayjs", "Date.parse", "parseISO", "moment.tz"];

/// What a name stands for.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Constant(Operand),
    Data {
        tokens: Vec<Token<'t>>,
        /// Whether it became part of another value.
        is_used: bool,
    },
}

pub(super) struct Parser<'t, 'l> {
    pub scan: Scan<'t>,
    pub out: Vec<Token<'t>>,
    pub values: Vec<(&'t str, Value<'t>)>,
    pub names: HashMap<&'t str, usize>,
    pub log: &'l mut Log,
    pub is_javascript: bool,
    pub faults: usize,
    /// Whether there was JavaScript before the first slip. Behind one, anything may look like it.
    pub was_javascript: bool,
    depth: usize,
    /// How many bytes were repeated for names, which may not grow beyond what the text itself holds.
    copied: usize,
}

impl<'t, 'l> Parser<'t, 'l> {
    pub fn new(text: &'t str, log: &'l mut Log) -> Self {
        Parser {
            scan: Scan { text, at: 0 },
            out: Vec::new(),
            values: Vec::new(),
            names: HashMap::new(),
            log,
            is_javascript: false,
            faults: 0,
            was_javascript: false,
            depth: 0,
            copied: 0,
        }
    }

    pub fn origin(&self, start: usize) -> Range<usize> {
        let text = self.scan.text.get(start..self.scan.at).unwrap_or_default();
        start..start + text.trim_end().len()
    }

    pub fn fault(&mut self, range: Range<usize>, message: &str, hint: &str) {
        if self.faults == 0 {
            self.was_javascript = self.is_javascript;
        }
        self.faults += 1;
        let range = range.start..range.end.max(range.start + 1);
        self.log.push(Diagnostic::new(Severity::Error, range, &Path::Root, message).hint(hint));
    }

    pub fn report_code(&mut self, range: Range<usize>, effect: &str) {
        self.is_javascript = true;
        let words = self.scan.text.get(range.clone()).unwrap_or_default();
        let finding = Diagnostic::new(Severity::Warning, range, &Path::Root, "JavaScript code cannot be run");
        self.log.push(finding.found(words).hint("Write the value that it gives").effect(effect));
    }

    pub fn push(&mut self, kind: TokenKind, json: impl Into<Cow<'t, str>>, origin: Range<usize>) {
        self.out.push(Token { kind, json: json.into(), origin });
    }

    /// Reads an expression and writes what it gives. Returns whether that is a list or object.
    pub fn value(&mut self) -> bool {
        let start = self.scan.at;
        let operand = self.expression();
        let origin = self.origin(start);
        self.write(operand, origin)
    }

    pub fn write(&mut self, operand: Operand, origin: Range<usize>) -> bool {
        match operand {
            Operand::Written => return true,
            Operand::Named(index) => {
                if self.copy(index) {
                    return true;
                }
                self.report_code(
                    origin.clone(),
                    "Read as null, since repeating it would make the file too large",
                );
                self.push(TokenKind::Value, "null", origin);
            }
            Operand::Code => {
                self.report_code(origin.clone(), "Read as null");
                self.push(TokenKind::Value, "null", origin);
            }
            Operand::Literal(word) => self.push(TokenKind::Value, word, origin),
            Operand::Number(number) => {
                let source = self.scan.text.get(origin.clone()).unwrap_or_default();
                let is_json = serde_json::from_str::<&serde_json::value::RawValue>(source).is_ok();
                let json = if is_json { Cow::Borrowed(source) } else { Cow::Owned(number_text(number)) };
                self.push(TokenKind::Value, json, origin);
            }
            Operand::Text(text) => {
                // Where the text stands in the file letter by letter, spans within it can be reported.
                let source = self.scan.text.get(origin.clone()).unwrap_or_default();
                let inner = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                let is_json = inner.is_some_and(|inner| inner == text)
                    && !text.contains(|c: char| c < ' ' || matches!(c, '"' | '\\'));
                let json = if is_json { Cow::Borrowed(source) } else { Cow::Owned(json_text(&text)) };
                self.push(TokenKind::Value, json, origin);
            }
            Operand::Date(date) => {
                self.push(TokenKind::Value, format!("{{\"{DATE}\": {date}}}"), origin);
            }
        }
        false
    }

    /// Writes the tokens that a name stands for once more.
    pub fn copy(&mut self, index: usize) -> bool {
        let Some((_, Value::Data { tokens, is_used })) = self.values.get_mut(index) else { return false };
        self.copied += tokens.iter().map(|token| token.json.len()).sum::<usize>();
        if self.copied > self.scan.text.len().saturating_mul(2) {
            return false;
        }
        *is_used = true;
        self.out.extend(tokens.iter().cloned());
        true
    }

    /// What a name stands for; code where it is not known, or too long to be repeated once more.
    pub fn meaning(&mut self, name: &str) -> Operand {
        let Some(index) = self.names.get(name).copied() else { return Operand::Code };
        match self.values.get(index) {
            Some((_, Value::Constant(constant))) => {
                let length = if let Operand::Text(text) = constant { text.len() } else { 0 };
                self.copied += length;
                let is_short = self.copied <= self.scan.text.len().saturating_mul(2);
                if is_short { constant.clone() } else { Operand::Code }
            }
            _ => Operand::Named(index),
        }
    }

    /// Sums and products of constants; anything else with a sign between is code.
    pub fn expression(&mut self) -> Operand {
        if self.depth >= DEEPEST {
            let start = self.scan.at;
            self.scan.skip_code(true);
            let range = self.origin(start);
            self.fault(range, "This is nested too deeply to be read", "");
            return Operand::Literal("null");
        }
        self.depth += 1;
        let operand = self.sum();
        self.depth -= 1;
        self.scan.skip_space();
        match self.scan.peek() {
            None | Some(b',' | b';' | b')' | b']' | b'}' | b':') => operand,
            // A sign that goes on with the expression; anything else is a forgotten comma.
            Some(
                b'.' | b'?' | b'&' | b'|' | b'=' | b'(' | b'<' | b'>' | b'%' | b'^' | b'!' | b'+' | b'-'
                | b'*' | b'/',
            ) => {
                let start = self.scan.at;
                self.scan.skip_code(true);
                if !matches!(operand, Operand::Written | Operand::Named(_)) {
                    return Operand::Code;
                }
                let range = self.origin(start);
                self.report_code(range, "Passed over; the data before it is used as it is");
                operand
            }
            Some(_) => {
                if ["as ", "satisfies "].iter().any(|word| self.scan.starts_with(word)) {
                    self.scan.skip_code(true);
                }
                operand
            }
        }
    }

    fn sum(&mut self) -> Operand {
        let mut left = self.product();
        loop {
            self.scan.skip_space();
            let sign = match self.scan.peek() {
                Some(sign @ (b'+' | b'-')) => sign,
                _ => return left,
            };
            if matches!(left, Operand::Written | Operand::Named(_) | Operand::Code) {
                return left;
            }
            self.is_javascript = true;
            self.scan.at += 1;
            self.scan.skip_space();
            let mark = self.out.len();
            let right = self.product();
            self.out.truncate(mark);
            left = match (left, right, sign) {
                (Operand::Number(a), Operand::Number(b), b'+') => Operand::Number(a + b),
                (Operand::Number(a), Operand::Number(b), _) => Operand::Number(a - b),
                (Operand::Text(a), Operand::Text(b), b'+') => Operand::Text(a + &b),
                (Operand::Text(a), Operand::Number(b), b'+') => Operand::Text(a + &number_text(b)),
                (Operand::Number(a), Operand::Text(b), b'+') => Operand::Text(number_text(a) + &b),
                _ => Operand::Code,
            };
        }
    }

    fn product(&mut self) -> Operand {
        let mut left = self.unary();
        loop {
            self.scan.skip_space();
            let sign = match self.scan.peek() {
                Some(sign @ (b'*' | b'/')) if matches!(left, Operand::Number(_)) => sign,
                _ => return left,
            };
            self.is_javascript = true;
            self.scan.at += 1;
            self.scan.skip_space();
            let mark = self.out.len();
            let right = self.unary();
            self.out.truncate(mark);
            left = match (left, right) {
                (Operand::Number(a), Operand::Number(b)) if sign == b'*' => Operand::Number(a * b),
                (Operand::Number(a), Operand::Number(b)) if b != 0.0 => Operand::Number(a / b),
                _ => Operand::Code,
            };
        }
    }

    fn unary(&mut self) -> Operand {
        self.scan.skip_space();
        let start = self.scan.at;
        match self.scan.peek() {
            Some(sign @ (b'-' | b'+' | b'!')) => {
                self.scan.at += 1;
                self.scan.skip_space();
                let is_number = self.scan.peek().is_some_and(|byte| byte.is_ascii_digit() || byte == b'.');
                let number = if is_number { self.scan.number() } else { None };
                match (sign, number) {
                    (b'-', Some(number)) => Operand::Number(-number),
                    (b'+', Some(number)) => Operand::Number(number),
                    (b'!', Some(number)) => Operand::Literal(if number == 0.0 { "true" } else { "false" }),
                    _ => self.code(),
                }
            }
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"' | b'\'' | b'`') => {
                self.is_javascript |= self.scan.peek() != Some(b'"');
                let quoted = self.scan.quoted();
                if !quoted.is_closed {
                    let range = self.origin(start);
                    self.fault(
                        range,
                        "The closing quotation mark is missing",
                        "Add it at the end of the text",
                    );
                }
                let operand = quoted.words.map_or(Operand::Code, Operand::Text);
                self.methods(operand)
            }
            Some(byte) if byte.is_ascii_digit() && self.scan.day() > 0 => {
                self.is_javascript = true;
                self.scan.at += self.scan.day();
                let words = self.scan.text.get(start..self.scan.at).unwrap_or_default();
                let message = "A date without quotation marks is a subtraction of numbers";
                let finding = Diagnostic::new(Severity::Warning, start..self.scan.at, &Path::Root, message);
                self.log.push(finding.found(words).hint(format!("Write '{words}'")).read_as(words));
                Operand::Text(words.to_owned())
            }
            Some(byte) if byte.is_ascii_digit() || byte == b'.' => match self.scan.number() {
                Some(number) => Operand::Number(number),
                None => {
                    self.scan.at = self.scan.at.max(start + 1);
                    let range = self.origin(start);
                    self.fault(range, "This is no number", "Put a text in quotation marks");
                    Operand::Text(self.scan.text.get(start..self.scan.at).unwrap_or_default().to_owned())
                }
            },
            Some(b'(') => self.parenthesis(),
            Some(b'/') => {
                self.scan.skip_regex();
                self.scan.word();
                Operand::Code
            }
            _ => self.named(),
        }
    }

    /// Passes over what cannot be read.
    fn code(&mut self) -> Operand {
        self.is_javascript = true;
        self.scan.skip_code(true);
        Operand::Code
    }

    fn parenthesis(&mut self) -> Operand {
        let start = self.scan.at;
        self.is_javascript = true;
        self.scan.at += 1;
        let mark = self.out.len();
        let operand = self.expression();
        self.scan.skip_space();
        if !self.scan.eat(b')') {
            // Parameters of a function, or code.
            self.scan.skip_code(false);
            self.scan.eat(b')');
            self.out.truncate(mark);
            self.scan.at = self.scan.at.max(start + 1);
            return self.code();
        }
        self.scan.skip_space();
        if self.scan.starts_with("=>") {
            self.out.truncate(mark);
            return self.code();
        }
        operand
    }

    /// A name: a word of the language, something that was assigned before, or a call.
    fn named(&mut self) -> Operand {
        let start = self.scan.at;
        let path = self.scan.dotted();
        match path {
            "true" => return Operand::Literal("true"),
            "false" => return Operand::Literal("false"),
            "null" => return Operand::Literal("null"),
            "undefined" | "NaN" | "Infinity" => {
                self.is_javascript = true;
                return Operand::Literal("null");
            }
            "void" => {
                self.is_javascript = true;
                self.scan.skip_code(true);
                return Operand::Literal("null");
            }
            "function" | "async" | "class" | "await" | "typeof" => return self.code(),
            "" => {
                // Nothing that begins a value: passed over, so that reading goes on.
                let letter = self.scan.peek();
                if letter.is_some_and(|byte| !matches!(byte, b',' | b']' | b'}' | b')' | b';' | b':')) {
                    self.scan.step();
                }
                let range = self.origin(start);
                self.fault(range, "Here a value is missing", "Write a value, or null");
                return Operand::Literal("null");
            }
            _ => {}
        }
        self.is_javascript = true;
        let is_made = path == "new";
        let path = if is_made {
            self.scan.skip_space();
            self.scan.dotted()
        } else {
            path
        };
        let words = path.split_whitespace().collect::<String>();
        self.scan.skip_space();
        let operand = if self.scan.peek() == Some(b'(') {
            self.call(&words, is_made)
        } else if is_made {
            Operand::Code
        } else {
            self.meaning(path)
        };
        if self.scan.starts_with("=>") {
            return self.code();
        }
        self.methods(operand)
    }

    /// Calls behind a value that give the same value: `.toDate()`.
    fn methods(&mut self, operand: Operand) -> Operand {
        let mut operand = operand;
        loop {
            let before = self.scan.at;
            self.scan.skip_space();
            if !self.scan.eat(b'.') {
                self.scan.at = before;
                return operand;
            }
            self.scan.skip_space();
            let name = self.scan.word();
            self.scan.skip_space();
            let is_same = match operand {
                Operand::Date(_) => SAME_DATE.contains(&name),
                Operand::Text(_) => matches!(name, "trim" | "toString" | "normalize"),
                _ => false,
            };
            if !is_same || self.scan.peek() != Some(b'(') {
                self.scan.at = before;
                return operand;
            }
            self.is_javascript = true;
            let mark = self.out.len();
            self.arguments();
            self.out.truncate(mark);
            operand = match operand {
                Operand::Text(text) => Operand::Text(text.trim().to_owned()),
                other => other,
            };
        }
    }

    /// The arguments of a call, each with the tokens that it wrote.
    pub fn arguments(&mut self) -> Vec<(Operand, Range<usize>)> {
        self.scan.eat(b'(');
        let mut list = Vec::new();
        loop {
            self.scan.skip_space();
            match self.scan.peek() {
                None => return list,
                Some(b')') => {
                    self.scan.at += 1;
                    return list;
                }
                Some(b',' | b';' | b'}' | b']' | b':') => self.scan.at += 1,
                Some(_) => {
                    let (start, mark) = (self.scan.at, self.out.len());
                    let operand = self.expression();
                    list.push((operand, mark..self.out.len()));
                    self.scan.at = self.scan.at.max(start + 1);
                }
            }
        }
    }

    fn call(&mut self, path: &str, is_made: bool) -> Operand {
        let (start, mark) = (self.scan.at, self.out.len());
        let called = start.saturating_sub(path.len())..start;
        let arguments = self.arguments();
        let name = path.rsplit('.').next().unwrap_or_default();
        let is_date = (is_made && name == "Date") || path == "Date.UTC" || DATE_CALLS.contains(&path);
        if is_date {
            self.out.truncate(mark);
            let operands: Vec<Operand> = arguments.into_iter().map(|(operand, _)| operand).collect();
            let date = date::made(&operands, path == "Date.UTC");
            return date.map_or(Operand::Code, Operand::Date);
        }
        if WRAPPERS.contains(&name)
            && let Some((first, tokens)) = arguments.first()
        {
            self.out.truncate(tokens.end);
            return first.clone();
        }
        if path == "JSON.parse"
            && let Some((Operand::Text(json), _)) = arguments.first()
        {
            self.out.truncate(mark);
            let json = json.trim().to_owned();
            let is_data = json.starts_with(['{', '['])
                && serde_json::from_str::<&serde_json::value::RawValue>(&json).is_ok();
            let origin = self.origin(start);
            if is_data {
                self.push(TokenKind::Value, json, origin);
                return Operand::Written;
            }
            return Operand::Code;
        }
        let data = arguments.iter().find(|(operand, _)| matches!(operand, Operand::Written)).cloned();
        let Some((operand, tokens)) = data else {
            self.out.truncate(mark);
            return Operand::Code;
        };
        self.out.truncate(tokens.end);
        self.out.drain(mark..tokens.start);
        let message = "This call is not run; the data that it is given is used as it is";
        self.log.push(Diagnostic::new(Severity::Note, called, &Path::Root, message).found(path));
        operand
    }
}
