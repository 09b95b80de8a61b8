//! Names that must be told apart or must lead somewhere: keys of events, circles of parts, sources and
//! addresses.

use ahash::RandomState;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

use super::Origin;
use crate::part_circles::{closing_relations, parts_of};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::LINE_LIMIT;
use dateline_timeline::model::{Columns, EventId, Extra, Grade, Source, Tie};

/// Gives each event a key that no other has. A stated one that was used before gets a number behind it, which
/// is reported. Events without one are named by their index, which the columns leave open unless another
/// event states just that; gives those of which they do not.
pub(super) fn name_events(columns: &mut Columns, origins: &[Origin], log: &mut Log) -> HashSet<EventId> {
    let count = columns.len();
    let keyless: Vec<usize> = (0..count).filter(|index| columns.key(*index).is_empty()).collect();
    let is_mixed = !keyless.is_empty() && keyless.len() < count;
    if !is_mixed && (keyless.len() == count || !may_repeat(columns)) {
        return HashSet::new();
    }
    let stated: HashSet<&str> = (0..count).map(|index| columns.key(index)).collect();
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut renamed: Vec<(EventId, String)> = Vec::new();
    for (index, Origin { record, span }) in origins.iter().enumerate() {
        let key = columns.key(index);
        if key.is_empty() {
            continue;
        }
        let Some(before) = first.get(key).copied() else {
            first.insert(key.to_owned(), span.start);
            continue;
        };
        // Where very many have one id, none of them is tried twice.
        let number = numbers.entry(key).or_insert(1);
        *number += 1;
        let mut other = format!("{key}-{number}");
        while first.contains_key(&other) || stated.contains(other.as_str()) {
            *number += 1;
            other = format!("{key}-{number}");
        }
        log.record = Some(*record);
        let mut finding =
            Diagnostic::new(Severity::Warning, span.clone(), &Path::Root, "This id was used before")
                .found(key)
                .expected("An id that nothing else has")
                .hint("Give each its own id")
                .effect(format!("Read as {other}"));
        finding.refers_to = Some(before);
        log.push(finding);
        first.insert(other.clone(), span.start);
        renamed.push((EventId::from_index(index), other));
    }
    let mut made_up = HashSet::new();
    for index in keyless {
        let mut key = format!("event-{}", index + 1);
        if !first.contains_key(&key) {
            continue;
        }
        while first.contains_key(&key) {
            key.push('x');
        }
        made_up.insert(EventId::from_index(index));
        renamed.push((EventId::from_index(index), key));
    }
    for (event, key) in renamed {
        columns.rename_key(event, key);
    }
    made_up
}

/// Whether two events may state the same key: two hashes are the same. 8 bytes an event meanwhile.
fn may_repeat(columns: &Columns) -> bool {
    let hasher = RandomState::new();
    let mut hashes: Vec<u64> =
        (0..columns.len()).into_par_iter().map(|index| hasher.hash_one(columns.key(index))).collect();
    hashes.par_sort_unstable();
    hashes.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}

/// Gives up the relation that closes each circle of "part of", so that readers may walk up from part to whole
/// without end. `ties` are in the order of the events.
pub(super) fn break_circles(ties: &mut Vec<Tie>, columns: &Columns, origins: &[Origin], log: &mut Log) {
    let closing = closing_relations(&parts_of(ties), |part, _| {
        if let Some(Origin { record, span }) = origins.get(part.part.index()) {
            log.record = Some(*record);
            let message = "This closes a circle of parts";
            let finding = Diagnostic::new(Severity::Warning, span.clone(), &Path::Root, message);
            let finding = finding.found(columns.key(part.whole.index()));
            log.push(finding.effect("The relation is kept and not followed"));
        }
    });
    ties.retain(|tie| !closing.contains(&(tie.from, tie.index)));
}

/// A name that fits in a line: a longer one is cut for showing, and kept whole among the fields beside it, as
/// the native reader does.
pub(super) fn in_room(name: String, field: &str, extra: &mut Vec<Extra>) -> String {
    let Some((end, _)) = name.char_indices().nth(LINE_LIMIT) else { return name };
    extra.push((field.to_owned(), crate::syntax::json::json_text(&name)));
    format!("{}…", name.get(..end).unwrap_or_default())
}

/// An address that may be opened on a click, else nothing. A bare `www.` address gets its scheme.
pub(crate) fn link(text: &str) -> Option<String> {
    let text = text.trim();
    let address = if text.to_ascii_lowercase().starts_with("www.") {
        format!("https://{text}")
    } else {
        text.to_owned()
    };
    let lower: String = address.chars().take(8).flat_map(char::to_lowercase).collect();
    let has_scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    (has_scheme && !address.chars().any(|c| c.is_whitespace() || c.is_control())).then_some(address)
}

/// The source with a title, an address, or both; its key is the address, else the title. `None` where there
/// is neither.
pub(crate) fn source_of(title: &str, address: &str) -> Option<Source> {
    let title = super::one_line::in_one_line(title);
    let url = link(address);
    let key = url.clone().or_else(|| Some(title.clone()).filter(|title| !title.is_empty()))?;
    let title = if title.is_empty() { key.clone() } else { title };
    Some(Source {
        key,
        title,
        publisher: String::new(),
        authors: Vec::new(),
        published: None,
        zone: None,
        url,
        accessed: None,
        grade: Grade::Unknown,
        text: None,
        extra: Vec::new(),
    })
}
