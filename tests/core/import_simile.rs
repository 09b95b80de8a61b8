//! SIMILE Timeline: moments and stretches by the rules of each notation, four points, years before our era.
use proptest::prelude::*;

use crate::told::{assert_accounted, fixture, told, told_fixture};

#[test]
fn xml_says_what_became_of_each_event() {
    insta::assert_snapshot!(told_fixture("simile/gardens.xml"), @r#"
    event-1: A gate & a wall (1806-05-28T09:00:00-06:00)
    event-2: Oaks planted ([1810..1812])
    event-3: The drought (1815/1820)
    event-4: An older garden (-0499)
    event-5: The long lease ([1830..1832]/[1840..1845])
    event-6: Backwards (1900)
    event-7: No such day (no date)
    event-8: One year (1950)
    event-9: No date (no date)
    event-10: Cats & dogs (1960)
    2 of 12 left out
    1:1 note: 1 event has an end and is no duration. Read as moments somewhere between start and end. Write isDuration="true" where something lasted
    13:28 error event[5].end "1890": The end comes before the start. Exchange the two dates, or leave out the end
    14:17 error event[6].start "Feb 30 1901": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 or 2021-08/2021-09
    16:3 warning event[8].start: This event has no start. Shown without a date. Give it a start
    17:3 error event[9]: Nothing here says what happened, or when. Give it a title and a start
    18:35 warning "&": This & begins no character reference. Read as &. Write &amp;
    18:43 warning "&nbsp;": &nbsp; is a name of HTML and not of XML. Read as a space. Write &#160;
    18:53 warning "<br>": <br> is not closed. Read as <br/>. Write <br/>
    19:3 error event[11]: The file ends in the middle of this event. Add what is missing
    19:3 warning "<event": The file ends within <event>. Read as far as it goes. Add what is missing
    "#);
    let builder =
        dateline_formats::load(&fixture("simile/gardens.xml"), "a.xml").unwrap().timeline.to_builder();
    let summaries: Vec<&str> = builder.events.iter().map(|event| event.summary.as_str()).collect();
    insta::assert_debug_snapshot!(summaries, @r#"
    [
        "Built by **two** masons.",
        "Nobody wrote down when.",
        "Five *dry* summers",
        "",
        "",
        "",
        "",
        "Tea **and** cake",
        "",
        "Both  \nwelcome",
    ]
    "#);
    assert_eq!(builder.sources[0].url.as_deref(), Some("https://example.org/gate"));
    assert!(builder.events[0].extra[0].1.contains("gate.png"));
    assert!(builder.extra[0].1.contains("Gardens"));
}

#[test]
fn json_says_what_became_of_each_event() {
    insta::assert_snapshot!(told_fixture("simile/harbour.json"), @r#"
    event-1: Dredging begins (1847-05)
    event-2: The quay (1850/1853-06-30)
    event-3: A storm ([1855..1856])
    short: Short names (1860-04-01/1860-12-31)
    event-5: Somewhere here ([1870-01-01..1871-01-01])
    event-6: A number (1880)
    event-7: Impossible (1890/1880..)
    event-8: Not a date (no date)
    1 of 9 left out
    12:15 error events[7].start "long ago": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 or 2021-08/2021-09
    13:5 error events[8] "text": An event is an object, this is a text
    "#);
}

#[test]
fn larger_numbers_that_come_first_are_millions_of_years_ago() {
    insta::assert_snapshot!(told_fixture("simile/dinosaurs.xml"), @r#"
    event-1: Jurassic (Y-201000000/Y-145000000)
    event-2: Cretaceous (Y-145000000/Y-66000000)
    event-3: A stone falls (Y-66000000)
    1:1 warning: Every end is a smaller number than its start. The numbers are read as millions of years before now. Write years with their sign, -66000000, if something else was meant
    "#);
    let json = br#"{"dateTimeFormat": "Gregorian", "events": [{"start": "201", "end": "145", "title": "Jurassic"}]}"#;
    insta::assert_snapshot!(told(json, "a.json"), @r#"
    event-1: Jurassic (Y-201000000/Y-145000000)
    1:1 warning: Every end is a smaller number than its start. The numbers are read as millions of years before now. Write years with their sign, -66000000, if something else was meant
    "#);
    // One that does not fit is a mistake in that one, and the others are years.
    let mixed =
        br#"<data><event start="201" end="145" title="A"/><event start="100" end="145" title="B"/></data>"#;
    insta::assert_snapshot!(told(mixed, "a.xml"), @r#"
    event-1: A (0201)
    event-2: B ([0100..0145])
    1:1 note: 1 event has an end and is no duration. Read as moments somewhere between start and end. Write isDuration="true" where something lasted
    1:31 error event[0].end "0145": The end comes before the start. Exchange the two dates, or leave out the end
    "#);
}

#[test]
fn other_notations_are_read() {
    let sparql = br#"<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="title"/></head><results>
      <result><binding name="title"><literal xml:lang="en">The first</literal></binding><binding name="date"><literal datatype="x">1901-02-03</literal></binding></result>
      <result><binding name="title"><literal>The second</literal></binding><binding name="start"><literal>1902</literal></binding><binding name="link"><uri>https://example.org/2</uri></binding></result>
    </results></sparql>"#;
    insta::assert_snapshot!(told(sparql, "a.srx"), @r#"
    event-1: The first (1901-02-03)
    event-2: The second (1902)
    "#);
    let code = b"var timeline_data = {  // kept by hand\n 'dateTimeFormat': 'iso8601',\n events : [\n {'start': '1900', 'title': 'One', 'description' : 'Text', 'durationEvent': false},\n {start: new Date(1901, 3, 1), title: 'Two'} ]\n}";
    insta::assert_snapshot!(told(code, "a.js"), @r#"
    event-1: One (1900)
    event-2: Two (1901-04-01)
    "#);
}

#[test]
fn hostile_markup_is_refused_or_read_within_bounds() {
    let bomb = br#"<!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><data><event start="2001" title="&b;"/></data>"#;
    insta::assert_snapshot!(told(bomb, "a.xml"), @r#"
    event-1: &b; (2001)
    1:1 warning "<!DOCTYPE": A document type with entities of its own is not read. Passed over; its entities stay as they are written. Take it out
    1:102 warning "&": This & begins no character reference. Read as &. Write &amp;
    "#);
    let nested = "<event start='2001' title='x'>".repeat(20_000);
    let loaded =
        dateline_formats::load(format!("<data>{nested}</event></data>").as_bytes(), "a.xml").unwrap();
    assert_eq!(loaded.timeline.len(), 20_000);
    insta::assert_snapshot!(told(b"<data><event", "a.xml"), @r#"
    ! There is no event in this SIMILE XML file. Check that it is the right file
    1:1 warning "<data": The file ends within <data>. Read as far as it goes. Add what is missing
    "#);
}

/// The same history in every notation of three programs.
#[test]
fn one_history_is_the_same_in_all_notations() {
    let files: [(&str, &str); 7] = [
        (
            "a.json",
            r#"{"events": [
            {"start_date": {"year": "1883", "month": "5", "day": "24"}, "text": {"headline": "The bridge opens"}},
            {"start_date": {"year": -44}, "text": {"headline": "A ford"}},
            {"start_date": {"year": 1870, "month": "01"}, "end_date": {"year": 1872}, "text": {"headline": "Towers &amp; caissons"}}]}"#,
        ),
        (
            "b.js",
            r#"var x = {timeline: {headline: '', date: [
            {startDate: "5/24/1883", headline: "The bridge opens"},
            {startDate: "-44", headline: "A ford"},
            {startDate: "1870,1", endDate: "1872", headline: "Towers & caissons"}]}}"#,
        ),
        (
            "c.json",
            r#"[{"content": "The bridge opens", "start": "1883-05-24"},
            {"content": "A ford", "start": "-0043"},
            {"content": "Towers &amp; caissons", "start": "1870-01", "end": "1872"}]"#,
        ),
        (
            "d.js",
            "const items = new vis.DataSet([{content: 'The bridge opens', start: new Date(1883, 4, 24)}, {content: 'A ford', start: '-0043'}, {content: `Towers & caissons`, start: new Date(1870, 0), end: '1872'}])",
        ),
        (
            "e.json",
            r#"{"dateTimeFormat": "iso8601", "events": [{"title": "The bridge opens", "start": "18830524"},
            {"title": "A ford", "start": "44 BC"},
            {"title": "Towers &amp; caissons", "start": "1870-01", "end": "1872"}]}"#,
        ),
        (
            "f.json",
            r#"{"events": [{"t": "The bridge opens", "s": "May 24 1883"},
            {"t": "A ford", "s": "-43"},
            {"t": "Towers &amp; caissons", "s": "Jan 1870", "e": "1872"}]}"#,
        ),
        (
            "g.xml",
            r#"<data><event title="The bridge opens" start="May 24 1883"/>
            <event title="A ford" start="44 BC"/>
            <event title="Towers &amp; caissons" start="1870-01" end="1872" isDuration="true"/></data>"#,
        ),
    ];
    let expected = "event-1: The bridge opens (1883-05-24)\nevent-2: A ford (-0043)\nevent-3: Towers & caissons (1870-01/1872)\n";
    for (name, file) in files {
        assert_eq!(told(file.as_bytes(), name), expected, "{name}");
    }
}

proptest! {
    #[test]
    fn damaged_files_are_accounted_for(at in 0..3_000_usize, length in 0..60_usize, bytes in prop::collection::vec(any::<u8>(), 0..6), is_xml in any::<bool>()) {
        let name = if is_xml { "simile/gardens.xml" } else { "simile/harbour.json" };
        let mut file = fixture(name);
        let at = at.min(file.len());
        let end = (at + length).min(file.len());
        file.splice(at..end, bytes);
        if let Ok(loaded) = dateline_formats::load(&file, name) {
            assert_accounted(&loaded);
        }
    }
}
