//! The printed JSON Schema against what the program ships, writes and refuses.

use jsonschema::Validator;
use serde_json::{Value, json};
use std::path::Path;

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(dateline_formats::schema()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap()
}

#[test]
fn the_schema_is_a_schema() {
    let schema: Value = serde_json::from_str(dateline_formats::schema()).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

#[test]
fn what_ships_is_valid_and_stays_so_when_saved() {
    let validator = validator();
    for name in ["us-singapore.json", "minimal.json", "deep-time.json", "uncertain-dates.json"] {
        let bytes = data(name);
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(complaints(&validator, &value), Vec::<String>::new(), "{name}");
        let timeline = dateline_formats::load(&bytes, name).unwrap().timeline;
        let saved: Value = serde_json::from_slice(&dateline_formats::write(&timeline)).unwrap();
        assert_eq!(complaints(&validator, &saved), Vec::<String>::new(), "{name} saved");
    }
}

#[test]
fn short_forms_are_valid_and_load_without_a_finding() {
    let validator = validator();
    let cases = [
        json!([{ "title": "A" }]),
        json!([{ "date": "2021-08", "title": "A" }]),
        json!({ "events": [{ "date": 2021, "title": "A", "colour": "red", "lane": "Cyber" }] }),
        json!({
            "dateline": 1, "zones": ["UTC"], "lanes": ["Cyber"], "actors": ["US"], "sources": ["https://example.org"],
            "events": [{
                "id": 7, "title": "A", "lane": "Cyber", "actors": "US", "tags": ["x", 2022],
                "citations": ["https://example.org", { "source": "https://example.org", "quote": "q", "supports": "date" }],
                "recurrence": "every year"
            }],
            "stories": [{ "scenes": [{ "event": 7, "events": ["7"] }] }]
        }),
    ];
    for value in cases {
        assert_eq!(complaints(&validator, &value), Vec::<String>::new(), "{value}");
        let loaded = dateline_formats::load(value.to_string().as_bytes(), "f").unwrap();
        assert_eq!(loaded.diagnostics, [], "{value}");
    }
}

/// What the schema refuses, the loader reports, and the other way round.
#[test]
fn mistakes_are_refused_and_reported() {
    let validator = validator();
    let event = |name: &str, value: Value| json!([{ "title": "A", name: value }]);
    let cases = [
        json!(7),
        json!({}),
        json!([]),
        json!({ "events": [] }),
        json!([7]),
        json!([{ "date": "2021" }]),
        json!({ "dateline": 2, "events": [{ "title": "A" }] }),
        json!({ "lanes": [{}], "events": [{ "title": "A" }] }),
        json!({ "sources": [{ "id": "s", "url": "javascript:alert(1)" }], "events": [{ "title": "A" }] }),
        json!({ "actors": [{ "id": "a", "kind": "robot" }], "events": [{ "title": "A" }] }),
        json!({ "title": 7, "events": [{ "title": "A" }] }),
        json!({ "zones": [{}], "events": [{ "title": "A" }] }),
        json!({ "zones": [{ "label": "Here" }], "events": [{ "title": "A" }] }),
        json!({ "stories": [{ "title": "S" }], "events": [{ "title": "A" }] }),
        json!({ "stories": [{ "scenes": [{ "notes": 7 }] }], "events": [{ "title": "A" }] }),
        event("title", json!("")),
        event("title", json!(7)),
        event("summary", json!(true)),
        event("date", json!(["2021"])),
        event("date", json!("")),
        event("date", json!(2021.5)),
        event("status", json!("done")),
        event("importance", json!(2)),
        event("importance", json!("high")),
        event("tags", json!([{}])),
        event("actors", json!([{ "role": "host" }])),
        event("zone", json!("Mars Base")),
        event("citations", json!([{ "quote": "q" }])),
        event("citations", json!([{ "source": "s", "quote": { "prefix": "p" } }])),
        event("citations", json!([{ "source": "s", "supports": ["when"] }])),
        event("citations", json!([{ "source": "s", "checked": { "on": "2022" } }])),
        event(
            "citations",
            json!([{ "source": "s", "checked": { "verdict": "verbatim", "text_sha256": "00" } }]),
        ),
        event("relations", json!([{ "kind": "follows", "to": "b" }])),
        event("relations", json!([{ "kind": "cites" }])),
        event("recurrence", json!(7)),
        event("recurrence", json!({ "rule": 7 })),
    ];
    for value in cases {
        assert!(!validator.is_valid(&value), "the schema takes {value}");
        let is_reported = dateline_formats::load(value.to_string().as_bytes(), "f")
            .map_or(true, |loaded| !loaded.diagnostics.is_empty());
        assert!(is_reported, "the loader takes {value}");
    }
    let broken: Value = serde_json::from_slice(&data("broken.json")).unwrap();
    assert!(!validator.is_valid(&broken));
}
