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
    insta::assert_snapshot!(text(&full(), Target::Csv).replace("\r\n", "\n"), @r#"
    id,title,date,date_note,zone,status,as_of,lane,actors,tags,importance,summary,source,source_url,publisher,published,quote,recurrence
    mous,Three MoUs <signed>,2021-08,,Asia/Singapore,happened,,Cybersecurity,United States; Singapore,"agreement; cyber, space",0.8,"One for **three** pairs, see <b>there</b>.

    - one
    - two","Singapore, US to establish dialogue",https://example.org/a?b=c&d,CNA,2022-03-30,the signing of three memoranda,
    dialogue,'=Yearly dialogue,2022-03-29,or the day after,Asia/Singapore,recurring,2026-11-22,,,,,,,,,,,annually
    ,Call,2022-03-29T13:30/2022-03-29T14:00,,America/New_York,planned,,,,,,,,,,,,
    ,Call in UTC,2022-03-29T13:30:05Z,,Asia/Singapore,cancelled,,,,,,,,,,,,
    ,Visit,2021-08-22/2021-08-24,,Asia/Singapore,happened,,,,,,,,,,,,
    ,Ides,-0043-03-15,,Asia/Singapore,happened,,,,,,,,,,,,
    ,Perhaps,2022-10?,,Asia/Singapore,happened,,,,,,,,,,,,
    ,Sixties,196X,,Asia/Singapore,happened,,,,,,,,,,,,
    ,Since,2004-01-01/..,,Asia/Singapore,happened,,,,,,,,,,,,
    ,Spring,2021-21,,Asia/Singapore,happened,,,,,,,,,,,,
    ,No date,,,Asia/Singapore,happened,,,,,,,,,,,,
    ,Broken,2022-02-30,,Asia/Singapore,happened,,,,,,,,,,,,
    "#);
    insta::assert_snapshot!(report(&full(), Target::Csv), @r#"
    1 zone to show dates in dropped
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
    1 lane, actor or source that no saved event uses dropped
    4 ids dropped
    1 kind of an actor dropped
    1 further field dropped
    "#);
}

#[test]
fn timelinejs_has_dates_as_fine_as_they_are() {
    insta::assert_snapshot!(text(&full(), Target::TimelineJs), @r#"
    {
      "title": {
        "text": {
          "headline": "Talks &amp; agreements",
          "text": "<p>What was <strong>promised</strong>.</p>"
        }
      },
      "events": [
        {
          "start_date": {
            "year": 2021,
            "month": 8
          },
          "text": {
            "headline": "Three MoUs &lt;signed&gt;",
            "text": "<p>One for <strong>three</strong> pairs, see &lt;b&gt;there&lt;/b&gt;.</p><ul><li>one</li><li>two</li></ul><blockquote>“the signing of three memoranda”</blockquote><p>Source: <a href=\"https://example.org/a?b=c&amp;d\">Singapore, US to establish dialogue</a>, Tang See Kit, CNA, 30 March 2022</p><p>Names the agencies.</p><p>Source: Memorandum</p>"
          },
          "group": "Cybersecurity",
          "unique_id": "mous"
        },
        {
          "start_date": {
            "year": 2022,
            "month": 3,
            "day": 29
          },
          "text": {
            "headline": "=Yearly dialogue",
            "text": "<p>Recurring, as of 22 November 2026</p><p>or the day after</p><p>Again: annually (FREQ=YEARLY), from 2022, day not stated</p>"
          },
          "unique_id": "dialogue"
        },
        {
          "start_date": {
            "year": 2022,
            "month": 3,
            "day": 29,
            "hour": 13,
            "minute": 30
          },
          "end_date": {
            "year": 2022,
            "month": 3,
            "day": 29,
            "hour": 14,
            "minute": 0
          },
          "text": {
            "headline": "Call",
            "text": "<p>Planned</p>"
          }
        },
        {
          "start_date": {
            "year": 2022,
            "month": 3,
            "day": 29,
            "hour": 21,
            "minute": 30,
            "second": 5
          },
          "text": {
            "headline": "Call in UTC",
            "text": "<p>Cancelled</p>"
          }
        },
        {
          "start_date": {
            "year": 2021,
            "month": 8,
            "day": 22
          },
          "end_date": {
            "year": 2021,
            "month": 8,
            "day": 24
          },
          "text": {
            "headline": "Visit",
            "text": ""
          }
        },
        {
          "start_date": {
            "year": -44,
            "month": 3,
            "day": 15
          },
          "text": {
            "headline": "Ides",
            "text": ""
          }
        },
        {
          "start_date": {
            "year": 2022,
            "month": 10
          },
          "display_date": "October 2022, inferred",
          "text": {
            "headline": "Perhaps",
            "text": ""
          }
        },
        {
          "start_date": {
            "year": 1960
          },
          "end_date": {
            "year": 1969
          },
          "display_date": "1960s",
          "text": {
            "headline": "Sixties",
            "text": ""
          }
        },
        {
          "start_date": {
            "year": 2004,
            "month": 1,
            "day": 1
          },
          "display_date": "since 1 January 2004",
          "text": {
            "headline": "Since",
            "text": ""
          }
        },
        {
          "start_date": {
            "year": 2021
          },
          "display_date": "spring 2021",
          "text": {
            "headline": "Spring",
            "text": ""
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(report(&full(), Target::TimelineJs), @r#"
    2 events without a date dropped
    2 uncertain dates became text
    1 open or unknown end became text
    1 season became text
    1 note on a date became text
    3 zones dropped
    1 zone to show dates in dropped
    3 statuses became text
    1 date of a status became text
    2 actors dropped
    2 tags dropped
    2 citations became text
    2 relations dropped
    1 recurrence became text
    1 importance dropped
    the opening view dropped
    1 story dropped
    1 lane, actor or source that no saved event uses dropped
    1 id dropped
    1 further field dropped
    "#);
}

#[test]
fn a_calendar_has_days_and_times_in_their_zones() {
    insta::assert_snapshot!(text(&full(), Target::Icalendar).replace("\r\n", "\n"), @r#"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Dateline//Dateline//EN
    CALSCALE:GREGORIAN
    NAME:Talks & agreements
    X-WR-CALNAME:Talks & agreements
    DESCRIPTION:What was **promised**.
    X-WR-CALDESC:What was **promised**.
    X-WR-TIMEZONE:Asia/Singapore
    BEGIN:VTIMEZONE
    TZID:America/New_York
    BEGIN:STANDARD
    DTSTART:20220328T133000
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0400
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:mous@e7a6015c47.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:20210801
    DTEND;VALUE=DATE:20210901
    SUMMARY:Three MoUs <signed>
    DESCRIPTION:One for **three** pairs\, see <b>there</b>.\n\n- one\n- two\n\n
     Date: August 2021\, day not stated\n\nActors: United States (host)\; Singa
     pore\n\n“the signing of three memoranda”\nSource: Singapore\, US to es
     tablish dialogue\, Tang See Kit\, CNA\, 30 March 2022\, https://example.or
     g/a?b=c&d\n\nNames the agencies.\nSource: Memorandum
    CATEGORIES:Cybersecurity,agreement,cyber\; space
    URL:https://example.org/a?b=c&d
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:dialogue@a4bd3601dc.dateline
    DTSTAMP:20261122T000000Z
    DTSTART;VALUE=DATE:20220329
    RRULE:FREQ=YEARLY
    SUMMARY:=Yearly dialogue
    DESCRIPTION:or the day after\n\nStatus: Recurring\, as of 22 November 2026\
     n\nAgain: annually (FREQ=YEARLY)\, from 2022\, day not stated
    END:VEVENT
    BEGIN:VEVENT
    UID:event-3@20aeada1bc.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;TZID=America/New_York:20220329T133000
    DTEND;TZID=America/New_York:20220329T140000
    SUMMARY:Call
    STATUS:TENTATIVE
    END:VEVENT
    BEGIN:VEVENT
    UID:event-4@899ac7994e.dateline
    DTSTAMP:19700101T000000Z
    DTSTART:20220329T133005Z
    SUMMARY:Call in UTC
    STATUS:CANCELLED
    END:VEVENT
    BEGIN:VEVENT
    UID:event-5@a6b5c6255d.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:20210822
    DTEND;VALUE=DATE:20210825
    SUMMARY:Visit
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:event-7@cb1b0bb4a8.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:20221001
    DTEND;VALUE=DATE:20221101
    SUMMARY:Perhaps
    DESCRIPTION:Date: October 2022\, inferred
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:event-8@f798189a4f.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:19600101
    DTEND;VALUE=DATE:19700101
    SUMMARY:Sixties
    DESCRIPTION:Date: 1960s
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:event-9@e72c6df0b7.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:20040101
    SUMMARY:Since
    DESCRIPTION:Date: since 1 January 2004
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:event-10@a22cba065c.dateline
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:20210301
    DTEND;VALUE=DATE:20210601
    SUMMARY:Spring
    DESCRIPTION:Date: spring 2021
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR
    "#);
    insta::assert_snapshot!(report(&full(), Target::Icalendar), @r#"
    2 events without a date dropped
    1 event outside the years 1 to 9999 dropped
    2 uncertain dates became whole days
    1 open or unknown end became text
    1 season became whole days
    1 date coarser than a day became whole days
    1 time to the minute became times to the second
    1 note on a date became text
    1 zone to show dates in dropped
    1 status became text
    1 date of a status became text
    1 lane became tags
    2 actors became text
    1 role of an actor became text
    2 citations became text
    2 relations dropped
    2 details of recurrences became text
    1 importance dropped
    the opening view dropped
    1 story dropped
    1 lane, actor or source that no saved event uses dropped
    2 ids changed
    1 further field dropped
    "#);
}

#[test]
fn a_chronology_reads_like_one() {
    insta::assert_snapshot!(text(&full(), Target::Markdown), @r#"
    # Talks \& agreements

    What was **promised**.

    As of 22 November 2026

    ## 44 BCE

    ### Ides

    15 March 44 BCE · Happened

    ## 1960s

    ### Sixties

    1960s · Happened

    ## 2004

    ### Since

    since 1 January 2004 · Happened

    ## 2021

    ### Spring

    spring 2021 · Happened

    ### Three MoUs \<signed\>

    August 2021, day not stated · Happened · Cybersecurity

    One for **three** pairs, see &lt;b>there&lt;/b>.

    - one
    - two

    - Actors: United States (host), Singapore
    - Tags: agreement, cyber; space
    - Precedes: \=Yearly dialogue

    > “the signing of three memoranda”
    > 
    > — [Singapore, US to establish dialogue](<https://example.org/a?b=c&d>), Tang See Kit, CNA, 30 March 2022
    > (says 23 August 2021)

    > Names the agencies.
    > 
    > — Memorandum

    ### Visit

    22–24 August 2021 · Happened

    - Part of: Three MoUs \<signed\>

    ## 2022

    ### \=Yearly dialogue

    29 March 2022 · Recurring, as of 22 November 2026

    or the day after

    - Again: annually (FREQ=YEARLY), from 2022, day not stated

    ### Call in UTC

    29 March 2022, 13:30:05 UTC · Cancelled

    ### Call

    29 March 2022, 13:30–14:00 · New York time · Planned

    ### Perhaps

    October 2022, inferred · Happened

    ## Date not stated

    ### No date

    Date not stated · Happened

    ### Broken

    Date not stated · Happened

    The file says "2022-02-30", which cannot be read as a date
    "#);
    insta::assert_snapshot!(report(&full(), Target::Markdown), @r#"
    1 zone dropped
    1 zone to show dates in dropped
    1 importance dropped
    the opening view dropped
    1 story dropped
    1 lane, actor or source that no saved event uses dropped
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
