//! Dates in words: alone, in few words, and as a calendar elsewhere shows them.

use dateline_time::{CivilTime, Date, TimePoint, Zone, text_for_stretch};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error} at {}", error.offset))
}

/// With a `_` for the space that does not break.
fn visible(words: &str) -> String {
    words.replace('\u{a0}', "_")
}

fn assert_words(cases: &[(&str, &str)]) {
    for (text, words) in cases {
        assert_eq!(visible(&date(text).label()), *words, "{text}");
    }
}

#[test]
fn dates_are_worded_with_what_is_not_stated() {
    let cases = [
        ("2022-03-29", "29_March 2022"),
        ("2021-08", "August 2021, day not stated"),
        ("2004", "2004, day not stated"),
        ("0044", "44 CE, day not stated"),
        ("-0043", "44 BCE, day not stated"),
        ("0000", "1 BCE, day not stated"),
        ("-0043-03-15", "15_March 44 BCE"),
        // Doubt.
        ("1965~", "about 1965"),
        ("2022-10?", "October 2022, inferred"),
        ("2021-10-31?", "31_October 2021, inferred"),
        ("2005-07%", "about July 2005, inferred"),
        ("2004-06-~01", "about 1_June 2004"),
        ("2004-06~-11", "11_June 2004, year and month approximate"),
        ("2004?-06-11", "11_June 2004, year inferred"),
        ("?2004-06-~11", "about 11_June 2004, year inferred"),
        ("2004-%06-11", "11_June 2004, month approximate and inferred"),
        ("2004-06-11%", "about 11_June 2004, inferred"),
        // Times of day.
        ("2022-03-29T13:30", "29_March 2022, 13:30"),
        ("2022-03-29T13:30:05", "29_March 2022, 13:30:05"),
        ("2022-03-29T00:00", "29_March 2022, 0:00"),
        ("2022-03-29T13:30Z", "29_March 2022, 13:30 UTC"),
        ("2022-03-29T13:30-04:00", "29_March 2022, 13:30 UTC−4"),
        ("2022-03-29T13:30+05:30", "29_March 2022, 13:30 UTC+5:30"),
        ("2022-03-29T13:30~", "about 29_March 2022, 13:30"),
    ];
    assert_words(&cases);
}

#[test]
fn what_is_left_open_is_worded_too() {
    let cases = [
        // Digits not stated.
        ("1985-04-XX", "April 1985, day not stated"),
        ("2004-XX", "2004, month not stated"),
        ("1985-XX-XX", "1985, day not stated"),
        ("196X", "1960s"),
        ("019X", "a year from 190 CE to 199 CE"),
        ("19XX", "20th century"),
        ("00XX", "1st century"),
        ("1XXX", "2nd millennium"),
        ("XXXX", "year not stated"),
        ("1XX3", "a year from 1003 to 1993"),
        ("156X-12-25", "25_December in the 1560s"),
        ("15XX-12-25", "25_December in the 16th century"),
        ("15XX-12-XX", "December in the 16th century"),
        ("1XXX-12", "December in the 2nd millennium"),
        ("1XXX-XX", "2nd millennium"),
        ("1XX3-05", "May of a year from 1003 to 1993"),
        ("XXXX-12-XX", "December, year not stated"),
        ("XXXX-12-25", "25_December, year not stated"),
        ("196X-21", "spring in the 1960s"),
        ("1984-1X", "a month from October to December 1984"),
        ("1560-X2", "February or December 1560"),
        ("1985-0X-31", "31st of a month from January to September 1985"),
        ("1985-XX-12", "12th of a month of 1985"),
        ("1985-04-1X", "a day from 10 to 19 April 1985"),
        ("1985-04-X5", "5, 15 or 25 April 1985"),
        ("1985-04-3X", "30 April 1985"),
        ("1985-05-3X", "a day from 30 to 31 May 1985"),
        ("196X~", "about 1960s"),
        // Groupings of months.
        ("2001-21", "spring 2001"),
        ("2001-25", "spring (northern) 2001"),
        ("2001-31", "autumn (southern) 2001"),
        ("2001-33", "first quarter of 2001"),
        ("2001-39", "last third of 2001"),
        ("2001-41", "second half of 2001"),
        ("2001-21~", "about spring 2001"),
        // Deep time.
        ("Y-13800000000", "13,800,000,000 BCE"),
        ("Y-13800000000~", "about 13.8 billion BCE"),
        ("Y-138E8S3", "about 13.8 billion BCE"),
        ("Y-66000000?", "66,000,000 BCE, inferred"),
        ("Y-170000002", "170,000,003 BCE"),
        ("Y170000002", "170,000,002 CE"),
        ("Y-17E7", "170,000,000 BCE"),
        ("Y171010000S3", "about 171.01 million CE"),
        ("Y3E99", "3 × 10⁹⁹ CE"),
        ("1950S2", "about 1950 (1900–1999)"),
        ("1950S4", "1950"),
    ];
    assert_words(&cases);
}

