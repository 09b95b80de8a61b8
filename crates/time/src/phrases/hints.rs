//! What to write instead of a text that is not EDTF.

use super::candidate::{MAX_GUESS_BYTES, checked};
use super::english::{phrase, quiet_range};
use super::slips;
use crate::calendar::month_name;

/// What to write instead of a text that is not EDTF, as a sentence without its full stop: "Write 2021-08".
/// `None` where that cannot be said.
pub fn what_to_write(text: &str) -> Option<String> {
    let text = text.trim();
    for_other_notation(text).or_else(|| for_slip(text))
}

/// What to write for EDTF with a slip of notation: "2021-8".
pub(crate) fn for_slip(text: &str) -> Option<String> {
    slips::repaired(text).map(|date| format!("Write {date}"))
}

/// What to write for a date in another notation: "Aug 2021", "29/03/2022", "20th century".
pub(crate) fn for_other_notation(text: &str) -> Option<String> {
    if text.len() > MAX_GUESS_BYTES {
        return None;
    }
    if let Some(hint) = numeric_hint(text).or_else(|| small_negative_year_hint(text)) {
        return Some(hint);
    }
    let lower = text.to_lowercase();
    let date = phrase(&lower).or_else(|| quiet_range(&lower))?;
    Some(format!("Write {date}"))
}

/// "29/03/2022", "3/29/2022", "29.03.2022", "2022/03/29"
pub(super) fn numeric_hint(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, third] = fields.as_slice() else {
        return None;
    };
    let number = |field: &str| field.parse::<u32>().ok().filter(|_| field.len() <= 4);
    let date = |year: &str, month: &str, day: &str| {
        checked(format!("{year:0>4}-{:02}-{:02}", number(month)?, number(day)?))
    };
    if first.len() == 4 && second.len() <= 2 && third.len() <= 2 {
        let is_slip_only = text.contains('-');
        return date(first, second, third).filter(|_| !is_slip_only).map(|date| format!("Write {date}"));
    }
    if third.len() != 4 {
        return None;
    }
    let (day_first, month_first) = (date(third, second, first), date(third, first, second));
    match (day_first, month_first) {
        (Some(european), Some(american)) if european != american => {
            let month = |field: &str| {
                month_name(number(field).and_then(|number| u8::try_from(number).ok()).unwrap_or(0))
            };
            Some(format!(
                "Write {european} for {} {}, or {american} for {} {}",
                first.trim_start_matches('0'),
                month(second),
                second.trim_start_matches('0'),
                month(first),
            ))
        }
        (one, other) => one.or(other).map(|date| format!("Write {date}")),
    }
}

/// "-44": the year 44 BCE has the number -43.
fn small_negative_year_hint(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['-', '\u{2212}']).filter(|digits| (1..=3).contains(&digits.len()))?;
    let number: u32 = digits.parse().ok().filter(|number| *number > 0)?;
    let year = if number == 1 { "0000".to_owned() } else { format!("-{:04}", number - 1) };
    Some(format!("Write {year} for {number} BCE, or -{number:04} for the year -{number}"))
}
