//! The events as a table: sorted by its heads, walked with the arrows, in step with the picture.

use dateline::session::Session;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable, by};

use crate::driver::{Window, open, open_sized};

/// The rows in sight from top to bottom: what each says, and where it is.
fn placed_rows(window: &Window) -> Vec<(String, egui::Rect)> {
    let is_row = |node: &AccessKitNode<'_>| node.role() == egui::accesskit::Role::Row;
    let rows = window.harness.query_all(by().predicate(is_row));
    let mut found: Vec<(String, egui::Rect)> =
        rows.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect();
    found.sort_by(|one, other| one.1.top().total_cmp(&other.1.top()));
    found
}

/// The titles of the rows in sight, up to their first comma.
fn rows(window: &Window) -> Vec<String> {
    placed_rows(window).into_iter().map(|(label, _)| first_part(&label)).collect()
}

fn first_part(words: &str) -> String {
    words.split(", ").next().unwrap_or_default().to_owned()
}

fn total(window: &Window) -> usize {
    window.session().document().timeline.len()
}

/// A title as it is compared with others.
fn plain(title: &str) -> String {
    title.to_lowercase().replace('–', "-")
}

fn titles_in_time(session: &Session) -> Vec<String> {
    let timeline = &session.document().timeline;
    timeline.chronological().iter().map(|event| timeline.event_title(*event).to_owned()).collect()
}

fn first_words(titles: &[String], count: usize) -> Vec<String> {
    titles.iter().take(count).map(|title| first_part(title)).collect()
}

#[test]
fn the_list_stands_in_the_place_of_the_picture_and_gives_it_back() {
    let mut window = open();
    assert!(rows(&window).is_empty());
    window.press(Key::L);
    assert!(window.session().is_list());
    let all = total(&window);
    assert!(window.says(&format!("List, {all} of {all} events")));
    assert_eq!(first_words(&rows(&window), 10), first_words(&titles_in_time(&window.session()), 10));
    window.click("Events as: Picture");
    assert!(!window.session().is_list() && rows(&window).is_empty());
    window.click("Events as: List");
    assert!(window.session().is_list());
}

#[test]
fn a_head_sorts_one_way_and_then_the_other_and_says_so() {
    let mut window = open();
    window.press(Key::L);
    assert!(window.says("Date, sorted ascending") && window.says("Title, not sorted"));
    window.click("Title, not sorted");
    assert!(window.says("Title, sorted ascending") && window.says("Date, not sorted"));
    let ascending = rows(&window);
    let mut sorted = ascending.clone();
    sorted.sort_by_key(|title| plain(title));
    assert_eq!(ascending, sorted);
    window.click("Title, sorted ascending");
    assert!(window.says("Title, sorted descending"));
    let descending = rows(&window);
    sorted = descending.clone();
    sorted.sort_by_key(|title| std::cmp::Reverse(plain(title)));
    assert_eq!(descending, sorted);
    assert_ne!(descending.first(), ascending.first());
}

#[test]
fn heads_are_worked_with_the_keyboard() {
    let mut window = open();
    window.press(Key::L);
    let head = window.harness.query_by_label("Status, not sorted").expect("a head");
    head.focus();
    window.settle();
    window.press(Key::Space);
    assert!(window.says("Status, sorted ascending"));
}

#[test]
fn the_arrows_walk_the_rows_and_the_picture_shows_what_was_selected() {
    let mut window = open();
    window.press(Key::L);
    let titles = titles_in_time(&window.session());
    window.press(Key::ArrowDown);
    assert_eq!(window.selected().as_ref(), titles.first());
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.press(Key::ArrowUp);
    assert_eq!(window.selected().as_ref(), titles.get(1));
    assert!(window.says(&format!("2 of {}", window.session().selected_position().expect("a place").1)));
    window.press(Key::End);
    assert_eq!(window.selected().as_ref(), titles.last());
    let last = first_part(titles.last().expect("events"));
    assert!(rows(&window).contains(&last), "the selected row is scrolled into view");
    window.press(Key::L);
    assert_eq!(window.selected().as_ref(), titles.last(), "the selection is the picture's too");
    window.press(Key::L);
    window.press(Key::Home);
    assert_eq!(window.selected().as_ref(), titles.first());
}

#[test]
fn a_click_selects_and_a_double_click_shows_the_event_in_the_picture() {
    let mut window = open();
    window.press(Key::L);
    let (third, place) = placed_rows(&window).get(2).cloned().expect("a third row");
    window.click_at(place.center(), 1);
    let selected = window.selected();
    assert!(selected.as_ref().is_some_and(|title| third.starts_with(title)), "{selected:?} {third} {place}");
    assert!(window.session().is_list());
    window.click_at(place.center(), 2);
    assert!(!window.session().is_list());
    let session = window.session();
    let range =
        session.selected().and_then(|event| session.document().timeline.range(event)).expect("a date");
    let at = range.sort_key().expect("a place");
    assert!(session.viewport().from() <= at && at <= session.viewport().to());
}

