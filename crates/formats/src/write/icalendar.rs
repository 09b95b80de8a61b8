//! A calendar (RFC 5545): one entry a dated event, in its zone where that is known.
//!
//! A calendar knows days and times between the years 1 and 9999, and times at both ends or at none: a day
//! beside a time is told by its first or last moment. A date that is coarser, uncertain or open becomes whole
//! days, from the first to the last that it can mean, and its words stand in the description. A lane becomes
//! a category beside the tags; actors, citations and promises become lines of the description. Nothing here
//! depends on when it is written: the stamp of an entry is the day of its status, else the beginning of 1970.

use sha2::{Digest, Sha256};

use super::event_text::{
    Cited, date_text, fields_beside, known_zone, recurrence_text, status_text, whole_title,
};
use super::losses_of_head::{Held, Holds, Names, leave_head};
use super::saving::Saving;
use super::vtimezone::{Zones, compact, point_of};
use crate::report::losses::{Fate, Losses, Thing};
use dateline_time::{Beyond, CivilTime, ClockReading, Date, Plain, Reading, Zone, days_in_month};
use dateline_timeline::model::{Event, EventId, Recurrence, Status, Timeline};

/// Longest line in bytes, without its end.
const LINE: usize = 75;

/// The years that four digits can write.
const YEARS: std::ops::RangeInclusive<i64> = 1..=9_999;

/// The stamp of entries whose status has no day.
const NO_STAMP: &str = "19700101T000000Z";

/// The timeline as a calendar.
pub(super) fn write(saving: &Saving<'_>, losses: &mut Losses) -> Option<Vec<u8>> {
    let timeline = saving.timeline;
    let names = Names::of(timeline);
    let mut zones = Zones::default();
    let (mut entries, mut written) = (Lines::default(), Vec::<EventId>::new());
    for id in timeline.ids() {
        saving.check_cancel()?;
        let event = timeline.event(id);
        match event.date.as_ref().map(|date| (date, date.plain())) {
            Some((date, Some(plain))) => match when(&event, date, &plain, timeline, &mut zones) {
                Some(when) => {
                    entry(&event, &when, timeline, &names, &mut entries, losses);
                    written.push(id);
                }
                None => losses.dropped(Thing::DistantEvent, 1),
            },
            _ => losses.dropped(Thing::UndatedEvent, 1),
        }
    }
    let mut file = Lines::default();
    file.put("BEGIN", "VCALENDAR");
    file.put("VERSION", "2.0");
    file.put("PRODID", "-//Dateline//Dateline//EN");
    file.put("CALSCALE", "GREGORIAN");
    for name in ["NAME", "X-WR-CALNAME"] {
        file.text(name, timeline.title());
    }
    for name in ["DESCRIPTION", "X-WR-CALDESC"] {
        file.text(name, timeline.description());
    }
    if timeline.head().zone_is_stated {
        file.put("X-WR-TIMEZONE", timeline.zone().name());
    }
    for line in zones.lines() {
        file.put(&line.0, &line.1);
    }
    file.bytes.append(&mut entries.bytes);
    file.put("END", "VCALENDAR");
    let holds = Holds {
        title: true,
        description: true,
        zone: true,
        lanes: Held::As(Fate::BecameTags),
        actors: Held::As(Fate::BecameText),
        tags: Held::Named,
        told_tag: None,
    };
    leave_head(saving, &written, holds, losses);
    Some(file.bytes)
}

/// When an entry is, as a calendar can say it.
struct When {
    /// Name and parameters of the start, and its value.
    start: (String, String),
    /// The same of the end, where there is one.
    end: Option<(String, String)>,
    /// What the entry does not say of the date, with what became of it.
    lost: Vec<(Thing, Fate)>,
    /// Whether the zone of the event is not said, or an offset that it states.
    zone_is: Option<Fate>,
}

