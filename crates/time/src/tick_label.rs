//! What a tick of the axis is called.

use super::date::{Style, clock_text, month_text};
use super::numbers::{era, magnitude, number_in_era, year_text};
use super::step::Step;
use crate::point::TimePoint;
use crate::zone::Zone;

/// What a tick of the lower line is called: "13:30:15", "13:30", "29", "Jan", "2022", "500 BCE",
/// "66 million BCE".
pub fn tick_label(step: Step, at: TimePoint, zone: Zone) -> String {
    let civil = zone.civil_from_point(at);
    match step {
        Step::Seconds(_) => clock_text(civil.hour, civil.minute, Some(civil.second)),
        Step::Minutes(_) | Step::Hours(_) => clock_text(civil.hour, civil.minute, None),
        Step::Days(_) => civil.day.to_string(),
        Step::Months(_) => month_text(civil.month, Style::Short).to_owned(),
        Step::Years(count) => {
            let number = number_in_era(civil.year);
            // All ticks of a step have the short form or none: it has three decimals at most.
            let decimals_reach = if number >= 1_000_000_000 { 1_000_000 } else { 1000 };
            if number >= 1_000_000 && count >= decimals_reach {
                format!("{} {}", magnitude(number), era(civil.year))
            } else {
                year_text(civil.year)
            }
        }
    }
}
