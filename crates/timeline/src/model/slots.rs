//! The slots of a recurring promise: when it was to be kept, and what became of each time.
//!
//! Slots are expectations drawn from the promise's rule. They are never events and never counted as such.

use super::{EventId, RelationKind, Status, Tie, Timeline};
use dateline_time::recurrence::{Rule, Unit};
use dateline_time::{CivilTime, TimePoint, Zone, month_name, year_text};

/// Maximum number of slots of one promise. A daily promise reaches as far as three years.
pub const MAX_SLOTS: usize = 1_000;

/// What a slot of a recurring promise came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotOutcome {
    /// An event fulfils it.
    Met(EventId),
    /// It is over and the file holds no record.
    Unmet,
    /// It is not over yet.
    Expected,
}

/// One time that a promise was to be kept: a calendar period in the promise's zone.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotSpec {
    /// Its beginning.
    pub from: TimePoint,
    /// Its end, which does not belong to it.
    pub until: TimePoint,
    /// What it came to.
    pub outcome: SlotOutcome,
    /// The period: "2022", "March 2022", "29 March 2022".
    pub period: String,
}

impl SlotSpec {
    /// The label of the slot: "2022: held", "2023: no record found", "Expected 2026".
    pub fn label(&self) -> String {
        match self.outcome {
            SlotOutcome::Met(_) => format!("{}: held", self.period),
            SlotOutcome::Unmet => format!("{}: no record found", self.period),
            SlotOutcome::Expected => format!("Expected {}", self.period),
        }
    }

    /// The label of the slot in shorter and shorter variants, for little room; the last is empty. The
    /// shortest variants of all outcomes are about equally long, so that an unmet slot loses its label no
    /// sooner than an expected one.
    pub fn label_variants(&self) -> [String; 4] {
        let (middle, short) = match self.outcome {
            SlotOutcome::Met(_) => (self.label(), "Held"),
            SlotOutcome::Unmet => (format!("{}: no record", self.period), "No record"),
            SlotOutcome::Expected => (self.label(), "Expected"),
        };
        [self.label(), middle, short.to_owned(), String::new()]
    }
}

/// Maximum number of units between two slots.
const MAX_INTERVAL: i64 = 10_000;

/// FREQ and INTERVAL of a recurrence rule that slots can be made from; its other parts do not change the
/// period in which an occurrence is expected, but for UNTIL and COUNT, which the file states as `until` or
/// in the text of the promise.
fn slot_rule(text: &str) -> Option<Rule> {
    let rule = Rule::parse(text)?;
    let has_periods = matches!(rule.unit, Unit::Year | Unit::Month | Unit::Week | Unit::Day);
    (has_periods && rule.interval <= MAX_INTERVAL).then_some(rule)
}

/// The beginning of a period, moved on by a number of units.
fn later(unit: Unit, start: CivilTime, number: i64) -> CivilTime {
    CivilTime::from_seconds(unit.added_to(start.seconds(), i128::from(number)))
}

/// How often: "Yearly", "Every 2 months".
fn rule_text(rule: Rule) -> String {
    if rule.interval > 1 {
        return format!("Every {} {}s", rule.interval, rule.unit.name());
    }
    match rule.unit {
        Unit::Year => "Yearly",
        Unit::Month => "Monthly",
        Unit::Week => "Weekly",
        _ => "Daily",
    }
    .to_owned()
}

/// The name of the period of a unit: "2022", "March 2022".
fn unit_period_text(unit: Unit, start: CivilTime) -> String {
    let year = year_text(start.year);
    match unit {
        Unit::Year => year,
        Unit::Month => format!("{} {year}", month_name(start.month)),
        Unit::Week => format!("week of {}\u{a0}{} {year}", start.day, month_name(start.month)),
        _ => format!("{}\u{a0}{} {year}", start.day, month_name(start.month)),
    }
}

/// Whether slots can be made from a recurrence rule: FREQ is YEARLY, MONTHLY, WEEKLY or DAILY, and INTERVAL,
/// if it is there, from 1 to 10,000.
pub fn rule_gives_slots(rule: &str) -> bool {
    slot_rule(rule).is_some()
}

/// Whether an event is a recurring promise with a rule that slots can be made from and a known beginning.
pub fn has_slots(timeline: &Timeline, event: EventId) -> bool {
    rule(timeline, event).is_some() && first_moment(timeline, event).is_some()
}

/// How often, as text: "Yearly", "Every 2 months"; empty for an event without slots.
pub fn slots_text(timeline: &Timeline, event: EventId) -> String {
    rule(timeline, event).map_or_else(String::new, rule_text)
}

