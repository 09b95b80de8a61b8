//! Tests whether a text ends with a pattern, many times, at positions that only rise.

/// A pattern, and how much of it is before the position that was tested last.
///
/// Comparing the pattern anew at every position costs its length each time: a prefix of a million letters
/// before each of a million words. Here a test costs the distance from the last one or the length of the
/// pattern, whichever is less (Knuth, Morris and Pratt, 1977). One `usize` for each byte of the pattern.
pub(super) struct EndsWith<'p> {
    pattern: &'p [u8],
    /// For each beginning of the pattern, how long the longest shorter one is that it ends with. Made when
    /// the first comparison needs it.
    borders: Vec<usize>,
    /// How many bytes of the pattern are before `at`.
    matched: usize,
    at: usize,
    /// How many bytes were compared.
    steps: usize,
}

impl<'p> EndsWith<'p> {
    pub(super) fn new(pattern: &'p str) -> EndsWith<'p> {
        EndsWith { pattern: pattern.as_bytes(), borders: Vec::new(), matched: 0, at: 0, steps: 0 }
    }

    /// Whether the first `end` bytes of a text end with the pattern. The text is the same each time, and
    /// `end` is no less than before.
    pub(super) fn is_before(&mut self, text: &str, end: usize) -> bool {
        let Some(start) = end.checked_sub(self.pattern.len()) else { return false };
        if self.pattern.is_empty() {
            return true;
        }
        if self.borders.is_empty() {
            self.borders = borders_of(self.pattern, &mut self.steps);
        }
        if start > self.at {
            (self.at, self.matched) = (start, 0);
        }
        for byte in text.as_bytes().get(self.at..end).unwrap_or_default() {
            self.matched = extended(self.pattern, &self.borders, self.matched, *byte, &mut self.steps);
        }
        self.at = end.max(self.at);
        self.matched == self.pattern.len()
    }

    /// How many bytes were compared in all: for tests of how the work grows.
    #[cfg(test)]
    pub(super) fn steps(&self) -> usize {
        self.steps
    }
}

/// How many bytes of the pattern are before the next position, where `matched` are before this one.
fn extended(pattern: &[u8], borders: &[usize], matched: usize, byte: u8, steps: &mut usize) -> usize {
    let mut matched = matched;
    loop {
        *steps += 1;
        if pattern.get(matched) == Some(&byte) {
            return matched + 1;
        }
        let Some(shorter) = matched.checked_sub(1).and_then(|last| borders.get(last)) else { return 0 };
        matched = *shorter;
    }
}

fn borders_of(pattern: &[u8], steps: &mut usize) -> Vec<usize> {
    let mut borders = Vec::with_capacity(pattern.len());
    borders.push(0);
    let mut matched = 0;
    for byte in pattern.iter().skip(1) {
        matched = extended(pattern, &borders, matched, *byte, steps);
        borders.push(matched);
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_answers_as_a_comparison_does(text in "[ab]{0,40}", pattern in "[ab]{0,6}", skip in 1..5_usize) {
            let mut ends_with = EndsWith::new(&pattern);
            for end in (0..=text.len()).step_by(skip) {
                prop_assert_eq!(ends_with.is_before(&text, end), text[..end].ends_with(&pattern), "{}", end);
                prop_assert_eq!(ends_with.is_before(&text, end), text[..end].ends_with(&pattern), "{} again", end);
            }
            prop_assert!(ends_with.steps() <= 2 * (text.len() + pattern.len()));
        }
    }

    #[test]
    fn far_positions_cost_no_more_than_the_pattern() {
        let text = "x".repeat(10_000);
        let mut ends_with = EndsWith::new("xxy");
        assert!(!ends_with.is_before(&text, 5_000) && !ends_with.is_before(&text, 10_000));
        assert!(ends_with.steps() <= 20, "{}", ends_with.steps());
    }
}
