//! One event of the picture: its state, its mark or bar, its words.

use super::bars::{Bar, bar};
use super::clip::within;
use super::date_labels::event_label;
use super::marks::{Halo, MarkKind, mark, qualifier_reach, qualifier_signs, soft_range};
use super::{Anchor, DrawInput, Fill, Item, LaneStyle, Point, Rect, Stroke, TextLine, TextStyle};
use crate::layout::{Body, Label, Mark};
use crate::text::Weight;
use dateline_time::Qualifier;
use dateline_timeline::model::{EventId, Status};

/// Bars from this width on are framed when selected; narrower ones share a pill with their words.
const FRAMED: f32 = 9.0;

/// The event as a group with its words for a screen reader.
pub(super) fn event(input: &DrawInput, mark: &Mark) -> Item {
    let (timeline, id) = (input.context.timeline, mark.event);
    let style_index = input.picture.bands.get(mark.band).map_or(0, |band| band.style_index);
    let style = input.theme.lane(style_index);
    let status = timeline.status(id);
    let qualifier = timeline.qualifier(id);
    let mut items: Vec<Item> = state_behind(input, mark, qualifier).into_iter().collect();
    if let Some(label) = &mark.label {
        items.extend(label_backing(input, mark, label));
    }
    items.extend(body(input, mark, style, status, qualifier));
    if let Some(label) = &mark.label {
        items.extend(hits(input, id, label));
        items.extend(label_text(input, label, status));
    }
    items.extend(focus_ring(input, mark, qualifier));
    Item::Group {
        label: Some(event_label(timeline, id)),
        event: Some(id),
        opacity: input.emphasis.opacity(id),
        clip: None,
        items,
    }
}

/// The picture with a little on both sides.
fn neighbourhood(input: &DrawInput) -> (f32, f32) {
    (-60.0 * input.unit(), input.frame().right + 60.0 * input.unit())
}

/// How a moment's mark looks for what became of it.
fn mark_kind(status: Status, has_range: bool) -> MarkKind {
    match status {
        Status::Cancelled => MarkKind::Cancelled,
        Status::Planned | Status::Recurring | Status::Postponed => MarkKind::Dashed,
        Status::Happened | Status::Ongoing | Status::Unknown if has_range => MarkKind::Ring,
        Status::Happened | Status::Ongoing | Status::Unknown => MarkKind::Filled,
    }
}

fn body(
    input: &DrawInput,
    placed: &Mark,
    style: LaneStyle,
    status: Status,
    qualifier: Qualifier,
) -> Vec<Item> {
    let (theme, unit) = (input.theme, input.unit());
    let radius = input.picture.metrics.dot_radius;
    match placed.body {
        Body::Point { x, range } => {
            let center = Point::new(x, placed.center_y);
            let is_about = matches!(qualifier, Qualifier::Approximate | Qualifier::Both);
            let mut items = Vec::new();
            if let Some((left, right)) = range {
                let halo = Halo { left, right, center_y: placed.center_y, unit, is_about };
                let range = soft_range(theme, style.color, halo);
                let (low, high) = neighbourhood(input);
                items.extend(within(range, low, high));
            }
            items.extend(qualifier_signs(qualifier, center, radius, style.color));
            items.extend(mark(theme, style, mark_kind(status, range.is_some()), center, radius));
            items
        }
        Body::Span { left, right, start, end } => {
            let is_planned =
                matches!(status, Status::Planned | Status::Recurring | Status::Postponed | Status::Cancelled);
            let height = input.picture.metrics.bar_height;
            let span = Bar {
                left,
                right,
                center_y: placed.center_y,
                height,
                start,
                end,
                is_planned,
                qualifier,
                drawn: neighbourhood(input),
            };
            bar(input.context.ruler, theme, style, &span)
        }
    }
}

