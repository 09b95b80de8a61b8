//! Saving in other formats: what is written, and that the report of what is lost is true.

use std::collections::HashSet;

use dateline::formats::{self, SaveOptions, Target, losses_of, save, save_with};
use dateline::model::{EventId, Timeline};
use proptest::prelude::*;

use crate::arbitrary::timeline;
use crate::told::fixture;

/// A timeline with one of everything.
fn full() -> Timeline {
    formats::load(&fixture("saved/talks.json"), "talks.json").unwrap().timeline
}

/// What is written of it is what stands beside it, with the line ends that a checkout may give.
fn assert_written(target: Target) {
    let expected = String::from_utf8(fixture(&format!("saved/{}", target.renamed("talks")))).unwrap();
    assert_eq!(text(&full(), target).replace("\r\n", "\n"), expected.replace("\r\n", "\n"));
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
    assert_written(Target::Csv);
    insta::assert_snapshot!(report(&full(), Target::Csv), @r#"
    1 display zone dropped
    1 role of an actor dropped
    1 name with a semicolon changed
    1 citation dropped
    5 details of citations dropped
    2 relations dropped
    2 details of recurrences dropped
    the title of the timeline dropped
    the description of the timeline dropped
    the opening view dropped
    1 story dropped
    1 unused lane, actor or source dropped
    4 ids dropped
    1 kind of an actor dropped
    1 further field dropped
    "#);
}

#[test]
fn timelinejs_has_dates_as_fine_as_they_are() {
    assert_written(Target::TimelineJs);
    insta::assert_snapshot!(report(&full(), Target::TimelineJs), @r#"
    2 events without a date dropped
    2 uncertain dates became text
    1 open or unknown end became text
    1 season became text
    1 note on a date became text
    3 zones dropped
    1 display zone dropped
    3 statuses became text
    1 “as of” date became text
    2 actors dropped
    2 tags dropped
    2 citations became text
    2 relations dropped
    1 recurrence became text
    1 importance dropped
    the opening view dropped
    1 story dropped
    1 unused lane, actor or source dropped
    1 id dropped
    1 further field dropped
    "#);
}

#[test]
fn a_calendar_has_days_and_times_in_their_zones() {
    assert_written(Target::Icalendar);
    insta::assert_snapshot!(report(&full(), Target::Icalendar), @r#"
    2 events without a date dropped
    1 event outside the years 1 to 9999 dropped
    2 uncertain dates became whole days
    1 open or unknown end became text
    1 season became whole days
    1 date coarser than a day became whole days
    1 note on a date became text
    1 display zone dropped
    1 status became text
    1 “as of” date became text
    1 lane became a tag
    2 actors became text
    1 role of an actor became text
    2 citations became text
    2 relations dropped
    2 details of recurrences became text
    1 importance dropped
    the opening view dropped
    1 story dropped
    1 unused lane, actor or source dropped
    2 ids changed
    1 further field dropped
    "#);
}

#[test]
fn a_chronology_reads_like_one() {
    assert_written(Target::Markdown);
    insta::assert_snapshot!(report(&full(), Target::Markdown), @r#"
    1 display zone dropped
    3 details of citations dropped
    1 importance dropped
    the opening view dropped
    1 story dropped
    1 unused lane, actor or source dropped
    2 ids dropped
    2 further fields dropped
    "#);
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
