//! Calendars: days and times in their zones, repetitions, tasks, and what is wrong in such files.

use dateline_formats::{FileBytes, ReadOptions, Severity};
use dateline_time::{Date, Zone};
use dateline_timeline::model::{RelationKind, Status, Timeline};
use proptest::prelude::*;

use crate::told::{assert_accounted, assert_saved_alike, fixture, told, told_fixture};

fn loaded(name: &str) -> dateline_formats::Loaded {
    dateline_formats::load(&fixture(name), name).unwrap()
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
}

fn id(timeline: &Timeline, key: &str) -> dateline_timeline::model::EventId {
    timeline.ids().find(|id| timeline.key(*id) == key).unwrap_or_else(|| panic!("no {key}"))
}

#[test]
fn days_times_tasks_and_journals_are_read() {
    insta::assert_snapshot!(told_fixture("icalendar/ministry.ics"), @r#"
    opening@harbour.example: New pier opened (2022-03-29)
    talks@harbour.example: Talks about tides (2022-04-02/2022-04-04)
    lunch@harbour.example: Lunch by video (2022-04-03T12:00/2022-04-03T13:30)
    call@harbour.example: Call at night (2022-04-03T23:30Z/2022-04-04T00:00Z)
    future@harbour.example: Review of the pier (2023-01-05T09:00)
    report@harbour.example: Write the report (2022-04-28T01:00Z)
    buoys@harbour.example: Count the buoys (2022-12-31)
    paint@harbour.example: Paint the office (no date)
    note@harbour.example: Notes after the opening (2022-03-30)
    39:1 note: There is no place on a timeline for 1 VALARM. Left out
    "#);
}

#[test]
fn zones_status_people_and_links_are_kept() {
    let loaded = loaded("icalendar/ministry.ics");
    let timeline = &loaded.timeline;
    assert_eq!(timeline.title(), "Harbour Ministry");
    assert_eq!(timeline.description(), "What the ministry did, and what it means to do");
    assert_eq!(timeline.zone().name(), "Asia/Singapore");
    let opening = timeline.event(id(timeline, "opening@harbour.example"));
    assert_eq!(
        opening.summary_with_place(),
        "The pier opened in the rain.  \nTwo bands played; one of them well.\n\nPlace: Marina Bay, Singapore"
    );
    let tags: Vec<_> = opening.tags.iter().map(|tag| timeline.tag(*tag)).collect();
    assert_eq!(tags, ["Ceremony", "Piers, old and new"]);
    let people: Vec<_> = opening
        .actors
        .iter()
        .map(|one| format!("{} as {}", timeline.actor(one.actor).unwrap().name, one.role))
        .collect();
    assert_eq!(
        people,
        ["Port Authority as organiser", "Tan, Mei as chair", "lim@harbour.example as attendee, declined"]
    );
    assert_eq!(opening.citations.len(), 2);
    assert!(opening.importance > 0.8);
    let kept = format!("{:?}", opening.extra);
    for word in ["X-COLOUR", "teal", "1.2834;103.8607", "mei@harbour.example"] {
        assert!(kept.contains(word), "{word}: {kept}");
    }
    let lunch = id(timeline, "lunch@harbour.example");
    assert_eq!(timeline.event_zone(lunch).name(), "America/New_York");
    assert_eq!(
        timeline.range(lunch).and_then(|range| range.sort_key()).map(|at| Zone::UTC.rfc3339(at)).as_deref(),
        Some("2022-04-03T16:00:00+00:00")
    );
    assert_eq!(
        timeline.event(lunch).relations.first().map(|relation| relation.kind),
        Some(RelationKind::PartOf)
    );
    let status = |key: &str| timeline.status(id(timeline, key));
    assert_eq!(status("opening@harbour.example"), Status::Happened);
    assert_eq!(status("call@harbour.example"), Status::Cancelled);
    assert_eq!(status("future@harbour.example"), Status::Planned, "it was to come when the file was written");
    assert_eq!(status("report@harbour.example"), Status::Happened);
    assert_eq!(status("buoys@harbour.example"), Status::Planned);
    let report = timeline.event(id(timeline, "report@harbour.example"));
    assert_eq!(report.date_note, "When it was done; it was due 1\u{a0}May 2022");
    let lanes: Vec<_> = timeline.lanes().iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Ceremony", "Talks", "Promises"]);
}

#[test]
fn repetitions_overrides_and_versions() {
    insta::assert_snapshot!(told_fixture("icalendar/series.ics"), @r#"
    weekly: Tide table read aloud (2022-03-01T09:30/2022-03-01T10:00)
    weekly/2022-03-10: Tide table read aloud (2022-03-10T11:00/2022-03-10T11:30)
    weekly/2022-03-22: Tide table read aloud (2022-03-22T09:30/2022-03-22T10:00)
    weekly/2022-03-29: Tide table read aloud (2022-03-29T09:30/2022-03-29T10:00)
    weekly/2022-03-15: Tide table read aloud, a day late (2022-03-16T14:00)
    endless: Harbour day (2021-11-04)
    endless/2022-11-04: Harbour day (2022-11-04)
    endless/2023-11-04: Harbour day (2023-11-04)
    revised: Dredging begins (2022-02-10)
    1 of 5 merged
    5 of 5 repetitions
    26:7 note RRULE "FREQ=YEARLY": This repeats without end. 3 dates of the rule are followed, the last one 4 November 2023
    35:1 note "revised": The same event stands in a newer version, at 29:1. The newer one is shown
    "#);
    let loaded = loaded("icalendar/series.ics");
    let timeline = &loaded.timeline;
    let first = id(timeline, "weekly");
    let recurrence = timeline.event(first).into_owned().recurrence.unwrap();
    assert_eq!(
        recurrence.text.replace("\u{a0}", " "),
        "every week on Tuesday, until 29 March 2022, except on 8 March 2022, and on 1 other date"
    );
    assert!(!dateline_timeline::model::has_slots(timeline, first), "its dates are events, not slots");
    let late = timeline.event(id(timeline, "weekly/2022-03-15"));
    assert_eq!(late.relations.first().and_then(|relation| relation.to), Some(first));
    // Clocks went forward on 13 March: half past nine stays half past nine.
    let hours: Vec<String> = ["weekly", "weekly/2022-03-29"]
        .iter()
        .map(|key| Zone::UTC.rfc3339(timeline.range(id(timeline, key)).unwrap().sort_key().unwrap()))
        .collect();
    assert_eq!(hours, ["2022-03-01T14:30:00+00:00", "2022-03-29T13:30:00+00:00"]);
}

#[test]
fn several_calendars_are_lanes() {
    insta::assert_snapshot!(told_fixture("icalendar/two-calendars.ics"), @r#"
    a: A lamp is lit (2020-01-01)
    b: A bell is rung (2020-01-01T12:00)
    "#);
    let loaded = loaded("icalendar/two-calendars.ics");
    let lanes: Vec<_> = loaded.timeline.lanes().iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["North", "South"]);
    assert_eq!(loaded.timeline.event_zone(id(&loaded.timeline, "b")).name(), "Europe/Lisbon");
}

#[test]
fn a_calendar_without_events_is_refused_by_what_it_holds() {
    insta::assert_snapshot!(told_fixture("icalendar/no-events.ics"), @r#"! This calendar holds no event, only 2 VFREEBUSY and 1 VTIMEZONE. Export it with its events (VEVENT), tasks (VTODO) or journal entries (VJOURNAL)"#);
    insta::assert_snapshot!(told(b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "f.ics"), @r#"! This calendar is empty. Export it again, with its events"#);
    insta::assert_snapshot!(told(b"BEGIN:VCALENDAR", "f.ics"), @r#"
    ! This calendar is empty. Export it again, with its events
    1:1 error: The file ends within this VCALENDAR. Add END:VCALENDAR
    "#);
}

#[test]
fn broken_calendars_are_read_as_far_as_they_go() {
    insta::assert_snapshot!(told_fixture("icalendar/broken.ics"), @r#"
    one: Never happened (no date)
    two: Ends before it begins (2022-03-10)
    event-3: A point in an unknown place (2022-03-11T10:00)
    four: No start (no date)
    five: Untitled event, 12 March 2022, 10:00 UTC (2022-03-12T10:00Z)
    3:1 error: The end of this VEVENT is missing. Add END:VEVENT
    5:20 error VEVENT[0].DTSTART "20220230": February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month
    10:18 error VEVENT[1].DTEND "20220301": The end is before the start
    13:1 warning "goes on without a space": This is no property. Read as more of the line before. Put a space before it
    15:1 warning: No VFOO is open here. The line is left out. Remove this line
    17:28 warning VEVENT[2].DTSTART "Atlantis/Deep": No time zone is called "Atlantis/Deep". Its times are read as what clocks show in UTC
    20:8 warning VEVENT[2].STATUS "MAYBE": Not a status of a calendar. Left out, and kept when saving
    21:7 warning VEVENT[2].RRULE "FREQ=SOMETIMES": This rule cannot be followed: SOMETIMES is not a valid frequency. Only the first date is shown
    23:1 error VEVENT[3].DTSTART: When it is, is not stated. Add DTSTART
    27:1 error: The file ends within this VEVENT. Add END:VEVENT
    27:1 error: An event needs a title. Give it a title
    29:9 warning VEVENT[4].DTSTART "2022-03-12T10:00:00Z": Not as calendars write it. Read as 2022-03-12T10:00Z
    "#);
}

#[test]
fn rules_without_end_or_sense_end() {
    let rules = [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;COUNT=4000000000",
        "FREQ=HOURLY;BYHOUR=1;UNTIL=99991231T000000Z",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=65535;BYSETPOS=-1;BYDAY=MO",
    ];
    for rule in rules {
        let file = calendar(&format!(
            "BEGIN:VEVENT\nUID:a\nDTSTART:20220101T000000Z\nRRULE:{rule}\nSUMMARY:Again\nEND:VEVENT\n"
        ));
        let loaded = dateline_formats::load(file.as_bytes(), "f.ics").unwrap();
        assert_accounted(&loaded);
        assert!(loaded.timeline.len() <= 1_001, "{rule}: {}", loaded.timeline.len());
    }
    let many: String = (0..60)
        .map(|number| {
            format!("BEGIN:VEVENT\nUID:{number}\nDTSTART:20220101T000000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:Again\nEND:VEVENT\n")
        })
        .collect();
    let loaded = dateline_formats::load(calendar(&many).as_bytes(), "f.ics").unwrap();
    assert_accounted(&loaded);
    assert!(loaded.timeline.len() <= 20_060, "{}", loaded.timeline.len());
    assert!(loaded.diagnostics.iter().any(|finding| finding.message.contains("too often")));
}

/// Reads a calendar at noon of 27 November 2026 in UTC.
fn load_now(events: &str) -> dateline_formats::Loaded {
    let now = Date::parse("2026-11-27T12:00Z").unwrap().range(Zone::UTC).earliest_start;
    let options = ReadOptions { now, ..ReadOptions::default() };
    let bytes = FileBytes::from(calendar(events).as_bytes());
    let loaded = dateline_formats::load_as(&bytes, "f.ics", &options, &mut |_| {}).unwrap();
    assert_accounted(&loaded);
    assert_saved_alike(&loaded.timeline);
    loaded
}

fn repeated(rule: &str) -> dateline_formats::Loaded {
    load_now(&format!("BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:{rule}\nSUMMARY:Again\nEND:VEVENT\n"))
}

/// How many events there are, and the dates of the first, the second and the last.
fn ends(loaded: &dateline_formats::Loaded) -> (usize, Vec<String>) {
    let timeline = &loaded.timeline;
    let dates: Vec<_> = timeline.ids().map(|id| timeline.date(id).unwrap().text().to_owned()).collect();
    (dates.len(), [0, 1, dates.len() - 1].map(|at| dates[at].clone()).to_vec())
}

fn told_of_rules(loaded: &dateline_formats::Loaded) -> Vec<String> {
    let notes = loaded.diagnostics.iter().map(ToString::to_string);
    notes.filter(|note| note.contains("RRULE")).map(|note| note.replace('\u{a0}', " ")).collect()
}

#[test]
fn a_running_series_is_followed_past_today() {
    let loaded = repeated("20200106\nRRULE:FREQ=WEEKLY");
    assert_eq!(ends(&loaded), (412, ["2020-01-06", "2020-01-13", "2027-11-22"].map(str::to_owned).to_vec()));
    let note = "6:7 note RRULE \"FREQ=WEEKLY\": This repeats without end. 412 dates of the rule are followed, the last one \
                22 November 2027";
    assert_eq!(told_of_rules(&loaded), [note]);
    let planned = loaded.timeline.ids().filter(|id| loaded.timeline.status(*id) == Status::Planned);
    assert_eq!(planned.count(), 52);
    // What begins later than today keeps its two years.
    assert_eq!(ends(&repeated("20300107\nRRULE:FREQ=WEEKLY")).1[2], "2032-01-05");
}

#[test]
fn of_too_many_dates_those_near_today_are_shown() {
    let loaded = repeated("20200101\nRRULE:FREQ=DAILY");
    assert_eq!(
        ends(&loaded),
        (1_001, ["2020-01-01", "2025-03-04", "2027-11-28"].map(str::to_owned).to_vec())
    );
    let note = "6:7 warning RRULE \"FREQ=DAILY\": This repeats too often to show every date. The first date is \
                shown and 1,000 near today, from 4 March 2025 to 28 November 2027";
    assert_eq!(told_of_rules(&loaded), [note]);
    let loaded = repeated("20200101\nRRULE:FREQ=DAILY;UNTIL=20991231");
    assert_eq!(ends(&loaded).0, 1_001);
    let near = Date::parse("2026-11-27").unwrap();
    let timeline = &loaded.timeline;
    assert!(timeline.ids().any(|id| timeline.date(id).unwrap().text() == near.text()));
    // One that ended long ago is as near as it can be at its end.
    assert_eq!(ends(&repeated("20100101\nRRULE:FREQ=DAILY;UNTIL=20191231")).1[2], "2019-12-31");
}

#[test]
fn a_series_says_which_of_its_dates_are_taken_out() {
    let words = |rule: &str| {
        let loaded = repeated(rule);
        let recurrence = loaded.timeline.event(id(&loaded.timeline, "a")).into_owned().recurrence;
        (loaded.timeline.len(), recurrence.unwrap().text.replace('\u{a0}', " "))
    };
    let rule = "20220501\nRRULE:FREQ=DAILY;COUNT=4\n";
    let told = |count: usize, words: &str| (count, words.to_owned());
    assert_eq!(words(rule), told(4, "every day, 4 times"));
    // A date that is none of the series takes nothing out of it.
    assert_eq!(words(&format!("{rule}EXDATE;VALUE=DATE:20230502")), told(4, "every day, 4 times"));
    let one = words(&format!("{rule}EXDATE;VALUE=DATE:20220502"));
    assert_eq!(one, told(3, "every day, 4 times, except on 2 May 2022"));
    let both = words(&format!("{rule}EXDATE;VALUE=DATE:20220502,20220501\nRDATE;VALUE=DATE:20220601"));
    assert_eq!(both, told(3, "every day, 4 times, except on 1 May 2022 and 2 May 2022, and on 1 other date"));
    let many =
        words("20220501\nRRULE:FREQ=DAILY;COUNT=9\nEXDATE;VALUE=DATE:20220502,20220503,20220504,20220505");
    assert_eq!(many, told(5, "every day, 9 times, except on 4 dates"));
}

#[test]
fn many_running_series_share_what_is_shown() {
    let many: String = (0..60)
        .map(|number| {
            format!("BEGIN:VEVENT\nUID:{number}\nDTSTART;VALUE=DATE:20150105\nRRULE:FREQ=WEEKLY\nSUMMARY:Again\nEND:VEVENT\n")
        })
        .collect();
    let loaded = load_now(&many);
    let timeline = &loaded.timeline;
    assert!(timeline.len() <= 20_060, "{}", timeline.len());
    let day = Date::parse("2026-11-23").unwrap();
    let is_there = |id: &dateline_timeline::model::EventId| {
        timeline.date(*id).is_some_and(|date| date.text() == day.text())
    };
    assert_eq!(timeline.ids().filter(is_there).count(), 60);
}

#[test]
fn a_fold_within_a_character_does_no_harm() {
    let mut bytes = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20220101\r\nSUMMARY:Z\xC3".to_vec();
    bytes.extend(b"\r\n \xBCrich\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    insta::assert_snapshot!(told(&bytes, "f.ics"), @r#"
    event-1: Zürich (2022-01-01)
    1:1 note: Some lines were folded within a character, and are read as one line
    "#);
}

#[test]
fn days_of_outlook_and_texts_of_the_old_vcalendar_are_understood() {
    let file = calendar(
        "BEGIN:VEVENT\nDTSTART;TZID=Singapore Standard Time:20220329T000000\nDTEND;TZID=Singapore Standard Time:20220331T000000\n\
         X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nSUMMARY:Two days\nEND:VEVENT\n\
         BEGIN:VEVENT\nDTSTART:20220401T090000Z\nSUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Z=C3=BCrich=\n and back\n\
         DESCRIPTION;QUOTED-PRINTABLE:One=\n, two\nEND:VEVENT\n",
    );
    insta::assert_snapshot!(told(file.as_bytes(), "f.vcs"), @r#"
    event-1: Two days (2022-03-29/2022-03-30)
    event-2: Zürich and back (2022-04-01T09:00Z)
    "#);
}

#[test]
fn a_calendar_written_from_a_timeline_keeps_what_became_of_its_events() {
    let file = "BEGIN:VCALENDAR\nPRODID:-//Dateline//Dateline//EN\nBEGIN:VEVENT\nDTSTAMP:20200101T000000Z\n\
                DTSTART;VALUE=DATE:20190101\nSUMMARY:Before\nSTATUS:CONFIRMED\nEND:VEVENT\nBEGIN:VEVENT\n\
                DTSTAMP:19700101T000000Z\nDTSTART;VALUE=DATE:20230101\nSUMMARY:After\nSTATUS:CONFIRMED\nEND:VEVENT\nEND:VCALENDAR\n";
    let status = |file: &str| {
        let timeline = dateline_formats::load(file.as_bytes(), "f.ics").unwrap().timeline;
        timeline.ids().map(|id| timeline.status(id)).collect::<Vec<_>>()
    };
    assert_eq!(status(file), [Status::Happened, Status::Happened]);
    assert_eq!(status(&file.replace("Dateline", "Other")), [Status::Happened, Status::Planned]);
}

#[test]
fn deep_nesting_does_no_harm() {
    let deep = format!("{}{}", "BEGIN:X\n".repeat(50_000), "END:X\n".repeat(50_000));
    let file = calendar(&format!("BEGIN:VEVENT\nDTSTART:20220101\nSUMMARY:Deep\n{deep}END:VEVENT\n"));
    let loaded = dateline_formats::load(file.as_bytes(), "f.ics").unwrap();
    assert_eq!((loaded.timeline.len(), loaded.count(Severity::Error)), (1, 0));
    let open = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Open\n{}", "BEGIN:X\nEND:Y\n".repeat(20_000));
    assert_eq!(dateline_formats::load(open.as_bytes(), "f.ics").unwrap().timeline.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stands_in_a_calendar_every_record_is_accounted_for(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        (at, length) in (0..4_000_usize, 0..40_usize),
        which in 0..3_usize,
    ) {
        let name = ["icalendar/ministry.ics", "icalendar/series.ics", "icalendar/broken.ics"][which];
        let mut file = fixture(name);
        let at = at % file.len();
        let end = (at + length).min(file.len());
        file.splice(at..end, bytes);
        for file in [&file[..], &file[..at]] {
            if let Ok(loaded) = dateline_formats::load(file, name) {
                assert_accounted(&loaded);
                assert_saved_alike(&loaded.timeline);
            }
        }
    }

    #[test]
    fn lines_of_calendars_in_any_order_do_no_harm(lines in prop::collection::vec(
        "(BEGIN|END):(VEVENT|VTODO|VCALENDAR|VTIMEZONE)|(DTSTART|DTEND|DUE|RDATE|EXDATE|RECURRENCE-ID|COMPLETED)(;TZID=Europe/Oslo|;VALUE=DATE)?:(2022|0000|9999)[01][0-9][0-3][0-9](T[0-2][0-9]3000Z?)?|RRULE:FREQ=(DAILY|YEARLY);(COUNT=3|BYDAY=2MO)|UID:[ab]|SUMMARY:[a-z]|DURATION:-?P[0-9]D|RELATED-TO:[ab]|SEQUENCE:[0-3]",
        0..40,
    )) {
        let file = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{}", lines.join("\n"));
        if let Ok(loaded) = dateline_formats::load(file.as_bytes(), "f.ics") {
            assert_accounted(&loaded);
            assert_saved_alike(&loaded.timeline);
        }
    }
}

#[test]
fn a_rule_with_letters_that_no_rule_has_is_reported() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Patrol\r\nDTSTART;VALUE=DATE:20220329\r\n\
                RRULE:FREQ=WEEKLY;BYDAY=TUô!\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let loaded = dateline_formats::load(text.as_bytes(), "rule.ics").unwrap();
    assert_eq!(loaded.timeline.len(), 1);
    assert!(loaded.diagnostics.iter().any(|finding| finding.to_string().contains("RRULE")));
}
