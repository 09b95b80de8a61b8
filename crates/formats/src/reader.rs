//! What every reader of a format is given, and what it gives back.

use std::ops::ControlFlow;

use crate::import::table::{Mapping, TableReading};
use dateline_time::TimePoint;
use dateline_timeline::model::Timeline;

/// What the reader is told beside the bytes.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// How the columns of a table are to be understood; otherwise that is guessed. A text that could be another
    /// format as well is then read as a table.
    pub mapping: Option<Mapping>,
    /// Why a mapping that is there could not be used; told as a finding.
    pub mapping_fault: Option<String>,
    /// The present moment. An event of another program's file that lies wholly after the day of it, and of which the
    /// file does not say what became of it, is planned. `None` has no opinion: such an event happened.
    pub now: Option<TimePoint>,
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

/// What the reader of a format gives.
pub(crate) struct Read {
    pub timeline: Timeline,
    pub records: usize,
    pub rejected: usize,
    pub merged: usize,
    pub expanded: usize,
    pub table: Option<TableReading>,
}

impl Read {
    /// What was read of a file whose records are events of their own.
    pub fn of(timeline: Timeline, records: usize, rejected: usize) -> Read {
        Read { timeline, records, rejected, merged: 0, expanded: 0, table: None }
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