/// The slots of a recurring promise, in order, at most [`MAX_SLOTS`]: from its beginning to the end that it
/// states, or else to the first one that is still to come.
///
/// A slot is a calendar period of the rule (year, month, week from Monday, day; with INTERVAL every n-th) in
/// the event's zone. It is met by the first event that says it fulfils the promise and whose date lies in the
/// slot. Empty for events without a rule of the forms above, and for cancelled ones.
pub fn slots(timeline: &Timeline, event: EventId, now: TimePoint) -> Vec<SlotSpec> {
    let promise = Promise::of(timeline, event);
    let slot =
        |promise: &Promise| promise.periods(now).iter().map(|period| promise.slot(period, now)).collect();
    promise.as_ref().map(slot).unwrap_or_default()
}

/// A recurring promise with all its periods: made once, so that a frame need not read its rule again.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    rule: Rule,
    /// Whether the promise states its end.
    is_bounded: bool,
    periods: Vec<Period>,
    /// By how many seconds its periods are moved on the axis from their dates.
    shift: i64,
}

/// A period in which a promise was to be kept once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// Its beginning.
    pub from: TimePoint,
    /// Its end, which does not belong to it.
    pub until: TimePoint,
    begins: CivilTime,
    met: Option<EventId>,
}

impl Promise {
    /// The promise of an event; `None` for those without slots.
    pub fn of(timeline: &Timeline, event: EventId) -> Option<Promise> {
        let (rule, first) = (rule(timeline, event)?, first_moment(timeline, event)?);
        let zone = timeline.event_zone(event);
        let recurrence = timeline.event(event).into_owned().recurrence?;
        let until = recurrence.until.and_then(|date| date.range(zone).hull().1);
        let held = fulfilments(timeline, event);
        let shift = timeline.shift(event);
        let start = rule.unit.period_start(zone.civil_from_point(first));
        let begin = |number: i64| later(rule.unit, start, number * rule.interval);
        let mut periods = Vec::new();
        for number in 0..MAX_SLOTS as i64 {
            // With an interval, the promise may be kept anywhere until the next slot begins.
            let (begins, ends) = (begin(number), begin(number + 1));
            let (from, to) = (zone.point_from_civil(begins), zone.point_from_civil(ends));
            if to <= from || until.is_some_and(|until| from >= until) {
                break;
            }
            let (from, to) = (from.saturating_add(shift), to.saturating_add(shift));
            let met = held.iter().find(|(_, (earliest, latest))| *earliest >= from && *latest <= to);
            periods.push(Period { from, until: to, begins, met: met.map(|(event, _)| *event) });
        }
        Some(Promise { rule, is_bounded: until.is_some(), periods, shift })
    }

    /// How often: "Yearly", "Every 2 months".
    pub fn label(&self) -> String {
        rule_text(self.rule)
    }

    /// Its periods in order: all where it states its end, else up to the first that is still to come.
    pub fn periods(&self, now: TimePoint) -> &[Period] {
        if self.is_bounded {
            return &self.periods;
        }
        let now = now.saturating_add(self.shift);
        let over = self.periods.partition_point(|period| period.until <= now);
        let to_come = self.periods.iter().skip(over);
        let last = to_come.take_while(|period| period.from <= now && period.met.is_some()).count();
        self.periods.get(..over + last + 1).unwrap_or(&self.periods)
    }

    /// What became of one of its periods.
    pub fn slot(&self, period: &Period, now: TimePoint) -> SlotSpec {
        let now = now.saturating_add(self.shift);
        let outcome = match period.met {
            Some(event) => SlotOutcome::Met(event),
            None if period.until <= now => SlotOutcome::Unmet,
            None => SlotOutcome::Expected,
        };
        SlotSpec {
            from: period.from,
            until: period.until,
            outcome,
            period: period_text(self.rule, period.begins),
        }
    }
}

fn period_text(rule: Rule, begins: CivilTime) -> String {
    let first = unit_period_text(rule.unit, begins);
    if rule.interval == 1 {
        return first;
    }
    let last = unit_period_text(rule.unit, later(rule.unit, begins, rule.interval - 1));
    let is_single = !first.contains(' ') && !last.contains(' ');
    if is_single { format!("{first}–{last}") } else { format!("{first} – {last}") }
}

fn rule(timeline: &Timeline, event: EventId) -> Option<Rule> {
    let is_called_off = timeline.status(event) == Status::Cancelled;
    if is_called_off || timeline.recurring().binary_search(&event).is_err() {
        return None;
    }
    timeline.event(event).recurrence.as_ref().and_then(|recurrence| slot_rule(recurrence.rule.as_ref()?))
}

/// When the first occurrence is expected: the beginning of `from`, else of the event's own date.
fn first_moment(timeline: &Timeline, event: EventId) -> Option<TimePoint> {
    let zone: Zone = timeline.event_zone(event);
    let stated = timeline.event(event).recurrence.as_ref()?.from.as_ref().map(|date| date.range(zone));
    let own = || timeline.date(event).map(|date| date.range(zone));
    stated.or_else(own).and_then(|range| range.sort_key())
}

