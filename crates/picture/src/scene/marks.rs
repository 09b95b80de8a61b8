//! Marks of single moments: filled, ring, dashed, cancelled; qualifiers beside them; the soft range behind.

use super::shapes::open;
use super::{Fill, Item, LaneStyle, PathCommand, Point, Rect, Rgba8, Size, Stroke, Theme};
use dateline_time::Qualifier;

/// What a mark says about its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// It happened, and the doubt about when is smaller than the mark.
    Filled,
    /// It happened somewhere in a range that is larger than the mark.
    Ring,
    /// It has not happened yet: planned, promised, postponed.
    Dashed,
    /// It was called off.
    Cancelled,
    /// Another date for the same event: where a source places it, or where it stood before.
    Ghost,
}

/// Opacity of a ghost.
pub const GHOST_OPACITY: f32 = 0.55;

/// A mark at a place. `radius` is that of the circle whose area all shapes share, 5 in the window.
pub fn mark(theme: &Theme, style: LaneStyle, kind: MarkKind, center: Point, radius: f32) -> Vec<Item> {
    let unit = radius / 5.0;
    let stroke = |width: f32| Stroke::new(width * unit, style.color);
    match kind {
        MarkKind::Filled if style.is_repeated => vec![
            style.shape.ring(center, radius, stroke(1.75), theme.canvas),
            Item::Circle { center, radius: 1.4 * unit, fill: Some(Fill::Solid(style.color)), stroke: None },
        ],
        MarkKind::Filled => vec![style.shape.filled(center, radius, style.color)],
        MarkKind::Ring => vec![style.shape.ring(center, radius, stroke(1.75), theme.canvas)],
        MarkKind::Dashed => style.shape.dashed(center, radius, stroke(1.6), theme.canvas),
        MarkKind::Cancelled => {
            let reach = radius * 1.4;
            let slash = Item::Line {
                from: Point::new(center.x - reach, center.y + reach),
                to: Point::new(center.x + reach, center.y - reach),
                stroke: stroke(1.5),
            };
            vec![style.shape.ring(center, radius, stroke(1.5), theme.canvas), slash]
        }
        MarkKind::Ghost => {
            let pale = Stroke::new(1.25 * unit, style.color.with_opacity(GHOST_OPACITY));
            vec![style.shape.ring(center, radius, pale, theme.canvas)]
        }
    }
}

/// The signs on both sides of a mark that say what the source says about its certainty: dots for uncertain,
/// a wave for approximate, a dotted wave for both. Nothing for a date as stated.
pub fn qualifier_signs(qualifier: Qualifier, center: Point, radius: f32, color: Rgba8) -> Vec<Item> {
    let unit = radius / 5.0;
    match qualifier {
        Qualifier::Stated => Vec::new(),
        Qualifier::Uncertain => [-1.0, 1.0]
            .into_iter()
            .flat_map(|side| (0..3).map(move |place| side * (radius + (4.5 + 3.6 * place as f32) * unit)))
            .map(|dx| dot(Point::new(center.x + dx, center.y), 1.15 * unit, color))
            .collect(),
        Qualifier::Approximate => {
            let stroke = Stroke { round: true, ..Stroke::new(1.6 * unit, color) };
            [-1.0, 1.0]
                .into_iter()
                .map(|side| Item::Path {
                    commands: wave(center, radius, side),
                    fill: None,
                    stroke: Some(stroke),
                })
                .collect()
        }
        Qualifier::Both => [-1.0, 1.0]
            .into_iter()
            .flat_map(|side| (0..5).map(move |place| (side, place as f32 * 2.75)))
            .map(|(side, along)| {
                let dx = side * (radius + (3.0 + along) * unit);
                let dy = -2.5 * unit * (along / WAVE_LENGTH * std::f32::consts::TAU).sin();
                dot(Point::new(center.x + dx, center.y + dy), 1.05 * unit, color)
            })
            .collect(),
    }
}

const WAVE_LENGTH: f32 = 11.0;

/// One wave from near the mark outwards, up first; the left one mirrors the right one.
fn wave(center: Point, radius: f32, side: f32) -> Vec<PathCommand> {
    let unit = radius / 5.0;
    let at = |along: f32, up: f32| {
        Point::new(center.x + side * (radius + (3.0 + along) * unit), center.y - up * unit)
    };
    // a sine of height 2.5 through its zero, as two cubic halves; the controls reach 4/3 of the height
    let (half, reach) = (WAVE_LENGTH / 2.0, 2.5 * 4.0 / 3.0);
    vec![
        PathCommand::Move(at(0.0, 0.0)),
        PathCommand::Cubic(at(half * 0.36, reach), at(half * 0.64, reach), at(half, 0.0)),
        PathCommand::Cubic(at(half * 1.36, -reach), at(half * 1.64, -reach), at(WAVE_LENGTH, 0.0)),
    ]
}

/// Points from the centre of a mark of this radius to the outer end of its qualifier's signs.
pub fn qualifier_reach(qualifier: Qualifier, radius: f32) -> f32 {
    let unit = radius / 5.0;
    match qualifier {
        Qualifier::Stated => radius,
        Qualifier::Uncertain => radius + (4.5 + 7.2 + 1.15) * unit,
        Qualifier::Approximate | Qualifier::Both => radius + (3.0 + WAVE_LENGTH + 1.0) * unit,
    }
}

fn dot(center: Point, radius: f32, color: Rgba8) -> Item {
    Item::Circle { center, radius, fill: Some(Fill::Solid(color)), stroke: None }
}

/// Where a soft range is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Left end, in points.
    pub left: f32,
    /// Right end.
    pub right: f32,
    /// The middle of its row.
    pub center_y: f32,
    /// How much larger everything is than where labels have 12 points.
    pub unit: f32,
    /// Whether the source says "about".
    pub is_about: bool,
}

/// Where a moment may have been, from `left` to `right`: a halo whose ends rise over 12 points. When the
/// source says "about", it fades out to half its length beyond both ends.
pub fn soft_range(theme: &Theme, lane: Rgba8, halo: Halo) -> Item {
    let Halo { left, right, center_y, unit, is_about } = halo;
    let (middle, width) = ((left + right) / 2.0, (right - left).max(28.0 * unit));
    let (left, right) = (middle - width / 2.0, middle + width / 2.0);
    let full = theme.halo(lane);
    let none = lane.with_opacity(0.0);
    let (left, right, rise) = if is_about {
        (left - width / 2.0, right + width / 2.0, width * 0.72)
    } else {
        (left, right, (12.0 * unit).min(width / 2.0))
    };
    let stops = vec![(left, none), (left + rise, full), (right - rise, full), (right, none)];
    Item::Rect {
        rect: Rect::new(left, center_y - 7.0 * unit, right, center_y + 7.0 * unit),
        radius: 7.0 * unit,
        fill: Some(Fill::Horizontal(stops)),
        stroke: None,
    }
}

/// An open arrow head without a shaft: its tip at a position, pointing right (`toward` 1) or left (-1).
pub(super) fn chevron(tip: Point, size: Size, toward: f32, stroke: Stroke) -> Item {
    let Size { width, height } = size;
    let back = tip.x - toward * width;
    let points = [Point::new(back, tip.y - height / 2.0), tip, Point::new(back, tip.y + height / 2.0)];
    Item::Path { commands: open(&points), fill: None, stroke: Some(stroke) }
}
