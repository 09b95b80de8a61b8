//! Files of The Timeline Project: categories, eras, containers, and times that mean days.
use dateline_timeline::model::Status;
use proptest::prelude::*;

use crate::told::{assert_held_damaged, fixture, told, told_fixture};

const FILE: &str = "timeline_project/canal.timeline";

#[test]
fn events_eras_and_containers_are_read() {
    insta::assert_snapshot!(told_fixture(FILE), @r#"
    event-1: Age of locks (1750-01-01/1830-12-31)
    event-2: Age of leisure (1960-01-01/..)
    event-3: Act of parliament (1793-04-30)
    container-1: Digging (1793-05-01~/1796-08-11~)
    event-5: The first lock is flooded (1794-01-02T09:30/1794-01-02T17:00)
    event-6: Repairs (1971-06-01/1972-06-01)
    event-7: Boat rental (1999-01-01/..)
    event-8: A ditch, long before (-0043-03-15)
    event-9: (2) Ends before it begins (1801-05-05)
    event-10: No such day (no date)
    1:1 note: There is no place on a timeline for an icon. Left out
    72:12 error events[6].end "1801-05-01 00:00:00": The end is before the start
    76:14 error events[7].start "1801-02-30 00:00:00": February 1801 has 28 days. Give a day from 1 to 28, or 1801-02 for the month
    77:12 error events[7].end "1801-02-30 00:00:00": February 1801 has 28 days. Give a day from 1 to 28, or 1801-02 for the month
    "#);
}

#[test]
fn categories_are_lanes_and_parts_know_their_container() {
    let timeline = dateline_formats::load(&fixture(FILE), FILE).unwrap().timeline;
    let lanes: Vec<_> = timeline.lanes().iter().map(|lane| lane.label.as_str()).collect();
    assert_eq!(lanes, ["Water", "Water / Locks"]);
    let find = |title: &str| timeline.ids().find(|id| timeline.event_title(*id) == title).unwrap();
    let part = timeline.event(find("The first lock is flooded"));
    assert_eq!(part.relations.first().and_then(|relation| relation.to), Some(find("Digging")));
    assert_eq!(timeline.status(find("Repairs")), Status::Ongoing);
    assert_eq!(timeline.status(find("Boat rental")), Status::Ongoing);
    let act = timeline.event(find("Act of parliament"));
    assert_eq!(act.summary, "Two readings & a quarrel.  \nThen it passed.");
    let tags: Vec<_> = act.tags.iter().map(|tag| timeline.tag(*tag)).collect();
    assert_eq!(tags, ["milestone", "law", "money"]);
    assert_eq!(act.citations.len(), 1);
    assert!(format!("{:?}", act.extra).contains("C:\\\\"), "{:?}", act.extra);
    assert_eq!(timeline.view().unwrap().from.as_ref().unwrap().text(), "1790-01-01");
}

#[test]
fn other_calendars_stay_in_words() {
    let file = "<timeline><timetype>bosparaniantime</timetype><events><event><start>1000-01-01 00:00:00</start>\
                <end>1000-01-02 00:00:00</end><text>A feast</text></event></events></timeline>";
    insta::assert_snapshot!(told(file.as_bytes(), "f.timeline"), @r#"
    event-1: A feast (no date)
    1:11 warning timetype "bosparaniantime": This calendar is not read. The dates stay in words, without a position in time
    "#);
}

#[test]
fn what_is_no_timeline_is_refused_or_read_as_far_as_it_goes() {
    insta::assert_snapshot!(told(b"<timeline></timeline>", "f.timeline"), @r#"! There is no event in this Timeline Project file. Check that it is the right file"#);
    insta::assert_snapshot!(told(b"<timeline><events></events></timeline>", "f.timeline"), @r#"! There is no event in this Timeline Project file. Check that it is the right file"#);
    let cut = fixture(FILE);
    let at = cut.windows(7).position(|part| part == b"Digging").unwrap();
    insta::assert_snapshot!(told(&cut[..at + 3], "f.timeline"), @r#"
    event-1: Age of locks (1750-01-01/1830-12-31)
    event-2: Age of leisure (1960-01-01/..)
    event-3: Act of parliament (1793-04-30)
    event-4: [1] Dig (1793-05-01/1796-08-11)
    1:1 note: There is no place on a timeline for an icon. Left out
    42:7 warning "<text": The file ends within <text>. Read as far as it goes. Add what is missing
    "#);
}

#[test]
fn entities_that_grow_and_deep_nesting_do_no_harm() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE timeline [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
                <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><timeline><events><event><start>1801-01-01 00:00:00</start>\
                <end>1801-01-01 00:00:00</end><text>&c;&c;&c;</text></event></events></timeline>";
    insta::assert_snapshot!(told(bomb.as_bytes(), "f.timeline"), @r#"
    event-1: &c;&c;&c; (1801-01-01)
    1:22 warning "<!DOCTYPE": A document type with entities of its own is not read. Passed over; its entities stay as they are written. Take it out
    1:251 warning "&": This & begins no character reference. Read as &. Write &amp;
    1:254 warning "&": This & begins no character reference. Read as &. Write &amp;
    1:257 warning "&": This & begins no character reference. Read as &. Write &amp;
    "#);
    let deep = format!("<timeline><events>{}", "<event>".repeat(100_000));
    let _ = dateline_formats::load(deep.as_bytes(), "f.timeline");
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
}
