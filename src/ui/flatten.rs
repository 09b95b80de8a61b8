//! Outlines as points: rounded rectangles, circles and flattened paths.

use std::f32::consts::{FRAC_PI_2, TAU};

use egui::{Pos2, Vec2, pos2};
use kurbo::PathEl;

use dateline_picture::scene::{PathCommand, Point, Rect};

/// How far a flattened curve may stray from the true one, in points.
const TOLERANCE: f64 = 0.1;

/// One stroke of the pen.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// Its corners.
    pub points: Vec<Pos2>,
    /// Whether it returns to its start.
    pub is_closed: bool,
}

/// The point of the screen for a point of the picture.
pub(super) fn moved(point: Point, by: Vec2) -> Pos2 {
    pos2(point.x + by.x, point.y + by.y)
}

/// The outline of a rectangle with round corners, clockwise from the upper left.
pub(super) fn rounded_rect(rect: Rect, radius: f32, by: Vec2) -> Outline {
    let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
    let corners = [
        (pos2(rect.left + radius, rect.top + radius), 2.0),
        (pos2(rect.right - radius, rect.top + radius), 3.0),
        (pos2(rect.right - radius, rect.bottom - radius), 0.0),
        (pos2(rect.left + radius, rect.bottom - radius), 1.0),
    ];
    let steps = if radius < 0.5 { 0 } else { (radius.sqrt() * 2.5).ceil() as usize };
    let mut points = Vec::with_capacity(4 * (steps + 1));
    for (center, quarter) in corners {
        for step in 0..=steps {
            let share = if steps == 0 { 0.5 } else { step as f32 / steps as f32 };
            let angle = (quarter + share) * FRAC_PI_2;
            points.push(center + by + Vec2::angled(angle) * radius);
        }
    }
    Outline { points, is_closed: true }
}

/// The outline of a circle.
pub(super) fn circle(center: Point, radius: f32, by: Vec2) -> Outline {
    let steps = ((radius.max(1.0) * 12.0).sqrt() * 2.0).ceil() as usize;
    let center = moved(center, by);
    let points =
        (0..steps).map(|step| center + Vec2::angled(step as f32 / steps as f32 * TAU) * radius).collect();
    Outline { points, is_closed: true }
}

/// The strokes of a path, curves flattened.
pub(super) fn path(commands: &[PathCommand], by: Vec2) -> Vec<Outline> {
    let at = |point: Point| (f64::from(point.x + by.x), f64::from(point.y + by.y));
    let elements = commands.iter().map(|command| match *command {
        PathCommand::Move(point) => PathEl::MoveTo(at(point).into()),
        PathCommand::Line(point) => PathEl::LineTo(at(point).into()),
        PathCommand::Cubic(one, two, end) => PathEl::CurveTo(at(one).into(), at(two).into(), at(end).into()),
        PathCommand::Close => PathEl::ClosePath,
    });
    let mut outlines: Vec<Outline> = Vec::new();
    kurbo::flatten(elements, TOLERANCE, |element| match element {
        PathEl::MoveTo(point) => outlines.push(Outline { points: vec![on_screen(point)], is_closed: false }),
        PathEl::ClosePath => {
            if let Some(outline) = outlines.last_mut() {
                outline.is_closed = true;
            }
        }
        // Flattened paths have no curves.
        PathEl::LineTo(point) | PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
            if let Some(outline) = outlines.last_mut() {
                outline.points.push(on_screen(point));
            }
        }
    });
    for outline in &mut outlines {
        outline.points.dedup();
        if outline.is_closed && outline.points.len() > 1 && outline.points.first() == outline.points.last() {
            outline.points.pop();
        }
    }
    outlines
}

fn on_screen(point: kurbo::Point) -> Pos2 {
    pos2(point.x as f32, point.y as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn a_curve_stays_within_the_tolerance_and_ends_where_it_should() {
        // A quarter of a circle of 100 points, as good as a cubic can be.
        let control = 100.0 * 0.552_284_8;
        let (one, two) = (Point::new(100.0, control), Point::new(control, 100.0));
        let commands =
            [PathCommand::Move(Point::new(100.0, 0.0)), PathCommand::Cubic(one, two, Point::new(0.0, 100.0))];
        let outlines = path(&commands, vec2(10.0, 20.0));
        let points = &outlines.first().expect("one stroke").points;
        assert_eq!(points.first(), Some(&pos2(110.0, 20.0)));
        assert!(points.last().is_some_and(|end| (*end - pos2(10.0, 120.0)).length() < 0.01));
        let center = pos2(10.0, 20.0);
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let middle = *from + (*to - *from) / 2.0;
            assert!((middle - center).length() > 100.0 - 0.15 && (*to - center).length() < 100.1);
        }
        assert!(points.len() < 32, "{} points", points.len());
    }
}