#[test]
fn intervals_say_nothing_twice() {
    let cases = [
        ("2021-08-22/2021-08-24", "22–24_August 2021"),
        ("2022-10-31/2022-11-01", "31_October – 1_November 2022"),
        ("2021-12-31/2022-01-01", "31_December 2021 – 1_January 2022"),
        ("2022-03-29/2022-03-29", "29_March 2022"),
        ("2021-07/2026-12", "July 2021 – December 2026"),
        ("2021-07/2021-12", "July–December 2021"),
        ("1964/2008", "1964–2008"),
        ("-0499/-0400", "500–401 BCE"),
        ("0800/1066", "800–1066"),
        ("0045/0080", "45–80 CE"),
        ("-0043/0014", "44 BCE – 14 CE"),
        ("2004-02-01/2005", "1_February 2004 – 2005"),
        ("2022-03-29T13:30/2022-03-29T14:00", "29_March 2022, 13:30–14:00"),
        ("2022-03-29T13:30Z/2022-03-29T14:00Z", "29_March 2022, 13:30–14:00 UTC"),
        ("2022-03-29T23:00/2022-03-30T01:00", "29_March 2022, 23:00 – 30_March 2022, 1:00"),
        ("196X/198X", "1960s–1980s"),
        ("2001-21/2001-23", "spring 2001 – autumn 2001"),
        ("1984?/2004?", "1984–2004, inferred"),
        ("1984~/2004~", "about 1984 – about 2004"),
        ("1984?/2004%", "1984 (inferred) – about 2004 (inferred)"),
        ("2004-06-~01/2004-06-~20", "about 1_June 2004 – about 20_June 2004"),
        ("2004-06-XX/2004-07-03", "June 2004 – 3_July 2004"),
        ("Y-252000000/Y-66000000", "252,000,000 BCE – 66,000,000 BCE"),
        ("2004-01-01/..", "since 1_January 2004"),
        ("1985~/..", "since about 1985"),
        ("../1985", "until 1985"),
        ("2022-03-26/", "from 26_March 2022, end not known"),
        ("/2022-10-21", "until 21_October 2022, start not known"),
        ("..2004-06-01/2004-06-20..", "from on or before 1_June 2004 to on or after 20_June 2004"),
        ("..2004-06/..", "since in or before June 2004"),
        // Ends that are known between two dates.
        ("[1885..1887]/[1890..1892]", "between 1885 and 1887 – between 1890 and 1892"),
        ("1885-03/[1890..1892~]", "March 1885 – between 1890 and about 1892"),
        ("[1885-01-02..1885-03]/1890", "between 2_January 1885 and March 1885 – 1890"),
        ("[1885..1887]/..", "since some time between 1885 and 1887"),
        ("[1885..1887]/", "from some time between 1885 and 1887, end not known"),
        ("../[1890..1892]", "until some time between 1890 and 1892"),
        ("/[-0043..0014]", "until some time between 44 BCE and 14 CE, start not known"),
        ("..1884/[1890..1892]", "from in or before 1884 to some time between 1890 and 1892"),
        ("[1885..1885]/[1890..1890]", "1885–1890"),
    ];
    assert_words(&cases);
}

