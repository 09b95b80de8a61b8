//! Markwhen: plain text in which an event is a date, a colon and words. Relative dates are counted from other
//! events, sections become lanes, tags, links and checkboxes are understood.
//!
//! Lines of Chronos (`- [date] name`) are a second, smaller grammar of such texts.

mod amount;
mod chronos;
mod entry_text;
mod event_head;
mod page_header;
mod page_reader;
mod repetition;
mod resolve_dates;
mod when;

use std::collections::HashMap;

use self::page_header::{is_name, unknown_zone, zone_of};
use self::page_reader::{Item, Reader};
use self::resolve_dates::{Found, Missing, Waiting};
use super::{Draft, Importer, Link};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::json_text;
use dateline_time::Date;
use dateline_time::phrases::{DayOrder, error_in_plain_terms};
use dateline_timeline::model::{Basis, Recurrence, RelationKind, Status};

/// Reads a file.
///
/// # Errors
/// When there is no event in it, or when it is cancelled.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    if chronos::looks_like(text) {
        return chronos::read(text, context);
    }
    let mut reader = Reader::of(text);
    for finding in reader.findings.drain(..) {
        context.log.push(finding);
    }
    for page in &mut reader.pages {
        for finding in page.findings.drain(..) {
            context.log.push(finding);
        }
    }
    let mut importer = Importer::new(context);
    head_of(&reader, &mut importer);
    let mut entries: Vec<Entry<'_>> = reader.items.iter().map(|item| Entry::of(item, &reader)).collect();
    let waiting: Vec<Waiting<'_>> = entries
        .iter()
        .map(|entry| Waiting { when: entry.item.head.when.as_ref(), id: &entry.draft.event.key })
        .collect();
    let found = resolve_dates::dates(&waiting);
    let mut followed: Vec<(String, String)> = Vec::new();
    for (entry, found) in entries.iter_mut().zip(found) {
        followed.extend(entry.date(found, text));
    }
    lead_to_followers(&mut entries, followed);
    importer.each_in_order(entries.into_iter(), |importer, entry| {
        importer.begin();
        for finding in entry.findings {
            importer.log.push(finding);
        }
        importer.add(entry.draft);
    })?;
    importer.finish()
}

/// Title, description, zone and what else stands before the events.
fn head_of(reader: &Reader<'_>, importer: &mut Importer<'_>) {
    let head = &mut importer.head;
    head.title = reader
        .pages
        .iter()
        .map(|page| page.title.clone())
        .find(|title| !title.is_empty())
        .unwrap_or_default();
    let descriptions: Vec<&str> =
        reader.pages.iter().map(|page| page.description.as_str()).filter(|words| !words.is_empty()).collect();
    head.description = descriptions.join("\n\n");
    if let Some(zone) = reader.pages.first().and_then(|page| page.zone) {
        head.zone = zone;
        head.zone_is_stated = true;
    }
    let left: Vec<String> = reader
        .pages
        .iter()
        .flat_map(|page| &page.left)
        .map(|(name, text)| format!("{}: {}", json_text(name), json_text(text)))
        .collect();
    if !left.is_empty() {
        head.extra.push((importer.format.key.to_owned(), format!("{{{}}}", left.join(", "))));
    }
}

/// An event follows another: that one says so, for "precedes" is said by what comes first.
fn lead_to_followers(entries: &mut [Entry<'_>], followed: Vec<(String, String)>) {
    let mut spans: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        spans.entry(entry.draft.event.key.clone()).or_insert(index);
    }
    for (other, to) in followed {
        let entry = spans.get(&other).and_then(|span| entries.get_mut(*span));
        if let Some(entry) = entry {
            entry.draft.links.push(precedes(to));
        }
    }
}

fn precedes(to: String) -> Link {
    Link { kind: RelationKind::Precedes, to, basis: Basis::Stated, note: String::new() }
}

/// An event on its way into the timeline.
struct Entry<'i> {
    item: &'i Item<'i>,
    draft: Draft,
    findings: Vec<Diagnostic>,
    progress: Option<u8>,
}

