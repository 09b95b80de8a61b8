//! The one way through the records of a file: in batches, with progress and a way to stop, in their order; on
//! all processors where records do not depend on each other.

use rayon::prelude::*;

use super::part::{Part, PartSetup};
use super::{Draft, Importer};
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log};
use dateline_timeline::model::Source;

/// Records that are read between two reports of progress.
const BATCH: usize = 4_096;
/// Records that one processor reads at a time.
const SHARE: usize = 256;
/// Records of a part whose events become rows where they are read: enough to make its lists worth their
/// while. A few in tests, so that small files have several parts.
const PART: usize = if cfg!(test) { 4 } else { 1_024 };
/// Parts that are read between two reports of progress.
const WINDOW: usize = 8;
/// Records that are read one after the other between two reports of progress.
const STRIDE: usize = 512;

/// What a record of a foreign file turned out to be.
pub(crate) enum Outcome {
    /// An event.
    Event(Box<Draft>),
    /// No event; why.
    Nothing(Box<Diagnostic>),
}

impl Outcome {
    /// No event, as a finding says.
    pub fn nothing(finding: Diagnostic) -> Outcome {
        Outcome::Nothing(Box::new(finding))
    }
}

/// How the records of parts are read, and what becomes of what that gives beside the rows.
pub(crate) struct PartReading<F, T, N> {
    /// Reads the records of a part.
    pub read: F,
    /// Takes what that gave.
    pub take: T,
    /// May give a source another key.
    pub rename: N,
}

/// Begins a record for an outcome and adds or rejects it. What is said about titles and about records that
/// are no events stands behind the findings of all parts.
fn begin_and_take(part: &mut Part, read: impl FnOnce(&mut Log) -> Outcome) {
    part.begin();
    let outcome = read(&mut part.log);
    std::mem::swap(&mut part.log, &mut part.behind);
    match outcome {
        Outcome::Event(draft) => part.add(*draft),
        Outcome::Nothing(finding) => part.reject(*finding),
    }
    std::mem::swap(&mut part.log, &mut part.behind);
}

