//! What must be true of every importer, whatever it is given: no panic, no hang, every record accounted for,
//! nothing lost by saving. The files of `tests/fixtures` are read as they are, damaged, cut, and made of one
//! another's pieces.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dateline_formats::Format;
use proptest::prelude::*;

use crate::told::{assert_accounted, assert_saved_alike};

/// A file of `tests/fixtures`.
struct Fixture {
    name: String,
    bytes: Vec<u8>,
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, found) } else { found.push(path) }
    }
}

fn fixtures() -> &'static [Fixture] {
    static FIXTURES: OnceLock<Vec<Fixture>> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let mut paths = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"), &mut paths);
        paths.sort();
        let read = |path: PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            Fixture { name, bytes: fs::read(path).unwrap() }
        };
        paths.into_iter().map(read).collect()
    })
}

/// Reads bytes and holds what must be true of them.
fn hold(bytes: &[u8], name: &str) {
    if let Ok(loaded) = dateline_formats::load(bytes, name) {
        assert_accounted(&loaded);
        assert_saved_alike(&loaded.timeline);
        for finding in &loaded.diagnostics {
            assert!(finding.line >= 1 && finding.column >= 1, "{finding:?}");
            assert!(finding.event.is_none_or(|event| event.index() < loaded.timeline.len()), "{finding:?}");
        }
    }
}

#[test]
fn every_format_has_fixtures_and_each_is_read_in_full() {
    let mut seen = BTreeSet::from([Format::Dateline]);
    for fixture in fixtures() {
        hold(&fixture.bytes, &fixture.name);
        seen.extend(dateline_formats::load(&fixture.bytes, &fixture.name).ok().map(|loaded| loaded.format));
    }
    let missing: Vec<_> = Format::ALL.iter().filter(|format| !seen.contains(format)).collect();
    assert!(missing.is_empty(), "no fixture is read as {missing:?}");
}

#[test]
fn content_decides_and_not_the_name() {
    for fixture in fixtures() {
        let formats = ["", "x", "x.json", "x.csv"]
            .map(|name| dateline_formats::load(&fixture.bytes, name).ok().map(|loaded| loaded.format));
        let own = dateline_formats::load(&fixture.bytes, &fixture.name).ok().map(|loaded| loaded.format);
        // Plain text in which nothing tells more than the ending is the exception.
        let is_told_by_ending = ["yaml", "yml", "toml", "mw", "csv", "tsv", "txt", "md"]
            .iter()
            .any(|ending| fixture.name.ends_with(&format!(".{ending}")));
        if !is_told_by_ending {
            assert!(formats.iter().all(|format| *format == own), "{}: {own:?} {formats:?}", fixture.name);
        }
    }
}

