//! When the event of a row was: one date from whole dates, from parts in several columns, or from both.

use super::cell_values;
use super::cell_values::Coarseness;
use super::role::Role;
use super::row_reading::RowReading;
use dateline_time::phrases::{DateParts, between, four_point, open_from, open_until, read_any_notation};
use dateline_time::{Date, Precision};

/// What stands for an end that has not come.
const GOES_ON: &[&str] =
    &["present", "now", "today", "ongoing", "open", "current", "continues", "..", "heute", "-"];

/// The parts of a date in four columns.
const START: [Role; 4] = [Role::Year, Role::Month, Role::Day, Role::Time];
const END: [Role; 4] = [Role::EndYear, Role::EndMonth, Role::EndDay, Role::EndTime];

/// The date of a row.
pub(crate) fn date_of(row: &mut RowReading<'_, '_>) -> Option<Date> {
    let start = row.date(Role::Start);
    if start.is_some() {
        row.keep(Role::Date);
    }
    let start = start.or_else(|| row.date(Role::Date));
    let is_stated = [Role::Start, Role::Date, Role::Year].iter().any(|role| row.peek(*role).is_some());
    let start = match start {
        Some(date) => Some(with_time(row, date, Role::Time)),
        None => from_parts(row, START, None),
    };
    if is_stated && start.is_none() {
        // Half a date whose start is wrong would say another thing than the file.
        [Role::End, Role::EndYear, Role::EndMonth, Role::EndDay].iter().for_each(|role| row.keep(*role));
        return None;
    }
    let is_open = row.peek(Role::End).is_some_and(|text| goes_on(&text));
    if let Some(start) = start.as_ref().filter(|_| is_open) {
        return open_from(start).ok().or_else(|| {
            row.unread(
                Role::End,
                "The start is a range with an end of its own",
                "One end",
                "Shown with the first end",
            );
            Some(start.clone())
        });
    }
    let end = match row.date(Role::End) {
        Some(date) => Some(with_time(row, date, Role::EndTime)),
        None => from_parts(row, END, start.as_ref()),
    };
    let (latest, earliest) = (row.date(Role::LatestStart), row.date(Role::EarliestEnd));
    let date = match (start, end) {
        (Some(start), end) if latest.is_some() || earliest.is_some() => {
            four_points(row, [Some(start), latest, earliest, end])
        }
        (Some(start), Some(end)) => Some(joined(row, start, &end)),
        (Some(start), None) => Some(start),
        (None, Some(end)) => open_until(&end).ok(),
        (None, None) => None,
    };
    date.map(|date| coarsened(row, date))
}

/// Whether the cell of an end says that it has not come.
pub(super) fn goes_on(text: &str) -> bool {
    GOES_ON.contains(&text.trim().to_lowercase().as_str())
}

/// A day with the time that stands in a column of its own.
fn with_time(row: &mut RowReading<'_, '_>, date: Date, role: Role) -> Date {
    if date.precision() != Precision::Day || date.text().contains(['/', '[', '{']) {
        return date;
    }
    let Some(text) = row.take(role) else { return date };
    match read_any_notation(&format!("{} {text}", date.text()), None) {
        Ok(written) => written.date,
        Err(_) => {
            row.unread(role, "This is no time of day", "A time such as 13:30", "The day alone is used");
            date
        }
    }
}

