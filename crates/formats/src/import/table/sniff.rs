//! What divides the cells of a table, where its header stands, and whether a text is a table at all.

use dateline_time::phrases::{DayOrder, read_any_notation};
use std::collections::HashMap;

use super::column_names::{by_name, plain_name};
use super::grid::{Grid, Syntax};
use super::mapping::Header;
use super::role::Role;

/// So many bytes are looked at.
const SAMPLE: usize = 1 << 16;
/// So many rows are looked at.
const ROWS: usize = 200;
/// The header stands within so many rows that are not empty.
const HEADER_ROWS: usize = 20;
/// Longer texts are no names of columns.
const LONGEST_NAME: usize = 60;
/// What divides cells in most tables, the surest first, and in some.
const DELIMITERS: &[char] = &['\t', ',', ';', '|', '\u{1f}', '¦', '^', '~', '§'];

/// How a text is divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sniffed {
    /// Its signs.
    pub syntax: Syntax,
    /// Where the first row begins: behind a line "sep=;".
    pub start: usize,
    /// How many cells most rows have.
    pub width: usize,
    /// How many names in the header are known.
    pub known: usize,
    /// The share of rows with that many cells, from 0 to 1.
    pub share: f32,
}

/// The beginning of a text, and whether that is all of it.
fn sample(text: &str) -> (&str, bool) {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (text.get(..end).unwrap_or(text), end == text.len())
}

/// Finds out what divides the cells; `wanted` is what somebody said about it.
pub(super) fn sniff(text: &str, wanted: Option<char>) -> Sniffed {
    let (start, told) = told_delimiter(text);
    let (sample, is_whole) = sample(text);
    let judged = |delimiter: char| judge(sample, start, is_whole, delimiter);
    if let Some(found) = wanted.or(told).map(judged) {
        return found;
    }
    let score = |found: &Sniffed| {
        let is_table = found.width > 1;
        let width = (found.width.min(40) as f32).ln() + 1.0;
        if is_table { found.share * found.share * (1.0 + 2.0 * found.known as f32) * width } else { 0.0 }
    };
    let mut best = judged(',');
    for found in DELIMITERS.iter().map(|delimiter| judged(*delimiter)) {
        if score(&found) > score(&best) * 1.05 {
            best = found;
        }
    }
    best
}

/// "sep=;" in the first line, as spreadsheets write it: where the table begins, and what divides its cells.
fn told_delimiter(text: &str) -> (usize, Option<char>) {
    let line = text.lines().next().unwrap_or_default();
    let unquoted = line.trim_matches('"');
    let is_told = unquoted.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("sep="));
    let mut letters = unquoted.get(4..).unwrap_or_default().chars();
    match (is_told, letters.next(), letters.next()) {
        (true, Some(delimiter), None) => {
            let behind = text.get(line.len()..).unwrap_or_default();
            let length = behind.len() - behind.trim_start_matches(['\r', '\n']).len();
            (line.len() + length.min(2), Some(delimiter))
        }
        _ => (0, None),
    }
}

fn judge(sample: &str, start: usize, is_whole: bool, delimiter: char) -> Sniffed {
    let mut syntax = Syntax { delimiter, quote: Some(b'"') };
    let mut rows = rows_of(sample, start, syntax, is_whole);
    if uses_apostrophes(sample, delimiter) {
        syntax.quote = Some(b'\'');
        rows = rows_of(sample, start, syntax, is_whole);
    }
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for (_, cells) in &rows {
        *widths.entry(cells.len()).or_default() += 1;
    }
    // Of widths that are as frequent the greater one: a preamble is narrow.
    let (width, count) = widths.into_iter().max_by_key(|(width, count)| (*count, *width)).unwrap_or((1, 0));
    let known = rows.iter().take(HEADER_ROWS).map(|(_, cells)| known_names(cells)).max().unwrap_or(0);
    Sniffed { syntax, start, width, known, share: count as f32 / rows.len().max(1) as f32 }
}

