//! Whether a patched text of YAML or TOML is read as what was edited: the last check before it is given out.

use std::collections::HashSet;

use super::super::pretty_json::{Json, quoted};
use super::super::{from_toml, from_yaml, write};
use crate::file_bytes::FileBytes;
use crate::format::Format;
use crate::reader::{ReadContext, ReadOptions};
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::Raw;
use dateline_timeline::model::Timeline;

/// The lists of a file that events may name entries of which it does not hold.
const TABLES: [&str; 3] = ["lanes", "actors", "sources"];

/// The ids of lanes, actors and sources that a file only names at its events. They come and go with these.
pub(super) fn mentioned(whole: Raw<'_>, loaded: &Timeline) -> HashSet<String> {
    let members = whole.members(&mut Log::default(), &Path::Root);
    let declared = |table: &str| {
        let list = members.iter().rfind(|member| member.name == table).map(|member| member.value);
        list.map_or(0, |list| list.elements(&mut Log::default(), &Path::Root).len())
    };
    let [lanes, actors, sources] = TABLES.map(declared);
    let lanes = loaded.lanes().iter().skip(lanes).map(|lane| &lane.key);
    let actors = loaded.actors().iter().skip(actors).map(|actor| &actor.key);
    let sources = loaded.sources().iter().skip(sources).map(|source| &source.key);
    lanes.chain(actors).chain(sources).map(|key| quoted(key)).collect()
}

/// Whether the text is read as the timeline that it was made for. `mentioned` are the ids that need not be
/// there. Linear in the length of the text.
pub(super) fn is_read_as(
    text: &str,
    format: Format,
    current: &Timeline,
    mentioned: &HashSet<String>,
) -> bool {
    let source = SourceText::new(&FileBytes::from(text.as_bytes()));
    let (options, mut log, mut watcher) = (ReadOptions::default(), Log::default(), |_| {});
    let context =
        ReadContext { format: format.names(), options: &options, log: &mut log, watcher: &mut watcher };
    let read = match format {
        Format::DatelineToml => from_toml::read(&source, context),
        _ => from_yaml::read(&source, context),
    };
    // A file without events is none.
    let Ok(read) = read else { return current.is_empty() };
    let again = &read.timeline;
    let events = |timeline: &Timeline| -> Vec<Json> {
        let one = |id| {
            let event = timeline.event(id);
            write::event(&event, timeline, event.key_is_stated)
        };
        timeline.ids().map(one).collect()
    };
    let (former, now) = (write::surroundings(current), write::surroundings(again));
    let (former_ids, now_ids) = (ids(&former), ids(&now));
    let former = without(former, |id| mentioned.contains(id) && !now_ids.contains(id));
    former == without(now, |id| !former_ids.contains(id)) && events(current) == events(again)
}

/// The id of an entry of a table, in its quotation marks.
fn id_of(entry: &Json) -> Option<&String> {
    let Json::Object(members) = entry else { return None };
    members.iter().find_map(|(name, value)| match value {
        Json::Raw(id) if name == "id" => Some(id),
        _ => None,
    })
}

fn ids(file: &Json) -> HashSet<String> {
    let Json::Object(members) = file else { return HashSet::new() };
    let tables = members.iter().filter(|(name, _)| TABLES.contains(&name.as_str()));
    let entries = tables.flat_map(|(_, table)| match table {
        Json::List(entries) => entries.as_slice(),
        _ => &[],
    });
    entries.filter_map(id_of).cloned().collect()
}

/// A file without the entries of its tables that are not asked for, and without tables that are empty then.
fn without(file: Json, is_dropped: impl Fn(&String) -> bool) -> Json {
    let Json::Object(mut members) = file else { return file };
    members.retain_mut(|(name, table)| match table {
        Json::List(entries) if TABLES.contains(&name.as_str()) => {
            entries.retain(|entry| !id_of(entry).is_some_and(&is_dropped));
            !entries.is_empty()
        }
        _ => true,
    });
    Json::Object(members)
}
