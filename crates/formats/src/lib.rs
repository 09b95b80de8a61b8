//! From bytes to a timeline and back: the only layer that knows the syntax of files.
//!
//! Loading never gives up on a file for one mistake. Whatever can be read is shown, whatever cannot is
//! reported as a [`Diagnostic`] with its place, and saved again as it was written.
//!
//! - `detect`: which format a file has, and its bytes as text;
//! - `report`: findings, where they stand, and what a format cannot hold;
//! - `syntax`: JSON, YAML, TOML, XML and JavaScript, whatever they say;
//! - `native`: Dateline's own format; `import`: the formats of other programs; `write`: what is saved for
//!   them.

mod detect;
mod file_bytes;
mod format;
mod import;
mod load;
mod native;
mod part_circles;
mod reader;
mod report;
mod syntax;
mod write;

pub use file_bytes::FileBytes;
pub use format::Format;
pub use import::table::{
    ColumnMapping, ColumnReading, DayPlace, Header, Mapping, MappingError, Numbers, Role, Separator,
    TableReading,
};
pub use load::{Account, LoadError, Loaded, load, load_as, load_with};
pub use native::{PatchError, RecordError, RecordedVerdict, patched};
pub use reader::{Progress, ReadOptions, Watcher};
pub use report::diagnostic::{
    Diagnostic, FINDINGS_LIMIT, Severity, VALUE_LIMIT, has_unlisted, in_sentences, listed,
};
pub use report::leftover_fields::further_fields;
pub use report::losses::{Fate, Loss, Thing};
pub use report::source_text::{SnippetLine, line_and_column, snippet};
pub use write::save::{SaveOptions, Saved, Target, losses_of, save, save_with};

use dateline_timeline::model::Timeline;

/// The timeline as a native file: pretty JSON in UTF-8 that ends with a line break. What the loaded file said
/// beyond the model is in it; loading it gives the same timeline.
pub fn write(timeline: &Timeline) -> Vec<u8> {
    native::write(timeline)
}

/// Records verdicts on quotations in the bytes of a native file, as `"checked": {…}` in each citation; every
/// other byte stays as it is.
///
/// # Errors
/// When the file has errors in its syntax, or is not the one that the events were loaded from.
pub fn record_verdicts(bytes: &[u8], verdicts: &[RecordedVerdict]) -> Result<Vec<u8>, RecordError> {
    native::record_verdicts(bytes, verdicts)
}

/// The JSON Schema (2020-12) of the native format.
pub const fn schema() -> &'static str {
    include_str!("native/schema.json")
}
