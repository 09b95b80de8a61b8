//! A text of another program in one line.

/// Words without line breaks and without space at the ends.
pub(crate) fn in_one_line(text: &str) -> String {
    let is_plain = !text.contains(['\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    if is_plain { text.trim().to_owned() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") }
}
