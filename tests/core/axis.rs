//! The time axis: which steps it takes, where its ticks stand, what they are called, and that none touch.

use dateline_time::{Axis, AxisLine, CivilTime, Date, Step, TimePoint, Zone, tick_label};
use proptest::prelude::*;

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn start_of(text: &str, zone: Zone) -> TimePoint {
    Date::parse(text).unwrap().range(zone).earliest_start.unwrap()
}

/// About the widths of Noto Sans: 11 points regular below, 13 points bold above.
fn width(line: AxisLine, words: &str) -> f32 {
    let letter = if line == AxisLine::Minor { 6.3 } else { 8.2 };
    words.chars().count() as f32 * letter
}

/// The axis of a view that many points wide.
fn axis(from: TimePoint, to: TimePoint, points: f64, zone: Zone) -> Axis {
    Axis::choose(points / to.seconds_since(from), from, to, zone, width)
}

/// Both lines of an axis, the first words of each.
fn lines(from: &str, to: &str, zone: Zone) -> (String, String) {
    let (from, to) = (start_of(from, zone), start_of(to, zone));
    let axis = axis(from, to, 1000.0, zone);
    let first = |ticks: Vec<dateline_time::Tick>| {
        let labels: Vec<String> =
            ticks.into_iter().take(7).map(|tick| tick.label.replace('\u{a0}', "_")).collect();
        labels.join(" | ")
    };
    (first(axis.major_ticks(from, to)), first(axis.minor_ticks(from, to)))
}

#[test]
fn an_axis_has_two_lines_at_every_zoom() {
    let utc = Zone::UTC;
    let cases = [
        ("Y-13800000000", "Y-1000000000", "", "12 billion BCE | 10 billion BCE | 8 billion BCE"),
        ("Y-70000000", "Y-10000", "", "70 million BCE | 60 million BCE | 50 million BCE"),
        ("-9999", "2022", "", "10,000 BCE | 9000 BCE | 8000 BCE"),
        ("-2999", "2022", "", "3000 BCE | 2500 BCE | 2000 BCE"),
        (
            "-0999",
            "1000",
            "1st millennium BCE | 1st millennium | 2nd millennium",
            "1000 BCE | 800 BCE | 600 BCE | 400 BCE | 200 BCE | 1 CE | 200 CE",
        ),
        ("1800", "2030", "19th century | 20th century | 21st century", "1800 | 1820 | 1840"),
        ("1990", "2022", "20th century | 21st century", "1990 | 1992 | 1994 | 1996 | 1998 | 2000 | 2002"),
        ("2021-07", "2026-12", "2021 | 2022 | 2023 | 2024 | 2025 | 2026", "Jul | Oct | Jan | Apr | Jul"),
        ("2022-01", "2022-12", "2022", "Jan | Feb | Mar | Apr"),
        (
            "2022-01",
            "2022-06",
            "January 2022 | February 2022 | March 2022 | April 2022 | May 2022 | June 2022",
            "1 | 15 | 1",
        ),
        (
            "2022-02-20",
            "2022-05-10",
            "February 2022 | March 2022 | April 2022 | May 2022",
            "20 | 25 | 1 | 5 | 10",
        ),
        ("2022-03-20", "2022-04-10", "March 2022 | April 2022", "20 | 21 | 22 | 23"),
        (
            "2022-03-27",
            "2022-03-30",
            "27_March 2022 | 28_March 2022 | 29_March 2022 | 30_March 2022",
            "0:00 | 6:00 | 12:00 | 18:00 | 0:00",
        ),
        ("2022-03-29T13:00", "2022-03-29T18:00", "29_March 2022", "13:00 | 13:15 | 13:30"),
        ("2022-03-29T13:30:00", "2022-03-29T13:30:50", "29_March 2022", "13:30:00 | 13:30:05 | 13:30:10"),
    ];
    for (from, to, major, minor) in cases {
        let (shown_major, shown_minor) = lines(from, to, utc);
        assert!(
            shown_major == major && shown_minor.starts_with(minor),
            "{from}: {shown_major} / {shown_minor}"
        );
    }
}

