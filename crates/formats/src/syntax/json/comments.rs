//! JSON with comments (JSONC): `//` to the end of the line and `/* */` become spaces, byte for byte, so that
//! every other byte keeps its place. Files without comments never come here.

use serde_json::value::RawValue;

/// The text with spaces in the place of comments, and of commas before a closing bracket where these are
/// allowed. `None` where there is nothing of the kind, or where the text is not sound without it: then it is
/// to be mended, and a quotation mark that is missing must not make a comment of an address.
///
/// Two passes over the text.
pub(crate) fn without_comments(text: &str, has_free_commas: bool) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let mut is_changed = false;
    let mut at = 0;
    // The last comma with nothing but space and comments behind it.
    let mut comma = None;
    while let Some(byte) = bytes.get(at).copied() {
        match (byte, bytes.get(at + 1).copied()) {
            (b'"', _) => {
                comma = None;
                at = end_of_string(&bytes, at);
                continue;
            }
            (b'/', Some(next @ (b'/' | b'*'))) => {
                let end = end_of_comment(text, at, next);
                blank(&mut bytes, at, end);
                is_changed = true;
                at = end;
                continue;
            }
            (b',', _) => comma = Some(at),
            (b'}' | b']', _) if has_free_commas && comma.is_some() => {
                let start = comma.take().unwrap_or(at);
                blank(&mut bytes, start, start + 1);
                is_changed = true;
            }
            (b' ' | b'\t' | b'\r' | b'\n', _) => {}
            _ => comma = None,
        }
        at += 1;
    }
    let plain = is_changed.then(|| String::from_utf8(bytes).ok()).flatten()?;
    let mut values = serde_json::Deserializer::from_str(&plain).into_iter::<&RawValue>();
    values.all(|value| value.is_ok()).then_some(plain)
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_comment(text: &str, start: usize, mark: u8) -> usize {
    let rest = text.get(start + 2..).unwrap_or_default();
    let end = if mark == b'*' { rest.find("*/").map(|at| at + 2) } else { rest.find('\n') };
    end.map_or(text.len(), |end| start + 2 + end)
}

/// Puts spaces in a stretch; its line breaks stay.
fn blank(bytes: &mut [u8], start: usize, end: usize) {
    for byte in bytes.get_mut(start..end).unwrap_or_default() {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces_and_all_else_keeps_its_place() {
        let text = "// mine é\n[{\"a\": \"http://x /* no */\", /* two\r\nlines */ \"b\": 1}, ]//end";
        assert_eq!(without_comments(text, false), None, "a comma too many is still a slip");
        let plain = without_comments(text, true).unwrap();
        assert_eq!(plain.len(), text.len());
        assert_eq!(plain.find("\"b\""), text.find("\"b\""));
        assert_eq!(plain.trim(), "[{\"a\": \"http://x /* no */\",       \r\n         \"b\": 1}  ]");
        assert_eq!(without_comments("[1, 2]", true), None, "there is nothing to take away");
        assert_eq!(without_comments("{\"a\": \"x}\n{\"b\": \"http://y\"}", false), None, "this is not sound");
        assert!(without_comments("{\"a\": 1} // one\n{\"a\": 2}", false).is_some(), "nor are lines a slip");
    }
}
