//! A row while it is read: what its cells say, and what is kept or reported of them.

use std::borrow::Cow;
use std::ops::Range;

use super::cell_date::read_date;
use super::cell_values;
use super::column::Column;
use super::grid::{Cell, Grid};
use super::plan::Plan;
use super::role::Role;
use crate::import::Draft;
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use dateline_time::Date;
use dateline_time::phrases::DATES_AS_WRITTEN;

/// What came of one row.
#[derive(Debug, Default)]
pub(crate) struct RowRead {
    /// Which row it was, from 0.
    pub row: usize,
    /// The event, or why there is none.
    pub draft: Option<Draft>,
    /// Why the row is no event.
    pub rejection: Option<Diagnostic>,
    /// What is wrong in it.
    pub findings: Vec<Diagnostic>,
    /// The columns whose values could not be read.
    pub unreadable: Vec<usize>,
    /// Dates in another notation than EDTF: column, bytes, and the date as EDTF.
    pub renoted: Vec<(usize, Range<usize>, String)>,
}

/// A row while it is being read.
pub(crate) struct RowReading<'p, 't> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) grid: &'p Grid<'t>,
    pub(super) row: usize,
    pub(super) cells: Vec<Cell<'t>>,
    pub(super) draft: Draft,
    pub(super) out: RowRead,
}

impl<'p, 't> RowReading<'p, 't> {
    /// The column and the text of the first cell with a role that is not empty.
    pub(super) fn found(&self, role: Role) -> Option<(usize, Cow<'_, str>)> {
        self.plan.indexes(role).iter().find_map(|index| Some((*index, self.words(*index)?)))
    }

    /// What a cell says, without the apostrophe of a spreadsheet and, unless the table is our own, without
    /// space around it; `None` if empty.
    pub(super) fn words(&self, index: usize) -> Option<Cow<'_, str>> {
        let text = self.cells.get(index)?.text.as_ref();
        let text = if self.plan.is_own { text } else { text.trim() };
        (!text.is_empty()).then(|| Cow::Borrowed(cell_values::unguarded(text)))
    }

    pub(super) fn column(&self, index: usize) -> Option<&'p Column> {
        self.plan.columns.get(index)
    }

    /// What the cell of a role says, if it says anything.
    pub fn peek(&self, role: Role) -> Option<Cow<'_, str>> {
        self.found(role).map(|(_, text)| text)
    }

    /// As [`RowReading::peek`], as a text of its own.
    pub fn take(&self, role: Role) -> Option<String> {
        self.found(role).map(|(_, text)| text.into_owned())
    }

    /// What all cells of a role say.
    pub(super) fn all(&self, role: Role) -> Vec<String> {
        self.plan.indexes(role).iter().filter_map(|index| Some(self.words(*index)?.into_owned())).collect()
    }

    /// The date in the cell of a role. One that cannot be read is reported and kept.
    pub fn date(&mut self, role: Role) -> Option<Date> {
        let (index, text) = self.found(role).map(|(index, text)| (index, text.into_owned()))?;
        let column = self.column(index)?;
        match read_date(&text, column) {
            Ok(read) => {
                if read.is_other_notation {
                    let range = self.cells.get(index).map_or(0..0, |cell| cell.range.clone());
                    self.out.renoted.push((index, range, read.date.text().to_owned()));
                }
                Some(read.date)
            }
            Err(error) => {
                let hint = error.hint.unwrap_or_default();
                let effect = match role {
                    Role::Date | Role::Start => "Shown without this date, and kept beside the event",
                    _ => "Not used, and kept beside the event",
                };
                let expected = format!("A date that exists, such as {DATES_AS_WRITTEN}");
                self.unread_with_hint(role, &error.message, &hint, &expected, effect);
                if !matches!(role, Role::AsOf | Role::Published) {
                    self.draft.note_unreadable(&text);
                }
                None
            }
        }
    }

    /// Reports that the cell of a role cannot be read, and keeps what it says.
    pub fn unread(&mut self, role: Role, message: &str, expected: &str, effect: &str) {
        self.unread_with_hint(role, message, "", expected, effect);
    }

    /// As [`RowReading::unread`], with what to do about it.
    pub fn unread_with_hint(&mut self, role: Role, message: &str, hint: &str, expected: &str, effect: &str) {
        let Some((index, text)) = self.found(role).map(|(index, text)| (index, text.into_owned())) else {
            return;
        };
        let (Some(column), Some(cell)) = (self.column(index), self.cells.get(index)) else { return };
        let path = Path::Row(self.row + 1);
        let path = path.field(&column.name);
        let mut finding = Diagnostic::new(Severity::Error, cell.range.clone(), &path, message)
            .found(&text)
            .expected(expected)
            .hint(hint)
            .effect(effect);
        // "Write 2021-04-03" is what could stand there, unless there are two ways.
        let written = hint.strip_prefix("Write ").filter(|rest| !rest.contains(' '));
        finding.correction = written.map(str::to_owned);
        self.out.findings.push(finding);
        self.out.unreadable.push(index);
        self.draft.leave(column.name.clone(), &text);
    }

    /// Says in the note on the date what stands in the cell of a role.
    pub fn note_unreadable(&mut self, role: Role) {
        if let Some(text) = self.found(role).map(|(_, text)| text.into_owned()) {
            self.draft.note_unreadable(&text);
        }
    }

    /// Keeps what stands in the cell of a role beside the event.
    pub fn keep(&mut self, role: Role) {
        let Some((index, text)) = self.found(role).map(|(index, text)| (index, text.into_owned())) else {
            return;
        };
        if let Some(column) = self.column(index) {
            self.draft.leave(column.name.clone(), &text);
        }
    }

    /// Whether the table is one that this program wrote.
    pub fn is_own(&self) -> bool {
        self.plan.is_own
    }

    /// Keeps a text beside the event.
    pub fn leave(&mut self, role: Role, text: &str) {
        let index = self.plan.indexes(role).first().copied();
        let name =
            index.and_then(|index| self.column(index)).map_or(role.key(), |column| column.name.as_str());
        self.draft.leave(name.to_owned(), text);
    }
}
