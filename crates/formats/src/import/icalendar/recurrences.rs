//! When an event of a calendar is repeated: its rules, within a window and up to a limit, and single dates.
//!
//! Rules count in what calendars and clocks show, so they are followed in plain readings, without any zone; each
//! reading then belongs to the event's zone. What a rule may cost is bounded: by repetitions, by the window, and by
//! an allowance of steps for the whole file, because a rule may look for a day that never comes.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use chrono::{DateTime, TimeZone, Utc};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};

use super::property_values;
use super::property_values::{Moment, Tie};
use dateline_time::{CivilTime, Zone, grouped, month_name};

/// Most repetitions of one rule that are made.
pub(super) const MOST_OF_RULE: usize = 1_000;
/// Most dates of one rule that are looked at, and most of its steps that are paid for.
const MOST_WALKED: usize = 32_000;
/// Most repetitions that are made of all rules of a file.
pub(super) const MOST_OF_FILE: usize = 20_000;
/// Steps that all rules of a file may take together.
const MOST_STEPS: u64 = 3_000_000;
/// What a search costs that found nothing before it gave up.
const FRUITLESS: u64 = 100_000;
/// Longest stretch that a rule in hours, minutes or seconds is followed for, in its steps.
const MOST_SMALL_STEPS: i128 = 50_000;

/// How far rules are followed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// The reading at which endless rules stop.
    pub window: i128,
    /// The present moment as a reading, where it is known: of too many dates those nearest to it are kept.
    pub now: Option<i128>,
    /// What floating times belong to.
    pub home: Zone,
}

/// What is left for the rules of a file.
#[derive(Debug)]
pub(super) struct Allowance {
    /// Repetitions.
    pub repetitions: usize,
    /// Steps.
    pub steps: u64,
    /// Rules that are still to be followed; what is left is shared among them.
    pub rules: usize,
}

impl Allowance {
    /// That of a file with so many rules.
    pub fn of(rules: usize) -> Allowance {
        Allowance { repetitions: MOST_OF_FILE, steps: MOST_STEPS, rules }
    }
}

/// A rule as the file states it.
#[derive(Clone, Debug)]
pub(super) struct StatedRule {
    /// `FREQ=WEEKLY;BYDAY=TU`
    pub text: String,
    /// Where it stands in the source text.
    pub place: Range<usize>,
}

/// What of a rule was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// It never ends; repetitions were made to the end of the window.
    ToWindow,
    /// It goes on beyond the limit of repetitions, or beyond its share of those of the file.
    ToLimit,
    /// The file's allowance is used up.
    Exhausted,
}

/// The repetitions that a rule gives.
#[derive(Debug)]
pub(super) struct Followed {
    /// Their readings in seconds, in order, at most [`MOST_OF_RULE`].
    pub readings: Vec<i128>,
    /// Whether earlier ones were left for those near to the present moment.
    pub skips_earlier: bool,
    /// Whether these are all.
    pub extent: Extent,
}

