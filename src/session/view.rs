//! Views that the session makes: the opening view, everything, one event; and the timing of a look.

use crate::index::Matches;
use crate::layout::Viewport;
use crate::model::{EventId, Timeline};
use crate::time::{TimePoint, TimeRange};

/// Share of the width that stays empty left of everything when all is shown.
const MARGIN_LEFT: f64 = 0.03;
/// Share of the width that stays empty right of everything: labels stand to the right of their marks.
const MARGIN_RIGHT: f64 = 0.10;
/// Half the length of a view of a timeline that holds a single moment, or none: half a year, in seconds.
const HALF_ALONE: i64 = 15_778_476;

/// The stretch that the file opens with: its `view` where it says one, else everything.
pub(super) fn opening_stretch(timeline: &Timeline, now: TimePoint) -> (TimePoint, TimePoint) {
    let (all_from, all_to) = padded(extent_of(timeline, None), now);
    let Some(view) = timeline.view() else {
        return (all_from, all_to);
    };
    let zone = timeline.zone();
    let from = view.from.as_ref().and_then(|date| date.range(zone).hull().0).unwrap_or(all_from);
    let to = view.to.as_ref().and_then(|date| date.range(zone).hull().1).unwrap_or(all_to);
    if from < to { (from, to) } else { (all_from, all_to) }
}

/// The stretch from the first to the last event, with air round it; of the matches only when given.
pub(super) fn whole_stretch(
    timeline: &Timeline,
    matches: Option<&Matches>,
    now: TimePoint,
) -> (TimePoint, TimePoint) {
    padded(extent_of(timeline, matches), now)
}

fn extent_of(timeline: &Timeline, matches: Option<&Matches>) -> Option<(TimePoint, TimePoint)> {
    let Some(matches) = matches.filter(|matches| !matches.is_empty()) else {
        return timeline.extent();
    };
    let known = |id: &EventId| {
        let range = timeline.range(*id)?;
        known_stretch(&range)
    };
    timeline
        .chronological()
        .iter()
        .filter(|id| matches.contains(**id))
        .filter_map(known)
        .reduce(|(from, to), (other_from, other_to)| (from.min(other_from), to.max(other_to)))
}

/// From the first to the last point of a range that is known.
pub(super) fn known_stretch(range: &TimeRange) -> Option<(TimePoint, TimePoint)> {
    let points = [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end];
    let known = || points.iter().flatten();
    Some((*known().min()?, *known().max()?))
}

fn padded(stretch: Option<(TimePoint, TimePoint)>, now: TimePoint) -> (TimePoint, TimePoint) {
    let (from, to) = stretch.unwrap_or((now, now));
    if to.seconds_since(from) < 1.0 {
        return (from.saturating_add(-HALF_ALONE), to.saturating_add(HALF_ALONE));
    }
    let room = to.seconds_since(from) / (1.0 - MARGIN_LEFT - MARGIN_RIGHT);
    (
        from.saturating_add(whole_seconds(-room * MARGIN_LEFT)),
        to.saturating_add(whole_seconds(room * MARGIN_RIGHT)),
    )
}

/// Rounds to whole seconds; stops at the ends of time.
fn whole_seconds(seconds: f64) -> i64 {
    seconds.round().clamp(i64::MIN as f64, i64::MAX as f64) as i64
}

/// The same stretch of time in a picture of another size.
pub(super) fn resized(viewport: &Viewport, width: f32, height: f32) -> Viewport {
    let growth = f64::from(width.max(1.0)) / f64::from(viewport.width().max(1.0));
    viewport.zoomed_at(0.0, growth).with_size(width, height)
}

/// Where an event can be seen: the same view when it is in it already, else moved at the same scale so that
/// its start stands at a third of the width. What is longer than the view is shown from its start.
pub(super) fn revealing(viewport: &Viewport, range: &TimeRange) -> Viewport {
    let Some((from, to)) = known_stretch(range) else {
        return *viewport;
    };
    let width = f64::from(viewport.width());
    let (left, right) = (viewport.x_from_time(from), viewport.x_from_time(to));
    let margin = (width * 0.04).min(40.0);
    let starts_inside = left >= margin && left <= width - margin * 3.0;
    let covers = left < margin && right > width * 0.5;
    if starts_inside || covers { *viewport } else { viewport.panned(left - width / 3.0) }
}

/// The view in which an event fills the middle third; a moment keeps the scale it has, unless the event's
/// soft range is wider or far narrower than that.
pub(super) fn fitting(viewport: &Viewport, range: &TimeRange) -> Viewport {
    let Some((from, to)) = known_stretch(range) else {
        return *viewport;
    };
    let length = to.seconds_since(from).max(1.0);
    let margin = whole_seconds(length);
    Viewport::between(
        from.saturating_add(-margin),
        to.saturating_add(margin),
        viewport.width(),
        viewport.height(),
    )
}