/// The labels of a step between two dates.
fn labels(step: Step, from: &str, to: &str, zone: Zone) -> Vec<String> {
    let ticks = step.ticks(start_of(from, zone), start_of(to, zone), zone, 100);
    ticks.into_iter().map(|tick| tick.label).collect()
}

#[test]
fn days_never_crowd_at_the_end_of_a_month() {
    let utc = Zone::UTC;
    let fives = ["20", "25", "1", "5", "10"];
    assert_eq!(labels(Step::Days(5), "2022-02-20", "2022-03-10", utc), fives);
    assert_eq!(labels(Step::Days(5), "2022-01-20", "2022-02-10", utc), fives);
    assert_eq!(labels(Step::Days(15), "2022-01-30", "2022-03-15", utc), ["1", "15", "1", "15"]);
    assert_eq!(labels(Step::Days(2), "2022-02-25", "2022-03-03", utc), ["25", "27", "1", "3"]);
    assert_eq!(labels(Step::Days(2), "2024-02-25", "2024-03-03", utc), ["25", "27", "1", "3"]);
    assert_eq!(labels(Step::Days(2), "2022-04-27", "2022-05-03", utc), ["27", "29", "1", "3"]);
    assert_eq!(labels(Step::Days(1), "2024-02-28", "2024-03-01", utc), ["28", "29", "1"]);
}

#[test]
fn years_are_round_on_both_sides_of_the_missing_year() {
    let utc = Zone::UTC;
    assert_eq!(
        labels(Step::Years(500), "-0999", "1000", utc),
        ["1000 BCE", "500 BCE", "1 CE", "500 CE", "1000"]
    );
    assert_eq!(labels(Step::Years(1), "-0002", "0002", utc), ["3 BCE", "2 BCE", "1 BCE", "1 CE", "2 CE"]);
    assert_eq!(labels(Step::Years(2), "-0003", "0004", utc), ["4 BCE", "2 BCE", "2 CE", "4 CE"]);
    assert_eq!(labels(Step::Years(5), "-0004", "0010", utc), ["5 BCE", "1 CE", "5 CE", "10 CE"]);
    // 500 BCE is the astronomical year -499.
    let five_hundred = Step::Years(500).floor(start_of("-0400", utc), utc);
    assert_eq!(utc.rfc3339(five_hundred), "-0499-01-01T00:00:00+00:00");
    assert_eq!(tick_label(Step::Years(1_000_000), start_of("Y-65999999", utc), utc), "66 million BCE");
    assert_eq!(labels(Step::Years(100), "1899", "2001", utc), ["1900", "2000"]);
}

#[test]
fn ticks_follow_the_clocks_of_the_zone() {
    let new_york = zone("America/New_York");
    // Two o'clock is left out.
    assert_eq!(
        labels(Step::Hours(1), "2022-03-13T00:00", "2022-03-13T05:00", new_york),
        ["0:00", "1:00", "3:00", "4:00", "5:00"]
    );
    // The hour after one o'clock comes twice: its quarters do too, its name does not.
    assert_eq!(
        labels(Step::Hours(1), "2021-11-07T00:00", "2021-11-07T03:00", new_york),
        ["0:00", "1:00", "2:00", "3:00"]
    );
    assert_eq!(
        labels(Step::Minutes(30), "2021-11-07T00:30", "2021-11-07T02:00", new_york),
        ["0:30", "1:00", "1:30", "1:00", "1:30", "2:00"]
    );
    // Every day has its tick, be it 23 or 25 hours long; 30 December 2011 was left out in Samoa.
    assert_eq!(labels(Step::Days(1), "2022-03-12", "2022-03-15", new_york), ["12", "13", "14", "15"]);
    assert_eq!(labels(Step::Days(1), "2021-11-06", "2021-11-09", new_york), ["6", "7", "8", "9"]);
    assert_eq!(
        labels(Step::Days(1), "2011-12-28", "2012-01-01", zone("Pacific/Apia")),
        ["28", "29", "31", "1"]
    );
    // In Beirut the day of the change begins at one o'clock.
    let beirut = zone("Asia/Beirut");
    let days = Step::Days(1).ticks(start_of("2021-03-27", beirut), start_of("2021-03-29", beirut), beirut, 9);
    let starts: Vec<String> = days.iter().map(|tick| beirut.rfc3339(tick.at)).collect();
    assert_eq!(
        starts,
        ["2021-03-27T00:00:00+02:00", "2021-03-28T01:00:00+03:00", "2021-03-29T00:00:00+03:00"]
    );
}

