//! `dateline check` and `dateline schema` from the command line: output and exit code.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Exit code, standard output, standard error.
fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// A folder that holds one file.
fn folder_with(name: &str, bytes: &[u8]) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

#[test]
fn a_good_file_gives_zero_and_says_what_it_holds() {
    let told = run(&["check", "uncertain-dates.json"], &data());
    let line = "uncertain-dates.json: 40 events, 3 without a date, no problems\n";
    assert_eq!(told, (0, line.to_owned(), String::new()));
}

#[test]
fn findings_give_one_and_a_line_each() {
    let file =
        "[{\"title\": \"A\", \"date\": \"2022-02-30\"},\n {\"title\": \"B\", \"staus\": \"planned\"}, 7]";
    let folder = folder_with("f.json", file.as_bytes());
    let (code, lines, errors) = run(&["check", "f.json"], folder.path());
    insta::assert_snapshot!(lines, @r#"
    f.json:1:34 error [0].date "2022-02-30": February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month
    f.json:2:17 note [1].staus: No field has this name. Kept as it is. Did you mean status?
    f.json:2:38 error [2] "7": Expected an event, found a number
    f.json: 2 events, 2 without a date, 1 record left out, 2 errors, 1 note
    "#);
    assert_eq!((code, errors.as_str()), (1, ""));
}

#[test]
fn more_findings_than_are_listed_are_not_passed_off_as_all() {
    let file = format!("[{}]", vec![r#"{"title": "A", "date": "x"}"#; 12_500].join(",\n"));
    let folder = folder_with("f.json", file.as_bytes());
    let (code, lines, _) = run(&["check", "f.json"], folder.path());
    let last: Vec<&str> = lines.lines().rev().take(2).collect();
    assert_eq!(code, 1);
    assert!(last[1].ends_with("note: 2,500 more findings are not listed"), "{last:?}");
    assert_eq!(last[0], "f.json: 12,500 events, 12,500 without a date, at least 10,000 errors");
}

#[test]
fn findings_as_json_have_exactly_these_fields() {
    let file = "[{\"title\": \"A\", \"date\": \"2022-02-30\"}, {\"date\": \"2021\"}]";
    let folder = folder_with("f.json", file.as_bytes());
    let (code, lines, _) = run(&["check", "f.json", "--json"], folder.path());
    assert_eq!(code, 1);
    insta::assert_snapshot!(lines, @r#"
    {
      "file": "f.json",
      "format": "dateline",
      "records": 2,
      "events": 2,
      "repaired": 0,
      "rejected": 0,
      "merged": 0,
      "repetitions": 0,
      "undated": 1,
      "problems": [
        {
          "severity": "error",
          "line": 1,
          "column": 34,
          "path": "[0].date",
          "value": "2022-02-30",
          "message": "February 2022 has 28 days",
          "expected": "A date that exists, such as 2022-03-29, 2021-08 or 1965",
          "effect": "Shown without a date, and kept when saving",
          "hint": "Give a day from 1 to 28, or 2022-02 for the month",
          "correction": null,
          "event": "event-1"
        },
        {
          "severity": "error",
          "line": 1,
          "column": 40,
          "path": "[1].title",
          "value": null,
          "message": "An event needs a title",
          "expected": null,
          "effect": "Shown with a title made from what else it says",
          "hint": "Add \"title\"",
          "correction": null,
          "event": "event-2"
        }
      ]
    }
    "#);
}

#[test]
fn several_files_of_any_format_are_checked_and_the_worst_decides() {
    let folder = folder_with("a.json", b"[{\"title\": \"A\", \"date\": \"Aug 2021\"}]");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("b.csv", "date,title\nAug 2021,Talks held\n2022,Talks continued\n");
    write("c.bin", "%PDF-1.7");
    let (code, lines, errors) = run(&["check", "a.json", "b.csv"], folder.path());
    insta::assert_snapshot!(lines, @r#"
    a.json:1:25 warning [0].date "Aug 2021": Read as 2021-08. Write 2021-08
    a.json: 1 event, 1 record repaired, 1 warning
    b.csv:2:1 note date: 1 date is written in another way than 2021-08-23. This one is read as 2021-08
    b.csv: CSV or TSV, 2 events, 1 note
    "#);
    assert_eq!((code, errors.as_str()), (1, ""));
    let (code, lines, _) = run(&["check", "a.json", "c.bin", "b.csv"], folder.path());
    assert!(lines.contains("c.bin: This is a PDF document"), "{lines}");
    assert!(lines.contains("b.csv: "), "the others are checked all the same: {lines}");
    assert_eq!(code, 2);
    let (_, json, _) = run(&["check", "a.json", "b.csv", "--json"], folder.path());
    let reports: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(reports[1]["format"], "table");
    assert_eq!(reports[0]["repaired"], 1);
    for report in reports.as_array().unwrap() {
        assert_eq!(report["problems"][0]["correction"], "2021-08");
    }
}

#[test]
fn the_bundled_files_have_the_findings_that_they_should() {
    let problems = |name: &str| {
        let (code, json, _) = run(&["check", name, "--json"], &data());
        let report: Value = serde_json::from_str(&json).unwrap();
        (code, report["problems"].as_array().unwrap().len())
    };
    for name in ["us-singapore.json", "minimal.json", "deep-time.json"] {
        assert_eq!(problems(name), (0, 0), "{name}");
    }
    assert_eq!(problems("broken.json"), (1, 10));
}

#[test]
fn what_cannot_be_read_gives_two_and_the_reason() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.json", b"");
    write("words.json", b"Three MoUs");
    write("none.json", b"{\"events\": []}");
    std::fs::create_dir(folder.path().join("folder")).unwrap();
    let mut told = String::new();
    for name in ["empty.json", "words.json", "none.json", "folder", "missing.json"] {
        let (code, lines, errors) = run(&["check", name], folder.path());
        told.push_str(&format!("{code}\n{lines}{errors}"));
        let (code, json, errors) = run(&["check", name, "--json"], folder.path());
        let report: Value = serde_json::from_str(&json).unwrap();
        assert_eq!((code, errors.as_str(), &report["format"]), (2, "", &Value::Null), "{name}");
        assert_eq!(report["problems"].as_array().map(Vec::len), Some(1), "{json}");
    }
    insta::assert_snapshot!(told, @r#"
    2
    empty.json: The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
    2
    words.json: This is text in none of the formats that are known here. Open JSON, CSV, a calendar, Markwhen or a file of another timeline program
    2
    none.json: There is no event in this file. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
    2
    dateline: folder is a directory; name a file in it
    2
    dateline: There is no file missing.json
    "#);
}

#[test]
fn words_of_a_file_do_nothing_to_the_terminal() {
    let red = "\\u001b[31m";
    let file = format!(
        r#"{{ "lanes": [{{ "id": "cyber{red}" }}], "sources": [{{ "id": "cna{red}", "text": "../{red}" }}], "events": [
             {{ "id": "a{red}", "title": "A", "date": "20{red}", "lane": "cyb{red}", "dat{red}": 1,
                "relations": [{{ "kind": "part-of", "to": "a{red}" }}],
                "citations": [{{ "source": "cna{red}", "quote": "words{red}" }}] }},
             {{ "id": "a{red}", "title": "B" }} ] }}"#
    );
    let folder = folder_with("red.json", file.as_bytes());
    std::fs::write(folder.path().join("red\u{1b}.json"), &file).unwrap();
    for arguments in [
        &["check", "red.json"][..],
        &["check", "red\u{1b}.json"],
        &["quotes", "red.json"],
        &["quotes", "red.json", "--text", "\u{1b}=x"],
        &["render", "red.json", "-o", "\u{1b}"],
        &["render", "red\u{1b}.json", "-o", "x.svg"],
        &["date", "20\u{1b}22"],
        &["date", "2022", "--zone", "\u{1b}"],
    ] {
        let (_, lines, errors) = run(arguments, folder.path());
        let harmful = |text: &str| text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!((harmful(&lines), harmful(&errors)), (None, None), "{arguments:?}");
        assert!(!(lines + &errors).is_empty(), "{arguments:?}");
    }
}

/// Root may read everything, so that only the words of other users' runs can be tested.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_with("secret.json", b"[]");
    let path = folder.path().join("secret.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    let is_readable_anyway = std::fs::read(&path).is_ok();
    let (code, _, errors) = run(&["check", "secret.json"], folder.path());
    assert_eq!(code, 2);
    if !is_readable_anyway {
        assert_eq!(errors, "dateline: secret.json may not be read: permission denied\n");
    }
}

#[test]
fn the_schema_is_printed_as_it_is_built_in() {
    let (code, text, _) = run(&["schema"], &data());
    assert_eq!((code, text.trim_end()), (0, dateline_formats::schema().trim_end()));
}
