//! Where a file opens, and what "all of it" shows: the stretch of the events.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Viewport;
use crate::geometry::Size;
use dateline_time::{Extent, TimePoint};
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::Matches;

/// Air at the left and the right of the events, in points: room for a mark and its range.
const AIR: f64 = 24.0;
/// In a narrow picture the air is no more than this share of the width.
const MAX_AIR: f64 = 0.03;
/// A day in seconds.
const DAY: f64 = 86_400.0;

/// Where a file opens: its own view, else everything with room for its words, else (when nothing in it has a
/// place in time) the year round `now`, or the century round 1970 when there is no `now`.
pub fn initial_viewport(timeline: &Timeline, now: Option<TimePoint>, size: Size) -> Viewport {
    let Size { width, height } = size;
    let zone = timeline.zone();
    let extent = timeline.extent();
    let bounds = timeline.view().map(|view| {
        let from = view.from.as_ref().and_then(|date| date.range(zone).hull().0);
        let to = view.to.as_ref().and_then(|date| date.range(zone).hull().1);
        (from, to)
    });
    match (bounds, extent) {
        (Some((Some(from), Some(to))), _) if from < to => Viewport::between(from, to, width, height),
        (Some((from, to)), Some((first, last))) if from.is_some() || to.is_some() => {
            let (from, to) = (from.unwrap_or(first), to.unwrap_or(last));
            Viewport::fitting(from, to.max(from), width, height)
        }
        _ => fitted_viewport(timeline, None, size).unwrap_or_else(|| {
            let half = now.map_or(50.0 * 365.25 * DAY, |_| 365.0 * DAY / 2.0) as i64;
            let middle = now.unwrap_or_default();
            Viewport::between(middle.saturating_add(-half), middle.saturating_add(half), width, height)
        }),
    }
}

/// From the first to the last event, of all or of those that match, with 24 points of air on both sides: it
/// ends with the data and shows no future that nobody stated. Labels that the right edge would cut stand on
/// the left of their marks. Events that all are one and the same day get a month round them, and so on.
/// `None` when none has a position in time.
pub fn fitted_viewport(timeline: &Timeline, matches: Option<&Matches>, size: Size) -> Option<Viewport> {
    let Size { width, height } = size;
    let events = || {
        let order = timeline.chronological().iter().copied();
        order.filter(|event| matches.is_none_or(|matches| matches.contains(*event)))
    };
    let (first, last) = match matches {
        None => timeline.extent()?,
        // In the order of the file, in which the dates stand in memory.
        Some(matches) => (0..timeline.id_count())
            .into_par_iter()
            .map(EventId::from_index)
            .filter(|event| matches.contains(*event))
            .filter_map(|event| stretch(timeline, event))
            .reduce_with(|(from, to), (other_from, other_to)| (from.min(other_from), to.max(other_to)))?,
    };
    let length = last.seconds_since(first).max(0.0);
    let is_one_moment = events().all(|event| {
        let is_point = timeline.range(event).is_some_and(|range| range.extent != Extent::Interval);
        let own = stretch(timeline, event).map_or(0.0, |(from, to)| to.seconds_since(from));
        is_point && own >= 0.5 * length
    });
    if is_one_moment {
        let half = (least_round(length) / 2.0).min(1.0e18) as i64;
        let middle = first.saturating_add((length / 2.0) as i64);
        return Some(Viewport::between(
            middle.saturating_add(-half),
            middle.saturating_add(half),
            width,
            height,
        ));
    }
    let whole = f64::from(width.max(1.0));
    let air = AIR.min(whole * MAX_AIR);
    let scale = (whole - 2.0 * air) / length.max(1.0);
    let from = first.saturating_add(-((air / scale).min(1.0e18) as i64));
    let view = Viewport::between(from, first.max(last), width, height);
    Some(view.zoomed_at(0.0, scale / view.points_per_second()))
}

/// How long the view round a single moment of a length is, both in seconds: a day round a minute, a month
/// round a day, a year round a month, ten years round a year.
fn least_round(length: f64) -> f64 {
    match length {
        ..=3_600.0 => DAY,
        ..=172_800.0 => 30.0 * DAY,
        ..=5_400_000.0 => 366.0 * DAY,
        ..=64_000_000.0 => 3_653.0 * DAY,
        _ => 3.0 * length,
    }
}

/// The first and the last moment that are known of an event.
fn stretch(timeline: &Timeline, event: EventId) -> Option<(TimePoint, TimePoint)> {
    let range = timeline.range(event)?;
    let known = || {
        [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end].into_iter().flatten()
    };
    Some((known().min()?, known().max()?))
}
