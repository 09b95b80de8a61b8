//! Replayed commands: what a person does, and what is then open, selected and looked at.

use dateline_picture::scene::Size;
use std::sync::Arc;

use super::{
    Action, Command, Document, Intent, Question, Refusal, SearchAnswer, Session, SidePanel, Talk, TalkStep,
};
use dateline_formats::{Account, Format};
use dateline_picture::layout::Viewport;
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::Cancel;
use dateline_timeline::model::{Event, EventId, LaneId, Story, StoryScene, TimelineBuilder, View};
use dateline_timeline::query::{Filter, Matches};

const NOW: TimePoint = TimePoint::from_seconds(1_795_305_600);

fn date(text: &str) -> Date {
    Date::parse(text).expect("a good date")
}

fn view(from: &str, to: &str) -> View {
    View { from: Some(date(from)), to: Some(date(to)) }
}

/// Two lanes, five dated events and one without a date, two zones, an opening view and a story of two scenes.
fn document() -> Document {
    let mut builder = TimelineBuilder::default();
    let washington = Zone::parse("America/New_York").expect("a zone");
    let singapore = Zone::parse("Asia/Singapore").expect("a zone");
    builder.zone = washington;
    builder.display_zones = vec![(washington, "Washington".to_owned()), (singapore, "Singapore".to_owned())];
    builder.view = Some(view("2021", "2022"));
    let (cyber, visits) = (builder.lane("cyber", "Cyber"), builder.lane("visits", "Visits"));
    for (title, when, lane) in [
        ("Three MoUs signed", "2021-08", cyber),
        ("Cyber Dialogue announced", "2022-03-29", cyber),
        ("Harris in Singapore", "2021-08-22/2021-08-24", visits),
        ("Dialogue held", "2024-10-15", cyber),
        ("Trade agreement", "2004-01-01/..", visits),
    ] {
        let mut event = Event::new(title, title);
        event.date = Some(date(when));
        event.lane = Some(lane);
        builder.event(event);
    }
    builder.event(Event::new("undated", "Without a date"));
    let scene = |from: &str, to: &str| StoryScene {
        title: String::new(),
        view: view(from, to),
        event: Some(EventId::from_index(0)),
        event_key: String::new(),
        events: Vec::new(),
        caption: String::new(),
        notes: String::new(),
        extra: Vec::new(),
    };
    let scenes = vec![scene("2021", "2021"), scene("2024", "2024")];
    builder.stories.push(Story { title: "Promises".to_owned(), scenes, extra: Vec::new() });
    let mut document = Document {
        name: "two.json".to_owned(),
        path: None,
        bytes: Vec::new().into(),
        timeline: Arc::new(builder.build()),
        diagnostics: Vec::new(),
        format: Format::Dateline,
        account: Account::default(),
        table: None,
        live: Arc::default(),
        unread_texts: Default::default(),
        groundwork: Arc::default(),
    };
    document.account.records = document.timeline.len();
    document
}

fn session() -> Session {
    let mut session = Session::new(Arc::new(document()), Size::new(500.0, 400.0), NOW);
    session.apply(Command::Resize(1000.0, 600.0));
    session
}

/// Does what an action means now; says whether it meant anything.
fn act(session: &mut Session, action: Action) -> bool {
    match session.command_for(action) {
        Some(Intent::Run(command)) => {
            session.apply(command);
            true
        }
        Some(Intent::Window(_)) => true,
        None => false,
    }
}

/// Lets time pass until flights are over and the view has rested.
fn rest(session: &mut Session) {
    let clock = session.clock;
    for step in 1..=20 {
        session.apply(Command::Tick(clock + f64::from(step) * 0.1, NOW));
    }
    assert!(!session.is_flying());
}

fn year_at(session: &Session, x: f64) -> i64 {
    let zone = session.document.timeline.zone();
    zone.civil_from_point(session.viewport.time_from_x(x)).year
}

fn event(index: usize) -> EventId {
    EventId::from_index(index)
}

