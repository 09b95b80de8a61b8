//! Density strips: events without a label, as ticks, counts and small bars; and stems from labels to them.

use super::backdrop::{area, crisp};
use super::{Anchor, DrawInput, Fill, Item, Point, Rect, Stroke, TextLine, TextStyle, TypeSize};
use crate::layout::{Body, Cell};

/// From this many bars on a lane counts as zoomed out.
const MANY_BARS: usize = 12;

fn is_bar(cell: &Cell, unit: f32) -> bool {
    !cell.has_count && cell.rect.width() < 6.0 * unit && cell.rect.width() > 2.2 * unit
}

/// The cells of all lanes.
pub(super) fn cells(input: &DrawInput) -> Vec<Item> {
    let (unit, theme) = (input.unit(), input.theme);
    let mut items = Vec::new();
    let mut bars: Vec<(Vec<Rect>, Vec<Rect>)> = vec![Default::default(); input.picture.bands.len()];
    for (place, cell) in input.picture.cells.iter().enumerate() {
        let is_hovered = input.emphasis.hovered_cell == Some(place);
        match bars.get_mut(cell.band).filter(|_| is_bar(cell, unit) && !is_hovered) {
            Some((bodies, caps)) => {
                let cap = cap(cell.rect, unit);
                bodies.push(Rect { top: body_top(cell, cap, unit), ..cell.rect });
                caps.push(cap);
            }
            None => cell_items(input, cell, is_hovered, &mut items),
        }
    }
    let styles = input.picture.bands.iter().map(|band| theme.lane(band.style_index).color);
    let blocks = bars.into_iter().zip(styles).filter(|((_, caps), _)| !caps.is_empty());
    let blocks = blocks.flat_map(|((bodies, caps), color)| {
        [Item::Blocks { rects: bodies, color: theme.strip(color) }, Item::Blocks { rects: caps, color }]
    });
    blocks.chain(items).collect()
}

/// All events behind those that match, as a share of the lane's colour.
const FAINT: f32 = 0.12;

/// What all lanes hold behind what matches: no words, and nothing to point at.
pub(super) fn faint_cells(input: &DrawInput) -> Vec<Item> {
    let mut rects: Vec<Vec<Rect>> = vec![Vec::new(); input.picture.bands.len()];
    for cell in &input.picture.faint_cells {
        if let Some(rects) = rects.get_mut(cell.band) {
            rects.push(cell.rect);
        }
    }
    let color = |style_index| input.theme.lane(style_index).color.with_opacity(FAINT);
    let colors = input.picture.bands.iter().map(|band| color(band.style_index));
    let lanes = rects.into_iter().zip(colors).filter(|(rects, _)| !rects.is_empty());
    lanes.map(|(rects, color)| Item::Blocks { rects, color }).collect()
}

/// The line on top of a bar.
fn cap(bar: Rect, unit: f32) -> Rect {
    Rect { bottom: (bar.top + 2.0 * unit).min(bar.bottom), ..bar }
}

/// Where a bar begins below its cap: a broken one leaves a notch of the canvas.
fn body_top(cell: &Cell, cap: Rect, unit: f32) -> f32 {
    let notch = if cell.is_broken { 2.0 * unit } else { 0.0 };
    (cap.bottom + notch).min(cell.rect.bottom)
}

fn cell_items(input: &DrawInput, cell: &Cell, is_hovered: bool, items: &mut Vec<Item>) {
    let (unit, theme) = (input.unit(), input.theme);
    let Some(band) = input.picture.bands.get(cell.band) else { return };
    let color = theme.lane(band.style_index).color;
    let rect = cell.rect;
    if is_bar(cell, unit) {
        let cap = cap(rect, unit);
        let body = if is_hovered { color } else { theme.strip(color) };
        items.push(area(Rect { top: body_top(cell, cap, unit), ..rect }, body));
        items.push(area(cap, color));
    } else if cell.count == 1 && !cell.has_count {
        items.push(Item::Rect { rect, radius: 1.0 * unit, fill: Some(Fill::Solid(color)), stroke: None });
    } else {
        let rule = Rect { top: rect.bottom - 2.0 * unit, ..rect };
        items.push(area(Rect { bottom: rule.top, ..rect }, theme.tint(color)));
        items.push(area(rule, color));
        if cell.has_count {
            items.push(Item::Text {
                at: Point::new(rect.center().x, rule.top - 2.5 * unit),
                anchor: Anchor::Middle,
                line: TextLine::new(
                    input.context.ruler,
                    format!("+{}", cell.count),
                    TextStyle {
                        size: TypeSize::MICRO.size * unit,
                        bold: false,
                        color: theme.ink,
                        struck: false,
                    },
                ),
            });
        }
    }
    if is_hovered {
        let outline = Stroke::new(1.5 * unit, theme.ink);
        items.push(Item::Rect {
            rect: rect.expand(1.5 * unit),
            radius: 2.0 * unit,
            fill: None,
            stroke: Some(outline),
        });
    }
}

/// Lines from marks down to their lane's strip, in lanes that are zoomed out.
pub(super) fn stems(input: &DrawInput) -> Vec<Item> {
    let picture = input.picture;
    let mut bars = vec![0usize; picture.bands.len()];
    for cell in picture.cells.iter().filter(|cell| is_bar(cell, input.unit())) {
        if let Some(count) = bars.get_mut(cell.band) {
            *count += 1;
        }
    }
    let stem = |mark: &crate::layout::Mark| {
        let band = picture.bands.get(mark.band)?;
        let is_zoomed_out = bars.get(mark.band).is_some_and(|count| *count >= MANY_BARS);
        let Body::Point { x, .. } = mark.body else { return None };
        let color = input.theme.strip(input.theme.lane(band.style_index).color);
        let bottom = band.strip_top + picture.metrics.strip_height;
        is_zoomed_out.then(|| Item::Line {
            from: Point::new(crisp(x), mark.center_y),
            to: Point::new(crisp(x), bottom),
            stroke: Stroke::new(input.unit(), color),
        })
    };
    picture.marks.iter().filter_map(stem).collect()
}
