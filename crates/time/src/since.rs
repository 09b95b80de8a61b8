//! An axis that counts from a moment instead of by the calendar: years since, months since, days since.

use super::calendar::{SECONDS_PER_DAY, SECONDS_PER_YEAR, days_in_month};
use super::numbers::{grouped, magnitude};
use super::ticks::Tick;
use crate::axis::AxisLine;
use crate::calendar::CivilTime;
use crate::point::TimePoint;
use crate::zone::Zone;

/// A distance between ticks, counted from zero. Years and months follow the calendar: the anniversaries of
/// the zero, and its day in other months (the last of the month where that has no such day).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountedStep {
    Seconds(i64),
    Minutes(i64),
    Hours(i64),
    Days(i64),
    Months(i64),
    Years(i64),
}

/// The steps below a year, the finest first. Days go by tens and not by halves of a month as in `Step`:
/// months that are counted begin on any day.
const SHORT_STEPS: [CountedStep; 18] = [
    CountedStep::Seconds(1),
    CountedStep::Seconds(5),
    CountedStep::Seconds(15),
    CountedStep::Seconds(30),
    CountedStep::Minutes(1),
    CountedStep::Minutes(5),
    CountedStep::Minutes(15),
    CountedStep::Minutes(30),
    CountedStep::Hours(1),
    CountedStep::Hours(3),
    CountedStep::Hours(6),
    CountedStep::Hours(12),
    CountedStep::Days(1),
    CountedStep::Days(5),
    CountedStep::Days(10),
    CountedStep::Months(1),
    CountedStep::Months(3),
    CountedStep::Months(6),
];
/// The longest step, in years; longer ones than the axis reaches are not needed.
const MAX_YEARS: i64 = 10_000_000_000;
/// Least distance between two ticks, and between the end of a label and the next tick, in points.
const MIN_SPACING: f64 = 40.0;
const MIN_GAP: f64 = 12.0;
/// The most ticks of a line.
const MAX_TICKS: i64 = 1_000;

/// The steps of an axis that counts from a moment, at one scale; like [`Axis`](super::Axis) it depends on the
/// view and the measured labels alone, and no two labels touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisSince {
    zero: TimePoint,
    zone: Zone,
    step: CountedStep,
}

impl AxisSince {
    /// The finest axis whose labels have room. `points_per_second` is the scale; `from` and `to` are the ends
    /// of the view; days are counted in `zone`; `width` measures a label of the lower line in points.
    pub fn choose(
        points_per_second: f64,
        from: TimePoint,
        to: TimePoint,
        zero: TimePoint,
        zone: Zone,
        width: impl Fn(AxisLine, &str) -> f32,
    ) -> AxisSince {
        let scale = if points_per_second.is_finite() { points_per_second.max(0.0) } else { 0.0 };
        let axis = |step: CountedStep| AxisSince { zero, zone, step };
        let fits = |axis: &AxisSince| {
            let room = axis.step.shortest_seconds() as f64 * scale;
            let clear = |at: TimePoint| {
                let label = axis.step.label(axis.number_before(axis.step, at));
                f64::from(width(AxisLine::Minor, &label)) + MIN_GAP <= room
            };
            room >= MIN_SPACING && clear(from) && clear(to)
        };
        ladder().map(axis).find(fits).unwrap_or(axis(CountedStep::Years(MAX_YEARS)))
    }

    /// The ticks of the lower line between two instants.
    pub fn minor_ticks(&self, from: TimePoint, to: TimePoint) -> Vec<Tick> {
        self.ticks(self.step, self.number_before(self.step, from), from, to)
    }

    /// The periods of the upper line between two instants, the first being the one that `from` lies in; none
    /// where the lower line counts years.
    pub fn major_ticks(&self, from: TimePoint, to: TimePoint) -> Vec<Tick> {
        let Some(major) = self.step.major() else { return Vec::new() };
        self.ticks(major, self.number_before(major, from), TimePoint::MIN, to)
    }

