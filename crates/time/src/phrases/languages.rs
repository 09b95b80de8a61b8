//! All languages that dates are read in, asked together.
//!
//! Whoever reads dates asks here and names no language itself, so that a further language is a further table.

use super::english::ENGLISH;
use super::language::Language;
use super::other_languages::{FRENCH, FURTHER_NAMES_OF_MONTHS, GERMAN, SPANISH};

/// Signs before a date that make it an estimate, in every language.
const ABOUT_SIGNS: &[&str] = &["~"];
/// Signs for the end of a range that goes on.
const GOES_ON_SIGNS: &[&str] = &["…", "..."];
/// Signs between the two dates of a range, with space at either side.
pub(super) const SPACED_RANGE_SIGNS: [&str; 3] = [" – ", " — ", " - "];
/// Further signs between the two dates of a range, which are tried last.
pub(super) const RANGE_SIGNS: [&str; 4] = ["–", "—", " / ", "-"];

/// Every table, English first.
pub(super) const LANGUAGES: [&Language; 5] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH, &FURTHER_NAMES_OF_MONTHS];
/// The tables of the languages that are put into English to be read.
pub(super) const TRANSLATED: [&Language; 4] = [&GERMAN, &FRENCH, &SPANISH, &FURTHER_NAMES_OF_MONTHS];

/// Words and signs before a date that make it an estimate.
pub(super) fn about() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(|language| language.about).chain(ABOUT_SIGNS).copied()
}

/// What stands for the end of a range that goes on.
pub(super) fn goes_on() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(|language| language.goes_on).chain(GOES_ON_SIGNS).copied()
}

/// Some words of every language, English first.
pub(super) fn in_all(
    words: impl Fn(&'static Language) -> &'static [&'static str],
) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| words(language)).copied()
}

/// What stands behind the first of some words that a text begins with; `None` where nothing does.
pub(super) fn rest_behind(text: &str, mut words: impl Iterator<Item = &'static str>) -> Option<&str> {
    words.find_map(|word| text.strip_prefix(word)).map(str::trim).filter(|rest| !rest.is_empty())
}
