//! The axis above the lanes: two lines of words, ticks, and the flags of "now" and of the selected date.

use super::backdrop::{area, crisp, date_span, line_x, positions};
use super::date_labels::flag_text;
use super::marks::chevron;
use super::{Anchor, DrawInput, Fill, Item, Point, Rect, Rgba8, Size, Stroke, TextLine, TextStyle, TypeSize};
use crate::layout::AxisTick;
use crate::text::Weight;

/// A word on a coloured plate at the foot of the axis.
struct Flag {
    rect: Rect,
    items: Vec<Item>,
}

/// The axis on its canvas; nothing where the picture has no room for one. Labels that a flag would cut are
/// left out: a label is whole or not there.
pub(super) fn axis(input: &DrawInput) -> Vec<Item> {
    let (unit, theme) = (input.unit(), input.theme);
    let height = input.picture.metrics.axis_height;
    let width = input.picture.viewport.width();
    if height < 12.0 * unit {
        return Vec::new();
    }
    let flags: Vec<Flag> = selected_flag(input).into_iter().chain(now_flag(input)).collect();
    let mut items = vec![area(Rect::new(0.0, 0.0, width, height), theme.canvas)];
    items.push(Item::Line {
        from: Point::new(0.0, crisp(height - 1.0)),
        to: Point::new(width, crisp(height - 1.0)),
        stroke: Stroke::new(1.0, theme.grid2),
    });
    // an axis too low for two lines shows the major one alone
    let has_two_lines = height >= 40.0 * unit;
    let layout = &input.picture.axis;
    let tick = |x: f32, top: f32| Item::Line {
        from: Point::new(crisp(x), top),
        to: Point::new(crisp(x), height),
        stroke: Stroke::new(1.0, theme.border2),
    };
    if has_two_lines {
        items.extend(positions(input, &layout.minor).map(|x| tick(x, height - 5.0 * unit)));
        let style =
            TextStyle { size: TypeSize::MICRO.size * unit, bold: false, color: theme.muted, struck: false };
        items.extend(text(input, &layout.minor, height - 9.0 * unit, style, &flags));
    }
    items.extend(positions(input, &layout.major).map(|x| tick(x, 6.0 * unit)));
    let style = TextStyle { size: TypeSize::BODY.size * unit, bold: true, color: theme.ink, struck: false };
    let baseline = if has_two_lines { height - 29.5 * unit } else { height / 2.0 + 4.6 * unit };
    items.extend(text(input, &layout.major, baseline, style, &flags));
    items.extend(flags.into_iter().flat_map(|flag| flag.items));
    items
}

fn text(input: &DrawInput, ticks: &[AxisTick], baseline: f32, style: TextStyle, flags: &[Flag]) -> Vec<Item> {
    let is_free = |tick: &&AxisTick| {
        let right = tick.label_x + tick.label_width;
        let rect = Rect::new(tick.label_x, baseline - style.size * 0.75, right, baseline);
        !tick.label.is_empty() && !flags.iter().any(|flag| flag.rect.overlaps(&rect))
    };
    ticks
        .iter()
        .filter(is_free)
        .map(|tick| Item::Text {
            at: Point::new(tick.label_x, baseline),
            anchor: Anchor::Start,
            line: TextLine::new(input.context.ruler, tick.label.clone(), style),
        })
        .collect()
}

fn flag_top(input: &DrawInput) -> f32 {
    let (unit, height) = (input.unit(), input.picture.metrics.axis_height);
    if height >= 40.0 * unit { height - 21.0 * unit } else { (height - 18.0 * unit) / 2.0 }
}

/// The colours of a plate.
#[derive(Clone, Copy)]
struct PlateColors {
    fill: Rgba8,
    /// Of the text on it.
    ink: Rgba8,
}

