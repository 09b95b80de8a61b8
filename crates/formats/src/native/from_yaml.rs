//! Dateline's own format in YAML: it is written as JSON, read like any other native file, and its findings
//! are reported where they stand in the YAML.

use super::from_transcript::read_transcript;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::Diagnostic;
use crate::report::source_text::SourceText;
use crate::syntax::yaml::{self, MINIMAL, Transcribed};

/// Reads a file.
///
/// # Errors
/// When there is no event in it, or the watcher says stop.
pub(crate) fn read(source: &SourceText, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let Transcribed { transcript, broken } = yaml::transcribed(text, context.log)?;
    let retell = |finding: &mut Diagnostic| {
        let Some((_, fault)) = broken.iter().find(|(at, _)| *at == finding.range.start) else { return false };
        if finding.path.contains('.') || !finding.message.starts_with("Expected an event") {
            return false;
        }
        finding.range = fault.at..fault.at + 1;
        finding.message = format!("This event is not YAML: {}", fault.message);
        finding.hint = fault.hint().to_owned();
        finding.expected.clear();
        true
    };
    read_transcript(&transcript, MINIMAL, &mut context, retell)
}
