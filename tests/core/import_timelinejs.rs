//! TimelineJS: a date stays as precise as its parts, in all three dialects, and what TimelineJS drops is
//! reported.
use proptest::prelude::*;

use crate::told::{assert_accounted, told, told_fixture};

#[test]
fn a_file_of_version_3_says_what_became_of_each_slide() {
    insta::assert_snapshot!(told_fixture("timelinejs/lighthouses.json"), @r#"
    tower: A tower at the island (-0279)
    event-2: The rock is cut (1851-02/1854-10-15)
    event-3: The lamp is lit (1901-07-04T21:05)
    event-4: A month too many (no date)
    event-5: No year (no date)
    event-6: No date at all (no date)
    event-7: Ends before it starts (1960)
    event-8: A point (1961-03)
    event-9: No number (no date)
    event-10: Only words (1970)
    event-11: Between the eras (0000)
    event-12: Oil lamps (1850/1899)
    2 of 14 left out
    32:20 error events[3].start_date "{"year": "1930", "month": "13"}": There is no month 13. Give a month from 01 to 12, or 1930 for the year
    33:20 error events[4].start_date "{"month": "5"}": A date needs a year. Add "year"
    34:5 warning events[5].start_date: This event has no start. Shown without one; TimelineJS does not show it at all. Add "start_date": {"year": "2021"}
    35:48 error events[6].end_date "1959": The end comes before the start. Exchange the two dates, or leave out the end
    37:29 error events[8].start_date.year "soon": This part of a date is no number
    38:5 error: An event needs a title. Give it a title
    38:20 warning events[9].start_date "{"year": 1970, "day": 3}": A part of this date is missing. Read down to the missing part. State every part down to the finest
    39:20 warning events[10].start_date: There is no year 0 between BCE and CE. Read as 1 BCE. Write -1 for 1 BCE
    40:5 error events[11] "not a slide": An event is an object, this is a text
    41:5 error events[12] "{}": Nothing here says what happened, or when. Add "start_date" and "text"
    "#);
}

#[test]
fn the_words_around_a_date_are_kept() {
    let loaded =
        dateline_formats::load(&crate::told::fixture("timelinejs/lighthouses.json"), "a.json").unwrap();
    let timeline = &loaded.timeline;
    assert_eq!(timeline.title(), "Lighthouses of the strait");
    assert_eq!(timeline.description(), "Towers, keepers & lamps.");
    let builder = timeline.to_builder();
    let event = |key: &str| builder.events.iter().find(|event| event.title == key).unwrap();
    let tower = event("A tower at the island");
    assert_eq!(tower.summary, "Said to be the **first**.  \nSee [the list](https://example.org/tower).");
    assert_eq!(tower.extra[0].0, "timelinejs");
    assert!(tower.extra[0].1.contains("#123456"), "{:?}", tower.extra);
    let rock = event("The rock is cut");
    assert_eq!(rock.date_note, "Three winters");
    assert_eq!(builder.lanes[rock.lane.unwrap().index()].label, "Building");
    let source = &builder.sources[rock.citations[0].source.unwrap().index()];
    assert_eq!(source.title, "Chronicle of the harbour");
    assert_eq!(source.url.as_deref(), Some("https://example.org/rock.png"));
    assert_eq!(rock.citations[0].note, "The rock in 1852");
    assert!(rock.citations[0].quote.is_none());
    let era = event("Oil lamps");
    assert_eq!(builder.lanes[era.lane.unwrap().index()].label, "Eras");
    assert_eq!(builder.tags[era.tags[0].index()], "era");
}

#[test]
fn older_dialects_are_read_with_their_wrappers() {
    insta::assert_snapshot!(told_fixture("timelinejs/first_version.js"), @r#"
    event-1: The line is laid (1871-05-02/1873-09)
    event-2: It opens (1874-06-30)
    event-3: The last train (1899-12-31T23:59:30)
    event-4: A rumour (no date)
    event-5: Closed (1914/1918)
    13:19 error timeline.date[3].startDate "when?": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 or 2021-08/2021-09
    "#);
    let draft = br#"{"timeline": {"slides": [{"start_date": {"year": 2014, "month": "3"}, "text": {"headline": "A draft"}}]}}"#;
    insta::assert_snapshot!(told(draft, "a.json"), @r#"event-1: A draft (2014-03)"#);
    let wrapped = b"const look = {scale: 'human'};\nconst story = {events: [{start_date: {year: 2014}, text: {headline: 'Wrapped'}}, {start_date: new Date(2015, 0, 5), text: {headline: `Made`}}]};\nnew TL.Timeline('x', story, look);";
    insta::assert_snapshot!(told(wrapped, "a.js"), @r#"
    event-1: Wrapped (2014)
    event-2: Made (2015-01-05)
    3:5 note: Only the data in this JavaScript is read; its code is not run
    "#);
}

#[test]
fn deep_time_is_taken_as_it_is_written() {
    let file = br#"{"scale": "cosmological", "events": [
        {"start_date": {"year": -13800000000}, "text": {"headline": "Everything"}},
        {"start_date": {"year": "-6.6e7"}, "text": {"headline": "A stone falls"}},
        {"start_date": {"year": "-44", "month": "3", "day": "15"}, "text": {"headline": "The Ides"}},
        {"start_date": {"year": "-1"}, "text": {"headline": "The last year before"}}]}"#;
    insta::assert_snapshot!(told(file, "a.json"), @r#"
    event-1: Everything (Y-13800000000)
    event-2: A stone falls (Y-66000000)
    event-3: The Ides (-0043-03-15)
    event-4: The last year before (0000)
    "#);
}

#[test]
fn a_file_without_events_is_refused_by_name() {
    insta::assert_snapshot!(told(br#"{"events": [], "timeline": {"date": []}}"#, "a.json"), @r#"! There is no event in this TimelineJS JSON file. Check that it is the right file"#);
}

proptest! {
    #[test]
    fn damaged_files_are_accounted_for(at in 0..3_000_usize, length in 0..40_usize, bytes in prop::collection::vec(any::<u8>(), 0..6), is_old in any::<bool>()) {
        let name = if is_old { "timelinejs/first_version.js" } else { "timelinejs/lighthouses.json" };
        let mut file = crate::told::fixture(name);
        let at = at.min(file.len());
        let end = (at + length).min(file.len());
        file.splice(at..end, bytes);
        if let Ok(loaded) = dateline_formats::load(&file, name) {
            assert_accounted(&loaded);
        }
    }
}
