//! An item becomes an event.

use std::ops::Range;

use super::date;
use super::group::Groups;
use crate::import::{Draft, Outcome, is_html, markdown_from_html, no_interval, plain_from_html, span};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::{Fields, Names};
use crate::syntax::json::{Kind, Raw};
use dateline_time::Date;
use dateline_time::phrases::four_point;

const ITEM: Names = Names {
    known: &["id", "content", "start", "end", "group", "type", "title"],
    synonyms: &[("date", "Did you mean start?")],
};
/// The tag of items that are drawn behind the others.
const BACKGROUND: &str = "background";

/// Reads one item.
pub(super) fn read(raw: Raw<'_>, groups: &Groups, path: &Path<'_>, log: &mut Log) -> Outcome {
    if raw.kind() != Kind::Object {
        let message = format!("An item is an object, this is {}", raw.kind().label());
        return Outcome::nothing(
            Diagnostic::new(Severity::Error, raw.range(), path, message).found(&raw.shown()),
        );
    }
    let mut fields = Fields::new(raw, path, log);
    let mut draft = Draft::new("", raw.range());
    read_words(&mut fields, &mut draft, log);
    let times = ["start", "end", "start_min", "start_max", "end_min", "end_max"];
    if draft.event.title.is_empty() && !times.iter().any(|name| fields.has(name)) {
        let message = "Nothing here says what happened, or when";
        return Outcome::nothing(
            Diagnostic::new(Severity::Error, raw.range(), path, message)
                .found(raw.text)
                .hint("Add \"content\" and \"start\""),
        );
    }
    if let Some((key, _)) = fields.text("id", log) {
        draft.event.key = key.into_owned();
    }
    read_date(&mut fields, &mut draft, log);
    read_group(&mut fields, groups, &mut draft, log);
    if let Some((kind, field)) = fields.text("type", log) {
        match kind.as_ref() {
            BACKGROUND => draft.tags.push(BACKGROUND.to_owned()),
            "box" | "point" | "range" => {}
            _ => {
                let finding = Diagnostic::new(
                    Severity::Warning,
                    field.raw.range(),
                    &path.field("type"),
                    "Not a type of item",
                );
                log.push(
                    finding
                        .found(&kind)
                        .expected("One of box, point, range, background")
                        .effect("Kept as it is"),
                );
            }
        }
        fields.keep(field.index);
    }
    for name in ["source", "link", "url"] {
        if let Some(field) = fields.get(name) {
            let shown = field.raw.shown();
            let count = draft.citations.len();
            let is_address = crate::import::link(&shown).is_some();
            if field.raw.kind() == Kind::Text && (is_address || name == "source") {
                if is_address { draft.cite("", &shown) } else { draft.cite(&plain_from_html(&shown), "") }
            }
            if draft.citations.len() == count {
                fields.keep(field.index);
            }
        }
    }
    draft.leave_all(fields.extras(&ITEM, log));
    Outcome::Event(Box::new(draft))
}

/// `content` is what an item says and `title` what more it says under the pointer; where there is no content,
/// the title is all there is. Other words are used where both are missing.
fn read_words(fields: &mut Fields<'_, '_>, draft: &mut Draft, log: &mut Log) {
    let mut text = |name: &str, log: &mut Log| {
        let is_words = fields
            .get(name)
            .is_some_and(|field| matches!(field.raw.kind(), Kind::Text | Kind::Number | Kind::Boolean));
        if is_words { fields.text(name, log).map(|(words, _)| words.into_owned()) } else { None }
    };
    let content = text("content", log).unwrap_or_default();
    let tip = text("title", log).unwrap_or_default();
    let description = text("description", log).unwrap_or_default();
    draft.event.title = plain_from_html(&content);
    let mut parts: Vec<String> = Vec::new();
    if draft.event.title.is_empty() {
        draft.event.title = plain_from_html(&tip);
    } else {
        let markdown = if is_html(&content) { markdown_from_html(&content) } else { String::new() };
        if markdown.contains("](") || markdown.contains('\n') {
            parts.push(markdown);
        }
        parts.push(markdown_from_html(&tip));
    }
    for name in ["name", "label", "text", "headline"] {
        if draft.event.title.is_empty() {
            draft.event.title = plain_from_html(&text(name, log).unwrap_or_default());
        }
    }
    parts.push(markdown_from_html(&description));
    let title = draft.event.title.clone();
    parts.retain(|part| !part.trim().is_empty() && *part != title);
    parts.dedup();
    draft.event.summary = parts.join("\n\n");
}

