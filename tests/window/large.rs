//! Large files: what is made beside the window arrives later, and until then the last picture stays alive.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dateline::work::Budget;
use egui::Key;
use egui_kittest::kittest::{Queryable, by};

use crate::driver::{Window, open_budgeted};

/// Three lanes of a third of the events each, one every month; each third tells of a harbour.
fn write_file(folder: &Path, count: usize) -> std::path::PathBuf {
    let events: Vec<String> = (0..count)
        .map(|index| {
            let (year, month) = (1600 + index / 12, index % 12 + 1);
            let what = ["Harbour opened", "Treaty signed", "Visit paid"][index % 3];
            let lane = ["ports", "law", "visits"][index % 3];
            format!(r#"{{"id": "e{index}", "title": "{what} {index}", "date": "{year}-{month:02}", "lane": "{lane}"}}"#)
        })
        .collect();
    let text = format!(
        r#"{{ "dateline": 1, "title": "A large file", "lanes": [{{"id": "ports", "label": "Ports"}},
            {{"id": "law", "label": "Law"}}, {{"id": "visits", "label": "Visits"}}], "events": [{}] }}"#,
        events.join(",\n")
    );
    let path = folder.join("large.json");
    std::fs::write(&path, text).expect("room for a file");
    path
}

/// A window for which the file is large, and what holds back all that is made beside it.
fn open() -> (Window, Arc<AtomicBool>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let is_held = Arc::new(AtomicBool::new(false));
    let budget = Budget { at_once: 10, is_held: Arc::clone(&is_held) };
    let mut window = open_budgeted(write_file(folder.path(), 120), budget);
    window.wait_until("the file", |window| window.session().document().name == "large.json");
    window.wait_until("its counts", |window| window.says("Ports, 40"));
    (window, is_held, folder)
}

#[test]
fn a_frame_holds_as_many_things_for_a_reader_of_thousands_as_of_a_hundred() {
    let (small, _is_held, _folder) = open();
    let things = |window: &Window| window.harness.query_all(by().predicate(|_| true)).count();
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_file(folder.path(), 3_000);
    let mut large = open_budgeted(path, Budget { at_once: 10, is_held: Arc::default() });
    large.wait_until("the file", |window| window.session().document().name == "large.json");
    large.wait_until("its counts", |window| window.says("Ports, 1,000"));
    for key in [Key::Home, Key::W, Key::W, Key::U] {
        large.press(key);
        let count = things(&large);
        assert!(count < 2 * things(&small) + 100, "{key:?}: {count}, {} of a hundred", things(&small));
    }
}

fn hold(is_held: &AtomicBool, held: bool) {
    is_held.store(held, Ordering::Relaxed);
}

fn matching(window: &Window) -> usize {
    window.session().matches().len()
}

#[test]
fn while_words_are_searched_for_the_last_picture_stays_and_can_be_moved() {
    let (mut window, is_held, _folder) = open();
    assert!(window.says("Treaty signed 1, February 1600"));
    hold(&is_held, true);
    window.press(Key::H);
    window.press(Key::Slash);
    window.write("harbour");
    assert_eq!(window.session().query().text, "harbour", "the field says what was typed at once");
    assert_eq!(matching(&window), 120);
    assert!(window.says("Treaty signed 1, "), "the last picture stays");
    window.click("Treaty signed 1, ");
    assert_eq!(window.selected().as_deref(), Some("Treaty signed 1"));
    let before = window.session().viewport();
    window.press(Key::W);
    assert!(window.session().viewport().points_per_second() > before.points_per_second());
    window.press(Key::S);
    hold(&is_held, false);
    window.wait_until("the answer", |window| matching(window) == 40);
    window.wait_until("the new picture", |window| !window.says("Visit paid 2, "));
    assert!(window.says("Harbour opened 0, "));
}

#[test]
fn what_was_superseded_never_shows() {
    let (mut window, is_held, _folder) = open();
    hold(&is_held, true);
    window.press(Key::Slash);
    window.write("harbour");
    std::thread::sleep(Duration::from_millis(50));
    window.write(" 3");
    hold(&is_held, false);
    let mut counts = Vec::new();
    for _ in 0..100 {
        window.harness.step();
        counts.push(matching(&window));
        std::thread::sleep(Duration::from_millis(5));
    }
    counts.dedup();
    assert_eq!(counts.last(), Some(&7), "harbours 3, 30, 33, 36, 39, 63, 93: {counts:?}");
    assert!(counts.iter().all(|count| [120, 7].contains(count)), "{counts:?}");
}

#[test]
fn clearing_needs_no_waiting_and_an_answer_that_comes_after_it_is_thrown_away() {
    let (mut window, is_held, _folder) = open();
    window.press(Key::Slash);
    window.write("treaty");
    window.wait_until("the answer", |window| matching(window) == 40);
    hold(&is_held, true);
    window.write(" 1");
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert_eq!(matching(&window), 120);
    assert!(window.session().open_question().is_none());
    hold(&is_held, false);
    for _ in 0..20 {
        window.harness.step();
        assert_eq!(matching(&window), 120);
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn only_work_that_takes_longer_than_a_moment_is_told_of() {
    let (mut window, is_held, _folder) = open();
    window.wait_until("everything", |window| !window.says("Placing labels") && !window.says("Counting"));
    hold(&is_held, true);
    window.press(Key::Slash);
    window.harness.event(egui::Event::Text("visit".to_owned()));
    window.harness.step();
    std::thread::sleep(Duration::from_millis(120));
    window.wait_until("the sign", |window| window.says("Searching"));
    hold(&is_held, false);
    window.wait_until("the answer", |window| matching(window) == 40);
    window.wait_until("quiet", |window| !window.says("Searching") && !window.says("Counting"));
}

#[test]
fn a_file_that_is_being_read_can_be_left_and_the_former_one_stays() {
    for leave in
        [|window: &mut Window| window.click("Cancel"), |window: &mut Window| window.press(Key::Escape)]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let is_held = Arc::new(AtomicBool::new(true));
        let budget = Budget { at_once: 10, is_held: Arc::clone(&is_held) };
        let mut window = open_budgeted(write_file(folder.path(), 120), budget);
        window.wait_until("the card", |window| window.says("Placing labels of 120 events"));
        leave(&mut window);
        hold(&is_held, false);
        for _ in 0..20 {
            window.harness.step();
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(window.session().document().name, "us-singapore.json");
        assert!(!window.says("Placing labels"));
        assert!(window.says("Three cybersecurity MoUs signed"));
    }
}

#[test]
fn a_list_is_sorted_beside_the_window_and_the_last_order_stays_meanwhile() {
    let (mut window, is_held, _folder) = open();
    hold(&is_held, true);
    window.press(Key::L);
    assert!(window.says("List, 120 events") && !window.says("Harbour opened 0, January 1600"));
    hold(&is_held, false);
    window.wait_until("the list", |window| window.says("List, 120 of 120 events"));
    assert!(window.says("Harbour opened 0, January 1600"));
    hold(&is_held, true);
    window.click("Title, not sorted");
    assert!(window.says("Title, sorted ascending"), "the head says at once what was asked for");
    assert!(window.says("Treaty signed 1, "), "the last order stays");
    hold(&is_held, false);
    window.wait_until("the order", |window| !window.says("Treaty signed 1, "));
    assert!(window.says("Harbour opened 111, "));
}
