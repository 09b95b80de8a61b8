//! One date in any notation: no range, no doubt, no open end.

use super::clock::with_clock;
use super::in_english::with_months_in_english;
use super::numeric::{DayOrder, compact_day, in_order, month_of_year, slashed};
use super::unmistakable::from_other_notation;
use crate::date::edtf_date::Date;

/// A text that is one date, in any notation.
pub(super) fn single(text: &str, order: Option<DayOrder>) -> Option<Date> {
    Date::parse(text).ok().or_else(|| plain(text, order))
}

/// One date in another notation than EDTF.
pub(super) fn plain(text: &str, order: Option<DayOrder>) -> Option<Date> {
    slashed(text, order)
        .or_else(|| from_other_notation(text))
        .or_else(|| with_clock(text, order))
        .or_else(|| in_order(text, order))
        .or_else(|| slip(text))
}

/// One date with a slip that no plain notation has: "5-Mar-2021", "20210823", "29. März 2022", "08/2021".
fn slip(text: &str) -> Option<Date> {
    compact_day(text).or_else(|| month_of_year(text)).or_else(|| with_months_in_english(text))
}
