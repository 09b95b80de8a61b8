//! Calendars: iCalendar (RFC 5545), with what RFC 7986 and RFC 9253 add.
//!
//! What a reader of a timeline expects decides, where the standard leaves a choice:
//!
//! - **Days** have an exclusive end in calendars; here they end with their last day. A time in a zone is what
//!   clocks show there, and that zone becomes the event's. A time in UTC stays one. Days and floating times
//!   belong to the zone that the calendar names (X-WR-TIMEZONE), else to the only one that its times name,
//!   else to UTC.
//! - **Status.** What begins after the file was last written, by the latest stamp in it, was still to come:
//!   it is planned, as of that day. A stamp that is older than half of the events says nothing.
//! - **Repetitions** are events of their own, parts of the first: all that COUNT or UNTIL allow, and endless
//!   ones up to two years after the latest date that stands anywhere in the file, or one year after today
//!   where that is later, each rule and the file within a limit. Of more dates than that, those nearest to
//!   today are shown. No rule is handed on for slots, which would draw the same dates again as hollow ones. A
//!   record that changes one date is an event of its own too. Of two versions of an event the newer one is
//!   shown.
//! - **Tasks** (VTODO) are commitments: planned at their deadline, happened when they were done.
//! - **Lanes** are the calendars where there are several, else the first category of each event, as long as
//!   there are few; all categories are tags.
//!
//! The lines are split here and not by the crate `icalendar`, whose parser tells no spans and gives up on a
//! file with one wrong line.

mod attendees;
mod components;
mod content_lines;
mod event_properties;
mod property_values;
mod recurrences;
mod series;
mod zone_ids;

use std::collections::{BTreeSet, HashSet};

use self::components::{Component, components, counted};
pub(crate) use self::content_lines::folds_in_characters_closed;
use self::event_properties::{Kind, Record, Surroundings};
use self::property_values::Tie;
use self::series::Shared;
use self::zone_ids::Zones;
use super::{Importer, in_one_line, markdown_from_html};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::json_text;
use dateline_time::{CivilTime, SECONDS_PER_DAY, Zone};

/// More first categories than this make no lanes.
const MOST_LANES: usize = 12;
/// How far endless rules are followed beyond the latest date of the file, in seconds: two years.
const WINDOW: i128 = 731 * SECONDS_PER_DAY as i128;

/// How far endless rules are followed beyond the present moment, in seconds: one year.
const AHEAD: i128 = 366 * SECONDS_PER_DAY as i128;

/// Properties of a calendar that become something else than a remark beside the events.
const CALENDAR_WORDS: [&str; 6] =
    ["X-WR-CALNAME", "NAME", "X-WR-CALDESC", "DESCRIPTION", "X-WR-TIMEZONE", "VERSION"];

pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let list = components(source.text(), context.log);
    let calendars: Vec<&Component<'_>> = list.iter().filter(|one| one.kind == "VCALENDAR").collect();
    refuse_without_records(&list)?;
    let zones = Zones::of(&list);
    let homes = homes(&list, &calendars, &zones, context.log);
    let zone = homes.first().copied().unwrap_or((Zone::UTC, false));
    let present = context.options.now;
    let mut importer = Importer::new(context);
    importer.remarks_shared_clock = false;
    importer.head.zone = zone.0;
    importer.head.zone_is_stated = zone.1;
    name_timeline(&mut importer, &calendars);
    let homes: Vec<Zone> = homes.into_iter().map(|(zone, _)| zone).collect();
    let mut around = Surroundings { zones: &zones, homes: homes.clone(), unknown: HashSet::new() };
    let mut records = Vec::new();
    let kinds: Vec<_> = list.iter().filter_map(|component| Some((component, Kind::of(component)?))).collect();
    importer.each_in_order(kinds.into_iter(), |importer, (component, kind)| {
        let number = importer.begin();
        records.push(event_properties::read(component, kind, number, &mut around, importer.log));
    })?;
    importer.log.record = None;
    report_left_out(&list, importer.log);
    set_lanes(&mut records, &calendars, &mut importer);
    let latest = records.iter().filter_map(|record| record.latest).max();
    // A calendar that was written from a timeline says itself what became of each event; its stamps are made
    // up.
    let is_own = |one: &&Component<'_>| one.value("PRODID").is_some_and(|id| id.starts_with("-//Dateline//"));
    let written = if calendars.iter().any(is_own) { None } else { written(&records, zone.0) };
    let now = present.map(|now| i128::from(now.seconds()));
    let window = now.map_or(i128::MIN, |now| now + AHEAD).max(latest.unwrap_or(0) + WINDOW);
    let shared = Shared { homes, zone: zone.0, window, now, written };
    series::add_all(records, &shared, &mut importer)?;
    importer.finish()
}

