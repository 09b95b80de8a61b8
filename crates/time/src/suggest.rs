//! "Did you mean …?": the nearest of the words that are allowed.

/// Maximum length of a word that is compared, in chars; nobody mistypes a longer one by two letters.
const MAX_CHARS: usize = 64;

/// The candidate that a word was probably meant to be: equal but for case, else at most one slip in a word
/// of up to four letters and two in a longer one.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let lower_word = lower_case(word);
    let length = lower_word.chars().count();
    if !(1..=MAX_CHARS).contains(&length) {
        return None;
    }
    let limit = if length <= 4 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let lower = lower_case(candidate);
        if lower.is_empty() || lower.chars().count().abs_diff(length) > limit {
            continue;
        }
        let slips = slips_between(&lower_word, &lower);
        if slips <= limit && best.is_none_or(|(fewest, _)| slips < fewest) {
            best = Some((slips, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// "Did you mean cyber?" for a word that is none of the candidates, or nothing when none is near.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |candidate| format!("Did you mean {candidate}?"))
}

/// How many slips lie between two words: a letter too many, too few, another one, or two swapped (optimal
/// string alignment distance). The one measure by which anything is suggested.
pub(crate) fn slips_between(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// A word in lower case; a word that is too long is cut to one char more than is compared.
fn lower_case(word: &str) -> String {
    word.chars().take(MAX_CHARS + 1).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_or_none() {
        let lanes = ["cyber", "trade", "defence"];
        let cases = [
            ("cybr", Some("cyber")),
            ("Cyber", Some("cyber")),
            ("cyebr", Some("cyber")),
            ("defense", Some("defence")),
            ("space", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, lanes), expected, "{word}");
        }
    }
}
