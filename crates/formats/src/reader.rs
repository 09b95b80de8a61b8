//! What every reader of a format is given, and what it gives back.

use crate::import::table::{Mapping, TableReading};
use crate::report::diagnostic::Log;
use dateline_time::TimePoint;
use dateline_timeline::Cancel;
use dateline_timeline::model::Timeline;

/// What the reader is told beside the bytes.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// How the columns of a table are to be understood; otherwise that is guessed. A text that could be
    /// another format as well is then read as a table.
    pub mapping: Option<Mapping>,
    /// Why a mapping that is there could not be used; told as a finding.
    pub mapping_fault: Option<String>,
    /// The present moment. An event of another program's file that lies wholly after the day of it, and of
    /// which the file does not say what became of it, is planned. `None` has no opinion: such an event
    /// happened.
    pub now: Option<TimePoint>,
    /// Cancels the reading; checked whenever progress is reported.
    pub cancel: Cancel,
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

/// Learns how far loading has come, a few times a second of work.
pub type Watcher<'w> = dyn FnMut(Progress) + 'w;

/// How a format is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormatNames {
    /// The short name in reports and JSON: "timelinejs". Also the name under which an event keeps what the
    /// model has no field for.
    pub key: &'static str,
    /// What people call it: "TimelineJS JSON".
    pub name: &'static str,
}

/// What a reader is given beside the text.
pub(crate) struct ReadContext<'c> {
    /// The format that is read.
    pub format: FormatNames,
    /// What the caller knows about the file.
    pub options: &'c ReadOptions,
    /// Takes the findings.
    pub log: &'c mut Log,
    /// Learns how far reading has come.
    pub watcher: &'c mut Watcher<'c>,
}

impl ReadContext<'_> {
    /// The same with a log of its own, whose findings are put in their places afterwards.
    pub fn with_log<'s>(&'s mut self, log: &'s mut Log) -> ReadContext<'s> {
        ReadContext { format: self.format, options: self.options, log, watcher: &mut *self.watcher }
    }

    /// Reports how far reading has come.
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn report(&mut self, progress: Progress) -> Result<(), Failure> {
        report_progress(self.watcher, &self.options.cancel, progress)
    }

    /// Reports that `read` of `total` records are read.
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn progress(&mut self, read: usize, total: usize) -> Result<(), Failure> {
        self.report(Progress { read, total, problems: self.log.len() })
    }
}

/// Reports how far reading has come.
///
/// # Errors
/// When the reading is cancelled.
pub(crate) fn report_progress(
    watcher: &mut Watcher<'_>,
    cancel: &Cancel,
    progress: Progress,
) -> Result<(), Failure> {
    watcher(progress);
    cancel.check().ok_or(Failure::Cancelled)
}

/// What the reader of a format gives.
pub(crate) struct Read {
    pub timeline: Timeline,
    pub records: usize,
    pub rejected: usize,
    pub merged: usize,
    pub repetitions: usize,
    pub table: Option<TableReading>,
}

impl Read {
    /// What was read of a file whose records are events of their own.
    pub fn of(timeline: Timeline, records: usize, rejected: usize) -> Read {
        Read { timeline, records, rejected, merged: 0, repetitions: 0, table: None }
    }
}

/// Why nothing was read.
pub(crate) enum Failure {
    Unusable { message: String, hint: String },
    Cancelled,
}

impl Failure {
    pub fn unusable(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Failure::Unusable { message: message.into(), hint: hint.into() }
    }
}
