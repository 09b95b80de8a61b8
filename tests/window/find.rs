//! Finding: what the search offers and says while one types, what is missing, saved filters, undated events.

use dateline::session::Settings;
use dateline::session::{SavedFilter, SavedValue, SidePanel};
use egui::{Key, Modifiers};

use crate::driver::{Window, open, open_file, open_keeping};

fn text(window: &Window) -> String {
    window.session().query().text.clone()
}

/// What matches now.
fn matching(window: &Window) -> usize {
    window.session().matches().len()
}

#[test]
fn the_search_offers_fields_and_values_and_the_keys_take_them() {
    let mut window = open();
    let all = matching(&window);
    window.press(Key::Slash);
    assert!(window.says("actor:, Who took part") && window.says("For example"));
    window.write("act");
    assert!(window.says("actor:, Who took part") && !window.says("tag:, A tag"));
    window.press(Key::Tab);
    assert_eq!(text(&window), "actor:");
    assert!(window.says("Joe Biden, "), "the actors with how many events they have");
    window.write("bid");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_eq!(text(&window), "actor:\"Joe Biden\" ");
    assert_eq!(window.selected(), None, "Enter took what was chosen and stepped nowhere");
    let found = matching(&window);
    assert!(found > 0 && found < all);
    window.write("status:pl");
    window.press(Key::Tab);
    assert_eq!(text(&window), "actor:\"Joe Biden\" status:planned ");
    window.press(Key::Enter);
    window.press(Key::Enter);
    assert!(!window.says("Status, "));
}

#[test]
fn escape_closes_the_list_first_and_then_leaves_the_search() {
    let mut window = open();
    window.press(Key::Slash);
    window.write("status:");
    assert!(window.says("planned, ") && window.says("postponed, "), "the list is open");
    window.press(Key::Escape);
    assert!(!window.says("postponed, "), "the list is closed");
    window.write("pl");
    assert!(window.says("planned, ") && text(&window) == "status:pl", "the field has the keyboard still");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert_eq!(text(&window), "", "the third one clears the search");
}

#[test]
fn a_suggestion_is_taken_by_a_click_and_one_goes_on_writing() {
    let mut window = open();
    window.press(Key::Slash);
    window.click("missing:, Something is not stated");
    assert_eq!(text(&window), "missing:");
    window.click("date, A date");
    assert_eq!(text(&window), "missing:date ");
    window.write("chairs");
    assert_eq!(text(&window), "missing:date chairs");
    let session = window.session();
    assert!(!session.matches().is_empty());
    assert!(session.matches().iter().all(|event| !session.document().timeline.is_placed(event)));
}

#[test]
fn what_cannot_be_meant_is_said_below_the_search_and_mended_by_a_click() {
    let mut window = open();
    window.press(Key::Slash);
    window.write("actr:biden before:soon ");
    assert!(window.says("No field is called actr. Did you mean actor?"));
    assert!(window.says("before: needs a date such as 2022 or 2022-03"));
    window.click("No field is called actr");
    assert_eq!(text(&window), "actor:biden before:soon ");
    assert!(matching(&window) > 0, "the rest counts");
    window.press(Key::Escape);
    assert!(window.says("before: needs a date"), "also when nobody types any more");
}

#[test]
fn facets_ask_for_what_is_missing() {
    let mut window = open();
    assert!(window.says("Date stated, ") && window.says("Date inferred, "));
    window.click("Without a date, 12 events");
    assert_eq!(matching(&window), 12);
    window.click("Planned, ");
    let session = window.session();
    assert_eq!((session.matches().len(), session.undated().len()), (5, 5));
    window.click("Without a date, ");
    assert!(matching(&window) > 5, "a second click asks for it no longer");
}

#[test]
fn undated_events_are_those_that_search_and_facets_leave() {
    let mut window = open();
    window.press(Key::U);
    assert!(window.says("12 undated events") && window.says("Strategic Partnership Dialogue, "));
    window.press(Key::Escape);
    window.press(Key::Slash);
    window.write("is:undated status:planned");
    let left = matching(&window);
    assert_eq!(left, 5);
    assert!(window.says(&format!("{left} of 12 undated")));
    window.click(&format!("{left} of 12 undated"));
    assert!(window.says(&format!("{left} of 12 undated events")));
    let session = window.session();
    assert_eq!(session.undated().len(), left);
    window.press(Key::Escape);
    window.press_with(Modifiers::COMMAND, Key::K);
    assert_eq!(window.session().overlay(), Some(SidePanel::Palette));
}

