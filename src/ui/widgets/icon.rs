//! Icons and the marks that lead rows, painted from the scene's items.

use egui::{Painter, Pos2, Rect};

use crate::ui::paint::paint;
use dateline_picture::scene::{self, Icon, Item, LaneStyle, MarkKind, Point, Rgba8, Shape, Stroke, Theme};
use dateline_timeline::model::{Grade, Status};

/// What leads a row of facets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A lane's shape in its colour.
    Lane(LaneStyle),
    /// How a status is drawn, in quiet ink.
    Status(Status),
    /// How far a source can be relied on: three bars, as many of them full.
    Grade(Grade),
}

/// Radius of a lane's shape in rows and heads.
const RADIUS: f32 = 5.0;

/// Paints an icon of 16 × 16 in the middle of a rectangle.
pub fn paint_icon(painter: &Painter, icon: Icon, rect: Rect, ink: Rgba8) {
    paint_items(painter, rect, &scene::icon(icon, Point::default(), ink));
}

/// Paints what leads a facet row, in the middle of a rectangle.
pub fn paint_mark(painter: &Painter, mark: Mark, rect: Rect, theme: &Theme) {
    let items = match mark {
        Mark::Lane(style) => scene::mark(theme, style, MarkKind::Filled, Point::default(), RADIUS),
        Mark::Status(status) => status_items(status, theme),
        Mark::Grade(grade) => scene::icon(Icon::Grade(steps(grade)), Point::default(), theme.ink2),
    };
    paint_items(painter, rect, &items);
}

/// How many of three bars a grade fills.
const fn steps(grade: Grade) -> u8 {
    match grade {
        Grade::Joint | Grade::Official => 3,
        Grade::Press => 2,
        Grade::Commentary | Grade::Copy => 1,
        Grade::Unknown => 0,
    }
}

fn status_items(status: Status, theme: &Theme) -> Vec<Item> {
    let style = LaneStyle { color: theme.ink2, shape: Shape::Circle, is_repeated: false };
    let mark = |kind: MarkKind| scene::mark(theme, style, kind, Point::default(), RADIUS);
    match status {
        Status::Happened => mark(MarkKind::Filled),
        Status::Planned => mark(MarkKind::Dashed),
        Status::Cancelled => mark(MarkKind::Cancelled),
        Status::Unknown => mark(MarkKind::Ring),
        Status::Ongoing => scene::icon(Icon::Arrow, Point::default(), theme.ink2),
        Status::Recurring => {
            let slot = |left: f32| scene::Rect::from_size(left, -3.5, 6.0, 7.0);
            let (fill, radius) = (Some(scene::Fill::Solid(theme.ink2)), 2.0);
            let dashes = Stroke::dashed(1.25, theme.ink2, 2.0, 1.5);
            vec![
                Item::Rect { rect: slot(-7.0), radius, fill, stroke: None },
                Item::Rect { rect: slot(1.0), radius, fill: None, stroke: Some(dashes) },
            ]
        }
        Status::Postponed => {
            let mut items = scene::mark(theme, style, MarkKind::Ghost, Point::new(-4.5, 0.0), 2.5);
            let stroke = Stroke { round: true, ..Stroke::new(1.5, theme.ink2) };
            let line = |from: (f32, f32), to: (f32, f32)| Item::Line {
                from: Point::new(from.0, from.1),
                to: Point::new(to.0, to.1),
                stroke,
            };
            items.push(line((-0.5, 0.0), (6.0, 0.0)));
            items.push(line((3.5, -2.5), (6.0, 0.0)));
            items.push(line((3.5, 2.5), (6.0, 0.0)));
            items
        }
    }
}

/// Paints items round the middle of a rectangle, on whole points so that strokes are even.
fn paint_items(painter: &Painter, rect: Rect, items: &[Item]) {
    let center = rect.center();
    paint(painter, Pos2::new(center.x.round(), center.y.round()), items);
}
