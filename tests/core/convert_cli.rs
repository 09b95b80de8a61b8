//! `dateline convert` from the command line: files, exit codes, the report of what is lost.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const FILE: &str = r#"{
  "dateline": 1, "title": "Talks", "zone": "Asia/Singapore",
  "sources": [{ "id": "cna", "title": "CNA", "url": "https://example.org" }],
  "events": [
    { "id": "mous", "title": "Three MoUs", "date": "2021-08?", "citations": ["cna"] },
    { "id": "later", "title": "Later" }
  ]
}"#;

/// A folder with a file of that name.
fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// Exit code and standard error of `dateline convert` in a folder. Nothing goes to standard output.
fn convert(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.arg("convert").args(arguments).current_dir(folder).output().unwrap();
    assert_eq!(output.stdout, b"");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_lost_is_told_and_gives_one() {
    let folder = folder_with("in.json", FILE);
    let (code, errors) = convert(folder.path(), &["in.json", "out.timelinejs.json"]);
    insta::assert_snapshot!(errors, @r#"out.timelinejs.json: 1 event. TimelineJS: 1 event without a date dropped, 1 uncertain date became text, 1 zone dropped, 1 citation became text"#);
    assert_eq!(code, 1);
    let written = fs::read_to_string(folder.path().join("out.timelinejs.json")).unwrap();
    assert!(written.contains("\"headline\": \"Three MoUs\""), "{written}");
    assert_eq!(names(folder.path()), ["in.json", "out.timelinejs.json"], "nothing else is left");
}

#[test]
fn events_that_the_format_cannot_hold_are_not_counted_as_written() {
    let folder = folder_with("in.csv", "Date,Title\n2021,Talks\n,Visit\n");
    let (_, told) = convert(folder.path(), &["in.csv", "out.ics"]);
    assert!(told.contains("out.ics: 1 event."), "{told}");
    let (_, told) = convert(folder.path(), &["in.csv", "out.json"]);
    assert!(told.contains("out.json: 2 events."), "{told}");
}

#[test]
fn nothing_lost_gives_zero_and_the_same_timeline() {
    let folder = folder_with("in.json", FILE);
    let (code, errors) = convert(folder.path(), &["in.json", "out.json"]);
    assert_eq!((code, errors.as_str()), (0, "out.json: 2 events. Dateline: nothing is lost\n"));
    let written = fs::read(folder.path().join("out.json")).unwrap();
    let loaded = dateline_formats::load(&written, "out.json").unwrap();
    assert_eq!(dateline_formats::write(&loaded.timeline), written);
}

#[test]
fn the_option_names_the_format_and_gz_compresses() {
    let folder = folder_with("in.json", FILE);
    let (code, errors) = convert(folder.path(), &["in.json", "talks", "--to", "Markdown"]);
    assert_eq!(code, 1, "{errors}");
    assert!(fs::read_to_string(folder.path().join("talks")).unwrap().starts_with("# Talks\n"));
    let (code, _) = convert(folder.path(), &["in.json", "out.csv.gz"]);
    assert_eq!(code, 1);
    let packed = fs::read(folder.path().join("out.csv.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    assert!(text.starts_with("id,title,date,"), "{text}");
}

#[test]
fn findings_of_the_file_are_counted_and_give_one() {
    let folder =
        folder_with("in.json", r#"[{"title": "A", "date": "2022-02-30"}, {"title": "B", "date": "2022"}]"#);
    let (code, errors) = convert(folder.path(), &["in.json", "out.json"]);
    insta::assert_snapshot!(errors, @r#"
    dateline: 1 finding, 1 of them an error, in in.json; `dateline check in.json` lists them
    out.json: 2 events. Dateline: nothing is lost
    "#);
    assert_eq!(code, 1);
    let (code, errors) = convert(folder.path(), &["in.json", "strict.json", "--strict"]);
    assert_eq!(code, 2);
    assert!(errors.contains("strict.json is not written: the file that was read has errors"), "{errors}");
    assert_eq!(names(folder.path()), ["in.json", "out.json"]);
}

#[test]
fn what_may_not_be_done_leaves_everything_as_it_was() {
    let folder = folder_with("in.json", FILE);
    fs::write(folder.path().join("old.csv"), "old").unwrap();
    let cases: [(&[&str], &str); 7] = [
        (&["in.json", "in.json"], "in.json would be replaced by what is read from it; --force allows that"),
        (&["in.json", "./in.json", "--to", "csv"], "--force allows that"),
        (
            &["in.json", "out.docx"],
            "the name ends in none of .json, .csv, .timelinejs.json, .ics, .md; --to names the format",
        ),
        (
            &["in.json", "out.csv", "--to", "docx"],
            "the formats are dateline, csv, timelinejs, icalendar, markdown",
        ),
        (&["in.json", "old.csv", "--strict"], "old.csv is not written: CSV: "),
        (&["in.json", "no/such/out.csv"], "there is no such folder"),
        (&["missing.json", "out.csv"], "missing.json"),
    ];
    for (arguments, expected) in cases {
        let (code, errors) = convert(folder.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}: {errors}");
        assert!(errors.contains(expected), "{arguments:?}: {errors}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("old.csv")).unwrap(), "old");
    assert_eq!(fs::read_to_string(folder.path().join("in.json")).unwrap(), FILE);
    assert_eq!(names(folder.path()), ["in.json", "old.csv"]);
}

#[test]
fn force_lets_a_file_take_its_own_place() {
    let folder = folder_with("in.json", r#"[{"title":"A"}]"#);
    let (code, errors) = convert(folder.path(), &["in.json", "in.json", "--force"]);
    assert_eq!(code, 0, "{errors}");
    let written = fs::read_to_string(folder.path().join("in.json")).unwrap();
    assert!(written.starts_with("{\n  \"dateline\": 1,"), "{written}");
}