    fn ticks(&self, step: CountedStep, first: i64, from: TimePoint, to: TimePoint) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        for number in (0..MAX_TICKS).map(|index| first.saturating_add(index)) {
            let at = self.point(step, number);
            // At the ends of time all points are one.
            if at > to || ticks.last().is_some_and(|last| last.at >= at) {
                break;
            }
            if at >= from {
                ticks.push(Tick { at, label: step.label(number) });
            }
        }
        ticks
    }

    /// The position of the tick of a number.
    fn point(&self, step: CountedStep, number: i64) -> TimePoint {
        let civil = self.zone.civil_from_point(self.zero);
        let in_month = |year: i64, month: u8| {
            let day = civil.day.min(days_in_month(year, month));
            self.zone.point_from_civil(CivilTime { year, month, day, ..civil })
        };
        match step {
            _ if number == 0 => self.zero,
            CountedStep::Years(count) => {
                in_month(civil.year.saturating_add(number.saturating_mul(count)), civil.month)
            }
            CountedStep::Months(count) => {
                let months = (i64::from(civil.month) - 1).saturating_add(number.saturating_mul(count));
                let year = civil.year.saturating_add(months.div_euclid(12));
                in_month(year, months.rem_euclid(12) as u8 + 1)
            }
            _ => self.zero.saturating_add(number.saturating_mul(step.shortest_seconds())),
        }
    }

    /// The number of the last tick at or before a point.
    fn number_before(&self, step: CountedStep, at: TimePoint) -> i64 {
        let seconds = at.seconds().saturating_sub(self.zero.seconds());
        let mut number = seconds.div_euclid(step.usual_seconds());
        // Years and months are not all alike: the estimate may be a few off.
        for _ in 0..64 {
            if self.point(step, number) > at {
                number = number.saturating_sub(1);
            } else if self.point(step, number.saturating_add(1)) <= at && number < i64::MAX {
                number += 1;
            } else {
                break;
            }
        }
        number
    }
}

fn ladder() -> impl Iterator<Item = CountedStep> {
    let decades = (0..11).map(|power| 10_i64.pow(power));
    let years = decades.flat_map(|unit| [1, 2, 5].map(|count| CountedStep::Years(count * unit)));
    SHORT_STEPS.into_iter().chain(years.take_while(|step| *step != CountedStep::Years(MAX_YEARS)))
}

impl CountedStep {
    /// The seconds of the shortest step of the kind.
    fn shortest_seconds(self) -> i64 {
        match self {
            CountedStep::Seconds(count) => count,
            CountedStep::Minutes(count) => count * 60,
            CountedStep::Hours(count) => count * 3_600,
            CountedStep::Days(count) => count * SECONDS_PER_DAY,
            CountedStep::Months(count) => (count * 30 - 2) * SECONDS_PER_DAY,
            CountedStep::Years(count) => count.saturating_mul(365 * SECONDS_PER_DAY),
        }
    }

    fn usual_seconds(self) -> i64 {
        match self {
            CountedStep::Months(count) => count * SECONDS_PER_YEAR / 12,
            CountedStep::Years(count) => count.saturating_mul(SECONDS_PER_YEAR),
            other => other.shortest_seconds(),
        }
    }

    /// The step of the upper line above this one.
    fn major(self) -> Option<CountedStep> {
        match self {
            CountedStep::Seconds(_) | CountedStep::Minutes(_) | CountedStep::Hours(_) => {
                Some(CountedStep::Days(1))
            }
            CountedStep::Days(_) | CountedStep::Months(_) => Some(CountedStep::Years(1)),
            CountedStep::Years(_) => None,
        }
    }

    /// What the tick of a number is called: "3 years", "−18 months", "0".
    fn label(self, number: i64) -> String {
        let counted = |count: i64, noun: &str| {
            let total = number.saturating_mul(count);
            let size = total.unsigned_abs();
            let number = if size >= 1_000_000 { magnitude(size) } else { grouped(size) };
            let (sign, ending) = (if total < 0 { "−" } else { "" }, if size == 1 { "" } else { "s" });
            if total == 0 { "0".to_owned() } else { format!("{sign}{number} {noun}{ending}") }
        };
        // Below a day what matters is the hour within it; the days are in the line above.
        let clock = |seconds: i64, has_seconds: bool| {
            let within = number.saturating_mul(seconds).rem_euclid(SECONDS_PER_DAY);
            let (hour, minute, second) = (within / 3_600, within / 60 % 60, within % 60);
            let ending = if has_seconds { format!(":{second:02}") } else { String::new() };
            format!("+{hour}:{minute:02}{ending}")
        };
        match self {
            CountedStep::Seconds(count) => clock(count, true),
            CountedStep::Minutes(count) => clock(count * 60, false),
            CountedStep::Hours(count) => clock(count * 3_600, false),
            CountedStep::Days(count) => counted(count, "day"),
            CountedStep::Months(count) => counted(count, "month"),
            CountedStep::Years(count) => counted(count, "year"),
        }
    }
}

