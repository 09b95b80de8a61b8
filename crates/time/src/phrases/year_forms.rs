//! Notations that only this file reads: "before 1980", "vor 1980", "03.–05.04.2021", "2021/22".

use super::from_parts::{DateParts, between};
use super::in_english::is_year;
use super::language::Language;
use super::languages::in_all;
use crate::date::edtf_date::Date;

/// Reads the notations of this file: "before 1980", "vor 1980", "03.–05.04.2021", "2021/22".
pub(super) fn other_form(text: &str) -> Option<Date> {
    beside_a_year(text).or_else(|| days_with_stops(text)).or_else(|| two_years(text))
}

/// "vor 1980": some time up to the end of 1979.
fn beside_a_year(text: &str) -> Option<Date> {
    let year = |words: fn(&Language) -> &'static [&'static str]| {
        let rest = in_all(words).find_map(|word| text.strip_prefix(word))?.trim();
        if is_year(rest) { rest.parse::<u16>().ok().filter(|year| (1..9_999).contains(year)) } else { None }
    };
    let edtf = match year(|language| language.before) {
        Some(year) => format!("[..{:04}]", year - 1),
        None => format!("[{:04}..]", year(|language| language.after)? + 1),
    };
    Date::parse(&edtf).ok()
}

/// "03.–05.04.2021", "29.3. – 2.4.2021": with full stops the day is first.
fn days_with_stops(text: &str) -> Option<Date> {
    let (from, to) = ["–", "—", "-", "bis"].iter().find_map(|link| text.split_once(link))?;
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse::<u16>().ok() } else { None }
    };
    let numbers = |text: &str| text.split('.').map(|part| number(part.trim())).collect::<Option<Vec<u16>>>();
    let (start, end) = (numbers(from.trim().strip_suffix('.')?)?, numbers(to.trim())?);
    let (&[day, month, year], [first, others @ ..]) = (end.as_slice(), start.as_slice()) else { return None };
    let first_month = match others {
        [] => month,
        [month] => *month,
        _ => return None,
    };
    let date = |day: u16, month: u16| {
        let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        DateParts::day(i64::from(year), month, day).date().ok()
    };
    let (start, end) = (date(*first, first_month)?, date(day, month)?);
    if year < 1_000 { None } else { between(&start, &end).ok() }
}

/// "2021/22", where the second number is no month.
fn two_years(text: &str) -> Option<Date> {
    let (first, second) = text.split_once('/')?;
    let is_short = second.len() == 2 && second.bytes().all(|byte| byte.is_ascii_digit());
    let (year, last) = (first.parse::<u16>().ok().filter(|_| is_year(first))?, second.parse::<u16>().ok()?);
    let last = match last {
        0 if year % 100 == 99 => year + 1,
        13.. if is_short => year - year % 100 + last,
        _ => return None,
    };
    (is_short && last > year).then(|| Date::parse(&format!("{first}/{last:04}")).ok()).flatten()
}
