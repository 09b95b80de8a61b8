//! Which records of a calendar belong together: versions of one event, and the dates of a repeated one.

use std::collections::{HashMap, HashSet};

use super::event_properties::Record;
use super::property_values::{Moment, Tie};
use super::recurrences;
use super::recurrences::{Dates, StatedRule};
use crate::import::{Draft, Importer, Link};
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::recurrence::{Allowance, Bounds, Followed, MAX_PER_RULE, Reach};
use dateline_time::{CivilTime, Date, DateError, SECONDS_PER_DAY, Zone, grouped};
use dateline_timeline::model::{Basis, Recurrence, RelationKind, Status};

/// What all events of the file share.
pub(super) struct Shared {
    /// The zone of each calendar.
    pub homes: Vec<Zone>,
    /// The zone of the timeline.
    pub zone: Zone,
    /// The reading at which endless rules stop.
    pub window: i128,
    /// The present moment in seconds of UTC, where it is known.
    pub now: Option<i128>,
    /// What is later than this, in seconds of UTC, was still to come when the file was written.
    pub written: Option<i128>,
}

impl Shared {
    fn home(&self, record: &Record) -> Zone {
        self.homes.get(record.calendar).copied().unwrap_or(self.zone)
    }
}

/// Makes events of all records.
///
/// # Errors
/// When the reading is cancelled.
pub(super) fn add_all(
    records: Vec<Record>,
    shared: &Shared,
    importer: &mut Importer<'_>,
) -> Result<(), Failure> {
    let mut records = records;
    relate_others(&mut records);
    let older = older_versions(&records);
    let replaced = replaced_dates(&records, &older, shared);
    let series: HashSet<String> = records
        .iter()
        .filter(|record| record.replaces.is_none() && !record.uid.is_empty())
        .map(|record| record.uid.clone())
        .collect();
    let rules = records.iter().map(|record| record.rules.len()).sum();
    let mut repeater = Repeater { shared, allowance: Allowance::of(rules), is_exhausted: false, replaced };
    importer.each_in_order(records.into_iter(), |importer, record| {
        importer.log.record = Some(record.number);
        for (name, kind) in &record.kinds {
            importer.actor(name, *kind);
        }
        if let Some(newer) = older.get(&record.number) {
            merge_older(&record, newer.clone(), importer);
        } else if record.replaces.is_some() {
            add_replacement(record, &series, shared, importer);
        } else {
            repeater.add(record, importer);
        }
    })?;
    Ok(())
}

/// Gives each event the relations that another one states about it.
fn relate_others(records: &mut [Record]) {
    let by_uid: HashMap<String, usize> = records
        .iter()
        .enumerate()
        .filter(|(_, record)| record.replaces.is_none() && !record.uid.is_empty())
        .map(|(index, record)| (record.uid.clone(), index))
        .collect();
    for index in 0..records.len() {
        let Some(record) = records.get_mut(index) else { continue };
        let own = record.uid.clone();
        for (uid, link) in std::mem::take(&mut record.of_others) {
            let other =
                by_uid.get(&uid).filter(|_| !own.is_empty()).and_then(|other| records.get_mut(*other));
            match other {
                Some(other) => other.draft.links.push(Link { to: own.clone(), ..link }),
                None => {
                    if let Some(record) = records.get_mut(index) {
                        record.draft.leave(format!("RELATED-TO;RELTYPE={}", link.kind.key()), &uid);
                    }
                }
            }
        }
    }
}

/// Records that a newer version of the same event replaces, each with the span of that version.
///
/// A UID names one event in the world. Programs that give the same one to everything are told by what they
/// write: as often revised, other words, another start.
fn older_versions(records: &[Record]) -> HashMap<usize, std::ops::Range<usize>> {
    let mut newest: HashMap<(&str, Option<CivilTime>), &Record> = HashMap::new();
    let mut older = HashMap::new();
    for record in records.iter().filter(|record| !record.uid.is_empty()) {
        let key = (record.uid.as_str(), record.replaces.map(|moment| moment.civil));
        let Some(known) = newest.get(&key).copied() else {
            newest.insert(key, record);
            continue;
        };
        let is_revised = known.sequence != record.sequence;
        let is_alike = known.draft.event.title == record.draft.event.title || known.start == record.start;
        if !is_revised && !is_alike {
            continue;
        }
        let (new, old) = if (record.sequence, record.stamp) >= (known.sequence, known.stamp) {
            (record, known)
        } else {
            (known, record)
        };
        newest.insert(key, new);
        older.insert(old.number, new.draft.span.clone());
    }
    older
}

