//! Writes changes into the bytes of a native file: what no change touches keeps every byte, comments, order
//! and layout among it.
//!
//! Of the JSON notation. YAML and TOML are read through a transcript into JSON, which cannot be written
//! back; to patch them is refused with [`PatchError::Notation`].

mod difference;
mod error;
mod records;
mod splice;
#[cfg(test)]
mod tests;
mod verdicts;

pub use error::PatchError;
pub(crate) use verdicts::record_verdicts;
pub use verdicts::{RecordError, RecordedVerdict};

use self::difference::Difference;
use self::records::events_of;
use self::splice::Splices;
use super::write;
use crate::file_bytes::FileBytes;
use crate::format::Format;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Kind, Raw, without_comments};
use dateline_timeline::model::{EventId, Timeline};

/// The bytes of a file with what edits changed.
///
/// `bytes` are those that `loaded` was read from, and `current` came from `loaded` by [`Timeline::edited`],
/// through any number of edits. Events are found by their ids; entries of lists and fields are compared, and
/// only those that differ are written. One pass over the bytes, and work for what was edited.
///
/// # Errors
/// Where the notation cannot be patched, the file is not sound, holds other events than `loaded`, or has no
/// room for what was changed (a bare list has none for a title).
pub fn patched(
    bytes: &[u8],
    format: Format,
    loaded: &Timeline,
    current: &Timeline,
) -> Result<Vec<u8>, PatchError> {
    if format != Format::Dateline {
        return Err(PatchError::Notation(format.name()));
    }
    let source = SourceText::new(&FileBytes::from(bytes));
    let plain = without_comments(source.text(), true);
    let text = plain.as_deref().unwrap_or(source.text());
    let whole = Raw::document(text);
    if source.is_sound() && whole.first_of_lines().is_some() {
        return Err(PatchError::Lines);
    }
    if !source.is_sound() || !whole.is_sound() {
        return Err(PatchError::NotSound);
    }
    let mut splices = Splices::new(source.text(), text);
    let records = events_of(whole);
    if records.len() != loaded.id_count() {
        return Err(PatchError::OtherEvents { file: records.len(), timeline: loaded.id_count() });
    }
    let list = list_of_events(whole);
    put_events(&records, list, (loaded, current), &mut splices)?;
    let (before, after) = (write::surroundings(loaded), write::surroundings(current));
    if before != after {
        let members = whole.members(&mut Log::default(), &Path::Root);
        if whole.kind() != Kind::Object || !members.iter().any(|member| member.name == "events") {
            return Err(PatchError::BareList);
        }
        Difference { splices: &mut splices }.value(&before, &after, whole);
    }
    let text = splices.applied();
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { &b"\xEF\xBB\xBF"[..] } else { &[] };
    Ok([mark, text.as_bytes()].concat())
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
    timelines: (&Timeline, &Timeline),
    splices: &mut Splices<'_>,
) -> Result<(), PatchError> {
    let (loaded, current) = timelines;
    let mut removed = Vec::new();
    let mut added = Vec::new();
    for id in current.edited_events() {
        match (records.get(id.index()), current.holds(id)) {
            (Some(raw), true) => {
                let (before, after) = (record(loaded, id), record(current, id));
                Difference { splices }.value(&before, &after, *raw);
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
    splices.list(list, spans, gone, added);
    Ok(())
}

fn record(timeline: &Timeline, id: EventId) -> super::pretty_json::Json {
    let event = timeline.event(id);
    write::event(&event, timeline, event.key_is_stated)
}
