//! Files that are read again when they change, and several files at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::session::SidePanel;
use dateline::work::Budget;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::driver::{Window, open_budgeted, open_file, open_files};

const A: &str = r#"{ "dateline": 1, "title": "Pacts", "lanes": [{"id": "law", "label": "Law"}, {"id": "sea", "label": "Sea"}],
  "sources": [{ "id": "report", "title": "A report", "text": "report.txt" }],
  "events": [
    { "id": "pact", "title": "Treaty of Friendship signed in Manila", "date": "1976-02-24", "lane": "law",
      "citations": [{ "source": "report", "quote": "signed a treaty" }] },
    { "id": "port", "title": "Harbour opened", "date": "1980-05", "lane": "sea" },
    { "id": "end", "title": "Council dissolved", "date": "1990-01-01", "lane": "law" }] }"#;
const B: &str = r#"[{ "id": "pact", "title": "Friendship Treaty signed in Manila", "date": "1976-02" },
  { "id": "visit", "title": "Visit paid", "date": "1983-03-01" }]"#;

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("room for a file");
    path
}

/// As editors do: a new file takes the name of the old.
fn replace(folder: &Path, name: &str, text: &str) {
    let beside = write(folder, "new~", text);
    fs::rename(beside, folder.join(name)).expect("a folder");
}

fn titles(window: &Window) -> Vec<String> {
    let session = window.session();
    let timeline = &session.document().timeline;
    timeline.ids().map(|id| timeline.event_title(id).to_owned()).collect()
}

fn two() -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [write(folder.path(), "a.json", A), write(folder.path(), "b.json", B)];
    (open_files(&paths), folder)
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Lets go of files over the window, with keys held.
fn drop_files(window: &mut Window, paths: &[PathBuf], modifiers: Modifiers) {
    let input = window.harness.input_mut();
    let dropped = |path: &PathBuf| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle;
    input.dropped_files = paths.iter().map(dropped).collect();
    window.harness.event(egui::Event::ModifiersChanged(modifiers));
    window.harness.step();
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.harness.step();
}

#[test]
fn a_file_that_changes_is_read_again_with_view_and_selection_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open_file(write(folder.path(), "a.json", A));
    window.click("Harbour opened");
    window.press(Key::W);
    let before = window.session();
    let changed = A
        .replace("\"events\": [", "\"events\": [ { \"id\": \"new\", \"title\": \"Bridge built\", \"date\": \"1979\", \"lane\": \"sea\" },")
        .replace("Council dissolved", "Council adjourned");
    replace(folder.path(), "a.json", &changed);
    window.wait_until("the news", |window| {
        window.says("a.json changed and was read again: 1 event added, 1 changed")
    });
    let after = window.session();
    assert_eq!(titles(&window).first().map(String::as_str), Some("Bridge built"));
    assert_eq!(window.selected().as_deref(), Some("Harbour opened"));
    assert_eq!((after.viewport(), after.opened_count()), (before.viewport(), before.opened_count()));
    assert!(after.is_open(SidePanel::Detail));
    // Written in pieces.
    let path = folder.path().join("a.json");
    let (first, second) = A.split_at(A.len() / 2);
    fs::write(&path, first).expect("room");
    fs::write(&path, [first, second].concat()).expect("room");
    window.wait_until("the file as it was", |window| titles(window).len() == 3);
    assert!(window.session().files().first_stale().is_none());
}

#[test]
fn a_file_that_became_broken_stays_as_it_was_and_recovers_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open_file(write(folder.path(), "a.json", A));
    window.click("Harbour opened");
    let revision = window.session().revision();
    for (broken, what) in [("", "has become unreadable"), (&A[..A.len() / 2], "has become unreadable")] {
        replace(folder.path(), "a.json", broken);
        window.wait_until("bad news", |window| window.says(what) && window.says("showing it as of"));
        assert_eq!((titles(&window).len(), window.session().revision()), (3, revision));
        assert_eq!(window.selected().as_deref(), Some("Harbour opened"));
        assert_eq!(window.session().overlay(), None, "the picture stays in sight");
        assert!(!window.says("No problems") && window.says(" problem"), "nothing says that all is well");
        window.press(Key::P);
        assert!(window.says("a.json has become unreadable"));
        assert!(window.session().refusal().is_some());
        window.press(Key::Escape);
        replace(folder.path(), "a.json", A);
        window.wait_until("good news", |window| window.says("a.json can be read again"));
        assert!(window.session().files().first_stale().is_none());
        assert!(!window.says("showing it as of"));
    }
    fs::remove_file(folder.path().join("a.json")).expect("a file");
    window.wait_until("that it is gone", |window| {
        window.says("a.json is not there any more; showing it as of")
    });
    assert_eq!(titles(&window).len(), 3);
    replace(folder.path(), "a.json", &A.replace("Harbour", "Port"));
    window.wait_until("it is back", |window| titles(window).contains(&"Port opened".to_owned()));
}

