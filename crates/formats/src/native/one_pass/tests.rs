//! Reading in one pass and reading level by level give the same timelines and the same findings.

use proptest::prelude::*;

use crate::file_bytes::FileBytes;
use crate::format::Format;
use crate::native::read::read_listed;
use crate::reader::{Failure, Progress, Read, ReadContext, ReadOptions};
use crate::report::diagnostic::{Diagnostic, Log};
use crate::report::source_text::SourceText;
use dateline_synthetic::{Form, Recipe, Shape};

/// Everything that a reading gives, as text.
fn told(read: Result<Read, Failure>, log: Log, source: &SourceText) -> String {
    let mut findings: Vec<Diagnostic> = log.into_list();
    source.locate(&mut findings);
    let findings: Vec<String> =
        findings.iter().map(|finding| format!("{:?} {finding}", finding.event)).collect();
    match read {
        Ok(Read { timeline, records, rejected, .. }) => {
            let columns: Vec<String> = timeline
                .ids()
                .map(|id| {
                    format!(
                        "{} {:?} {:?} {:?} {:?} {:?} {:?} {} {:?} {:?}",
                        timeline.key(id),
                        timeline.event_title(id),
                        timeline.range(id),
                        timeline.date(id).map(|date| date.text().to_owned()),
                        timeline.actors_of(id),
                        timeline.tags_of(id),
                        timeline.sources_of(id),
                        timeline.has_claim(id),
                        timeline.outgoing(id).collect::<Vec<_>>(),
                        timeline.incoming(id).collect::<Vec<_>>(),
                    )
                })
                .collect();
            let mut pieces: Vec<(usize, &str)> = Vec::new();
            timeline.each_piece(0..timeline.len(), |id, piece| pieces.push((id.index(), piece)));
            pieces.sort_unstable();
            format!(
                "{records} {rejected}\n{findings:#?}\n{columns:#?}\n{pieces:#?}\n{:?} {:?}\n{:#?}",
                timeline.extent(),
                timeline.recurring(),
                timeline.to_builder()
            )
        }
        Err(Failure::Unusable { message, hint }) => format!("{message} {hint}\n{findings:#?}"),
        Err(Failure::Cancelled) => "cancelled".to_owned(),
    }
}

/// Compares both readings of a file; gives whether the file was read in one pass.
fn compared(file: &[u8]) -> bool {
    let source = SourceText::new(&FileBytes::from(file));
    let mut watcher = |_: Progress| {};
    let options = ReadOptions::default();
    let mut log = Log::default();
    let mut context = ReadContext {
        format: Format::Dateline.names(),
        options: &options,
        log: &mut log,
        watcher: &mut watcher,
    };
    let Some(read) = super::read(&source, &mut context) else { return false };
    let fluent = told(read, log, &source);
    let mut log = Log::default();
    let mut context = ReadContext {
        format: Format::Dateline.names(),
        options: &options,
        log: &mut log,
        watcher: &mut watcher,
    };
    let read = read_listed(&source, &mut context);
    let listed = told(read, log, &source);
    let differing = fluent.lines().zip(listed.lines()).find(|(a, b)| a != b);
    assert!(fluent == listed, "{differing:?} in {}", String::from_utf8_lossy(&file[..file.len().min(2_000)]));
    true
}

#[test]
fn files_are_read_alike() {
    for file in [
        &include_bytes!("../../../../../data/us-singapore.json")[..],
        include_bytes!("../../../../../data/uncertain-dates.json"),
        include_bytes!("../../../../../data/deep-time.json"),
        include_bytes!("../../../../../data/minimal.json"),
        b"\xEF\xBB\xBF[{\"title\": \"A\"}]",
        b"{\"title\": \"A\", \"date\": \"2021\"}\n{\"title\": \"B\", \"more\": 1}\r\n\n",
        b"{\"events\": [{\"title\": \"A\", \"date\": \"2021-03-01\"}], \"zone\": \"Asia/Singapore\", \"title\": \"T\"}",
    ] {
        assert!(compared(file), "{}", String::from_utf8_lossy(&file[..file.len().min(200)]));
    }
}

