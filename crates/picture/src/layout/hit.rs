//! What is under the pointer.

use super::{Picture, Point, Rect};
use dateline_timeline::model::EventId;

/// The smallest side of what a pointer can meet, in points (WCAG 2.2, success criterion 2.5.8).
const TARGET: f32 = 24.0;

/// Something in the picture that a pointer can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hit {
    /// An event's mark or label.
    Event(EventId),
    /// A cell of a density strip, as an index in [`Picture::cells`].
    Cell(usize),
    /// A slot of a recurring promise, as an index in [`Picture::slots`].
    Slot(usize),
    /// The head of a lane, as an index in [`Picture::bands`].
    LaneHead(usize),
    /// The axis.
    Axis,
}

impl Picture {
    /// What stands at a point, `None` for empty ground.
    ///
    /// What is met inside its edges wins over what is only near; of several the nearest middle line wins, of
    /// equals the one that is painted last. Small things can be met within 24 × 24 points round them.
    pub fn hit(&self, point: Point) -> Option<Hit> {
        if point.y < self.metrics.axis_height {
            return Some(Hit::Axis);
        }
        let target = TARGET * self.metrics.unit();
        let marks = self.marks.iter().map(|mark| (Hit::Event(mark.event), mark.hit));
        let slots = self.slots.iter().enumerate().map(|(index, slot)| (Hit::Slot(index), slot.rect));
        let cells = self.cells.iter().enumerate().map(|(index, cell)| (Hit::Cell(index), cell.rect));
        let nearest = cells
            .chain(slots)
            .chain(marks)
            .filter(|(_, rect)| at_least(rect, target).contains(point))
            .map(|(hit, rect)| (hit, distance(&rect, point)))
            .reduce(|best, next| if next.1 <= best.1 { next } else { best });
        nearest.map(|(hit, _)| hit).or_else(|| {
            let head = |band: &super::LaneBand| point.y >= band.top && point.y < band.rows_top;
            self.bands.iter().position(head).map(Hit::LaneHead)
        })
    }
}

/// The rectangle, widened to a least size round its middle.
fn at_least(rect: &Rect, size: f32) -> Rect {
    let (across, down) = (((size - rect.width()) / 2.0).max(0.0), ((size - rect.height()) / 2.0).max(0.0));
    Rect::new(rect.left - across, rect.top - down, rect.right + across, rect.bottom + down)
}

/// From a point to a rectangle, nought inside; inside, the distance to the middle line breaks ties.
fn distance(rect: &Rect, point: Point) -> (f32, f32) {
    let outside = |low: f32, high: f32, at: f32| (low - at).max(at - high).max(0.0);
    let (x, y) = (outside(rect.left, rect.right, point.x), outside(rect.top, rect.bottom, point.y));
    (x.hypot(y), (rect.center().y - point.y).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{AxisLayout, Body, Cell, LaneBand, Mark, Metrics, Viewport};
    use dateline_time::TimePoint;

    fn mark(event: usize, left: f32, right: f32) -> Mark {
        let hit = Rect::new(left, 68.0, right, 92.0);
        let body = Body::Point { x: left + 12.0, range: None };
        Mark {
            event: EventId::from_index(event),
            band: 0,
            center_y: 80.0,
            body,
            label: None,
            hit,
            is_counted: false,
        }
    }

    fn picture() -> Picture {
        let at = TimePoint::from_seconds;
        let rect = Rect::new(100.0, 100.0, 102.0, 110.0);
        let cell = Cell {
            band: 0,
            rect,
            count: 1,
            event: None,
            from: at(0),
            to: at(1),
            is_broken: false,
            has_count: false,
        };
        let band = LaneBand {
            lane: None,
            name: "Lane".to_owned(),
            name_width: 30.0,
            style_index: 0,
            is_folded: false,
            top: 48.0,
            bottom: 130.0,
            rows_top: 68.0,
            rows: 1,
            strip_top: 95.0,
        };
        Picture {
            faint_cells: Vec::new(),
            viewport: Viewport::between(at(0), at(1000), 400.0, 200.0),
            metrics: Metrics::default(),
            axis: AxisLayout::default(),
            bands: vec![band],
            marks: vec![mark(0, 50.0, 150.0), mark(1, 140.0, 240.0)],
            slots: Vec::new(),
            slot_rows: Vec::new(),
            cells: vec![cell],
            now_x: 0.0,
            content_height: 130.0,
        }
    }

    #[test]
    fn the_nearest_thing_is_met_and_small_things_are_easy_to_meet() {
        let event = |index| Some(Hit::Event(EventId::from_index(index)));
        for (x, y, expected) in [
            (60.0, 80.0, event(0)),
            (145.0, 80.0, event(1)), // painted last
            (101.0, 105.0, Some(Hit::Cell(0))),
            (91.0, 110.0, Some(Hit::Cell(0))), // 10 beside a tick of 2
            (101.0, 88.0, event(0)),           // inside one, only near the other
            (300.0, 60.0, Some(Hit::LaneHead(0))),
            (300.0, 20.0, Some(Hit::Axis)),
            (300.0, 100.0, None),
        ] {
            assert_eq!(picture().hit(Point::new(x, y)), expected, "{x} {y}");
        }
    }
}
