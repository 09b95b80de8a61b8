//! The positions of the ticks of a step, and their labels.

use super::step::Step;
use super::tick_label::tick_label;
use crate::point::TimePoint;
use crate::zone::Zone;

/// One tick of the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its position.
    pub at: TimePoint,
    /// What it is called.
    pub label: String,
}

impl Step {
    /// The ticks from one instant to another, both included, with their labels; at most `limit` of them.
    pub fn ticks(self, from: TimePoint, to: TimePoint, zone: Zone, limit: usize) -> Vec<Tick> {
        let mut points = Vec::new();
        let is_clock = matches!(self, Step::Seconds(_) | Step::Minutes(_) | Step::Hours(_));
        if is_clock {
            self.clock_points(from, to, zone, &mut |at| keep(&mut points, at, limit));
        } else {
            self.calendar_points(from, to, zone, &mut |at| keep(&mut points, at, limit));
        }
        let shortest = self.shortest_seconds();
        let mut ticks: Vec<Tick> = Vec::with_capacity(points.len());
        for at in points {
            let label = tick_label(self, at, zone);
            let is_clear = ticks.last().is_none_or(|last| {
                let distance = i128::from(at.seconds()) - i128::from(last.at.seconds());
                distance >= i128::from(shortest) && !(is_clock && last.label == label)
            });
            if is_clear {
                ticks.push(Tick { at, label });
            }
        }
        ticks
    }
}

/// Puts a point into a list that has a limit; says whether there is room for more.
fn keep(points: &mut Vec<TimePoint>, at: TimePoint, limit: usize) -> bool {
    if points.len() < limit {
        points.push(at);
    }
    points.len() < limit
}
