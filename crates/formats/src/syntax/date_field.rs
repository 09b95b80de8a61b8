//! Dates in files: EDTF, whole numbers as years, and other notations that can only mean one date.

use super::json::{Kind, Raw};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::Date;

/// Reads a date; `None` when there is none to be read, which was then reported with `effect`.
pub(crate) fn read(raw: Raw<'_>, effect: &str, path: &Path<'_>, log: &mut Log) -> Option<Date> {
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
            kind => format!("Expected a date, found {}", kind.label()),
        };
        log.push(finding(Severity::Error, raw.range(), message).hint(hint).effect(effect));
        return None;
    }
    let error = match Date::parse(&stated) {
        Ok(date) => return Some(date),
        Err(error) => error,
    };
    if let Some(date) = dateline_time::phrases::from_other_notation(&stated) {
        let edtf = date.text();
        log.push(
            finding(Severity::Warning, raw.range(), format!("Read as {edtf}"))
                .hint(format!("Write {edtf}"))
                .read_as(edtf),
        );
        return Some(date);
    }
    let at = place_in(raw, error.offset);
    log.push(finding(Severity::Error, at, error.message).hint(error.hint.unwrap_or_default()).effect(effect));
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
    // Up to the closing quotation mark.
    start..raw.end().saturating_sub(1).max(start + 1)
}

/// A year as EDTF: four digits, more with a `Y` before them.
fn edtf_year(year: i64) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_as_numbers() {
        let cases =
            [(2021, "2021"), (44, "0044"), (0, "0000"), (-43, "-0043"), (-13_800_000_000, "Y-13800000000")];
        for (year, expected) in cases {
            assert_eq!(edtf_year(year), expected);
        }
    }
}
