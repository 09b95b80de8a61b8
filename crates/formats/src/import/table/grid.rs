//! The rows and cells of a text with delimiters, each with its span.
//!
//! The common rules of CSV hold: a cell in quotation marks may hold delimiters and line breaks, and a
//! quotation mark in it is doubled. Beyond them a mark that is never closed does not swallow the rest of the
//! file, and every cell knows its bytes, so that findings can point at it.

use std::borrow::Cow;
use std::ops::Range;

/// Cells of one row that are read; what is wider is no table of events.
pub(crate) const MOST_COLUMNS: usize = 2_000;

/// What divides cells, and what encloses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    /// Between cells.
    pub delimiter: char,
    /// Around cells; `None` where quotation marks are letters like any other.
    pub quote: Option<u8>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    /// Its bytes in the text, with its quotation marks.
    pub range: Range<usize>,
    /// What it says, without them.
    pub text: Cow<'t, str>,
}

/// Where one cell is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellBounds {
    /// Its bytes in the text, with its quotation marks.
    pub outer: Range<usize>,
    /// Its bytes without them.
    pub inner: Range<usize>,
    /// Whether quotation marks in it are doubled.
    pub is_doubled: bool,
}

/// What is wrong with quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// One that opens a cell and is never closed.
    Unclosed,
    /// One within a quoted cell that is not doubled.
    Single,
}

/// A text in rows.
#[derive(Debug)]
pub(crate) struct Grid<'t> {
    text: &'t str,
    marks: Marks,
    /// The bytes of each row, without its line break. A cell in quotation marks may hold line breaks.
    rows: Vec<Range<usize>>,
    /// Wrong quotation marks: what, in which row, and where.
    pub slips: Vec<(Slip, usize, usize)>,
}

/// Most wrong quotation marks that are told one by one.
const MOST_SLIPS: usize = 1_000;

