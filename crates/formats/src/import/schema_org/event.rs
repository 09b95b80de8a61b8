//! One event of schema.org: its fields as a draft.

use super::node::{Node, Value, plain_name};
use crate::import::{Draft, link, markdown_from_text, plain_from_html};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::Raw;
use dateline_time::Date;
use dateline_time::phrases::{between, open_until, read_any_notation};
use dateline_timeline::model::{ActorKind, Recurrence, Status};

/// Fields that name who takes part, and as what.
const ROLES: [(&str, &str); 18] = [
    ("organizer", "organiser"),
    ("performer", "performer"),
    ("performers", "performer"),
    ("attendee", "attendee"),
    ("attendees", "attendee"),
    ("actor", "actor"),
    ("director", "director"),
    ("composer", "composer"),
    ("contributor", "contributor"),
    ("sponsor", "sponsor"),
    ("funder", "funder"),
    ("translator", "translator"),
    ("competitor", "competitor"),
    ("homeTeam", "home team"),
    ("awayTeam", "away team"),
    ("author", "author"),
    ("creator", "creator"),
    ("publisher", "publisher"),
];

/// Fields that are read in other ways; what is in none of these lists stays beside the event.
const READ: [&str; 28] = [
    "@context",
    "@type",
    "@id",
    "name",
    "startDate",
    "endDate",
    "previousStartDate",
    "eventStatus",
    "location",
    "description",
    "url",
    "sameAs",
    "citation",
    "subjectOf",
    "mainEntityOfPage",
    "superEvent",
    "superEvents",
    "subEvent",
    "subEvents",
    "eventSchedule",
    "about",
    "keywords",
    "identifier",
    "temporalCoverage",
    "disambiguatingDescription",
    "headline",
    "alternateName",
    "isBasedOn",
];

/// Reads the fields of one node.
pub(super) struct Reader<'r, 'a> {
    node: &'r Node<'a>,
    path: &'r str,
    log: &'r mut Log,
    draft: Draft,
    /// Who is a person, who an organisation.
    pub kinds: Vec<(String, ActorKind)>,
}

impl<'r, 'a> Reader<'r, 'a> {
    /// A reader of a node that stands at a path.
    pub fn new(node: &'r Node<'a>, path: &'r str, log: &'r mut Log) -> Reader<'r, 'a> {
        let draft = Draft::new("", node.raw.range());
        Reader { node, path, log, draft, kinds: Vec::new() }
    }

    /// The node as an event.
    pub fn event(&mut self) -> Draft {
        self.shared();
        self.when();
        self.status();
        self.schedule();
        self.report_dateless();
        std::mem::replace(&mut self.draft, Draft::new("", 0..0))
    }

    /// The node as something that is about a time.
    pub fn coverage(&mut self) -> Draft {
        self.shared();
        self.draft.event.date = self.date("temporalCoverage").map(|(date, _)| date);
        std::mem::replace(&mut self.draft, Draft::new("", 0..0))
    }

    /// What events and other things have in common.
    fn shared(&mut self) {
        let node = self.node;
        let title = node.text(&["name", "headline", "alternateName"]);
        self.draft.event.title = title.map_or(String::new(), |(words, _)| plain_from_html(&words));
        let mut parts: Vec<String> = ["description", "disambiguatingDescription"]
            .iter()
            .flat_map(|name| node.words(name))
            .map(|(words, _)| markdown_from_text(&words))
            .collect();
        let places: Vec<String> = node.values("location").into_iter().filter_map(place_text).collect();
        self.draft.add_place(&places.join("; "));
        parts.retain(|part| !part.trim().is_empty());
        self.draft.event.summary = parts.join("\n\n");
        self.people();
        self.addresses();
        self.tags();
        for (name, raw) in node.members() {
            let is_known = READ.contains(&name.as_str()) || ROLES.iter().any(|(role, _)| role == name);
            // Of a place and of people more is stated than their names.
            let is_more =
                matches!(name.as_str(), "location") || is_known && ROLES.iter().any(|(role, _)| role == name);
            let is_object = raw.text.starts_with(['{', '[']);
            if (!is_known || is_more && is_object) && raw.is_sound() {
                self.draft.left.push((name.clone(), raw.text.to_owned()));
            }
        }
    }

    fn people(&mut self) {
        for (name, role) in ROLES {
            for value in self.node.values(name) {
                let kind = match &value {
                    Value::Thing(node) => kind_of(&node.types()),
                    Value::Words(..) => ActorKind::Unknown,
                };
                let Some((who, _)) = value.named() else { continue };
                let who = plain_from_html(&who);
                self.kinds.push((who.clone(), kind));
                self.draft.actors.push((who, role.to_owned()));
            }
        }
    }

