//! One form of a word, so that a search finds "Résumé" by "resume".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of a character: compatibility decomposition (Unicode NFKD) without combining
/// marks, in lower case, with straight quotation marks, plain hyphens and plain spaces.
///
/// Scripts whose vowels are combining marks (Tamil, Devanagari, Thai) keep them: only the marks of the
/// blocks for Latin, Greek and Cyrillic are dropped.
pub fn fold_char(char: char, folded: &mut String) {
    match char {
        // White space is a space, of every kind.
        '\t'..='\r' => folded.push(' '),
        _ if is_ascii_or_ideograph(char) => folded.push(char.to_ascii_lowercase()),
        _ => fold_other(char, folded),
    }
}

/// Whether folding can change only its case. This holds for most chars of most texts, and needs no tables.
fn is_ascii_or_ideograph(char: char) -> bool {
    char.is_ascii() || matches!(char, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

fn fold_other(char: char, folded: &mut String) {
    let plain = match char {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201F}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{00AD}' => return,
        other if other.is_whitespace() => ' ',
        other => other,
    };
    for part in std::iter::once(plain).nfkd() {
        let is_dropped = is_combining_mark(part) && matches!(part, '\u{0300}'..='\u{036F}');
        if !is_dropped {
            folded.extend(part.to_lowercase());
        }
    }
}

/// The folded form of a text.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|char| fold_char(char, &mut folded));
    folded
}

/// Whether the folded form of a text is another one than [`plain`](super::needle::plain) makes of its bytes.
pub(super) fn is_folded_apart(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut folded = String::new();
    text.chars().filter(|char| !is_ascii_or_ideograph(*char)).any(|char| {
        folded.clear();
        fold_other(char, &mut folded);
        !folded.chars().eq([char])
    })
}

/// The folded form of a text, and for each of its bytes where the character it came from begins and ends
/// in the text.
pub fn fold_with_offsets(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut folded = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        fold_char(char, &mut folded);
        offsets.resize(folded.len(), (at, at + char.len_utf8()));
    }
    (folded, offsets)
}

#[cfg(test)]
mod tests {
    use super::super::needle::plain;
    use super::*;

    #[test]
    fn folding_removes_what_fingers_do_not_type() {
        for (text, expected) in [
            ("Résumé", "resume"),
            ("Harris’ “visit”", "harris' \"visit\""),
            ("22–24\u{a0}August", "22-24 august"),
            ("ﬁnance", "finance"),
            ("新加坡", "新加坡"),
            ("சிங்கப்பூர்", "சிங்கப்பூர்"),
            ("co\u{ad}operation", "cooperation"),
            ("ÅNGSTRÖM", "angstrom"),
        ] {
            assert_eq!(fold(text), expected.nfkd().collect::<String>(), "{text}");
        }
    }

    #[test]
    fn the_short_way_folds_as_the_long_one_does() {
        for char in ('\0'..='\u{9FFF}').filter(|char| is_ascii_or_ideograph(*char)) {
            let mut long = String::new();
            fold_other(char, &mut long);
            assert_eq!(fold(&char.to_string()), long, "{char:?}");
        }
    }

    #[test]
    fn a_text_is_folded_apart_when_bytes_alone_do_not_say_how() {
        for (text, expected) in [
            ("Plain\tASCII\nÜ", true),
            ("Plain\tASCII\n\u{0}", false),
            ("Harris’ visit", true),
            ("新加坡 ABC", false),
            ("新加坡，ABC", true),
            ("சிங்கப்பூர் A", false),
            ("한", true),
            ("ö", true),
            ("ß", false),
        ] {
            let plainly: String = text.bytes().map(|byte| char::from(plain(byte))).collect();
            assert_eq!(is_folded_apart(text), expected, "{text}");
            assert!(!text.is_ascii() || fold(text) == plainly, "{text}");
        }
    }

    #[test]
    fn every_folded_byte_knows_where_it_came_from() {
        let text = "aé“ﬁ”";
        let (folded, offsets) = fold_with_offsets(text);
        assert_eq!(folded, "ae\"fi\"");
        assert_eq!(offsets.len(), folded.len());
        assert_eq!(&text[offsets[1].0..offsets[1].1], "é");
        assert_eq!(&text[offsets[4].0..offsets[4].1], "ﬁ");
    }
}