#[test]
fn sets_say_whether_all_or_one_is_meant() {
    let cases = [
        ("[1667,1668,1670..1672]", "one of 1667, 1668, 1670–1672"),
        ("{1667,1668,1670..1672}", "all of 1667, 1668, 1670–1672"),
        ("[1670..1672]", "one of 1670–1672"),
        ("[2022-03-29]", "29_March 2022"),
        ("[1885..1887-03]", "one of 1885 – March 1887"),
        ("[2022-03-29T13:30..2022-03-29T14:00]", "one of 29_March 2022, 13:30–14:00"),
        ("[2022-03-29..]", "on or after 29_March 2022"),
        ("[..2022-03-30]", "on or before 30_March 2022"),
        ("[..1984]", "in or before 1984"),
        ("{..1984}", "all up to 1984"),
        ("{1984..}", "all from 1984 on"),
        ("[1667?,1760-12]", "one of 1667 (inferred), December 1760"),
        ("[1760-01,1760-02,1760-12..]", "one of January 1760, February 1760, December 1760 or later"),
    ];
    assert_words(&cases);
    let years: Vec<String> = (1900..2000).map(|year| year.to_string()).collect();
    let words = date(&format!("[{}]", years.join(","))).label();
    assert!(words.ends_with("1910, 1911 and 88 more"), "{words}");
}

#[test]
fn few_words_are_enough_for_a_table() {
    let cases = [
        ("2022-03-29", "29_Mar 2022"),
        ("2021-08", "Aug 2021"),
        ("2004", "2004"),
        ("2021-08-22/2021-08-24", "22–24_Aug 2021"),
        ("2022-10-31/2022-11-01", "31_Oct – 1_Nov 2022"),
        ("2021-07/2026-12", "Jul 2021 – Dec 2026"),
        ("2004/..", "since 2004"),
        ("2004-01-01/..", "since 1_Jan 2004"),
        ("2022-03-26/", "26_Mar 2022 – ?"),
        ("/1985", "? – 1985"),
        ("[1885-03..1887]/1890", "between Mar 1885 and 1887 – 1890"),
        ("[1885..1887]/", "some time between 1885 and 1887 – ?"),
        ("2022-10?", "Oct 2022, inferred"),
        ("2022-03-29T13:30", "29_Mar 2022, 13:30"),
    ];
    for (text, words) in cases {
        assert_eq!(visible(&date(text).short_text()), words, "{text}");
    }
}

#[test]
fn a_calendar_elsewhere_shows_both_days() {
    let cases = [
        ("2022-03-29", "America/New_York", "Asia/Singapore", "29–30_March 2022"),
        ("2022-03-30", "Asia/Singapore", "America/New_York", "29–30_March 2022"),
        ("2022-03-31", "America/New_York", "Asia/Singapore", "31_March – 1_April 2022"),
        ("2022-03-29", "Asia/Singapore", "Asia/Singapore", "29_March 2022"),
        ("2022-03-29", "Asia/Singapore", "Asia/Shanghai", "29_March 2022"),
        ("2022-03-29?", "America/New_York", "Asia/Singapore", "29–30_March 2022, inferred"),
        ("2022-03-29~", "America/New_York", "Asia/Singapore", "about 29–30_March 2022"),
        ("2021-08", "America/New_York", "Asia/Singapore", "August 2021"),
        ("2004", "America/New_York", "Asia/Singapore", "2004"),
        ("2021-08-22/2021-08-24", "Asia/Singapore", "America/New_York", "21–24_August 2021"),
        (
            "[2021-08-22..2021-08-24]/..",
            "Asia/Singapore",
            "America/New_York",
            "since some time between 21–22_August 2021 and 23–24_August 2021",
        ),
        ("2004-01-01/..", "America/New_York", "Asia/Singapore", "since 1–2_January 2004"),
        ("2004-02-01/2005", "America/New_York", "Asia/Singapore", "1_February 2004 – 2005"),
        ("[2022-03-29..]", "America/New_York", "Asia/Singapore", "on or after 29–30_March 2022"),
        // Times of day convert exactly, floating or not.
        ("2022-03-29T13:30", "America/New_York", "Asia/Singapore", "30_March 2022, 1:30"),
        ("2022-03-29T13:30-04:00", "UTC", "Asia/Singapore", "30_March 2022, 1:30"),
        ("2022-03-29T13:30:00Z", "Asia/Singapore", "UTC", "29_March 2022, 13:30:00"),
        (
            "2022-03-29T23:00/2022-03-30T01:00",
            "America/New_York",
            "Asia/Singapore",
            "30_March 2022, 11:00–13:00",
        ),
    ];
    for (text, home, display, words) in cases {
        let zone = |name: &str| Zone::parse(name).unwrap();
        assert_eq!(visible(&date(text).text_in(zone(home), zone(display))), words, "{text} {home} {display}");
    }
}

