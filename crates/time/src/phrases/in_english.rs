//! Translates dates of other languages into the English words that are read elsewhere: months, seasons,
//! decades, centuries and eras.
//!
//! Nothing is translated that could mean two things in its language.

use super::english::ENGLISH;
use super::language::{Century, Language};
use super::languages::{SPACED_RANGE_SEPARATORS, TRANSLATED, in_all};
use super::unmistakable::from_other_notation;
use crate::calendar::month_name;
use crate::date::edtf_date::Date;

/// Removes hyphens, full stops and filler words between the parts, and translates names of months.
pub(super) fn with_months_in_english(text: &str) -> Option<Date> {
    // "500-400 BC" has two numbers, and is not the year 500400.
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let is_between_digits =
        |(at, _): (usize, &str)| at > 0 && is_digit(bytes.get(at - 1)) && is_digit(bytes.get(at + 1));
    if !text.chars().any(char::is_alphabetic) || text.match_indices(['-', '/', ',']).any(is_between_digits) {
        return None;
    }
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|char: char| char.is_whitespace() || matches!(char, '-' | '/' | ','))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty() && !in_all(|language| language.fillers).any(|filler| filler == *word))
        .map(|word| english_month(word).map_or_else(|| word.replace("1er", "1"), str::to_owned))
        .collect();
    let spelled = words.join(" ");
    if spelled == lower { None } else { from_other_notation(&spelled) }
}

fn english_month(word: &str) -> Option<&'static str> {
    let month = |language: &&Language| language.months.iter().position(|names| names.contains(&word));
    let index = TRANSLATED.iter().find_map(month)?;
    u8::try_from(index + 1).ok().map(month_name)
}

/// The text, in lower case, in English words; `None` where that is the same text.
pub(super) fn in_english_text(text: &str) -> Option<String> {
    let sides = || {
        let links = in_all(|language| language.range_links);
        let (from, to) =
            SPACED_RANGE_SEPARATORS.into_iter().chain(links).find_map(|link| text.split_once(link))?;
        let in_english = |side: &str| one(side.trim()).unwrap_or_else(|| side.trim().to_owned());
        Some(format!("{} – {}", in_english(from), in_english(to)))
    };
    sides().or_else(|| one(text)).filter(|english| english != text)
}

/// One date in English words.
fn one(text: &str) -> Option<String> {
    let text = in_all(|language| language.at).find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim();
    let era = |words: fn(&Language) -> &'static [&'static str], era: &'static str| {
        let body = in_all(words).find_map(|word| text.strip_suffix(word))?.trim_end();
        body.ends_with(|char: char| char.is_alphanumeric() || char == '.').then_some((body, era))
    };
    let (body, era) = match era(|language| language.before_christ, " bc")
        .or_else(|| era(|language| language.after_christ, " ad"))
    {
        Some((body, era)) => (body, era),
        None => (text, ""),
    };
    let english = century(body).or_else(|| decade(body)).or_else(|| season(body));
    match english {
        Some(english) => Some(format!("{english}{era}")),
        None => (!era.is_empty()).then(|| format!("{body}{era}")),
    }
}

/// "19. jh.", "19. jahrhundert", "xixe siècle", "siglo xix".
fn century(text: &str) -> Option<String> {
    let number = TRANSLATED
        .iter()
        .flat_map(|language| language.centuries)
        .find_map(|form| century_number(text, form))?;
    let ending = match (number / 10 % 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    (1..=30).contains(&number).then(|| format!("{number}{ending} century"))
}

/// The number of a century in one way to write it.
fn century_number(text: &str, form: &Century) -> Option<u8> {
    let number = text.strip_prefix(form.prefix)?.strip_suffix(form.suffix)?.trim();
    let number = match form.ordinal_endings {
        [] => number,
        endings => endings.iter().find_map(|ending| number.strip_suffix(ending))?,
    };
    let arabic = || number.parse().ok().filter(|_| form.can_be_arabic);
    arabic().or_else(|| roman(number).filter(|_| form.can_be_roman))
}

/// A Roman number up to 30, as centuries are counted.
fn roman(text: &str) -> Option<u8> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = text.bytes().take_while(|byte| *byte == b'x').count();
    let ones = ONES.iter().position(|ones| Some(*ones) == text.get(tens..))?;
    u8::try_from(tens * 10 + ones).ok().filter(|number| *number > 0 && tens <= 3)
}

/// "1990er", "1990er jahre", "années 1990", "años 1990".
fn decade(text: &str) -> Option<String> {
    let year = TRANSLATED
        .iter()
        .flat_map(|language| language.decades)
        .find_map(|(before, behind)| text.strip_prefix(before)?.strip_suffix(behind))?;
    (is_year(year) && year.ends_with('0')).then(|| format!("{year}s"))
}

/// "sommer 2019", "été 2019", "verano de 2019".
fn season(text: &str) -> Option<String> {
    let (name, year) = text.split_once(' ')?;
    let season = |language: &&Language| language.seasons.iter().position(|names| names.contains(&name));
    let english = ENGLISH.seasons.get(TRANSLATED.iter().find_map(season)?)?.first()?;
    let year = ["de ", "del "].iter().find_map(|word| year.strip_prefix(word)).unwrap_or(year);
    is_year(year).then(|| format!("{english} {year}"))
}

pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}
