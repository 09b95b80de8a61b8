//! Text about events and stretches of the axis: what a screen reader says, what the flag on the axis says.

use std::ops::Range;

use dateline_time::{TimePoint, Zone, since_text, text_for_stretch};
use dateline_timeline::model::{EventId, Timeline};

/// What is said in the place of a date that is not there: that none is stated, or that what the file says is
/// none.
pub fn no_date_text(timeline: &Timeline, event: EventId) -> &'static str {
    let is_unreadable = timeline.event(event).says_only_an_unreadable_date();
    if is_unreadable { "date not readable" } else { "date not stated" }
}

/// The date of an event in words: "August 2021, day not stated".
pub fn date_text(timeline: &Timeline, event: EventId) -> String {
    timeline.date(event).map_or_else(|| no_date_text(timeline, event).to_owned(), |date| date.label())
}

/// The date of an event in few words: "Aug 2021".
pub fn short_date_text(timeline: &Timeline, event: EventId) -> String {
    timeline.date(event).map_or_else(|| no_date_text(timeline, event).to_owned(), |date| date.short_text())
}

/// An event in one line: "Three cybersecurity MoUs signed, August 2021, day not stated, happened".
pub fn event_label(timeline: &Timeline, event: EventId) -> String {
    let date = date_text(timeline, event);
    let status = timeline.status(event).label().to_lowercase();
    // the spaces that do not break are for the eye
    format!("{}, {date}, {status}", timeline.event_title(event)).replace('\u{a0}', " ")
}

/// The date of an event as a flag on the axis says it: "August 2021", "29–30 March 2022"; empty when it has
/// none. What is not stated about it stands elsewhere.
pub fn flag_text(timeline: &Timeline, event: EventId, zone: Zone) -> String {
    timeline.date(event).map(|date| date.name_in(timeline.event_zone(event), zone)).unwrap_or_default()
}

/// A stretch of the axis in words: "1 January – 28 February 2022"; where files are aligned by an event of
/// each, "−1 year to 14 years since zero", for then no calendar holds for all of them.
pub fn stretch_text(timeline: &Timeline, stretch: Range<TimePoint>, zone: Zone) -> String {
    let Range { start: from, end: to } = stretch;
    let Some(zero) = timeline.zero() else { return text_for_stretch(from, to, zone) };
    let since = |at| since_text(at, zero.at, zone);
    format!("{} to {} since zero", since(from), since(to))
}
