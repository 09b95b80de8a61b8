//! The units in which time is counted on calendars and clocks, and how a reading moves by them.

use crate::calendar::{CivilTime, SECONDS_PER_DAY, Weekday, days_in_month};
use crate::date::precision::Precision;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A thousandth of a second; readings are whole seconds.
    Millisecond,
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A day from Monday to Friday.
    WorkDay,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl Unit {
    /// The unit in lower case: "month", "work day".
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Millisecond => "millisecond",
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::WorkDay => "work day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }

    /// How finely a date is known that was counted in this unit.
    pub const fn precision(self) -> Precision {
        match self {
            Unit::Millisecond | Unit::Second => Precision::Second,
            Unit::Minute | Unit::Hour => Precision::Minute,
            Unit::Day | Unit::WorkDay | Unit::Week => Precision::Day,
            Unit::Month => Precision::Month,
            Unit::Year => Precision::Year,
        }
    }

    /// The average length in seconds, at least 1; of a month and a year those of the Gregorian calendar.
    pub const fn average_seconds(self) -> i64 {
        match self {
            Unit::Millisecond | Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            Unit::Day | Unit::WorkDay => SECONDS_PER_DAY,
            Unit::Week => 7 * SECONDS_PER_DAY,
            Unit::Month => 2_629_746,
            Unit::Year => 31_556_952,
        }
    }

    /// The reading `number` units after another, in seconds; before it where the number is negative. A day
    /// that a month does not have becomes its last one. A year beyond 64 bits becomes the nearest within.
    pub fn added_to(self, reading: i128, number: i128) -> i128 {
        match self {
            Unit::Millisecond => reading + number / 1_000,
            Unit::WorkDay => after_work_days(reading, number),
            Unit::Month => after_months(reading, number),
            Unit::Year => after_months(reading, number * 12),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => {
                reading + number * i128::from(self.average_seconds())
            }
        }
    }

    /// The beginning of the year, the month, the week (from Monday) or the day that holds a reading; of finer
    /// units that of the day.
    pub fn period_start(self, civil: CivilTime) -> CivilTime {
        let day = CivilTime::midnight(civil.year, civil.month, civil.day);
        match self {
            Unit::Year => CivilTime::midnight(civil.year, 1, 1),
            Unit::Month => CivilTime::midnight(civil.year, civil.month, 1),
            Unit::Week => {
                // Weekdays are declared from Monday on.
                let since_monday = day.weekday() as i128;
                CivilTime::from_seconds(day.seconds() - since_monday * i128::from(SECONDS_PER_DAY))
            }
            _ => day,
        }
    }
}

fn after_months(seconds: i128, months: i128) -> i128 {
    let civil = CivilTime::from_seconds(seconds);
    let total = i128::from(civil.year) * 12 + i128::from(civil.month) - 1 + months;
    let year = i64::try_from(total.div_euclid(12)).unwrap_or(if total < 0 { i64::MIN } else { i64::MAX });
    let month = total.rem_euclid(12) as u8 + 1;
    CivilTime { year, month, day: civil.day.min(days_in_month(year, month)), ..civil }.seconds()
}

fn after_work_days(seconds: i128, days: i128) -> i128 {
    let day = i128::from(SECONDS_PER_DAY);
    let step = if days < 0 { -day } else { day };
    let mut at = seconds + days / 5 * 7 * day;
    let mut left = (days % 5).abs();
    while left > 0 || is_weekend(at) {
        at += step;
        if !is_weekend(at) {
            left = (left - 1).max(0);
        }
    }
    at
}

fn is_weekend(seconds: i128) -> bool {
    matches!(CivilTime::from_seconds(seconds).weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(unit: Unit, from: CivilTime, number: i128) -> (i64, u8, u8) {
        let start = from.seconds();
        let CivilTime { year, month, day, .. } = CivilTime::from_seconds(unit.added_to(start, number));
        (year, month, day)
    }

    #[test]
    fn units_move_the_calendar_forwards_and_back() {
        let cases = [
            (Unit::Month, (2022, 1, 31), 1, (2022, 2, 28)),
            (Unit::Month, (2022, 1, 31), -2, (2021, 11, 30)),
            (Unit::Year, (2024, 2, 29), 1, (2025, 2, 28)),
            (Unit::Week, (2022, 1, 1), 3, (2022, 1, 22)),
            (Unit::Hour, (2022, 1, 1), 36, (2022, 1, 2)),
            // 7 January 2022 is a Friday.
            (Unit::WorkDay, (2022, 1, 7), 1, (2022, 1, 10)),
            (Unit::WorkDay, (2022, 1, 10), -1, (2022, 1, 7)),
        ];
        for (unit, (year, month, day), number, to) in cases {
            let from = CivilTime::midnight(year, month, day);
            assert_eq!(moved(unit, from, number), to, "{number} {}", unit.name());
        }
    }

    #[test]
    fn periods_begin_where_the_calendar_says() {
        let civil = CivilTime { hour: 13, ..CivilTime::midnight(2022, 3, 30) };
        let cases = [
            (Unit::Year, CivilTime::midnight(2022, 1, 1)),
            (Unit::Month, CivilTime::midnight(2022, 3, 1)),
            (Unit::Week, CivilTime::midnight(2022, 3, 28)),
            (Unit::Day, CivilTime::midnight(2022, 3, 30)),
        ];
        for (unit, start) in cases {
            assert_eq!(unit.period_start(civil), start, "{}", unit.name());
        }
    }
}
