//! Ghosts: where a source places an event that the file places elsewhere, and where a postponed one stood.

use super::marks::{MarkKind, chevron, mark};
use super::shapes::open;
use super::{DrawInput, Fill, Item, Point, Size, Stroke};
use crate::layout::{Body, Mark};
use dateline_timeline::model::{Status, other_dates};

/// Ghosts of one event stand at least this far apart, in points where labels have 12: the width of one.
const GHOST_STEP: f32 = 12.0;

/// The ghosts of all marks, each joined to its mark.
pub(super) fn alternative_dates(input: &DrawInput) -> Vec<Item> {
    input.picture.marks.iter().flat_map(|mark| alternatives_of(input, mark)).collect()
}

fn alternatives_of(input: &DrawInput, placed: &Mark) -> Vec<Item> {
    let timeline = input.context.timeline;
    // looking for conflicts is work; most events have no citation with a date of its own
    if !timeline.has_claim(placed.event) {
        return Vec::new();
    }
    let own = match placed.body {
        Body::Point { x, .. } => x,
        Body::Span { left, .. } => left,
    };
    let (unit, viewport) = (input.unit(), &input.picture.viewport);
    let style_index = input.picture.bands.get(placed.band).map_or(0, |band| band.style_index);
    let style = input.theme.lane(style_index);
    let mut items = Vec::new();
    // Where many sources state many dates, ghosts that would cover each other are one.
    let mut last = f32::NEG_INFINITY;
    for range in other_dates(timeline, placed.event) {
        let Some((from, to)) = range.hull().0.zip(range.hull().1) else { continue };
        let x = ((viewport.x_from_time(from) + viewport.x_from_time(to)) / 2.0) as f32;
        let is_seen = x > -20.0 && x < viewport.width() + 20.0;
        if !is_seen || (x - own).abs() < 14.0 * unit || x - last < GHOST_STEP * unit {
            continue;
        }
        last = x;
        let center = Point::new(x, placed.center_y);
        let target = Point::new(own, placed.center_y);
        let radius = input.picture.metrics.dot_radius;
        items.extend(mark(input.theme, style, MarkKind::Ghost, center, radius));
        if timeline.status(placed.event) == Status::Postponed {
            items.extend(moved_to(center, target, unit, style.color));
        } else {
            items.extend(disagrees(input, center, target));
        }
    }
    items
}

/// An arrow in the lane's colour from the earlier date to the new one.
pub(super) fn moved_to(from: Point, to: Point, unit: f32, color: super::Rgba8) -> Vec<Item> {
    let toward = if to.x < from.x { -1.0 } else { 1.0 };
    let stroke = Stroke::new(1.5 * unit, color);
    let tip = Point::new(to.x - toward * 9.0 * unit, to.y);
    let start = Point::new(from.x + toward * 8.0 * unit, from.y);
    if (tip.x - start.x) * toward < 4.0 * unit {
        return Vec::new();
    }
    vec![
        Item::Line { from: start, to: tip, stroke },
        chevron(tip, Size::new(4.0 * unit, 7.0 * unit), toward, stroke),
    ]
}

/// A dotted line with a sign of disagreement where it has room.
pub(super) fn disagrees(input: &DrawInput, from: Point, to: Point) -> Vec<Item> {
    let (unit, theme) = (input.unit(), input.theme);
    let toward = if to.x < from.x { -1.0 } else { 1.0 };
    let gap = 6.0 * unit;
    let mut items = vec![Item::Line {
        from: Point::new(from.x + toward * gap, from.y),
        to: Point::new(to.x - toward * gap, to.y),
        stroke: Stroke::dashed(1.5 * unit, theme.warn, 1.5 * unit, 3.0 * unit),
    }];
    if (to.x - from.x).abs() >= 56.0 * unit {
        let center = Point::new((from.x + to.x) / 2.0, from.y);
        let fill = Some(Fill::Solid(theme.warn_fill));
        items.push(Item::Circle { center, radius: 8.5 * unit, fill, stroke: None });
        items.extend(unequal(center, unit, theme.warn));
    }
    items
}

/// The sign ≠ from strokes, 8 wide.
pub(super) fn unequal(center: Point, unit: f32, color: super::Rgba8) -> Vec<Item> {
    let stroke = Stroke { round: true, ..Stroke::new(1.25 * unit, color) };
    let line = |x1: f32, y1: f32, x2: f32, y2: f32| Item::Path {
        commands: open(&[
            Point::new(center.x + x1 * unit, center.y + y1 * unit),
            Point::new(center.x + x2 * unit, center.y + y2 * unit),
        ]),
        fill: None,
        stroke: Some(stroke),
    };
    vec![line(-4.0, -1.75, 4.0, -1.75), line(-4.0, 1.75, 4.0, 1.75), line(-2.6, 4.6, 2.6, -4.6)]
}
