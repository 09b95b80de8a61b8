//! Records that are read on all processors, and gathered in their order.

use rayon::prelude::*;

use super::{Draft, Gathering};
use crate::reader::{Failure, Progress, Watcher};
use crate::report::diagnostic::{Diagnostic, Log};

/// Records that are read between two reports of progress.
const BATCH: usize = 8_192;
/// Records that one processor reads at a time.
const SHARE: usize = 256;

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

impl Gathering<'_> {
    /// Reads records with a function that is given the place of each in the list, from 0. Its findings are marked
    /// with the number that the record has in the file when [`add_all`](Gathering::add_all) follows.
    ///
    /// # Errors
    /// When the watcher stopped it.
    pub fn read_all<R: Sync>(
        &mut self,
        records: &[R],
        watcher: &mut Watcher<'_>,
        read: impl Fn(usize, &R, &mut Log) -> Outcome + Sync,
    ) -> Result<Vec<Outcome>, Failure> {
        let before = self.records().max(self.expected);
        let total = before + records.len();
        let mut outcomes = Vec::with_capacity(records.len());
        for (batch, list) in records.chunks(BATCH).enumerate() {
            let first = batch * BATCH;
            let progress = Progress { read: before + first, total, problems: self.log.len() };
            if watcher(progress).is_break() {
                return Err(Failure::Cancelled);
            }
            let parts: Vec<(Vec<Outcome>, Log)> = list
                .par_chunks(SHARE)
                .enumerate()
                .map(|(share, part)| {
                    let mut log = Log::default();
                    let outcomes = part.iter().enumerate().map(|(index, record)| {
                        let place = first + share * SHARE + index;
                        log.record = Some(before + place);
                        read(place, record, &mut log)
                    });
                    (outcomes.collect(), log)
                })
                .collect();
            for (part, log) in parts {
                outcomes.extend(part);
                self.log.append(log);
            }
        }
        let progress = Progress { read: total, total, problems: self.log.len() };
        if watcher(progress).is_break() { Err(Failure::Cancelled) } else { Ok(outcomes) }
    }

    /// The numbers of records that are read next begin behind so many, although those have not begun yet.
    pub fn expect_records(&mut self, count: usize) {
        self.expected = count;
    }

    /// Begins a record for each outcome and adds or rejects it.
    pub fn add_all(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            self.begin();
            match outcome {
                Outcome::Event(draft) => {
                    self.add(*draft);
                }
                Outcome::Nothing(finding) => self.reject(*finding),
            }
        }
    }
}
