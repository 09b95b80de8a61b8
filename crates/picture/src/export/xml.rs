//! Words inside XML: never markup, whatever they are.

/// Appends words so that they are words again when read, in an attribute between double quotes or between
/// tags.
///
/// Line ends and tabs become spaces; what XML 1.0 cannot hold (other control characters, U+FFFE, U+FFFF) is
/// left out.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
}

/// The escaped words.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// The address if a reader may follow it: http, https or mailto, and nothing in it that no address has.
pub(super) fn followable(address: &str) -> Option<&str> {
    let lower = address.get(..8.min(address.len())).unwrap_or_default().to_ascii_lowercase();
    let is_known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let is_clean = !address.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    (is_known && is_clean).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_words() {
        assert_eq!(
            escaped("<b a=\"1\">R&D’s\n'x'\u{0}\u{FFFF}</b>"),
            "&lt;b a=&quot;1&quot;&gt;R&amp;D’s &#39;x&#39;&lt;/b&gt;"
        );
    }

    #[test]
    fn only_addresses_that_a_reader_expects_are_followed() {
        for (address, followed) in [
            ("https://www.channelnewsasia.com/a?b=c&d", true),
            ("HTTP://example.org", true),
            ("mailto:a@example.org", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("file:///etc/passwd", false),
            ("https://exa mple.org", false),
            ("java\nscript:x", false),
            ("é", false),
            ("", false),
        ] {
            assert_eq!(followable(address).is_some(), followed, "{address:?}");
        }
    }
}
