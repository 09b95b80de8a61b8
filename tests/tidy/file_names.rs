//! Files of one name must mean one thing: the names that several files of the product may share, and why.

use std::collections::BTreeMap;

use super::{assert_clean, sources};

/// Names that every folder may have.
const OF_EVERY_FOLDER: &[&str] = &["mod.rs", "lib.rs", "main.rs", "tests.rs"];

/// The same thing at another layer, or the same part of another format; the folder says which.
const SHARED: &[(&str, &str)] = &[
    ("apply.rs", "carries out: edits in the model, commands in the session"),
    ("axis.rs", "the time axis: its calendar, its layout, its drawing"),
    ("badge.rs", "the badge of a check: its drawing, its widget"),
    ("citation.rs", "a citation: the model, its reader"),
    ("conflict.rs", "dates that disagree: the model, its panel"),
    ("date.rs", "a date: one file for each format that spells it its own way, and the subcommand"),
    ("document.rs", "a document: the reader of a native file, what the session holds open"),
    ("duplicates.rs", "events that look alike: the query, its panel"),
    ("error.rs", "the error of its own folder"),
    ("event.rs", "an event: the model, its drawing, and a reader for each format"),
    ("flight.rs", "a flight of the view: its path, its course in the session"),
    ("format.rs", "a format: of files that are read, of pictures that are written"),
    ("head.rs", "what stands around the events: the model, its made-up one"),
    ("ids.rs", "ids: the model, the one-pass reader"),
    ("item.rs", "an item: of a scene, and of the formats that call an event so"),
    ("leftover_fields.rs", "fields that the model does not have: their collection, their panel"),
    ("mapping.rs", "the mapping of a table: the model, its file"),
    ("mend.rs", "mends damaged text of a syntax: JSON, XML"),
    ("parse.rs", "the parser of its own folder's grammar"),
    ("part.rs", "a part of the records, read on one processor: native files, imported ones"),
    ("reloading.rs", "reading a file again: the job, its application in the window"),
    ("save.rs", "saving: the writers, the job"),
    ("saved_filters.rs", "saved filters: the session, their requests in the window"),
    ("slots.rs", "promised dates: the model, their drawing"),
    ("story.rs", "a story: the model, its reader"),
    ("vocabulary.rs", "closed vocabularies: the macro, those of the model, their reading"),
];

#[test]
fn no_two_files_of_different_meaning_have_one_name() {
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources().into_iter().filter(super::SourceFile::is_product) {
        if let Some((folder, name)) = file.path.rsplit_once('/') {
            folders.entry(name.to_owned()).or_default().push(folder.to_owned());
        }
    }
    let is_known =
        |name: &str| OF_EVERY_FOLDER.contains(&name) || SHARED.iter().any(|(shared, _)| *shared == name);
    let findings: Vec<String> = folders
        .iter()
        .filter(|(name, folders)| folders.len() > 1 && !is_known(name))
        .map(|(name, folders)| format!("{name} stands in {}: one name for one thing", folders.join(", ")))
        .collect();
    assert_clean(&findings);
}
