//! A date with a time of day, in notations other than EDTF.

use super::from_parts::DateParts;
use super::numeric::{DayOrder, day_in_order};
use super::unmistakable::from_other_notation;
use crate::date::edtf_date::Date;

/// A time of day within a text, taken out of it.
struct Clock {
    clock: (u8, u8),
    second: Option<u8>,
    offset: Option<i16>,
}

/// "May 28 2006 09:00:00 GMT-0600", "Fri, 28 May 2021 9:05 pm", "3/29/2022 13:30".
pub(super) fn with_clock(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let (rest, clock) = clock_taken_out(text)?;
    let rest = without_weekday(&rest);
    let day = Date::parse(&rest)
        .ok()
        .or_else(|| from_other_notation(&rest))
        .or_else(|| day_in_order(&rest, order)?.date().ok())?;
    // Only a whole day can have a time.
    let fields: Vec<&str> = day.text().split('-').collect();
    let [year, month, day] = fields.as_slice() else { return None };
    let civil = DateParts {
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
    let start = before.rfind(|char: char| !char.is_ascii_digit()).map_or(0, |at| at + 1);
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
            rest = fraction.trim_start_matches(|char: char| char.is_ascii_digit());
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

/// "Z", "+08:00", "GMT-0600 (CST)", nothing; and the text after it. `None` where a name of a zone is
/// ambiguous.
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
    let word: String = text.chars().take_while(|char| char.is_ascii_alphabetic()).collect();
    let lower = word.to_ascii_lowercase();
    let is_day = lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&lower));
    let rest = if is_day { text.get(word.len()..).unwrap_or_default() } else { text };
    rest.trim_start_matches([',', '.', ' ']).to_owned()
}
