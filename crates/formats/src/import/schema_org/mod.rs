//! Events of schema.org as JSON-LD, in files of their own and in pages of the web.
//!
//! - Events are found wherever they stand: alone, in a list, in `@graph`, within another thing. Those within
//!   an event (`subEvent`, `superEvent`) are records of their own, parts of each other.
//! - A node that is described in two places is one event; the second place is merged into the first.
//! - A postponed or rescheduled event keeps the dates that it was to have in the note on its date.
//! - Other things with a `temporalCoverage` stand on the timeline for the time that they are about.
//! - `eventSchedule` becomes the words of a recurrence. No dates are made from it.

mod event;
mod node;
mod pages;

use std::collections::HashMap;

use self::event::Reader;
use self::node::{Node, Value};
pub(crate) use self::pages::has_scripts;
use super::{Draft, Importer, Link};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Kind, Raw};
use dateline_timeline::model::{Basis, RelationKind};

/// Things within things are followed so far.
const DEEPEST: usize = 24;
/// Types of events whose name does not end with "Event".
const OTHER_EVENTS: [&str; 5] = ["EventSeries", "Festival", "Hackathon", "CourseInstance", "UserInteraction"];
/// Fields that hold events.
const PARTS: [&str; 2] = ["subEvent", "subEvents"];
const WHOLES: [&str; 2] = ["superEvent", "superEvents"];

pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let is_page = text.trim_start().starts_with('<');
    let roots = if is_page {
        pages::scripts(text)
    } else {
        let root = Raw::document(text);
        if root.first_of_lines().is_some() { root.sequence(context.log, &Path::Root) } else { vec![root] }
    };
    let mut search = Search { found: Vec::new(), others: Vec::new(), title: String::new() };
    for (index, root) in roots.iter().enumerate() {
        let path = if roots.len() > 1 { format!("[{index}]") } else { String::new() };
        search.look_through(*root, path, context.log);
    }
    if search.found.is_empty() {
        return Err(search.nothing_found());
    }
    let mut importer = Importer::new(context);
    importer.head.title = if is_page { pages::title(text) } else { std::mem::take(&mut search.title) };
    if importer.head.title.is_empty() {
        importer.head.title = std::mem::take(&mut search.title);
    }
    search.add_all(&mut importer)?;
    search.report_others(importer.log);
    importer.finish()
}

/// Whether a node is an event by its types.
fn is_event(types: &[String]) -> bool {
    types.iter().any(|name| name.ends_with("Event") || OTHER_EVENTS.contains(&name.as_str()))
}

/// How a node hangs together with the one in which it stands.
#[derive(Clone, Copy, Debug)]
enum Tie {
    /// It stands by itself.
    Alone,
    /// It is a part of an event, by its place among those found.
    PartOf(usize),
    /// An event is a part of it.
    WholeOf(usize),
}

/// A node that becomes an event.
#[derive(Debug)]
struct Found<'a> {
    node: Node<'a>,
    path: String,
    tie: Tie,
    /// Whether it is an event, or only something with a time.
    is_event: bool,
}

/// Something that may be a node, or hold some.
struct Place<'a> {
    raw: Raw<'a>,
    path: String,
    depth: usize,
    tie: Tie,
}

struct Search<'a> {
    found: Vec<Found<'a>>,
    /// The types of other things that stand by themselves, each with its place.
    others: Vec<(String, Raw<'a>)>,
    /// What the thing is called in which the events stand.
    title: String,
}

impl<'a> Search<'a> {
    fn look_through(&mut self, root: Raw<'a>, path: String, log: &mut Log) {
        let mut open = vec![Place { raw: root, path, depth: 0, tie: Tie::Alone }];
        while let Some(place) = open.pop() {
            let before = open.len();
            match place.raw.kind() {
                _ if place.depth > DEEPEST => {}
                Kind::List => {
                    let path = place.path.clone();
                    let elements = place.raw.elements(log, &Path::Root.field(&path));
                    open.extend(elements.into_iter().enumerate().map(|(index, raw)| Place {
                        raw,
                        path: format!("{path}[{index}]"),
                        ..place.same_depth()
                    }));
                }
                Kind::Object => self.look_at(place, &mut open, log),
                Kind::Broken if place.depth == 0 => {
                    place.raw.report_syntax(log, &Path::Root);
                }
                _ => {}
            }
            // The first of them is taken next.
            if let Some(added) = open.get_mut(before..) {
                added.reverse();
            }
        }
    }