/// The rows of a sample that are not empty, with their places.
fn rows_of(sample: &str, start: usize, syntax: Syntax, is_whole: bool) -> Vec<(usize, Vec<String>)> {
    let grid = Grid::new(sample, start, syntax, ROWS);
    // The last row of a part may be cut off.
    let last = if is_whole || grid.len() <= 1 || grid.len() == ROWS { grid.len() } else { grid.len() - 1 };
    filled_rows(&grid, last)
}

fn filled_rows(grid: &Grid<'_>, last: usize) -> Vec<(usize, Vec<String>)> {
    let words = |row: usize| grid.cells(row).0.into_iter().map(|cell| cell.text.trim().to_owned()).collect();
    (0..last).filter(|row| !grid.is_blank(*row)).take(ROWS).map(|row| (row, words(row))).collect()
}

/// Whether cells stand in apostrophes, and none in quotation marks.
fn uses_apostrophes(sample: &str, delimiter: char) -> bool {
    let between = format!("'{delimiter}'");
    !sample.contains('"') && sample.matches(&between).count() >= sample.lines().count().min(ROWS)
}

/// How many roles the names in a row mean.
fn known_names(cells: &[String]) -> usize {
    let mut roles: Vec<Role> = cells
        .iter()
        .filter(|cell| !cell.is_empty() && cell.chars().count() <= LONGEST_NAME)
        .filter_map(|cell| by_name(&plain_name(cell)))
        .map(|(role, _)| role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles.len()
}

/// Whether a cell says when, or is a number: no name of a column does.
fn is_value(cell: &str) -> bool {
    let is_number = cell.parse::<f64>().is_ok();
    !cell.is_empty() && (is_number || read_any_notation(cell, Some(DayOrder::DayFirst)).is_ok())
}

/// Where the header of a table stands.
pub(super) fn header(grid: &Grid<'_>, width: usize) -> Header {
    let rows = filled_rows(grid, grid.len().min(ROWS * 4));
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_wide = |cells: &[String]| filled(cells) * 2 >= width && (filled(cells) > 1 || width < 2);
    let mut best: Option<(usize, usize)> = None;
    let mut is_first = true;
    for (row, cells) in rows.iter().take(HEADER_ROWS) {
        // What stands below a row of events is one too, whatever its words: a header further down would cost
        // them all.
        if !is_first && (best.is_some() || cells.iter().any(|cell| is_value(cell))) {
            break;
        }
        let known = known_names(cells);
        let values = cells.iter().filter(|cell| is_value(cell)).count();
        // Rows of events hold values, and may hold a word that is a name too. A header may hold a year.
        let is_header = match known {
            0 => false,
            1 => is_wide(cells) && values == 0,
            _ => values == 0 || is_first && values * 2 <= filled(cells),
        };
        if is_header && best.is_none_or(|(_, most)| known > most) {
            best = Some((*row, known));
        }
        is_first &= !is_wide(cells);
    }
    if let Some((row, _)) = best {
        return Header::Row(row + 1);
    }
    let Some(first) = rows.iter().position(|(_, cells)| is_wide(cells)) else { return Header::Nowhere };
    let (Some((row, names)), below) = (rows.get(first), rows.get(first + 1..).unwrap_or_default()) else {
        return Header::Nowhere;
    };
    let is_column_of_values = |column: usize| {
        let cells = below.iter().filter_map(|(_, cells)| cells.get(column)).filter(|cell| !cell.is_empty());
        let (all, values) =
            cells.fold((0, 0), |(all, values), cell| (all + 1, values + usize::from(is_value(cell))));
        all > 0 && values * 2 >= all
    };
    let has_values_below = (0..names.len()).any(is_column_of_values);
    let has_values = names.iter().any(|name| is_value(name));
    if has_values_below && !has_values { Header::Row(row + 1) } else { Header::Nowhere }
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// An event each, in columns of any name.
    Events,
    /// Slides of the spreadsheet of TimelineJS.
    TimelineJsSheet,
}

/// Whether a text is a table, and of what kind, judged by its beginning.
pub(crate) fn looks_like(text: &str) -> Option<TableKind> {
    let found = sniff(text, None);
    let (sample, is_whole) = sample(text);
    if found.width < 2 {
        return None;
    }
    let rows = rows_of(sample, found.start, found.syntax, is_whole);
    if is_sheet(&rows) {
        return Some(TableKind::TimelineJsSheet);
    }
    let is_told = found.start > 0;
    // Sentences with commas, lists and properties are no tables, nor is a single line.
    let is_even = found.share >= 0.6 && (rows.len() > 1 || found.known > 1);
    let is_sure = found.known > 1 || found.syntax.delimiter == '\t';
    let has_dates = || {
        let dated = |cells: &[String]| cells.iter().any(|cell| cell.len() < 40 && is_value(cell));
        rows.iter().filter(|(_, cells)| dated(cells)).count() * 2 > rows.len()
    };
    (is_told || is_even && (is_sure || found.share >= 0.8 && has_dates())).then_some(TableKind::Events)
}

/// Whether the header is that of a sheet of TimelineJS.
fn is_sheet(rows: &[(usize, Vec<String>)]) -> bool {
    let Some((_, names)) = rows.first() else { return false };
    let names: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    has("headline")
        && (has("year") || has("start date"))
        && (has("media") || has("text") || has("display date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (char, Header) {
        let found = sniff(text, None);
        let grid = Grid::new(text, found.start, found.syntax, usize::MAX);
        (found.syntax.delimiter, header(&grid, found.width))
    }

    #[test]
    fn what_divides_cells_and_where_the_header_stands() {
        let cases = [
            ("date,title\n2021,A\n2022,B\n", (',', Header::Row(1))),
            ("Datum;Titel;Text\n1,5;A, b, c;\n2021;B;d, e, f\n", (';', Header::Row(1))),
            ("a\tb\n2021\tx, y\n", ('\t', Header::Row(1))),
            ("when|what\n2021|A\n", ('|', Header::Row(1))),
            ("sep=^\ndate^title\n2021^A\n", ('^', Header::Row(1))),
            (
                "Exported by a tool\n\nAs of 2021\ndate,title,lane\n2021,A,x\n2022,B,y\n",
                (',', Header::Row(4)),
            ),
            ("2021-08-23,Visit\n2021-08-24,Return\n", (',', Header::Nowhere)),
            ("Vorgang,Bemerktes,Tags\nA,1999-01-01,x\nB,2000-01-01,y\n", (',', Header::Row(1))),
            ("wer;wann\n'a';'b'\n", (';', Header::Row(1))),
            ("Heron,1901-05-01,place\nTeal,1902-05-01,lane\n", (',', Header::Nowhere)),
            ("Vessel,launched,type\nHeron,1901,Title\nTeal,1902,status\n", (',', Header::Row(1))),
            ("", (',', Header::Nowhere)),
        ];
        for (text, expected) in cases {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn tables_are_told_from_other_texts() {
        let table = Some(TableKind::Events);
        let cases = [
            ("date,title\n2021,A\n", table),
            ("sep=;\ndate;title\n", table),
            ("2021-08-23,Visit\n2021-08-24,Return\n", table),
            ("date,title\n", table),
            ("Year,Month,Day,Headline,Text,Media\n2013,1,,A,,\n", Some(TableKind::TimelineJsSheet)),
            ("Start Date,End Date,Headline,Text\n1/1/2013,,A,\n", Some(TableKind::TimelineJsSheet)),
            ("title: My timeline\ndate: 2021, August\n", None),
            ("# Heading\n\n2021: Something, and more\n2022: Else, too\n", None),
            ("Well, this is a text.\nIt has commas, and lines, too.\n", None),
            ("events:\n  - date: 2021\n    title: A, b\n", None),
            ("title\nA\nB\n", None),
            ("[[events]]\ndate = 2021\n", None),
            ("soon", None),
        ];
        for (text, expected) in cases {
            assert_eq!(looks_like(text), expected, "{text}");
        }
    }
}
