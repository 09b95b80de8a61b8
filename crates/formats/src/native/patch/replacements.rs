//! Stretches of a text that are replaced, and entries between brackets that come and go with their commas, in
//! the layout that stands around them.

use std::ops::Range;

/// Spaces by which an entry stands further in than what it stands in.
pub(super) const INDENT: usize = 2;

/// The stretches of a text that are replaced, and by what.
#[derive(Debug)]
pub(super) struct Replacements<'t> {
    /// The text as it is: space is looked for there.
    pub text: &'t str,
    /// The line break of the file.
    pub line_break: &'static str,
    /// The text in which commas are looked for: without comments that begin otherwise than `comment_mark`.
    plain: &'t str,
    /// What begins a comment up to the end of its line.
    comment_mark: Option<char>,
    list: Vec<(Range<usize>, String)>,
}

/// Entries between brackets that are separated by commas.
pub(super) struct Bracketed<'e> {
    /// From the opening bracket to the closing one.
    pub holder: Range<usize>,
    /// Where the entries stand.
    pub spans: &'e [Range<usize>],
    /// Which of them go.
    pub gone: &'e [bool],
    /// The index of the entry before which others are added.
    pub at: usize,
    /// Whether entries in brackets that are empty so far begin a line.
    pub spreads_when_empty: bool,
}

impl Bracketed<'_> {
    /// The last entry before the index of what is added that stays, and the first one behind it.
    fn neighbours(&self) -> (Option<usize>, Option<usize>) {
        let is_gone = |index: usize| self.gone.get(index).copied().unwrap_or_default();
        let before = (0..self.at.min(self.spans.len())).rev().find(|index| !is_gone(*index));
        (before, (self.at..self.spans.len()).find(|index| !is_gone(*index)))
    }
}

impl<'t> Replacements<'t> {
    /// Nothing replaced yet in a text, of which `plain` has spaces in the place of comments.
    pub fn new(text: &'t str, plain: &'t str, comment_mark: Option<char>) -> Self {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Replacements { text, line_break, plain, comment_mark, list: Vec::new() }
    }

    /// Replaces a stretch.
    pub fn put(&mut self, stretch: Range<usize>, by: String) {
        self.list.push((stretch, by));
    }

