//! Dateline's own format in TOML: it is written as JSON, read like any other native file, and its findings
//! are reported where they stand in the TOML.

use super::from_transcript::read_transcript;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::toml::{self, Transcribed};

/// The hint for files without events.
const MINIMAL: &str = "The smallest timeline in TOML is [[events]], and below it date = \"2021-08\" and title = \"Three MoUs signed\"";

/// Reads a file.
///
/// # Errors
/// When there is no event in it, or the watcher says stop.
pub(crate) fn read(source: &SourceText, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let Transcribed { transcript, lost_records: lost } = toml::transcribed(text, context.log);
    let mut read = read_transcript(&transcript, MINIMAL, &mut context, |_| false)?;
    for place in &lost {
        let message = "The event below this header is lost with the slip";
        let finding = Diagnostic::new(Severity::Error, place.clone(), &Path::Root.field("events"), message);
        context.log.push(finding.hint("Write [[events]] in a line of its own").effect("Left out"));
    }
    read.records += lost.len();
    read.rejected += lost.len();
    Ok(read)
}
