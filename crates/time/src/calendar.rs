//! The proleptic Gregorian calendar in 64-bit arithmetic, for years that no library reaches.
//!
//! The conversions between days and dates follow Howard Hinnant, "chrono-Compatible Low-Level Date
//! Algorithms" (2013), widened to 128 bits so that no year of 64 bits can overflow.

use crate::point::TimePoint;

/// Seconds in a day; the calendar knows no leap seconds.
pub const SECONDS_PER_DAY: i64 = 86_400;
/// The average length of a Gregorian year in seconds: 365.2425 days.
pub const SECONDS_PER_YEAR: i64 = 31_556_952;

/// Days from 0000-03-01, where the algorithm starts its years, to 1970-01-01.
const DAYS_TO_EPOCH: i128 = 719_468;
/// Days in the 400 years after which the calendar repeats.
const DAYS_PER_ERA: i128 = 146_097;

/// A reading of calendar and clock without a zone. Years count astronomically: 0 is 1 BCE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime {
    /// Astronomical year, ±292 billion.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

/// A day of the week, in ISO order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// The first day of an ISO week.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The last.
    Sunday,
}

impl Weekday {
    /// The English name: "Tuesday".
    pub const fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }
}

/// Whether the astronomical year has a 29 February.
pub const fn is_leap_year(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// How many days the month (1 to 12) of the astronomical year has; 31 for a month that does not exist.
pub const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => {
            if is_leap_year(year) {
                29
            } else {
                28
            }
        }
        _ => 31,
    }
}

/// The English name of a month from 1 to 12; empty for any other number.
pub const fn month_name(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        12 => "December",
        _ => "",
    }
}

/// The first three letters of a month's English name; empty for a month that does not exist.
pub fn short_month_name(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

impl CivilTime {
    /// The beginning of a day as clocks show it: 0:00:00.
    pub const fn midnight(year: i64, month: u8, day: u8) -> CivilTime {
        CivilTime { year, month, day, hour: 0, minute: 0, second: 0 }
    }

    /// The reading that lies that many seconds after the reading 1970-01-01T00:00:00. A year beyond 64 bits
    /// becomes the nearest year within.
    pub fn from_seconds(seconds: i128) -> CivilTime {
        let day_length = i128::from(SECONDS_PER_DAY);
        let (days, rest) = (seconds.div_euclid(day_length), seconds.rem_euclid(day_length));
        let (year, month, day) = civil_from_days(days);
        CivilTime {
            year: i64::try_from(year).unwrap_or(if year < 0 { i64::MIN } else { i64::MAX }),
            month,
            day,
            hour: (rest / 3600) as u8,
            minute: (rest / 60 % 60) as u8,
            second: (rest % 60) as u8,
        }
    }

    /// Seconds from the reading 1970-01-01T00:00:00 to this one. A month outside 1 to 12 counts as the
    /// nearest one within; days, hours, minutes and seconds beyond their limit run on into the next.
    pub fn seconds(self) -> i128 {
        let days = days_from_civil(self.year, self.month, self.day);
        let clock = i128::from(self.hour) * 3600 + i128::from(self.minute) * 60 + i128::from(self.second);
        days * i128::from(SECONDS_PER_DAY) + clock
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (days_from_civil(self.year, self.month, self.day) + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// Whether both readings fall on the same day.
    pub fn is_same_day(self, other: CivilTime) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

/// The instant that many seconds from the epoch, stopped at the ends of time.
pub(super) fn point_from_wide(seconds: i128) -> TimePoint {
    match i64::try_from(seconds) {
        Ok(seconds) => TimePoint::from_seconds(seconds),
        Err(_) if seconds < 0 => TimePoint::MIN,
        Err(_) => TimePoint::MAX,
    }
}

/// Days from 1970-01-01 to a date.
fn days_from_civil(year: i64, month: u8, day: u8) -> i128 {
    let month = i128::from(month.clamp(1, 12));
    // Years that begin in March put the leap day at their end.
    let year = i128::from(year) - i128::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i128::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH
}

/// The date that many days after 1970-01-01: year, month, day.
fn civil_from_days(days: i128) -> (i128, u8, u8) {
    let shifted = days + DAYS_TO_EPOCH;
    let (era, day_of_era) = (shifted.div_euclid(DAYS_PER_ERA), shifted.rem_euclid(DAYS_PER_ERA));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i128::from(month <= 2), month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days_have_their_seconds_and_weekdays() {
        let cases = [
            ((1970, 1, 1), 0, Weekday::Thursday),
            ((2022, 3, 29), 1_648_512_000, Weekday::Tuesday),
            ((2000, 2, 29), 951_782_400, Weekday::Tuesday),
            ((1900, 3, 1), -2_203_891_200, Weekday::Thursday),
            ((1, 1, 1), -62_135_596_800, Weekday::Monday),
            // 1 BCE is a leap year of 366 days.
            ((0, 1, 1), -62_135_596_800 - 366 * 86_400, Weekday::Saturday),
        ];
        for ((year, month, day), seconds, weekday) in cases {
            let civil = CivilTime::midnight(year, month, day);
            assert_eq!(civil.seconds(), seconds, "{civil:?}");
            assert_eq!(civil.weekday(), weekday, "{civil:?}");
            assert_eq!(CivilTime::from_seconds(seconds), civil);
        }
    }

    #[test]
    fn leap_years_follow_the_400_year_rule() {
        let leap = [2004, 2000, 1600, 0, -4, -400];
        let common = [1900, 2100, 2001, -1, -100, 2022];
        assert!(leap.iter().all(|&year| is_leap_year(year) && days_in_month(year, 2) == 29));
        assert!(common.iter().all(|&year| !is_leap_year(year) && days_in_month(year, 2) == 28));
    }

    #[test]
    fn the_ends_of_time_are_reached_and_not_passed() {
        assert_eq!(CivilTime::from_seconds(i128::from(i64::MIN)).year, -292_277_022_657);
        assert_eq!(CivilTime::from_seconds(i128::from(i64::MAX)).year, 292_277_026_596);
        assert_eq!(point_from_wide(CivilTime::midnight(i64::MAX, 12, 31).seconds()), TimePoint::MAX);
        assert_eq!(point_from_wide(CivilTime::midnight(i64::MIN, 1, 1).seconds()), TimePoint::MIN);
        assert_eq!(CivilTime::from_seconds(i128::MAX / 4).year, i64::MAX);
    }

    proptest! {
        #[test]
        fn every_instant_survives_the_way_to_the_calendar_and_back(seconds in any::<i64>()) {
            let civil = CivilTime::from_seconds(i128::from(seconds));
            prop_assert_eq!(civil.seconds(), i128::from(seconds));
            prop_assert!((1..=12).contains(&civil.month));
            prop_assert!((1..=days_in_month(civil.year, civil.month)).contains(&civil.day));
        }

        #[test]
        fn the_next_second_is_a_later_reading(seconds in any::<i32>()) {
            let here = CivilTime::from_seconds(i128::from(seconds));
            let next = CivilTime::from_seconds(i128::from(seconds) + 1);
            prop_assert!(next > here);
        }
    }
}