/// One of the times of an item.
#[derive(Default)]
struct Time {
    date: Option<Date>,
    field: Option<usize>,
    span: Range<usize>,
    is_wrong: bool,
    shown: String,
}

fn read_time(fields: &mut Fields<'_, '_>, name: &str, log: &mut Log) -> Time {
    let Some(field) = fields.get(name) else { return Time::default() };
    let read = date::read(field.raw, &fields.path.field(name), log);
    let is_wrong = read.is_err();
    if is_wrong {
        fields.keep(field.index);
    }
    let shown = if is_wrong { field.raw.shown().into_owned() } else { String::new() };
    Time { date: read.ok().flatten(), field: Some(field.index), span: field.raw.range(), is_wrong, shown }
}

/// One date of start and end, or four where the file says how sure each of them is.
fn read_date(fields: &mut Fields<'_, '_>, draft: &mut Draft, log: &mut Log) {
    let [start, end] = ["start", "end"].map(|name| read_time(fields, name, log));
    let bounds = ["start_min", "start_max", "end_min", "end_max"].map(|name| read_time(fields, name, log));
    if start.is_wrong {
        draft.note_unreadable(&start.shown);
        end.field.into_iter().for_each(|index| fields.keep(index));
        return;
    }
    if bounds.iter().any(|bound| bound.date.is_some()) {
        let [start_min, start_max, end_min, end_max] = bounds;
        let or = |bound: &Time, plain: &Time| bound.date.clone().or_else(|| plain.date.clone());
        let (from, until) = (or(&start_min, &start), or(&start_max, &start));
        let (first, last) = (or(&end_min, &end), or(&end_max, &end));
        match four_point(from.as_ref(), until.as_ref(), first.as_ref(), last.as_ref()) {
            Ok(date) => draft.event.date = Some(date),
            Err(error) => {
                let (from, last) = (from.or(until), last.or(first));
                if let (Some(from), Some(last)) = (&from, &last) {
                    log.push(no_interval(&error, from, last, fields.raw.range(), fields.path));
                }
                draft.event.date = start.date.or(from);
            }
        }
        // What was nominal between the bounds, and the bounds of what could not be used.
        let all = [start.field, end.field, start_min.field, start_max.field, end_min.field, end_max.field];
        all.into_iter().flatten().for_each(|index| fields.keep(index));
        return;
    }
    if start.date.is_none() {
        let path = fields.path.field("start");
        let finding = Diagnostic::new(Severity::Warning, fields.raw.range(), &path, "This item has no start");
        log.push(finding.hint("Add \"start\": \"2021-08-23\"").effect("Shown without one"));
    }
    let path = fields.path.field("end");
    draft.event.date = span(start.date.clone(), end.date.clone(), end.span, &path, log);
    if end.date.is_some() && end.date != start.date && draft.event.date == start.date {
        end.field.into_iter().for_each(|index| fields.keep(index));
    }
}

fn read_group(fields: &mut Fields<'_, '_>, groups: &Groups, draft: &mut Draft, log: &mut Log) {
    let Some((key, field)) = fields.text("group", log) else { return };
    if let Some(hint) = groups.unknown(&key) {
        let finding = Diagnostic::new(
            Severity::Warning,
            field.raw.range(),
            &fields.path.field("group"),
            "No group has this id",
        );
        log.push(
            finding
                .found(&key)
                .expected("The id of a group of this file")
                .hint(hint)
                .effect("Shown in a lane of this name; vis-timeline does not show it at all"),
        );
    }
    draft.lane = Some(key.into_owned()).filter(|key| !key.is_empty());
}
