//! Texts that are not dates: what is said, where, and what is offered instead; and that none is too odd.

use dateline_time::{Date, Zone};
use proptest::prelude::*;

/// Text, characters before the place, message, hint.
const FAULTS: &[(&str, usize, &str, &str)] = &[
    ("", 0, "The date is empty", "Write a date such as 2021, 2021-08 or 2021-08-24"),
    ("   ", 3, "The date is empty", "Write a date such as 2021, 2021-08 or 2021-08-24"),
    // Days and months that do not exist.
    ("2022-02-30", 8, "February 2022 has 28 days", "Give a day from 1 to 28, or 2022-02 for the month"),
    ("2024-02-30", 8, "February 2024 has 29 days", "Give a day from 1 to 29, or 2024-02 for the month"),
    ("1900-02-29", 8, "February 1900 has 28 days", "Give a day from 1 to 28, or 1900-02 for the month"),
    ("-0043-04-31", 9, "April 44 BCE has 30 days", "Give a day from 1 to 30, or -0043-04 for the month"),
    ("?2022-~02-~30", 11, "February 2022 has 28 days", "Give a day from 1 to 28, or 2022-02 for the month"),
    ("196X-02-30", 8, "February 196X has 29 days", "Give a day from 1 to 29, or 196X-02 for the month"),
    ("X900-02-29", 8, "February X900 has 28 days", "Give a day from 1 to 28, or X900-02 for the month"),
    ("1985-02-3X", 8, "No day of February 1985 fits 3X", "Give a day from 1 to 28, or 1985-02 for the month"),
    ("2022-04-00", 8, "There is no day 0", "Give a day from 1 to 30, or 2022-04 for the month"),
    ("2022-13", 5, "There is no month 13", "Give a month from 01 to 12, or 2022 for the year"),
    ("2022-00-10", 5, "There is no month 0", "Give a month from 01 to 12, or 2022 for the year"),
    ("1914-18", 5, "There is no month 18", "Give a month from 01 to 12, or write 1914/1918 for the years"),
    ("2022-15-03", 5, "There is no month 15", "Write 2022-03-15"),
    (
        "2022-29-03",
        5,
        "Month 29 stands for a season or a part of the year, which has no days",
        "Write 2022-03-29",
    ),
    ("  2022-02-30", 10, "February 2022 has 28 days", "Give a day from 1 to 28, or 2022-02 for the month"),
    (
        "2021-08/2022-02-30",
        16,
        "February 2022 has 28 days",
        "Give a day from 1 to 28, or 2022-02 for the month",
    ),
    ("{1960,1985-00}", 11, "There is no month 0", "Give a month from 01 to 12, or 1985 for the year"),
    ("[..1985-13]", 8, "There is no month 13", "Give a month from 01 to 12, or 1985 for the year"),
    ("2022-02-30T10:00", 8, "February 2022 has 28 days", "Give a day from 1 to 28, or 2022-02 for the month"),
    // Order.
    ("2021-08-24/2021-08-22", 11, "The end comes before the start", "Swap them: 2021-08-22/2021-08-24"),
    (
        "2021-08-24T14:00/2021-08-24T13:00",
        17,
        "The end comes before the start",
        "Swap them: 2021-08-24T13:00/2021-08-24T14:00",
    ),
    ("{1672..1670}", 7, "The end comes before the start", ""),
    ("[1887..1885]/1890", 7, "The end comes before the start", ""),
    (
        "[1890..1892]/[1885..1887]",
        13,
        "The end comes before the start",
        "Swap them: [1885..1887]/[1890..1892]",
    ),
    // Brackets at the ends of an interval.
    (
        "[1885,1887]/1890",
        1,
        "A start or an end in brackets is a first and a last date with two dots between them",
        "Write [1885..1887]/1890 for a start in one of these years",
    ),
    (
        "1885/[1890..]",
        12,
        "A start or an end in brackets is a first and a last date with two dots between them",
        "Write [1885..1887]/1890 for a start in one of these years",
    ),
    (
        "[1885..1887/1890",
        10,
        "The bracket is not closed at the end",
        "Write [1667,1668] for one of them, {1667,1668} for all of them",
    ),
    ("1885/[1890..1892-13]", 17, "There is no month 13", "Give a month from 01 to 12, or 1892 for the year"),
    // Slips.
    ("2021-8", 5, "The month has two digits", "Write 2021-08"),
    ("2021-8-4", 6, "The month has two digits", "Write 2021-08-04"),
    ("2021 -08", 4, "Not an EDTF date", "Write 2021-08"),
    ("{1960, 1961}", 6, "Not an EDTF date", "Write {1960,1961}"),
    ("20220329", 4, "After the year comes a hyphen and the month, or nothing", "Write 2022-03-29"),
    ("12345", 4, "After the year comes a hyphen and the month, or nothing", "Write Y12345"),
    ("-13800000000", 5, "After the year comes a hyphen and the month, or nothing", "Write Y-13800000000"),
    ("Y1985", 1, "Y is for years of more than four digits", "Write 1985"),
    ("985", 2, "Not an EDTF date", "Write 0985"),
    ("-0000", 0, "There is no year -0000", "Write 0000 for 1 BCE"),
    ("201x", 3, "Not an EDTF date", "Write 201X"),
    ("2018-01-15/02-20", 13, "Not an EDTF date", "Write 2018-01-15/2018-02-20"),
    (
        "2004/2008/2010",
        9,
        "An interval has one slash",
        "Write 2004/.. for since 2004, ../2004 for until 2004",
    ),
    (
        "../..",
        0,
        "An interval needs at least one date",
        "Write 2004/.. for since 2004, ../2004 for until 2004",
    ),
    (
        "[1667,1668",
        9,
        "The bracket is not closed at the end",
        "Write [1667,1668] for one of them, {1667,1668} for all of them",
    ),
    // Times of day.
    (
        "2022-03-29T24:00:00",
        11,
        "The hours of a day run from 00 to 23",
        "Write 2022-03-30T00:00:00, the same moment",
    ),
    ("2022-03-29T25:00", 11, "The hours of a day run from 00 to 23", ""),
    ("2022-03-29T13:60", 14, "The minutes of an hour run from 00 to 59", ""),
    ("2022-03-29T13:30:61", 17, "The seconds of a minute run from 00 to 59", ""),
    ("2022-03-29T9:30", 11, "A time of day is written 13:30 or 13:30:00", "Write 2022-03-29T09:30"),
    ("2022-03-29T13", 13, "A time of day is written 13:30 or 13:30:00", "Write 2022-03-29T13:00"),
    ("2022-03-29 13:30", 10, "Not an EDTF date", "Write 2022-03-29T13:30"),
    ("2022-03-29t13:30z", 10, "Nothing but a time of day can follow the day", "Write 2022-03-29T13:30Z"),
    (
        "2022-03-29T13:30:15.250Z",
        19,
        "After a time of day only Z or an offset can follow",
        "Write 2022-03-29T13:30:15Z",
    ),
    (
        "2022-03-29T13:30+0800",
        16,
        "An offset is written +08:00, -04:00 or +08",
        "Write 2022-03-29T13:30+08:00",
    ),
    ("2022-03-29T13:30+15:00", 16, "Offsets run from -14:00 to +14:00", ""),
    ("2022-03T13:30", 0, "A time of day needs a full day before it", "Write 2021-08-24T13:30"),
    // Other notations.
    ("Aug 2021", 0, "Not an EDTF date", "Write 2021-08"),
    ("24 August 2021", 0, "Not an EDTF date", "Write 2021-08-24"),
    ("August 24th, 2021", 0, "Not an EDTF date", "Write 2021-08-24"),
    ("29/03/2022", 0, "Not an EDTF date", "Write 2022-03-29"),
    ("3/29/2022", 0, "Not an EDTF date", "Write 2022-03-29"),
    ("29.03.2022", 0, "Not an EDTF date", "Write 2022-03-29"),
    ("2022/03/29", 0, "Not an EDTF date", "Write 2022-03-29"),
    ("03/04/2022", 0, "Not an EDTF date", "Write 2022-04-03 for 3 April, or 2022-03-04 for 4 March"),
    ("c. 1965", 0, "Not an EDTF date", "Write 1965~"),
    ("1960s", 0, "Not an EDTF date", "Write 196X"),
    ("20th century", 0, "Not an EDTF date", "Write 19XX"),
    ("5th century BC", 0, "Not an EDTF date", "Write -0499/-0400"),
    ("44 BC", 0, "Not an EDTF date", "Write -0043"),
    ("10,000 BCE", 0, "Not an EDTF date", "Write Y-10000"),
    ("-44", 0, "Not an EDTF date", "Write -0043 for 44 BCE, or -0044 for the year -44"),
    ("66 million years ago", 0, "Not an EDTF date", "Write Y-66000000~"),
    ("13.8 billion years ago", 0, "Not an EDTF date", "Write Y-13800000000~"),
    ("spring 2001", 0, "Not an EDTF date", "Write 2001-21"),
    ("Q1 2001", 0, "Not an EDTF date", "Write 2001-33"),
    ("since 2004", 0, "Not an EDTF date", "Write 2004/.."),
    ("until March 2022", 0, "Not an EDTF date", "Write ../2022-03"),
    ("before 1985", 0, "Not an EDTF date", "Write [..1984]"),
    ("before 2020-03-01", 0, "Not an EDTF date", "Write [..2020-02-29]"),
    ("after March 2021", 0, "Not an EDTF date", "Write [2021-04..]"),
    ("after 31 December 1999", 0, "Not an EDTF date", "Write [2000-01-01..]"),
    ("by 1985", 0, "Not an EDTF date", "Write [..1985]"),
    ("2004–2008", 0, "Not an EDTF date", "Write 2004/2008"),
    ("2004-2008", 0, "Not an EDTF date", "Write 2004/2008"),
    ("March to May 2022", 5, "Not an EDTF date", "Write a date such as 2021, 2021-08 or 2021-08-24"),
    ("hello", 0, "Not an EDTF date", "Write a date such as 2021, 2021-08 or 2021-08-24"),
    ("二〇二二", 0, "Not an EDTF date", "Write a date such as 2021, 2021-08 or 2021-08-24"),
];

