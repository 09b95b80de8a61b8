//! Times of Wikidata and of XML Schema, as precise as they are stated.
//!
//! In results of queries years are counted as XSD 1.1 and ISO 8601 count them: 0 is 1 BCE. In the JSON of
//! entities they are counted as historians do, without a year 0, so that -1 is 1 BCE there.

use dateline_time::phrases::{DateParts, one_of};
use dateline_time::{Date, DateError};

/// A time with all fields that its notation has, whether they are known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Astronomical year.
    pub year: i64,
    /// 0 where the notation says that it is not known.
    pub month: u8,
    /// 0 where the notation says that it is not known.
    pub day: u8,
    /// Hour, minute, second, where they are there.
    pub clock: Option<(u8, u8, u8)>,
    /// How precise its notation is: 9 a year, 10 a month, 11 a day, 14 a second.
    pub finest: u8,
}

impl Stamp {
    /// Whether it is midnight, as of days that are written as times.
    pub fn is_midnight(&self) -> bool {
        self.clock.is_none_or(|clock| clock == (0, 0, 0))
    }

    /// Whether it may be a year that was written as a day.
    pub fn is_new_year(&self) -> bool {
        self.is_midnight() && self.month == 1 && self.day == 1 && self.finest > 10
    }

    /// Whether it may be a month that was written as a day.
    pub fn is_first_of_month(&self) -> bool {
        self.is_midnight() && self.day == 1 && self.finest > 10
    }
}

/// Reads `2013-01-01T00:00:00Z`, `-0043-03-15`, `+13798000000-00-00T00:00:00Z`, `2013-01`, `2013`.
pub(super) fn stamp(text: &str, is_historical: bool) -> Option<Stamp> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (day, clock) = match rest.split_once('T') {
        Some((day, clock)) => (day, Some(clock)),
        None => (rest.strip_suffix('Z').unwrap_or(rest), None),
    };
    let mut fields = day.split('-');
    let year = fields.next().filter(|year| (4..=16).contains(&year.len()) && is_number(year))?;
    let year = sign * year.parse::<i64>().ok()?;
    let year = if is_historical && year < 0 { year + 1 } else { year };
    let mut small = |most: u8| match fields.next() {
        None => Some(None),
        Some(field) if field.len() == 2 && is_number(field) => {
            field.parse::<u8>().ok().filter(|number| *number <= most).map(Some)
        }
        Some(_) => None,
    };
    let (month, day) = (small(12)?, small(31)?);
    if fields.next().is_some() || month.is_none() && clock.is_some() {
        return None;
    }
    let finest = match (month, day, clock) {
        (None, ..) => 9,
        (_, None, _) => 10,
        (_, _, None) => 11,
        _ => 14,
    };
    let clock = match clock {
        Some(clock) => Some(clock_of(clock)?),
        None => None,
    };
    Some(Stamp { year, month: month.unwrap_or(0), day: day.unwrap_or(0), clock, finest })
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A time of day in UTC; other offsets do not come from Wikidata and are refused.
fn clock_of(text: &str) -> Option<(u8, u8, u8)> {
    let plain = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00")).unwrap_or(text);
    let plain = plain.split('.').next()?;
    let mut parts = plain.split(':');
    let mut part = |most: u8| -> Option<u8> {
        let part = parts.next()?;
        part.parse().ok().filter(|number| part.len() == 2 && *number <= most)
    };
    let clock = (part(23)?, part(59)?, part(59)?);
    parts.next().is_none().then_some(clock)
}

