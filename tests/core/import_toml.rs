//! Dateline's own format in TOML: the same timeline as in JSON, findings at their places, and no text is too
//! odd.

use std::fmt::Write as _;

use dateline_formats::{Format, Loaded};
use proptest::prelude::*;
use serde_json::Value;

use crate::told::{fixture, told, told_fixture};

/// A value within a line.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{name} = {}", inline(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(elements) => {
            format!("[{}]", elements.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        // A day needs no quotation marks.
        Value::String(text)
            if text.len() == 10 && text.split('-').all(|part| part.parse::<u32>().is_ok()) =>
        {
            text.clone()
        }
        Value::String(text) if !text.contains(['\'', '\n']) => format!("'{text}'"),
        other => other.to_string(),
    }
}

/// A file as TOML, with tables for the events.
fn toml(value: &Value) -> String {
    let (mut head, mut tables) = (String::new(), String::new());
    for (name, value) in value.as_object().unwrap() {
        match value {
            Value::Array(elements) if name == "events" => {
                for element in elements {
                    let _ = writeln!(tables, "\n[[{name}]]");
                    for (name, value) in element.as_object().unwrap() {
                        let _ = writeln!(tables, "{name} = {}", inline(value));
                    }
                }
            }
            _ => {
                let _ = writeln!(head, "{name} = {}", inline(value));
            }
        }
    }
    head + &tables
}

#[test]
fn the_same_file_in_toml_is_the_same_timeline() {
    for name in ["uncertain-dates.json", "us-singapore.json"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        let json = std::fs::read(path).unwrap();
        let value: Value = serde_json::from_slice(&json).unwrap();
        let text = toml(&value);
        let from_toml = dateline_formats::load(text.as_bytes(), "f.toml").unwrap();
        let from_json = dateline_formats::load(&json, name).unwrap();
        assert_eq!(from_toml.format, Format::DatelineToml);
        let fields = |loaded: &Loaded| format!("{:#?}", loaded.timeline.to_builder());
        assert_eq!(fields(&from_toml), fields(&from_json), "{name}");
        let findings = |loaded: &Loaded| -> Vec<String> {
            loaded.diagnostics.iter().map(|finding| format!("{} {}", finding.path, finding.message)).collect()
        };
        assert_eq!(findings(&from_toml), findings(&from_json), "{name}");
        assert_eq!(
            dateline_formats::load(text.as_bytes(), "notes.txt").unwrap().format,
            Format::DatelineToml
        );
    }
}

