//! One record of the list of events, read on its own; what refers to other parts of the file stays a name.

use std::ops::Range;

use super::citation::{self, CitationDraft};
use super::{field_names, pretty_json};
use crate::report::diagnostic::{Diagnostic, Log, Severity, cut};
use crate::report::field_path::Path;
use crate::syntax::fields::{Field, Fields, Unusable, wrong_element};
use crate::syntax::json::{Kind, Raw};
use dateline_timeline::model::{Basis, Event, Recurrence, Relation, RelationKind, Status, rule_gives_slots};

/// A name in the file and where it stands.
#[derive(Debug)]
pub(super) struct Reference {
    pub key: String,
    pub range: Range<usize>,
    /// The index in its list.
    pub index: usize,
}

/// An event whose references are still names.
#[derive(Debug)]
pub(super) struct EventDraft {
    /// Everything that refers to nothing.
    pub event: Event,
    /// Whether the record has no field that events have, but for an id.
    pub is_blank: bool,
    /// The id, if the record states one.
    pub id: Option<Reference>,
    pub lane: Option<Reference>,
    /// The lane as it is written, as JSON.
    pub lane_as_written: String,
    /// Who, as what.
    pub actors: Vec<(Reference, String)>,
    pub tags: Vec<String>,
    pub citations: Vec<CitationDraft>,
    pub relations: Vec<(Relation, Reference)>,
}

/// Longest title that is made from a summary, in characters.
const MADE_TITLE_LIMIT: usize = 80;

/// Reads a record; `None` when it is not an object, which is reported.
pub(super) fn read(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Option<EventDraft> {
    if raw.kind() != Kind::Object {
        log.push(
            Diagnostic::new(
                Severity::Error,
                raw.range(),
                path,
                format!("Expected an event, found {}", raw.kind().label()),
            )
            .found(&raw.shown())
            .expected("An object such as {\"date\": \"2021-08\", \"title\": \"Three MoUs signed\"}")
            .effect("Left out"),
        );
        return None;
    }
    let mut fields = Fields::new(raw, path, log);
    let is_blank = !fields.names().any(|name| name != "id" && field_names::EVENT.known.contains(&name));
    let mut event = Event::new("", "");
    let id = fields.text("id", log).map(|(key, field)| reference(key.into_owned(), field, 0));
    let stated_title = title(&mut fields, log);
    when(&mut fields, &mut event, log);
    let lane = fields.text("lane", log).map(|(key, field)| {
        let as_written =
            if field.raw.is_sound() { field.raw.text.to_owned() } else { pretty_json::quoted(&key) };
        (reference(key.into_owned(), field, 0), as_written)
    });
    let (lane, lane_as_written) = lane.unzip();
    let actors = actors(&mut fields, log);
    let tags = fields.texts("tags", log).into_iter().map(|(tag, _)| tag.into_owned()).collect();
    event.importance = importance(&mut fields, log);
    event.summary = fields.words("summary", log);
    event.place = fields.only_text("place", log).filter(|place| !place.is_empty());
    let citations = citation::read_all(&mut fields, log);
    let relations = relations(&mut fields, log);
    event.recurrence = recurrence(&mut fields, log);
    event.extra = fields.extras(&field_names::EVENT, log);
    event.title = stated_title.unwrap_or_else(|| {
        // A null remembers, through saving, that the file states no title.
        if !event.extra.iter().any(|(name, _)| name == "title") {
            event.extra.push(("title".to_owned(), "null".to_owned()));
        }
        let quotes = citations.iter().filter_map(|draft| draft.citation.quote.as_ref());
        made_title(&event, quotes.map(|quote| quote.exact.as_str()))
    });
    Some(EventDraft {
        event,
        is_blank,
        id: id.filter(|id| !id.key.is_empty()),
        lane: lane.filter(|lane| !lane.key.is_empty()),
        lane_as_written: lane_as_written.unwrap_or_default(),
        actors,
        tags,
        citations,
        relations,
    })
}

fn reference(key: String, field: Field<'_>, place: usize) -> Reference {
    Reference { key, range: field.raw.range(), index: place }
}

fn title(fields: &mut Fields<'_, '_>, log: &mut Log) -> Option<String> {
    let field = fields.get("title");
    let title = fields.line("title", log);
    if title.as_ref().is_some_and(|title| !title.trim().is_empty()) {
        return title;
    }
    let is_reported = field.is_some() && title.is_none();
    if !is_reported {
        let range = field.map_or(fields.raw.at..fields.raw.at + 1, |field| field.raw.range());
        let finding =
            Diagnostic::new(Severity::Error, range, &fields.path.field("title"), "An event needs a title")
                .hint("Add \"title\"")
                .effect("Shown with a title made from what else it says");
        log.push(if title.is_some() { finding.found("") } else { finding });
    }
    None
}

/// A title for an event that states none: the beginning of its summary or of a quotation, else its date. One
/// line.
pub(crate) fn made_title<'q>(event: &Event, quotes: impl IntoIterator<Item = &'q str>) -> String {
    let first_line = |text: &str| {
        let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
        // Markdown's marks of headings, lists, quotations and emphasis are no words.
        let line = line.trim_start_matches(['#', '*', '-', '>', ' ']).replace(['*', '`'], "");
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then(|| cut(&line, MADE_TITLE_LIMIT))
    };
    first_line(&event.summary_with_place())
        .or_else(|| quotes.into_iter().find_map(first_line))
        .or_else(|| event.date.as_ref().map(|date| format!("Untitled event, {}", date.label())))
        .unwrap_or_else(|| "Untitled event".to_owned())
}

