//! Writes changes into the bytes of a native file: what no change touches keeps every byte, comments, order
//! and layout among it.
//!
//! What differs is found in JSON: in the file itself, or in the JSON that a file of YAML or TOML is read as,
//! which knows where each of its values stands. A [`Target`] for each notation writes it there. What cannot
//! be written soundly is refused, and nothing is written then.

mod difference;
mod error;
mod json_target;
mod read_back;
mod records;
mod replacements;
mod target;
#[cfg(test)]
mod tests;
mod toml_target;
mod toml_text;
#[cfg(test)]
mod transcript_tests;
mod verdicts;
mod yaml_target;
mod yaml_text;

pub use error::PatchError;
pub(crate) use verdicts::record_verdicts;
pub use verdicts::{RecordError, RecordedVerdict};

use self::difference::Difference;
use self::json_target::JsonTarget;
use self::read_back::{is_read_as, mentioned};
use self::records::events_of;
use self::target::{Change, Target};
use self::toml_target::TomlTarget;
use self::yaml_target::YamlTarget;
use super::write;
use crate::file_bytes::FileBytes;
use crate::format::Format;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Kind, Raw, without_comments};
use crate::syntax::{json5, toml, yaml};
use dateline_timeline::model::{EventId, Timeline};

/// The bytes of a file with what edits changed.
///
/// `bytes` are those that `loaded` was read from, and `current` came from `loaded` by [`Timeline::edited`],
/// through any number of edits. Events are found by their ids; entries of lists and fields are compared, and
/// only those that differ are written. JSON takes one pass over the bytes, and work for what was edited. YAML
/// and TOML are read twice: what was written is read again and compared with `current`.
///
/// # Errors
/// Where the notation cannot be patched, the file is not sound, holds other events than `loaded`, or has no
/// room for what was changed (a bare list has none for a title); in YAML and TOML also where a change would
/// change other entries, or would not be read again as it is meant.
pub fn patched(
    bytes: &[u8],
    format: Format,
    loaded: &Timeline,
    current: &Timeline,
) -> Result<Vec<u8>, PatchError> {
    let source = SourceText::new(&FileBytes::from(bytes));
    let is_native = matches!(format, Format::Dateline | Format::DatelineYaml | Format::DatelineToml);
    if is_native && !source.is_sound() {
        return Err(PatchError::NotSound);
    }
    let text = match format {
        Format::Dateline => patched_json(source.text(), loaded, current)?,
        Format::DatelineYaml => {
            let located = yaml::located(source.text()).ok_or(PatchError::NotSound)?;
            let mut target = YamlTarget::new(source.text(), &located);
            let whole = Raw::document(&located.json);
            put_changes(whole, loaded, current, &mut target)?;
            let text = target.applied()?;
            if !is_read_as(&text, format, current, &mentioned(whole, loaded)) {
                return Err(PatchError::NotReadBack);
            }
            text
        }
        Format::DatelineToml => {
            let located = toml::located(source.text()).ok_or(PatchError::NotSound)?;
            let mut target = TomlTarget::new(source.text(), &located).ok_or(PatchError::NotSound)?;
            let whole = Raw::document(&located.json);
            put_changes(whole, loaded, current, &mut target)?;
            let text = target.applied()?;
            if !is_read_as(&text, format, current, &mentioned(whole, loaded)) {
                return Err(PatchError::NotReadBack);
            }
            text
        }
        other => return Err(PatchError::Notation(other.name())),
    };
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { &b"\xEF\xBB\xBF"[..] } else { &[] };
    Ok([mark, text.as_bytes()].concat())
}

fn patched_json(text: &str, loaded: &Timeline, current: &Timeline) -> Result<String, PatchError> {
    let without_comments = without_comments(text, true);
    let plain = without_comments.as_deref().unwrap_or(text);
    let whole = Raw::document(plain);
    if whole.first_of_lines().is_some() {
        return Err(PatchError::Lines);
    }
    if !whole.is_sound() {
        let is_json5 = json5::transcribed(text).is_some();
        return Err(if is_json5 { PatchError::Json5 } else { PatchError::NotSound });
    }
    let mut target = JsonTarget::new(text, plain);
    put_changes(whole, loaded, current, &mut target)?;
    Ok(target.applied())
}

/// Finds what differs between the timelines, and changes it in the file.
fn put_changes(
    whole: Raw<'_>,
    loaded: &Timeline,
    current: &Timeline,
    target: &mut dyn Target,
) -> Result<(), PatchError> {
    let records = events_of(whole);
    if records.len() != loaded.id_count() {
        return Err(PatchError::OtherEvents { file: records.len(), timeline: loaded.id_count() });
    }
    let list = list_of_events(whole);
    put_events(&records, list, loaded, current, target)?;
    let (before, after) = (write::surroundings(loaded), write::surroundings(current));
    if before != after {
        let members = whole.members(&mut Log::default(), &Path::Root);
        if whole.kind() != Kind::Object || !members.iter().any(|member| member.name == "events") {
            return Err(PatchError::BareList);
        }
        Difference { target }.value(&before, &after, whole);
    }
    Ok(())
}

/// The list that events stand in; `None` where the file is one event, or has a list among them.
fn list_of_events(whole: Raw<'_>) -> Option<Raw<'_>> {
    let list = match whole.kind() {
        Kind::List => whole,
        _ => {
            let members = whole.members(&mut Log::default(), &Path::Root);
            members.iter().rfind(|member| member.name == "events")?.value
        }
    };
    let elements = list.elements(&mut Log::default(), &Path::Root);
    (list.kind() == Kind::List && elements.iter().all(|one| one.kind() != Kind::List)).then_some(list)
}

fn put_events(
    records: &[Raw<'_>],
    list: Option<Raw<'_>>,
    loaded: &Timeline,
    current: &Timeline,
    target: &mut dyn Target,
) -> Result<(), PatchError> {
    let mut removed = Vec::new();
    let mut added = Vec::new();
    for id in current.edited_events() {
        match (records.get(id.index()), current.holds(id)) {
            (Some(raw), true) => {
                let (before, after) = (record(loaded, id), record(current, id));
                Difference { target: &mut *target }.value(&before, &after, *raw);
            }
            (Some(raw), false) => removed.push(*raw),
            (None, true) => added.push(record(current, id)),
            (None, false) => {}
        }
    }
    if removed.is_empty() && added.is_empty() {
        return Ok(());
    }
    let list = list.ok_or(PatchError::NoList)?;
    let children = list.elements(&mut Log::default(), &Path::Root);
    let spans = children.iter().map(Raw::range).collect();
    let gone = children.iter().map(|child| removed.iter().any(|raw| raw.at == child.at)).collect();
    target.list(list, &Change { spans, gone, at: children.len(), added });
    Ok(())
}

fn record(timeline: &Timeline, id: EventId) -> super::pretty_json::Json {
    let event = timeline.event(id);
    write::event(&event, timeline, event.key_is_stated)
}