#[test]
fn a_file_opens_with_its_view_in_the_zone_of_its_days() {
    let session = session();
    let zone = session.document.timeline.zone();
    let begin = zone.civil_from_point(session.viewport.from());
    assert_eq!((begin.year, begin.month, begin.day, begin.hour), (2021, 1, 1, 0));
    assert_eq!(year_at(&session, 999.0), 2022);
    assert_eq!(session.viewport.width(), 1000.0);
}

#[test]
fn a_file_without_a_view_opens_with_everything() {
    let mut builder = TimelineBuilder::default();
    let mut event = Event::new("one", "One");
    event.date = Some(date("1969-07-20"));
    builder.event(event);
    let bare = Document { timeline: Arc::new(builder.build()), ..document() };
    let session = Session::new(Arc::new(bare), Size::new(1000.0, 600.0), NOW);
    let day = session.document.timeline.range(EventId::from_index(0)).expect("a date").earliest_start;
    let x = session.viewport.x_from_time(day.expect("bounded"));
    assert!((0.0..1000.0).contains(&x), "{x}");
}

#[test]
fn a_look_that_has_rested_becomes_a_step_and_one_goes_back_to_it() {
    let mut session = session();
    let opening = session.viewport;
    assert!(!act(&mut session, Action::ViewBack), "there is nothing to go back to");
    for points in [30.0, 30.0, 40.0] {
        session.apply(Command::Pan(points));
    }
    let rested = session.viewport;
    rest(&mut session);
    session.apply(Command::Zoom(2.0, 500.0));
    assert!(act(&mut session, Action::ViewBack));
    rest(&mut session);
    assert_same(&session.viewport, &rested);
    assert!(act(&mut session, Action::ViewBack));
    rest(&mut session);
    assert_same(&session.viewport, &opening);
    assert!(!act(&mut session, Action::ViewBack));
    assert!(act(&mut session, Action::ViewForward));
    rest(&mut session);
    assert_same(&session.viewport, &rested);
}

#[test]
fn a_flight_takes_its_time_lands_on_a_key_and_is_a_cut_when_motion_is_reduced() {
    let mut session = session();
    let opening = session.viewport;
    session.apply(Command::Tick(5.0, NOW));
    assert!(act(&mut session, Action::FitAll));
    let goal = session.destination();
    session.apply(Command::Tick(5.1, NOW));
    assert!(session.is_flying());
    assert_ne!(session.viewport, opening);
    assert_ne!(session.viewport, goal);
    session.apply(Command::Land);
    assert_eq!(session.viewport, goal);
    assert!(!session.is_flying());
    session.apply(Command::ReduceMotion(true));
    session.apply(Command::ViewBack);
    assert_same(&session.viewport, &opening);
    assert!(!session.is_flying());
}

#[test]
fn a_wheel_takes_a_flight_over_where_it_is() {
    let mut session = session();
    session.apply(Command::Tick(5.0, NOW));
    session.apply(Command::Reveal(event(3)));
    session.apply(Command::Tick(5.15, NOW));
    let on_the_way = session.viewport;
    session.apply(Command::Pan(10.0));
    assert!(!session.is_flying());
    assert_same(&session.viewport, &on_the_way.panned(10.0));
}

#[test]
fn stepping_follows_the_order_of_time_among_the_matches() {
    let mut session = session();
    session.apply(Command::ReduceMotion(true));
    let titles = |session: &Session| {
        session.selected.map(|id| session.document.timeline.event_title(id).to_owned()).unwrap_or_default()
    };
    let mut seen = Vec::new();
    while act(&mut session, Action::NextEvent) {
        seen.push(titles(&session));
    }
    let order = ["Three MoUs signed", "Harris in Singapore", "Cyber Dialogue announced", "Dialogue held"];
    assert_eq!(seen, order, "from the first event that begins in view to the last one with a date");
    assert_eq!(session.selected_position(), Some((5, 5)));
    session.apply(Command::Search("dialogue".to_owned()));
    assert!(act(&mut session, Action::PreviousEvent));
    assert_eq!(titles(&session), "Cyber Dialogue announced");
    assert_eq!(session.selected_position(), Some((1, 2)));
    assert!(!act(&mut session, Action::PreviousEvent), "nothing before it matches");
}

