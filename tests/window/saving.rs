//! Saving: the format, what it would lose, all events or those that match, and the file.

use dateline::session::{Action, SidePanel};
use dateline::work::Budget;
use egui::{Key, Modifiers};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::driver::{Window, open, open_budgeted, open_file};

/// Opens the dialog with its key.
fn ask_to_save(window: &mut Window) {
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(window.session().is_open(SidePanel::SaveAs));
}

/// Writes over the path in the dialog.
fn name(window: &mut Window, path: &std::path::Path) {
    window.press_with(Modifiers::COMMAND, Key::A);
    window.write(&path.display().to_string());
}

#[test]
fn the_dialog_says_what_a_format_loses_before_anything_is_written() {
    let mut window = open();
    ask_to_save(&mut window);
    assert!(window.says("Nothing: everything is kept"), "Dateline's own format loses nothing");
    window.click("Format: TimelineJS");
    assert!(window.says(".timelinejs.json"), "the ending follows the format");
    assert!(window.says("citations became text"));
    assert!(!window.says("Nothing: everything is kept"));
    window.click("Format: Markdown");
    assert!(window.says("Markdown is for reading: it cannot be opened again as a timeline"));
    window.press(Key::Escape);
    assert!(!window.session().is_open(SidePanel::SaveAs));
}

#[test]
fn a_file_is_written_and_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open();
    ask_to_save(&mut window);
    let path = folder.path().join("talks.xyz");
    name(&mut window, &path);
    assert!(window.says("The name has to end in .json, .csv, .ics or .md"));
    let path = folder.path().join("talks.csv");
    name(&mut window, &path);
    window.press(Key::Enter);
    assert!(!window.session().is_open(SidePanel::SaveAs));
    window.wait_until("the file", |window| window.says("Written to"));
    assert!(window.says("CSV: "), "the notice says what is lost");
    let text = std::fs::read_to_string(&path).expect("a file");
    let count = csv::Reader::from_reader(text.as_bytes()).records().count();
    assert_eq!(count, window.session().document().timeline.len());
    // A second time it would be replaced, which one Enter does not do.
    ask_to_save(&mut window);
    name(&mut window, &path);
    assert!(window.says("There is a file of this name already"));
    window.press(Key::Enter);
    assert!(window.session().is_open(SidePanel::SaveAs));
    window.press(Key::Enter);
    assert!(!window.session().is_open(SidePanel::SaveAs));
}

#[test]
fn those_that_match_can_be_saved_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open();
    ask_to_save(&mut window);
    assert!(!window.says("Events: All"), "without a filter there is nothing to choose");
    window.press(Key::Escape);
    window.press(Key::Slash);
    window.write("dialogue");
    let (matching, all) = (window.session().matches().len(), window.session().document().timeline.len());
    assert!(matching > 0 && matching < all);
    ask_to_save(&mut window);
    assert!(window.says(&format!("Events: The {matching} that match")));
    let path = folder.path().join("part.json");
    name(&mut window, &path);
    window.press(Key::Enter);
    window.wait_until("the file", |_| path.exists());
    let count = |path| {
        dateline_formats::load(&std::fs::read(path).expect("a file"), "f.json")
            .expect("events")
            .timeline
            .len()
    };
    assert_eq!(count(&path), matching);
    ask_to_save(&mut window);
    window.click(&format!("Events: All {all} events"));
    let path = folder.path().join("all.json");
    window.click("Path of the file");
    name(&mut window, &path);
    window.press(Key::Enter);
    window.wait_until("the file", |_| path.exists());
    assert_eq!(count(&path), all);
}

#[test]
fn the_open_file_is_not_suggested_and_its_replacement_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.json");
    std::fs::write(&path, r#"[{"title": "A", "date": "2021"}]"#).expect("room for a file");
    let mut window = open_file(path.clone());
    ask_to_save(&mut window);
    assert!(window.says("history copy.json"));
    name(&mut window, &path);
    assert!(window.says("This is the file that is open"));
}

#[test]
fn the_report_on_a_large_file_does_not_hold_the_window_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.json");
    std::fs::write(&path, r#"[{"title": "A", "date": "2021?"}, {"title": "B"}]"#).expect("room for a file");
    let is_held = Arc::new(AtomicBool::new(false));
    let mut window = open_budgeted(path, Budget { at_once: 1, is_held: Arc::clone(&is_held) });
    window.wait_until("the file", |window| window.session().document().name == "history.json");
    is_held.store(true, Ordering::Relaxed);
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.click("Format: TimelineJS");
    assert!(window.says("Counting…"));
    is_held.store(false, Ordering::Relaxed);
    window.wait_until("the report", |window| window.says("1 uncertain date became text"));
    assert!(window.says("1 event without a date dropped"));
}

#[test]
fn the_menu_has_it_with_its_key() {
    let mut window = open();
    window.click("Menu");
    let (words, _) = Action::SaveAs.label_and_hint();
    assert!(window.says(words));
    window.click(words);
    assert!(window.session().is_open(SidePanel::SaveAs));
}

#[test]
fn choosing_a_format_never_proposes_the_file_that_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("talks.csv");
    std::fs::write(&path, "date,title,cost\n2021-08,Talks held,12\n").expect("room");
    let mut window = open_file(path);
    ask_to_save(&mut window);
    window.click("Format: CSV");
    assert!(window.says("talks copy.csv"), "a copy is proposed beside the open table");
}

#[test]
fn a_picture_has_all_lanes_that_are_scrolled_through_in_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let lanes: Vec<String> = (0..40)
        .map(|lane| {
            format!(r#"{{"title": "Talks {lane}", "date": "20{lane:02}", "lane": "Partner {lane}"}}"#)
        })
        .collect();
    let path = folder.path().join("partners.json");
    std::fs::write(&path, format!("[{}]", lanes.join(","))).expect("room for a file");
    let mut window = open_file(path);
    window.press_with(Modifiers::COMMAND, Key::E);
    assert!(window.says("higher where lanes need it"));
    window.press(Key::Enter);
    window.wait_until("the picture", |window| window.says("Written to"));
    assert!(!window.says("no room"));
    let svg = std::fs::read_to_string(folder.path().join("partners.svg")).expect("a picture");
    for lane in 0..40 {
        assert!(svg.contains(&format!("aria-label=\"Partner {lane}\"")), "Partner {lane} is not there");
    }
}
