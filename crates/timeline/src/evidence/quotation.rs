//! Finds the words of a quotation in a text.

use std::ops::Range;
use std::sync::OnceLock;

use super::normal::Normal;
use crate::model::{Quote, Verdict};

/// Whether what the quotation says stands around its words stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The quotation names neither prefix nor suffix.
    NotGiven,
    /// All that is named stands there.
    Agrees,
    /// The words stand in the text, but something else stands around them.
    Differs,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Verbatim, same words, not found or no source text; *near* is never found.
    pub verdict: Verdict,
    /// The bytes of the source text where the words stand.
    pub at: Option<Range<usize>>,
    /// Whether prefix and suffix agree; not given where the words are not found.
    pub context: Context,
    /// How often the words stand in the text, in the form in which they were found.
    pub occurrences: usize,
}

impl Finding {
    fn without_place(verdict: Verdict) -> Self {
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

    /// Looks for a quotation, first character for character, then as the same words once quotation marks,
    /// dashes, spaces and Unicode form are made alike. Of several places the one wins around which prefix
    /// and suffix agree, then the first. Linear in the text.
    pub fn find(&self, quote: &Quote) -> Finding {
        let exact = quote.exact.as_str();
        if exact.trim().is_empty() {
            return Finding::without_place(Verdict::NotFound);
        }
        if let Some(place) = place_of(self.text, exact, &quote.prefix, &quote.suffix) {
            return place.finding(Verdict::Verbatim, Some);
        }
        let normal = self.normal.get_or_init(|| Normal::of(self.text));
        let [exact, prefix, suffix] = [exact, quote.prefix.as_str(), quote.suffix.as_str()].map(Normal::of);
        // A quotation of nothing but soft hyphens has no words.
        if exact.form().is_empty() {
            return Finding::without_place(Verdict::NotFound);
        }
        match place_of(normal.form(), exact.form(), prefix.form(), suffix.form()) {
            Some(place) => place.finding(Verdict::SameWords, |range| normal.origin_of(range)),
            None => Finding::without_place(Verdict::NotFound),
        }
    }
}

/// Looks for a quotation in the text of its source, if there is one. See [`SourceText::find`].
pub fn check(quote: &Quote, source_text: Option<&str>) -> Finding {
    match source_text {
        Some(text) => SourceText::new(text).find(quote),
        None => Finding::without_place(Verdict::NoSourceText),
    }
}

struct Place {
    range: Range<usize>,
    context: Context,
    occurrences: usize,
}

impl Place {
    fn finding(self, verdict: Verdict, origin: impl Fn(Range<usize>) -> Option<Range<usize>>) -> Finding {
        Finding { verdict, at: origin(self.range), context: self.context, occurrences: self.occurrences }
    }
}

/// The best place of the words in a text; spaces between the words and their context do not count.
fn place_of(text: &str, exact: &str, prefix: &str, suffix: &str) -> Option<Place> {
    let joined = [prefix, exact, suffix].concat();
    let before = prefix.len();
    let (prefix, suffix) = (prefix.trim(), suffix.trim());
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
        if agreeing.is_none() && stands_between(text, &range, prefix, suffix) {
            agreeing = Some(range.clone());
        }
        first.get_or_insert(range);
    }
    let context = match (prefix.is_empty() && suffix.is_empty(), agreeing.is_some()) {
        (true, _) => Context::NotGiven,
        (false, true) => Context::Agrees,
        (false, false) => Context::Differs,
    };
    Some(Place { range: agreeing.or(first)?, context, occurrences })
}

fn stands_between(text: &str, range: &Range<usize>, prefix: &str, suffix: &str) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    before.trim_end().ends_with(prefix) && after.trim_start().starts_with(suffix)
}
