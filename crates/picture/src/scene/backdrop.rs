//! What lies behind the events: surface, grid, the selected date's band, the "now" line, lane heads.

use super::marks::{MarkKind, mark};
use super::{Anchor, DrawInput, Fill, Item, Point, Rect, Rgba8, Stroke, TextLine, TextStyle, TypeSize};
use crate::layout::{AxisTick, LaneBand};
use crate::text::Weight;
use dateline_time::{EndKind, Extent};
use dateline_timeline::model::EventId;

/// The middle of a lane's name: half way down its head.
pub(super) fn head_middle(band: &LaneBand, unit: f32) -> f32 {
    band.top + ((band.rows_top - band.top) / 2.0).clamp(7.0 * unit, 10.5 * unit)
}

/// A filled rectangle without an outline.
pub(super) fn area(rect: Rect, color: Rgba8) -> Item {
    Item::Rect { rect, radius: 0.0, fill: Some(Fill::Solid(color)), stroke: None }
}

/// Half way between two physical pixels a line of one point is blurred; this is where it is sharp at scale 1.
pub(super) fn crisp(x: f32) -> f32 {
    x.floor() + 0.5
}

fn vertical(x: f32, from: f32, to: f32, stroke: Stroke) -> Item {
    let x = crisp(x);
    Item::Line { from: Point::new(x, from), to: Point::new(x, to), stroke }
}

/// Canvas, and the time after "now" a shade away from it.
pub(super) fn surface(input: &DrawInput) -> Vec<Item> {
    let ground = input.ground();
    let mut items = vec![area(ground, input.theme.canvas)];
    let future = Rect { left: input.picture.now_x.max(ground.left), ..ground };
    // Where years are counted from a zero, every file has a "now" of its own.
    let has_now = input.context.timeline.zero().is_none();
    if future.width() > 0.0 && !input.emphasis.is_presenting && has_now {
        items.push(area(future, input.theme.future));
    }
    items
}

/// Where ticks stand, without those that are off-screen: the period at the left edge may have begun far away.
pub(super) fn positions(input: &DrawInput, ticks: &[AxisTick]) -> impl Iterator<Item = f32> {
    let frame = input.frame();
    ticks.iter().map(|tick| tick.x).filter(move |x| *x >= frame.left - 1.0 && *x <= frame.right + 1.0)
}

/// Lines of the grid and between lanes.
pub(super) fn grid(input: &DrawInput) -> Vec<Item> {
    let (ground, theme) = (input.ground(), input.theme);
    let axis = &input.picture.axis;
    let lines = |color: Rgba8| {
        move |x: f32| vertical(x, ground.top, ground.bottom, Stroke::new(input.unit().max(1.0), color))
    };
    let mut items: Vec<Item> = positions(input, &axis.minor).map(lines(theme.grid)).collect();
    items.extend(positions(input, &axis.major).map(lines(theme.grid2)));
    for band in input.picture.bands.iter().filter(|_| !input.emphasis.is_presenting) {
        let y = crisp(band.bottom);
        items.push(Item::Line {
            from: Point::new(ground.left, y),
            to: Point::new(ground.right, y),
            stroke: Stroke::new(1.0, theme.grid2),
        });
    }
    items
}

/// From where to where an event's date reaches in points, cut off a little outside the picture; `None` when
/// it has no position.
pub(super) fn date_span(input: &DrawInput, event: EventId) -> Option<(f32, f32)> {
    let range = input.context.timeline.range(event)?;
    range.sort_key()?;
    let viewport = &input.picture.viewport;
    let (low, high) = (-40.0, f64::from(viewport.width()) + 40.0);
    let x = |time| viewport.x_from_time(time).clamp(low, high) as f32;
    let (from, to) = range.hull();
    let right = match (to, range.end_kind, range.extent) {
        (Some(to), ..) => x(to),
        (None, EndKind::Unknown, Extent::Interval) => range.latest_start.map_or(high as f32, x),
        _ => input.picture.now_x.clamp(low as f32, high as f32),
    };
    let left = match (from, range.start_kind, range.extent) {
        (Some(from), ..) => x(from),
        (None, EndKind::Unknown, Extent::Interval) => range.earliest_end.map_or(low as f32, x),
        _ => low as f32,
    };
    Some((left.min(right), right.max(left)))
}

/// The selected event's date through all lanes: precision that is seen from the far end of the room. Nothing
/// where it takes more than a third of the view.
pub(super) fn selected_band(input: &DrawInput) -> Option<Item> {
    let selected = input.emphasis.selected.filter(|_| !input.emphasis.is_presenting)?;
    let (left, right) = date_span(input, selected)?;
    let ground = input.ground();
    let middle = (left + right) / 2.0;
    let half = ((right - left) / 2.0).max(1.5);
    let (left, right) = (middle - half, middle + half);
    // a long one would colour the whole picture: then the stretch on the axis alone says it
    let is_long = right.min(ground.right) - left.max(ground.left) > ground.width() / 3.0;
    if right < ground.left || left > ground.right || is_long {
        return None;
    }
    let (full, none) = (input.theme.accent.with_opacity(0.09), input.theme.accent.with_opacity(0.0));
    let stops = vec![(left - 3.0, none), (left, full), (right, full), (right + 3.0, none)];
    Some(Item::Rect {
        rect: Rect { left: left - 3.0, right: right + 3.0, ..ground },
        radius: 0.0,
        fill: Some(Fill::Horizontal(stops)),
        stroke: None,
    })
}

