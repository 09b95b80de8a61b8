//! From bytes to a timeline and back: the only layer that knows the syntax of files.
//!
//! Loading never gives up on a file for one mistake. Whatever can be read is shown, whatever cannot is
//! reported as a [`Diagnostic`] with its place, and saved again as it was written.

mod dates;
mod diagnostic;
mod fields;
mod file_bytes;
mod json;
mod native;
mod path;
mod source_text;
mod suggest;
mod words;

use std::collections::HashSet;
use std::ops::ControlFlow;

pub use diagnostic::{Diagnostic, FINDINGS_LIMIT, Severity, VALUE_LIMIT, has_unlisted, in_sentences, listed};
pub use file_bytes::FileBytes;
pub use native::{RecordError, RecordedVerdict};
pub use source_text::{SnippetLine, line_and_column, snippet};
pub use suggest::did_you_mean;

use self::diagnostic::Log;
use self::source_text::SourceText;
use crate::model::Timeline;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What it holds.
    pub timeline: Timeline,
    /// What is wrong in it, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The short name of its format: "dateline".
    pub format: &'static str,
    /// How many records of events it has, readable or not.
    pub records: usize,
    /// How many of them are no events and are left out; each has a finding.
    pub rejected: usize,
}

impl Loaded {
    /// How many findings are listed of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        listed(&self.diagnostics, severity)
    }

    /// How many records need mending: those left out and those with an error in them.
    pub fn records_to_mend(&self) -> usize {
        let errors = self.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
        let events: HashSet<_> = errors.filter_map(|finding| finding.event).collect();
        events.len() + self.rejected
    }
}

/// Why a file gives no timeline.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LoadError {
    /// There is nothing usable in it.
    #[error("{message}")]
    Unusable {
        /// What is wrong with it.
        message: String,
        /// What to do; empty where nothing can be said.
        hint: String,
        /// What was found on the way, in the order of the file.
        diagnostics: Vec<Diagnostic>,
    },
    /// The caller asked to stop.
    #[error("Loading was cancelled")]
    Cancelled,
}

impl LoadError {
    /// What to do; empty where nothing can be said.
    pub fn hint(&self) -> &str {
        match self {
            LoadError::Unusable { hint, .. } => hint,
            LoadError::Cancelled => "",
        }
    }

    /// What is wrong and what to do, in one or two sentences.
    pub fn sentences(&self) -> String {
        in_sentences(&[&self.to_string(), self.hint()])
    }

    /// What was found before giving up.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            LoadError::Unusable { diagnostics, .. } => diagnostics,
            LoadError::Cancelled => &[],
        }
    }
}

/// How far loading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Records read so far.
    pub read: usize,
    /// Records in the file: 0 while nothing is known, and an estimate from its length while it is being read.
    pub total: usize,
    /// Findings so far.
    pub problems: usize,
}

/// Is told how far loading has come, a few times a second of work, and says whether to go on.
pub type Watcher<'w> = dyn FnMut(Progress) -> ControlFlow<()> + 'w;

/// Reads a copy of a file's bytes. `name` is the file's name, whose ending is a hint at its format.
///
/// # Errors
/// Only when there is nothing usable: not JSON, empty, no event at all.
pub fn load(bytes: &[u8], name: &str) -> Result<Loaded, LoadError> {
    load_with(&FileBytes::from(bytes), name, &mut |_| ControlFlow::Continue(()))
}

/// Reads a file's bytes and tells `watcher` how far it has come; stops where that says so. The timeline goes on
/// using the same memory.
///
/// # Errors
/// When there is nothing usable, and when the watcher stopped it.
pub fn load_with(bytes: &FileBytes, name: &str, watcher: &mut Watcher<'_>) -> Result<Loaded, LoadError> {
    if let Some((message, hint)) = what_else_it_is(bytes, name) {
        return Err(LoadError::Unusable { message, hint, diagnostics: Vec::new() });
    }
    let source = SourceText::new(bytes);
    let mut log = Log::default();
    source.report_broken(&mut log);
    let read = native::read(&source, &mut log, watcher);
    let mut diagnostics = log.into_list();
    source.locate(&mut diagnostics);
    match read {
        Ok(native::Read { timeline, records, rejected }) if !timeline.is_empty() => {
            Ok(Loaded { timeline, diagnostics, format: "dateline", records, rejected })
        }
        Ok(_) => Err(LoadError::Unusable {
            message: "None of the records is an event".to_owned(),
            hint: native::MINIMAL.to_owned(),
            diagnostics,
        }),
        Err(native::Failure::Unusable { message, hint }) => {
            Err(LoadError::Unusable { message, hint, diagnostics })
        }
        Err(native::Failure::Cancelled) => Err(LoadError::Cancelled),
    }
}

/// The timeline as a native file: pretty JSON in UTF-8 that ends with a line break. What the loaded file said
/// beyond the model is in it; loading it gives the same timeline.
pub fn write(timeline: &Timeline) -> Vec<u8> {
    native::write(timeline)
}

/// Records verdicts on quotations in the bytes of a native file, as `"checked": {…}` in each citation; every
/// other byte stays as it is.
///
/// # Errors
/// When the file has errors in its syntax, or is not the one that the events were loaded from.
pub fn record_verdicts(bytes: &[u8], verdicts: &[RecordedVerdict]) -> Result<Vec<u8>, RecordError> {
    native::record_verdicts(bytes, verdicts)
}

/// The JSON Schema (2020-12) of the native format.
pub const fn schema() -> &'static str {
    include_str!("native.schema.json")
}

/// What a file is that is certainly not a timeline, and what to do about it.
fn what_else_it_is(bytes: &[u8], name: &str) -> Option<(String, String)> {
    let text = |what: &str, hint: &str| Some((what.to_owned(), hint.to_owned()));
    let convert = "Open a JSON file, or convert this one first";
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_called = |format: &str| ending.eq_ignore_ascii_case(format);
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..] => {
            return text("This file is encoded as UTF-16", "Save it as UTF-8");
        }
        [b'P', b'K', 3, 4, ..] => return text("This is a ZIP archive or an office document", convert),
        [b'%', b'P', b'D', b'F', ..] => return text("This is a PDF document", convert),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => return text("This is a picture", convert),
        [0x1F, 0x8B, ..] => return text("This file is compressed with gzip", "Unpack it first"),
        _ => {}
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match body {
        [] => text("The file is empty", native::MINIMAL),
        [b'<', ..] => text("This is XML or HTML, not JSON", convert),
        [b'{' | b'[' | b'/', ..] => None,
        _ if body.starts_with(b"BEGIN:VCALENDAR") => text("This is an iCalendar file, not JSON", convert),
        _ if is_called("csv") || is_called("tsv") => text("This is a table, not JSON", convert),
        _ if is_called("yaml") || is_called("yml") => text("This is YAML, not JSON", convert),
        _ => None,
    }
}
