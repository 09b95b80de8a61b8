//! What stands before the colon of an event: dates in their notations, ranges, relative dates, repetitions.

use std::ops::Range;

use super::repetition::Repeat;
use super::when::{LONGEST, When, is_month, read_when};
use dateline_time::phrases::DayOrder;

/// The beginning of an event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    /// Bytes of the line that say when.
    pub span: Range<usize>,
    /// When; `None` where it looks like a date and is none.
    pub when: Option<When>,
    /// How it repeats.
    pub repeat: Option<Repeat>,
    /// Where the text of the event begins in the line.
    pub text_at: usize,
}

/// Reads the beginning of an event in a line; `None` where the line begins none.
pub(super) fn read(line: &str, order: DayOrder) -> Option<Head> {
    let start = line.len() - line.trim_start().len();
    if !can_begin(line.get(start..)?) {
        return None;
    }
    let colons: Vec<usize> =
        line.match_indices(':').map(|(at, _)| at).take_while(|at| *at < start + LONGEST).collect();
    let is_followed_by_space = |at: &usize| {
        line.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let head = |at: usize| {
        let text = line.get(start..at)?.trim_end();
        let span = start..start + text.len();
        let (range, repeat) = match text.find(" every ") {
            Some(every) => (text.get(..every)?, Some(Repeat::parse(text.get(every + 1..)?, order))),
            None => (text, None),
        };
        let when = read_when(range.trim_end(), order)?;
        Some(Head { span, when: Some(when), repeat, text_at: at + 1 })
    };
    let spaced = colons.iter().copied().filter(|at| is_followed_by_space(at));
    let tight = colons.iter().copied().filter(|at| !is_followed_by_space(at));
    let found = spaced.clone().chain(tight).find_map(head);
    found.or_else(|| {
        let at = spaced.into_iter().next()?;
        let text = line.get(start..at)?.trim_end();
        is_nearly_a_date(text).then(|| Head {
            span: start..start + text.len(),
            when: None,
            repeat: None,
            text_at: at + 1,
        })
    })
}

/// Whether a line can begin with a date at all: cheap, for every line of a text.
fn can_begin(line: &str) -> bool {
    let first = line.chars().next();
    if first.is_some_and(|c| c.is_ascii_digit() || matches!(c, '!' | '[' | '{' | '/' | '.' | 'Y') || c == '-')
    {
        // A hyphen with a space behind it begins a list.
        return !line.starts_with("- ") && !line.starts_with("//");
    }
    let word: String =
        line.chars().take_while(char::is_ascii_alphabetic).take(12).collect::<String>().to_lowercase();
    is_month(&word)
        || [
            "now",
            "today",
            "tomorrow",
            "yesterday",
            "after",
            "before",
            "by",
            "ad",
            "bc",
            "bce",
            "ce",
            "a",
            "an",
        ]
        .contains(&word.as_str())
}

/// Whether a text has nothing but numbers, names of months and signs of dates in it, with a year among them.
fn is_nearly_a_date(text: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let words: Vec<String> =
        text.split(is_sign).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = |word: &String| {
        let stem = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = word.get(stem.len()..).unwrap_or_default();
        is_number(word)
            || is_month(word)
            || !stem.is_empty()
                && is_number(stem)
                && ["st", "nd", "rd", "th", "am", "pm", "t", "z", "s"].contains(&ending)
            || ["to", "am", "pm", "bc", "bce", "ad", "ce", "of", "now", "t", "z"].contains(&word.as_str())
    };
    let has_year = words.iter().any(|word| word.len() == 4 && is_number(word));
    let has_month_and_number =
        words.iter().any(|word| is_month(word)) && words.iter().any(|word| is_number(word));
    let has_space_free_letters = !text.contains(['(', ')', '"', '=', '#', '$', '€', '%']);
    words.len() <= 10
        && (has_year || has_month_and_number)
        && words.iter().all(is_known)
        && has_space_free_letters
}

/// Whether a line that begins no event has a year in a few words before its colon, as one would that was
/// meant to.
pub(super) fn may_be_meant(line: &str) -> bool {
    let Some((before, behind)) = line.split_once(':') else { return false };
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let has_year = || before.split(|c: char| !c.is_alphanumeric()).any(is_year);
    before.len() <= 40 && behind.starts_with(' ') && before.split_whitespace().count() <= 4 && has_year()
}
