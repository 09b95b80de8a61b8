//! Dates from their parts, as precise as the parts that are there.

use crate::date::edtf_date::Date;
use crate::date::error::DateError;

/// A date in parts. What is `None` is not stated, and nothing finer than it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// The year, astronomically: 0 is 1 BCE.
    pub year: i64,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// 0 to 23, with the minute.
    pub clock: Option<(u8, u8)>,
    /// 0 to 60.
    pub second: Option<u8>,
    /// Minutes ahead of UTC; without it a time of day is what clocks showed in the event's zone.
    pub offset: Option<i16>,
}

impl DateParts {
    /// A year and nothing finer.
    pub fn year(year: i64) -> DateParts {
        DateParts { year, ..DateParts::default() }
    }

    /// A day.
    pub fn day(year: i64, month: u8, day: u8) -> DateParts {
        DateParts { year, month: Some(month), day: Some(day), ..DateParts::default() }
    }

    /// The date as EDTF text, whether it exists or not.
    pub fn text(&self) -> String {
        let mut text = match self.year {
            0..=9_999 => format!("{:04}", self.year),
            -9_999..=-1 => format!("-{:04}", self.year.unsigned_abs()),
            year => return format!("Y{year}"),
        };
        let Some(month) = self.month else { return text };
        text.push_str(&format!("-{month:02}"));
        let Some(day) = self.day else { return text };
        text.push_str(&format!("-{day:02}"));
        let Some((hour, minute)) = self.clock else { return text };
        text.push_str(&format!("T{hour:02}:{minute:02}"));
        if let Some(second) = self.second {
            text.push_str(&format!(":{second:02}"));
        }
        match self.offset {
            Some(0) => text.push('Z'),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
            None => {}
        }
        text
    }

    /// The date.
    ///
    /// # Errors
    /// When there is no such date, with what is wrong: "February 2022 has 28 days".
    pub fn date(&self) -> Result<Date, DateError> {
        Date::parse(&self.text())
    }
}

/// The interval from one date to another; the first alone where both are the same. Qualifiers stay with their
/// ends.
///
/// # Errors
/// When the two make no interval, as when the end is before the start.
pub fn between(from: &Date, to: &Date) -> Result<Date, DateError> {
    if from == to {
        return Ok(from.clone());
    }
    Date::parse(&format!("{}/{}", from.text(), to.text()))
}

/// From a date on, without end.
///
/// # Errors
/// When the date cannot begin an interval, as one that is an interval itself.
pub fn open_from(from: &Date) -> Result<Date, DateError> {
    Date::parse(&format!("{}/..", from.text()))
}

/// Up to a date, from an unknown start.
///
/// # Errors
/// When the date cannot end an interval, as one that is an interval itself.
pub fn open_until(to: &Date) -> Result<Date, DateError> {
    Date::parse(&format!("/{}", to.text()))
}

/// One date that is somewhere from the first to the last, both included; the first alone where both are the
/// same.
///
/// # Errors
/// When the two make no such date, as when the last is before the first or one is an interval itself.
pub fn one_of(from: &Date, to: &Date) -> Result<Date, DateError> {
    Date::parse(&one_of_text(from, to))
}

/// The interval whose start and end are each known between two dates, so that its four points are exactly
/// these.
///
/// - Where the two dates of a side are the same, that side is the plain date.
/// - Of a start, the latest date alone says "on or before" (`..DATE`) and the earliest alone is taken as the
///   start; of an end, the earliest alone says "on or after" (`DATE..`) and the latest alone is taken as the
///   end.
/// - Without any end it is one moment between the two starts; without any start, the start is not known.
/// - Four times the same date is that date.
///
/// # Errors
/// When there is no date at all, when the dates make no interval, or when one is an interval itself.
pub fn four_point(
    earliest_start: Option<&Date>,
    latest_start: Option<&Date>,
    earliest_end: Option<&Date>,
    latest_end: Option<&Date>,
) -> Result<Date, DateError> {
    let start = match (earliest_start, latest_start) {
        (Some(earliest), Some(latest)) => one_of_text(earliest, latest),
        (Some(earliest), None) => earliest.text().to_owned(),
        (None, Some(latest)) => format!("..{}", latest.text()),
        (None, None) => String::new(),
    };
    let end = match (earliest_end, latest_end) {
        (Some(earliest), Some(latest)) => one_of_text(earliest, latest),
        (Some(earliest), None) => format!("{}..", earliest.text()),
        (None, Some(latest)) => latest.text().to_owned(),
        (None, None) => {
            let lone = latest_start.filter(|_| earliest_start.is_none());
            return lone.map_or_else(
                || Date::parse(&start),
                |latest| Date::parse(&format!("[..{}]", latest.text())),
            );
        }
    };
    let is_one_date = start == end && earliest_start.is_some_and(|date| date.text() == start);
    if is_one_date { Date::parse(&start) } else { Date::parse(&format!("{start}/{end}")) }
}

/// `[FROM..TO]`, or the one date where both are the same.
fn one_of_text(from: &Date, to: &Date) -> String {
    if from == to { from.text().to_owned() } else { format!("[{}..{}]", from.text(), to.text()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_dates_make_the_interval_that_says_no_more_than_they_do() {
        let cases = [
            ([Some("1885"), Some("1887"), Some("1890"), Some("1892")], Some("[1885..1887]/[1890..1892]")),
            ([Some("1885"), Some("1885"), Some("1890"), Some("1892-03")], Some("1885/[1890..1892-03]")),
            ([Some("1885"), None, Some("1890"), Some("1890")], Some("1885/1890")),
            ([Some("1885"), None, None, Some("1890")], Some("1885/1890")),
            ([None, Some("1887"), Some("1890"), None], Some("..1887/1890..")),
            ([Some("1885"), Some("1887"), None, None], Some("[1885..1887]")),
            ([Some("1885"), None, None, None], Some("1885")),
            ([None, Some("1887"), None, None], Some("[..1887]")),
            ([None, None, Some("1890"), Some("1892")], Some("/[1890..1892]")),
            ([Some("1885"); 4], Some("1885")),
            ([Some("1885"), None, None, Some("1885")], Some("1885")),
            (
                [Some("2022-03-29T13:30"), Some("2022-03-29T14:00"), Some("2022-03-30"), None],
                Some("[2022-03-29T13:30..2022-03-29T14:00]/2022-03-30.."),
            ),
            ([None; 4], None),
            ([Some("1887"), Some("1885"), Some("1890"), Some("1892")], None),
            ([Some("1885"), Some("1887"), Some("1880"), Some("1882")], None),
            ([Some("1885/1886"), Some("1887"), None, Some("1890")], None),
        ];
        for (texts, expected) in cases {
            let dates = texts.map(|text| text.and_then(|text| Date::parse(text).ok()));
            let [earliest_start, latest_start, earliest_end, latest_end] =
                dates.each_ref().map(Option::as_ref);
            let made = four_point(earliest_start, latest_start, earliest_end, latest_end).ok();
            assert_eq!(made.as_ref().map(Date::text), expected, "{texts:?}");
        }
        let date = |text: &str| Date::parse(text).ok();
        let (Some(from), Some(to)) = (date("1885~"), date("1887-03")) else { panic!("these are dates") };
        let text_of = |made: Result<Date, DateError>| made.ok().map(|date| date.text().to_owned());
        assert_eq!(text_of(one_of(&from, &to)).as_deref(), Some("[1885~..1887-03]"));
        assert_eq!(text_of(one_of(&from, &from)).as_deref(), Some("1885~"));
        assert_eq!(text_of(one_of(&to, &from)), None);
    }
}