/// The date of a stamp as precise as Wikidata says: from 0, a billion years, over 6, a millennium, to 9, a
/// year, 10, a month, 11, a day, and 14, a second.
///
/// # Errors
/// When there is no such date.
pub(super) fn date(stamp: &Stamp, precision: u8) -> Result<Date, DateError> {
    let known = match (stamp.month, stamp.day) {
        (0, _) => 9,
        (_, 0) => 10,
        _ => stamp.finest,
    };
    let precision = precision.min(known);
    let civil = DateParts::year(stamp.year);
    match precision {
        0..=5 => of_rounded_year(stamp.year, precision),
        6..=8 => of_period(stamp.year, precision),
        9 => civil.date(),
        10 => DateParts { month: Some(stamp.month), ..civil }.date(),
        11 | 12 => DateParts::day(stamp.year, stamp.month, stamp.day).date(),
        _ => {
            let (hour, minute, second) = stamp.clock.unwrap_or_default();
            let second = Some(second).filter(|second| precision > 13 && *second != 0);
            let day = DateParts::day(stamp.year, stamp.month, stamp.day);
            DateParts { clock: Some((hour, minute)), second, offset: Some(0), ..day }.date()
        }
    }
}

/// A year that is rounded to ten thousand years or more.
fn of_rounded_year(year: i64, precision: u8) -> Result<Date, DateError> {
    let zeros = u32::from(9 - precision.min(9));
    let digits = year.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    if digits > zeros && digits > 4 {
        return Date::parse(&format!("Y{year}S{}", digits - zeros));
    }
    let half = 10_i64.pow(zeros) / 2;
    span(year.saturating_sub(half), year.saturating_add(half))
}

/// The decade, century or millennium in which a year is. Centuries and millennia end with their full year, as
/// in Wikidata, where 1900 is of the 19th.
fn of_period(year: i64, precision: u8) -> Result<Date, DateError> {
    if year <= 0 {
        let before = 1 - year;
        let (first, last) = match precision {
            8 => (before / 10 * 10, before / 10 * 10 + 9),
            7 => ((before - 1) / 100 * 100 + 1, (before - 1) / 100 * 100 + 100),
            _ => ((before - 1) / 1_000 * 1_000 + 1, (before - 1) / 1_000 * 1_000 + 1_000),
        };
        return span(1 - last, 1 - first.max(1));
    }
    if year > 9_999 {
        return DateParts::year(year).date();
    }
    Date::parse(&match precision {
        8 => format!("{:03}X", year / 10),
        7 => format!("{:02}XX", (year - 1) / 100),
        _ => format!("{:01}XXX", (year - 1) / 1_000),
    })
}

fn span(first: i64, last: i64) -> Result<Date, DateError> {
    one_of(&DateParts::year(first).date()?, &DateParts::year(last).date()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_precise_as_wikidata_says() {
        let cases = [
            ("2013-05-17T00:00:00Z", 11, "2013-05-17"),
            ("2013-05-17T00:00:00Z", 10, "2013-05"),
            ("2013-01-01T00:00:00Z", 9, "2013"),
            ("1960-01-01T00:00:00Z", 8, "196X"),
            ("1900-01-01T00:00:00Z", 7, "18XX"),
            ("2000-01-01T00:00:00Z", 6, "1XXX"),
            ("-0099-01-01T00:00:00Z", 7, "[-0099..0000]"),
            ("-0128-01-01T00:00:00Z", 8, "[-0128..-0119]"),
            ("-13798000000-01-01T00:00:00Z", 3, "Y-13798000000S5"),
            ("-9700-01-01T00:00:00Z", 5, "[-14700..-4700]"),
            ("2013-05-17T13:30:00Z", 14, "2013-05-17T13:30Z"),
            ("+2013-00-00T00:00:00Z", 11, "2013"),
            ("2013-05", 11, "2013-05"),
            ("-0043-03-15", 11, "-0043-03-15"),
        ];
        for (text, precision, expected) in cases {
            let read =
                stamp(text, false).map(|stamp| date(&stamp, precision).map(|date| date.text().to_owned()));
            let read = read.and_then(Result::ok).unwrap_or_default();
            let expected = expected.replace("-14700", "Y-14700");
            assert_eq!(read, expected, "{text} {precision}");
        }
        assert_eq!(stamp("-0044-03-15T00:00:00Z", true).map(|stamp| stamp.year), Some(-43));
        for text in [
            "",
            "13",
            "2013-1-1",
            "2013-13-01",
            "2013-05-17T25:00:00Z",
            "12345678901234567-01-01",
            "2013-05-17T1",
        ] {
            assert_eq!(stamp(text, false), None, "{text}");
        }
    }
}