/// Follows one rule from `start` on.
///
/// # Errors
/// When it is no rule, with what is wrong.
pub(super) fn follow(
    rule: &str,
    start: &Moment,
    bounds: Bounds,
    allowance: &mut Allowance,
) -> Result<Followed, String> {
    let parts = Parts::of(rule);
    let plain: RRule<Unvalidated> = parts.without_until().parse().map_err(in_words)?;
    let begins = utc(start.civil.seconds()).ok_or("Its first date is too far away")?;
    let is_endless = parts.until.is_none() && plain.get_count().is_none();
    let until = match parts.until {
        Some(text) => Some(until_reading(text, start, bounds.home)?),
        None => None,
    };
    if until.is_some_and(|until| until < start.civil.seconds()) {
        return Err("It ends before it begins".to_owned());
    }
    let step = step_seconds(plain.get_freq()) * i128::from(plain.get_interval());
    if step == 0 {
        return Err("INTERVAL is 0".to_owned());
    }
    let mut last = if is_endless { bounds.window } else { until.unwrap_or(i128::MAX) };
    let is_small = step_seconds(plain.get_freq()) < 86_400;
    if is_small {
        last = last.min(start.civil.seconds() + step * MOST_SMALL_STEPS);
    }
    // A rule cannot say what it costs, so its longest way is paid for beforehand.
    let length = last.min(start.civil.seconds() + step * MOST_WALKED as i128) - start.civil.seconds();
    let cost = u64::try_from(length / step).unwrap_or(0).max(1);
    if allowance.steps < cost || allowance.repetitions == 0 {
        return Ok(Followed { readings: Vec::new(), skips_earlier: false, extent: Extent::Exhausted });
    }
    allowance.steps -= cost;
    let bounded = match utc(last) {
        Some(last) => plain.until(last),
        None => plain,
    };
    let set =
        bounded.validate(begins).map(|rule| RRuleSet::new(begins).rrule(rule)).map_err(in_words)?.limit();
    let share = allowance.repetitions / allowance.rules.max(1);
    allowance.rules = allowance.rules.saturating_sub(1);
    let most = MOST_OF_RULE.min(share.max(1));
    // Where the walk ends before the present moment, the last of it are no better than the first.
    let reach = start.civil.seconds().saturating_add(step.saturating_mul(MOST_WALKED as i128)).min(last);
    let aim = bounds.now.filter(|now| *now <= reach || !is_small);
    let walk = set.into_iter().map(|at: DateTime<Tz>| i128::from(at.timestamp()));
    let Kept { readings, skips_earlier, is_cut } = nearest(walk.take_while(|at| *at <= last), most, aim);
    if readings.len() <= 1 {
        allowance.steps = allowance.steps.saturating_sub(FRUITLESS);
    }
    let extent = if is_cut {
        Extent::ToLimit
    } else if is_endless {
        Extent::ToWindow
    } else {
        Extent::Whole
    };
    allowance.repetitions = allowance.repetitions.saturating_sub(readings.len());
    Ok(Followed { readings, skips_earlier, extent })
}

/// What is kept of the dates that a rule gives.
struct Kept {
    readings: Vec<i128>,
    /// Whether some before them are left out.
    skips_earlier: bool,
    /// Whether any are left out.
    is_cut: bool,
}

/// The first so many dates, or those nearest to a moment; they come in order.
fn nearest(dates: impl Iterator<Item = i128>, most: usize, aim: Option<i128>) -> Kept {
    let mut kept = VecDeque::new();
    let (mut skips_earlier, mut is_cut) = (false, false);
    for date in dates.take(MOST_WALKED) {
        if kept.len() < most {
            kept.push_back(date);
            continue;
        }
        is_cut = true;
        let first = kept.front().copied().unwrap_or(date);
        if aim.is_none_or(|aim| aim.abs_diff(date) >= aim.abs_diff(first)) {
            break;
        }
        skips_earlier = true;
        kept.pop_front();
        kept.push_back(date);
    }
    Kept { readings: kept.into(), skips_earlier, is_cut }
}

/// The dates of an event: its first, those of rules and single ones, without those that are taken out.
#[derive(Debug, Default)]
pub(super) struct Dates {
    readings: BTreeSet<i128>,
}

impl Dates {
    /// Adds readings.
    pub fn add(&mut self, readings: impl IntoIterator<Item = i128>) {
        self.readings.extend(readings);
    }

    /// Takes a reading out; with `whole_day` all of that day. Says whether there was one.
    pub fn take_out(&mut self, reading: i128, whole_day: bool) -> bool {
        if !whole_day {
            return self.readings.remove(&reading);
        }
        let day = reading.div_euclid(86_400) * 86_400;
        let found: Vec<i128> = self.readings.range(day..day + 86_400).copied().collect();
        found.iter().for_each(|reading| {
            self.readings.remove(reading);
        });
        !found.is_empty()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.readings.len()
    }

    /// What is left, in order.
    pub fn in_order(&self) -> Vec<i128> {
        self.readings.iter().copied().collect()
    }
}

/// The parts of a rule that are read here and not by `rrule`.
struct Parts<'a> {
    text: &'a str,
    until: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(rule: &'a str) -> Parts<'a> {
        let text = rule.trim();
        let text = text.strip_prefix("RRULE:").unwrap_or(text);
        Parts { text, until: value_of(text, "UNTIL") }
    }

    /// Without UNTIL, whose notation differs between programs, and without empty parts.
    fn without_until(&self) -> String {
        let is_other = |part: &&str| {
            let name = part.split('=').next().unwrap_or_default().trim();
            !name.is_empty() && !name.eq_ignore_ascii_case("UNTIL")
        };
        let parts: Vec<String> = self
            .text
            .split(';')
            .filter(is_other)
            .map(|part| part.chars().filter(|letter| !letter.is_whitespace()).collect::<String>())
            .collect();
        parts.join(";").to_ascii_uppercase()
    }
}

