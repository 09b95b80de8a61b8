//! Dateline's own format in YAML: the same timeline as in JSON, findings at their places, and no text is too
//! odd.

use std::fmt::Write as _;

use dateline_formats::{Format, Loaded};
use proptest::prelude::*;
use serde_json::Value;

use crate::told::{assert_accounted, fixture, told, told_fixture};

fn load(text: &str) -> Loaded {
    dateline_formats::load(text.as_bytes(), "f.yaml").unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A value as YAML in the style that people write, below `indent` spaces.
fn yaml(value: &Value, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let _ = write!(out, "\n{pad}{name}:");
                yaml(value, indent + 2, out);
            }
        }
        Value::Array(elements) if elements.iter().any(Value::is_object) => {
            for element in elements {
                let mut inner = String::new();
                yaml(element, indent + 2, &mut inner);
                let _ = write!(out, "\n{pad}- {}", inner.trim_start());
            }
        }
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(Value::to_string).collect();
            let _ = write!(out, " [{}]", elements.join(", "));
        }
        Value::String(text) if is_plain(text) => {
            let _ = write!(out, " {text}");
        }
        Value::String(text) if text.contains("\n") && text.trim() == text && !text.contains("\n ") => {
            let lines = text.replace('\n', &format!("\n{pad}"));
            let _ = write!(out, " |-\n{pad}{lines}");
        }
        Value::String(text) if !text.contains(['\n', '\t']) => {
            let _ = write!(out, " '{}'", text.replace('\'', "''"));
        }
        other => {
            let _ = write!(out, " {other}");
        }
    }
}

/// Whether a text can stand without quotation marks; numbers cannot, for they would be read as such.
fn is_plain(text: &str) -> bool {
    let is_number = text.parse::<f64>().is_ok() || text.chars().all(|c| c.is_ascii_digit());
    let is_safe = text.chars().all(|c| c.is_alphanumeric() || "-./ ~?%".contains(c));
    is_safe && !is_number && text.starts_with(|c: char| c.is_alphanumeric()) && text.trim() == text
}

#[test]
fn the_same_file_in_yaml_is_the_same_timeline() {
    for name in ["uncertain-dates.json", "us-singapore.json"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        let json = std::fs::read(path).unwrap();
        let value: Value = serde_json::from_slice(&json).unwrap();
        let mut text = String::new();
        yaml(&value, 0, &mut text);
        let from_yaml = load(&text);
        let from_json = dateline_formats::load(&json, name).unwrap();
        assert_eq!(from_yaml.format, Format::DatelineYaml);
        let fields = |loaded: &Loaded| format!("{:#?}", loaded.timeline.to_builder());
        assert_eq!(fields(&from_yaml), fields(&from_json), "{name}");
        let findings = |loaded: &Loaded| -> Vec<String> {
            loaded.diagnostics.iter().map(|finding| format!("{} {}", finding.path, finding.message)).collect()
        };
        assert_eq!(findings(&from_yaml), findings(&from_json), "{name}");
        // Without an ending that says so it is known all the same.
        assert_eq!(
            dateline_formats::load(text.as_bytes(), "notes.txt").unwrap().format,
            Format::DatelineYaml
        );
    }
}

