//! Files of YAML and TOML keep their comments, styles and layouts through edits.

use proptest::prelude::*;

use super::tests::{edit, edited, put};
use super::{PatchError, patched};
use crate::format::Format;
use crate::load::load;
use crate::native::write;
use dateline_time::Date;
use dateline_timeline::model::{
    ActorId, Change, Citation, Edit, Event, EventId, FileHead, Lane, LaneId, Participation, Quote, SourceId,
    Timeline,
};

const YAML: &str = r#"# Mine
title: 'Talks' # working title
lanes:
- id: cyber   # the first lane
  label: Cyber
- { id: trade, label: "Trade" }
actors: [ann, bob]
sources: [cna]
"mine": [1,  2]
events:
  # the first
  - id: mous
    title: Three MoUs signed
    date: 2021
    odd:   {x: 1,   y: [2]}
    tags: [visit, trade] # two
    summary: |
      Two lines
        of it

    citations:
      - source: cna
        quote: >-
          signed
          today   # no comment
        # a remark
        note: so   # they say

  - title: Visit
    # inside
    lane: cyber
    actors:
    - ann
    - {id: bob, role: host}
    relations:
      - kind: precedes
        to: mous # the first
  - {title: "In brackets", date: '2022', id: third}
stories: []
"#;

const TOML: &str = r#"# Mine

title = 'Talks' # working title
"mine" = [1,  2]
sources = ["cna"]
actors = [
    "ann", # the first
    "bob",
]

[[lanes]]
  id = "cyber"   # the first lane
  label = "Cyber"

[[lanes]]
id = "trade"

# the first
[[events]]
id = "mous"
title = """
Three MoUs \
signed"""
date = 2021-08-03 # a day
odd = { x = 1,   y = [2] }
tags = ["visit", 'trade'] # two

  [[events.citations]]
  # the source
  source = "cna"
  quote.exact = "signed"
  quote.prefix = "they "

[[events]]
title = "Visit"
lane = "cyber"
actors = ["ann", { id = "bob", role = "host" }]
relations = [{ kind = "precedes", to = "mous" }] # the first

[[events]]
date = 2022
title = 'Third'
id = "third"
# the end
"#;

fn name_of(format: Format) -> &'static str {
    if format == Format::DatelineYaml { "a.yaml" } else { "a.toml" }
}

/// The text of a file after edits, which is read again as what was edited.
fn text_with(text: &str, format: Format, edits: impl FnOnce(&Timeline) -> Vec<Edit>) -> String {
    let loaded = load(text.as_bytes(), name_of(format)).unwrap();
    assert_eq!(loaded.format, format);
    let current = edited(&loaded.timeline, &edits(&loaded.timeline));
    let bytes = patched(text.as_bytes(), format, &loaded.timeline, &current).unwrap();
    let again = load(&bytes, name_of(format)).unwrap();
    let written = |timeline: &Timeline| String::from_utf8(write(timeline)).unwrap();
    assert_eq!(written(&again.timeline), written(&current));
    String::from_utf8(bytes).unwrap()
}

/// The lines that differ: those that went and those that came.
fn difference(before: &str, after: &str) -> String {
    let gone = before.lines().filter(|line| !after.lines().any(|other| other == *line));
    let came = after.lines().filter(|line| !before.lines().any(|other| other == *line));
    let gone = gone.map(|line| format!("-{line}"));
    gone.chain(came.map(|line| format!("+{line}"))).collect::<Vec<_>>().join("\n")
}

fn field_edits(timeline: &Timeline) -> Vec<Edit> {
    let citation = Citation {
        source: Some(SourceId::from_index(0)),
        source_key: "cna".to_owned(),
        quote: Some(Quote {
            exact: "Agreed: \"so\"".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            extra: Vec::new(),
        }),
        note: "#1".to_owned(),
        date: None,
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    };
    vec![
        put(timeline, 0, |event| {
            event.title = "Three \"MoUs\"".to_owned();
            event.date = Date::parse("2021-08-04").ok();
            event.tags.truncate(1);
        }),
        put(timeline, 1, |event| {
            event.lane = None;
            event.date = Date::parse("2021").ok();
            event.citations.push(citation);
            event.actors.push(Participation { actor: ActorId::from_index(0), role: "guest".to_owned() });
        }),
        put(timeline, 2, |event| event.summary = "One\nTwo: 2".to_owned()),
    ]
}

