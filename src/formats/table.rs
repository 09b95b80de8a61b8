//! Tables with one event a row.

use super::diagnostic::Log;
use super::source_text::SourceText;
use super::{Failure, Format, Read, ReadOptions, Watcher};

/// How the columns of a table are understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {}

/// How a table was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableReading {
    /// The mapping that was used.
    pub mapping: Mapping,
}

pub(super) fn read(
    _source: &SourceText,
    (_options, _log): (&ReadOptions, &mut Log),
    _watcher: &mut Watcher<'_>,
) -> Result<Read, Failure> {
    Err(Failure::unusable("This format cannot be read yet", ""))
}

pub(super) fn looks_like(_text: &str) -> Option<Format> {
    None
}
