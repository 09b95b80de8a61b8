//! Lengths of time in words, "1 year 3 months", and how a reading of the calendar moves by them.

use dateline_time::Precision;
use dateline_time::recurrence::Unit;

/// The unit that a word in lower case names.
pub(super) fn unit_from_word(word: &str) -> Option<Unit> {
    let unit = match word {
        "ms" | "milli" | "millis" | "millisecond" | "milliseconds" => Unit::Millisecond,
        "s" | "sec" | "secs" | "second" | "seconds" => Unit::Second,
        "m" | "min" | "mins" | "minute" | "minutes" => Unit::Minute,
        "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hour,
        "d" | "day" | "days" => Unit::Day,
        "weekday" | "weekdays" | "workday" | "workdays" | "businessday" | "businessdays" => Unit::WorkDay,
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Week,
        "mo" | "mos" | "month" | "months" => Unit::Month,
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Year,
        _ => return None,
    };
    Some(unit)
}

/// A length of time: numbers of units, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount(pub Vec<(i64, Unit)>);

/// More of a unit than this is no length of time that anybody means.
const MOST: i64 = 1_000_000_000;

impl Amount {
    /// Reads "3 weeks", "3weeks", "1 year, 2 months and 3 days", "5 work days". `None` where it is anything
    /// else.
    pub fn parse(text: &str) -> Option<Amount> {
        let spaced = spaced(text);
        let mut words =
            spaced.split([' ', ',', '\t']).filter(|word| !word.is_empty() && *word != "and").peekable();
        let mut parts = Vec::new();
        while let Some(word) = words.next() {
            let number = count(word)?;
            let name = words.next()?;
            let is_compound = matches!(name, "week" | "work" | "business")
                && words.peek().is_some_and(|next| matches!(*next, "day" | "days"));
            let unit = if is_compound {
                words.next();
                Unit::WorkDay
            } else {
                unit_from_word(name)?
            };
            parts.push((number, unit));
        }
        (!parts.is_empty()).then_some(Amount(parts))
    }

    /// How finely a date is known that was counted with this.
    pub fn precision(&self) -> Precision {
        self.0.iter().map(|(_, unit)| unit.precision()).max().unwrap_or(Precision::Day)
    }

    /// The reading that lies this much after another, in seconds since 1970 as clocks show them; before it
    /// where `is_back`. Days that a month does not have become its last one.
    pub fn added_to(&self, seconds: i128, is_back: bool) -> i128 {
        self.0.iter().fold(seconds, |at, (number, unit)| {
            unit.added_to(at, i128::from(if is_back { -number } else { *number }))
        })
    }
}

/// In lower case, with a space between digits and letters.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut was_digit = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if was_digit && letter.is_alphabetic() {
            spaced.push(' ');
        }
        was_digit = letter.is_ascii_digit();
        spaced.push(letter);
    }
    spaced
}

fn count(word: &str) -> Option<i64> {
    match word {
        "a" | "an" | "one" => Some(1),
        _ => word.parse().ok().filter(|number| (0..=MOST).contains(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::CivilTime;

    #[test]
    fn lengths_move_the_calendar() {
        let cases = [
            ("3 weeks", "2022-02-10", Some("2022-03-03")),
            ("1 month", "2022-01-31", Some("2022-02-28")),
            ("1 year 2 months", "2024-02-29", Some("2025-04-28")),
            ("1 year, 2 months and 3 days", "2022-01-01", Some("2023-03-04")),
            ("10days", "2022-01-01", Some("2022-01-11")),
            ("a day", "2022-01-01", Some("2022-01-02")),
            // 7 January 2022 is a Friday.
            ("1 work day", "2022-01-07", Some("2022-01-10")),
            ("5 weekdays", "2022-01-07", Some("2022-01-14")),
            ("6 business days", "2022-01-07", Some("2022-01-17")),
            ("0 work days", "2022-01-08", Some("2022-01-10")),
            ("2 week days", "2022-01-08", Some("2022-01-11")),
            ("36 hours", "2022-01-01", Some("2022-01-02")),
            ("3", "2022-01-01", None),
            ("weeks", "2022-01-01", None),
            ("3 apples", "2022-01-01", None),
            ("99999999999 years", "2022-01-01", None),
            ("", "2022-01-01", None),
        ];
        for (amount, from, expected) in cases {
            let fields: Vec<u8> = from.split('-').skip(1).map(|field| field.parse().unwrap()).collect();
            let year = from.get(..4).unwrap().parse().unwrap();
            let start = CivilTime::midnight(year, fields[0], fields[1]).seconds();
            let moved = Amount::parse(amount).map(|amount| {
                let CivilTime { year, month, day, .. } =
                    CivilTime::from_seconds(amount.added_to(start, false));
                format!("{year:04}-{month:02}-{day:02}")
            });
            assert_eq!(moved.as_deref(), expected, "{amount}");
        }
    }
}
