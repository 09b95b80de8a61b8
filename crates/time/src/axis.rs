//! The two lines of the time axis: which steps suit a scale, and what their ticks are called.

use super::date::{CalendarReading, Style, clock_text, month_text};
use super::numbers::{century_text, millennium_text, year_text};
use super::step::Step;
use super::tick_label::tick_label;
use super::ticks::Tick;
use crate::calendar::CivilTime;
use crate::point::TimePoint;
use crate::zone::Zone;

/// One of the two lines of labels of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AxisLine {
    /// The upper line, of longer periods: years.
    Major,
    /// The lower line, of ticks: months.
    Minor,
}

/// The steps of the two lines of an axis at one scale.
///
/// It is chosen from the scale, the ends of the view and the measured labels alone, so the same view always
/// has the same axis. No two labels of a line touch, as long as they are at their ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The step of the lower line.
    pub minor: Step,
    /// The step of the upper line; `None` where the labels below say everything: from 500 years on.
    pub major: Option<Step>,
    /// The zone whose clocks and calendar it shows.
    pub zone: Zone,
}

/// Least distance between two ticks, in points.
const MIN_SPACING: f64 = 40.0;
/// Least distance between the end of a label and the next tick, in points.
const MIN_GAP: f64 = 12.0;
/// The most ticks of a line of an axis.
const MAX_TICKS: usize = 1000;

impl Axis {
    /// The finest axis whose labels have room. `points_per_second` is the scale; `from` and `to` are the ends
    /// of the view, which say how long the names of years are; `width` measures a label in points.
    pub fn choose(
        points_per_second: f64,
        from: TimePoint,
        to: TimePoint,
        zone: Zone,
        width: impl Fn(AxisLine, &str) -> f32,
    ) -> Axis {
        let scale = if points_per_second.is_finite() { points_per_second.max(0.0) } else { 0.0 };
        let has_room = |step: Step, line: AxisLine, samples: &dyn Fn() -> Vec<String>| {
            let room = step.shortest_seconds() as f64 * scale;
            let is_clear = |label: &String| f64::from(width(line, label)) + MIN_GAP <= room;
            room >= MIN_SPACING && samples().iter().all(is_clear)
        };
        let fits = |axis: &Axis| {
            has_room(axis.minor, AxisLine::Minor, &|| axis.minor_samples(from, to))
                && axis.major.is_none_or(|major| {
                    has_room(major, AxisLine::Major, &|| axis.major_samples(major, from, to))
                })
        };
        let axis_of = |minor: Step| Axis { minor, major: minor.major(), zone };
        Step::ladder().map(axis_of).find(fits).unwrap_or(axis_of(Step::LONGEST))
    }

    /// The ticks of the lower line between two instants.
    pub fn minor_ticks(&self, from: TimePoint, to: TimePoint) -> Vec<Tick> {
        self.minor.ticks(from, to, self.zone, MAX_TICKS)
    }

    /// The periods of the upper line between two instants. The first is the one that `from` lies in, so its
    /// tick is at `from` or before; its label belongs at the edge, if there is room before the next.
    pub fn major_ticks(&self, from: TimePoint, to: TimePoint) -> Vec<Tick> {
        let Some(step) = self.major else {
            return Vec::new();
        };
        let first = step.floor(from, self.zone);
        let mut ticks = step.ticks(first, to, self.zone, MAX_TICKS);
        for tick in &mut ticks {
            tick.label = self.period_label(step, tick.at);
        }
        ticks
    }

    /// What a period of the upper line is called.
    fn period_label(&self, step: Step, at: TimePoint) -> String {
        let civil = self.zone.civil_from_point(at);
        match step {
            Step::Seconds(_) | Step::Minutes(_) | Step::Hours(_) => {
                CalendarReading::time_of(civil, false).text(Style::Full)
            }
            Step::Days(_) => CalendarReading::day_of(civil).text(Style::Full),
            Step::Months(_) => CalendarReading::month_of(civil).text(Style::Full),
            Step::Years(1000) => millennium_text(civil.year),
            Step::Years(100) => century_text(civil.year),
            Step::Years(_) => year_text(civil.year),
        }
    }

    /// Labels of the lower line that are as wide as any in the view.
    fn minor_samples(&self, from: TimePoint, to: TimePoint) -> Vec<String> {
        match self.minor {
            Step::Seconds(_) => vec![clock_text(20, 0, Some(0))],
            Step::Minutes(_) | Step::Hours(_) => vec![clock_text(20, 0, None)],
            Step::Days(_) => vec!["28".to_owned()],
            Step::Months(_) => (1..=12).map(|month| month_text(month, Style::Short).to_owned()).collect(),
            Step::Years(_) => self.year_samples(self.minor, from, to),
        }
    }

    /// Labels of the upper line that are as wide as any in the view.
    fn major_samples(&self, major: Step, from: TimePoint, to: TimePoint) -> Vec<String> {
        let ends = [from, to].map(|at| self.zone.civil_from_point(at));
        let in_all_months = |reading: fn(CivilTime) -> CalendarReading| -> Vec<String> {
            let months =
                ends.iter().flat_map(|end| (1..=12).map(|month| CivilTime { month, day: 28, ..*end }));
            months.map(|civil| reading(civil).text(Style::Full)).collect()
        };
        match major {
            Step::Days(_) => in_all_months(CalendarReading::day_of),
            Step::Months(_) => in_all_months(CalendarReading::month_of),
            // The tick of a year says the same in both lines; its neighbours are of other lengths.
            _ => [from, to].iter().map(|at| self.period_label(major, *at)).collect(),
        }
    }

    /// The names of the first and last two years with a tick: of large numbers, one of two neighbours has all
    /// its digits.
    fn year_samples(&self, step: Step, from: TimePoint, to: TimePoint) -> Vec<String> {
        let length = step.approximate_seconds() as i64;
        let points = [from, from.saturating_add(length), to.saturating_add(-length), to];
        points.iter().map(|at| tick_label(step, step.floor(*at, self.zone), self.zone)).collect()
    }
}

impl Step {
    /// The step of the upper line above this one. All its ticks are ticks of this step too, but for the
    /// first year of the common era above steps of two years.
    pub fn major(self) -> Option<Step> {
        match self {
            Step::Seconds(_) | Step::Minutes(_) | Step::Hours(_) => Some(Step::Days(1)),
            Step::Days(_) => Some(Step::Months(1)),
            Step::Months(_) => Some(Step::Years(1)),
            Step::Years(..=20) => Some(Step::Years(100)),
            Step::Years(..=200) => Some(Step::Years(1000)),
            Step::Years(_) => None,
        }
    }
}
