//! The one way through the records of a file: in batches, with progress and a way to stop, in their order; on
//! all processors where records do not depend on each other.

use rayon::prelude::*;

use super::{Draft, Importer};
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log};

/// Records that are read between two reports of progress.
const BATCH: usize = 4_096;
/// Records that one processor reads at a time.
const SHARE: usize = 256;
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