/// A plate with a word, its middle as near to `x` as the picture allows.
fn plate(input: &DrawInput, x: f32, text: String, colors: PlateColors) -> (Rect, Vec<Item>) {
    let unit = input.unit();
    let size = TypeSize::MICRO.size * unit;
    let width = input.context.ruler.width(&text, size, Weight::Regular) + 13.0 * unit;
    let highest = input.picture.viewport.width() - 4.0 * unit - width;
    let left = (x - width / 2.0).min(highest).max(4.0 * unit);
    let rect = Rect::from_size(left, flag_top(input), width, 18.0 * unit);
    let PlateColors { fill, ink } = colors;
    let items = vec![
        Item::Rect { rect, radius: 4.0 * unit, fill: Some(Fill::Solid(fill)), stroke: None },
        Item::Text {
            at: Point::new(rect.center().x, rect.top + 13.0 * unit),
            anchor: Anchor::Middle,
            line: TextLine::new(
                input.context.ruler,
                text,
                TextStyle { size, bold: false, color: ink, struck: false },
            ),
        },
    ];
    (rect, items)
}

fn now_flag(input: &DrawInput) -> Option<Flag> {
    let (unit, theme, x) = (input.unit(), input.theme, line_x(input));
    let word = if input.context.timeline.zero().is_some() { "Zero" } else { "Now" };
    let width = input.picture.viewport.width();
    let colors = PlateColors { fill: theme.ink, ink: theme.canvas };
    if x.is_nan() {
        return None;
    }
    if (0.0..=width).contains(&x) {
        let (rect, mut items) = plate(input, x, word.to_owned(), colors);
        let foot =
            Rect::new(crisp(x) - unit / 2.0, rect.bottom, crisp(x) + unit / 2.0, width.max(rect.bottom));
        items.push(area(Rect { bottom: input.picture.metrics.axis_height, ..foot }, theme.ink));
        return Some(Flag { rect, items });
    }
    // off-screen the flag stays at the edge and points to where it went
    let toward = if x < 0.0 { -1.0 } else { 1.0 };
    let (rect, mut items) = plate(input, x.clamp(-1.0e6, 1.0e6), word.to_owned(), colors);
    let room = 8.0 * unit;
    let rect = if toward < 0.0 {
        Rect { right: rect.right + room, ..rect }
    } else {
        Rect { left: rect.left - room, ..rect }
    };
    for item in &mut items {
        match item {
            Item::Rect { rect: own, .. } => *own = rect,
            Item::Text { at, .. } => at.x = rect.center().x - toward * room / 2.0,
            _ => {}
        }
    }
    let edge = if toward < 0.0 { rect.left } else { rect.right };
    let stroke = Stroke { round: true, ..Stroke::new(1.5 * unit, theme.canvas) };
    let tip = Point::new(edge - toward * 6.0 * unit, rect.center().y);
    items.push(chevron(tip, Size::new(3.5 * unit, 7.0 * unit), toward, stroke));
    Some(Flag { rect, items })
}

fn selected_flag(input: &DrawInput) -> Option<Flag> {
    let event = input.emphasis.selected.filter(|_| !input.emphasis.is_presenting)?;
    let (left, right) = date_span(input, event)?;
    let width = input.picture.viewport.width();
    if right < 0.0 || left > width {
        return None;
    }
    let text = flag_text(input.context.timeline, event, input.context.zone);
    if text.is_empty() {
        return None;
    }
    let theme = input.theme;
    let visible = (left.max(0.0) + right.min(width)) / 2.0;
    let (rect, mut items) =
        plate(input, visible, text, PlateColors { fill: theme.accent, ink: theme.on_accent });
    let half = ((right - left) / 2.0).max(1.0);
    let middle = (left + right) / 2.0;
    let bottom = input.picture.metrics.axis_height;
    let mark = Rect::new(middle - half, bottom - 2.0 * input.unit(), middle + half, bottom);
    items.push(area(mark, theme.accent));
    Some(Flag { rect, items })
}
