//! Dates of SIMILE Timeline: short texts are years, with "BC" or "AD" behind them if need be; others are ISO
//! 8601 or what JavaScript reads.

use dateline_time::phrases::{DateParts, DayOrder, parts_from_iso8601, read_any_notation};
use dateline_time::{Date, DateError};

/// Longer numbers are days without hyphens and no years.
const LONGEST_YEAR: usize = 7;
/// Years that a unit of geological time has.
const MILLION: f64 = 1e6;

/// How a file is to be understood.
pub(super) struct Rules {
    /// Whether it says that its dates are ISO 8601.
    pub is_iso: bool,
    /// Whether an event is a moment unless it says that it lasts: the rule of the XML.
    pub are_instants: bool,
    /// Whether numbers count millions of years before now.
    pub is_geology: bool,
}

/// Reads a date.
///
/// # Errors
/// When it is none, or one that does not exist.
pub(super) fn read(text: &str, rules: &Rules) -> Result<Date, DateError> {
    let text = text.trim();
    if rules.is_geology
        && let Some(number) = text.parse::<f64>().ok().filter(|number| number.abs() < 1e9)
    {
        return DateParts::year(-(number * MILLION).round() as i64).date();
    }
    let as_iso = || parts_from_iso8601(text).map(|civil| civil.date());
    let as_year = || year(text).map(|year| DateParts::year(year).date());
    let read = if rules.is_iso { as_iso().or_else(as_year) } else { as_year().or_else(as_iso) };
    read.unwrap_or_else(|| read_any_notation(text, Some(DayOrder::MonthFirst)).map(|written| written.date))
}

/// A year as astronomers count: "1066", "-500", "44 BC", "AD 79".
fn year(text: &str) -> Option<i64> {
    let letters: String =
        text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().to_ascii_uppercase();
    let is_before = match letters.as_str() {
        "" => None,
        "BC" | "BCE" => Some(true),
        "AD" | "CE" => Some(false),
        _ => return None,
    };
    let number = text.trim_matches(|letter: char| letter.is_alphabetic() || matches!(letter, '.' | ' '));
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = number.parse().ok()?;
    match is_before {
        None => (text.len() <= LONGEST_YEAR).then_some(number),
        Some(true) if number > 0 => Some(1 - number),
        Some(false) if number > 0 => Some(number),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_years_and_others_are_read_as_browsers_do() {
        let cases = [
            ("1066", false, Some("1066")),
            ("79", false, Some("0079")),
            ("-500", false, Some("-0500")),
            ("500 BC", false, Some("-0499")),
            ("1 BC", false, Some("0000")),
            ("12000 B.C.", false, Some("Y-11999")),
            ("AD 79", false, Some("0079")),
            ("2006148", false, Some("Y2006148")),
            ("2006148", true, Some("2006-05-28")),
            ("20060528", true, Some("2006-05-28")),
            ("2006-05-28T09:00:00-06:00", true, Some("2006-05-28T09:00:00-06:00")),
            ("May 28 2006 09:00:00 GMT-0600", false, Some("2006-05-28T09:00:00-06:00")),
            ("Fri Nov 22 1963 12:30:00 GMT-0600", false, Some("1963-11-22T12:30:00-06:00")),
            ("5/28/2006", false, Some("2006-05-28")),
            ("May 1968", false, Some("1968-05")),
            ("0 BC", false, None),
            ("sometime", false, None),
            ("", false, None),
        ];
        for (text, is_iso, expected) in cases {
            let rules = Rules { is_iso, are_instants: false, is_geology: false };
            assert_eq!(
                read(text, &rules).ok().map(|date| date.text().to_owned()).as_deref(),
                expected,
                "{text}"
            );
        }
        let rules = Rules { is_iso: false, are_instants: false, is_geology: true };
        assert_eq!(read("65.5", &rules).unwrap().text(), "Y-65500000");
        assert_eq!(read("-0", &rules).unwrap().text(), "0000");
    }
}
