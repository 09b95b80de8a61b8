//! How many events per period and lane: the chart of a whole file.

use std::ops::Range;

use super::{Index, Matches};
use crate::model::Timeline;
use dateline_time::{
    CivilTime, SECONDS_PER_DAY, SECONDS_PER_YEAR, TimePoint, Zone, magnitude, rounded_year_text,
    short_month_name, year_text,
};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
/// Average length of a Gregorian month in seconds.
const MONTH: i64 = SECONDS_PER_YEAR / 12;

/// A stretch of the calendar that a timeline can be cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// That many seconds of local time; 86,400 is a calendar day.
    Seconds(i64),
    /// That many calendar months.
    Months(i64),
    /// That many calendar years.
    Years(i64),
}

impl Period {
    /// From the shortest to the longest that has a name; longer ones go on in ones, twos and fives.
    const LADDER: [Period; 14] = [
        Period::Seconds(1),
        Period::Seconds(10),
        Period::Seconds(MINUTE),
        Period::Seconds(10 * MINUTE),
        Period::Seconds(HOUR),
        Period::Seconds(6 * HOUR),
        Period::Seconds(SECONDS_PER_DAY),
        Period::Seconds(7 * SECONDS_PER_DAY),
        Period::Months(1),
        Period::Months(3),
        Period::Years(1),
        Period::Years(2),
        Period::Years(5),
        Period::Years(10),
    ];

    /// The shortest period of which at most `max` fit into a stretch.
    pub fn fitting(from: TimePoint, to: TimePoint, max: f64) -> Period {
        let shortest = to.seconds_since(from) / max.max(1.0);
        if let Some(period) = Self::LADDER.into_iter().find(|period| period.seconds() >= shortest) {
            return period;
        }
        let mut years: i64 = 10;
        while Period::Years(years).seconds() < shortest && years < 1_000_000_000_000 {
            // 1, 2, 5, 10: doubled, but from 2 to 5.
            let is_two = years.to_string().starts_with('2');
            years = if is_two { years / 2 * 5 } else { years * 2 };
        }
        Period::Years(years)
    }

    /// Its length in seconds; of months and years the average.
    pub fn seconds(self) -> f64 {
        match self {
            Period::Seconds(count) => count as f64,
            Period::Months(count) => count as f64 * MONTH as f64,
            Period::Years(count) => count as f64 * SECONDS_PER_YEAR as f64,
        }
    }

    /// Which of these periods a moment falls into, counted from the calendar's beginning.
    pub fn index_of(self, point: TimePoint, zone: Zone) -> i64 {
        let civil = zone.civil_from_point(point);
        match self {
            Period::Seconds(count) => {
                let local = i128::from(point.seconds()) + i128::from(zone.offset_seconds(point));
                i64::try_from(local.div_euclid(i128::from(count.max(1)))).unwrap_or_default()
            }
            Period::Months(count) => {
                (civil.year.saturating_mul(12) + i64::from(civil.month) - 1).div_euclid(count.max(1))
            }
            Period::Years(count) => civil.year.div_euclid(count.max(1)),
        }
    }

    /// When the period with an index begins.
    pub fn start_of(self, index: i64, zone: Zone) -> TimePoint {
        let civil = match self {
            Period::Seconds(count) => CivilTime::from_seconds(i128::from(index) * i128::from(count)),
            Period::Months(count) => {
                let months = index.saturating_mul(count);
                let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
                midnight(months.div_euclid(12), month)
            }
            Period::Years(count) => midnight(index.saturating_mul(count), 1),
        };
        zone.point_from_civil(civil)
    }

    /// The text after "events per": "quarter", "two years".
    pub fn label(self) -> String {
        let fixed = match self {
            Period::Seconds(1) => "second",
            Period::Seconds(10) => "ten seconds",
            Period::Seconds(MINUTE) => "minute",
            Period::Seconds(600) => "ten minutes",
            Period::Seconds(HOUR) => "hour",
            Period::Seconds(21_600) => "six hours",
            Period::Seconds(SECONDS_PER_DAY) => "day",
            Period::Seconds(604_800) => "week",
            Period::Months(1) => "month",
            Period::Months(3) => "quarter",
            Period::Years(1) => "year",
            Period::Years(2) => "two years",
            Period::Years(5) => "five years",
            Period::Years(10) => "decade",
            Period::Years(100) => "century",
            Period::Seconds(count) => return format!("{count} seconds"),
            Period::Months(count) => return format!("{count} months"),
            Period::Years(count) => return format!("{} years", magnitude(count.unsigned_abs())),
        };
        fixed.to_owned()
    }

    /// The label on an axis at the beginning of the period with an index: "2004", "Mar 2022", "14:00".
    pub fn tick_text(self, index: i64, zone: Zone) -> String {
        let civil = zone.civil_from_point(self.start_of(index, zone));
        match self {
            Period::Years(count) => rounded_year_text(civil.year, count.unsigned_abs().saturating_mul(500)),
            Period::Months(_) => {
                format!("{} {}", short_month_name(civil.month), year_text(civil.year))
            }
            Period::Seconds(count) if count >= SECONDS_PER_DAY => {
                format!("{} {}", civil.day, short_month_name(civil.month))
            }
            Period::Seconds(count) if count >= MINUTE => format!("{:02}:{:02}", civil.hour, civil.minute),
            Period::Seconds(_) => format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second),
        }
    }
}

fn midnight(year: i64, month: u8) -> CivilTime {
    CivilTime { year, month, day: 1, hour: 0, minute: 0, second: 0 }
}