#[test]
fn only_what_matches_is_listed() {
    let mut window = open();
    window.press(Key::L);
    window.press(Key::Slash);
    window.write("cyber");
    let matching = window.session().matches().len();
    let all = total(&window);
    assert!((1..all).contains(&matching));
    assert!(window.says(&format!("List, {matching} of {all} events")));
    assert!(rows(&window).len() <= matching);
    window.write(" nothing at all");
    assert!(window.says("No event matches"));
}

#[test]
fn columns_are_chosen_and_the_list_is_copied_with_them() {
    let mut window = open();
    window.press(Key::L);
    assert!(window.says("Tags, not sorted") && !window.says("File order, not sorted"));
    window.click("Columns");
    for column in ["File order", "Tags"] {
        let named = window.harness.query_all_by_label(column).next_back().map(|node| node.rect());
        let place = named.expect(column).center();
        window.click_at(place, 1);
    }
    window.press(Key::Escape);
    let place = window.place("Copy list").center();
    window.harness.hover_at(place);
    window.settle();
    window.button_at(place, true);
    window.button_at(place, false);
    let copied = window.copied().expect("something on the clipboard");
    let mut lines = copied.lines();
    assert_eq!(lines.next(), Some("Date\tTitle\tLane\tStatus\tActors\tSources\tFile order"));
    assert_eq!(lines.count(), total(&window));
}

#[test]
fn the_list_fits_a_small_window() {
    let mut window = open_sized(1280.0, 800.0);
    window.press(Key::L);
    window.press(Key::ArrowDown);
    for head in ["Date", "Title", "Lane", "Status", "Actors", "Tags", "Sources"] {
        let place = window.place(&format!("{head}, "));
        assert!(place.left() >= 0.0 && place.right() <= 941.0, "{head}: {place}");
    }
    window.press_with(Modifiers::COMMAND, Key::B);
}

const LONG_DATES: &str = r#"[{"date": "2021-08-22/2021-08-24", "title": "Visit paid", "lane": "Visits", "tags": ["visit"]},
  {"date": "1951-09-29~/1953-11-30?", "title": "Talks held over a long time and told of at even greater length", "lane": "Talks"}]"#;

#[test]
fn a_narrow_list_keeps_dates_whole_and_leaves_out_what_matters_least() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.json");
    std::fs::write(&path, LONG_DATES).expect("room for a file");
    let mut window = crate::driver::open_file(path);
    window.harness.set_size(egui::vec2(620.0, 600.0));
    window.settle();
    window.press(Key::L);
    let date = window.place("Date, sorted ascending");
    let words = window.session();
    let timeline = &words.document().timeline;
    let longest = timeline.ids().filter_map(|event| timeline.date(event)).map(|date| date.short_text());
    let width = |words: String| {
        let face = egui::FontId::proportional(12.0);
        window.harness.ctx.fonts_mut(|fonts| fonts.layout_no_wrap(words, face, egui::Color32::BLACK).size().x)
    };
    let longest = longest.map(width).fold(0.0, f32::max);
    assert!(date.width() >= longest + 16.0, "{date} for a date of {longest}");
    for head in ["Date", "Title", "Lane"] {
        let place = window.place(&format!("{head}, "));
        assert!(place.left() >= 0.0 && place.right() <= 620.0, "{head}: {place}");
    }
    assert!(!window.says("Tags, not sorted") && !window.says("Sources, not sorted"));
    window.click("Columns");
    assert!(window.says("Tags"), "what has no room can still be chosen");
}

#[test]
fn a_notice_steps_back_behind_a_dialog_with_all_that_the_dialog_dims() {
    let mut window = open();
    window.press(Key::L);
    window.click("Copy list");
    assert!(window.says("Copied"));
    let stands = |window: &Window, order: egui::Order| {
        let layer = egui::LayerId::new(order, egui::Id::unique("toast"));
        window.harness.ctx.memory(|memory| memory.areas().is_visible(&layer))
    };
    assert!(stands(&window, egui::Order::Tooltip) && !stands(&window, egui::Order::Middle));
    window.press_with(Modifiers::COMMAND, Key::K);
    assert!(window.says("Copied"), "it is still there");
    assert!(stands(&window, egui::Order::Middle) && !stands(&window, egui::Order::Tooltip));
    window.press(Key::Escape);
    assert!(stands(&window, egui::Order::Tooltip) && !stands(&window, egui::Order::Middle));
}

#[test]
fn the_smallest_window_opens_with_room_to_search() {
    let mut window = open_sized(720.0, 480.0);
    let search = window.place("Search");
    assert!(search.width() >= 60.0 && search.right() <= 720.0, "{search}");
    window.press(Key::L);
    assert!(window.says("Date, sorted ascending") && !window.says("Sources, not sorted"));
}
