//! One event of SIMILE Timeline, whatever notation it stands in.

use std::ops::Range;

use super::date::{self, Rules};
use crate::import::{Draft, Outcome, link, markdown_from_html, no_interval, plain_from_html, span};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::javascript;
use crate::syntax::json::json_text;
use crate::syntax::json::{Kind, Raw};
use crate::syntax::xml::Node;
use dateline_time::Date;
use dateline_time::phrases::{four_point, one_of};
use dateline_timeline::model::Extra;

/// The names of the fields that mean something here, with their short forms.
const NAMES: [(&str, &str); 10] = [
    ("s", "start"),
    ("date", "start"),
    ("e", "end"),
    ("ls", "latestStart"),
    ("ee", "earliestEnd"),
    ("t", "title"),
    ("d", "description"),
    ("eid", "eventID"),
    ("id", "eventID"),
    ("de", "durationEvent"),
];

/// A field of an event.
struct Value {
    name: String,
    text: String,
    /// The value as JSON, for keeping it.
    json: String,
    span: Range<usize>,
    is_used: bool,
}

/// An event as names and texts.
pub(super) struct Entry {
    span: Range<usize>,
    values: Vec<Value>,
    /// What stands in the element itself.
    body: String,
}

fn canonical(name: &str) -> &str {
    NAMES.iter().find(|(short, _)| *short == name).map_or(name, |(_, long)| long)
}

/// Start and end of an event in JSON, where both are plain numbers.
pub(super) fn numbers_of(raw: Raw<'_>) -> Option<(f64, f64)> {
    if raw.kind() != Kind::Object {
        return None;
    }
    let members = raw.members(&mut Log::default(), &Path::Root);
    let number = |name: &str| {
        let member = members.iter().find(|member| canonical(&member.name) == name)?;
        member.value.shown().trim().parse::<f64>().ok()
    };
    Some((number("start")?, number("end")?))
}