fn merge_older(record: &Record, newer: std::ops::Range<usize>, importer: &mut Importer<'_>) {
    let span = record.draft.span.clone();
    let mut finding =
        Diagnostic::new(Severity::Note, span, &Path::Root, "The same event stands in a newer version")
            .found(&record.uid)
            .effect("The newer one is shown");
    finding.refers_to = Some(newer.start);
    importer.merge(finding);
}

/// The dates of repeated events that records of their own replace, by UID.
fn replaced_dates(
    records: &[Record],
    older: &HashMap<usize, std::ops::Range<usize>>,
    shared: &Shared,
) -> HashMap<String, Vec<(Moment, Zone)>> {
    let mut dates: HashMap<String, Vec<(Moment, Zone)>> = HashMap::new();
    for record in records.iter().filter(|record| !older.contains_key(&record.number)) {
        let Some(moment) = record.replaces.filter(|_| !record.uid.is_empty()) else { continue };
        dates.entry(record.uid.clone()).or_default().push((moment, shared.home(record)));
    }
    dates
}

/// A record that replaces one date of a repeated event is an event of its own.
fn add_replacement(record: Record, series: &HashSet<String>, shared: &Shared, importer: &mut Importer<'_>) {
    let mut record = record;
    let Some(replaced) = record.replaces else { return };
    if !record.uid.is_empty() {
        record.draft.event.key = format!("{}/{}", record.uid, day_text(replaced.civil));
        if series.contains(&record.uid) {
            record.draft.links.push(part_of(&record.uid));
        }
    }
    let zone = shared.home(&record);
    let (start, end) = (record.start, record.end);
    let draft = dated(&record, start, end, zone, shared, importer.log);
    importer.add_of(record.number, draft);
}

fn part_of(uid: &str) -> Link {
    Link { kind: RelationKind::PartOf, to: uid.to_owned(), basis: Basis::Stated, note: String::new() }
}

fn day_text(civil: CivilTime) -> String {
    format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
}

/// The draft of a record at one of its dates.
fn dated(
    record: &Record,
    start: Option<Moment>,
    end: Option<Moment>,
    home: Zone,
    shared: &Shared,
    log: &mut Log,
) -> Draft {
    let mut draft = record.draft.clone();
    let Some(start) = start else { return draft };
    let zone = if let Tie::Zone(zone) = start.tie { zone } else { home };
    draft.event.zone = Some(zone).filter(|zone| *zone != shared.zone);
    match date_of(start, end, zone) {
        Ok(date) => draft.event.date = Some(date),
        Err(error) => {
            let finding =
                Diagnostic::new(Severity::Error, record.draft.span.clone(), &Path::Root, error.message);
            log.push(finding.effect("Shown without a date"));
        }
    }
    let point = i128::from(start.point(home).seconds());
    if let Some(written) = shared.written.filter(|written| !record.draft.states_status && point > *written) {
        draft.event.status = Status::Planned;
        draft.event.as_of = Date::parse(&day_text(CivilTime::from_seconds(written))).ok();
    }
    draft
}

/// A day, days, a time or a stretch of time. The end of days is the first day after them.
fn date_of(start: Moment, end: Option<Moment>, zone: Zone) -> Result<Date, DateError> {
    let first = start.text(zone);
    let last = match end {
        Some(end) if start.is_day => end.later(-1, 0).text(zone),
        Some(end) => end.text(zone),
        None => first.clone(),
    };
    Date::parse(&if first == last { first } else { format!("{first}/{last}") })
}

/// Makes the dates of repeated events.
struct Repeater<'s> {
    shared: &'s Shared,
    allowance: Allowance,
    is_exhausted: bool,
    replaced: HashMap<String, Vec<(Moment, Zone)>>,
}

/// When a repeated event takes place.
struct SeriesDates {
    /// The readings that no record of its own replaces.
    readings: Dates,
    /// How many of them single dates give and no rule.
    added: usize,
    /// Those that are taken out.
    taken: Dates,
}

/// So many dates that are taken out of a series are named; of more their number is said.
const MOST_NAMED: usize = 3;

