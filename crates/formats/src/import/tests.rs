//! Every record is accounted for, and what was gathered is what a native file gives back.

use super::*;
use crate::format::Format;
use crate::reader::{Progress, ReadContext, ReadOptions};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::Date;
use dateline_timeline::model::{Basis, RelationKind};

fn finding(at: usize) -> Diagnostic {
    Diagnostic::new(Severity::Error, at..at + 1, &Path::Root, "No event")
}

#[test]
fn records_add_up_and_a_native_file_gives_the_same_timeline() {
    let mut log = Log::default();
    let options = ReadOptions::default();
    let mut watcher = |_: Progress| {};
    let context =
        ReadContext { format: Format::Vis.names(), options: &options, log: &mut log, watcher: &mut watcher };
    let mut importer = Importer::new(context);
    importer.head.title = "Gathered".to_owned();
    importer.begin();
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
    importer.add(draft.clone());
    importer.add_repetition_of(0, Draft { links: Vec::new(), ..draft.clone() });
    importer.begin();
    importer.reject(finding(5));
    importer.begin();
    importer.merge(finding(6));
    importer.begin();
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
    importer.add(second);
    importer.begin();
    importer.add(Draft::new("x".repeat(1_200), 9..10));
    let Ok(read) = importer.finish() else { panic!("nothing was read") };
    let timeline = read.timeline;
    assert_eq!(timeline.len() + read.rejected + read.merged, read.records + read.repetitions);
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
