//! The texts of sources: read from beside the file that cites them, and from nowhere else unless named by a
//! person.

use std::path::Path;

use thiserror::Error;

use super::ReadError;
use super::reading::read_as_it_is;
use dateline_timeline::evidence::sha256_hex;
use dateline_timeline::model::Source;

/// The largest text that a file may name, in bytes; a long book has about one million.
const LARGEST_TEXT: u64 = 50_000_000;

/// The text of a source.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path as the user or the source states it.
    pub name: String,
    /// The text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// Of the bytes, for the record of a verdict.
    pub sha256: String,
}

/// Why the text of a source was not read.
#[derive(Debug, Error)]
pub enum TextError {
    /// The path leads out of the folder of the file.
    #[error("{0} lies outside the folder of the file and is not read")]
    Outside(String),
    /// It is larger than any text.
    #[error("{0} is larger than {limit} MB; longer source texts are not read", limit = LARGEST_TEXT / 1_000_000)]
    TooLarge(String),
    /// The system does not give it.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
}

/// The text that a source names, relative to the file that describes it. `None` where the source names none
/// or there is nothing at that path: the text may be one that must not be passed on.
///
/// # Errors
/// When the path is absolute or leads out of the file's folder (see [`Source::text_in_folder`]), or the text
/// is larger than 50 MB or may not be read.
pub fn read_source_text(file: &Path, source: &Source) -> Result<Option<SourceFile>, TextError> {
    let Some(stated) = &source.text else { return Ok(None) };
    let Some(inside) = source.text_in_folder() else { return Err(TextError::Outside(stated.clone())) };
    let path = file.parent().unwrap_or(Path::new("")).join(inside);
    // Neither a folder nor a pipe, which might never end.
    let Some(metadata) = path.metadata().ok().filter(std::fs::Metadata::is_file) else { return Ok(None) };
    if metadata.len() > LARGEST_TEXT {
        return Err(TextError::TooLarge(stated.clone()));
    }
    Ok(Some(read_text_of(&path, stated)?))
}

/// A text that a person named, wherever it stands; `name` is what they called it.
///
/// # Errors
/// As [`read`](super::read), but what is compressed stays so.
pub fn read_text_of(path: &Path, name: &str) -> Result<SourceFile, ReadError> {
    let bytes = read_as_it_is(path)?;
    let sha256 = sha256_hex(&bytes);
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    Ok(SourceFile { name: name.to_owned(), text: String::from_utf8_lossy(body).into_owned(), sha256 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_beside(text: &str, folder: &Path) -> Result<Option<SourceFile>, TextError> {
        let file = serde_json::json!({
            "sources": [{ "id": "report", "text": text }],
            "events": [{ "title": "A" }],
        });
        let loaded = dateline_formats::load(file.to_string().as_bytes(), "f.json").expect("a timeline");
        let source = loaded.timeline.sources().first().expect("a source");
        assert_eq!(
            loaded.diagnostics.iter().any(|found| found.path == "sources[0].text"),
            source.text_in_folder().is_none()
        );
        read_source_text(&folder.join("f.json"), source)
    }

    #[test]
    fn only_what_stands_beside_the_file_is_read() {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = outer.path().join("inner");
        std::fs::create_dir_all(folder.join("texts")).expect("room for a folder");
        std::fs::write(outer.path().join("secret.txt"), "outside").expect("room for a file");
        std::fs::write(folder.join("texts/report.txt"), b"\xEF\xBB\xBFinside").expect("room for a file");
        let read = |text: &str| read_beside(text, &folder).map(|text| text.map(|file| file.text));
        for stated in ["texts/report.txt", "./texts/../texts/report.txt"] {
            assert!(matches!(read(stated), Ok(Some(text)) if text == "inside"), "{stated}");
        }
        let absolute = outer.path().join("secret.txt").display().to_string();
        for stated in ["../secret.txt", "texts/../../secret.txt", absolute.as_str()] {
            assert!(matches!(read(stated), Err(TextError::Outside(path)) if path == stated), "{stated}");
        }
        for stated in ["missing.txt", "texts"] {
            assert!(matches!(read(stated), Ok(None)), "{stated}");
        }
    }

    #[test]
    fn a_text_that_is_too_large_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = std::fs::File::create(folder.path().join("huge.txt")).expect("room for a file");
        file.set_len(LARGEST_TEXT + 1).expect("a file with a hole");
        let error = read_beside("huge.txt", folder.path()).expect_err("too large");
        assert_eq!(error.to_string(), "huge.txt is larger than 50 MB; longer source texts are not read");
    }
}
