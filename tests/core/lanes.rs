//! Lanes by any field of the events: which there are, what they are called, in which order they stand.

use dateline::formats::load;
use dateline::index::{LaneField, LaneOrder, LaneWish, Lanes};
use dateline::model::{EventId, Timeline};

const FILE: &str = r#"{ "dateline": 1,
  "lanes": [{ "id": "talks", "label": "Talks" }, { "id": "deals", "label": "Deals" }, { "id": "empty", "label": "Empty" }],
  "actors": [{ "id": "us", "name": "United States" }, { "id": "sg", "name": "Singapore" }, { "id": "my", "name": "Malaysia" }],
  "sources": [{ "id": "cna", "title": "An article", "publisher": "CNA", "grade": "press" },
              { "id": "note", "title": "A note" },
              { "id": "more", "title": "Another article", "publisher": "CNA", "grade": "press" }],
  "events": [
    { "id": "a", "title": "A", "date": "2003", "lane": "talks", "actors": ["sg", "us"], "tags": ["trade"], "citations": [{ "source": "note" }, { "source": "more" }] },
    { "id": "b", "title": "B", "date": "2001", "lane": "deals", "actors": ["us"], "status": "planned", "citations": [{ "source": "cna" }] },
    { "id": "c", "title": "C", "date": "2002", "lane": "talks", "actors": ["sg"], "tags": ["visit", "trade"] },
    { "id": "d", "title": "D", "date": "2000" },
    { "id": "e", "title": "E", "actors": ["my"], "tags": ["undated"] }
  ] }"#;

fn timeline() -> Timeline {
    let loaded = load(FILE.as_bytes(), "lanes.json").unwrap();
    assert_eq!(loaded.diagnostics, []);
    loaded.timeline
}

/// Each lane from top to bottom, with the events that stand in it.
fn told(timeline: &Timeline, wish: &LaneWish) -> Vec<String> {
    let lanes = Lanes::of(timeline, wish);
    let in_lane = |number: usize| {
        let own = timeline.ids().filter(|event| timeline.is_placed(*event));
        let own = own.filter(|event| lanes.number(timeline, *event) == number);
        own.map(|event| timeline.event_title(event).to_owned()).collect::<String>()
    };
    let lanes = lanes.order().iter().zip(lanes.shown());
    lanes.map(|(number, lane)| format!("{}: {}", lane.name, in_lane(*number))).collect()
}

#[test]
fn lanes_are_made_of_the_first_value_of_any_field() {
    let timeline = timeline();
    for (field, expected) in [
        (LaneField::Lane, vec!["Talks: AC", "Deals: B", "Empty: ", "Other events: D"]),
        (LaneField::Actor, vec!["United States: B", "Singapore: AC", "No actor: D"]),
        (LaneField::Tag, vec!["trade: A", "visit: C", "No tag: BD"]),
        (LaneField::Status, vec!["Happened: ACD", "Planned: B"]),
        (LaneField::Source, vec!["An article: B", "A note: A", "No source: CD"]),
        (LaneField::Publisher, vec!["CNA: AB", "No publisher: CD"]),
        (LaneField::Nothing, vec!["All events: ABCD"]),
    ] {
        assert_eq!(told(&timeline, &LaneWish::by(field)), expected, "{field:?}");
    }
    let grades = told(&timeline, &LaneWish::by(LaneField::Grade));
    assert_eq!(grades.len(), 3, "{grades:?}");
    assert_eq!(grades.last().map(String::as_str), Some("No source: CD"));
}

#[test]
fn what_stands_beside_the_first_value_is_counted() {
    let timeline = timeline();
    let further = |field, event| {
        Lanes::of(&timeline, &LaneWish::by(field)).further_values(&timeline, EventId::from_index(event))
    };
    for (field, counts) in [
        (LaneField::Actor, [1, 0, 0, 0, 0]),
        (LaneField::Tag, [0, 0, 1, 0, 0]),
        (LaneField::Source, [1, 0, 0, 0, 0]),
        (LaneField::Publisher, [0, 0, 0, 0, 0]),
        (LaneField::Lane, [0, 0, 0, 0, 0]),
    ] {
        assert_eq!([0, 1, 2, 3, 4].map(|event| further(field, event)), counts, "{field:?}");
    }
}

