//! Loading a file: its bytes are decoded, its format is recognised, and the reader of that format does the
//! rest.

use std::collections::HashSet;

use crate::detect::decode;
use crate::file_bytes::FileBytes;
use crate::format::{Format, Yields};
use crate::import::table::TableReading;
use crate::native;
use crate::reader::{Failure, ReadContext, ReadOptions, Watcher};
use crate::report::diagnostic::{Diagnostic, Log, SYNTAX_FIRST, Severity, in_sentences, listed};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::without_comments;
use dateline_timeline::model::Timeline;

/// A file that was read. Every record of it is accounted for:
/// `timeline.len() + rejected + merged == records + repetitions`.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What it holds.
    pub timeline: Timeline,
    /// What is wrong in it, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// What kind of file it is.
    pub format: Format,
    /// How many records of events it has, readable or not.
    pub records: usize,
    /// How many of them are no events and are left out; each has a finding.
    pub rejected: usize,
    /// How many of them say more about the event of another record, or repeat it; each has a finding, or many
    /// of them one.
    pub merged: usize,
    /// How many events stand beside the first one of their record: the repetitions of a calendar.
    pub repetitions: usize,
    /// The text that lines, columns and ranges of the findings are about, where that is not the file as it
    /// is: a file in another encoding, or one from an archive.
    pub text: Option<FileBytes>,
    /// How the columns of a table were understood; `None` for other formats.
    pub table: Option<TableReading>,
}

/// What became of the records of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Records of events in the file, readable or not.
    pub records: usize,
    /// How many of them were read in another way than they are written; the effect of a finding says how.
    pub repaired: usize,
    /// How many are no events and are left out.
    pub rejected: usize,
    /// How many say more about the event of another record, or repeat it.
    pub merged: usize,
    /// Events beside the first one of their record: the repetitions of a calendar.
    pub repetitions: usize,
}

impl Loaded {
    /// How many findings are listed of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        listed(&self.diagnostics, severity)
    }

    /// What became of the records.
    pub fn account(&self) -> Account {
        let repaired = self.diagnostics.iter().filter(|finding| finding.is_repaired);
        Account {
            records: self.records,
            repaired: repaired.filter_map(|finding| finding.event).collect::<HashSet<_>>().len(),
            rejected: self.rejected,
            merged: self.merged,
            repetitions: self.repetitions,
        }
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
        /// The text that these are about, where that is not the file as it is: as [`Loaded::text`].
        text: Option<FileBytes>,
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

/// Reads a copy of a file's bytes. `name` is the file's name, whose ending is a hint at its format.
///
/// # Errors
/// Only when there is nothing usable: not JSON, empty, no event at all.
pub fn load(bytes: &[u8], name: &str) -> Result<Loaded, LoadError> {
    load_with(&FileBytes::from(bytes), name, &mut |_| {})
}

/// Reads a file's bytes and reports to `watcher` how far it has come. The timeline goes on using the same
/// memory.
///
/// # Errors
/// When there is nothing usable.
pub fn load_with(bytes: &FileBytes, name: &str, watcher: &mut Watcher<'_>) -> Result<Loaded, LoadError> {
    load_as(bytes, name, &ReadOptions::default(), watcher)
}

/// As [`load_with`], with what the caller knows about the file.
///
/// # Errors
/// When there is nothing usable, and when it is cancelled.
pub fn load_as(
    bytes: &FileBytes,
    name: &str,
    options: &ReadOptions,
    watcher: &mut Watcher<'_>,
) -> Result<Loaded, LoadError> {
    let opened = decode::open(bytes, name).map_err(|(message, hint)| LoadError::Unusable {
        message,
        hint,
        diagnostics: Vec::new(),
        text: None,
    })?;
    let source = SourceText::new(&opened.bytes);
    let mut log = Log::default();
    source.report_broken(&mut log);
    opened.report(&mut log);
    if let Some(fault) = &options.mapping_fault {
        let finding = Diagnostic::new(Severity::Warning, 0..0, &Path::Root, fault.as_str());
        log.push(finding.effect("The columns are guessed"));
    }
    let format = if options.mapping.is_some() { with_mapping(opened.format, &source) } else { opened.format };
    let is_json5 = format == Format::Dateline && has_ending(name, ".json5");
    let json5 = if is_json5 { native::from_json5::json5_of(&source) } else { None };
    let plain = has_free_commas(name).then(|| without_comments(source.text(), true)).flatten();
    let plain = plain.map(|text| source.with_text(text));
    let context = ReadContext { format: format.names(), options, log: &mut log, watcher };
    let read = match &json5 {
        Some(json5) => native::from_json5::read_json5(json5, context),
        None => (format.facts().read)(plain.as_ref().unwrap_or(&source), context),
    };
    let read = read.map_err(|failure| caused_by_syntax(failure, &mut log));
    let mut diagnostics = log.into_list();
    source.locate(&mut diagnostics);
    let text = opened.is_other_text.then_some(opened.bytes);
    match read {
        Ok(read) if !read.timeline.is_empty() => Ok(Loaded {
            timeline: read.timeline,
            diagnostics,
            format,
            records: read.records,
            rejected: read.rejected,
            merged: read.merged,
            repetitions: read.repetitions,
            text,
            table: read.table,
        }),
        Ok(_) => Err(LoadError::Unusable {
            message: "None of the records is an event".to_owned(),
            hint: native::MINIMAL.to_owned(),
            diagnostics,
            text,
        }),
        Err(Failure::Unusable { message, hint }) => {
            Err(LoadError::Unusable { message, hint, diagnostics, text })
        }
        Err(Failure::Cancelled) => Err(LoadError::Cancelled),
    }
}

/// Whether a comma may stand before a closing bracket, as the endings of JSON with comments say.
fn has_free_commas(name: &str) -> bool {
    has_ending(name, ".jsonc") || has_ending(name, ".json5")
}

/// Whether a file's name, compressed or not, has an ending in small letters.
fn has_ending(name: &str, ending: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.strip_suffix(".gz").unwrap_or(&name).ends_with(ending)
}

/// What a file lacks may be there, behind a slip in its syntax: that is told first.
fn caused_by_syntax(failure: Failure, log: &mut Log) -> Failure {
    match failure {
        Failure::Unusable { message, hint } => {
            let has_cause = log.put_behind_causes(&message) && !hint.starts_with("Did you mean");
            Failure::Unusable { message, hint: if has_cause { SYNTAX_FIRST.to_owned() } else { hint } }
        }
        Failure::Cancelled => Failure::Cancelled,
    }
}

/// The format that a text is read as where somebody says how its columns are to be understood.
fn with_mapping(format: Format, source: &SourceText) -> Format {
    let yields = match format.facts().yields_to_mapping {
        Yields::Never => false,
        Yields::WithoutBrackets => !source.text().trim_start().starts_with(['{', '[']),
        Yields::Always => true,
    };
    if yields { Format::Table } else { format }
}