    /// What stands in the line before a position.
    pub fn line_before(&self, at: usize) -> &'t str {
        let before = self.text.get(..at).unwrap_or_default();
        before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default()
    }

    /// The end of the line that a position is in, before its line break.
    pub fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// The number of the line that a position is in, from 1.
    pub fn line_number(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    /// How far in the line of a position begins, in spaces and tabs.
    pub fn indent_of_line(&self, at: usize) -> usize {
        let line = self.line_before(at);
        line.len() - line.trim_start_matches([' ', '\t']).len()
    }

    /// How far in entries of brackets stand.
    pub fn indent_of_entries(&self, entries: &Bracketed<'_>) -> usize {
        self.layout_in(entries).1
    }

    /// Takes entries out of brackets and adds some before one of the others, or at the end.
    pub fn entries(&mut self, entries: &Bracketed<'_>, added: &[String]) {
        let Bracketed { holder, spans, gone, spreads_when_empty, .. } = entries;
        self.remove(holder, spans, gone);
        let (before, behind) = entries.neighbours();
        let (separator, indent) = self.layout_in(entries);
        if added.is_empty() {
            return;
        }
        let between = if separator.is_empty() { ", ".to_owned() } else { format!(",{separator}") };
        let joined = added.join(&between);
        match (before.and_then(|index| spans.get(index)), behind.and_then(|index| spans.get(index))) {
            (Some(span), _) => self.put(span.end..span.end, format!("{between}{joined}")),
            (None, Some(span)) => self.put(span.start..span.start, format!("{joined}{between}")),
            (None, None) => {
                let inside = holder.start + 1;
                let is_spread = spans.is_empty() && *spreads_when_empty;
                let closing = format!("{}{}", self.line_break, " ".repeat(indent.saturating_sub(INDENT)));
                let closing = if is_spread { closing.as_str() } else { "" };
                let text = format!("{separator}{joined}{closing}");
                let stretch = if spans.is_empty() { inside..holder.end - 1 } else { inside..inside };
                // A comment in brackets that are empty otherwise stays before what is added.
                let kept = self.text.get(stretch.clone()).unwrap_or_default();
                let stretch =
                    if kept.trim().is_empty() && kept.len() <= 1 { stretch } else { inside..inside };
                self.put(stretch, text);
            }
        }
    }

    /// The layout of an entry that stays, else of one that goes, else one further in than the bracket.
    fn layout_in(&self, entries: &Bracketed<'_>) -> (String, usize) {
        let (before, behind) = entries.neighbours();
        let model = before.or(behind).or(if entries.spans.is_empty() { None } else { Some(0) });
        match model.and_then(|index| entries.spans.get(index)) {
            Some(span) => self.layout_of(span.start),
            None if entries.spreads_when_empty => {
                let indent = self.indent_of_line(entries.holder.start) + INDENT;
                (format!("{}{}", self.line_break, " ".repeat(indent)), indent)
            }
            None => (String::new(), 0),
        }
    }

    /// What separates an entry from the one before it, but for the comma, and how far in it stands.
    fn layout_of(&self, start: usize) -> (String, usize) {
        let line = self.line_before(start);
        let space = self.indent_of_line(start);
        if space == line.len() && line.len() < start {
            (format!("{}{line}", self.line_break), space)
        } else {
            (" ".to_owned(), space)
        }
    }

    /// Takes entries out with the commas that they leave behind.
    fn remove(&mut self, holder: &Range<usize>, spans: &[Range<usize>], gone: &[bool]) {
        let is_gone = |index: usize| gone.get(index).copied().unwrap_or_default();
        let last_kept = (0..spans.len()).rev().find(|index| !is_gone(*index));
        for (index, span) in spans.iter().enumerate().filter(|(index, _)| is_gone(*index)) {
            let next = spans.get(index + 1).map_or(holder.end - 1, |next| next.start);
            let comma = self.comma_between(span.end, next);
            let end = comma.map_or(span.end, |comma| comma + 1);
            let stretch = self.with_its_lines(span.start..end);
            self.put(stretch, String::new());
        }
        // Where all behind an entry go, its own comma goes too.
        let Some(last) = last_kept.and_then(|index| Some((spans.get(index)?, spans.get(index + 1)?))) else {
            return;
        };
        if let Some(comma) = self.comma_between(last.0.end, last.1.start) {
            let behind = self.text.get(comma + 1..last.1.start).unwrap_or_default();
            let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
            // Space between a comma and a comment or a line's end is left.
            let end = if space == behind.len() { comma + 1 + space } else { comma + 1 };
            self.put(comma..end, String::new());
        }
    }

    fn comma_between(&self, from: usize, to: usize) -> Option<usize> {
        let mut is_comment = false;
        for (at, c) in self.plain.get(from..to)?.char_indices() {
            match c {
                '\n' => is_comment = false,
                _ if is_comment => {}
                ',' => return Some(from + at),
                c => is_comment = Some(c) == self.comment_mark,
            }
        }
        None
    }

    /// A stretch with the whole of its lines, where nothing else stands in them; else with the space behind
    /// it.
    pub fn with_its_lines(&self, stretch: Range<usize>) -> Range<usize> {
        let line = self.line_before(stretch.start);
        let behind = self.text.get(stretch.end..).unwrap_or_default();
        let space = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
        let ends_line = behind.get(space..).is_some_and(|rest| rest.starts_with('\n'));
        if line.trim().is_empty() && ends_line && (line.len() < stretch.start || self.comment_mark.is_some())
        {
            return stretch.start - line.len()..stretch.end + space + 1;
        }
        let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        stretch.start..stretch.end + if ends_line { 0 } else { space }
    }

    /// Moves lines that are added behind a line which goes to the end of the line before that one.
    fn leave_removed_lines(&mut self) {
        let is_removal = |(range, by): &&(Range<usize>, String)| by.is_empty() && !range.is_empty();
        let mut removals: Vec<Range<usize>> =
            self.list.iter().filter(is_removal).map(|(range, _)| range.clone()).collect();
        removals.sort_by_key(|range| range.start);
        let removal_around = |at: usize| {
            let index = removals.partition_point(|range| range.start < at).checked_sub(1)?;
            removals.get(index).filter(|range| at < range.end)
        };
        let (text, line_break) = (self.text, self.line_break);
        let is_lines =
            |(range, by): &&mut (Range<usize>, String)| range.is_empty() && by.starts_with(line_break);
        for (range, _) in self.list.iter_mut().filter(is_lines) {
            while let Some(removal) = removal_around(range.start) {
                let before = text.get(..removal.start).unwrap_or_default();
                let Some(before) = before.strip_suffix('\n') else { break };
                let at = before.strip_suffix('\r').unwrap_or(before).len();
                *range = at..at;
            }
        }
    }

    /// The text with all that was collected.
    pub fn applied(mut self) -> String {
        let original = self.text;
        self.leave_removed_lines();
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let room: usize = self.list.iter().map(|(_, text)| text.len()).sum();
        let mut text = String::with_capacity(original.len() + room);
        let mut at = 0;
        for (range, by) in &self.list {
            text.push_str(original.get(at..range.start).unwrap_or_default());
            text.push_str(by);
            at = at.max(range.end);
        }
        text.push_str(original.get(at..).unwrap_or_default());
        text
    }
}
