//! The stretch of time that is shown, and the way from time to points and back.

use crate::time::TimePoint;

/// What is shown: where the left edge stands in time, how many points a second takes, and the size of the
/// picture. Immutable: moving gives a new one.
///
/// The left edge is kept as whole seconds and a fraction, so that a second is exact even ten billion years
/// from the epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    start: TimePoint,
    fraction: f64,
    points_per_second: f64,
    width: f32,
    height: f32,
}

impl Viewport {
    /// The largest scale: a second takes 200 points.
    pub const MAX_POINTS_PER_SECOND: f64 = 200.0;
    /// The smallest scale: a thousand points take 30 billion years.
    pub const MIN_POINTS_PER_SECOND: f64 = 1.0e-15;

    /// Shows `from` at the left edge and `to` at the right one, as far as the scale's limits allow.
    pub fn between(from: TimePoint, to: TimePoint, width: f32, height: f32) -> Viewport {
        let seconds = to.seconds_since(from).max(1.0e-3);
        Viewport {
            start: from,
            fraction: 0.0,
            points_per_second: (f64::from(width.max(1.0)) / seconds)
                .clamp(Self::MIN_POINTS_PER_SECOND, Self::MAX_POINTS_PER_SECOND),
            width,
            height,
        }
    }

    /// Points that a second takes.
    pub fn points_per_second(&self) -> f64 {
        self.points_per_second
    }

    /// Width in points.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// Points from the left edge, negative to the left of it.
    pub fn x_from_time(&self, time: TimePoint) -> f64 {
        (time.seconds_since(self.start) - self.fraction) * self.points_per_second
    }

    /// The whole second at or before a place, clamped to the ends of time.
    pub fn time_from_x(&self, x: f64) -> TimePoint {
        let seconds = (x / self.points_per_second + self.fraction).floor();
        let seconds = seconds.clamp(i64::MIN as f64, i64::MAX as f64) as i64;
        self.start.saturating_add(seconds)
    }

    /// The time at the left edge.
    pub fn from(&self) -> TimePoint {
        self.start
    }

    /// The time at the right edge.
    pub fn to(&self) -> TimePoint {
        self.time_from_x(f64::from(self.width))
    }

    /// Seconds from edge to edge.
    pub fn span_seconds(&self) -> f64 {
        f64::from(self.width) / self.points_per_second
    }

    /// The view moved by points: positive towards the future.
    pub fn panned(&self, points: f64) -> Viewport {
        self.starting_at(self.fraction + points / self.points_per_second)
    }

    /// The view scaled by a factor (above 1 zooms in), with the time at `x` staying where it is.
    pub fn zoomed_at(&self, x: f64, factor: f64) -> Viewport {
        let scale =
            (self.points_per_second * factor).clamp(Self::MIN_POINTS_PER_SECOND, Self::MAX_POINTS_PER_SECOND);
        let shift = x / self.points_per_second - x / scale;
        Viewport { points_per_second: scale, ..self.starting_at(self.fraction + shift) }
    }

    /// The same scale and left edge in another size.
    pub fn with_size(&self, width: f32, height: f32) -> Viewport {
        Viewport { width, height, ..*self }
    }

    /// The left edge that many seconds after the whole second it has now.
    fn starting_at(&self, seconds: f64) -> Viewport {
        let whole = seconds.floor().clamp(i64::MIN as f64, i64::MAX as f64);
        Viewport {
            start: self.start.saturating_add(whole as i64),
            fraction: (seconds - whole).clamp(0.0, 1.0),
            ..*self
        }
    }
}
