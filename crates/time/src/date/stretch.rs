//! The label of a stretch of time.

use super::calendar_reading::{CalendarReading, Style, rounded_years_text, span_text};
use crate::calendar::SECONDS_PER_DAY;
use crate::point::TimePoint;
use crate::zone::Zone;

/// A stretch of time as text, as exact as its length needs: "July 2021 – December 2026", "1800–2029",
/// "22–24 August 2021", "29 March 2022, 13:00–14:00", "13.8 billion – 66 million BCE". `until` is the first
/// moment after it. Years from a million on are rounded as far as the stretch is long.
pub fn text_for_stretch(from: TimePoint, until: TimePoint, zone: Zone) -> String {
    let last = until.saturating_add(-1).max(from);
    let days = until.seconds_since(from) / SECONDS_PER_DAY as f64;
    let (first, last) = (zone.civil_from_point(from), zone.civil_from_point(last));
    let end = zone.civil_from_point(until);
    let is_whole_days =
        [first, end].iter().all(|civil| (civil.hour, civil.minute, civil.second) == (0, 0, 0));
    // The unit is the coarsest of which the stretch holds a few dozen.
    let (first, last) = match days {
        ..2.0 if !is_whole_days => {
            (CalendarReading::time_of(first, false), CalendarReading::time_of(end, false))
        }
        ..62.0 => (CalendarReading::day_of(first), CalendarReading::day_of(last)),
        ..14_610.0 => (CalendarReading::month_of(first), CalendarReading::month_of(last)),
        _ => return rounded_years_text(first.year, last.year),
    };
    span_text(&first, &last, Style::Full)
}