impl Importer<'_> {
    /// Reads records on all processors, and hands what they turned out to be to `take` in the order of the
    /// file. `read` is given the index of each record in the list. Its findings are marked with the number
    /// that the record has in the file, where records begin in the same order.
    ///
    /// Progress is reported before each batch and at the end.
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn read_in_order<R: Sync, T: Send>(
        &mut self,
        records: &[R],
        read: impl Fn(usize, &R, &mut Log) -> T + Sync,
        mut take: impl FnMut(&mut Self, T),
    ) -> Result<(), Failure> {
        let before = self.first_expected();
        let total = before + records.len();
        for (batch, list) in records.chunks(BATCH).enumerate() {
            let first = batch * BATCH;
            self.progress(before + first, total)?;
            let read_share = |(share, part): (usize, &[R])| {
                let mut log = Log::default();
                let mut results: Vec<T> = Vec::with_capacity(part.len());
                for (offset, record) in part.iter().enumerate() {
                    let index = first + share * SHARE + offset;
                    log.record = Some(before + index);
                    results.push(read(index, record, &mut log));
                }
                (results, log)
            };
            let shares: Vec<(Vec<T>, Log)> = list.par_chunks(SHARE).enumerate().map(read_share).collect();
            for (results, log) in shares {
                self.log.append(log);
                results.into_iter().for_each(|result| take(self, result));
            }
        }
        self.progress(total, total)
    }

    /// Reads records on all processors and makes their rows there. `read` gets a part without records, the
    /// index in the list of its first record, and its records; it begins each of them, and adds or rejects
    /// it. `take` gets what `read` gave, in the order of the file, and `rename` each source that a part
    /// names. The findings that stand behind all others are given back.
    ///
    /// While a window of parts is read, the one before it is appended. Progress is reported before each
    /// window and at the end.
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn read_parts<R: Sync, T: Send>(
        &mut self,
        setup: &PartSetup,
        records: &[R],
        reading: PartReading<
            impl Fn(&mut Part, usize, &[R]) -> T + Sync,
            impl FnMut(T),
            impl FnMut(&mut Source),
        >,
    ) -> Result<Log, Failure> {
        let PartReading { read, mut take, mut rename } = reading;
        let before = self.first_expected();
        let total = before + records.len();
        let mut behind = Log::default();
        let mut append = |importer: &mut Self, parts: Vec<(Part, T)>| {
            for (mut part, given) in parts {
                behind.append(std::mem::take(&mut part.behind));
                importer.append(part, &mut rename);
                take(given);
            }
        };
        let mut waiting: Vec<(Part, T)> = Vec::new();
        for (window, list) in records.chunks(PART * WINDOW).enumerate() {
            let first = window * PART * WINDOW;
            self.progress(before + first, total)?;
            let read_part = |(part, records): (usize, &[R])| {
                let start = first + part * PART;
                let mut part = Part::new(setup, before + start);
                let given = read(&mut part, start, records);
                (part, given)
            };
            let mut parts = Vec::new();
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| parts = list.par_chunks(PART).enumerate().map(read_part).collect());
                append(self, std::mem::take(&mut waiting));
            });
            waiting = parts;
        }
        append(self, waiting);
        self.progress(total, total)?;
        Ok(behind)
    }

    /// Reads records on all processors into a list, for importers that must know all of them before the first
    /// is added with [`add_all`](Importer::add_all).
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn read_all<R: Sync>(
        &mut self,
        records: &[R],
        read: impl Fn(usize, &R, &mut Log) -> Outcome + Sync,
    ) -> Result<Vec<Outcome>, Failure> {
        let mut outcomes = Vec::with_capacity(records.len());
        self.read_in_order(records, read, |_, outcome| outcomes.push(outcome))?;
        Ok(outcomes)
    }

    /// Reads records on all processors, and adds or rejects each. What is said about titles and about records
    /// that are no events stands behind the findings of `read`, as if all records were read before the first
    /// is added.
    ///
    /// # Errors
    /// When the watcher stopped it.
    pub fn read_and_add<R: Sync>(
        &mut self,
        records: &[R],
        read: impl Fn(usize, &R, &mut Log) -> Outcome + Sync,
    ) -> Result<(), Failure> {
        if let Some(setup) = self.part_setup() {
            let reading = PartReading {
                read: |part: &mut Part, first: usize, records: &[R]| {
                    for (offset, record) in records.iter().enumerate() {
                        begin_and_take(part, |log| read(first + offset, record, log));
                    }
                },
                take: |()| {},
                rename: |_: &mut Source| {},
            };
            let behind = self.read_parts(&setup, records, reading)?;
            self.log.append(behind);
            return Ok(());
        }
        let mut behind = Log::default();
        let result = self.read_in_order(records, read, |importer, outcome| {
            std::mem::swap(importer.log, &mut behind);
            importer.begin();
            importer.add_or_reject(outcome);
            std::mem::swap(importer.log, &mut behind);
        });
        self.log.append(behind);
        result
    }

    /// Goes through records one after the other, where one depends on those before it. Progress is reported
    /// before each [`STRIDE`] of them.
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn each_in_order<R>(
        &mut self,
        records: impl ExactSizeIterator<Item = R>,
        mut take: impl FnMut(&mut Self, R),
    ) -> Result<(), Failure> {
        let total = records.len();
        for (index, record) in records.enumerate() {
            if index % STRIDE == 0 {
                self.progress(index, total)?;
            }
            take(self, record);
        }
        Ok(())
    }

    /// Begins a record for each outcome and adds or rejects it.
    pub fn add_all(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            self.begin();
            self.add_or_reject(outcome);
        }
    }

    fn add_or_reject(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Event(draft) => {
                self.add(*draft);
            }
            Outcome::Nothing(finding) => self.reject(*finding),
        }
    }
}
