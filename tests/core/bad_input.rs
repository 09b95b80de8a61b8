//! Files that are not as they should be: each gives a clear finding, never a panic, never a lost good event.

use std::fmt::Write as _;

use dateline_formats::{FileBytes, LoadError, Progress, ReadOptions, Severity};
use dateline_timeline::Cancel;
use proptest::prelude::*;

use crate::told::told;

/// Name, bytes, what is told.
const CASES: &[(&str, &[u8], &str)] = &[
    ("empty", b"", r##"
         ! The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("space", b" \n\t", r##"
         ! The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("a mark and nothing else", b"\xEF\xBB\xBF", r##"
         ! The file is empty. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("null", b"null", r##"
         ! A timeline is a JSON object or list, this is null. Begin with { or [
         1:1 error "null": A timeline is a JSON object or list, this is null. Begin with { or ["##),
    ("a number", b"42", r##"
         ! A timeline is a JSON object or list, this is a number. Begin with { or [
         1:1 error "42": A timeline is a JSON object or list, this is a number. Begin with { or ["##),
    ("a text", br#""Three MoUs""#, r##"
         ! A timeline is a JSON object or list, this is a text. Begin with { or [
         1:1 error "Three MoUs": A timeline is a JSON object or list, this is a text. Begin with { or ["##),
    ("words", b"Three MoUs signed in August 2021", r##"
         ! This is text in none of the formats that are known here. Open JSON, CSV, a calendar, Markwhen or a file of another timeline program"##),
    ("a table", b"date,title\n2021-08,Three MoUs\n", r##"
         event-1: Three MoUs (2021-08)"##),
    ("html", b"<!doctype html><p>2021</p>", r##"
         ! This is a page of the web, not a file of events. Open a file of events, or convert this one first"##),
    ("a calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", r##"
         ! This calendar is empty. Export it again, with its events"##),
    ("utf-16", b"\xFF\xFE[\0]\0", r##"
         ! There is no event in this file. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:1 note: Read as UTF-16. Save it as UTF-8 to be sure"##),
    ("utf-16 without a mark", b"[\0{\0", r##"
         ! None of the records is an event. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:1 note: Read as UTF-16. Save it as UTF-8 to be sure
         1:2 error: The file ends before its list is closed. Add ]
         1:2 error [0] "{": The file ends in the middle of this event. Add what is missing"##),
    ("an archive", b"PK\x03\x04rest", r##"
         ! This is a ZIP archive and damaged: invalid Zip archive: Could not find EOCD. Fetch it again, or pack it again"##),
    ("bytes of a program", b"\0\x01garbage, and more", r##"
         ! This is no text, but bytes that only a program can read. Open a file of events, or convert this one first"##),
    ("an empty list", b"[]", r##"
         ! There is no event in this file. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("an empty object", b"{}", r##"
         ! There is no list of events in this file. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:1 error events: There is no list of events in this file. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("no event in the list", br#"{"title": "New", "events": []}"#, r##"
         ! There is no event in this file. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("another program's file", br#"{"items": [{"content": "A", "start": "2021"}]}"#, r##"
         event-1: A (2021)"##),
    ("a lookalike list", br#"[{"type": 1, "dt": [2020, 2021], "c": "x", "a": "y"}]"#, r##"
         ! This is a list of objects with the fields a, c, dt, type; none of them is known as a date or a title. Call them "date" and "title", as in [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("events under another name", br#"{"event": [{"title": "A"}]}"#, r##"
         ! There is no list of events in this file. Did you mean event?
         1:1 error events: There is no list of events in this file. Did you mean event?"##),
    ("a package of a program", br#"{"name": "app", "version": "1.0.0", "scripts": {}, "type": "module", "dependencies": {"a": "^1"}}"#, r##"
         ! There is no list of events in this file, only name, version, scripts, type and 1 more. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:1 error events: There is no list of events in this file, only name, version, scripts, type and 1 more. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("a map", br#"{"type": "FeatureCollection", "features": []}"#, r##"
         ! There is no list of events in this file, but the places of a map (GeoJSON). The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:1 error events: There is no list of events in this file, but the places of a map (GeoJSON). The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]"##),
    ("events of the wrong type", br#"{"events": 7}"#, r##"
         ! The events are not a list. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:12 error events "7": Expected a list, found a number"##),
    ("a single event", br#"{"title": "A", "date": "2021"}"#, r##"
         event-1: A (2021)"##),
    ("events that are none", br#"[null, 7, "x", [], true]"#, r##"
         ! None of the records is an event. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:2 error [0] "null": Expected an event, found null
         1:8 error [1] "7": Expected an event, found a number
         1:11 error [2] "x": Expected an event, found a text
         1:16 error [3] "[]": Expected an event, found a list
         1:20 error [4] "true": Expected an event, found true or false"##),
    ("one good among them", br#"[null, {"title": "Good", "date": 2021}, "x"]"#, r##"
         event-1: Good (2021)
         2 of 3 left out
         1:2 error [0] "null": Expected an event, found null
         1:41 error [2] "x": Expected an event, found a text"##),
    ("a mark before good json", b"\xEF\xBB\xBF[{\"title\": \"Good\", \"date\": \"2021-02-30\"}]", r##"
         event-1: Good (no date)
         1:37 error [0].date "2021-02-30": February 2021 has 28 days. Give a day from 1 to 28, or 2021-02 for the month"##),
    ("one object a line", b"{\"title\": \"A\"}\n{\"title\": \"B\", \"date\": \"2021\"}\n", r##"
         event-1: A (no date)
         event-2: B (2021)"##),
    ("cut in a text", br#"{"title": "T", "events": [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "status": "canc"#, r##"
         a: A (no date)
         1 of 2 left out
         1:54 error events[1] "{"id": "b", "title": "B", "status": "canc": The file ends in the middle of this event. Add what is missing
         1:94 error: The file ends before its object is closed. Add }"##),
    ("cut after a record", br#"[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}"#, r##"
         a: A (no date)
         b: B (no date)
         1:53 error: The file ends before its list is closed. Add ]"##),
    ("cut between", br#"[{"id": "a", "title": "A"}, "#, r##"
         a: A (no date)
         1:27 error: The file ends before its list is closed. Add ]"##),
    ("cut in the first record", br#"[{"id": "a", "ti"#, r##"
         ! None of the records is an event. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:2 error [0] "{"id": "a", "ti": The file ends in the middle of this event. Add what is missing
         1:16 error: The file ends before its list is closed. Add ]"##),
    ("a comma is missing between records", br#"[{"id": "a", "title": "A"} {"id": "b", "title": "B"}]"#, r##"
         a: A (no date)
         b: B (no date)
         1:28 error: A comma is missing. Add "," before this"##),
    ("a comma is missing in a record", b"[{\"id\": \"a\", \"title\": \"A\"\n \"date\": \"2021\"}, {\"id\": \"b\", \"title\": \"B\"}]", r##"
         a: A (2021)
         b: B (no date)
         2:2 error [0]: A comma is missing. Add "," before this"##),
    ("a comma too many", br#"[{"id": "a", "title": "A",}, {"id": "b", "title": "B"},]"#, r##"
         a: A (no date)
         b: B (no date)
         1:26 warning [0]: A comma too many. Remove it
         1:55 warning: A comma too many. Remove it"##),
    ("comments", b"// mine\n[{\"id\": \"a\", /* first */ \"title\": \"A\"}] // end\n", r##"
         a: A (no date)"##),
    ("comments in a file that has a slip", b"// mine\n[{\"id\": \"a\", /* first */ \"title\": \"A\",}] // end\n", r##"
         a: A (no date)
         2:38 warning [0]: A comma too many. Remove it"##),
    ("stray words", br#"[{"id": "a", "title": "A"}, oops, {"id": "b", oops "title": "B"}]"#, r##"
         a: A (no date)
         b: B (no date)
         1:29 error: This is not JSON. Skipped. Remove it
         1:47 error [1]: This is not JSON. Skipped. Remove it"##),
    ("a record is not closed", b"[{\"id\": \"a\", \"title\": \"A\",\n {\"id\": \"b\", \"title\": \"B\"}]", r##"
         a: A (no date)
         b: B (no date)
         1:25 error [0]: The object is not closed. Add }"##),
    ("a list is not closed", b"[{\"id\": \"a\", \"title\": \"A\", \"tags\": [\"x\"},\n {\"id\": \"b\", \"title\": \"B\"}]", r##"
         a: A (no date)
         b: B (no date)
         1:39 error [0].tags: The list is not closed. Add ]"##),
    ("a quotation mark is missing", b"[{\"id\": \"a\", \"title\": \"A,\n  \"date\": \"2021\"},\n {\"id\": \"b\", \"title\": \"B\"}]", r##"
         a: A (2021)
         b: B (no date)
         1:23 error [0].title: The closing quotation mark is missing. Add " at the end of the text"##),
    ("a line break in a text", b"[{\"id\": \"a\", \"title\": \"A\nand more\", \"date\": \"2021\"}]", r##"
         a: A
         and more (2021)
         1:25 error [0].title: A bare line break in a text is not JSON. Write \n"##),
    ("names without quotation marks", br#"[{id: "a", title: "A", date: 2021}]"#, r##"
         a: A (2021)
         1:3 error [0]: A name needs quotation marks. Write it as "name"
         1:12 error [0]: A name needs quotation marks. Write it as "name"
         1:24 error [0]: A name needs quotation marks. Write it as "name""##),
    ("python words", br#"[{"id": "a", "title": "A", "summary": None, "importance": NaN}]"#, r##"
         a: A (no date)
         1:39 error [0].summary: Not JSON: expected value
         1:59 error [0].importance: Not JSON: expected value"##),
    ("a colon is missing", br#"[{"id" "a", "title": "A", "date"}]"#, r##"
         a: A (no date)
         1:3 error [0]: A colon is missing after this name. Add ":"
         1:27 error [0]: A value is missing after this name. Add it"##),
    ("text behind the end", br#"[{"id": "a", "title": "A"}] and so on"#, r##"
         a: A (no date)
         1:29 error: There is more text behind the end. Remove what stands here"##),
    ("a bracket too many", br#"{"events": [{"id": "a", "title": "A"}]]}"#, r##"
         a: A (no date)
         1:39 error: This is not JSON. Skipped. Remove it"##),
    ("wrong types", br#"{"title": ["T"], "zone": 8, "lanes": 1, "events": [{"id": ["a"], "title": {"en": "A"}, "date": ["2021"], "tags": 7, "actors": [[]], "citations": [1], "relations": ["b"], "recurrence": 2, "importance": "high", "status": false}]}"#, r##"
         event-1: Untitled event (no date)
         1:11 error title "["T"]": Expected a text, found a list
         1:26 warning zone "8": No time zone has this name. Left out, and kept when saving
         1:38 error lanes "1": Expected a list, found a number
         1:59 error events[0].id "["a"]": Expected a text, found a list
         1:75 error events[0].title "{"en": "A"}": Expected a text, found an object
         1:96 error events[0].date "["2021"]": Expected a date, found a list. Write a text such as "2021-08", or leave the field out
         1:114 error events[0].tags "7": Expected a list, found a number
         1:128 error events[0].actors[0] "[]": Expected an object or a text, found a list
         1:147 error events[0].citations[0] "1": Expected an object, found a number
         1:165 error events[0].relations[0] "b": Expected an object, found a text
         1:185 error events[0].recurrence "2": Expected an object, found a number
         1:202 error events[0].importance "high": Expected a number, found a text
         1:220 warning events[0].status "false": Not a status. Shown as not stated, and kept when saving. Write one of happened, ongoing, planned, recurring, cancelled, postponed, unknown"##),
    ("numbers that are none", br#"[{"id": "a", "title": "A", "importance": 01}, {"id": "b", "title": "B", "importance": -}]"#, r##"
         a: A (no date)
         b: B (no date)
         1:43 error [0].importance: Not JSON: invalid number
         1:87 error [1].importance: Not JSON: invalid number"##),
    ("half a surrogate pair", br#"[{"id": "a", "title": "A\ud83d!", "summary": "\ud83d\ude00 \x"}]"#, r##"
         a: A�! (no date)
         1:25 error [0].title: Half a surrogate pair. Write the character itself
         1:60 error [0].summary: This escape is not JSON. Write \\ for a backslash"##),
    ("latin-1", b"[{\"id\": \"a\", \"title\": \"Caf\xE9\", \"date\": \"2021-13\"}]", r##"
         a: Caf� (no date)
         1:27 error: Not UTF-8: byte E9. Save the file as UTF-8; in Latin-1 this is é
         1:45 error [0].date "2021-13": There is no month 13. Give a month from 01 to 12, or 2021 for the year"##),
    ("names twice", br#"[{"id": "a", "title": "First", "title": "Last"}]"#, r##"
         a: Last (no date)
         1:32 warning [0].title "First": This name stands in the object twice. The last one is used; the value here is the one before. Remove one of them"##),
    ("ids twice", b"[{\"id\": \"a\", \"title\": \"A\"},\n {\"id\": \"a\", \"title\": \"B\"}, {\"id\": \"a-2\", \"title\": \"C\"},\n {\"id\": \"a\", \"title\": \"D\"}]", r##"
         a: A (no date)
         a-3: B (no date)
         a-2: C (no date)
         a-4: D (no date)
         2:9 warning [1].id "a": Used before, at 1:9. Read as a-3. Give each its own id
         3:9 warning [3].id "a": Used before, at 1:9. Read as a-4. Give each its own id"##),
    ("references to nothing", br#"{"lanes": ["cyber"], "actors": [{"id": "us"}], "sources": [{"id": "cna"}], "events": [{"id": "a", "title": "A", "lane": "Cybr", "actors": ["usa"], "citations": ["can", {"quote": "q"}], "relations": [{"kind": "cites", "to": "b"}]}], "stories": [{"scenes": [{"event": "A"}]}]}"#, r##"
         a: A (no date)
         1:121 warning events[0].lane "Cybr": No lane has this id. Shown without a lane. Did you mean cyber?
         1:140 warning events[0].actors[0] "usa": No actor has this id. Shown by this name. Did you mean us?
         1:162 warning events[0].citations[0].source "can": No source has this id. The citation is kept. Did you mean cna?
         1:169 warning events[0].citations[1].source: A citation needs a source. Shown without a source. Add "source"
         1:224 warning events[0].relations[0].to "b": No event has this id. The relation is kept and not followed. Did you mean a?
         1:267 warning stories[0].scenes[0].event "A": No event has this id. The scene is shown without it. Did you mean a?"##),
    ("impossible dates", br#"[{"id": "a", "title": "A", "date": "2022-02-30"}, {"id": "b", "title": "B", "date": "03/04/2021"}, {"id": "c", "title": "C", "date": ""}, {"id": "d", "title": "D", "date": "soon"}, {"id": "e", "title": "E", "date": 20.5}]"#, r##"
         a: A (no date)
         b: B (no date)
         c: C (no date)
         d: D (no date)
         e: E (no date)
         1:45 error [0].date "2022-02-30": February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month
         1:86 error [1].date "03/04/2021": Not an EDTF date. Write 2021-04-03 for 3 April, or 2021-03-04 for 4 March
         1:134 error [2].date "": There is no date in this text. Write a text such as "2021-08", or leave the field out
         1:174 error [3].date "soon": Not an EDTF date. Write a date such as 2021, 2021-08 or 2021-08-24
         1:216 error [4].date "20.5": Not an EDTF date. Write a date such as 2021, 2021-08 or 2021-08-24"##),
    ("end before start", br#"{"view": {"from": "2022", "to": "2021"}, "events": [{"id": "a", "title": "A", "date": "2021-08-24/2021-08-22"}]}"#, r##"
         a: A (no date)
         1:19 warning view.from "2022": The end comes before the start. Read the other way round. Swap "from" and "to"
         1:99 error events[0].date "2021-08-24/2021-08-22": The end comes before the start. Swap them: 2021-08-22/2021-08-24"##),
    ("too large a number", br#"[{"id": "a", "title": "A", "importance": 1e400}, {"id": "b", "title": "B", "importance": -1}]"#, r##"
         a: A (no date)
         b: B (no date)
         1:42 warning [0].importance "1e400": Importance runs from 0 to 1. Read as 1, and kept when saving. Write 1
         1:90 warning [1].importance "-1": Importance runs from 0 to 1. Read as 0, and kept when saving. Write 0"##),
    ("circles", br#"[{"id": "a", "title": "A", "relations": [{"kind": "part-of", "to": "b"}]}, {"id": "b", "title": "B", "relations": [{"kind": "part-of", "to": "c"}]}, {"id": "c", "title": "C", "relations": [{"kind": "precedes", "to": "a"}, {"kind": "part-of", "to": "a"}]}, {"id": "d", "title": "D", "relations": [{"kind": "part-of", "to": "d"}]}]"#, r##"
         a: A (no date)
         b: B (no date)
         c: C (no date)
         d: D (no date)
         1:249 warning [2].relations[1].to "a": This closes a circle of parts: a in b in c in a. The relation is kept and not followed. Remove one of these relations
         1:323 warning [3].relations[0].to "d": An event cannot be related to itself. The relation is kept and not followed. Name another event"##),
    ("unknown words", br#"{"actors": [{"id": "us", "kind": "stat"}], "sources": [{"id": "s", "grade": "Press"}], "events": [{"id": "a", "title": "A", "status": "canceled", "actors": "us", "citations": {"source": "s", "quote": "q", "supports": ["when", "title"], "checked": {"verdict": "fine"}}, "relations": {"kind": "part of", "to": "b", "basis": "guessed"}}, {"id": "b", "title": "B", "status": "Happened"}]}"#, r##"
         a: A (no date)
         b: B (no date)
         1:34 warning actors[0].kind "stat": Not a kind of actor. Shown as not stated. Did you mean state?
         1:77 warning sources[0].grade "Press": Read as press. Write press
         1:135 warning events[0].status "canceled": Not a status. Shown as not stated, and kept when saving. Did you mean cancelled?
         1:219 warning events[0].citations[0].supports[0] "when": Not a part of an event. Left out, and kept when saving. Write one of date, title, status, actors, place, summary
         1:260 warning events[0].citations[0].checked.verdict "fine": Not a verdict. The recorded verdict is left out, and kept when saving. Write one of verbatim, same-words, near, not-found, no-source-text
         1:292 warning events[0].relations[0].kind "part of": Read as part-of. Write part-of
         1:323 warning events[0].relations[0].basis "guessed": Not a basis of a relation. Read as inferred, and kept when saving. Write one of stated, inferred
         1:372 warning events[1].status "Happened": Read as happened. Write happened"##),
    ("zones", br#"{"zone": "Asia/Singapor", "zones": ["Mars"], "events": [{"id": "a", "title": "A", "zone": "UTC"}]}"#, r##"
         a: A (no date)
         1:10 warning zone "Asia/Singapor": No time zone has this name. Left out, and kept when saving. Did you mean Asia/Singapore?
         1:37 warning zones[0] "Mars": No time zone has this name. Left out, and kept when saving"##),
    ("addresses", br#"{"sources": [{"id": "s", "url": "javascript:alert(1)"}, {"id": "t", "url": "HTTPS://example.org"}], "events": [{"id": "a", "title": "A"}]}"#, r##"
         a: A (no date)
         1:33 warning sources[0].url "javascript:alert(1)": Not an address that can be opened. Not shown as a link, and kept when saving. Begin it with https://"##),
    ("near misses", br#"{"evnts": 1, "events": [{"id": "a", "titel": "A", "start": "2021", "data": {"x": 1}, "colour": "red"}]}"#, r##"
         ! None of the records says what happened, or when. The smallest timeline is [{"date": "2021-08", "title": "Three MoUs signed"}]
         1:25 error events[0].title: An event needs a title. Add "title"
         1:37 note events[0].titel: No field has this name. Kept as it is. Did you mean title?
         1:51 note events[0].start: No field has this name. Kept as it is. Write "date": "2021-08-22", or "2021-08-22/2021-08-24" for a span
         1:68 note events[0].data: No field has this name. Kept as it is. Did you mean date?"##),
    ("no title", br#"[{"id": "a", "summary": "**First** line\nsecond"}, {"id": "b", "title": " ", "date": "2021-08"}, {"citations": [{"source": "s", "quote": "words"}]}, {}]"#, r##"
         a: First line (no date)
         b: Untitled event, August 2021, day not stated (2021-08)
         event-3: words (no date)
         event-4: Untitled event (no date)
         1:2 error [0].title: An event needs a title. Add "title"
         1:73 error [1].title "": An event needs a title. Add "title"
         1:98 error [2].title: An event needs a title. Add "title"
         1:150 error [3].title: An event needs a title. Add "title""##),
    ("null everywhere", br#"[{"id": null, "title": "A", "date": null, "tags": null, "citations": null, "lane": null}]"#, r##"
         event-1: A (no date)"##),
    ("a relation without an end", br#"[{"id": "a", "title": "A", "relations": [{"kind": "cites"}, {"to": "a"}]}]"#, r##"
         a: A (no date)
         1:42 error [0].relations[0].to: A relation needs "to". Add "to"
         1:61 error [0].relations[1].kind: A relation needs "kind". Add "kind""##),
    ("an unknown version", br#"{"dateline": 2, "events": [{"id": "a", "title": "A"}]}"#, r##"
         a: A (no date)
         1:14 warning dateline "2": This version of the format is not known. Read as version 1"##),
];

#[test]
fn each_mistake_is_told_and_each_good_event_shown() {
    let mut wrong = String::new();
    for (name, bytes, expected) in CASES {
        let told = told(bytes, "f");
        let expected: String =
            expected.lines().skip(1).map(|line| format!("{}\n", line.trim_start())).collect();
        if told.trim() != expected.trim() {
            let _ = writeln!(wrong, "=== {name}\n{told}--- expected\n{expected}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_content_says_what_a_file_is_whatever_it_is_called() {
    let table = b"date,title\n2021-08,Three MoUs\n";
    let told = |bytes: &[u8], name: &str| {
        dateline_formats::load(bytes, name)
            .map_or_else(|error| error.to_string(), |loaded| loaded.format.key().to_owned())
    };
    for name in ["events.CSV", "events", "events.json"] {
        assert_eq!(told(table, name), "table", "{name}");
    }
    assert_eq!(told(b"[{\"title\": \"A\"}]", "events.csv"), "dateline");
}

/// 1,000 objects in one another, as an unknown field and as a title.
#[test]
fn deep_nesting_is_kept_or_told_without_recursion() {
    for depth in [1_000, 200_000] {
        let deep = format!("{}1{}", "{\"a\":[".repeat(depth), "]}".repeat(depth));
        let file =
            format!("[{{\"title\": \"A\", \"more\": {deep}}}, {{\"title\": {deep}}}, {{\"title\": \"C\"}}]");
        let loaded = dateline_formats::load(file.as_bytes(), "deep.json").unwrap();
        assert_eq!(loaded.timeline.len(), 3);
        let findings: Vec<_> = loaded.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(findings, ["Expected a text, found an object"]);
        let again = dateline_formats::load(&dateline_formats::write(&loaded.timeline), "deep.json").unwrap();
        assert_eq!(again.timeline.to_builder().events[0].extra, [("more".to_owned(), deep)]);
        // Not closed anywhere.
        let cut = &file[..file.len() / 4];
        assert!(dateline_formats::load(cut.as_bytes(), "deep.json").is_err());
    }
}

/// 50 MB in one string: the time is a multiple of that of a plain pass over the bytes, and what is told is
/// short.
#[test]
fn fifty_megabytes_in_one_string_are_read_and_reported_briefly() {
    let long = "long words, ".repeat(50_000_000 / 12);
    let title = format!("[{{\"title\": \"{long}\"}}, {{\"title\": \"B\"}}]");
    let summary = format!("[{{\"title\": \"A\", \"summary\": \"{long}\"}}, {{\"title\": \"B\"}}]");
    let date = format!("[{{\"title\": \"A\", \"date\": \"{long}\"}}, {{\"title\": \"B\"}}]");
    let open = format!("[{{\"title\": \"A\"}}, {{\"title\": \"{long}");
    let one_string = format!("\"{long}\"");
    for (name, file, events, findings) in [
        ("title", &title, 2, 1),
        ("summary", &summary, 2, 0),
        ("date", &date, 2, 1),
        ("not closed", &open, 1, 2),
        ("one string", &one_string, 0, 1),
    ] {
        // Work that grew with the square of the length would be 10¹⁵ steps and not end: no clock is needed.
        let result = dateline_formats::load(file.as_bytes(), "long.json");
        let (len, diagnostics) = match &result {
            Ok(loaded) => (loaded.timeline.len(), loaded.diagnostics.as_slice()),
            Err(error) => (0, error.diagnostics()),
        };
        assert_eq!((len, diagnostics.len()), (events, findings), "{name}");
        assert!(diagnostics.iter().all(|finding| finding.to_string().len() < 500), "{name}");
        if let Ok(loaded) = &result {
            let longest = loaded.timeline.ids().map(|id| loaded.timeline.event_title(id).len()).max();
            assert!(longest < Some(2_000), "{name}: a title to be drawn is short");
            let bytes = dateline_formats::write(&loaded.timeline);
            assert!(name == "not closed" || bytes.len() > 50_000_000, "{name} is kept whole when saving");
        }
    }
}

fn many(count: usize) -> Vec<u8> {
    let records: Vec<String> = (0..count)
        .map(|i| format!("{{\"id\": \"e{i}\", \"title\": \"Event {i}\", \"date\": \"20{:02}\"}}", i % 100))
        .collect();
    format!("[{}]", records.join(",\n")).into_bytes()
}

#[test]
fn progress_is_reported_and_reading_can_be_cancelled() {
    let file = many(300_000);
    let mut told = Vec::new();
    let loaded =
        dateline_formats::load_with(&FileBytes::from(file.as_slice()), "many.json", &mut |progress| {
            told.push(progress);
        });
    assert_eq!(loaded.unwrap().timeline.len(), 300_000);
    assert_eq!(told.first(), Some(&Progress { read: 0, total: 0, problems: 0 }));
    assert_eq!(told.last(), Some(&Progress { read: 300_000, total: 300_000, problems: 0 }));
    assert!(told.is_sorted_by_key(|progress| progress.read) && told.len() > 2, "{told:?}");
    // The first report says that nothing is read yet.
    let options = ReadOptions { cancel: Cancel::after_checks(1), ..ReadOptions::default() };
    let bytes = FileBytes::from(file.as_slice());
    let stopped = dateline_formats::load_as(&bytes, "many.json", &options, &mut |_| {});
    assert!(matches!(stopped, Err(LoadError::Cancelled)));
}

#[test]
fn the_order_of_the_file_survives_reading_in_parallel() {
    let loaded = dateline_formats::load(&many(20_000), "many.json").unwrap();
    let keys: Vec<String> = loaded.timeline.ids().map(|id| loaded.timeline.key(id).into_owned()).collect();
    let expected: Vec<String> = (0..20_000).map(|i| format!("e{i}")).collect();
    assert_eq!(keys, expected);
}

#[test]
fn findings_stop_at_a_limit_and_say_how_many_more_there_are() {
    let file = format!("[{}]", vec!["{\"title\": \"A\", \"date\": \"x\"}"; 12_000].join(","));
    let loaded = dateline_formats::load(file.as_bytes(), "many.json").unwrap();
    assert_eq!(loaded.timeline.len(), 12_000);
    let last = loaded.diagnostics.last().unwrap();
    assert_eq!(last.message, "2,000 more findings are not listed");
    assert_eq!(loaded.diagnostics.len(), dateline_formats::FINDINGS_LIMIT + 1);
}

#[test]
fn a_finding_knows_its_event_and_its_bytes() {
    let file = "\u{FEFF}[null,\n {\"id\": \"a\", \"title\": \"é\", \"date\": \"2022-02-30\"}, {\"titel\": \"B\", \"date\": 2021}]";
    let loaded = dateline_formats::load(file.as_bytes(), "f").unwrap();
    let told: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|finding| {
            let event = finding.event.map(|event| loaded.timeline.key(event));
            (event.as_deref().map(str::to_owned), &file[finding.range.clone()], finding.severity)
        })
        .collect();
    assert_eq!(
        told,
        [
            (None, "null", Severity::Error),
            (Some("a".to_owned()), "30", Severity::Error),
            (Some("event-2".to_owned()), "{", Severity::Error),
            (Some("event-2".to_owned()), "\"titel\"", Severity::Note),
        ]
    );
    assert_eq!(loaded.records_to_mend(), 3);
}

/// A sound file of several records, one a line, as people write them.
fn sound_file(count: usize) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = "{\n  \"title\": \"Sound\",\n  \"events\": [\n".to_owned();
    let mut places = Vec::new();
    for index in 0..count {
        let record = format!(
            "{{ \"id\": \"r{index}\", \"title\": \"Event {index}\", \"date\": \"2021-08\", \"tags\": [\"x\", \"y\"],\n      \"citations\": [{{ \"source\": \"s\", \"quote\": {{ \"exact\": \"w\" }} }}] }}"
        );
        text.push_str("    ");
        places.push(text.len()..text.len() + record.len());
        text.push_str(&record);
        text.push_str(if index + 1 < count { ",\n" } else { "\n" });
    }
    text.push_str("  ]\n}\n");
    (text, places)
}

#[derive(Clone, Copy, Debug)]
enum Slip {
    Insert(char),
    Replace(char),
    Delete,
}

fn slip() -> impl Strategy<Value = Slip> {
    let letter =
        || prop::sample::select(vec!['"', '{', '}', '[', ']', ',', ':', '\\', '\n', 'x', '/', '0', '\'']);
    prop_oneof![letter().prop_map(Slip::Insert), letter().prop_map(Slip::Replace), Just(Slip::Delete)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// One slip in a record never costs another record.
    #[test]
    fn a_slip_costs_its_own_record_at_most(victim in 0_usize..5, at in 0.0_f64..1.0, slip in slip()) {
        let (mut text, places) = sound_file(5);
        let place = &places[victim];
        let at = place.start + ((place.len() - 1) as f64 * at) as usize;
        match slip {
            Slip::Insert(c) => text.insert(at, c),
            Slip::Replace(c) => text.replace_range(at..at + 1, &c.to_string()),
            Slip::Delete => text.replace_range(at..at + 1, ""),
        }
        let loaded = dateline_formats::load(text.as_bytes(), "f").unwrap();
        for other in (0..5).filter(|other| *other != victim) {
            let event = loaded.timeline.find(&format!("r{other}"));
            prop_assert!(event.is_some(), "r{other} is lost:\n{text}\n{:#?}", loaded.diagnostics);
            prop_assert_eq!(loaded.timeline.event(event.unwrap()).citations.len(), 1);
        }
        let is_same = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        prop_assert!(is_same || !loaded.diagnostics.is_empty(), "nothing is told:\n{text}");
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        told(&bytes, "f");
    }

    #[test]
    fn anything_that_looks_like_json_is_read_or_refused(text in "[\\[\\]{},:\"\\\\ax01.\\-\n /*é]{0,120}") {
        told(text.as_bytes(), "f");
        told(format!("[{{\"title\": \"A\", {text}}}]").as_bytes(), "f");
        told(format!("{{\"events\": [{text}, {{\"title\": \"A\"}}]}}").as_bytes(), "f");
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        cuts in prop::collection::vec((0.0_f64..1.0, 0_usize..40, prop::collection::vec(any::<u8>(), 0..6)), 1..6),
    ) {
        let mut bytes = include_bytes!("../../data/broken.json").to_vec();
        for (at, len, new) in cuts {
            let at = (bytes.len() as f64 * at) as usize;
            let end = (at + len).min(bytes.len());
            bytes.splice(at..end, new);
        }
        told(&bytes, "f");
        if let Ok(loaded) = dateline_formats::load(&bytes, "f") {
            let again = dateline_formats::load(&dateline_formats::write(&loaded.timeline), "f").unwrap();
            prop_assert_eq!(again.timeline.len(), loaded.timeline.len());
            for finding in &loaded.diagnostics {
                prop_assert!(bytes.get(finding.range.clone()).is_some());
                dateline_formats::snippet(&bytes, finding, 2);
            }
        }
    }
}

#[test]
fn findings_of_a_file_that_cannot_be_used_have_the_text_that_they_are_about() {
    let text = "[\n  5,\n  6\n]";
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, is_decoded) in [(text.as_bytes(), false), (&wide[..], true)] {
        let Err(LoadError::Unusable { diagnostics, text: decoded, .. }) =
            dateline_formats::load(bytes, "f.json")
        else {
            panic!("two numbers are read as events")
        };
        assert_eq!(decoded.is_some(), is_decoded);
        let shown = decoded.as_deref().unwrap_or(bytes);
        let finding = diagnostics.iter().find(|finding| finding.line == 3).unwrap();
        let lines = dateline_formats::snippet(shown, finding, 0);
        assert_eq!(lines[0].text, "  6");
    }
}

#[test]
fn a_slip_in_the_syntax_is_told_before_what_it_costs() {
    let lacks = "error events: There is no list of events in this file";
    for (name, text, first, place, hint) in [
        (
            "f.toml",
            "[[events]\ndate = \"2021\"\ntitle = \"A\"\n",
            "1:10 error: Not TOML: ",
            "1:10",
            "The syntax is",
        ),
        (
            "f.yaml",
            "events:\n\t- date: 2021\n\t  title: A\n",
            "2:2 error: Not YAML: ",
            "2:2",
            "The syntax is",
        ),
        (
            "f.json",
            "{\"dateline\": 1, \"a\" [{\"date\": \"2021\"}]}",
            "1:17 error: A colon is",
            "1:17",
            "The syntax is",
        ),
        (
            "f.json",
            "{\"dateline\": 1, \"evnts\" [{\"date\": \"2021\"}]}",
            "1:17 error: A colon is",
            "1:17",
            "Did you mean",
        ),
    ] {
        let error = dateline_formats::load(text.as_bytes(), name).unwrap_err();
        let told: Vec<String> = error.diagnostics().iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with(first), "{told:#?}");
        assert!(told[1].starts_with(&format!("{place} {lacks}")), "{told:#?}");
        assert!(told[1].contains(&format!(". {hint}")), "{told:#?}");
        assert!(error.hint().starts_with(hint), "{}", error.hint());
    }
}

#[test]
fn a_date_of_which_nothing_is_left_stays_unreadable_when_it_is_saved() {
    let nothing = br#"[{"title": "Visit", "unreadable_date": ""}]"#;
    let loaded = dateline_formats::load(nothing, "nothing.json").unwrap();
    let event = loaded.timeline.event(loaded.timeline.ids().next().unwrap());
    assert_eq!(event.unreadable_date.as_deref(), Some(""));
    crate::told::assert_saved_alike(&loaded.timeline);
}