/// `None` where the years are beyond four digits.
fn when(event: &Event, date: &Date, plain: &Plain, timeline: &Timeline, zones: &mut Zones) -> Option<When> {
    let readings = [Some(plain.from), plain.to].into_iter().flatten();
    let has_clock = readings.clone().any(|reading| reading.clock.is_some());
    let is_timed = has_clock && readings.clone().all(|reading| reading.day.is_some());
    match plain.beyond {
        Beyond::Nothing if is_timed => return timed(event, plain, timeline, zones),
        Beyond::OpenEnd if is_timed => {
            let mut when = timed(event, plain, timeline, zones)?;
            when.lost.push((Thing::OpenEnd, Fate::BecameText));
            return Some(when);
        }
        _ => {}
    }
    let mut lost = match plain.beyond {
        Beyond::OpenEnd => vec![(Thing::OpenEnd, Fate::BecameText)],
        Beyond::Doubt => vec![(Thing::UncertainDate, Fate::BecameDays)],
        Beyond::Season => vec![(Thing::Season, Fate::BecameDays)],
        Beyond::Nothing if readings.clone().all(|reading| reading.day.is_some()) => Vec::new(),
        Beyond::Nothing => vec![(Thing::CoarseDate, Fate::BecameDays)],
    };
    if has_clock && plain.beyond != Beyond::Doubt {
        lost.push((Thing::TimeOfDay, Fate::Dropped));
    }
    let zone = event.zone.unwrap_or(timeline.zone());
    let (first, last) = match (plain.beyond, date.range(zone).hull()) {
        (Beyond::Season, (Some(from), Some(until))) => {
            (zone.civil_from_point(from), zone.civil_from_point(until.saturating_add(-1)))
        }
        _ => (first_day(&plain.from), last_day(&plain.to.unwrap_or(plain.from))),
    };
    let after =
        CivilTime::from_seconds(midnight(last).seconds() + i128::from(dateline_time::SECONDS_PER_DAY));
    if ![first.year, last.year, after.year].iter().all(|year| YEARS.contains(year)) || last < first {
        return None;
    }
    let day = |civil: CivilTime| compact(civil).get(..8).unwrap_or_default().to_owned();
    let end = (!first.is_same_day(last)).then(|| ("DTEND;VALUE=DATE".to_owned(), day(after)));
    let home = timeline.head().zone_is_stated.then_some(timeline.zone());
    let zone_is = (event.zone.is_some() && event.zone != home).then_some(Fate::Dropped);
    Some(When { start: ("DTSTART;VALUE=DATE".to_owned(), day(first)), end, lost, zone_is })
}

fn midnight(civil: CivilTime) -> CivilTime {
    CivilTime::midnight(civil.year, civil.month, civil.day)
}

fn first_day(reading: &Reading) -> CivilTime {
    CivilTime::midnight(reading.year, reading.month.unwrap_or(1), reading.day.unwrap_or(1))
}

fn last_day(reading: &Reading) -> CivilTime {
    let month = reading.month.unwrap_or(12);
    CivilTime::midnight(reading.year, month, reading.day.unwrap_or(days_in_month(reading.year, month)))
}

/// A stretch whose one end is a day, with the beginning of the day for a start and the end of it for an end:
/// a calendar has times of day at both ends or at none. Says how many ends that were.
fn with_clocks(plain: &Plain) -> ([Option<Reading>; 2], usize) {
    let clock = ClockReading { hour: 0, minute: 0, second: None, offset: None };
    let is_day = |reading: &Reading| reading.clock.is_none();
    let from = if is_day(&plain.from) { Reading { clock: Some(clock), ..plain.from } } else { plain.from };
    let to = plain.to.map(|to| {
        if !is_day(&to) {
            return to;
        }
        let after = midnight(last_day(&to)).seconds() + i128::from(dateline_time::SECONDS_PER_DAY);
        let CivilTime { year, month, day, .. } = CivilTime::from_seconds(after);
        Reading { year, month: Some(month), day: Some(day), clock: Some(clock) }
    });
    let days = [Some(plain.from), plain.to].iter().flatten().filter(|reading| is_day(reading)).count();
    ([Some(from), to], days)
}

/// An entry with times of day: in UTC where an offset is stated, else in the zone, else floating.
fn timed(event: &Event, plain: &Plain, timeline: &Timeline, zones: &mut Zones) -> Option<When> {
    let (readings, days) = with_clocks(plain);
    let clocks = readings.iter().flatten().filter_map(|reading| reading.clock);
    let offsets: Vec<Option<i16>> = clocks.clone().map(|clock| clock.offset).collect();
    // A calendar always writes seconds, so that 00 is read as not stated.
    let ends_in_zero = clocks.clone().any(|clock| clock.second == Some(0));
    let known = known_zone(event, timeline);
    let is_universal = offsets.iter().any(Option::is_some) || known == Some(Zone::UTC);
    let zone = known.unwrap_or(timeline.zone());
    let point = |reading: &Reading| match reading.clock.and_then(|clock| clock.offset) {
        Some(offset) => point_of(reading, offset),
        None => zone.point_from_civil(Zone::UTC.civil_from_point(point_of(reading, 0))),
    };
    let value = |reading: &Reading| match is_universal {
        true => (Zone::UTC.civil_from_point(point(reading)), "Z"),
        false => (Zone::UTC.civil_from_point(point_of(reading, 0)), ""),
    };
    let values: Vec<_> = readings.iter().flatten().map(value).collect();
    if !values.iter().all(|(civil, _)| YEARS.contains(&civil.year)) {
        return None;
    }
    let parameter = match known {
        Some(zone) if !is_universal => {
            readings.iter().flatten().for_each(|reading| zones.add(zone, point(reading)));
            format!(";TZID={}", zone.name())
        }
        _ => String::new(),
    };
    let property = |name: &str, (civil, mark): &(CivilTime, &str)| {
        (format!("{name}{parameter}"), format!("{}{mark}", compact(*civil)))
    };
    let start = values.first()?;
    let end = values.get(1).filter(|(civil, _)| *civil > start.0);
    let zone_is = match offsets.iter().flatten().next() {
        Some(_) if event.zone.is_some_and(|zone| zone != Zone::UTC) => Some(Fate::Dropped),
        Some(_) if offsets.iter().any(|offset| *offset != Some(0)) => Some(Fate::Changed),
        _ => None,
    };
    let mut lost = Vec::new();
    lost.extend(ends_in_zero.then_some((Thing::Second, Fate::BecameMinutes)));
    lost.extend((days > 0).then_some((Thing::DayEnd, Fate::BecameMinutes)));
    Some(When {
        start: property("DTSTART", start),
        end: end.map(|end| property("DTEND", end)),
        lost,
        zone_is,
    })
}

