//! Events of schema.org: nested ones, moved ones, other things with a time, and pages of the web.
use dateline_timeline::model::{Status, Timeline};
use proptest::prelude::*;

use crate::told::{assert_accounted, assert_held_damaged, fixture, told, told_fixture};

const FILE: &str = "schema_org/festival.jsonld";

fn find(timeline: &Timeline, title: &str) -> dateline_timeline::model::EventId {
    timeline.ids().find(|id| timeline.event_title(*id) == title).unwrap()
}

#[test]
fn events_are_found_wherever_they_stand() {
    insta::assert_snapshot!(told_fixture(FILE), @r#"
    https://lantern.example/2022: Lantern festival 2022 (2022-03-29/2022-04-02)
    event-2: Drums at dusk (2022-03-30T19:30+08:00/2022-03-30T21:00+08:00)
    event-3: Boat parade (2022-04-02)
    https://lantern.example/workshop: How to fold a lantern (2022-03)
    event-5: Lantern club (2022-05-02)
    event-6: Counts of visitors (1982-11/..)
    event-7: Backwards (2022-05-02)
    event-8: Impossible (no date)
    event-9: Shadow play (2022-09-10)
    whole-11: Autumn evenings (2022-09)
    event-11: Second shadow play (2022-09-11)
    2 of 13 merged
    4:5 note: These are no events: 1 WebSite. Left out
    35:86 warning @graph[2].startDate "March 2022": Read as 2022-03. Write 2022-03
    42:5 note @graph[4]: This describes an event again, at 33:5. Read as one event
    44:84 error @graph[6].endDate "2022-05-01": The end comes before the start
    45:60 error @graph[7].startDate "2022-02-30": February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month
    47:76 note @graph[9].superEvent: This describes an event again, at 46:69. Read as one event
    "#);
}

#[test]
fn parts_people_places_and_moved_dates_are_kept() {
    let timeline = dateline_formats::load(&fixture(FILE), FILE).unwrap().timeline;
    let festival = timeline.event(find(&timeline, "Lantern festival 2022"));
    assert_eq!(
        festival.summary_with_place(),
        "Five evenings.  \nBring a candle.\n\nPlace: Old harbour, Singapore, SG"
    );
    let tags: Vec<_> = festival.tags.iter().map(|tag| timeline.tag(*tag)).collect();
    assert_eq!(tags, ["light", "paper", "Festival"]);
    let people: Vec<_> =
        festival.actors.iter().map(|one| timeline.actor(one.actor).unwrap().name.as_str()).collect();
    assert_eq!(people, ["Lantern office", "Friends of paper"]);
    let whole = |title: &str| {
        let relation = timeline.event(find(&timeline, title)).relations.first().cloned();
        relation.and_then(|relation| relation.to).map(|to| timeline.event_title(to).to_owned())
    };
    for part in ["Drums at dusk", "Boat parade", "How to fold a lantern"] {
        assert_eq!(whole(part).as_deref(), Some("Lantern festival 2022"), "{part}");
    }
    for part in ["Shadow play", "Second shadow play"] {
        assert_eq!(whole(part).as_deref(), Some("Autumn evenings"), "{part}");
    }
    let parade = timeline.event(find(&timeline, "Boat parade"));
    assert_eq!(parade.status, Status::Postponed);
    assert_eq!(parade.date_note, "It was to begin 31\u{a0}March 2022, also 1\u{a0}April 2022");
    assert_eq!(timeline.status(find(&timeline, "How to fold a lantern")), Status::Cancelled);
    let club = timeline.event(find(&timeline, "Lantern club")).into_owned();
    assert_eq!(club.recurrence.unwrap().text, "every week on Monday, 18:00");
    assert_eq!(club.status, Status::Recurring);
}

#[test]
fn pages_of_the_web_are_read_by_their_scripts() {
    insta::assert_snapshot!(told_fixture("schema_org/page.html"), @r#"
    event-1: Night of the ferries (2023-06-17T18:00:00+02:00)
    event-2: Breakfast for the crews (2023-06-18)
    17:37 note: These are no events: 1 BreadcrumbList. Left out
    "#);
    let page = dateline_formats::load(&fixture("schema_org/page.html"), "page.html").unwrap();
    assert_eq!(page.timeline.title(), "Night of the ferries – programme");
}

#[test]
fn files_without_events_are_refused_by_what_they_hold() {
    let cases: [&[u8]; 4] = [
        br#"{"@context": "https://schema.org", "@type": "Person", "name": "Mei"}"#,
        br#"{"@context": "https://schema.org"}"#,
        br#"{"@graph": []}"#,
        br#"{"@context": "https://schema.org", "@type": "Event""#,
    ];
    let told = cases.map(|case| told(case, "f.jsonld")).join("---\n");
    insta::assert_snapshot!(told, @r#"
    ! There is no event of schema.org in this file, only 1 Person. An event has "@type": "Event", a name and a startDate
    ---
    ! There is no event of schema.org in this file. An event has "@type": "Event", a name and a startDate
    ---
    ! There is no event of schema.org in this file. An event has "@type": "Event", a name and a startDate
    ---
    event-1: Untitled event (no date)
    1:1 error: An event needs a title. Give it a title
    1:1 warning startDate: When it is, is not stated. Shown without a date. Add "startDate"
    1:51 error: The object is not closed. Add }
    "#);
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    let file = br#"{"@context": "https://schema.org", "@graph": [
  {"@type": "Event", "name": "One", "startDate": "2022-03-29"},
  {"@type": "Event", "name": "Two" "startDate": "2022-03-30"},
  {"@type": "Event", "startDate": "2022-03-31"},
  {"@type": "Event", "name": "Four", "startD"#;
    insta::assert_snapshot!(told(file, "f.jsonld"), @r#"
    event-1: One (2022-03-29)
    event-2: Two (2022-03-30)
    event-3: Untitled event, 31 March 2022 (2022-03-31)
    event-4: Four (no date)
    3:36 error @graph[1]: A comma is missing. Add "," before this
    4:3 error: An event needs a title. Give it a title
    5:3 warning @graph[3].startDate: When it is, is not stated. Shown without a date. Add "startDate"
    5:38 error @graph[3]: The closing quotation mark is missing. Add " at the end of the text
    5:38 error @graph[3]: A value is missing after this name. Add it
    5:44 error: The object is not closed. Add }
    "#);
}

#[test]
fn deep_nesting_does_no_harm() {
    let event = r#"{"@type": "Event", "name": "Deep", "startDate": "2022", "subEvent": "#;
    for deep in [event.repeat(5_000), "[".repeat(100_000), "{\"a\":".repeat(50_000)] {
        let file = format!("{{\"@context\": \"https://schema.org\", \"@graph\": [{deep}");
        if let Ok(loaded) = dateline_formats::load(file.as_bytes(), "f.jsonld") {
            assert_accounted(&loaded);
        }
    }
}

#[test]
fn midnights_of_elsewhere_are_remarked_upon() {
    let events: Vec<String> = (1..8)
        .map(|day| format!(r#"{{"@type": "Event", "name": "Day {day}", "startDate": "1885-12-0{day}T16:00:00.000Z", "endDate": "1888-04-29T14:59:59.999Z"}}"#))
        .collect();
    let file = format!("{{\"@context\": \"https://schema.org\", \"@graph\": [{}]}}", events.join(","));
    let told = told(file.as_bytes(), "f.jsonld");
    assert!(told.contains("warning \"16:00\": 7 of 7 times are 16:00 in UTC"), "{told}");
}

#[test]
fn the_same_history_reads_the_same_from_a_calendar() {
    let told = |name: &str| -> Vec<String> {
        let timeline = dateline_formats::load(&fixture(name), name).unwrap().timeline;
        let date = |id| timeline.date(id).map(|date| date.text().to_owned()).unwrap_or_default();
        timeline.ids().map(|id| format!("{} {}", date(id), timeline.event_title(id))).collect()
    };
    let events = told("schema_org/same.jsonld");
    assert_eq!(events.len(), 4);
    assert_eq!(events, told("icalendar/same.ics"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stands_in_a_file_every_record_is_accounted_for(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        (at, length) in (0..4_000_usize, 0..60_usize),
    ) {
        assert_held_damaged(FILE, (at, length), bytes);
    }
}