impl<'i> Entry<'i> {
    /// Everything of an event but its date.
    fn of(item: &'i Item<'i>, reader: &Reader<'_>) -> Entry<'i> {
        let text = item.first.get(item.head.text_at..).unwrap_or_default();
        let mut line = entry_text::first_line(text);
        let mut entry = Entry {
            item,
            draft: Draft::new("", item.at..item.end.max(item.at + 1)),
            findings: item.findings.clone(),
            progress: None,
        };
        let first_page_zone = reader.pages.first().and_then(|page| page.zone);
        let page = reader.pages.get(item.page);
        entry.draft.event.zone =
            page.and_then(|page| page.zone).filter(|zone| Some(*zone) != first_page_zone);
        let body = entry.properties();
        entry_text::add_body(&body, &mut line, &mut entry.draft);
        if let Some(id) = line.id.filter(|_| entry.draft.event.key.is_empty()) {
            entry.draft.event.key = id;
        }
        entry.draft.event.title = line.words;
        entry.draft.tags = line.tags.into_iter().chain(item.tags.iter().cloned()).collect();
        for (title, address) in &line.links {
            entry.draft.cite(title, address);
        }
        entry.draft.lane = lane_of(item, reader);
        entry.progress = line.progress;
        entry
    }

    /// Reads the properties, which stand directly behind the first line, and gives the lines behind them.
    fn properties(&mut self) -> Vec<&'i str> {
        let lines = &self.item.lines;
        let mut count = 0;
        for (at, line) in lines {
            let trimmed = line.trim();
            let entry = trimmed.split_once(':').filter(|(name, value)| {
                let is_low = name.starts_with(|c: char| c.is_lowercase());
                is_low && is_name(name) && (value.is_empty() || value.starts_with(' '))
            });
            if let Some((name, value)) = entry {
                let start = at + line.len() - line.trim_start().len();
                self.property(name, value.trim(), start..start + trimmed.len());
            } else if line.starts_with([' ', '\t']) && !trimmed.is_empty() && count > 0 {
                // A further line of the property before.
                if let Some((_, value)) = self.draft.left.last_mut() {
                    let joined =
                        format!("{}\n{trimmed}", serde_json::from_str::<String>(value).unwrap_or_default());
                    *value = json_text(&joined);
                }
            } else {
                break;
            }
            count += 1;
        }
        lines.iter().skip(count).map(|(_, line)| *line).collect()
    }

    fn property(&mut self, name: &str, value: &str, span: std::ops::Range<usize>) {
        match name {
            "id" if !value.is_empty() => value.trim_start_matches('!').clone_into(&mut self.draft.event.key),
            "timezone" | "tz" => match zone_of(value) {
                Some(zone) => self.draft.event.zone = Some(zone),
                None => self.findings.push(unknown_zone(value, span)),
            },
            "location" if !value.is_empty() => self.draft.event.place = Some(value.to_owned()),
            _ => self.draft.left.push((name.to_owned(), json_text(value))),
        }
    }

    /// Gives the event its date, its status and its repetition; returns which event it follows.
    fn date(&mut self, found: Option<Result<Found, Missing>>, text: &str) -> Option<(String, String)> {
        let head = &self.item.head;
        let span = self.item.at + head.span.start..self.item.at + head.span.end;
        let written = text.get(span.clone()).unwrap_or_default();
        let event = &mut self.draft.event;
        if let Some(progress) = self.progress {
            event.status = entry_text::status_of(progress);
            self.draft.states_status = true;
        }
        let found = match found {
            Some(Ok(found)) => Some(found),
            Some(Err(missing)) => {
                event.date_note = written.to_owned();
                self.findings.push(missing.finding(span.clone()).found(written));
                None
            }
            None => {
                event.date_note = written.to_owned();
                self.findings.push(no_date(span.clone(), written));
                None
            }
        };
        if let Some(repeat) = &head.repeat {
            event.status = if self.progress.is_some() { event.status } else { Status::Recurring };
            let rule = repeat.rule();
            if rule.is_none() {
                let finding =
                    Diagnostic::new(Severity::Note, span, &Path::Root, "No rule says how this repeats");
                self.findings.push(finding.found(&repeat.words).effect("Its words are kept"));
            }
            let from = found.as_ref().and_then(|found| start_of(&found.date));
            event.recurrence = Some(Recurrence {
                text: repeat.words.clone(),
                rule,
                from,
                until: resolve_dates::end_of(repeat, found.as_ref()),
                extra: Vec::new(),
            });
        }
        let found = found?;
        if found.is_counted {
            event.date_note = written.to_owned();
        }
        if found.is_ongoing && self.progress.is_none() && head.repeat.is_none() {
            event.status = Status::Ongoing;
        }
        event.date = Some(found.date);
        let (other, is_before) = found.anchor?;
        if is_before {
            self.draft.links.push(precedes(other));
            return None;
        }
        let key = self.draft.event.key.clone();
        (!key.is_empty()).then_some((other, key))
    }
}

