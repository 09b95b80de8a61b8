//! PLACEHOLDER aeon: replaced by its importer.
use super::diagnostic::Log;
use super::source_text::SourceText;
use super::{Failure, Read, Watcher};
pub(super) fn read(
    _source: &SourceText,
    _log: &mut Log,
    _watcher: &mut Watcher<'_>,
) -> Result<Read, Failure> {
    Err(Failure::unusable("This format cannot be read yet", ""))
}
