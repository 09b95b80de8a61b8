//! Slips of notation in what was meant to be EDTF: "2021-8", "2021 -08", "2022-03-29 13:30", "201x".

use super::candidate::{MAX_GUESS_BYTES, checked};
use crate::date::parse::is_date;

/// The same text with slips of notation mended: "2021-8", "2021 -08", "2022-03-29 13:30", "201x".
pub(super) fn repaired(text: &str) -> Option<String> {
    if text.len() > MAX_GUESS_BYTES {
        return None;
    }
    let mends: [fn(&str) -> String; 6] =
        [plain_hyphens, clock_after_day, without_spaces, capital_letters, padded, whole_seconds];
    // Before numbers are padded: "02-20" is the end of a date, not the year 2.
    if let Some(date) = full_end(text).and_then(checked) {
        return Some(date);
    }
    let mut mended = text.to_owned();
    for mend in mends {
        mended = mend(&mended);
        if mended != text && is_date(&mended) {
            return Some(mended);
        }
    }
    let ways: [fn(&str) -> Option<String>; 3] = [compact, long_year, short_year_with_letter];
    ways.iter().filter_map(|way| way(&mended)).find(|date| is_date(date))
}

/// Hyphens for all kinds of dashes and for the minus sign.
fn plain_hyphens(text: &str) -> String {
    text.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'], "-")
}

/// A `T` for the space between day and time of day.
fn clock_after_day(text: &str) -> String {
    match text.split_once(' ') {
        Some((day, clock))
            if clock.trim_start().starts_with(|char: char| char.is_ascii_digit()) && clock.contains(':') =>
        {
            format!("{day}T{}", clock.trim_start())
        }
        _ => text.to_owned(),
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

fn capital_letters(text: &str) -> String {
    text.to_ascii_uppercase()
}

/// Two digits for months, days and hours, four for years, and a colon in the offset.
fn padded(text: &str) -> String {
    text.split_inclusive('/').map(padded_part).collect()
}

fn padded_part(part: &str) -> String {
    let (body, slash) = part.strip_suffix('/').map_or((part, ""), |body| (body, "/"));
    let (day, clock) = body.split_once('T').map_or((body, None), |(day, clock)| (day, Some(clock)));
    let (sign, digits) = day.strip_prefix('-').map_or(("", day), |digits| ("-", digits));
    let pad = |field: &str, width: usize| {
        let is_number = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { format!("{field:0>width$}") } else { field.to_owned() }
    };
    let fields =
        digits.split('-').enumerate().map(|(index, field)| pad(field, if index == 0 { 4 } else { 2 }));
    let day = fields.collect::<Vec<_>>().join("-");
    let clock = clock.map_or(String::new(), |clock| {
        let (hour, rest) = clock.split_once(':').unwrap_or((clock, "00"));
        let rest = match rest.rfind(['+', '-']).and_then(|at| rest.split_at_checked(at + 3)) {
            Some((before, minutes)) if minutes.len() == 2 => format!("{before}:{minutes}"),
            _ => rest.to_owned(),
        };
        format!("T{}:{rest}", pad(hour, 2))
    });
    format!("{sign}{day}{clock}{slash}")
}

/// A time of day without the fraction of its second.
fn whole_seconds(text: &str) -> String {
    let Some((before, after)) = text.split_once(['.', ',']).filter(|(before, _)| before.contains('T')) else {
        return text.to_owned();
    };
    format!("{before}{}", after.trim_start_matches(|char: char| char.is_ascii_digit()))
}

/// "20220329", "202203"
fn compact(text: &str) -> Option<String> {
    let (year, rest) = text.split_at_checked(4)?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match rest.split_at_checked(2)? {
        (month, "") if is_number => Some(format!("{year}-{month}")),
        (month, day) if is_number && day.len() == 2 => Some(format!("{year}-{month}-{day}")),
        _ => None,
    }
}

/// "-13800000000", "12,345", "+12345"
fn long_year(text: &str) -> Option<String> {
    let text = text.strip_prefix('+').unwrap_or(text).replace(',', "");
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_number = digits.len() > 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("Y{text}"))
}

/// "Y1985"
fn short_year_with_letter(text: &str) -> Option<String> {
    let digits = text.strip_prefix('Y')?;
    Some(padded(digits))
}

/// An end that leaves out what it has in common with the start: "2018-01-15/02-20", "1914/18".
fn full_end(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let common = start.len().checked_sub(end.len())?;
    Some(format!("{start}/{}{end}", start.get(..common)?))
}
