//! What lies ahead has not happened: events after today of which a file of another program does not say what
//! became of them.

use std::process::Command;

use dateline_formats::{FileBytes, Loaded, ReadOptions};
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::model::Status::{self, Cancelled, Happened, Ongoing, Planned, Unknown};

use crate::told::{assert_accounted, assert_saved_alike};

/// Reads a file at noon of 27 November 2026 in UTC.
fn read(text: &str, name: &str) -> Loaded {
    read_at(text, name, Some("2026-11-27T12:00Z"))
}

fn read_at(text: &str, name: &str, now: Option<&str>) -> Loaded {
    let moment = |now| -> TimePoint { Date::parse(now).unwrap().range(Zone::UTC).earliest_start.unwrap() };
    let options = ReadOptions { now: now.map(moment), ..ReadOptions::default() };
    let bytes = FileBytes::from(text.as_bytes());
    let loaded = dateline_formats::load_as(&bytes, name, &options, &mut |_| {}).unwrap();
    assert_accounted(&loaded);
    assert_saved_alike(&loaded.timeline);
    loaded
}

fn statuses(loaded: &Loaded) -> Vec<Status> {
    loaded.timeline.ids().map(|id| loaded.timeline.event(id).status).collect()
}

/// The notes on what is to come.
fn notes(loaded: &Loaded) -> Vec<String> {
    let notes = loaded.diagnostics.iter().map(ToString::to_string);
    notes.filter(|note| note.contains("after 27 November 2026")).collect()
}

/// In each a past event, and one in 2031.
const FILES: &[(&str, &str)] = &[
    ("f.csv", "date,title\n2021,Past\n2031,Ahead\n"),
    (
        "f.json",
        r#"[{"start_date": "2021-03-29", "content_text": "Past"}, {"start_date": "2031-03-29", "content_text": "Ahead"}]"#,
    ),
    ("sheet.csv", "Year,Month,Day,Headline,Text,Media\n2021,1,2,Past,,\n2031,1,2,Ahead,,\n"),
    (
        "f.json",
        r#"{"events": [{"start_date": {"year": "2021"}, "text": {"headline": "Past"}},
                       {"start_date": {"year": "2031"}, "text": {"headline": "Ahead"}}]}"#,
    ),
    (
        "f.json",
        r#"[{"id": 1, "content": "Past", "start": "2021-04-20"}, {"id": 2, "content": "Ahead", "start": "2031-04-14"}]"#,
    ),
    (
        "f.json",
        r#"{"dateTimeFormat": "iso8601", "events": [{"start": "2021", "title": "Past"}, {"start": "2031", "title": "Ahead"}]}"#,
    ),
    (
        "f.xml",
        r#"<data><event start="May 28 2006 09:00:00 GMT" title="Past"/><event start="May 28 2031 09:00:00 GMT" title="Ahead"/></data>"#,
    ),
    ("f.mw", "2021: Past\n2031: Ahead\n"),
    (
        "f.ics",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20210105T090000Z\r\nSUMMARY:Past\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nUID:b\r\nSTATUS:CONFIRMED\r\nDTSTART:20310105T090000Z\r\nSUMMARY:Ahead\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ),
    (
        "f.json",
        r#"[{"@context": "https://schema.org", "@type": "Event", "name": "Past", "startDate": "2021-03-04"},
            {"@context": "https://schema.org", "@type": "Event", "name": "Ahead", "startDate": "2031-03-04"}]"#,
    ),
    (
        "f.timeline",
        "<timeline><version>2.0.0</version><timetype>gregoriantime</timetype><categories/><events>\
         <event><start>2021-01-02 00:00:00</start><end>2021-01-02 00:00:00</end><text>Past</text></event>\
         <event><start>2031-01-02 00:00:00</start><end>2031-01-02 00:00:00</end><text>Ahead</text></event>\
         </events></timeline>",
    ),
];

