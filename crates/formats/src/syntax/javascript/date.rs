//! Dates that JavaScript makes, as precise as what they are made from.

use super::operand::{Operand, number_text};
use crate::syntax::json::json_text;
use dateline_time::phrases::DateParts;
use dateline_time::{CivilTime, days_in_month};

/// Years further away than this are no dates of JavaScript.
const FARTHEST_YEAR: f64 = 300_000.0;
/// Other parts of a date larger than this are a mistake.
const LARGEST_PART: f64 = 1e9;

/// The date that `new Date(…)`, `Date.UTC(…)`, `moment(…)` and their like make, as JSON. `None` where nobody
/// can tell without running it.
pub(super) fn made(arguments: &[Operand], is_universal: bool) -> Option<String> {
    match arguments {
        [] => None,
        // A format may stand behind the text; the text is read as it is written.
        [Operand::Text(text), ..] => Some(json_text(text)),
        [Operand::Date(date)] => Some(date.clone()),
        [Operand::Number(milliseconds)] => Some(number_text(*milliseconds)),
        numbers => {
            let parts: Option<Vec<f64>> = numbers
                .iter()
                .map(|part| match part {
                    Operand::Number(number) => Some(*number),
                    _ => None,
                })
                .collect();
            from_parts(&parts?, is_universal).map(|civil| json_text(&civil.text()))
        }
    }
}

/// Year, month from 0, day, hour, minute, second, millisecond; what is not there is not stated. Parts beyond
/// their limits run on into the next, as they do in JavaScript.
pub(super) fn from_parts(parts: &[f64], is_universal: bool) -> Option<DateParts> {
    let part = |index: usize| parts.get(index).copied();
    let is_sane = |number: &f64| number.fract() == 0.0 && number.abs() < LARGEST_PART;
    if !parts.iter().all(is_sane) || parts.len() > 7 || part(0)?.abs() > FARTHEST_YEAR {
        return None;
    }
    let stated = part(0)? as i64;
    // Years from 0 to 99 are those of the twentieth century there.
    let year = if (0..=99).contains(&stated) { stated + 1_900 } else { stated };
    let months = part(1).unwrap_or(0.0) as i64;
    let (year, month) = (year + months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
    let month_alone = DateParts { year, month: Some(month), ..DateParts::default() };
    let Some(day) = part(2) else { return Some(month_alone) };
    let seconds = |index: usize, length: i128| part(index).unwrap_or(0.0) as i128 * length;
    let extra = (day as i128 - 1) * 86_400 + seconds(3, 3_600) + seconds(4, 60) + seconds(5, 1);
    let last = i128::from(days_in_month(year, month)) * 86_400;
    let civil = if (0..last).contains(&extra) {
        CivilTime {
            day: (extra / 86_400) as u8 + 1,
            hour: (extra / 3_600 % 24) as u8,
            minute: (extra / 60 % 60) as u8,
            second: (extra % 60) as u8,
            ..CivilTime::midnight(year, month, 1)
        }
    } else {
        CivilTime::from_seconds(CivilTime::midnight(year, month, 1).seconds() + extra)
    };
    let has_clock = parts.len() > 3;
    Some(DateParts {
        clock: has_clock.then_some((civil.hour, civil.minute)),
        second: (parts.len() > 5).then_some(civil.second),
        offset: (has_clock && is_universal).then_some(0),
        ..DateParts::day(civil.year, civil.month, civil.day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_from_zero_and_parts_run_on() {
        let cases: [(&[f64], &str); 11] = [
            (&[2013.0, 0.0, 5.0], "2013-01-05"),
            (&[2013.0, 11.0], "2013-12"),
            (&[2013.0, 12.0, 1.0], "2014-01-01"),
            (&[2013.0, 2.0, 0.0], "2013-02-28"),
            (&[2013.0, 0.0, 32.0], "2013-02-01"),
            (&[98.0, 1.0, 1.0], "1998-02-01"),
            (&[-400.0, 0.0, 1.0], "-0400-01-01"),
            (&[2013.0, 0.0, 5.0, 24.0], "2013-01-06T00:00"),
            (&[2013.0, 0.0, 5.0, 9.0, 30.0], "2013-01-05T09:30"),
            (&[2013.0, 0.0, 5.0, 9.0, 30.0, 15.0, 120.0], "2013-01-05T09:30:15"),
            (&[2013.0, -1.0, 5.0], "2012-12-05"),
        ];
        for (parts, expected) in cases {
            assert_eq!(from_parts(parts, false).map(|civil| civil.text()).as_deref(), Some(expected));
        }
        assert_eq!(from_parts(&[2013.0, 0.0, 5.0, 9.0], true).unwrap().text(), "2013-01-05T09:00Z");
        assert_eq!(from_parts(&[2013.5, 0.0], false), None);
        assert_eq!(from_parts(&[1e300, 0.0], false), None);
    }
}
