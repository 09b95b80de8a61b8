//! Dates in English: the table of its words, and the phrases that only English readers need.

use super::candidate::checked;
use super::language::Language;
use crate::calendar::days_in_month;

/// English.
pub(super) const ENGLISH: Language = Language {
    months: [
        &["january"],
        &["february"],
        &["march"],
        &["april"],
        &["may"],
        &["june"],
        &["july"],
        &["august"],
        &["september"],
        &["october"],
        &["november"],
        &["december"],
    ],
    seasons: [&["spring"], &["summer"], &["autumn", "fall"], &["winter"]],
    about: &[
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
        "c.",
        "ca.",
    ],
    perhaps: &["probably ", "possibly ", "perhaps "],
    since: &["since ", "from "],
    until: &["until ", "till ", "up to "],
    before: &["before "],
    after: &["after "],
    fillers: &["of", "the"],
    range_start: &["from "],
    range_links: &[" to ", " until ", " till ", " through "],
    goes_on: &["present", "now", "today", "ongoing", "current"],
    between: &[("between ", " and ")],
    ..Language::EMPTY
};

/// Two phrases with a dash or "to" between: "2004–2008", "march 2022 to april 2022".
pub(super) fn quiet_range(text: &str) -> Option<String> {
    let (from, to) = [" to ", " - ", " – ", "–", " until "]
        .iter()
        .find_map(|link| text.split_once(link))
        .or_else(|| text.split_once('-').filter(|(from, _)| from.len() == 4))?;
    let strip = |side: &str| side.trim().trim_start_matches("from ").to_owned();
    checked(format!("{}/{}", simple(&strip(from))?, simple(&strip(to))?))
}

/// A phrase: the words before or after a simple date say how it is qualified.
pub(super) fn phrase(text: &str) -> Option<String> {
    // "c1965" is written too.
    let about: Vec<&str> = [ENGLISH.about, &["c", "~"]].concat();
    let starts: [(&[&str], &str, &str); 5] = [
        (&about, "", "~"),
        (ENGLISH.perhaps, "", "?"),
        (ENGLISH.since, "", "/.."),
        (ENGLISH.until, "../", ""),
        (&["by "], "[..", "]"),
    ];
    if let Some(date) = simple(text).filter(|date| date != text) {
        return Some(date);
    }
    for (words, before, after) in starts {
        for word in words {
            if let Some(date) = text.strip_prefix(word).and_then(simple) {
                return checked(format!("{before}{date}{after}"));
            }
        }
    }
    // The year itself is neither before nor after it.
    let beside = |words: &[&str], step: i64| {
        let rest = words.iter().find_map(|word| text.strip_prefix(word))?;
        neighbour(&simple(rest)?, step)
    };
    let earlier = || checked(format!("[..{}]", beside(ENGLISH.before, -1)?));
    earlier().or_else(|| checked(format!("[{}..]", beside(ENGLISH.after, 1)?)))
}

