//! Findings: what is wrong in a file, where, what was expected, what to do, and what happens meanwhile.

use std::fmt;
use std::ops::Range;

use super::field_path::Path;
use dateline_time::grouped;
use dateline_timeline::model::EventId;

/// How much a finding matters, from the worst down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something stated could not be used.
    Error,
    /// Something was read in a way that deserves a look.
    Warning,
    /// A remark: probably a slip, without effect.
    Note,
}

impl Severity {
    /// The word in reports: "error", "warning", "note".
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One finding in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The field, as in `events[3].date`; empty where the finding is about the file.
    pub path: String,
    /// What the file says there, cut after [`VALUE_LIMIT`] characters; `None` where something is missing.
    pub value: Option<String>,
    /// What is wrong: "February 2022 has 28 days".
    pub message: String,
    /// What to do: "Give a day from 1 to 28"; empty where nothing can be said.
    pub hint: String,
    /// What could stand there: "A date that exists, such as 2022-03-29"; empty where the message says it.
    pub expected: String,
    /// What happens meanwhile: "Shown without a date"; empty where nothing changes.
    pub effect: String,
    /// What could be written instead of the value so that the finding goes away: "2021-08"; `None` where that
    /// cannot be said.
    pub correction: Option<String>,
    /// Whether something was read in another way than it is written, as the effect says.
    pub is_repaired: bool,
    /// The event it belongs to, if that is shown.
    pub event: Option<EventId>,
    /// The bytes of the file that it is about.
    pub range: Range<usize>,
    /// Another offset in the source text that the message ends with once lines are known.
    pub(crate) refers_to: Option<usize>,
}

/// What to do about a finding that errors in the syntax have caused.
pub(crate) const SYNTAX_FIRST: &str = "The syntax is broken, mend that first";

/// Longest stretch of a value that a finding repeats, in characters; a file may hold 50 MB in one string.
pub const VALUE_LIMIT: usize = 120;

/// Most findings that are kept of one file; a last one says how many more there are.
pub const FINDINGS_LIMIT: usize = 10_000;

/// Whether there are more findings in a file than the list of them holds; counts of the list are then the
/// least there can be, and its last one only tells how many are not listed.
pub fn has_unlisted(findings: &[Diagnostic]) -> bool {
    findings.len() > FINDINGS_LIMIT
}

/// How many findings of a severity a list holds, without the remark that there are more.
pub fn listed(findings: &[Diagnostic], severity: Severity) -> usize {
    findings.iter().take(FINDINGS_LIMIT).filter(|finding| finding.severity == severity).count()
}

impl Diagnostic {
    /// A finding about bytes of the source text; line and column are filled in at the end, in one pass.
    pub(crate) fn new(
        severity: Severity,
        range: Range<usize>,
        path: &Path<'_>,
        message: impl Into<String>,
    ) -> Self {
        Diagnostic {
            severity,
            line: 0,
            column: 0,
            path: path.to_string(),
            value: None,
            message: message.into(),
            hint: String::new(),
            expected: String::new(),
            effect: String::new(),
            correction: None,
            is_repaired: false,
            event: None,
            range,
            refers_to: None,
        }
    }

    pub(crate) fn found(mut self, value: &str) -> Self {
        self.value = Some(cut(value, VALUE_LIMIT));
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// What could be written instead.
    pub(crate) fn correction(mut self, correction: impl Into<String>) -> Self {
        self.correction = Some(correction.into());
        self
    }

    /// The value was read as if it said this, which is also what to write.
    pub(crate) fn read_as(mut self, text: &str) -> Self {
        self.is_repaired = true;
        if self.effect.is_empty() && !self.message.starts_with("Read as") {
            self.effect = format!("Read as {text}");
        }
        self.correction(text)
    }

    pub(crate) fn effect(mut self, effect: impl Into<String>) -> Self {
        self.effect = effect.into();
        self
    }

    /// The finding as one line for a terminal, without a line break at its end: `file.json:41:15 error
    /// events[3].date "2022-02-30": February 2022 has 28 days. Give a day from 1 to 28`.
    pub fn report_line(&self, file: &str) -> String {
        format!("{file}:{self}")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = format!("{}:{} {}", self.line, self.column, self.severity.word());
        if !self.path.is_empty() {
            line.push_str(&format!(" {}", self.path));
        }
        if let Some(value) = &self.value {
            line.push_str(&format!(" \"{value}\""));
        }
        // What happens to an error is always the same, nothing good; the line is long enough.
        let effect = if self.severity == Severity::Error { "" } else { self.effect.as_str() };
        // Names of fields and ids, too, are words of the file.
        f.write_str(&one_line(&format!("{line}: {}", in_sentences(&[&self.message, effect, &self.hint]))))
    }
}

/// Phrases one behind another, each a sentence: a full stop between them, but behind a question only a space.
/// Empty ones are passed over, and the last has no full stop.
pub fn in_sentences(phrases: &[&str]) -> String {
    phrases.iter().filter(|phrase| !phrase.is_empty()).fold(String::new(), |text, phrase| {
        match text.chars().next_back() {
            None => (*phrase).to_owned(),
            Some('.' | '?' | '…') => format!("{text} {phrase}"),
            Some(_) => format!("{text}. {phrase}"),
        }
    })
}

/// The first `limit` characters, with "…" where something was cut.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A path with the first index in it, that of the record, changed from one number to another.
fn renumbered(path: &str, from: usize, to: usize) -> String {
    path.replacen(&format!("[{from}]"), &format!("[{to}]"), 1)
}

/// Line breaks and other control characters as visible marks, so that a report keeps one line a finding.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '␤' } else { c }).collect()
}

