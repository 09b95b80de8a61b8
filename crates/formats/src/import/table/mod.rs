//! Tables with one event a row: any delimiter, any order of columns, names in several languages or none.
//!
//! A table is looked at as a whole first: what divides its cells ([`sniff`]), where its header stands, what
//! its columns are for ([`guess`], [`known`]) and what only a whole column can tell ([`evidence`]). That
//! makes a [`Plan`], after which each row is read by itself ([`row`]), many at a time. A [`Mapping`] takes
//! the place of any of these guesses.

mod cell_date;
mod cell_values;
mod column;
mod column_evidence;
mod column_names;
mod grid;
mod guess_roles;
mod known_headers;
mod mapping;
mod plan;
mod role;
mod row;
mod row_date;
mod row_reading;
mod row_sources;
mod rows_again;
mod sniff;
mod source_numbers;

use std::ops::Range;

#[cfg(test)]
pub(crate) use self::cell_values::unguarded;
pub(crate) use self::cell_values::{is_like_a_formula, number};
pub(crate) use self::column::Column;
pub(crate) use self::column_names::{by_name, plain_name};
pub(crate) use self::grid::{Cell, Grid, Syntax};
pub(crate) use self::guess_roles::Samples;
pub(crate) use self::known_headers::FURTHER;
pub use self::mapping::{
    ColumnMapping, ColumnReading, DayPlace, Header, Mapping, MappingError, Numbers, Separator, TableReading,
};
pub(crate) use self::plan::Plan;
pub use self::role::Role;
pub(crate) use self::row::read as read_row;
pub(crate) use self::row_reading::RowRead;
use self::rows_again::RowsAgain;
pub(crate) use self::sniff::looks_like;
use self::source_numbers::SourceNumbers;
use super::Importer;
use crate::format::Format;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use dateline_time::grouped;

/// Reads a table.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let mapping = context.options.mapping.as_ref();
    let plan = Plan::new(text, mapping, context.log)?;
    report_columns(&plan, context.log);
    let rows = plan.rows();
    let mut importer = Importer::new(Format::Table, context);
    importer.head.description = plan.preamble();
    if let Some(zone) = mapping.and_then(|mapping| mapping.zone) {
        importer.head.zone = zone;
        importer.head.zone_is_stated = true;
    }
    importer.keep_records_in(source);
    let mut tally = Tally::new(plan.columns.len());
    importer.read_in_order(
        &rows,
        |_, row, _| read_row(&plan, *row, text),
        |importer, read| tally.gather(read, importer),
    )?;
    tally.report_notations(&plan, importer.log);
    let Tally { unreadable, sources, .. } = tally;
    let read = importer.finish_again(RowsAgain::new(&plan, sources))?;
    Ok(Read { table: Some(plan.reading(mapping, rows.len(), &unreadable)), ..read })
}

/// How many dates of a column are in another notation than EDTF, and the first of them: its bytes, and its
/// EDTF.
type Renoted = (usize, Option<(Range<usize>, String)>);

/// What is counted over all rows.
pub(crate) struct Tally {
    /// For each column in how many rows it could not be read.
    pub unreadable: Vec<usize>,
    /// For each column its dates in another notation.
    renoted: Vec<Renoted>,
    sources: SourceNumbers,
}

impl Tally {
    /// Nothing yet, of so many columns.
    pub fn new(columns: usize) -> Tally {
        Tally {
            unreadable: vec![0; columns],
            renoted: vec![(0, None); columns],
            sources: SourceNumbers::default(),
        }
    }

    /// Gathers a row.
    pub fn gather(&mut self, read: RowRead, importer: &mut Importer<'_>) {
        importer.begin();
        for place in read.unreadable {
            self.unreadable.get_mut(place).into_iter().for_each(|count| *count += 1);
        }
        for (place, range, date) in read.renoted {
            let Some((count, first)) = self.renoted.get_mut(place) else { continue };
            *count += 1;
            first.get_or_insert((range, date));
        }
        read.findings.into_iter().for_each(|finding| importer.log.push(finding));
        match (read.draft, read.rejection) {
            (Some(mut draft), _) => {
                self.sources.tell_apart(&mut draft);
                importer.add(draft);
            }
            (None, Some(finding)) => importer.reject(finding),
            (None, None) => {
                importer.reject(Diagnostic::new(Severity::Error, 0..0, &Path::Root, "This row is no event"));
            }
        }
    }

    /// Tells, once for each column, that its dates are written in another way than the format's own.
    pub fn report_notations(&self, plan: &Plan<'_>, log: &mut Log) {
        log.record = None;
        for (column, (count, first)) in plan.columns.iter().zip(&self.renoted) {
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

/// Tells what the table as a whole lacks.
fn report_columns(plan: &Plan<'_>, log: &mut Log) {
    let range = plan.header.map_or(0..0, |row| plan.grid.row(row));
    let path = plan.header.map_or(Path::Root, |row| Path::Row(row + 1));
    if !plan.has(Role::Title) {
        let finding = Diagnostic::new(Severity::Warning, range.clone(), &path, "No column gives titles");
        log.push(
            finding
                .hint("Say under Columns…, or in the mapping beside the table, which column does")
                .effect("Titles are made from what else the rows say"),
        );
    }
    let is_dated = plan.columns.iter().any(|column| column.role.is_date() || column.role == Role::Year);
    let column = |role| plan.columns.iter().find(|column| column.role == role);
    if let (Some(start), Some(date)) = (column(Role::Start), column(Role::Date)) {
        let message = format!("Two columns say when events begin: {} and {}", start.name, date.name);
        log.push(
            Diagnostic::new(Severity::Note, range.clone(), &path.field(&date.name), message)
                .hint("Say under Columns…, or in the mapping beside the table, if the other one is meant")
                .effect(format!(
                    "{} counts; {} where that is empty, and is kept beside the event otherwise",
                    start.name, date.name
                )),
        );
    }
    if !is_dated {
        let finding = Diagnostic::new(Severity::Warning, range, &path, "No column gives dates");
        log.push(
            finding
                .hint("Say under Columns…, or in the mapping beside the table, which column does")
                .effect("All events are shown without a date"),
        );
    }
}
