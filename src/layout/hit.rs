//! What is under the pointer.

use super::{Picture, Point, Rect};
use crate::model::EventId;

/// The smallest side of what a pointer can meet, in points (WCAG 2.2, success criterion 2.5.8).
const TARGET: f32 = 24.0;

/// Something in the picture that a pointer can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hit {
    /// An event's mark or label.
    Event(EventId),
    /// A cell of a density strip, as a place in [`Picture::cells`].
    Cell(usize),
    /// A slot of a recurring promise, as a place in [`Picture::slots`].
    Slot(usize),
    /// The head of a lane, as a place in [`Picture::bands`].
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
        let slots = self.slots.iter().enumerate().map(|(place, slot)| (Hit::Slot(place), slot.rect));
        let cells = self.cells.iter().enumerate().map(|(place, cell)| (Hit::Cell(place), cell.rect));
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
