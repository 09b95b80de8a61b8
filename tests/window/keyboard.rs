//! The keyboard: what is typed goes where it belongs, and Tab leads to everything and never into a trap.

use dateline::session::{Session, ThemeChoice};
use egui::{Event, Key, Modifiers};

use crate::driver::{Window, open, open_sized};

/// The events that a window system sends for a key that types a letter.
fn typed(letter: char) -> Vec<Event> {
    let key = Key::from_name(&letter.to_ascii_uppercase().to_string()).expect("a key");
    let press = |pressed| Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    vec![press(true), Event::Text(letter.to_string()), press(false)]
}

/// Sends events as one batch, as a slow frame gets them.
fn send(window: &mut Window, events: impl IntoIterator<Item = Event>) {
    events.into_iter().for_each(|event| window.harness.event(event));
    window.settle();
}

fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers }
}

fn state(session: &Session) -> (ThemeChoice, i64, i64) {
    (session.theme(), session.viewport().from().seconds(), session.viewport().to().seconds())
}

#[test]
fn letters_typed_right_after_the_key_of_the_search_belong_to_the_search() {
    let mut window = open();
    let before = state(&window.session());
    let slash = [pressed(Key::Slash, Modifiers::NONE), Event::Text("/".to_owned())];
    // W, S, A, D, F and T are commands while nothing is written.
    send(
        &mut window,
        slash.into_iter().chain("wsadft embassy".chars().flat_map(|letter| match letter {
            ' ' => vec![Event::Text(" ".to_owned())],
            letter => typed(letter),
        })),
    );
    assert_eq!(window.session().query().text, "wsadft embassy");
    assert_eq!(state(&window.session()), before, "no letter ran as a command");
}

#[test]
fn letters_that_come_in_several_frames_keep_their_order() {
    let mut window = open();
    window.harness.event(pressed(Key::Slash, Modifiers::NONE));
    window.harness.event(Event::Text("/".to_owned()));
    for letter in "dialogue".chars() {
        typed(letter).into_iter().for_each(|event| window.harness.event(event));
        window.harness.step();
    }
    window.settle();
    assert_eq!(window.session().query().text, "dialogue");
}

#[test]
fn letters_typed_right_after_the_key_of_the_palette_belong_to_the_palette() {
    let mut window = open();
    let before = state(&window.session());
    let open_palette = pressed(Key::K, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    send(&mut window, [open_palette].into_iter().chain("dialogue".chars().flat_map(typed)));
    assert_eq!(state(&window.session()), before, "no letter ran as a command");
    assert!(window.says("Cyber Dialogue announced"));
    // From a field that has the keyboard to another one.
    let mut window = open();
    send(&mut window, [pressed(Key::Slash, Modifiers::NONE), Event::Text("/".to_owned())]);
    let open_palette = pressed(Key::K, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    send(&mut window, [open_palette].into_iter().chain("theme".chars().flat_map(typed)));
    assert_eq!(window.session().query().text, "", "nothing went into the field that was left");
    assert_eq!(state(&window.session()), before);
}

/// Presses Tab, or Shift+Tab, until the keyboard is where it was first; what had it meanwhile, in order.
fn ring(window: &mut Window, modifiers: Modifiers) -> Vec<String> {
    let mut ring: Vec<(Option<egui::Id>, String)> = Vec::new();
    for _ in 0..400 {
        window.harness.key_press_modifiers(modifiers, Key::Tab);
        window.settle();
        let id = window.harness.ctx.memory(|memory| memory.focused());
        if let Some(first) = ring.iter().position(|(other, _)| id.is_some() && *other == id) {
            ring.drain(..first);
            break;
        }
        ring.push((id, window.focused_label()));
    }
    // Between the last control and the first nothing has the keyboard for a moment.
    let empty = ring.iter().filter(|(id, _)| id.is_none()).count();
    assert!(empty <= 1, "the keyboard is lost {empty} times: {ring:?}");
    ring.retain(|(id, _)| id.is_some());
    ring.into_iter().map(|(_, label)| label).collect()
}

/// Both directions lead to everything that can have the keyboard, and to each once.
fn assert_whole_ring(window: &mut Window, what: &str, behind: &[String]) -> Vec<String> {
    let forward = ring(window, Modifiers::NONE);
    let mut backward = ring(window, Modifiers::SHIFT);
    backward.reverse();
    let mut sorted = [forward.clone(), backward.clone()];
    sorted.iter_mut().for_each(|ring| ring.sort());
    assert_eq!(sorted[0], sorted[1], "{what}: both directions lead to the same");
    // What stands behind a dialog has to wait.
    let mut reachable = window.focusable_labels();
    for label in behind {
        let index = reachable.iter().position(|other| other == label);
        index.map(|index| reachable.remove(index));
    }
    reachable.sort();
    assert_eq!(sorted[0], reachable, "{what}: everything is reached once");
    forward
}

#[test]
fn tab_leads_to_everything_at_every_size_and_never_into_a_trap() {
    for (width, height) in [(800.0, 600.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        let mut window = open_sized(width, height);
        let ring = assert_whole_ring(&mut window, &format!("{width}×{height}"), &[]);
        assert!(ring.len() > 30, "{ring:?}");
        assert!(ring.iter().any(|label| label.contains("Three cybersecurity MoUs signed")), "{ring:?}");
    }
}

type Show = fn(&mut Window);

#[test]
fn tab_leads_to_everything_beside_every_panel() {
    let panels: [(&str, Show); 3] = [
        ("detail", |window| window.click("Three cybersecurity MoUs signed")),
        ("list", |window| window.press(Key::L)),
        ("problems", |window| window.click("No problems")),
    ];
    for (name, show) in panels {
        let mut window = open();
        show(&mut window);
        assert_whole_ring(&mut window, name, &[]);
    }
}

#[test]
fn tab_stays_within_dialogs() {
    let dialogs: [(&str, Show); 5] = [
        ("undated", |window| window.click("12 undated")),
        ("palette", |window| window.press_with(Modifiers::COMMAND, Key::K)),
        ("keys", |window| window.press(Key::Questionmark)),
        ("export", |window| window.press_with(Modifiers::COMMAND, Key::E)),
        ("open path", |window| window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::O)),
    ];
    for (name, show) in dialogs {
        let mut window = open();
        let behind = window.focusable_labels();
        show(&mut window);
        let ring = assert_whole_ring(&mut window, name, &behind);
        assert!(!ring.is_empty(), "{name}");
    }
}
