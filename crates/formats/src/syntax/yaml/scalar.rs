//! Scalars of YAML as JSON, by the core schema of YAML 1.2: `no` and `2021-08-03` are texts, `2021` is a
//! number.

use crate::syntax::json::json_text;

/// The JSON of a scalar without quotation marks.
pub(crate) fn json_of_plain(text: &str) -> String {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return "null".to_owned(),
        "true" | "True" | "TRUE" => return "true".to_owned(),
        "false" | "False" | "FALSE" => return "false".to_owned(),
        _ => {}
    }
    number(text).unwrap_or_else(|| json_text(text))
}

/// A number as JSON writes it. One with zeros in front stays a text, for it is more often an id, a code or an
/// early year than a quantity; infinity and what is no number have no JSON.
fn number(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    for (mark, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(mark) {
            let is_signed = digits.starts_with(['+', '-']);
            return u64::from_str_radix(digits, radix)
                .ok()
                .filter(|_| !is_signed)
                .map(|value| value.to_string());
        }
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.get(1..).unwrap_or_default().trim_start_matches(['+', '-']);
    let is_number = are_digits(whole)
        && fraction.is_none_or(are_digits)
        && (!whole.is_empty() || fraction.is_some_and(|digits| !digits.is_empty()))
        && (exponent.is_empty() || !power.is_empty() && are_digits(power));
    if !is_number || whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = match fraction {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(digits) => format!(".{digits}"),
    };
    let json = format!("{sign}{whole}{fraction}{exponent}");
    serde_json::from_str::<serde_json::Number>(&json).is_ok().then_some(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_follow_the_core_schema() {
        let cases = [
            ("", "null"),
            ("~", "null"),
            ("Null", "null"),
            ("True", "true"),
            ("yes", "\"yes\""),
            ("no", "\"no\""),
            ("2021", "2021"),
            ("-43", "-43"),
            ("+5", "5"),
            ("0.8", "0.8"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("1e3", "1e3"),
            ("1e400", "\"1e400\""),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0044", "\"0044\""),
            ("1_000", "\"1_000\""),
            ("2021-08-03", "\"2021-08-03\""),
            ("2021-08-03T10:00:00Z", "\"2021-08-03T10:00:00Z\""),
            ("12:30", "\"12:30\""),
            (".inf", "\".inf\""),
            ("-", "\"-\""),
            (".", "\".\""),
            ("1e", "\"1e\""),
            ("0x-1", "\"0x-1\""),
            ("a \"b\"", "\"a \\\"b\\\"\""),
        ];
        for (text, expected) in cases {
            assert_eq!(json_of_plain(text), expected, "{text}");
        }
    }
}