#[test]
fn another_notation_is_read_only_where_it_means_one_date() {
    let cases = [
        ("Aug 2021", Some("2021-08")),
        ("August, 2021", Some("2021-08")),
        ("Sept. 2021", Some("2021-09")),
        ("29 March 2022", Some("2022-03-29")),
        ("March 29, 2022", Some("2022-03-29")),
        ("3rd of May 1999", Some("1999-05-03")),
        ("2021/08/23", Some("2021-08-23")),
        ("23.08.2021", Some("2021-08-23")),
        ("03/03/2021", Some("2021-03-03")),
        ("2021-8-3", Some("2021-08-03")),
        ("2021-08-23 14:30", Some("2021-08-23T14:30")),
        ("about 1965", Some("1965~")),
        ("c. Aug 2021", Some("2021-08~")),
        ("44 BCE", Some("-0043")),
        ("1960s", Some("196X")),
        ("1900s", None),
        ("03/04/2021", None),
        ("30 February 2022", None),
        ("before 1985", None),
        ("2022-15-03", None),
        ("985", None),
        ("12345", None),
        ("soon", None),
        ("March", None),
    ];
    for (text, expected) in cases {
        let date = dateline_time::phrases::from_other_notation(text);
        assert_eq!(date.as_ref().map(Date::text), expected, "{text}");
    }
}

