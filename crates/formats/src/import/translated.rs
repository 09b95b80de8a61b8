//! Dates in the words of German, French and Spanish, put into the English ones that are read elsewhere: seasons, decades,
//! centuries and eras; and what has no English form, days of one month and years beside each other.
//!
//! Nothing is put into other words that could mean two things there.

use super::civil::{Civil, between};
use dateline_time::Date;

/// Small words before a date that say no more than "in".
const IN: &[&str] = &[
    "im jahre ",
    "im jahr ",
    "in den ",
    "im ",
    "am ",
    "die ",
    "en el año ",
    "en el ",
    "en ",
    "les ",
    "los ",
    "au ",
    "le ",
    "el ",
];
/// What stands behind a year or a century before the common era.
const BEFORE_CHRIST: &[&str] = &[
    "v. chr.",
    "v.chr.",
    "v. chr",
    "v.chr",
    "v chr",
    "vor christus",
    "vor christi geburt",
    "v. u. z.",
    "v.u.z.",
    "av. j.-c.",
    "av. j-c",
    "av. jc",
    "av j.-c.",
    "avant j.-c.",
    "avant jésus-christ",
    "a. c.",
    "a.c.",
    "a. de c.",
    "antes de cristo",
];
/// What stands behind one of the common era.
const AFTER_CHRIST: &[&str] = &[
    "n. chr.",
    "n.chr.",
    "n. chr",
    "n.chr",
    "n chr",
    "nach christus",
    "nach christi geburt",
    "apr. j.-c.",
    "ap. j.-c.",
    "après j.-c.",
    "après jésus-christ",
    "d. c.",
    "d.c.",
    "d. de c.",
    "después de cristo",
];
/// The seasons, and the English ones that stand for them.
const SEASONS: &[(&str, &[&str])] = &[
    ("spring", &["frühling", "frühjahr", "printemps", "primavera"]),
    ("summer", &["sommer", "été", "verano"]),
    ("autumn", &["herbst", "automne", "otoño"]),
    ("winter", &["winter", "hiver", "invierno"]),
];
/// Words before a year that something was before, and after.
const BEFORE: &[&str] = &["before ", "vor ", "avant ", "antes de "];
const AFTER: &[&str] = &["after ", "nach ", "après ", "después de "];
/// What stands between two dates.
const LINKS: &[&str] = &[" bis ", " – ", " — ", " - ", " au ", " à ", " hasta ", " a "];

/// The text, in lower case, in English words; `None` where that is the same text.
pub(super) fn in_english_words(text: &str) -> Option<String> {
    let sides = || {
        let (from, to) = LINKS.iter().find_map(|link| text.split_once(link))?;
        let told = |side: &str| one(side.trim()).unwrap_or_else(|| side.trim().to_owned());
        Some(format!("{} – {}", told(from), told(to)))
    };
    sides().or_else(|| one(text)).filter(|english| english != text)
}

/// One date in English words.
fn one(text: &str) -> Option<String> {
    let text = IN.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim();
    let era = |words: &[&str], era: &'static str| {
        let body = words.iter().find_map(|word| text.strip_suffix(word))?.trim_end();
        body.ends_with(|letter: char| letter.is_alphanumeric() || letter == '.').then_some((body, era))
    };
    let (body, era) = match era(BEFORE_CHRIST, " bc").or_else(|| era(AFTER_CHRIST, " ad")) {
        Some((body, era)) => (body, era),
        None => (text, ""),
    };
    let told = century(body).or_else(|| decade(body)).or_else(|| season(body));
    match told {
        Some(told) => Some(format!("{told}{era}")),
        None => (!era.is_empty()).then(|| format!("{body}{era}")),
    }
}

/// "19. jh.", "19. jahrhundert", "xixe siècle", "siglo xix".
fn century(text: &str) -> Option<String> {
    let german = ["jahrhunderts", "jahrhundert", "jhdt.", "jhd.", "jh.", "jh"];
    let of_german = || {
        let number = german.iter().find_map(|word| text.strip_suffix(word))?.trim_end();
        number.strip_suffix('.')?.parse::<u8>().ok()
    };
    let of_french = || {
        let number = text.strip_suffix("siècle").or_else(|| text.strip_suffix("s."))?.trim_end();
        let number = ["ème", "ᵉ", "er", "e"].iter().find_map(|ending| number.strip_suffix(ending))?;
        number.parse::<u8>().ok().or_else(|| roman(number))
    };
    let of_spanish = || roman(text.strip_prefix("siglo ")?.trim());
    let number = of_german().or_else(of_french).or_else(of_spanish)?;
    let ending = match (number / 10 % 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    (1..=30).contains(&number).then(|| format!("{number}{ending} century"))
}

/// A Roman number up to 30, as centuries are counted.
fn roman(text: &str) -> Option<u8> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = text.bytes().take_while(|letter| *letter == b'x').count();
    let ones = ONES.iter().position(|ones| Some(*ones) == text.get(tens..))?;
    u8::try_from(tens * 10 + ones).ok().filter(|number| *number > 0 && tens <= 3)
}

/// "1990er", "1990er jahre", "années 1990", "años 1990".
fn decade(text: &str) -> Option<String> {
    let german = ["er jahren", "er-jahren", "er jahre", "er-jahre", "ern", "er"];
    let year = german
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .or_else(|| text.strip_prefix("années "))
        .or_else(|| text.strip_prefix("años "))?;
    (is_year(year) && year.ends_with('0')).then(|| format!("{year}s"))
}

