//! Dates in files: EDTF, whole numbers as years, and the few other spellings that can only mean one date.

use super::diagnostic::{Diagnostic, Log, Severity};
use super::json::{Kind, Raw};
use super::path::Path;
use crate::time::{Date, DateError, Zone};

/// Reads a date; `None` when there is none to be read, which was then reported with `effect`.
pub(super) fn read(raw: Raw<'_>, effect: &str, path: &Path<'_>, log: &mut Log) -> Option<Date> {
    let stated = match raw.kind() {
        Kind::Text => raw.words(log, path).trim().to_owned(),
        Kind::Number => match raw.text.parse::<i64>() {
            Ok(year) => edtf_year(year),
            Err(_) => raw.text.to_owned(),
        },
        _ => String::new(),
    };
    let finding = |severity, range, message: String| {
        Diagnostic::new(severity, range, path, message)
            .found(&raw.shown())
            .expected("A date that exists, such as 2022-03-29, 2021-08 or 1965")
    };
    if stated.is_empty() {
        let hint = "Write a text such as \"2021-08\", or leave the field out";
        let message = match raw.kind() {
            Kind::Text => "There is no date in this text".to_owned(),
            kind => format!("Expected a date, found {}", kind.words()),
        };
        log.push(finding(Severity::Error, raw.range(), message).hint(hint).effect(effect));
        return None;
    }
    let mut error = match Date::parse(&stated) {
        Ok(date) => {
            let Some(hint) = reversed(&date) else { return Some(date) };
            let message = "The end comes before the start".to_owned();
            log.push(finding(Severity::Error, raw.range(), message).hint(hint).effect(effect));
            return None;
        }
        Err(error) => error,
    };
    match loosely(&stated) {
        Loose::One(edtf) => match Date::parse(&edtf) {
            Ok(date) => {
                log.push(
                    finding(Severity::Warning, raw.range(), format!("Read as {edtf}"))
                        .hint(format!("Write {edtf}")),
                );
                return Some(date);
            }
            // "30 February 2022": what is wrong with the day is worth more than what is wrong with the form.
            Err(inner) => error = DateError { offset: 0, ..inner },
        },
        Loose::Either(first, second) => {
            let message = "The day and the month cannot be told apart".to_owned();
            let hint = format!("Write {first} or {second}");
            log.push(finding(Severity::Error, raw.range(), message).hint(hint).effect(effect));
            return None;
        }
        Loose::Nothing => {}
    }
    let at = place_in(raw, error.offset);
    let message = sentence(&error.message);
    let hint = error.hint.unwrap_or_else(|| "Write it as 2022-03-29, 2021-08 or 1965".to_owned());
    log.push(finding(Severity::Error, at, message).hint(hint).effect(effect));
    None
}

/// The bytes from the character that is wrong to the end of the value. A text with escapes is marked whole.
fn place_in(raw: Raw<'_>, offset: usize) -> std::ops::Range<usize> {
    let Some(inner) = raw.text.strip_prefix('"').filter(|inner| !inner.contains('\\')) else {
        return raw.range();
    };
    let space = inner.len() - inner.trim_start().len();
    let into = inner.trim_start().char_indices().nth(offset).map_or(0, |(at, _)| at);
    let start = raw.at + 1 + space + into;
    start..raw.end().max(start + 1)
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What to do about an interval whose end comes before its start.
fn reversed(date: &Date) -> Option<String> {
    let range = date.range(Zone::UTC);
    let (start, end) = (range.earliest_start?, range.latest_end?);
    (end <= start).then(|| match date.text().split_once('/') {
        Some((from, to)) => format!("Swap them: {to}/{from}"),
        None => "Swap them".to_owned(),
    })
}

/// A year as EDTF: four digits, more with a `Y` before them.
fn edtf_year(year: i64) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}

/// What a text that is not EDTF may mean.
#[derive(Debug, PartialEq, Eq)]
enum Loose {
    /// Exactly one date, as EDTF.
    One(String),
    /// One of two.
    Either(String, String),
    Nothing,
}

/// English month names; three letters and more count.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Longest text that is looked at.
const LONGEST: usize = 60;

fn loosely(text: &str) -> Loose {
    if text.len() > LONGEST {
        return Loose::Nothing;
    }
    let lower = text.to_lowercase();
    if let Some(edtf) = about(&lower).or_else(|| before_christ(&lower)).or_else(|| decade(&lower)) {
        return Loose::One(edtf);
    }
    if let Some((day, clock)) = text.split_once(' ')
        && clock.starts_with(|c: char| c.is_ascii_digit())
        && clock.contains(':')
        && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        return Loose::One(format!("{day}T{clock}"));
    }
    match in_digits(text) {
        Loose::Nothing => in_words(&lower).map_or(Loose::Nothing, Loose::One),
        loose => loose,
    }
}