#[test]
fn lanes_are_crossed_to_the_nearest_event_in_time() {
    let mut session = session();
    session.apply(Command::Select(Some(event(0))));
    assert!(act(&mut session, Action::LaneDown));
    assert_eq!(session.selected, Some(event(2)));
    assert!(!act(&mut session, Action::LaneDown), "there is no lane below");
    assert!(act(&mut session, Action::LaneUp));
    assert_eq!(session.selected, Some(event(0)));
}

#[test]
fn what_is_revealed_stands_in_view_and_what_is_in_view_stays_where_it_is() {
    let mut session = session();
    session.apply(Command::ReduceMotion(true));
    let opening = session.viewport;
    session.apply(Command::Reveal(event(0)));
    assert_same(&session.viewport, &opening);
    session.apply(Command::Reveal(event(3)));
    let begin = session.document.timeline.range(event(3)).and_then(|range| range.sort_key()).expect("a date");
    let x = session.viewport.x_from_time(begin);
    assert!((200.0..500.0).contains(&x), "{x}");
    assert_eq!(session.viewport.points_per_second(), opening.points_per_second());
    session.apply(Command::Reveal(event(5)));
    assert_eq!(session.selected, Some(event(5)), "an event without a date is selected, the view stays");
}

#[test]
fn search_and_facets_narrow_the_matches_and_are_cleared_together() {
    let mut session = session();
    let matching = |session: &Session| {
        session
            .document
            .timeline
            .ids()
            .filter(|id| session.matches.contains(*id))
            .map(EventId::index)
            .collect()
    };
    let matches: fn(&Session) -> Vec<usize> = matching;
    session.apply(Command::Search("DIALOGUE".to_owned()));
    assert_eq!(matches(&session), [1, 3]);
    let lanes = [Some(LaneId::from_index(1))].into_iter().collect();
    session.apply(Command::Filter(Filter { lanes, ..Filter::default() }));
    assert_eq!(matches(&session), [0_usize; 0]);
    session.apply(Command::Search(String::new()));
    assert_eq!(matches(&session), [2, 4]);
    assert!(act(&mut session, Action::ClearFilters));
    assert_eq!(*session.matches, Matches::all(6));
    assert!(!act(&mut session, Action::ClearFilters));
}

#[test]
fn a_panel_beside_the_picture_moves_no_time_on_the_screen() {
    let mut session = session();
    let before = session.viewport;
    let time = before.time_from_x(400.0);
    session.apply(Command::Crop(224.0, 776.0, 600.0));
    let x = session.viewport.x_from_time(time);
    assert!((x - (400.0 - 224.0)).abs() < 0.01, "on the screen {} points further left", 400.0 - x);
    session.apply(Command::Crop(-224.0, 1000.0, 600.0));
    assert_same(&session.viewport, &before);
}

#[test]
fn a_larger_window_shows_the_same_stretch() {
    let mut session = session();
    let (from, to) = (session.viewport.from(), session.viewport.to());
    session.apply(Command::Resize(1600.0, 900.0));
    let error = session.viewport.span_seconds() / 1000.0;
    assert!(session.viewport.from().seconds_since(from).abs() < error);
    assert!(session.viewport.to().seconds_since(to).abs() < error);
}

#[test]
fn the_detail_opens_with_a_selection_and_stays_away_once_closed() {
    let mut session = session();
    session.apply(Command::Select(Some(event(0))));
    assert!(session.is_open(SidePanel::Detail));
    session.apply(Command::Panel(SidePanel::Detail, false));
    assert_eq!(session.selected, Some(event(0)));
    assert!(act(&mut session, Action::NextEvent));
    assert!(!session.is_open(SidePanel::Detail));
    assert!(act(&mut session, Action::ShowDetail));
    assert!(session.is_open(SidePanel::Detail));
    session.apply(Command::Select(None));
    assert!(!session.is_open(SidePanel::Detail));
    session.apply(Command::Select(Some(event(1))));
    assert!(session.is_open(SidePanel::Detail));
}

