//! What is wrong with a text that is not a date, in plain language, and what to write instead.

use super::error::DateError;
use super::parse::{Fault, MAX_TEXT_BYTES, Reason, read};
use crate::calendar::{days_in_month, month_name};
use crate::numbers::{grouped, year_text};
use crate::phrases::hints::{for_other_notation, for_slip};

/// What is said when nothing better is known.
const NOT_A_DATE: &str = "Not an EDTF date";

/// The error message of a fault.
pub(super) fn explain(text: &str, fault: Fault) -> DateError {
    let is_grammar = matches!(fault.reason, Reason::Grammar(_));
    let impossible = impossible_day_or_month(text, fault.offset).filter(|_| is_grammar);
    let is_about_notation = is_grammar && impossible.is_none();
    let (at, message, hint) = match fault.reason {
        Reason::Empty => (
            0,
            "The date is empty".to_owned(),
            Some("Write a date such as 2021, 2021-08 or 2021-08-24".to_owned()),
        ),
        Reason::TooLong => {
            let limit = grouped(MAX_TEXT_BYTES as u64);
            (MAX_TEXT_BYTES, format!("A date has at most {limit} characters"), None)
        }
        Reason::EndBeforeStart => {
            (fault.offset, "The end comes before the start".to_owned(), swap_hint(text))
        }
        Reason::Clock { message, hint } => {
            (fault.offset, message.to_owned(), hint.or_else(|| for_slip(text)))
        }
        Reason::Grammar(grammar_message) => match impossible {
            Some((at, message, hint)) => (at, message, Some(hint)),
            None => explain_grammar(text, fault.offset, grammar_message),
        },
    };
    let offset = text.get(..at).map_or(0, |before| before.chars().count());
    DateError { offset, message, hint, is_about_notation }
}

/// Explains a message of `edtf-core`; gives the offset in bytes, the message and the hint.
fn explain_grammar(text: &str, offset: usize, grammar_message: &str) -> (usize, String, Option<String>) {
    if let Some(hint) = for_other_notation(text) {
        return (0, NOT_A_DATE.to_owned(), Some(hint));
    }
    let (message, usual_hint) = message_and_hint(grammar_message);
    let hint = for_slip(text).or_else(|| usual_hint.map(str::to_owned));
    (offset, message.to_owned(), hint)
}

/// What to do about an interval that ends before it starts.
fn swap_hint(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let swapped = format!("{end}/{start}");
    read(&swapped).is_ok().then(|| format!("Swap them: {swapped}"))
}

/// The date within a longer text that an offset lies in, with the offset of that date.
fn token_at(text: &str, offset: usize) -> Option<(usize, &str)> {
    let is_boundary = |char: char| matches!(char, '/' | ',' | '[' | ']' | '{' | '}' | 'T' | '.');
    let before = text.get(..offset)?;
    let start = before.rfind(is_boundary).map_or(0, |at| at + 1);
    let rest = text.get(start..)?;
    Some((start, rest.split(is_boundary).next().unwrap_or(rest)))
}

/// The parts of a date that have the right shape, whether or not such a day exists.
struct Parts<'a> {
    /// The text of the year.
    year_text: &'a str,
    year: Option<i64>,
    month_text: &'a str,
    /// Bytes of the date before the month.
    month_at: usize,
    day_text: Option<&'a str>,
    day_at: usize,
}

