//! Every record is accounted for, and what was gathered is what a native file gives back.

use super::*;
use crate::format::Format;
use crate::reader::ReadOptions;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::Date;

fn finding(at: usize) -> Diagnostic {
    Diagnostic::new(Severity::Error, at..at + 1, &Path::Root, "No event")
}

#[test]
fn records_add_up_and_a_native_file_gives_the_same_timeline() {
    let mut log = Log::default();
    let mut gathering = Gathering::new(Format::Vis, (&ReadOptions::default(), &mut log));
    gathering.head.title = "Gathered".to_owned();
    gathering.begin();
    let mut draft = Draft::new("First\nline", 0..4);
    draft.event.key = "a".to_owned();
    draft.event.date = Date::parse("2021-08").ok();
    draft.lane = Some("cyber".to_owned());
    draft.tags = vec!["x".to_owned(), "y".to_owned(), "x".to_owned()];
    draft.actors = vec![("US".to_owned(), "host".to_owned())];
    draft.cite("A paper", "https://example.org/a");
    draft.cite("", "www.example.org/b");
    draft.leave("colour", "red \"bright\"");
    draft.links.push(Link {
        kind: RelationKind::PartOf,
        to: "b".to_owned(),
        basis: Basis::Stated,
        note: String::new(),
    });
    gathering.add(draft.clone());
    gathering.add_repetition_of(0, Draft { links: Vec::new(), ..draft.clone() });
    gathering.begin();
    gathering.reject(finding(5));
    gathering.begin();
    gathering.merge(finding(6));
    gathering.begin();
    let mut second = Draft::new("", 7..9);
    second.event.key = "b".to_owned();
    second.event.summary = "**Words** of it".to_owned();
    second.links.push(Link {
        kind: RelationKind::PartOf,
        to: "a".to_owned(),
        basis: Basis::Stated,
        note: String::new(),
    });
    second.links.push(Link {
        kind: RelationKind::Cites,
        to: "c".to_owned(),
        basis: Basis::Stated,
        note: String::new(),
    });
    gathering.add(second);
    gathering.begin();
    gathering.add(Draft::new("x".repeat(1_200), 9..10));
    let Ok(read) = gathering.finish() else { panic!("nothing was read") };
    let timeline = read.timeline;
    assert_eq!(timeline.len() + read.rejected + read.merged, read.records + read.expanded);
    let again = crate::load(&crate::write(&timeline), "f.json").unwrap().timeline;
    assert_eq!(format!("{:#?}", timeline.to_builder()), format!("{:#?}", again.to_builder()));
    let told: Vec<String> = log.into_list().iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(
        told,
        [
            "This id was used before",
            "No event",
            "No event",
            "An event needs a title",
            "No other event has this id",
            "This closes a circle of parts",
            "1200 characters are too long for one line",
        ]
    );
}

#[test]
fn four_dates_make_the_interval_that_says_no_more_than_they_do() {
    let cases = [
        ([Some("1885"), Some("1887"), Some("1890"), Some("1892")], Some("[1885..1887]/[1890..1892]")),
        ([Some("1885"), Some("1885"), Some("1890"), Some("1892-03")], Some("1885/[1890..1892-03]")),
        ([Some("1885"), None, Some("1890"), Some("1890")], Some("1885/1890")),
        ([Some("1885"), None, None, Some("1890")], Some("1885/1890")),
        ([None, Some("1887"), Some("1890"), None], Some("..1887/1890..")),
        ([Some("1885"), Some("1887"), None, None], Some("[1885..1887]")),
        ([Some("1885"), None, None, None], Some("1885")),
        ([None, Some("1887"), None, None], Some("[..1887]")),
        ([None, None, Some("1890"), Some("1892")], Some("/[1890..1892]")),
        ([Some("1885"); 4], Some("1885")),
        ([Some("1885"), None, None, Some("1885")], Some("1885")),
        (
            [Some("2022-03-29T13:30"), Some("2022-03-29T14:00"), Some("2022-03-30"), None],
            Some("[2022-03-29T13:30..2022-03-29T14:00]/2022-03-30.."),
        ),
        ([None; 4], None),
        ([Some("1887"), Some("1885"), Some("1890"), Some("1892")], None),
        ([Some("1885"), Some("1887"), Some("1880"), Some("1882")], None),
        ([Some("1885/1886"), Some("1887"), None, Some("1890")], None),
    ];
    for (texts, expected) in cases {
        let dates = texts.map(|text| text.and_then(|text| Date::parse(text).ok()));
        let [earliest_start, latest_start, earliest_end, latest_end] = dates.each_ref().map(Option::as_ref);
        let made = four_point(earliest_start, latest_start, earliest_end, latest_end).ok();
        assert_eq!(made.as_ref().map(Date::text), expected, "{texts:?}");
    }
    let date = |text: &str| Date::parse(text).ok();
    let (Some(from), Some(to)) = (date("1885~"), date("1887-03")) else { panic!("these are dates") };
    let text_of = |made: Result<Date, dateline_time::DateError>| made.ok().map(|date| date.text().to_owned());
    assert_eq!(text_of(one_of(&from, &to)).as_deref(), Some("[1885~..1887-03]"));
    assert_eq!(text_of(one_of(&from, &from)).as_deref(), Some("1885~"));
    assert_eq!(text_of(one_of(&to, &from)), None);
}
