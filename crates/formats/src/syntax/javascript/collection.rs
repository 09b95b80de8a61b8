//! Lists and objects as JavaScript writes them: names without quotation marks, holes, spread names,
//! functions.

use super::operand::{Operand, number_text};
use super::token::TokenKind;
use super::value::Parser;
use crate::syntax::json::json_text;

impl Parser<'_, '_> {
    pub fn list(&mut self) -> Operand {
        let start = self.scan.at;
        self.scan.at += 1;
        self.push(TokenKind::Open, "[", start..start + 1);
        // Whether a value may stand here without a comma before it.
        let mut is_free = true;
        loop {
            self.scan.skip_space();
            let at = self.scan.at;
            match self.scan.peek() {
                None => {
                    self.fault(start..start + 1, "The list is not closed", "Add ]");
                    break;
                }
                Some(b']') => {
                    self.scan.at += 1;
                    break;
                }
                Some(b',') => {
                    self.scan.at += 1;
                    if is_free {
                        self.is_javascript = true;
                        self.push(TokenKind::Value, "null", at..at + 1);
                    }
                    is_free = true;
                }
                Some(b'}' | b')' | b';' | b':') => {
                    self.fault(at..at + 1, "This sign does not belong in a list", "Take it out");
                    self.scan.at += 1;
                }
                Some(_) => {
                    if !is_free {
                        self.fault(at..at + 1, "A comma is missing before this", "Add a comma");
                    }
                    is_free = false;
                    if self.scan.starts_with("...") {
                        self.spread("[");
                    } else {
                        self.value();
                    }
                    self.scan.at = self.scan.at.max(at + 1);
                }
            }
        }
        let end = self.scan.at;
        self.push(TokenKind::Close, "]", end.saturating_sub(1)..end);
        Operand::Written
    }

    /// `...name`: the elements or members of what the name stands for, where that is known and opens with the
    /// same bracket as what it is spread into.
    fn spread(&mut self, bracket: &str) {
        let start = self.scan.at;
        self.is_javascript = true;
        self.scan.at += 3;
        let (mark, operand) = (self.out.len(), self.expression());
        let is_copied = match operand {
            Operand::Named(place) => self.copy(place),
            Operand::Written => true,
            _ => false,
        };
        let opens =
            self.out.get(mark).is_some_and(|token| token.kind == TokenKind::Open && token.json == bracket);
        let is_whole =
            self.out.len() >= mark + 2 && self.out.last().is_some_and(|token| token.kind == TokenKind::Close);
        if is_copied && opens && is_whole {
            self.out.pop();
            self.out.remove(mark);
        } else {
            self.out.truncate(mark);
            let range = self.origin(start);
            self.report_code(range, "Passed over");
        }
    }

    pub fn object(&mut self) -> Operand {
        let start = self.scan.at;
        self.scan.at += 1;
        self.push(TokenKind::Open, "{", start..start + 1);
        let mut is_free = true;
        loop {
            self.scan.skip_space();
            let at = self.scan.at;
            match self.scan.peek() {
                None => {
                    self.fault(start..start + 1, "The object is not closed", "Add }");
                    break;
                }
                Some(b'}') => {
                    self.scan.at += 1;
                    break;
                }
                Some(b',') => {
                    self.scan.at += 1;
                    is_free = true;
                }
                Some(b']' | b')' | b';' | b':') => {
                    self.fault(at..at + 1, "This sign does not belong in an object", "Take it out");
                    self.scan.at += 1;
                }
                Some(_) => {
                    if !is_free {
                        self.fault(at..at + 1, "A comma is missing before this", "Add a comma");
                    }
                    is_free = false;
                    self.member();
                    self.scan.at = self.scan.at.max(at + 1);
                }
            }
        }
        let end = self.scan.at;
        self.push(TokenKind::Close, "}", end.saturating_sub(1)..end);
        Operand::Written
    }

    fn member(&mut self) {
        let start = self.scan.at;
        if self.scan.starts_with("...") {
            return self.spread("{");
        }
        let Some((name, is_word)) = self.member_name() else {
            self.scan.step();
            self.scan.skip_code(true);
            let range = self.origin(start);
            return self.fault(range, "Here the name of a field is missing", "Write name: value");
        };
        self.is_javascript |= is_word;
        let origin = self.origin(start);
        self.scan.skip_space();
        match self.scan.peek() {
            Some(b':') => {
                self.scan.at += 1;
                self.scan.skip_space();
                self.push(TokenKind::Name, json_text(&name), origin);
                self.value();
            }
            // `{items, groups}`
            Some(b',' | b'}') if is_word => {
                let operand = self.meaning(&name);
                self.push(TokenKind::Name, json_text(&name), origin.clone());
                self.write(operand, origin);
            }
            // A function within an object.
            _ if is_word => {
                self.scan.skip_code(true);
                let range = self.origin(start);
                self.report_code(range, "Passed over");
            }
            _ => {
                self.fault(origin, "A field has no value", "Write a colon and the value");
            }
        }
    }

    /// The name of a member, and whether it is one without quotation marks.
    fn member_name(&mut self) -> Option<(String, bool)> {
        match self.scan.peek()? {
            byte @ (b'"' | b'\'') => {
                let start = self.scan.at;
                self.is_javascript |= byte == b'\'';
                let quoted = self.scan.quoted();
                if !quoted.is_closed {
                    let range = self.origin(start);
                    self.fault(
                        range,
                        "The closing quotation mark is missing",
                        "Add it at the end of the name",
                    );
                }
                quoted.words.map(|words| (words, false))
            }
            byte if byte.is_ascii_digit() => {
                let number = self.scan.number()?;
                Some((number_text(number), true))
            }
            b'-' => None,
            _ => {
                let word = self.scan.word();
                (!word.is_empty()).then(|| (word.to_owned(), true))
            }
        }
    }
}
