//! Sources, and what a citation takes from one: a fact is not its citation.

use super::{Extra, Grade, SourceId, Supports, Verdict};
use dateline_time::{Date, Zone};

/// Something that was published and can be cited.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its id in the file.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Who published it; empty when not stated.
    pub publisher: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The zone that its dates belong to.
    pub zone: Option<Zone>,
    /// Where it can be read; http or https.
    pub url: Option<String>,
    /// When it was read there.
    pub accessed: Option<Date>,
    /// How official its publisher is.
    pub grade: Grade,
    /// Path of its text, relative to the file.
    pub text: Option<String>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

impl Source {
    /// Path of its text, if that leads to something in the file's folder or in a folder below it.
    ///
    /// Judged by the text of the path, the same on every system: `/`, `\\` and a drive letter begin an
    /// absolute path, and no `..` may lead above the folder. A file from elsewhere must not choose what is
    /// read.
    pub fn text_in_folder(&self) -> Option<&str> {
        self.text.as_deref().filter(|path| stays_in_folder(path))
    }
}

fn stays_in_folder(path: &str) -> bool {
    let is_absolute = path.starts_with(['/', '\\']) || path.get(1..2) == Some(":");
    let mut depth = 0_usize;
    let is_inside = path.split(['/', '\\']).all(|part| match part {
        "" | "." => true,
        ".." => depth.checked_sub(1).map(|above| depth = above).is_some(),
        _ => {
            depth += 1;
            true
        }
    });
    !is_absolute && is_inside && depth > 0
}

/// Words taken from a source: the W3C Web Annotation `TextQuoteSelector`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The quoted text.
    pub exact: String,
    /// The text directly before it; empty when not given.
    pub prefix: String,
    /// The text directly after it; empty when not given.
    pub suffix: String,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// A verdict that was reached where the source text was, and kept in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What was found.
    pub verdict: Verdict,
    /// The day of the check.
    pub on: Option<Date>,
    /// SHA-256 of the text that was looked in, in lower-case hexadecimal; empty when not given.
    pub text_sha256: String,
}

/// What an event rests on: one passage of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The source; `None` when the file names one that it does not describe.
    pub source: Option<SourceId>,
    /// The source's id as the file gives it.
    pub source_key: String,
    /// The quotation, if there is one.
    pub quote: Option<Quote>,
    /// What the source says, paraphrased; empty when not given. Never shown in quotation marks.
    pub note: String,
    /// When the event was, according to this citation.
    pub date: Option<Date>,
    /// The zone of that date; otherwise the source's, otherwise the event's.
    pub zone: Option<Zone>,
    /// What it supports; empty is the event as a whole.
    pub supports: Vec<Supports>,
    /// The verdict recorded in the file.
    pub checked: Option<Checked>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_in_the_folder_of_the_file() {
        let inside =
            ["a.txt", "texts/a.txt", "./a.txt", "texts/../a.txt", "texts\\a.txt", "a..b/..c", "新/文"];
        let outside = [
            "",
            ".",
            "texts/..",
            "../a.txt",
            "texts/../../a.txt",
            "..\\a.txt",
            "/etc/passwd",
            "\\\\host\\share",
            "C:\\a.txt",
            "c:a.txt",
        ];
        for (paths, expected) in [(&inside[..], true), (&outside[..], false)] {
            for path in paths {
                assert_eq!(stays_in_folder(path), expected, "{path}");
            }
        }
    }
}
