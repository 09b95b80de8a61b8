//! Dates as people spell them: ranges, doubts, months in several languages, and the slips of spreadsheets.
//!
//! Everything here gives EDTF only where the text can mean one thing. "21" is no year, "03/04/21" no day.

use super::civil::{Civil, between, open_from, open_until};
use super::translated;
use super::written::{DayOrder, single};
use dateline_time::Date;

/// Words before a date that make it an estimate.
const ABOUT: &[&str] = &[
    "circa ",
    "ca. ",
    "ca ",
    "c. ",
    "c ",
    "about ",
    "around ",
    "approximately ",
    "approx. ",
    "approx ",
    "etwa ",
    "um ",
    "vers ",
    "hacia ",
    "environ ",
    "c.",
    "ca.",
    "~",
];
/// Words before a date that make it a guess.
const PERHAPS: &[&str] = &["probably ", "possibly ", "perhaps ", "vermutlich ", "wahrscheinlich "];
/// Words before a date from which something goes on.
const SINCE: &[&str] = &["since ", "from ", "seit ", "ab ", "depuis ", "desde "];
/// Words before a date up to which something went on.
const UNTIL: &[&str] = &["until ", "till ", "up to ", "bis ", "jusqu'à ", "hasta "];
/// What stands for an end that has not come.
const GOES_ON: &[&str] =
    &["present", "now", "today", "ongoing", "current", "heute", "aujourd'hui", "hoy", "…", "..."];
/// What stands between the ends of a range. Signs without space come last.
const LINKS: &[&str] = &[
    " to ",
    " until ",
    " till ",
    " through ",
    " bis ",
    " au ",
    " hasta ",
    " – ",
    " — ",
    " - ",
    "–",
    "—",
    " / ",
    "-",
];
/// What begins a range whose moment is unknown, and what stands in its middle.
const BETWEEN: &[(&str, &str)] =
    &[("between ", " and "), ("zwischen ", " und "), ("entre ", " et "), ("entre ", " y ")];

/// Names of months beside the English ones, in lower case.
const MONTHS: [&[&str]; 12] = [
    &["januar", "jänner", "jän", "janv", "ene", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &[
        "februar",
        "feber",
        "févr",
        "fév",
        "février",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
    ],
    &["märz", "mär", "mrz", "mars", "marzo", "março", "maart"],
    &["avril", "avr", "abril", "abr", "aprile"],
    &["mai", "mayo", "maggio", "maio", "mei"],
    &["juni", "juin", "junio", "giugno", "junho"],
    &["juli", "juillet", "juil", "julio", "luglio", "julho"],
    &["août", "aout", "agosto", "ago", "augustus"],
    &["septembre", "septiembre", "setiembre", "settembre", "setembro"],
    &["oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
    &["novembre", "noviembre", "novembro"],
    &["dezember", "dez", "décembre", "déc", "decembre", "diciembre", "dic", "dicembre", "dezembro"],
];
/// The English names that stand for them.
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a text means that is no single date in any plain notation.
pub(super) fn spelled(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let lower = text.to_lowercase();
    in_phrases(&lower, order).or_else(|| translated::other_form(&lower)).or_else(|| {
        let (before, rest) = behind_small_words(&lower);
        let english = format!("{before}{}", translated::in_english_words(rest)?);
        single(&english, order).or_else(|| in_phrases(&english, order))
    })
}

fn in_phrases(lower: &str, order: Option<DayOrder>) -> Option<Date> {
    somewhere_between(lower, order)
        .or_else(|| doubtful(lower, order))
        .or_else(|| open(lower, order))
        .or_else(|| range(lower, order))
}

/// A word of doubt or of an open end, and what stands behind it.
fn behind_small_words(text: &str) -> (&str, &str) {
    let words = [ABOUT, PERHAPS, SINCE, UNTIL].concat();
    let length = words.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    text.split_at_checked(length).unwrap_or(("", text))
}

/// One date with a slip that no plain notation has: "5-Mar-2021", "20210823", "29. März 2022", "08/2021".
pub(super) fn slip(text: &str) -> Option<Date> {
    compact_day(text).or_else(|| month_of_year(text)).or_else(|| in_english(text))
}

/// "20210823": a day of a year from 1000 to 2999.
fn compact_day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = text.get(..4)?.parse().ok().filter(|year| (1_000..3_000).contains(year))?;
    Civil::day(year, text.get(4..6)?.parse().ok()?, text.get(6..)?.parse().ok()?).date().ok()
}

/// "08/2021", "2021/08", "8.2021".
fn month_of_year(text: &str) -> Option<Date> {
    let (first, second) = text.split_once(['/', '.'])?;
    let number = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit()).then(|| field.parse().ok())?;
    let (year, month): (i64, i64) = match (first.len(), second.len()) {
        (4, 1..=2) => (number(first)?, number(second)?),
        (1..=2, 4) => (number(second)?, number(first)?),
        _ => return None,
    };
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    Civil { year, month: Some(month), ..Civil::default() }.date().ok()
}

/// Hyphens, full stops and small words between the parts taken out, and names of months in English.
fn in_english(text: &str) -> Option<Date> {
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
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '/' | ','))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty() && !matches!(*word, "de" | "del" | "den" | "le" | "of" | "the"))
        .map(|word| english_month(word).map_or_else(|| word.replace("1er", "1"), str::to_owned))
        .collect();
    let spelled = words.join(" ");
    if spelled == lower { None } else { Date::from_other_notation(&spelled) }
}