/// A date whose year, month, day and time stand in columns of their own. What is missing or cannot be read
/// ends it: nothing finer counts. An end without a year is in the year of its start.
fn from_parts(row: &mut RowReading<'_, '_>, roles: [Role; 4], start: Option<&Date>) -> Option<Date> {
    let [year_role, month_role, day_role, time_role] = roles;
    let text = row.take(year_role);
    let year = match &text {
        Some(text) => match year(text) {
            Some(year) => year,
            None => return whole_date(row, year_role, text),
        },
        None => {
            row.peek(month_role)?;
            start?.text().get(..4)?.parse().ok()?
        }
    };
    let mut civil = DateParts::year(year);
    if let Some(text) = row.take(month_role) {
        civil.month = cell_values::month(&text).or_else(|| month_by_name(&text));
        if civil.month.is_none() {
            row.unread(
                month_role,
                "This is no month",
                "A number from 1 to 12, or a name",
                "The year alone is used",
            );
        }
    }
    if let Some(text) = row.take(day_role).filter(|_| civil.month.is_some()) {
        civil.day = whole(&text).and_then(|day| u8::try_from(day).ok());
        if civil.day.is_none_or(|_| civil.date().is_err()) {
            civil.day = None;
            row.unread(
                day_role,
                "There is no such day in this month",
                "A day that exists",
                "The month alone is used",
            );
        }
    }
    let date = match civil.date() {
        Ok(date) => date,
        Err(error) => {
            row.unread(year_role, &error.message, "A year", "Shown without a date");
            row.note_unreadable(year_role);
            return None;
        }
    };
    Some(with_time(row, date, time_role))
}

/// A year by its number; a negative one is one before the common era, of which there is no year 0.
fn year(text: &str) -> Option<i64> {
    whole(text).map(|year| if year < 0 { year.saturating_add(1) } else { year })
}

/// A whole number, also as "2013.0".
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.replace('\u{2212}', "-").parse().ok().filter(|number: &i64| number.abs() < 100_000_000_000)
}

fn month_by_name(text: &str) -> Option<u8> {
    let date = read_any_notation(&format!("1 {text} 2000"), None).ok()?.date;
    date.text().get(5..7)?.parse().ok()
}

/// What stands in a column of years and is more, or less, than a year: "c. 1965", "44 BC", "2013-05".
fn whole_date(row: &mut RowReading<'_, '_>, role: Role, text: &str) -> Option<Date> {
    match read_any_notation(text, None) {
        Ok(written) => Some(written.date),
        Err(error) => {
            let hint = error.hint.unwrap_or_default();
            row.unread_with_hint(role, &error.message, &hint, "A year such as 1965", "Shown without a date");
            row.note_unreadable(role);
            None
        }
    }
}

/// From start to end. Where the end is before the start, the start alone.
fn joined(row: &mut RowReading<'_, '_>, start: Date, end: &Date) -> Date {
    match between(&start, end) {
        Ok(date) => date,
        Err(error) => {
            let role =
                [Role::End, Role::EndYear, Role::EndMonth].into_iter().find(|role| row.peek(*role).is_some());
            row.unread(
                role.unwrap_or(Role::End),
                &error.message,
                "An end that is not before the start",
                "Shown at its start alone",
            );
            start
        }
    }
}

fn four_points(row: &mut RowReading<'_, '_>, points: [Option<Date>; 4]) -> Option<Date> {
    let [start, latest, earliest, end] = points;
    let start = start?;
    match four_point(Some(&start), latest.as_ref(), earliest.as_ref(), end.as_ref()) {
        Ok(date) => Some(date),
        Err(error) => {
            let role = if latest.is_some() { Role::LatestStart } else { Role::EarliestEnd };
            row.unread(role, &error.message, "Four moments, each not before the last", "Shown without it");
            Some(match end {
                Some(end) => joined(row, start, &end),
                None => start,
            })
        }
    }
}

/// A date as coarse as a column beside it says.
fn coarsened(row: &mut RowReading<'_, '_>, date: Date) -> Date {
    let Some(text) = row.take(Role::Precision) else { return date };
    let Some(coarseness) = cell_values::precision(&text) else {
        row.unread(
            Role::Precision,
            "This is no precision",
            "day, week, month or year",
            "The date is read as it is",
        );
        return date;
    };
    let is_day = date.text().len() == 10 && date.precision() == Precision::Day;
    let coarser = match coarseness {
        Coarseness::Week if is_day => Date::parse(&format!("{}~", date.text())),
        Coarseness::Month if is_day => Date::parse(date.text().get(..7).unwrap_or_default()),
        Coarseness::Year if is_day => Date::parse(date.text().get(..4).unwrap_or_default()),
        _ => return date,
    };
    coarser.unwrap_or(date)
}
