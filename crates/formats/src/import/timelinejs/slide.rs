//! A slide of TimelineJS, of any version, becomes an event.

use std::ops::Range;

use super::date::{self, Stated};
use crate::import::{Draft, Outcome, markdown_from_html, plain_from_html, source_of, span, unquoted};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::{Field, Fields, Names};
use crate::syntax::json::{Kind as JsonKind, Raw};

/// The lane of eras, which colour a stretch of the axis there, and the tag that each of them has.
pub(crate) const ERAS: (&str, &str) = ("Eras", "era");

/// The field with words that are shown instead of a date. They become the note on it, and stay under this
/// name too, since not every note can stand for a date.
pub(crate) const SHOWN_DATE: &str = "display_date";

/// What names a slide may hold.
const SLIDE: Names = Names {
    known: &[
        "start_date",
        "end_date",
        "text",
        "media",
        "group",
        "display_date",
        "background",
        "autolink",
        "unique_id",
    ],
    synonyms: &[("start", "Did you mean start_date?"), ("end", "Did you mean end_date?")],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event,
    Era,
}

/// Reads one slide or era.
pub(super) fn read(raw: Raw<'_>, kind: Kind, path: &Path<'_>, log: &mut Log) -> Outcome {
    if raw.kind() != JsonKind::Object {
        let message = format!("An event is an object, this is {}", raw.kind().label());
        return Outcome::nothing(
            Diagnostic::new(Severity::Error, raw.range(), path, message).found(&raw.shown()),
        );
    }
    let mut fields = Fields::new(raw, path, log);
    let mut draft = Draft::new("", raw.range());
    read_words(&mut fields, &mut draft, log);
    let has_dates = ["start_date", "startDate", "end_date", "endDate"].iter().any(|name| fields.has(name));
    if draft.event.title.is_empty() && draft.event.summary.is_empty() && !has_dates {
        let message = "Nothing here says what happened, or when";
        return Outcome::nothing(
            Diagnostic::new(Severity::Error, raw.range(), path, message)
                .found(raw.text)
                .hint("Add \"start_date\" and \"text\""),
        );
    }
    read_date(&mut fields, &mut draft, log);
    for name in ["media", "asset"] {
        if let Some(field) = fields.get(name) {
            read_media(field, &path.field(name), &mut fields, &mut draft, log);
        }
    }
    if let Some((key, _)) = fields.text("unique_id", log) {
        draft.event.key = key.into_owned();
    }
    for name in ["group", "tag"] {
        if let Some((group, field)) = fields.text(name, log) {
            let group = plain_from_html(&group);
            match draft.lane {
                None => draft.lane = Some(group).filter(|group| !group.is_empty()),
                Some(_) => fields.keep(field.index),
            }
        }
    }
    if kind == Kind::Era {
        draft.lane.get_or_insert_with(|| ERAS.0.to_owned());
        draft.tags.push(ERAS.1.to_owned());
    }
    draft.leave_all(fields.extras(&SLIDE, log));
    Outcome::Event(Box::new(draft))
}

/// `{headline, text}`, or both beside the date.
fn read_words(fields: &mut Fields<'_, '_>, draft: &mut Draft, log: &mut Log) {
    if fields.has("headline") {
        draft.event.title = plain_from_html(&fields.words("headline", log));
    }
    let is_object = fields.get("text").is_some_and(|field| field.raw.kind() == JsonKind::Object);
    if !is_object {
        draft.event.summary = markdown_from_html(&fields.words("text", log));
        // Lists that other programs write with the dates of TimelineJS.
        for name in ["title", "name", "label"] {
            if draft.event.title.is_empty() && is_text(fields, name) {
                draft.event.title = plain_from_html(&fields.words(name, log));
            }
        }
        if draft.event.summary.is_empty() && is_text(fields, "description") {
            draft.event.summary = markdown_from_html(&fields.words("description", log));
        }
        return;
    }
    let Some(field) = fields.get("text") else { return };
    let path = fields.path.field("text");
    let mut words = Fields::new(field.raw, &path, log);
    let title = plain_from_html(&words.words("headline", log));
    draft.event.summary = markdown_from_html(&words.words("text", log));
    if draft.event.title.is_empty() {
        draft.event.title = title;
    }
    if words.has_unread() {
        fields.keep(field.index);
    }
}

fn is_text(fields: &mut Fields<'_, '_>, name: &str) -> bool {
    let field = fields.get(name);
    let is_text = field.is_some_and(|field| field.raw.kind() == JsonKind::Text);
    field.filter(|_| !is_text).into_iter().for_each(|field| fields.keep(field.index));
    is_text
}

