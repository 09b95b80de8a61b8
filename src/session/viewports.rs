//! Views that the session makes: the opening view, everything, one event; and the timing of a look.

use dateline_picture::layout::Viewport;
use dateline_time::{TimePoint, TimeRange};
use dateline_timeline::model::Timeline;

/// Half the length of a view of a timeline that holds a single moment, or none: half a year, in seconds.
const HALF_ALONE: i64 = 15_778_476;

/// The first and the last known point of the events. A single moment, or none (then it is now), gets half a
/// year on either side.
pub(super) fn extent(timeline: &Timeline, now: TimePoint) -> (TimePoint, TimePoint) {
    let (from, to) = timeline.extent().unwrap_or((now, now));
    if to.seconds_since(from) < 1.0 {
        (from.saturating_add(-HALF_ALONE), to.saturating_add(HALF_ALONE))
    } else {
        (from, to)
    }
}

/// From the first to the last point of a range that is known.
pub(super) fn known_stretch(range: &TimeRange) -> Option<(TimePoint, TimePoint)> {
    let points = [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end];
    let known = || points.iter().flatten();
    Some((*known().min()?, *known().max()?))
}

/// Rounds to whole seconds; stops at the ends of time.
fn whole_seconds(seconds: f64) -> i64 {
    seconds.round().clamp(i64::MIN as f64, i64::MAX as f64) as i64
}

/// How many times the whole extent may be shown, and how many seconds (400 years) always may: beyond that
/// lies only emptiness, and the way back from it is long.
const WIDEST_EXTENTS: f64 = 10.0;
const WIDEST_ALWAYS: f64 = 1.26e10;

/// The view zoomed by a factor about a position; out only until the events are a small part of it.
pub(super) fn zoomed(viewport: &Viewport, timeline: &Timeline, factor: f64, x: f64) -> Viewport {
    let extent = timeline.extent().map_or(0.0, |(from, to)| to.seconds_since(from));
    let widest = (extent * WIDEST_EXTENTS).max(WIDEST_ALWAYS).max(viewport.span_seconds());
    viewport.zoomed_at(x, factor.max(viewport.span_seconds() / widest))
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
    // A mark at the edge counts as seen while its whole dot and the beginning of its label are.
    let (margin, label) = ((width * 0.01).min(8.0), (width * 0.1).min(100.0));
    let starts_inside = left >= margin && left <= width - label;
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
