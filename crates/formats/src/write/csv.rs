//! A table with one event a row (RFC 4180): UTF-8, commas, CRLF, a header that the reader of tables knows.
//!
//! Space round a cell is left out, as it is when tables are read. Lists are joined with "; ". A cell that a
//! spreadsheet would take for a formula is guarded: where it begins with any number of apostrophes and then
//! `=`, `+`, `-`, `@`, a tab or a line break, one apostrophe is put before it, and the reader of tables takes
//! exactly one away again. Numbers and dates are no formulas and stay as they are: `-0043`, `-12.5`. An event
//! whose id is made up has none here. What stands beside the events has columns behind these ([`Beside`]).

use std::borrow::Cow;

use super::event_text::{details_of, known_zone, title_of, whole_title};
use super::extra_columns::Beside;
use super::losses_of_head::{Held, Holds, Names, leave_head};
use super::saving::Saving;
use crate::import::table::is_like_a_formula;
use crate::report::losses::{Fate, Losses, Thing};
use dateline_time::Date;
use dateline_timeline::model::{
    Checked, Citation, Event, EventId, Quote, Recurrence, Source, SourceId, Timeline,
};

/// The columns, in the order of the file.
const COLUMNS: [&str; 18] = [
    "id",
    "title",
    "date",
    "date_note",
    "zone",
    "status",
    "as_of",
    "lane",
    "actors",
    "tags",
    "importance",
    "summary",
    "source",
    "source_url",
    "publisher",
    "published",
    "quote",
    "recurrence",
];

/// The column behind them in a table of which an event has a place.
const PLACE: &str = "place";

/// Stands between the members of a list.
const BETWEEN: &str = "; ";

/// The timeline as a table.
pub(super) fn write(saving: &Saving<'_>, losses: &mut Losses) -> Option<Vec<u8>> {
    let timeline = saving.timeline;
    let names = Names::of(timeline);
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut sources = vec![false; timeline.sources().len()];
    let events: Vec<EventId> = timeline.ids().collect();
    // The header names all columns before the first row can be written.
    let mut beside = Beside::default();
    for id in &events {
        saving.check_cancel()?;
        beside.learn(&timeline.event(*id), &COLUMNS);
    }
    let has_places = events.iter().any(|id| !timeline.place(*id).is_empty());
    let columns = COLUMNS.into_iter().chain(has_places.then_some(PLACE));
    table.write_record(columns.chain(beside.names().iter().map(String::as_str))).ok()?;
    for id in &events {
        saving.check_cancel()?;
        let event = timeline.event(*id);
        let row = row(&event, timeline, &names, &mut sources, losses);
        let further = beside.row(&event, &COLUMNS, losses);
        let place = has_places.then(|| event.place.clone().unwrap_or_default());
        let cells = row.iter().chain(&place).chain(&further);
        table.write_record(cells.map(|cell| guarded(cell.trim()).into_owned())).ok()?;
    }
    for (source, _) in timeline.sources().iter().zip(sources).filter(|(_, is_written)| *is_written) {
        leave_source(source, losses);
    }
    // The zone stands in the row of every event.
    let holds =
        Holds { zone: true, lanes: Held::Named, actors: Held::Named, tags: Held::Named, ..Holds::default() };
    leave_head(saving, &events, holds, losses);
    table.into_inner().ok()
}

fn row(
    event: &Event,
    timeline: &Timeline,
    names: &Names<'_>,
    sources: &mut [bool],
    losses: &mut Losses,
) -> [String; 18] {
    let Event {
        key,
        key_is_stated,
        title: _,
        date,
        date_note,
        unreadable_date: _,
        zone: _,
        status,
        as_of,
        lane: _,
        actors,
        tags,
        importance,
        place: _,
        summary,
        citations,
        relations,
        recurrence,
        extra: _,
    } = event;
    let unreadable = super::event_text::text_beside(event, "date").filter(|_| date.is_none());
    losses.dropped(Thing::Relation, relations.len());
    losses.dropped(Thing::Role, actors.iter().filter(|actor| !actor.role.is_empty()).count());
    losses.dropped(Thing::Citation, citations.len().saturating_sub(1));
    // What cannot be read as a date stands in the column of dates if its file has it, else in words beside
    // it.
    let date_note =
        if unreadable.is_some() { date_note.clone() } else { event.shown_date_note().into_owned() };
    let date = date.as_ref().map(|date| date.text().to_owned()).or(unreadable);
    let actors = actors.iter().map(|actor| names.actor(actor.actor.index()));
    let importance = if *importance != Event::DEFAULT_IMPORTANCE && importance.is_finite() {
        importance.to_string()
    } else {
        String::new()
    };
    let [source, url, publisher, published, quote] = match citations.first() {
        Some(citation) => cited(citation, timeline, sources, losses),
        None => Default::default(),
    };
    [
        if *key_is_stated { key.clone() } else { String::new() },
        whole_title(event).into_owned(),
        date.unwrap_or_default(),
        date_note,
        known_zone(event, timeline).map_or(String::new(), |zone| zone.name().to_owned()),
        status.key().to_owned(),
        text_of(as_of.as_ref()),
        names.lane_of(event).to_owned(),
        joined(actors, losses),
        joined(tags.iter().map(|tag| timeline.tag(*tag)), losses),
        importance,
        summary.clone(),
        source,
        url,
        publisher,
        published,
        quote,
        recurrence.as_ref().map_or(String::new(), |promise| promise_cell(promise, losses)),
    ]
}

