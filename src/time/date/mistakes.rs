//! What is wrong with a text that is not a date, in plain words, and what to write instead.

use super::DateError;
use super::parse::{Fault, LONGEST_TEXT, Reason};

/// Puts a fault into words.
pub(super) fn explain(text: &str, fault: Fault) -> DateError {
    let offset = text.get(..fault.offset).map_or(0, |before| before.chars().count());
    let (message, hint) = match fault.reason {
        Reason::Empty => ("The date is empty".to_owned(), None),
        Reason::TooLong => (format!("A date has at most {LONGEST_TEXT} characters"), None),
        Reason::EndBeforeStart => ("The end comes before the start".to_owned(), None),
        Reason::Grammar(words) => (words.to_owned(), None),
        Reason::Clock { message, hint } => (message.to_owned(), hint),
    };
    DateError { offset, message, hint }
}