/// Where the line stands that all time is seen from: at "now", or at the zero that years are counted from.
pub(super) fn line_x(input: &DrawInput) -> f32 {
    let zero = input.context.timeline.zero();
    zero.map_or(input.picture.now_x, |zero| input.picture.viewport.x_from_time(zero.at) as f32)
}

/// The line at "now", or at zero.
pub(super) fn now_line(input: &DrawInput) -> Option<Item> {
    let (ground, x) = (input.ground(), line_x(input));
    let is_inside = x >= ground.left && x <= ground.right;
    is_inside.then(|| vertical(x, ground.top, ground.bottom, Stroke::new(input.unit(), input.theme.ink)))
}

/// Shape and name of every lane at the left edge.
pub(super) fn heads(input: &DrawInput) -> Vec<Item> {
    let mut items = file_edges(input);
    let mut before = None;
    for band in input.picture.bands.iter().filter(|band| !band.name.is_empty()) {
        let part = part_of(input, band);
        // The first lane of a file names the file.
        let file = part
            .filter(|part| before != Some(*part))
            .and_then(|part| input.context.timeline.parts().get(part));
        items.push(head(input, band, file.map_or("", |file| file.name.as_str())));
        before = part.or(before);
    }
    items
}

/// Which of several files a lane belongs to.
fn part_of(input: &DrawInput, band: &LaneBand) -> Option<usize> {
    input.context.timeline.part_of_lane(band.lane?)
}

/// A stripe along the left edge of all lanes of a file, in the colour of its first lane, and a line between
/// files: colour goes on saying lane, and the stripe says which lanes belong together.
fn file_edges(input: &DrawInput) -> Vec<Item> {
    let (unit, theme) = (input.unit(), input.theme);
    let mut items = Vec::new();
    if input.context.timeline.parts().len() < 2 || input.emphasis.is_presenting {
        return items;
    }
    let bands = &input.picture.bands;
    for group in bands.chunk_by(|a, b| part_of(input, a) == part_of(input, b)) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        if part_of(input, first).is_none() {
            continue;
        }
        let stripe = Rect::new(0.0, first.top + 2.0 * unit, 3.0 * unit, last.bottom - 2.0 * unit);
        items.push(area(stripe, theme.lane(first.style_index).color));
        if bands.first() != Some(first) {
            items.push(Item::Line {
                from: Point::new(0.0, crisp(first.top)),
                to: Point::new(input.ground().right, crisp(first.top)),
                stroke: Stroke::new(1.0, theme.border2),
            });
        }
    }
    items
}

/// Space between a lane's name and that of its file, in points: the window puts the arrow that folds the lane
/// there.
const FILE_GAP: f32 = 32.0;

fn head(input: &DrawInput, band: &LaneBand, file: &str) -> Item {
    let (unit, theme) = (input.unit(), input.theme);
    let size = input.picture.metrics.label_size;
    let center = Point::new(17.0 * unit, head_middle(band, unit));
    let width = band.name_width;
    let label_left = 28.0 * unit;
    let file_size = TypeSize::MICRO.size * unit;
    // A lane that is made for a file is called as it is.
    let file = if band.name.ends_with(file) { "" } else { file };
    let file_left = label_left + width + FILE_GAP * unit;
    let file_width = if file.is_empty() {
        0.0
    } else {
        FILE_GAP * unit + input.context.ruler.width(file, file_size, Weight::Regular)
    };
    let backing = Rect::new(
        center.x - 9.0 * unit,
        center.y - 7.0 * unit,
        label_left + width + file_width + 3.0 * unit,
        center.y + 6.5 * unit,
    );
    let mut items = vec![Item::Rect {
        rect: backing,
        radius: 2.0 * unit,
        fill: Some(Fill::Solid(theme.canvas.with_opacity(0.86))),
        stroke: None,
    }];
    items.extend(mark(theme, theme.lane(band.style_index), MarkKind::Filled, center, 5.0 * unit));
    items.push(Item::Text {
        at: Point::new(label_left, center.y + 4.3 * unit),
        anchor: Anchor::Start,
        line: TextLine::new(
            input.context.ruler,
            band.name.clone(),
            TextStyle { size, bold: true, color: theme.ink, struck: false },
        ),
    });
    if !file.is_empty() {
        items.push(Item::Text {
            at: Point::new(file_left, center.y + 4.3 * unit),
            anchor: Anchor::Start,
            line: TextLine::new(
                input.context.ruler,
                file.to_owned(),
                TextStyle { size: file_size, bold: false, color: theme.muted, struck: false },
            ),
        });
    }
    let label = Some(if file.is_empty() { band.name.clone() } else { format!("{}, {file}", band.name) });
    Item::Group { label, event: None, opacity: 1.0, clip: None, items }
}
