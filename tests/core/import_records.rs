//! Lists of flat JSON records: read as tables, with findings at their places in the JSON.

use dateline_formats::Format;
use proptest::prelude::*;

use crate::told::{fixture, told, told_fixture};

#[test]
fn storyteller_files_are_tables() {
    insta::assert_snapshot!(told_fixture("records/storyteller.json"), @r#"
    event-1: A pier is built, "the long one" (1885-03-02)
    event-2: The first steamer (1888/1890)
    event-3: A month that is none (no date)
    1 of 4 left out
    4:19 error [2].start_date "1891-13-01": There is no month 13. Write 1891-01-13
    5:3 error [3] "7": Expected a record, found a number
    "#);
    let loaded = dateline_formats::load(&fixture("records/storyteller.json"), "storyteller.json").unwrap();
    assert_eq!((loaded.format, loaded.records, loaded.rejected), (Format::Table, 4, 1));
    let columns: Vec<String> = loaded.table.unwrap().columns.into_iter().map(|column| column.name).collect();
    assert_eq!(columns, ["start_date", "end_date", "category", "facet", "content_text"]);
}

#[test]
fn lists_of_records_with_a_date_and_a_title_are_tables() {
    let cases = [
        (r#"[{"Datum": "2021-08-03", "Titel": "Unterschrieben", "Ort": {"a": [1]}}]"#, Some("2021-08-03")),
        (
            r#"[{"when": "3 March 2021", "headline": "Signed"}, {"headline": "Later", "when": null}]"#,
            Some("2021-03-03"),
        ),
    ];
    for (text, date) in cases {
        let loaded = dateline_formats::load(text.as_bytes(), "f.json").unwrap();
        assert_eq!(loaded.format, Format::Table, "{text}");
        let timeline = &loaded.timeline;
        let first = timeline.ids().next().unwrap();
        assert_eq!(timeline.date(first).map(|date| date.text().to_owned()).as_deref(), date, "{text}");
        told(text.as_bytes(), "f.json");
    }
    // With the names of the native format it is a native file.
    let native = dateline_formats::load(br#"[{"date": "2021", "title": "A"}]"#, "f.json").unwrap();
    assert_eq!(native.format, Format::Dateline);
}

proptest! {
    #[test]
    fn a_file_with_a_changed_place_is_accounted_for(
        at in 0.0..1.0_f64,
        length in 0..20_usize,
        words in "[-:\\[\\]{}\",\n0-9a]{0,4}",
    ) {
        let mut text = String::from_utf8(fixture("records/storyteller.json")).unwrap();
        let start = (at * text.len() as f64) as usize;
        let end = (start + length).min(text.len());
        text.replace_range(start..end, &words);
        told(text.as_bytes(), "f.json");
    }
}