/// The events that fulfil a promise, with the stretches in which they lie, by date.
fn fulfilments(timeline: &Timeline, event: EventId) -> Vec<(EventId, (TimePoint, TimePoint))> {
    let mut found: Vec<_> = timeline
        .incoming(event)
        .filter(|tie| tie.kind == RelationKind::Fulfils)
        .filter_map(|Tie { from, .. }| {
            let range = timeline.range(from)?;
            let earliest = range.sort_key()?;
            Some((from, (earliest, range.latest_end.or(range.latest_start).unwrap_or(earliest))))
        })
        .collect();
    found.sort_by_key(|(event, stretch)| (*stretch, *event));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Basis, Event, Recurrence, Relation, TimelineBuilder};
    use dateline_time::Date;

    fn promise(rule: &str, from: &str, until: Option<&str>) -> Event {
        let mut event = Event::new("promise", "Dialogue to be held");
        event.status = Status::Recurring;
        event.recurrence = Some(Recurrence {
            text: "once a year".to_owned(),
            rule: Some(rule.to_owned()),
            from: Some(Date::parse(from).unwrap()),
            until: until.map(|text| Date::parse(text).unwrap()),
            extra: Vec::new(),
        });
        event
    }

    fn kept(date: &str, promise: EventId) -> Event {
        let mut event = Event::new(date, "Dialogue held");
        event.date = Some(Date::parse(date).unwrap());
        event.relations.push(Relation {
            kind: RelationKind::Fulfils,
            to: Some(promise),
            to_key: "promise".to_owned(),
            basis: Basis::Stated,
            note: String::new(),
            extra: Vec::new(),
        });
        event
    }

    fn labels(promise: Event, dates: &[&str], now: &str) -> Vec<String> {
        let mut builder = TimelineBuilder::default();
        let id = builder.event(promise);
        for date in dates {
            builder.event(kept(date, id));
        }
        let now = Date::parse(now).unwrap().range(Zone::UTC).sort_key().unwrap();
        slots(&builder.build(), id, now).iter().map(SlotSpec::label).collect()
    }

    #[test]
    fn a_yearly_promise_says_what_became_of_every_year() {
        let found = labels(promise("FREQ=YEARLY", "2022", None), &["2022-10?", "2024-10"], "2026-11-20");
        assert_eq!(
            found,
            ["2022: held", "2023: no record found", "2024: held", "2025: no record found", "Expected 2026"]
        );
    }

    #[test]
    fn a_year_that_is_already_kept_is_followed_by_the_next() {
        let found = labels(promise("FREQ=YEARLY", "2025", None), &["2026-03"], "2026-11-20");
        assert_eq!(found, ["2025: no record found", "2026: held", "Expected 2027"]);
    }

    #[test]
    fn rules_give_months_weeks_days_and_longer_steps() {
        let months =
            labels(promise("RRULE:FREQ=MONTHLY;INTERVAL=5", "2021-11", Some("2022-12")), &[], "2022-05");
        assert_eq!(
            months,
            [
                "November 2021 – March 2022: no record found",
                "Expected April 2022 – August 2022",
                "Expected September 2022 – January 2023"
            ]
        );
        let weeks =
            labels(promise("freq=weekly", "2022-03-30", Some("2022-04-07")), &["2022-04-06"], "2022-04-08");
        assert_eq!(weeks, ["week of 28\u{a0}March 2022: no record found", "week of 4\u{a0}April 2022: held"]);
        let days = labels(promise("FREQ=DAILY", "2022-03-30", None), &[], "2022-03-30");
        assert_eq!(days, ["Expected 30\u{a0}March 2022"]);
    }

    #[test]
    fn what_lies_only_partly_in_a_year_does_not_meet_it() {
        let found = labels(promise("FREQ=YEARLY", "2022", None), &["2022-12/2023-01"], "2023-06");
        assert_eq!(found, ["2022: no record found", "Expected 2023"]);
    }

    #[test]
    fn odd_rules_give_nothing_and_long_ones_end() {
        for rule in ["", "FREQ=SECONDLY", "FREQ=YEARLY;INTERVAL=0", "FREQ=YEARLY;INTERVAL=x", "yearly"] {
            assert!(labels(promise(rule, "2022", None), &[], "2026").is_empty(), "{rule}");
        }
        assert_eq!(labels(promise("FREQ=DAILY", "1900", None), &[], "2026").len(), MAX_SLOTS);
        assert!(labels(promise("FREQ=YEARLY", "Y290000000000", None), &[], "2026").len() <= MAX_SLOTS);
    }
}
