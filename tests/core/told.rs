//! What loading a file says, as text: its events, what was left out, and the findings. On the way it holds
//! what must be true of every file: each record is accounted for, and saving as native JSON loses nothing.

use std::fmt::Write as _;
use std::path::Path;

/// The events with their dates, then what was left out, then the findings.
pub fn told(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let findings = match dateline_formats::load(bytes, name) {
        Ok(loaded) => {
            let timeline = &loaded.timeline;
            for id in timeline.ids() {
                let date = timeline.date(id).map_or("no date".to_owned(), |date| date.text().to_owned());
                let _ = writeln!(text, "{}: {} ({date})", timeline.key(id), timeline.event_title(id));
            }
            for (count, words) in [
                (loaded.rejected, "left out"),
                (loaded.merged, "merged"),
                (loaded.repetitions, "repetitions"),
            ] {
                if count > 0 {
                    let _ = writeln!(text, "{count} of {} {words}", loaded.records);
                }
            }
            assert_accounted(&loaded);
            assert_saved_alike(&loaded.timeline);
            loaded.diagnostics
        }
        Err(error) => {
            let _ = writeln!(text, "! {error}. {}", error.hint());
            error.diagnostics().to_vec()
        }
    };
    for finding in findings {
        let _ = writeln!(text, "{finding}");
    }
    text
}

/// Every record of a file is an event, a part of one, or reported as none.
pub fn assert_accounted(loaded: &dateline_formats::Loaded) {
    let (events, records) = (loaded.timeline.len(), loaded.records);
    assert_eq!(events + loaded.rejected + loaded.merged, records + loaded.repetitions, "{:?}", loaded.format);
}

/// Saved as native JSON and loaded again it is the same timeline, to the last field.
pub fn assert_saved_alike(timeline: &dateline_timeline::model::Timeline) {
    let again = dateline_formats::load(&dateline_formats::write(timeline), "f.json").unwrap().timeline;
    let [before, after] = [timeline, &again].map(|timeline| format!("{:#?}", timeline.to_builder()));
    let first = before.lines().zip(after.lines()).position(|(a, b)| a != b);
    let around = |text: &str| {
        text.lines().skip(first.unwrap_or(0).saturating_sub(12)).take(20).collect::<Vec<_>>().join("\n")
    };
    assert!(before == after, "saved:\n{}\nloaded:\n{}", around(&before), around(&after));
}

/// A file in `tests/fixtures` of which a stretch is replaced, and what is left of it before that: both are
/// accounted for and saved alike, if anything can be read of them.
pub fn assert_held_damaged(name: &str, (at, length): (usize, usize), bytes: Vec<u8>) {
    let mut file = fixture(name);
    let at = at % file.len();
    let end = (at + length).min(file.len());
    file.splice(at..end, bytes);
    for file in [&file[..], &file[..at]] {
        if let Ok(loaded) = dateline_formats::load(file, name) {
            assert_accounted(&loaded);
            assert_saved_alike(&loaded.timeline);
        }
    }
}

/// The bytes of a file in `tests/fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// As [`told`], of a file in `tests/fixtures`.
pub fn told_fixture(name: &str) -> String {
    told(&fixture(name), name)
}
