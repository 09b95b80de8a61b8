//! Times that machines count in milliseconds since 1970.

use super::from_parts::DateParts;
use crate::calendar::CivilTime;
use crate::date::edtf_date::Date;

/// The moment of a number of milliseconds since 1970 began in UTC, to the second. `None` beyond a billion
/// years.
pub fn date_from_unix_milliseconds(milliseconds: f64) -> Option<Date> {
    if milliseconds.is_nan() || milliseconds.abs() >= 3.2e19 {
        return None;
    }
    let civil = CivilTime::from_seconds((milliseconds / 1_000.0).floor() as i128);
    let day = DateParts::day(civil.year, civil.month, civil.day);
    let clock = Some((civil.hour, civil.minute));
    DateParts { clock, second: Some(civil.second), offset: Some(0), ..day }.date().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_moments() {
        let cases = [
            (0.0, "1970-01-01T00:00:00Z"),
            (1_420_070_400_999.0, "2015-01-01T00:00:00Z"),
            (-1.0, "1969-12-31T23:59:59Z"),
        ];
        for (milliseconds, expected) in cases {
            assert_eq!(date_from_unix_milliseconds(milliseconds).unwrap().text(), expected);
        }
        assert!(
            date_from_unix_milliseconds(f64::NAN).is_none() && date_from_unix_milliseconds(1e300).is_none()
        );
    }
}
