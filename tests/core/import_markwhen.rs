//! Markwhen: every form of a date, relative dates, sections, tags and links; nothing is folded away silently.

use dateline_formats::Format;
use dateline_timeline::model::{RelationKind, Status, Timeline};
use proptest::prelude::*;

use crate::told::{fixture, told, told_fixture};

fn load(text: &str) -> Timeline {
    dateline_formats::load(text.as_bytes(), "f.mw").unwrap_or_else(|error| panic!("{error}: {text}")).timeline
}

/// The date of the only event.
fn date(head: &str) -> String {
    let timeline = load(&format!("{head}: Something\n"));
    let event = timeline.ids().next().unwrap();
    assert_eq!(timeline.event_title(event), "Something", "{head}");
    timeline.date(event).map_or("none".to_owned(), |date| date.text().to_owned())
}

#[test]
fn a_harbour_as_people_write_it() {
    insta::assert_snapshot!(told_fixture("markwhen/harbour.mw"), @r#"
    event-1: A first pier (-2999)
    event-2: Ships come from the east (-0499/-0399)
    event-3: Two towns agree to share it (1819)
    event-4: Closed (1914-08/1918)
    event-5: Cleared of mines (1918-12-01/1918-12-25)
    event-6: Opened again (1921-03-03T10:00/1921-03-03T11:30)
    event-7: A lunch (1921-03-03T14:00)
    event-8: 2001 as a whole (2001)
    event-9: A plan (2001/2002-03)
    pacts: Three pacts signed as the gazette says (2021-08-03)
    event-11: First meeting (2021-08-25)
    event-12: A survey (2021-08-26/2021-09-04)
    event-13: Talks (2021-09-12/2021-11-11)
    event-14: Rehearsals (2026-10)
    event-15: All permits ([..2026-10])
    opening: The new pier opens (2026-11)
    event-17: Dredging (2020/..)
    event-18: Waiting (no date)
    event-19: The dialogue is held (2022-03-29)
    event-20: Harbour day (2022-10-05)
    event-21: A day that is none (no date)
    event-22: Lost (no date)
    event-23: By American months (2012-12/2013-03-04)
    event-24: A week (2022-01-31/2022-02-06)
    event-25: A call (2022-03-29T13:30:00Z)
    event-26: A strike (2022-03-30/2022-04-05)
    event-27: The crane is built (2023-05)
    event-28: Some spring (no date)
    40:1 warning "now": This depends on the day on which somebody looks at it. Shown without a date. Write the day, or .. for an end that is still open
    44:1 error "2021-02-30": February 2021 has 28 days. Give a day from 1 to 28, or 2021-02 for the month
    45:1 warning "Febuary 2021": This line may be meant as an event of its own, but no date before its colon can be read. Read as a part of the event before
    46:1 error "after !nothing 2 days": No event has the id nothing. Write the id below the event that is meant, as in id: start
    51:1 warning "60% 2023": This line may be meant as an event of its own, but no date before its colon can be read. Read as a part of the event before
    53:1 warning "May 5": The year is not stated. Shown without a date. Write the year as well
    "#);
    let timeline = load(std::str::from_utf8(&fixture("markwhen/harbour.mw")).unwrap());
    let builder = timeline.to_builder();
    assert_eq!((builder.title.as_str(), builder.zone.name()), ("The harbour", "Asia/Singapore"));
    let lanes: Vec<&str> = builder.lanes.iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Before", "Before / Under one flag", "After"]);
    let event = |title: &str| builder.events.iter().find(|event| event.title.starts_with(title)).unwrap();
    let pacts = event("Three pacts");
    assert_eq!(pacts.title, "Three pacts signed as the gazette says");
    assert_eq!(pacts.status, Status::Ongoing);
    assert!(pacts.summary.starts_with("The towns promise three things:\n- [x] a map"), "{}", pacts.summary);
    assert_eq!(pacts.place.as_deref(), Some("On the pier"));
    assert_eq!(pacts.extra, [("markwhen".to_owned(), "{\"owner\": \"harbour office\"}".to_owned())]);
    assert_eq!(builder.sources.iter().filter_map(|source| source.url.as_deref()).count(), 2);
    assert_eq!(pacts.citations.len(), 1);
    assert_eq!(event("Two towns").summary, "They sign at noon: nobody is late.");
    assert_eq!(event("First meeting").date_note, "after !pacts 3 weeks");
    assert_eq!(event("Rehearsals").relations[0].kind, RelationKind::Precedes);
    assert_eq!(event("Dredging").status, Status::Ongoing);
    assert_eq!(event("The crane").status, Status::Ongoing);
    let dialogue = event("The dialogue").recurrence.as_ref().unwrap();
    let texts = |date: &Option<dateline_time::Date>| date.as_ref().map(|date| date.text().to_owned());
    assert_eq!(dialogue.text, "every 2 years x3");
    assert_eq!(dialogue.rule.as_deref(), Some("FREQ=YEARLY;INTERVAL=2"));
    assert_eq!(
        (texts(&dialogue.from), texts(&dialogue.until)),
        (Some("2022-03-29".to_owned()), Some("2026-03-29".to_owned()))
    );
    assert_eq!(event("Harbour day").status, Status::Recurring);
}

#[test]
fn the_old_notation_and_pages() {
    insta::assert_snapshot!(told_fixture("markwhen/old.mw"), @r#"
    event-1: In April (2021-04-03)
    event-2: A talk (2021-04-04/2021-04-05)
    event-3: Behind it (2021-04-06)
    event-4: On the second page (2022-01-01)
    event-5: In it (2022-01-02)
    6:1 warning "A line that says nothing.": This line belongs to no event. Not shown. Write a date and a colon before it, or // to make it a comment
    15:1 note "endSection": Nothing is open that this could close. Passed over
    16:1 warning "stray words": This line belongs to no event. Not shown. Write a date and a colon before it, or // to make it a comment
    21:1 note "Left open": This section is not closed. It ends with the page. Write endSection
    "#);
    let builder = load(std::str::from_utf8(&fixture("markwhen/old.mw")).unwrap()).to_builder();
    let lanes: Vec<&str> = builder.lanes.iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(
        lanes,
        ["Old pages / The first", "Old pages / The first / Inner", "Second page", "Second page / Left open"]
    );
    assert_eq!(builder.events[4].zone.map(|zone| zone.name()), Some("America/New_York"));
    assert_eq!(builder.tags, ["Ann", "Bob", "talks"]);
}

#[test]
fn lines_of_chronos_are_the_second_grammar() {
    insta::assert_snapshot!(told_fixture("markwhen/ships.chronos"), @r#"
    event-1: The first steamer (1885-03/1890)
    event-2: The second steamer (1890/..)
    event-3: A collision (1891-03-04T10:00)
    event-4: A long time ago (-0043)
    event-5: No such month (no date)
    2:1 note "> ORDERBY start": Flags are about drawing, and drawing is done otherwise here. Not shown
    7:4 error "1885-13": There is no month 13. Give a month from 01 to 12, or 1885 for the year
    8:1 warning "and words": This line is no event. Not shown. Write an event as in - [2021-03] Name
    "#);
    let loaded = dateline_formats::load(&fixture("markwhen/ships.chronos"), "notes.md").unwrap();
    assert_eq!(loaded.format, Format::Markwhen);
    let builder = loaded.timeline.to_builder();
    assert_eq!(builder.events[0].summary, "She made 200 journeys.");
    assert_eq!(builder.events[1].status, Status::Ongoing);
}

#[test]
fn dates_in_every_notation() {
    let cases = [
        ("2021", "2021"),
        ("2021-08", "2021-08"),
        ("2021-08-03", "2021-08-03"),
        ("2021-08-03/2021-08-05", "2021-08-03/2021-08-05"),
        ("2021-08/2021-09", "2021-08/2021-09"),
        ("2021-08?/2021-09~", "2021-08?/2021-09~"),
        ("2021/..", "2021/.."),
        // Trap: open, unknown, and doubts of each end alone.
        ("../2020", "../2020"),
        ("/2020", "/2020"),
        ("2004-06~/2004-08?", "2004-06~/2004-08?"),
        ("[1885..1887]/[1890..1892]", "[1885..1887]/[1890..1892]"),
        ("1/2/2021", "2021-01-02"),
        ("12/2012", "2012-12"),
        ("12/2012-1/2013", "2012-12/2013-01"),
        ("2001 - 2003", "2001/2003"),
        ("2001-2003", "2001/2003"),
        ("2001 to March 2003", "2001/2003-03"),
        ("Aug 2021", "2021-08"),
        ("August 23 2021", "2021-08-23"),
        ("23 August 2021 - 25 August 2021", "2021-08-23/2021-08-25"),
        ("Aug 23, 2021 9:05pm", "2021-08-23T21:05"),
        ("Aug 23 2021 10 am", "2021-08-23T10:00"),
        ("2021-08-23 18:30", "2021-08-23T18:30"),
        ("2021-08-23T18:30:00Z", "2021-08-23T18:30:00Z"),
        ("2021-08-23T18:30:00.000+08:00", "2021-08-23T18:30:00+08:00"),
        ("2021-08-23T18:30Z-2021-08-24T01:00Z", "2021-08-23T18:30Z/2021-08-24T01:00Z"),
        ("2022-W05", "2022-01-31/2022-02-06"),
        ("2022-W05-3", "2022-02-02"),
        ("44 BC", "-0043"),
        ("44 BCE - 14 CE", "-0043/0014"),
        ("500-400 BC", "-0499/-0399"),
        ("10000 BC", "Y-10000"),
        ("476", "0476"),
        ("1960s", "196X"),
        ("2021 - now", "2021/.."),
        ("now - 2030", "/2030"),
        ("now", "none"),
        ("now - 3 weeks", "none"),
        ("May 5", "none"),
        ("May 5 - June 7 2021", "2021-05-05/2021-06-07"),
        ("2021-01-01 - 3 weeks", "2021-01-01/2021-01-21"),
        ("2021-01-01/3 weeks", "2021-01-01/2021-01-21"),
        ("2021-01 / 3 months", "2021-01/2021-03"),
        ("2021-01-01 10:00 - 90 minutes", "2021-01-01T10:00/2021-01-01T11:30"),
        ("2021-01-01 10:00 - 11:30", "2021-01-01T10:00/2021-01-01T11:30"),
        ("2022-01-07 / 5 work days", "2022-01-07/2022-01-13"),
        ("2021 - 2020", "none"),
        ("2021-13-45", "none"),
        ("31 February 2021", "none"),
        ("3 weeks", "none"),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(head, expected)| (head, date(head), expected))
        .filter(|(_, is, should)| is != *should)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_end_of_a_range_is_over_when_its_unit_is() {
    // Trap: a range up to 2001 ends when 2002 begins.
    let timeline = load("1999 - 2001: Three years\n2001 - 2003-02: Two years and two months\n");
    let ends: Vec<String> = timeline
        .ids()
        .map(|event| {
            let end = timeline.date(event).unwrap().range(timeline.zone()).latest_end.unwrap();
            timeline.zone().rfc3339(end)
        })
        .collect();
    assert_eq!(ends, ["2002-01-01T00:00:00+00:00", "2003-03-01T00:00:00+00:00"]);
}

#[test]
fn relative_dates_are_counted_wherever_the_other_event_stands() {
    let text = "\
        by !b 1 week: Before b\n\
        2021-03-01: A\nid: a\n\
        after !a 3 days: Three days on\n\
        after !a.start 1 month - 2 weeks: A month on\n\
        !a - !b.start: From a to b\n\
        after !y 1 day: After y\nid: b2\n\
        2021: Y\nid: y\n\
        2021-05-10: B\nid: b\n\
        2 days: Next\n\
        1 day - 1 week: And then\n\
        after !c2 1 day: One\nid: c1\nafter !c1 1 day: Two\nid: c2\n";
    let timeline = load(text);
    let dates: Vec<String> = timeline
        .ids()
        .map(|event| {
            let date = timeline.date(event).map_or("none".to_owned(), |date| date.text().to_owned());
            format!("{}: {date}", timeline.event_title(event))
        })
        .collect();
    assert_eq!(
        dates,
        [
            "Before b: 2021-05-03/2021-05-09",
            "A: 2021-03-01",
            "Three days on: 2021-03-05",
            "A month on: 2021-04-01/2021-04-14",
            "From a to b: 2021-03-02/2021-05-09",
            "After y: 2022-01-02~",
            "Y: 2021",
            "B: 2021-05-10",
            "Next: 2021-05-11/2021-05-12",
            "And then: 2021-05-14/2021-05-20",
            "One: none",
            "Two: none",
        ]
    );
}

#[test]
fn a_chain_of_relative_dates_is_followed_in_both_directions() {
    let mut text = String::new();
    for number in 0..3_000 {
        text.push_str(&format!("after !e{} 1 day: Event {number}\nid: e{number}\n", number + 1));
    }
    text.push_str("2021-01-01: The last\nid: e3000\n");
    for _ in 0..3_000 {
        text.push_str("1 day: One more\n");
    }
    let timeline = load(&text);
    assert!(timeline.ids().all(|event| timeline.date(event).is_some()));
}

#[test]
fn the_same_events_as_a_native_file() {
    let markwhen = "2021-08-03: Signed\n2021 - 2022-03: Talks\n2022-03-29 13:30: A call\n44 BC: Long ago\n";
    let native = r#"[{"title": "Signed", "date": "2021-08-03"}, {"title": "Talks", "date": "2021/2022-03"},
        {"title": "A call", "date": "2022-03-29T13:30"}, {"title": "Long ago", "date": "-0043"}]"#;
    let fields = |text: &str, name: &str| -> Vec<(String, Option<String>)> {
        let timeline = dateline_formats::load(text.as_bytes(), name).unwrap().timeline;
        let date = |event| timeline.date(event).map(|date| date.text().to_owned());
        timeline.ids().map(|event| (timeline.event_title(event).to_owned(), date(event))).collect()
    };
    assert_eq!(fields(markwhen, "f.mw"), fields(native, "f.json"));
}

#[test]
fn it_is_known_by_its_lines() {
    let cases = [
        ("title: A\n\n2021: B\n", true),
        ("# Section\nAug 2021 - Sep 2021: B\n", true),
        ("- [2021-03] A\n", true),
        ("2021-08: Three MoUs signed", true),
        ("Some words\n2021: B\n", false),
        ("title: A\nevents: none\n", false),
        ("- bread\n- butter\n", false),
    ];
    for (text, expected) in cases {
        let format = dateline_formats::load(text.as_bytes(), "notes.txt").map(|loaded| loaded.format).ok();
        assert_eq!(format == Some(Format::Markwhen), expected, "{text}");
    }
}

#[test]
fn files_without_events_say_so() {
    let cases = [
        "title: Only a head\n",
        "---\ntitle: Not closed\n2021: x\n",
        "words\nand words",
        "// 2021: x",
        "# A\n## B\n",
    ];
    let shown: Vec<String> =
        cases.iter().map(|text| format!("{text:?} {}", told(text.as_bytes(), "f.mw"))).collect();
    insta::assert_snapshot!(shown.join(""), @r##"
    "title: Only a head\n" ! There is no event in this Markwhen file. Check that it is the right file
    "---\ntitle: Not closed\n2021: x\n" event-1: x (2021)
    "words\nand words" ! There is no event in this Markwhen file. Check that it is the right file
    1:1 warning "words": This line stands before the first event and says nothing about the file. Not shown. Write a date and a colon before it, or // to make it a comment
    2:1 warning "and words": This line stands before the first event and says nothing about the file. Not shown. Write a date and a colon before it, or // to make it a comment
    "// 2021: x" ! There is no event in this Markwhen file. Check that it is the right file
    "# A\n## B\n" ! There is no event in this Markwhen file. Check that it is the right file
    "##);
}

#[test]
fn deep_nesting_and_long_lines_do_no_harm() {
    for text in [
        format!("{}2021: x\n", "section a\n".repeat(3_000)),
        format!("{}: x\n2021: y\n", "1".repeat(100_000)),
        format!("2021: {}\n", "[".repeat(50_000)),
        format!("2021: {}\n", "#a ".repeat(50_000)),
        format!("2021{}\n", ":".repeat(50_000)),
        format!("2021 every {} : x\n2021: y\n", "day ".repeat(30_000)),
    ] {
        told(text.as_bytes(), "f.mw");
    }
}

proptest! {
    #[test]
    fn no_head_is_too_odd(head in "([0-9]{1,5}|[-/:., ]| (to|every|now|am|pm|BC|weeks?|months?|x|until|for) |!a|after |before |May|T|Z|~){1,9}") {
        told(format!("2020-02-29: A\nid: a\n{head}: b\n").as_bytes(), "f.mw");
    }

    #[test]
    fn a_file_with_a_changed_place_is_accounted_for(
        name in prop::sample::select(vec!["markwhen/harbour.mw", "markwhen/old.mw", "markwhen/ships.chronos"]),
        at in 0.0..1.0_f64,
        length in 0..6_usize,
        words in "[-:\\[\\]/!#0-9 \nax]{0,4}",
    ) {
        let mut text = String::from_utf8(fixture(name)).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = (at * places.len() as f64) as usize;
        let end = places.get(start + length).copied().unwrap_or(text.len());
        text.replace_range(places[start]..end, &words);
        told(text.as_bytes(), "f.mw");
    }
}
