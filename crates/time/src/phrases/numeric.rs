//! Days and months in numbers alone: "29/03/2022", "3.2021", "20210823", and which number is the day.

use super::from_parts::DateParts;
use crate::date::edtf_date::Date;

/// Which number of "03/04/2021" is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// "29/03/2022" and "29.03.2022", which is never EDTF.
pub(super) fn slashed(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let is_short = (8..=10).contains(&text.len()) && text.starts_with(|char: char| char.is_ascii_digit());
    if is_short && text.contains(['/', '.']) && !text.contains('-') { in_order(text, order) } else { None }
}

/// "03/04/2021" in the order that is known, or in the only one that makes a day.
pub(super) fn in_order(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let known = day_in_order(text, order).and_then(|civil| civil.date().ok());
    known.or_else(|| day_in_order(text, None)?.date().ok())
}

/// How a text of three numbers with the year last leaves the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderEvidence {
    /// Only this order makes a day.
    Only(DayOrder),
    /// Both do, and give two days.
    Either,
}

/// What a text shows about the order of day and month; `None` where it does not depend on it.
pub fn order_evidence(text: &str) -> Option<OrderEvidence> {
    let text = text.trim();
    let day = text.split([' ', 'T', ',']).next().unwrap_or_default();
    let separator = day.chars().find(|char| !char.is_ascii_digit())?;
    if !matches!(separator, '/' | '.' | '-') || day.matches(separator).count() != 2 {
        return None;
    }
    let fields: Vec<&str> = day.split(separator).collect();
    let [first, second, third] = fields.as_slice() else { return None };
    if third.len() != 4 || first.len() > 2 || second.len() > 2 || third.parse::<u16>().is_err() {
        return None;
    }
    let (first, second) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
    match (first, second) {
        // Nobody writes the month first and full stops.
        (1..=31, 1..=12) if separator == '.' && first != second => {
            Some(OrderEvidence::Only(DayOrder::DayFirst))
        }
        (13..=31, 1..=12) => Some(OrderEvidence::Only(DayOrder::DayFirst)),
        (1..=12, 13..=31) => Some(OrderEvidence::Only(DayOrder::MonthFirst)),
        (1..=12, 1..=12) if first != second => Some(OrderEvidence::Either),
        _ => None,
    }
}

/// Three numbers with one kind of separator between them, the year first or last.
pub(super) fn day_in_order(text: &str, order: Option<DayOrder>) -> Option<DateParts> {
    let separator = ['/', '.', '-'].into_iter().find(|char| text.matches(*char).count() == 2)?;
    let fields: Vec<&str> = text.split(separator).map(str::trim).collect();
    let number = |field: &str| field.parse::<u16>().ok().filter(|_| (1..=4).contains(&field.len()));
    let [first, second, third] = fields.as_slice() else { return None };
    let small =
        |field: &str| number(field).and_then(|number| u8::try_from(number).ok()).filter(|_| field.len() <= 2);
    if first.len() == 4 {
        return Some(DateParts::day(i64::from(number(first)?), small(second)?, small(third)?));
    }
    if third.len() != 4 {
        return None;
    }
    let (one, other, year) = (small(first)?, small(second)?, i64::from(number(third)?));
    match order {
        Some(DayOrder::DayFirst) => Some(DateParts::day(year, other, one)),
        Some(DayOrder::MonthFirst) => Some(DateParts::day(year, one, other)),
        None if one > 12 => Some(DateParts::day(year, other, one)),
        None if other > 12 || one == other => Some(DateParts::day(year, one, other)),
        None => None,
    }
}

/// "20210823": a day of a year from 1000 to 2999.
pub(super) fn compact_day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = text.get(..4)?.parse().ok().filter(|year| (1_000..3_000).contains(year))?;
    DateParts::day(year, text.get(4..6)?.parse().ok()?, text.get(6..)?.parse().ok()?).date().ok()
}

/// "08/2021", "2021/08", "8.2021".
pub(super) fn month_of_year(text: &str) -> Option<Date> {
    let (first, second) = text.split_once(['/', '.'])?;
    let number = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit()).then(|| field.parse().ok())?;
    let (year, month): (i64, i64) = match (first.len(), second.len()) {
        (4, 1..=2) => (number(first)?, number(second)?),
        (1..=2, 4) => (number(second)?, number(first)?),
        _ => return None,
    };
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    DateParts { year, month: Some(month), ..DateParts::default() }.date().ok()
}
