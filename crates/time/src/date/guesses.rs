//! What people write for a date, and the EDTF they mean. A guess is only ever a hint; nothing is read
//! that the text does not say.

use super::parse::read;
use crate::calendar::{days_in_month, month_name};

/// Texts longer than this are not guessed at.
const LONGEST_GUESS: usize = 80;

/// What to write for a date in another notation: "Aug 2021", "29/03/2022", "20th century".
pub(super) fn rewritten(text: &str) -> Option<String> {
    if text.len() > LONGEST_GUESS {
        return None;
    }
    if let Some(hint) = numeric_hint(text).or_else(|| small_negative_year_hint(text)) {
        return Some(hint);
    }
    let lower = text.to_lowercase();
    let date = phrase(&lower).or_else(|| quiet_range(&lower))?;
    Some(format!("Write {date}"))
}

/// The one date that a text in another notation can mean, as EDTF: a month by its name, digits in an order
/// that no calendar allows to be another one, an era, a decade, or a full year with slips behind it. What
/// could be meant in two ways ("03/04/2021", "before 1985", "the 1900s") gives none.
pub(super) fn unmistakable(text: &str) -> Option<String> {
    if text.len() > LONGEST_GUESS {
        return None;
    }
    let lower = text.to_lowercase();
    if lower.trim_end_matches(['s', '\'', '’']).ends_with("00") && lower.ends_with('s') {
        return None;
    }
    let numeric = || numeric_hint(text)?.strip_prefix("Write ").map(str::to_owned).and_then(checked);
    let about = || {
        let rest = ["about ", "around ", "circa ", "ca. ", "c. "]
            .iter()
            .find_map(|word| lower.strip_prefix(word))?;
        checked(format!("{}~", simple(rest)?))
    };
    let slip = || {
        let has_full_year = text.len() > 4 && text.bytes().take(4).all(|letter| letter.is_ascii_digit());
        let is_divided = matches!(text.as_bytes().get(4), Some(b'-' | b' '));
        repaired(text).filter(|_| has_full_year && is_divided)
    };
    numeric().or_else(|| simple(&lower).filter(|date| date != text)).or_else(about).or_else(slip)
}

/// The same text with slips of notation mended: "2021-8", "2021 -08", "2022-03-29 13:30", "201x".
pub(super) fn repaired(text: &str) -> Option<String> {
    if text.len() > LONGEST_GUESS {
        return None;
    }
    let mends: [fn(&str) -> String; 6] =
        [plain_signs, clock_after_day, without_spaces, capital_letters, padded, whole_seconds];
    // Before numbers are padded: "02-20" is the end of a date, not the year 2.
    if let Some(date) = full_end(text).and_then(checked) {
        return Some(date);
    }
    let mut mended = text.to_owned();
    for mend in mends {
        mended = mend(&mended);
        if mended != text && read(&mended).is_ok() {
            return Some(mended);
        }
    }
    let ways: [fn(&str) -> Option<String>; 3] = [compact, long_year, short_year_with_letter];
    ways.iter().filter_map(|way| way(&mended)).find(|date| read(date).is_ok())
}

/// A candidate if it is a date.
fn checked(candidate: String) -> Option<String> {
    read(&candidate).is_ok().then_some(candidate)
}

// ---- Slips of notation

/// Hyphens for all kinds of dashes and for the minus sign.
fn plain_signs(text: &str) -> String {
    text.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'], "-")
}

