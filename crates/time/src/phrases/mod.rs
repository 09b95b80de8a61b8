//! Dates as people and programs write them: every notation besides EDTF, in the languages that have a table.
//!
//! `language` says what a table holds; `english` and `other_languages` are the tables, `languages` joins
//! them. `any_notation` is where reading begins: it tries EDTF, then one date (`single_date`), then ranges
//! and doubts (`ranges`), then what must be put into English first (`in_english`).

mod any_notation;
mod candidate;
mod clock;
mod english;
mod from_parts;
pub(crate) mod hints;
mod in_english;
mod iso8601;
mod language;
mod languages;
mod numeric;
mod other_languages;
mod ranges;
mod single_date;
mod slips;
#[cfg(test)]
mod tests;
mod unix_time;
mod unmistakable;
mod year_forms;

pub use any_notation::{DATES_AS_WRITTEN, ReadDate, error_in_plain_terms, read_any_notation};
pub use from_parts::{DateParts, between, four_point, one_of, open_from, open_until};
pub use hints::what_to_write;
pub use iso8601::parts_from_iso8601;
pub use numeric::{DayOrder, OrderEvidence, order_evidence};
pub use unix_time::date_from_unix_milliseconds;
pub use unmistakable::from_other_notation;
