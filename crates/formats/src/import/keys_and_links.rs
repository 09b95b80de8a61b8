//! Names that must be told apart or must lead somewhere: keys of events, circles of parts, sources and addresses.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Link;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::LINE_LIMIT;
use dateline_timeline::model::{Event, EventId, Extra, Grade, RelationKind, Source};

/// Where the records of events are.
type Origins = [(usize, Range<usize>, Vec<Link>)];

/// Gives each event a key that no other has. A stated one that was used before gets a number behind it, which is
/// reported; events without one are named by their place.
pub(super) fn name_events(events: &mut [Event], origins: &Origins, log: &mut Log) {
    let stated: HashSet<String> = events.iter().map(|event| event.key.clone()).collect();
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (event, (record, place, _)) in events.iter_mut().zip(origins) {
        event.key_is_stated = !event.key.is_empty();
        if event.key.is_empty() {
            continue;
        }
        let Some(before) = first.get(&event.key).copied() else {
            first.insert(event.key.clone(), place.start);
            continue;
        };
        // Where very many have one id, none of them is tried twice.
        let number = numbers.entry(event.key.clone()).or_insert(1);
        *number += 1;
        let mut other = format!("{}-{number}", event.key);
        while first.contains_key(&other) || stated.contains(&other) {
            *number += 1;
            other = format!("{}-{number}", event.key);
        }
        log.record = Some(*record);
        let mut finding =
            Diagnostic::new(Severity::Warning, place.clone(), &Path::Root, "This id was used before")
                .found(&event.key)
                .expected("An id that nothing else has")
                .hint("Give each its own id")
                .effect(format!("Read as {other}"));
        finding.refers_to = Some(before);
        log.push(finding);
        first.insert(other.clone(), place.start);
        event.key = other;
    }
    for (index, event) in events.iter_mut().enumerate().filter(|(_, event)| event.key.is_empty()) {
        let mut key = format!("event-{}", index + 1);
        while first.contains_key(&key) {
            key.push('x');
        }
        event.key = key;
    }
}

/// Stops following the relation that closes each circle of "part of", so that readers may walk up from part to
/// whole without end. Each event is part of few others, so its path upwards is walked once: linear.
pub(super) fn break_circles(events: &mut [Event], origins: &Origins, log: &mut Log) {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Visit {
        Not,
        Open,
        Done,
    }
    let mut visits = vec![Visit::Not; events.len()];
    for root in 0..events.len() {
        let mut stack: Vec<(usize, usize)> = vec![(root, 0)];
        if visits.get(root) != Some(&Visit::Not) {
            continue;
        }
        while let Some((event, next)) = stack.last_mut() {
            let (current, place) = (*event, *next);
            *next += 1;
            let Some(relation) = events.get_mut(current).and_then(|event| event.relations.get_mut(place))
            else {
                visits.get_mut(current).into_iter().for_each(|visit| *visit = Visit::Done);
                stack.pop();
                continue;
            };
            visits.get_mut(current).into_iter().for_each(|visit| *visit = Visit::Open);
            let Some(to) = relation.to.filter(|_| relation.kind == RelationKind::PartOf).map(EventId::index)
            else {
                continue;
            };
            match visits.get(to) {
                Some(Visit::Not) => stack.push((to, 0)),
                Some(Visit::Open) => {
                    relation.to = None;
                    if let Some((record, at, _)) = origins.get(current) {
                        log.record = Some(*record);
                        let finding = Diagnostic::new(
                            Severity::Warning,
                            at.clone(),
                            &Path::Root,
                            "This closes a circle of parts",
                        );
                        log.push(
                            finding.found(&relation.to_key).effect("The relation is kept and not followed"),
                        );
                    }
                }
                _ => {}
            }
        }
    }
}

/// A name that fits in a line: a longer one is cut for showing, and kept whole among the fields beside it, as the
/// native reader does.
pub(super) fn in_room(name: String, field: &str, extra: &mut Vec<Extra>) -> String {
    let Some((end, _)) = name.char_indices().nth(LINE_LIMIT) else { return name };
    extra.push((field.to_owned(), super::json_text(&name)));
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

/// The source with a title, an address, or both; its key is the address, else the title. `None` where there is
/// neither.
pub(crate) fn source_of(title: &str, address: &str) -> Option<Source> {
    let title = super::in_one_line(title);
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
