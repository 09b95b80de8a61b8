//! One row of a table becomes the draft of an event; what cannot be read is reported at its cell and kept.

use super::cell_values;
use super::grid::{Grid, Slip};
use super::known_headers::{FORMAT_KEY, FURTHER};
use super::mapping::Separator;
use super::plan::Plan;
use super::role::Role;
use super::row_date;
use super::row_reading::{RowRead, RowReading};
use super::row_sources;
use crate::import::{Draft, Link, in_one_line, markdown_from_html, plain_from_html, title_made_of};
use crate::native::is_field_of_event;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;
use crate::syntax::json::{Kind, Raw};
use dateline_time::{Zone, grouped};
use dateline_timeline::model::{Basis, Recurrence, RelationKind, Status};

/// Reads a row of a plan.
pub(crate) fn read<'t>(plan: &Plan<'t>, row: usize, text: &'t str) -> RowRead {
    let range = plan.grid.row(row);
    let words = text.get(range.clone()).unwrap_or_default();
    let path = Path::Row(row + 1);
    if plan.header.is_some_and(|header| text.get(plan.grid.row(header)) == Some(words)) {
        let finding = Diagnostic::new(Severity::Warning, range, &path, "This row repeats the header");
        return RowRead { row, rejection: Some(finding), ..RowRead::default() };
    }
    read_in(&plan.grid, plan, row)
}

/// Reads a row of a grid that need not be that of the plan.
pub(crate) fn read_in(grid: &Grid<'_>, plan: &Plan<'_>, row: usize) -> RowRead {
    let range = grid.row(row);
    let path = Path::Row(row + 1);
    let (cells, count) = grid.cells(row);
    let draft = Draft::new("", range.clone());
    let out = RowRead { row, ..RowRead::default() };
    let mut reading = RowReading { plan, grid, row, cells, draft, out };
    reading.report_slips();
    reading.report_width(count);
    let date = row_date::date_of(&mut reading);
    reading.draft.event.date = date;
    reading.fill();
    reading.keep_rest();
    if !reading.says_something() {
        let message = "There is neither a title nor a date in this row";
        let finding = Diagnostic::new(Severity::Error, range, &path, message).found(grid.row_text(row));
        let finding = finding.expected("What happened, and when").hint("Fill the row, or remove it");
        return RowRead { rejection: Some(finding), ..reading.out };
    }
    reading.name();
    RowRead { draft: Some(reading.draft), ..reading.out }
}

impl<'p, 't> RowReading<'p, 't> {
    fn report_slips(&mut self) {
        let slips = &self.grid.slips;
        let first = slips.partition_point(|(_, row, _)| *row < self.row);
        for (slip, row, at) in slips.iter().skip(first).take_while(|(_, row, _)| *row == self.row) {
            let place = self.cells.iter().position(|cell| cell.range.contains(at));
            let name = place.and_then(|place| self.column(place)).map_or("", |column| column.name.as_str());
            let path = Path::Row(row + 1);
            let (severity, message, hint, effect) = match slip {
                Slip::Unclosed => (
                    Severity::Error,
                    "This quotation mark is never closed",
                    "Close it at the end of the cell, or remove it",
                    "Read as a letter of the text, and the cell ends with the next delimiter",
                ),
                Slip::Single => (
                    Severity::Warning,
                    "A quotation mark within a quoted cell must be doubled",
                    "Write it twice",
                    "Read as a letter of the text",
                ),
            };
            let finding = Diagnostic::new(severity, *at..at + 1, &path.field(name), message);
            self.out.findings.push(finding.hint(hint).effect(effect));
        }
    }

    /// Reports rows that have fewer or more cells than there are columns; what is too much is kept.
    fn report_width(&mut self, count: usize) {
        let columns = self.plan.columns.len();
        let path = Path::Row(self.row + 1);
        let range = self.grid.row(self.row);
        if count < columns {
            let message = width_text(count, columns);
            let finding = Diagnostic::new(Severity::Note, range, &path, message);
            self.out.findings.push(finding.effect("What is missing counts as empty"));
            return;
        }
        let extra: Vec<(usize, String)> = (columns..self.cells.len())
            .filter_map(|place| Some((place, self.words(place)?.into_owned())))
            .collect();
        let Some((first, text)) = extra.first() else { return };
        let range = self.cells.get(*first).map_or(range, |cell| cell.range.clone());
        let message = width_text(count, columns);
        let finding = Diagnostic::new(Severity::Warning, range, &path, message).found(text);
        self.out.findings.push(
            finding
                .hint("Put a cell that holds the delimiter into quotation marks")
                .effect("What is too much is kept beside the event"),
        );
        for (place, text) in extra {
            self.draft.leave(format!("column {}", place + 1), &text);
        }
    }

