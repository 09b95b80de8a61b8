//! Ranges, doubts and open ends, in the words of every language that has a table: "2004–2008", "c. 1965",
//! "seit 2004".
//!
//! Everything here gives EDTF only where the text can mean one thing. "21" is no year, "03/04/21" no day.

use super::from_parts::{DateParts, between, open_from, open_until};
use super::languages::{self, LANGUAGES, RANGE_SEPARATORS, SPACED_RANGE_SEPARATORS, in_all, rest_after};
use super::numeric::DayOrder;
use super::single_date::single;
use crate::date::edtf_date::Date;

pub(super) fn in_phrases(lower: &str, order: Option<DayOrder>) -> Option<Date> {
    somewhere_between(lower, order)
        .or_else(|| doubtful(lower, order))
        .or_else(|| open(lower, order))
        .or_else(|| range(lower, order))
}

/// Splits off a leading word of doubt or of an open end.
pub(super) fn split_leading_qualifier(text: &str) -> (&str, &str) {
    let mut words = languages::about()
        .chain(in_all(|language| language.perhaps))
        .chain(in_all(|language| language.since))
        .chain(in_all(|language| language.until));
    let length = words.find(|word| text.starts_with(word)).map_or(0, str::len);
    text.split_at_checked(length).unwrap_or(("", text))
}

/// "between 47 and 50": a moment that is somewhere in between.
fn somewhere_between(text: &str, order: Option<DayOrder>) -> Option<Date> {
    LANGUAGES.iter().flat_map(|language| language.between).find_map(|(begin, middle)| {
        let (from, to) = text.strip_prefix(begin)?.split_once(middle)?;
        let (from, to) = ends(from.trim(), to.trim(), order)
            .or_else(|| Some((plain_year(from.trim())?, plain_year(to.trim())?)))?;
        Date::parse(&format!("[{}..{}]", from.text(), to.text())).ok()
    })
}

/// A year of one to four digits, where the words around it leave no doubt that it is one.
fn plain_year(text: &str) -> Option<Date> {
    let is_year = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| DateParts::year(text.parse().unwrap_or(0)).date().ok()).flatten()
}

/// "c. 1965", "probably 1965", "1965 (?)", "c. 1965–1970".
fn doubtful(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let qualified = |rest: &str, qualifier: char| {
        let date = single(rest, order).or_else(|| range(rest, order))?;
        let is_doubted = |part: &str| part.ends_with(['~', '?', '%', ']', '}', '.']) || part.is_empty();
        let parts: Vec<String> = date
            .text()
            .split('/')
            .map(|part| if is_doubted(part) { part.to_owned() } else { format!("{part}{qualifier}") })
            .collect();
        Date::parse(&parts.join("/")).ok()
    };
    if let Some(rest) = rest_after(text, languages::about()) {
        return qualified(rest, '~');
    }
    let is_short_about = text.starts_with('c') && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if let Some(rest) = text.get(1..).filter(|_| is_short_about) {
        return qualified(rest, '~');
    }
    let questioned = text.strip_suffix("(?)").or_else(|| text.strip_suffix('?'));
    let rest = rest_after(text, in_all(|language| language.perhaps))
        .or_else(|| questioned.map(str::trim).filter(|rest| !rest.is_empty()))?;
    qualified(rest, '?')
}

/// "since 2004", "until May 2008".
fn open(text: &str, order: Option<DayOrder>) -> Option<Date> {
    if let Some(date) =
        rest_after(text, in_all(|language| language.since)).and_then(|rest| single(rest, order))
    {
        return open_from(&date).ok();
    }
    open_until(&single(rest_after(text, in_all(|language| language.until))?, order)?).ok()
}

/// "2004–2008", "22–24 August 2021", "3 May to 5 June 2021", "2004 – present", "55–54 BC".
fn range(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let text = rest_after(text, in_all(|language| language.range_start)).unwrap_or(text);
    let mut links =
        in_all(|language| language.range_links).chain(SPACED_RANGE_SEPARATORS).chain(RANGE_SEPARATORS);
    links.find_map(|link| {
        let (from, to) = text.split_once(link)?;
        if to.contains(link) && link.len() < 4 {
            return None;
        }
        let (from, to) = (from.trim(), to.trim());
        if languages::goes_on().any(|word| word == to) {
            return open_from(&single(from, order)?).ok();
        }
        let (from, to) = ends(from, to, order)?;
        between(&from, &to).ok()
    })
}

/// Both ends of a range, each of which may leave out what the other one says.
fn ends(from: &str, to: &str, order: Option<DayOrder>) -> Option<(Date, Date)> {
    let fits = |from: &Date, to: &Date| from == to || between(from, to).is_ok();
    for to in completed_end(from, to) {
        let Some(end) = single(&to, order) else { continue };
        let whole = single(from, order).into_iter();
        let words: Vec<&str> = to.split_whitespace().collect();
        let tails = (1..words.len()).filter_map(|skip| words.get(skip..)).map(|tail| tail.join(" "));
        let completed = tails.filter_map(|tail| single(&format!("{from} {tail}"), order));
        if let Some(start) = whole.chain(completed).find(|start| fits(start, &end)) {
            return Some((start, end));
        }
    }
    None
}

/// The end as written, and as it is meant after a start: "1914–18", "March 4–6, 2021".
fn completed_end(from: &str, to: &str) -> Vec<String> {
    let mut ways = Vec::new();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if from.len() == 4 && to.len() == 2 && is_digits(from) && is_digits(to) {
        ways.push(format!("{}{to}", from.get(..2).unwrap_or_default()));
    }
    ways.push(to.to_owned());
    let words: Vec<&str> = from.split_whitespace().collect();
    if let [month, _] = words.as_slice() {
        ways.push(format!("{month} {to}"));
    }
    ways
}
