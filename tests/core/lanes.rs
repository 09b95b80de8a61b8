//! Lanes by any attribute of the events: which there are, what they are called, in which order they stand.

use dateline_picture::scene::Size;
use std::sync::Arc;

use dateline_formats::load;
use dateline_picture::layout::{IndexedLanes, LaneBand, LanePlan, Metrics};
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::{Attribute, LaneArrangement, LaneOrder, Lanes};

use crate::labelling::Cells;

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
fn told(timeline: &Timeline, arrangement: &LaneArrangement) -> Vec<String> {
    let lanes = Lanes::of(timeline, arrangement);
    let in_lane = |number: usize| {
        let own = timeline.ids().filter(|event| timeline.is_placed(*event));
        let own = own.filter(|event| lanes.number(timeline, *event) == number);
        own.map(|event| timeline.event_title(event).to_owned()).collect::<String>()
    };
    let lanes = lanes.order().iter().zip(lanes.shown());
    lanes.map(|(number, lane)| format!("{}: {}", lane.name, in_lane(*number))).collect()
}

#[test]
fn lanes_are_made_of_the_first_value_of_any_attribute() {
    let timeline = timeline();
    for (field, expected) in [
        (Attribute::Lane, vec!["Talks: AC", "Deals: B", "Empty: ", "Other events: D"]),
        (Attribute::Actor, vec!["United States: B", "Singapore: AC", "No actor: D"]),
        (Attribute::Tag, vec!["trade: A", "visit: C", "No tag: BD"]),
        (Attribute::Status, vec!["Happened: ACD", "Planned: B"]),
        (Attribute::Source, vec!["An article: B", "A note: A", "No source: CD"]),
        (Attribute::Publisher, vec!["CNA: AB", "No publisher: CD"]),
        (Attribute::Nothing, vec!["All events: ABCD"]),
    ] {
        assert_eq!(told(&timeline, &LaneArrangement::by(field)), expected, "{field:?}");
    }
    let grades = told(&timeline, &LaneArrangement::by(Attribute::Grade));
    assert_eq!(grades.len(), 3, "{grades:?}");
    assert_eq!(grades.last().map(String::as_str), Some("No source: CD"));
}

#[test]
fn lanes_are_made_of_a_further_field_of_a_native_file_and_of_a_column_of_a_table() {
    let by = |bytes: &str, name: &str, key: &str| {
        let timeline = load(bytes.as_bytes(), name).unwrap().timeline;
        told(&timeline, &LaneArrangement::by(Attribute::from_key(key).unwrap()))
    };
    let native = r#"{ "dateline": 1, "events": [
        { "title": "A", "date": "2003", "ministry": "Trade" },
        { "title": "B", "date": "2001", "ministry": ["Defence", "Trade"] },
        { "title": "C", "date": "2002" }] }"#;
    assert_eq!(by(native, "a.json", "field:ministry"), ["Trade: A", "Defence: B", "Not stated: C"]);
    assert_eq!(by(native, "a.json", "field:no such"), ["Events: ABC"]);
    let table = "date,title,Ministry\n2003,A,Trade\n2001,B,Defence\n2002,C,Trade\n";
    assert_eq!(by(table, "a.csv", "field:Ministry"), ["Trade: AC", "Defence: B"]);
}

#[test]
fn what_stands_beside_the_first_value_is_counted() {
    let timeline = timeline();
    let further = |field, event| {
        Lanes::of(&timeline, &LaneArrangement::by(field))
            .further_values(&timeline, EventId::from_index(event))
    };
    for (field, counts) in [
        (Attribute::Actor, [1, 0, 0, 0, 0]),
        (Attribute::Tag, [0, 0, 1, 0, 0]),
        (Attribute::Source, [1, 0, 0, 0, 0]),
        (Attribute::Publisher, [0, 0, 0, 0, 0]),
        (Attribute::Lane, [0, 0, 0, 0, 0]),
    ] {
        assert_eq!([0, 1, 2, 3, 4].map(|event| further(field, event)), counts, "{field:?}");
    }
}

#[test]
fn lanes_are_sorted_and_the_one_without_a_value_stays_last() {
    let timeline = timeline();
    let names = |field, order| {
        let arrangement = LaneArrangement { order, ..LaneArrangement::by(field) };
        let lanes = Lanes::of(&timeline, &arrangement);
        lanes.shown().map(|lane| lane.name.clone()).collect::<Vec<_>>().join(", ")
    };
    for (field, order, expected) in [
        (Attribute::Lane, LaneOrder::Name, "Deals, Empty, Talks, Other events"),
        (Attribute::Lane, LaneOrder::First, "Deals, Talks, Empty, Other events"),
        (Attribute::Lane, LaneOrder::Count, "Talks, Deals, Empty, Other events"),
        (Attribute::Actor, LaneOrder::Name, "Singapore, United States, No actor"),
        (Attribute::Actor, LaneOrder::First, "United States, Singapore, No actor"),
        (Attribute::Actor, LaneOrder::Count, "Singapore, United States, No actor"),
    ] {
        assert_eq!(names(field, order), expected, "{field:?} {order:?}");
    }
}

#[test]
fn a_lane_is_moved_before_another_and_keeps_its_number() {
    let timeline = timeline();
    let arrangement = LaneArrangement::default();
    let lanes = Lanes::of(&timeline, &arrangement);
    for (from, before, expected) in [
        (0, 2, [1, 0, 2, 3]),
        (0, 4, [1, 2, 3, 0]),
        (3, 0, [3, 0, 1, 2]),
        (1, 1, [0, 1, 2, 3]),
        (2, 1, [0, 2, 1, 3]),
        (7, 0, [0, 1, 2, 3]),
    ] {
        let moved = Lanes::of(&timeline, &arrangement.clone().moved(&lanes, from, before));
        assert_eq!(moved.order(), expected, "{from} before {before}");
        for event in timeline.ids() {
            assert_eq!(moved.number(&timeline, event), lanes.number(&timeline, event));
        }
    }
}

