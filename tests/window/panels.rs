//! Each panel by itself: what it says, and what it asks for when something in it is clicked.

use dateline_picture::scene::Size;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use dateline::session::Settings;
use dateline::session::{Action, Command, Document, Refusal, Session, SidePanel};
use dateline::ui::panels::{
    Detail, cited_sentence, empty_ui, events_called, facets_ui, loading_ui, overlay_ui,
    problems_take_the_room, problems_ui, status_line_ui, toast_ui, top_bar_ui,
};
use dateline::ui::{Asks, Request, style};
use dateline::work::Phase;
use dateline_formats::{Progress, load};
use dateline_time::{TimePoint, Zone};
use dateline_timeline::Cancel;
use dateline_timeline::model::EventId;
use dateline_timeline::query::FacetCounts;
use egui::{Key, Modifiers, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable, by};

const FILE: &str = r#"{
  "dateline": 1, "title": "Two capitals", "zone": "America/New_York",
  "zones": [{ "id": "America/New_York", "label": "Washington" }, { "id": "Asia/Singapore", "label": "Singapore" }],
  "lanes": [{ "id": "cyber", "label": "Cybersecurity" }, { "id": "visits", "label": "Visits" }],
  "actors": [{ "id": "us", "name": "United States", "kind": "state" },
             { "id": "sg", "name": "Singapore", "kind": "state" }],
  "sources": [{ "id": "cna", "title": "A dialogue", "publisher": "CNA", "authors": ["Tang See Kit"],
                "published": "2022-03-30", "url": "https://example.org/cna", "grade": "press" },
              { "id": "mindef", "title": "A release", "publisher": "MINDEF", "published": "2021-08-23",
                "grade": "official" }],
  "events": [
    { "id": "mous", "title": "Three MoUs signed", "date": "2021-08", "lane": "cyber", "as_of": "2022-03-30",
      "actors": [{ "id": "us", "role": "signatory" }, { "id": "sg" }], "tags": ["agreement"],
      "summary": "One each. See <b>this</b> and [that](https://example.org/that).",
      "citations": [
        { "source": "cna", "quote": { "exact": "signing of three memoranda" }, "supports": ["date", "title"],
          "checked": { "verdict": "verbatim", "on": "2026-11-22" } },
        { "source": "mindef", "note": "Concluded on 20 August.", "supports": ["date"] }],
      "relations": [{ "kind": "precedes", "to": "dialogue" }] },
    { "id": "dialogue", "title": "Dialogue announced", "date": "2022-03-29", "lane": "cyber",
      "actors": [{ "id": "us" }], "tags": ["dialogue"], "citations": [{ "source": "cna", "date": "2022-05" }] },
    { "id": "visit", "title": "A visit", "date": "2021-08-22/2021-08-24", "lane": "visits", "status": "planned" },
    { "id": "chairs", "title": "Chairs to be named", "lane": "cyber", "status": "planned" } ] }"#;

const BROKEN: &str = r#"[{ "date": "2021-08", "title": "Good" },
  { "date": "2022-02-30", "title": "Bad day" },
  { "date": "2022-03-01", "title": "Lost", "relations": [{ "kind": "precedes", "to": "nowhere" }] }]"#;

fn session(text: &str) -> Session {
    let loaded = load(text.as_bytes(), "two.json").expect("a timeline");
    let document = Document::new(loaded, "two.json", None, text.as_bytes().into());
    Session::new(Arc::new(document), Size::new(800.0, 600.0), TimePoint::from_seconds(1_795_366_800))
}

fn find(session: &Session, key: &str) -> EventId {
    session.document().timeline.find(key).expect("an event of the file")
}

/// One panel on a stage of its own, with what it asked for.
struct Stage {
    harness: Harness<'static>,
    asked: Arc<Mutex<Vec<Request>>>,
    session: Arc<Mutex<Session>>,
}

