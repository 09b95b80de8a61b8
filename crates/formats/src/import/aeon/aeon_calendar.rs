//! Calendars of Aeon Timeline: the Gregorian one with its two eras is understood; dates of invented ones are
//! put into words.

use super::by_id::{Tree, number};
use crate::syntax::json::Raw;
use dateline_time::phrases::DateParts;
use dateline_time::{Date, DateError};

/// How a file counts its time.
#[derive(Debug)]
pub(super) struct Calendar {
    /// For each era: its short name, and whether its years count backwards.
    eras: Vec<(String, bool)>,
    months: Vec<String>,
    is_gregorian: bool,
}

/// A date in parts, as the file states it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    era: Option<usize>,
    year: i64,
    month: Option<u8>,
    day: Option<u8>,
    hour: Option<u8>,
    minute: Option<u8>,
    second: Option<u8>,
}

/// The numbers of precision. The file's own table is not documented: 5 and 7 are known from files, the others
/// lie around them in the order in which the program offers them.
mod precision {
    pub const CENTURY: i64 = 1;
    pub const DECADE: i64 = 2;
    pub const YEAR: i64 = 3;
    pub const MONTH: i64 = 4;
    pub const DAY: i64 = 5;
    pub const HOUR: i64 = 6;
    pub const MINUTE: i64 = 7;
}

