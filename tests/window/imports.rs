//! Files of other programs in the window: what became of their records, and the columns of a table corrected
//! by hand.

use std::path::PathBuf;

use dateline::session::SidePanel;
use dateline_formats::Format;
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;

use crate::driver::{Window, open_file, open_files};

/// A folder with one file, and the path of it.
fn folder_with(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("room for a file");
    (folder, path)
}

const SLIDES: &str = r#"{"events": [
    {"start_date": {"year": "2021", "month": "8"}, "text": {"headline": "Memoranda signed"}, "group": "Cyber"},
    {"start_date": {"year": "2022", "month": "13"}, "text": {"headline": "A month too many"}},
    {"text": {"headline": "No date at all"}},
    7
]}"#;

#[test]
fn the_report_says_what_became_of_every_record_and_leads_there() {
    let (_folder, path) = folder_with("slides.json", SLIDES);
    let mut window = open_file(path);
    let session = window.session();
    assert_eq!(session.document().format, Format::TimelineJs);
    assert_eq!(session.document().account.records, 4);
    assert_eq!(session.document().account.rejected, 1);
    window.press(egui::Key::P);
    assert!(window.says("TimelineJS JSON: 4 records read"), "the report counts the records");
    window.harness.get_by_label("1 left out").click();
    window.settle();
    let session = window.session();
    let problem = session.problems().get(session.problem_index()).expect("a problem");
    assert_eq!(problem.effect, "Left out");
    window.harness.get_by_label("2 without a date").click();
    window.settle();
    assert!(window.session().is_open(SidePanel::Undated));
    assert!(window.says("No date at all"));
}

#[test]
fn columns_without_a_place_of_their_own_stand_in_the_detail() {
    let (_folder, path) =
        folder_with("costs.csv", "date,title,Ministry\n2021-08,Talks held,Trade and Industry\n");
    let mut window = open_file(path);
    window.press(egui::Key::ArrowRight);
    assert!(window.says("Also in the file"));
    assert!(window.says("Ministry") && window.says("Trade and Industry"));
}

const VISITS: &str = "where,begin,what happened,kind\n\
    Singapore,03/04/2021,Talks held,visit\n\
    Washington,05/06/2021,Talks continued,visit\n";

fn titles(window: &Window) -> Vec<String> {
    let session = window.session();
    let timeline = &session.document().timeline;
    timeline.ids().map(|id| timeline.event_title(id).to_owned()).collect()
}

fn dates(window: &Window) -> Vec<String> {
    let session = window.session();
    let timeline = &session.document().timeline;
    let text = |id| timeline.date(id).map_or(String::new(), |date| date.text().to_owned());
    timeline.ids().map(text).collect()
}

#[test]
fn columns_are_corrected_in_the_window_and_kept_beside_the_table() {
    let (folder, path) = folder_with("visits.csv", VISITS);
    let mut window = open_file(path.clone());
    assert_eq!(window.session().document().format, Format::Table);
    assert_eq!(titles(&window), ["Talks held", "Talks continued"]);
    window.press(egui::Key::P);
    window.click("Columns…");
    assert!(window.session().is_open(SidePanel::Columns));
    assert!(window.says("Column where: Singapore · Washington"), "the first values stand beside each column");
    window.click("03/04/2021 is: March 4, 2021");
    window.click("Column where is:");
    window.harness.get_by_label("Lane").click();
    window.settle();
    let revision = window.session().revision();
    window.click("Read again");
    window.wait_until("the table read again", |window| window.session().revision() != revision);
    assert_eq!(dates(&window), ["2021-03-04", "2021-05-06"]);
    let session = window.session();
    let lanes: Vec<_> = session.document().timeline.lanes().iter().map(|lane| lane.label.clone()).collect();
    assert!(lanes.contains(&"Singapore".to_owned()), "{lanes:?}");
    assert!(folder.path().join("visits.csv.mapping.json").is_file(), "the mapping is kept beside the table");

    // Another window reads the table as it was corrected.
    let mut window = open_file(path);
    assert_eq!(dates(&window), ["2021-03-04", "2021-05-06"]);
    window.press(egui::Key::P);
    window.click("Columns…");
    let revision = window.session().revision();
    window.click("Guess again");
    window.wait_until("the table read anew", |window| window.session().revision() != revision);
    assert!(!folder.path().join("visits.csv.mapping.json").exists(), "what was corrected is forgotten");
}