#[test]
fn a_month_elsewhere_begins_earlier_or_later() {
    let cases = [
        ("2021-08", "America/New_York", "Asia/Singapore", Some("begins 12 hours earlier")),
        ("2021-08", "Asia/Singapore", "America/New_York", Some("begins 12 hours later")),
        ("2021-01", "America/New_York", "Asia/Singapore", Some("begins 13 hours earlier")),
        ("2021-08", "UTC", "Asia/Kolkata", Some("begins 5 hours 30 minutes earlier")),
        ("2021-08", "Europe/Paris", "Europe/London", Some("begins 1 hour later")),
        ("2004/..", "America/New_York", "Asia/Singapore", Some("begins 13 hours earlier")),
        ("2021-08?", "America/New_York", "Asia/Singapore", Some("begins 12 hours earlier")),
        ("2021-08", "Asia/Singapore", "Asia/Shanghai", None),
        ("2021-08~", "America/New_York", "Asia/Singapore", None),
        ("2022-03-29", "America/New_York", "Asia/Singapore", None),
        ("2022-03-29T13:30", "America/New_York", "Asia/Singapore", None),
        ("../1985", "America/New_York", "Asia/Singapore", None),
        ("196X", "America/New_York", "Asia/Singapore", None),
        ("Y-13800000000", "America/New_York", "Asia/Singapore", None),
    ];
    for (text, home, display, words) in cases {
        let zone = |name: &str| Zone::parse(name).unwrap();
        let shift = date(text).shift_text(zone(home), zone(display));
        assert_eq!(shift.as_deref(), words, "{text} {home} {display}");
    }
}

#[test]
fn a_name_says_what_is_stated_and_all_of_it() {
    let cases = [
        ("2021-08", "August 2021"),
        ("2022-10?", "October 2022"),
        ("2004-XX", "2004"),
        ("1965~", "about 1965"),
        ("2022-03-29", "29–30_March 2022"),
        ("2022-03-29T13:30", "30_March 2022, 1:30"),
        ("[1667,1668,1670..1672]", "one of 1667, 1668, 1670–1672"),
        ("{1960?,1961-12}", "all of 1960, December 1961"),
        ("2022-03/2022-10?", "March–October 2022"),
        ("2022-03-26/", "from 26–27_March 2022"),
        ("/2022-10%", "until about October 2022"),
        ("2004~/..", "since about 2004"),
    ];
    let zone = |name: &str| Zone::parse(name).unwrap();
    for (text, words) in cases {
        let name = date(text).name_in(zone("America/New_York"), zone("Asia/Singapore"));
        assert_eq!(visible(&name), words, "{text}");
    }
}

#[test]
fn a_stretch_is_told_in_units_of_its_size() {
    let point = |year, month, day, hour| {
        Zone::UTC.point_from_civil(CivilTime { hour, ..CivilTime::midnight(year, month, day) })
    };
    let cases = [
        (point(2021, 7, 1, 0), point(2027, 1, 1, 0), "July 2021 – December 2026"),
        (point(1800, 1, 1, 0), point(2030, 1, 1, 0), "1800–2029"),
        (point(2021, 8, 22, 0), point(2021, 8, 25, 0), "22–24_August 2021"),
        (point(2021, 8, 22, 0), point(2021, 8, 23, 0), "22_August 2021"),
        (point(2022, 3, 29, 13), point(2022, 3, 29, 14), "29_March 2022, 13:00–14:00"),
        (TimePoint::MIN, TimePoint::MAX, "292 billion BCE – 292 billion CE"),
        (
            point(-13_800_000_000, 1, 1, 0),
            point(1_558_267_800, 1, 1, 0),
            "13.8 billion BCE – 1.56 billion CE",
        ),
        (point(-13_800_000_000, 1, 1, 0), point(2027, 1, 1, 0), "13.8 billion BCE – 2026"),
        (point(-252_000_000, 1, 1, 0), point(-66_000_000, 1, 1, 0), "252 million – 66 million BCE"),
        (point(-66_043_210, 1, 1, 0), point(-66_043_109, 1, 1, 0), "66,043,211–66,043,111 BCE"),
        (point(2_000_000_000, 1, 1, 0), point(2_000_000_000, 12, 31, 0), "January–December 2,000,000,000 CE"),
    ];
    for (from, until, words) in cases {
        assert_eq!(visible(&text_for_stretch(from, until, Zone::UTC)), words);
    }
}
