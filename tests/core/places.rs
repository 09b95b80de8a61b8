//! Where events were: read from every format that states it, and one attribute like any other.

use dateline_formats::load;
use dateline_timeline::Cancel;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::{
    Attribute, Filter, LaneArrangement, Lanes, Matches, Query, SearchText, ValueCounts, labels_of,
};

use crate::told::fixture;

/// The places of a timeline, with how many events were there.
fn places(timeline: &Timeline) -> Vec<(String, usize)> {
    let all = Matches::of_all(timeline);
    let counts =
        ValueCounts::of(timeline, Attribute::Place, &all, &Filter::default(), &Cancel::never()).unwrap();
    counts.list(timeline).into_iter().map(|(value, count)| (value.name.to_owned(), count)).collect()
}

#[test]
fn every_format_that_states_a_place_fills_it() {
    for (file, expected) in [
        ("markwhen/harbour.mw", vec![("On the pier", 1)]),
        ("aeon/harbour.json", vec![("The east bank", 1)]),
        ("icalendar/ministry.ics", vec![("Marina Bay, Singapore", 1)]),
        ("table/acled.csv", vec![("Abcland, East", 2), ("Abcland, West", 1)]),
        ("schema_org/festival.jsonld", vec![("Old harbour, Singapore, SG", 1)]),
        ("sparql/lighthouses.srj", vec![("North pier, Salt bay", 1)]),
        ("gdelt/one.csv", vec![("Quayside, East, Abcland", 1)]),
    ] {
        let timeline = load(&fixture(file), file).unwrap().timeline;
        let mut found = places(&timeline);
        found.sort();
        let expected: Vec<_> = expected.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        assert_eq!(found, expected, "{file}");
    }
    let json = r#"{"dateline": 1, "events": [{"title": "A", "date": "2021", "place": "Old harbour"}]}"#;
    let yaml = "dateline: 1\nevents:\n  - title: A\n    date: 2021\n    place: Old harbour\n";
    let toml = "dateline = 1\n[[events]]\ntitle = \"A\"\ndate = \"2021\"\nplace = \"Old harbour\"\n";
    let csv = "date,title,place\n2021,A,Old harbour\n2022,B,\n";
    for (name, text) in [("a.json", json), ("a.yaml", yaml), ("a.toml", toml), ("a.csv", csv)] {
        let timeline = load(text.as_bytes(), name).unwrap().timeline;
        assert_eq!(places(&timeline), [("Old harbour".to_owned(), 1)], "{name}");
    }
}

#[test]
fn a_place_is_asked_for_like_any_other_attribute() {
    let timeline = load(&fixture("table/acled.csv"), "acled.csv").unwrap().timeline;
    let attribute = Attribute::from_key("place").unwrap();
    let lanes = Lanes::of(&timeline, &LaneArrangement::by(attribute));
    let names: Vec<&str> = lanes.shown().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(attribute.is_stated_in(&timeline));
    let found = SearchText::of(&timeline).matches(&timeline, &Query::new("place:west"));
    let all = Matches::of_all(&timeline);
    let asked = [Some("Abcland, West".to_owned())].into();
    let filter = Filter { texts: [(attribute, asked)].into(), ..Filter::default() };
    assert_eq!(filter.applied(&timeline, &all), found);
    assert_eq!(found.len(), 1);
    for event in found.iter() {
        assert_eq!(labels_of(&timeline, event, attribute), ["Abcland, West"]);
        assert_eq!(lanes.head(lanes.number(&timeline, event)).unwrap().name, "Abcland, West");
    }
    assert_eq!(filter.applied_with_cancel(&timeline, &all, &Cancel::after_checks(0)), None);
    let empty = load(b"[{\"title\": \"A\", \"date\": \"2021\"}]", "a.json").unwrap().timeline;
    assert!(!attribute.is_stated_in(&empty));
}
