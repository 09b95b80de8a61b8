//! From what a date says to the four points it stands for in a zone.

use edtf_core::{Bound, BoundDate, Edtf, YearKind};

use super::stated::{Clock, End, Expression, Member, Stated};
use crate::calendar::CivilTime;
use crate::calendar::{SECONDS_PER_DAY, point_from_wide};
use crate::point::{EndKind, Extent, TimePoint, TimeRange};
use crate::zone::Zone;

/// The four points of an expression whose days are days in `zone`.
pub(super) fn range(expression: &Expression, zone: Zone) -> TimeRange {
    match expression {
        Expression::Single(stated) => {
            let (earliest, latest) = stated.span(zone);
            TimeRange::instant(earliest, latest)
        }
        Expression::Interval(ends) => interval(&ends.0, &ends.1, zone),
        Expression::Set { members, .. } => hull(members, zone),
    }
}

/// The range of an interval.
fn interval(start: &End, end: &End, zone: Zone) -> TimeRange {
    let (earliest_start, latest_start, start_kind) = points_of_end(start, zone);
    let (earliest_end, latest_end, end_kind) = points_of_end(end, zone);
    // A day here and an instant with an offset can fall in the wrong order in a far zone.
    let is_misplaced = latest_end.zip(earliest_start).is_some_and(|(end, start)| end < start);
    let (earliest_end, latest_end) =
        if is_misplaced { (earliest_start, earliest_start) } else { (earliest_end, latest_end) };
    TimeRange {
        earliest_start,
        latest_start,
        earliest_end,
        latest_end,
        start_kind,
        end_kind,
        extent: Extent::Interval,
    }
}

/// The earliest and the latest moment of one side of an interval.
fn points_of_end(end: &End, zone: Zone) -> (Option<TimePoint>, Option<TimePoint>, EndKind) {
    match end {
        End::On(stated) => {
            let (earliest, latest) = stated.span(zone);
            (Some(earliest), Some(latest), EndKind::Bounded)
        }
        End::OnOrBefore(stated) => (None, Some(stated.span(zone).1), EndKind::Open),
        End::OnOrAfter(stated) => (Some(stated.span(zone).0), None, EndKind::Open),
        End::OneOf(first, last) => {
            let (earliest, latest) = between(first, last, zone);
            (Some(earliest), Some(latest), EndKind::Bounded)
        }
        End::Open => (None, None, EndKind::Open),
        End::Unknown => (None, None, EndKind::Unknown),
    }
}

/// The first moment of the first date and the first moment after the last; never in the wrong order, which a
/// day here and an instant with an offset could take in a far zone.
fn between(first: &Stated, last: &Stated, zone: Zone) -> (TimePoint, TimePoint) {
    let earliest = first.span(zone).0;
    (earliest, last.span(zone).1.max(earliest))
}

/// A moment somewhere between the earliest and the latest member of a set.
fn hull(members: &[Member], zone: Zone) -> TimeRange {
    let spans = members.iter().map(|member| match member {
        Member::On(stated) => {
            let (earliest, latest) = stated.span(zone);
            (Some(earliest), Some(latest))
        }
        Member::OnOrBefore(stated) => (None, Some(stated.span(zone).1)),
        Member::OnOrAfter(stated) => (Some(stated.span(zone).0), None),
        Member::Between(first, last) => {
            let (earliest, latest) = between(first, last, zone);
            (Some(earliest), Some(latest))
        }
    });
    let outermost = spans.reduce(|(earliest, latest), (from, to)| {
        (earliest.zip(from).map(|(a, b)| a.min(b)), latest.zip(to).map(|(a, b)| a.max(b)))
    });
    let (earliest, latest) = outermost.unwrap_or((None, None));
    let kind = |point: Option<TimePoint>| if point.is_some() { EndKind::Bounded } else { EndKind::Open };
    TimeRange {
        earliest_start: earliest,
        latest_start: latest,
        earliest_end: earliest,
        latest_end: latest,
        start_kind: kind(earliest),
        end_kind: kind(latest),
        extent: Extent::Instant,
    }
}

impl Stated {
    /// The first moment of this date in `zone` and the first moment after it.
    pub(super) fn span(&self, zone: Zone) -> (TimePoint, TimePoint) {
        let bounds = Edtf::Date(self.date).bounds();
        let (Bound::Date(first), Bound::Date(last)) = (bounds.earliest, bounds.latest) else {
            // The year has more digits than 64 bits hold: it lies beyond one of the ends of time.
            let end_of_time = if self.is_before_common_era() { TimePoint::MIN } else { TimePoint::MAX };
            return (end_of_time, end_of_time);
        };
        match self.clock {
            Some(clock) => clock.span(first, zone),
            None => {
                let after = CivilTime::seconds(midnight(last)) + i128::from(SECONDS_PER_DAY);
                (zone.point_from_civil(midnight(first)), zone.point_from_local(after))
            }
        }
    }

    /// Whether the year is negative; for years too large to compute with.
    fn is_before_common_era(&self) -> bool {
        match self.date.year.kind {
            YearKind::Standard { negative, .. } => negative,
            YearKind::Big { value } => value < 0,
            YearKind::Exponential { significand, .. } => significand < 0,
        }
    }
}

impl Clock {
    /// The first moment of this minute or second of a day and the first moment after it. A leap second is
    /// counted as the second before it, because [`TimePoint`] knows none and it belongs to that day.
    fn span(self, day: BoundDate, zone: Zone) -> (TimePoint, TimePoint) {
        let second = self.second.map_or(0, |second| second.min(59));
        let civil = CivilTime { hour: self.hour, minute: self.minute, second, ..midnight(day) };
        let first = match self.shift {
            Some(shift) => point_from_wide(civil.seconds() - shift.seconds()),
            None => zone.point_from_civil(civil),
        };
        (first, first.saturating_add(if self.second.is_some() { 1 } else { 60 }))
    }
}

/// The beginning of a day.
fn midnight(day: BoundDate) -> CivilTime {
    CivilTime::midnight(day.year, day.month, day.day)
}
