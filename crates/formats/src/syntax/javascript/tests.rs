//! Data is found in whatever JavaScript it stands, code is told, and nothing does harm.

use proptest::prelude::*;

use super::*;
use crate::report::diagnostic::Log;

/// The JSON that a text becomes, then the findings with the words they are about.
fn seen(text: &str) -> String {
    let mut log = Log::default();
    let reading = transcribed(text, &mut log);
    let json = &reading.transcript.json;
    assert!(json.is_empty() || Raw::document(json).is_sound(), "{text} became {json}");
    let mut seen = json.clone();
    for finding in log.into_list() {
        let words = text.get(finding.range.clone()).unwrap_or_default();
        seen.push_str(&format!("\n{words:?} {}", finding.message));
    }
    seen
}

#[test]
fn a_list_is_no_part_of_an_object_and_an_object_none_of_a_list() {
    for (text, json) in [
        ("var a = [1]; x = {...a, b: 2}", r#"{"b": 2}"#),
        ("var o = {b: 2}; x = [...o, 3]", "[3]"),
        ("x = {...f(``['", "{}"),
    ] {
        let seen = seen(text);
        assert!(seen.contains(json), "{text}: {seen}");
        assert!(seen.contains("JavaScript code cannot be run"), "{text}: {seen}");
    }
}

#[test]
fn literals_become_json() {
    let cases = [
        (
            "[{id: 1, 'content': 'it\\'s \"so\"', start: 0x10, $a: .5, 7: 1e3,},]",
            r#"[{"id": 1, "content": "it's \"so\"", "start": 16, "$a": 0.5, "7": 1e3}]"#,
        ),
        (
            "[undefined, NaN, Infinity, void 0, null, true, !0, !1, -5, +5, 1_000, 10n]",
            r#"[null, null, null, null, null, true, true, false, -5, 5, 1000, 10]"#,
        ),
        ("[`a\nb`, 'a\\\nb', '\\x41\\u00e9\\u{1F600}\\uD83D\\uDE00\\q']", r#"["a\nb", "ab", "Aé😀😀q"]"#),
        ("['a' + \"b\" + 1, 7 - 1, 2 * 3 + 1, 6 / 4, (1 + 2) * 2]", r#"["ab1", 6, 7, 1.5, 6]"#),
        ("/* a */ [1, // b\n 2 /* c */,,3]", "[1, 2, null, 3]"),
        ("({a: 1})", r#"{"a": 1}"#),
        ("var a = [1]; var o = {b: 2}; [...a, {...o}]", r#"[1, {"b": 2}]"#),
        ("{\"a\": [1, 2,], /* c */ \"b\": 2}", r#"{"a": [1, 2], "b": 2}"#),
    ];
    for (text, json) in cases {
        assert_eq!(seen(text), json, "{text}");
    }
}

#[test]
fn dates_are_as_precise_as_their_parts() {
    let cases = [
        ("new Date(2013, 0, 5)", r#"{"$date": "2013-01-05"}"#),
        ("new Date(2013, 7 - 1)", r#"{"$date": "2013-07"}"#),
        ("new Date(2013, 0, 5, 9, 30)", r#"{"$date": "2013-01-05T09:30"}"#),
        ("new Date('2013-01-05')", r#"{"$date": "2013-01-05"}"#),
        ("new Date(\"May 28 2006\").toISOString()", r#"{"$date": "May 28 2006"}"#),
        ("new Date(1420070400000)", r#"{"$date": 1420070400000}"#),
        ("new Date(Date.UTC(2013, 0, 5))", r#"{"$date": "2013-01-05"}"#),
        ("Date.UTC(2013, 0, 5, 12)", r#"{"$date": "2013-01-05T12:00Z"}"#),
        ("moment('2013-01-05').toDate()", r#"{"$date": "2013-01-05"}"#),
        ("vis.moment(\"2013-01-05T10:00\")", r#"{"$date": "2013-01-05T10:00"}"#),
    ];
    for (text, json) in cases {
        assert_eq!(seen(&format!("x = [{text}]")), format!("[{json}]"), "{text}");
    }
}

#[test]
fn what_is_assigned_exported_or_handed_over_is_the_document() {
    let cases = [
        ("var storyjs_jsonp_data = {a: 1};", r#"{"a": 1}"#),
        ("const items: Item[] = [{a: 1}] as Item[];", r#"[{"a": 1}]"#),
        ("export default {a: 1}", r#"{"a": 1}"#),
        ("module.exports = {a: 1};", r#"{"a": 1}"#),
        ("/**/ callback({a: 1});", r#"{"a": 1}"#),
        ("window.data = {};\nwindow.data = [{a: 1}]", r#"[{"a": 1}]"#),
        (
            "var items = new vis.DataSet([{a: 1}], {});\nvar groups = [{b: 1}]",
            r#"{"items": [{"a": 1}], "groups": [{"b": 1}]}"#,
        ),
        (
            "let items = []; items.add({a: 1}); items.add([{a: 2}, {a: 3}])",
            r#"[{"a": 1}, {"a": 2}, {"a": 3}]"#,
        ),
        (
            "const y = 1066, list = [{y, z: y + 1}];\nvar data = {list, more: list};",
            r#"{"list": [{"y": 1066, "z": 1067}], "more": [{"y": 1066, "z": 1067}]}"#,
        ),
        (
            "var raw = [{a: 1}]; var items = new vis.DataSet(raw); var options = {b: 2}",
            r#"{"items": [{"a": 1}], "options": {"b": 2}}"#,
        ),
        ("var a = [1, 2]; var b = [0, ...a, 3];", "[0, 1, 2, 3]"),
        ("x = JSON.parse('[{\"a\": 1}]')", r#"[{"a": 1}]"#),
    ];
    for (text, json) in cases {
        assert_eq!(seen(text), json, "{text}");
    }
}

#[test]
fn code_is_told_and_what_stands_beside_it_is_read() {
    let page = "// A page\n$(function () {\n  var box = document.getElementById('x');\n  var items = [\n    {start: year(1), f: function (a) { return a > 1 ? [1] : {b: 2}; }, t: `${a} b`, end: x => x, m() { return 1 }, ok: 1},\n  ];\n  new vis.Timeline(box, items, {});\n});";
    insta::assert_snapshot!(seen(page), @r#"
    [{"start": null, "f": null, "t": null, "end": null, "ok": 1}]
    "$" Only the data in this JavaScript is read; its code is not run
    "year(1)" JavaScript code cannot be run
    "function (a) { return a > 1 ? [1] : {b: 2}; }" JavaScript code cannot be run
    "`${a} b`" JavaScript code cannot be run
    "x => x" JavaScript code cannot be run
    "m() { return 1 }" JavaScript code cannot be run
    "#);
    insta::assert_snapshot!(seen("var a = [{b: 1}].map(x => x.b); f = new X('id', {c: /[/]}/g, d: 1})"), @r#"
    {"a": [{"b": 1}], "f": {"c": null, "d": 1}}
    ".map(x => x.b)" JavaScript code cannot be run
    "X" This call is not run; the data that it is given is used as it is
    "/[/]}/g" JavaScript code cannot be run
    "#);
    insta::assert_snapshot!(seen("var a = [2013-01-05, 2013 - 1]"), @r#"
    ["2013-01-05", 2012]
    "2013-01-05" A date without quotation marks is a subtraction of numbers
    "#);
    insta::assert_snapshot!(seen("var a = [{b: 1} {b: 'x\n}, {b: 08x, : 2, c: }, ;"), @r#"
    [{"b": 1}, {"b": "x"}, {"b": "08x", "2": null, "c": null}]
    "[" The list is not closed
    "{" A comma is missing before this
    "'x" The closing quotation mark is missing
    "08x" This is no number
    ":" This sign does not belong in an object
    "2" JavaScript code cannot be run
    "}" Here a value is missing
    ";" This sign does not belong in a list
    "#);
}

#[test]
fn nothing_grows_beyond_the_file() {
    let doubled: String =
        (0..60).map(|place| format!("var a{} = [a{place}, a{place}];\n", place + 1)).collect();
    let text = format!("var a0 = ['{}'];\n{doubled}", "x".repeat(1_000));
    assert!(transcribed(&text, &mut Log::default()).transcript.json.len() < text.len() * 8);
    let doubled: String =
        (0..60).map(|place| format!("var s{} = s{place} + s{place};\n", place + 1)).collect();
    let text = format!("var s0 = 'x';\n{doubled}var b = [s60, s20];");
    assert!(transcribed(&text, &mut Log::default()).transcript.json.len() < text.len() * 8);
    for sign in [
        "[", "{a:", "(", "f(", "f([", "-", "!", "x=>", "`${", "new ", "a.", "...", "[...", "'", "/", "/*",
        "{[", "a=", "1+", "var a=[",
    ] {
        let _ = seen(&sign.repeat(20_000));
        let _ = seen(&format!("x = [{}", sign.repeat(20_000)));
    }
}

proptest! {
    #[test]
    fn whatever_stands_there_becomes_sound_json(parts in prop::collection::vec("var |a|b|=|:|,|;|\\{|\\}|\\[|\\]|\\(|\\)|'|\"|`|\\$\\{|\\.|\\.\\.\\.|1|0x|-|\\+|/|//|/\\*|\\*/|=>|new Date\\(|f\\(|\\\\|\n| |é", 0..40)) {
        seen(&parts.concat());
    }
}
