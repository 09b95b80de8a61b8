//! Dateline's own format, in JSON, YAML and TOML. Records are split first and then read one by one, on all
//! processors; a record that is wrong costs itself at most.

mod citation;
mod declarations;
mod document;
mod event_record;
mod field_names;
pub(crate) mod from_json5;
pub(crate) mod from_toml;
mod from_transcript;
pub(crate) mod from_yaml;
mod link_references;
mod one_pass;
mod patch;
mod pretty_json;
mod read;
mod story;
mod stray_records;
mod write;

pub(crate) use self::document::MINIMAL;
pub(crate) use self::event_record::{made_title, unreadable_date};
pub(crate) use self::field_names::is_field_of_event;
pub(crate) use self::patch::record_verdicts;
pub use self::patch::{PatchError, RecordError, RecordedVerdict, patched};
pub(crate) use self::read::read;
pub(crate) use self::write::write;
