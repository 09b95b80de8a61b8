//! Every example of the EDTF specification (Library of Congress, 4 February 2019, and ISO 8601-2:2019
//! Annex A) with its bounds, worked out by hand. Days are days of UTC, bounds are half-open.

use proptest::prelude::*;

use dateline_time::{Date, EndKind, Extent, Precision, Qualifier, TimePoint, TimeRange, Zone};

/// Single dates and sets: a moment between the two bounds.
const MOMENTS: &[(&str, &str, &str)] = &[
    // Level 0: date.
    ("1985-04-12", "1985-04-12T00:00:00", "1985-04-13T00:00:00"),
    ("1985-04", "1985-04-01T00:00:00", "1985-05-01T00:00:00"),
    ("1985", "1985-01-01T00:00:00", "1986-01-01T00:00:00"),
    ("0000", "0000-01-01T00:00:00", "0001-01-01T00:00:00"),
    ("2000-02-29", "2000-02-29T00:00:00", "2000-03-01T00:00:00"),
    // Level 0: date and time.
    ("1985-04-12T23:20:30", "1985-04-12T23:20:30", "1985-04-12T23:20:31"),
    ("1985-04-12T23:20:30Z", "1985-04-12T23:20:30", "1985-04-12T23:20:31"),
    ("1985-04-12T23:20:30-04", "1985-04-13T03:20:30", "1985-04-13T03:20:31"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12T18:50:30", "1985-04-12T18:50:31"),
    ("1985-04-12T23:20:30+14:00", "1985-04-12T09:20:30", "1985-04-12T09:20:31"),
    ("1985-04-12T23:59:60Z", "1985-04-12T23:59:59", "1985-04-13T00:00:00"),
    // Level 1: year of more than four digits, negative year.
    ("Y170000002", "+170000002-01-01T00:00:00", "+170000003-01-01T00:00:00"),
    ("Y-170000002", "-170000002-01-01T00:00:00", "-170000001-01-01T00:00:00"),
    ("-1985", "-1985-01-01T00:00:00", "-1984-01-01T00:00:00"),
    ("-0001", "-0001-01-01T00:00:00", "0000-01-01T00:00:00"),
    ("-1985-04-12", "-1985-04-12T00:00:00", "-1985-04-13T00:00:00"),
    // Level 1: seasons.
    ("2001-21", "2001-03-01T00:00:00", "2001-06-01T00:00:00"),
    ("2001-22", "2001-06-01T00:00:00", "2001-09-01T00:00:00"),
    ("2001-23", "2001-09-01T00:00:00", "2001-12-01T00:00:00"),
    ("2001-24", "2001-12-01T00:00:00", "2002-03-01T00:00:00"),
    // Level 1: qualification of the whole date does not move its bounds.
    ("1984?", "1984-01-01T00:00:00", "1985-01-01T00:00:00"),
    ("2004-06~", "2004-06-01T00:00:00", "2004-07-01T00:00:00"),
    ("2004-06-11%", "2004-06-11T00:00:00", "2004-06-12T00:00:00"),
    // Level 1: digits not stated, from the right.
    ("201X", "2010-01-01T00:00:00", "2020-01-01T00:00:00"),
    ("20XX", "2000-01-01T00:00:00", "2100-01-01T00:00:00"),
    ("2004-XX", "2004-01-01T00:00:00", "2005-01-01T00:00:00"),
    ("1985-04-XX", "1985-04-01T00:00:00", "1985-05-01T00:00:00"),
    ("1985-XX-XX", "1985-01-01T00:00:00", "1986-01-01T00:00:00"),
    // Level 2: exponential year, significant digits.
    ("Y-17E7", "-170000000-01-01T00:00:00", "-169999999-01-01T00:00:00"),
    ("1950S2", "1900-01-01T00:00:00", "2000-01-01T00:00:00"),
    ("Y171010000S3", "+171000000-01-01T00:00:00", "+172000000-01-01T00:00:00"),
    ("Y3388E2S3", "+338000-01-01T00:00:00", "+339000-01-01T00:00:00"),
    // Level 2: groupings of months.
    ("2001-25", "2001-03-01T00:00:00", "2001-06-01T00:00:00"),
    ("2001-26", "2001-06-01T00:00:00", "2001-09-01T00:00:00"),
    ("2001-27", "2001-09-01T00:00:00", "2001-12-01T00:00:00"),
    ("2001-28", "2001-12-01T00:00:00", "2002-03-01T00:00:00"),
    ("2001-29", "2001-09-01T00:00:00", "2001-12-01T00:00:00"),
    ("2001-30", "2001-12-01T00:00:00", "2002-03-01T00:00:00"),
    ("2001-31", "2001-03-01T00:00:00", "2001-06-01T00:00:00"),
    ("2001-32", "2001-06-01T00:00:00", "2001-09-01T00:00:00"),
    ("2001-33", "2001-01-01T00:00:00", "2001-04-01T00:00:00"),
    ("2001-34", "2001-04-01T00:00:00", "2001-07-01T00:00:00"),
    ("2001-35", "2001-07-01T00:00:00", "2001-10-01T00:00:00"),
    ("2001-36", "2001-10-01T00:00:00", "2002-01-01T00:00:00"),
    ("2001-37", "2001-01-01T00:00:00", "2001-05-01T00:00:00"),
    ("2001-38", "2001-05-01T00:00:00", "2001-09-01T00:00:00"),
    ("2001-39", "2001-09-01T00:00:00", "2002-01-01T00:00:00"),
    ("2001-40", "2001-01-01T00:00:00", "2001-07-01T00:00:00"),
    ("2001-41", "2001-07-01T00:00:00", "2002-01-01T00:00:00"),
    // Level 2: sets.
    ("[1667,1668,1670..1672]", "1667-01-01T00:00:00", "1673-01-01T00:00:00"),
    ("[..1760-12-03]", "open", "1760-12-04T00:00:00"),
    ("[1760-12..]", "1760-12-01T00:00:00", "open"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01T00:00:00", "open"),
    ("[1667,1760-12]", "1667-01-01T00:00:00", "1761-01-01T00:00:00"),
    ("[..1984]", "open", "1985-01-01T00:00:00"),
    ("[1984..]", "1984-01-01T00:00:00", "open"),
    ("[2022-03-29..]", "2022-03-29T00:00:00", "open"),
    ("{1667,1668,1670..1672}", "1667-01-01T00:00:00", "1673-01-01T00:00:00"),
    ("{1960,1961-12}", "1960-01-01T00:00:00", "1962-01-01T00:00:00"),
    ("{1961-12,1960}", "1960-01-01T00:00:00", "1962-01-01T00:00:00"),
    ("{..1984}", "open", "1985-01-01T00:00:00"),
    ("{..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}", "open", "open"),
    // Level 2: qualification of groups and of single components.
    ("2004-06~-11", "2004-06-11T00:00:00", "2004-06-12T00:00:00"),
    ("2004?-06-11", "2004-06-11T00:00:00", "2004-06-12T00:00:00"),
    ("?2004-06-~11", "2004-06-11T00:00:00", "2004-06-12T00:00:00"),
    ("2004-%06-11", "2004-06-11T00:00:00", "2004-06-12T00:00:00"),
    ("2004-06-~01", "2004-06-01T00:00:00", "2004-06-02T00:00:00"),
    // Level 2: digits not stated anywhere.
    ("156X-12-25", "1560-12-25T00:00:00", "1569-12-26T00:00:00"),
    ("15XX-12-25", "1500-12-25T00:00:00", "1599-12-26T00:00:00"),
    ("15XX-12-XX", "1500-12-01T00:00:00", "1600-01-01T00:00:00"),
    ("XXXX-12-XX", "0000-12-01T00:00:00", "+10000-01-01T00:00:00"),
    ("1XXX-XX", "1000-01-01T00:00:00", "2000-01-01T00:00:00"),
    ("1XXX-12", "1000-12-01T00:00:00", "2000-01-01T00:00:00"),
    ("1984-1X", "1984-10-01T00:00:00", "1985-01-01T00:00:00"),
    ("1560-X2", "1560-02-01T00:00:00", "1561-01-01T00:00:00"),
    ("XXXX", "0000-01-01T00:00:00", "+10000-01-01T00:00:00"),
    ("XXXX-02-29", "0000-02-29T00:00:00", "9996-03-01T00:00:00"),
    ("1985-0X-31", "1985-01-31T00:00:00", "1985-09-01T00:00:00"),
    // Beyond EDTF: a time of day without seconds, and a qualifier after a time of day.
    ("2022-03-29T13:30", "2022-03-29T13:30:00", "2022-03-29T13:31:00"),
    ("2022-03-29T13:30-04:00", "2022-03-29T17:30:00", "2022-03-29T17:31:00"),
    ("2022-03-29T13:30:00~", "2022-03-29T13:30:00", "2022-03-29T13:30:01"),
    // Beyond EDTF: between two dates of different precision, with a qualifier or a time of day.
    ("[1885..1887-03]", "1885-01-01T00:00:00", "1887-04-01T00:00:00"),
    ("[1885~..1887]", "1885-01-01T00:00:00", "1888-01-01T00:00:00"),
    ("[2022-03-29T13:30..2022-03-29T14:00]", "2022-03-29T13:30:00", "2022-03-29T14:01:00"),
    // The Big Bang, and the last second that can be counted.
    ("Y-13800000000", "-13800000000-01-01T00:00:00", "-13799999999-01-01T00:00:00"),
    ("Y-300000000000", "-292277022657-01-27T08:29:52", "-292277022657-01-27T08:29:52"),
    ("Y3E99", "+292277026596-12-04T15:30:07", "+292277026596-12-04T15:30:07"),
];

/// Intervals: earliest and latest start, earliest and latest end.
const INTERVALS: &[(&str, [&str; 4])] = &[
    // Level 0.
    ("1964/2008", ["1964-01-01", "1965-01-01", "2008-01-01", "2009-01-01"]),
    ("2004-06/2006-08", ["2004-06-01", "2004-07-01", "2006-08-01", "2006-09-01"]),
    ("2004-02-01/2005-02-08", ["2004-02-01", "2004-02-02", "2005-02-08", "2005-02-09"]),
    ("2004-02-01/2005-02", ["2004-02-01", "2004-02-02", "2005-02-01", "2005-03-01"]),
    ("2004-02-01/2005", ["2004-02-01", "2004-02-02", "2005-01-01", "2006-01-01"]),
    ("2005/2006-02", ["2005-01-01", "2006-01-01", "2006-02-01", "2006-03-01"]),
    ("2021-08-22/2021-08-24", ["2021-08-22", "2021-08-23", "2021-08-24", "2021-08-25"]),
    // Level 1: open and unknown ends.
    ("1985-04-12/..", ["1985-04-12", "1985-04-13", "open", "open"]),
    ("1985-04/..", ["1985-04-01", "1985-05-01", "open", "open"]),
    ("1985/..", ["1985-01-01", "1986-01-01", "open", "open"]),
    ("../1985-04-12", ["open", "open", "1985-04-12", "1985-04-13"]),
    ("../1985-04", ["open", "open", "1985-04-01", "1985-05-01"]),
    ("../1985", ["open", "open", "1985-01-01", "1986-01-01"]),
    ("1985-04-12/", ["1985-04-12", "1985-04-13", "unknown", "unknown"]),
    ("1985-04/", ["1985-04-01", "1985-05-01", "unknown", "unknown"]),
    ("1985/", ["1985-01-01", "1986-01-01", "unknown", "unknown"]),
    ("/1985-04-12", ["unknown", "unknown", "1985-04-12", "1985-04-13"]),
    ("/1985-04", ["unknown", "unknown", "1985-04-01", "1985-05-01"]),
    ("/1985", ["unknown", "unknown", "1985-01-01", "1986-01-01"]),
    ("1984?/2004%", ["1984-01-01", "1985-01-01", "2004-01-01", "2005-01-01"]),
    ("1984~/2004-06", ["1984-01-01", "1985-01-01", "2004-06-01", "2004-07-01"]),
    ("1985-04-12~/", ["1985-04-12", "1985-04-13", "unknown", "unknown"]),
    // Level 2.
    ("2004-06-~01/2004-06-~20", ["2004-06-01", "2004-06-02", "2004-06-20", "2004-06-21"]),
    ("2004-06-XX/2004-07-03", ["2004-06-01", "2004-07-01", "2004-07-03", "2004-07-04"]),
    ("..2004-06-01/2004-06-20..", ["open", "2004-06-02", "2004-06-20", "open"]),
    // An end within its start stays as it is stated.
    ("2004-06/2004", ["2004-06-01", "2004-07-01", "2004-01-01", "2005-01-01"]),
    // Beyond EDTF: times of day as ends.
    (
        "2022-03-29T13:30/2022-03-29T14:00",
        ["2022-03-29T13:30:00", "2022-03-29T13:31:00", "2022-03-29T14:00:00", "2022-03-29T14:01:00"],
    ),
    ("2022-03-29T13:30:00Z/..", ["2022-03-29T13:30:00", "2022-03-29T13:30:01", "open", "open"]),
    (
        "2022-03-29T13:30:00Z/2022-03-30",
        ["2022-03-29T13:30:00", "2022-03-29T13:30:01", "2022-03-30", "2022-03-31"],
    ),
    ("..2022-03-29T13:30/2022-03-30", ["open", "2022-03-29T13:31:00", "2022-03-30", "2022-03-31"]),
    // Beyond EDTF: ends that are known between two dates.
    ("[1885..1887]/[1890..1892]", ["1885-01-01", "1888-01-01", "1890-01-01", "1893-01-01"]),
    ("1885-03/[1890..1892]", ["1885-03-01", "1885-04-01", "1890-01-01", "1893-01-01"]),
    ("[1885..1887]/1890", ["1885-01-01", "1888-01-01", "1890-01-01", "1891-01-01"]),
    ("[1885-03-02..1887]/1890~", ["1885-03-02", "1888-01-01", "1890-01-01", "1891-01-01"]),
    ("[1885..1887]/..", ["1885-01-01", "1888-01-01", "open", "open"]),
    ("[1885..1887]/", ["1885-01-01", "1888-01-01", "unknown", "unknown"]),
    ("../[1890..1892]", ["open", "open", "1890-01-01", "1893-01-01"]),
    ("/[1890..1892]", ["unknown", "unknown", "1890-01-01", "1893-01-01"]),
    ("..1884/[1890..1892]", ["open", "1885-01-01", "1890-01-01", "1893-01-01"]),
    ("[1885..1887]/1890..", ["1885-01-01", "1888-01-01", "1890-01-01", "open"]),
    // The two stretches may overlap.
    ("[1885..1890]/[1888..1892]", ["1885-01-01", "1891-01-01", "1888-01-01", "1893-01-01"]),
    (
        "[-0044..-0043]/[0014..0015]",
        ["-0044-01-01T00:00:00", "-0042-01-01T00:00:00", "0014-01-01", "0016-01-01"],
    ),
    (
        "[2022-03-29T13:30Z..2022-03-29T14:00Z]/2022-03-30",
        ["2022-03-29T13:30:00", "2022-03-29T14:01:00", "2022-03-30", "2022-03-31"],
    ),
];

/// A point of a range as the tables write it.
fn shown(point: Option<TimePoint>, kind: EndKind) -> String {
    match (point, kind) {
        (Some(point), _) => Zone::UTC.rfc3339(point).trim_end_matches("+00:00").to_owned(),
        (None, EndKind::Open) => "open".to_owned(),
        (None, EndKind::Unknown) => "unknown".to_owned(),
        (None, EndKind::Bounded) => "missing".to_owned(),
    }
}

fn points(range: &TimeRange) -> [String; 4] {
    [
        shown(range.earliest_start, range.start_kind),
        shown(range.latest_start, range.start_kind),
        shown(range.earliest_end, range.end_kind),
        shown(range.latest_end, range.end_kind),
    ]
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error} at {}", error.offset))
}

#[test]
fn every_example_of_a_moment_has_its_bounds() {
    for (text, earliest, latest) in MOMENTS {
        let range = date(text).range(Zone::UTC);
        assert_eq!(range.extent, Extent::Instant, "{text}");
        let bounds = (shown(range.earliest_start, range.start_kind), shown(range.latest_end, range.end_kind));
        assert_eq!((bounds.0.as_str(), bounds.1.as_str()), (*earliest, *latest), "{text}");
        assert_eq!(range.earliest_end, range.earliest_start, "{text}");
        assert_eq!(range.latest_start, range.latest_end, "{text}");
        assert_eq!(range.earliest_start.is_none(), range.start_kind == EndKind::Open, "{text}");
        assert_eq!(range.latest_end.is_none(), range.end_kind == EndKind::Open, "{text}");
    }
}

#[test]
fn every_example_of_an_interval_has_its_four_points() {
    for (text, expected) in INTERVALS {
        let range = date(text).range(Zone::UTC);
        assert_eq!(range.extent, Extent::Interval, "{text}");
        let expected = expected.map(|point| {
            let is_day = point.len() == "2004-06-01".len();
            if is_day { format!("{point}T00:00:00") } else { point.to_owned() }
        });
        assert_eq!(points(&range), expected, "{text}");
    }
}

#[test]
fn an_open_or_unknown_end_is_told_from_a_stated_one() {
    let kinds = |text: &str| {
        let range = date(text).range(Zone::UTC);
        (range.start_kind, range.end_kind)
    };
    assert_eq!(kinds("2004/2008"), (EndKind::Bounded, EndKind::Bounded));
    assert_eq!(kinds("2004/.."), (EndKind::Bounded, EndKind::Open));
    assert_eq!(kinds("2004/"), (EndKind::Bounded, EndKind::Unknown));
    assert_eq!(kinds("/2004"), (EndKind::Unknown, EndKind::Bounded));
    assert_eq!(kinds("[..2004]"), (EndKind::Open, EndKind::Bounded));
    assert_eq!(kinds("..2004/2008"), (EndKind::Open, EndKind::Bounded));
    assert_eq!(kinds("[2004..2005]/[2008..2009]"), (EndKind::Bounded, EndKind::Bounded));
    assert_eq!(kinds("[2004..2005]/.."), (EndKind::Bounded, EndKind::Open));
}

#[test]
fn precision_is_the_coarsest_that_is_stated() {
    let cases = [
        ("2022-03-29T13:30:15Z", Precision::Second),
        ("2022-03-29T13:30", Precision::Minute),
        ("2022-03-29", Precision::Day),
        ("2022-03", Precision::Month),
        ("2022-03-XX", Precision::Month),
        ("2022-03-1X", Precision::Month),
        ("2001-21", Precision::Season),
        ("2001-34", Precision::Season),
        ("2022", Precision::Year),
        ("2022-XX", Precision::Year),
        ("2022-XX-XX", Precision::Year),
        ("Y-13800000000", Precision::Year),
        ("196X", Precision::Decade),
        ("156X-12-25", Precision::Decade),
        ("1950S3", Precision::Decade),
        ("19XX", Precision::Century),
        ("1950S2", Precision::Century),
        ("1XXX-XX", Precision::Millennium),
        ("Y171010000S3", Precision::Millennium),
        ("2004-02-01/2005", Precision::Year),
        ("2004-02-01/..", Precision::Day),
        ("[1667,1760-12]", Precision::Year),
        ("[1885-03..1887-01-02]/1890-01-01", Precision::Month),
    ];
    for (text, expected) in cases {
        assert_eq!(date(text).precision(), expected, "{text}");
    }
}

#[test]
fn qualifiers_of_all_parts_are_summed() {
    let cases = [
        ("2022-03-29", Qualifier::Stated),
        ("2022-03-29?", Qualifier::Uncertain),
        ("2022-03~", Qualifier::Approximate),
        ("2022%", Qualifier::Both),
        ("2004-06-~01", Qualifier::Approximate),
        ("?2004-06-~11", Qualifier::Both),
        ("1984?/2004~", Qualifier::Both),
        ("1984/2004~", Qualifier::Approximate),
        ("[1667?,1760-12]", Qualifier::Uncertain),
        ("2022-03-29T13:30~", Qualifier::Approximate),
        ("1885/[1890..1892?]", Qualifier::Uncertain),
    ];
    for (text, expected) in cases {
        assert_eq!(date(text).qualifier(), expected, "{text}");
    }
}

#[test]
fn days_belong_to_their_zone_and_instants_to_none() {
    let in_zone = |text: &str, zone: &str| points(&date(text).range(Zone::parse(zone).unwrap()));
    let moment = |earliest: &str, latest: &str| [earliest, latest, earliest, latest].map(str::to_owned);
    assert_eq!(in_zone("2021-08", "America/New_York"), moment("2021-08-01T04:00:00", "2021-09-01T04:00:00"));
    assert_eq!(in_zone("2021-08", "Asia/Singapore"), moment("2021-07-31T16:00:00", "2021-08-31T16:00:00"));
    // 23 and 25 hours long.
    assert_eq!(
        in_zone("2022-03-13", "America/New_York"),
        moment("2022-03-13T05:00:00", "2022-03-14T04:00:00")
    );
    assert_eq!(
        in_zone("2021-11-07", "America/New_York"),
        moment("2021-11-07T04:00:00", "2021-11-08T05:00:00")
    );
    // The clocks of Singapore skipped the half hour between the two years.
    assert_eq!(in_zone("1981-12-31", "Asia/Singapore"), moment("1981-12-30T16:30:00", "1981-12-31T16:00:00"));
    assert_eq!(in_zone("1982-01-01", "Asia/Singapore"), moment("1981-12-31T16:00:00", "1982-01-01T16:00:00"));
    // Local mean time.
    assert_eq!(
        in_zone("1836-10-24", "America/New_York"),
        moment("1836-10-24T04:56:02", "1836-10-25T04:56:02")
    );
    // A floating time moves with the zone, one with an offset does not.
    let half_past_one = moment("2022-03-29T17:30:00", "2022-03-29T17:31:00");
    assert_eq!(in_zone("2022-03-29T13:30", "America/New_York"), half_past_one);
    for zone in ["UTC", "Asia/Singapore"] {
        assert_eq!(in_zone("2022-03-29T13:30-04:00", zone), half_past_one, "{zone}");
    }
    // The day that Samoa left out has no length.
    assert_eq!(in_zone("2011-12-30", "Pacific/Apia"), moment("2011-12-30T10:00:00", "2011-12-30T10:00:00"));
}

#[test]
fn an_end_is_never_before_its_start_in_any_zone() {
    // On Kiritimati, 14 hours ahead, the day is over before the instant that the interval starts with.
    let range = date("2022-03-29T23:00:00Z/2022-03-29").range(Zone::parse("Pacific/Kiritimati").unwrap());
    assert_eq!(range.latest_end, range.earliest_start);
    assert_eq!(range.earliest_end, range.earliest_start);
}

#[test]
fn space_around_a_date_does_not_matter() {
    assert_eq!(date("  2021-08\n"), date("2021-08"));
    assert_eq!(date("  2021-08\n").text(), "2021-08");
}

proptest! {
    #[test]
    fn the_bounds_of_a_bracketed_interval_are_ordered(
        years in prop::array::uniform4(-3000_i64..3000),
        zone in prop::sample::select(vec!["UTC", "Pacific/Kiritimati", "America/New_York"]),
    ) {
        let written = |year: i64| if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
        let [first, second, third, fourth] = years.map(written);
        let text = format!("[{first}..{second}]/[{third}..{fourth}]");
        let [first, second, third, fourth] = years;
        match Date::parse(&text) {
            Ok(date) => {
                let range = date.range(Zone::parse(zone).unwrap());
                prop_assert!(range.earliest_start < range.latest_start);
                prop_assert!(range.earliest_end < range.latest_end);
                prop_assert!(range.earliest_start < range.latest_end);
                prop_assert_eq!(date.text(), &text);
            }
            Err(error) => {
                prop_assert_eq!(error.message, "The end comes before the start");
                prop_assert!(second < first || fourth < third || fourth < first);
            }
        }
    }
}
