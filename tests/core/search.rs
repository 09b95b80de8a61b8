//! Searching a file as it is read, escapes and all.

use dateline_formats::load;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::{Dating, FacetCounts, Filter, Matches, Query, SearchText};

const FILE: &str = r#"{
  "dateline": 1,
  "lanes": [{"id": "sea", "label": "Sea"}],
  "actors": [{"id": "sg", "name": "République de Singapour"}],
  "sources": [{"id": "cna", "title": "CNA", "grade": "press"}],
  "events": [
    {"id": "escaped", "title": "Caf\u00e9 \"talks\" open", "date": "2021", "summary": "first line\nsecond LINE",
      "lane": "sea", "tags": ["Trade"]},
    {"id": "curly", "title": "Harris’ visit", "actors": ["sg"], "tags": ["trade"],
      "citations": [{"source": "cna", "quote": "a \ud83d\ude00 smile — they said"}]},
    {"id": "plain", "title": "Plain visit", "citations": [{"source": "cna", "note": "the Line of talks"}]}
  ]
}"#;

fn file() -> Timeline {
    load(FILE.as_bytes(), "talks.json").unwrap().timeline
}

fn keys(timeline: &Timeline, matches: &Matches) -> Vec<String> {
    matches.iter().map(|id| timeline.key(id).into_owned()).collect()
}

#[test]
fn words_are_found_however_the_file_writes_them() {
    let timeline = file();
    let text = SearchText::of(&timeline);
    for (query, expected) in [
        ("CAFE", vec!["escaped"]),
        ("\"line second line\"", vec!["escaped"]),
        ("talks", vec!["escaped", "plain"]),
        ("talks line visit", vec!["plain"]),
        ("\"open first\"", vec![]),
        ("\"visit a\"", vec![]),
        ("harris' - smile", vec!["curly"]),
        ("😀", vec!["curly"]),
        ("republique visit", vec!["curly"]),
        ("trade", vec!["escaped", "curly"]),
        ("u00e9", vec![]),
    ] {
        let found = text.matches(&timeline, &Query::new(query));
        assert_eq!(keys(&timeline, &found), expected, "{query}");
    }
}

#[test]
fn facets_count_what_the_search_found_also_where_an_event_names_nothing() {
    let timeline = file();
    let found = SearchText::of(&timeline).matches(&timeline, &Query::new("talks"));
    let counts = FacetCounts::of(&timeline, &found, &Filter::default());
    assert_eq!(counts.lanes.values().copied().collect::<Vec<_>>(), [1, 1]);
    assert_eq!(counts.lanes.get(&None), Some(&1), "the event without a lane");
    assert_eq!(counts.actors, [(None, 2)].into(), "neither names an actor");
    assert_eq!(counts.tags.values().copied().collect::<Vec<_>>(), [1, 1]);
    assert_eq!(counts.dates, [(Dating::Stated, 1), (Dating::Missing, 1)].into());
    let without_lane = Filter { lanes: [None].into(), ..Filter::default() };
    assert_eq!(keys(&timeline, &without_lane.applied(&timeline, &found)), ["plain"]);
    let counts = FacetCounts::of(&timeline, &found, &without_lane);
    assert_eq!(counts.lanes.len(), 2, "a facet is not counted under itself");
    assert_eq!((counts.tags, counts.sources.len()), ([(None, 1)].into(), 1));
}
