//! Presenting: scenes, keys of clickers, blank, and back.

use egui::Key;

use crate::driver::{Window, open};
use dateline::session::{Screen, Talk};

fn screen(window: &Window) -> Option<Screen> {
    window.session().talk().map(Talk::screen)
}

#[test]
fn the_story_is_walked_with_the_keys_of_a_clicker() {
    let mut window = open();
    let before = window.session().viewport();
    window.press(Key::F5);
    assert!(window.says("Scene 1 of"));
    window.press(Key::PageDown);
    assert!(window.says("Scene 2 of"));
    window.press(Key::Period);
    assert_eq!(screen(&window), Some(Screen::Black));
    window.press(Key::PageDown);
    assert_eq!(screen(&window), Some(Screen::Scene));
    assert!(window.says("Scene 2 of"), "the first key only brings the scene back");
    window.press(Key::PageUp);
    assert!(window.says("Scene 1 of"));
    window.press(Key::End);
    let last = window.session().scene_count();
    assert!(window.says(&format!("Scene {last} of {last}")));
    window.press(Key::PageDown);
    assert!(window.says(&format!("Scene {last} of {last}")));
    window.press(Key::Escape);
    assert!(window.session().talk().is_none());
    assert_eq!(window.session().viewport(), before);
}

#[test]
fn an_event_is_found_in_a_talk_and_the_scene_comes_back() {
    let mut window = open();
    window.press(Key::F5);
    window.press(Key::PageDown);
    window.press(Key::Slash);
    assert!(window.says("Find an event"));
    window.write("memoranda");
    assert!(window.says("Three cybersecurity MoUs signed, August 2021, day not stated"));
    window.press(Key::Enter);
    assert!(window.says("Beside the talk: Three cybersecurity MoUs signed"));
    assert!(!window.says("Find an event"));
    window.press(Key::Escape);
    assert!(window.says("Scene 2 of"), "Escape returns to the scene");
    window.press(Key::Slash);
    window.write("no such words");
    assert!(window.says("No event holds these words"));
    window.press(Key::Escape);
    assert!(window.says("Scene 2 of") && !window.says("Find an event"));
    window.press(Key::Escape);
    assert!(window.session().talk().is_none());
}