#[test]
fn the_ladder_rises_from_a_second_to_billions_of_years() {
    let steps: Vec<Step> = Step::ladder().collect();
    assert_eq!(steps.first(), Some(&Step::Seconds(1)));
    assert!(steps.contains(&Step::Years(10_000_000_000)));
    assert_eq!(steps.last(), Some(&Step::LONGEST));
    for pair in steps.windows(2) {
        assert!(pair[0].approximate_seconds() < pair[1].approximate_seconds(), "{pair:?}");
        assert!(pair[0].shortest_seconds() < pair[1].shortest_seconds(), "{pair:?}");
        // No step is so much longer than the one before that an axis could be empty.
        assert!(pair[1].approximate_seconds() / pair[0].approximate_seconds() <= 5.1, "{pair:?}");
    }
    for step in steps {
        assert!(step.shortest_seconds() as f64 <= step.approximate_seconds(), "{step:?}");
    }
}

#[test]
fn scales_that_make_no_sense_take_the_longest_step() {
    for scale in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY, 1e-300] {
        let axis = Axis::choose(scale, TimePoint::MIN, TimePoint::MAX, Zone::UTC, width);
        assert_eq!(axis.minor, Step::LONGEST, "{scale}");
        assert!(axis.minor_ticks(TimePoint::MIN, TimePoint::MAX).len() < 70);
    }
    let axis = Axis::choose(f64::MAX, TimePoint::MIN, TimePoint::MIN, Zone::UTC, width);
    assert_eq!(axis.minor, Step::Seconds(1));
}

#[test]
fn many_ticks_are_cut_off_and_none_are_made_backwards() {
    let utc = Zone::UTC;
    for step in Step::ladder() {
        let ticks = step.ticks(TimePoint::MIN, TimePoint::MAX, utc, 50);
        assert!(!ticks.is_empty() && ticks.len() <= 50, "{step:?} {}", ticks.len());
        assert!(step.ticks(TimePoint::MAX, TimePoint::MIN, utc, 50).is_empty(), "{step:?}");
        assert!(step.ticks(TimePoint::MAX, TimePoint::MAX, utc, 50).len() <= 1, "{step:?}");
        assert!(step.floor(TimePoint::MIN, utc) == TimePoint::MIN, "{step:?}");
    }
    // Steps that no axis takes are no trap either.
    for step in
        [Step::Seconds(0), Step::Hours(7), Step::Days(0), Step::Days(99), Step::Months(0), Step::Years(0)]
    {
        assert!(step.ticks(TimePoint::default(), TimePoint::MAX, utc, 50).len() <= 50, "{step:?}");
    }
    assert!(Step::Years(i64::MAX).ticks(TimePoint::MIN, TimePoint::MAX, utc, 50).len() <= 2);
}

/// Zones with changes of an hour, half an hour and a day, with and without local mean time.
const ZONES: &[&str] = &[
    "UTC",
    "America/New_York",
    "Asia/Singapore",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/Havana",
    "Asia/Manila",
    "Europe/Dublin",
    "Africa/Casablanca",
];

