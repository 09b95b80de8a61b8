//! TimeFlow's table: lines that describe it, then a header and rows with tabs between the cells.

use super::Importer;
use super::table::{
    Column, GatheredRows, Grid, Plan, Role, RowsAgain, Samples, Syntax, by_name, plain_name, read_rows,
};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;

/// What every line of the description begins with.
const MARK: &str = "#TIMEFLOW";

/// What the lines before the table say.
#[derive(Default)]
struct Description {
    source: String,
    words: String,
    fields: Vec<String>,
    /// The column of each part of an event.
    aliases: Vec<(Role, String)>,
    /// The first row behind it.
    end: usize,
}

/// Reads a table with its description.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let grid = Grid::new(text, 0, Syntax { delimiter: '\t', quote: Some(b'"') }, usize::MAX);
    let description = describe(&grid);
    let first = (description.end..grid.len()).find(|row| !grid.is_blank(*row)).unwrap_or(grid.len());
    let cells = grid.cells(first).0.into_iter().map(|cell| cell.text.trim().to_owned()).collect::<Vec<_>>();
    // Fields that are described need no header; where one stands, it names them again.
    let is_header =
        description.fields.is_empty() || cells.iter().any(|cell| description.fields.contains(cell));
    let (header, start) = if is_header { (Some(first), first + 1) } else { (None, first) };
    let names = if is_header { cells } else { description.fields.clone() };
    if (start..grid.len()).all(|row| grid.is_blank(row)) {
        return Err(Failure::unusable(
            "There is no row in this TimeFlow file",
            "Check that it is the right file",
        ));
    }
    let columns = columns(&names, &description, context.log);
    let samples = Samples::new(&grid, start, columns.len());
    let mut plan = Plan::of(grid, header, start, columns);
    plan.decide(None, &samples, context.log);
    let mut importer = Importer::new(context);
    importer.head.description = head(&description);
    importer.keep_records_in(source);
    let GatheredRows { tally, sources } = read_rows(&plan, text, &mut importer)?;
    tally.report_notations(&plan, importer.log);
    importer.finish_again(RowsAgain::new(&plan, sources))
}

/// The description as Markdown.
fn head(description: &Description) -> String {
    let source = Some(&description.source).filter(|source| !source.is_empty());
    let source = source.map(|source| format!("Source: {source}"));
    let words = Some(description.words.clone()).filter(|words| !words.is_empty());
    words.into_iter().chain(source).collect::<Vec<_>>().join("\n\n")
}

fn describe(grid: &Grid<'_>) -> Description {
    let mut description = Description::default();
    for row in 0..grid.len() {
        let (cells, _) = grid.cells(row);
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.text.trim());
        if cell(0) != MARK {
            if grid.is_blank(row) {
                continue;
            }
            return Description { end: row, ..description };
        }
        description.end = row + 1;
        match cell(1) {
            "source" => description.source = cell(2).to_owned(),
            "description" => description.words = cell(2).to_owned(),
            "field" => description.fields.push(cell(2).to_owned()),
            "alias" => {
                if let Some(role) = role_of(cell(2)) {
                    description.aliases.push((role, cell(3).to_owned()));
                }
            }
            _ => {}
        }
    }
    description
}

/// What an alias stands for. Colours and sizes are not shown.
fn role_of(alias: &str) -> Option<Role> {
    Some(match alias {
        "TIMEFLOW_START" => Role::Start,
        "TIMEFLOW_LATEST_START" => Role::LatestStart,
        "TIMEFLOW_EARLIEST_END" => Role::EarliestEnd,
        "TIMEFLOW_END" => Role::End,
        "TIMEFLOW_LABEL" => Role::Title,
        "TIMEFLOW_TRACK" => Role::Lane,
        _ => return None,
    })
}

/// The columns: by their aliases, then by their names where no alias has that part of an event.
fn columns(names: &[String], description: &Description, log: &mut Log) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        let is_taken = columns.iter().any(|column| column.name == *name);
        let shown = match name.as_str() {
            "" => format!("column {}", place + 1),
            _ if is_taken => format!("{name} ({})", place + 1),
            _ => name.clone(),
        };
        let alias = description.aliases.iter().find(|(_, column)| column == name).filter(|_| !is_taken);
        columns.push(Column::new(shown, alias.map_or(Role::Keep, |(role, _)| *role)));
    }
    for (role, name) in &description.aliases {
        if !names.contains(name) && !name.is_empty() {
            let message = "The description names a column that the table does not have";
            let finding = Diagnostic::new(Severity::Warning, 0..0, &Path::Root, message).found(name);
            log.push(finding.effect(format!("Shown without \"{}\"", role.label().to_lowercase())));
        }
    }
    for place in 0..columns.len() {
        let Some(column) = columns.get(place).filter(|column| column.role == Role::Keep) else { continue };
        let Some((role, _)) = by_name(&plain_name(&column.name)) else { continue };
        let is_taken = columns.iter().any(|column| column.role == role);
        let is_sure = matches!(
            role,
            Role::Summary | Role::Source | Role::SourceUrl | Role::Place | Role::Tags | Role::Actors
        );
        let is_missing =
            matches!(role, Role::Title | Role::Start | Role::Date) && !is_dated_or_titled(&columns, role);
        if let Some(column) = columns.get_mut(place)
            && !is_taken
            && (is_sure || is_missing)
        {
            column.role = role;
        }
    }
    columns
}

/// Whether columns give a title, if that is asked for, or else a date.
fn is_dated_or_titled(columns: &[Column], role: Role) -> bool {
    let wanted: &[Role] = if role == Role::Title { &[Role::Title] } else { &[Role::Start, Role::Date] };
    columns.iter().any(|column| wanted.contains(&column.role))
}