#[test]
fn what_lies_ahead_in_files_of_other_programs_is_planned() {
    for (name, text) in FILES {
        let loaded = read(text, name);
        let format = loaded.format;
        assert_eq!(statuses(&loaded), [Happened, Planned], "{format:?}");
        let [note] = notes(&loaded).try_into().unwrap();
        assert!(
            note.ends_with(
                "note: 1 event lies after 27 November 2026, and the file does not say that it happened. \
                 Shown as planned"
            ),
            "{note}"
        );
        // Who knows no day has no opinion.
        let loaded = read_at(text, name, None);
        assert_eq!(statuses(&loaded), [Happened, Happened], "{format:?}");
        // Nor is there one on what was ahead once.
        let loaded = read_at(text, name, Some("2040-01-01T00:00Z"));
        assert_eq!(statuses(&loaded), [Happened, Happened], "{format:?}");
    }
}

#[test]
fn a_status_that_is_stated_stays() {
    let loaded = read(
        "date,title,status\n2031,A,done\n2031,B,\n2031,C,cancelled\n2031,D,tbd\n2021,E,planned\n2021,F,\n2031,G,happened\n",
        "f.csv",
    );
    assert_eq!(statuses(&loaded), [Happened, Planned, Cancelled, Unknown, Planned, Happened, Happened]);
    assert_eq!(notes(&loaded).len(), 1);
    let loaded = read("2031: [x] Done\n2031: [ ] To do\n2031: 50% Half\n2031: Ahead\n", "f.mw");
    assert_eq!(statuses(&loaded), [Happened, Planned, Ongoing, Planned]);
    let task = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:a\r\nDUE:20310105T090000Z\r\nSTATUS:COMPLETED\r\n\
                SUMMARY:Done\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
    assert_eq!(statuses(&read(task, "f.ics")), [Happened]);
}

#[test]
fn what_may_have_begun_by_today_is_not_ahead() {
    let loaded = read(
        "date,title\n2026,A\n2026-11,B\n2026-11-27,C\n2026-11-28,D\n2026-12,E\n2026-11-20/2027,F\n../2031,G\n/2031,H\n\
         \"[2026-11-27,2031]\",I\n,J\n2027~,K\n2026-11-27T23:59,L\n",
        "f.csv",
    );
    let ahead = [false, false, false, true, true, false, false, false, false, false, true, false];
    assert_eq!(statuses(&loaded), ahead.map(|is_ahead| if is_ahead { Planned } else { Happened }));
    assert_eq!(
        notes(&loaded),
        [
            "5:1 note: 3 events lie after 27 November 2026, and the file does not say that they happened. Shown as planned"
        ]
    );
}

#[test]
fn today_is_the_day_where_the_event_is() {
    let text = "date,zone,title\n2026-11-28,Asia/Singapore,A\n2026-11-28,America/New_York,B\n2026-11-28,,C\n";
    let evening = read_at(text, "f.csv", Some("2026-11-27T20:00Z"));
    assert_eq!(statuses(&evening), [Happened, Planned, Planned]);
    let morning = read_at(text, "f.csv", Some("2026-11-28T01:00Z"));
    assert_eq!(statuses(&morning), [Happened, Planned, Happened]);
}

#[test]
fn files_of_this_program_say_what_they_say() {
    for (name, text) in [
        (
            "f.json",
            r#"[{"date": "2031", "title": "A"}, {"date": "2031", "title": "B", "status": "planned"}]"#,
        ),
        ("f.yaml", "- date: 2031\n  title: A\n- date: 2031\n  title: B\n  status: planned\n"),
        (
            "f.toml",
            "[[events]]\ndate = \"2031\"\ntitle = \"A\"\n[[events]]\ndate = \"2031\"\ntitle = \"B\"\nstatus = \"planned\"\n",
        ),
    ] {
        let loaded = read(text, name);
        assert_eq!(statuses(&loaded), [Happened, Planned], "{name}");
        assert_eq!(loaded.diagnostics, [], "{name}");
    }
}

#[test]
fn the_program_knows_what_day_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("far.csv");
    std::fs::write(&path, "date,title\n1999,A\n9000,B\n").unwrap();
    let saved = folder.path().join("far.json");
    let run = |arguments: &[&std::ffi::OsStr]| {
        Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).output().unwrap()
    };
    let checked = String::from_utf8(run(&["check".as_ref(), path.as_ref()]).stdout).unwrap();
    assert!(checked.contains("note: 1 event lies after "), "{checked}");
    run(&["convert".as_ref(), path.as_ref(), saved.as_ref()]);
    let saved = std::fs::read_to_string(saved).unwrap();
    assert_eq!(saved.matches("planned").count(), 1, "{saved}");
}