/// As much as is kept of what a file says in the place of a date that cannot be read.
pub(crate) fn unreadable_date(stated: &str) -> String {
    cut(stated, MADE_TITLE_LIMIT)
}

fn when(fields: &mut Fields<'_, '_>, event: &mut Event, log: &mut Log) {
    event.zone = fields.zone("zone", log);
    event.date_note = fields.words("date_note", log);
    // An empty text counts: of a date whose quotation mark is not closed nothing may be left.
    event.unreadable_date = fields.text("unreadable_date", log).map(|(stated, _)| stated.into_owned());
    match fields.date("date", "Shown without a date, and kept when saving", log) {
        Ok(date) => event.date = date,
        Err(Unusable { stated }) => {
            event.unreadable_date.get_or_insert_with(|| unreadable_date(&stated));
        }
    }
    event.status = match fields.word("status", "Shown as not stated, and kept when saving", log) {
        Ok(status) => status.unwrap_or(Status::Happened),
        // Claiming that it happened would be more than the file says.
        Err(_) => Status::Unknown,
    };
    event.as_of = fields.date_or_none("as_of", log);
}

fn importance(fields: &mut Fields<'_, '_>, log: &mut Log) -> f32 {
    let Some((number, field)) = fields.number("importance", log) else { return Event::DEFAULT_IMPORTANCE };
    if (0.0..=1.0).contains(&number) {
        return number as f32;
    }
    let used = number.clamp(0.0, 1.0) as f32;
    log.push(
        Diagnostic::new(
            Severity::Warning,
            field.raw.range(),
            &fields.path.field("importance"),
            "Importance runs from 0 to 1",
        )
        .found(field.raw.text)
        .expected("A number from 0 to 1")
        .hint(format!("Write {used}"))
        .effect(format!("Read as {used}, and kept when saving")),
    );
    fields.keep(field.index);
    used
}

fn actors(event: &mut Fields<'_, '_>, log: &mut Log) -> Vec<(Reference, String)> {
    let Some((elements, field)) = event.list("actors", log) else { return Vec::new() };
    let list_path = event.path.field("actors");
    let mut list = Vec::with_capacity(elements.len());
    for (place, raw) in elements.into_iter().enumerate() {
        let path = list_path.item(place);
        let mut keep_as_written = false;
        match raw.kind() {
            Kind::Text => {
                let key = raw.words(log, &path).into_owned();
                list.push((Reference { key, range: raw.range(), index: place }, String::new()));
            }
            Kind::Object => {
                let mut fields = Fields::new(raw, &path, log);
                let role = fields.line("role", log).unwrap_or_default();
                if let Some((key, field)) = fields.text("id", log) {
                    list.push((reference(key.into_owned(), field, place), role));
                } else if !fields.has("id") {
                    log.push(
                        Diagnostic::new(
                            Severity::Error,
                            raw.range(),
                            &path.field("id"),
                            "An actor is not named",
                        )
                        .hint("Add \"id\"")
                        .effect("Left out, and kept when saving"),
                    );
                    keep_as_written = true;
                }
                if fields.has_unread() {
                    fields.extras(&field_names::PARTICIPATION, log);
                    keep_as_written = true;
                }
            }
            kind => {
                log.push(wrong_element(raw, &path, "an object or a text", kind));
                keep_as_written = true;
            }
        }
        if keep_as_written {
            event.keep(field.index);
        }
    }
    list.retain(|(reference, _)| !reference.key.is_empty());
    list
}