const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Calendar {
    /// Reads the calendar of a file; without one it is the Gregorian.
    pub fn of(raw: Option<Raw<'_>>) -> Calendar {
        let standard = || vec![("BC".to_owned(), true), ("AD".to_owned(), false)];
        let Some(tree) = raw.map(Tree::of) else {
            return Calendar { eras: standard(), months: Vec::new(), is_gregorian: true };
        };
        let eras: Vec<(String, bool)> = tree
            .elements("eras")
            .map(|era| {
                let name = era.text("shortName").or_else(|| era.text("name")).unwrap_or_default();
                (name, era.is_true("isBackwards"))
            })
            .collect();
        let months: Vec<(String, Option<i64>)> = tree
            .elements("months")
            .map(|month| (month.text("name").unwrap_or_default(), month.number("normalDuration")))
            .collect();
        let hours = tree.number("hoursInDay");
        let is_length =
            |(month, length): (&(String, Option<i64>), &i64)| month.1.is_none_or(|days| days == *length);
        let has_months =
            months.is_empty() || months.len() == 12 && months.iter().zip(&LENGTHS).all(is_length);
        let backwards: Vec<bool> = eras.iter().map(|(_, is_backwards)| *is_backwards).collect();
        let has_eras = matches!(backwards.as_slice(), [] | [false] | [true, false]);
        let cycles: Vec<i64> = tree.elements("leapCycles").filter_map(|cycle| number(cycle.raw)).collect();
        let has_leaps = cycles.is_empty() || cycles == [4, 100, 400];
        Calendar {
            is_gregorian: has_months && has_eras && has_leaps && hours.is_none_or(|hours| hours == 24),
            eras: if eras.is_empty() { standard() } else { eras },
            months: months.into_iter().map(|(name, _)| name).collect(),
        }
    }

    /// Whether its dates are dates of the Gregorian calendar.
    pub fn is_gregorian(&self) -> bool {
        self.is_gregorian
    }

    /// The date as EDTF.
    ///
    /// # Errors
    /// When there is no such day.
    pub fn date(&self, parts: &Parts) -> Result<Date, DateError> {
        let is_backwards =
            parts.era.and_then(|era| self.eras.get(era)).is_some_and(|(_, is_backwards)| *is_backwards);
        let year = if is_backwards { 1_i64.saturating_sub(parts.year) } else { parts.year };
        let clock = parts.hour.map(|hour| (hour, parts.minute.unwrap_or(0)));
        let second = parts.second;
        DateParts { year, month: parts.month, day: parts.day, clock, second, offset: None }.date()
    }

    /// The date in the words of its calendar: "6 Frostmonth 1933 SE".
    pub fn words(&self, parts: &Parts) -> String {
        let month = parts.month.map(|month| {
            let name = self.months.get(usize::from(month).saturating_sub(1)).filter(|name| !name.is_empty());
            name.cloned().unwrap_or_else(|| format!("month {month}"))
        });
        let era = parts.era.and_then(|era| self.eras.get(era)).map(|(name, _)| name.clone());
        let clock = parts.hour.map(|hour| format!("{hour}:{:02}", parts.minute.unwrap_or(0)));
        let words = [parts.day.map(|day| day.to_string()), month, Some(parts.year.to_string()), era, clock];
        words.into_iter().flatten().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Parts {
    /// Reads a date of the file as finely as it says that it is known; `None` where there is none.
    pub fn of(raw: Raw<'_>) -> Option<Parts> {
        let tree = Tree::of(raw);
        let year = tree.number("year")?;
        let precision = tree.number("precision").unwrap_or(i64::MAX);
        let small = |name: &str, from: i64| {
            tree.number(name).filter(|_| precision >= from).and_then(|number| u8::try_from(number).ok())
        };
        Some(Parts {
            era: tree.number("era").and_then(|era| usize::try_from(era).ok()),
            year,
            month: small("month", precision::MONTH),
            day: small("day", precision::DAY),
            hour: small("hour", precision::HOUR),
            minute: small("minute", precision::MINUTE),
            // A file that knows the second says 0 where only the minute is meant.
            second: small("second", precision::MINUTE + 1).filter(|_| precision < i64::MAX),
        })
    }
}

/// The date where it is known less finely than its parts can say: to the decade, "196X", to the century, or
/// to the hour, which is about its first minute.
pub(super) fn as_known(date: Date, raw: Raw<'_>) -> Date {
    let places = match Tree::of(raw).number("precision") {
        Some(precision::HOUR) => return Date::parse(&format!("{}~", date.text())).unwrap_or(date),
        Some(precision::DECADE) => 3,
        Some(..=precision::CENTURY) => 2,
        Some(precision::YEAR..) | None => return date,
    };
    let digits =
        date.text().get(..places).filter(|_| date.text().len() == 4 && !date.text().starts_with('-'));
    digits.and_then(|digits| Date::parse(&format!("{digits:X<4}")).ok()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::aeon::by_id::text;

    fn raw(text: &str) -> Raw<'_> {
        Raw { text, at: 0 }
    }

    #[test]
    fn dates_are_as_fine_as_their_precision() {
        let calendar = Calendar::of(None);
        let cases = [
            (
                r#"{"era": 1, "year": 1933, "month": 2, "day": 6, "hour": 22, "minute": 41, "second": 0, "precision": 7}"#,
                "1933-02-06T22:41",
            ),
            (
                r#"{"era": 1, "year": 1933, "month": 2, "day": 6, "hour": 0, "minute": 0, "second": 0, "precision": 5}"#,
                "1933-02-06",
            ),
            (r#"{"era": 1, "year": 1933, "month": 2, "day": 1, "precision": 4}"#, "1933-02"),
            (r#"{"era": 1, "year": 1933, "month": 1, "day": 1, "precision": 3}"#, "1933"),
            (r#"{"era": 1, "year": 1930, "month": 1, "day": 1, "precision": 2}"#, "193X"),
            (r#"{"era": 1, "year": 1900, "month": 1, "day": 1, "precision": 1}"#, "19XX"),
            (r#"{"era": 0, "year": 44, "month": 3, "day": 15, "precision": 5}"#, "-0043-03-15"),
            (
                r#"{"era": 1, "year": 1933, "month": 2, "day": 6, "hour": 22, "minute": 41, "second": 7, "precision": 8}"#,
                "1933-02-06T22:41:07",
            ),
            (
                r#"{"era": 1, "year": 1933, "month": 2, "day": 6, "hour": 22, "minute": 0, "precision": 6}"#,
                "1933-02-06T22:00~",
            ),
            (r#"{"year": 1933, "month": null}"#, "1933"),
        ];
        for (text, expected) in cases {
            let Some(parts) = Parts::of(raw(text)) else { panic!("{text}") };
            let Ok(date) = calendar.date(&parts) else { panic!("{text}") };
            let date = as_known(date, raw(text));
            assert_eq!(date.text(), expected, "{text}");
        }
        assert!(Parts::of(raw("null")).is_none());
        assert!(text(raw("7")).is_none());
    }
}