/// The year, month or day before (-1) or after (1) one of the years 1 to 9998.
fn neighbour(date: &str, step: i64) -> Option<String> {
    let fields: Vec<&str> = date.split('-').collect();
    let number = |text: &&str| text.parse::<i64>().ok().filter(|_| text.len() <= 4);
    let numbers: Vec<i64> = fields.iter().map(number).collect::<Option<_>>()?;
    let whole = |months: i64| (months.div_euclid(12), months.rem_euclid(12) + 1);
    match numbers.as_slice() {
        [year @ 1..=9_998] => Some(format!("{:04}", year + step)),
        [year @ 1..=9_998, month @ 1..=12] => {
            let (year, month) = whole(year * 12 + month - 1 + step);
            Some(format!("{year:04}-{month:02}"))
        }
        [year @ 1..=9_998, month @ 1..=12, day] => {
            let days = |year: i64, month: i64| {
                i64::from(days_in_month(year, u8::try_from(month).unwrap_or_default()))
            };
            let ((year, month), day) = match day + step {
                0 => {
                    let (year, month) = whole(year * 12 + month - 2);
                    ((year, month), days(year, month))
                }
                day if day > days(*year, *month) => (whole(year * 12 + month), 1),
                day => ((*year, *month), day),
            };
            Some(format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

/// One spelled date without any doubt in it.
pub(super) fn simple(text: &str) -> Option<String> {
    let text = text.trim();
    let words: Vec<&str> = text
        .split(|char: char| char.is_whitespace() || char == ',')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty() && !ENGLISH.fillers.contains(word))
        .collect();
    checked(text.to_owned())
        .or_else(|| named_month(&words))
        .or_else(|| named_period(&words))
        .or_else(|| year_of_era(&words))
        .or_else(|| years_ago(&words))
}

/// "aug 2021", "24 august 2021", "august 24th, 2021"
fn named_month(words: &[&str]) -> Option<String> {
    if !(2..=3).contains(&words.len()) {
        return None;
    }
    let month_at = words.iter().position(|word| month_number(word).is_some())?;
    let month = words.get(month_at).and_then(|word| month_number(word))?;
    let numbers: Vec<&str> =
        words.iter().enumerate().filter(|(index, _)| *index != month_at).map(|(_, word)| *word).collect();
    let day_number = |word: &str| {
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        digits.parse::<u8>().ok()
    };
    let is_year =
        |word: &str| (3..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    match numbers.as_slice() {
        [year] if is_year(year) => checked(format!("{year:0>4}-{month:02}")),
        [day, year] | [year, day] if is_year(year) => {
            checked(format!("{year:0>4}-{month:02}-{:02}", day_number(day)?))
        }
        _ => None,
    }
}

/// The number of a month by its name or at least three letters of it.
fn month_number(word: &str) -> Option<u8> {
    let word = if word == "sept" { "sep" } else { word };
    let is_named = |names: &&[&str]| word.len() >= 3 && names.iter().any(|name| name.starts_with(word));
    let index = ENGLISH.months.iter().position(is_named)?;
    u8::try_from(index + 1).ok()
}

/// "1960s", "20th century", "spring 2001", "q1 2001"
fn named_period(words: &[&str]) -> Option<String> {
    // EDTF numbers the seasons from 21 and the quarters from 33.
    let position = |lists: &[&[&str]], word: &str| lists.iter().position(|names| names.contains(&word));
    let season = |word: &str| {
        let quarter = || Some(position(&[&["q1"], &["q2"], &["q3"], &["q4"]], word)? + 33);
        position(&ENGLISH.seasons, word).map(|season| season + 21).or_else(quarter)
    };
    match words {
        [decade] => {
            let digits = decade
                .strip_suffix("'s")
                .or_else(|| decade.strip_suffix("’s"))
                .or_else(|| decade.strip_suffix('s'));
            if let Some(decade) =
                digits.and_then(|digits| digits.strip_suffix('0')).filter(|digits| digits.len() == 3)
            {
                return checked(format!("{decade}X"));
            }
            let (year, quarter) = decade.split_once('-')?;
            checked(format!("{year}-{}", season(quarter)?))
        }
        [rank, "century", rest @ ..] => {
            let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| rank.strip_suffix(ending))?;
            let rank: u32 = digits.parse().ok().filter(|rank| (1..=99).contains(rank))?;
            match rest {
                [] | ["ce" | "ad"] => checked(format!("{:02}XX", rank - 1)),
                ["bce" | "bc"] => checked(format!("-{:04}/-{:04}", rank * 100 - 1, (rank - 1) * 100)),
                _ => None,
            }
        }
        [name, year] | [year, name] if season(name).is_some() => checked(format!("{year}-{}", season(name)?)),
        _ => None,
    }
}

/// "44 bc", "ad 44", "10,000 bce"
fn year_of_era(words: &[&str]) -> Option<String> {
    let is_before = |word: &str| match word {
        "bc" | "bce" | "b.c" | "b.c.e" => Some(true),
        "ad" | "ce" | "a.d" | "c.e" => Some(false),
        _ => None,
    };
    let (number, before) = match words {
        [digits @ .., last] if is_before(last).is_some() => (digits.concat(), is_before(last)?),
        [first, digits @ ..] if is_before(first).is_some() => (digits.concat(), is_before(first)?),
        _ => return None,
    };
    let number: i64 = number.parse().ok().filter(|number| *number > 0)?;
    let year = if before { 1 - number } else { number };
    let is_deep_and_round = before && number > 9999 && number % 1000 == 0;
    let year = if is_deep_and_round { -number } else { year };
    checked(if year.abs() > 9999 {
        format!("Y{year}")
    } else if year < 0 {
        format!("-{:04}", -year)
    } else {
        format!("{year:04}")
    })
}

/// "66 million years ago"
fn years_ago(words: &[&str]) -> Option<String> {
    let [number, unit, "years", "ago"] = words else {
        return None;
    };
    let unit_digits = match *unit {
        "million" => 6_usize,
        "billion" => 9,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let zeros = unit_digits.checked_sub(fraction.len())?;
    checked(format!("Y-{whole}{fraction}{}~", "0".repeat(zeros)))
}
