//! Opening: a broken file, a refused one, a good one.

use std::path::PathBuf;

use dateline::session::SidePanel;
use dateline::ui::panels::cited_sentence;

use crate::driver::open_file;

fn sample(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "data", name].iter().collect()
}

#[test]
fn a_broken_file_shows_its_good_events_and_its_problems() {
    let mut window = open_file(sample("broken.json"));
    let session = window.session();
    assert_eq!(session.document().name, "broken.json");
    assert!(!session.document().timeline.is_empty());
    assert!(session.document().problem_count() > 0);
    assert!(window.says("Good: first dialogue held"));
    window.press(egui::Key::P);
    assert!(window.session().is_open(SidePanel::Problems));
    assert!(window.says("2022-02-30"), "the problems say which value is wrong");
    window.press(egui::Key::Escape);
    assert!(window.says("Good: first dialogue held"));
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_timeline_and_says_why() {
    let window = open_file(sample("missing.json"));
    let session = window.session();
    assert_eq!(session.document().name, "us-singapore.json");
    assert!(session.is_open(SidePanel::Problems));
    assert_eq!(session.refusal().map(|refusal| refusal.message.as_str()), Some("There is no such file"));
}

const QUOTING: &str = r#"{ "dateline": 1,
  "sources": [{ "id": "report", "title": "A report", "text": "texts/report.txt" },
              { "id": "memo", "title": "A memo", "text": "../memo.txt" }],
  "events": [{ "id": "talks", "title": "Talks held", "date": "2021-08-23", "citations": [
    { "source": "report", "quote": "issued a joint statement" },
    { "source": "report", "quote": "never said a word",
      "checked": { "verdict": "verbatim", "on": "2026-11-22" } },
    { "source": "memo", "quote": "said so" },
    { "source": "memo", "quote": "said so too",
      "checked": { "verdict": "verbatim", "on": "2026-11-22" } }] }],
  "stories": [{ "title": "One scene", "scenes": [{ "event": "talks", "caption": "They met." }] }] }"#;

#[test]
fn quotations_are_looked_up_in_the_texts_beside_the_file() {
    let outer = tempfile::tempdir().expect("a folder");
    let folder = outer.path().join("inner");
    std::fs::create_dir_all(folder.join("texts")).expect("room for a folder");
    std::fs::write(folder.join("texts/report.txt"), "They issued a joint statement.\n").expect("room");
    std::fs::write(outer.path().join("memo.txt"), "He said so, and said so too.").expect("room");
    std::fs::write(folder.join("f.json"), QUOTING).expect("room");
    let mut window = open_file(folder.join("f.json"));
    let found: Vec<_> =
        window.session().document().diagnostics.iter().map(|found| found.path.clone()).collect();
    assert_eq!(found, ["sources[1].text"]);
    window.press(egui::Key::ArrowRight);
    assert_eq!(window.selected().as_deref(), Some("Talks held"));
    for words in [
        "Verbatim. Stands in the source text",
        "Not found. Not found in the source text",
        "No source text. There is no source text to check against. ../memo.txt lies outside the folder of the file",
        "Verbatim. Recorded 22 November 2026; the source text is not shipped with the file",
    ] {
        assert!(window.says(words), "nothing says \"{words}\"");
    }
    let event = window.session().selected().expect("an event");
    let sentence = cited_sentence(window.session().document(), event).replace('\u{a0}', " ");
    assert_eq!(
        sentence,
        "Talks held (23 August 2021): “issued a joint statement” (A report; verbatim); \
         “never said a word” (A report; not found); “said so” (A memo); \
         “said so too” (A memo; verbatim, checked 22 November 2026)."
    );
}

#[test]
fn deep_time_opens_with_everything_in_view() {
    let window = open_file(sample("deep-time.json"));
    let session = window.session();
    let (from, to) = session.extent();
    assert!(session.viewport().from() <= from && session.viewport().to() >= to);
}
