//! Saving in other formats: what is written, and that the report of what is lost is true.

use std::collections::HashSet;

use dateline::formats::{self, SaveOptions, Target, losses_of, save, save_with};
use dateline::model::{EventId, Timeline};
use proptest::prelude::*;

use crate::arbitrary::timeline;

/// One of everything.
const FULL: &str = r#"{
  "dateline": 1,
  "title": "Talks & agreements",
  "description": "What was **promised**.",
  "zone": "Asia/Singapore",
  "zones": [{ "id": "Asia/Singapore", "label": "Singapore" }],
  "view": { "from": "2021" },
  "lanes": [{ "id": "cyber", "label": "Cybersecurity" }, { "id": "idle", "label": "Idle" }],
  "actors": [{ "id": "us", "name": "United States", "kind": "state" }, { "id": "sg", "name": "Singapore" }],
  "sources": [
    { "id": "cna", "title": "Singapore, US to establish dialogue", "publisher": "CNA", "authors": ["Tang See Kit"],
      "published": "2022-03-30", "grade": "press", "url": "https://example.org/a?b=c&d" },
    { "id": "memo", "title": "Memorandum" }
  ],
  "events": [
    { "id": "mous", "title": "Three MoUs <signed>", "date": "2021-08", "lane": "cyber", "importance": 0.8,
      "tags": ["agreement", "cyber; space"], "actors": [{ "id": "us", "role": "host" }, "sg"],
      "summary": "One for **three** pairs, see <b>there</b>.\n\n- one\n- two",
      "citations": [
        { "source": "cna", "quote": { "exact": "the signing of three memoranda", "prefix": "witnessed " },
          "date": "2021-08-23", "supports": ["date"] },
        { "source": "memo", "note": "Names the agencies." }
      ],
      "relations": [{ "kind": "precedes", "to": "dialogue" }], "colour": "red" },
    { "id": "dialogue", "title": "=Yearly dialogue", "date": "2022-03-29", "status": "recurring", "as_of": "2026-11-22",
      "recurrence": { "words": "annually", "rule": "FREQ=YEARLY", "from": "2022" }, "date_note": "or the day after" },
    { "title": "Call", "date": "2022-03-29T13:30/2022-03-29T14:00", "zone": "America/New_York", "status": "planned" },
    { "title": "Call in UTC", "date": "2022-03-29T13:30:05Z", "status": "cancelled" },
    { "title": "Visit", "date": "2021-08-22/2021-08-24", "relations": [{ "kind": "part-of", "to": "mous" }] },
    { "title": "Ides", "date": "-0043-03-15" },
    { "title": "Perhaps", "date": "2022-10?" },
    { "title": "Sixties", "date": "196X" },
    { "title": "Since", "date": "2004-01-01/.." },
    { "title": "Spring", "date": "2021-21" },
    { "title": "No date" },
    { "title": "Broken", "date": "2022-02-30" }
  ],
  "stories": [{ "title": "Tour", "scenes": [{ "event": "mous" }, { "event": "dialogue", "events": ["mous"] }] }]
}"#;

fn full() -> Timeline {
    formats::load(FULL.as_bytes(), "full.json").unwrap().timeline
}

fn text(timeline: &Timeline, target: Target) -> String {
    String::from_utf8(save(timeline, target).bytes).unwrap()
}