    /// Everything of the event but its date and its title.
    fn fill(&mut self) {
        let is_own = self.plan.is_own;
        let markdown = |text: String| if is_own { text } else { markdown_from_html(&text) };
        let paragraphs = self.all(Role::Summary).into_iter().map(markdown);
        let places = self.all(Role::Place);
        self.draft.event.summary = paragraphs.collect::<Vec<_>>().join("\n\n");
        self.draft.add_place(&places.join(", "));
        let plain = |text: String| if is_own { text } else { plain_from_html(&text) };
        let titles = self.all(Role::Title).into_iter().map(plain);
        self.draft.event.title = in_one_line(&titles.collect::<Vec<_>>().join(", "));
        if let Some(note) = self.take(Role::DateNote) {
            self.draft.event.date_note = note;
        }
        self.draft.event.key = self.take(Role::Id).unwrap_or_default();
        let lane =
            self.take(Role::Lane).map(|lane| in_one_line(&lane)).unwrap_or_else(|| self.plan.lane.clone());
        self.draft.lane = Some(lane).filter(|lane| !lane.is_empty());
        self.draft.tags = self.listed(Role::Tags);
        let actors = self.listed(Role::Actors);
        let named = actors.iter().map(|name| in_role(name, is_own));
        self.draft.actors = named.map(|(name, role)| (name.to_owned(), role.to_owned())).collect();
        self.fill_words();
        let citations = row_sources::citations(self);
        self.draft.citations = citations;
        if let Some(whole) = self.take(Role::Parent) {
            let (kind, basis) = (RelationKind::PartOf, Basis::Stated);
            self.draft.links.push(Link { kind, to: whole, basis, note: String::new() });
        }
    }

    /// What comes from closed lists of words, and numbers.
    fn fill_words(&mut self) {
        if let Some(text) = self.take(Role::Status) {
            self.draft.states_status = true;
            self.draft.event.status = cell_values::status(&text).unwrap_or_else(|| {
                let known: Vec<&str> = Status::ALL.iter().map(|status| status.key()).collect();
                let expected = format!("One of {}", known.join(", "));
                self.unread(Role::Status, "No status has this name", &expected, "Shown as not stated");
                Status::Unknown
            });
        }
        self.draft.event.as_of = self.date(Role::AsOf);
        if let Some(text) = self.take(Role::Zone) {
            match Zone::parse(&text) {
                Ok(zone) => self.draft.event.zone = Some(zone),
                Err(error) => {
                    let hint =
                        error.suggestion.map(|name| format!("Did you mean {name}?")).unwrap_or_default();
                    let expected = "A name of the IANA list, such as Asia/Singapore";
                    let message = ("There is no such zone", hint.as_str());
                    self.unread_with_hint(Role::Zone, message.0, message.1, expected, "Read without a zone");
                }
            }
        }
        if let Some((place, text)) =
            self.found(Role::Importance).map(|(place, text)| (place, text.into_owned()))
        {
            let scale = self.column(place).map_or(1.0, |column| column.scale);
            match cell_values::importance_of(&text, scale) {
                Some(importance) => self.draft.event.importance = importance,
                None => {
                    self.unread(Role::Importance, "This is no importance", "A number from 0 to 1", "Not used")
                }
            }
        }
        if let Some(text) = self.take(Role::Recurrence) {
            let is_rule = text.starts_with("FREQ=");
            let (text, rule) = if is_rule { (String::new(), Some(text)) } else { (text, None) };
            let (from, until, extra) = (None, None, Vec::new());
            self.draft.event.recurrence = Some(Recurrence { text, rule, from, until, extra });
        }
    }

