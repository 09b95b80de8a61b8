//! A stretch of time in words.

use super::calendar_reading::{Face, Style, span_of_faces, span_of_rounded_years};
use crate::calendar::SECONDS_PER_DAY;
use crate::point::TimePoint;
use crate::zone::Zone;

/// A stretch of time in as many words as it needs: "July 2021 – December 2026", "1800–2029",
/// "22–24 August 2021", "29 March 2022, 13:00–14:00", "13.8 billion – 66 million BCE". `until` is the first
/// moment after it. Years from a million on are rounded as far as the stretch is long.
pub fn text_for_stretch(from: TimePoint, until: TimePoint, zone: Zone) -> String {
    let last = until.saturating_add(-1).max(from);
    let days = until.seconds_since(from) / SECONDS_PER_DAY as f64;
    let (first, last) = (zone.civil_from_point(from), zone.civil_from_point(last));
    let end = zone.civil_from_point(until);
    let is_whole_days =
        [first, end].iter().all(|civil| (civil.hour, civil.minute, civil.second) == (0, 0, 0));
    // A stretch is told in units of which it holds a few dozen at least.
    let (first, last) = match days {
        ..2.0 if !is_whole_days => (Face::time_of(first, false), Face::time_of(end, false)),
        ..62.0 => (Face::day_of(first), Face::day_of(last)),
        ..14_610.0 => (Face::month_of(first), Face::month_of(last)),
        _ => return span_of_rounded_years(first.year, last.year),
    };
    span_of_faces(&first, &last, Style::Full)
}