/// Title and description of the title slide, which may be a text alone.
pub(super) fn words_of_title(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> (String, String) {
    match raw.kind() {
        JsonKind::Text => (plain_from_html(&raw.words(log, path)), String::new()),
        JsonKind::Object => {
            let mut draft = Draft::new("", raw.range());
            read_words(&mut Fields::new(raw, path, log), &mut draft, log);
            (draft.event.title, draft.event.summary)
        }
        _ => (String::new(), String::new()),
    }
}

/// One of the two dates of a slide.
struct End {
    stated: Option<Stated>,
    /// Its field, where there is one.
    field: Option<usize>,
    span: Range<usize>,
    /// Whether something stands there that is no date.
    is_wrong: bool,
    /// What stands there, for people.
    shown: String,
}

/// Reads the first of these fields that is there; what cannot be read is kept.
fn read_end(fields: &mut Fields<'_, '_>, names: [&str; 2], log: &mut Log) -> End {
    for name in names {
        let Some(field) = fields.get(name) else { continue };
        let path = fields.path.field(name);
        let read = date::read(field.raw, &path, log);
        let has_more =
            read.as_ref().is_ok_and(|stated| stated.as_ref().is_some_and(|stated| stated.has_more));
        let is_wrong = read.is_err();
        if is_wrong || has_more {
            fields.keep(field.index);
        }
        let raw = field.raw;
        let (stated, field, span) = (read.ok().flatten(), Some(field.index), raw.range());
        let shown = if is_wrong { raw.shown().into_owned() } else { String::new() };
        return End { stated, field, span, is_wrong, shown };
    }
    End { stated: None, field: None, span: fields.raw.range(), is_wrong: false, shown: String::new() }
}

fn read_date(fields: &mut Fields<'_, '_>, draft: &mut Draft, log: &mut Log) {
    let start = read_end(fields, ["start_date", "startDate"], log);
    let end = read_end(fields, ["end_date", "endDate"], log);
    let note = plain_from_html(&fields.words(SHOWN_DATE, log));
    let display =
        |end: &End| end.stated.as_ref().map_or_else(String::new, |stated| plain_from_html(&stated.display));
    let displays: Vec<String> =
        [display(&start), display(&end)].into_iter().filter(|text| !text.is_empty()).collect();
    let shown = if note.is_empty() { displays.join(" – ") } else { note };
    draft.leave(SHOWN_DATE, &shown);
    draft.event.date_note = shown;
    // Half a date whose start is wrong would say another thing than the file.
    if start.is_wrong {
        draft.note_unreadable(&start.shown);
        return end.field.into_iter().for_each(|index| fields.keep(index));
    }
    if start.stated.is_none() {
        let path = fields.path.field("start_date");
        let finding =
            Diagnostic::new(Severity::Warning, fields.raw.range(), &path, "This event has no start");
        log.push(
            finding
                .hint("Add \"start_date\": {\"year\": \"2021\"}")
                .effect("Shown without one; TimelineJS does not show it at all"),
        );
    }
    let path = fields.path.field("end_date");
    let [from, to] = [start.stated, end.stated].map(|stated| stated.map(|stated| stated.date));
    draft.event.date = span(from.clone(), to.clone(), end.span, &path, log);
    if to.is_some() && from.is_some() && to != from && draft.event.date == from {
        end.field.into_iter().for_each(|index| fields.keep(index));
    }
}

/// What is shown beside the words is what they rest on: its credit names the source, its caption is a note.
fn read_media(
    field: Field<'_>,
    path: &Path<'_>,
    fields: &mut Fields<'_, '_>,
    draft: &mut Draft,
    log: &mut Log,
) {
    if field.raw.kind() != JsonKind::Object {
        return fields.keep(field.index);
    }
    let mut media = Fields::new(field.raw, path, log);
    let mut line = |name: &str, log: &mut Log| media.words(name, log);
    // Version 1 calls the address what the object is called now.
    let (url, older) = (line("url", log), line("media", log));
    let (credit, caption) = (line("credit", log), line("caption", log));
    let address = [address_in(&credit), Some(url.clone()), Some(older)];
    let address =
        address.into_iter().flatten().find(|address| !address.trim().is_empty()).unwrap_or_default();
    let source = source_of(&plain_from_html(&credit), &address);
    // Pictures in texts, embedded code and paths in a folder are no addresses; they stay as they are.
    let is_said = source.as_ref().is_some_and(|source| source.url.as_deref() == Some(url.trim()));
    if let Some(source) = source {
        let mut citation = unquoted(&source);
        citation.note = markdown_from_html(&caption);
        draft.citations.push((source, citation));
    }
    if media.has_unread() || !is_said {
        fields.keep(field.index);
    }
}

/// The address of the first link in HTML.
fn address_in(html: &str) -> Option<String> {
    let at = html.find("href=")? + 5;
    let rest = html.get(at..)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let address = rest.get(1..)?.split(mark).next()?;
    Some(address.replace("&amp;", "&"))
}
