//! Numbers in drawings: two decimals, the same on every machine and in every language.

/// Coordinates beyond this are moved to it: no picture is so large, and renderers lose their way.
const LIMIT: f32 = 1_000_000.0;

/// A length in hundredths, clamped; what is no number becomes 0.
pub(super) fn hundredths(value: f32) -> i64 {
    if value.is_nan() {
        return 0;
    }
    (f64::from(value.clamp(-LIMIT, LIMIT)) * 100.0).round() as i64
}

/// Writes hundredths as briefly as SVG allows: `1.5`, `.25`, `-.5`, `0`.
pub(super) fn push(out: &mut String, hundredths: i64) {
    use std::fmt::Write;
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    // Writing to a string cannot fail.
    if whole > 0 || part == 0 {
        let _ = write!(out, "{whole}");
    }
    match part {
        0 => {}
        _ if part % 10 == 0 => {
            let _ = write!(out, ".{}", part / 10);
        }
        _ => {
            let _ = write!(out, ".{part:02}");
        }
    }
}

/// A length as SVG writes it.
pub(super) fn text(value: f32) -> String {
    let mut out = String::new();
    push(&mut out, hundredths(value));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_short_and_locale_free() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.001, "0"),
            (1.5, "1.5"),
            (0.25, ".25"),
            (-0.05, "-.05"),
            (12.0, "12"),
            (1234.567, "1234.57"),
            (f32::NAN, "0"),
            (f32::INFINITY, "1000000"),
            (f32::MIN, "-1000000"),
        ] {
            assert_eq!(text(value), expected, "{value}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in -9999.0_f32..9999.0) {
            let back: f32 = text(value).parse().unwrap();
            prop_assert!((back - value).abs() <= 0.006);
        }
    }
}
