//! Dates as sources state them: EDTF (ISO 8601-2:2019, levels 0 to 2), their ranges and their texts.

mod bounds;
mod calendar_reading;
pub(crate) mod edtf_date;
pub(crate) mod error;
mod expression_text;
mod mistakes;
pub(crate) mod parse;
mod phrase;
mod plain;
pub(crate) mod precision;
mod stated;
mod stretch;

pub(crate) use calendar_reading::{CalendarReading, Style, clock_text, month_text};
pub use edtf_date::Date;
pub use error::DateError;
pub use plain::{Beyond, ClockReading, Plain, Reading};
pub use precision::{Precision, Qualifier};
pub use stretch::text_for_stretch;
