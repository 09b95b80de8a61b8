//! Saving in other formats: what is written, and that the report of what is lost is true.

use std::collections::HashSet;

use dateline_formats::{SaveOptions, Target, losses_of, save, save_with};
use dateline_time::{Beyond, Date, Plain, TimeRange};
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Lane, Timeline};
use proptest::prelude::*;

use crate::arbitrary::timeline;
use crate::told::{fixture, told};

/// A timeline with one of everything.
fn full() -> Timeline {
    dateline_formats::load(&fixture("saved/talks.json"), "talks.json").unwrap().timeline
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
    losses.iter().map(|loss| loss.label()).collect::<Vec<_>>().join("\n")
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
    3 times of day written by the clock of Asia/Singapore
    1 note on a date became text
    2 zones dropped
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
    1 further field dropped (colour)
    "#);
}

/// The slides of a file of TimelineJS that is written of a native file.
fn slides(text: &str) -> (serde_json::Value, String) {
    let timeline = dateline_formats::load(text.as_bytes(), "f.json").unwrap().timeline;
    let saved = save(&timeline, Target::TimelineJs);
    (serde_json::from_slice(&saved.bytes).unwrap(), report(&timeline, Target::TimelineJs))
}

#[test]
fn times_of_day_in_timelinejs_are_told_by_one_clock() {
    let (file, report) = slides(
        r#"{"dateline": 1, "zone": "Asia/Singapore", "events": [
            {"title": "A", "date": "2026-03-08T01:30", "zone": "America/New_York"},
            {"title": "B", "date": "2026-03-08T02:00Z"},
            {"title": "C", "date": "2026-03-08T09:15"},
            {"title": "D", "date": "2026-03-08", "zone": "America/New_York"},
            {"title": "E", "date": "2026-03-08T23:00/2026-03-08", "zone": "America/New_York"}]}"#,
    );
    let clock = |place: usize| {
        let date = &file["events"][place]["start_date"];
        ["day", "hour", "minute"].map(|part| date[part].as_i64())
    };
    // New York is 13 hours behind Singapore on that night, and UTC 8.
    assert_eq!(clock(0), [Some(8), Some(14), Some(30)]);
    assert_eq!(clock(1), [Some(8), Some(10), Some(0)]);
    assert_eq!(clock(2), [Some(8), Some(9), Some(15)]);
    assert_eq!(clock(3), [Some(8), None, None]);
    // Its start would be the day after its end.
    assert_eq!(clock(4), [Some(8), None, None]);
    assert_eq!(
        report,
        "1 time of day dropped\n2 times of day written by the clock of Asia/Singapore\n4 zones dropped"
    );
}

#[test]
fn what_timelinejs_said_is_said_again() {
    let text = r#"{"events": [
          {"start_date": {"year": "2021", "month": "3"}, "display_date": "Late March", "text": {"headline": "A"}},
          {"start_date": {"year": "1969", "display_date": "the summer"}, "end_date": {"year": "1970"}, "text": {"headline": "B"}},
          {"start_date": {"year": "2021"}, "text": {"headline": "C"}, "group": "Works"}],
        "eras": [
          {"start_date": {"year": "1900"}, "end_date": {"year": "1950"}, "text": {"headline": "Steam", "text": "Much smoke"}},
          {"start_date": {"year": "1951"}, "end_date": {"year": "1951"}, "text": {"headline": "A year"}}]}"#;
    let before = dateline_formats::load(text.as_bytes(), "f.json").unwrap().timeline;
    assert_eq!(report(&before, Target::TimelineJs), "");
    let saved = save(&before, Target::TimelineJs);
    let file: serde_json::Value = serde_json::from_slice(&saved.bytes).unwrap();
    assert_eq!(file["events"].as_array().map(Vec::len), Some(3));
    let shown = [0, 1, 2].map(|at: usize| file["events"][at]["display_date"].as_str());
    assert_eq!(shown, [Some("Late March"), Some("the summer"), None]);
    assert_eq!(file["eras"][0]["end_date"]["year"], 1950);
    assert_eq!(file["eras"][1]["end_date"]["year"], 1951);
    let after = dateline_formats::load(&saved.bytes, "f.json").unwrap().timeline;
    assert_eq!(format!("{:#?}", after.to_builder()), format!("{:#?}", before.to_builder()));
}

