//! Results of SPARQL queries: precision, rows that belong together, and what variables mean.
use dateline_timeline::model::Timeline;
use proptest::prelude::*;

use crate::told::{assert_accounted, assert_held_damaged, assert_saved_alike, fixture, told, told_fixture};

const FILE: &str = "sparql/lighthouses.srj";

fn find(timeline: &Timeline, title: &str) -> dateline_timeline::model::EventId {
    timeline.ids().find(|id| timeline.event_title(*id) == title).unwrap()
}

#[test]
fn dates_are_as_precise_as_the_query_says() {
    insta::assert_snapshot!(told_fixture(FILE), @r#"
    Q900001: Old lamp (1852/1931-06)
    Q900002: Cape tower ([-0299..-0200]/)
    Q900003/1931-06-03~: New lamp (1931-06-03~/)
    Q900004: Nobody knows (no date)
    Q900005: Backwards (1950)
    Q900006: Wrong (no date)
    Q900003/1932: New lamp (1932/)
    1 of 9 left out
    1 of 9 merged
    4:5 note results.bindings: This row says more about what another one is about. Read as one event with all their values
    5:166 note start "-0250-01-01T00:00:00Z": ?start has years before 1 CE. They are counted as XSD 1.1 does: 0 is 1 BCE
    6:5 note results.bindings: 2 events are about things that have other dates too. Each date is an event of its own
    7:5 warning results.bindings[4]: There is nothing in this row. Left out. Make the variables of the query required, or leave the row out
    9:5 error results.bindings[6] "1950/1940": The end comes before the start
    10:161 error results.bindings[7].start "yesterday": This is no time
    "#);
}

#[test]
fn rows_about_one_thing_become_one_event_with_all_their_values() {
    let timeline = dateline_formats::load(&fixture(FILE), FILE).unwrap().timeline;
    let lamp = timeline.event(find(&timeline, "Old lamp"));
    assert_eq!(lamp.summary_with_place(), "light at the harbour mouth\n\nPlace: North pier, Salt bay");
    let tags: Vec<_> = lamp.tags.iter().map(|tag| timeline.tag(*tag)).collect();
    assert_eq!(tags, ["lighthouse", "ruin"]);
    let pages: Vec<_> = lamp
        .citations
        .iter()
        .map(|citation| timeline.source(citation.source.unwrap()).unwrap().url.as_deref().unwrap())
        .collect();
    assert_eq!(pages, ["https://www.wikidata.org/wiki/Q900001", "https://lamps.example/old"]);
    assert!(format!("{:?}", lamp.extra).contains("commons.example/old.jpg"));
}

#[test]
fn firsts_of_january_without_a_precision_are_years_and_a_finding_says_so() {
    insta::assert_snapshot!(told_fixture("sparql/treaties.json"), @r#"
    Q910001: Fog accord (1901)
    Q910002: Buoy accord (1911)
    Q910003: Tide accord (-0043)
    1 of 4 merged
    3:167 warning date "1901-01-01T00:00:00Z": All 4 times of ?date are 1 January. They are read as years. Ask for the precision too: psv: and wikibase:timePrecision
    4:5 note results.bindings: This row says more about what another one is about. Read as one event with all their values
    6:168 note date "-0043-01-01T00:00:00Z": ?date has years before 1 CE. They are counted as XSD 1.1 does: 0 is 1 BCE
    "#);
    let name = "sparql/treaties.json";
    let timeline = dateline_formats::load(&fixture(name), name).unwrap().timeline;
    let accord = timeline.event(find(&timeline, "Fog accord"));
    let who: Vec<_> =
        accord.actors.iter().map(|one| timeline.actor(one.actor).unwrap().name.as_str()).collect();
    assert_eq!(who, ["North", "South"]);
}

#[test]
fn single_firsts_of_january_stay_days_with_a_warning() {
    let row = |day: &str| {
        format!(
            r#"{{"name": {{"type": "literal", "value": "On {day}"}}, "date": {{"type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#dateTime", "value": "{day}T00:00:00Z"}}}}"#
        )
    };
    let file = |days: &[&str]| {
        let rows: Vec<String> = days.iter().map(|day| row(day)).collect();
        format!(
            r#"{{"head": {{"vars": ["name", "date"]}}, "results": {{"bindings": [{}]}}}}"#,
            rows.join(",\n")
        )
    };
    insta::assert_snapshot!(told(file(&["1999-01-01"]).as_bytes(), "f.srj"), @r#"
    event-1: On 1999-01-01 (1999-01-01)
    1:127 warning date "1999-01-01T00:00:00Z": The only time of ?date is 1 January. It is read as a day, and may mean the whole year. Ask for the precision too: psv: and wikibase:timePrecision
    "#);
    insta::assert_snapshot!(told(file(&["1999-03-01", "2001-01-01", "2002-07-01"]).as_bytes(), "f.srj"), @r#"
    event-1: On 1999-03-01 (1999-03)
    event-2: On 2001-01-01 (2001)
    event-3: On 2002-07-01 (2002-07)
    1:127 warning date "1999-03-01T00:00:00Z": All 3 times of ?date are the first of a month. They are read as months, those of January as years. Ask for the precision too: psv: and wikibase:timePrecision
    "#);
}

#[test]
fn times_of_entities_and_plain_lists_are_read() {
    let entity = r#"{"head": {"vars": ["item", "date"]}, "results": {"bindings": [
        {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"}, "date": {"time": "+2013-05-00T00:00:00Z", "precision": 10}},
        {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q2"}, "date": {"type": "literal", "value": {"time": "-0044-03-15T00:00:00Z", "precision": 11}}}
    ]}}"#;
    insta::assert_snapshot!(told(entity.as_bytes(), "f.json"), @r#"
    Q1: Q1 (2013-05)
    Q2: Q2 (-0043-03-15)
    "#);
    let plain = r#"[
        {"item": "http://www.wikidata.org/entity/Q3", "itemLabel": "A wall", "date": "1961-08-13T00:00:00Z"},
        {"item": "http://www.wikidata.org/entity/Q4", "itemLabel": "A gate", "date": "1989-11-09T00:00:00Z"}
    ]"#;
    insta::assert_snapshot!(told(plain.as_bytes(), "query.json"), @r#"
    Q3: A wall (1961-08-13)
    Q4: A gate (1989-11-09)
    "#);
}

#[test]
fn what_is_no_list_of_results_is_refused_or_read_as_far_as_it_goes() {
    let cases = [
        r#"{"head": {}, "boolean": true}"#,
        r#"{"head": {"vars": ["a"]}}"#,
        r#"{"head": {"vars": ["a"]}, "results": {"bindings": []}}"#,
        r#"{"head": {"vars": ["a"]}, "results": {"bindings": [{}, 7, {"a": {"type": "literal", "value": "Alone"}}, {"a": {"type": "lit"#,
    ];
    let told = cases.map(|case| told(case.as_bytes(), "f.srj")).join("---\n");
    insta::assert_snapshot!(told, @r#"
    ! This is the answer to a question of yes or no, not a list. Run a SELECT query, and save its results as JSON
    ---
    ! These results have no rows: "results" with a list "bindings" is missing. Save the results of the query again, as JSON
    ---
    ! There is no event in this SPARQL results JSON (Wikidata) file. Check that it is the right file
    ---
    event-1: Alone (no date)
    3 of 4 left out
    1:52 warning results.bindings[0]: There is nothing in this row. Left out. Make the variables of the query required, or leave the row out
    1:56 error results.bindings[1] "7": Expected a row, found a number
    1:105 warning results.bindings[3]: There is nothing in this row. Left out. Make the variables of the query required, or leave the row out
    1:120 error results.bindings[3].a: The closing quotation mark is missing. Add " at the end of the text
    1:123 error: The file ends before its object is closed. Add }
    "#);
}

#[test]
fn deep_nesting_does_no_harm() {
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(50_000)] {
        let file = format!(r#"{{"head": {{"vars": ["a"]}}, "results": {{"bindings": [{{"a": {deep}"#);
        if let Ok(loaded) = dateline_formats::load(file.as_bytes(), "f.srj") {
            assert_accounted(&loaded);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stands_in_a_file_every_record_is_accounted_for(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        (at, length) in (0..4_000_usize, 0..60_usize),
    ) {
        assert_held_damaged(FILE, (at, length), bytes);
    }

    #[test]
    fn any_time_is_read_or_reported(
        times in prop::collection::vec("[+-]?[0-9]{4,16}-[01][0-9]-[0-3][0-9]T[0-2]0:00:00Z", 1..6),
        precision in 0..15_u8,
    ) {
        let rows: Vec<String> = times
            .iter()
            .map(|time| format!(r#"{{"label": {{"value": "x"}}, "date": {{"time": "{time}", "precision": {precision}}}}}"#))
            .collect();
        let file = format!(r#"{{"head": {{"vars": []}}, "results": {{"bindings": [{}]}}}}"#, rows.join(","));
        let loaded = dateline_formats::load(file.as_bytes(), "f.srj").unwrap();
        assert_accounted(&loaded);
        assert_saved_alike(&loaded.timeline);
        for id in loaded.timeline.ids() {
            let is_reported = loaded.diagnostics.iter().any(|finding| finding.event == Some(id));
            prop_assert!(loaded.timeline.date(id).is_some() || is_reported);
        }
    }
}
