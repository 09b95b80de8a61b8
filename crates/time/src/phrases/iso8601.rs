//! Dates and times in ISO 8601, in all its forms.

use super::from_parts::DateParts;
use crate::calendar::{CivilTime, SECONDS_PER_DAY};

/// The parts of a date in ISO 8601: `20060528`, `2006-05-28T09:00:00.000-06:00`, `-000400-01-01`, `2006-148`,
/// `2006-W21-7`. Fractions of a second are left out. `None` where it is written in another way; whether the
/// date exists is not looked at.
pub fn parts_from_iso8601(text: &str) -> Option<DateParts> {
    let (day, clock) = match text.split_once(['T', 't']) {
        Some((day, clock)) => (day, Some(clock)),
        None => (text, None),
    };
    let sign = if day.starts_with('-') { -1 } else { 1 };
    let body = day.strip_prefix(['-', '+']).unwrap_or(day);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let is_signed = body.len() < day.len();
    let width = match (digits, is_signed) {
        (6, true) if !body.contains('-') || body.as_bytes().get(6) == Some(&b'-') => 6,
        (4 | 6..=8, _) => 4,
        _ => return None,
    };
    let year = sign * body.get(..width)?.parse::<i64>().ok()?;
    let civil = day_of(year, body.get(width..)?)?;
    match clock {
        None => Some(civil),
        Some(clock) if civil.day.is_some() => clock_of(civil, clock),
        Some(_) => None,
    }
}

/// The text after the year.
fn day_of(year: i64, rest: &str) -> Option<DateParts> {
    if rest.is_empty() {
        return Some(DateParts::year(year));
    }
    let is_extended = rest.starts_with('-');
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    if let Some(week) = rest.strip_prefix('W') {
        return week_day(year, week);
    }
    let number = |from: usize, to: usize| rest.get(from..to)?.parse::<u16>().ok();
    let small = |from: usize, to: usize| u8::try_from(number(from, to)?).ok();
    match (rest.len(), is_extended) {
        (2, true) => Some(DateParts { month: Some(small(0, 2)?), ..DateParts::year(year) }),
        (5, true) if rest.as_bytes().get(2) == Some(&b'-') => {
            Some(DateParts::day(year, small(0, 2)?, small(3, 5)?))
        }
        (4, false) => Some(DateParts::day(year, small(0, 2)?, small(2, 4)?)),
        (3, _) => {
            let days = i64::from(number(0, 3)?);
            (1..=366).contains(&days).then(|| days_after(year, 1, 1, days - 1))
        }
        _ => None,
    }
}

/// `21-7` or `217`, or the week alone, which is read as its first day.
fn week_day(year: i64, rest: &str) -> Option<DateParts> {
    let week: i64 = rest.get(..2)?.parse().ok()?;
    let day: i64 = match rest.get(2..)?.trim_start_matches('-') {
        "" => 1,
        day => day.parse().ok().filter(|day| (1..=7).contains(day))?,
    };
    // The fourth of January is always in the first week.
    let weekday = CivilTime::midnight(year, 1, 4).weekday() as i64;
    (1..=53).contains(&week).then(|| days_after(year, 1, 4, (week - 1) * 7 + day - 1 - weekday))
}

fn days_after(year: i64, month: u8, day: u8, days: i64) -> DateParts {
    let seconds = CivilTime::midnight(year, month, day).seconds() + i128::from(days * SECONDS_PER_DAY);
    let civil = CivilTime::from_seconds(seconds);
    DateParts::day(civil.year, civil.month, civil.day)
}

/// `09:00:00.000-06:00`, `090000Z`.
fn clock_of(civil: DateParts, text: &str) -> Option<DateParts> {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(end)?;
    let clock = clock.split(['.', ',']).next()?;
    let digits: String = clock.chars().filter(|char| *char != ':').collect();
    let is_clock = digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(digits.len(), 2 | 4 | 6);
    let part = |from: usize| digits.get(from..from + 2)?.parse::<u8>().ok();
    let hour = part(0).filter(|_| is_clock)?;
    let offset = match zone {
        "" => None,
        "Z" | "z" => Some(0),
        _ => {
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let hours: i16 = digits.get(..2)?.parse().ok()?;
            let minutes: i16 = digits.get(2..4).unwrap_or("0").parse().ok()?;
            let ahead = hours * 60 + minutes;
            Some(if zone.starts_with('-') { -ahead } else { ahead })
        }
    };
    Some(DateParts { clock: Some((hour, part(2).unwrap_or(0))), second: part(4), offset, ..civil })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_is_read_in_all_its_forms() {
        let cases = [
            ("2006", Some("2006")),
            ("2006-05", Some("2006-05")),
            ("2006-05-28", Some("2006-05-28")),
            ("20060528", Some("2006-05-28")),
            ("2006-148", Some("2006-05-28")),
            ("2006148", Some("2006-05-28")),
            ("2006-W21-7", Some("2006-05-28")),
            ("2006W21", Some("2006-05-22")),
            ("2009-W01-1", Some("2008-12-29")),
            ("-0044-03-15", Some("-0044-03-15")),
            ("-000400-01-01", Some("-0400-01-01")),
            ("+012024-01-01T00:00:00.000Z", Some("Y12024")),
            ("2014-01-10T10:00:00.000Z", Some("2014-01-10T10:00:00Z")),
            ("20060528T090000-0600", Some("2006-05-28T09:00:00-06:00")),
            ("2006-05-28T09", Some("2006-05-28T09:00")),
            ("2006-05T09:00", None),
            ("May 2006", None),
            ("12", None),
            ("2006-5-28", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parts_from_iso8601(text).map(|civil| civil.text()).as_deref(), expected, "{text}");
        }
        for text in
            ["é", "2006é", "2006-é", "2006-05-28Té", "2006-05-28T09:é0", "2006-Wé", "--", "T", "+-T+é"]
        {
            let _ = parts_from_iso8601(text);
        }
    }
}