#[test]
fn a_file_as_people_write_it() {
    insta::assert_snapshot!(told_fixture("yaml/harbour.yaml"), @r#"
    pact: Pact on the pier (2021-08-03)
    works: Works begin (2022)
    no: A vote says no (no date)
    later: Später Besuch ✓ (2024-08)
    23:5 note: Merge keys belong to an older version of YAML. They are followed here; saving writes what they bring in
    44:19 error events[2].date "2023-02-30": February 2023 has 28 days. Give a day from 1 to 28, or 2023-02 for the month
    47:11 warning events[3].date "Aug 2024": Read as 2024-08. Write 2024-08
    "#);
    let loaded = dateline_formats::load(&fixture("yaml/harbour.yaml"), "harbour.yaml").unwrap();
    let timeline = loaded.timeline;
    let event = timeline.to_builder().events.remove(0);
    assert_eq!(event.summary, "Signed in the morning.\n\nIt has **two** parts.\n");
    assert_eq!(event.citations[0].quote.as_ref().map(|quote| quote.exact.as_str()), Some("they've agreed"));
    assert_eq!(timeline.description(), "Two towns share a harbour and write down what they agree on.\n");
    let later = timeline.to_builder().events.remove(3);
    assert_eq!(later.extra, [("surprise".to_owned(), "{\"depth\": [1, 2, \"no\"]}".to_owned())]);
}

#[test]
fn wrong_syntax_costs_one_event_or_one_field() {
    insta::assert_snapshot!(told_fixture("yaml/broken.yaml"), @r#"
    event-1: First (2021)
    event-2: Fourth (2024)
    event-3: Seventh (2027)
    4 of 7 left out
    1:16 error: Not YAML: mapping values are not allowed in this context. Put quotation marks around a text that holds a colon and a space
    5:18 error events[1] "- title: Second: with a colon␤    date: 2022": This event is not YAML: mapping values are not allowed in this context. Put quotation marks around a text that holds a colon and a space
    7:12 error events[2] "- title: "Third␤    date: 2023": This event is not YAML: invalid indentation in quoted scalar. Check the indentation, and that quotation marks and brackets are closed
    12:4 error events[4] "- title: Fifth␤   date: 2025": This event is not YAML: while parsing a block collection, did not find expected '-' indicator. Check the indentation, and that quotation marks and brackets are closed
    13:3 error events[5] "- title: Sixth␤    tags: [a, b": This event is not YAML: illegal placement of ':' indicator. Check the indentation, and that quotation marks and brackets are closed
    18:16 error: Not YAML: mapping values are not allowed in this context. Put quotation marks around a text that holds a colon and a space
    "#);
}

#[test]
fn short_forms_are_timelines_too() {
    let cases = [
        ("- {date: 2021-08, title: One}\n- {date: 2022, title: Two}\n", "2021-08 One, 2022 Two"),
        ("{date: 2021-08, title: One}", "2021-08 One"),
        ("date: 2021-08\ntitle: One\n", "2021-08 One"),
        ("date: 2021\ntitle: One\n---\ndate: 2022\ntitle: Two\n", "2021 One, 2022 Two"),
        (
            "---\n- title: One\n  date: 2021\n...\n---\n- title: Two\n  date: 2022-03\n",
            "2021 One, 2022-03 Two",
        ),
        (
            "2021-08: One\n2022: [Two, Three]\n-0043: {title: Four}\n",
            "2021-08 One, 2022 Two, 2022 Three, -0043 Four",
        ),
        ("events:\n- date: 2021\n  title: One\nzone: UTC\n", "2021 One"),
        ("- !!str 2021: x\n  title: One\n  date: !!str 2021\n", "2021 One"),
    ];
    for (text, expected) in cases {
        let loaded = load(text);
        assert_accounted(&loaded);
        let timeline = &loaded.timeline;
        let shown: Vec<String> = timeline
            .ids()
            .map(|id| {
                format!(
                    "{} {}",
                    timeline.date(id).map_or("-".to_owned(), |date| date.text().to_owned()),
                    timeline.event_title(id)
                )
            })
            .collect();
        assert_eq!(shown.join(", "), expected, "{text}");
    }
}

#[test]
fn files_without_events_say_so_in_terms_of_yaml() {
    let cases = [
        "",
        "---\n",
        "# nothing\n",
        "just words",
        "title: Only a head\n",
        "events: []\n",
        "events: soon\n",
        "- \n- ~\n",
        "[",
        "{",
        "%YAML 1.2\n",
        "\u{feff}",
        "&a *a",
        "a: b: c",
        "\t- x",
    ];
    let shown: Vec<String> =
        cases.iter().map(|text| format!("{text:?} {}", told(text.as_bytes(), "f.yaml"))).collect();
    insta::assert_snapshot!(shown.join(""), @r##"
    "" ! The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
    "---\n" ! There is nothing in this file. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    "# nothing\n" ! There is nothing in this file. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    "just words" ! There is neither a list nor a mapping in this file. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    "title: Only a head\n" ! There is no list of events in this file, only title. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    1:1 error events: There is no list of events in this file, only title. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    "events: []\n" ! There is no event in this file. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    "events: soon\n" ! None of the records is an event. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    1:9 error events[0] "soon": Expected an event, found a text
    "- \n- ~\n" ! None of the records is an event. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    1:3 error [0] "null": Expected an event, found null
    2:3 error [1] "null": Expected an event, found null
    "[" ! There is no event in this file. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    1:2 error: Not YAML: while parsing a node, did not find expected node content. Check the indentation, and that quotation marks and brackets are closed
    "{" ! There is no list of events in this file. The syntax is broken, mend that first
    1:2 error: Not YAML: while parsing a node, did not find expected node content. Check the indentation, and that quotation marks and brackets are closed
    1:2 error events: There is no list of events in this file. The syntax is broken, mend that first
    "%YAML 1.2\n" ! There is no list of events in this file. The syntax is broken, mend that first
    2:1 error: Not YAML: did not find expected <document start>. Check the indentation, and that quotation marks and brackets are closed
    2:1 error events: There is no list of events in this file. The syntax is broken, mend that first
    "\u{feff}" ! The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
    "&a *a" ! There is nothing in this file. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    1:4 error: Not YAML: did not find expected <document start>. Check the indentation, and that quotation marks and brackets are closed
    "a: b: c" ! There is no list of events in this file, only a. The syntax is broken, mend that first
    1:5 error: Not YAML: mapping values are not allowed in this context. Put quotation marks around a text that holds a colon and a space
    1:5 error events: There is no list of events in this file, only a. The syntax is broken, mend that first
    "\t- x" ! None of the records is an event. The smallest timeline in YAML is the line "- {date: 2021-08, title: Three MoUs signed}"
    1:4 error [0] "x": Expected an event, found a text
    "##);
}

#[test]
fn aliases_cannot_blow_a_file_up() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..40 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{aliases}]");
    }
    bomb.push_str("events:\n  - title: One\n    date: 2021\n    extra: *a39\n");
    let mut merges = "b0: &b0 {x0: 1}\n".to_owned();
    for level in 1..60 {
        let _ = writeln!(merges, "b{level}: &b{level} {{<<: [*b{0}, *b{0}, *b{0}], x{level}: 1}}", level - 1);
    }
    merges.push_str("events:\n  - {title: One, date: 2021, <<: *b59}\n");
    let circle = "loop: &l {again: *l}\nevents:\n  - {title: One, date: 2021, more: *l}\n";
    for text in [bomb.as_str(), &merges, circle] {
        let said = told(text.as_bytes(), "f.yaml");
        assert!(said.contains("One (2021)"), "{}", said.chars().take(2_000).collect::<String>());
        assert!(
            said.contains("The aliases stand for far more"),
            "{}",
            said.chars().take(2_000).collect::<String>()
        );
    }
}