fn entry(
    event: &Event,
    when: &When,
    timeline: &Timeline,
    names: &Names<'_>,
    lines: &mut Lines,
    losses: &mut Losses,
) {
    lines.put("BEGIN", "VEVENT");
    let is_changed = !event.key.contains('@') && event.key_is_stated;
    losses.count(Thing::Id, Fate::Changed, usize::from(is_changed));
    lines.text("UID", &uid(event, timeline));
    lines.put("DTSTAMP", &stamp(event));
    lines.put(&when.start.0, &when.start.1);
    if let Some((name, value)) = &when.end {
        lines.put(name, value);
    }
    for (thing, fate) in &when.lost {
        losses.count(*thing, *fate, 1);
    }
    if let Some(fate) = when.zone_is {
        losses.count(Thing::Zone, fate, 1);
    }
    if let Some(rule) = event.recurrence.as_ref().and_then(rule) {
        lines.put("RRULE", &rule);
    }
    lines.text("SUMMARY", &whole_title(event));
    let description = description(event, when, timeline, names, losses);
    lines.text("DESCRIPTION", &description);
    lines.text("LOCATION", event.place.as_deref().unwrap_or_default());
    let tags = event.tags.iter().map(|tag| timeline.tag(*tag));
    let categories: Vec<String> = std::iter::once(names.lane_of(event))
        .chain(tags)
        .filter(|name| !name.is_empty())
        .map(in_text)
        .collect();
    if !categories.is_empty() {
        lines.put("CATEGORIES", &categories.join(","));
    }
    let addresses = event.citations.iter().filter_map(|citation| Cited::of(citation, timeline).url);
    if let Some(address) = addresses.into_iter().next() {
        lines.put("URL", &address);
    }
    match event.status {
        Status::Happened => lines.put("STATUS", "CONFIRMED"),
        Status::Planned => lines.put("STATUS", "TENTATIVE"),
        Status::Cancelled => lines.put("STATUS", "CANCELLED"),
        Status::Ongoing | Status::Recurring | Status::Postponed | Status::Unknown => {}
    }
    lines.put("END", "VEVENT");
}