impl Entry {
    /// An object of JSON.
    ///
    /// # Errors
    /// When it is none: the finding.
    pub fn of_json(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Result<Entry, Box<Diagnostic>> {
        if raw.kind() != Kind::Object {
            let message = format!("An event is an object, this is {}", raw.kind().label());
            let finding = Diagnostic::new(Severity::Error, raw.range(), path, message);
            return Err(Box::new(finding.found(&raw.shown())));
        }
        let mut values: Vec<Value> = Vec::new();
        for member in raw.members(log, path) {
            let field = path.field(&member.name);
            let value = javascript::date_in(member.value).unwrap_or(member.value);
            let text = match value.kind() {
                Kind::Text => value.words(log, &field).into_owned(),
                // Milliseconds, which only JavaScript makes of a date.
                Kind::Number if value.at != member.value.at => value
                    .text
                    .parse()
                    .ok()
                    .and_then(dateline_time::phrases::date_from_unix_milliseconds)
                    .map_or_else(String::new, |date| date.text().to_owned()),
                Kind::Number | Kind::Boolean => {
                    value.report_syntax(log, &field);
                    value.text.to_owned()
                }
                Kind::Null => continue,
                _ if !member.value.report_syntax(log, &field) => continue,
                _ => String::new(),
            };
            let name = member.name.into_owned();
            values.retain(|other: &Value| other.name != name);
            // What is not sound is kept as a text.
            let is_sound = member.value.is_sound();
            let json = if is_sound { member.value.text.to_owned() } else { json_text(&text) };
            values.push(Value { name, text, json, span: value.range(), is_used: false });
        }
        Ok(Entry { span: raw.range(), values, body: String::new() })
    }

    /// An element of XML. Where another event was put into it by mistake, it keeps only its own words.
    pub fn of_element(node: Node<'_>, holds_events: bool) -> Entry {
        let values = node.attributes().iter().map(|attribute| Value {
            name: attribute.name.to_owned(),
            text: attribute.value.to_string(),
            json: json_text(&attribute.value),
            span: attribute.span.clone(),
            is_used: false,
        });
        let body = if holds_events {
            node.children().filter_map(|text| text.text()).collect()
        } else {
            node.inner()
        };
        Entry { span: node.span(), values: values.collect(), body: body.trim().to_owned() }
    }

    /// A result of a SPARQL query.
    pub fn of_result(node: Node<'_>) -> Entry {
        let values = node.children_named("binding").filter_map(|binding| {
            let value = binding.children().find(Node::is_element)?;
            let text = value.text_below();
            let name = binding.attribute("name")?.to_owned();
            Some(Value { name, json: json_text(&text), text, span: value.span(), is_used: false })
        });
        Entry { span: node.span(), values: values.collect(), body: String::new() }
    }

    /// The text of a field, once; nothing where it is not there or says nothing.
    fn take(&mut self, name: &str) -> Option<(String, Range<usize>)> {
        let value = self.values.iter_mut().find(|value| {
            canonical(&value.name) == name && !value.is_used && !value.text.trim().is_empty()
        })?;
        value.is_used = true;
        Some((value.text.trim().to_owned(), value.span.clone()))
    }

    /// A field is kept as it is written, although it was looked at.
    fn keep(&mut self, name: &str) {
        self.values
            .iter_mut()
            .filter(|value| canonical(&value.name) == name)
            .for_each(|value| value.is_used = false);
    }

    fn left(self) -> Vec<Extra> {
        self.values.into_iter().filter(|value| !value.is_used).map(|value| (value.name, value.json)).collect()
    }
}

/// Reads an event.
pub(super) fn read(entry: Entry, rules: &Rules, path: &Path<'_>, log: &mut Log) -> Outcome {
    let mut entry = entry;
    let title = ["title", "name", "label", "headline"].iter().find_map(|name| entry.take(name));
    let title = title.map_or_else(String::new, |(title, _)| plain_from_html(&title));
    let description = entry.take("description").map_or_else(String::new, |(text, _)| text);
    let mut draft = Draft::new(title, entry.span.clone());
    let words = [description, std::mem::take(&mut entry.body)].map(|text| markdown_from_html(text.trim()));
    let mut words: Vec<String> = words.into_iter().filter(|text| !text.is_empty()).collect();
    words.dedup();
    if words.is_empty() {
        let caption = entry.take("caption").or_else(|| entry.take("hoverText"));
        words.extend(
            caption.map(|(text, _)| markdown_from_html(&text)).filter(|text| *text != draft.event.title),
        );
    }
    draft.event.summary = words.join("\n\n");
    let has_date =
        entry.values.iter().any(|value| matches!(canonical(&value.name), "start" | "end" | "latestStart"));
    if draft.event.title.is_empty() && draft.event.summary.is_empty() && !has_date {
        let message = "Nothing here says what happened, or when";
        return Outcome::nothing(
            Diagnostic::new(Severity::Error, entry.span, path, message).hint("Give it a title and a start"),
        );
    }
    if let Some((key, _)) = entry.take("eventID") {
        draft.event.key = key;
    }
    read_date(&mut entry, rules, &mut draft, path, log);
    match entry.take("link") {
        Some((address, _)) if link(&address).is_some() => draft.cite("", &address),
        _ => entry.keep("link"),
    }
    draft.leave_all(entry.left());
    Outcome::Event(Box::new(draft))
}

/// One of the dates of an event.
#[derive(Default)]
struct Time {
    date: Option<Date>,
    span: Range<usize>,
    is_wrong: bool,
    stated: String,
}

fn read_time(entry: &mut Entry, name: &str, rules: &Rules, path: &Path<'_>, log: &mut Log) -> Time {
    let Some((text, span)) = entry.take(name) else { return Time::default() };
    match date::read(&text, rules) {
        Ok(date) => Time { date: Some(date), span, is_wrong: false, stated: text },
        Err(error) => {
            entry.keep(name);
            log.push(
                Diagnostic::new(Severity::Error, span.clone(), &path.field(name), error.message)
                    .found(&text)
                    .expected("A date such as 2021-08-23, 1066, 44 BC or May 28 2006")
                    .hint(error.hint.unwrap_or_default())
                    .effect("Shown without this date"),
            );
            Time { date: None, span, is_wrong: true, stated: text }
        }
    }
}

/// Start and end as a stretch or, for what did not last, as the bounds of one moment; with the latest start
/// and the earliest end all four.
fn read_date(entry: &mut Entry, rules: &Rules, draft: &mut Draft, path: &Path<'_>, log: &mut Log) {
    let names = ["start", "latestStart", "earliestEnd", "end"];
    let [start, latest, earliest, end] = names.map(|name| read_time(entry, name, rules, path, log));
    if start.is_wrong {
        draft.note_unreadable(&start.stated);
        names.iter().for_each(|name| entry.keep(name));
        return;
    }
    if [&start, &latest, &earliest, &end].iter().all(|time| time.date.is_none()) {
        let finding = Diagnostic::new(
            Severity::Warning,
            draft.span.clone(),
            &path.field("start"),
            "This event has no start",
        );
        log.push(finding.hint("Give it a start").effect("Shown without a date"));
        return;
    }
    // In JSON, where the sense of isDuration was turned round once, only durationEvent decides.
    let mut lasts = None;
    for name in if rules.are_instants { &["isDuration", "durationEvent"][..] } else { &["durationEvent"] } {
        if let Some((word, _)) = entry.take(name) {
            lasts = lasts.or(Some(word.eq_ignore_ascii_case("true")));
        }
    }
    let is_instant = !lasts.unwrap_or(!rules.are_instants);
    let (from, until) = (start.date, end.date);
    let date = if latest.date.is_some() || earliest.date.is_some() {
        four_point(from.as_ref(), latest.date.as_ref(), earliest.date.as_ref(), until.as_ref())
    } else if let (Some(from), Some(until), true) = (&from, &until, is_instant) {
        one_of(from, until)
    } else {
        draft.event.date = span(from.clone(), until.clone(), end.span, &path.field("end"), log);
        if until.is_some() && until != from && draft.event.date == from {
            entry.keep("end");
        }
        return;
    };
    match date {
        Ok(date) => draft.event.date = Some(date),
        Err(error) => {
            let first = from.clone().or(latest.date).or(earliest.date.clone());
            let last = until.or(earliest.date);
            if let (Some(first), Some(last)) = (&first, &last) {
                let span = if end.span.is_empty() { draft.span.clone() } else { end.span };
                log.push(no_interval(&error, first, last, span, &path.field("end")));
            }
            names.iter().skip(1).for_each(|name| entry.keep(name));
            draft.event.date = first;
        }
    }
}