#[test]
fn folding_twice_unfolds_and_lanes_of_another_version_are_kept_apart_by_their_keys() {
    let timeline = timeline();
    let arrangement = LaneArrangement::default().with_toggled("=deals").with_toggled("=gone");
    let folded = |arrangement: &LaneArrangement| {
        let lanes = Lanes::of(&timeline, arrangement);
        lanes.shown().filter(|lane| lane.is_folded).map(|lane| lane.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(folded(&arrangement), ["Deals"]);
    assert_eq!(folded(&arrangement.with_toggled("=deals")), [""; 0]);
    let moved = LaneArrangement {
        moved: vec!["=gone".to_owned(), "=empty".to_owned()],
        ..LaneArrangement::default()
    };
    assert_eq!(Lanes::of(&timeline, &moved).order(), [2, 0, 1, 3], "what nobody moved stands below");
}

#[test]
fn of_very_many_values_those_with_the_most_events_have_lanes_and_the_others_share_one() {
    let tag = |index: usize| if index < 60 { index } else { index % 40 };
    let events: Vec<String> = (0..120)
        .map(|index| format!(r#"{{"title": "{index}", "date": "2001", "tags": ["t{}"]}}"#, tag(index)))
        .collect();
    let timeline = load(format!("[{}]", events.join(",")).as_bytes(), "many.json").unwrap().timeline;
    let lanes = Lanes::of(&timeline, &LaneArrangement::by(Attribute::Tag));
    let names: Vec<&str> = lanes.shown().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names.len(), 49);
    assert_eq!((names[0], names[39], names[48]), ("t0", "t39", "Other tags (12)"));
    let others = timeline.ids().filter(|event| lanes.number(&timeline, *event) == 48).count();
    assert_eq!(others, 12);
}

/// Lanes by a field of a file with so many events by each actor, who is their lane and tag too.
fn bands(counts: &[usize], field: Attribute, height: f32) -> (Vec<LaneBand>, f32) {
    let event = |(actor, place): (usize, usize)| {
        let year = 1950 + place * 7 % 70;
        format!(
            r#"{{"title": "Talks number {place} with {actor}", "date": "{year}", "lane": "n{actor}", "actors": ["n{actor}"], "tags": ["n{actor}"]}}"#
        )
    };
    let events =
        counts.iter().enumerate().flat_map(|(actor, count)| (0..*count).map(move |place| (actor, place)));
    let text = format!("[{}]", events.map(event).collect::<Vec<_>>().join(","));
    let timeline = load(text.as_bytes(), "many.json").unwrap().timeline;
    let lanes = IndexedLanes::new(&timeline, &LaneArrangement::by(field));
    let plan =
        LanePlan::with_lanes(&timeline, &lanes, &Metrics::default(), &Cells, Size::new(1_000.0, height));
    (plan.bands().cloned().collect(), plan.content_height())
}

#[test]
fn fuller_lanes_have_more_rows_whatever_lanes_are_made_of() {
    // Few enough to fit, and so many that they are scrolled through.
    for counts in [vec![40, 12, 1, 1], [vec![40, 12], vec![1; 28]].concat()] {
        for field in [Attribute::Lane, Attribute::Actor, Attribute::Tag] {
            let (bands, content) = bands(&counts, field, 700.0);
            let rows: Vec<usize> = bands.iter().map(|band| band.rows).collect();
            let heights: Vec<f32> = bands.iter().map(|band| band.bottom - band.top).collect();
            assert_eq!(rows.len(), counts.len(), "{field:?}");
            assert!(rows[0] > rows[1] && rows[1] > 1, "{field:?}: {rows:?}");
            assert!(rows[2..].iter().all(|rows| *rows == 1), "{field:?}: {rows:?}");
            assert!(heights[1] > heights[2] && heights[0] > heights[1], "{field:?}: {heights:?}");
            assert_eq!(content > 700.0, counts.len() > 4, "{field:?}: {content}");
        }
    }
}

#[test]
fn lanes_that_fit_with_a_row_each_are_not_scrolled_through() {
    for height in [420.0, 700.0, 1_000.0] {
        let (bands, content) = bands(&[9, 8, 7, 1, 1, 1, 1], Attribute::Actor, height);
        assert!(content <= height + 0.5, "{content} of {height}");
        assert!((bands[6].bottom - content).abs() < 0.5);
    }
}

#[test]
fn plans_of_every_size_share_the_events_that_are_sorted_into_lanes() {
    let text =
        r#"[{"title": "A", "date": "2021", "lane": "x"}, {"title": "B", "date": "2022", "lane": "y"}]"#;
    let timeline = load(text.as_bytes(), "two.json").unwrap().timeline;
    let lanes = IndexedLanes::new(&timeline, &LaneArrangement::default());
    for size in [(1_000.0, 600.0), (700.0, 400.0)] {
        let plan =
            LanePlan::with_lanes(&timeline, &lanes, &Metrics::default(), &Cells, Size::new(size.0, size.1));
        assert!(Arc::ptr_eq(plan.indexed_lanes().index(), lanes.index()), "{size:?}");
        assert_eq!(plan.bands().count(), lanes.lanes().count() - 1, "no event is without a lane");
    }
}