#[test]
fn escape_closes_what_is_on_top_then_the_selection_then_the_search() {
    let mut session = session();
    session.apply(Command::Search("dialogue".to_owned()));
    session.apply(Command::Select(Some(event(1))));
    assert!(act(&mut session, Action::Palette));
    assert!(act(&mut session, Action::CheatSheet));
    assert_eq!(session.overlay(), Some(SidePanel::CheatSheet), "one thing at a time stands over the picture");
    assert!(act(&mut session, Action::Back));
    assert_eq!((session.overlay(), session.selected), (None, Some(event(1))));
    assert!(act(&mut session, Action::Back));
    assert_eq!((session.selected, session.is_filtering()), (None, true));
    assert!(act(&mut session, Action::Back));
    assert!(!session.is_filtering());
    assert!(!act(&mut session, Action::Back));
}

#[test]
fn another_file_starts_anew_but_keeps_what_belongs_to_the_person() {
    let mut session = session();
    for command in [
        Command::Theme(super::ThemeChoice::Dark),
        Command::ReduceMotion(true),
        Command::Select(Some(event(1))),
        Command::Search("dialogue".to_owned()),
        Command::Zoom(9.0, 3.0),
    ] {
        session.apply(command);
    }
    let revision = session.revision;
    session.apply(Command::Open(Arc::new(document())));
    assert_eq!(session.theme, super::ThemeChoice::Dark);
    assert!(session.reduced_motion);
    assert_eq!((session.selected, session.is_filtering()), (None, false));
    assert_ne!(session.revision, revision);
    assert_eq!(year_at(&session, 1.0), 2021);
}

#[test]
fn a_file_that_cannot_be_opened_leaves_everything_as_it_was() {
    let mut session = session();
    session.apply(Command::Select(Some(event(1))));
    let before = (session.viewport, session.selected, session.revision);
    let refusal = Refusal {
        name: "broken.json".to_owned(),
        path: None,
        bytes: Vec::new().into(),
        message: "This is a PDF document".to_owned(),
        hint: String::new(),
        diagnostics: Vec::new(),
    };
    session.apply(Command::Refuse(Arc::new(refusal)));
    assert_eq!((session.viewport, session.selected, session.revision), before);
    assert!(session.is_open(SidePanel::Problems));
    assert!(session.refusal.is_some());
    assert!(act(&mut session, Action::Back));
    assert!(session.refusal.is_none());
}

#[test]
fn zones_and_themes_go_round() {
    let mut session = session();
    let zones: Vec<&str> = (0..3)
        .map(|_| {
            assert!(act(&mut session, Action::SwitchZone));
            session.display_zone.name()
        })
        .collect();
    assert_eq!(zones, ["Asia/Singapore", "America/New_York", "Asia/Singapore"]);
}

#[test]
fn a_presentation_walks_its_scenes_and_returns_to_where_one_was() {
    let mut session = session();
    session.apply(Command::Tick(1.0, NOW));
    session.apply(Command::Pan(77.0));
    let before = session.viewport;
    assert!(act(&mut session, Action::Present));
    let scene = |session: &Session| session.talk().map(Talk::scene);
    assert_eq!((scene(&session), year_at(&session, 500.0)), (Some(0), 2021));
    session.apply(Command::Talk(TalkStep::Scene(1)));
    rest(&mut session);
    assert_eq!((scene(&session), year_at(&session, 500.0)), (Some(1), 2024));
    session.apply(Command::Talk(TalkStep::Scene(99)));
    assert_eq!(scene(&session), Some(1), "there is no scene after the last one");
    assert!(act(&mut session, Action::Back));
    assert_eq!(scene(&session), None);
    assert_same(&session.viewport, &before);
}

