//! Bars: a tinted page with a rule under it. The rule carries the exact extent, its ends say how each end is
//! known.

use super::clip::within;
use super::marks::chevron;
use super::shapes::open as along;
use super::{Anchor, Fill, Item, LaneStyle, Point, Rect, Rgba8, Size, Stroke, TextLine, TextStyle, Theme};
use crate::layout::SpanEnd;
use crate::text::Ruler;
use dateline_time::Qualifier;

/// A bar as layout places it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Middle of its row.
    pub center_y: f32,
    /// 18 in the window.
    pub height: f32,
    /// The left end.
    pub start: SpanEnd,
    /// The right end.
    pub end: SpanEnd,
    /// What has not happened yet is a dashed outline without a fill.
    pub is_planned: bool,
    /// How sure the source is: the rule is dotted, a wave, or a dotted wave.
    pub qualifier: Qualifier,
    /// From where to where it is drawn: a little more than the picture, which a bar may outreach by far.
    pub drawn: (f32, f32),
}

/// Bars under this width are a solid stroke.
const NARROW: f32 = 9.0;
/// A wave is never drawn with more pieces; layout keeps bars near the view, so this is not reached.
const MOST_WAVE_POINTS: f32 = 4000.0;

/// A bar from its back to its front, without its label. The ruler has the faces of the question marks.
pub fn bar(ruler: &dyn Ruler, theme: &Theme, style: LaneStyle, bar: &Bar) -> Vec<Item> {
    let unit = bar.height / 18.0;
    let is_plain = |end: SpanEnd| matches!(end, SpanEnd::Known | SpanEnd::Soft(_));
    if bar.right - bar.left < NARROW * unit && is_plain(bar.start) && is_plain(bar.end) {
        return narrow(theme, style, bar, unit);
    }
    let mut items = Vec::with_capacity(6);
    if bar.is_planned {
        items.push(planned_outline(theme, style, bar, unit));
    } else {
        items.extend(tint_and_rule(theme, style, bar, unit));
        items.extend(caps(style.color, bar, unit));
    }
    let mut items: Vec<Item> =
        items.into_iter().filter_map(|item| within(item, bar.drawn.0, bar.drawn.1)).collect();
    items.extend(end_signs(ruler, theme, style, bar));
    items
}

fn narrow(theme: &Theme, style: LaneStyle, bar: &Bar, unit: f32) -> Vec<Item> {
    let width = (bar.right - bar.left).max(4.0 * unit);
    let center = Point::new((bar.left + bar.right) / 2.0, bar.center_y);
    let rect = Rect::from_center(center, width, 16.0 * unit);
    if bar.is_planned {
        let stroke = Stroke::dashed(1.25 * unit, style.color, 3.0 * unit, 2.0 * unit);
        let fill = Some(Fill::Solid(theme.canvas));
        return vec![Item::Rect { rect, radius: 1.5 * unit, fill, stroke: Some(stroke) }];
    }
    let fill = Some(Fill::Solid(style.color));
    vec![Item::Rect { rect, radius: 1.5 * unit, fill, stroke: None }]
}

fn edges(bar: &Bar) -> (f32, f32) {
    (bar.center_y - bar.height / 2.0, bar.center_y + bar.height / 2.0)
}

/// Where the colour begins to rise at the left and has faded out at the right, and where it is full.
fn fades(bar: &Bar) -> [f32; 4] {
    let width = bar.right - bar.left;
    let fallback = (0.4 * width).min(110.0);
    let (left, full_left) = match bar.start {
        SpanEnd::Soft(x) => (bar.left, x),
        SpanEnd::Unknown(x) if (x - bar.left).abs() < 1.0 => (bar.left, bar.left + fallback),
        SpanEnd::Unknown(x) => (bar.left.min(x), bar.left.max(x)),
        _ => (bar.left, bar.left),
    };
    let (right, full_right) = match bar.end {
        SpanEnd::Soft(x) => (bar.right, x),
        SpanEnd::Unknown(x) if (x - bar.right).abs() < 1.0 => (bar.right, bar.right - fallback),
        SpanEnd::Unknown(x) => (bar.right.max(x), bar.right.min(x)),
        _ => (bar.right, bar.right),
    };
    // two doubts that meet: the fullest point lies between them
    let middle = (full_left + full_right) / 2.0;
    if full_left > full_right { [left, middle, middle, right] } else { [left, full_left, full_right, right] }
}

fn faded(color: Rgba8, [left, full_left, full_right, right]: [f32; 4]) -> Fill {
    let none = color.with_opacity(0.0);
    let mut stops = Vec::with_capacity(4);
    if full_left > left {
        stops.push((left, none));
    }
    stops.push((full_left, color));
    stops.push((full_right, color));
    if right > full_right {
        stops.push((right, none));
    }
    if stops.len() == 2 { Fill::Solid(color) } else { Fill::Horizontal(stops) }
}

fn tint_and_rule(theme: &Theme, style: LaneStyle, bar: &Bar, unit: f32) -> [Item; 2] {
    let (top, bottom) = edges(bar);
    let stops = fades(bar);
    let [left, _, _, right] = stops;
    let area = |top: f32, bottom: f32, color: Rgba8| Item::Rect {
        rect: Rect::new(left, top, right, bottom),
        radius: 0.0,
        fill: Some(faded(color, stops)),
        stroke: None,
    };
    let rule = bottom - 2.0 * unit;
    if bar.qualifier == Qualifier::Stated {
        return [area(top, rule, theme.tint(style.color)), area(rule, bottom, style.color)];
    }
    [area(top, bottom, theme.tint(style.color)), qualified_rule(style.color, bar, unit)]
}

