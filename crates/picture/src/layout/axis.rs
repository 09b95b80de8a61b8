//! The axis in two levels: periods over their parts, no two words touching.

use super::event_extent::narrow;
use super::{AxisLayout, AxisTick, Metrics, PictureContext, Viewport};
use crate::text::{Weight, shorten};
use dateline_time::{Axis, AxisLine, AxisSince, Tick, TimePoint, Zone};

/// Sizes of the words: bold above, regular below, in points where labels have 12.
pub(super) const MAJOR_SIZE: f32 = 13.0;
const MINOR_SIZE: f32 = 11.0;
/// From a tick to its words.
const TO_WORDS: f32 = 6.0;
/// From the left edge to the words of the period that began before it.
pub(super) const AT_EDGE: f32 = 10.0;

/// The axis of a view, by the calendar or counted from a zero. Labels are whole or not there.
pub(super) fn axis_of(context: &PictureContext, view: &Viewport, metrics: &Metrics) -> AxisLayout {
    let PictureContext { timeline, ruler, zone, .. } = *context;
    let unit = metrics.unit();
    let width = |line: AxisLine, text: &str| {
        let (size, weight) = match line {
            AxisLine::Major => (MAJOR_SIZE, Weight::Bold),
            AxisLine::Minor => (MINOR_SIZE, Weight::Regular),
        };
        ruler.width(text, size * unit, weight)
    };
    let (minor, major) = match timeline.zero() {
        None => calendar_ticks(view, zone, width),
        Some(zero) => {
            // The titles of events can be of any length: what is counted is said in part before it is left
            // out.
            let room = view.width() - 2.0 * AT_EDGE * unit;
            let heading = zero.heading();
            let heading = shorten(ruler, &heading, MAJOR_SIZE * unit, Weight::Bold, room);
            ticks_since(view, zone, zero.at, &heading, width)
        }
    };
    let place = |line: AxisLine, tick: Tick| {
        let x = narrow(view.x_from_time(tick.at));
        let label_x = if x < 0.0 { (x + TO_WORDS * unit).max(AT_EDGE * unit) } else { x + TO_WORDS * unit };
        let label_width = width(line, &tick.label);
        AxisTick { x, label: tick.label, label_x, label_width }
    };
    let minor = minor.into_iter().map(|tick| place(AxisLine::Minor, tick)).collect();
    let major = major.into_iter().map(|tick| place(AxisLine::Major, tick)).collect();
    let clear = |ticks: Vec<AxisTick>| whole_labels(ticks, view.width(), TO_WORDS * unit);
    AxisLayout { major: clear(major), minor: clear(minor) }
}

fn calendar_ticks(
    view: &Viewport,
    zone: Zone,
    width: impl Fn(AxisLine, &str) -> f32,
) -> (Vec<Tick>, Vec<Tick>) {
    let axis = Axis::choose(view.points_per_second(), view.from(), view.to(), zone, width);
    (axis.minor_ticks(view.from(), view.to()), axis.major_ticks(view.from(), view.to()))
}

/// Where the lower line counts years, the upper one says since when.
fn ticks_since(
    view: &Viewport,
    zone: Zone,
    zero: TimePoint,
    heading: &str,
    width: impl Fn(AxisLine, &str) -> f32,
) -> (Vec<Tick>, Vec<Tick>) {
    let ends = (view.from(), view.to());
    let axis = AxisSince::choose(view.points_per_second(), ends.0, ends.1, zero, zone, width);
    let mut major = axis.major_ticks(view.from(), view.to());
    if major.is_empty() {
        let before = view.from().saturating_add(-1);
        major.push(Tick { at: before, label: heading.to_owned() });
    }
    (axis.minor_ticks(view.from(), view.to()), major)
}

/// Takes the labels from ticks whose labels would reach over the next tick or the right edge.
fn whole_labels(mut ticks: Vec<AxisTick>, width: f32, gap: f32) -> Vec<AxisTick> {
    let limits: Vec<f32> = ticks.iter().skip(1).map(|tick| tick.x - gap).chain([width]).collect();
    for (tick, limit) in ticks.iter_mut().zip(limits) {
        if tick.label_x + tick.label_width > limit.min(width) {
            tick.label.clear();
            tick.label_width = 0.0;
        }
    }
    ticks
}