impl Stage {
    fn new(
        session: Session,
        size: (f32, f32),
        mut panel: impl FnMut(&mut Ui, &Session, &mut Asks) + 'static,
    ) -> Stage {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let session = Arc::new(Mutex::new(session));
        let (sink, shown) = (Arc::clone(&asked), Arc::clone(&session));
        let mut is_dressed = false;
        let mut harness = Harness::builder().with_size(vec2(size.0, size.1)).build_ui(move |ui| {
            if !is_dressed {
                style::install(ui.ctx());
                is_dressed = true;
                ui.ctx().request_discard("the faces come with the next pass");
                return;
            }
            let mut asks = Asks::default();
            let session = shown.lock().expect("one thread").clone();
            panel(ui, &session, &mut asks);
            sink.lock().expect("one thread").extend(asks.take());
        });
        harness.run();
        Stage { harness, asked, session }
    }

    fn apply(&mut self, command: Command) {
        self.session.lock().expect("one thread").apply(command);
        self.harness.run();
    }

    fn says(&self, words: &str) -> bool {
        self.harness.query_all(by().predicate(|node| says(node, words))).next().is_some()
    }

    /// Clicks the first thing that can be clicked and says these words.
    fn click(&mut self, words: &str) {
        let can_click =
            |node: &AccessKitNode<'_>| node.data().supports_action(egui::accesskit::Action::Click);
        let found =
            self.harness.query_all(by().predicate(|node| says(node, words) && can_click(node))).next();
        found.unwrap_or_else(|| panic!("nothing to click says \"{words}\"")).click();
        self.harness.run();
    }

    fn asked(&mut self) -> Vec<Request> {
        std::mem::take(&mut *self.asked.lock().expect("one thread"))
    }

    /// What was asked for since the last look, as the words of a debug print.
    fn asked_words(&mut self) -> String {
        format!("{:?}", self.asked())
    }
}

fn says(node: &AccessKitNode<'_>, words: &str) -> bool {
    let holds = |text: Option<String>| text.is_some_and(|text| text.replace('\u{a0}', " ").contains(words));
    holds(node.label()) || holds(node.value())
}

fn detail_of(key: &str) -> Stage {
    let mut session = session(FILE);
    session.apply(Command::Select(Some(find(&session, key))));
    let mut detail = Detail::default();
    Stage::new(session, (372.0, 1200.0), move |ui, session, asks| detail.show(ui, session, asks))
}

#[test]
fn the_detail_says_when_where_and_on_what_it_rests() {
    let stage = detail_of("mous");
    for words in [
        "Lane: Cybersecurity",
        "1 of 3",
        "Three MoUs signed",
        "August 2021, day not stated",
        "August 2021 · begins 12 hours earlier",
        "Happened · as of 30 March 2022",
        "Actor: United States",
        "Tag: agreement",
        "<b>",
        "“signing of three memoranda”",
        "CNA, Tang See Kit, 30 March 2022 · supports the date",
        "Verbatim. Recorded 22 November 2026; the source text is not shipped with the file",
        "Concluded on 20 August.",
        "MINDEF, 23 August 2021 · supports the date",
        "Paraphrase",
        "Dialogue announced",
    ] {
        assert!(stage.says(words), "the detail does not say \"{words}\"");
    }
    assert!(!stage.says("“Concluded on 20 August."), "a paraphrase stands in no quotation marks");
}