    /// The names in the cells of a role, told apart.
    fn listed(&self, role: Role) -> Vec<String> {
        let mut names = Vec::new();
        for place in self.plan.indexes(role) {
            let (Some(text), Some(column)) = (self.words(*place), self.column(*place)) else { continue };
            let char = column.separator.and_then(Separator::char);
            let parts = char.map_or_else(|| vec![text.as_ref()], |char| text.split(char).collect());
            names.extend(parts.into_iter().map(in_one_line).filter(|name| !name.is_empty()));
        }
        names
    }

    /// Keeps what no role takes.
    fn keep_rest(&mut self) {
        for place in self.plan.indexes(Role::Keep) {
            let (Some(text), Some(column)) = (self.words(*place), self.column(*place)) else { continue };
            let text = text.into_owned();
            if !self.plan.is_own || !self.keep_field(&column.name, &text) {
                self.draft.leave(column.name.clone(), &text);
            }
        }
        // A time, a month or a day that found no date to belong to is kept as well.
        if self.draft.event.date.is_none() {
            [Role::Month, Role::Day, Role::Time, Role::EndTime].iter().for_each(|role| self.keep(*role));
        }
    }

    /// Keeps the field of a column of our own for fields that the model does not know, if it is one.
    fn keep_field(&mut self, column: &str, text: &str) -> bool {
        let Some(name) = column.strip_prefix(FURTHER).filter(|name| !is_field_of_event(name)) else {
            return false;
        };
        let raw = Raw::document(text);
        if name != FORMAT_KEY {
            let json = if raw.is_sound() { text.to_owned() } else { json_text(text) };
            self.draft.event.extra.push((name.to_owned(), json));
            return true;
        }
        // The other columns that are kept stand in the same field.
        let is_object = raw.is_sound() && raw.kind() == Kind::Object;
        let members = if is_object { raw.members(&mut Log::default(), &Path::Root) } else { Vec::new() };
        let members = members.into_iter();
        let fields = members.map(|member| (member.name.into_owned(), member.value.text.to_owned()));
        self.draft.left.extend(fields);
        is_object
    }

    fn says_something(&self) -> bool {
        let event = &self.draft.event;
        let is_dated = self.plan.columns.iter().zip(&self.cells).any(|(column, cell)| {
            (column.role.is_date() || column.role == Role::Year) && !cell.text.trim().is_empty()
        });
        let has_words = !event.title.is_empty() || !event.summary.is_empty();
        self.plan.is_own || has_words || is_dated || !self.draft.citations.is_empty()
    }

    /// Makes a title where the row states none. That is told for each row, unless the table has no titles at
    /// all.
    fn name(&mut self) {
        if !self.draft.event.title.is_empty() {
            return;
        }
        self.draft.event.title = title_made_of(&self.draft);
        self.draft.event.extra.push(("title".to_owned(), "null".to_owned()));
        let Some(place) = self.plan.indexes(Role::Title).first().copied() else { return };
        let name = self.column(place).map_or("", |column| column.name.as_str());
        let range = self.cells.get(place).map_or_else(|| self.grid.row(self.row), |cell| cell.range.clone());
        let range = range.start..range.end.max(range.start + 1);
        let path = Path::Row(self.row + 1);
        let finding = Diagnostic::new(Severity::Error, range, &path.field(name), "An event needs a title");
        let finding =
            finding.hint("Give it a title").effect("Shown with a title made from what else it says");
        self.out.findings.push(finding);
    }
}

fn width_text(cells: usize, columns: usize) -> String {
    let (cell, column) =
        (if cells == 1 { "cell" } else { "cells" }, if columns == 1 { "column" } else { "columns" });
    format!("{} {cell} for {} {column}", grouped(cells as u64), grouped(columns as u64))
}

/// "Ministry (host)": a name, and as what it takes part. Tables of our own hold names alone.
pub(super) fn in_role(text: &str, is_own: bool) -> (&str, &str) {
    let split = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match split
        .filter(|(name, role)| !is_own && !name.trim().is_empty() && role.starts_with(char::is_lowercase))
    {
        Some((name, role)) => (name.trim(), role),
        None => (text, ""),
    }
}