/// A part of a rule: the value of a name.
fn value_of<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    rule.split(';').find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

/// When a rule ends, as the event's calendar and clock show it; a day ends with its last second.
fn until_reading(text: &str, start: &Moment, home: Zone) -> Result<i128, String> {
    let until = property_values::moment(text).map_err(|error| format!("UNTIL: {}", error.message))?.moment;
    if until.is_day {
        return Ok(until.civil.seconds() + 86_399);
    }
    if start.is_day {
        // In the zone of the calendar, midnight of UTC is in the middle of another day.
        return Ok(until.civil.seconds());
    }
    Ok(until.reading_in(start.tie, home))
}

/// When a rule ends, as a moment, for words.
pub(super) fn until(rule: &str) -> Option<Moment> {
    value_of(rule, "UNTIL").and_then(|text| property_values::moment(text).ok()).map(|read| read.moment)
}

fn utc(seconds: i128) -> Option<DateTime<Tz>> {
    let seconds = i64::try_from(seconds).ok()?;
    let at = Utc.timestamp_opt(seconds, 0).single()?;
    // Rules are followed within the years that calendars write.
    (-70_000_000_000..=253_402_300_799).contains(&seconds).then(|| at.with_timezone(&Tz::UTC))
}

fn step_seconds(frequency: Frequency) -> i128 {
    match frequency {
        Frequency::Yearly => 31_556_952,
        Frequency::Monthly => 2_629_746,
        Frequency::Weekly => 604_800,
        Frequency::Daily => 86_400,
        Frequency::Hourly => 3_600,
        Frequency::Minutely => 60,
        Frequency::Secondly => 1,
    }
}

fn in_words(error: impl std::fmt::Display) -> String {
    let text = error.to_string().replace('`', "");
    let text = text.rsplit_once("error: ").map_or(text.clone(), |(_, rest)| rest.to_owned());
    text.trim_end_matches('.').to_owned()
}

/// A rule in words: "every 2 weeks on Tuesday and Thursday, 10 times". Parts that few use stay out of the words.
pub(super) fn rule_words(rule: &str) -> String {
    let value = |name: &str| value_of(rule, name);
    let interval: u64 = value("INTERVAL").and_then(|number| number.parse().ok()).unwrap_or(1);
    let units = match value("FREQ").unwrap_or_default().to_ascii_uppercase().as_str() {
        "YEARLY" => "year",
        "MONTHLY" => "month",
        "WEEKLY" => "week",
        "DAILY" => "day",
        "HOURLY" => "hour",
        "MINUTELY" => "minute",
        "SECONDLY" => "second",
        _ => return rule.to_owned(),
    };
    let mut words = if interval == 1 {
        format!("every {units}")
    } else {
        format!("every {} {units}s", grouped(interval))
    };
    let days: Vec<String> =
        value("BYDAY").into_iter().flat_map(|list| list.split(',')).map(day_words).collect();
    if !days.is_empty() {
        words.push_str(&format!(" on {}", joined(&days)));
    }
    let dates: Vec<String> =
        value("BYMONTHDAY").into_iter().flat_map(|list| list.split(',')).map(str::to_owned).collect();
    if !dates.is_empty() {
        words.push_str(&format!(" on day {}", joined(&dates)));
    }
    let months: Vec<String> = value("BYMONTH")
        .into_iter()
        .flat_map(|list| list.split(','))
        .filter_map(|month| month.trim().parse::<u8>().ok().filter(|month| (1..=12).contains(month)))
        .map(|month| month_name(month).to_owned())
        .collect();
    if !months.is_empty() {
        words.push_str(&format!(" in {}", joined(&months)));
    }
    if let Some(count) = value("COUNT").and_then(|number| number.parse::<u64>().ok()) {
        let times = if count == 1 { "once".to_owned() } else { format!("{} times", grouped(count)) };
        words.push_str(&format!(", {times}"));
    }
    if let Some(until) = until(rule) {
        let CivilTime { year, month, day, .. } = until.civil;
        words.push_str(&format!(", until {day}\u{a0}{} {year}", month_name(month)));
    }
    words
}