/// Takes a date apart whose year has four digits and whose month and day have two.
fn parts(token: &str) -> Option<Parts<'_>> {
    let is_qualifier = |char: char| matches!(char, '?' | '~' | '%');
    let body_at = token.len() - token.trim_start_matches(is_qualifier).len();
    let sign = usize::from(token.get(body_at..)?.starts_with('-'));
    let mut at = body_at + sign;
    let mut fields = Vec::new();
    for field in token.get(at..)?.split('-') {
        let leading = field.len() - field.trim_start_matches(is_qualifier).len();
        fields.push((at + leading, field.trim_matches(is_qualifier)));
        at += field.len() + 1;
    }
    let has_shape = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X')
    };
    let (year, month, day) = match fields.as_slice() {
        [year, month] => (*year, *month, None),
        [year, month, day] if has_shape(day.1, 2) => (*year, *month, Some(*day)),
        _ => return None,
    };
    if !has_shape(year.1, 4) || !has_shape(month.1, 2) {
        return None;
    }
    let number: Option<i64> = year.1.parse().ok();
    Some(Parts {
        year_text: token.get(body_at..year.0 + 4)?,
        year: number.map(|number| if sign > 0 { -number } else { number }),
        month_text: month.1,
        month_at: month.0,
        day_text: day.map(|(_, text)| text),
        day_at: day.map_or(token.len(), |(at, _)| at),
    })
}

/// A month or a day that no calendar has: the bytes before it, what is wrong, what to write.
fn impossible_day_or_month(text: &str, offset: usize) -> Option<(usize, String, String)> {
    let (start, token) = token_at(text, offset)?;
    let parts = parts(token)?;
    let month: u8 = parts.month_text.parse().ok()?;
    let swapped = parts.day_text.map(|day| format!("{}-{day}-{}", parts.year_text, parts.month_text));
    let swapped = swapped.filter(|date| read(date).is_ok()).map(|date| format!("Write {date}"));
    match month {
        1..=12 => {
            let (message, hint) = impossible_day(&parts, month)?;
            Some((start + parts.day_at, message, hint))
        }
        21..=41 => {
            parts.day_text?;
            let message =
                format!("Month {month} stands for a season or a part of the year, which has no days");
            let hint = swapped.unwrap_or_else(|| format!("Write {}-{month}", parts.year_text));
            Some((start + parts.month_at, message, hint))
        }
        _ => {
            let span = years_hint(&parts, month);
            let usual = || format!("Give a month from 01 to 12, or {} for the year", parts.year_text);
            let message = format!("There is no month {month}");
            Some((start + parts.month_at, message, swapped.or(span).unwrap_or_else(usual)))
        }
    }
}

/// "1914-18" is more often a span of years than a month.
fn years_hint(parts: &Parts<'_>, month: u8) -> Option<String> {
    let year = parts.year.filter(|year| parts.day_text.is_none() && *year > 0)?;
    let end = year - year % 100 + i64::from(month);
    (end > year).then(|| format!("Give a month from 01 to 12, or write {year:04}/{end:04} for the years"))
}

/// A day that its month does not have.
fn impossible_day(parts: &Parts<'_>, month: u8) -> Option<(String, String)> {
    let day_text = parts.day_text?;
    let month_and_year = match parts.year {
        Some(year) => format!("{} {}", month_name(month), year_text(year)),
        None => format!("{} {}", month_name(month), parts.year_text),
    };
    let date_text = format!("{}-{}", parts.year_text, parts.month_text);
    let count = match (parts.year, read(&format!("{date_text}-29"))) {
        (Some(year), _) => days_in_month(year, month),
        // Of years that lack digits, one may be a leap year.
        (None, Ok(_)) => days_in_month(0, month),
        (None, Err(_)) => 28,
    };
    let hint = format!("Give a day from 1 to {count}, or {date_text} for the month");
    match day_text.parse::<u8>() {
        Ok(0) => Some(("There is no day 0".to_owned(), hint)),
        Ok(day) if day > count => Some((format!("{month_and_year} has {count} days"), hint)),
        Ok(_) => None,
        Err(_) => Some((format!("No day of {month_and_year} fits {day_text}"), hint)),
    }
}