/// A `T` for the space between day and time of day.
fn clock_after_day(text: &str) -> String {
    match text.split_once(' ') {
        Some((day, clock))
            if clock.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
                && clock.contains(':') =>
        {
            format!("{day}T{}", clock.trim_start())
        }
        _ => text.to_owned(),
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn capital_letters(text: &str) -> String {
    text.to_ascii_uppercase()
}

/// Two digits for months, days and hours, four for years, and a colon in the offset.
fn padded(text: &str) -> String {
    text.split_inclusive('/').map(padded_part).collect()
}

fn padded_part(part: &str) -> String {
    let (body, slash) = part.strip_suffix('/').map_or((part, ""), |body| (body, "/"));
    let (day, clock) = body.split_once('T').map_or((body, None), |(day, clock)| (day, Some(clock)));
    let (sign, digits) = day.strip_prefix('-').map_or(("", day), |digits| ("-", digits));
    let pad = |field: &str, width: usize| {
        let is_number = !field.is_empty() && field.bytes().all(|letter| letter.is_ascii_digit());
        if is_number { format!("{field:0>width$}") } else { field.to_owned() }
    };
    let fields =
        digits.split('-').enumerate().map(|(index, field)| pad(field, if index == 0 { 4 } else { 2 }));
    let day = fields.collect::<Vec<_>>().join("-");
    let clock = clock.map_or(String::new(), |clock| {
        let (hour, rest) = clock.split_once(':').unwrap_or((clock, "00"));
        let rest = match rest.rfind(['+', '-']).and_then(|at| rest.split_at_checked(at + 3)) {
            Some((before, minutes)) if minutes.len() == 2 => format!("{before}:{minutes}"),
            _ => rest.to_owned(),
        };
        format!("T{}:{rest}", pad(hour, 2))
    });
    format!("{sign}{day}{clock}{slash}")
}

/// A time of day without the fraction of its second.
fn whole_seconds(text: &str) -> String {
    let Some((before, after)) = text.split_once(['.', ',']).filter(|(before, _)| before.contains('T')) else {
        return text.to_owned();
    };
    format!("{before}{}", after.trim_start_matches(|letter: char| letter.is_ascii_digit()))
}

/// "20220329", "202203"
fn compact(text: &str) -> Option<String> {
    let (year, rest) = text.split_at_checked(4)?;
    let is_number = text.bytes().all(|letter| letter.is_ascii_digit());
    match rest.split_at_checked(2)? {
        (month, "") if is_number => Some(format!("{year}-{month}")),
        (month, day) if is_number && day.len() == 2 => Some(format!("{year}-{month}-{day}")),
        _ => None,
    }
}

/// "-13800000000", "12,345", "+12345"
fn long_year(text: &str) -> Option<String> {
    let text = text.strip_prefix('+').unwrap_or(text).replace(',', "");
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_number = digits.len() > 4 && digits.bytes().all(|letter| letter.is_ascii_digit());
    is_number.then(|| format!("Y{text}"))
}

/// "Y1985"
fn short_year_with_letter(text: &str) -> Option<String> {
    let digits = text.strip_prefix('Y')?;
    Some(padded(digits))
}

/// An end that leaves out what it has in common with the start: "2018-01-15/02-20", "1914/18".
fn full_end(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let common = start.len().checked_sub(end.len())?;
    Some(format!("{start}/{}{end}", start.get(..common)?))
}

// ---- Other notations

/// "29/03/2022", "3/29/2022", "29.03.2022", "2022/03/29"
fn numeric_hint(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, third] = fields.as_slice() else {
        return None;
    };
    let number = |field: &str| field.parse::<u32>().ok().filter(|_| field.len() <= 4);
    let date = |year: &str, month: &str, day: &str| {
        checked(format!("{year:0>4}-{:02}-{:02}", number(month)?, number(day)?))
    };
    if first.len() == 4 && second.len() <= 2 && third.len() <= 2 {
        let is_slip_only = text.contains('-');
        return date(first, second, third).filter(|_| !is_slip_only).map(|date| format!("Write {date}"));
    }
    if third.len() != 4 {
        return None;
    }
    let (day_first, month_first) = (date(third, second, first), date(third, first, second));
    match (day_first, month_first) {
        (Some(european), Some(american)) if european != american => {
            let month = |field: &str| {
                month_name(number(field).and_then(|number| u8::try_from(number).ok()).unwrap_or(0))
            };
            Some(format!(
                "Write {european} for {} {}, or {american} for {} {}",
                first.trim_start_matches('0'),
                month(second),
                second.trim_start_matches('0'),
                month(first),
            ))
        }
        (one, other) => one.or(other).map(|date| format!("Write {date}")),
    }
}

/// "-44": the year 44 BCE has the number -43.
fn small_negative_year_hint(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['-', '\u{2212}']).filter(|digits| (1..=3).contains(&digits.len()))?;
    let number: u32 = digits.parse().ok().filter(|number| *number > 0)?;
    let year = if number == 1 { "0000".to_owned() } else { format!("-{:04}", number - 1) };
    Some(format!("Write {year} for {number} BCE, or -{number:04} for the year -{number}"))
}

/// Two phrases with a dash or "to" between: "2004–2008", "march 2022 to april 2022".
fn quiet_range(text: &str) -> Option<String> {
    let (from, to) = [" to ", " - ", " – ", "–", " until "]
        .iter()
        .find_map(|link| text.split_once(link))
        .or_else(|| text.split_once('-').filter(|(from, _)| from.len() == 4))?;
    let strip = |side: &str| side.trim().trim_start_matches("from ").to_owned();
    checked(format!("{}/{}", simple(&strip(from))?, simple(&strip(to))?))
}

/// A phrase in words: what comes before or after a simple date tells how it is meant.
fn phrase(text: &str) -> Option<String> {
    let starts: [(&[&str], &str, &str); 5] = [
        (
            &[
                "about ",
                "around ",
                "circa ",
                "approximately ",
                "approx. ",
                "ca. ",
                "ca ",
                "c. ",
                "c ",
                "c.",
                "c",
                "~",
            ],
            "",
            "~",
        ),
        (&["probably ", "possibly ", "perhaps "], "", "?"),
        (&["since ", "from "], "", "/.."),
        (&["until ", "till ", "up to "], "../", ""),
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
    let earlier = || checked(format!("[..{}]", neighbour(&simple(text.strip_prefix("before ")?)?, -1)?));
    earlier().or_else(|| checked(format!("[{}..]", neighbour(&simple(text.strip_prefix("after ")?)?, 1)?)))
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

/// One date in words, without any doubt in it.
fn simple(text: &str) -> Option<String> {
    let text = text.trim();
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty() && *word != "the" && *word != "of")
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
        |word: &str| (3..=4).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_digit());
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
    (1..=12).find(|number| {
        let name = month_name(*number).to_lowercase();
        word.len() >= 3 && name.starts_with(word) && days_in_month(0, *number) > 0
    })
}

/// "1960s", "20th century", "spring 2001", "q1 2001"
fn named_period(words: &[&str]) -> Option<String> {
    let season = |word: &str| match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        "q1" => Some(33),
        "q2" => Some(34),
        "q3" => Some(35),
        "q4" => Some(36),
        _ => None,
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