/// The rule of a bar whose date is uncertain (dotted), approximate (a wave) or both, in the language of the
/// signs beside marks.
fn qualified_rule(color: Rgba8, bar: &Bar, unit: f32) -> Item {
    let (_, bottom) = edges(bar);
    let [left, full_left, full_right, right] = fades(bar);
    let from = ((left + full_left) / 2.0).max(bar.drawn.0);
    let to = ((right + full_right) / 2.0).min(bar.drawn.1).max(from);
    let y = bottom - unit;
    let dotted = Some((2.0 * unit, 1.6 * unit));
    let stroke = Stroke::new(2.0 * unit, color);
    if bar.qualifier == Qualifier::Uncertain {
        let stroke = Stroke { dash: dotted, ..stroke };
        // dots stay where they are on the bar, wherever it is cut
        let from = from - (from - bar.left).rem_euclid(3.6 * unit);
        return Item::Line { from: Point::new(from, y), to: Point::new(to, y), stroke };
    }
    let step = 1.5 * unit;
    let count = (((to - from) / step).clamp(1.0, MOST_WAVE_POINTS) as usize).max(1);
    let points: Vec<Point> = (0..=count)
        .map(|place| {
            let x = from + (to - from) * place as f32 / count as f32;
            let phase = (x - bar.left) / (8.0 * unit) * std::f32::consts::TAU;
            Point::new(x, y - 0.4 * unit - 1.3 * unit * phase.sin())
        })
        .collect();
    let dash = if bar.qualifier == Qualifier::Both { dotted } else { None };
    let stroke = Stroke { width: 1.6 * unit, dash, ..stroke };
    Item::Path { commands: along(&points), fill: None, stroke: Some(stroke) }
}

fn caps(color: Rgba8, bar: &Bar, unit: f32) -> Vec<Item> {
    let (top, bottom) = edges(bar);
    let cap = |left: f32, right: f32| Item::Rect {
        rect: Rect::new(left, top, right, bottom),
        radius: 0.0,
        fill: Some(Fill::Solid(color)),
        stroke: None,
    };
    let start = (bar.start == SpanEnd::Known).then(|| cap(bar.left, bar.left + 3.0 * unit));
    let end = (bar.end == SpanEnd::Known).then(|| cap(bar.right - 2.0 * unit, bar.right));
    start.into_iter().chain(end).collect()
}

fn planned_outline(theme: &Theme, style: LaneStyle, bar: &Bar, unit: f32) -> Item {
    let [left, _, _, right] = fades(bar);
    Item::Rect {
        rect: Rect::from_center(
            Point::new((left + right) / 2.0, bar.center_y),
            right - left - 1.25 * unit,
            bar.height - 1.25 * unit,
        ),
        radius: 3.0 * unit,
        fill: Some(Fill::Solid(theme.canvas)),
        stroke: Some(Stroke::dashed(1.25 * unit, style.color, 4.0 * unit, 3.0 * unit)),
    }
}

/// Chevrons of open and off-screen ends, question marks of unknown ones.
fn end_signs(ruler: &dyn Ruler, theme: &Theme, style: LaneStyle, bar: &Bar) -> Vec<Item> {
    let unit = bar.height / 18.0;
    let y = bar.center_y - unit;
    let open = Stroke::new(2.0 * unit, style.color);
    let edge = Stroke::new(1.75 * unit, style.color);
    let [left, _, _, right] = fades(bar);
    let question = |x: f32| Item::Text {
        at: Point::new(x, bar.center_y + 4.0 * unit),
        anchor: Anchor::Middle,
        line: TextLine::new(
            ruler,
            "?",
            TextStyle { size: 12.0 * unit, bold: false, color: theme.ink2, struck: false },
        ),
    };
    let start = match bar.start {
        SpanEnd::Open => Some(chevron(
            Point::new(bar.left + 1.5 * unit, y),
            Size::new(5.0 * unit, 10.0 * unit),
            -1.0,
            open,
        )),
        SpanEnd::OffScreen => {
            Some(chevron(Point::new(bar.left + 6.0 * unit, y), Size::new(4.0 * unit, 8.0 * unit), -1.0, edge))
        }
        SpanEnd::Unknown(_) => Some(question(left - 7.0 * unit)),
        SpanEnd::Known | SpanEnd::Soft(_) => None,
    };
    let end = match bar.end {
        SpanEnd::Open => Some(chevron(
            Point::new(bar.right - 1.5 * unit, y),
            Size::new(5.0 * unit, 10.0 * unit),
            1.0,
            open,
        )),
        SpanEnd::OffScreen => {
            Some(chevron(Point::new(bar.right - 6.0 * unit, y), Size::new(4.0 * unit, 8.0 * unit), 1.0, edge))
        }
        SpanEnd::Unknown(_) => Some(question(right + 7.0 * unit)),
        SpanEnd::Known | SpanEnd::Soft(_) => None,
    };
    start.into_iter().chain(end).collect()
}