/// "sommer 2019", "été 2019", "verano de 2019".
fn season(text: &str) -> Option<String> {
    let (name, year) = text.split_once(' ')?;
    let (english, _) = SEASONS.iter().find(|(_, names)| names.contains(&name))?;
    let year = ["de ", "del "].iter().find_map(|word| year.strip_prefix(word)).unwrap_or(year);
    is_year(year).then(|| format!("{english} {year}"))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is read in no other place: "before 1980", "vor 1980", "03.–05.04.2021", "2021/22".
pub(super) fn other_form(text: &str) -> Option<Date> {
    beside_a_year(text).or_else(|| days_with_stops(text)).or_else(|| two_years(text))
}

/// "vor 1980": some time up to the end of 1979.
fn beside_a_year(text: &str) -> Option<Date> {
    let year = |words: &[&str]| {
        let rest = words.iter().find_map(|word| text.strip_prefix(word))?.trim();
        if is_year(rest) { rest.parse::<u16>().ok().filter(|year| (1..9_999).contains(year)) } else { None }
    };
    let edtf = match year(BEFORE) {
        Some(year) => format!("[..{:04}]", year - 1),
        None => format!("[{:04}..]", year(AFTER)? + 1),
    };
    Date::parse(&edtf).ok()
}

/// "03.–05.04.2021", "29.3. – 2.4.2021": with full stops the day is first.
fn days_with_stops(text: &str) -> Option<Date> {
    let (from, to) = ["–", "—", "-", "bis"].iter().find_map(|link| text.split_once(link))?;
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse::<u16>().ok() } else { None }
    };
    let numbers = |text: &str| text.split('.').map(|part| number(part.trim())).collect::<Option<Vec<u16>>>();
    let (start, end) = (numbers(from.trim().strip_suffix('.')?)?, numbers(to.trim())?);
    let (&[day, month, year], [first, others @ ..]) = (end.as_slice(), start.as_slice()) else { return None };
    let first_month = match others {
        [] => month,
        [month] => *month,
        _ => return None,
    };
    let date = |day: u16, month: u16| {
        let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        Civil::day(i64::from(year), month, day).date().ok()
    };
    let (start, end) = (date(*first, first_month)?, date(day, month)?);
    if year < 1_000 { None } else { between(&start, &end).ok() }
}

/// "2021/22", where the second number is no month.
fn two_years(text: &str) -> Option<Date> {
    let (first, second) = text.split_once('/')?;
    let is_short = second.len() == 2 && second.bytes().all(|byte| byte.is_ascii_digit());
    let (year, last) = (first.parse::<u16>().ok().filter(|_| is_year(first))?, second.parse::<u16>().ok()?);
    let last = match last {
        0 if year % 100 == 99 => year + 1,
        13.. if is_short => year - year % 100 + last,
        _ => return None,
    };
    (is_short && last > year).then(|| Date::parse(&format!("{first}/{last:04}")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::written::read_written;

    #[test]
    fn dates_in_other_languages_are_read_where_they_mean_one_thing() {
        let cases = [
            ("before 1980", Some("[..1979]")),
            ("after 1980", Some("[1981..]")),
            ("vor 1980", Some("[..1979]")),
            ("nach 1980", Some("[1981..]")),
            ("antes de 1980", Some("[..1979]")),
            ("Après 1980", Some("[1981..]")),
            ("um 1980", Some("1980~")),
            ("ab 1980", Some("1980/..")),
            ("seit 1980", Some("1980/..")),
            ("bis 1980", Some("/1980")),
            ("Sommer 2019", Some("2019-22")),
            ("im Frühling 2019", Some("2019-21")),
            ("été 2019", Some("2019-22")),
            ("otoño de 2019", Some("2019-23")),
            ("1990er", Some("199X")),
            ("1990er Jahre", Some("199X")),
            ("in den 1990ern", Some("199X")),
            ("années 1990", Some("199X")),
            ("19. Jh.", Some("18XX")),
            ("im 19. Jahrhundert", Some("18XX")),
            ("XIXe siècle", Some("18XX")),
            ("siglo XXI", Some("20XX")),
            ("3. Jh. v. Chr.", Some("-0299/-0200")),
            ("44 v. Chr.", Some("-0043")),
            ("um 44 v. Chr.", Some("-0043~")),
            ("44 av. J.-C.", Some("-0043")),
            ("44 a. C.", Some("-0043")),
            ("14 n. Chr.", Some("0014")),
            ("44 v. Chr. – 14 n. Chr.", Some("-0043/0014")),
            ("55–54 v. Chr.", Some("-0054/-0053")),
            ("Jän. 2021", Some("2021-01")),
            ("Mrz 2021", Some("2021-03")),
            ("3 févr. 2021", Some("2021-02-03")),
            ("03.–05.04.2021", Some("2021-04-03/2021-04-05")),
            ("29.3. – 2.4.2021", Some("2021-03-29/2021-04-02")),
            ("3. bis 5.4.2021", Some("2021-04-03/2021-04-05")),
            ("2021/22", Some("2021/2022")),
            ("1914/18", Some("1914/1918")),
            ("1999/00", Some("1999/2000")),
            ("2021/12", Some("2021-12")),
            // A century or ten years; two winters; an order that is none.
            ("1900er", None),
            ("Winter 2019/20", None),
            ("2021/20", None),
            ("2021/00", None),
            ("05.–03.04.2021", None),
            ("03.–31.04.2021", None),
            ("vor 80", None),
            ("vor Ort", None),
            ("31. Jh.", None),
            ("siglo VX", None),
            ("Chr.", None),
        ];
        for (text, expected) in cases {
            let read = read_written(text, None).ok().map(|written| written.date.text().to_owned());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