impl Missing {
    fn finding(&self, span: std::ops::Range<usize>) -> Diagnostic {
        let new = |message: &str| Diagnostic::new(Severity::Warning, span.clone(), &Path::Root, message);
        let finding = match self {
            Missing::Now => new("This depends on the day on which somebody looks at it")
                .hint("Write the day, or .. for an end that is still open"),
            Missing::Year => new("The year is not stated").hint("Write the year as well"),
            Missing::Id(id) => {
                let message = format!("No event has the id {id}");
                Diagnostic::new(Severity::Error, span, &Path::Root, message)
                    .hint("Write the id below the event that is meant, as in id: start")
            }
            Missing::Anchor => new("The event that this is counted from has no date at that end"),
            Missing::Circle => {
                let message = "These events are counted from each other";
                Diagnostic::new(Severity::Error, span, &Path::Root, message).hint("Give one of them a date")
            }
            Missing::Order(message) => Diagnostic::new(Severity::Error, span, &Path::Root, message.clone()),
        };
        finding.effect("Shown without a date")
    }
}

/// The finding about a text that looks like a date and is none.
fn no_date(span: std::ops::Range<usize>, written: &str) -> Diagnostic {
    let error = Date::parse(written).err().map(|error| error_in_plain_terms(error, written));
    let hint = error.as_ref().and_then(|error| error.hint.clone());
    let message = error.map_or_else(|| "Not a date that can be read".to_owned(), |error| error.message);
    Diagnostic::new(Severity::Error, span, &Path::Root, message)
        .found(written)
        .expected("A date such as 2022-03-29, March 2022 or 2021 - 2023")
        .hint(hint.unwrap_or_default())
        .effect("Shown without a date")
}

/// The date that an interval begins with; the date itself where it is none.
fn start_of(date: &Date) -> Option<Date> {
    match date.text().split_once('/') {
        Some((start, _)) => Date::parse(start).ok(),
        None => Some(date.clone()),
    }
}

/// The lane of an event: its sections, below the page where there are several.
fn lane_of(item: &Item<'_>, reader: &Reader<'_>) -> Option<String> {
    let page = match (reader.pages.len(), reader.pages.get(item.page)) {
        (0 | 1, _) | (_, None) => String::new(),
        (_, Some(page)) if page.title.is_empty() => format!("Page {}", item.page + 1),
        (_, Some(page)) => page.title.clone(),
    };
    let names: Vec<&str> =
        [page.as_str(), item.lane.as_str()].into_iter().filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(" / "))
}

/// Whether a text without an ending that says so is of this kind: its first line that is neither of a header
/// nor of a section begins an event.
pub(crate) fn looks_like(text: &str) -> bool {
    if chronos::looks_like(text) {
        return true;
    }
    for line in text.lines().take(200) {
        let trimmed = line.trim();
        if let Some(head) = event_head::read(line, DayOrder::MonthFirst) {
            let is_spaced =
                line.get(head.text_at..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
            return head.when.is_some() && is_spaced && !line.starts_with(' ');
        }
        let is_entry = trimmed.split_once(':').is_some_and(|(name, _)| is_name(name.trim()));
        let is_around = trimmed.is_empty()
            || trimmed.starts_with(['#', '-'])
            || ["//", "section", "group", "_-_-_"].iter().any(|word| trimmed.starts_with(word))
            || line.starts_with([' ', '\t']);
        if !is_entry && !is_around {
            return false;
        }
    }
    false
}