/// Views of all sizes: a middle and a width in seconds, evenly spread over their orders of magnitude.
fn views() -> impl Strategy<Value = (TimePoint, TimePoint)> {
    let seconds = |exponent: f64| exponent.exp2() as i64;
    let middle = prop_oneof![
        -8_000_000_000_i64..8_000_000_000,
        -200_000_000_000_i64..100_000_000_000,
        (30.0..62.9_f64).prop_map(move |exponent| -seconds(exponent)),
    ];
    (middle, 3.0..62.5_f64).prop_map(move |(middle, exponent)| {
        let half = seconds(exponent) / 2;
        let at = TimePoint::from_seconds(middle);
        (at.saturating_add(-half - 1), at.saturating_add(half + 1))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_two_labels_touch_and_no_axis_is_empty(
        (from, to) in views(),
        points in 300.0..4000.0_f64,
        name in prop::sample::select(ZONES),
    ) {
        let zone = zone(name);
        let axis = axis(from, to, points, zone);
        let scale = points / to.seconds_since(from);
        for (line, ticks) in [
            (AxisLine::Minor, axis.minor_ticks(from, to)),
            (AxisLine::Major, axis.major_ticks(from, to)),
        ] {
            prop_assert!(ticks.len() < 400, "{axis:?}: {}", ticks.len());
            for pair in ticks.windows(2) {
                let distance = pair[1].at.seconds_since(pair[0].at) * scale;
                prop_assert!(distance > 0.0, "{pair:?}");
                prop_assert!(
                    f64::from(width(line, &pair[0].label)) < distance,
                    "{axis:?} {pair:?} {distance}"
                );
                prop_assert!(pair[0].label != pair[1].label, "{axis:?} {pair:?}");
            }
        }
        let first_major = axis.major_ticks(from, to).first().map(|tick| tick.at);
        prop_assert!(first_major.is_none_or(|at| at <= from), "{axis:?}");
        // The labels of large years are long; all others leave room for one in every 300 points.
        if to.seconds_since(from) < 6e11 {
            prop_assert!(!axis.minor_ticks(from, to).is_empty(), "{axis:?}");
        }
    }

    #[test]
    fn a_tick_is_its_own_floor(seconds in -200_000_000_000_i64..100_000_000_000, name in prop::sample::select(ZONES)) {
        let zone = zone(name);
        let from = TimePoint::from_seconds(seconds);
        for step in Step::ladder().filter(|step| step.major() != Some(Step::Days(1))) {
            let ticks = step.ticks(from, TimePoint::MAX, zone, 3);
            for tick in &ticks {
                prop_assert_eq!(step.floor(tick.at, zone), tick.at, "{:?} {}", step, zone.rfc3339(tick.at));
            }
            prop_assert!(step.floor(from, zone) <= from);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_upper_tick_has_a_lower_one(year in 1850_i64..2060, month in 1_u8..=12, name in prop::sample::select(ZONES)) {
        let zone = zone(name);
        let from = zone.point_from_civil(CivilTime::midnight(year, month, 1));
        for minor in Step::ladder() {
            let Some(major) = minor.major() else { continue };
            if matches!(minor, Step::Seconds(_) | Step::Minutes(1)) {
                continue;
            }
            let to = from.saturating_add((major.approximate_seconds() * 3.0) as i64);
            let below: Vec<TimePoint> = minor.ticks(from, to, zone, 10_000).iter().map(|tick| tick.at).collect();
            for tick in major.ticks(from, to, zone, 100) {
                let is_met = below.contains(&tick.at);
                // Where clocks were set at midnight to another time than the grid's, the day has its tick
                // alone.
                let civil = zone.civil_from_point(tick.at);
                prop_assert!(is_met || (civil.hour, civil.minute, civil.second) != (0, 0, 0), "{minor:?} {} {:?}", zone.rfc3339(tick.at), below.iter().map(|at| zone.rfc3339(*at)).collect::<Vec<_>>());
            }
        }
    }
}
