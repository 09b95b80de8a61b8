//! Archives: what of them is read, and that the rest is named.

use std::io::{Cursor, Write};

fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TABLE: &str = "date,title\n2021,One\n";

fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let loaded = dateline_formats::load(&packed(files), "f.zip").unwrap();
    assert_eq!(loaded.timeline.len(), 1);
    loaded.diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn files_of_an_archive_that_are_not_read_are_named() {
    assert_eq!(findings(&[("a.csv", TABLE), ("readme.txt", "x"), ("__MACOSX/._a.csv", "x")]), [""; 0]);
    assert_eq!(
        findings(&[("a.csv", TABLE), ("b.csv", TABLE), ("readme.txt", "x")]),
        [
            "1:1 warning: Only a.csv of this archive is read, not b.csv. Unpack it, and open its files together"
        ]
    );
    let many: Vec<String> = (1..=8).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), TABLE)).collect();
    assert_eq!(
        findings(&many),
        [
            "1:1 warning: Only 1.csv of this archive is read, not 2.csv, 3.csv, 4.csv, 5.csv, 6.csv and 2 others. \
          Unpack it, and open its files together"
        ]
    );
}
