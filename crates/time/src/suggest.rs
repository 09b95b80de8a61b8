//! "Did you mean …?": the nearest of the words that would have been right.

/// Longest word that is compared; nobody mistypes a longer one by two letters.
const LONGEST: usize = 64;

/// The candidate that a word was probably meant to be: equal but for case, else at most one slip in a word
/// of up to four letters and two in a longer one. A slip is a letter too many, too few, another one, or two
/// swapped (optimal string alignment distance).
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted: Vec<char> = word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    let limit = if wanted.len() <= 4 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
        if letters.len().abs_diff(wanted.len()) > limit || letters.is_empty() {
            continue;
        }
        let slips = slips_between(&wanted, &letters);
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

fn slips_between(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut slips =
                (cell(&above, j) + usize::from(x != y)).min(cell(&above, j + 1) + 1).min(cell(&row, j) + 1);
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if is_swap {
                slips = slips.min(cell(&before, j - 1) + 1);
            }
            row.push(slips);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
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
