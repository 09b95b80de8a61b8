//! Times of vis-timeline: days, ISO 8601, milliseconds since 1970, and what JavaScript makes of other texts.

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::javascript;
use crate::syntax::json::{Kind, Raw};
use dateline_time::Date;
use dateline_time::phrases::{DayOrder, date_from_unix_milliseconds, parts_from_iso8601, read_any_notation};

/// Numbers below this are within three hours of 1970 and were meant as something else, years above all.
const TOO_SOON: f64 = 1e7;
const EFFECT: &str = "Shown without this date";

/// Reads a time; `Ok(None)` where nothing is stated. A text of a date alone is a day of the calendar,
/// wherever it is looked at.
///
/// # Errors
/// When it is no time, which was reported.
pub(super) fn read(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Result<Option<Date>, ()> {
    let raw = javascript::date_in(raw).unwrap_or(raw);
    match raw.kind() {
        Kind::Null => Ok(None),
        Kind::Number => of_number(raw, path, log).map(Some),
        Kind::Text => {
            let words = raw.words(log, path);
            let words = words.trim();
            if words.is_empty() { Ok(None) } else { of_text(raw, words, path, log).map(Some) }
        }
        kind => {
            log.push(finding(raw, path, format!("Expected a date, found {}", kind.label())));
            Err(())
        }
    }
}

fn finding(raw: Raw<'_>, path: &Path<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Severity::Error, raw.range(), path, message)
        .found(&raw.shown())
        .expected("A date such as \"2021-08-23\", \"2021-08-23T09:30\", or milliseconds since 1970")
        .effect(EFFECT)
}

fn of_number(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Result<Date, ()> {
    let number: Option<f64> = raw.text.parse().ok();
    let Some(date) = number.and_then(date_from_unix_milliseconds) else {
        log.push(finding(raw, path, "This is no number of milliseconds"));
        return Err(());
    };
    if number.is_some_and(|number| number.abs() < TOO_SOON && number != 0.0) {
        let message = "A number counts milliseconds since 1970";
        log.push(
            Diagnostic::new(Severity::Warning, raw.range(), path, message)
                .found(raw.text)
                .hint(format!("Write \"{}\" if a year was meant", raw.text))
                .effect(format!("Read as {}", date.text())),
        );
    }
    Ok(date)
}

fn of_text(raw: Raw<'_>, words: &str, path: &Path<'_>, log: &mut Log) -> Result<Date, ()> {
    // As Microsoft's services write it.
    let number = words.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/"));
    if let Some(date) = number.and_then(|number| number.parse().ok()).and_then(date_from_unix_milliseconds) {
        return Ok(date);
    }
    let read = match parts_from_iso8601(words).filter(|_| !is_edtf_year(words)) {
        Some(civil) => civil.date().map(|date| (date, false)),
        None => read_any_notation(words, Some(DayOrder::MonthFirst))
            .map(|read| (read.date, read.is_other_notation)),
    };
    match read {
        Ok((date, is_other)) => {
            if is_other {
                let edtf = date.text().to_owned();
                let finding =
                    Diagnostic::new(Severity::Warning, raw.range(), path, format!("Read as {edtf}"));
                log.push(finding.found(words).hint(format!("Write {edtf}")).read_as(&edtf));
            }
            Ok(date)
        }
        Err(error) => {
            log.push(finding(raw, path, error.message).hint(error.hint.unwrap_or_default()));
            Err(())
        }
    }
}

/// "2021" and the like are what they are; a sign and six digits are an expanded year.
fn is_edtf_year(words: &str) -> bool {
    words.len() <= 5
}