/// What a rule in words does not say of the dates: ", except on 2 May 2022", ", and on 2 other dates".
fn besides(dates: &SeriesDates) -> String {
    let taken = dates.taken.in_order();
    let named: Vec<String> = taken
        .iter()
        .filter_map(|at| Date::parse(&day_text(CivilTime::from_seconds(*at))).ok())
        .map(|date| date.label())
        .collect();
    let except = match named.len() {
        0 => String::new(),
        1..=MOST_NAMED => format!(", except on {}", recurrences::joined(&named)),
        count => format!(", except on {} dates", grouped(count as u64)),
    };
    let more = match dates.added {
        0 => String::new(),
        1 => ", and on 1 other date".to_owned(),
        count => format!(", and on {} other dates", grouped(count as u64)),
    };
    format!("{except}{more}")
}

impl Repeater<'_> {
    fn add(&mut self, record: Record, importer: &mut Importer<'_>) {
        let mut record = record;
        record.draft.event.key.clone_from(&record.uid);
        let home = self.shared.home(&record);
        let repeats = !record.rules.is_empty() || !record.dates.is_empty();
        let start = match record.start.filter(|_| repeats) {
            Some(start) => start,
            None => {
                let (start, end) = (record.start, record.end);
                let draft = dated(&record, start, end, home, self.shared, importer.log);
                if repeats {
                    self.report_dateless(&record, importer.log);
                }
                importer.add_of(record.number, draft);
                return;
            }
        };
        let dates = self.dates(&record, start, home, importer.log);
        if !record.rules.is_empty() {
            let mut promise = recurrence(&record, start, home);
            promise.text.push_str(&besides(&dates));
            record.draft.event.recurrence = Some(promise);
        }
        let readings = dates.readings.in_order();
        let Some((first, others)) = readings.split_first() else {
            return self.add_without_dates(record, start, importer);
        };
        let length = record.end.map(|end| end.civil.seconds() - start.civil.seconds());
        let end_of = |at: i128| record.end.zip(length).map(|(end, length)| end.at(at + length));
        let draft = dated(&record, Some(start.at(*first)), end_of(*first), home, self.shared, importer.log);
        importer.add_of(record.number, draft);
        let mut before = *first;
        for at in others {
            let mut draft = dated(&record, Some(start.at(*at)), end_of(*at), home, self.shared, importer.log);
            draft.event.recurrence = None;
            draft.links.clear();
            draft.left.clear();
            if !record.uid.is_empty() {
                let civil = CivilTime::from_seconds(*at);
                let is_same_day = before.div_euclid(i128::from(SECONDS_PER_DAY))
                    == at.div_euclid(i128::from(SECONDS_PER_DAY));
                let day = day_text(civil);
                draft.event.key = if is_same_day {
                    format!("{}/{day}T{:02}:{:02}:{:02}", record.uid, civil.hour, civil.minute, civil.second)
                } else {
                    format!("{}/{day}", record.uid)
                };
                draft.links.push(part_of(&record.uid));
            }
            importer.add_repetition_of(record.number, draft);
            before = *at;
        }
    }

    /// When a repeated event takes place without a record of its own that says so.
    fn dates(&mut self, record: &Record, start: Moment, home: Zone, log: &mut Log) -> SeriesDates {
        let mut dates = Dates::default();
        dates.add([start.civil.seconds()]);
        let bounds = Bounds { window: self.shared.window, now: self.shared.now };
        for rule in &record.rules {
            match recurrences::follow(&rule.text, &start, home, bounds, &mut self.allowance) {
                Ok(followed) => {
                    self.report_extent(rule, &followed, start, log);
                    dates.add(followed.readings);
                }
                Err(message) => {
                    let finding = finding(record, rule, format!("This rule cannot be followed: {message}"));
                    log.push(
                        Diagnostic { severity: Severity::Warning, ..finding }
                            .expected("A rule such as FREQ=YEARLY;COUNT=5")
                            .effect("Only the first date is shown"),
                    );
                }
            }
        }
        let room = MAX_PER_RULE;
        let of_rules = dates.count();
        dates.add(record.dates.iter().take(room).map(|moment| recurrences::reading(moment, &start, home)));
        let added = dates.count() - of_rules;
        if record.dates.len() > room {
            let message = format!("More than {} single dates", grouped(room as u64));
            let span = record.draft.span.clone();
            let finding = Diagnostic::new(Severity::Warning, span, &Path::Root, message);
            log.push(finding.effect(format!("The first {} are shown", grouped(room as u64))));
        }
        let mut taken = Dates::default();
        for moment in &record.without {
            let reading = recurrences::reading(moment, &start, home);
            taken.add(Some(reading).filter(|reading| dates.take_out(*reading, moment.is_day)));
        }
        let replaced = self.replaced.get(&record.uid).map_or(&[][..], Vec::as_slice);
        for (moment, _) in replaced {
            dates.take_out(recurrences::reading(moment, &start, home), moment.is_day);
        }
        SeriesDates { readings: dates, added, taken }
    }

    fn report_extent(&mut self, rule: &StatedRule, followed: &Followed, start: Moment, log: &mut Log) {
        let count = grouped(followed.readings.len() as u64);
        let words = |at: Option<&i128>| {
            let civil = CivilTime::from_seconds(at.copied().unwrap_or(start.civil.seconds()));
            Date::parse(&day_text(civil)).map_or(String::new(), |date| date.label())
        };
        let [first, last] = [followed.readings.first(), followed.readings.last()].map(words);
        let (severity, message) = match followed.reach {
            Reach::Whole => return,
            Reach::ToWindow => (Severity::Note, "This repeats without end".to_owned()),
            Reach::ToLimit => (Severity::Warning, "This repeats too often to show every date".to_owned()),
            Reach::Exhausted => {
                if std::mem::replace(&mut self.is_exhausted, true) {
                    return;
                }
                (Severity::Warning, "The rules of this file give too many dates to show them all".to_owned())
            }
        };
        let effect = match followed.reach {
            Reach::Exhausted => "From here on, rules that are not followed show their first date".to_owned(),
            _ if followed.skips_earlier => {
                format!("The first date is shown and {count} near today, from {first} to {last}")
            }
            _ => format!("{count} dates of the rule are followed, the last one {last}"),
        };
        let root = Path::Root;
        let span = rule.span.clone();
        let finding = Diagnostic::new(severity, span, &root.field("RRULE"), message).found(&rule.text);
        log.push(finding.effect(effect));
    }

    fn report_dateless(&self, record: &Record, log: &mut Log) {
        if let Some(rule) = record.rules.first() {
            let finding = finding(record, rule, "A rule needs a first date".to_owned());
            log.push(finding.hint("Add DTSTART").effect("The rule is left out, and kept when saving"));
        }
    }

    /// All dates of an event are taken out, or stand in records of their own.
    fn add_without_dates(&self, record: Record, start: Moment, importer: &mut Importer<'_>) {
        let span = record.draft.span.clone();
        if self.replaced.contains_key(&record.uid) {
            let finding = Diagnostic::new(
                Severity::Note,
                span,
                &Path::Root,
                "Each of its dates is taken out or stands in a record of its own",
            );
            // The other records are parts of it, so it stays, without a date of its own.
            importer.log.push(finding.effect("Shown without a date"));
            importer.add_of(record.number, record.draft);
            return;
        }
        let finding = Diagnostic::new(Severity::Warning, span, &Path::Root, "All of its dates are taken out");
        importer.log.push(finding.effect("Shown at its first date"));
        let home = self.shared.home(&record);
        let draft = dated(&record, Some(start), record.end, home, self.shared, importer.log);
        importer.add_of(record.number, draft);
    }
}

fn finding(record: &Record, rule: &StatedRule, message: String) -> Diagnostic {
    let root = Path::Root;
    let kind = root.field("VEVENT");
    let path = kind.item(record.number);
    Diagnostic::new(Severity::Warning, rule.span.clone(), &path.field("RRULE"), message).found(&rule.text)
}

/// The rule in words. No rule is handed on: the dates that it gives are events here, and slots would show
/// them twice.
fn recurrence(record: &Record, start: Moment, home: Zone) -> Recurrence {
    let words: Vec<String> = record.rules.iter().map(|rule| recurrences::rule_text(&rule.text)).collect();
    let zone = if let Tie::Zone(zone) = start.tie { zone } else { home };
    let until = match record.rules.as_slice() {
        [rule] => recurrences::until(&rule.text).and_then(|until| Date::parse(&until.text(zone)).ok()),
        _ => None,
    };
    Recurrence {
        text: words.join("; "),
        rule: None,
        from: Date::parse(&start.text(zone)).ok(),
        until,
        extra: Vec::new(),
    }
}
