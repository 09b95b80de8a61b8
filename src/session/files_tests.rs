//! Several open files and files that are read again: what is then open, selected, asked for and looked at.

use dateline_picture::scene::Size;
use std::sync::Arc;

use super::{Command, Document, FileId, FilesChange, Judgement, Refusal, Session, SidePanel, Stale};
use dateline_time::TimePoint;
use dateline_timeline::model::{EventId, LaneId};
use dateline_timeline::query::Filter;

const NOW: TimePoint = TimePoint::from_seconds(1_795_305_600);

fn read(name: &str, text: &str) -> Arc<Document> {
    let loaded = dateline_formats::load(text.as_bytes(), name).expect("a timeline");
    Arc::new(Document::new(loaded, name, Some(name.into()), text.as_bytes().to_vec().into()))
}

const A: &str = r#"{"dateline":1,"zone":"America/New_York","lanes":[{"id":"x","label":"Cyber"},{"id":"y","label":"Trade"}],
  "actors":[{"id":"us","name":"United States"}],
  "events":[{"id":"one","title":"Talks","date":"2001-05","lane":"x","tags":["deal"],"actors":["us"]},
            {"id":"two","title":"Treaty","date":"2003-01-01","lane":"y","relations":[{"kind":"implements","to":"one"}]},
            {"title":"No lane","date":"2004"}]}"#;
const B: &str = r#"{"dateline":1,"lanes":[{"id":"x","label":"Visits"}],"actors":[{"id":"us","name":"United States"}],
  "events":[{"id":"one","title":"Visit","date":"1981-03-01","lane":"x","tags":["deal","visit"],"actors":["us"]},
            {"id":"late","title":"Return","date":"1983-03-01","lane":"x"}]}"#;

fn session() -> Session {
    let mut session = Session::new(read("a.json", A), Size::new(1000.0, 600.0), NOW);
    session.apply(Command::Resize(1000.0, 600.0));
    session
}

fn ids(session: &Session) -> Vec<FileId> {
    session.files.list().iter().map(|file| file.id).collect()
}

fn titles(session: &Session) -> Vec<String> {
    let timeline = &session.document.timeline;
    timeline.ids().map(|id| timeline.event_title(id).to_owned()).collect()
}

fn both() -> Session {
    let mut session = session();
    session.apply(Command::Files(FilesChange::Add(vec![read("b.json", B)])));
    session
}

fn selected(session: &Session) -> Option<String> {
    session.selected.map(|event| session.document.timeline.event_title(event).to_owned())
}

#[test]
fn a_file_that_is_added_stands_below_with_lanes_of_its_own_and_nothing_else_moves() {
    let mut session = session();
    session.apply(Command::Select(Some(EventId::from_index(1))));
    session.apply(Command::Search("treaty".to_owned()));
    let (view, opened) = (session.viewport, session.opened);
    session.apply(Command::Files(FilesChange::Add(vec![read("b.json", B)])));
    let timeline = &session.document.timeline;
    assert_eq!(titles(&session), ["Talks", "Treaty", "No lane", "Visit", "Return"]);
    let lanes: Vec<&str> = timeline.lanes().iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Cyber", "Trade", "Other events of a.json", "Visits"]);
    assert_eq!(timeline.actors().len(), 1, "an actor that agrees in everything is the same");
    assert_eq!(timeline.tags(), ["deal", "visit"]);
    let keys: Vec<_> = timeline.ids().map(|id| timeline.key(id).into_owned()).collect();
    assert_eq!(keys, ["one", "two", "event-3", "b.json/one", "late"]);
    assert_eq!((session.viewport, session.opened), (view, opened));
    assert_eq!(selected(&session).as_deref(), Some("Treaty"));
    assert_eq!((session.query.text.as_str(), session.matches.len()), ("treaty", 1));
    assert_eq!(timeline.title(), "a.json + b.json");
    let file = session.file_of(EventId::from_index(3)).expect("an event of b.json");
    assert_eq!(file.document.name, "b.json");
}

