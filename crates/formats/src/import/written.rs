//! Dates as people and programs write them: EDTF first, then every other notation that can only mean one date,
//! then days in the order that the file is known to use.

use super::civil::Civil;
use super::spelled;
use dateline_time::{Date, DateError};

/// Which number of "03/04/2021" is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// A date that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The date.
    pub date: Date,
    /// Whether it was written in another way than EDTF.
    pub is_other_notation: bool,
}

/// Dates as people write them.
pub(crate) const DATES_AS_WRITTEN: &str = "2021, March 2022, 29/03/2022 or 2021-08/2021-09";

/// Longer texts are no dates.
const LONGEST: usize = 120;

/// Reads a date as it is written; `order` decides where digits alone do not.
///
/// # Errors
/// When the text is no date, or could be two; says which.
pub(crate) fn read_written(text: &str, order: Option<DayOrder>) -> Result<Written, DateError> {
    let text = text.trim();
    // The day of most tables; an explanation why it is not EDTF would cost more than reading it.
    if let Some(date) = slashed(text, order) {
        return Ok(Written { date, is_other_notation: true });
    }
    let error = match Date::parse(text) {
        Ok(date) => return Ok(Written { date, is_other_notation: false }),
        Err(error) => error,
    };
    if text.len() > LONGEST {
        return Err(in_plain_words(error, text));
    }
    let other = plain(text, order).or_else(|| spelled::spelled(text, order));
    // "31.02.2022" can only mean a day that there is not.
    let error = match day_in_order(text, order).map(|civil| civil.date()) {
        Some(Err(no_day)) => DateError { offset: 0, ..no_day },
        _ => error,
    };
    other.map(|date| Written { date, is_other_notation: true }).ok_or_else(|| {
        match ends_in_short_year(text) {
            true => DateError {
                offset: text.chars().count().saturating_sub(2),
                message: "This year has only two digits".to_owned(),
                hint: Some("Write all four".to_owned()),
                is_about_notation: false,
            },
            false => in_plain_words(error, text),
        }
    })
}

/// What people expect who know spreadsheets and no EDTF: it is not told which of its rules a text breaks.
pub(crate) fn in_plain_words(error: DateError, text: &str) -> DateError {
    if !error.is_about_notation {
        return error;
    }
    // Years of more than four digits have a notation of their own, which would only raise questions.
    let meant = Date::what_to_write(text).filter(|hint| !hint.starts_with("Write Y"));
    DateError {
        message: "Not a date that can be read".to_owned(),
        hint: Some(meant.unwrap_or_else(|| format!("Write it as {DATES_AS_WRITTEN}"))),
        ..error
    }
}

/// "03/04/21", "5-Mar-21", "29 March 21": which century is not said.
fn ends_in_short_year(text: &str) -> bool {
    let fields: Vec<&str> = text.split(['/', '.', '-', ' ', ',']).filter(|field| !field.is_empty()).collect();
    let is_digits =
        |field: &str| (1..=2).contains(&field.len()) && field.bytes().all(|byte| byte.is_ascii_digit());
    match fields.as_slice() {
        [day, month, year] => {
            let is_name = month.len() >= 3 && month.chars().all(char::is_alphabetic);
            is_digits(day) && (is_digits(month) || is_name) && is_digits(year) && year.len() == 2
        }
        _ => false,
    }
}

/// A text that is one date, in any notation.
pub(super) fn single(text: &str, order: Option<DayOrder>) -> Option<Date> {
    Date::parse(text).ok().or_else(|| plain(text, order))
}

/// One date in another notation than EDTF.
fn plain(text: &str, order: Option<DayOrder>) -> Option<Date> {
    slashed(text, order)
        .or_else(|| Date::from_other_notation(text))
        .or_else(|| with_clock(text, order))
        .or_else(|| in_order(text, order))
        .or_else(|| spelled::slip(text))
}

/// "29/03/2022" and "29.03.2022", which is never EDTF.
fn slashed(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let is_short = (8..=10).contains(&text.len()) && text.starts_with(|letter: char| letter.is_ascii_digit());
    if is_short && text.contains(['/', '.']) && !text.contains('-') { in_order(text, order) } else { None }
}

/// "03/04/2021" in the order that is known, or in the only one that makes a day.
fn in_order(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let known = day_in_order(text, order).and_then(|civil| civil.date().ok());
    known.or_else(|| day_in_order(text, None)?.date().ok())
}

