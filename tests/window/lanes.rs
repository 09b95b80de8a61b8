//! Lanes by any field, folded, moved and sorted, with the keyboard and the pointer.

use egui::Key;

use crate::driver::{Window, open};

/// The names of the lanes from top to bottom.
fn lanes(window: &Window) -> Vec<String> {
    let session = window.session();
    session
        .lanes()
        .as_ref()
        .map_or_else(Vec::new, |lanes| lanes.shown().map(|lane| lane.name.clone()).collect())
}

fn choose(window: &mut Window, words: &str) {
    window.press_with(egui::Modifiers::COMMAND, Key::K);
    window.write(words);
    window.press(Key::Enter);
}

#[test]
fn lanes_are_made_of_another_field_and_the_facets_go_with_them() {
    let mut window = open();
    let of_file = lanes(&window);
    window.click("Lanes of the file");
    window.click("Lanes by status");
    assert!(lanes(&window).contains(&"Happened".to_owned()), "{:?}", lanes(&window));
    assert!(window.says("Fold lane Happened"));
    choose(&mut window, "lanes by actor");
    assert!(window.says("Fold lane Singapore"));
    choose(&mut window, "lanes of the file");
    assert_eq!(lanes(&window), of_file);
}

#[test]
fn the_detail_names_the_lane_and_how_many_others_there_could_be() {
    let mut window = open();
    choose(&mut window, "lanes by actor");
    let session = window.session();
    let timeline = &session.document().timeline;
    let event = timeline.ids().find(|event| timeline.actors_of(*event).len() == 2).expect("two actors");
    let title = timeline.event_title(event).to_owned();
    let first = timeline.actor(timeline.actors_of(event)[0]).expect("an actor").name.clone();
    choose(&mut window, &title);
    assert_eq!(window.selected(), Some(title));
    assert!(window.says(&format!("Lane: {first} and 1 more")));
}

#[test]
fn a_folded_lane_shows_no_event_by_name_and_unfolds_again() {
    let mut window = open();
    let lane = lanes(&window).first().cloned().expect("a lane");
    let session = window.session();
    let timeline = &session.document().timeline;
    let event = timeline.ids().find(|event| session.lane_style(*event) == 0).expect("an event");
    let title = timeline.event_title(event).to_owned();
    window.press(Key::Home);
    window.click(&format!("Fold lane {lane}"));
    assert!(window.says(&format!("Unfold lane {lane}")));
    assert!(!window.says(&format!("{title}, ")), "{title}");
    let placed = timeline.len() - timeline.undated_count();
    let counts = format!("{placed} of {} events", timeline.len());
    assert!(window.says(&counts), "what is folded is counted");
    choose(&mut window, &title);
    assert!(window.says(&format!("{title}, ")), "what is selected is shown all the same");
    window.press(Key::Escape);
    window.click(&format!("Unfold lane {lane}"));
    assert!(window.says(&format!("Fold lane {lane}")));
}

#[test]
fn lanes_are_moved_sorted_and_put_back() {
    let mut window = open();
    let before = lanes(&window);
    window.click(&format!("Move lane {} down", before[0]));
    assert_eq!(lanes(&window)[..2], [before[1].clone(), before[0].clone()]);
    window.click(&format!("Move lane {} up", before[0]));
    assert_eq!(lanes(&window), before);
    choose(&mut window, "sort lanes by name");
    let mut sorted = before.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(lanes(&window), sorted);
    assert_ne!(sorted, before);
    choose(&mut window, "reset lanes");
    assert_eq!(lanes(&window), before);
}

#[test]
fn a_lane_is_dragged_by_its_name() {
    let mut window = open();
    let before = lanes(&window);
    let from = window.place(&format!("Fold lane {}", before[0])).left_center() - egui::vec2(16.0, 0.0);
    let to = window.place(&format!("Fold lane {}", before[2])).left_center() + egui::vec2(0.0, 4.0);
    let view = window.session().viewport();
    window.harness.hover_at(from);
    window.settle();
    window.button_at(from, true);
    for share in [0.3, 0.7, 1.0] {
        window.harness.hover_at(from + (to - from) * share);
        window.harness.step();
    }
    window.button_at(to, false);
    window.settle();
    assert_eq!(lanes(&window)[..2], [before[1].clone(), before[0].clone()]);
    assert_eq!(window.session().viewport(), view, "the picture stays where it is");
}

#[test]
fn the_arrows_follow_the_lanes_as_they_stand() {
    let mut window = open();
    let before = lanes(&window);
    window.click(&format!("Move lane {} down", before[0]));
    let session = window.session();
    let timeline = &session.document().timeline;
    let event = timeline.ids().find(|event| session.lane_style(*event) == 1).expect("an event");
    let title = timeline.event_title(event).to_owned();
    choose(&mut window, &title);
    window.press(Key::ArrowDown);
    let session = window.session();
    assert_eq!(session.selected().map(|event| session.lane_style(event)), Some(0));
}

#[test]
fn how_lanes_were_left_is_remembered_by_field() {
    let mut window = open();
    let lane = lanes(&window).first().cloned().expect("a lane");
    window.click(&format!("Fold lane {lane}"));
    choose(&mut window, "lanes by status");
    assert!(!window.says("Unfold lane"));
    choose(&mut window, "lanes of the file");
    assert!(window.says(&format!("Unfold lane {lane}")));
}