#[test]
fn selection_and_facets_follow_their_file_when_files_are_moved_and_hidden() {
    let mut session = both();
    let [a, b] = ids(&session)[..] else { panic!("two files") };
    session.apply(Command::Select(Some(EventId::from_index(3))));
    let lanes = [Some(LaneId::from_index(3))].into();
    let tags = session.document.timeline.tags_of(EventId::from_index(3)).iter().copied().map(Some).collect();
    session.apply(Command::Filter(Filter { lanes, tags, ..Filter::default() }));
    assert_eq!(session.matches.len(), 1);
    session.apply(Command::Files(FilesChange::Move(b, -1)));
    assert_eq!(titles(&session)[0], "Visit");
    assert_eq!(selected(&session).as_deref(), Some("Visit"));
    assert_eq!(session.filter.lanes, [Some(LaneId::from_index(0))].into());
    assert_eq!(session.matches.len(), 1);
    session.apply(Command::Files(FilesChange::Show(a, false)));
    assert_eq!(titles(&session), ["Visit", "Return"]);
    assert_eq!((selected(&session).as_deref(), session.matches.len()), (Some("Visit"), 1));
    session.apply(Command::Files(FilesChange::Show(b, false)));
    assert_eq!(session.document.timeline.len(), 2, "the last visible file stays");
    session.apply(Command::Files(FilesChange::Show(a, true)));
    session.apply(Command::Files(FilesChange::Remove(b)));
    assert_eq!(titles(&session), ["Talks", "Treaty", "No lane"]);
    assert_eq!(selected(&session), None);
    assert!(session.filter.lanes.is_empty(), "a lane that is gone is no longer asked for");
    session.apply(Command::Files(FilesChange::Remove(a)));
    assert_eq!(session.files.list().len(), 1, "the last file stays");
}

