//! The legend: the lanes, and of the signs those that occur in the picture.

use super::bars::{Bar, bar};
use super::marks::{Halo, MarkKind, mark, qualifier_signs, soft_range};
use super::{
    Anchor, DrawInput, Fill, Item, LaneStyle, Point, Rect, Rgba8, Shape, Stroke, TextLine, TextStyle,
    TypeSize,
};
use crate::layout::{Body, SlotState, SpanEnd};
use crate::text::Weight;
use dateline_time::Qualifier;
use dateline_timeline::model::Status;

/// A legend, set in lines from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// From back to front.
    pub items: Vec<Item>,
    /// Height of all its lines in points.
    pub height: f32,
}

/// One sign with its words.
struct Entry {
    sign: Sign,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Sign {
    Lane(usize),
    Somewhere,
    Qualified(Qualifier),
    Planned,
    Cancelled,
    Open,
    UnknownEnd,
    Count,
    Met,
    Unmet,
}

/// The legend of a picture, from a place downwards and at most `width` wide: its lanes, then those signs of
/// dates and states that occur in it.
pub fn legend(input: &DrawInput, at: Point, width: f32) -> Legend {
    let unit = input.unit();
    let size = TypeSize::LABEL.size * unit;
    let line = 22.0 * unit;
    let lanes = input
        .picture
        .bands
        .iter()
        .map(|band| Entry { sign: Sign::Lane(band.style_index), text: band.name.clone() });
    let signs: Vec<Entry> =
        occurring(input).into_iter().map(|(sign, text)| Entry { sign, text: text.to_owned() }).collect();
    let mut items = Vec::new();
    let mut y = at.y + line / 2.0;
    for group in [lanes.collect::<Vec<_>>(), signs] {
        if group.is_empty() {
            continue;
        }
        let mut x = at.x;
        for entry in group {
            let sign_width = sign_width(entry.sign) * unit;
            let label_width = input.context.ruler.width(&entry.text, size, Weight::Regular);
            let whole = sign_width + 7.0 * unit + label_width;
            if x > at.x && x + whole > at.x + width {
                x = at.x;
                y += line;
            }
            items.extend(sign_items(input, entry.sign, Point::new(x + sign_width / 2.0, y)));
            items.push(Item::Text {
                at: Point::new(x + sign_width + 7.0 * unit, y + 4.2 * unit),
                anchor: Anchor::Start,
                line: TextLine::new(
                    input.context.ruler,
                    entry.text,
                    TextStyle { size, bold: false, color: input.theme.ink2, struck: false },
                ),
            });
            x += whole + 20.0 * unit;
        }
        y += line;
    }
    Legend { items, height: y - line / 2.0 - at.y }
}

/// The signs that occur, in the order of the legend.
fn occurring(input: &DrawInput) -> Vec<(Sign, &'static str)> {
    let all = [
        (Sign::Somewhere, "Somewhere in this range"),
        (Sign::Qualified(Qualifier::Approximate), "About"),
        (Sign::Qualified(Qualifier::Uncertain), "Inferred"),
        (Sign::Qualified(Qualifier::Both), "About and inferred"),
        (Sign::Planned, "Planned or promised"),
        (Sign::Cancelled, "Cancelled"),
        (Sign::Open, "Goes on"),
        (Sign::UnknownEnd, "End not stated"),
        (Sign::Count, "More events, counted"),
        (Sign::Met, "Promise kept"),
        (Sign::Unmet, "Expected, or no record found"),
    ];
    all.into_iter().filter(|(sign, _)| occurs(input, *sign)).collect()
}

fn occurs(input: &DrawInput, sign: Sign) -> bool {
    let (picture, timeline) = (input.picture, input.context.timeline);
    let mut marks = picture.marks.iter();
    let is_planned = |status| matches!(status, Status::Planned | Status::Recurring | Status::Postponed);
    let ends = |body: Body, test: fn(SpanEnd) -> bool| matches!(body, Body::Span { start, end, .. } if test(start) || test(end));
    match sign {
        Sign::Lane(_) => true,
        Sign::Somewhere => marks.any(|mark| matches!(mark.body, Body::Point { range: Some(_), .. })),
        Sign::Qualified(qualifier) => marks.any(|mark| timeline.qualifier(mark.event) == qualifier),
        Sign::Planned => marks.any(|mark| is_planned(timeline.status(mark.event))),
        Sign::Cancelled => marks.any(|mark| timeline.status(mark.event) == Status::Cancelled),
        Sign::Open => marks.any(|mark| ends(mark.body, |end| end == SpanEnd::Open)),
        Sign::UnknownEnd => marks.any(|mark| ends(mark.body, |end| matches!(end, SpanEnd::Unknown(_)))),
        Sign::Count => picture.cells.iter().any(|cell| cell.count > 1),
        Sign::Met => picture.slots.iter().any(|slot| matches!(slot.state, SlotState::Met(_))),
        Sign::Unmet => picture.slots.iter().any(|slot| !matches!(slot.state, SlotState::Met(_))),
    }
}

fn sign_width(sign: Sign) -> f32 {
    match sign {
        Sign::Lane(_) | Sign::Planned | Sign::Cancelled => 14.0,
        Sign::Count | Sign::Somewhere | Sign::Met | Sign::Unmet => 28.0,
        Sign::Qualified(_) => 38.0,
        Sign::Open | Sign::UnknownEnd => 34.0,
    }
}

/// A sign round its centre; those that every lane can carry are drawn in grey.
fn sign_items(input: &DrawInput, sign: Sign, center: Point) -> Vec<Item> {
    let (theme, unit) = (input.theme, input.unit());
    let radius = 5.0 * unit;
    let grey = LaneStyle { color: theme.ink2, shape: Shape::Circle, is_repeated: false };
    let half = sign_width(sign) * unit / 2.0;
    let span = |end: SpanEnd, right: f32| Bar {
        left: center.x - half,
        right: center.x + right,
        center_y: center.y,
        height: 14.0 * unit,
        start: SpanEnd::Known,
        end,
        is_planned: false,
        qualifier: Qualifier::Stated,
        drawn: (center.x - 100.0 * unit, center.x + 100.0 * unit),
    };
    let pill = |fill: Rgba8, stroke: Stroke| Item::Rect {
        rect: Rect::from_center(center, 27.0 * unit, 14.0 * unit),
        radius: 7.0 * unit,
        fill: Some(Fill::Solid(fill)),
        stroke: Some(stroke),
    };
    match sign {
        Sign::Lane(place) => mark(theme, theme.lane(place), MarkKind::Filled, center, radius),
        Sign::Somewhere => {
            let (left, right) = (center.x - half, center.x + half);
            let halo = Halo { left, right, center_y: center.y, unit, is_about: false };
            let mut items = vec![soft_range(theme, grey.color, halo)];
            items.extend(mark(theme, grey, MarkKind::Ring, center, radius));
            items
        }
        Sign::Qualified(qualifier) => {
            let mut items = qualifier_signs(qualifier, center, radius, grey.color);
            items.extend(mark(theme, grey, MarkKind::Filled, center, radius));
            items
        }
        Sign::Planned => mark(theme, grey, MarkKind::Dashed, center, radius),
        Sign::Cancelled => mark(theme, grey, MarkKind::Cancelled, center, radius),
        Sign::Open => bar(input.context.ruler, theme, grey, &span(SpanEnd::Open, half)),
        Sign::UnknownEnd => {
            let right = half - 11.0 * unit;
            bar(
                input.context.ruler,
                theme,
                grey,
                &span(SpanEnd::Unknown(center.x - half + 6.0 * unit), right),
            )
        }
        Sign::Count => count_sign(input, center),
        Sign::Met => {
            let fill = theme.met_slot(grey.color);
            let dot = Point::new(center.x - 6.0 * unit, center.y);
            let fill_dot = Some(Fill::Solid(grey.color));
            vec![
                pill(fill, Stroke::new(1.25 * unit, grey.color)),
                Item::Circle { center: dot, radius: 3.0 * unit, fill: fill_dot, stroke: None },
            ]
        }
        Sign::Unmet => {
            vec![pill(theme.canvas, Stroke::dashed(1.25 * unit, grey.color, 4.0 * unit, 3.0 * unit))]
        }
    }
}

fn count_sign(input: &DrawInput, center: Point) -> Vec<Item> {
    let (theme, unit) = (input.theme, input.unit());
    let rect = Rect::from_center(center, 26.0 * unit, 15.0 * unit);
    let rule = Rect { top: rect.bottom - 2.0 * unit, ..rect };
    let fill = |color: Rgba8| Some(Fill::Solid(color));
    vec![
        Item::Rect { rect, radius: 0.0, fill: fill(theme.tint(theme.ink2)), stroke: None },
        Item::Rect { rect: rule, radius: 0.0, fill: fill(theme.ink2), stroke: None },
        Item::Text {
            at: Point::new(center.x, rule.top - 2.5 * unit),
            anchor: Anchor::Middle,
            line: TextLine::new(
                input.context.ruler,
                "+7",
                TextStyle { size: TypeSize::MICRO.size * unit, bold: false, color: theme.ink, struck: false },
            ),
        },
    ]
}