fn list_edits(timeline: &Timeline) -> Vec<Edit> {
    let mut event = Event::new("new", "A new one");
    event.lane = Some(LaneId::from_index(0));
    event.date = Date::parse("2023").ok();
    let mut head = FileHead::of(timeline);
    head.title = "Talks of two".to_owned();
    head.description = "All: of them".to_owned();
    let lane = Lane { key: "war".to_owned(), label: "War".to_owned(), extra: Vec::new() };
    vec![
        Edit::Event { id: EventId::from_index(0), change: Change::Remove },
        Edit::Event { id: timeline.next_event(), change: Change::Insert(Box::new(event)) },
        Edit::Head(Box::new(head)),
        Edit::Lane { id: LaneId::from_index(2), change: Change::Insert(lane) },
    ]
}

#[test]
fn yaml_keeps_styles_comments_and_layout() {
    let text = text_with(YAML, Format::DatelineYaml, field_edits);
    insta::assert_snapshot!("yaml_fields", difference(YAML, &text));
    let text = text_with(YAML, Format::DatelineYaml, list_edits);
    insta::assert_snapshot!("yaml_lists", difference(YAML, &text));
}

#[test]
fn toml_keeps_styles_comments_and_layout() {
    let text = text_with(TOML, Format::DatelineToml, field_edits);
    insta::assert_snapshot!("toml_fields", difference(TOML, &text));
    let text = text_with(TOML, Format::DatelineToml, list_edits);
    insta::assert_snapshot!("toml_lists", difference(TOML, &text));
}

#[test]
fn what_is_used_in_several_places_is_refused_with_its_line() {
    let text =
        "events:\n  - &first\n    title: A\n    date: 2021\n  - <<: *first\n    title: B\n  - title: C\n";
    let loaded = load(text.as_bytes(), "a.yaml").unwrap().timeline;
    let patched_with = |index, change: fn(&mut Event)| {
        let current = edited(&loaded, &[put(&loaded, index, change)]);
        patched(text.as_bytes(), Format::DatelineYaml, &loaded, &current)
    };
    let title = |event: &mut Event| event.title = "T".to_owned();
    assert_eq!(patched_with(0, title), Err(PatchError::Shared { line: 2 }));
    assert_eq!(patched_with(1, |event| event.date = None), Err(PatchError::Shared { line: 5 }));
    let changed = String::from_utf8(patched_with(1, title).unwrap()).unwrap();
    assert_eq!(changed, text.replace("title: B", "title: T"));
    assert!(patched_with(2, title).is_ok());
    let dated = "2021-08: Signed\n2021-09: Visit\n";
    let loaded = load(dated.as_bytes(), "a.yaml").unwrap().timeline;
    let current = edited(&loaded, &[put(&loaded, 0, |event| event.date = None)]);
    let refused = patched(dated.as_bytes(), Format::DatelineYaml, &loaded, &current);
    assert_eq!(refused, Err(PatchError::NoRecords));
}

#[test]
fn a_source_that_only_an_event_names_goes_with_it() {
    let text = "events:\n- title: A\n  citations: [{source: cna}]\n- title: B\n";
    let loaded = load(text.as_bytes(), "a.yaml").unwrap().timeline;
    let current = edited(&loaded, &[Edit::Event { id: EventId::from_index(0), change: Change::Remove }]);
    let bytes = patched(text.as_bytes(), Format::DatelineYaml, &loaded, &current).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "events:\n- title: B\n");
}

/// Files of other layouts: without a last line break, all in brackets, without indentation, with tables below
/// headers of their own.
const OTHER: &[(&str, Format)] = &[
    (
        "---\ntitle: T\nevents:\n- title: >\n    Folded\n    text\n  date: 2021-01\n  summary: 'it''s'\n- \"title\": \"B \\\"b\\\"\" # c\n  lane:\n- title: C",
        Format::DatelineYaml,
    ),
    (
        "{title: T, events: [{title: A, date: '2021'}, {title: B, lane: x}, # c\n {title: C}]}\n",
        Format::DatelineYaml,
    ),
    (
        "- title: A\n  summary: |2\n     two\n  date: 2021\n\n- date: 2022\n  title: |+\n    kept\n\n- title: C\n",
        Format::DatelineYaml,
    ),
    (
        "events:\n    -   title: A\n        date: 2021\n    -\n        title: B\n    # c\n    -   {title: C}\n...\n",
        Format::DatelineYaml,
    ),
    (
        "events = [{ title = 'A', date = 2021-01-02 }, { title = \"B\" }, # c\n  { title = \"C\" },\n]",
        Format::DatelineToml,
    ),
    (
        "[view]\nfrom = 2020\n[[events]]\ntitle = 'A'\n[[events.citations]]\nsource = 's'\n[events.citations.quote]\nexact = 'q'\n[[events]]\n\"title\" = \"B\"\n[[events]]\ntitle = '''C\nc'''",
        Format::DatelineToml,
    ),
];

