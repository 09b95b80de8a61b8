//! `dateline quotes` from the command line: verdicts, places, recording.

use std::path::Path;
use std::process::Command;

use dateline_timeline::evidence::sha256_hex;
use serde_json::Value;
use tempfile::TempDir;

/// Exit code, standard output, standard error.
fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const FILE: &str = r#"{ "sources": [
    { "id": "report", "text": "texts/report.txt" },
    { "id": "memo", "text": "texts/not-shipped.txt" },
    { "id": "letter" } ],
  "events": [
    { "id": "a", "title": "A",
      "citations": [
        { "source": "report", "quote": "issued a joint statement" },
        { "source": "report",
          "quote": { "exact": "the “first” step", "prefix": "took " },
          "supports": ["title"] },
        { "source": "memo", "quote": "said so",
          "checked": { "verdict": "verbatim", "on": "2026-11-22", "text_sha256": "00" } },
        { "source": "letter", "quote": "nowhere" },
        { "source": "report", "note": "No quotation here." } ] },
    { "title": "B", "citations": { "source": "report", "quote": "never said" } } ] }
"#;

const REPORT: &str = "They met.\n新 They issued a\u{A0}joint statement and\ntook the \"first\" step.\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("f.json"), FILE).unwrap();
    std::fs::create_dir(folder.path().join("texts")).unwrap();
    std::fs::write(folder.path().join("texts/report.txt"), REPORT).unwrap();
    folder
}

#[test]
fn every_quotation_is_listed_with_its_verdict_and_place() {
    let folder = folder();
    let (code, lines, errors) = run(&["quotes", "f.json"], folder.path());
    insta::assert_snapshot!(lines, @r#"
    same-words      a        report  "issued a joint statement"  texts/report.txt:2:8
    same-words      a        report  "the “first” step"  texts/report.txt:3:6
    no-source-text  a        memo    "said so"  recorded as verbatim on 2026-11-22
    no-source-text  a        letter  "nowhere"
    not-found       event-2  report  "never said"
    f.json: 5 quotations, 2 same words, 1 not found, 2 no source text
    "#);
    assert_eq!((code, errors.as_str()), (1, ""));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("f.json")).unwrap(),
        FILE,
        "nothing is recorded unasked"
    );
}

