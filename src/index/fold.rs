//! One form of a word, so that a search finds "Résumé" by "resume".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of a character: compatibility decomposition (Unicode NFKD) without combining
/// marks, in lower case, with straight quotation marks, plain hyphens and plain spaces.
///
/// Scripts whose vowels are combining signs (Tamil, Devanagari, Thai) keep them: only the marks of the
/// blocks for Latin, Greek and Cyrillic fall.
pub(super) fn fold_char(sign: char, folded: &mut String) {
    let plain = match sign {
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
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|sign| fold_char(sign, &mut folded));
    folded
}

/// The folded form of a text, and for each of its bytes where the character it came from begins and ends
/// in the text.
pub(super) fn fold_with_places(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        fold_char(sign, &mut folded);
        places.resize(folded.len(), (at, at + sign.len_utf8()));
    }
    (folded, places)
}

#[cfg(test)]
mod tests {
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
    fn every_folded_byte_knows_where_it_came_from() {
        let text = "aé“ﬁ”";
        let (folded, places) = fold_with_places(text);
        assert_eq!(folded, "ae\"fi\"");
        assert_eq!(places.len(), folded.len());
        assert_eq!(&text[places[1].0..places[1].1], "é");
        assert_eq!(&text[places[4].0..places[4].1], "ﬁ");
    }
}
