//! What is written is what was read: every field, every extra field, every story.

use dateline_formats::RecordedVerdict;
use dateline_time::Date;
use dateline_timeline::model::{Checked, EventId, Timeline, Verdict};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::arbitrary::timeline;

/// Everything that a timeline holds, as text.
fn told(timeline: &Timeline) -> String {
    format!("{:#?}", timeline.to_builder())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_written_timeline_is_read_back_as_it_was(timeline in timeline()) {
        let bytes = dateline_formats::write(&timeline);
        let loaded = dateline_formats::load(&bytes, "written.json").unwrap();
        prop_assert_eq!(told(&timeline), told(&loaded.timeline));
        prop_assert_eq!(String::from_utf8(dateline_formats::write(&loaded.timeline)), String::from_utf8(bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// The file with verdicts recorded in it is the same timeline with those verdicts, and without them the
    /// same bytes.
    #[test]
    fn recorded_verdicts_change_nothing_else(timeline in timeline(), choice in vec(any::<bool>(), 20)) {
        let checked = Checked {
            verdict: Verdict::SameWords,
            on: Some(Date::parse("2026-11-22").unwrap()),
            text_sha256: "0f".repeat(32),
        };
        let mut parts = timeline.to_builder();
        let mut verdicts = Vec::new();
        let mut choice = choice.into_iter().cycle();
        for (index, event) in parts.events.iter_mut().enumerate() {
            for (place, citation) in event.citations.iter_mut().enumerate() {
                if choice.next() == Some(true) {
                    citation.checked = Some(checked.clone());
                    let event = EventId::from_index(index);
                    verdicts.push(RecordedVerdict { event, citation: place, checked: checked.clone() });
                }
            }
        }
        let bytes = dateline_formats::write(&timeline);
        let recorded = dateline_formats::record_verdicts(&bytes, &verdicts).unwrap();
        let loaded = dateline_formats::load(&recorded, "f").unwrap();
        prop_assert_eq!(told(&parts.build()), told(&loaded.timeline));
        prop_assert_eq!(dateline_formats::record_verdicts(&recorded, &verdicts).unwrap(), recorded);
        prop_assert_eq!(dateline_formats::record_verdicts(&bytes, &[]).unwrap(), bytes);
    }
}

#[test]
fn the_files_that_ship_survive_loading_and_saving() {
    for name in ["us-singapore.json", "minimal.json", "deep-time.json", "uncertain-dates.json", "broken.json"]
    {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        let loaded = dateline_formats::load(&std::fs::read(path).unwrap(), name).unwrap();
        let again = dateline_formats::load(&dateline_formats::write(&loaded.timeline), name).unwrap();
        assert_eq!(told(&loaded.timeline), told(&again.timeline), "{name}");
    }
}

#[test]
fn what_cannot_be_used_is_written_as_it_was() {
    let file = r#"{
      "dateline": 7, "zone": "Mars", "zones": ["UTC", {"id": "Moon"}], "view": {"from": "soon"},
      "lanes": [{"id": "cyber"}, 8],
      "sources": [{"id": "s", "url": "gopher://x", "grade": "fine"}],
      "events": [{
        "title": "A", "date": "2022-02-30", "status": "done", "lane": "cybr", "importance": 1e400, "as_of": "?",
        "actors": [{"id": "us", "role": "host", "since": 1999}], "tags": ["x", {}],
        "citations": [{"source": "s", "quote": {"prefix": "p"}, "supports": ["date", "when"], "checked": {"on": "2022"}}, 5],
        "relations": [{"kind": "follows", "to": "b"}], "recurrence": 7
      }, {"summary": "No title here"}]
    }"#;
    let loaded = dateline_formats::load(file.as_bytes(), "f").unwrap();
    let written = String::from_utf8(dateline_formats::write(&loaded.timeline)).unwrap();
    assert!(written.contains("\"importance\": 1e400"), "{written}");
    // No other JSON reader takes so large a number.
    let written: serde_json::Value = serde_json::from_str(&written.replace("1e400", "1.0")).unwrap();
    let stated: serde_json::Value = serde_json::from_str(&file.replace("1e400", "1.0")).unwrap();
    for pointer in [
        "/dateline",
        "/zone",
        "/zones",
        "/view",
        "/lanes",
        "/sources/0/url",
        "/sources/0/grade",
        "/events/0/title",
        "/events/0/date",
        "/events/0/status",
        "/events/0/lane",
        "/events/0/as_of",
        "/events/0/actors",
        "/events/0/tags",
        "/events/0/citations",
        "/events/0/relations",
        "/events/0/recurrence",
        "/events/1/summary",
    ] {
        assert_eq!(written.pointer(pointer), stated.pointer(pointer), "{pointer}");
    }
    assert_eq!(written.pointer("/events/0/date_note"), None, "made for showing only");
    assert_eq!(written.pointer("/events/1/title"), Some(&serde_json::Value::Null), "made for showing only");
    let again = dateline_formats::load(&dateline_formats::write(&loaded.timeline), "f").unwrap();
    assert_eq!(told(&loaded.timeline), told(&again.timeline));
}

#[test]
fn a_small_file_is_written_the_way_people_write() {
    let file = r#"[{"date": 2021, "title": "A", "lane": "Cyber", "actors": "us", "citations": "https://example.org", "colour": [ 1 ]}]"#;
    let loaded = dateline_formats::load(file.as_bytes(), "f").unwrap();
    insta::assert_snapshot!(String::from_utf8(dateline_formats::write(&loaded.timeline)).unwrap(), @r#"
    {
      "dateline": 1,
      "lanes": [{ "id": "Cyber", "label": "Cyber" }],
      "actors": [{ "id": "us", "name": "us" }],
      "sources": [{ "id": "https://example.org", "title": "https://example.org", "url": "https://example.org" }],
      "events": [
        {
          "title": "A",
          "date": "2021",
          "lane": "Cyber",
          "actors": ["us"],
          "citations": [{ "source": "https://example.org" }],
          "colour": [ 1 ]
        }
      ]
    }
    "#);
}