#[test]
fn only_what_has_no_body_in_timelinejs_is_an_era_there() {
    // A note about a date does not stand for it, and an event with the same tag is no era.
    let (file, report) = slides(
        r#"[{"title": "A", "date": "2021/2022", "tags": ["era"], "date_note": "or the day after"},
            {"title": "B", "date": "2021", "lane": "Eras"}]"#,
    );
    assert_eq!(file["events"].as_array().map(Vec::len), Some(2));
    assert_eq!(file["events"][0]["display_date"], serde_json::Value::Null);
    assert_eq!(report, "1 note on a date became text\n1 tag dropped");
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
    1 further field dropped (colour)
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
    2 further fields dropped (colour, date)
    "#);
}

#[test]
fn what_is_not_chosen_is_no_loss_but_what_refers_to_it_is() {
    let timeline = full();
    let is_chosen = |id: EventId| timeline.key(id) != "mous";
    let options = SaveOptions { is_chosen: Some(&is_chosen), ..SaveOptions::default() };
    let saved = save_with(&timeline, Target::Dateline, &options).unwrap();
    let words: Vec<String> = saved.losses.iter().map(|loss| loss.label()).collect();
    assert_eq!(words, ["1 scene about an event left out dropped", "2 references to events left out dropped"]);
    let again = dateline_formats::load(&saved.bytes, "part.json").unwrap();
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
    let options = SaveOptions { cancel: Cancel::after_checks(0), ..SaveOptions::default() };
    for target in Target::ALL {
        assert_eq!(save_with(&full(), *target, &options), None, "{target:?}");
    }
}

/// What is loaded again of what was saved: titles, dates, and what the loader finds.
fn again(target: Target) -> String {
    told(&save(&full(), target).bytes, &target.renamed("talks"))
}