/// How a text of three numbers with the year last leaves the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderEvidence {
    /// Only this order makes a day.
    Only(DayOrder),
    /// Both do, and give two days.
    Either,
}

/// What a text tells about the order of day and month; `None` where it does not depend on it.
pub(crate) fn order_evidence(text: &str) -> Option<OrderEvidence> {
    let text = text.trim();
    let day = text.split([' ', 'T', ',']).next().unwrap_or_default();
    let sign = day.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(sign, '/' | '.' | '-') || day.matches(sign).count() != 2 {
        return None;
    }
    let fields: Vec<&str> = day.split(sign).collect();
    let [first, second, third] = fields.as_slice() else { return None };
    if third.len() != 4 || first.len() > 2 || second.len() > 2 || third.parse::<u16>().is_err() {
        return None;
    }
    let (first, second) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
    match (first, second) {
        // Nobody writes the month first and full stops.
        (1..=31, 1..=12) if sign == '.' && first != second => Some(OrderEvidence::Only(DayOrder::DayFirst)),
        (13..=31, 1..=12) => Some(OrderEvidence::Only(DayOrder::DayFirst)),
        (1..=12, 13..=31) => Some(OrderEvidence::Only(DayOrder::MonthFirst)),
        (1..=12, 1..=12) if first != second => Some(OrderEvidence::Either),
        _ => None,
    }
}

/// Three numbers with one kind of sign between them, the year first or last.
fn day_in_order(text: &str, order: Option<DayOrder>) -> Option<Civil> {
    let sign = ['/', '.', '-'].into_iter().find(|sign| text.matches(*sign).count() == 2)?;
    let fields: Vec<&str> = text.split(sign).map(str::trim).collect();
    let number = |field: &str| field.parse::<u16>().ok().filter(|_| (1..=4).contains(&field.len()));
    let [first, second, third] = fields.as_slice() else { return None };
    let small =
        |field: &str| number(field).and_then(|number| u8::try_from(number).ok()).filter(|_| field.len() <= 2);
    if first.len() == 4 {
        return Some(Civil::day(i64::from(number(first)?), small(second)?, small(third)?));
    }
    if third.len() != 4 {
        return None;
    }
    let (one, other, year) = (small(first)?, small(second)?, i64::from(number(third)?));
    match order {
        Some(DayOrder::DayFirst) => Some(Civil::day(year, other, one)),
        Some(DayOrder::MonthFirst) => Some(Civil::day(year, one, other)),
        None if one > 12 => Some(Civil::day(year, other, one)),
        None if other > 12 || one == other => Some(Civil::day(year, one, other)),
        None => None,
    }
}

/// A time of day within a text, taken out of it.
struct Clock {
    clock: (u8, u8),
    second: Option<u8>,
    offset: Option<i16>,
}

/// "May 28 2006 09:00:00 GMT-0600", "Fri, 28 May 2021 9:05 pm", "3/29/2022 13:30".
fn with_clock(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let (rest, clock) = clock_taken_out(text)?;
    let rest = without_weekday(&rest);
    let day = Date::parse(&rest)
        .ok()
        .or_else(|| Date::from_other_notation(&rest))
        .or_else(|| day_in_order(&rest, order)?.date().ok())?;
    // Only a whole day can have a time.
    let fields: Vec<&str> = day.text().split('-').collect();
    let [year, month, day] = fields.as_slice() else { return None };
    let civil = Civil {
        year: year.parse().ok()?,
        month: Some(month.parse().ok()?),
        day: Some(day.parse().ok()?),
        clock: Some(clock.clock),
        second: clock.second,
        offset: clock.offset,
    };
    civil.date().ok()
}

/// Finds the time of day by its colon; gives what is left of the text.
fn clock_taken_out(text: &str) -> Option<(String, Clock)> {
    let colon = text.find(':')?;
    let before = text.get(..colon)?;
    let start = before.rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |at| at + 1);
    let hour: u8 = text.get(start..colon)?.parse().ok()?;
    let mut rest = text.get(colon + 1..)?;
    let mut number = || -> Option<u8> {
        let digits = rest.get(..2)?;
        rest = rest.get(2..)?;
        digits.parse().ok()
    };
    let minute = number()?;
    let mut second = None;
    if let Some(seconds) = rest.strip_prefix(':') {
        let (digits, behind) = seconds.split_at_checked(2)?;
        second = Some(digits.parse().ok()?);
        rest = behind;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
        }
    }
    let mut hour = hour;
    let lower = rest.trim_start().to_ascii_lowercase();
    for (marks, is_afternoon) in [(["am", "a.m."], false), (["pm", "p.m."], true)] {
        if let Some(mark) = marks.iter().find(|mark| lower.starts_with(**mark)) {
            hour = match (hour, is_afternoon) {
                (12, false) => 0,
                (1..=11, true) => hour + 12,
                _ => hour,
            };
            rest = rest.trim_start().get(mark.len()..)?;
        }
    }
    let (offset, behind) = offset_of(rest)?;
    let before = text.get(..start)?.trim_end().trim_end_matches(['T', ',']).to_owned();
    let left = format!("{} {}", before.trim(), behind.trim()).trim().to_owned();
    Some((left, Clock { clock: (hour, minute), second, offset }))
}

