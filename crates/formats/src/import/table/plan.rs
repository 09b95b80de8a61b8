//! How the rows of one table are to be read: its grid, its columns, and what each of them is for.

use std::collections::HashMap;

use super::cell_values;
use super::column::Column;
use super::column_evidence;
use super::column_names::plain_name;
use super::grid::{Cell, Grid, MOST_COLUMNS};
use super::guess_roles;
use super::guess_roles::Samples;
use super::mapping::{ColumnMapping, ColumnReading, DayPlace, Header, Mapping, Separator, TableReading};
use super::role::Role;
use super::sniff;
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log, Severity, cut};
use crate::report::field_path::Path;
use dateline_time::did_you_mean;
use dateline_time::grouped;

/// So many values of a column are shown as samples, each of at most so many characters.
const SAMPLES: (usize, usize) = (5, 80);
/// Longest name of a column that is shown, in characters.
const LONGEST_NAME: usize = 120;

/// How a table is read.
#[derive(Debug)]
pub(crate) struct Plan<'t> {
    /// Its rows.
    pub grid: Grid<'t>,
    /// The first row below the header.
    pub first: usize,
    /// The row of the header.
    pub header: Option<usize>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The lane of rows that give none; empty where there is none.
    pub lane: String,
    /// Whether this program wrote it.
    pub is_own: bool,
    /// The columns of each role, in the order of [`Role::ALL`].
    indexes: Vec<Vec<usize>>,
    delimiter: char,
    samples: Vec<Vec<String>>,
}

impl<'t> Plan<'t> {
    /// Looks at a whole table.
    ///
    /// # Errors
    /// When there is no row below the header.
    pub fn new(text: &'t str, mapping: Option<&Mapping>, log: &mut Log) -> Result<Plan<'t>, Failure> {
        let sniffed = sniffed(text, mapping, log);
        let grid = Grid::new(text, sniffed.start, sniffed.syntax, usize::MAX);
        let header = match mapping.map_or(Header::Guess, |mapping| mapping.header) {
            Header::Guess => sniff::header(&grid, sniffed.width),
            Header::Row(row) if row > grid.len() => {
                let message =
                    format!("The mapping names row {row} as the header, and there are {}", grid.len());
                log.push(
                    Diagnostic::new(Severity::Warning, 0..0, &Path::Root, message)
                        .effect("The header is guessed"),
                );
                sniff::header(&grid, sniffed.width)
            }
            header => header,
        };
        let header = match header {
            Header::Row(row) => Some(row - 1),
            _ => None,
        };
        let first = header.map_or(0, |row| row + 1);
        if (first..grid.len()).all(|row| grid.is_blank(row)) {
            return Err(no_row());
        }
        let names = names(&grid, header, first, log);
        let samples = Samples::new(&grid, first, names.len());
        let given = given_roles(&names, mapping, &grid, header, log);
        let mut roles = guess_roles::roles(&names, &given, &samples);
        super::known_headers::settle(&names, &given, &mut roles);
        let is_own = super::known_headers::is_own(&names);
        if is_own {
            super::known_headers::settle_own(&names, &given, &mut roles);
        }
        let columns = names.into_iter().zip(roles).map(|(name, role)| Column::new(name, role)).collect();
        let mut plan = Plan::of(grid, header, first, columns);
        plan.is_own = is_own;
        plan.decide(mapping, &samples, log);
        plan.lane = mapping.map(|mapping| mapping.lane.clone()).unwrap_or_default();
        plan.delimiter = sniffed.syntax.delimiter;
        plan.samples = samples.values;
        Ok(plan)
    }

    /// Lets the whole columns tell what single cells cannot.
    pub fn decide(&mut self, mapping: Option<&Mapping>, samples: &Samples, log: &mut Log) {
        let evidence = column_evidence::gather(&self.grid, self.first, &self.columns);
        column_evidence::decide(&mut self.columns, &evidence, mapping, log);
        for (column, values) in self.columns.iter_mut().zip(&samples.values) {
            if matches!(column.role, Role::Actors | Role::Tags) {
                let columns = mapping.into_iter().flat_map(|mapping| &mapping.columns);
                let given =
                    columns.filter(|given| given.name == column.name).find_map(|given| given.separator);
                column.separator = given.or_else(|| match self.is_own {
                    true => Some(Separator::Semicolon),
                    false => Some(cell_values::separator(values, column.role == Role::Actors)),
                });
            }
            if self.is_own {
                column.scale = 1.0;
            }
        }
    }

    /// A plan for a table whose names mean what `role` says of each, in plain form.
    ///
    /// # Errors
    /// When there is no row below the header.
    pub fn with_roles(
        text: &'t str,
        role: impl Fn(&str) -> Role,
        log: &mut Log,
    ) -> Result<Plan<'t>, Failure> {
        let sniffed = sniff::sniff(text, None);
        let grid = Grid::new(text, sniffed.start, sniffed.syntax, usize::MAX);
        let header = match sniff::header(&grid, sniffed.width) {
            Header::Row(row) => row - 1,
            _ => 0,
        };
        let first = header + 1;
        if (first..grid.len()).all(|row| grid.is_blank(row)) {
            return Err(no_row());
        }
        let names = names(&grid, Some(header), first, log);
        let columns = names.into_iter().map(|name| {
            let role = role(&plain_name(&name));
            Column::new(name, role)
        });
        Ok(Plan::of(grid, Some(header), first, columns.collect()))
    }

