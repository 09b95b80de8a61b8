//! All languages that dates are read in, as one list.
//!
//! Readers of dates use these functions and name no language, so that a further language is a further table.

use super::english::ENGLISH;
use super::language::Language;
use super::other_languages::{FRENCH, FURTHER_NAMES_OF_MONTHS, GERMAN, SPANISH};

/// Symbols before a date that make it an estimate, in every language.
const ABOUT_SYMBOLS: &[&str] = &["~"];
/// Symbols for the end of a range that goes on.
const GOES_ON_SYMBOLS: &[&str] = &["…", "..."];
/// Separators between the two dates of a range, with space at either side.
pub(super) const SPACED_RANGE_SEPARATORS: [&str; 3] = [" – ", " — ", " - "];
/// Further separators between the two dates of a range, which are tried last.
pub(super) const RANGE_SEPARATORS: [&str; 4] = ["–", "—", " / ", "-"];

/// Every table, English first.
pub(super) const LANGUAGES: [&Language; 5] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH, &FURTHER_NAMES_OF_MONTHS];
/// The tables of the languages that are put into English to be read.
pub(super) const TRANSLATED: [&Language; 4] = [&GERMAN, &FRENCH, &SPANISH, &FURTHER_NAMES_OF_MONTHS];

/// Words and symbols before a date that make it an estimate.
pub(super) fn about() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(|language| language.about).chain(ABOUT_SYMBOLS).copied()
}

/// Words and symbols for the end of a range that goes on.
pub(super) fn goes_on() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(|language| language.goes_on).chain(GOES_ON_SYMBOLS).copied()
}

/// Some words of every language, English first.
pub(super) fn in_all(
    words: impl Fn(&'static Language) -> &'static [&'static str],
) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| words(language)).copied()
}

/// The text after the first of some words that it begins with; `None` where it begins with none or ends
/// there.
pub(super) fn rest_after(text: &str, mut words: impl Iterator<Item = &'static str>) -> Option<&str> {
    words.find_map(|word| text.strip_prefix(word)).map(str::trim).filter(|rest| !rest.is_empty())
}