#[test]
fn the_detail_asks_for_what_is_clicked() {
    let mut stage = detail_of("mous");
    stage.click("CNA, Tang See Kit");
    assert!(
        matches!(stage.asked().as_slice(), [Request::FollowLink(address)] if address == "https://example.org/cna")
    );
    stage.click("that");
    assert!(
        matches!(stage.asked().as_slice(), [Request::FollowLink(address)] if address == "https://example.org/that")
    );
    stage.click("Actor: United States");
    assert!(
        matches!(stage.asked().as_slice(), [Request::Do(Command::Filter(filter))] if filter.actors.len() == 1)
    );
    stage.click("Tag: agreement");
    assert!(
        matches!(stage.asked().as_slice(), [Request::Do(Command::Filter(filter))] if filter.tags.len() == 1)
    );
    stage.click("Dialogue announced");
    assert!(matches!(stage.asked().as_slice(), [Request::Do(Command::Reveal(_))]));
    for (words, action) in [
        ("Copy citation", Action::CopyCitation),
        ("Open source", Action::OpenSource),
        ("Next event", Action::NextEvent),
    ] {
        stage.click(words);
        assert!(matches!(stage.asked().as_slice(), [Request::Act(asked)] if *asked == action), "{words}");
    }
    stage.click("Close");
    assert!(matches!(stage.asked().as_slice(), [Request::Do(Command::Panel(SidePanel::Detail, false))]));
}

#[test]
fn dates_that_cannot_both_be_right_stand_in_a_box() {
    let stage = detail_of("dialogue");
    assert!(stage.says("A source gives another date"));
    assert!(stage.says("Dialogue announced: 29 March 2022; CNA: May 2022, day not stated"));
    assert!(stage.says("29–30 March 2022"), "the day in the other zone");
    assert!(!detail_of("mous").says("gives another date"));
}

#[test]
fn an_event_without_a_date_says_so() {
    let stage = detail_of("chairs");
    assert!(stage.says("date not stated"));
    assert!(stage.says("no citation"));
    assert!(stage.says("The file names no source for this event"));
}

#[test]
fn a_citation_is_one_sentence_with_everything_it_rests_on() {
    let session = session(FILE);
    let sentence = cited_sentence(session.document(), find(&session, "mous")).replace('\u{a0}', " ");
    assert_eq!(
        sentence,
        "Three MoUs signed (August 2021, day not stated): “signing of three memoranda” (CNA, Tang See Kit, \
         “A dialogue”, 30 March 2022, https://example.org/cna; verbatim, checked 22 November 2026); Concluded on \
         20 August (MINDEF, “A release”, 23 August 2021)."
    );
    let sentence = cited_sentence(session.document(), find(&session, "chairs"));
    assert_eq!(sentence, "Chairs to be named (date not stated), no source named.");
}

fn facets(session: Session) -> Stage {
    Stage::new(session, (224.0, 1000.0), |ui, session, asks| {
        let counts = FacetCounts::of(&session.document().timeline, session.found(), session.filter());
        facets_ui(ui, session, Some(&Arc::new(counts)), &[], asks);
    })
}

