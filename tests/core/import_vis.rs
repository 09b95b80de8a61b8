//! vis-timeline: days stay days, JavaScript is read without being run, groups become lanes in their order.
use dateline_formats::ReadOptions;
use dateline_timeline::Cancel;
use dateline_timeline::model::TimelineBuilder;
use proptest::prelude::*;

use crate::told::{assert_accounted, fixture, told, told_fixture};

fn builder(bytes: &[u8]) -> TimelineBuilder {
    dateline_formats::load(bytes, "a.json").unwrap().timeline.to_builder()
}

#[test]
fn a_file_says_what_became_of_each_item() {
    insta::assert_snapshot!(told_fixture("vis/bridges.json"), @r#"
    1: First plan (1866-03-01)
    2: Caissons sunk (1870-01-03/1872-05-18)
    three: Cables spun (1877-06-11T08:00:00Z)
    4: Opened (2015-01-01T00:00:00Z)
    5: Winter (1875-12/1876-02)
    6: Survey of the river bed (2014-01-10T10:00:00)
    7: Ford (-0400-01-01/-0300-12-31)
    8: Backwards (1880-02-01)
    9: Same day (1883-05-24)
    10: Nobody knows the group (1884)
    11: A year as a number (1970-01-01T00:00:01Z)
    12: Never (no date)
    13: No start (no date)
    13-2: Between two years ([1868..1869]/[1883-05..1883-06])
    14: Some time then ([1890..1892])
    2 of 17 left out
    8:102 warning items[5].start "2014-01-10 10:00:00": Read as 2014-01-10T10:00:00. Write 2014-01-10T10:00:00
    10:69 error items[7].end "1880-01-01": The end comes before the start. Exchange the two dates, or leave out the end
    12:79 warning items[9].group "eats": No group has this id. Shown in a lane of this name; vis-timeline does not show it at all. Did you mean east?
    13:58 warning items[10].start "1883": A number counts milliseconds since 1970. Read as 1970-01-01T00:00:01Z. Write "1883" if a year was meant
    14:45 error items[11].start "1880-02-30": February 1880 has 29 days. Give a day from 1 to 29, or 1880-02 for the month
    15:5 warning items[12].start: This item has no start. Shown without one. Add "start": "2021-08-23"
    16:5 warning "13": This id was used before, at 15:5. Read as 13-2. Give each its own id
    18:5 error items[15] "7": An item is an object, this is a number
    19:5 error items[16] "{"className": "empty"}": Nothing here says what happened, or when. Add "content" and "start"
    "#);
}

#[test]
fn groups_are_lanes_in_their_order_and_words_stay() {
    let builder = builder(&fixture("vis/bridges.json"));
    let lanes: Vec<&str> = builder.lanes.iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Drawing board", "Towers / East", "Towers / West", "eats"]);
    assert!(builder.lanes[1].extra[0].1.contains("color: red"));
    let event = |title: &str| builder.events.iter().find(|event| event.title == title).unwrap();
    assert_eq!(event("Caissons sunk").summary, "Two of them,  \neach of oak");
    assert_eq!(event("Opened").summary, "");
    assert_eq!(
        event("Survey of the river bed").summary,
        "Survey of the [river bed](https://example.org/bed)"
    );
    assert_eq!(builder.tags[event("Winter").tags[0].index()], "background");
    assert!(builder.extra[0].1.contains("zoomMin"), "{:?}", builder.extra);
}

#[test]
fn the_javascript_of_a_page_is_read_and_its_code_is_told() {
    insta::assert_snapshot!(told_fixture("vis/page.js"), @r#"
    A: Keel laid (2013-01-05)
    B: Launched at last (2013-05-01/2013-12)
    C: Quay repaired (2014-01-10/2014-02-01)
    D: A title instead (2015-06-01T12:30Z)
    E: Broken (no date)
    F: Added later (2016)
    2:17 note: Only the data in this JavaScript is read; its code is not run
    15:32 warning "label(3)": JavaScript code cannot be run. Read as null. Write the value that it gives
    16:3 warning items[4].start: This item has no start. Shown without one. Add "start": "2021-08-23"
    16:49 warning "2013-02-30x": JavaScript code cannot be run. Read as null. Write the value that it gives
    16:57 error: This is no number. Put a text in quotation marks
    16:67 warning "tomorrow()": JavaScript code cannot be run. Read as null. Write the value that it gives
    "#);
    let builder = builder(&fixture("vis/page.js"));
    let lanes: Vec<&str> = builder.lanes.iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Harbours", "Ships"]);
}

#[test]
fn other_shapes_of_files_are_read() {
    let cases: [(&str, &[u8]); 7] = [
        ("a bare list", br#"[{"content": "One", "start": "2001"}]"#),
        ("title instead of content", br#"[{"id": "t", "title": "One", "start": "2001-02-03", "end": "2001-02-04"}]"#),
        ("events in data", br#"{"data": {"events": [{"content": "One", "start": "2001"}], "groups": []}}"#),
        ("two lists", b"var past = [{content: 'One', start: '2001'}], plans = [{content: 'Two', start: '2002'}, 3];"),
        ("an export", b"export const items = [{content: 'One', start: '+012024-01-01'}] as DataItem[]"),
        ("of a database", br#"[{"content": "One", "start": {"$date": "2001-02-03T00:00:00Z"}}, {"content": "Two", "start": {"$date": {"$numberLong": "1000000000000"}}}]"#),
        ("of a service", br#"[{"content": "One", "start": "/Date(1198908717056)/", "url": "https://example.org/1"}, {"content": "Two", "start": "3/4/2021", "source": "A book"}]"#),
    ];
    let told: Vec<String> =
        cases.iter().map(|(what, file)| format!("- {what}\n{}", told(file, "a.json"))).collect();
    insta::assert_snapshot!(told.concat(), @r#"
    - a bare list
    event-1: One (2001)
    - title instead of content
    t: One (2001-02-03/2001-02-04)
    - events in data
    event-1: One (2001)
    - two lists
    event-1: One (2001)
    event-2: Two (2002)
    1 of 3 left out
    1:89 error plans[1] "3": An item is an object, this is a number
    - an export
    event-1: One (Y12024)
    - of a database
    event-1: One (2001-02-03T00:00:00Z)
    event-2: Two (2001-09-09T01:46:40Z)
    - of a service
    event-1: One (2007-12-29T06:11:57Z)
    event-2: Two (2021-03-04)
    1:116 warning [1].start "3/4/2021": Read as 2021-03-04. Write 2021-03-04
    "#);
}

#[test]
fn days_written_as_moments_of_another_zone_are_remarked_upon() {
    let items: Vec<String> = (1..=6)
        .map(|day| format!(r#"{{"content": "{day}", "start": "1885-12-0{day}T16:00:00.000Z"}}"#))
        .collect();
    let same = format!("[{}]", items.join(","));
    let remark = "6 of 6 times are 16:00 in UTC";
    assert!(told(same.as_bytes(), "a.json").contains(remark));
    assert!(!told(same.replace("T16", "T00").as_bytes(), "a.json").contains("in UTC"));
}

#[test]
fn many_items_are_read_with_progress() {
    let items: Vec<String> = (0..20_000)
        .map(|n| {
            format!(
                "{{id: {n}, content: 'Item {n}', start: new Date({}, 1, 3), group: {}}}",
                n % 2_000 + 100,
                n % 7
            )
        })
        .collect();
    let file = format!("var items = [{}];", items.join(",\n"));
    let mut calls = 0;
    let loaded = dateline_formats::load_with(&file.as_bytes().into(), "a.js", &mut |progress| {
        calls += 1;
        assert!(progress.read <= progress.total);
    });
    assert_eq!(loaded.unwrap().timeline.len(), 20_000);
    assert!(calls > 3, "{calls}");
    let options = ReadOptions { cancel: Cancel::after_checks(0), ..ReadOptions::default() };
    let stopped = dateline_formats::load_as(&file.as_bytes().into(), "a.js", &options, &mut |_| {});
    assert!(matches!(stopped, Err(dateline_formats::LoadError::Cancelled)));
}

#[test]
fn javascript_is_known_by_how_it_begins() {
    let list = "[{content: 'A', start: '2001'}]";
    let files = [
        format!("callback({list});"),
        format!("app.timeline.data = {list}"),
        format!("items = new vis.DataSet({list})"),
        format!("'use strict';\nvar x = {list};"),
        format!("import {{ DataSet }} from 'vis-data';\nconst x: any = {list};"),
        format!("$(document).ready(function () {{ var x = {list}; }});"),
        format!("function draw() {{\n  return {list};\n}}"),
        format!("(function () {{ window.x = {list}; }})();"),
        format!("module.exports = {{items: {list}}};"),
    ];
    for file in files {
        let told = told(file.as_bytes(), "timeline.txt");
        assert!(told.starts_with("event-1: A (2001)\n"), "{file}: {told}");
    }
}

#[test]
fn deep_nesting_does_no_harm() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let files = [
        ("a.json", format!(r#"[{{"content": "A", "start": "2001", "more": {deep}}}]"#)),
        ("a.js", format!("var items = [{{content: 'A', start: '2001', more: {deep}}}]")),
        (
            "b.json",
            format!(
                r#"{{"events": [{{"start_date": {{"year": 2001}}, "text": {{"headline": "A"}}, "media": {deep}}}]}}"#
            ),
        ),
        (
            "c.json",
            format!(
                r#"{{"dateTimeFormat": "iso8601", "events": [{{"start": "2001", "title": "A", "icon": {deep}}}]}}"#
            ),
        ),
    ];
    for (name, file) in files {
        let told = told(file.as_bytes(), name);
        assert!(told.starts_with("event-1: A (2001)\n"), "{name}: {told:.200}");
    }
}

#[test]
fn many_items_of_one_id_are_told_apart() {
    let file = format!("[{}]", vec![r#"{"id": 1, "content": "A", "start": "2001"}"#; 20_000].join(","));
    let loaded = dateline_formats::load(file.as_bytes(), "a.json").unwrap();
    assert_eq!(loaded.timeline.len(), 20_000);
    let keys: std::collections::HashSet<_> =
        loaded.timeline.ids().map(|id| loaded.timeline.key(id).to_string()).collect();
    assert_eq!(keys.len(), 20_000);
}

proptest! {
    #[test]
    fn damaged_files_are_accounted_for(at in 0..3_000_usize, length in 0..60_usize, bytes in prop::collection::vec(any::<u8>(), 0..6), is_code in any::<bool>()) {
        let name = if is_code { "vis/page.js" } else { "vis/bridges.json" };
        let mut file = fixture(name);
        let at = at.min(file.len());
        let end = (at + length).min(file.len());
        file.splice(at..end, bytes);
        if let Ok(loaded) = dateline_formats::load(&file, name) {
            assert_accounted(&loaded);
        }
    }
}
