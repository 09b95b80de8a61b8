//! GDELT's table of events: what machines read in the news of a day. A row is a signal that nobody verified,
//! never an event with a source behind it.

mod codes;

use std::borrow::Cow;

use self::codes::{QUADS, ROOTS, column_name};
use super::table::{Cell, GatheredRows, Grid, RowRead, SourceNumbers, Syntax, number, read_rows_with};
use super::{Draft, Importer, ReadAgain};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use dateline_time::phrases::DateParts;
use dateline_time::{Date, grouped};
use dateline_timeline::model::{EventId, Status};

/// What divides the cells; quotation marks are letters like any other.
const SYNTAX: Syntax = Syntax { delimiter: '\t', quote: None };
/// Cells of a row of version 2, of version 1, and of version 1 before it had addresses.
const WIDTHS: [usize; 3] = [61, 58, 57];
/// What every event of such a file is tagged with.
const TAG: &str = "unverified signal";
/// So many mentions are as important as it gets.
const MOST_MENTIONS: f64 = 1_000.0;

/// Places of columns, alike in both versions.
mod at {
    pub const ID: usize = 0;
    pub const DAY: usize = 1;
    pub const MONTH: usize = 2;
    pub const YEAR: usize = 3;
    pub const ACTORS: [usize; 2] = [6, 16];
    pub const CODE: usize = 26;
    pub const ROOT: usize = 28;
    pub const QUAD: usize = 29;
    pub const GOLDSTEIN: usize = 30;
    pub const MENTIONS: usize = 31;
    pub const SOURCES: usize = 32;
    pub const ARTICLES: usize = 33;
    pub const TONE: usize = 34;
}

/// Whether the beginning of a text is such a table: tabs, no header, a number and a day first.
pub(crate) fn looks_like(text: &str) -> bool {
    let Some(line) = text.lines().find(|line| !line.trim().is_empty()) else { return false };
    let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').take(80).collect();
    let is_digits =
        |at: usize, most: usize| cells.get(at).is_some_and(|cell| is_number(cell) && cell.len() <= most);
    WIDTHS.contains(&cells.len()) && is_digits(at::ID, 20) && is_digits(at::DAY, 8) && is_digits(at::CODE, 4)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a table of events.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let grid = Grid::new(text, 0, SYNTAX, usize::MAX);
    let rows: Vec<usize> = (0..grid.len()).filter(|row| !grid.is_blank(*row)).collect();
    let mut importer = Importer::new(context);
    importer.head.description = "Signals that machines read in the news. Nobody verified them.".to_owned();
    let mut gathered = GatheredRows::new(0);
    importer.keep_records_in(source);
    read_rows_with(&rows, |row| read_one(&grid, row), &mut gathered, &mut importer)?;
    importer.finish_again(SignalsAgain { sources: gathered.sources })
}

/// Rows that are read again, each by itself.
#[derive(Debug)]
struct SignalsAgain {
    sources: SourceNumbers,
}

impl ReadAgain for SignalsAgain {
    fn draft(&self, _: EventId, record: &str) -> Option<Draft> {
        let mut draft = read_one(&Grid::of_row(record, SYNTAX), 0).draft?;
        self.sources.apply(&mut draft);
        Some(draft)
    }
}

/// One row while it is read.
struct Signal<'t> {
    cells: Vec<Cell<'t>>,
    row: usize,
    draft: Draft,
    findings: Vec<Diagnostic>,
}

fn read_one(grid: &Grid<'_>, row: usize) -> RowRead {
    let (cells, count) = grid.cells(row);
    let range = grid.row(row);
    let path = Path::Row(row + 1);
    let message = format!("{count} cells where GDELT has 61 or 58");
    if count <= at::TONE {
        let finding = Diagnostic::new(Severity::Error, range, &path, message).hint("Fetch the file again");
        return RowRead { row, rejection: Some(finding), ..RowRead::default() };
    }
    let mut signal = Signal { cells, row, draft: Draft::new("", range.clone()), findings: Vec::new() };
    if !WIDTHS.contains(&count) {
        let finding = Diagnostic::new(Severity::Warning, range, &path, message);
        signal.findings.push(finding.effect("The first 35 are read; places and source may be missing"));
    }
    signal.fill();
    RowRead { row, draft: Some(signal.draft), findings: signal.findings, ..RowRead::default() }
}