fn english_month(word: &str) -> Option<&'static str> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    ENGLISH.get(at).copied()
}

/// What follows one of some words.
fn behind<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word)).map(str::trim).filter(|rest| !rest.is_empty())
}

/// "between 47 and 50": a moment that is somewhere in between.
fn somewhere_between(text: &str, order: Option<DayOrder>) -> Option<Date> {
    BETWEEN.iter().find_map(|(begin, middle)| {
        let (from, to) = text.strip_prefix(begin)?.split_once(middle)?;
        let (from, to) = ends(from.trim(), to.trim(), order)
            .or_else(|| Some((plain_year(from.trim())?, plain_year(to.trim())?)))?;
        Date::parse(&format!("[{}..{}]", from.text(), to.text())).ok()
    })
}

/// A year of one to four digits, where the words around it leave no doubt that it is one.
fn plain_year(text: &str) -> Option<Date> {
    let is_year = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| Civil::year(text.parse().unwrap_or(0)).date().ok()).flatten()
}

/// "c. 1965", "probably 1965", "1965 (?)", "c. 1965–1970".
fn doubtful(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let qualified = |rest: &str, sign: char| {
        let date = single(rest, order).or_else(|| range(rest, order))?;
        let is_doubted = |part: &str| part.ends_with(['~', '?', '%', ']', '}', '.']) || part.is_empty();
        let parts: Vec<String> = date
            .text()
            .split('/')
            .map(|part| if is_doubted(part) { part.to_owned() } else { format!("{part}{sign}") })
            .collect();
        Date::parse(&parts.join("/")).ok()
    };
    if let Some(rest) = behind(text, ABOUT) {
        return qualified(rest, '~');
    }
    let is_short_about = text.starts_with('c') && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if let Some(rest) = text.get(1..).filter(|_| is_short_about) {
        return qualified(rest, '~');
    }
    let asked = text.strip_suffix("(?)").or_else(|| text.strip_suffix('?'));
    let rest = behind(text, PERHAPS).or_else(|| asked.map(str::trim).filter(|rest| !rest.is_empty()))?;
    qualified(rest, '?')
}

/// "since 2004", "until May 2008".
fn open(text: &str, order: Option<DayOrder>) -> Option<Date> {
    if let Some(date) = behind(text, SINCE).and_then(|rest| single(rest, order)) {
        return open_from(&date).ok();
    }
    open_until(&single(behind(text, UNTIL)?, order)?).ok()
}

/// "2004–2008", "22–24 August 2021", "3 May to 5 June 2021", "2004 – present", "55–54 BC".
fn range(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let text = behind(text, &["from ", "von ", "vom ", "de ", "du "]).unwrap_or(text);
    LINKS.iter().find_map(|link| {
        let (from, to) = text.split_once(link)?;
        if to.contains(link) && link.len() < 4 {
            return None;
        }
        let (from, to) = (from.trim(), to.trim());
        if GOES_ON.contains(&to) {
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

/// The end as it stands, and as it is meant behind a start: "1914–18", "March 4–6, 2021".
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

#[cfg(test)]
mod tests {
    use super::super::written::read_written;

    #[test]
    fn what_people_spell_is_read_as_they_mean_it() {
        let cases = [
            ("2004–2008", Some("2004/2008")),
            ("2004 - 2008", Some("2004/2008")),
            ("2004 to 2008", Some("2004/2008")),
            ("from 2004 to 2008", Some("2004/2008")),
            ("1914–18", Some("1914/1918")),
            ("22–24 August 2021", Some("2021-08-22/2021-08-24")),
            ("August–October 2021", Some("2021-08/2021-10")),
            ("3 May to 5 June 2021", Some("2021-05-03/2021-06-05")),
            ("March 4–6, 2021", Some("2021-03-04/2021-03-06")),
            ("55–54 BC", Some("-0054/-0053")),
            ("2004 – present", Some("2004/..")),
            ("since 2004", Some("2004/..")),
            ("until May 2008", Some("/2008-05")),
            ("between 47 and 50", Some("[0047..0050]")),
            ("Between 1885 and 1887", Some("[1885..1887]")),
            ("c. 1965", Some("1965~")),
            ("c1965", Some("1965~")),
            ("circa 1965–1970", Some("1965~/1970~")),
            ("probably 1965", Some("1965?")),
            ("1965 (?)", Some("1965?")),
            ("3 apr 1721", Some("1721-04-03")),
            ("5-Mar-2021", Some("2021-03-05")),
            ("55 BC", Some("-0054")),
            ("20210823", Some("2021-08-23")),
            ("08/2021", Some("2021-08")),
            ("2021/08", Some("2021-08")),
            ("29. März 2022", Some("2022-03-29")),
            ("3 de abril de 2021", Some("2021-04-03")),
            ("1er janvier 1900", Some("1900-01-01")),
            // What could be meant in two ways is not read.
            ("03/04/21", None),
            ("5-Mar-21", None),
            ("47", None),
            ("21", None),
            ("44562", None),
            ("2008–2004", None),
            ("a – b", None),
            ("20211332", None),
            ("13/2021", None),
            ("–", None),
            ("c", None),
            ("?", None),
        ];
        for (text, expected) in cases {
            let read = read_written(text, None).ok().map(|written| written.date.text().to_owned());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
