//! The steps of the time axis, from one second to billions of years, and the grid of each.

use super::calendar::{SECONDS_PER_DAY, SECONDS_PER_YEAR, days_in_month};
use crate::calendar::CivilTime;
use crate::point::TimePoint;
use crate::zone::Zone;

/// A distance between ticks that follows clock and calendar.
///
/// - Seconds, minutes and hours are where the zone's clock shows a multiple of them within the day. In the
///   hour that comes twice they are there twice; in the one that is left out they are left out.
/// - Days begin anew with every month and never crowd at its end: every day; 1, 3, 5 …; 1, 5, 10, 15, 20, 25;
///   1 and 15.
/// - Months begin anew with every year.
/// - Years are round as they are labelled. Before the common era, which has no year 0, 500 BCE is round, and
///   that is the astronomical year -499. The first year of the common era has a tick too where steps are five
///   years or more: 500 BCE, 1 CE, 500 CE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A number of seconds that divides a minute.
    Seconds(u32),
    /// A number of minutes that divides an hour.
    Minutes(u32),
    /// A number of hours that divides a day.
    Hours(u32),
    /// 1, 2, 5 or 15 days.
    Days(u32),
    /// A number of months that divides a year.
    Months(u32),
    /// A number of years.
    Years(i64),
}

/// The steps below a year.
const SHORT_STEPS: [Step; 19] = [
    Step::Seconds(1),
    Step::Seconds(5),
    Step::Seconds(15),
    Step::Seconds(30),
    Step::Minutes(1),
    Step::Minutes(5),
    Step::Minutes(15),
    Step::Minutes(30),
    Step::Hours(1),
    Step::Hours(3),
    Step::Hours(6),
    Step::Hours(12),
    Step::Days(1),
    Step::Days(2),
    Step::Days(5),
    Step::Days(15),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
];

/// From this number of years on, the first year of the common era has a tick of its own.
const MIN_STEP_WITH_ERA_TICK: i64 = 5;

/// The most that a clock differs from what the ticks of its day expect, in seconds: two hours, the largest
/// change that any place makes for its summer.
const MAX_CLOCK_CHANGE: i64 = 7200;

impl Step {
    /// The longest of all steps, which holds half of all time.
    pub const LONGEST: Step = Step::Years(500_000_000_000);

    /// All steps that an axis uses, from the shortest to the longest.
    pub fn ladder() -> impl Iterator<Item = Step> {
        let years = (0..12).flat_map(|exponent| {
            let power = 10_i64.pow(exponent);
            [Step::Years(power), Step::Years(2 * power), Step::Years(5 * power)]
        });
        SHORT_STEPS.into_iter().chain(years)
    }

    /// The usual distance between two ticks, in seconds.
    pub fn approximate_seconds(self) -> f64 {
        let day = SECONDS_PER_DAY as f64;
        match self {
            Step::Seconds(count) => f64::from(count),
            Step::Minutes(count) => f64::from(count) * 60.0,
            Step::Hours(count) => f64::from(count) * 3600.0,
            Step::Days(count) => f64::from(count) * day,
            Step::Months(count) => f64::from(count) * SECONDS_PER_YEAR as f64 / 12.0,
            Step::Years(count) => count as f64 * SECONDS_PER_YEAR as f64,
        }
    }

    /// The shortest distance between two ticks, in seconds; ticks are left out rather than closer.
    pub fn shortest_seconds(self) -> i64 {
        let days = |count: i64| count * SECONDS_PER_DAY - MAX_CLOCK_CHANGE;
        match self {
            Step::Seconds(count) => i64::from(count),
            Step::Minutes(count) => i64::from(count) * 60,
            Step::Hours(count @ ..=1) => i64::from(count) * 3600,
            Step::Hours(count) => i64::from(count - 1) * 3600,
            // From 1 to 5 and from 25 February to 1 March it is four days; the others are longer.
            Step::Days(5) => days(4),
            Step::Days(15) => days(14),
            Step::Days(count) => days(i64::from(count)),
            Step::Months(1) => days(28),
            Step::Months(count) => days(i64::from(count) * 30),
            Step::Years(count) if count < MIN_STEP_WITH_ERA_TICK => days(count.max(1) * 365),
            // From 1 to 5 CE it is four years.
            Step::Years(count) => days((count - 1).min(i64::MAX / SECONDS_PER_YEAR) * 365),
        }
    }

    /// The last tick at or before an instant: where the period begins that the instant lies in.
    pub fn floor(self, at: TimePoint, zone: Zone) -> TimePoint {
        let shown = zone.civil_from_point(at);
        zone.point_from_civil(self.floor_civil(shown)).min(at)
    }

    /// Walks along the clock: from instant to instant, so that an hour that comes twice is walked twice.
    pub(super) fn clock_points(
        self,
        from: TimePoint,
        to: TimePoint,
        zone: Zone,
        keep: &mut dyn FnMut(TimePoint) -> bool,
    ) {
        let mut at = from;
        loop {
            at = self.clock_tick_at_or_after(at, zone);
            if at > to || !keep(at) || at == TimePoint::MAX {
                return;
            }
            at = at.saturating_add(1);
        }
    }

    /// The first instant at or after another at which the zone's clock shows a reading on the grid.
    fn clock_tick_at_or_after(self, from: TimePoint, zone: Zone) -> TimePoint {
        let mut at = from;
        let mut shown = zone.civil_from_point(at);
        loop {
            let target = self.ceil_civil(shown);
            let Ok(wait) = i64::try_from(target.seconds() - shown.seconds()) else { return TimePoint::MAX };
            let arrived = at.saturating_add(wait);
            if wait == 0 || arrived == TimePoint::MAX {
                return arrived;
            }
            let shown_there = zone.civil_from_point(arrived);
            // Where the clock was put forward on the way, the goal came earlier, or is left out.
            at = if shown_there > target { zone.point_from_civil(target).max(at) } else { arrived };
            shown = zone.civil_from_point(at);
        }
    }