impl<'t> Signal<'t> {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.text.trim())
    }

    fn number(&self, at: usize) -> f64 {
        number(self.cell(at)).unwrap_or(0.0)
    }

    /// Where the address of the article stands, and the name and coordinates of the place.
    fn ends(&self) -> (Option<usize>, Option<[usize; 3]>) {
        match self.cells.len() {
            61 => (Some(60), Some([52, 56, 57])),
            58 => (Some(57), Some([50, 53, 54])),
            57 => (None, Some([50, 53, 54])),
            _ => (None, None),
        }
    }

    fn fill(&mut self) {
        let names = at::ACTORS.map(|at| in_small_letters(self.cell(at)));
        let root = self.root();
        let who: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let who = if who.is_empty() { "Nobody named".to_owned() } else { who.join(" – ") };
        let title = format!("{who}: {}", root.unwrap_or("act of an unknown kind"));
        let date = self.date();
        let (address, place) = self.ends();
        let summary = self.summary();
        let place = place.map(|[name, ..]| self.cell(name).to_owned()).unwrap_or_default();
        let address = address.map(|at| self.cell(at).to_owned()).unwrap_or_default();
        let quad = self.cell(at::QUAD).parse::<usize>().ok().and_then(|quad| QUADS.get(quad.checked_sub(1)?));
        let code = self.cell(at::CODE).to_owned();
        let importance = (self.number(at::MENTIONS).max(0.0) + 1.0).ln() / (MOST_MENTIONS + 1.0).ln();
        let key = self.cell(at::ID).to_owned();
        let draft = &mut self.draft;
        draft.event.key = key;
        draft.event.title = title;
        draft.event.date = date;
        draft.event.status = Status::Unknown;
        draft.event.summary = summary;
        draft.add_place(&place);
        draft.event.importance = importance.clamp(0.0, 1.0) as f32;
        draft.lane = quad.map(|quad| (*quad).to_owned());
        draft.actors = names.into_iter().map(|name| (name, String::new())).collect();
        draft.tags.push(TAG.to_owned());
        if !code.is_empty() {
            draft.tags.push(format!("CAMEO {code}"));
        }
        draft.cite(host(&address).as_deref().unwrap_or(&address), &address);
        self.leave_all();
    }

    /// What kind of act it is, by the first two digits of its code.
    fn root(&self) -> Option<&'static str> {
        let root = match self.cell(at::ROOT) {
            "" => self.cell(at::CODE).get(..2).unwrap_or_default(),
            root => root,
        };
        ROOTS.iter().find(|(code, _)| *code == root).map(|(_, words)| *words)
    }

    /// The day, else the month, else the year that the row states.
    fn date(&mut self) -> Option<Date> {
        let (year, rest) = self.cell(at::DAY).split_at_checked(4)?;
        let field = |from: usize| rest.get(from..from + 2)?.parse::<u8>().ok();
        let day =
            (rest.len() == 4).then(|| DateParts::day(year.parse().ok()?, field(0)?, field(2)?).date().ok());
        if let Some(day) = day.flatten() {
            return Some(day);
        }
        let month = self.cell(at::MONTH).split_at_checked(4).and_then(|(year, month)| {
            DateParts { year: year.parse().ok()?, month: Some(month.parse().ok()?), ..DateParts::default() }
                .date()
                .ok()
        });
        let year = || DateParts::year(self.cell(at::YEAR).parse().ok()?).date().ok();
        let date = month.or_else(year);
        let path = Path::Row(self.row + 1);
        let name = column_name(at::DAY, self.cells.len());
        let range = self.cells.get(at::DAY).map_or(0..0, |cell| cell.range.clone());
        let finding = Diagnostic::new(Severity::Error, range, &path.field(&name), "There is no such day");
        let finding = finding.found(self.cell(at::DAY)).expected("A day such as 20220329");
        let finding = match &date {
            Some(date) => finding.read_as(date.text()),
            None => finding.effect("Shown without a date"),
        };
        self.findings.push(finding);
        date
    }

    fn summary(&self) -> String {
        let count = |at: usize| grouped(self.number(at).clamp(0.0, 1e15) as u64);
        format!(
            "Machine-coded from news and not verified. CAMEO {}, Goldstein scale {}, average tone {}. {} mentions in {} \
             sources and {} articles.",
            self.cell(at::CODE),
            self.cell(at::GOLDSTEIN),
            self.cell(at::TONE),
            count(at::MENTIONS),
            count(at::SOURCES),
            count(at::ARTICLES)
        )
    }

    /// Every cell stays beside the event as it is: a code such as 010 is no number.
    fn leave_all(&mut self) {
        let width = self.cells.len();
        for (at, cell) in self.cells.iter().enumerate() {
            let text: &Cow<'t, str> = &cell.text;
            self.draft.leave(column_name(at, width), text.trim());
        }
    }
}

/// "UNITED STATES" as "United States".
fn in_small_letters(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first.chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The name of the machine in an address.
fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}
