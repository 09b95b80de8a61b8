//! Events after today of which a file does not say what became of them: they are planned.

use std::collections::HashMap;
use std::ops::Range;

use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use dateline_time::phrases::DateParts;
use dateline_time::{CivilTime, Date, TimePoint, Zone, grouped};
use dateline_timeline::model::{Columns, EventId, Status};

/// Makes those of the events planned that cannot have begun before the day of `now` was over in their zone;
/// gives them. `zone` is that of days that name none.
pub(super) fn plan(columns: &mut Columns, zone: Zone, events: &[EventId], now: TimePoint) -> Vec<EventId> {
    // Few zones, many events.
    let mut tomorrows: HashMap<Zone, Option<TimePoint>> = HashMap::new();
    let mut planned = Vec::new();
    for id in events {
        let zone = columns.zone(*id).unwrap_or(zone);
        let tomorrow = *tomorrows.entry(zone).or_insert_with(|| today(zone, now)?.range(zone).latest_end);
        let start = columns.range(*id).and_then(|range| range.earliest_start);
        if start.zip(tomorrow).is_some_and(|(start, tomorrow)| start >= tomorrow) {
            columns.set_status(*id, Status::Planned);
            planned.push(*id);
        }
    }
    planned
}

/// The note on so many of them; `span` is that of the first.
pub(super) fn note(count: usize, span: Range<usize>, zone: Zone, now: TimePoint) -> Diagnostic {
    let today = today(zone, now).map_or_else(|| "today".to_owned(), |day| day.label().replace('\u{a0}', " "));
    let message = match count {
        1 => format!("1 event lies after {today}, and the file does not say that it happened"),
        _ => format!(
            "{} events lie after {today}, and the file does not say that they happened",
            grouped(count as u64)
        ),
    };
    Diagnostic::new(Severity::Note, span, &Path::Root, message).effect("Shown as planned")
}

/// The day of a moment.
fn today(zone: Zone, now: TimePoint) -> Option<Date> {
    let CivilTime { year, month, day, .. } = zone.civil_from_point(now);
    DateParts::day(year, month, day).date().ok()
}