#[test]
fn facets_count_and_toggle() {
    let mut stage = facets(session(FILE));
    for words in [
        "Cybersecurity, 3 events",
        "Visits, 1 event",
        "Happened, 2 events",
        "Planned, 2 events",
        "United States, 2 events",
        "CNA, 30 Mar 2022, 2 events",
        "Press, 2 events",
        "agreement, 1 event",
        "No actor, 2 events",
        "No source, 2 events",
        "No tag, 2 events",
        "Without a date, 1 event",
        "1 undated",
        "No problems",
    ] {
        assert!(stage.says(words), "the facets do not say \"{words}\"");
    }
    assert!(!stage.says("Clear search and facets"));
    stage.click("Planned, 2 events");
    let asked = stage.asked();
    let [Request::Do(Command::Filter(filter))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(filter.statuses.len(), 1);
    stage.apply(Command::Filter(filter.clone()));
    assert!(stage.says("Cybersecurity, 1 event"), "lanes are counted under the status");
    assert!(stage.says("Happened, 2 events"), "a facet is not counted under itself");
    stage.click("Happened, 2 events");
    let asked = stage.asked();
    assert!(
        matches!(asked.as_slice(), [Request::Do(Command::Filter(filter))] if filter.statuses.len() == 2),
        "a second value is an alternative: {asked:?}"
    );
    stage.click("Planned, 2 events");
    let asked = stage.asked();
    assert!(
        matches!(asked.as_slice(), [Request::Do(Command::Filter(filter))] if filter.is_empty()),
        "{asked:?}"
    );
    stage.click("Clear search and facets");
    assert!(matches!(stage.asked().as_slice(), [Request::Act(Action::ClearFilters)]));
    stage.click("1 undated");
    assert!(matches!(stage.asked().as_slice(), [Request::Act(Action::ShowUndated)]));
}

fn top_bar(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let counts = FacetCounts::of(&session.document().timeline, session.found(), session.filter());
    top_bar_ui(ui, session, Some(&Arc::new(counts)), asks);
}

#[test]
fn the_top_bar_searches_switches_zones_and_shortens_when_narrow() {
    let mut stage = Stage::new(session(FILE), (1600.0, 600.0), top_bar);
    assert!(stage.says("Export…") && stage.says("Theme"));
    stage.click("Dates in: Singapore");
    let asked = stage.asked();
    let singapore = Zone::parse("Asia/Singapore").expect("a zone");
    assert!(matches!(asked.as_slice(), [Request::Do(Command::DisplayZone(zone))] if *zone == singapore));
    stage.click("Search events");
    stage.harness.event(egui::Event::Text("visit".to_owned()));
    stage.harness.run();
    let asked = stage.asked();
    assert!(
        matches!(asked.as_slice(), [Request::Do(Command::Search(words))] if words == "visit"),
        "{asked:?}"
    );
    stage.apply(Command::Search("visit".to_owned()));
    stage.click("Clear search");
    let asked = stage.asked();
    assert!(
        matches!(asked.as_slice(), [Request::Do(Command::Search(words))] if words.is_empty()),
        "{asked:?}"
    );
    stage.click("Menu");
    assert!(matches!(stage.asked().as_slice(), [Request::Do(Command::Panel(SidePanel::Menu, true))]));
    let narrow = Stage::new(session(FILE), (1100.0, 48.0), top_bar);
    assert!(!narrow.says("Export…") && narrow.says("Fit") && narrow.says("Present"));
}

#[test]
fn the_status_line_counts_and_leads_to_the_problems() {
    let mut stage = Stage::new(session(BROKEN), (1200.0, 28.0), |ui, session, asks| {
        status_line_ui(ui, session, 2, "", asks)
    });
    assert!(stage.says("2 of 3 events · "));
    assert!(stage.says("No network used"));
    stage.click("1 error, 1 warning");
    assert!(matches!(stage.asked().as_slice(), [Request::Act(Action::ShowProblems)]));
}

#[test]
fn counts_of_a_list_that_is_full_are_called_the_least() {
    let file = format!("[{}]", vec![r#"{"title": "A", "date": "x"}"#; 12_500].join(","));
    let stage = Stage::new(session(&file), (1000.0, 28.0), |ui, session, asks| {
        status_line_ui(ui, session, 0, "", asks)
    });
    assert!(stage.says("at least 10,000 errors") && !stage.says("note"));
    let stage = Stage::new(session(&file), (1400.0, 700.0), problems_ui);
    assert!(stage.says("at least 10,000 need mending"));
}

#[test]
fn problems_say_place_value_and_what_to_do() {
    let mut stage = Stage::new(session(BROKEN), (1400.0, 700.0), problems_ui);
    for words in [
        "2 on the timeline, 1 without a date, 1 needs mending",
        "February 2022 has 28 days",
        "line 2: ",
        "A date that exists",
        "2022-02-30",
    ] {
        assert!(stage.says(words), "the problems do not say \"{words}\"");
    }
    stage.click("nowhere");
    assert!(matches!(stage.asked().as_slice(), [Request::Do(Command::Problem(1))]));
    stage.apply(Command::Problem(1));
    assert!(!stage.says("A date that exists"), "the side shows the problem that is looked at");
    stage.click("Show event");
    let asked = stage.asked();
    assert!(
        matches!(
            asked.as_slice(),
            [Request::Do(Command::Panel(SidePanel::Problems, false)), Request::Do(Command::Reveal(_))]
        ),
        "{asked:?}"
    );
    stage.click("Copy report");
    let asked = stage.asked();
    let [Request::Copy(report)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(report.lines().count(), 4, "a headline, an account and a line for each: {report}");
    stage.click("Next problem");
    assert!(matches!(stage.asked().as_slice(), [Request::Act(Action::NextProblem)]));
}

fn overlay(panel: SidePanel) -> Stage {
    let mut session = session(FILE);
    session.apply(Command::Panel(panel, true));
    Stage::new(session, (1200.0, 800.0), |ui, session, asks| {
        let timeline = &session.document().timeline;
        let mut finder =
            |text: &str| Arc::new(events_called(timeline, text, &Cancel::never()).expect("nobody stops it"));
        let recent = vec![PathBuf::from("/histories/old.json")];
        overlay_ui(ui, session, &Settings { recent, ..Settings::default() }, &mut finder, asks);
    })
}

#[test]
fn the_menu_has_every_action_and_greys_out_what_is_impossible() {
    let mut stage = overlay(SidePanel::Menu);
    for action in Action::ALL {
        assert!(stage.says(action.label_and_hint().0), "{action:?}");
    }
    let is_disabled = |words: &str| stage.harness.get_by_label(words).accesskit_node().is_disabled();
    assert!(is_disabled("Copy citation") && !is_disabled("Go to now"));
    stage.click("Go to now");
    let asked = stage.asked();
    assert!(
        matches!(
            asked.as_slice(),
            [Request::Do(Command::Panel(SidePanel::Menu, false)), Request::Act(Action::ShowNow)]
        ),
        "{asked:?}"
    );
}

#[test]
fn the_palette_finds_actions_and_events_by_a_few_letters() {
    let mut stage = overlay(SidePanel::Palette);
    assert!(stage.says("Next event"));
    stage.harness.event(egui::Event::Text("dialogu".to_owned()));
    stage.harness.run();
    assert!(stage.says("Dialogue announced") && !stage.says("Next event"));
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    let asked = stage.asked();
    assert!(
        matches!(
            asked.as_slice(),
            [Request::Do(Command::Panel(SidePanel::Palette, false)), Request::Do(Command::Reveal(_))]
        ),
        "{asked:?}"
    );
}

#[test]
fn the_palette_is_walked_with_the_arrows_and_refuses_what_is_impossible() {
    let mut stage = overlay(SidePanel::Palette);
    stage.harness.event(egui::Event::Text("copy citation".to_owned()));
    stage.harness.run();
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    assert!(stage.asked().is_empty(), "nothing is selected that could be copied");
    let mut stage = overlay(SidePanel::Palette);
    stage.harness.key_press(Key::ArrowDown);
    stage.harness.run();
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    let second = Action::ALL.get(1).copied().expect("more than one action");
    assert!(stage.asked_words().contains(&format!("Act({second:?})")));
}

#[test]
fn the_keys_of_every_action_are_listed() {
    let stage = overlay(SidePanel::CheatSheet);
    for action in Action::ALL.iter().filter(|action| !action.shortcuts().is_empty()) {
        let keys: Vec<String> = action.shortcuts().iter().map(|shortcut| shortcut.label()).collect();
        let line = format!("{}: {}", action.label_and_hint().0.trim_end_matches('…'), keys.join(" or "));
        assert!(stage.says(&line), "{line}");
    }
}

#[test]
fn undated_events_are_listed_and_led_to() {
    let mut stage = overlay(SidePanel::Undated);
    assert!(stage.says("1 undated event"));
    stage.click("Chairs to be named, date not stated, Planned");
    let asked = stage.asked();
    assert!(matches!(
        asked.as_slice(),
        [Request::Do(Command::Panel(_, false)), Request::Do(Command::Reveal(_))]
    ));
}

#[test]
fn a_path_is_typed_completed_and_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("history.json");
    std::fs::write(&file, FILE).expect("room for a file");
    let mut stage = overlay(SidePanel::OpenPath);
    assert!(stage.says("old.json"), "recent files are offered");
    stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    stage.harness.event(egui::Event::Text(format!("{}/his", folder.path().display())));
    stage.harness.run();
    assert!(stage.says("history.json"));
    stage.harness.key_press(Key::Tab);
    stage.harness.run();
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    let asked = stage.asked();
    assert!(matches!(asked.as_slice(), [Request::OpenPath(path)] if *path == file), "{asked:?}");
}

#[test]
fn an_export_needs_a_known_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = overlay(SidePanel::Export);
    let write = |stage: &mut Stage, name: &str| {
        stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        stage.harness.event(egui::Event::Text(folder.path().join(name).display().to_string()));
        stage.harness.run();
        stage.harness.key_press(Key::Enter);
        stage.harness.run();
        stage.asked()
    };
    assert!(write(&mut stage, "picture.gif").is_empty());
    assert!(stage.says("The name has to end in .svg or .png"));
    let asked = write(&mut stage, "picture.png");
    assert!(
        asked.iter().any(|request| matches!(request, Request::Export(path) if path.ends_with("picture.png"))),
        "{asked:?}"
    );
}

#[test]
fn reading_can_be_cancelled_and_an_empty_window_says_what_to_do() {
    let progress = Progress { read: 12_400, total: 20_000, problems: 3 };
    let mut stage = Stage::new(session(FILE), (900.0, 600.0), move |ui, _, asks| {
        loading_ui(ui, "made.json", Phase::Reading(progress), asks);
        toast_ui(ui, "Copied", egui::Order::Tooltip);
    });
    assert!(stage.says("Reading about 20,000 events") && stage.says("Copied"));
    stage.click("Cancel");
    assert!(matches!(stage.asked().as_slice(), [Request::CancelLoading]));
    let mut stage = Stage::new(session(FILE), (900.0, 600.0), |ui, _, asks| {
        empty_ui(ui, &[PathBuf::from("/histories/old.json")], asks);
    });
    assert!(stage.says("Drop a timeline here") && stage.says("timelines of other programs"));
    stage.click("old.json");
    assert!(matches!(stage.asked().as_slice(), [Request::OpenPath(_)]));
    stage.click("Open US–Singapore");
    assert!(matches!(stage.asked().as_slice(), [Request::OpenBundled]));
}

#[test]
fn a_file_with_nothing_to_point_at_gets_a_dialog_and_leaves_the_picture() {
    let mut session = session(FILE);
    let refusal = Refusal {
        name: "gone.json".to_owned(),
        path: Some(PathBuf::from("/histories/gone.json")),
        bytes: Vec::new().into(),
        message: "There is no such file".to_owned(),
        hint: "Check the path".to_owned(),
        diagnostics: Vec::new(),
    };
    session.apply(Command::Refuse(Arc::new(refusal)));
    assert!(!problems_take_the_room(&session));
    let mut stage = Stage::new(session, (1200.0, 800.0), |ui, session, asks| {
        overlay_ui(ui, session, &Settings::default(), &mut |_| Arc::default(), asks);
    });
    for words in [
        "gone.json could not be opened",
        "There is no such file",
        "Check the path",
        "Two capitals stays open",
    ] {
        assert!(stage.says(words), "the dialog does not say \"{words}\"");
    }
    stage.click("Open path…");
    let asked = stage.asked();
    assert!(
        matches!(
            asked.as_slice(),
            [Request::Do(Command::Panel(SidePanel::Problems, false)), Request::Act(Action::OpenPath)]
        ),
        "{asked:?}"
    );
}
