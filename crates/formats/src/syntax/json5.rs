//! JSON5 as JSON: single quotation marks, names without any, numbers as JavaScript writes them, free commas
//! and comments. The text is checked strictly: what is no sound JSON5 is left to the reader that mends JSON.

use std::ops::Range;

use super::json::json_text;
use super::transcript::Transcript;

/// Brackets within each other beyond this number are left to the reader that mends JSON.
const DEEPEST: usize = 128;

/// Sound JSON5, written as JSON.
#[derive(Debug)]
pub(crate) struct Json5 {
    /// The JSON, with the places of its tokens.
    pub transcript: Transcript,
    /// The first text or name in single quotation marks.
    pub single_quoted: Option<Range<usize>>,
}

/// Writes JSON5 as JSON; `None` where it is not sound. A number that JSON has no notation for (`Infinity`,
/// `NaN`) becomes a text.
pub(crate) fn transcribed(text: &str) -> Option<Json5> {
    let transcript = Transcript::default();
    let mut scan = Scan { text, at: 0, out: Json5 { transcript, single_quoted: None } };
    scan.skip_space()?;
    scan.value(0)?;
    scan.skip_space()?;
    (scan.at == text.len()).then_some(scan.out)
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    out: Json5,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn eat(&mut self, letter: char) -> bool {
        let is_there = self.peek() == Some(letter);
        if is_there {
            self.at += letter.len_utf8();
        }
        is_there
    }

    /// Passes over space and comments; `None` where a comment is not closed.
    fn skip_space(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let trimmed =
                rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}');
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(trimmed.len());
            } else if let Some(comment) = trimmed.strip_prefix("/*") {
                self.at += comment.find("*/")? + 4;
            } else {
                return Some(());
            }
        }
    }

    fn bracket(&mut self, bracket: &str) {
        self.out.transcript.token(bracket, self.at - 1..self.at);
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        let start = self.at;
        match self.peek()? {
            _ if depth > DEEPEST => None,
            '{' => self.entries(depth, '}', true),
            '[' => self.entries(depth, ']', false),
            '"' | '\'' => {
                let text = self.quoted()?;
                self.out.transcript.token(&text, start..self.at);
                Some(())
            }
            _ => {
                let is_word = |letter: char| letter.is_alphanumeric() || "_$+-.".contains(letter);
                let rest = self.rest();
                let word = rest.get(..rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()))?;
                let json = match word {
                    "true" | "false" | "null" => word.to_owned(),
                    _ => number(word)?,
                };
                self.at += word.len();
                self.out.transcript.token(&json, start..self.at);
                Some(())
            }
        }
    }

    fn entries(&mut self, depth: usize, close: char, has_names: bool) -> Option<()> {
        self.next();
        self.bracket(if has_names { "{" } else { "[" });
        let mut is_first = true;
        loop {
            self.skip_space()?;
            if self.eat(close) {
                break;
            }
            if !is_first {
                self.out.transcript.between(", ");
            }
            is_first = false;
            if has_names {
                self.name()?;
            }
            self.value(depth + 1)?;
            self.skip_space()?;
            if !self.eat(',') && self.peek() != Some(close) {
                return None;
            }
        }
        self.bracket(if has_names { "}" } else { "]" });
        Some(())
    }

    /// The name of a member, and the colon behind it.
    fn name(&mut self) -> Option<()> {
        let start = self.at;
        let name = if matches!(self.peek(), Some('"' | '\'')) {
            self.quoted()?
        } else {
            let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
            let rest = self.rest();
            let name = rest.get(..rest.find(|letter| !is_name(letter)).unwrap_or(rest.len()))?;
            if name.is_empty() || name.starts_with(char::is_numeric) {
                return None;
            }
            self.at += name.len();
            json_text(name)
        };
        self.out.transcript.token(&name, start..self.at);
        self.skip_space()?;
        if !self.eat(':') {
            return None;
        }
        self.out.transcript.between(": ");
        self.skip_space()
    }

    /// A text in quotation marks of either kind, as JSON.
    fn quoted(&mut self) -> Option<String> {
        let start = self.at;
        let mark = self.next()?;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let letter = match self.next()? {
                letter if letter == mark => break,
                '\n' | '\r' => return None,
                '\\' => match self.next()? {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{C}',
                    'v' => '\u{B}',
                    '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => '\0',
                    'x' => {
                        units.push(self.hexadecimal(2)?);
                        continue;
                    }
                    'u' => {
                        units.push(self.hexadecimal(4)?);
                        continue;
                    }
                    // A line that goes on in the next one.
                    '\r' => {
                        self.eat('\n');
                        continue;
                    }
                    '\n' | '\u{2028}' | '\u{2029}' => continue,
                    digit if digit.is_ascii_digit() => return None,
                    letter => letter,
                },
                letter => letter,
            };
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
        }
        if mark == '\'' {
            self.out.single_quoted.get_or_insert(start..self.at);
        }
        String::from_utf16(&units).ok().map(|text| json_text(&text))
    }

    fn hexadecimal(&mut self, count: usize) -> Option<u16> {
        let digits =
            self.rest().get(..count).filter(|digits| digits.bytes().all(|one| one.is_ascii_hexdigit()))?;
        self.at += count;
        u16::from_str_radix(digits, 16).ok()
    }
}

/// A number of JSON5 as JSON, digit by digit where it is decimal; `None` where it is no number.
fn number(word: &str) -> Option<String> {
    let (sign, digits) = match word.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", word.strip_prefix('+').unwrap_or(word)),
    };
    if matches!(digits, "Infinity" | "NaN") {
        return Some(json_text(word));
    }
    if let Some(digits) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        let is_hexadecimal = digits.bytes().all(|one| one.is_ascii_hexdigit());
        let number = u128::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal)?;
        return Some(format!("{sign}{number}"));
    }
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    let json = format!("{sign}{whole}{point}{fraction}{exponent}");
    serde_json::from_str::<&serde_json::value::RawValue>(&json).is_ok().then_some(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_json5_becomes_json() {
        let text = "// c\n{a: 'it\\'s // \"x\"', \"b\": [+1, .5, 5., 0xFF, -0x10, 1e3,], 'c': /* d */ 'e\\\nf', $g_1: null,}";
        let read = transcribed(text).unwrap();
        let json = r#"{"a": "it's // \"x\"", "b": [1, 0.5, 5, 255, -16, 1e3], "c": "ef", "$g_1": null}"#;
        assert_eq!(read.transcript.json, json);
        assert_eq!(&text[read.single_quoted.unwrap()], "'it\\'s // \"x\"'");
    }

    #[test]
    fn what_is_no_json5_is_left_alone() {
        for text in [
            "",
            "[1 2]",
            "{a 1}",
            "{1a: 2}",
            "[,]",
            "['a]",
            "['a\nb']",
            "[1] 2",
            "/*",
            "[new Date()]",
            "[01]",
            "[.]",
            "[0x]",
        ] {
            assert!(transcribed(text).is_none(), "{text}");
        }
        assert!(transcribed(&"[".repeat(100_000)).is_none());
    }
}