/// "about 1965", "c. 1965", "circa August 2021".
fn about(lower: &str) -> Option<String> {
    let rest = ["about ", "around ", "circa ", "ca. ", "c. ", "ca ", "c "]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix))?
        .trim();
    let is_year = rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let date = if is_year { rest.to_owned() } else { in_words(rest)? };
    Some(format!("{date}~"))
}

/// "44 BCE", "44 BC": there is no year 0, so 1 BCE is the astronomical year 0.
fn before_christ(lower: &str) -> Option<String> {
    let digits = lower.strip_suffix("bce").or_else(|| lower.strip_suffix("bc"))?.trim();
    let year: i64 = digits.replace(',', "").parse().ok()?;
    (year > 0).then(|| edtf_year(1 - year))
}

/// "1960s".
fn decade(lower: &str) -> Option<String> {
    let year = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('s'))?;
    let is_decade = year.len() == 4 && year.ends_with('0') && year.bytes().all(|byte| byte.is_ascii_digit());
    // The 1900s may be a decade or a century.
    (is_decade && !year.ends_with("00")).then(|| format!("{}X", year.get(..3).unwrap_or_default()))
}

/// "2021/08/23", "2021.8.3", "23/08/2021", and the ambiguous "03/04/2021".
fn in_digits(text: &str) -> Loose {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return Loose::Nothing };
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) || [first, second, third].iter().any(|part| part.len() > 4) {
        return Loose::Nothing;
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
    let date = |year: &str, month: u32, day: u32| format!("{year}-{month:02}-{day:02}");
    if first.len() == 4 && second.len() <= 2 && third.len() <= 2 {
        return Loose::One(date(first, number(second), number(third)));
    }
    if third.len() != 4 || first.len() > 2 || second.len() > 2 {
        return Loose::Nothing;
    }
    let (a, b) = (number(first), number(second));
    match (a <= 12, b <= 12) {
        (true, true) if a != b => Loose::Either(date(third, b, a), date(third, a, b)),
        (_, true) => Loose::One(date(third, b, a)),
        (true, false) => Loose::One(date(third, a, b)),
        (false, false) => Loose::Nothing,
    }
}

/// "Aug 2021", "29 March 2022", "March 29, 2022", "29th of March 2022".
fn in_words(lower: &str) -> Option<String> {
    let mut year = None;
    let mut month = None;
    let mut day = None;
    for word in lower.split([' ', ',', '\u{A0}', '.']).filter(|word| !word.is_empty() && *word != "of") {
        if let Some(number) = month_number(word) {
            if month.replace(number).is_some() {
                return None;
            }
            continue;
        }
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let slot = if digits.len() == 4 { &mut year } else { &mut day };
        if digits.len() > 4 || digits.len() == 3 || slot.replace(digits).is_some() {
            return None;
        }
    }
    let (year, month) = (year?, month?);
    Some(match day {
        Some(day) => format!("{year}-{month:02}-{day:0>2}"),
        None => format!("{year}-{month:02}"),
    })
}

fn month_number(word: &str) -> Option<usize> {
    if word == "sept" {
        return Some(9);
    }
    let index = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && (*month == word || month.get(..3) == Some(word)))?;
    Some(index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_mean_one_date_or_none() {
        let one = |edtf: &str| Loose::One(edtf.to_owned());
        let cases = [
            ("Aug 2021", one("2021-08")),
            ("August, 2021", one("2021-08")),
            ("Sept. 2021", one("2021-09")),
            ("29 March 2022", one("2022-03-29")),
            ("March 29, 2022", one("2022-03-29")),
            ("3rd of May 1999", one("1999-05-03")),
            ("2021/08/23", one("2021-08-23")),
            ("2021-8-3", one("2021-08-03")),
            ("23.08.2021", one("2021-08-23")),
            ("03/03/2021", one("2021-03-03")),
            ("03/04/2021", Loose::Either("2021-04-03".into(), "2021-03-04".into())),
            ("about 1965", one("1965~")),
            ("c. Aug 2021", one("2021-08~")),
            ("44 BCE", one("-0043")),
            ("12,000 BC", one("Y-11999")),
            ("1960s", one("196X")),
            ("1900s", Loose::Nothing),
            ("2021-08-23 14:30", one("2021-08-23T14:30")),
            ("soon", Loose::Nothing),
            ("March", Loose::Nothing),
            ("3 March 4 2022", Loose::Nothing),
        ];
        for (text, expected) in cases {
            assert_eq!(loosely(text), expected, "{text}");
        }
    }

    #[test]
    fn years_as_numbers() {
        let cases =
            [(2021, "2021"), (44, "0044"), (0, "0000"), (-43, "-0043"), (-13_800_000_000, "Y-13800000000")];
        for (year, expected) in cases {
            assert_eq!(edtf_year(year), expected);
        }
    }
}