    fn look_at(&mut self, place: Place<'a>, open: &mut Vec<Place<'a>>, log: &mut Log) {
        let node = Node::of(place.raw, &Path::Root.field(&place.path), log);
        let types = node.types();
        let is_tied = !matches!(place.tie, Tie::Alone);
        let below = |name: &str, raw: Raw<'a>, tie: Tie| Place {
            raw,
            path: if place.path.is_empty() { name.to_owned() } else { format!("{}.{name}", place.path) },
            depth: place.depth + 1,
            tie,
        };
        if node.is_reference() {
            return;
        }
        let is_event = is_event(&types) || is_tied && node.has("name");
        if is_event || node.has("temporalCoverage") && node.has("name") {
            let own = self.found.len();
            for (name, raw) in node.members() {
                match name.as_str() {
                    name if PARTS.contains(&name) => open.push(below(name, *raw, Tie::PartOf(own))),
                    name if WHOLES.contains(&name) => open.push(below(name, *raw, Tie::WholeOf(own))),
                    _ => {}
                }
            }
            self.found.push(Found { node, path: place.path, tie: place.tie, is_event });
            return;
        }
        // What stands within such a thing is a part of its description.
        let last = place.path.rsplit('.').next().unwrap_or_default();
        let is_own = place.depth == 0 || last.starts_with(['[', '@']);
        if let Some(kind) = types.first().filter(|_| is_own) {
            self.others.push((kind.clone(), place.raw));
        }
        if self.title.is_empty() && place.depth == 0 {
            self.title = node.text(&["name", "headline"]).map_or(String::new(), |(words, _)| words);
        }
        for (name, raw) in node.members().iter().filter(|(name, _)| name != "@context") {
            if matches!(raw.kind(), Kind::Object | Kind::List) {
                open.push(below(name, *raw, Tie::Alone));
            }
        }
    }

    fn nothing_found(&self) -> Failure {
        let kinds = counted(&self.others);
        let message = if kinds.is_empty() {
            "There is no event of schema.org in this file".to_owned()
        } else {
            format!("There is no event of schema.org in this file, only {kinds}")
        };
        Failure::unusable(message, "An event has \"@type\": \"Event\", a name and a startDate")
    }

    fn report_others(&self, log: &mut Log) {
        let Some((_, first)) = self.others.first() else { return };
        let message = format!("These are no events: {}", counted(&self.others));
        log.record = None;
        log.push(
            Diagnostic::new(Severity::Note, first.at..first.at + 1, &Path::Root, message).effect("Left out"),
        );
    }

    fn add_all(&mut self, importer: &mut Importer<'_>) -> Result<(), Failure> {
        let mut found = std::mem::take(&mut self.found);
        let first_of = joined(&mut found);
        let keys = keys(&found, &first_of);
        let mut drafts: Vec<Option<Draft>> = Vec::with_capacity(found.len());
        importer.each_in_order(found.iter().enumerate(), |importer, (index, one)| {
            let number = importer.begin();
            let first = first_of.get(index).copied().unwrap_or(index);
            if first != index {
                let root = Path::Root;
                let mut finding = Diagnostic::new(
                    Severity::Note,
                    one.node.raw.at..one.node.raw.at + 1,
                    &root.field(&one.path),
                    "This describes an event again",
                );
                finding.refers_to = found.get(first).map(|first| first.node.raw.at);
                importer.merge(finding.effect("Read as one event"));
                drafts.push(None);
                return;
            }
            let mut reader = Reader::new(&one.node, &one.path, importer.log);
            let mut draft = if one.is_event { reader.event() } else { reader.coverage() };
            for (name, kind) in reader.kinds {
                importer.actor(&name, kind);
            }
            draft.event.key = keys.get(index).cloned().unwrap_or_default();
            debug_assert_eq!(number, index, "each node is a record");
            drafts.push(Some(draft));
        })?;
        tie(&found, &first_of, &keys, &mut drafts);
        for (index, draft) in drafts.into_iter().enumerate() {
            if let Some(draft) = draft {
                importer.add_of(index, draft);
            }
        }
        Ok(())
    }
}

impl Place<'_> {
    /// A place as deep as this one, to be filled in.
    fn same_depth(&self) -> Self {
        Place { raw: self.raw, path: String::new(), depth: self.depth + 1, tie: self.tie }
    }
}

