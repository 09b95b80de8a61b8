//! Finds a quotation in a text.

use std::ops::Range;
use std::sync::OnceLock;

use super::ends_with::EndsWith;
use super::normal::Normal;
use crate::model::{Quote, Verdict};

/// Whether the text around the quotation is what the quotation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The quotation names neither prefix nor suffix.
    NotGiven,
    /// All that is named is there.
    Agrees,
    /// The quotation is in the text, but other text is around it.
    Differs,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Verbatim, same words, not found or no source text; *near* is never found.
    pub verdict: Verdict,
    /// Where the quotation is in the source text, in bytes.
    pub at: Option<Range<usize>>,
    /// Whether prefix and suffix agree; not given where the quotation is not found.
    pub context: Context,
    /// How often the quotation is in the text, in the form in which it was found.
    pub occurrences: usize,
}

impl Finding {
    fn without_location(verdict: Verdict) -> Self {
        Finding { verdict, at: None, context: Context::NotGiven, occurrences: 0 }
    }

    /// What there is to say beyond the verdict; empty when nothing.
    pub fn note(&self) -> String {
        match (self.context, self.occurrences) {
            (Context::Differs, _) => "Prefix or suffix differ from what stands around the words".to_owned(),
            (Context::NotGiven, 2..) => {
                format!("The words stand in the text {} times, this is the first place", self.occurrences)
            }
            _ => String::new(),
        }
    }
}

/// A text to check many quotations in; its normal form is made once, when first needed.
#[derive(Debug)]
pub struct SourceText<'t> {
    text: &'t str,
    normal: OnceLock<Normal<'t>>,
}

impl<'t> SourceText<'t> {
    /// Wraps a text; costs nothing.
    pub fn new(text: &'t str) -> Self {
        SourceText { text, normal: OnceLock::new() }
    }

    /// The text itself.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Looks for a quotation, first character for character, then as the same text once quotation marks,
    /// dashes, spaces and Unicode form are made alike. Of several locations, one where prefix and suffix
    /// agree is preferred, then the first. Linear in the text.
    pub fn find(&self, quote: &Quote) -> Finding {
        let exact = quote.exact.as_str();
        if exact.trim().is_empty() {
            return Finding::without_location(Verdict::NotFound);
        }
        if let Some(location) = locate(self.text, exact, &quote.prefix, &quote.suffix) {
            return location.finding(Verdict::Verbatim, Some);
        }
        let normal = self.normal.get_or_init(|| Normal::of(self.text));
        let [exact, prefix, suffix] = [exact, quote.prefix.as_str(), quote.suffix.as_str()].map(Normal::of);
        // A quotation of nothing but soft hyphens has no text.
        if exact.form().is_empty() {
            return Finding::without_location(Verdict::NotFound);
        }
        match locate(normal.form(), exact.form(), prefix.form(), suffix.form()) {
            Some(location) => location.finding(Verdict::SameWords, |range| normal.origin_of(range)),
            None => Finding::without_location(Verdict::NotFound),
        }
    }
}

/// Looks for a quotation in the text of its source, if there is one. See [`SourceText::find`].
pub fn check(quote: &Quote, source_text: Option<&str>) -> Finding {
    match source_text {
        Some(text) => SourceText::new(text).find(quote),
        None => Finding::without_location(Verdict::NoSourceText),
    }
}

struct Location {
    range: Range<usize>,
    context: Context,
    occurrences: usize,
}

impl Location {
    fn finding(self, verdict: Verdict, origin: impl Fn(Range<usize>) -> Option<Range<usize>>) -> Finding {
        Finding { verdict, at: origin(self.range), context: self.context, occurrences: self.occurrences }
    }
}

/// The best location of a quotation in a text; spaces between it and its context do not count.
fn locate(text: &str, exact: &str, prefix: &str, suffix: &str) -> Option<Location> {
    let joined = [prefix, exact, suffix].concat();
    let before = prefix.len();
    let mut surroundings = Surroundings::new(text, prefix.trim(), suffix.trim());
    let mut first = None;
    // Looked for as a whole first: the loop below skips hits that overlap one another.
    let mut agreeing = text.find(&joined).map(|at| {
        let start = at + before;
        start..start + exact.len()
    });
    let mut occurrences = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(exact)) {
        let range = from + at..from + at + exact.len();
        occurrences += 1;
        from = range.end;
        if agreeing.is_none() && surroundings.surround(&range) {
            agreeing = Some(range.clone());
        }
        first.get_or_insert(range);
    }
    let context = match (surroundings.is_empty(), agreeing.is_some()) {
        (true, _) => Context::NotGiven,
        (false, true) => Context::Agrees,
        (false, false) => Context::Differs,
    };
    Some(Location { range: agreeing.or(first)?, context, occurrences })
}

/// The prefix and suffix of a quotation, compared in time that grows with the text alone.
struct Surroundings<'t> {
    text: &'t str,
    prefix: EndsWith<'t>,
    suffix: EndsWith<'t>,
    prefix_len: usize,
    suffix_len: usize,
}

impl<'t> Surroundings<'t> {
    fn new(text: &'t str, prefix: &'t str, suffix: &'t str) -> Self {
        let (prefix_len, suffix_len) = (prefix.len(), suffix.len());
        let [prefix, suffix] = [prefix, suffix].map(EndsWith::new);
        Surroundings { text, prefix, suffix, prefix_len, suffix_len }
    }

    fn is_empty(&self) -> bool {
        self.prefix_len == 0 && self.suffix_len == 0
    }

    /// Whether they are around a range of the text, which begins after the one of the call before.
    fn surround(&mut self, range: &Range<usize>) -> bool {
        let before = self.text.get(..range.start).unwrap_or_default().trim_end().len();
        let after = self.text.get(range.end..).unwrap_or_default().trim_start().len();
        let suffix_end = self.text.len() - after + self.suffix_len;
        self.prefix.is_before(self.text, before)
            && suffix_end <= self.text.len()
            && self.suffix.is_before(self.text, suffix_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Repetition is what makes naive comparisons quadratic: each of these prefixes and suffixes agrees with
    /// the text around each of 70,000 words until its last letter, or its first.
    #[test]
    fn long_surroundings_of_many_words_are_compared_once() {
        let text = "ab ".repeat(70_000);
        let long = "ab ".repeat(30_000);
        for (prefix, suffix) in [
            (format!("{long}x"), String::new()),
            (format!("x {long}"), String::new()),
            (String::new(), format!("{long}x")),
            (String::new(), format!("x {long}")),
        ] {
            let mut surroundings = Surroundings::new(&text, prefix.trim(), suffix.trim());
            for start in (0..text.len()).step_by(3) {
                assert!(!surroundings.surround(&(start..start + 2)));
            }
            let steps = surroundings.prefix.steps() + surroundings.suffix.steps();
            assert!(steps > 0 && steps <= 2 * (text.len() + long.len()) + 4, "{steps} steps");
            let location =
                locate(&text, "ab", &prefix, &suffix).map(|location| (location.range, location.context));
            assert_eq!(location, Some((0..2, Context::Differs)));
        }
    }
}