#[test]
fn lanes_are_sorted_and_the_one_without_a_value_stays_last() {
    let timeline = timeline();
    let names = |field, order| {
        let wish = LaneWish { order, ..LaneWish::by(field) };
        let lanes = Lanes::of(&timeline, &wish);
        lanes.shown().map(|lane| lane.name.clone()).collect::<Vec<_>>().join(", ")
    };
    for (field, order, expected) in [
        (LaneField::Lane, LaneOrder::Name, "Deals, Empty, Talks, Other events"),
        (LaneField::Lane, LaneOrder::First, "Deals, Talks, Empty, Other events"),
        (LaneField::Lane, LaneOrder::Count, "Talks, Deals, Empty, Other events"),
        (LaneField::Actor, LaneOrder::Name, "Singapore, United States, No actor"),
        (LaneField::Actor, LaneOrder::First, "United States, Singapore, No actor"),
        (LaneField::Actor, LaneOrder::Count, "Singapore, United States, No actor"),
    ] {
        assert_eq!(names(field, order), expected, "{field:?} {order:?}");
    }
}

#[test]
fn a_lane_is_moved_before_another_and_keeps_its_number() {
    let timeline = timeline();
    let wish = LaneWish::default();
    let lanes = Lanes::of(&timeline, &wish);
    for (from, before, expected) in [
        (0, 2, [1, 0, 2, 3]),
        (0, 4, [1, 2, 3, 0]),
        (3, 0, [3, 0, 1, 2]),
        (1, 1, [0, 1, 2, 3]),
        (2, 1, [0, 2, 1, 3]),
        (7, 0, [0, 1, 2, 3]),
    ] {
        let moved = Lanes::of(&timeline, &wish.clone().moved(&lanes, from, before));
        assert_eq!(moved.order(), expected, "{from} before {before}");
        for event in timeline.ids() {
            assert_eq!(moved.number(&timeline, event), lanes.number(&timeline, event));
        }
    }
}

#[test]
fn folding_twice_unfolds_and_lanes_of_another_version_are_kept_apart_by_their_keys() {
    let timeline = timeline();
    let wish = LaneWish::default().with_toggled("=deals").with_toggled("=gone");
    let folded = |wish: &LaneWish| {
        let lanes = Lanes::of(&timeline, wish);
        lanes.shown().filter(|lane| lane.is_folded).map(|lane| lane.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(folded(&wish), ["Deals"]);
    assert_eq!(folded(&wish.with_toggled("=deals")), [""; 0]);
    let moved = LaneWish { moved: vec!["=gone".to_owned(), "=empty".to_owned()], ..LaneWish::default() };
    assert_eq!(Lanes::of(&timeline, &moved).order(), [2, 0, 1, 3], "what nobody moved stands below");
}

#[test]
fn of_very_many_values_those_with_the_most_events_have_lanes_and_the_others_share_one() {
    let tag = |index: usize| if index < 60 { index } else { index % 40 };
    let events: Vec<String> = (0..120)
        .map(|index| format!(r#"{{"title": "{index}", "date": "2001", "tags": ["t{}"]}}"#, tag(index)))
        .collect();
    let timeline = load(format!("[{}]", events.join(",")).as_bytes(), "many.json").unwrap().timeline;
    let lanes = Lanes::of(&timeline, &LaneWish::by(LaneField::Tag));
    let names: Vec<&str> = lanes.shown().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names.len(), 49);
    assert_eq!((names[0], names[39], names[48]), ("t0", "t39", "Other tags (12)"));
    let others = timeline.ids().filter(|event| lanes.number(&timeline, *event) == 48).count();
    assert_eq!(others, 12);
}