/// A calendar may hold everything but events.
fn refuse_without_records(list: &[Component<'_>]) -> Result<(), Failure> {
    if list.iter().any(|component| Kind::of(component).is_some()) {
        return Ok(());
    }
    let direct = list.iter().filter(|one| {
        let parent = one.parent.and_then(|parent| list.get(parent));
        one.kind != "VCALENDAR" && parent.is_none_or(|parent| parent.kind == "VCALENDAR")
    });
    let kinds = counted(direct.map(|component| component.kind.as_str()));
    if kinds.is_empty() {
        return Err(Failure::unusable("This calendar is empty", "Export it again, with its events"));
    }
    Err(Failure::unusable(
        format!("This calendar holds no event, only {kinds}"),
        "Export it with its events (VEVENT), tasks (VTODO) or journal entries (VJOURNAL)",
    ))
}

/// The zone of each calendar, and whether the file says so.
fn homes(
    list: &[Component<'_>],
    calendars: &[&Component<'_>],
    zones: &Zones,
    log: &mut Log,
) -> Vec<(Zone, bool)> {
    let mut named: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); calendars.len()];
    for component in list.iter().filter(|component| Kind::of(component).is_some()) {
        let ids = component.lines.iter().filter(|line| matches!(line.name.as_str(), "DTSTART" | "DUE"));
        if let Some(set) = named.get_mut(component.calendar) {
            set.extend(ids.filter_map(|line| line.param("TZID")));
        }
    }
    let only = |set: &BTreeSet<&str>| -> Option<Zone> {
        let zones: Vec<Zone> = set
            .iter()
            .filter_map(|id| zones.tie(id))
            .filter_map(|tie| if let Tie::Zone(zone) = tie { Some(zone) } else { None })
            .collect();
        zones.first().copied().filter(|first| zones.iter().all(|zone| zone == first))
    };
    let mut homes = Vec::new();
    for (calendar, set) in calendars.iter().zip(&named) {
        let line = calendar.line("X-WR-TIMEZONE");
        let stated = line.and_then(|line| zones.tie(&line.value));
        if let Some(line) = line.filter(|_| stated.is_none()) {
            let root = Path::Root;
            let message = format!("No time zone is called \"{}\"", line.value.trim());
            let finding =
                Diagnostic::new(Severity::Warning, line.value_place(), &root.field(&line.name), message);
            log.push(finding.found(&line.value).expected("An IANA time zone, such as Asia/Singapore"));
        }
        let zone = match stated {
            Some(Tie::Zone(zone)) => Some(zone),
            Some(Tie::Utc) => Some(Zone::UTC),
            _ => only(set),
        };
        homes.push((zone.unwrap_or(Zone::UTC), zone.is_some()));
    }
    homes
}

/// Title, description, and what else the calendars say about themselves.
fn name_timeline(importer: &mut Importer<'_>, calendars: &[&Component<'_>]) {
    let mut names: Vec<String> = Vec::new();
    for name in calendars.iter().filter_map(|calendar| name_of(calendar)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    importer.head.title = names.join(", ");
    let described = calendars
        .iter()
        .find_map(|calendar| calendar.value("X-WR-CALDESC").or_else(|| calendar.value("DESCRIPTION")));
    importer.head.description =
        described.map_or(String::new(), |text| markdown_from_html(&property_values::words(text)));
    let said: Vec<String> = calendars.iter().map(|calendar| properties(calendar)).collect();
    let said: Vec<String> = said.into_iter().filter(|object| object != "{}").collect();
    match said.as_slice() {
        [] => {}
        [one] => importer.head.extra.push((importer.format.key.to_owned(), one.clone())),
        list => importer.head.extra.push((importer.format.key.to_owned(), format!("[{}]", list.join(", ")))),
    }
}

fn name_of(calendar: &Component<'_>) -> Option<String> {
    let name = calendar.value("X-WR-CALNAME").or_else(|| calendar.value("NAME"))?;
    Some(in_one_line(&property_values::words(name))).filter(|name| !name.is_empty())
}

/// What a calendar says about itself beyond that, as JSON.
fn properties(calendar: &Component<'_>) -> String {
    let mut seen = HashSet::new();
    let members: Vec<String> = calendar
        .lines
        .iter()
        .filter(|line| !CALENDAR_WORDS.contains(&line.name.as_str()) && seen.insert(line.name.as_str()))
        .map(|line| {
            format!("{}: {}", json_text(&line.name), json_text(&property_values::words(line.value.trim())))
        })
        .collect();
    format!("{{{}}}", members.join(", "))
}

/// What a calendar holds that has no place on a timeline is counted and named once.
fn report_left_out(list: &[Component<'_>], log: &mut Log) {
    let is_event = |component: &Component<'_>| Kind::of(component).is_some();
    let is_left = |component: &&Component<'_>| {
        let parent = component.parent.and_then(|parent| list.get(parent));
        let is_top = parent.is_none_or(|parent| parent.kind == "VCALENDAR" || is_event(parent));
        is_top && !is_event(component) && !matches!(component.kind.as_str(), "VCALENDAR" | "VTIMEZONE")
    };
    let Some(first) = list.iter().find(is_left) else { return };
    let kinds = counted(list.iter().filter(is_left).map(|component| component.kind.as_str()));
    let span = first.span.start..first.span.start + "BEGIN:".len() + first.kind.len();
    let message = format!("There is no place on a timeline for {kinds}");
    log.push(Diagnostic::new(Severity::Note, span, &Path::Root, message).effect("Left out"));
}

/// Calendars as lanes, else categories.
fn set_lanes(records: &mut [Record], calendars: &[&Component<'_>], importer: &mut Importer<'_>) {
    let used: BTreeSet<usize> = records.iter().map(|record| record.calendar).collect();
    if used.len() > 1 {
        for calendar in &used {
            let name = calendars.get(*calendar).and_then(|calendar| name_of(calendar));
            importer.lane(
                &format!("calendar-{}", calendar + 1),
                &name.unwrap_or_else(|| format!("Calendar {}", calendar + 1)),
            );
        }
        for record in records {
            record.draft.lane = Some(format!("calendar-{}", record.calendar + 1));
        }
        return;
    }
    let firsts: HashSet<&String> = records.iter().filter_map(|record| record.draft.tags.first()).collect();
    if (2..=MOST_LANES).contains(&firsts.len()) {
        for record in records {
            record.draft.lane = record.draft.tags.first().cloned();
        }
    }
}

/// When the file was last written, in seconds of UTC; `None` where its stamps tell nothing about that.
fn written(records: &[Record], zone: Zone) -> Option<i128> {
    let stamp = records.iter().filter_map(|record| record.stamp).max()?;
    let points = || records.iter().filter_map(|record| record.start.map(|start| start.point(zone)));
    let before = points().filter(|point| i128::from(point.seconds()) <= stamp).count();
    (before * 2 >= points().count())
        .then_some(stamp)
        .filter(|stamp| CivilTime::from_seconds(*stamp).year > 1970)
}
