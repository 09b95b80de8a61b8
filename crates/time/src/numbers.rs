//! Years, centuries and other numbers as text; one spelling for dates and for the axis.

const MILLION: u64 = 1_000_000;

/// A whole number with a comma between thousands: "13,800,000".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with the ending of its rank: "1st", "22nd", "13th".
pub(super) fn ordinal(number: u64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", grouped(number))
}

/// A large number in few characters where that loses nothing: "13.8 billion", else "13,800,000,001".
pub fn magnitude(number: u64) -> String {
    const BILLION: u64 = 1_000_000_000;
    let (unit, name) = if number >= BILLION { (BILLION, "billion") } else { (MILLION, "million") };
    let thousandth = unit / 1000;
    if number < MILLION || !number.is_multiple_of(thousandth) {
        return grouped(number);
    }
    let fraction = format!("{:03}", number % unit / thousandth);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction} {name}", grouped(number / unit))
}

/// The number of a year in its era: astronomical 2022 is 2022 CE, 0 is 1 BCE, -43 is 44 BCE.
pub(super) fn number_in_era(year: i64) -> u64 {
    if year > 0 { year.unsigned_abs() } else { year.unsigned_abs() + 1 }
}

/// "BCE" up to astronomical year 0, else "CE".
pub(super) fn era(year: i64) -> &'static str {
    if year > 0 { "CE" } else { "BCE" }
}

/// A year as text. The era is said where it is in doubt: before 1 CE, up to 999 CE, and beyond 9999.
/// "2022", "985 CE", "44 BCE", "12,000 CE".
pub fn year_text(year: i64) -> String {
    match year {
        1000..=9999 => year.to_string(),
        -9998..=999 => format!("{} {}", number_in_era(year), era(year)),
        _ => format!("{} {}", grouped(number_in_era(year)), era(year)),
    }
}

/// A year as text, as exact as matters beside a stretch of `span` years: from a million on, its number is
/// rounded to the power of ten below a five-hundredth of the span, which keeps three significant figures or
/// four of a number as large as the span. "13.8 billion BCE" beside the age of the world, "13,800,000,001
/// BCE" beside a century. Smaller years are exact.
pub fn rounded_year_text(year: i64, span: u64) -> String {
    let number = number_in_era(year);
    if number < MILLION {
        return year_text(year);
    }
    let nearest = 10_u64.pow((span / 500).checked_ilog10().unwrap_or(0));
    let rounded = number.saturating_add(nearest / 2) / nearest * nearest;
    format!("{} {}", magnitude(rounded), era(year))
}

/// The century that a year belongs to by its digits, as EDTF's `19XX` and everyday speech count it: 1900 to
/// 1999 is the 20th century. Before the common era centuries are counted as historians do: 500 to 401 BCE
/// is the 5th century BCE.
pub(super) fn century_text(year: i64) -> String {
    period_text(year, 100, "century")
}

/// The millennium that a year belongs to by its digits: 1000 to 1999 is the 2nd millennium.
pub(super) fn millennium_text(year: i64) -> String {
    period_text(year, 1000, "millennium")
}

/// The rank of the period of `length` years that a year belongs to.
fn period_text(year: i64, length: u64, name: &str) -> String {
    if year > 0 {
        format!("{} {name}", ordinal(year.unsigned_abs() / length + 1))
    } else {
        format!("{} {name} BCE", ordinal(year.unsigned_abs() / length + 1))
    }
}

/// A whole number as small raised digits: "⁹⁹".
pub(super) fn raised(number: u32) -> String {
    let raise = |digit: char| match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁰',
    };
    number.to_string().chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_say_their_era_where_it_is_in_doubt() {
        let cases = [
            (2022, "2022"),
            (1000, "1000"),
            (999, "999 CE"),
            (1, "1 CE"),
            (0, "1 BCE"),
            (-43, "44 BCE"),
            (-9998, "9999 BCE"),
            (-9999, "10,000 BCE"),
            (10_000, "10,000 CE"),
            (i64::MIN, "9,223,372,036,854,775,809 BCE"),
        ];
        for (year, text) in cases {
            assert_eq!(year_text(year), text);
        }
    }

    #[test]
    fn long_years_are_rounded_beside_long_stretches() {
        let cases = [
            (-13_800_000_000, 15_358_267_799, "13.8 billion BCE"),
            (1_558_267_799, 15_358_267_799, "1.56 billion CE"),
            (2026, 15_358_267_799, "2026"),
            (-199_999, 2_000_000, "200,000 BCE"),
            (-65_999_999, 12_000_000, "66 million BCE"),
            (-66_043_210, 12_000_000, "66.04 million BCE"),
            (-66_043_210, 100_000, "66,043,200 BCE"),
            (-66_043_210, 100, "66,043,211 BCE"),
            (i64::MIN, u64::MAX, "9,220,000,000 billion BCE"),
            (999_999_999, 1_500_000_000, "1 billion CE"),
        ];
        for (year, span, text) in cases {
            assert_eq!(rounded_year_text(year, span), text, "{year} {span}");
        }
    }

    #[test]
    fn centuries_and_millennia_have_their_rank() {
        let centuries = [
            (1900, "20th century"),
            (2000, "21st century"),
            (1, "1st century"),
            (99, "1st century"),
            (0, "1st century BCE"),
            (-99, "1st century BCE"),
            (-100, "2nd century BCE"),
            (-499, "5th century BCE"),
            (1100, "12th century"),
        ];
        for (year, text) in centuries {
            assert_eq!(century_text(year), text, "{year}");
        }
        assert_eq!(millennium_text(1000), "2nd millennium");
        assert_eq!(millennium_text(-2999), "3rd millennium BCE");
    }

    #[test]
    fn large_numbers_are_short_where_nothing_is_lost() {
        let cases = [
            (13_800_000_000, "13.8 billion"),
            (66_000_000, "66 million"),
            (171_010_000, "171.01 million"),
            (338_800, "338,800"),
            (13_800_000_001, "13,800,000,001"),
            (1_000_000_000_000, "1,000 billion"),
        ];
        for (number, text) in cases {
            assert_eq!(magnitude(number), text);
        }
    }
}