/// Collects findings while a file is read.
#[derive(Debug, Default)]
pub(crate) struct Log {
    list: Vec<Diagnostic>,
    /// How many findings came after the list was full.
    unlisted: usize,
    /// The record being read; findings are marked with its number in the file until events have ids.
    pub record: Option<usize>,
    /// Whether some part was not sound JSON and was split by [`crate::syntax::json::mend`].
    pub has_mended: bool,
    /// Where an unclosed bracket was reported; the brackets around it end at the same offset.
    pub unclosed_at: Option<usize>,
}

impl Log {
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.list.len() >= FINDINGS_LIMIT {
            self.unlisted += 1;
            return;
        }
        if diagnostic.event.is_none() {
            diagnostic.event = self.record.map(EventId::from_index);
        }
        self.list.push(diagnostic);
    }

    pub fn append(&mut self, other: Log) {
        let room = FINDINGS_LIMIT.saturating_sub(self.list.len());
        self.unlisted += other.unlisted + other.list.len().saturating_sub(room);
        self.list.extend(other.list.into_iter().take(room));
        self.has_mended |= other.has_mended;
    }

    /// The findings so far, in the order in which they were made, for telling them in another way.
    pub fn findings_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.list
    }

    /// Adds the findings of records that were counted from 0, of which there are `before` earlier ones in the
    /// file.
    pub fn append_part(&mut self, mut other: Log, before: usize) {
        for diagnostic in &mut other.list {
            if let Some(record) = diagnostic.event.map(EventId::index) {
                diagnostic.event = Some(EventId::from_index(record + before));
                diagnostic.path = renumbered(&diagnostic.path, record, record + before);
            }
        }
        self.append(other);
    }

    /// Whether the list is full, so that further findings are only counted.
    pub fn is_full(&self) -> bool {
        self.list.len() >= FINDINGS_LIMIT
    }

    /// Counts a finding that the full list has no room for.
    pub fn count(&mut self) {
        self.unlisted += 1;
    }

    /// Whether something worse than a remark was found.
    pub fn has_problems(&self) -> bool {
        self.unlisted > 0 || self.list.iter().any(|diagnostic| diagnostic.severity != Severity::Note)
    }

    /// Whether an error about the file itself was found behind an offset of the source text.
    pub fn has_file_error_behind(&self, offset: usize) -> bool {
        let is_behind = |finding: &&Diagnostic| finding.range.start >= offset && finding.path.is_empty();
        self.list.iter().filter(is_behind).any(|finding| finding.severity == Severity::Error)
    }

    /// How many there are, listed or not.
    pub fn len(&self) -> usize {
        self.list.len() + self.unlisted
    }

    /// Turns numbers of records into ids of events; records that were left out have none.
    pub fn name_events(&mut self, event_of_record: impl Fn(usize) -> Option<EventId>) {
        for diagnostic in &mut self.list {
            let record = diagnostic.event.map(EventId::index);
            diagnostic.event = record.and_then(&event_of_record);
        }
    }

    /// Puts the finding with this message behind the errors in the syntax of the file, which are its cause.
    /// Says whether there are any.
    pub fn put_behind_causes(&mut self, message: &str) -> bool {
        let is_consequence = |finding: &Diagnostic| finding.message == message;
        let is_cause = |finding: &&Diagnostic| finding.severity == Severity::Error && finding.path.is_empty();
        let causes = self.list.iter().filter(is_cause).filter(|finding| !is_consequence(finding));
        let last = causes.max_by_key(|finding| finding.range.start).map(|finding| finding.range.clone());
        let offset = self.list.iter().position(is_consequence);
        let (Some(range), Some(offset)) = (last, offset) else { return false };
        let finding = self.list.remove(offset);
        let is_better = finding.hint.starts_with("Did you mean");
        let hint = if is_better { finding.hint } else { SYNTAX_FIRST.to_owned() };
        self.list.push(Diagnostic { range, hint, ..finding });
        true
    }

    /// The findings in the order of the file.
    pub fn into_list(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
        if self.unlisted > 0 {
            let end = self.list.last().map_or(0, |last| last.range.start);
            let message = format!("{} more findings are not listed", grouped(self.unlisted as u64));
            self.list.push(Diagnostic::new(Severity::Note, end..end, &Path::Root, message));
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_become_sentences() {
        let cases: &[(&[&str], &str)] = &[
            (&[], ""),
            (&["No lane has this id"], "No lane has this id"),
            (&["", "Add ]", ""], "Add ]"),
            (
                &["No lane has this id", "Did you mean cyber?", "Shown without a lane"],
                "No lane has this id. Did you mean cyber? Shown without a lane",
            ),
            (&["Cut after “…”", "Written whole…", "Saved."], "Cut after “…”. Written whole… Saved."),
        ];
        for (phrases, text) in cases {
            assert_eq!(in_sentences(phrases), *text);
        }
    }

    #[test]
    fn a_report_keeps_to_its_line_whatever_the_file_says() {
        let root = Path::Root;
        let path = root.field("da\u{1b}te");
        let finding = Diagnostic::new(Severity::Warning, 0..1, &path, "No event is called a\nb")
            .found("x\u{7}y")
            .effect("Read as \u{1b}[31m")
            .hint("Did you mean \u{9b}?");
        assert_eq!(
            finding.to_string(),
            "0:0 warning da␤te \"x␤y\": No event is called a␤b. Read as ␤[31m. Did you mean ␤?"
        );
    }
}