#[test]
fn what_separates_the_entries_of_a_cell_is_chosen() {
    let (_folder, path) =
        folder_with("talks.csv", "date,title,actors\n2021,Talks held,\"Tan, See; Lee, Ann\"\n");
    let mut window = open_file(path);
    let actors = |window: &Window| {
        let session = window.session();
        session.document().timeline.actors().iter().map(|actor| actor.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(actors(&window), ["Tan, See", "Lee, Ann"]);
    window.press(egui::Key::P);
    window.click("Columns…");
    window.click("Entries in column actors are separated by: Semicolons ;");
    window.press(egui::Key::Escape);
    assert!(!window.says("Nothing: one entry a cell"), "the list is closed");
    assert!(window.session().is_open(SidePanel::Columns), "and nothing below it");
    window.click("Entries in column actors are separated by: Semicolons ;");
    window.harness.get_by_label("Nothing: one entry a cell").click();
    window.settle();
    window.click("Read again");
    window.wait_until("the table read again", |window| actors(window) == ["Tan, See; Lee, Ann"]);
}

#[test]
fn what_is_no_date_is_not_called_unstated() {
    let (_folder, path) = folder_with("talks.csv", "date,title\n31.02.2021,Talks held\n,Talks to be held\n");
    let mut window = open_file(path);
    window.press(egui::Key::U);
    assert!(window.says("Talks to be held, date not stated, "));
    window.click("Talks held, date not readable, ");
    assert!(window.says("The file says \"31.02.2021\", which cannot be read as a date"));
}

#[test]
fn each_of_several_tables_has_a_mapping_of_its_own() {
    let (folder, first) = folder_with("visits.csv", VISITS);
    let second = folder.path().join("treaties.csv");
    std::fs::write(&second, "signed,what\n03/04/1990,Treaty signed\n05/06/1991,Treaty renewed\n")
        .expect("room");
    let notes = folder.path().join("notes.json");
    std::fs::write(&notes, r#"[{"date": "2000", "title": "Noted"}]"#).expect("room");
    let mut window = open_files(&[first, notes, second]);
    window.press(egui::Key::P);
    window.click("Columns…");
    assert!(window.says("Columns of visits.csv") && window.says("Column where: Singapore"));
    window.click("03/04/2021 is: March 4, 2021");
    window.click("Table: visits.csv, corrected");
    assert!(!window.says("notes.json, corrected"));
    window.harness.get_by_label("treaties.csv").click();
    window.settle();
    assert!(window.says("Columns of treaties.csv") && window.says("Column what: Treaty signed"));
    window.click("03/04/2021 is: March 4, 2021");
    assert!(window.says("Corrections are kept beside each of the 2 tables"));
    // What was corrected of the first is still there.
    window.click("Table: treaties.csv");
    window.harness.get_by_label("visits.csv, corrected").click();
    window.settle();
    window.click("Read again");
    let dates_read = ["2021-03-04", "2021-05-06", "2000", "1990-03-04", "1991-05-06"];
    window.wait_until("both tables read again", |window| dates(window) == dates_read);
    for name in ["visits.csv", "treaties.csv"] {
        assert!(folder.path().join(format!("{name}.mapping.json")).is_file(), "{name} has its own mapping");
    }
    window.press(egui::Key::P);
    window.click("Columns…");
    window.click("Table: visits.csv");
    window.harness.get_by_label("treaties.csv").click();
    window.settle();
    window.click("Guess again");
    window.wait_until("one table read anew", |window| {
        dates(window).get(3).is_some_and(|date| date == "1990-04-03")
    });
    assert!(
        !folder.path().join("treaties.csv.mapping.json").exists(),
        "what was corrected of it is forgotten"
    );
    assert!(folder.path().join("visits.csv.mapping.json").is_file(), "the other keeps its mapping");
}