fn report(timeline: &Timeline, target: Target) -> String {
    let losses = save(timeline, target).losses;
    losses.iter().map(|loss| loss.words()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_has_a_row_for_each_event() {
    insta::assert_snapshot!(text(&full(), Target::Csv).replace("\r\n", "\n"), @"");
    insta::assert_snapshot!(report(&full(), Target::Csv), @"");
}

#[test]
fn timelinejs_has_dates_as_fine_as_they_are() {
    insta::assert_snapshot!(text(&full(), Target::TimelineJs), @"");
    insta::assert_snapshot!(report(&full(), Target::TimelineJs), @"");
}

#[test]
fn a_calendar_has_days_and_times_in_their_zones() {
    insta::assert_snapshot!(text(&full(), Target::Icalendar).replace("\r\n", "\n"), @"");
    insta::assert_snapshot!(report(&full(), Target::Icalendar), @"");
}

#[test]
fn a_chronology_reads_like_one() {
    insta::assert_snapshot!(text(&full(), Target::Markdown), @"");
    insta::assert_snapshot!(report(&full(), Target::Markdown), @"");
}

#[test]
fn what_is_not_chosen_is_no_loss_but_what_refers_to_it_is() {
    let timeline = full();
    let is_chosen = |id: EventId| timeline.key(id) != "mous";
    let options = SaveOptions { is_chosen: Some(&is_chosen), ..SaveOptions::default() };
    let saved = save_with(&timeline, Target::Dateline, &options).unwrap();
    let words: Vec<String> = saved.losses.iter().map(|loss| loss.words()).collect();
    assert_eq!(words, ["1 scene about an event left out dropped", "2 references to events left out dropped"]);
    let again = formats::load(&saved.bytes, "part.json").unwrap();
    assert_eq!(again.timeline.len(), timeline.len() - 1);
    // The one that the file had is still reported: nothing else was made wrong by leaving an event out.
    assert_eq!(again.diagnostics.len(), 1, "{:?}", again.diagnostics);
    assert_eq!(again.timeline.stories()[0].scenes.len(), 1);
    for target in Target::ALL {
        let saved = save_with(&timeline, *target, &options).unwrap();
        assert!(!String::from_utf8(saved.bytes).unwrap().contains("Three MoUs"), "{target:?}");
        assert_eq!(losses_of(&timeline, *target, &options), Some(saved.losses));
    }
}

#[test]
fn saving_stops_when_it_is_told_to() {
    let options = SaveOptions { goes_on: &|| false, ..SaveOptions::default() };
    for target in Target::ALL {
        assert_eq!(save_with(&full(), *target, &options), None, "{target:?}");
    }
}

/// Lines of a calendar put together again.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_timeline_can_be_saved_and_gives_the_same_bytes_again(timeline in timeline()) {
        for target in Target::ALL {
            let saved = save(&timeline, *target);
            prop_assert_eq!(&saved, &save(&timeline, *target));
            prop_assert!(saved.losses.iter().all(|loss| loss.count > 0));
            prop_assert!(String::from_utf8(saved.bytes).is_ok());
        }
        prop_assert_eq!(save(&timeline, Target::Dateline).losses, []);
    }

    #[test]
    fn every_event_is_a_row_a_slide_or_an_entry_unless_it_is_counted_as_lost(timeline in timeline()) {
        let dropped = |target: Target| {
            let losses = save(&timeline, target).losses;
            let of = |thing| losses.iter().filter(|loss| loss.thing == thing).map(|loss| loss.count).sum::<usize>();
            of(formats::Thing::UndatedEvent) + of(formats::Thing::DistantEvent)
        };
        let saved = save(&timeline, Target::Csv);
        let rows = csv::Reader::from_reader(saved.bytes.as_slice()).records().filter(|row| row.is_ok()).count();
        prop_assert_eq!(rows, timeline.len());
        let saved = save(&timeline, Target::TimelineJs);
        let value: serde_json::Value = serde_json::from_slice(&saved.bytes).unwrap();
        let slides = value["events"].as_array().unwrap();
        prop_assert_eq!(slides.len() + dropped(Target::TimelineJs), timeline.len());
        let saved = text(&timeline, Target::Icalendar);
        prop_assert!(saved.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
        let lines = unfolded(&saved);
        let entries = lines.iter().filter(|line| *line == "BEGIN:VEVENT").count();
        prop_assert_eq!(entries + dropped(Target::Icalendar), timeline.len());
        let uids: HashSet<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
        prop_assert_eq!(uids.len(), entries);
    }

    #[test]
    fn a_part_is_a_sound_file(timeline in timeline(), chosen in proptest::collection::vec(any::<bool>(), 5)) {
        let is_chosen = |id: EventId| chosen.get(id.index()) == Some(&true);
        let count = timeline.ids().filter(|id| is_chosen(*id)).count();
        let options = SaveOptions { is_chosen: Some(&is_chosen), ..SaveOptions::default() };
        for target in Target::ALL {
            let saved = save_with(&timeline, *target, &options).unwrap();
            if *target == Target::Dateline && count > 0 {
                let again = formats::load(&saved.bytes, "part.json").unwrap().timeline;
                let titles = |timeline: &Timeline, ids: Vec<EventId>| {
                    ids.iter().map(|id| timeline.event_title(*id).to_owned()).collect::<Vec<_>>()
                };
                let expected = titles(&timeline, timeline.ids().filter(|id| is_chosen(*id)).collect());
                prop_assert_eq!(titles(&again, again.ids().collect()), expected);
            }
        }
    }
}