/// "Z", "+08:00", "GMT-0600 (CST)", nothing; and what stands behind. `None` where a name of a zone stands there that
/// nobody can be sure of.
fn offset_of(text: &str) -> Option<(Option<i16>, &str)> {
    let text = text.trim_start();
    let named = ["GMT", "UTC", "UT"].iter().find_map(|name| text.strip_prefix(name));
    let rest = named.or_else(|| text.strip_prefix('Z')).unwrap_or(text);
    let is_universal = rest.len() < text.len();
    let sign = match rest.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => -1,
        _ => return Some((is_universal.then_some(0), without_parentheses(rest))),
    };
    let body = rest.get(1..)?;
    let digits: String = body.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match plain.len() {
        1 | 2 => (plain.parse::<i16>().ok()?, 0),
        4 => (plain.get(..2)?.parse().ok()?, plain.get(2..)?.parse().ok()?),
        _ => return None,
    };
    let behind = body.get(digits.len()..)?;
    Some((Some(sign * (hours * 60 + minutes)), without_parentheses(behind)))
}

/// "(Central Standard Time)" says nothing more.
fn without_parentheses(text: &str) -> &str {
    let trimmed = text.trim();
    if trimmed.starts_with('(') && trimmed.ends_with(')') { "" } else { text }
}

fn without_weekday(text: &str) -> String {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word: String = text.chars().take_while(|letter| letter.is_ascii_alphabetic()).collect();
    let lower = word.to_ascii_lowercase();
    let is_day = lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&lower));
    let rest = if is_day { text.get(word.len()..).unwrap_or_default() } else { text };
    rest.trim_start_matches([',', '.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_notations_are_read_and_doubtful_ones_are_not() {
        let cases = [
            ("2021-08", None, Some("2021-08")),
            ("Aug 2021", None, Some("2021-08")),
            ("29/03/2022", None, Some("2022-03-29")),
            ("03/04/2021", None, None),
            ("03/04/2021", Some(DayOrder::DayFirst), Some("2021-04-03")),
            ("03/04/2021", Some(DayOrder::MonthFirst), Some("2021-03-04")),
            ("3/4/2021 9:05", Some(DayOrder::MonthFirst), Some("2021-03-04T09:05")),
            ("May 28 2006 09:00:00 GMT-0600", None, Some("2006-05-28T09:00:00-06:00")),
            (
                "Sun May 28 2006 09:00:00 GMT+0800 (Singapore Standard Time)",
                None,
                Some("2006-05-28T09:00:00+08:00"),
            ),
            ("Fri, 28 May 2021 9:05 pm", None, Some("2021-05-28T21:05")),
            ("28 May 2021 12:05 AM", None, Some("2021-05-28T00:05")),
            ("2014-01-10 10:00:00", None, Some("2014-01-10T10:00:00")),
            ("2014-01-10T10:00:00.000Z", None, Some("2014-01-10T10:00:00Z")),
            ("soon", None, None),
            ("13:00", None, None),
        ];
        for (text, order, expected) in cases {
            let read = read_written(text, order).ok().map(|written| written.date.text().to_owned());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_refused_as_one() {
        for text in ["03/04/21", "5-Mar-21", "29 March 21", "1.1.99"] {
            assert_eq!(
                read_written(text, None).unwrap_err().message,
                "This year has only two digits",
                "{text}"
            );
        }
        assert_ne!(read_written("never", None).unwrap_err().message, "This year has only two digits");
    }

    #[test]
    fn whatever_stands_there_does_no_harm() {
        for text in [":", "1:", "99:99:99 GMT+99", "é:é", "12:0é", "Z:00", "1:00 GMT-", "1:00+1é"] {
            let _ = read_written(text, None);
        }
    }
}