#[test]
fn a_text_may_be_named_and_wins_over_the_path_in_the_file() {
    let folder = folder();
    std::fs::write(folder.path().join("other.txt"), "issued a joint statement; the “first” step; never said")
        .unwrap();
    let arguments =
        ["quotes", "f.json", "--text", "report=other.txt", "--text", "letter=other.txt", "--json"];
    let (code, json, _) = run(&arguments, folder.path());
    assert_eq!(code, 1, "the letter does not say so");
    let report: Value = serde_json::from_str(&json).unwrap();
    let verdicts: Vec<&str> =
        report["quotes"].as_array().unwrap().iter().filter_map(|quote| quote["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["verbatim", "verbatim", "no-source-text", "not-found", "verbatim"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&report["quotes"][1]).unwrap(), @r#"
    {
      "verdict": "verbatim",
      "event": "a",
      "citation": 1,
      "source": "report",
      "exact": "the “first” step",
      "text": "other.txt",
      "line": 1,
      "column": 27,
      "note": "Prefix or suffix differ from what stands around the words",
      "recorded": null
    }
    "#);
}

#[test]
fn recording_writes_the_verdicts_and_nothing_else() {
    let folder = folder();
    let path = folder.path().join("f.json");
    let (code, _, errors) = run(&["quotes", "f.json", "--record"], folder.path());
    assert_eq!((code, errors.as_str()), (1, "Recorded 3 verdicts in f.json\n"));
    let today = chrono::Local::now().format("%Y-%m-%d").to_string();
    let sha256 = sha256_hex(REPORT.as_bytes());
    let recorded = std::fs::read_to_string(&path).unwrap();
    let told = recorded.replace(&today, "TODAY").replace(&sha256, "SHA");
    let verdict = |verdict: &str| {
        format!("\"checked\": {{ \"verdict\": \"{verdict}\", \"on\": \"TODAY\", \"text_sha256\": \"SHA\" }}")
    };
    let expected = FILE
        .replace("joint statement\" }", &format!("joint statement\", {} }}", verdict("same-words")))
        .replace("[\"title\"]", &format!("[\"title\"],\n          {}", verdict("same-words")))
        .replace("never said\" }", &format!("never said\", {} }}", verdict("not-found")));
    assert_eq!(told, expected);
    // Without the text, the record is what is known.
    std::fs::remove_file(folder.path().join("texts/report.txt")).unwrap();
    let (code, lines, errors) = run(&["quotes", "f.json", "--record"], folder.path());
    assert_eq!((code, errors.as_str()), (0, "Nothing to record: no source text was at hand\n"));
    assert!(lines.contains(&format!("recorded as same-words on {today}")), "{lines}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), recorded);
}

#[cfg(unix)]
#[test]
fn recording_keeps_permissions_and_links() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.path().join("f.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&path, folder.path().join("link.json")).unwrap();
    run(&["quotes", "link.json", "--record"], folder.path());
    assert!(std::fs::symlink_metadata(folder.path().join("link.json")).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::read_to_string(&path).unwrap().contains("same-words"));
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 3, "no temporary file is left: {left:?}");
}

#[test]
fn wrong_arguments_and_files_give_two_and_say_what_to_do() {
    let folder = folder();
    std::fs::write(folder.path().join("broken.json"), FILE.replace("\"id\": \"a\",", "\"id\": \"a\""))
        .unwrap();
    let mut told = String::new();
    for arguments in [
        &["quotes", "f.json", "--text", "reprot=texts/report.txt"][..],
        &["quotes", "f.json", "--text", "report"],
        &["quotes", "f.json", "--text", "report=missing.txt"],
        &["quotes", "missing.json"],
        &["quotes", "texts/report.txt"],
        &["quotes", "broken.json", "--record"],
    ] {
        let (code, _, errors) = run(arguments, folder.path());
        assert_eq!(code, 2, "{arguments:?}");
        told.push_str(&errors);
    }
    insta::assert_snapshot!(told, @r#"
    dateline: --text reprot=texts/report.txt: no source has the id reprot. Did you mean report?
    dateline: --text report: expected SOURCE=PATH, such as cna=article.txt
    dateline: There is no file missing.txt
    dateline: There is no file missing.json
    dateline: texts/report.txt: This is text in none of the formats that are known here. Open JSON, CSV, a calendar, Markwhen or a file of another timeline program
    dateline: broken.json: The file is not sound JSON. Mend the syntax first, then record verdicts
    "#);
}

/// The article is not part of the project; where it lies beside it, every quotation of it must stand in it.
#[test]
fn the_bundled_quotations_stand_in_the_article() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let article = root.join("../shared/facts/cna-2022-03-30.txt");
    if !article.is_file() {
        return;
    }
    let text = format!("cna={}", article.display());
    let (code, json, _) = run(&["quotes", "data/us-singapore.json", "--text", &text, "--json"], root);
    let report: Value = serde_json::from_str(&json).unwrap();
    let quotes = report["quotes"].as_array().unwrap();
    assert!(code == 0 && quotes.len() >= 20, "{json}");
    assert!(quotes.iter().all(|quote| quote["verdict"] == "verbatim"), "{json}");
}

#[test]
fn a_text_outside_the_folder_is_read_only_when_named() {
    let folder = folder();
    let inner = folder.path().join("texts/inner.json");
    let file = r#"{ "sources": [{ "id": "report", "text": "../report.txt" }], "events": [{ "title": "A",
      "citations": { "source": "report", "quote": "They met." } }] }"#;
    std::fs::write(&inner, file).unwrap();
    std::fs::write(folder.path().join("report.txt"), REPORT).unwrap();
    let (code, lines, errors) = run(&["quotes", "texts/inner.json"], folder.path());
    assert!(lines.starts_with("no-source-text"), "{lines}");
    insta::assert_snapshot!(errors, @"../report.txt lies outside the folder of the file and is not read. To check in it all the same, name it: --text report=PATH");
    assert_eq!(code, 0);
    let named = ["quotes", "texts/inner.json", "--text", "report=report.txt"];
    let (code, lines, errors) = run(&named, folder.path());
    assert!(lines.starts_with("verbatim"), "{lines}");
    assert_eq!((code, errors.as_str()), (0, ""));
}