impl<'t> Grid<'t> {
    /// Finds the rows of a text from an offset on, in one pass. At most `most` rows.
    pub fn new(text: &'t str, start: usize, syntax: Syntax, most: usize) -> Grid<'t> {
        let marks = Marks::new(syntax);
        let mut grid = Grid { text, marks, rows: Vec::new(), slips: Vec::new() };
        let mut scan = Scan { bytes: text.as_bytes(), marks, is_by_line: false };
        let (mut at, mut row_start, mut wasted) = (start, start, 0_usize);
        while at < scan.bytes.len() && grid.rows.len() < most {
            let found = scan.cell(at);
            if let Some((slip, index)) = found.slip
                && grid.slips.len() < MOST_SLIPS
            {
                grid.slips.push((slip, grid.rows.len(), index));
            }
            // Looking far ahead in vain again and again would take for ever; from then on a cell ends with
            // its line.
            wasted += found.reached.saturating_sub(found.end);
            scan.is_by_line |= wasted > scan.bytes.len() + (1 << 20);
            at = found.end;
            if scan.is_delimiter(at) {
                at += marks.length;
                if at < scan.bytes.len() {
                    continue;
                }
            }
            grid.rows.push(row_start..at);
            at += scan.line_break(at);
            row_start = at;
        }
        grid
    }

    /// A text that is one row, whatever stands in it.
    pub fn of_row(text: &'t str, syntax: Syntax) -> Grid<'t> {
        Grid {
            text,
            marks: Marks::new(syntax),
            rows: std::iter::once(0..text.len()).collect(),
            slips: Vec::new(),
        }
    }

    /// What divides its cells.
    pub fn syntax(&self) -> Syntax {
        Syntax { delimiter: self.marks.delimiter(), quote: self.marks.quote }
    }

    /// How many rows there are, empty ones among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The bytes of a row in the text, without its line break.
    pub fn row(&self, row: usize) -> Range<usize> {
        self.rows.get(row).cloned().unwrap_or_default()
    }

    /// The text of a row, without its line break.
    pub fn row_text(&self, row: usize) -> &'t str {
        self.text.get(self.row(row)).unwrap_or_default()
    }

    /// Whether a row holds nothing at all.
    pub fn is_blank(&self, row: usize) -> bool {
        let text = self.text.get(self.row(row)).unwrap_or_default();
        let delimiter = self.marks.delimiter();
        text.chars().all(|letter| {
            letter.is_whitespace()
                || letter == delimiter
                || self.marks.quote.is_some_and(|quote| char::from(quote) == letter)
        })
    }

    /// Whether a quotation mark in a row is wrong.
    pub fn has_slips(&self, row: usize) -> bool {
        let first = self.slips.partition_point(|(_, at, _)| *at < row);
        self.slips.get(first).is_some_and(|(_, at, _)| *at == row)
    }

    /// The cells of a row, at most [`MOST_COLUMNS`] of them, and how many there are.
    pub fn cells(&self, row: usize) -> (Vec<Cell<'t>>, usize) {
        let mut cells = Vec::new();
        let count = self.each_cell(row, |cell| {
            let inner = self.text.get(cell.inner).unwrap_or_default();
            let text = if cell.is_doubled { Cow::Owned(self.undoubled(inner)) } else { Cow::Borrowed(inner) };
            cells.push(Cell { range: cell.outer, text });
        });
        (cells, count)
    }

    /// Calls with each cell of a row, at most [`MOST_COLUMNS`] of them; gives how many there are.
    pub fn each_cell(&self, row: usize, mut take: impl FnMut(CellBounds)) -> usize {
        let range = self.row(row);
        let Some(text) = self.text.get(range.clone()) else { return 0 };
        let scan = Scan { bytes: text.as_bytes(), marks: self.marks, is_by_line: false };
        let (mut count, mut at) = (0, 0);
        loop {
            let Found { end, inner, is_doubled, .. } = scan.cell(at);
            count += 1;
            if count <= MOST_COLUMNS {
                let inner = inner.unwrap_or(at..end);
                take(CellBounds {
                    outer: range.start + at..range.start + end,
                    inner: range.start + inner.start..range.start + inner.end,
                    is_doubled,
                });
            }
            if !scan.is_delimiter(end) {
                return count;
            }
            at = end + self.marks.length;
        }
    }

    /// The text within quotation marks with each doubled mark once.
    pub fn undoubled(&self, inner: &str) -> String {
        match self.marks.quote.map(char::from) {
            Some(quote) => inner.replace(&format!("{quote}{quote}"), &quote.to_string()),
            None => inner.to_owned(),
        }
    }
}

/// Delimiter and quotation mark as bytes.
#[derive(Clone, Copy, Debug)]
struct Marks {
    delimiter: [u8; 4],
    /// How many of these bytes count.
    length: usize,
    quote: Option<u8>,
}

impl Marks {
    fn new(syntax: Syntax) -> Marks {
        let mut delimiter = [0; 4];
        let length = syntax.delimiter.encode_utf8(&mut delimiter).len();
        Marks { delimiter, length, quote: syntax.quote }
    }

    fn first(&self) -> u8 {
        let [first, ..] = self.delimiter;
        first
    }

    fn delimiter(&self) -> char {
        let bytes = self.delimiter.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()).unwrap_or(',')
    }
}

/// One cell as it was found.
struct Found {
    /// Where the delimiter, the line break or the end of the text is.
    end: usize,
    /// The bytes within quotation marks.
    inner: Option<Range<usize>>,
    /// Whether a quotation mark is doubled within.
    is_doubled: bool,
    slip: Option<(Slip, usize)>,
    /// How far was looked.
    reached: usize,
}

/// Whether what seems to be enclosed is so.
enum Enclosed {
    Closed { at: usize, end: usize, is_doubled: bool, single: Option<usize> },
    Never { reached: usize, single: Option<usize> },
}