/// A change of some bytes.
#[derive(Clone, Debug)]
enum Damage {
    Set(usize, u8),
    Remove(usize, usize),
    Repeat(usize, usize),
    Insert(usize, &'static str),
    Cut(usize),
    /// A stretch of another file.
    Borrow(usize, usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = || any::<prop::sample::Index>().prop_map(|index| index.index(1 << 16));
    let marks = vec![
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "<",
        ">",
        "&",
        "]]>",
        "\\",
        "\0",
        "\u{FEFF}",
        "é",
        "-",
        "9999999999999",
        "RRULE:FREQ=SECONDLY\r\n",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "null",
        "/*",
        "//",
        "#",
        "..",
        "/",
        "after !a 3 weeks",
        "every 1 ms",
        "&a *a",
        "=1+1",
        "T25:61",
    ];
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (place(), 1..40_usize).prop_map(|(at, length)| Damage::Remove(at, length)),
        (place(), 1..200_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (place(), prop::sample::select(marks)).prop_map(|(at, mark)| Damage::Insert(at, mark)),
        place().prop_map(Damage::Cut),
        (place(), place(), 1..300_usize).prop_map(|(at, other, length)| Damage::Borrow(at, other, length)),
    ]
}

fn damaged(bytes: &[u8], damage: &Damage) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = |at: usize, bytes: &[u8]| at % (bytes.len() + 1);
    match *damage {
        Damage::Set(at, byte) => {
            let at = place(at, &bytes);
            bytes.get_mut(at).into_iter().for_each(|old| *old = byte);
        }
        Damage::Remove(at, length) => {
            let at = place(at, &bytes);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        Damage::Repeat(at, length) => {
            let at = place(at, &bytes);
            let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        Damage::Insert(at, mark) => {
            let at = place(at, &bytes);
            bytes.splice(at..at, mark.bytes());
        }
        Damage::Cut(at) => bytes.truncate(place(at, &bytes)),
        Damage::Borrow(at, from, length) => {
            let other = &fixtures()[from % fixtures().len()].bytes;
            let start = place(from, other);
            let piece = other[start..(start + length).min(other.len())].to_vec();
            let at = place(at, &bytes);
            bytes.splice(at..at, piece);
        }
    }
    bytes
}

const NAMES: &[&str] = &[
    "f",
    "f.json",
    "f.csv",
    "f.tsv",
    "f.js",
    "f.xml",
    "f.ics",
    "f.mw",
    "f.yaml",
    "f.toml",
    "f.timeline",
    "f.time",
    "f.aeon",
    "f.srj",
    "f.jsonld",
];

/// What cannot be read as a date is not lost with the finding: the event goes on saying it.
#[test]
fn what_a_file_says_instead_of_a_date_stays_with_the_event() {
    for (name, text, stated) in [
        ("a.csv", "Title,Year,Place\nTalks,MMXX,Hanoi\nVisit,2021,Hanoi\nSummit,2022,Hanoi\n", "MMXX"),
        ("b.csv", "Title,Date\nTalks,31.02.2021\nVisit,28.02.2021\n", "31.02.2021"),
        (
            "a.json",
            r#"{"events": [{"start_date": {"year": 2022, "month": 13}, "text": {"headline": "Talks"}}]}"#,
            "year: 2022, month: 13",
        ),
        (
            "b.json",
            r#"{"dateTimeFormat": "iso8601", "events": [{"start": "soon", "title": "Talks"}]}"#,
            "soon",
        ),
        ("c.json", r#"[{"id": 1, "content": "Talks", "start": "2021-13-01"}]"#, "2021-13-01"),
        (
            "d.json",
            r#"{"@context": "https://schema.org", "@type": "Event", "name": "Talks", "startDate": "in May"}"#,
            "in May",
        ),
        (
            "a.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talks\r\nDTSTART:20211340\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "20211340",
        ),
    ] {
        let loaded = dateline_formats::load(text.as_bytes(), name).unwrap();
        let timeline = &loaded.timeline;
        let id = timeline.ids().find(|id| timeline.event_title(*id) == "Talks").unwrap();
        assert_eq!(timeline.date(id), None, "{name}");
        assert_eq!(
            timeline.event(id).shown_date_note(),
            format!("The file says \"{stated}\", which cannot be read as a date"),
            "{name} as {:?}",
            loaded.format
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_files_cost_what_is_damaged_and_never_the_program(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec(damage(), 1..6),
        other_name in prop::option::of(prop::sample::select(NAMES)),
    ) {
        let fixture = &fixtures()[which.index(fixtures().len())];
        let bytes = changes.iter().fold(fixture.bytes.clone(), |bytes, change| damaged(&bytes, change));
        hold(&bytes, other_name.unwrap_or(&fixture.name));
    }

    #[test]
    fn random_bytes_do_no_harm(
        start in prop::sample::select(vec![
            "", "{", "[", "<", "BEGIN:VCALENDAR\r\n", "PK\u{3}\u{4}", "#TIMEFLOW\t", "---\n", "a,b\n", "a\tb\n", "- [", "[[events]]\n",
            "{\"events\": [{\"start_date\": ", "var items = [", "<data>", "<timeline>", "{\"head\": {\"vars\": [",
            "{\"@context\": \"https://schema.org\", ", "title: x\n2001: ", "Year,Headline\n",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(NAMES),
    ) {
        hold(&[start.as_bytes(), &rest].concat(), name);
    }

    #[test]
    fn random_words_do_no_harm(
        start in prop::sample::select(vec!["", "{\"events\": [", "BEGIN:VEVENT\n", "date,title\n", "<data><event ", "2001/2002: "]),
        words in prop::collection::vec("[a-z0-9\"'{}\\[\\],:;=<>/&#@|*\t\n -]{0,12}", 0..40),
        name in prop::sample::select(NAMES),
    ) {
        hold(format!("{start}{}", words.join(" ")).as_bytes(), name);
    }
}