#[test]
fn a_text_that_is_not_a_date_says_why_where_and_what_to_write() {
    let told = |text: &&str| {
        let error = Date::parse(text).expect_err(text);
        (error.offset, error.message, error.hint.unwrap_or_default())
    };
    let wrong: Vec<_> = FAULTS
        .iter()
        .map(|(text, offset, message, hint)| {
            (text, told(text), (*offset, (*message).to_owned(), (*hint).to_owned()))
        })
        .filter(|(_, told, expected)| told != expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_a_hint_tells_to_write_is_a_date() {
    for (text, _, _, hint) in FAULTS {
        for word in ["Write ", "Swap them: ", "or write "] {
            let Some((_, rest)) = hint.split_once(word) else { continue };
            let candidate = rest.split(' ').next().unwrap_or(rest).trim_end_matches("..,");
            let candidate = candidate.trim_end_matches(',');
            assert!(candidate == "a" || Date::parse(candidate).is_ok(), "{text:?}: {candidate:?}");
        }
    }
}

#[test]
fn a_million_digits_are_refused_at_once() {
    for unit in ["1", "[1,", "{1960,", "2004/", "Y", "XXXX-02-29,", "é", " ", "-", "T"] {
        let text = unit.repeat(1_000_000);
        let error = Date::parse(&text).unwrap_err();
        assert!(error.message.chars().count() < 200, "{}", error.message);
    }
    let digits = Date::parse(&"1".repeat(1_000_000)).unwrap_err();
    assert_eq!(digits.message, "A date has at most 10,000 characters");
}

/// Dates of every kind, to be damaged.
const SEEDS: &[&str] = &[
    "2022-03-29",
    "2021-08-22/2021-08-24",
    "1985-04-12T23:20:30+04:30",
    "Y-13800000000",
    "Y171010000S3",
    "[1667,1668,1670..1672]",
    "[1885..1887-03]/[1890..1892~]",
    "{..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}",
    "?2004-06-~11",
    "156X-12-25",
    "XXXX-02-29",
    "..2004-06-01/2004-06-20..",
    "2001-34%",
    "29/03/2022",
    "24 August 2021",
    "13.8 billion years ago",
    "2004–2008",
];

/// Everything a date can be asked.
fn ask_everything(text: &str) {
    match Date::parse(text) {
        Err(error) => {
            assert!(error.offset <= text.chars().count(), "{text:?}");
            assert!(!error.message.is_empty());
        }
        Ok(date) => {
            for zone in ["UTC", "America/New_York", "Pacific/Apia"] {
                let zone = Zone::parse(zone).unwrap();
                let range = date.range(zone);
                let is_ordered = |a: Option<_>, b: Option<_>| a.zip(b).is_none_or(|(a, b)| a <= b);
                assert!(is_ordered(range.earliest_start, range.latest_start), "{text:?}");
                assert!(is_ordered(range.earliest_end, range.latest_end), "{text:?}");
                assert!(is_ordered(range.earliest_start, range.latest_end), "{text:?}");
                assert!(!date.text_in(Zone::UTC, zone).is_empty());
                assert!(date.shift_text(Zone::UTC, zone).is_none_or(|words| !words.is_empty()));
            }
            assert!(!date.label().is_empty() && !date.short_text().is_empty());
            assert_eq!(Date::parse(date.text()).as_ref(), Ok(&date));
        }
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        ask_everything(&text);
    }

    #[test]
    fn no_text_of_date_letters_is_too_odd(text in "[0-9XYSETZ?~%/.,\\[\\]{}: +-]{0,24}") {
        ask_everything(&text);
    }

    #[test]
    fn no_damaged_date_is_too_odd(
        seed in prop::sample::select(SEEDS),
        at in 0_usize..40,
        replacement in "[0-9X?~/. TZé-]{0,2}",
        removed in 0_usize..3,
    ) {
        let letters: Vec<char> = seed.chars().collect();
        let at = at.min(letters.len());
        let kept = letters.iter().take(at).chain(replacement.chars().collect::<Vec<_>>().iter()).collect::<String>();
        let rest: String = letters.iter().skip(at + removed).collect();
        ask_everything(&(kept + &rest));
    }

    #[test]
    fn every_day_of_four_digit_years_is_its_own_day(year in 0_i64..=9999, month in 1_u8..=12, day in 1_u8..=31) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let count = dateline_time::days_in_month(year, month);
        match Date::parse(&text) {
            Ok(date) => {
                prop_assert!(day <= count);
                let range = date.range(Zone::UTC);
                let civil = Zone::UTC.civil_from_point(range.earliest_start.unwrap());
                prop_assert_eq!((civil.year, civil.month, civil.day), (year, month, day));
                prop_assert_eq!(range.latest_end.unwrap().seconds_since(range.earliest_start.unwrap()), 86_400.0);
            }
            Err(error) => {
                prop_assert!(day > count);
                prop_assert_eq!(error.offset, 8);
            }
        }
    }
}