/// A canvas rectangle behind words, so that grid and arcs pass behind them; not over the event's own bar or
/// soft range.
fn label_backing(input: &DrawInput, mark: &Mark, label: &Label) -> Option<Item> {
    let unit = input.unit();
    let is_in_pill =
        input.emphasis.selected == Some(mark.event) || input.emphasis.hovered == Some(mark.event);
    if label.is_inside || is_in_pill {
        return None;
    }
    let own_right = match mark.body {
        Body::Point { range: Some((_, right)), .. } => right,
        _ => label.left - 2.0 * unit,
    };
    let rect = Rect::new(
        (label.left - 2.0 * unit).max(own_right),
        label.baseline - 12.0 * unit,
        label.left + label.width + 2.0 * unit,
        label.baseline + 4.0 * unit,
    );
    (rect.width() > 0.0).then(|| Item::Rect {
        rect,
        radius: 2.0 * unit,
        fill: Some(Fill::Solid(input.theme.canvas.with_opacity(0.86))),
        stroke: None,
    })
}

fn label_text(input: &DrawInput, label: &Label, status: Status) -> Vec<Item> {
    let theme = input.theme;
    let is_cancelled = status == Status::Cancelled;
    let color = if is_cancelled { theme.muted } else { theme.ink };
    let size = input.picture.metrics.label_size;
    let style = TextStyle { size, bold: false, color, struck: is_cancelled };
    let mut items = vec![Item::Text {
        at: Point::new(label.left, label.baseline),
        anchor: Anchor::Start,
        line: TextLine::new(input.context.ruler, label.text.clone(), style),
    }];
    if !label.addition.is_empty() {
        items.push(Item::Text {
            at: Point::new(label.left + label.width, label.baseline),
            anchor: Anchor::End,
            line: TextLine::new(
                input.context.ruler,
                label.addition.clone(),
                TextStyle { color: theme.ink2, struck: false, ..style },
            ),
        });
    }
    items
}

/// Plates behind the words that a search found. A plate is measured from the start of the title, so that in
/// right-to-left words, or in mixed ones, it may stand at the wrong place.
fn hits(input: &DrawInput, event: EventId, label: &Label) -> Vec<Item> {
    let Some((_, ranges)) = input.emphasis.hits.iter().find(|(id, _)| *id == event) else {
        return Vec::new();
    };
    let unit = input.unit();
    let size = input.picture.metrics.label_size;
    let width =
        |end: usize| label.text.get(..end).map(|text| input.context.ruler.width(text, size, Weight::Regular));
    let plate = |range: &std::ops::Range<usize>| {
        let (from, to) = (width(range.start)?, width(range.end)?);
        (to > from).then(|| Item::Rect {
            rect: Rect::new(
                label.left + from - 1.5 * unit,
                label.baseline - 12.0 * unit,
                label.left + to + 1.5 * unit,
                label.baseline + 4.0 * unit,
            ),
            radius: 2.0 * unit,
            fill: Some(Fill::Solid(input.theme.hit)),
            stroke: None,
        })
    };
    ranges.iter().filter_map(plate).collect()
}

/// What a pill or frame encloses: mark, range and words; and the radius of its corners.
fn enclosure(input: &DrawInput, mark: &Mark, qualifier: Qualifier) -> (Rect, f32) {
    let unit = input.unit();
    let label = mark.label.as_ref();
    let (from, to, height, radius, air) = match mark.body {
        Body::Span { left, right, .. } if right - left >= FRAMED * unit => (left, right, 24.0, 5.0, 3.0),
        Body::Span { left, right, .. } => (left, right, 22.0, 11.0, 9.0),
        Body::Point { x, range } => {
            let reach = qualifier_reach(qualifier, input.picture.metrics.dot_radius) + 5.0 * unit;
            let reach = reach.max(14.0 * unit);
            let (from, to) = range.map_or((x, x), |(from, to)| {
                let half = ((to - from) / 2.0).max(14.0 * unit);
                ((from + to) / 2.0 - half, (from + to) / 2.0 + half)
            });
            ((x - reach).min(from), (x + reach).max(to), 22.0, 11.0, 0.0)
        }
    };
    let air = air * unit;
    // words keep 9 points from the end of their pill, and 7 from that of a frame beside whose bar they stand
    let to_end = if air > 0.0 && air < 9.0 * unit { 7.0 } else { 9.0 } * unit;
    let text = label.filter(|label| !label.is_inside);
    let (left, right) = text.map_or((from - air, to + air), |label| {
        ((label.left - to_end).min(from - air), (label.left + label.width + to_end).max(to + air))
    });
    let frame = input.frame();
    let left = left.max(frame.left - 30.0 * unit);
    let right = right.min(frame.right + 30.0 * unit).max(left);
    let half = height * unit / 2.0;
    (Rect::new(left, mark.center_y - half, right, mark.center_y + half), radius * unit)
}