#[test]
fn files_of_other_layouts_are_patched_too() {
    let mut failed = Vec::new();
    for (text, format) in OTHER {
        let loaded = load(text.as_bytes(), name_of(*format)).unwrap().timeline;
        let has_no_head = text.starts_with("- ");
        for what in (0..9).filter(|what| *what != 8 || !has_no_head) {
            for at in 0..6 {
                let Some(edit) = edit(&loaded, what, at) else { continue };
                let Ok(current) = loaded.edited(&[edit]) else { continue };
                if let Err(error) = patched(text.as_bytes(), *format, &loaded, &current.timeline) {
                    failed.push(format!("{text}\n{what} {at}: {error}"));
                }
            }
        }
        for index in 0..3 {
            let change = |event: &mut Event| {
                event.summary = "One\n\nTwo".to_owned();
                event.title = "Title: 'new'".to_owned();
                event.date = None;
            };
            let current = edited(&loaded, &[put(&loaded, index, change)]);
            if let Err(error) = patched(text.as_bytes(), *format, &loaded, &current) {
                failed.push(format!("{text}\n{index}: {error}"));
            }
        }
    }
    assert_eq!(failed.join("\n"), "");
}

fn check(text: &str, format: Format, edits: Vec<(u8, usize)>) -> Result<(), TestCaseError> {
    let loaded = load(text.as_bytes(), name_of(format)).unwrap().timeline;
    let mut current = loaded.clone();
    let mut inverses = Vec::new();
    for (what, at) in edits {
        let Some(edit) = edit(&current, what, at) else { continue };
        let Ok(edited) = current.edited(&[edit]) else { continue };
        current = edited.timeline;
        inverses.push(edited.inverse);
        let bytes = patched(text.as_bytes(), format, &loaded, &current);
        let bytes = bytes.map_err(|error| TestCaseError::fail(error.to_string()))?;
        if current.is_empty() {
            continue;
        }
        let again = load(&bytes, name_of(format));
        let again = again.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(
            String::from_utf8(write(&again.timeline)).unwrap(),
            String::from_utf8(write(&current)).unwrap(),
            "{}",
            String::from_utf8_lossy(&bytes)
        );
        // What stands behind lines that no edit of these touches is still there.
        let kept = if format == Format::DatelineYaml { "\"mine\": [1,  2]" } else { "\"mine\" = [1,  2]" };
        prop_assert!(String::from_utf8_lossy(&bytes).contains(kept));
    }
    while let Some(inverse) = inverses.pop() {
        current = current.edited(&inverse).unwrap().timeline;
    }
    let undone = patched(text.as_bytes(), format, &loaded, &current).unwrap();
    prop_assert_eq!(String::from_utf8(undone).unwrap(), text);
    Ok(())
}

proptest! {
    #[test]
    fn patched_yaml_holds_what_was_edited_and_inverses_leave_no_trace(
        edits in prop::collection::vec((any::<u8>(), 0..100_usize), 0..8),
        is_crlf in any::<bool>(),
    ) {
        let text = if is_crlf { YAML.replace('\n', "\r\n") } else { YAML.to_owned() };
        check(&text, Format::DatelineYaml, edits)?;
    }

    #[test]
    fn patched_toml_holds_what_was_edited_and_inverses_leave_no_trace(
        edits in prop::collection::vec((any::<u8>(), 0..100_usize), 0..8),
        is_crlf in any::<bool>(),
    ) {
        let text = if is_crlf { TOML.replace('\n', "\r\n") } else { TOML.to_owned() };
        check(&text, Format::DatelineToml, edits)?;
    }
}