/// The body of an entry, and what of the event is in no part of it.
fn description(
    event: &Event,
    when: &When,
    timeline: &Timeline,
    names: &Names<'_>,
    losses: &mut Losses,
) -> String {
    let Event {
        key: _,
        key_is_stated: _,
        title: _,
        date,
        date_note: _,
        unreadable_date: _,
        zone: _,
        status,
        as_of,
        lane: _,
        actors,
        tags: _,
        importance,
        place: _,
        summary,
        citations,
        relations,
        recurrence,
        extra: _,
    } = event;
    let mut parts = Vec::new();
    parts.extend(Some(summary.clone()).filter(|summary| !summary.is_empty()));
    if let Some(date) = date.as_ref().filter(|_| when.lost.iter().any(|(thing, _)| *thing != Thing::Second)) {
        parts.push(format!("Date: {}", date_text(date)));
    }
    let date_note = event.shown_date_note();
    losses.as_text(Thing::DateNote, !date_note.is_empty());
    parts.extend(Some(date_note.into_owned()).filter(|note| !note.is_empty()));
    let has_own_status = matches!(status, Status::Happened | Status::Planned | Status::Cancelled);
    losses.as_text(Thing::Status, !has_own_status);
    losses.as_text(Thing::AsOf, as_of.is_some());
    if !has_own_status || as_of.is_some() {
        parts.push(format!("Status: {}", status_text(event)));
    }
    let actors: Vec<String> = actors
        .iter()
        .map(|actor| match (names.actor(actor.actor.index()), actor.role.as_str()) {
            (name, "") => name.to_owned(),
            (name, role) => format!("{name} ({role})"),
        })
        .collect();
    losses.count(
        Thing::Role,
        Fate::BecameText,
        event.actors.iter().filter(|actor| !actor.role.is_empty()).count(),
    );
    if !actors.is_empty() {
        parts.push(format!("Actors: {}", actors.join("; ")));
    }
    if let Some(promise) = recurrence {
        let words = recurrence_text(promise);
        let is_held = rule(promise).is_some();
        let details = [!promise.text.is_empty(), promise.from.is_some(), promise.until.is_some()];
        let details = details.iter().filter(|is| **is).count();
        losses.count(Thing::RecurrenceDetail, Fate::BecameText, if is_held { details } else { 0 });
        losses.as_text(Thing::Recurrence, !is_held && !words.is_empty());
        losses.dropped(Thing::Recurrence, usize::from(!is_held && words.is_empty()));
        losses.fields(&promise.extra);
        if !words.is_empty() {
            parts.push(format!("Again: {words}"));
        }
    }
    for citation in citations {
        losses.as_text(Thing::Citation, true);
        parts.push(cited_text(&Cited::of(citation, timeline)));
    }
    losses.dropped(Thing::Relation, relations.len());
    losses.dropped(Thing::Importance, usize::from(*importance != Event::DEFAULT_IMPORTANCE));
    losses.fields(fields_beside(event));
    parts.join("\n\n")
}

fn cited_text(cited: &Cited<'_>) -> String {
    let quote = cited.quote.map(|quote| format!("“{quote}”"));
    let note = Some(cited.note.to_owned()).filter(|note| !note.is_empty());
    let parts = [Some(cited.title.to_owned()), Some(cited.byline.clone()), cited.url.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let source = format!("Source: {}", parts.join(", "));
    quote.into_iter().chain(note).chain(Some(source)).collect::<Vec<_>>().join("\n")
}

/// The rule of a promise, if it has the form of one; calendars refuse a file for a bad one.
fn rule(promise: &Recurrence) -> Option<String> {
    let rule = promise.rule.as_deref()?.trim().to_ascii_uppercase();
    let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule);
    let is_known = |frequency: &str| {
        ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(&frequency)
    };
    let parts = || rule.split(';').map(|part| part.split_once('='));
    let is_sound = parts().all(|part| {
        part.is_some_and(|(name, value)| {
            let is_value = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '+' | '-');
            !name.is_empty()
                && name.bytes().all(|c| c.is_ascii_uppercase())
                && !value.is_empty()
                && value.chars().all(is_value)
        })
    });
    let has_frequency = parts().flatten().filter(|(name, _)| *name == "FREQ").count() == 1
        && parts().flatten().any(|(name, value)| name == "FREQ" && is_known(value));
    (is_sound && has_frequency).then(|| rule.to_owned())
}

/// An id that no other calendar has: the event's own where it is one already, else made from it and the title
/// of the timeline, and therefore the same every time.
fn uid(event: &Event, timeline: &Timeline) -> String {
    if event.key.contains('@') {
        return event.key.clone();
    }
    let digest = Sha256::digest(format!("{}\n{}", timeline.title(), event.key).as_bytes());
    let hash: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("{}@{hash}.dateline", event.key)
}

fn stamp(event: &Event) -> String {
    let day = event.as_of.as_ref().and_then(Date::plain).filter(|plain| plain.from.day.is_some());
    let day = day.map(|plain| first_day(&plain.from)).filter(|day| YEARS.contains(&day.year));
    day.map_or(NO_STAMP.to_owned(), |day| format!("{}Z", compact(day)))
}

/// Lines of a calendar, folded and ended as they must be.
#[derive(Debug, Default)]
struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    /// A property with a value that needs no escapes.
    fn put(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in
            name.chars().chain(Some(':')).chain(value.chars().filter(|letter| !is_forbidden(*letter)))
        {
            let mut bytes = [0; 4];
            let encoded = letter.encode_utf8(&mut bytes).as_bytes();
            if length + encoded.len() > LINE {
                self.bytes.extend_from_slice(b"\r\n ");
                length = 1;
            }
            self.bytes.extend_from_slice(encoded);
            length += encoded.len();
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// A text; nothing for an empty one.
    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, &in_text(text));
        }
    }
}

fn is_forbidden(letter: char) -> bool {
    letter.is_control() && letter != '\t'
}

/// A text with the escapes that RFC 5545 asks for.
fn in_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push_str("\\n"),
            _ => out.push(letter),
        }
    }
    out
}