#[test]
fn what_was_saved_is_loaded_again() {
    insta::assert_snapshot!(again(Target::Csv), @r#"
    mous: Three MoUs <signed> (2021-08)
    dialogue: =Yearly dialogue (2022-03-29)
    event-3: Call (2022-03-29T13:30/2022-03-29T14:00)
    event-4: Call in UTC (2022-03-29T13:30:05Z)
    event-5: Visit (2021-08-22/2021-08-24)
    event-6: Ides (-0043-03-15)
    event-7: Perhaps (2022-10?)
    event-8: Sixties (196X)
    event-9: Since (2004-01-01/..)
    event-10: Spring (2021-21)
    event-11: No date (no date)
    event-12: Broken (no date)
    16:9 error row 13, date "2022-02-30": February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month
    "#);
    insta::assert_snapshot!(again(Target::TimelineJs), @r#"
    mous: Three MoUs <signed> (2021-08)
    dialogue: =Yearly dialogue (2022-03-29)
    event-3: Call (2022-03-30T01:30/2022-03-30T02:00)
    event-4: Call in UTC (2022-03-29T21:30:05)
    event-5: Visit (2021-08-22/2021-08-24)
    event-6: Ides (-0043-03-15)
    event-7: Perhaps (2022-10)
    event-8: Sixties (1960/1969)
    event-9: Since (2004-01-01)
    event-10: Spring (2021)
    "#);
    insta::assert_snapshot!(again(Target::Icalendar), @r#"
    mous@e7a6015c47.dateline: Three MoUs <signed> (2021-08-01/2021-08-31)
    dialogue@a4bd3601dc.dateline: =Yearly dialogue (2022-03-29)
    dialogue@a4bd3601dc.dateline/2023-03-29: =Yearly dialogue (2023-03-29)
    dialogue@a4bd3601dc.dateline/2024-03-29: =Yearly dialogue (2024-03-29)
    dialogue@a4bd3601dc.dateline/2025-03-29: =Yearly dialogue (2025-03-29)
    dialogue@a4bd3601dc.dateline/2026-03-29: =Yearly dialogue (2026-03-29)
    dialogue@a4bd3601dc.dateline/2027-03-29: =Yearly dialogue (2027-03-29)
    dialogue@a4bd3601dc.dateline/2028-03-29: =Yearly dialogue (2028-03-29)
    event-3@20aeada1bc.dateline: Call (2022-03-29T13:30/2022-03-29T14:00)
    event-4@899ac7994e.dateline: Call in UTC (2022-03-29T13:30:05Z)
    event-5@a6b5c6255d.dateline: Visit (2021-08-22/2021-08-24)
    event-7@cb1b0bb4a8.dateline: Perhaps (2022-10-01/2022-10-31)
    event-8@f798189a4f.dateline: Sixties (1960-01-01/1969-12-31)
    event-9@e72c6df0b7.dateline: Since (2004-01-01)
    event-10@a22cba065c.dateline: Spring (2021-03-01/2021-05-31)
    6 of 9 repetitions
    37:7 note RRULE "FREQ=YEARLY": This repeats without end. 7 dates of the rule are followed, the last one 29 March 2028
    "#);
}

/// What a row of a table holds of an event, whatever space stands round the cells; without what else a source
/// says, since sources of one address are read as one.
fn in_row(timeline: &Timeline, id: EventId) -> Vec<String> {
    let event = timeline.event(id);
    let text = |date: Option<&Date>| date.map_or(String::new(), |date| date.text().to_owned());
    // Lanes that share a name go by their ids.
    let is_named = |lane: &Lane| {
        timeline.lanes().iter().filter(|other| other.label.trim() == lane.label.trim()).count() == 1
    };
    let lane = event.lane.map(|lane| &timeline.lanes()[lane.index()]);
    let lane = lane.map_or("", |lane| if is_named(lane) { &lane.label } else { &lane.key });
    let first = event.citations.first();
    let source = first.and_then(|citation| timeline.source(citation.source?));
    let quote = first.and_then(|citation| citation.quote.as_ref()).map_or("", |quote| &quote.exact);
    let zone = timeline.event_zone(id).name();
    let cells = [
        event.title.as_str(),
        &text(event.date.as_ref()),
        zone,
        event.status.key(),
        &text(event.as_of.as_ref()),
        lane,
        &event.importance.to_string(),
        &event.summary,
        quote,
        source.map_or("", |source| source.url.as_deref().unwrap_or_default()),
    ];
    cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What the model has no place for, without what stands for a title or a date.
fn beside(timeline: &Timeline, id: EventId) -> Vec<(String, serde_json::Value)> {
    let event = timeline.event(id);
    let fields = event.extra.iter().filter(|(name, _)| !matches!(name.as_str(), "title" | "date"));
    fields.map(|(name, json)| (name.clone(), serde_json::from_str(json).unwrap_or_default())).collect()
}

#[test]
fn a_table_keeps_the_columns_of_a_table_and_all_other_fields() {
    let load = |text: &str| dateline_formats::load(text.as_bytes(), "f.csv").unwrap().timeline;
    let all = |timeline: &Timeline| timeline.ids().map(|id| beside(timeline, id)).collect::<Vec<_>>();
    let table = load(
        "date,title,Colour,Owner,url2,Colour\n2021,One,red,\"Lee, Ann\",=1+1,\n2022,Two,-,,,blue\nnever,Three,,,,\n",
    );
    let saved = text(&table, Target::Csv);
    assert!(
        saved.lines().next().unwrap().ends_with(",recurrence,Colour,Owner,url2,Colour (2),extra:table"),
        "{saved}"
    );
    assert!(saved.contains(",red,\"Lee, Ann\",'=1+1,,\r\n"), "{saved}");
    assert!(saved.contains(",'-,,,blue,\r\n"), "{saved}");
    // A date that could not be read would be one more column of dates; it stands in JSON.
    assert!(saved.contains(r#""{""date"": ""never""}""#), "{saved}");
    assert_eq!(all(&load(&saved)), all(&table));
    assert_eq!(report(&table, Target::Csv), "");
    // Saved again it is the same file.
    assert_eq!(text(&load(&saved), Target::Csv), saved);

    let native = r#"[{"date": "2021", "title": "One", "colour": "red", "size": [1, {"a": "=x"}], "5": "5"},
                     {"date": "2022", "title": "Two", "vis": {"style": "x"}, "table": {"End": "2031", "Kind": "b"}, "=SUM(A1)": 1,
                      "importance": "high", "status": "happened"}]"#;
    let native = dateline_formats::load(native.as_bytes(), "f.json").unwrap().timeline;
    let saved = text(&native, Target::Csv);
    assert!(saved.contains("extra:colour,extra:size,extra:5,extra:vis,extra:table\r\n"), "{saved}");
    let (before, after) = (all(&native), all(&load(&saved)));
    assert_eq!(before[0], after[0]);
    assert!(saved.contains(",red,\"[1, {\"\"a\"\": \"\"=x\"\"}]\",\"\"\"5\"\"\",,\r\n"), "{saved}");
    let names: Vec<&str> = after[1].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["table", "vis"]);
    assert!(after[1].iter().all(|field| before[1].contains(field)));
    // What cannot stand in a table, or would mean something else there, is named.
    assert_eq!(report(&native, Target::Csv), "2 further fields dropped (=SUM(A1), importance)");
    // Other formats name what they leave.
    assert!(
        report(&table, Target::Markdown)
            .contains("3 further fields dropped (Colour, Owner, url2 and others)")
    );
}

#[test]
fn columns_that_somebody_adds_to_a_saved_table_are_understood() {
    let saved = text(&full(), Target::Csv);
    let mut lines: Vec<String> = saved.split("\r\n").map(str::to_owned).collect();
    lines.truncate(1);
    lines[0].push_str(",Part of,extra:status,extra:table");
    lines.push(format!("a,One,2021{}b,ended,red", ",".repeat(17)));
    lines.push(format!("b,Two,2021{},,", ",".repeat(17)));
    let told = told(lines.join("\r\n").as_bytes(), "f.csv");
    assert_eq!(told, "a: One (2021)\nb: Two (2021)\n");
    let again = dateline_formats::load(lines.join("\r\n").as_bytes(), "f.csv").unwrap().timeline;
    assert_eq!(again.event(EventId::from_index(0)).relations.len(), 1);
    let kept = serde_json::json!({"extra:status": "ended", "extra:table": "red"});
    assert_eq!(beside(&again, EventId::from_index(0)), [("table".to_owned(), kept)]);
}

/// An event as far as other formats can hold it without loss.
#[derive(Debug, PartialEq)]
struct Held {
    title: String,
    /// The parts of a date without a time of day.
    days: Option<Plain>,
    /// The instants of one with.
    times: Option<TimeRange>,
}

fn held(timeline: &Timeline, id: EventId) -> Held {
    let title = timeline.event_title(id).split_whitespace().collect::<Vec<_>>().join(" ");
    let date = timeline.date(id);
    let plain = date.as_ref().and_then(Date::plain);
    let (times, days): (Vec<_>, Vec<_>) = plain.into_iter().partition(|plain| plain.from.clock.is_some());
    Held { title, days: days.into_iter().next(), times: times.first().and_then(|_| timeline.range(id)) }
}

/// The events of a timeline that can be written to a calendar or to TimelineJS without losing anything of
/// their dates, and those that are there again; in the order of the file.
fn compared(timeline: &Timeline, target: Target, is_exact: fn(&Plain) -> bool) -> (Vec<Held>, Vec<Held>) {
    let saved = save(timeline, target);
    // Whether each written event has an exact date, in their order.
    let written: Vec<(EventId, bool)> = timeline
        .ids()
        .filter_map(|id| Some((id, timeline.date(id)?.plain()?)))
        .filter(|(_, plain)| target != Target::Icalendar || (1..=9999).contains(&plain.from.year))
        .map(|(id, plain)| (id, plain.beyond == Beyond::Nothing && is_exact(&plain)))
        .collect();
    if written.is_empty() {
        return Default::default();
    }
    let loaded = dateline_formats::load(&saved.bytes, &target.renamed("f")).unwrap().timeline;
    assert_eq!(loaded.len(), written.len(), "every written event is there again");
    let before = written.iter().filter(|(_, is_exact)| *is_exact).map(|(id, _)| held(timeline, *id));
    let after = written.iter().zip(loaded.ids()).filter(|((_, is_exact), _)| *is_exact);
    (before.collect(), after.map(|(_, id)| held(&loaded, id)).collect())
}

/// Without promises: a calendar with rules holds an event for each time.
fn without_promises(timeline: &Timeline) -> Timeline {
    let mut parts = timeline.to_builder();
    for event in &mut parts.events {
        event.recurrence = None;
    }
    parts.build()
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
            of(dateline_formats::Thing::UndatedEvent) + of(dateline_formats::Thing::DistantEvent)
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
    fn what_a_table_keeps_comes_back(timeline in timeline()) {
        let saved = save(&timeline, Target::Csv);
        let loaded = dateline_formats::load(&saved.bytes, "f.csv").unwrap();
        prop_assert!(loaded.timeline.len() == timeline.len(), "{:?}", loaded.diagnostics);
        let (mut kept, mut had) = (0, 0);
        for (id, there) in timeline.ids().zip(loaded.timeline.ids()) {
            prop_assert_eq!(in_row(&timeline, id), in_row(&loaded.timeline, there));
            // What is not counted as lost comes back, and nothing else does.
            let (before, after) = (beside(&timeline, id), beside(&loaded.timeline, there));
            prop_assert!(after.iter().all(|field| before.contains(field)), "{before:?} {after:?}");
            kept += after.len();
            had += before.len();
        }
        let is_field = |loss: &&dateline_formats::Loss| loss.thing == dateline_formats::Thing::Field;
        let lost = saved.losses.iter().find(is_field).map_or(0, |loss| loss.count);
        prop_assert!(had - kept <= lost, "{had} {kept} {lost}");
    }

    #[test]
    fn what_timelinejs_keeps_comes_back(timeline in timeline()) {
        // Times of day are told by another clock, which is counted.
        let is_exact = |plain: &Plain| [Some(plain.from), plain.to].into_iter().flatten().all(|end| end.clock.is_none());
        let (before, after) = compared(&timeline, Target::TimelineJs, is_exact);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn another_reader_of_calendars_understands_what_is_saved(timeline in timeline()) {
        let text = text(&timeline, Target::Icalendar);
        let unfolded = icalendar::parser::unfold(&text);
        let calendar = icalendar::parser::read_calendar(&unfolded).map_err(TestCaseError::fail)?;
        let entries = calendar.components.iter().filter(|component| component.name == "VEVENT");
        let titles = entries.map(|entry| entry.find_prop("SUMMARY").map(|summary| summary.val.as_str().to_owned()));
        let own = dateline_formats::load(text.as_bytes(), "saved.ics").map_or(0, |loaded| loaded.records);
        prop_assert_eq!(titles.flatten().count(), own);
    }

    #[test]
    fn what_a_calendar_keeps_comes_back(timeline in timeline()) {
        let is_exact = |plain: &Plain| plain.from.day.is_some() && plain.from.clock.is_none_or(|clock| clock.second != Some(0));
        let (before, after) = compared(&without_promises(&timeline), Target::Icalendar, is_exact);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_part_is_a_sound_file(timeline in timeline(), chosen in proptest::collection::vec(any::<bool>(), 5)) {
        let is_chosen = |id: EventId| chosen.get(id.index()) == Some(&true);
        let count = timeline.ids().filter(|id| is_chosen(*id)).count();
        let options = SaveOptions { is_chosen: Some(&is_chosen), ..SaveOptions::default() };
        for target in Target::ALL {
            let saved = save_with(&timeline, *target, &options).unwrap();
            if *target == Target::Dateline && count > 0 {
                let again = dateline_formats::load(&saved.bytes, "part.json").unwrap().timeline;
                let titles = |timeline: &Timeline, ids: Vec<EventId>| {
                    ids.iter().map(|id| timeline.event_title(*id).to_owned()).collect::<Vec<_>>()
                };
                let expected = titles(&timeline, timeline.ids().filter(|id| is_chosen(*id)).collect());
                prop_assert_eq!(titles(&again, again.ids().collect()), expected);
            }
        }
    }
}

#[test]
fn a_place_is_written_where_a_format_can_say_it_and_read_back() {
    let file = r#"[{"date": "2021-08", "title": "Opening", "summary": "In the rain", "place": "Old harbour, Singapore"},
                   {"date": "2022", "title": "Closing"}]"#;
    let timeline = dateline_formats::load(file.as_bytes(), "f.json").unwrap().timeline;
    let written = [
        (Target::Dateline, "\"place\": \"Old harbour, Singapore\""),
        (Target::Csv, "recurrence,place\r\n"),
        (Target::Icalendar, "LOCATION:Old harbour\\, Singapore\r\n"),
        (Target::TimelineJs, "<p>Place: Old harbour, Singapore</p>"),
        (Target::Markdown, "In the rain\n\nPlace: Old harbour, Singapore\n"),
    ];
    for (target, expected) in written {
        let bytes = save(&timeline, target).bytes;
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(expected), "{target:?}: {text}");
        if matches!(target, Target::Dateline | Target::Csv | Target::Icalendar) {
            let again = dateline_formats::load(&bytes, &target.renamed("f")).unwrap().timeline;
            let places: Vec<&str> = again.ids().map(|id| again.place(id)).collect();
            assert_eq!(places, ["Old harbour, Singapore", ""], "{target:?}");
        }
    }
}