    fn addresses(&mut self) {
        for name in ["citation", "url", "sameAs", "subjectOf", "mainEntityOfPage", "isBasedOn"] {
            for value in self.node.values(name) {
                let (title, address) = match value {
                    Value::Words(words, _) if link(&words).is_some() => (String::new(), words),
                    // A source may be named by words alone; a page may not.
                    Value::Words(words, _) if name == "citation" => (words, String::new()),
                    Value::Words(words, _) => {
                        self.draft.leave(name, &words);
                        continue;
                    }
                    Value::Thing(node) => {
                        let text =
                            |names: &[&str]| node.text(names).map_or(String::new(), |(words, _)| words);
                        (text(&["name", "headline"]), text(&["url", "@id", "sameAs"]))
                    }
                };
                let address = link(&address).unwrap_or_default();
                self.draft.cite(&plain_from_html(&title), &address);
            }
        }
    }

    fn tags(&mut self) {
        for (words, _) in self.node.words("keywords") {
            self.draft.tags.extend(words.split(',').map(|word| plain_from_html(word.trim())));
        }
        self.draft
            .tags
            .extend(self.node.words("about").into_iter().map(|(words, _)| plain_from_html(&words)));
        self.draft
            .tags
            .extend(self.node.types().into_iter().filter(|name| name != "Event").map(|name| spaced(&name)));
    }

    /// The date in a field, and where it stands. What is wrong with it is reported.
    fn date(&mut self, name: &str) -> Option<(Date, Raw<'a>)> {
        let (words, raw) = self.node.words(name).into_iter().next()?;
        self.read_date(name, &words, raw).map(|date| (date, raw))
    }

    fn read_date(&mut self, name: &str, words: &str, raw: Raw<'a>) -> Option<Date> {
        let root = Path::Root;
        let path = if self.path.is_empty() { Path::Root } else { root.field(self.path) };
        let finding = |severity, message: String| {
            Diagnostic::new(severity, raw.range(), &path.field(name), message).found(words)
        };
        match read_any_notation(words, None) {
            Ok(written) => {
                if written.is_other_notation && !is_iso_time(words) {
                    let text = written.date.text();
                    let finding = finding(Severity::Warning, format!("Read as {text}"));
                    self.log.push(finding.hint(format!("Write {text}")).read_as(text));
                }
                Some(written.date)
            }
            Err(error) => {
                let finding = finding(Severity::Error, error.message);
                self.log.push(
                    finding
                        .expected("A date such as 2022-03-29 or 2022-03-29T19:30+08:00")
                        .hint(error.hint.unwrap_or_default())
                        .effect("Left out, and kept when saving"),
                );
                self.draft.leave(name, words);
                if matches!(name, "startDate" | "temporalCoverage") {
                    self.draft.note_unreadable(words);
                }
                None
            }
        }
    }

    fn when(&mut self) {
        let (start, end) = (self.date("startDate"), self.date("endDate"));
        self.draft.event.date = match (start, end) {
            (Some((start, _)), None) => Some(start),
            (None, Some((end, _))) => {
                self.draft.event.date_note = "Only the end is stated".to_owned();
                open_until(&end).ok()
            }
            (None, None) => self.date("temporalCoverage").map(|(date, _)| date),
            (Some((start, _)), Some((end, raw))) => match between(&start, &end) {
                Ok(date) => Some(date),
                Err(error) => {
                    let root = Path::Root;
                    let path = if self.path.is_empty() { Path::Root } else { root.field(self.path) };
                    let finding =
                        Diagnostic::new(Severity::Error, raw.range(), &path.field("endDate"), error.message);
                    self.log.push(finding.found(end.text()).effect("Only the start is shown"));
                    self.draft.leave("endDate", end.text());
                    Some(start)
                }
            },
        };
    }

    fn report_dateless(&mut self) {
        let fields = ["startDate", "endDate", "temporalCoverage", "eventSchedule"];
        if self.draft.event.date.is_some() || fields.iter().any(|name| self.node.has(name)) {
            return;
        }
        let root = Path::Root;
        let path = if self.path.is_empty() { Path::Root } else { root.field(self.path) };
        let (at, message) = (self.node.raw.at, "When it is, is not stated");
        let finding = Diagnostic::new(Severity::Warning, at..at + 1, &path.field("startDate"), message);
        self.log.push(finding.hint("Add \"startDate\"").effect("Shown without a date"));
    }