/// The chart of a whole timeline: events per period, stacked by lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The stretch it covers; at least the one given.
    pub from: TimePoint,
    /// Its end.
    pub to: TimePoint,
    /// How it is cut.
    pub period: Period,
    /// In whose calendar it is cut.
    pub zone: Zone,
    /// The stacks that hold events, in the order of time.
    pub stacks: Vec<Stack>,
    /// Events in the tallest stack.
    pub tallest: usize,
}

/// One period with the events that fall into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// When it begins.
    pub from: TimePoint,
    /// When it ends.
    pub to: TimePoint,
    /// How many events each lane has in it, from the first lane on; the last entry is "no lane".
    pub counts: Vec<usize>,
}

impl Histogram {
    /// Counts the matches between two moments in at most `limit` periods of the calendar of a zone. An
    /// instant counts in the middle of its range, a stretch where it begins.
    pub fn of(
        timeline: &Timeline,
        matches: &Matches,
        stretch: Range<TimePoint>,
        zone: Zone,
        limit: f64,
    ) -> Histogram {
        Histogram::counted(&Index::of(timeline, matches), stretch, zone, limit)
    }

    /// The same by lanes that are already counted.
    pub fn counted(index: &Index, stretch: Range<TimePoint>, zone: Zone, limit: f64) -> Histogram {
        let period = Period::fitting(stretch.start, stretch.end, limit);
        let mut stacks: Vec<Stack> = Vec::new();
        let mut next = index.next_moment(TimePoint::MIN);
        while let Some(at) = next {
            let number = period.index_of(at, zone);
            let from = period.start_of(number, zone);
            // Never back, whatever a zone did to its clocks.
            let to = period.start_of(number.saturating_add(1), zone).max(at.saturating_add(1));
            let last = stacks.last().map_or(TimePoint::MIN, |stack: &Stack| stack.to);
            let begins = from.min(at).max(last);
            let counts = (0..index.lanes()).map(|lane| index.count(lane, begins, to)).collect();
            stacks.push(Stack { from, to, counts });
            next = index.next_moment(to).filter(|next| *next > at);
        }
        // It holds whole periods, whatever matches, so that nothing moves during a search.
        let from = period.start_of(period.index_of(stretch.start, zone), zone);
        let to = period.start_of(period.index_of(stretch.end, zone).saturating_add(1), zone);
        let tallest = stacks.iter().map(|stack| stack.counts.iter().sum()).max().unwrap_or_default();
        Histogram { from, to, period, zone, stacks, tallest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, TimelineBuilder};
    use dateline_time::Date;

    fn timeline(dates: &[&str]) -> Timeline {
        let mut builder = TimelineBuilder::default();
        let lane = builder.lane("one", "One");
        for (index, date) in dates.iter().enumerate() {
            let mut event = Event::new(index.to_string(), *date);
            event.date = Some(Date::parse(date).expect("a good date"));
            event.lane = (index % 2 == 0).then_some(lane);
            builder.event(event);
        }
        builder.build()
    }

    #[test]
    fn counts_every_event_once_in_its_period() {
        let timeline = timeline(&["2021-08", "2021-08-20", "2022-03-29", "2004-01-01/..", "2022-03-30"]);
        let stretch = timeline.extent().expect("dated events");
        let all = Matches::all(timeline.len());
        let chart = Histogram::of(&timeline, &all, stretch.0..stretch.1, Zone::UTC, 100.0);
        assert_eq!(chart.period, Period::Months(3));
        assert_eq!(chart.period.label(), "quarter");
        let counts: Vec<Vec<usize>> = chart.stacks.iter().map(|stack| stack.counts.clone()).collect();
        assert_eq!(counts, [[0, 1], [1, 1], [2, 0]]);
        assert_eq!(chart.tallest, 2);
    }

    #[test]
    fn periods_follow_the_calendar_in_both_directions() {
        for period in [
            Period::Seconds(SECONDS_PER_DAY),
            Period::Months(1),
            Period::Months(3),
            Period::Years(1),
            Period::Years(100),
            Period::Years(200_000_000),
        ] {
            for seconds in [-400_000_000_000_000_000, -62_167_219_201, -1, 0, 1_648_500_000] {
                let point = TimePoint::from_seconds(seconds);
                let index = period.index_of(point, Zone::UTC);
                let (from, to) = (period.start_of(index, Zone::UTC), period.start_of(index + 1, Zone::UTC));
                assert!(from <= point && point < to, "{period:?} {seconds}: {from:?} {to:?}");
                assert_eq!(period.index_of(from, Zone::UTC), index);
            }
        }
    }

    #[test]
    fn periods_have_labels() {
        let years = |count: i64| Period::Years(count);
        for (period, label) in [
            (years(2), "two years"),
            (years(20), "20 years"),
            (years(2_000), "2,000 years"),
            (years(5_000_000), "5 million years"),
            (years(200_000_000), "200 million years"),
        ] {
            assert_eq!(period.label(), label);
        }
        assert_eq!(years(1000).tick_text(-1, Zone::UTC), "1001 BCE");
        assert_eq!(years(10).tick_text(98, Zone::UTC), "980 CE");
        assert_eq!(years(50_000).tick_text(-21, Zone::UTC), "1.05 million BCE");
        assert_eq!(years(2).tick_text(1002, Zone::UTC), "2004");
        assert_eq!(years(2_000_000_000).tick_text(-5, Zone::UTC), "10 billion BCE");
    }

    #[test]
    fn the_shortest_period_that_fits_is_taken() {
        let from = TimePoint::from_seconds(0);
        for (years, period) in [
            (1, Period::Seconds(7 * SECONDS_PER_DAY)),
            (24, Period::Months(3)),
            (230, Period::Years(5)),
            (13_800_000_000, Period::Years(200_000_000)),
        ] {
            let to = from.saturating_add(years * SECONDS_PER_YEAR);
            assert_eq!(Period::fitting(from, to, 100.0), period, "{years}");
        }
    }
}
