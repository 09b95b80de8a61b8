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
mod plain_row;
mod plan;
mod role;
mod row_date;
mod row_draft;
mod row_reading;
mod row_sources;
mod rows_again;
mod sniff;
mod source_numbers;
mod tally;

use std::sync::Mutex;

#[cfg(test)]
pub(crate) use self::cell_values::unguarded;
pub(crate) use self::cell_values::{is_like_a_formula, number};
pub(crate) use self::column::Column;
pub(crate) use self::column_names::{by_name, plain_name};
pub(crate) use self::grid::{Cell, Grid, Syntax};
pub(crate) use self::guess_roles::Samples;
pub(crate) use self::known_headers::{FORMAT_KEY, FURTHER};
pub use self::mapping::{
    ColumnMapping, ColumnReading, DayPlace, Header, Mapping, MappingError, Numbers, Separator, TableReading,
};
use self::plain_row::PlainRows;
pub(crate) use self::plan::Plan;
pub use self::role::Role;
pub(crate) use self::row_draft::read as read_row;
pub(crate) use self::row_reading::RowRead;
pub(crate) use self::rows_again::RowsAgain;
pub(crate) use self::sniff::{TableKind, looks_like};
pub(crate) use self::source_numbers::SourceNumbers;
pub(crate) use self::tally::GatheredRows;
use self::tally::Tally;
use super::{Importer, Part, PartReading};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use dateline_timeline::model::Source;

/// Reads a table.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let mapping = context.options.mapping.as_ref();
    let plan = Plan::new(text, mapping, context.log)?;
    report_columns(&plan, context.log);
    let mut importer = Importer::new(context);
    importer.head.description = plan.preamble();
    if let Some(zone) = mapping.and_then(|mapping| mapping.zone) {
        importer.head.zone = zone;
        importer.head.zone_is_stated = true;
    }
    importer.keep_records_in(source);
    let GatheredRows { tally, sources } = read_rows(&plan, text, &mut importer)?;
    tally.report_notations(&plan, importer.log);
    let read = importer.finish_again(RowsAgain::new(&plan, sources))?;
    let reading = plan.reading(mapping, read.records, &tally.unreadable);
    Ok(Read { table: Some(reading), ..read })
}

/// Reads rows of a plan. Plain rows go straight into columns where the importer keeps no events whole.
///
/// # Errors
/// When the reading is cancelled.
pub(super) fn read_rows(
    plan: &Plan<'_>,
    text: &str,
    importer: &mut Importer<'_>,
) -> Result<GatheredRows, Failure> {
    let rows = plan.rows();
    let mut gathered = GatheredRows::new(plan.columns.len());
    let Some(setup) = importer.part_setup() else {
        read_rows_with(&rows, |row| read_row(plan, row, text), &mut gathered, importer)?;
        return Ok(gathered);
    };
    let GatheredRows { tally, sources } = &mut gathered;
    // Readers that have read a part, and remember its dates.
    let idle: Mutex<Vec<PlainRows<'_, '_>>> = Mutex::default();
    let read_part = |part: &mut Part, _: usize, rows: &[usize]| {
        let known = idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut plain = known.or_else(|| PlainRows::new(plan, text, part));
        let mut tally = Tally::new(plan.columns.len());
        for row in rows {
            part.begin();
            let is_plain = plain.as_mut().and_then(|plain| plain.add(*row, part, &mut tally)).is_some();
            if !is_plain {
                tally.gather(read_row(plan, *row, text), part);
            }
        }
        if let Ok(mut idle) = idle.lock() {
            idle.extend(plain);
        }
        tally
    };
    let reading = PartReading {
        read: read_part,
        take: |part| tally.append(part),
        rename: |source: &mut Source| sources.tell_apart(source),
    };
    // No row of a table says anything behind others.
    importer.read_parts(&setup, &rows, reading)?;
    Ok(gathered)
}

/// Reads rows by their numbers on all processors, and gathers them in the order of the file.
///
/// # Errors
/// When the reading is cancelled.
pub(super) fn read_rows_with(
    rows: &[usize],
    read: impl Fn(usize) -> RowRead + Sync,
    gathered: &mut GatheredRows,
    importer: &mut Importer<'_>,
) -> Result<(), Failure> {
    let Some(setup) = importer.part_setup() else {
        return importer.read_in_order(
            rows,
            |_, row, _| read(*row),
            |importer, read| gathered.gather(read, importer),
        );
    };
    let GatheredRows { tally, sources } = gathered;
    let columns = tally.unreadable.len();
    let read_part = |part: &mut Part, _: usize, rows: &[usize]| {
        let mut tally = Tally::new(columns);
        for row in rows {
            part.begin();
            tally.gather(read(*row), part);
        }
        tally
    };
    let reading = PartReading {
        read: read_part,
        take: |part| tally.append(part),
        rename: |source: &mut Source| sources.tell_apart(source),
    };
    // No row of a table says anything behind others.
    importer.read_parts(&setup, rows, reading)?;
    Ok(())
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
