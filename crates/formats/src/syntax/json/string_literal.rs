//! Texts: escapes, and what to make of one that is not quite JSON.

use std::borrow::Cow;

use super::raw::{Kind, Raw};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// The words of a JSON text. Sound texts are borrowed where they hold no escape.
pub(super) fn text_of<'a>(raw: Raw<'a>, log: &mut Log, path: &Path<'_>) -> Cow<'a, str> {
    if raw.kind() != Kind::Text {
        return Cow::Borrowed(raw.text);
    }
    let inner = raw.text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = inner
        && !inner.bytes().any(|byte| byte == b'\\' || byte == b'"' || byte < 0x20)
    {
        return Cow::Borrowed(inner);
    }
    match serde_json::from_str::<String>(raw.text) {
        Ok(text) => Cow::Owned(text),
        Err(_) => Cow::Owned(read_broken(raw, log, path)),
    }
}

/// Reads a text with slips in it: half a surrogate pair, an unknown escape, a bare control character, no
/// closing quotation mark.
fn read_broken(raw: Raw<'_>, log: &mut Log, path: &Path<'_>) -> String {
    let mut text = String::with_capacity(raw.text.len());
    let body = raw.text.get(1..).unwrap_or_default();
    let mut rest = body;
    let mut controls = 0;
    let mut report = |at: usize, message: String, hint: &str| {
        log.push(Diagnostic::new(Severity::Error, at..at + 1, path, message).hint(hint));
    };
    loop {
        let at = raw.at + 1 + (body.len() - rest.len());
        let mut chars = rest.chars();
        match chars.next() {
            None => {
                report(
                    raw.at,
                    "The closing quotation mark is missing".into(),
                    "Add \" at the end of the text",
                );
                text.truncate(text.trim_end_matches([',', ' ', '\t', '\r']).len());
                return text;
            }
            Some('"') => return text,
            Some('\\') => {
                rest = chars.as_str();
                match read_escape(rest) {
                    Ok((c, used)) => {
                        text.push(c);
                        rest = rest.get(used..).unwrap_or_default();
                    }
                    Err(Escape::HalfPair(used)) => {
                        report(at, "Half a surrogate pair".into(), "Write the character itself");
                        text.push(char::REPLACEMENT_CHARACTER);
                        rest = rest.get(used..).unwrap_or_default();
                    }
                    Err(Escape::Unknown) => {
                        report(at, "This escape is not JSON".into(), "Write \\\\ for a backslash");
                        text.push('\\');
                    }
                }
                continue;
            }
            Some(c) => {
                if c < ' ' && controls == 0 {
                    controls += 1;
                    let name = if c == '\n' || c == '\r' { "line break" } else { "control character" };
                    let hint =
                        if name == "line break" { "Write \\n" } else { "Write it as an escape, as \\t" };
                    report(at, format!("A bare {name} in a text is not JSON"), hint);
                }
                text.push(c);
            }
        }
        rest = chars.as_str();
    }
}

enum Escape {
    /// Half a surrogate pair, that many bytes long after the backslash.
    HalfPair(usize),
    Unknown,
}

/// The character of an escape and how many bytes it takes after the backslash.
fn read_escape(rest: &str) -> Result<(char, usize), Escape> {
    let c = match rest.as_bytes().first() {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return read_code(rest),
        _ => return Err(Escape::Unknown),
    };
    Ok((c, 1))
}

fn read_code(rest: &str) -> Result<(char, usize), Escape> {
    let code = |at: usize| -> Option<u32> {
        let digits = rest.get(at..at + 4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let first = code(1).ok_or(Escape::Unknown)?;
    if let Some(c) = char::from_u32(first) {
        return Ok((c, 5));
    }
    let second = (rest.get(5..7) == Some("\\u")).then(|| code(7)).flatten();
    match second {
        Some(second @ 0xDC00..=0xDFFF) if first < 0xDC00 => {
            let c = char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            Ok((c.unwrap_or(char::REPLACEMENT_CHARACTER), 11))
        }
        _ => Err(Escape::HalfPair(5)),
    }
}

/// A text as JSON, with its quotation marks and escapes.
pub(crate) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
