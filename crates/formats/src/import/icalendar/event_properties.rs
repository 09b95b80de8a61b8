//! One VEVENT, VTODO or VJOURNAL: what its properties say, before it is known which others belong to it.

use std::collections::{HashMap, HashSet};

use super::attendees;
use super::components::Component;
use super::content_lines::{self, Line};
use super::property_values::{self, Moment, Tie};
use super::recurrences::StatedRule;
use super::zone_ids::Zones;
use crate::import::{Draft, Link, is_html, link, markdown_from_html, markdown_from_text};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;
use dateline_time::{DateError, Zone};
use dateline_timeline::model::{ActorKind, Basis, RelationKind, Status};

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// VEVENT
    Event,
    /// VTODO: something to be done.
    Todo,
    /// VJOURNAL: notes of a day.
    Journal,
}

impl Kind {
    /// The kind of a component; `None` for those that are no record.
    pub fn of(component: &Component<'_>) -> Option<Kind> {
        match component.kind.as_str() {
            "VEVENT" => Some(Kind::Event),
            "VTODO" => Some(Kind::Todo),
            "VJOURNAL" => Some(Kind::Journal),
            _ => None,
        }
    }
}

/// A record, its dates still apart.
#[derive(Debug)]
pub(super) struct Record {
    /// Its number among the records of the file.
    pub number: usize,
    /// Which calendar it stands in.
    pub calendar: usize,
    /// Everything but its dates and its lane.
    pub draft: Draft,
    /// Its UID; empty where it has none.
    pub uid: String,
    /// Which date of a repeated event it replaces.
    pub replaces: Option<Moment>,
    /// How often it was revised.
    pub sequence: i64,
    /// When it was last written, in seconds of UTC.
    pub stamp: Option<i128>,
    /// When it begins; of a task, when it is due or was done.
    pub start: Option<Moment>,
    /// The first moment after it.
    pub end: Option<Moment>,
    /// Its rules.
    pub rules: Vec<StatedRule>,
    /// Single dates beside them.
    pub dates: Vec<Moment>,
    /// Dates that are taken out.
    pub without: Vec<Moment>,
    /// Relations that belong to other events: their UID, and what they are to this one.
    pub of_others: Vec<(String, Link)>,
    /// Who is a person, who a group.
    pub kinds: Vec<(String, ActorKind)>,
    /// The latest date that is stated anywhere in it, as a reading in seconds.
    pub latest: Option<i128>,
}

/// What records of a calendar share.
pub(super) struct Surroundings<'z> {
    /// What TZIDs mean.
    pub zones: &'z Zones,
    /// The zone that days and floating times of each calendar belong to.
    pub homes: Vec<Zone>,
    /// TZIDs that nobody knows and that were reported.
    pub unknown: HashSet<String>,
}

/// Reads one component that [`Kind::of`] names.
pub(super) fn read(
    component: &Component<'_>,
    kind: Kind,
    number: usize,
    around: &mut Surroundings<'_>,
    log: &mut Log,
) -> Record {
    let home = around.homes.get(component.calendar).copied().unwrap_or(Zone::UTC);
    let record = Record {
        number,
        calendar: component.calendar,
        draft: Draft::new("", component.span.clone()),
        uid: String::new(),
        replaces: None,
        sequence: 0,
        stamp: None,
        start: None,
        end: None,
        rules: Vec::new(),
        dates: Vec::new(),
        without: Vec::new(),
        of_others: Vec::new(),
        kinds: Vec::new(),
        latest: None,
    };
    let left = HashMap::new();
    let texts = Texts::default();
    let mut reader = Reader { component, kind, home, around, log, record, left, order: Vec::new(), texts };
    for (index, line) in component.lines.iter().enumerate() {
        reader.property(line, index);
    }
    reader.finish()
}

/// The texts that become the summary.
#[derive(Default)]
struct Texts {
    description: String,
    html: String,
    comments: Vec<String>,
    location: String,
}