/// "TU" as "Tuesday", "2TU" as "the 2nd Tuesday", "-1FR" as "the last Friday".
fn day_words(day: &str) -> String {
    let day = day.trim().to_ascii_uppercase();
    let split = day.len().saturating_sub(2);
    let (number, name) = (day.get(..split).unwrap_or_default(), day.get(split..).unwrap_or_default());
    let name = match name {
        "MO" => "Monday",
        "TU" => "Tuesday",
        "WE" => "Wednesday",
        "TH" => "Thursday",
        "FR" => "Friday",
        "SA" => "Saturday",
        "SU" => "Sunday",
        _ => return day,
    };
    match number.trim_start_matches('+') {
        "" => name.to_owned(),
        "1" => format!("the 1st {name}"),
        "2" => format!("the 2nd {name}"),
        "3" => format!("the 3rd {name}"),
        "-1" => format!("the last {name}"),
        other => match other.strip_prefix('-') {
            Some(back) => format!("the {name} {back} from the end"),
            None => format!("the {other}th {name}"),
        },
    }
}

/// "one", "one and two", "one, two and three".
pub(super) fn joined(words: &[String]) -> String {
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// What single dates are tied to where a rule has none.
pub(super) fn reading(moment: &Moment, start: &Moment, home: Zone) -> i128 {
    let tie = if start.is_day { Tie::Floating } else { start.tie };
    moment.reading_in(tie, home)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn followed(rule: &str, start: &str, window: &str) -> Result<(Vec<String>, Extent), String> {
        let start = property_values::moment(start).unwrap().moment;
        let window = property_values::moment(window).unwrap().moment.civil.seconds();
        let bounds = Bounds { window, now: None, home: Zone::UTC };
        let found = follow(rule, &start, bounds, &mut Allowance::of(1))?;
        let readings = found.readings.iter().map(|at| start.at(*at).text(Zone::UTC)).collect();
        Ok((readings, found.extent))
    }

    #[test]
    fn rules_are_followed_to_their_end_or_to_the_window() {
        let found = followed("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", "20220329", "20220401").unwrap();
        let expected = ["2022-03-29", "2022-03-31", "2022-04-05"].map(str::to_owned).to_vec();
        assert_eq!(found, (expected, Extent::Whole));
        let found = followed("freq=yearly; until=2024-03-29", "20220329T100000", "20400101").unwrap();
        assert_eq!((found.0.len(), found.1), (3, Extent::Whole));
        let found = followed("FREQ=MONTHLY", "20220131", "20220601").unwrap();
        assert_eq!(found.0, ["2022-01-31", "2022-03-31", "2022-05-31"]);
        assert_eq!(found.1, Extent::ToWindow);
        let found = followed("FREQ=SECONDLY", "20220131T000000Z", "20220601").unwrap();
        assert_eq!((found.0.len(), found.1), (MOST_OF_RULE, Extent::ToLimit));
        assert_eq!(
            followed("FREQ=DAILY;UNTIL=20200101", "20220131", "20220601").unwrap_err(),
            "It ends before it begins"
        );
        for wrong in ["", "FREQ=SOMETIMES", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=99", "FREQ"] {
            assert!(followed(wrong, "20220131", "20220601").is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_that_never_come_are_given_up() {
        for rule in [
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        ] {
            let (found, _) = followed(rule, "20220131T000000", "20240131").unwrap();
            assert!(found.is_empty(), "{rule}");
        }
    }

    #[test]
    fn rules_in_words() {
        let cases = [
            ("FREQ=WEEKLY;BYDAY=TU", "every week on Tuesday"),
            ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;COUNT=10", "every 2 months on the last Friday, 10 times"),
            ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=29", "every year on day 29 in March"),
            ("FREQ=DAILY;UNTIL=20220401T000000Z", "every day, until 1\u{a0}April 2022"),
            ("sometimes", "sometimes"),
        ];
        for (rule, words) in cases {
            assert_eq!(rule_words(rule), words);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_rule_does_harm(
            frequency in "YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY",
            parts in prop::collection::vec("(INTERVAL|COUNT|BYMONTH|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYDAY|BYHOUR|BYMINUTE|BYSETPOS|WKST|UNTIL)=(-?[0-9]{1,3}|MO,-1SU|2TU|20300101)", 0..4),
            year in 1..9_999_u32,
        ) {
            let rule = format!("FREQ={frequency};{}", parts.join(";"));
            if let Ok((found, _)) = followed(&rule, &format!("{year:04}0229T101010").replace("0229", "0228"), "20240131") {
                prop_assert!(found.len() <= MOST_OF_RULE);
            }
        }
    }
}