#[test]
fn every_action_means_something_or_is_greyed_out_and_none_breaks_an_empty_file() {
    let empty = Document { timeline: Arc::new(TimelineBuilder::default().build()), ..document() };
    let mut session = Session::new(Arc::new(empty), Size::new(1000.0, 600.0), NOW);
    for _ in 0..2 {
        for action in Action::ALL {
            act(&mut session, *action);
            assert!(session.viewport.span_seconds() > 0.0, "{action:?}");
        }
    }
}

/// The same stretch to within a thousandth of a point.
fn assert_same(one: &Viewport, other: &Viewport) {
    for x in [0.0, 1000.0] {
        let moved = one.x_from_time(other.time_from_x(x)) - other.x_from_time(other.time_from_x(x));
        assert!(moved.abs() < 1.0, "{moved} points apart: {one:?} {other:?}");
    }
}

#[test]
fn zooming_out_stops_where_only_emptiness_would_be_added() {
    let mut session = session();
    for _ in 0..200 {
        session.apply(Command::Zoom(0.5, 300.0));
    }
    let years = session.viewport.span_seconds() / (365.25 * 86_400.0);
    assert!((390.0..=410.0).contains(&years), "{years} years");
    session.apply(Command::Zoom(2.0, 300.0));
    assert!(session.viewport.span_seconds() < 400.0 * 365.25 * 86_400.0);
}

#[test]
fn a_text_typed_letter_by_letter_finds_what_it_finds_at_once() {
    let mut typed = session();
    let text = "dialogue held";
    for end in (1..=text.len()).chain((0..text.len()).rev()).chain(1..=text.len()) {
        typed.apply(Command::Search(text[..end].to_owned()));
        let mut at_once = session();
        at_once.apply(Command::Search(text[..end].to_owned()));
        assert_eq!((&typed.found, &typed.matches), (&at_once.found, &at_once.matches), "{}", &text[..end]);
    }
    let statuses = [dateline_timeline::model::Status::Planned].into();
    typed.apply(Command::Filter(Filter { statuses, ..Filter::default() }));
    assert!(typed.matches.len() <= typed.found.len());
}

#[test]
fn a_session_that_waits_for_answers_keeps_the_old_ones_and_takes_only_what_is_asked_now() {
    let mut session = session();
    session.apply(Command::AnswerUpTo(5));
    session.apply(Command::Search("dialogue".to_owned()));
    assert_eq!((session.query.text.as_str(), session.matches.len()), ("dialogue", 6));
    let first = session.open_question().expect("it is not answered");
    session.apply(Command::Search("harris".to_owned()));
    let second = session.open_question().expect("it is not answered");
    let found = |question: &Question| {
        let found =
            SearchAnswer::of(&session.document, question.clone(), &session.former(), &Cancel::never());
        Command::SearchAnswer(Arc::new(found.expect("nobody stops it")))
    };
    let (first, second) = (found(&first), found(&second));
    session.apply(first);
    assert_eq!(session.matches.len(), 6, "nobody asks for this any more");
    session.apply(second);
    assert_eq!((session.matches.len(), session.open_question()), (1, None));
    session.apply(Command::ClearFilters);
    assert_eq!(session.matches.len(), 6, "to ask for nothing needs no looking");
    assert!(session.open_question().is_none());
}

#[test]
fn the_scale_rests_a_quarter_of_a_second_after_the_last_zoom_and_panning_leaves_it_at_rest() {
    let mut session = session();
    rest(&mut session);
    assert!(session.is_scale_at_rest());
    session.apply(Command::Pan(50.0));
    assert!(session.is_scale_at_rest(), "panning keeps the scale");
    session.apply(Command::Zoom(1.5, 100.0));
    assert!(!session.is_scale_at_rest());
    let clock = session.clock;
    session.apply(Command::Tick(clock + 0.2, NOW));
    session.apply(Command::Zoom(1.5, 100.0));
    session.apply(Command::Tick(clock + 0.4, NOW));
    assert!(!session.is_scale_at_rest(), "the second step began the wait anew");
    session.apply(Command::Tick(clock + 0.45001, NOW));
    assert!(session.is_scale_at_rest());
    act(&mut session, Action::FitAll);
    assert_eq!(session.is_scale_at_rest(), !session.is_flying());
}