/// For each node the first one that is the same: by `@id`, else, of wholes, by name and start. Fields of the
/// others are taken over.
fn joined(found: &mut [Found<'_>]) -> Vec<usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut first_of = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let Some(one) = found.get(index) else { break };
        let id = one.node.text(&["@id"]).map(|(id, _)| id);
        let name = one.node.text(&["name"]).map_or(String::new(), |(name, _)| name);
        let start = one.node.text(&["startDate"]).map_or(String::new(), |(start, _)| start);
        let own = format!("\u{1}{name}\u{1}{start}");
        let is_whole = matches!(one.tie, Tie::WholeOf(_));
        let same = match &id {
            Some(id) => known.get(id),
            None => known.get(&own).filter(|_| is_whole),
        };
        let first = same.copied().unwrap_or(index);
        if first == index {
            known.entry(own).or_insert(index);
            if let Some(id) = id {
                known.insert(id, index);
            }
        } else if let Some(node) = found.get(index).map(|one| one.node.clone())
            && let Some(first) = found.get_mut(first)
        {
            first.node.extend(node);
        }
        first_of.push(first);
    }
    first_of
}

/// The id of each event: its own, else one where another event needs it.
fn keys(found: &[Found<'_>], first_of: &[usize]) -> Vec<String> {
    let mut keys: Vec<String> = found
        .iter()
        .map(|one| {
            one.node.text(&["@id", "identifier"]).map_or(String::new(), |(id, _)| id.trim().to_owned())
        })
        .collect();
    for (index, one) in found.iter().enumerate() {
        let whole = match one.tie {
            Tie::Alone => continue,
            Tie::PartOf(whole) => first_of.get(whole).copied().unwrap_or(whole),
            Tie::WholeOf(_) => first_of.get(index).copied().unwrap_or(index),
        };
        if let Some(key) = keys.get_mut(whole).filter(|key| key.is_empty()) {
            *key = format!("whole-{}", whole + 1);
        }
    }
    keys
}

/// Relates parts to their wholes: by where they stand, and by what they refer to.
fn tie(found: &[Found<'_>], first_of: &[usize], keys: &[String], drafts: &mut [Option<Draft>]) {
    let first = |index: usize| first_of.get(index).copied().unwrap_or(index);
    let by_key: HashMap<&str, usize> = keys
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, key)| !key.is_empty())
        .map(|(index, key)| (key.as_str(), first(index)))
        .collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        match one.tie {
            Tie::Alone => {}
            Tie::PartOf(whole) => pairs.push((first(index), first(whole))),
            Tie::WholeOf(part) => pairs.push((first(part), first(index))),
        }
        for (names, is_whole) in [(PARTS, false), (WHOLES, true)] {
            for value in names.iter().flat_map(|name| one.node.values(name)) {
                let id = match value {
                    Value::Words(words, _) => Some(words),
                    Value::Thing(node) if node.is_reference() => node.text(&["@id"]).map(|(id, _)| id),
                    Value::Thing(_) => None,
                };
                let Some(id) = id else { continue };
                match by_key.get(id.as_str()) {
                    Some(other) if is_whole => pairs.push((first(index), *other)),
                    Some(other) => pairs.push((*other, first(index))),
                    None => {
                        let name = if is_whole { "superEvent" } else { "subEvent" };
                        if let Some(Some(draft)) = drafts.get_mut(first(index)) {
                            draft.leave(name, &id);
                        }
                    }
                }
            }
        }
    }
    for (part, whole) in pairs.into_iter().filter(|(part, whole)| part != whole) {
        let Some(key) = keys.get(whole).filter(|key| !key.is_empty()) else { continue };
        let Some(Some(draft)) = drafts.get_mut(part) else { continue };
        if draft.links.iter().all(|link| &link.to != key) {
            draft.links.push(Link {
                kind: RelationKind::PartOf,
                to: key.clone(),
                basis: Basis::Stated,
                note: String::new(),
            });
        }
    }
}

/// How many there are of each type, in words: "2 Person and 1 WebSite".
fn counted(types: &[(String, Raw<'_>)]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (name, _) in types {
        match counts.iter().position(|(other, _)| other == name) {
            Some(place) => counts.get_mut(place).into_iter().for_each(|(_, count)| *count += 1),
            None if counts.len() < 8 => counts.push((name, 1)),
            None => {}
        }
    }
    let words: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
