//! Dates as people and programs write them: EDTF first, then every other notation that can only mean one
//! date, then days in the order that the file is known to use.

use super::hints::what_to_write;
use super::in_english::in_english_text;
use super::numeric::{DayOrder, day_in_order, slashed};
use super::ranges::{in_phrases, split_leading_qualifier};
use super::single_date::{plain, single};
use super::year_forms::other_form;
use crate::date::edtf_date::Date;
use crate::date::error::DateError;

/// A date that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadDate {
    /// The date.
    pub date: Date,
    /// Whether it was written in another way than EDTF.
    pub is_other_notation: bool,
}

/// Dates as people write them.
pub const DATES_AS_WRITTEN: &str = "2021, March 2022, 29/03/2022 or 2021-08/2021-09";

/// Longer texts are not read as dates, in bytes.
const MAX_BYTES: usize = 120;

/// Reads a date as it is written; `order` decides where digits alone do not.
///
/// # Errors
/// When the text is no date, or could be two; says which.
pub fn read_any_notation(text: &str, order: Option<DayOrder>) -> Result<ReadDate, DateError> {
    let text = text.trim();
    // The usual notation of tables. Explaining why it is not EDTF would cost more than reading it.
    if let Some(date) = slashed(text, order) {
        return Ok(ReadDate { date, is_other_notation: true });
    }
    let error = match Date::parse(text) {
        Ok(date) => return Ok(ReadDate { date, is_other_notation: false }),
        Err(error) => error,
    };
    if text.len() > MAX_BYTES {
        return Err(error_in_plain_terms(error, text));
    }
    let other = plain(text, order).or_else(|| spelled(text, order));
    // "31.02.2022" can only mean a day that there is not.
    let error = match day_in_order(text, order).map(|civil| civil.date()) {
        Some(Err(no_day)) => DateError { offset: 0, ..no_day },
        _ => error,
    };
    other.map(|date| ReadDate { date, is_other_notation: true }).ok_or_else(|| {
        match ends_in_short_year(text) {
            true => DateError {
                offset: text.chars().count().saturating_sub(2),
                message: "This year has only two digits".to_owned(),
                hint: Some("Write all four".to_owned()),
                is_about_notation: false,
            },
            false => error_in_plain_terms(error, text),
        }
    })
}

/// The error for people who know spreadsheets and no EDTF: it does not name the rule of EDTF that is broken.
pub fn error_in_plain_terms(error: DateError, text: &str) -> DateError {
    if !error.is_about_notation {
        return error;
    }
    // Years of more than four digits have a notation of their own, which would only raise questions.
    let meant = what_to_write(text).filter(|hint| !hint.starts_with("Write Y"));
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

/// What a text means that is no single date in any plain notation.
fn spelled(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let lower = text.to_lowercase();
    in_phrases(&lower, order).or_else(|| other_form(&lower)).or_else(|| {
        let (before, rest) = split_leading_qualifier(&lower);
        let english = format!("{before}{}", in_english_text(rest)?);
        single(&english, order).or_else(|| in_phrases(&english, order))
    })
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
            let read = read_any_notation(text, order).ok().map(|written| written.date.text().to_owned());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_refused_as_one() {
        for text in ["03/04/21", "5-Mar-21", "29 March 21", "1.1.99"] {
            assert_eq!(
                read_any_notation(text, None).unwrap_err().message,
                "This year has only two digits",
                "{text}"
            );
        }
        assert_ne!(read_any_notation("never", None).unwrap_err().message, "This year has only two digits");
    }

    #[test]
    fn whatever_stands_there_does_no_harm() {
        for text in [":", "1:", "99:99:99 GMT+99", "é:é", "12:0é", "Z:00", "1:00 GMT-", "1:00+1é"] {
            let _ = read_any_notation(text, None);
        }
    }
}