struct Reader<'r, 'a, 'z> {
    component: &'r Component<'a>,
    kind: Kind,
    home: Zone,
    around: &'r mut Surroundings<'z>,
    log: &'r mut Log,
    record: Record,
    left: HashMap<String, Vec<String>>,
    order: Vec<String>,
    texts: Texts,
}

impl Reader<'_, '_, '_> {
    fn property(&mut self, line: &Line<'_>, index: usize) {
        match line.name.as_str() {
            "SUMMARY" | "DESCRIPTION" | "COMMENT" | "LOCATION" | "X-ALT-DESC" | "CATEGORIES" => {
                self.text(line, index);
            }
            "RECURRENCE-ID" | "RRULE" | "RDATE" | "EXDATE" | "DTSTAMP" | "LAST-MODIFIED" | "CREATED"
            | "SEQUENCE" => self.version(line),
            // These are read together, at the end.
            "DTSTART" | "DTEND" | "DURATION" | "DUE" | "COMPLETED" => {}
            "UID" => self.record.uid = line.value.trim().to_owned(),
            "STATUS" => self.status(line),
            "PRIORITY" => match line.value.trim().parse::<u8>() {
                Ok(priority @ 1..=9) => {
                    self.record.draft.event.importance = 1.0 - f32::from(priority) / 10.0;
                }
                _ => self.leave(line),
            },
            "ORGANIZER" | "ATTENDEE" | "CONTACT" => self.person(line),
            "URL" | "ATTACH" | "CONFERENCE" | "LINK" | "CONCEPT" | "SOURCE" => self.address(line),
            "RELATED-TO" => self.relation(line),
            _ => self.leave(line),
        }
    }

    /// Keeps what there is no field for.
    fn leave(&mut self, line: &Line<'_>) {
        self.leave_words(&line.name, property_values::words(line.value.trim()));
    }

    fn leave_words(&mut self, name: &str, words: String) {
        if words.is_empty() {
            return;
        }
        if !self.left.contains_key(name) {
            self.order.push(name.to_owned());
        }
        self.left.entry(name.to_owned()).or_default().push(words);
    }

    fn text(&mut self, line: &Line<'_>, index: usize) {
        if line.name == "CATEGORIES" {
            let categories = property_values::elements(&line.value).into_iter().map(|(_, words)| words);
            self.record
                .draft
                .tags
                .extend(categories.map(|words| property_values::words(words.trim()).trim().to_owned()));
            return;
        }
        let is_encoded =
            line.param("ENCODING").is_some_and(|name| name.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
        let mut words = if is_encoded {
            content_lines::quoted_printable_read(&line.value).replace("\r\n", "\n")
        } else {
            property_values::words(&line.value)
        };
        for (_, more) in self.component.continued.iter().filter(|(of, _)| *of == index) {
            words.push('\n');
            words.push_str(&property_values::words(more));
        }
        match line.name.as_str() {
            "SUMMARY" if self.record.draft.event.title.is_empty() => self.record.draft.event.title = words,
            "DESCRIPTION" if self.texts.description.is_empty() => self.texts.description = words,
            "LOCATION" if self.texts.location.is_empty() => self.texts.location = words,
            "X-ALT-DESC" if self.texts.html.is_empty() => self.texts.html = words,
            "COMMENT" => self.texts.comments.push(words),
            _ => self.leave_words(&line.name, words),
        }
    }

    /// What tells versions and repetitions of an event apart.
    fn version(&mut self, line: &Line<'_>) {
        match line.name.as_str() {
            "RRULE" => {
                let text = line.value.trim().to_owned();
                self.leave_words("RRULE", text.clone());
                self.record.latest = self.record.latest.max(super::recurrences::until(&text).map(reading));
                self.record.rules.push(StatedRule { text, span: line.value_place() });
            }
            "RDATE" | "EXDATE" => {
                let moments = self.moments(line);
                let list =
                    if line.name == "RDATE" { &mut self.record.dates } else { &mut self.record.without };
                list.extend(moments);
                self.leave(line);
            }
            "RECURRENCE-ID" => {
                self.record.replaces = self.moment(line);
                if line.param("RANGE").is_some() {
                    let finding = self.finding(line, "This changes all later dates as well");
                    self.log.push(finding.effect("Read as a change of this one date"));
                }
                self.leave(line);
            }
            "SEQUENCE" => self.record.sequence = line.value.trim().parse().unwrap_or(0),
            _ => {
                let moment = property_values::moment(&line.value).ok().map(|read| read.moment);
                let home = self.home;
                let at = moment.map(|moment| moment.reading_in(Tie::Utc, home));
                self.record.stamp = self.record.stamp.max(at);
                self.record.latest = self.record.latest.max(at);
                self.leave(line);
            }
        }
    }

    fn status(&mut self, line: &Line<'_>) {
        let status = match line.value.trim().to_ascii_uppercase().as_str() {
            "CONFIRMED" | "FINAL" => None,
            "TENTATIVE" | "NEEDS-ACTION" => Some(Status::Planned),
            "CANCELLED" | "CANCELED" => Some(Status::Cancelled),
            "COMPLETED" => Some(Status::Happened),
            "IN-PROCESS" => Some(Status::Ongoing),
            "DRAFT" => Some(Status::Unknown),
            _ => {
                let finding = self.finding(line, "Not a status of a calendar");
                let expected = "TENTATIVE, CONFIRMED, CANCELLED, NEEDS-ACTION, IN-PROCESS or COMPLETED";
                self.log.push(finding.expected(expected).effect("Left out, and kept when saving"));
                None
            }
        };
        if let Some(status) = status {
            self.record.draft.event.status = status;
            self.record.draft.states_status = true;
        }
        self.leave(line);
    }

    fn person(&mut self, line: &Line<'_>) {
        let Some(person) = attendees::read(line) else { return self.leave(line) };
        if person.is_named {
            // The address says more than the name.
            self.leave(line);
        }
        self.record.kinds.push((person.name.clone(), person.kind));
        self.record.draft.actors.push((person.name, person.role));
    }

    fn address(&mut self, line: &Line<'_>) {
        let is_binary =
            line.param("ENCODING").is_some_and(|encoding| encoding.eq_ignore_ascii_case("BASE64"));
        if is_binary {
            let size = line.value.len() / 4 * 3;
            let finding = self.finding(line, "A file is attached here");
            self.log.push(Diagnostic { value: None, severity: Severity::Note, ..finding }.effect("Left out"));
            self.leave_words(&line.name, format!("a file of about {size} bytes"));
            return;
        }
        let address = property_values::words(line.value.trim());
        let title = ["LABEL", "FILENAME", "X-FILENAME", "TITLE"].iter().find_map(|name| line.param(name));
        match link(&address) {
            Some(address) => self.record.draft.cite(title.unwrap_or_default(), &address),
            None => self.leave(line),
        }
    }

    /// RFC 5545 has parents, children and siblings. RFC 9253 adds what must come before what; which side its
    /// four orders name is read in different ways, so that they count as inferred.
    fn relation(&mut self, line: &Line<'_>) {
        let other = property_values::words(line.value.trim());
        let kind = line.param("RELTYPE").unwrap_or("PARENT").to_ascii_uppercase();
        let own = |kind, basis, note: &str| Link { kind, to: other.clone(), basis, note: note.to_owned() };
        let links = &mut self.record.draft.links;
        match kind.as_str() {
            _ if other.is_empty() => {}
            "PARENT" => links.push(own(RelationKind::PartOf, Basis::Stated, "")),
            "NEXT" => links.push(own(RelationKind::Precedes, Basis::Stated, "")),
            "FINISHTOSTART" | "FINISHTOFINISH" | "STARTTOSTART" | "STARTTOFINISH" => {
                links.push(own(RelationKind::Precedes, Basis::Inferred, &kind));
            }
            "CHILD" | "DEPENDS-ON" => {
                let kind = if kind == "CHILD" { RelationKind::PartOf } else { RelationKind::Precedes };
                self.record.of_others.push((other.clone(), own(kind, Basis::Stated, "")));
            }
            _ => self.leave_words(&format!("RELATED-TO;RELTYPE={kind}"), other),
        }
    }

    /// A finding about the value of a property.
    fn finding(&self, line: &Line<'_>, message: impl Into<String>) -> Diagnostic {
        let root = Path::Root;
        let kind = root.field(&self.component.kind);
        let record = kind.item(self.record.number);
        let path = record.field(&line.name);
        Diagnostic::new(Severity::Warning, line.value_place(), &path, message).found(&line.value)
    }

    /// The moment that a property states.
    fn moment(&mut self, line: &Line<'_>) -> Option<Moment> {
        self.moments(line).into_iter().next()
    }

    /// The moments of a list; of periods their beginnings.
    fn moments(&mut self, line: &Line<'_>) -> Vec<Moment> {
        let mut moments = Vec::new();
        for (at, element) in property_values::elements(&line.value) {
            let text = element.split('/').next().unwrap_or_default().trim();
            if text.is_empty() && moments.is_empty() && line.value.contains(',') {
                continue;
            }
            match property_values::moment(text) {
                Ok(read) => {
                    let moment = self.tied(read.moment, line);
                    if read.is_other_notation {
                        let mut finding = self.finding(line, "Not as calendars write it");
                        finding.is_repaired = true;
                        let words = moment.text(self.home);
                        self.log.push(finding.effect(format!("Read as {words}")));
                    }
                    self.record.latest = self.record.latest.max(Some(reading(moment)));
                    moments.push(moment);
                }
                Err(error) => self.report_date(line, at, text, error),
            }
        }
        moments
    }

    fn report_date(&mut self, line: &Line<'_>, at: usize, text: &str, error: DateError) {
        let effect = match line.name.as_str() {
            "DTSTART" if self.kind != Kind::Todo => "Shown without a date",
            _ => "Left out, and kept when saving",
        };
        let finding = self.finding(line, error.message);
        let span = line.place_in(at..at + text.len());
        let finding = Diagnostic { severity: Severity::Error, range: span, ..finding };
        let finding =
            finding.found(text).expected("A date such as 20220329, or a time such as 20220329T133000Z");
        self.log.push(finding.hint(error.hint.unwrap_or_default()).effect(effect));
        if line.name == "DTSTART" {
            self.record.draft.note_unreadable(text);
        }
        if !matches!(line.name.as_str(), "RDATE" | "EXDATE" | "RECURRENCE-ID") {
            self.leave(line);
        }
    }

    /// Ties a moment to the zone that its property names.
    fn tied(&mut self, moment: Moment, line: &Line<'_>) -> Moment {
        let is_day =
            moment.is_day || line.param("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        if is_day {
            let civil = dateline_time::CivilTime { hour: 0, minute: 0, second: 0, ..moment.civil };
            return Moment { civil, is_day, tie: Tie::Floating };
        }
        let Some(id) = line.param("TZID").filter(|_| moment.tie == Tie::Floating) else { return moment };
        if let Some(tie) = self.around.zones.tie(id) {
            return Moment { tie, ..moment };
        }
        if self.around.unknown.insert(id.to_owned()) {
            let hint = Zone::parse(id).err().and_then(|error| error.suggestion);
            let finding = self.finding(line, format!("No time zone is called \"{id}\"")).found(id);
            self.log.push(
                finding
                    .expected("An IANA time zone, such as Asia/Singapore")
                    .hint(hint.map_or(String::new(), |zone| format!("Did you mean {zone}?")))
                    .effect(format!("Its times are read as what clocks show in {}", self.home.place())),
            );
        }
        moment
    }

    fn finish(mut self) -> Record {
        self.dates();
        if self.texts.html.is_empty() || !is_html(&self.texts.html) {
            self.texts.html.clear();
        }
        let mut parts = Vec::new();
        let html = markdown_from_html(&self.texts.html);
        if html.is_empty() {
            parts.push(markdown_from_text(&self.texts.description));
        } else {
            let description = std::mem::take(&mut self.texts.description);
            self.leave_words("DESCRIPTION", description);
            parts.push(html);
        }
        parts.extend(self.texts.comments.iter().map(|comment| markdown_from_text(comment)));
        let location = std::mem::take(&mut self.texts.location);
        let lines: Vec<&str> = location.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        self.record.draft.add_place(&lines.join(", "));
        parts.retain(|part| !part.trim().is_empty());
        self.record.draft.event.summary = parts.join("\n\n");
        for name in std::mem::take(&mut self.order) {
            let values = self.left.remove(&name).unwrap_or_default();
            let json = match values.as_slice() {
                [one] => json_text(one),
                list => {
                    format!("[{}]", list.iter().map(|text| json_text(text)).collect::<Vec<_>>().join(", "))
                }
            };
            self.record.draft.left.push((name, json));
        }
        self.record
    }

    /// The dates of the record, by what it is.
    fn dates(&mut self) {
        let component = self.component;
        let start = component.line("DTSTART").and_then(|line| self.moment(line));
        match self.kind {
            Kind::Todo => self.deadline(start),
            Kind::Event | Kind::Journal => {
                let end = self.end(start);
                (self.record.start, self.record.end) = self.whole_days(start, end);
                if component.line("DTSTART").is_none() && self.record.draft.event.title.is_empty() {
                    return;
                }
                if component.line("DTSTART").is_none() && self.kind == Kind::Event {
                    let root = Path::Root;
                    let kind = root.field("VEVENT");
                    let span = component.span.start..component.span.start + "BEGIN:VEVENT".len();
                    let path = kind.item(self.record.number);
                    let finding = Diagnostic::new(
                        Severity::Error,
                        span,
                        &path.field("DTSTART"),
                        "When it is, is not stated",
                    );
                    self.log.push(finding.hint("Add DTSTART").effect("Shown without a date"));
                }
            }
        }
    }

    /// Outlook writes whole days as times from midnight to midnight, and says beside them what they are.
    fn whole_days(&self, start: Option<Moment>, end: Option<Moment>) -> (Option<Moment>, Option<Moment>) {
        let is_said = self
            .component
            .value("X-MICROSOFT-CDO-ALLDAYEVENT")
            .is_some_and(|value| value.eq_ignore_ascii_case("TRUE"));
        let is_midnight = |moment: &Moment| reading(*moment).rem_euclid(86_400) == 0;
        if !is_said || ![start, end].iter().flatten().all(is_midnight) {
            return (start, end);
        }
        let day = |moment: Moment| Moment { is_day: true, tie: Tie::Floating, ..moment };
        (start.map(day), end.map(day))
    }

    /// A task stands at its deadline until it is done, and then where it was done.
    fn deadline(&mut self, start: Option<Moment>) {
        let component = self.component;
        let due = component.line("DUE").and_then(|line| self.moment(line));
        let due = due.or_else(|| self.end(start)).or(start);
        let done = component.line("COMPLETED").and_then(|line| self.moment(line));
        let home = self.home;
        let words = |moment: Moment| {
            let date = dateline_time::Date::parse(&moment.text(home)).ok();
            date.map_or_else(String::new, |date| date.label())
        };
        let event = &mut self.record.draft.event;
        let is_done = done.is_some() || (self.record.draft.states_status && event.status == Status::Happened);
        if is_done && event.status != Status::Cancelled {
            event.status = Status::Happened;
            self.record.start = done.or(due);
            event.date_note = match (done, due) {
                (Some(_), Some(due)) => format!("When it was done; it was due {}", words(due)),
                (Some(_), None) => "When it was done".to_owned(),
                (None, _) => "The deadline; when it was done is not stated".to_owned(),
            };
        } else {
            if !self.record.draft.states_status {
                event.status = Status::Planned;
            }
            self.record.start = due;
            if due.is_some() {
                event.date_note = match start.filter(|start| Some(*start) != due) {
                    Some(start) => format!("The deadline; it may begin {}", words(start)),
                    None => "The deadline".to_owned(),
                };
            }
        }
        self.record.draft.states_status = true;
        if let Some(line) =
            component.line("DTSTART").filter(|_| start.is_some() && start != self.record.start)
        {
            self.leave(line);
        }
    }

    /// The first moment after the event; `None` where it has no length or states none that can be used.
    fn end(&mut self, start: Option<Moment>) -> Option<Moment> {
        let component = self.component;
        let start = start?;
        if let Some(line) = component.line("DTEND") {
            let end = self.moment(line)?;
            return self.checked_end(line, start, end);
        }
        let line = component.line("DURATION")?;
        match property_values::duration(&line.value) {
            Some((days, seconds)) if days >= 0 && seconds >= 0 => {
                Some(lasting(start, days, seconds, self.home)).filter(|end| *end != start)
            }
            read => {
                let message =
                    if read.is_some() { "The end is before the start" } else { "This is no duration" };
                let finding = self.finding(line, message);
                let finding = finding
                    .expected("A duration such as PT90M or P2D")
                    .effect("Left out, and kept when saving");
                self.log.push(Diagnostic { severity: Severity::Error, ..finding });
                self.leave(line);
                None
            }
        }
    }

    fn checked_end(&mut self, line: &Line<'_>, start: Moment, end: Moment) -> Option<Moment> {
        let mut end = end;
        if start.is_day != end.is_day {
            let message = if start.is_day {
                "It begins as a day and ends as a time"
            } else {
                "It begins as a time and ends as a day"
            };
            let finding = self.finding(line, message);
            self.log.push(finding.hint("Write both in the same way"));
            let has_clock = !end.is_day && end.later(0, 86_399).civil.day != end.civil.day;
            end = if start.is_day {
                let day = end.at(end.civil.seconds().div_euclid(86_400) * 86_400);
                Moment { is_day: true, tie: Tie::Floating, ..day.later(i128::from(has_clock), 0) }
            } else {
                Moment { is_day: false, tie: start.tie, ..end }
            };
        }
        if end.point(self.home) >= start.point(self.home) {
            return Some(end).filter(|end| end.point(self.home) > start.point(self.home));
        }
        let finding = self.finding(line, "The end is before the start");
        self.log.push(
            Diagnostic { severity: Severity::Error, ..finding }
                .expected("A moment after the one of DTSTART")
                .effect("Only the start is shown"),
        );
        self.leave(line);
        None
    }
}

/// A moment as its reading in seconds.
fn reading(moment: Moment) -> i128 {
    moment.civil.seconds()
}

/// A moment later by days of the calendar and by exact seconds.
fn lasting(start: Moment, days: i128, seconds: i128, home: Zone) -> Moment {
    let later = start.later(days, 0);
    if start.is_day {
        // A day and some hours of it end within the last day.
        return later.later((seconds + 86_399).div_euclid(86_400), 0);
    }
    let zone = match start.tie {
        Tie::Zone(zone) => zone,
        Tie::Floating => home,
        Tie::Utc | Tie::Offset(_) => return later.later(0, seconds),
    };
    let end = later.point(home).saturating_add(i64::try_from(seconds).unwrap_or(0));
    Moment { civil: zone.civil_from_point(end), ..later }
}
