//! The spreadsheet of TimelineJS, saved as a table: one slide a row, the parts of its dates in columns of
//! their own.

use super::slide::ERAS;
use crate::import::table::{
    GatheredRows, Grid, Plan, Role, RowRead, RowsAgain, plain_name, read_row, read_rows_with,
};
use crate::import::{Draft, Importer, ReadAgain, markdown_from_html, plain_from_html, source_of, unquoted};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use dateline_time::phrases::DayOrder;
use dateline_timeline::model::{Citation, EventId};

/// What a column is for, by its plain name. Versions 1 and 2 have whole dates and call groups tags.
fn role_of(name: &str) -> Role {
    match name {
        "year" => Role::Year,
        "month" => Role::Month,
        "day" => Role::Day,
        "time" => Role::Time,
        "end year" => Role::EndYear,
        "end month" => Role::EndMonth,
        "end day" => Role::EndDay,
        "end time" => Role::EndTime,
        "start date" => Role::Start,
        "end date" => Role::End,
        "display date" => Role::DateNote,
        "headline" => Role::Title,
        "text" => Role::Summary,
        "media" | "media credit" | "media caption" => Role::Ignore,
        "group" | "tag" => Role::Lane,
        "unique id" => Role::Id,
        "type" => Role::Ignore,
        _ => Role::Keep,
    }
}

/// The type of the row that gives the title of the timeline.
const TITLE: &str = "title";

/// What stands in the columns that only this format has.
#[derive(Default)]
struct Beside {
    kind: String,
    media: String,
    credit: String,
    caption: String,
}

/// The indices of these columns.
#[derive(Debug)]
struct Places([Option<usize>; 4]);

impl Places {
    fn of(plan: &Plan<'_>) -> Places {
        Places(
            ["type", "media", "media credit", "media caption"]
                .map(|name| plan.columns.iter().position(|column| plain_name(&column.name) == name)),
        )
    }

    fn beside(&self, grid: &Grid<'_>, row: usize) -> Beside {
        let (cells, _) = grid.cells(row);
        let words = |at: Option<usize>| cells.get(at?).map(|cell| cell.text.trim().to_owned());
        let [kind, media, credit, caption] = self.0.map(|at| words(at).unwrap_or_default());
        Beside { kind: kind.to_lowercase(), media, credit, caption }
    }
}

/// Reads a sheet.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let mut plan = Plan::with_roles(text, role_of, context.log)?;
    for column in plan.columns.iter_mut().filter(|column| column.role.is_date()) {
        // The sheet's own order; a number above 12 still tells the other one.
        column.order = Some(DayOrder::MonthFirst);
    }
    let rows = plan.rows();
    let places = Places::of(&plan);
    let mut importer = Importer::new(context);
    importer.keep_records_in(source);
    let mut gathered = GatheredRows::new(plan.columns.len());
    let read = |row: usize| {
        let mut read = read_row(&plan, row, text);
        complete(&mut read, &places.beside(&plan.grid, row));
        read
    };
    // A row of the title is no event. Those before it are read first, so that sources keep their order.
    let mut rest = rows.as_slice();
    while importer.head.title.is_empty() {
        let is_title = |row: &usize| places.beside(&plan.grid, *row).kind == TITLE;
        let title = rest.iter().enumerate().filter(|(_, row)| is_title(row)).find_map(|(index, row)| {
            let draft = read(*row).draft?;
            Some((index, draft))
        });
        let Some((index, draft)) = title else { break };
        let (before, behind) = rest.split_at(index);
        if !before.is_empty() {
            read_rows_with(before, read, &mut gathered, &mut importer)?;
        }
        take_title(draft, &mut importer);
        rest = behind.split_first().map_or(&[], |(_, behind)| behind);
    }
    read_rows_with(rest, read, &mut gathered, &mut importer)?;
    let GatheredRows { tally, sources } = gathered;
    tally.report_notations(&plan, importer.log);
    importer.finish_again(SlidesAgain { rows: RowsAgain::new(&plan, sources), places })
}

/// What is shown beside the words is what they rest on: its credit names the source, its caption is a note.
fn cite_media(draft: &mut Draft, beside: &Beside) {
    let source = source_of(&plain_from_html(&beside.credit), &beside.media);
    let is_said = source.as_ref().is_some_and(|source| source.url.as_deref() == Some(beside.media.as_str()));
    if !is_said {
        draft.leave("Media", &beside.media);
    }
    match source {
        Some(source) => {
            let note = markdown_from_html(&beside.caption);
            let citation = Citation { note, ..unquoted(&source) };
            draft.citations.push((source, citation));
        }
        None => draft.leave("Media Caption", &beside.caption),
    }
}

/// Adds to a row what stands in the columns that only this format has, and what is wrong with it as a slide.
fn complete(read: &mut RowRead, beside: &Beside) {
    let Some(draft) = &mut read.draft else { return };
    complete_draft(draft, beside);
    let path = Path::Row(read.row + 1);
    if beside.kind == TITLE {
        let message = "Another row is the title already";
        let finding = Diagnostic::new(Severity::Warning, draft.span.clone(), &path, message);
        read.findings.push(finding.found(&draft.event.title).effect("Shown as an event"));
    }
    // There such a slide vanishes without a word.
    if draft.event.date.is_none() && read.unreadable.is_empty() {
        let finding = Diagnostic::new(Severity::Error, draft.span.clone(), &path, "A slide needs a year");
        read.findings
            .push(finding.found(&draft.event.title).expected("A year").effect("Shown without a date"));
    }
}

/// Adds to the draft of a slide what stands in the columns that only this format has.
fn complete_draft(draft: &mut Draft, beside: &Beside) {
    cite_media(draft, beside);
    match beside.kind.as_str() {
        TITLE => {}
        "era" => {
            draft.lane.get_or_insert_with(|| ERAS.0.to_owned());
            draft.tags.push(ERAS.1.to_owned());
        }
        kind => draft.leave("Type", kind),
    }
}

/// Slides that are read again, each by itself.
#[derive(Debug)]
struct SlidesAgain {
    rows: RowsAgain,
    places: Places,
}

impl ReadAgain for SlidesAgain {
    fn draft(&self, _: EventId, record: &str) -> Option<Draft> {
        self.rows.draft_with(record, |draft, grid| complete_draft(draft, &self.places.beside(grid, 0)))
    }
}

/// The row of the title stands before the events and is none of them.
fn take_title(mut draft: Draft, importer: &mut Importer<'_>) {
    importer.head.title = std::mem::take(&mut draft.event.title);
    importer.head.description = std::mem::take(&mut draft.event.summary);
    for (source, _) in draft.citations.drain(..) {
        importer.source(source);
    }
    importer.leave_all(std::mem::take(&mut draft.left));
}
