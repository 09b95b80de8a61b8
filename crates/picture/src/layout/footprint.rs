//! The room that an event needs in its row at any scale: moments, and points beyond them.

use super::Viewport;
use super::packing::RowStretch;

/// Binary places of positions in a row: at the closest zoom of some hundred points a second an error of one
/// is far below a hundredth of a point.
const FRACTION_BITS: u32 = 16;

/// A limit of what an event covers: a moment and a number of points beyond it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limit {
    /// Half seconds from the epoch.
    pub at: i64,
    /// Points outwards; never negative, so that what is clear of it at one scale is clear at every larger
    /// one.
    pub beyond: f32,
}

impl Limit {
    pub const fn new(at: i64, beyond: f32) -> Limit {
        Limit { at, beyond }
    }
}

/// Two limits on one side, packed: a footprint takes one cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    at: [i64; 2],
    beyond: [f32; 2],
}

impl Limits {
    pub fn new([one, other]: [Limit; 2]) -> Limits {
        Limits { at: [one.at, other.at], beyond: [one.beyond, other.beyond] }
    }

    fn both(&self) -> [Limit; 2] {
        [Limit::new(self.at[0], self.beyond[0]), Limit::new(self.at[1], self.beyond[1])]
    }
}

/// The room that an event takes in its row, label included, with air between neighbours. 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Footprint {
    /// It covers nothing left of both.
    pub left: Limits,
    /// It covers nothing right of both …
    pub right: Limits,
    /// … except, below the scale `after_until`, this many points right of the first: the label after a bar.
    pub after: f32,
    /// Points per second from which on the label stands inside the bar.
    pub after_until: f64,
}

impl Footprint {
    /// That of nothing.
    pub const NOWHERE: Footprint = Footprint {
        left: Limits { at: [0; 2], beyond: [0.0; 2] },
        right: Limits { at: [0; 2], beyond: [0.0; 2] },
        after: 0.0,
        after_until: 0.0,
    };

    /// Where it starts in time; rows are sorted by this.
    pub fn key(&self) -> i64 {
        self.left.at[0].min(self.left.at[1])
    }

    /// The last moment of it, whatever the scale.
    pub fn last(&self) -> i64 {
        self.right.at[0].max(self.right.at[1])
    }

    /// The most points that it reaches beyond its moments to the left, and to the right.
    pub fn reach(&self) -> (f32, f32) {
        (
            self.left.beyond[0].max(self.left.beyond[1]),
            self.right.beyond[0].max(self.right.beyond[1]).max(self.after),
        )
    }

    /// The scale from which on this one is clear of one that starts later in the same row; infinite when they
    /// share a moment.
    pub fn clear_from(&self, later: &Footprint) -> f64 {
        let mut scale = 0.0_f64;
        for end in self.right.both() {
            for start in later.left.both() {
                scale = scale.max(needed_scale(end.at, start.at, end.beyond + start.beyond));
            }
        }
        if self.after > 0.0 && self.after_until > scale {
            let end = self.right.at[0];
            for start in later.left.both() {
                let needed = needed_scale(end, start.at, self.after + start.beyond);
                scale = scale.max(needed.min(self.after_until));
            }
        }
        scale
    }

    /// The stretch of its row that it takes at a scale in points per second, wherever a view stands: in
    /// fixed-point half seconds with [`FRACTION_BITS`] binary places, rounded outwards.
    pub fn stretch_at(&self, scale: f64) -> RowStretch {
        let position = |at: i64| i128::from(at) << FRACTION_BITS;
        let factor = 2.0 * f64::from(1 << FRACTION_BITS) / scale;
        let length = |points: f32| (f64::from(points) * factor).ceil() as i128;
        let start = |limit: Limit| position(limit.at) - length(limit.beyond);
        let end = |limit: Limit| position(limit.at) + length(limit.beyond);
        let ([left, other_left], [right, other_right]) = (self.left.both(), self.right.both());
        let after =
            if scale < self.after_until { position(right.at) + length(self.after) } else { i128::MIN };
        RowStretch {
            start: start(left).min(start(other_left)),
            end: end(right).max(end(other_right)).max(after),
        }
    }

    /// Left and right edge at a scale, in points from the left edge of the view.
    pub fn edges(&self, viewport: &Viewport) -> (f64, f64) {
        let x = |limit: &Limit| viewport.x_from_half_seconds(limit.at);
        let left = self
            .left
            .both()
            .iter()
            .map(|limit| x(limit) - f64::from(limit.beyond))
            .fold(f64::INFINITY, f64::min);
        let right = self
            .right
            .both()
            .iter()
            .map(|limit| x(limit) + f64::from(limit.beyond))
            .fold(f64::NEG_INFINITY, f64::max);
        let after = if viewport.points_per_second() < self.after_until {
            viewport.x_from_half_seconds(self.right.at[0]) + f64::from(self.after)
        } else {
            f64::NEG_INFINITY
        };
        (left, right.max(after))
    }
}

/// The scale at which two moments (in half seconds) lie `points` apart.
pub(super) fn needed_scale(earlier: i64, later: i64, points: f32) -> f64 {
    if later <= earlier {
        return f64::INFINITY;
    }
    f64::from(points) / (later.abs_diff(earlier) as f64 / 2.0)
}
