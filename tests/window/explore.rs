//! Looking around: events, excerpts, search, filter, zones, keys.

use dateline::session::SidePanel;
use egui::{Key, Modifiers};

use crate::driver::{Window, open, open_sized};

const MOUS: &str = "Three cybersecurity MoUs signed, August 2021, day not stated, happened";

#[test]
fn every_event_in_view_is_a_button_that_says_title_date_and_status() {
    let window = open();
    assert!(window.says(MOUS));
    assert!(window.says("Cyber Dialogue announced, 29 March 2022, happened"));
}

#[test]
fn an_event_is_selected_and_its_excerpt_read() {
    let mut window = open();
    assert!(!window.says("What it rests on"));
    window.click(MOUS);
    assert_eq!(window.selected().as_deref(), Some("Three cybersecurity MoUs signed"));
    assert!(window.says("signing of three memoranda of understanding"));
    window.press(Key::Escape);
    assert_eq!(window.selected(), None);
    assert!(!window.says("What it rests on"));
}

#[test]
fn search_finds_words_of_excerpts_and_is_cleared_with_escape() {
    let mut window = open();
    let all = window.session().matches().len();
    window.press(Key::Slash);
    window.write("artemis");
    let found = window.session().matches().len();
    assert!(found >= 1 && found < all, "{found} of {all}");
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert_eq!(window.session().matches().len(), all);
}

#[test]
fn a_facet_leaves_its_events_and_can_hide_the_others() {
    let mut window = open();
    let all = window.session().matches().len();
    window.click("Space, ");
    let left = window.session().matches().len();
    assert!(left > 0 && left < all, "{left} of {all}");
    assert!(!window.says("Vice President Harris in Singapore"), "the others give up their rows");
    assert!(window.says("48 of 77 events"), "and are still counted, behind");
    window.press(Key::H);
    assert!(!window.says("48 of 77 events"));
    assert!(!window.says("Vice President Harris in Singapore"));
    assert!(window.says("First Space Dialogue held"));
    window.press(Key::H);
    window.press(Key::Escape);
    assert_eq!(window.session().matches().len(), all);
}

#[test]
fn the_zone_switch_moves_the_day() {
    let mut window = open();
    window.click("Cyber Dialogue announced");
    assert!(window.says("29 March 2022"));
    let before = window.session().display_zone();
    window.press(Key::Z);
    assert_ne!(window.session().display_zone(), before);
    assert!(window.says("29–30 March 2022"));
}

#[test]
fn keys_step_zoom_pan_and_go_back() {
    let mut window = open();
    window.press(Key::ArrowRight);
    let first = window.selected();
    window.press(Key::ArrowRight);
    assert!(first.is_some() && window.selected() != first);
    let before = window.session().viewport();
    window.press(Key::W);
    assert!(window.session().viewport().points_per_second() > before.points_per_second());
    window.press(Key::S);
    window.press(Key::D);
    assert!(window.session().viewport().from() > before.from());
    window.press(Key::Home);
    let (from, to) = window.session().extent();
    let view = window.session().viewport();
    assert!(view.from() <= from && view.to() >= to, "everything is in view");
    window.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_ne!(window.session().viewport(), view);
    window.press_with(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.session().viewport().from(), view.from());
}

#[test]
fn the_side_buttons_of_a_mouse_go_through_the_views_and_the_keys_of_editing_do_not() {
    let mut window = open();
    window.press(Key::W);
    window.press(Key::Home);
    let everything = window.session().viewport();
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::Z),
        (Modifiers::COMMAND, Key::Y),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::Z),
    ] {
        window.press_with(modifiers, key);
        assert_eq!(window.session().viewport(), everything, "free for editing");
    }
    let mut press = |button| {
        let at = egui::pos2(800.0, 450.0);
        for pressed in [true, false] {
            let modifiers = Modifiers::NONE;
            window.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        window.settle();
        window.session().viewport()
    };
    assert_ne!(press(egui::PointerButton::Extra1), everything);
    assert_eq!(press(egui::PointerButton::Extra2).from(), everything.from());
}

