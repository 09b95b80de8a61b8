//! The bytes of a file as text whose offsets are known: byte order mark, broken UTF-8, lines and columns.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Log, Severity};
use super::field_path::Path;
use crate::file_bytes::FileBytes;

/// Most broken byte sequences that are reported one by one.
const BROKEN_LIMIT: usize = 20;

/// A file's text. Broken UTF-8 is replaced by U+FFFD; offsets in the text can still be told as offsets in the
/// file.
#[derive(Debug)]
pub(crate) struct SourceText {
    /// The text, with the byte order mark if the file is UTF-8 and has one.
    pub kept: Arc<String>,
    /// Where the text starts behind the mark.
    pub start: usize,
    /// For each stretch of text: where it starts in the text and in the file. Sorted; never empty.
    stretches: Vec<(usize, usize)>,
    /// How many bytes the file has.
    file_len: usize,
    /// The broken sequences: offset in the text, bytes in the file.
    broken: Vec<(usize, Vec<u8>)>,
}

impl SourceText {
    pub fn new(bytes: &FileBytes) -> Self {
        let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let file_len = bytes.len();
        if let Some(text) = bytes.text() {
            let kept = Arc::clone(text);
            return SourceText { kept, start, stretches: vec![(0, start)], file_len, broken: Vec::new() };
        }
        let body = bytes.get(start..).unwrap_or_default();
        let mut text = String::with_capacity(body.len() + 64);
        let mut stretches = vec![(0, start)];
        let mut broken = Vec::new();
        let mut at = start;
        for chunk in body.utf8_chunks() {
            text.push_str(chunk.valid());
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                broken.push((text.len(), chunk.invalid().to_vec()));
                text.push(char::REPLACEMENT_CHARACTER);
                at += chunk.invalid().len();
                stretches.push((text.len(), at));
            }
        }
        SourceText { kept: Arc::new(text), start: 0, stretches, file_len, broken }
    }

    /// The text without a byte order mark.
    pub fn text(&self) -> &str {
        self.kept.get(self.start..).unwrap_or_default()
    }

    /// The same file with another text of the same length, in which every value stands at the same offset.
    pub fn with_text(&self, text: String) -> SourceText {
        let mark = self.kept.get(..self.start).unwrap_or_default();
        SourceText {
            kept: Arc::new([mark, &text].concat()),
            start: self.start,
            stretches: self.stretches.clone(),
            file_len: self.file_len,
            broken: self.broken.clone(),
        }
    }

    /// Whether a text is what stands at an offset here, and not a copy of it.
    pub fn holds(&self, offset: Range<usize>, text: &str) -> bool {
        self.text().get(offset).is_some_and(|own| std::ptr::eq(own, text))
    }

    /// Whether every byte is UTF-8.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }

    /// Reports every broken byte sequence, after [`BROKEN_LIMIT`] of them only how many more.
    pub fn report_broken(&self, log: &mut Log) {
        let width = char::REPLACEMENT_CHARACTER.len_utf8();
        for (at, bytes) in self.broken.iter().take(BROKEN_LIMIT) {
            let found: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let mut hint = "Save the file as UTF-8".to_owned();
            if let [byte] = bytes.as_slice()
                && *byte >= 0xA0
            {
                hint = format!("Save the file as UTF-8; in Latin-1 this is {}", char::from(*byte));
            }
            let message = format!("Not UTF-8: byte {}", found.join(" "));
            log.push(
                Diagnostic::new(Severity::Error, *at..at + width, &Path::Root, message)
                    .hint(hint)
                    .effect("Read as \u{FFFD}"),
            );
        }
        if let Some((at, _)) = self.broken.get(BROKEN_LIMIT) {
            let message = format!("{} more offsets are not UTF-8", self.broken.len() - BROKEN_LIMIT);
            log.push(
                Diagnostic::new(Severity::Error, *at..at + width, &Path::Root, message)
                    .hint("Save the file as UTF-8")
                    .effect("Read as \u{FFFD}"),
            );
        }
    }

    /// The offset in the file of an offset in the text.
    fn file_from_text(&self, at: usize) -> usize {
        let index = self.stretches.partition_point(|(text, _)| *text <= at).saturating_sub(1);
        let (text, file) = self.stretches.get(index).copied().unwrap_or_default();
        // An offset inside a replacement character, which is longer than what it replaces, stops before the
        // next stretch.
        let limit = self.stretches.get(index + 1).map_or(self.file_len, |(_, file)| *file);
        (file + at.saturating_sub(text)).min(limit)
    }

    /// Gives findings, sorted by their offset in the text, their lines and columns, and turns their ranges
    /// into bytes of the file. One pass over the text for all of them.
    pub fn locate(&self, findings: &mut [Diagnostic]) {
        let mut offsets: Vec<usize> = findings.iter().filter_map(|finding| finding.refers_to).collect();
        offsets.sort_unstable();
        let mut cursor = Cursor { text: self.text(), at: 0, line: 1, column: 1 };
        let mut known: HashMap<usize, (usize, usize)> = HashMap::new();
        for offset in offsets {
            cursor.advance(offset);
            known.insert(offset, (cursor.line, cursor.column));
        }
        let mut cursor = Cursor { text: self.text(), at: 0, line: 1, column: 1 };
        for finding in findings {
            cursor.advance(finding.range.start);
            finding.line = cursor.line;
            finding.column = cursor.column;
            let Range { start, end } = finding.range;
            finding.range = self.file_from_text(start)..self.file_from_text(end.max(start));
            if let Some((line, column)) = finding.refers_to.take().and_then(|offset| known.get(&offset)) {
                finding.message.push_str(&format!(", at {line}:{column}"));
            }
        }
    }
}

