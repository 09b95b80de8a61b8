//! The stretch of time that is shown, and the way from time to points and back.

use dateline_time::TimePoint;

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
    /// The smallest scale: a thousand points take 158 billion years, all that the axis reaches.
    pub const MIN_POINTS_PER_SECOND: f64 = 2.0e-16;

    /// Shows `from` at the left edge and `to` at the right one, as far as the scale's limits allow.
    pub fn between(from: TimePoint, to: TimePoint, width: f32, height: f32) -> Viewport {
        let seconds = to.seconds_since(from).max(1.0e-3);
        let scale = f64::from(width.max(1.0)) / seconds;
        Viewport { start: from, fraction: 0.0, points_per_second: clamped_scale(scale), width, height }
            .moved(0.0)
    }

    /// Shows `from` to `to` with air on both sides: 4 % of the width, and to the right at least room for the
    /// words of a last event. Where both are one moment, a day round it.
    pub fn fitting(from: TimePoint, to: TimePoint, width: f32, height: f32) -> Viewport {
        let width_f = f64::from(width.max(1.0));
        let (left, right) = (width_f * 0.04, (width_f * 0.04).max(120.0).min(width_f * 0.2));
        let seconds = to.seconds_since(from);
        let (seconds, lead) = if seconds > 0.0 { (seconds, 0.0) } else { (86_400.0, 43_200.0) };
        let scale = clamped_scale((width_f - left - right) / seconds);
        Viewport { start: from, fraction: 0.0, points_per_second: scale, width, height }
            .moved(-lead - left / scale)
    }

    /// The same stretch moved by a number of points; positive shows what lies to the right.
    pub fn panned(&self, points: f64) -> Viewport {
        self.moved(points / self.points_per_second)
    }

    /// Zoomed by a factor (above 1 is closer) about a place, whose time stays where it is.
    pub fn zoomed_at(&self, x: f64, factor: f64) -> Viewport {
        let wanted = self.points_per_second * factor;
        if !wanted.is_finite() || wanted <= 0.0 || !x.is_finite() {
            return *self;
        }
        let scale = clamped_scale(wanted);
        let moved_by = x / self.points_per_second - x / scale;
        Viewport { points_per_second: scale, ..*self }.moved(moved_by)
    }

    /// The same left edge and scale in a picture of another size.
    pub fn with_size(&self, width: f32, height: f32) -> Viewport {
        Viewport { width, height, ..*self }.moved(0.0)
    }

    /// The same scale with a moment in the middle.
    pub fn centered_on(&self, time: TimePoint) -> Viewport {
        Viewport { start: time, fraction: 0.0, ..*self }.moved(-self.span_seconds() / 2.0)
    }

    /// Seconds from the middle of `other` to the middle of this one.
    pub(super) fn center_seconds_since(&self, other: &Viewport) -> f64 {
        self.start.seconds_since(other.start) + (self.fraction - other.fraction) + self.span_seconds() / 2.0
            - other.span_seconds() / 2.0
    }

    /// The viewport of a scale whose middle lies `seconds` after the middle of this one.
    pub(super) fn recentered(self, seconds: f64, points_per_second: f64) -> Viewport {
        let scale = clamped_scale(points_per_second);
        let half = f64::from(self.width) / 2.0;
        let to_left_edge = half / self.points_per_second - half / scale;
        Viewport { points_per_second: scale, ..self }.moved(seconds + to_left_edge)
    }

    /// Moves the left edge by seconds; keeps both edges within the ends of time and the fraction in 0 to 1.
    fn moved(self, seconds: f64) -> Viewport {
        let seconds = if seconds.is_nan() { 0.0 } else { seconds.clamp(-1.0e30, 1.0e30) };
        let total = self.fraction + seconds;
        let whole = total.floor();
        let wanted = i128::from(self.start.seconds()).saturating_add(whole as i128);
        let last = (i128::from(i64::MAX) - self.span_seconds().ceil() as i128).max(i128::from(i64::MIN));
        let start = wanted.clamp(i128::from(i64::MIN), last);
        let fraction = if start == wanted { (total - whole).min(1.0 - f64::EPSILON) } else { 0.0 };
        let start = TimePoint::from_seconds(i64::try_from(start).unwrap_or(i64::MIN));
        Viewport { start, fraction, ..self }
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

    /// Points from the left edge of a moment in half seconds from the epoch.
    pub(super) fn x_from_half_seconds(&self, half_seconds: i64) -> f64 {
        let distance = i128::from(half_seconds) - 2 * i128::from(self.start.seconds());
        (distance as f64 / 2.0 - self.fraction) * self.points_per_second
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
}

/// Scales are kept within the limits; what is no number becomes the smallest.
fn clamped_scale(scale: f64) -> f64 {
    if scale.is_nan() {
        return Viewport::MIN_POINTS_PER_SECOND;
    }
    scale.clamp(Viewport::MIN_POINTS_PER_SECOND, Viewport::MAX_POINTS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> TimePoint {
        TimePoint::from_seconds(seconds)
    }

    fn any_viewport() -> impl Strategy<Value = Viewport> {
        (-4_000_000_000_000_000_000_i64..4_000_000_000_000_000_000, -15.0..2.3_f64, 0.0..1.0_f64).prop_map(
            |(start, exponent, pan)| {
                let scale = 10_f64.powf(exponent);
                Viewport {
                    start: at(start),
                    fraction: 0.0,
                    points_per_second: scale,
                    width: 1000.0,
                    height: 600.0,
                }
                .panned(pan * 300.0)
            },
        )
    }

    #[test]
    fn a_second_is_exact_ten_billion_years_away() {
        let far = -435_000_000_000_000_000;
        let view = Viewport::between(at(far), at(far + 100), 1000.0, 600.0);
        assert_eq!(view.x_from_time(at(far + 1)), 10.0);
        assert_eq!(view.panned(5.0).x_from_time(at(far + 1)), 5.0);
        assert_eq!(view.panned(5.0).panned(5.0), view.panned(10.0));
        assert_eq!(view.time_from_x(999.0), at(far + 99));
    }

    #[test]
    fn nothing_leaves_the_ends_of_time() {
        let view = Viewport::between(TimePoint::MIN, TimePoint::MAX, 1000.0, 600.0);
        assert_eq!(view.points_per_second(), Viewport::MIN_POINTS_PER_SECOND);
        assert_eq!(view.panned(f64::MAX).to(), TimePoint::MAX);
        assert_eq!(view.panned(-f64::MAX).from(), TimePoint::MIN);
        assert_eq!(view.zoomed_at(f64::NAN, 2.0), view);
        assert_eq!(view.zoomed_at(10.0, f64::INFINITY), view);
    }

    #[test]
    fn fitting_leaves_air_round_the_events() {
        let view = Viewport::fitting(at(0), at(86_400), 1000.0, 600.0);
        assert!((view.x_from_time(at(0)) - 40.0).abs() < 1.0e-6);
        assert!((view.x_from_time(at(86_400)) - 880.0).abs() < 1.0e-6);
        let one = Viewport::fitting(at(5), at(5), 1000.0, 600.0);
        assert!((one.x_from_time(at(5)) - 460.0).abs() < 1.0);
    }

    proptest! {
        #[test]
        fn the_time_under_the_pointer_stays(view in any_viewport(), x in 0.0..1000.0_f64, factor in 0.2..5.0_f64) {
            let time = view.time_from_x(x);
            let zoomed = view.zoomed_at(x, factor);
            let moved = zoomed.x_from_time(time) - x;
            // time is a whole second: under the pointer stands up to one second later.
            prop_assert!(moved.abs() <= zoomed.points_per_second() + 0.01, "moved by {moved}");
        }

        #[test]
        fn panning_there_and_back_shows_the_same(view in any_viewport(), points in -5000.0..5000.0_f64) {
            let back = view.panned(points).panned(-points);
            prop_assert!((back.x_from_time(view.from()) - view.x_from_time(view.from())).abs() < 0.01);
        }
    }
}