/// The time since zero as text, to the day: "3 years 2 months", "−5 days", "0".
pub fn since_text(at: TimePoint, zero: TimePoint, zone: Zone) -> String {
    let axis = AxisSince { zero, zone, step: CountedStep::Days(1) };
    if at < zero {
        // Measured backwards, so that a day before is "−1 day" and not a year less eleven months.
        let text = since_text(zero, at, zone);
        return if text == "0" { text } else { format!("−{text}") };
    }
    let months = axis.number_before(CountedStep::Months(1), at);
    let (years, rest) = (months / 12, months % 12);
    let days =
        at.seconds().saturating_sub(axis.point(CountedStep::Months(1), months).seconds()) / SECONDS_PER_DAY;
    let parts = [
        (CountedStep::Years(1), years),
        (CountedStep::Months(1), rest),
        (CountedStep::Days(1), if years > 0 { 0 } else { days }),
    ];
    let labels = parts.iter().filter(|(_, number)| *number != 0).map(|(step, number)| step.label(*number));
    let labels: Vec<String> = labels.collect();
    if labels.is_empty() { "0".to_owned() } else { labels.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;
    use proptest::prelude::*;

    fn point(text: &str) -> TimePoint {
        let range = Date::parse(text).expect("a date").range(Zone::UTC);
        range.sort_key().expect("a point")
    }

    fn labels(zero: &str, (from, to): (&str, &str), width: f64) -> (Vec<String>, Vec<String>) {
        let (from, to) = (point(from), point(to));
        let scale = width / to.seconds_since(from);
        let measured = |_: AxisLine, text: &str| text.chars().count() as f32 * 6.0;
        let axis = AxisSince::choose(scale, from, to, point(zero), Zone::UTC, measured);
        let labels = |ticks: Vec<Tick>| ticks.into_iter().map(|tick| tick.label).collect();
        (labels(axis.minor_ticks(from, to)), labels(axis.major_ticks(from, to)))
    }

    #[test]
    fn years_months_and_days_are_counted_from_zero_and_negative_before() {
        let (minor, major) = labels("2001-05-10", ("1998-01-01", "2004-12-31"), 800.0);
        assert_eq!(minor, ["−3 years", "−2 years", "−1 year", "0", "1 year", "2 years", "3 years"]);
        assert!(major.is_empty());
        let (minor, major) = labels("2001-05-10", ("2000-12-01", "2002-06-30"), 600.0);
        assert_eq!(minor, ["−3 months", "0", "3 months", "6 months", "9 months", "12 months"]);
        assert_eq!(major, ["−1 year", "0", "1 year"]);
        let (minor, _) = labels("2001-01-31", ("2001-01-20", "2001-03-05"), 500.0);
        assert_eq!(minor, ["−10 days", "0", "10 days", "20 days", "30 days"]);
        let (minor, _) = labels("2001-05-10", ("Y-500000", "Y500000"), 900.0);
        assert!(minor.contains(&"−200,000 years".to_owned()), "{minor:?}");
    }

    #[test]
    fn anniversaries_follow_the_calendar() {
        let axis = AxisSince { zero: point("2000-02-29"), zone: Zone::UTC, step: CountedStep::Years(1) };
        for (number, day) in [(1, "2001-02-28"), (4, "2004-02-29"), (-1, "1999-02-28"), (100, "2100-02-28")] {
            assert_eq!(axis.point(CountedStep::Years(1), number), point(day), "{number}");
        }
        assert_eq!(axis.point(CountedStep::Months(1), -2), point("1999-12-29"));
    }

    #[test]
    fn the_time_since_zero_has_a_text() {
        let zero = point("2001-05-10");
        for (at, text) in [
            ("2001-05-10", "0"),
            ("2004-07-11", "3 years 2 months"),
            ("2001-05-15", "5 days"),
            ("2001-05-05", "−5 days"),
            ("1999-05-10", "−2 years"),
        ] {
            assert_eq!(since_text(point(at), zero, Zone::UTC), text, "{at}");
        }
    }

    proptest! {
        #[test]
        fn ticks_rise_and_the_first_period_holds_the_left_edge(
            from in any::<i64>(), length in 1..i64::MAX / 4, zero in -100_000_000_000_i64..100_000_000_000,
        ) {
            let (from, to) = (TimePoint::from_seconds(from), TimePoint::from_seconds(from.saturating_add(length)));
            let measured = |_: AxisLine, text: &str| text.len() as f32 * 6.0;
            let scale = 900.0 / to.seconds_since(from).max(1.0);
            let zero = (TimePoint::from_seconds(zero), Zone::UTC);
            let axis = AxisSince::choose(scale, from, to, zero.0, zero.1, measured);
            for ticks in [axis.minor_ticks(from, to), axis.major_ticks(from, to)] {
                prop_assert!(ticks.windows(2).all(|pair| pair[0].at < pair[1].at));
                prop_assert!(ticks.len() < 100);
            }
        }
    }
}