#[test]
fn deep_nesting_costs_one_event() {
    for deep in
        ["[".repeat(50_000), format!("{}x", "- ".repeat(50_000)), "{a: ".repeat(50_000), "? ".repeat(9_000)]
    {
        let text = format!(
            "events:\n  - title: One\n    date: 2021\n  - deep: {deep}\n  - title: Two\n    date: 2022\n"
        );
        let said = told(text.as_bytes(), "f.yaml");
        assert!(said.contains("One (2021)") && said.contains("Two (2022)"), "{said}");
        told(deep.as_bytes(), "f.yaml");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "[-a-z0-9:,\\[\\]{}&*!|>'\"%@#?~ \n\t\u{e9}]{0,80}") {
        told(text.as_bytes(), "f.yaml");
    }

    #[test]
    fn a_file_with_a_changed_place_is_accounted_for(
        name in prop::sample::select(vec!["yaml/harbour.yaml", "yaml/broken.yaml"]),
        at in 0.0..1.0_f64,
        length in 0..6_usize,
        words in "[-:\\[\\]{}&*!|>'\"%#? \nax0]{0,4}",
    ) {
        let mut text = String::from_utf8(fixture(name)).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = (at * places.len() as f64) as usize;
        let end = places.get(start + length).copied().unwrap_or(text.len());
        text.replace_range(places[start]..end, &words);
        told(text.as_bytes(), "f.yaml");
    }
}