#[test]
fn texts_of_sources_are_looked_into_again_when_they_change() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "report.txt", "They met.");
    let mut window = open_file(write(folder.path(), "a.json", A));
    window.click("Treaty of Friendship signed");
    assert!(window.says("Not found"));
    write(folder.path(), "report.txt", "They signed a treaty.");
    window.wait_until("the quotation", |window| window.says("Verbatim. Stands in the source text"));
    assert_eq!(window.selected().as_deref(), Some("Treaty of Friendship signed in Manila"));
}

#[test]
fn live_reload_can_be_switched_off_and_catches_up_when_it_is_on_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open_file(write(folder.path(), "a.json", A));
    for is_on in [false, true] {
        window.click("Menu");
        window.click("Live reload");
        assert_eq!(window.session().has_live_reload(), is_on);
        if !is_on {
            replace(folder.path(), "a.json", &A.replace("Harbour", "Port"));
        }
    }
    window.wait_until("the change", |window| titles(window).contains(&"Port opened".to_owned()));
}

#[test]
fn several_files_are_groups_of_lanes_that_can_be_hidden_moved_and_closed() {
    let (mut window, _folder) = two();
    assert_eq!(titles(&window).len(), 5);
    let lanes = |window: &Window| {
        let session = window.session();
        session.document().timeline.lanes().iter().map(|lane| lane.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(lanes(&window), ["Law", "Sea", "b.json"]);
    let (from, to) = window.session().extent();
    let view = window.session().viewport();
    assert!(view.from() <= from && view.to() >= to, "all of both files is in view");
    for words in ["a.json, 3 events", "b.json, 2 events"] {
        assert!(window.says(words), "nothing says {words}");
    }
    window.click("Visit paid");
    window.click("Move up b.json");
    assert_eq!(lanes(&window), ["b.json", "Law", "Sea"]);
    assert_eq!(window.selected().as_deref(), Some("Visit paid"));
    window.click("Hide a.json");
    assert_eq!((titles(&window).len(), window.selected().as_deref()), (2, Some("Visit paid")));
    assert!(window.says("a.json, 3 events, hidden"));
    window.click("Show a.json");
    window.click("Close b.json");
    assert_eq!((titles(&window).len(), window.selected()), (3, None));
    assert!(!window.says("Move up"), "a file by itself has no list");
}

#[test]
fn a_changed_file_among_several_keeps_the_others_and_problems_are_told_by_file() {
    let (mut window, folder) = two();
    window.click("Harbour opened");
    replace(folder.path(), "b.json", &B.replace("1983-03-01", "1983-02-30"));
    window.wait_until("the change", |window| window.says("b.json changed and was read again"));
    assert_eq!(window.selected().as_deref(), Some("Harbour opened"));
    window.press(Key::P);
    assert!(window.says("1983-02-30"), "the problems of the file that has any are listed");
    window.click("Problems of: a.json");
    assert!(!window.says("1983-02-30"));
    window.press(Key::Escape);
    replace(folder.path(), "b.json", "[");
    window.wait_until("bad news", |window| window.says("b.json has become unreadable; showing it as of"));
    assert_eq!(titles(&window).len(), 5);
}

#[test]
fn a_file_that_cannot_be_opened_among_several_is_told_of_and_the_others_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = write(folder.path(), "b.json", B);
    let window = open_files_refusing(&[folder.path().join("missing.json"), good]);
    assert_eq!(titles(&window).len(), 2);
    assert_eq!(window.session().files().list().len(), 1);
    assert!(window.says("missing.json could not be opened"));
}

fn open_files_refusing(paths: &[PathBuf]) -> Window {
    let mut window = crate::driver::open();
    drop_files(&mut window, paths, Modifiers::NONE);
    window.wait_until("the refusal", |window| window.session().refusal().is_some());
    window
}

#[test]
fn likely_duplicates_are_proposed_and_never_merged() {
    let (mut window, _folder) = two();
    window.wait_until("a proposal", |window| window.says("1 likely duplicate"));
    window.click("1 likely duplicate");
    assert!(window.session().is_open(SidePanel::Duplicates));
    assert!(window.says("1 pair of events may be the same"));
    assert!(window.says("Dates that can both be true, 5 of 6 words"));
    window.click("Same event");
    assert_eq!(titles(&window).len(), 5, "nothing is merged");
    let link = window.harness.get_by_label("Friendship Treaty signed in Manila").rect();
    window.click_at(link.center(), 1);
    assert_eq!(window.selected().as_deref(), Some("Friendship Treaty signed in Manila"));
    assert!(window.says("In other files, 1"));
    window.click("Undo");
    window.click("Not the same");
    assert!(!window.says("In other files"));
    assert!(!window.says("1 likely duplicate"));
}

#[test]
fn files_are_aligned_by_an_event_of_each() {
    let (mut window, _folder) = two();
    window.click("Align by: Event");
    assert!(window.session().files().is_aligned());
    assert!(window.says("since zero"));
    window.click("Visit paid");
    window.click("Use selection as zero");
    let session = window.session();
    let timeline = &session.document().timeline;
    let point = |title: &str| {
        let event = timeline.ids().find(|id| timeline.event_title(*id) == title).expect(title);
        timeline.range(event).and_then(|range| range.sort_key())
    };
    assert_eq!(point("Visit paid"), point("Treaty of Friendship signed in Manila"));
    assert!(window.says("1 March 1983"), "the detail shows the date as it is");
    window.click("Align by: Date");
    assert!(!window.says("since zero"));
}

#[test]
fn an_exported_picture_of_aligned_files_says_since_when_years_are_counted() {
    let (mut window, folder) = two();
    window.click("Align by: Event");
    let counts = "Years since Treaty of Friendship signed in Manila / Friendship Treaty signed in Manila";
    for (is_aligned, zero, now) in [(true, 1, 0), (false, 0, 1)] {
        if !is_aligned {
            window.click("Align by: Date");
        }
        window.press_with(Modifiers::COMMAND, Key::E);
        let path = folder.path().join("a + b.svg");
        assert!(window.says(&path.display().to_string()), "the picture is named after both files");
        assert_eq!(window.says(counts), is_aligned, "the dialog says what the axis counts");
        window.press(Key::Enter);
        window.wait_until("the picture", |_| path.is_file());
        let svg = fs::read_to_string(&path).expect("a picture").replace('\u{a0}', " ");
        let said = |words: &str| svg.matches(&format!("aria-label=\"{words}\"")).count();
        assert_eq!((said("Zero"), said("Now")), (zero, now));
        assert_eq!((svg.contains(counts), svg.contains("since zero")), (is_aligned, is_aligned));
        fs::remove_file(path).expect("the picture");
    }
}

#[test]
fn large_files_are_combined_beside_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [write(folder.path(), "a.json", A), write(folder.path(), "b.json", B)];
    let budget = Budget { at_once: 3, ..Budget::default() };
    let held = std::sync::Arc::clone(&budget.is_held);
    let mut window = open_budgeted(paths[0].clone(), budget);
    window.wait_until("the first file", |window| window.session().document().name == "a.json");
    drop_files(&mut window, &paths[1..], Modifiers::SHIFT);
    held.store(false, std::sync::atomic::Ordering::Relaxed);
    window.wait_until("both", |window| titles(window).len() == 5);
    window.wait_until("labels", |window| window.says("Visit paid"));
}

#[test]
fn hiding_one_of_two_large_files_is_left_to_the_worker() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [write(folder.path(), "a.json", A), write(folder.path(), "b.json", B)];
    let budget = Budget { at_once: 1, ..Budget::default() };
    let held = std::sync::Arc::clone(&budget.is_held);
    let mut window = open_budgeted(paths[0].clone(), budget);
    window.wait_until("the first file", |window| window.session().document().name == "a.json");
    drop_files(&mut window, &paths[1..], Modifiers::SHIFT);
    window.wait_until("both", |window| titles(window).len() == 5);
    held.store(true, std::sync::atomic::Ordering::Relaxed);
    window.click("Hide a.json");
    window.settle();
    assert!(window.says("a.json, 3 events, hidden"), "the list of files answers at once");
    assert_eq!(
        titles(&window).len(),
        5,
        "the last picture stays until the labels of the other file are there"
    );
    held.store(false, std::sync::atomic::Ordering::Relaxed);
    window.wait_until("the other file", |window| titles(window).len() == 2);
    assert!(window.session().open_combination().is_none());
}