#[test]
fn a_file_that_is_read_again_keeps_view_selection_text_and_facets() {
    let mut session = both();
    let [a, b] = ids(&session)[..] else { panic!("two files") };
    session.apply(Command::Select(Some(EventId::from_index(1))));
    session.apply(Command::Panel(SidePanel::Facets, false));
    session
        .apply(Command::Filter(Filter { lanes: [Some(LaneId::from_index(1))].into(), ..Filter::default() }));
    session.apply(Command::Hide(true));
    session.apply(Command::Pan(77.0));
    let (view, revision) = (session.viewport, session.revision);
    let changed = A
        .replace(r#"[{"id":"x""#, r#"[{"id":"new","label":"New"},{"id":"x""#)
        .replace(r#""events":["#, r#""events":[{"id":"zero","title":"Before","date":"1999","lane":"new"},"#);
    session.apply(Command::Files(FilesChange::Reload(a, read("a.json", &changed))));
    assert_eq!(session.viewport, view);
    assert!(session.revision > revision);
    assert_eq!(selected(&session).as_deref(), Some("Treaty"));
    assert_eq!(session.selected, Some(EventId::from_index(2)));
    assert_eq!(session.filter.lanes, [Some(LaneId::from_index(2))].into());
    assert!(session.hiding && !session.is_open(SidePanel::Facets) && session.is_open(SidePanel::Detail));
    assert_eq!(session.matches.len(), 1);
    let gone = A.replace(r#""id":"two""#, r#""id":"three""#);
    session.apply(Command::Files(FilesChange::Reload(a, read("a.json", &gone))));
    assert_eq!((session.selected, session.is_open(SidePanel::Detail)), (None, false));
    // An answer for a file that was replaced since comes to nothing.
    session.apply(Command::Open(read("b.json", B)));
    session.apply(Command::Files(FilesChange::Reload(b, read("a.json", A))));
    assert_eq!(titles(&session), ["Visit", "Return"]);
}

#[test]
fn a_file_that_became_unreadable_stays_as_it_was_until_it_is_good_again() {
    let mut session = both();
    let [a, _] = ids(&session)[..] else { panic!("two files") };
    let refusal = Arc::new(Refusal {
        name: "a.json".to_owned(),
        path: Some("a.json".into()),
        bytes: Vec::new().into(),
        message: "This file is empty".to_owned(),
        hint: String::new(),
        diagnostics: Vec::new(),
    });
    let revision = session.revision;
    session.apply(Command::Files(FilesChange::Stale(a, Arc::new(Stale { refusal, is_gone: false }))));
    assert_eq!((session.revision, session.overlay()), (revision, None), "the picture stays");
    assert_eq!(session.files.first_stale().map(|(file, _)| file.id), Some(a));
    session.apply(Command::Panel(SidePanel::Problems, true));
    assert_eq!(session.refusal.as_ref().map(|refusal| refusal.message.as_str()), Some("This file is empty"));
    assert_eq!(session.stale_file().map(|file| file.id), Some(a));
    session.apply(Command::Files(FilesChange::Reload(a, read("a.json", A))));
    assert!(session.refusal.is_none() && session.files.first_stale().is_none());
}

#[test]
fn what_is_said_of_two_events_follows_them() {
    let mut session = both();
    let [a, b] = ids(&session)[..] else { panic!("two files") };
    let (talks, visit) = (EventId::from_index(0), EventId::from_index(3));
    session.apply(Command::Judge { first: visit, second: talks, judgement: Some(Judgement::Same) });
    assert_eq!((session.same_as(talks), session.same_as(visit)), (vec![visit], vec![talks]));
    session.apply(Command::Files(FilesChange::Move(b, -1)));
    let (talks, visit) = (EventId::from_index(2), EventId::from_index(0));
    assert_eq!(session.same_as(talks), [visit]);
    let longer = A.replace(r#""events":["#, r#""events":[{"id":"zero","title":"Before","date":"1999"},"#);
    session.apply(Command::Files(FilesChange::Reload(a, read("a.json", &longer))));
    let talks = EventId::from_index(3);
    assert_eq!(session.same_as(visit), [talks]);
    session.apply(Command::Judge { first: talks, second: visit, judgement: Some(Judgement::Different) });
    assert_eq!(session.judgement(visit, talks), Some(Judgement::Different));
    assert!(session.same_as(visit).is_empty());
    session.apply(Command::Judge { first: talks, second: visit, judgement: None });
    assert_eq!(session.judgement(visit, talks), None);
}

#[test]
fn files_of_many_events_are_combined_by_whoever_drives_the_session() {
    let mut session = session();
    session.apply(Command::AnswerUpTo(4));
    session.apply(Command::Files(FilesChange::Add(vec![read("b.json", B)])));
    assert_eq!(session.document.timeline.len(), 3, "what was shown stands meanwhile");
    let combination = session.open_combination().expect("something to combine");
    let document = combination.document();
    session.apply(Command::Files(FilesChange::Add(vec![read("c.json", B)])));
    let late = super::Combined { combination, document };
    session.apply(Command::Combined(Arc::new(late)));
    assert_eq!(session.document.timeline.len(), 3, "an outdated answer comes to nothing");
    let combination = session.open_combination().expect("something to combine");
    let document = combination.document();
    session.apply(Command::Combined(Arc::new(super::Combined { combination, document })));
    assert_eq!(session.document.timeline.len(), 7);
    assert!(session.open_combination().is_none());
}

#[test]
fn files_are_aligned_by_an_event_of_each_and_dates_stay_what_they_are() {
    let mut session = both();
    let point = |session: &Session, index: usize| {
        let range = session.document.timeline.range(EventId::from_index(index));
        range.and_then(|range| range.sort_key()).map(TimePoint::seconds)
    };
    let before = [point(&session, 1), point(&session, 3), point(&session, 4)];
    session.apply(Command::Files(FilesChange::Zero(EventId::from_index(1))));
    assert!(session.files.is_aligned());
    // Without a choice the first event of a file is its zero.
    assert_eq!(point(&session, 3), point(&session, 1));
    assert_eq!(point(&session, 1), before[0], "the first file stays where it is");
    let zero = session.document.timeline.zero().expect("a zero");
    assert_eq!(
        (zero.label.as_str(), Some(zero.at.seconds())),
        ("Treaty / Visit", before[0].map(|start| start + 43_200))
    );
    session.apply(Command::Files(FilesChange::Zero(EventId::from_index(4))));
    assert_eq!(point(&session, 4), point(&session, 1));
    let apart = |a: Option<i64>, b: Option<i64>| Some(a? - b?);
    assert_eq!(apart(point(&session, 4), point(&session, 3)), apart(before[2], before[1]));
    let date = session.document.timeline.date(EventId::from_index(4)).expect("a date");
    assert_eq!(date.text(), "1983-03-01");
    session.apply(Command::Files(FilesChange::Align(false)));
    assert_eq!([point(&session, 1), point(&session, 3), point(&session, 4)], before);
    assert!(session.document.timeline.zero().is_none());
}
