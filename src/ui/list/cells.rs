//! What a cell of the table says.

use dateline_time::{TimeRange, grouped};
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::{Attribute, ListColumn, labels_of, length_of};

const DAY: i64 = 86_400;

/// The text of a cell; empty where the event states nothing.
pub(super) fn text(timeline: &Timeline, event: EventId, column: ListColumn) -> String {
    match column {
        ListColumn::Date => timeline.date(event).map(|date| date.short_text()).unwrap_or_default(),
        ListColumn::Title => timeline.event_title(event).to_owned(),
        ListColumn::Of(Attribute::Source) => sources(timeline, event),
        ListColumn::Of(attribute) => labels_of(timeline, event, attribute).join(", "),
        ListColumn::Length => timeline.range(event).as_ref().and_then(length_text).unwrap_or_default(),
        ListColumn::FileOrder => grouped(event.index() as u64 + 1),
    }
}

/// How many, and who published the first: "2 · CNA".
fn sources(timeline: &Timeline, event: EventId) -> String {
    let sources = timeline.sources_of(event);
    let first = sources.iter().filter_map(|source| timeline.source(*source)).next();
    let names = first.map(|source| [&source.publisher, &source.title, &source.key]);
    let name = names.into_iter().flatten().find(|name| !name.is_empty());
    match (sources.len(), name) {
        (0, _) => String::new(),
        (count, None) => grouped(count as u64),
        (count, Some(name)) => format!("{} · {name}", grouped(count as u64)),
    }
}

/// "3 days", "about 2 years": in the largest unit of which there are two at least.
fn length_text(range: &TimeRange) -> Option<String> {
    let seconds = length_of(range)?;
    let certain = range.earliest_end?.seconds().saturating_sub(range.latest_start?.seconds());
    let about = if certain.saturating_mul(10) < seconds.saturating_mul(9) && seconds > 10 * DAY {
        "about "
    } else {
        ""
    };
    // Days are meant whole, from the first to the last; of clocks nobody counts the last minute.
    let seconds = if seconds < 2 * DAY && seconds % DAY != 0 {
        range.earliest_end?.seconds().saturating_sub(range.earliest_start?.seconds())
    } else {
        seconds
    };
    let (count, unit) = if seconds < 7_200 {
        (seconds / 60, "minute")
    } else if seconds < 2 * DAY && seconds % DAY != 0 {
        (seconds / 3_600, "hour")
    } else if seconds < 60 * DAY {
        ((seconds + DAY / 2) / DAY, "day")
    } else if seconds < 730 * DAY {
        ((seconds + 1_314_873) / 2_629_746, "month")
    } else {
        (seconds.saturating_add(15_778_476) / 31_556_952, "year")
    };
    let plural = if count == 1 { "" } else { "s" };
    Some(format!("{about}{} {unit}{plural}", grouped(count.unsigned_abs())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::{Date, Zone};

    #[test]
    fn lengths_are_told_in_a_unit_that_fits() {
        for (date, expected) in [
            ("2021-08-22/2021-08-24", "3 days"),
            ("2021-08-22/2021-08-22", "1 day"),
            ("2021-08-22T10:00/2021-08-22T10:30", "30 minutes"),
            ("2021-08-22T10:00/2021-08-22T15:00", "5 hours"),
            ("2021-01-01/2021-05-31", "5 months"),
            ("1965-01-01/2005-12-31", "41 years"),
            ("1965/1967", "about 3 years"),
        ] {
            let range = Date::parse(date).expect(date).range(Zone::UTC);
            assert_eq!(length_text(&range).as_deref(), Some(expected), "{date}");
        }
    }
}