#[test]
fn fields_that_the_format_does_not_know_cost_no_second_reading() {
    let text = r#"{"colour": {"a": [1]}, "title": "A", "date": "2021", "x": null}"#;
    let mut reader = super::columns_row::RowReader::new(text, 0, dateline_time::Zone::UTC);
    assert_eq!(reader.read(0, 0).map(|(end, _)| end), Some(text.len()));
    for remarkable in
        [r#"{"titel": "A"}"#, r#"{"title": "A", "group": "B"}"#, r#"{"title": "A", "x": 1, "x": 2}"#]
    {
        assert!(
            super::columns_row::RowReader::new(remarkable, 0, dateline_time::Zone::UTC).read(0, 0).is_none()
        );
    }
    assert!(compared(format!("[{text}, {text}]").as_bytes()));
}

#[test]
fn what_refers_to_nothing_is_reported_alike() {
    let head = r#"{"lanes": [{"id": "a"}], "actors": ["us"], "sources": [{"id": "s"}], "events": ["#;
    for events in [
        r#"{"title": "A", "lane": "b"}, {"title": "B", "lane": "a", "actors": ["sg", {"id": "us", "role": "r"}]}"#,
        r#"{"title": "A", "citations": [{"source": "t"}, {"source": "s", "note": "n"}, {"quote": "q"}, "s", ""]}"#,
        r#"7, {"id": "x", "title": "A", "relations": [{"kind": "cites", "to": "x"}, {"kind": "cites", "to": "y"}]}"#,
        r#"{"id": "x", "title": "A"}, null, {"id": "x", "title": "B"}, {"id": "x", "title": "C"}, {"id": "x-2", "title": "D"}"#,
        r#"{"title": "A"}, {"id": "event-1", "title": "B"}, {"title": "C"}, {"id": "event-3x", "title": "D"}"#,
        r#"{"id": "p", "title": "A", "relations": [{"kind": "part-of", "to": "q"}]},
           {"id": "q", "title": "B", "relations": [{"kind": "cites", "to": "p"}, {"kind": "part-of", "to": "r"}]},
           {"id": "r", "title": "C", "relations": [{"kind": "part-of", "to": "p"}, {"kind": "part-of", "to": "q"}]}"#,
        r#"{"title": "A", "date": "2022-02-30"}, {"title": "", "date": 2021}, {"titel": "B"}, {"title": "C", "title": "D"}"#,
        r#"{"title": "A\u00e9\n", "tags": ["t\"", 7, "t\""], "importance": 2, "lane": 7, "actors": "us"}"#,
        r#"{"title": "A", "zone": "Asia/Singapore", "date": "2022-03-29", "status": "planed", "recurrence": {"rule": "X"}}"#,
    ] {
        let file = format!("{head}{events}]}}");
        assert!(compared(file.as_bytes()), "{events}");
        compared(format!("[{events}]").as_bytes());
    }
}

#[test]
fn stretches_are_put_together_wherever_they_are_guessed() {
    // The text between two records stands in quotations too, so that guesses go wrong.
    let record = |number: usize| {
        let odd = if number.is_multiple_of(3) { "}, {\\\"id\\\"" } else { "plain" };
        format!(
            "{{\"id\": \"e{number}\", \"title\": \"Event {odd}\", \"x\": [{{\"id\": 1}}, {{\"id\": 2}}]}}"
        )
    };
    let records: Vec<String> = (0..600).map(record).collect();
    assert!(compared(format!("[{}]", records.join(", ")).as_bytes()));
    assert!(compared(records.join("\n").as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damaged_files_are_read_alike(
        cuts in prop::collection::vec((0..60_000_usize, "[\\[\\]{}\",:0-9a-z \\\\\n]{0,3}"), 0..4),
        seed in 0..1_000_u64,
        form in prop_oneof![Just(Form::Json), Just(Form::Lines)],
    ) {
        let mut file = Recipe { events: 60, seed, shape: Shape::Typical, form }.bytes();
        for (at, patch) in cuts {
            let at = at % file.len().max(1);
            let end = (at + patch.len()).min(file.len());
            file.splice(at..end, patch.bytes());
        }
        compared(&file);
    }
}

#[test]
fn sound_records_are_read_in_one_go() {
    let file = Recipe { events: 2_000, seed: 7, shape: Shape::Typical, form: Form::Lines }.bytes();
    let text = String::from_utf8(file).unwrap();
    let mut reader = super::columns_row::RowReader::new(&text, 0, dateline_time::Zone::UTC);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        assert!(reader.read(at, 0).is_some(), "{line}");
        at += line.len();
    }
}
