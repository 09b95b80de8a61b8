//! The way from one viewport to another: out, across and in again, as smooth as can be.

use super::Viewport;

/// How much the path prefers zooming over panning; the value of the paper's user study.
const RHO: f64 = 1.42;
/// Shortest and longest flight in milliseconds, and what one unit of path adds.
const SHORTEST: f64 = 300.0;
const LONGEST: f64 = 700.0;
const PER_UNIT: f64 = 50.0;

/// A flight: the optimal path of van Wijk and Nuij, "Smooth and efficient zooming and panning" (IEEE
/// InfoVis 2003), in one dimension. Pure: it knows no clock.
///
/// Distances are in seconds of the timeline, and each half of the path is computed from its own end, so
/// that a flight over billions of years still lands on the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Viewport,
    to: Viewport,
    /// Seconds from the first middle to the last.
    distance: f64,
    /// Length of the path in the paper's measure.
    length: f64,
}

impl Flight {
    /// The flight between two viewports; both get the size of the goal.
    pub fn new(from: Viewport, to: Viewport) -> Flight {
        let from = from.with_size(to.width(), to.height());
        let distance = to.center_seconds_since(&from);
        let mut flight = Flight { from, to, distance, length: 0.0 };
        flight.length = match flight.bends() {
            Some((r0, r1)) => (r1 - r0) / RHO,
            None => (flight.to.span_seconds() / flight.from.span_seconds()).ln().abs() / RHO,
        };
        flight
    }

    /// Where it ends.
    pub fn goal(&self) -> Viewport {
        self.to
    }

    /// How long it should take in milliseconds: 300 to 700 by the length of the path.
    pub fn duration_ms(&self) -> f64 {
        (SHORTEST + PER_UNIT * self.length).clamp(SHORTEST, LONGEST)
    }

    /// The viewport at a share of the duration, 0 to 1, eased cubically at both ends. Ends exactly at the
    /// goal.
    pub fn at(&self, share: f64) -> Viewport {
        if share.is_nan() || share >= 1.0 || self.length <= 0.0 {
            return self.to;
        }
        let eased = ease(share.max(0.0));
        if eased < 0.5 {
            let (moved, span) = self.along(eased * self.length, false);
            self.from.recentered(moved, f64::from(self.from.width()) / span)
        } else {
            let (moved, span) = self.along((1.0 - eased) * self.length, true);
            self.to.recentered(moved, f64::from(self.to.width()) / span)
        }
    }

    /// The paper's r0 and r1; `None` for a flight that only zooms.
    fn bends(&self) -> Option<(f64, f64)> {
        let (w0, w1) = (self.from.span_seconds(), self.to.span_seconds());
        let across = self.distance.abs();
        if across <= 1.0e-6 * w0.min(w1) {
            return None;
        }
        // Divided by w0 and across first: the squares of cosmic spans stay far from the limits of f64.
        let bend = |w: f64, other: f64, sign: f64| {
            (sign * (other / w * other - w) + RHO.powi(4) * across * (across / w))
                / (2.0 * RHO * RHO * across)
        };
        // b0 has +rho^4 u^2, b1 has -rho^4 u^2; r = ln(sqrt(b^2 + 1) - b) = -asinh(b).
        Some((-bend(w0, w1, 1.0).asinh(), bend(w1, w0, 1.0).asinh()))
    }

    /// Seconds moved from an end and the span in seconds, after a length of path from that end.
    fn along(&self, walked: f64, from_goal: bool) -> (f64, f64) {
        let (start, end) = if from_goal { (&self.to, &self.from) } else { (&self.from, &self.to) };
        let direction = if from_goal { -self.distance.signum() } else { self.distance.signum() };
        let w = start.span_seconds();
        let Some((r0, r1)) = self.bends() else {
            let growth = (end.span_seconds() / w).ln().signum() * RHO * walked;
            return (0.0, w * growth.exp());
        };
        // Walking back from the goal mirrors the path: its first bend is the other's last, turned round.
        let r = if from_goal { -r1 } else { r0 };
        let moved = w / (RHO * RHO) * (r.cosh() * (RHO * walked + r).tanh() - r.sinh());
        (direction * moved, w * r.cosh() / (RHO * walked + r).cosh())
    }
}

/// Cubic in and out.
fn ease(share: f64) -> f64 {
    if share < 0.5 { 4.0 * share.powi(3) } else { 1.0 - (2.0 - 2.0 * share).powi(3) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::TimePoint;

    fn view(from: i64, to: i64) -> Viewport {
        Viewport::between(TimePoint::from_seconds(from), TimePoint::from_seconds(to), 1000.0, 600.0)
    }

    #[test]
    fn a_flight_starts_and_ends_where_it_should_and_has_no_jump() {
        let year = 31_556_952;
        for (from, to) in [
            (view(0, year), view(50 * year, 51 * year)),
            (view(0, 100 * year), view(40 * year, 40 * year + 60)),
            (view(0, year), view(0, 2 * year)),
            (view(-13_800_000_000 * year, 0), view(52 * year, 52 * year + 10)),
        ] {
            let flight = Flight::new(from, to);
            assert_eq!(flight.at(1.0), to);
            assert!((300.0..=700.0).contains(&flight.duration_ms()));
            let begins = flight.at(0.0);
            assert!((begins.points_per_second() / from.points_per_second() - 1.0).abs() < 1.0e-6);
            assert!(begins.x_from_time(from.from()).abs() < 0.01, "{}", begins.x_from_time(from.from()));
            let mut last = begins;
            for step in 1..=1000 {
                let next = flight.at(f64::from(step) / 1000.0);
                let zoom = next.points_per_second() / last.points_per_second();
                let moved = next.center_seconds_since(&last).abs()
                    * next.points_per_second().min(last.points_per_second());
                assert!((0.8..1.25).contains(&zoom), "zoomed by {zoom} at {step}");
                assert!(moved < 120.0, "moved by {moved} at {step}");
                last = next;
            }
        }
    }

    #[test]
    fn a_long_way_goes_out_before_it_goes_in() {
        let year = 31_556_952;
        let flight = Flight::new(view(0, year), view(50 * year, 51 * year));
        assert!(flight.at(0.5).span_seconds() > 10.0 * f64::from(year as i32));
        let back = Flight::new(view(50 * year, 51 * year), view(0, year));
        assert!((flight.at(0.5).span_seconds() / back.at(0.5).span_seconds() - 1.0).abs() < 1.0e-6);
    }
}
