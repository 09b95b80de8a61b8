//! When: points, four-point ranges, dates as sources state them (EDTF), zones, and the calendar of the axis.

mod axis;
mod calendar;
mod date;
mod numbers;
pub mod phrases;
mod point;
pub mod recurrence;
mod since;
mod step;
mod suggest;
mod tick_label;
mod ticks;
mod vocabulary;
mod zone;

pub use axis::{Axis, AxisLine};
pub use calendar::{
    CivilTime, SECONDS_PER_DAY, SECONDS_PER_YEAR, Weekday, days_in_month, is_leap_year, month_name,
    short_month_name,
};
pub use date::{
    Beyond, ClockReading, Date, DateError, Plain, Precision, Qualifier, Reading, text_for_stretch,
};
pub use numbers::{grouped, magnitude, rounded_year_text, year_text};
pub use point::{EndKind, Extent, TimePoint, TimeRange};
pub use since::{AxisSince, since_text};
pub use step::Step;
pub use suggest::{did_you_mean, nearest};
pub use tick_label::tick_label;
pub use ticks::Tick;
pub use vocabulary::Vocabulary;
pub use zone::{UnknownZone, Zone};