    /// Walks along the calendar: from the beginning of one period to that of the next.
    pub(super) fn calendar_points(
        self,
        from: TimePoint,
        to: TimePoint,
        zone: Zone,
        keep: &mut dyn FnMut(TimePoint) -> bool,
    ) {
        let mut start = self.floor_civil(zone.civil_from_point(from));
        let mut last = None;
        loop {
            let at = zone.point_from_civil(start);
            if at > to || last.is_some_and(|last| at < last) {
                return;
            }
            let floor = self.floor_civil(zone.civil_from_point(at));
            // A day that was left out begins with the tick of another, and what begins before time began has
            // no tick.
            let is_own = floor == start && at != TimePoint::MIN && last.is_none_or(|last| at > last);
            if is_own {
                if at >= from && !keep(at) {
                    return;
                }
                last = Some(at);
            }
            let next = self.next_civil(start);
            if next <= start || at == TimePoint::MAX {
                return;
            }
            start = next;
        }
    }

    /// The last reading on the grid at or before a reading.
    fn floor_civil(self, civil: CivilTime) -> CivilTime {
        let CivilTime { year, month, day, hour, minute, second } = civil;
        let midnight = CivilTime::midnight(year, month, day);
        match self {
            Step::Seconds(count) => CivilTime { second: multiple(second, count), ..civil },
            Step::Minutes(count) => CivilTime { hour, minute: multiple(minute, count), ..midnight },
            Step::Hours(count) => CivilTime { hour: multiple(hour, count), ..midnight },
            Step::Days(count) => CivilTime { day: day_floor(midnight, count), ..midnight },
            Step::Months(count) => CivilTime::midnight(year, multiple(month - 1, count) + 1, 1),
            Step::Years(count) => CivilTime::midnight(year_from_index(year_index(year, count), count), 1, 1),
        }
    }

    /// The first reading on the grid at or after a reading; for steps of the clock.
    fn ceil_civil(self, civil: CivilTime) -> CivilTime {
        let floor = self.floor_civil(civil);
        if floor == civil { civil } else { self.next_civil(floor) }
    }

    /// The reading on the grid after one that is on it.
    fn next_civil(self, civil: CivilTime) -> CivilTime {
        let after = |seconds: u32| CivilTime::from_seconds(civil.seconds() + i128::from(seconds.max(1)));
        match self {
            Step::Seconds(count) => after(count),
            Step::Minutes(count) => after(count.saturating_mul(60)),
            Step::Hours(count) => after(count.saturating_mul(3600)),
            Step::Days(count) => {
                let next = (civil.day + 1..=31)
                    .find(|day| *day == day_floor(CivilTime { day: *day, ..civil }, count));
                match next.filter(|day| *day <= days_in_month(civil.year, civil.month)) {
                    Some(day) => CivilTime { day, ..civil },
                    None => month_after(civil, 1),
                }
            }
            Step::Months(count) => month_after(civil, count.clamp(1, 12) as u8),
            Step::Years(count) => {
                let next = year_index(civil.year, count) + 1;
                let is_era_tick = next == 0 && count >= MIN_STEP_WITH_ERA_TICK;
                let next = if next == 0 && !is_era_tick { 1 } else { next };
                CivilTime::midnight(year_from_index(next, count), 1, 1)
            }
        }
    }
}

/// The last multiple of `count` at or before a number.
fn multiple(number: u8, count: u32) -> u8 {
    let count = u8::try_from(count).unwrap_or(u8::MAX).max(1);
    number / count * count
}

/// The last day with a tick at or before a day of its month.
fn day_floor(civil: CivilTime, count: u32) -> u8 {
    match count {
        0 | 1 => civil.day,
        5 => (civil.day / 5 * 5).clamp(1, 25),
        15 => (civil.day / 15 * 15).min(15),
        _ => {
            // A tick needs a whole step of room before the month is over.
            let count = u8::try_from(count).unwrap_or(u8::MAX);
            let room = days_in_month(civil.year, civil.month) + 1;
            let last = room.saturating_sub(count).saturating_sub(1) / count * count;
            ((civil.day - 1) / count * count).min(last) + 1
        }
    }
    .clamp(1, 31)
}

/// The first day of the month that many months later.
fn month_after(civil: CivilTime, months: u8) -> CivilTime {
    let months = civil.month - 1 + months;
    let year = civil.year.saturating_add(i64::from(months / 12));
    CivilTime::midnight(year, months % 12 + 1, 1)
}

/// Which tick the year lies at or after: 1 for the first round year of the common era, -1 for the last round
/// year before it, 0 for the first year of the common era.
fn year_index(year: i64, count: i64) -> i64 {
    let count = count.max(1);
    match year {
        1.. if year >= count => year / count,
        1.. if count >= MIN_STEP_WITH_ERA_TICK => 0,
        1.. => -1,
        _ => (year - 1).div_euclid(count),
    }
}

/// The year of a tick; see [`year_index`].
fn year_from_index(index: i64, count: i64) -> i64 {
    let count = count.max(1);
    match index {
        1.. => index.saturating_mul(count),
        0 => 1,
        _ => index.saturating_mul(count).saturating_add(1),
    }
}