    fn status(&mut self) {
        let before: Vec<(String, Raw<'a>)> = self.node.words("previousStartDate");
        let mut dates = Vec::new();
        for (words, raw) in &before {
            dates.extend(self.read_date("previousStartDate", words, *raw).map(|date| date.label()));
        }
        if !dates.is_empty() {
            self.draft.event.status = Status::Postponed;
            self.draft.event.date_note = format!("It was to begin {}", dates.join(", also "));
        }
        let Some((words, _)) = self.node.text(&["eventStatus"]) else { return };
        let status = match plain_name(&words) {
            "EventCancelled" => Some(Status::Cancelled),
            "EventPostponed" | "EventRescheduled" => Some(Status::Postponed),
            _ => None,
        };
        if let Some(status) = status {
            self.draft.event.status = status;
        }
        self.draft.leave("eventStatus", plain_name(&words));
    }

    /// A schedule is a promise in words.
    fn schedule(&mut self) {
        let Some(Value::Thing(schedule)) = self.node.values("eventSchedule").into_iter().next() else {
            return;
        };
        if schedule.raw.is_sound() {
            self.draft.left.push(("eventSchedule".to_owned(), schedule.raw.text.to_owned()));
        }
        let date = |name: &str| {
            let (words, _) = schedule.text(&[name])?;
            read_any_notation(&words, None).ok().map(|written| written.date)
        };
        let (from, until) = (date("startDate"), date("endDate"));
        let text = schedule_text(&schedule);
        if text.is_empty() {
            return;
        }
        if self.draft.event.date.is_none() {
            self.draft.event.date = match (&from, &until) {
                (Some(from), Some(until)) => between(from, until).ok(),
                (from, _) => from.clone(),
            };
            if self.draft.event.status == Status::Happened {
                self.draft.event.status = Status::Recurring;
            }
        }
        self.draft.event.recurrence = Some(Recurrence { text, rule: None, from, until, extra: Vec::new() });
    }
}

/// "every week on Monday, 19:00–21:00".
fn schedule_text(schedule: &Node<'_>) -> String {
    let text = |name: &str| schedule.text(&[name]).map(|(words, _)| words);
    let mut words = match text("repeatFrequency") {
        Some(frequency) => frequency_text(&frequency),
        None => String::new(),
    };
    let days: Vec<String> =
        schedule.words("byDay").iter().map(|(day, _)| plain_name(day).to_owned()).collect();
    if !days.is_empty() {
        words.push_str(&format!(" on {}", days.join(" and ")));
    }
    match (text("startTime"), text("endTime")) {
        (Some(from), Some(to)) => words.push_str(&format!(", {from}–{to}")),
        (Some(from), None) => words.push_str(&format!(", {from}")),
        _ => {}
    }
    if let Some(count) = text("repeatCount") {
        words.push_str(&format!(", {count} times"));
    }
    words.trim_start_matches([',', ' ']).to_owned()
}

/// "P1W" as "every week", "P2M" as "every 2 months"; anything else as it is written.
fn frequency_text(text: &str) -> String {
    let parts = text.strip_prefix('P').and_then(|rest| rest.split_at_checked(rest.len().checked_sub(1)?));
    let unit = match parts.map(|(_, unit)| unit) {
        Some("D") => "day",
        Some("W") => "week",
        Some("M") => "month",
        Some("Y") => "year",
        _ => return text.to_lowercase(),
    };
    match parts.and_then(|(number, _)| number.parse::<u32>().ok()) {
        Some(1) => format!("every {unit}"),
        Some(number) => format!("every {number} {unit}s"),
        None => text.to_owned(),
    }
}

/// A place in words: its name and where that is.
fn place_text(value: Value<'_>) -> Option<String> {
    let node = match value {
        Value::Words(words, _) => return Some(plain_from_html(&words)).filter(|words| !words.is_empty()),
        Value::Thing(node) => node,
    };
    let mut parts: Vec<String> =
        node.text(&["name"]).into_iter().map(|(words, _)| plain_from_html(&words)).collect();
    for value in node.values("address") {
        match value {
            Value::Words(words, _) => parts.push(plain_from_html(&words)),
            Value::Thing(address) => {
                let fields = ["streetAddress", "addressLocality", "addressRegion", "addressCountry"];
                parts.extend(
                    fields
                        .iter()
                        .filter_map(|name| address.text(&[name]))
                        .map(|(words, _)| plain_from_html(&words)),
                );
            }
        }
    }
    if parts.is_empty() {
        parts.extend(node.text(&["url"]).map(|(words, _)| words));
    }
    parts.dedup();
    Some(parts.join(", ")).filter(|words| !words.is_empty())
}

fn kind_of(types: &[String]) -> ActorKind {
    let has = |name: &str| types.iter().any(|kind| kind == name);
    if has("Person") {
        ActorKind::Person
    } else if has("Country") {
        ActorKind::State
    } else if types.iter().any(|kind| kind.ends_with("Group") || kind.ends_with("Team")) {
        ActorKind::Group
    } else if types
        .iter()
        .any(|kind| kind.ends_with("Organization") || kind == "Corporation" || kind == "NGO")
    {
        ActorKind::Organisation
    } else {
        ActorKind::Unknown
    }
}

/// "MusicEvent" as "Music event".
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 && !words.ends_with(' ') {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

/// Whether a text is a time of ISO 8601 that merely states thousandths or the like.
fn is_iso_time(text: &str) -> bool {
    let bytes = text.trim().as_bytes();
    matches!(bytes.get(4), Some(b'-')) && matches!(bytes.get(10), Some(b'T'))
}
