//! What a calendar shows of a date, and two such readings joined into one phrase.

use crate::calendar::CivilTime;
use crate::calendar::{month_name, short_month_name};
use crate::numbers::{era, rounded_year_text, year_text};

/// How much room a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// "29 March 2022"
    Full,
    /// "29 Mar 2022"
    Short,
}

/// A year, month, day or time of day without any doubt in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CalendarReading {
    /// Astronomical year.
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: Option<u8>,
    /// 1 to 31; only with a month.
    pub(crate) day: Option<u8>,
    /// The time as a clock shows it; only with a day.
    pub(crate) clock: Option<String>,
    /// "UTC", "UTC+8"; empty for a time in the event's zone.
    pub(crate) shift: String,
}

/// A space that does not break, for between day and month.
const NO_BREAK_SPACE: char = '\u{a0}';

impl CalendarReading {
    /// The day of a reading.
    pub(crate) fn day_of(civil: CivilTime) -> CalendarReading {
        let CivilTime { year, month, day, .. } = civil;
        CalendarReading { year, month: Some(month), day: Some(day), clock: None, shift: String::new() }
    }

    /// The month of a reading.
    pub(crate) fn month_of(civil: CivilTime) -> CalendarReading {
        CalendarReading { day: None, ..CalendarReading::day_of(civil) }
    }

    /// The year of a reading.
    pub(crate) fn year_of(civil: CivilTime) -> CalendarReading {
        CalendarReading { month: None, ..CalendarReading::month_of(civil) }
    }

    /// The minute of a reading, or its second.
    pub(crate) fn time_of(civil: CivilTime, with_second: bool) -> CalendarReading {
        let second = with_second.then_some(civil.second);
        CalendarReading {
            clock: Some(clock_text(civil.hour, civil.minute, second)),
            ..CalendarReading::day_of(civil)
        }
    }

    /// This reading as text: "29 March 2022, 13:30".
    pub(crate) fn text(&self, style: Style) -> String {
        let day_and_year = join_nonempty(&[&self.day_and_month(style), &year_text(self.year)]);
        match &self.clock {
            Some(clock) => join_nonempty(&[&format!("{day_and_year}, {clock}"), &self.shift]),
            None => day_and_year,
        }
    }

    /// "29 March", "March", or nothing.
    fn day_and_month(&self, style: Style) -> String {
        let month = self.month.map_or("", |month| month_text(month, style));
        match self.day {
            Some(day) => format!("{day}{NO_BREAK_SPACE}{month}"),
            None => month.to_owned(),
        }
    }

    /// How many of year, month, day and clock are there.
    fn depth(&self) -> usize {
        1 + [self.month.is_some(), self.day.is_some(), self.clock.is_some()].iter().filter(|is| **is).count()
    }
}

/// "March" or "Mar".
pub(crate) fn month_text(month: u8, style: Style) -> &'static str {
    match style {
        Style::Full => month_name(month),
        Style::Short => short_month_name(month),
    }
}

/// A time of day on a 24-hour clock: "13:30", "0:00", "9:05:07".
pub(crate) fn clock_text(hour: u8, minute: u8, second: Option<u8>) -> String {
    match second {
        Some(second) => format!("{hour}:{minute:02}:{second:02}"),
        None => format!("{hour}:{minute:02}"),
    }
}

/// Joins the parts that are not empty with spaces.
fn join_nonempty(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Two sides with an en dash: without spaces between single words, with spaces if a side has one.
pub(crate) fn dashed(from: &str, to: &str) -> String {
    let is_spaced = [from, to].iter().any(|side| side.contains([' ', NO_BREAK_SPACE]));
    if is_spaced { format!("{from} – {to}") } else { format!("{from}–{to}") }
}

/// The text of a stretch, which says nothing twice: "22–24 August 2021", "31 October – 1 November 2022",
/// "July 2021 – December 2026", "1964–2008", "29 March 2022, 13:30–14:00".
pub(crate) fn span_text(first: &CalendarReading, last: &CalendarReading, style: Style) -> String {
    if first == last {
        return first.text(style);
    }
    let separate = || dashed(&first.text(style), &last.text(style));
    if first.depth() != last.depth() {
        return separate();
    }
    let is_same_day = (first.year, first.month, first.day) == (last.year, last.month, last.day);
    if let (Some(from), Some(to)) = (&first.clock, &last.clock) {
        if !is_same_day || first.shift != last.shift {
            return separate();
        }
        let day = CalendarReading { clock: None, ..first.clone() }.text(style);
        return join_nonempty(&[&format!("{day}, {}", dashed(from, to)), &first.shift]);
    }
    if first.month.is_none() {
        return span_of_years(first.year, last.year);
    }
    if first.year != last.year {
        return separate();
    }
    let year = year_text(first.year);
    if let (Some(from), Some(to), true) = (first.day, last.day, first.month == last.month) {
        let days = dashed(&from.to_string(), &to.to_string());
        let month = last.month.map_or("", |month| month_text(month, style));
        return format!("{days}{NO_BREAK_SPACE}{month} {year}");
    }
    format!("{} {year}", dashed(&first.day_and_month(style), &last.day_and_month(style)))
}

/// Two years that name their era once: "1964–2008", "500–401 BCE", "44 BCE – 14 CE".
fn span_of_years(first: i64, last: i64) -> String {
    let year_text_of = |year| YearText { year, text: year_text(year) };
    years_span_text(&year_text_of(first), &year_text_of(last))
}

/// As [`span_text`] of years as far as they matter beside each other: "13.8 billion BCE – 1.56 billion
/// CE".
pub(crate) fn rounded_years_text(first: i64, last: i64) -> String {
    let year_text_of = |year| YearText { year, text: rounded_year_text(year, last.abs_diff(first)) };
    years_span_text(&year_text_of(first), &year_text_of(last))
}

/// A year and how it is said.
struct YearText {
    year: i64,
    text: String,
}

fn years_span_text(first: &YearText, last: &YearText) -> String {
    let (from, to) = (first.text.as_str(), last.text.as_str());
    let (first, last) = (first.year, last.year);
    if from == to {
        return to.to_owned();
    }
    if (first > 0) != (last > 0) {
        return dashed(from, to);
    }
    let without_era = |text: &str| text.trim_end_matches(era(last)).trim_end().to_owned();
    let years = dashed(&without_era(from), &without_era(to));
    if to.ends_with(era(last)) { format!("{years} {}", era(last)) } else { years }
}
