//! Talks through the door of the session: steps, a black screen, answers beside the talk, and files that
//! change meanwhile.

use dateline_picture::scene::Size;
use std::sync::Arc;
use std::time::Duration;

use super::{Screen, Talk, TalkStep};
use crate::session::{Action, Command, Document, FilesChange, Intent, Session};
use dateline_time::TimePoint;
use dateline_timeline::model::{Change, Edit, EventId};

const NOW: TimePoint = TimePoint::from_seconds(1_795_305_600);

/// Two stories; the second has the scenes named.
fn file(first_story: &str, title: &str, scenes: &[(&str, &str)]) -> Arc<Document> {
    let scenes: Vec<_> = scenes
        .iter()
        .map(|(caption, year)| serde_json::json!({ "caption": caption, "from": year, "to": year, "event": "one" }))
        .collect();
    let mut stories = vec![serde_json::json!({ "title": title, "scenes": scenes })];
    if !first_story.is_empty() {
        let scene = serde_json::json!({ "caption": "Other", "from": "1990", "to": "1991" });
        stories.insert(0, serde_json::json!({ "title": first_story, "scenes": [scene] }));
    }
    let file = serde_json::json!({
        "dateline": 1,
        "events": [
            { "id": "zero", "title": "Before", "date": "1999" },
            { "id": "one", "title": "Talks", "date": "2001" },
            { "id": "two", "title": "Treaty", "date": "2003" },
        ],
        "stories": stories,
    });
    let bytes = file.to_string().into_bytes();
    let loaded = dateline_formats::load(&bytes, "a.json").expect("a timeline");
    assert_eq!(loaded.diagnostics, []);
    Arc::new(Document::new(loaded, "a.json", Some("a.json".into()), bytes.into()))
}

const SCENES: [(&str, &str); 3] = [("A", "2001"), ("B", "2002"), ("C", "2003")];

/// A session without flights in which the second story of a file is told, at its second scene.
fn in_a_talk() -> Session {
    let mut session = Session::new(file("Prologue", "Promises", &SCENES), Size::new(1000.0, 600.0), NOW);
    session.apply(Command::Resize(1000.0, 600.0));
    session.apply(Command::ReduceMotion(true));
    session.apply(Command::Tick(5.0, NOW));
    let story = session.stories().nth(1).expect("two stories");
    session.apply(Command::Talk(TalkStep::Begin(story)));
    session.apply(Command::Talk(TalkStep::Next));
    session
}

fn reload(session: &mut Session, document: Arc<Document>) {
    let file = session.files().list()[0].id;
    session.apply(Command::Files(FilesChange::Reload(file, document)));
}

/// The caption of the scene that is shown, and the year in the middle of the view.
fn shown(session: &Session) -> Option<(String, i64)> {
    let talk = session.talk()?;
    let scene = &session.story(talk.story())?.scenes[talk.scene()];
    let middle = session.viewport().time_from_x(500.0);
    Some((scene.caption.clone(), session.document().timeline.zone().civil_from_point(middle).year))
}

fn steps(session: &mut Session, steps: &[TalkStep]) {
    steps.iter().for_each(|step| session.apply(Command::Talk(*step)));
}

#[test]
fn steps_stay_within_the_story_and_ending_returns_to_the_view_before() {
    let mut session = Session::new(file("Prologue", "Promises", &SCENES), Size::new(1000.0, 600.0), NOW);
    session.apply(Command::Resize(1000.0, 600.0));
    let before = session.viewport();
    steps(&mut session, &[TalkStep::Next, TalkStep::ToggleBlack, TalkStep::Last]);
    assert!(session.talk().is_none(), "steps mean nothing outside of a talk");
    assert_eq!((session.scene_count(), session.talk_elapsed()), (0, None));
    session.apply(Command::ReduceMotion(true));
    let story = session.stories().nth(1).expect("two stories");
    steps(&mut session, &[TalkStep::Begin(story), TalkStep::Previous]);
    assert_eq!(shown(&session), Some(("A".to_owned(), 2001)));
    steps(&mut session, &[TalkStep::Last, TalkStep::Next]);
    assert_eq!(shown(&session), Some(("C".to_owned(), 2003)));
    steps(&mut session, &[TalkStep::Previous]);
    assert_eq!(shown(&session), Some(("B".to_owned(), 2002)));
    steps(&mut session, &[TalkStep::First]);
    assert_eq!(shown(&session), Some(("A".to_owned(), 2001)));
    steps(&mut session, &[TalkStep::Scene(7)]);
    assert_eq!(shown(&session), Some(("C".to_owned(), 2003)));
    steps(&mut session, &[TalkStep::End]);
    assert_eq!((session.viewport(), session.talk().is_none()), (before, true));
}

#[test]
fn the_action_presents_the_first_story_and_ends_the_talk() {
    let mut session = Session::new(file("Prologue", "Promises", &SCENES), Size::new(1000.0, 600.0), NOW);
    for expected in [true, false] {
        let Some(Intent::Run(command)) = session.command_for(Action::Present) else { panic!("a story") };
        session.apply(command);
        assert_eq!(session.talk().is_some(), expected);
    }
    let empty = Session::new(file("", "Promises", &[]), Size::new(1000.0, 600.0), NOW);
    assert!(!empty.can(Action::Present), "a story without scenes is not presented");
}