/// Selection and hover, behind the mark.
fn state_behind(input: &DrawInput, mark: &Mark, qualifier: Qualifier) -> Option<Item> {
    let (theme, unit) = (input.theme, input.unit());
    let (rect, radius) = enclosure(input, mark, qualifier);
    if input.emphasis.selected == Some(mark.event) {
        // a bar keeps its own colour within its frame
        let is_framed = matches!(mark.body, Body::Span { left, right, .. } if right - left >= FRAMED * unit);
        let fill = if is_framed { theme.canvas } else { theme.accent_soft };
        return Some(Item::Rect {
            rect,
            radius,
            fill: Some(Fill::Solid(fill)),
            stroke: Some(Stroke::new(1.5 * unit, theme.accent)),
        });
    }
    (input.emphasis.hovered == Some(mark.event)).then(|| Item::Rect {
        rect,
        radius,
        fill: Some(Fill::Solid(theme.hover())),
        stroke: None,
    })
}

/// The keyboard's ring, outside whatever the state is.
fn focus_ring(input: &DrawInput, mark: &Mark, qualifier: Qualifier) -> Option<Item> {
    if input.emphasis.focused != Some(mark.event) {
        return None;
    }
    let unit = input.unit();
    let (rect, radius) = enclosure(input, mark, qualifier);
    let out = if input.emphasis.selected == Some(mark.event) { 3.0 * unit } else { 0.5 * unit };
    let stroke = Stroke::dashed(2.0 * unit, input.theme.accent, 3.0 * unit, 2.0 * unit);
    Some(Item::Rect { rect: rect.expand(out), radius: radius + out, fill: None, stroke: Some(stroke) })
}

/// Where an arc may leave from or arrive at a mark, in points: the middle (or near the start of a bar), and
/// the rectangle that it keeps clear of.
pub(super) fn handle(input: &DrawInput, mark: &Mark) -> (Point, Rect) {
    let unit = input.unit();
    let radius = input.picture.metrics.dot_radius;
    let qualifier = input.context.timeline.qualifier(mark.event);
    let center = match mark.body {
        Body::Point { x, .. } => Point::new(x, mark.center_y),
        Body::Span { left, right, .. } => {
            let half = ((right - left) / 2.0).clamp(2.0 * unit, 10.0 * unit);
            Point::new(left.max(input.frame().left) + half, mark.center_y)
        }
    };
    let emphasis = input.emphasis;
    if [emphasis.selected, emphasis.hovered, emphasis.focused].contains(&Some(mark.event)) {
        return (center, enclosure(input, mark, qualifier).0);
    }
    let rect = match mark.body {
        Body::Point { x, range } => {
            let reach = qualifier_reach(qualifier, radius);
            let (left, right) = range.unwrap_or((x, x));
            let least = if range.is_some() { 14.0 * unit } else { 0.0 };
            let half_height = if range.is_some() { 7.0 * unit } else { radius };
            Rect::new(
                left.min(x - reach.max(least)),
                center.y - half_height,
                right.max(x + reach.max(least)),
                center.y + half_height,
            )
        }
        Body::Span { left, right, .. } => {
            let half_height = input.picture.metrics.bar_height / 2.0;
            Rect::new(left, center.y - half_height, right, center.y + half_height)
        }
    };
    (center, rect)
}
