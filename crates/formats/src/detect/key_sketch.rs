//! What a JSON or JavaScript text is about, seen from the names in its beginning: "events[].start_date".
//!
//! It need not be sound, and names need no quotation marks. Only the beginning is looked at, so that a large
//! file costs no more than a small one.

use std::collections::BTreeSet;

/// So many bytes are looked at.
const LIMIT: usize = 1 << 18;
/// Names below this many others are not told apart.
const DEEPEST: usize = 4;
/// More paths than this are not kept.
const MOST_PATHS: usize = 2_000;

/// The paths of the names in the beginning of a text. A list is `[]`: `events[].date`, `[].title`.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    paths: BTreeSet<String>,
}

impl Outline {
    /// Whether there is a name at a path.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether there is a name at one of the paths.
    pub fn has_any(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.has(path))
    }

    /// The names directly below a path ("" is the whole), each once, in alphabetical order.
    pub fn names_below(&self, path: &str) -> Vec<&str> {
        let inner = |full: &'_ str| -> Option<usize> {
            let rest = full.strip_prefix(path)?;
            let rest = if path.is_empty() { rest } else { rest.strip_prefix('.')? };
            (!rest.is_empty() && !rest.contains(['.', '['])).then(|| full.len() - rest.len())
        };
        self.paths.iter().filter_map(|full| full.get(inner(full)?..)).collect()
    }

    /// Looks at the beginning of a text from its first bracket to the one that closes it.
    pub fn of(text: &str) -> Outline {
        Outline::up_to(text, false)
    }

    /// As [`of`](Outline::of), with whatever else is in brackets after it: one file may assign several
    /// values.
    pub fn of_all(text: &str) -> Outline {
        Outline::up_to(text, true)
    }

    fn up_to(text: &str, goes_on: bool) -> Outline {
        let bytes = text.as_bytes();
        let start = bytes.iter().position(|byte| matches!(byte, b'{' | b'[')).unwrap_or(bytes.len());
        let mut scan = Scan {
            bytes: bytes.get(..LIMIT.min(bytes.len())).unwrap_or_default(),
            at: start,
            open: Vec::new(),
            path: String::new(),
            paths: BTreeSet::new(),
            goes_on,
        };
        scan.run();
        Outline { paths: scan.paths }
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The bracket, and how long the path was before it.
    open: Vec<(u8, usize)>,
    path: String,
    paths: BTreeSet<String>,
    /// Whether it looks on when the first bracket is closed.
    goes_on: bool,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b'{' | b'[' => {
                    self.open.push((byte, self.path.len()));
                    if byte == b'[' && self.open.len() <= DEEPEST * 2 {
                        self.path.push_str("[]");
                    }
                    self.at += 1;
                }
                b'}' | b']' => {
                    match self.open.pop() {
                        Some((_, length)) => self.path.truncate(length),
                        None if !self.goes_on => return,
                        None => {}
                    }
                    self.end_member();
                    if self.open.is_empty() && !self.goes_on {
                        return;
                    }
                    self.at += 1;
                }
                b',' => {
                    self.end_member();
                    self.at += 1;
                }
                b'"' | b'\'' | b'`' => {
                    let start = self.at + 1;
                    self.at = self.end_of_text(byte);
                    self.name(start..self.at.saturating_sub(1));
                }
                b'/' if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => self.skip_comment(),
                _ if is_name(byte) => {
                    let start = self.at;
                    while self.bytes.get(self.at).is_some_and(|byte| is_name(*byte)) {
                        self.at += 1;
                    }
                    self.name(start..self.at);
                }
                _ => self.at += 1,
            }
        }
    }

    /// The path ends again where the innermost object begins.
    fn end_member(&mut self) {
        if let Some((b'{', length)) = self.open.last() {
            self.path.truncate(*length);
        }
    }

    /// A word or text; a name when it stands in an object before a colon.
    fn name(&mut self, range: std::ops::Range<usize>) {
        let Some((b'{', length)) = self.open.last().copied() else { return };
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.trim_ascii_start().first() != Some(&b':') || self.path.len() > length {
            return;
        }
        let name = String::from_utf8_lossy(self.bytes.get(range).unwrap_or_default());
        if self.open.len() > DEEPEST * 2 || name.len() > 80 || name.contains(['.', '[']) {
            return;
        }
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(&name);
        if self.paths.len() < MOST_PATHS {
            self.paths.insert(self.path.clone());
        }
    }

    fn end_of_text(&self, quote: u8) -> usize {
        let mut at = self.at + 1;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                byte if *byte == quote => return at + 1,
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    fn skip_comment(&mut self) {
        let rest = self.bytes.get(self.at + 2..).unwrap_or_default();
        let end = if self.bytes.get(self.at + 1) == Some(&b'*') {
            memchr::memmem::find(rest, b"*/").map(|at| at + 2)
        } else {
            memchr::memchr(b'\n', rest)
        };
        self.at = end.map_or(self.bytes.len(), |end| self.at + 2 + end);
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'@' | b'-') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_seen_through_lists_and_objects() {
        let outline = Outline::of(
            r#"{"title": "a: b", "events": [{"start_date": {"year": 1}, "x": [1, {"y": 2}]}], "z": 1}"#,
        );
        for path in
            ["title", "events", "events[].start_date", "events[].start_date.year", "events[].x[].y", "z"]
        {
            assert!(outline.has(path), "{path}: {outline:?}");
        }
        assert_eq!(outline.names_below(""), ["events", "title", "z"]);
        assert_eq!(outline.names_below("events[]"), ["start_date", "x"]);
        assert!(!outline.has("a"));
    }

    #[test]
    fn javascript_and_broken_text_are_seen_through() {
        let outline = Outline::of(
            "// items: 1\nvar items = [\n {id: 1, content: 'it\\'s {here: 2}', start: new Date(2013, 0, 5)}, {end: ",
        );
        for path in ["[].id", "[].content", "[].start", "[].end"] {
            assert!(outline.has(path), "{path}: {outline:?}");
        }
        assert!(!outline.has("[].here"));
        for text in ["", "}", "]]]", "[[[[[[[[[[[[[{", "{\"", "{a:{b:{c:{d:{e:{f:{g:1"] {
            Outline::of(text);
        }
    }
}