#[test]
fn a_filter_is_saved_applied_renamed_and_deleted() {
    let mut window = open();
    assert!(!window.says("Saved filters"));
    window.click("Planned, ");
    window.press(Key::Slash);
    window.write("dialogue");
    let (left, filter) = (matching(&window), window.session().filter().clone());
    window.click("Save this filter…");
    assert!(window.says("status:planned dialogue"), "the dialog says what is saved");
    window.write("Dialogues to come");
    window.press(Key::Enter);
    assert!(window.says("Saved filters") && window.says("Dialogues to come"));
    window.click("Clear search and facets");
    assert!(matching(&window) > left);
    window.click("Dialogues to come");
    assert_eq!((matching(&window), text(&window).as_str()), (left, "dialogue"));
    assert_eq!(*window.session().filter(), filter);
    window.click("Rename filter Dialogues to come");
    window.write(", all");
    window.press(Key::Enter);
    assert!(window.says("Rename filter Dialogues to come, all"));
    window.click("Clear search and facets");
    window.press_with(Modifiers::COMMAND, Key::K);
    window.write("dialogues to come");
    assert!(window.says("Dialogues to come, all"));
    window.press(Key::Enter);
    assert_eq!(matching(&window), left, "the palette asks for it too");
    window.click("Delete filter Dialogues to come, all");
    assert!(!window.says("Saved filters"));
}

#[test]
fn what_was_kept_is_offered_for_its_file_and_what_is_gone_is_said() {
    let tag =
        SavedValue { facet: "tag".to_owned(), key: "no-such-tag".to_owned(), name: "no-such-tag".to_owned() };
    let own = SavedFilter {
        name: "Mine".to_owned(),
        file: Some(SavedFilter::file_of(open().session().document())),
        text: "dialogue".to_owned(),
        values: vec![tag],
        ..SavedFilter::default()
    };
    let elsewhere = SavedFilter { name: "Other".to_owned(), file: Some("/a.json".to_owned()), ..own.clone() };
    let general = SavedFilter {
        name: "General".to_owned(),
        file: None,
        text: "status:planned".to_owned(),
        values: Vec::new(),
        ..own.clone()
    };
    let filters = vec![own, elsewhere, general];
    let settings = Settings { filters, reduced_motion: true, ..Settings::default() };
    let mut window = open_keeping(Settings::from_json(&settings.to_json()));
    assert!(window.says("Mine") && window.says("General") && !window.says("Other"));
    window.click("General");
    assert_eq!(text(&window), "status:planned");
    window.click("Mine");
    assert_eq!(text(&window), "dialogue");
    assert!(window.says("“Mine”: not in this file: tag no-such-tag"));
}

#[test]
fn a_search_in_very_many_events_is_answered_in_the_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.json");
    let events: Vec<String> = (0..3_000)
        .map(|number| {
            let title = if number % 10 == 3 { "Treaty" } else { "Visit" };
            let (year, month) = (1900 + number % 100, 1 + number % 12);
            format!(
                r#"{{"date": "{year}-{month:02}", "title": "{title} {number}", "lane": "l{}"}}"#,
                number % 3
            )
        })
        .collect();
    let lanes = r#"[{"id": "l0", "label": "A"}, {"id": "l1", "label": "B"}, {"id": "l2", "label": "C"}]"#;
    std::fs::write(
        &path,
        format!(r#"{{"dateline": 1, "lanes": {lanes}, "events": [{}]}}"#, events.join(",")),
    )
    .expect("a file");
    let mut window = open_file(path);
    let labelled = |window: &Window, word: &str| {
        window.focusable_labels().iter().filter(|label| label.starts_with(&format!("Button {word}"))).count()
    };
    let before = labelled(&window, "Treaty");
    assert!(labelled(&window, "Visit") > before, "most of the labels are of other events");
    window.press(Key::Slash);
    window.harness.event(egui::Event::Text("treaty".to_owned()));
    window.settle();
    assert_eq!(labelled(&window, "Visit"), 0, "what does not match has no label");
    assert!(labelled(&window, "Treaty") > 2 * before, "matches take the rows: {before} before");
    assert!(window.says("3,000 events"), "the others are still there, behind");
}