fn text_of(date: Option<&Date>) -> String {
    date.map_or(String::new(), |date| date.text().to_owned())
}

/// Names in one cell. A semicolon within a name becomes a comma: it would divide the name in two.
fn joined<'n>(names: impl Iterator<Item = &'n str>, losses: &mut Losses) -> String {
    let names: Vec<Cow<'_, str>> = names
        .map(|name| match name.contains(';') {
            true => {
                losses.count(Thing::Name, Fate::Changed, 1);
                Cow::Owned(name.replace(';', ","))
            }
            false => Cow::Borrowed(name),
        })
        .collect();
    names.join(BETWEEN)
}

/// Source, address, publisher, publication and quotation of the one citation that a row has room for.
fn cited(citation: &Citation, timeline: &Timeline, sources: &mut [bool], losses: &mut Losses) -> [String; 5] {
    let Citation { source, source_key, quote, note, date, zone, supports, checked, extra } = citation;
    let is_lost = [!note.is_empty(), date.is_some(), zone.is_some(), !supports.is_empty()];
    losses.dropped(Thing::CitationDetail, is_lost.iter().filter(|is| **is).count());
    if let Some(Checked { verdict: _, on: _, text_sha256: _ }) = checked {
        losses.dropped(Thing::CitationDetail, 1);
    }
    losses.fields(extra);
    let exact = quote.as_ref().map(|Quote { exact, prefix, suffix, extra }| {
        losses
            .dropped(Thing::CitationDetail, [prefix, suffix].iter().filter(|text| !text.is_empty()).count());
        losses.fields(extra);
        exact.clone()
    });
    let known = source.and_then(|id: SourceId| {
        if let Some(is_written) = sources.get_mut(id.index()) {
            *is_written = true;
        }
        timeline.source(id)
    });
    let (title, url, publisher, published) = match known {
        Some(source) => (
            title_of(source).to_owned(),
            source.url.clone().unwrap_or_default(),
            source.publisher.clone(),
            text_of(source.published.as_ref()),
        ),
        None => (source_key.clone(), String::new(), String::new(), String::new()),
    };
    [title, url, publisher, published, exact.unwrap_or_default()]
}

/// What a source says beyond its columns; once for each source.
fn leave_source(source: &Source, losses: &mut Losses) {
    losses.dropped(Thing::Id, usize::from(source.key != source.title && !source.title.is_empty()));
    losses.dropped(Thing::CitationDetail, details_of(source) + source.authors.len());
    losses.fields(&source.extra);
}

/// The text of a promise, or its rule where it has no text.
fn promise_cell(promise: &Recurrence, losses: &mut Losses) -> String {
    let Recurrence { text, rule, from, until, extra } = promise;
    let is_rule_written = text.trim().is_empty();
    let is_lost = [rule.is_some() && !is_rule_written, from.is_some(), until.is_some()];
    losses.dropped(Thing::RecurrenceDetail, is_lost.iter().filter(|is| **is).count());
    losses.fields(extra);
    if is_rule_written { rule.clone().unwrap_or_default() } else { text.clone() }
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    // Few cells are like a formula, and reading a cell as a date is what costs time.
    let is_value = || cell.parse::<f64>().is_ok() || Date::parse(cell).is_ok_and(|date| date.text() == cell);
    if is_like_a_formula(cell) && !is_value() { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::unguarded;
    use proptest::prelude::*;

    #[test]
    fn what_looks_like_a_formula_is_guarded_and_numbers_and_dates_are_not() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-", "'-"),
            ("- [ ] later", "'- [ ] later"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("-0043", "-0043"),
            ("-0043-03-15~", "-0043-03-15~"),
            ("-0043/-0040", "-0043/-0040"),
            ("-12.5", "-12.5"),
            ("-2+3", "'-2+3"),
            ("'tis the season", "'tis the season"),
            ("2021-08", "2021-08"),
            ("a=b", "a=b"),
            ("", ""),
        ];
        for (cell, expected) in cases {
            assert_eq!(guarded(cell), expected);
            assert_eq!(unguarded(expected), cell);
        }
    }

    proptest! {
        #[test]
        fn a_guard_comes_off_again(cell in "['=+@\\-a1 ]{0,6}|\\PC{0,6}") {
            let guarded = guarded(&cell);
            prop_assert_eq!(unguarded(&guarded), &cell);
        }
    }
}