#[test]
fn a_file_as_people_write_it() {
    insta::assert_snapshot!(told_fixture("toml/harbour.toml"), @r#"
    pact: Pact on the pier (2021-08-03)
    works: Works begin (2022)
    vote: A vote (no date)
    call: A call (2024-03-29T13:30:00+08:00)
    35:17 error events[2].date "2023-02-30": February 2023 has 28 days. Give a day from 1 to 28, or 2023-02 for the month
    "#);
    let timeline = dateline_formats::load(&fixture("toml/harbour.toml"), "harbour.toml").unwrap().timeline;
    let events = timeline.to_builder().events;
    assert_eq!(events[0].summary, "Signed in the morning.\n\nIt has **two** parts.");
    assert_eq!(
        events[0].citations[0].quote.as_ref().map(|quote| quote.exact.as_str()),
        Some("they've agreed")
    );
    assert_eq!(
        events[3].extra,
        [("surprise".to_owned(), "{\"depth\": [1, 2, 31], \"never\": \"inf\"}".to_owned())]
    );
}

#[test]
fn an_event_below_a_broken_header_is_counted_as_left_out() {
    let text = "title = 'x'\n[[events]]\ntitle = 'A'\ndate = '2020'\n[[events]\ntitle = 'B'\ndate = '2021'\n";
    let loaded = dateline_formats::load(text.as_bytes(), "f.toml").unwrap();
    crate::told::assert_accounted(&loaded);
    assert_eq!((loaded.records, loaded.rejected, loaded.timeline.len()), (2, 1, 1));
    let told: Vec<String> = loaded.diagnostics.iter().map(ToString::to_string).collect();
    let lost = "5:10 error events: The event below this header is lost with the slip. Write [[events]] in a line of its own";
    assert!(told.iter().any(|finding| finding == lost), "{told:#?}");
}

#[test]
fn wrong_syntax_is_told_at_its_place() {
    let cases = [
        "title = \"Broken\"\n[[events]]\ntitle = \"One\ndate = 2021\n[[events]]\ntitle = \"Two\"\ndate = 2022\n",
        "[[events]]\ntitle = 'One'\ndate = Aug 2021\n[[events]]\ntitle 'Two'\n",
        "[[events]]\ntitle = 'One'\ntitle = 'Again'\n[[events]\ntitle = 'Two'\n",
        "[[event]]\ntitle = 'One'\n",
        "title = 'Only a head'\n",
        "[events]\ntitle = 'One'\n",
        "events = 'soon'\n",
        "just words",
        "[",
        "",
    ];
    let shown: Vec<String> =
        cases.iter().map(|text| format!("{text:?}\n{}", told(text.as_bytes(), "f.toml"))).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    "title = \"Broken\"\n[[events]]\ntitle = \"One\ndate = 2021\n[[events]]\ntitle = \"Two\"\ndate = 2022\n"
    event-1: One (2021)
    event-2: Two (2022)
    3:13 error: Not TOML: invalid basic string, expected `"`

    "[[events]]\ntitle = 'One'\ndate = Aug 2021\n[[events]]\ntitle 'Two'\n"
    event-1: One (2021-08)
    event-2: Untitled event (no date)
    3:8 error "Aug 2021": Not TOML: string values must be quoted, expected literal string
    3:8 warning events[0].date "Aug 2021": Read as 2021-08. Write 2021-08
    4:1 error events[1].title: An event needs a title. Add "title"
    5:7 error: Not TOML: key with no value, expected `=`

    "[[events]]\ntitle = 'One'\ntitle = 'Again'\n[[events]\ntitle = 'Two'\n"
    event-1: One (no date)
    1 of 2 left out
    3:1 error "title": Not TOML: duplicate key
    4:1 error title "[{}]": Expected a text, found a list
    4:10 error: Not TOML: unclosed array table, expected `]`
    4:10 error events: The event below this header is lost with the slip. Write [[events]] in a line of its own

    "[[event]]\ntitle = 'One'\n"
    ! There is no list of events in this file. Did you mean event?
    1:1 error events: There is no list of events in this file. Did you mean event?

    "title = 'Only a head'\n"
    ! There is no list of events in this file, only title. The smallest timeline in TOML is [[events]], and below it date = "2021-08" and title = "Three MoUs signed"
    1:1 error events: There is no list of events in this file, only title. The smallest timeline in TOML is [[events]], and below it date = "2021-08" and title = "Three MoUs signed"

    "[events]\ntitle = 'One'\n"
    event-1: One (no date)

    "events = 'soon'\n"
    ! None of the records is an event. The smallest timeline in TOML is [[events]], and below it date = "2021-08" and title = "Three MoUs signed"
    1:10 error events[0] "soon": Expected an event, found a text

    "just words"
    ! There is no list of events in this file. The syntax is broken, mend that first
    1:6 error: Not TOML: key with no value, expected `=`
    1:6 error events: There is no list of events in this file. The syntax is broken, mend that first

    "["
    ! There is no list of events in this file. The syntax is broken, mend that first
    1:2 error: Not TOML: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
    1:2 error events: There is no list of events in this file. The syntax is broken, mend that first

    ""
    ! The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
    "#);
}

#[test]
fn deep_nesting_does_no_harm() {
    for deep in ["[".repeat(50_000), "{a = ".repeat(20_000), format!("{}x = 1", "a.".repeat(20_000))] {
        let text =
            format!("[[events]]\ntitle = 'One'\ndate = 2021\n[[events]]\ntitle = 'Two'\ndeep = {deep}\n");
        let said = told(text.as_bytes(), "f.toml");
        assert!(said.contains("One (2021)"), "{said}");
        told(deep.as_bytes(), "f.toml");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "[-a-z0-9:=,\\[\\]{}'\"#. \n\t\u{e9}]{0,80}") {
        told(text.as_bytes(), "f.toml");
    }

    #[test]
    fn a_file_with_a_changed_place_is_accounted_for(
        at in 0.0..1.0_f64,
        length in 0..6_usize,
        words in "[-:=\\[\\]{}'\"#. \nax0]{0,4}",
    ) {
        let mut text = String::from_utf8(fixture("toml/harbour.toml")).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = (at * places.len() as f64) as usize;
        let end = places.get(start + length).copied().unwrap_or(text.len());
        text.replace_range(places[start]..end, &words);
        told(text.as_bytes(), "f.toml");
    }
}
