//! Files with comments and layouts of their own keep them through edits.

use proptest::prelude::*;

use super::{PatchError, patched};
use crate::format::Format;
use crate::load::load;
use crate::native::write;
use dateline_time::Date;
use dateline_timeline::model::{
    Basis, Change, Edit, Event, EventId, FileHead, Lane, LaneId, Relation, RelationKind, TagId, Timeline,
};

const FILE: &str = r#"// A file of mine
{
  "title": "Talks", // working title
  "lanes": [{ "id": "cyber", "label": "Cyber" }],
  "sources": ["cna"],
  "mine": 7,
  "events": [
    // the first
    { "id": "mous", "title": "Three MoUs signed", "date": "2021-08", "odd": [1,  2],
      "tags": "visit", "citations": [{ "source": "cna", "quote": "signed" /* so they say */ }] }, // end of the first
    {
      "id": "visit",
      "lane": "cyber", // a lane
      "title": "Visit",
      "relations": [{ "kind": "precedes", "to": "mous" }]
    },
    { "title": "Without an id", "date": "2022" }
  ]
}
"#;

pub(super) fn put(timeline: &Timeline, index: usize, change: impl FnOnce(&mut Event)) -> Edit {
    let id = EventId::from_index(index);
    let mut event = timeline.event(id).into_owned();
    change(&mut event);
    Edit::Event { id, change: Change::Put(Box::new(event)) }
}

pub(super) fn edited(timeline: &Timeline, edits: &[Edit]) -> Timeline {
    timeline.edited(edits).unwrap().timeline
}

fn file_with(edits: impl FnOnce(&Timeline) -> Vec<Edit>) -> String {
    let loaded = load(FILE.as_bytes(), "a.jsonc").unwrap();
    assert_eq!(loaded.diagnostics, []);
    let current = edited(&loaded.timeline, &edits(&loaded.timeline));
    let bytes = patched(FILE.as_bytes(), loaded.format, &loaded.timeline, &current).unwrap();
    let again = load(&bytes, "a.jsonc").unwrap();
    assert_eq!(again.diagnostics, []);
    let text = |timeline: &Timeline| String::from_utf8(write(timeline)).unwrap();
    assert_eq!(text(&again.timeline), text(&current));
    String::from_utf8(bytes).unwrap()
}

