//! What is counted over the rows of a table beside its events, part by part.

use std::ops::Range;

use super::plan::Plan;
use super::row_reading::RowRead;
use super::source_numbers::SourceNumbers;
use crate::import::{Draft, Importer, Part};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::grouped;

/// The dates of a column that are in another notation than EDTF.
#[derive(Clone, Debug, Default)]
struct Renoted {
    count: usize,
    /// The first of them: its bytes, and its EDTF.
    first: Option<(Range<usize>, String)>,
}

/// What takes the rows of a table.
pub(crate) trait TakeRows {
    /// Takes the findings about the row.
    fn row_log(&mut self) -> &mut Log;
    /// The row is this event.
    fn add_row_draft(&mut self, draft: Draft);
    /// The row is no event; why.
    fn reject_row(&mut self, finding: Diagnostic);
}

impl TakeRows for Importer<'_> {
    fn row_log(&mut self) -> &mut Log {
        self.log
    }

    fn add_row_draft(&mut self, draft: Draft) {
        self.add(draft);
    }

    fn reject_row(&mut self, finding: Diagnostic) {
        self.reject(finding);
    }
}

impl TakeRows for Part {
    fn row_log(&mut self) -> &mut Log {
        &mut self.log
    }

    fn add_row_draft(&mut self, draft: Draft) {
        self.add(draft);
    }

    fn reject_row(&mut self, finding: Diagnostic) {
        self.reject(finding);
    }
}

/// What is counted over rows.
#[derive(Debug)]
pub(crate) struct Tally {
    /// For each column in how many rows it could not be read.
    pub unreadable: Vec<usize>,
    renoted: Vec<Renoted>,
}

impl Tally {
    /// Nothing yet, of so many columns.
    pub fn new(columns: usize) -> Tally {
        Tally { unreadable: vec![0; columns], renoted: vec![Renoted::default(); columns] }
    }

    /// Counts a row, and hands it to what its record was begun at.
    pub fn gather(&mut self, read: RowRead, into: &mut impl TakeRows) {
        for place in read.unreadable {
            self.unreadable.get_mut(place).into_iter().for_each(|count| *count += 1);
        }
        for (place, range, date) in read.renoted {
            self.note_renoted(place, &range, &date);
        }
        read.findings.into_iter().for_each(|finding| into.row_log().push(finding));
        match (read.draft, read.rejection) {
            (Some(draft), _) => into.add_row_draft(draft),
            (None, Some(finding)) => into.reject_row(finding),
            (None, None) => {
                into.reject_row(Diagnostic::new(Severity::Error, 0..0, &Path::Root, "This row is no event"));
            }
        }
    }

    /// Counts a date in another notation than EDTF: its column, its bytes and its EDTF.
    pub fn note_renoted(&mut self, column: usize, range: &Range<usize>, edtf: &str) {
        let Some(renoted) = self.renoted.get_mut(column) else { return };
        renoted.count += 1;
        if renoted.first.is_none() {
            renoted.first = Some((range.clone(), edtf.to_owned()));
        }
    }

    /// Adds what was counted over the rows behind these.
    pub fn append(&mut self, part: Tally) {
        self.unreadable.iter_mut().zip(part.unreadable).for_each(|(count, more)| *count += more);
        for (renoted, more) in self.renoted.iter_mut().zip(part.renoted) {
            renoted.count += more.count;
            renoted.first = renoted.first.take().or(more.first);
        }
    }

    /// Reports, once for each column, that its dates are written in another way than the format's own.
    pub fn report_notations(&self, plan: &Plan<'_>, log: &mut Log) {
        log.record = None;
        for (column, Renoted { count, first }) in plan.columns.iter().zip(&self.renoted) {
            let Some((range, date)) = first else { continue };
            let dates = if *count == 1 { "date is" } else { "dates are" };
            let message =
                format!("{} {dates} written in another way than 2021-08-23", grouped(*count as u64));
            let root = Path::Root;
            let mut finding =
                Diagnostic::new(Severity::Note, range.clone(), &root.field(&column.name), message);
            finding.correction = Some(date.clone());
            log.push(finding.effect(format!("This one is read as {date}")));
        }
    }
}

/// What is counted over rows that are gathered one by one, and the sources that they name.
#[derive(Debug)]
pub(crate) struct GatheredRows {
    /// What is counted.
    pub tally: Tally,
    /// Sources that share a key.
    pub sources: SourceNumbers,
}

impl GatheredRows {
    /// Nothing yet, of so many columns.
    pub fn new(columns: usize) -> GatheredRows {
        GatheredRows { tally: Tally::new(columns), sources: SourceNumbers::default() }
    }

    /// Begins the record of a row, tells its sources apart and gathers it.
    pub fn gather(&mut self, mut read: RowRead, importer: &mut Importer<'_>) {
        importer.begin();
        for (source, _) in read.draft.iter_mut().flat_map(|draft| &mut draft.citations) {
            self.sources.tell_apart(source);
        }
        self.tally.gather(read, importer);
    }
}
