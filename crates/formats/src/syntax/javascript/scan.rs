//! The letters of JavaScript: space and comments, names, texts, numbers, and whatever is passed over.

/// A place in a text that moves on.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    pub text: &'t str,
    pub at: usize,
}

/// A text in quotation marks.
pub(super) struct Quoted {
    /// Its words; `None` where parts of it would have to be worked out (`${…}`).
    pub words: Option<String>,
    /// Whether its closing quotation mark is there.
    pub is_closed: bool,
}

impl<'t> Scan<'t> {
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub fn starts_with(&self, words: &str) -> bool {
        self.rest().starts_with(words)
    }

    /// Goes on behind one character.
    pub fn step(&mut self) {
        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
    }

    /// Goes on behind a sign if it stands here.
    pub fn eat(&mut self, char: u8) -> bool {
        let is_there = self.peek() == Some(char);
        self.at += usize::from(is_there);
        is_there
    }

    /// Passes over space and comments.
    pub fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            self.at += rest.len() - trimmed.len();
            let length = if trimmed.starts_with("//") {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if let Some(body) = trimmed.strip_prefix("/*") {
                body.find("*/").map_or(trimmed.len(), |end| end + 4)
            } else {
                return;
            };
            self.at += length;
        }
    }

    /// A name, if one begins here; empty otherwise.
    pub fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let is_start = rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(rest.len());
        let word = if is_start { rest.get(..end).unwrap_or_default() } else { "" };
        self.at += word.len();
        word
    }

    /// Names with full stops between them: `vis.DataSet`.
    pub fn dotted(&mut self) -> &'t str {
        let start = self.at;
        self.word();
        loop {
            let before = self.at;
            self.skip_space();
            if !self.eat(b'.') {
                self.at = before;
                break;
            }
            self.skip_space();
            if self.word().is_empty() {
                self.at = before;
                break;
            }
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The text whose quotation mark stands here. One in simple marks ends with its line at the latest.
    pub fn quoted(&mut self) -> Quoted {
        let mark = self.peek().unwrap_or(b'"');
        self.at += 1;
        let mut words = String::new();
        let mut is_plain = true;
        loop {
            let rest = self.rest();
            let end = rest.find(['\\', '\n', '"', '\'', '`', '$']).unwrap_or(rest.len());
            words.push_str(rest.get(..end).unwrap_or_default());
            self.at += end;
            match self.peek() {
                None => break,
                Some(b'\\') => self.escape(&mut words),
                Some(byte) if byte == mark => {
                    self.at += 1;
                    return Quoted { words: is_plain.then_some(words), is_closed: true };
                }
                Some(b'\n') if mark != b'`' => break,
                Some(b'$') if mark == b'`' && self.starts_with("${") => {
                    is_plain = false;
                    self.at += 2;
                    self.skip_code(false);
                    self.eat(b'}');
                }
                Some(byte) => {
                    words.push(char::from(byte));
                    self.at += 1;
                }
            }
        }
        Quoted { words: is_plain.then_some(words), is_closed: false }
    }

    /// The character of an escape; a line break behind a backslash is none.
    fn escape(&mut self, words: &mut String) {
        self.at += 1;
        let Some(letter) = self.rest().chars().next() else { return };
        self.at += letter.len_utf8();
        match letter {
            'n' => words.push('\n'),
            't' => words.push('\t'),
            'r' => words.push('\r'),
            'b' => words.push('\u{8}'),
            'f' => words.push('\u{C}'),
            'v' => words.push('\u{B}'),
            '0' => words.push('\0'),
            '\n' => {}
            '\r' => {
                self.eat(b'\n');
            }
            'x' => {
                let code = self.code(2);
                words.push(code.and_then(char::from_u32).unwrap_or('x'));
            }
            'u' => {
                let character = self.unicode();
                words.push(character);
            }
            other => words.push(other),
        }
    }

    /// What stands behind `\u`: four digits, twice for what is beyond them, or digits in curly brackets.
    fn unicode(&mut self) -> char {
        if self.eat(b'{') {
            let digits = self.rest().find('}').filter(|end| (1..=6).contains(end));
            let code = digits.and_then(|end| u32::from_str_radix(self.rest().get(..end)?, 16).ok());
            self.at += digits.map_or(0, |end| end + 1);
            return code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        let Some(first) = self.code(4) else { return 'u' };
        if !(0xD800..0xDC00).contains(&first) || !self.starts_with("\\u") {
            return char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        let before = self.at;
        self.at += 2;
        match self.code(4) {
            Some(second @ 0xDC00..=0xDFFF) => {
                char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
                    .unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => {
                self.at = before;
                char::REPLACEMENT_CHARACTER
            }
        }
    }

    /// The number of so many hexadecimal digits.
    fn code(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        let is_code = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += if is_code { length } else { 0 };
        is_code.then(|| u32::from_str_radix(digits, 16).ok())?
    }

    /// How long the date is that stands here without quotation marks, `2013-01-05`; 0 where there is none.
    pub fn day(&self) -> usize {
        let is_day = |text: &str| {
            text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
        };
        let rest = self.rest();
        let ends =
            |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
        let is_there = rest.get(..10).is_some_and(is_day) && rest.get(10..).is_some_and(ends);
        if is_there { 10 } else { 0 }
    }

    /// The number that begins here, without a sign.
    pub fn number(&mut self) -> Option<f64> {
        let rest = self.rest();
        let end =
            rest.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')));
        let mut digits = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        // The sign of an exponent.
        let is_decimal = !digits.starts_with("0x") && !digits.starts_with("0X");
        if is_decimal && digits.ends_with(['e', 'E']) {
            let behind = rest.get(digits.len()..).unwrap_or_default();
            if behind.starts_with(['+', '-']) {
                let more = behind.bytes().skip(1).take_while(u8::is_ascii_digit).count();
                digits = rest.get(..digits.len() + 1 + more).unwrap_or(digits);
            }
        }
        self.at += digits.len();
        let plain: String = digits.trim_end_matches('n').chars().filter(|c| *c != '_').collect();
        let lower = plain.to_ascii_lowercase();
        for (mark, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
            if let Some(digits) = lower.strip_prefix(mark) {
                return u64::from_str_radix(digits, base).ok().map(|number| number as f64);
            }
        }
        let is_number =
            lower.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'+' | b'-'));
        plain.parse::<f64>().ok().filter(|number| is_number && number.is_finite())
    }

    /// Passes over code up to a sign that ends it: a comma (if asked for), a semicolon, a bracket that it did
    /// not open, the end. Brackets, texts, comments and regular expressions in it are passed over as wholes.
    pub fn skip_code(&mut self, stops_at_comma: bool) {
        let mut open: Vec<u8> = Vec::new();
        let mut before = b'(';
        while let Some(byte) = self.peek() {
            if open.last() == Some(&b'`') {
                match byte {
                    b'`' => {
                        open.pop();
                    }
                    b'\\' => self.at += 1,
                    b'$' if self.starts_with("${") => {
                        open.push(b'{');
                        self.at += 1;
                    }
                    _ => {}
                }
                self.at += 1;
                continue;
            }
            match byte {
                b',' if open.is_empty() && stops_at_comma => return,
                b';' if open.is_empty() => return,
                b'(' | b'[' | b'{' | b'`' => open.push(byte),
                b')' | b']' | b'}' if open.is_empty() => return,
                b')' | b']' | b'}' => {
                    open.pop();
                }
                b'"' | b'\'' => {
                    self.skip_quoted(byte);
                    before = byte;
                    continue;
                }
                b'/' if matches!(self.text.as_bytes().get(self.at + 1), Some(b'/' | b'*')) => {
                    self.skip_space();
                    continue;
                }
                b'/' if is_before_regex(before) => {
                    self.skip_regex();
                    before = b')';
                    continue;
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            self.at += 1;
        }
        self.at = self.text.len();
    }

    /// Passes over a text, at most to the end of its line.
    pub fn skip_quoted(&mut self, mark: u8) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => self.at += 1,
                b'\n' => return,
                _ if byte == mark => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Passes over a regular expression, at most to the end of its line.
    pub fn skip_regex(&mut self) {
        self.at += 1;
        let mut is_in_class = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => self.at += 1,
                b'\n' => return,
                b'[' => is_in_class = true,
                b']' => is_in_class = false,
                b'/' if !is_in_class => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }
}

/// Whether a slash behind this sign begins a regular expression and is no division.
pub(super) fn is_before_regex(char: u8) -> bool {
    matches!(char, b'(' | b',' | b'=' | b':' | b'[' | b'!' | b'&' | b'|' | b'?' | b'{' | b'}' | b';' | b'>')
}