fn relations(event: &mut Fields<'_, '_>, log: &mut Log) -> Vec<(Relation, Reference)> {
    let Some((elements, field)) = event.list("relations", log) else { return Vec::new() };
    let list_path = event.path.field("relations");
    let mut list = Vec::with_capacity(elements.len());
    for (place, raw) in elements.into_iter().enumerate() {
        let path = list_path.item(place);
        if raw.kind() != Kind::Object {
            log.push(wrong_element(raw, &path, "an object", raw.kind()));
            event.keep(field.index);
            continue;
        }
        match relation(raw, place, &path, log) {
            Some(relation) => list.push(relation),
            None => event.keep(field.index),
        }
    }
    list
}

fn relation(raw: Raw<'_>, place: usize, path: &Path<'_>, log: &mut Log) -> Option<(Relation, Reference)> {
    let mut fields = Fields::new(raw, path, log);
    let kind = fields.word::<RelationKind>("kind", "The relation is left out, and kept when saving", log);
    let to = fields.text("to", log).filter(|(key, _)| !key.is_empty());
    let basis = fields.word("basis", "Read as inferred, and kept when saving", log);
    let note = fields.words("note", log);
    for (name, is_missing) in [("kind", matches!(kind, Ok(None))), ("to", to.is_none())] {
        if is_missing {
            log.push(
                Diagnostic::new(
                    Severity::Error,
                    raw.range(),
                    &path.field(name),
                    format!("A relation needs \"{name}\""),
                )
                .hint(format!("Add \"{name}\""))
                .effect("The relation is left out, and kept when saving"),
            );
        }
    }
    let (Ok(Some(kind)), Some((to, field))) = (kind, to) else { return None };
    let relation = Relation {
        kind,
        to: None,
        to_key: to.clone().into_owned(),
        basis: basis.map_or(Basis::Inferred, |basis| basis.unwrap_or(Basis::Stated)),
        note,
        extra: fields.extras(&field_names::RELATION, log),
    };
    Some((relation, reference(to.into_owned(), field, place)))
}

fn recurrence(event: &mut Fields<'_, '_>, log: &mut Log) -> Option<Recurrence> {
    let field = event.get("recurrence")?;
    let path = event.path.field("recurrence");
    let blank = Recurrence { text: String::new(), rule: None, from: None, until: None, extra: Vec::new() };
    if field.raw.kind() == Kind::Text {
        return Some(Recurrence { text: field.raw.words(log, &path).into_owned(), ..blank });
    }
    event.object("recurrence", log)?;
    let mut fields = Fields::new(field.raw, &path, log);
    let text = fields.words("words", log);
    let rule = rule(&mut fields, log);
    let from = fields.date_or_none("from", log);
    let until = fields.date_or_none("until", log);
    let extra = fields.extras(&field_names::RECURRENCE, log);
    Some(Recurrence { text, rule, from, until, extra })
}

/// A recurrence rule: any text is kept, and one that no slots can be made from reported.
fn rule(recurrence: &mut Fields<'_, '_>, log: &mut Log) -> Option<String> {
    let (rule, field) = recurrence.text("rule", log)?;
    if !rule_gives_slots(&rule) {
        let path = recurrence.path.field("rule");
        log.push(
            Diagnostic::new(
                Severity::Warning,
                field.raw.range(),
                &path,
                "No slots can be made from this rule",
            )
            .found(&rule)
            .expected("FREQ=YEARLY, MONTHLY, WEEKLY or DAILY, with INTERVAL where it is not every one")
            .hint("Write it as FREQ=YEARLY or FREQ=MONTHLY;INTERVAL=3")
            .effect("The promise is shown without expected slots"),
        );
    }
    Some(rule.into_owned())
}
