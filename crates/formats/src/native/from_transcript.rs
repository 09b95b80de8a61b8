//! Reads JSON that was written from another notation as a native file, and reports at the places of the
//! original.

use super::document::MINIMAL;
use super::read::read;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log};
use crate::syntax::transcript::Transcript;

/// Reads the text as a native file. `retell` sees each finding first, with its place in the text; it says
/// whether it has put a place in the original there itself. `minimal` is the hint for a file without events,
/// in place of the smallest timeline in JSON.
///
/// # Errors
/// As for a native file.
pub(super) fn read_transcript(
    transcript: &Transcript,
    minimal: &'static str,
    context: &mut ReadContext<'_>,
    retell: impl Fn(&mut Diagnostic) -> bool,
) -> Result<Read, Failure> {
    let mut inner = Log::default();
    let read = read(&transcript.source(), context.with_log(&mut inner));
    for finding in inner.findings_mut() {
        if !retell(finding) {
            transcript.trace_back(std::slice::from_mut(finding));
        }
        if finding.hint == MINIMAL {
            finding.hint = minimal.to_owned();
        }
    }
    context.log.append(inner);
    match read {
        Ok(read) if read.timeline.is_empty() => {
            Err(Failure::unusable("None of the records is an event", minimal))
        }
        Err(Failure::Unusable { message, hint }) if hint == MINIMAL => {
            Err(Failure::unusable(message, minimal))
        }
        other => other,
    }
}