/// Translates a message of `edtf-core` for people who do not know EDTF, with what usually helps.
fn message_and_hint(grammar_message: &str) -> (&'static str, Option<&'static str>) {
    const USUAL: Option<&str> = Some("Write a date such as 2021, 2021-08 or 2021-08-24");
    const MONTH: Option<&str> = Some("Write the month with two digits: 2021-08");
    const DAY: Option<&str> = Some("Write the day with two digits: 2021-08-04");
    const INTERVAL: Option<&str> = Some("Write 2004/.. for since 2004, ../2004 for until 2004");
    const SET: Option<&str> = Some("Write [1667,1668] for one of them, {1667,1668} for all of them");
    const RANGE: Option<&str> = Some("Write two plain dates of the same precision: 1670..1672");
    match grammar_message {
        "month must be two digits (or X)" => ("The month has two digits", MONTH),
        "expected '-' before month" => ("After the year comes a hyphen and the month, or nothing", USUAL),
        "no calendar month matches the unspecified digits" => ("No month fits these digits", MONTH),
        "day must be two digits (or X)" => ("The day has two digits", DAY),
        "expected '-' before day" => ("After the month comes a hyphen and the day, or nothing", DAY),
        "unexpected characters after day" => ("Nothing but a time of day can follow the day", USUAL),
        "negative years cannot contain unspecified digits" => {
            ("A year before 0000 has all its digits", Some("Write the first and the last year: -0499/-0400"))
        }
        "-0000 is not a valid year" => ("There is no year -0000", Some("Write 0000 for 1 BCE")),
        "significant digits cannot combine with unspecified digits" => {
            ("A year has either X or S, not both", USUAL)
        }
        "significant digits must be 1-4 for a four-digit year" => (
            "After S comes how many digits count, from 1 to 4",
            Some("Write 1950S2 for about 1950, in that century"),
        ),
        "significant digits exceed the year's digit count" => {
            ("After S comes how many digits of the year count", None)
        }
        "significant-digit years are year-precision only" => ("A year with S has no month", None),
        "expected digits after 'Y'" => ("After Y comes the year in digits", Some("Write Y-13800000000")),
        "expected digits after exponent 'E'" => {
            ("After E comes how many zeros to add", Some("Write Y-138E8"))
        }
        "leading zeros are not allowed in Y-prefixed years" => ("A year with Y has no zeros in front", None),
        "Y-prefixed years require |year| > 9999" => ("Y is for years of more than four digits", USUAL),
        "Y-prefixed years are year-precision only" => ("A year with Y has no month", None),
        "exponential year significand cannot be zero" => ("Zero has no powers of ten", Some("Write 0000")),
        "exponent out of supported range" | "number out of supported range" => {
            ("The number is too large", None)
        }
        "date-times require a complete YYYY-MM-DD date" => {
            ("A time of day needs a full day before it", Some("Write 2021-08-24T13:30"))
        }
        "interval must contain exactly one '/'" => ("An interval has one slash", INTERVAL),
        "interval needs at least one dated endpoint" => ("An interval needs at least one date", INTERVAL),
        "'..'-prefixed date is only allowed as interval start" => {
            ("\"On or before\" can only be said of a start", INTERVAL)
        }
        "'..'-suffixed date is only allowed as interval end" => {
            ("\"On or after\" can only be said of an end", INTERVAL)
        }
        "an end in brackets is one range" => (
            "A start or an end in brackets is a first and a last date with two dots between them",
            Some("Write [1885..1887]/1890 for a start in one of these years"),
        ),
        "unterminated set" => ("The bracket is not closed at the end", SET),
        "set must contain at least one element" | "empty set element" => ("A date is missing here", SET),
        "sets cannot nest" => ("A set cannot hold another set", SET),
        "'..' alone is not a set element" => ("A date is missing beside the two dots", SET),
        _ if grammar_message.starts_with("set range") => ("The two dots stand between plain dates", RANGE),
        "set element cannot contain multiple '..'" => ("The two dots stand once between two dates", RANGE),
        _ => (NOT_A_DATE, USUAL),
    }
}