#[test]
fn a_black_screen_and_an_answer_give_way_before_the_scene_does() {
    let mut session = in_a_talk();
    let event = EventId::from_index(2);
    steps(&mut session, &[TalkStep::Aside(event), TalkStep::ToggleBlack, TalkStep::Next]);
    let state = |session: &Session| session.talk().map(|talk| (talk.screen(), talk.aside(), talk.scene()));
    assert_eq!(state(&session), Some((Screen::Scene, Some(event), 1)), "only the black screen is gone");
    steps(&mut session, &[TalkStep::Next]);
    assert_eq!(state(&session), Some((Screen::Scene, None, 1)), "only the answer is gone");
    steps(&mut session, &[TalkStep::Aside(event), TalkStep::Back]);
    assert_eq!(state(&session), Some((Screen::Scene, None, 1)));
    steps(&mut session, &[TalkStep::ToggleBlack, TalkStep::Uncover, TalkStep::Next]);
    assert_eq!(state(&session), Some((Screen::Scene, None, 2)));
    steps(&mut session, &[TalkStep::Back]);
    assert!(session.talk().is_none());
}

#[test]
fn the_time_of_a_talk_runs_from_its_beginning() {
    let mut session = in_a_talk();
    session.apply(Command::Tick(95.5, NOW));
    assert_eq!(session.talk_elapsed(), Some(Duration::from_millis(90_500)));
    let first = session.stories().next().expect("a story");
    steps(&mut session, &[TalkStep::Begin(first)]);
    assert_eq!(session.talk_elapsed(), Some(Duration::from_millis(90_500)), "another story, the same talk");
}

#[test]
fn windows_of_other_sizes_show_the_same_stretch_of_time() {
    let session = in_a_talk();
    let own = session.talk_viewport(1000.0, 600.0);
    assert_eq!(own, session.viewport());
    let small = session.talk_viewport(250.0, 80.0);
    assert_eq!((small.width(), small.height()), (250.0, 80.0));
    for share in [0.0, 0.25, 1.0] {
        let apart = small.time_from_x(250.0 * share).seconds_since(own.time_from_x(1000.0 * share));
        assert!(apart.abs() <= 1.0, "{apart} seconds apart at {share}");
    }
}

#[test]
fn a_talk_stays_at_its_scene_when_the_file_is_read_again() {
    let at = |session: &Session| session.talk().map(Talk::scene);
    let mut session = in_a_talk();
    // A scene before it, another story before its own, and another stretch of time.
    reload(
        &mut session,
        file("", "Promises", &[("New", "1999"), ("A", "2001"), ("B", "2012"), ("C", "2003")]),
    );
    assert_eq!((shown(&session), at(&session)), (Some(("B".to_owned(), 2012)), Some(2)));
    // Its scene is gone: the one that stands there now.
    reload(&mut session, file("Prologue", "Promises", &[("A", "2001"), ("C", "2003")]));
    assert_eq!((shown(&session), at(&session)), (Some(("C".to_owned(), 2003)), Some(1)));
    // Another title at its index.
    reload(&mut session, file("Prologue", "Promises kept", &[("A", "2001"), ("C", "2003")]));
    assert_eq!(shown(&session), Some(("C".to_owned(), 2003)));
}

#[test]
fn a_talk_ends_where_its_story_is_gone() {
    for gone in [file("", "Prologue", &SCENES), file("Prologue", "Promises", &[])] {
        let mut session = Session::new(file("Prologue", "Promises", &SCENES), Size::new(1000.0, 600.0), NOW);
        session.apply(Command::Resize(1000.0, 600.0));
        let before = session.viewport();
        let story = session.stories().nth(1).expect("two stories");
        steps(&mut session, &[TalkStep::Begin(story), TalkStep::Next]);
        reload(&mut session, gone);
        assert!(session.talk().is_none());
        assert_eq!((session.viewport(), session.is_flying()), (before, false));
        steps(&mut session, &[TalkStep::Begin(story)]);
        assert!(session.talk().is_none(), "a story that is not there is not begun");
    }
}

#[test]
fn edits_of_the_file_are_seen_in_the_talk_and_move_it_with_its_story() {
    let mut session = in_a_talk();
    let timeline = Arc::clone(&session.document().timeline);
    let mut story = timeline.stories()[1].clone();
    story.scenes[1].caption = "B, corrected".to_owned();
    session.apply(Command::Talk(TalkStep::Aside(EventId::from_index(2))));
    session.apply(Command::Edit(vec![
        Edit::Story { index: 1, change: Change::Put(story) },
        Edit::Story { index: 0, change: Change::Remove },
        Edit::Event { id: EventId::from_index(2), change: Change::Remove },
    ]));
    assert_eq!(session.edit_error(), None);
    assert_eq!(shown(&session), Some(("B, corrected".to_owned(), 2002)));
    assert_eq!(session.talk().and_then(Talk::aside), None, "the event of the answer is gone");
    session.apply(Command::Undo);
    assert_eq!(shown(&session), Some(("B".to_owned(), 2002)));
}

#[test]
fn a_story_of_a_further_file_is_told_with_the_ids_of_the_whole() {
    let mut session = Session::new(file("", "First", &SCENES), Size::new(1000.0, 600.0), NOW);
    session.apply(Command::ReduceMotion(true));
    session.apply(Command::Files(FilesChange::Add(vec![file("", "Second", &SCENES[1..])])));
    let story = session.stories().nth(1).expect("two stories");
    steps(&mut session, &[TalkStep::Begin(story)]);
    let scene = &session.story(story).expect("shown").scenes[0];
    let shown_event = scene.event.expect("an event");
    assert_eq!(session.document().timeline.event_title(shown_event), "Talks");
    assert_eq!((shown_event, session.scene_count()), (EventId::from_index(4), 2));
    let ids: Vec<_> = session.files().list().iter().map(|file| file.id).collect();
    session.apply(Command::Files(FilesChange::Move(ids[1], -1)));
    assert_eq!(session.story(story).map(|story| story.title.as_str()), Some("Second"));
    session.apply(Command::Files(FilesChange::Remove(ids[1])));
    assert!(session.talk().is_none(), "its file is closed");
}
