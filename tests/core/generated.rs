//! Made-up histories: the same everywhere, nothing wrong in them, and of the kind that was asked for.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use dateline_synthetic::{Form, RARE_WORD, Recipe, Shape};
use dateline_timeline::evidence::sha256_hex;
use serde_json::Value;

fn events(recipe: &Recipe) -> Vec<Value> {
    let file: Value = serde_json::from_slice(&recipe.bytes()).unwrap();
    file["events"].as_array().unwrap().clone()
}

#[test]
fn a_recipe_gives_the_same_bytes_everywhere() {
    let sha256 = sha256_hex(&Recipe::typical(5_000, 7).bytes());
    assert_eq!(sha256, "7cd197d14e2082749112323d21e6881a0cd5d819cb67eed798d227ea723a1339");
    assert_ne!(Recipe::typical(100, 1).bytes(), Recipe::typical(100, 2).bytes());
}

#[test]
fn nothing_is_wrong_in_any_kind() {
    for shape in [Shape::Typical, Shape::OneDay, Shape::Identical, Shape::Overlapping] {
        for (form, name) in [(Form::Json, "a.json"), (Form::Lines, "a.jsonl")] {
            let recipe = Recipe { form, ..Recipe::typical(3_000, 3).with_shape(shape) };
            let loaded = dateline_formats::load(&recipe.bytes(), name).unwrap();
            assert_eq!(loaded.timeline.len(), 3_000, "{shape:?} {form:?}");
            assert!(loaded.diagnostics.is_empty(), "{shape:?} {form:?}: {:?}", loaded.diagnostics.first());
        }
    }
}

#[test]
fn a_typical_history_has_everything_that_histories_have() {
    let recipe = Recipe::typical(5_000, 11);
    let bytes = recipe.bytes();
    assert!((450..560).contains(&(bytes.len() / 5_000)), "{} bytes", bytes.len());
    let all = events(&recipe);
    let share = |holds: &dyn Fn(&Value) -> bool| all.iter().filter(|event| holds(event)).count();
    let dated = |part: &str| share(&|event| event["date"].as_str().is_some_and(|date| date.contains(part)));
    assert!((1_350..1_650).contains(&dated("/")), "{} spans", dated("/"));
    for part in ["/..", "T", "X", "~", "?", "[", "-21"] {
        assert!(dated(part) > 5, "{part}");
    }
    assert!((50..200).contains(&share(&|event| event["date"].is_null())));
    for status in ["planned", "ongoing", "cancelled", "recurring", "postponed", "unknown", "happened"] {
        assert!(share(&|event| event["status"] == status) > 5, "{status}");
    }
    assert!((100..300).contains(&share(&|event| event["relations"].is_array())));
    let lanes: HashSet<_> = all.iter().map(|event| event["lane"].as_str().unwrap()).collect();
    assert_eq!(lanes.len(), 12);
    let importances: HashSet<_> = all.iter().map(|event| event["importance"].to_string()).collect();
    assert_eq!(importances.len(), 5_000);
    for event in &all {
        let title = event["title"].as_str().unwrap();
        assert!((25..=70).contains(&title.chars().count()), "{title}");
    }
    let words = String::from_utf8(bytes).unwrap();
    for part in ["’", "—", "É", "ஒப்பந்தம்", "贸易协定", "\\\"", "\\u2013", "\\n"]
    {
        assert!(words.contains(part), "{part}");
    }
}

#[test]
fn the_rare_word_is_rare() {
    let all = events(&Recipe::typical(40_000, 1));
    let found = all.iter().filter(|event| event["title"].as_str().unwrap().contains(RARE_WORD)).count();
    assert!((1..40).contains(&found), "{found}");
}

#[test]
fn bad_kinds_are_as_bad_as_they_say() {
    let of = |shape| events(&Recipe::typical(2_500, 5).with_shape(shape));
    let one_day = of(Shape::OneDay);
    assert!(one_day.iter().all(|event| event["date"].as_str().unwrap().starts_with("2021-05-17")));
    let identical = of(Shape::Identical);
    assert!(identical.iter().all(|event| event == &identical[0] && event["id"].is_null()));
    let overlapping = of(Shape::Overlapping);
    assert!(overlapping.iter().all(|event| {
        let (from, to) = event["date"].as_str().unwrap().split_once('/').unwrap();
        from < "1900-01-02" && to >= "1900-01-01" && event["lane"] == "all"
    }));
}

fn generate(arguments: &[&str], folder: &Path) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("generate").args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn the_command_line_writes_what_the_name_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let recipe = Recipe::typical(3_000, 9);
    for (name, form) in [("a.json", Form::Json), ("a.jsonl", Form::Lines)] {
        let told = generate(&["--events", "3000", "--seed", "9", "-o", name], folder.path());
        assert!(told.status.success() && told.stdout.is_empty() && told.stderr.is_empty());
        assert!(std::fs::read(folder.path().join(name)).unwrap() == Recipe { form, ..recipe }.bytes());
    }
    let told = generate(&["--events", "3000", "--seed", "9", "-o", "-"], folder.path());
    assert!(told.stdout == recipe.bytes());
    let packed = generate(&["--events", "3000", "--seed", "9", "-o", "a.json.gz"], folder.path());
    assert!(packed.status.success());
    let bytes = std::fs::read(folder.path().join("a.json.gz")).unwrap();
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut unpacked).unwrap();
    assert!(unpacked == recipe.bytes());
}

#[test]
fn what_was_generated_is_checked_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.json", "a.jsonl", "a.json.gz", "a.jsonl.gz"] {
        assert!(generate(&["--events", "500", "-o", name], folder.path()).status.success());
        let mut check = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let told = check.args(["check", name]).current_dir(folder.path()).output().unwrap();
        let words = String::from_utf8(told.stdout).unwrap();
        assert!(told.status.success() && words.starts_with(&format!("{name}: 500 events, ")), "{words}");
    }
    let whole = std::fs::read(folder.path().join("a.json.gz")).unwrap();
    std::fs::write(folder.path().join("half.json.gz"), &whole[..whole.len() / 2]).unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let told = check.args(["check", "half.json.gz"]).current_dir(folder.path()).output().unwrap();
    let words = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2));
    assert_eq!(words, "dateline: half.json.gz is compressed with gzip and damaged: it ends too early\n");
}

#[test]
fn a_name_without_a_form_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let told = generate(&["-o", "a.csv"], folder.path());
    assert_eq!(told.status.code(), Some(2));
    let words = String::from_utf8(told.stderr).unwrap();
    assert_eq!(words, "dateline: a.csv: the name ends in .json, .jsonl, .json.gz or .jsonl.gz\n");
    assert_eq!(generate(&["--events", "0", "-o", "-"], folder.path()).status.code(), Some(2));
}