/// The lines that differ: those that went and those that came.
fn difference(text: &str) -> String {
    let gone =
        FILE.lines().filter(|line| !text.lines().any(|other| other == *line)).map(|line| format!("-{line}"));
    let came =
        text.lines().filter(|line| !FILE.lines().any(|other| other == *line)).map(|line| format!("+{line}"));
    gone.chain(came).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_field_is_changed_added_and_removed_in_its_place() {
    let text = file_with(|timeline| {
        vec![
            put(timeline, 0, |event| event.title = "Three \"MoUs\"".to_owned()),
            put(timeline, 1, |event| {
                event.lane = None;
                event.date = Date::parse("2021").ok();
            }),
        ]
    });
    insta::assert_snapshot!(difference(&text), @r#"
    -    { "id": "mous", "title": "Three MoUs signed", "date": "2021-08", "odd": [1,  2],
    -      "lane": "cyber", // a lane
    -      "relations": [{ "kind": "precedes", "to": "mous" }]
    +    { "id": "mous", "title": "Three \"MoUs\"", "date": "2021-08", "odd": [1,  2],
    +      // a lane
    +      "relations": [{ "kind": "precedes", "to": "mous" }],
    +      "date": "2021"
    "#);
}

#[test]
fn events_come_and_go_and_references_with_them() {
    let text = file_with(|timeline| {
        let mut event = Event::new("new", "A new one");
        event.lane = Some(LaneId::from_index(0));
        vec![
            Edit::Event { id: EventId::from_index(2), change: Change::Remove },
            Edit::Event { id: timeline.next_event(), change: Change::Insert(Box::new(event)) },
        ]
    });
    insta::assert_snapshot!(difference(&text), @r#"
    -    { "title": "Without an id", "date": "2022" }
    +    { "id": "new", "title": "A new one", "lane": "cyber" }
    "#);
    let text = file_with(|timeline| {
        let id = EventId::from_index(2);
        let mut relation = timeline.event(EventId::from_index(1)).relations[0].clone();
        relation.to = Some(id);
        vec![put(timeline, 0, |event| event.relations = vec![relation])]
    });
    insta::assert_snapshot!(difference(&text), @r#"
    -      "tags": "visit", "citations": [{ "source": "cna", "quote": "signed" /* so they say */ }] }, // end of the first
    -    { "title": "Without an id", "date": "2022" }
    +      "tags": "visit", "citations": [{ "source": "cna", "quote": "signed" /* so they say */ }], "relations": [{ "kind": "precedes", "to": "event-3" }] }, // end of the first
    +    { "title": "Without an id", "date": "2022", "id": "event-3" }
    "#);
}

#[test]
fn what_a_file_says_about_itself_stands_above_its_events() {
    let text = file_with(|timeline| {
        let mut head = FileHead::of(timeline);
        head.description = "All of them".to_owned();
        head.title = "Talks of two".to_owned();
        let lane = Lane { key: "trade".to_owned(), label: "Trade".to_owned(), extra: Vec::new() };
        vec![
            Edit::Head(Box::new(head)),
            Edit::Lane { id: LaneId::from_index(1), change: Change::Insert(lane) },
        ]
    });
    insta::assert_snapshot!(difference(&text), @r#"
    -  "title": "Talks", // working title
    -  "lanes": [{ "id": "cyber", "label": "Cyber" }],
    +  "title": "Talks of two", // working title
    +  "lanes": [{ "id": "cyber", "label": "Cyber" }, { "id": "trade", "label": "Trade" }],
    +  "description": "All of them",
    "#);
}

#[test]
fn what_cannot_be_patched_says_why() {
    let loaded = load(b"[{\"title\": \"A\"}]", "a.json").unwrap().timeline;
    let mut head = FileHead::of(&loaded);
    head.title = "T".to_owned();
    let current = edited(&loaded, &[Edit::Head(Box::new(head))]);
    let refused = |bytes: &[u8], format| patched(bytes, format, &loaded, &current).unwrap_err();
    assert_eq!(refused(b"[{\"title\": \"A\"}]", Format::Dateline), PatchError::BareList);
    assert_eq!(refused(b"[{\"title\": \"A\"}", Format::Dateline), PatchError::NotSound);
    assert_eq!(refused(b"[]", Format::Dateline), PatchError::OtherEvents { file: 0, timeline: 1 });
    assert_eq!(refused(b"{\"title\": \"A\"}\n{\"title\": \"B\"}", Format::Dateline), PatchError::Lines);
    let words = refused(b"", Format::Markwhen).to_string();
    assert_eq!(words, "A file of Markwhen cannot be changed in place. Save it as Dateline JSON");
}

/// An event as text in one of several layouts.
fn record(number: usize, layout: u8) -> String {
    let id = if number % 4 == 3 { String::new() } else { format!("\"id\": \"e{number}\", ") };
    match layout % 4 {
        0 => format!("{{{id}\"title\": \"Event {number}\", \"date\": \"200{number}\"}}"),
        1 => format!(
            "{{\n    // mine\n    {id}\n    \"title\": \"Event {number}\" /* so */,\n    \"tags\": [\"a\", \"b\"]\n  }}"
        ),
        2 => format!(
            "{{{id}\"odd\":{{\"x\" :1}},\"title\":\"Event {number}\",\"tags\":\"a\",\"lane\":\"l0\"}}"
        ),
        _ => format!(
            "{{ {id}\"title\": \"Event {number}\",\r\n \"relations\": [{{\"kind\": \"precedes\", \"to\": \"e0\"}}] }}"
        ),
    }
}

fn file(layouts: &[u8], shape: u8) -> String {
    let records: Vec<String> =
        layouts.iter().enumerate().map(|(number, layout)| record(number, *layout)).collect();
    let separator = [", ", ",\n  ", " ,", "\n, // next\n  "][usize::from(shape) % 4];
    let joined = records.join(separator);
    let lanes = "\"lanes\": [{\"id\": \"l0\"}, /* second */ {\"id\": \"l1\", \"label\": \"L\"}]";
    match shape / 4 % 3 {
        0 => format!("{{ \"title\": \"T\", {lanes}, \"events\": [{joined}] }}\n"),
        1 => {
            format!("// head\n{{\n  {lanes},\n  \"events\": [\n  {joined}\n  ], // more\n  \"mine\": [1]\n}}")
        }
        _ => format!(
            "{{{lanes},\"events\":[ {joined}, ],\"stories\":[{{\"title\":\"S\",\"scenes\":[{{\"event\":\"e1\"}}]}}]}}"
        ),
    }
}

/// An edit by numbers; most of them are taken modulo what there is.
pub(super) fn edit(timeline: &Timeline, what: u8, at: usize) -> Option<Edit> {
    let ids: Vec<EventId> = timeline.ids().collect();
    let id = ids.get(at % ids.len().max(1)).copied()?;
    let index = id.index();
    Some(match what % 9 {
        0 => put(timeline, index, |event| event.title = format!("Title {at}")),
        1 => put(timeline, index, |event| event.date = Date::parse(&format!("19{:02}", at % 100)).ok()),
        2 => put(timeline, index, |event| {
            event.tags = (0..timeline.tags().len()).skip(at % 2).map(TagId::from_index).collect();
        }),
        3 => put(timeline, index, |event| {
            event.lane = (!at.is_multiple_of(3)).then(|| LaneId::from_index(at % 2))
        }),
        4 => put(timeline, index, |event| {
            event.relations.truncate(at % 2);
            let to = ids.get(at % 5).copied();
            event.relations.extend(to.filter(|to| *to != id).map(|to| Relation {
                kind: RelationKind::Cites,
                to: Some(to),
                to_key: String::new(),
                basis: Basis::Stated,
                note: String::new(),
                extra: Vec::new(),
            }));
        }),
        5 | 6 => Edit::Event { id, change: Change::Remove },
        7 => {
            let event = Event::new(format!("n{at}"), "New\n\"one\"");
            Edit::Event { id: timeline.next_event(), change: Change::Insert(Box::new(event)) }
        }
        _ => {
            let mut head = FileHead::of(timeline);
            head.title = if at.is_multiple_of(2) { String::new() } else { format!("T{at}") };
            head.description = if at.is_multiple_of(3) { String::new() } else { "D".to_owned() };
            Edit::Head(Box::new(head))
        }
    })
}

proptest! {
    #[test]
    fn a_patched_file_holds_what_was_edited_and_inverses_leave_no_trace(
        layouts in prop::collection::vec(any::<u8>(), 1..6),
        shape in any::<u8>(),
        edits in prop::collection::vec((any::<u8>(), 0..100_usize), 0..10),
    ) {
        let text = file(&layouts, shape);
        let loaded = load(text.as_bytes(), "a.jsonc").unwrap();
        let loaded = &loaded.timeline;
        let bytes_of = |current: &Timeline| patched(text.as_bytes(), Format::Dateline, loaded, current);
        let mut current = loaded.clone();
        let mut inverses = Vec::new();
        for (what, at) in edits {
            let Some(edit) = edit(&current, what, at) else { continue };
            let Ok(edited) = current.edited(&[edit]) else { continue };
            current = edited.timeline;
            inverses.push(edited.inverse);
            let bytes = bytes_of(&current).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let written = String::from_utf8(write(&current)).unwrap();
            if current.is_empty() {
                continue;
            }
            let again = load(&bytes, "a.jsonc");
            let again = again.map_err(|error| TestCaseError::fail(format!("{error}\n{}", String::from_utf8_lossy(&bytes))))?;
            let written_again = String::from_utf8(write(&again.timeline)).unwrap();
            prop_assert_eq!(&written_again, &written, "{}\n{}", text, String::from_utf8_lossy(&bytes));
            let saved = load(written.as_bytes(), "a.json").unwrap().timeline;
            prop_assert_eq!(String::from_utf8(write(&saved)).unwrap(), written);
        }
        while let Some(inverse) = inverses.pop() {
            current = current.edited(&inverse).unwrap().timeline;
        }
        prop_assert_eq!(String::from_utf8(bytes_of(&current).unwrap()).unwrap(), text);
    }
}