/// Walks a text and counts lines and columns.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl Cursor<'_> {
    fn advance(&mut self, to: usize) {
        let mut to = to.clamp(self.at, self.text.len());
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        let stretch = self.text.get(self.at..to).unwrap_or_default();
        match stretch.rfind('\n') {
            Some(last) => {
                self.line += stretch.bytes().filter(|byte| *byte == b'\n').count();
                self.column = 1 + stretch.get(last + 1..).unwrap_or_default().chars().count();
            }
            None => self.column += stretch.chars().count(),
        }
        self.at = to;
    }
}

/// The line and column, both from 1 and the column in characters, of an offset in a text given in bytes.
/// Linear in the text before it.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let mut cursor = Cursor { text, at: 0, line: 1, column: 1 };
    cursor.advance(at);
    (cursor.line, cursor.column)
}

/// A line of a file around a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnippetLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its text, without the line break; of a long line the part around the finding.
    pub text: String,
    /// The characters of `text` that the finding is about; `None` in the lines around it.
    pub mark: Option<Range<usize>>,
}

/// Characters of a line that a snippet shows.
const SNIPPET_WIDTH: usize = 160;

/// The lines of `bytes` around a finding: up to `around` before and after it. Linear in the file.
pub fn snippet(bytes: &[u8], finding: &Diagnostic, around: usize) -> Vec<SnippetLine> {
    let first = finding.line.saturating_sub(around).max(1);
    let last = finding.line.saturating_add(around);
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines = body.split(|byte| *byte == b'\n').enumerate().skip(first - 1).take(last - first + 1);
    let mut result = Vec::new();
    for (index, line) in lines {
        let number = index + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (text, mark) = if number == finding.line {
            marked_line(&String::from_utf8_lossy(line), finding, bytes)
        } else {
            // A char takes at most four bytes, so this much holds all that is shown.
            let head = line.get(..(SNIPPET_WIDTH + 1) * 4).unwrap_or(line);
            (window_of(&String::from_utf8_lossy(head), 0), None)
        };
        result.push(SnippetLine { number, text, mark });
    }
    result
}

fn marked_line(line: &str, finding: &Diagnostic, bytes: &[u8]) -> (String, Option<Range<usize>>) {
    let column = finding.column.saturating_sub(1);
    let skip = column.saturating_sub(SNIPPET_WIDTH / 2);
    let skip = if column < SNIPPET_WIDTH { 0 } else { skip };
    let text = window_of(line, skip);
    let about = bytes.get(finding.range.clone()).unwrap_or_default();
    let about = about.get(..SNIPPET_WIDTH * 4).unwrap_or(about);
    let about = String::from_utf8_lossy(about);
    let width = about.lines().next().unwrap_or_default().chars().count().max(1);
    // A window that does not begin with the line begins with "…".
    let start = column - skip + usize::from(skip > 0);
    let end = (start + width).min(text.chars().count()).max(start);
    (text, Some(start..end))
}

/// The characters of a line from `skip` on, with "…" at a side where more follows.
fn window_of(line: &str, skip: usize) -> String {
    let mut rest = line.chars().skip(skip);
    let mut text: String = if skip > 0 { "…".into() } else { String::new() };
    text.extend(rest.by_ref().take(SNIPPET_WIDTH).map(|c| if c == '\t' { ' ' } else { c }));
    if rest.next().is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_breaks() {
        let text = "a\r\nZürich ✓ x\n";
        assert_eq!(line_and_column(text, 0), (1, 1));
        let x = text.find('x').unwrap_or_default();
        assert_eq!(line_and_column(text, x), (2, 10));
        assert_eq!(line_and_column(text, 999), (3, 1));
    }

    #[test]
    fn broken_utf8_keeps_the_places_of_the_file() {
        let source = SourceText::new(&FileBytes::from(&b"\xEF\xBB\xBFab\xFFcd\xC3\x28"[..]));
        assert_eq!(source.text(), "ab\u{FFFD}cd\u{FFFD}(");
        let offset = |needle: char| source.file_from_text(source.text().find(needle).unwrap_or_default());
        assert_eq!(offset('a'), 3);
        assert_eq!(offset('c'), 6);
        assert_eq!(offset('('), 9);
    }

    #[test]
    fn a_snippet_marks_the_value_even_in_a_long_line() {
        let mut line = " ".repeat(5_000);
        line.push_str("\"2022-02-30\"");
        let text = format!("{{\n{line}\n}}\n");
        let at = text.find('"').unwrap_or_default();
        let mut finding =
            [Diagnostic::new(Severity::Error, at..at + 12, &Path::Root, "February 2022 has 28 days")];
        SourceText::new(&FileBytes::from(text.as_bytes())).locate(&mut finding);
        let lines = snippet(text.as_bytes(), &finding[0], 2);
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        let mark = lines[1].mark.clone().unwrap_or_default();
        let marked: String = lines[1].text.chars().skip(mark.start).take(mark.len()).collect();
        assert_eq!(marked, "\"2022-02-30\"");
    }
}
