//! A date in one cell, read as the column it stands in has it.

use super::cell_values;
use super::column::Column;
use super::mapping::Numbers;
use dateline_time::phrases::{DateParts, ReadDate, read_any_notation};
use dateline_time::{CivilTime, Date, DateError, Precision, SECONDS_PER_DAY};

/// Days from the end of 1899, where spreadsheets begin to count, to 1970.
const DAYS_TO_1970: i64 = 25_569;

/// Reads a date as the column it stands in has it.
///
/// # Errors
/// When the text is no date; says why.
pub(crate) fn read_date(text: &str, column: &Column) -> Result<ReadDate, DateError> {
    let other = |date| ReadDate { date, is_other_notation: true };
    if column.numbers != Numbers::Dates
        && let Some(date) = counted(text, column)
    {
        return Ok(other(date));
    }
    let written = read_any_notation(text, column.order)?;
    let (mut date, mut is_other_notation) = (written.date, written.is_other_notation);
    if column.is_midnight
        && date.precision() >= Precision::Minute
        && let Some(day) = date.text().split('T').next().and_then(|day| Date::parse(day).ok())
    {
        (date, is_other_notation) = (day, true);
    }
    Ok(ReadDate { date, is_other_notation })
}

/// A number that counts days or moments.
fn counted(text: &str, column: &Column) -> Option<Date> {
    let number = cell_values::number(text)?;
    let seconds = match column.numbers {
        Numbers::Dates => return None,
        Numbers::SpreadsheetDays => ((number - DAYS_TO_1970 as f64) * SECONDS_PER_DAY as f64).round(),
        Numbers::Seconds => number,
        Numbers::Milliseconds => (number / 1000.0).floor(),
    };
    // Spreadsheets count a 29 February 1900 that never was; before it their numbers say less than they seem
    // to.
    if column.numbers == Numbers::SpreadsheetDays && number < 61.0 || seconds.abs() > 1e15 {
        return None;
    }
    let civil = CivilTime::from_seconds(seconds as i128);
    let day = DateParts::day(civil.year, civil.month, civil.day);
    let is_moment = column.numbers != Numbers::SpreadsheetDays;
    if (civil.hour, civil.minute, civil.second) == (0, 0, 0) && !is_moment {
        return day.date().ok();
    }
    let second = (civil.second > 0 || is_moment).then_some(civil.second);
    let offset = is_moment.then_some(0);
    DateParts { clock: Some((civil.hour, civil.minute)), second, offset, ..day }.date().ok()
}
