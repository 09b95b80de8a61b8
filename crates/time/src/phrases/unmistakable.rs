//! The one date that a text in another notation than EDTF can mean. Nothing is read that the text does not
//! say.

use super::candidate::{MAX_GUESS_BYTES, checked};
use super::english::simple;
use super::hints::numeric_hint;
use super::slips::repaired;
use crate::date::edtf_date::Date;

/// The one date that a text in another notation can mean: "Aug 2021", "29 March 2022", "2021/08/23", "about
/// 1965", "44 BCE", "2022-03-29 13:30". Its text is EDTF. `None` where it could be another one.
pub fn from_other_notation(text: &str) -> Option<Date> {
    Date::parse(&unmistakable(text.trim())?).ok()
}

/// The one date that a text in another notation can mean, as EDTF: a month by its name, digits in an order
/// that no calendar allows to be another one, an era, a decade, or a full year with slips after it. What
/// could be meant in two ways ("03/04/2021", "before 1985", "the 1900s") gives none.
pub(super) fn unmistakable(text: &str) -> Option<String> {
    if text.len() > MAX_GUESS_BYTES {
        return None;
    }
    let lower = text.to_lowercase();
    if lower.trim_end_matches(['s', '\'', '’']).ends_with("00") && lower.ends_with('s') {
        return None;
    }
    let numeric = || numeric_hint(text)?.strip_prefix("Write ").map(str::to_owned).and_then(checked);
    let about = || {
        let rest = ["about ", "around ", "circa ", "ca. ", "c. "]
            .iter()
            .find_map(|word| lower.strip_prefix(word))?;
        checked(format!("{}~", simple(rest)?))
    };
    let slip = || {
        let has_full_year = text.len() > 4 && text.bytes().take(4).all(|byte| byte.is_ascii_digit());
        let is_divided = matches!(text.as_bytes().get(4), Some(b'-' | b' '));
        repaired(text).filter(|_| has_full_year && is_divided)
    };
    numeric().or_else(|| simple(&lower).filter(|date| date != text)).or_else(about).or_else(slip)
}
