//! Aeon Timeline 3: four-point dates and their precision, types, people, places, relations; calendars of its
//! own.

use std::io::Write as _;

use dateline_formats::Format;
use dateline_timeline::model::{RelationKind, Status};
use proptest::prelude::*;
use serde_json::Value;

use crate::told::{fixture, told, told_fixture};

#[test]
fn a_project_becomes_a_timeline() {
    insta::assert_snapshot!(told_fixture("aeon/harbour.json"), @r#"
    i-1: First pier (-0299)
    i-2: The pact (2021-08-03/2021-08-05)
    i-3: Dredging (2020-02/..)
    i-4: Somewhere in those years ([1885..1887]/[1890..1892-03])
    i-5: A call (2022-03-29T13:30/2022-03-29T14:00)
    i-6: Not dated (no date)
    i-7: No name was given to it. (no date)
    i-8: Backwards (2022)
    i-9: No such day (no date)
    a-1: Anna (1980/..)
    a-5: An arc of nothing (no date)
    1 of 15 left out
    3 of 15 merged
    1:1 note: A dependency between items cannot be read. Passed over
    47:16 error: An event needs a title. Give it a title
    50:17 note "Deleted": This item was deleted. Left out
    52:16 note "Ben": This item has no date and is no event. Read as somebody who takes part in events
    53:16 note "The east bank": This item has no date and is no event. Read as the place of the events that name it
    54:16 note "Rivalry": This item has no date and is no event. Read as a tag of the events that name it
    71:16 error "2022 AD – 2020 AD": The end comes before the start
    72:31 error "30 February 2022 AD": February 2022 has 28 days
    "#);
    let loaded = dateline_formats::load(&fixture("aeon/harbour.json"), "harbour.json").unwrap();
    assert_eq!(loaded.format, Format::Aeon);
    let builder = loaded.timeline.to_builder();
    assert_eq!(builder.title, "The harbour project");
    let event = |title: &str| builder.events.iter().find(|event| event.title == title).unwrap();
    let pact = event("The pact");
    let actors: Vec<(&str, &str)> = pact
        .actors
        .iter()
        .map(|part| (builder.actors[part.actor.index()].name.as_str(), part.role.as_str()))
        .collect();
    assert_eq!(actors, [("Anna", "Participant"), ("Ben", "Participant")]);
    assert_eq!((pact.summary.as_str(), pact.place.as_deref()), ("", Some("The east bank")));
    let tags: Vec<&str> = pact.tags.iter().map(|tag| builder.tags[tag.index()].as_str()).collect();
    assert_eq!(tags, ["agreement", "Rivalry"]);
    assert_eq!(pact.relations[0].kind, RelationKind::Precedes);
    assert!(pact.extra[0].1.contains("Reminds of"), "{:?}", pact.extra);
    assert_eq!(event("Dredging").status, Status::Ongoing);
    assert_eq!(event("A call").relations[0].kind, RelationKind::PartOf);
    let pier = event("First pier");
    assert_eq!(pier.citations.len(), 1);
    let kept: Value = serde_json::from_str(&pier.extra[0].1).unwrap();
    assert_eq!(kept["Weather"], "Rain");
    assert_eq!(kept["Cost"], 300);
    let lanes: Vec<&str> = builder.lanes.iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Event", "Character", "Arc"]);
}

#[test]
fn four_points_are_drawn_from_the_four_dates() {
    let timeline = dateline_formats::load(&fixture("aeon/harbour.json"), "harbour.json").unwrap().timeline;
    let event = timeline.ids().find(|event| timeline.key(*event) == "i-4").unwrap();
    let range = timeline.date(event).unwrap().range(timeline.zone());
    let points = [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end];
    let shown = points.map(|point| timeline.zone().rfc3339(point.unwrap()).get(..7).unwrap().to_owned());
    assert_eq!(shown, ["1885-01", "1888-01", "1890-01", "1892-04"]);
}

#[test]
fn a_calendar_of_its_own_is_kept_in_words() {
    let text = String::from_utf8(fixture("aeon/harbour.json")).unwrap();
    let text = text.replace(
        "{ \"name\": \"March\", \"normalDuration\": 31 },",
        "{ \"name\": \"Frostmonth\", \"normalDuration\": 40 },",
    );
    let said = told(text.as_bytes(), "f.aeon");
    assert!(said.contains("This project has a calendar of its own"), "{said}");
    let builder = dateline_formats::load(text.as_bytes(), "f.aeon").unwrap().timeline.to_builder();
    let call = builder.events.iter().find(|event| event.title == "A call").unwrap();
    assert_eq!(call.date, None);
    assert_eq!(call.date_note, "29 Frostmonth 2022 AD 13:30 – 29 Frostmonth 2022 AD 14:00");
    assert!(call.extra[0].1.contains("\"startDate\""), "{:?}", call.extra);
}

#[test]
fn the_document_is_found_in_its_container() {
    let json = fixture("aeon/harbour.json");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("project.json", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&json).unwrap();
    let packed = zip.finish().unwrap().into_inner();
    let mut wrapped = b"AEON\x00\x01\x02\xFF{\x00".to_vec();
    wrapped.extend_from_slice(&json);
    wrapped.extend_from_slice(b"\x00\xFE}");
    for bytes in [packed, wrapped] {
        let loaded = dateline_formats::load(&bytes, "harbour.aeon").unwrap();
        assert_eq!((loaded.format, loaded.records), (Format::Aeon, 15));
        assert!(loaded.text.is_some());
    }
}

#[test]
fn files_without_items_say_so() {
    let cases = [
        r#"{"core": {"data": {"itemsById": {}}}}"#,
        r#"{"core": {"data": {"itemsById": []}}}"#,
        r#"{"core": {"data": null, "definitions": {}}}"#,
        r#"{"core": {"data": {"itemsById": {"a": null, "b": 7}}}}"#,
        r#"{"core": {"data": {"itemsById": {"a": {"label": "A""#,
    ];
    let shown: Vec<String> =
        cases.iter().map(|text| format!("{text} {}", told(text.as_bytes(), "f.json"))).collect();
    insta::assert_snapshot!(shown.join(""), @r#"
    {"core": {"data": {"itemsById": {}}}} ! There is no event in this Aeon Timeline 3 file. Check that it is the right file
    {"core": {"data": {"itemsById": []}}} ! There is no event in this Aeon Timeline 3 file. Check that it is the right file
    {"core": {"data": null, "definitions": {}}} ! There is no event in this Aeon Timeline 3 file. Check that it is the right file
    {"core": {"data": {"itemsById": {"a": null, "b": 7}}}} ! None of the records is an event in this Aeon Timeline 3 file. Check that it is the right file
    1:39 error "null": Expected an item, found null
    1:50 error "7": Expected an item, found a number
    {"core": {"data": {"itemsById": {"a": {"label": "A" a: A (no date)
    1:51 error: The file ends before its object is closed. Add }
    "#);
}

proptest! {
    #[test]
    fn a_file_with_a_changed_place_is_accounted_for(
        at in 0.0..1.0_f64,
        length in 0..40_usize,
        words in "[-:\\[\\]{}\",0-9a]{0,4}",
    ) {
        let mut text = String::from_utf8(fixture("aeon/harbour.json")).unwrap();
        let start = (at * text.len() as f64) as usize;
        let end = (start + length).min(text.len());
        text.replace_range(start..end, &words);
        told(text.as_bytes(), "f.json");
    }
}
