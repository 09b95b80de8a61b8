//! Edits through the door of the session: what they change, what they leave alone, and the way back.

use dateline_picture::scene::Size;
use std::sync::Arc;

use super::{Command, Document, FilesChange, Session};
use dateline_time::TimePoint;
use dateline_timeline::model::{Change, Edit, EditError, EventId};
use dateline_timeline::query::Filter;

const NOW: TimePoint = TimePoint::from_seconds(1_795_305_600);
const FILE: &str = r#"{"dateline":1,"lanes":[{"id":"x","label":"Cyber"}],
  "events":[{"id":"one","title":"Talks","date":"2001-05","lane":"x"},{"title":"Treaty","date":"2003"}]}"#;

fn read(name: &str) -> Arc<Document> {
    let loaded = dateline_formats::load(FILE.as_bytes(), name).expect("a timeline");
    Arc::new(Document::new(loaded, name, Some(name.into()), FILE.as_bytes().to_vec().into()))
}

fn session() -> Session {
    let mut session = Session::new(read("a.json"), Size::new(1000.0, 600.0), NOW);
    session.apply(Command::Resize(1000.0, 600.0));
    session
}

fn titles(session: &Session) -> Vec<String> {
    let timeline = &session.document().timeline;
    timeline.ids().map(|id| timeline.event_title(id).to_owned()).collect()
}

fn renamed(session: &Session, index: usize, title: &str) -> Edit {
    let id = EventId::from_index(index);
    let mut event = session.document().timeline.event(id).as_ref().clone();
    event.title = title.to_owned();
    Edit::Event { id, change: Change::Put(Box::new(event)) }
}

#[test]
fn edits_are_undone_and_done_again_and_the_views_have_steps_of_their_own() {
    let mut session = session();
    session.apply(Command::Select(Some(EventId::from_index(1))));
    session.apply(Command::Search("treaty".to_owned()));
    let view = session.viewport();
    session.apply(Command::Edit(vec![renamed(&session, 1, "Treaty of peace")]));
    session.apply(Command::Edit(vec![renamed(&session, 0, "First talks")]));
    assert_eq!(titles(&session), ["First talks", "Treaty of peace"]);
    assert_eq!(session.edit_error(), None);
    assert_eq!((session.selected(), session.matches().len()), (Some(EventId::from_index(1)), 1));
    assert_eq!((session.viewport(), session.opened_count()), (view, 0));
    session.apply(Command::ViewBack);
    assert_eq!(titles(&session), ["First talks", "Treaty of peace"], "the history of views undoes no edit");
    session.apply(Command::Undo);
    assert_eq!(titles(&session), ["Talks", "Treaty of peace"]);
    session.apply(Command::Undo);
    session.apply(Command::Undo);
    assert_eq!(titles(&session), ["Talks", "Treaty"]);
    assert!(session.edit_history().next_undo().is_none());
    session.apply(Command::Redo);
    assert_eq!(titles(&session), ["Talks", "Treaty of peace"]);
    session.apply(Command::Edit(vec![renamed(&session, 0, "Other talks")]));
    assert!(session.edit_history().next_redo().is_none(), "what is new replaces what was undone");
    session.apply(Command::Redo);
    assert_eq!(titles(&session), ["Other talks", "Treaty of peace"]);
}

#[test]
fn an_event_that_is_removed_is_no_longer_selected_and_comes_back_under_its_id() {
    let mut session = session();
    session.apply(Command::Select(Some(EventId::from_index(0))));
    let id = EventId::from_index(0);
    session.apply(Command::Edit(vec![Edit::Event { id, change: Change::Remove }]));
    assert_eq!((titles(&session), session.selected()), (vec!["Treaty".to_owned()], None));
    session.apply(Command::Filter(Filter::default()));
    assert_eq!(session.matches().len(), 1);
    session.apply(Command::Undo);
    assert_eq!(titles(&session), ["Talks", "Treaty"]);
    assert_eq!(session.document().timeline.find("one"), Some(id));
}

#[test]
fn what_cannot_be_edited_is_refused_as_a_whole_and_says_why() {
    let mut session = session();
    let nowhere = Edit::Event { id: EventId::from_index(7), change: Change::Remove };
    let edits = vec![renamed(&session, 0, "Other talks"), nowhere];
    let revision = session.revision();
    session.apply(Command::Edit(edits));
    assert!(session.edit_error().is_some());
    assert_eq!((titles(&session)[0].as_str(), session.revision()), ("Talks", revision));
    assert!(session.edit_history().next_undo().is_none());
    session.apply(Command::Files(FilesChange::Add(vec![read("b.json")])));
    session.apply(Command::Edit(vec![renamed(&session, 0, "Other talks")]));
    assert_eq!(session.edit_error(), Some(&EditError::Combined));
}

#[test]
fn a_file_that_is_read_again_has_nothing_to_undo() {
    let mut session = session();
    session.apply(Command::Edit(vec![renamed(&session, 0, "Other talks")]));
    let file = session.files().list()[0].id;
    session.apply(Command::Files(FilesChange::Reload(file, read("a.json"))));
    session.apply(Command::Undo);
    assert_eq!(titles(&session), ["Talks", "Treaty"]);
    assert!(session.edit_history().next_undo().is_none());
}

#[test]
fn a_large_file_that_stays_when_another_is_hidden_is_left_to_whoever_drives_the_session() {
    let mut session = session();
    session.apply(Command::Files(FilesChange::Add(vec![read("b.json")])));
    session.apply(Command::AnswerUpTo(1));
    let file = session.files().list()[0].id;
    session.apply(Command::Files(FilesChange::Show(file, false)));
    assert_eq!(titles(&session).len(), 4, "both are shown until labels are there");
    let combination = session.open_combination().expect("one of the two is wanted");
    let document = combination.document();
    session.apply(Command::Combined(Arc::new(super::Combined { combination, document })));
    assert_eq!(titles(&session).len(), 2);
    assert!(session.open_combination().is_none());
}