    /// A plan for columns that are known. `header` is the row of the header, `first` the first row below it.
    pub fn of(grid: Grid<'t>, header: Option<usize>, first: usize, columns: Vec<Column>) -> Plan<'t> {
        let mut indexes = vec![Vec::new(); Role::ALL.len()];
        for (index, column) in columns.iter().enumerate() {
            indexes.get_mut(column.role as usize).into_iter().for_each(|list| list.push(index));
        }
        let (lane, delimiter, samples) = (String::new(), ',', Vec::new());
        Plan { grid, first, header, columns, lane, is_own: false, indexes, delimiter, samples }
    }

    /// The same for rows that stand in another grid; there is no header among them.
    pub fn without_rows(&self) -> Plan<'static> {
        let grid = Grid::of_row("", self.grid.syntax());
        let (lane, is_own) = (self.lane.clone(), self.is_own);
        Plan { lane, is_own, ..Plan::of(grid, None, 0, self.columns.clone()) }
    }

    /// The columns with a role, from left to right.
    pub fn indexes(&self, role: Role) -> &[usize] {
        self.indexes.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a column has a role.
    pub fn has(&self, role: Role) -> bool {
        !self.indexes(role).is_empty()
    }

    /// What stands above the header, line by line.
    pub fn preamble(&self) -> String {
        let rows = (0..self.header.unwrap_or(0)).filter(|row| !self.grid.is_blank(*row));
        let line = |row: usize| {
            let cells = self.grid.cells(row).0.into_iter().map(|cell| cell.text.trim().to_owned());
            cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        rows.map(line).collect::<Vec<_>>().join("\n\n")
    }

    /// The rows that hold something below the header.
    pub fn rows(&self) -> Vec<usize> {
        (self.first..self.grid.len()).filter(|row| !self.grid.is_blank(*row)).collect()
    }

    /// How the table was understood; `unreadable` tells for each column in how many rows it could not be
    /// read.
    pub fn reading(&self, mapping: Option<&Mapping>, rows: usize, unreadable: &[usize]) -> TableReading {
        let order =
            self.columns.iter().filter(|column| column.role.is_date()).find_map(|column| column.order);
        let columns = self.columns.iter().map(|column| ColumnMapping {
            name: column.name.clone(),
            role: column.role,
            numbers: column.numbers,
            separator: column.separator,
        });
        let reading = |(index, column): (usize, &Column)| {
            let values = self.samples.get(index).into_iter().flatten().take(SAMPLES.0);
            ColumnReading {
                name: column.name.clone(),
                samples: values.map(|value| cut(value, SAMPLES.1)).collect(),
                unreadable: unreadable.get(index).copied().unwrap_or(0),
            }
        };
        TableReading {
            mapping: Mapping {
                delimiter: Some(self.delimiter),
                header: self.header.map_or(Header::Nowhere, |row| Header::Row(row + 1)),
                day: order.map(DayPlace::of),
                zone: mapping.and_then(|mapping| mapping.zone),
                lane: self.lane.clone(),
                columns: columns.collect(),
            },
            columns: self.columns.iter().enumerate().map(reading).collect(),
            rows,
        }
    }
}

fn no_row() -> Failure {
    Failure::unusable(
        "There is no row below the header of this table",
        "Check that it is the right file, and that it is saved",
    )
}

/// What divides the cells. A delimiter of the mapping that divides nothing is reported and not used.
fn sniffed(text: &str, mapping: Option<&Mapping>, log: &mut Log) -> sniff::Sniffed {
    let wanted = mapping.and_then(|mapping| mapping.delimiter);
    let found = sniff::sniff(text, wanted);
    let Some(wanted) = wanted.filter(|_| found.width < 2) else { return found };
    let better = sniff::sniff(text, None);
    if better.width < 2 {
        return found;
    }
    let name = |sign: char| if sign == '\t' { "a tab".to_owned() } else { format!("\"{sign}\"") };
    let message = format!("{}, the delimiter of the mapping, divides nothing here", name(wanted));
    let finding = Diagnostic::new(Severity::Warning, 0..0, &Path::Root, message);
    log.push(finding.effect(format!("Read with {} instead", name(better.syntax.delimiter))));
    better
}

/// The names of all columns; those without one are called "column 3", and a second of a name gets a number.
fn names(grid: &Grid<'_>, header: Option<usize>, first: usize, log: &mut Log) -> Vec<String> {
    let (cells, count) = header.map(|row| grid.cells(row)).unwrap_or_default();
    let row = header.unwrap_or(first);
    if count > MOST_COLUMNS {
        let message = format!("This row has {} columns", grouped(count as u64));
        let finding = Diagnostic::new(Severity::Error, grid.row(row), &Path::Row(row + 1), message);
        log.push(
            finding
                .expected(format!("At most {} columns", grouped(MOST_COLUMNS as u64)))
                .hint("Check what divides the cells")
                .effect(format!("Only the first {} are read", grouped(MOST_COLUMNS as u64))),
        );
    }
    let stated: Vec<String> = match header {
        Some(_) => cells.into_iter().map(|cell| shown(&cell)).collect(),
        None => {
            let rows = (first..grid.len()).filter(|row| !grid.is_blank(*row)).take(100);
            vec![String::new(); rows.map(|row| grid.cells(row).0.len()).max().unwrap_or(0)]
        }
    };
    // Columns at the end that have neither a name nor a value are none.
    let width = stated.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let width = if header.is_some() { width } else { stated.len() };
    let mut names: Vec<String> = Vec::with_capacity(width);
    let mut times: HashMap<String, usize> = HashMap::new();
    for (index, name) in stated.into_iter().take(width).enumerate() {
        let name = if name.is_empty() { format!("column {}", index + 1) } else { name };
        let count = times.entry(name.clone()).or_default();
        *count += 1;
        let number = *count;
        names.push(if number > 1 { format!("{name} ({number})") } else { name });
    }
    names
}

fn shown(cell: &Cell<'_>) -> String {
    let words = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(words.trim_start_matches('\u{FEFF}'), LONGEST_NAME)
}

/// The roles that the mapping gives. Columns that the table does not have are reported.
fn given_roles(
    names: &[String],
    mapping: Option<&Mapping>,
    grid: &Grid<'_>,
    header: Option<usize>,
    log: &mut Log,
) -> Vec<Option<Role>> {
    let mut roles = vec![None; names.len()];
    for given in mapping.iter().flat_map(|mapping| &mapping.columns) {
        let index = names.iter().position(|name| *name == given.name);
        if let Some(role) = index.and_then(|index| roles.get_mut(index)) {
            *role = Some(given.role);
            continue;
        }
        let range = header.map_or(0..0, |row| grid.row(row));
        let message = "The mapping names a column that this file does not have";
        let finding = Diagnostic::new(Severity::Warning, range, &Path::Root, message).found(&given.name);
        let meant = did_you_mean(&given.name, names.iter().map(String::as_str));
        log.push(finding.hint(meant).effect("Other columns are guessed"));
    }
    roles
}
