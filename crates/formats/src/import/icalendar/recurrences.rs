//! When an event of a calendar is repeated: its rules and single dates, each as a reading of the event's
//! zone.

use std::collections::BTreeSet;
use std::ops::Range;

use super::property_values;
use super::property_values::{Moment, Tie};
use dateline_time::recurrence::{self, Allowance, Bounds, Followed, Rule, Unit, rule_part};
use dateline_time::{CivilTime, Zone, grouped, month_name};

/// A rule as the file states it.
#[derive(Clone, Debug)]
pub(super) struct StatedRule {
    /// `FREQ=WEEKLY;BYDAY=TU`
    pub text: String,
    /// Where it stands in the source text.
    pub span: Range<usize>,
}

/// Follows one rule from `start` on; `home` is what floating times belong to.
///
/// # Errors
/// When it is no rule, with what is wrong.
pub(super) fn follow(
    rule: &str,
    start: &Moment,
    home: Zone,
    bounds: Bounds,
    allowance: &mut Allowance,
) -> Result<Followed, String> {
    let until = rule_part(rule, "UNTIL").map(|text| until_reading(text, start, home)).transpose()?;
    recurrence::follow(rule, start.civil.seconds(), until, bounds, allowance)
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
    rule_part(rule, "UNTIL").and_then(|text| property_values::moment(text).ok()).map(|read| read.moment)
}

/// A rule in words: "every 2 weeks on Tuesday and Thursday, 10 times". Parts that few use stay out of the
/// words.
pub(super) fn rule_text(rule: &str) -> String {
    let value = |name: &str| rule_part(rule, name);
    let interval: u64 = value("INTERVAL").and_then(|number| number.parse().ok()).unwrap_or(1);
    let Some(unit) = Rule::unit_of(rule).map(Unit::name) else { return rule.to_owned() };
    let mut words =
        if interval == 1 { format!("every {unit}") } else { format!("every {} {unit}s", grouped(interval)) };
    let days: Vec<String> =
        value("BYDAY").into_iter().flat_map(|list| list.split(',')).map(day_text).collect();
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
fn day_text(day: &str) -> String {
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
    use dateline_time::recurrence::{MAX_PER_RULE, Reach};
    use proptest::prelude::*;

    fn followed(rule: &str, start: &str, window: &str) -> Result<(Vec<String>, Reach), String> {
        let start = property_values::moment(start).unwrap().moment;
        let window = property_values::moment(window).unwrap().moment.civil.seconds();
        let bounds = Bounds { window, now: None };
        let found = follow(rule, &start, Zone::UTC, bounds, &mut Allowance::of(1))?;
        let readings = found.readings.iter().map(|at| start.at(*at).text(Zone::UTC)).collect();
        Ok((readings, found.reach))
    }

    #[test]
    fn rules_are_followed_to_their_end_or_to_the_window() {
        let found = followed("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", "20220329", "20220401").unwrap();
        let expected = ["2022-03-29", "2022-03-31", "2022-04-05"].map(str::to_owned).to_vec();
        assert_eq!(found, (expected, Reach::Whole));
        let found = followed("freq=yearly; until=2024-03-29", "20220329T100000", "20400101").unwrap();
        assert_eq!((found.0.len(), found.1), (3, Reach::Whole));
        let found = followed("FREQ=MONTHLY", "20220131", "20220601").unwrap();
        assert_eq!(found.0, ["2022-01-31", "2022-03-31", "2022-05-31"]);
        assert_eq!(found.1, Reach::ToWindow);
        let found = followed("FREQ=SECONDLY", "20220131T000000Z", "20220601").unwrap();
        assert_eq!((found.0.len(), found.1), (MAX_PER_RULE, Reach::ToLimit));
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
            assert_eq!(rule_text(rule), words);
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
                prop_assert!(found.len() <= MAX_PER_RULE);
            }
        }
    }
}