struct Scan<'b> {
    bytes: &'b [u8],
    marks: Marks,
    /// Whether cells end with their line.
    is_by_line: bool,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn is_delimiter(&self, at: usize) -> bool {
        let delimiter = self.marks.delimiter.get(..self.marks.length).unwrap_or_default();
        self.byte(at) == Some(self.marks.first())
            && self.bytes.get(at..).is_some_and(|rest| rest.starts_with(delimiter))
    }

    /// How long the line break at an offset is.
    fn line_break(&self, at: usize) -> usize {
        match (self.byte(at), self.byte(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r' | b'\n'), _) => 1,
            _ => 0,
        }
    }

    fn is_end(&self, at: usize) -> bool {
        self.is_delimiter(at) || matches!(self.byte(at), None | Some(b'\n' | b'\r'))
    }

    /// The first offset from `at` on that is no space.
    fn behind_spaces(&self, at: usize) -> usize {
        let is_space = |byte: &&u8| **byte == b' ' && self.marks.first() != b' ';
        at + self.bytes.get(at..).unwrap_or_default().iter().take_while(is_space).count()
    }

    fn cell(&self, at: usize) -> Found {
        let open = self.behind_spaces(at);
        let (mut slip, mut reached) = (None, 0);
        if self.marks.quote.is_some() && self.byte(open) == self.marks.quote {
            match self.enclosed(open, open > at) {
                Enclosed::Closed { at: close, end, is_doubled, single } => {
                    let slip = single.map(|index| (Slip::Single, index));
                    return Found { end, inner: Some(open + 1..close), is_doubled, slip, reached: end };
                }
                Enclosed::Never { reached: far, single } => {
                    reached = far;
                    // Where something is enclosed in the same line, the mark is closed and only stands at a
                    // bad offset.
                    slip = Some(single.map_or((Slip::Unclosed, open), |index| (Slip::Single, index)));
                    slip = slip.filter(|_| open == at);
                }
            }
        }
        let end = self.plain_end(at);
        Found { end, inner: None, is_doubled: false, slip, reached: reached.max(end) }
    }

    fn plain_end(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            match memchr::memchr3(self.marks.first(), b'\n', b'\r', rest) {
                None => return self.bytes.len(),
                Some(found) if self.is_end(at + found) => return at + found,
                Some(found) => at += found + 1,
            }
        }
    }

    /// Looks for the mark that closes the one at `open`. It is followed by the end of a cell; where one
    /// stands behind a line break at the beginning of a cell instead, that opens the cell of another row.
    fn enclosed(&self, open: usize, is_indented: bool) -> Enclosed {
        let quote = self.marks.quote.unwrap_or(b'"');
        let (mut at, mut has_break, mut is_doubled, mut single) = (open + 1, false, false, None);
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let found = memchr::memchr(quote, rest);
            let index = at + found.unwrap_or(rest.len());
            if !has_break {
                let stretch = self.bytes.get(at..index).unwrap_or_default();
                has_break = memchr::memchr2(b'\n', b'\r', stretch).is_some();
            }
            if found.is_none() || has_break && (is_indented || self.is_by_line) {
                return Enclosed::Never { reached: index, single };
            }
            if self.byte(index + 1) == Some(quote) {
                is_doubled = true;
                at = index + 2;
                continue;
            }
            let end = self.behind_spaces(index + 1);
            if self.is_end(end) {
                return Enclosed::Closed { at: index, end, is_doubled, single };
            }
            if is_indented || has_break && self.begins_cell(index) {
                return Enclosed::Never { reached: index, single };
            }
            if !has_break {
                single = single.or(Some(index));
            }
            at = index + 1;
        }
    }

    /// Whether a cell begins at an offset.
    fn begins_cell(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.byte(before));
        let delimiter_at = at.checked_sub(self.marks.length);
        matches!(before, None | Some(b'\n' | b'\r')) || delimiter_at.is_some_and(|at| self.is_delimiter(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<Vec<String>>;
    /// A text, its rows, and what is wrong with its quotation marks.
    type Case = (&'static str, &'static [&'static [&'static str]], &'static [(Slip, usize)]);

    fn cut(text: &str, delimiter: char) -> (Rows, Vec<(Slip, usize, usize)>) {
        let grid = Grid::new(text, 0, Syntax { delimiter, quote: Some(b'"') }, usize::MAX);
        let rows = (0..grid.len()).map(|row| {
            let (cells, count) = grid.cells(row);
            assert_eq!(cells.len(), count.min(MOST_COLUMNS));
            cells.into_iter().map(|cell| cell.text.into_owned()).collect()
        });
        (rows.collect(), grid.slips.clone())
    }

    #[test]
    fn rows_and_cells_are_found_whatever_their_line_ends() {
        for text in ["a,b\nc,\n", "a,b\r\nc,\r\n", "a,b\rc,\r", "a,b\nc,", "\"a\",b\n\"c\" , "] {
            let (rows, slips) = cut(text, ',');
            let rows: Vec<Vec<&str>> =
                rows.iter().map(|row| row.iter().map(|cell| cell.trim()).collect()).collect();
            assert_eq!((rows, slips.len()), (vec![vec!["a", "b"], vec!["c", ""]], 0), "{text:?}");
        }
        assert_eq!(cut("a¦\"b¦\nc\"¦d", '¦').0, [["a", "b¦\nc", "d"]]);
        assert_eq!(cut("a\tb\n\n\tc", '\t').0, [vec!["a", "b"], vec![""], vec!["", "c"]]);
    }

    #[test]
    fn a_mark_that_is_never_closed_costs_one_cell() {
        let cases: &[Case] = &[
            ("1,\"a,b\n2,c\n", &[&["1", "\"a", "b"], &["2", "c"]], &[(Slip::Unclosed, 2)]),
            ("1,\"a,b\n2,\"c, d\"\n", &[&["1", "\"a", "b"], &["2", "c, d"]], &[(Slip::Unclosed, 2)]),
            ("1,\"a\nb\"\n2,c", &[&["1", "a\nb"], &["2", "c"]], &[]),
            (
                "1,\"He said \"no\" to it\"\n2,c",
                &[&["1", "He said \"no\" to it"], &["2", "c"]],
                &[(Slip::Single, 11)],
            ),
            ("1,\"No\" he said\n2,c", &[&["1", "\"No\" he said"], &["2", "c"]], &[(Slip::Single, 5)]),
            ("1, \"a, b\" ,2", &[&["1", "a, b", "2"]], &[]),
            ("1, \"a\" b,2", &[&["1", " \"a\" b", "2"]], &[]),
            ("1,\"\",\"\"\"\"", &[&["1", "", "\""]], &[]),
        ];
        for (text, rows, slips) in cases {
            let (found, told) = cut(text, ',');
            assert_eq!(found, *rows, "{text:?}");
            let told: Vec<_> = told.into_iter().map(|(slip, _, at)| (slip, at)).collect();
            assert_eq!(told, *slips, "{text:?}");
        }
    }

    #[test]
    fn unclosed_marks_in_every_row_take_no_longer_than_rows() {
        let text = "\"a\n\"\"b\n".repeat(100_000);
        let grid = Grid::new(&text, 0, Syntax { delimiter: ',', quote: Some(b'"') }, usize::MAX);
        assert!(grid.len() > 100_000 && grid.slips.len() == MOST_SLIPS);
    }

    proptest! {
        #[test]
        fn tables_are_read_as_they_were_written(
            rows in prop::collection::vec(prop::collection::vec("[ab,;\"\n\r' é=]{0,6}", 2..5), 1..6),
            delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            // A space before a quotation mark belongs to the quotation mark here, and to the cell there.
            prop_assume!(!text.contains(" \""));
            let (found, slips) = cut(&text, char::from(delimiter));
            prop_assert_eq!(found, rows);
            prop_assert!(slips.is_empty());
        }

        #[test]
        fn cells_of_any_text_stand_where_they_say(text in "[ab,\"\n\r é]{0,60}") {
            let grid = Grid::new(&text, 0, Syntax { delimiter: ',', quote: Some(b'"') }, usize::MAX);
            let mut at = 0;
            for row in 0..grid.len() {
                for cell in grid.cells(row).0 {
                    prop_assert!(cell.range.start >= at && text.get(cell.range.clone()).is_some());
                    at = cell.range.end;
                }
            }
            let letters = |text: &str| text.matches(['a', 'b', 'é']).count();
            let cells: usize = (0..grid.len()).flat_map(|row| grid.cells(row).0).map(|cell| letters(&cell.text)).sum();
            prop_assert_eq!(cells, letters(&text), "nothing is lost");
        }
    }
}