#[test]
fn an_empty_picture_says_why_and_leads_to_where_something_is() {
    let mut window = open();
    let empty = "No event is in this stretch of time";
    assert!(!window.says(empty));
    for _ in 0..200 {
        if window.says(empty) {
            break;
        }
        window.press(Key::D);
    }
    assert!(window.says(empty), "far from all events");
    let room = window.place(empty);
    window.click_at(room.center_bottom() + egui::vec2(0.0, 24.0), 1);
    let (from, to) = window.session().extent();
    let view = window.session().viewport();
    assert!(view.from() <= from && view.to() >= to && !window.says(empty), "everything is in view");
}

#[test]
fn letters_typed_into_the_search_are_no_commands() {
    let mut window = open();
    let before = window.session().viewport();
    window.press_with(Modifiers::COMMAND, Key::F);
    window.press(Key::W);
    window.press(Key::T);
    assert_eq!(window.session().viewport(), before);
    assert_eq!(window.session().theme(), dateline::session::ThemeChoice::System);
}

#[test]
fn a_narrow_window_opens_its_panels_over_the_picture() {
    let mut window = open_sized(1000.0, 700.0);
    let width = window.session().viewport().width();
    assert!(width > 960.0, "{width}");
    window.press_with(Modifiers::COMMAND, Key::B);
    assert!(window.session().is_open(SidePanel::Facets));
    assert_eq!(window.session().viewport().width(), width);
    window.press(Key::Escape);
    assert!(!window.session().is_open(SidePanel::Facets));
    window.press(Key::ArrowRight);
    assert!(window.session().is_open(SidePanel::Detail));
    assert_eq!(window.session().viewport().width(), width);
}

#[test]
fn a_panel_beside_the_picture_moves_no_time_on_the_screen() {
    let mut window = open();
    let words = "Joint statement of Lee and Biden, ";
    let before = window.place(words).left();
    window.press_with(Modifiers::COMMAND, Key::B);
    assert!(!window.session().is_open(SidePanel::Facets));
    let after = window.place(words).left();
    assert!((before - after).abs() < 1.0, "{before} {after}");
}

#[test]
fn the_keys_work_the_dialog_and_not_the_picture_behind_it() {
    let mut window = open();
    window.press(Key::ArrowRight);
    let (selected, view) = (window.session().selected(), window.session().viewport());
    window.press(Key::U);
    assert!(window.session().is_open(SidePanel::Undated));
    window.press(Key::ArrowDown);
    window.press(Key::ArrowRight);
    window.press(Key::W);
    assert_eq!((window.session().selected(), window.session().viewport()), (selected, view));
    window.press(Key::Enter);
    assert!(!window.session().is_open(SidePanel::Undated));
    let session = window.session();
    let event = session.selected().expect("the second row is selected");
    assert!(!session.document().timeline.is_placed(event), "Enter goes to the chosen row");
    window.click("Menu");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    assert_eq!(window.session().selected(), Some(event));
    window.press(Key::Enter);
    window.wait_until("the second row of the menu", |window| window.session().is_open(SidePanel::OpenPath));
}

#[test]
fn the_head_of_the_detail_stays_while_the_words_scroll() {
    let mut window = open_sized(1600.0, 480.0);
    window.press(Key::ArrowRight);
    let steps = window.place("Next event");
    let title = window.selected().expect("an event");
    let before = window.place("What it rests on");
    window.wheel_down(egui::pos2(before.center().x, 200.0));
    window.settle();
    assert!(window.place("What it rests on").top() < before.top(), "the words scroll");
    assert_eq!(window.place("Next event"), steps);
    assert!(window.says(&title));
}

#[test]
fn selecting_an_event_hides_no_other() {
    let mut window = open();
    window.click("Cyber Dialogue announced");
    window.press_with(Modifiers::COMMAND, Key::Num0);
    let events = |window: &Window| -> Vec<String> {
        let is_event = |label: &String| label.contains(", happened") || label.contains(", planned");
        window.focusable_labels().into_iter().filter(is_event).collect()
    };
    let before = events(&window);
    let view = window.session().viewport();
    for related in ["CNA publishes its report", "First Cyber Dialogue held"] {
        window.click(related);
        if window.session().viewport() != view {
            continue;
        }
        let after = events(&window);
        let gone: Vec<&String> = before.iter().filter(|label| !after.contains(label)).collect();
        assert!(gone.is_empty(), "{related} hides {gone:?}");
    }
}
