//! Opening: a broken file, a refused one, a good one.

use std::path::PathBuf;

use dateline::session::SidePanel;

use crate::driver::open_file;

fn sample(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "data", name].iter().collect()
}

#[test]
fn a_broken_file_shows_its_good_events_and_its_problems() {
    let mut window = open_file(sample("broken.json"));
    let session = window.session();
    assert_eq!(session.document.name, "broken.json");
    assert!(!session.document.timeline.is_empty());
    assert!(session.document.problem_count() > 0);
    window.press(egui::Key::P);
    assert!(window.session().is_open(SidePanel::Problems));
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_timeline_and_says_why() {
    let window = open_file(sample("missing.json"));
    let session = window.session();
    assert_eq!(session.document.name, "us-singapore.json");
    assert!(session.is_open(SidePanel::Problems));
    assert_eq!(
        session.refusal.as_ref().map(|refusal| refusal.message.as_str()),
        Some("There is no such file")
    );
}

#[test]
fn deep_time_opens_with_everything_in_view() {
    let window = open_file(sample("deep-time.json"));
    let session = window.session();
    let (from, to) = session.extent();
    assert!(session.viewport.from() <= from && session.viewport.to() >= to);
}
