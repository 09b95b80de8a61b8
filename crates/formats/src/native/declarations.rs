//! Lanes, actors and sources: what the file declares by id and events refer to.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::field_names;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::{Fields, wrong_element};
use crate::syntax::json::{Kind, Raw};
use dateline_time::did_you_mean;
use dateline_timeline::model::{Actor, ActorKind, Grade, Lane, Source};

/// The entries of one table and how references find them.
pub(super) struct Table<T> {
    pub list: Vec<T>,
    /// Whether the file declares any that can be used; otherwise a reference makes its entry.
    pub is_declared: bool,
    /// How many the file declares; entries made for references stand behind them.
    declared_count: usize,
    by_key: HashMap<String, usize>,
    /// By what a person calls it, where only one is called so.
    by_name: HashMap<String, Option<usize>>,
}

impl<T> Table<T> {
    pub fn empty() -> Self {
        Table {
            list: Vec::new(),
            is_declared: false,
            declared_count: 0,
            by_key: HashMap::new(),
            by_name: HashMap::new(),
        }
    }

    /// The entry with that id, else the only one with that name.
    pub fn find(&self, reference: &str) -> Option<usize> {
        self.by_key.get(reference).copied().or_else(|| self.by_name.get(reference).copied().flatten())
    }

    /// Whether the file declares the entry at that index.
    pub fn declares(&self, index: usize) -> bool {
        index < self.declared_count
    }

    /// Adds an entry that is found by its key, and by its name where that is the only one.
    pub fn add(&mut self, key: &str, name: &str, entry: T) -> usize {
        let index = self.list.len();
        self.list.push(entry);
        self.by_key.insert(key.to_owned(), index);
        self.by_name.entry(name.to_owned()).and_modify(|other| *other = None).or_insert(Some(index));
        index
    }

    /// Every reference that is found, with the index of its entry.
    pub fn names(&self) -> impl Iterator<Item = (String, usize)> {
        let by_name = self.by_name.iter().filter_map(|(name, index)| Some((name.clone(), (*index)?)));
        // What finds by its id wins: it comes last.
        by_name.chain(self.by_key.iter().map(|(key, index)| (key.clone(), *index)))
    }

    /// "Did you mean cyber?", or nothing.
    pub fn did_you_mean(&self, reference: &str) -> String {
        let declared = self.by_key.iter().filter(|(_, index)| self.declares(**index));
        let mut keys: Vec<&str> = declared.map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        did_you_mean(reference, keys)
    }
}

/// Reads the table of that name.
fn read_table<T>(
    file: &mut Fields<'_, '_>,
    name: &str,
    log: &mut Log,
    mut entry: impl FnMut(Raw<'_>, &Path<'_>, &mut Log) -> Option<Entry<T>>,
) -> Table<T> {
    let mut table = Table::empty();
    let Some((elements, field)) = file.list(name, log) else { return table };
    let table_path = file.path.field(name);
    let mut ids = Ids::default();
    let mut keep_as_written = false;
    for (index, raw) in elements.into_iter().enumerate() {
        let path = table_path.item(index);
        match entry(raw, &path, log) {
            Some(mut read) => {
                let at = read.key_range.clone();
                let key = ids.claim(read.key, at, &path, log);
                (read.set_key)(&mut read.value, &key);
                table.add(&key, &read.name, read.value);
            }
            None => keep_as_written = true,
        }
    }
    table.declared_count = table.list.len();
    table.is_declared = !table.list.is_empty();
    if keep_as_written {
        file.keep(field.index);
    }
    table
}

struct Entry<T> {
    key: String,
    key_range: Range<usize>,
    name: String,
    value: T,
    set_key: fn(&mut T, &str),
}

/// The ids of one table or of all events, each used once.
#[derive(Default)]
pub(super) struct Ids {
    first: HashMap<String, Range<usize>>,
    /// Ids that the file states somewhere; a number behind an id must not make one of them.
    stated: HashSet<String>,
}

impl Ids {
    /// Ids of which the caller knows that the file states them.
    pub fn with_stated(stated: HashSet<String>) -> Self {
        Ids { first: HashMap::new(), stated }
    }

    pub fn holds(&self, key: &str) -> bool {
        self.first.contains_key(key)
    }

    /// The id itself, or with a number behind it when it was used before, which is reported with the index
    /// of its first use.
    pub fn claim(&mut self, key: String, at: Range<usize>, path: &Path<'_>, log: &mut Log) -> String {
        let Some(first) = self.first.get(&key).cloned() else {
            self.first.insert(key.clone(), at);
            return key;
        };
        let mut number = 2;
        let mut other = format!("{key}-{number}");
        while self.first.contains_key(&other) || self.stated.contains(&other) {
            number += 1;
            other = format!("{key}-{number}");
        }
        log.push(used_before(&key, &other, at.clone(), first.start, path));
        self.first.insert(other.clone(), at);
        other
    }
}

/// The finding about an id that was used before, with the one it is read as.
pub(super) fn used_before(
    key: &str,
    other: &str,
    at: Range<usize>,
    first: usize,
    path: &Path<'_>,
) -> Diagnostic {
    let mut finding = Diagnostic::new(Severity::Warning, at, &path.field("id"), "Used before")
        .found(key)
        .expected("An id that nothing else has")
        .hint("Give each its own id")
        .effect(format!("Read as {other}"));
    finding.refers_to = Some(first);
    finding
}

/// The id of an entry: stated, else its name.
fn key_of(fields: &mut Fields<'_, '_>, name: &str, log: &mut Log) -> Option<(String, Range<usize>)> {
    if let Some((key, field)) = fields.text("id", log)
        && !key.is_empty()
    {
        return Some((key.into_owned(), field.raw.range()));
    }
    if !name.is_empty() {
        return Some((name.to_owned(), fields.raw.range()));
    }
    log.push(
        Diagnostic::new(Severity::Error, fields.raw.range(), &fields.path.field("id"), "An id is missing")
            .hint("Add \"id\"")
            .effect("Left out, and kept when saving"),
    );
    None
}

/// A bare text stands for an entry whose id and name are that text.
fn bare(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Option<String> {
    match raw.kind() {
        Kind::Text => Some(raw.words(log, path).into_owned()).filter(|text| !text.is_empty()),
        Kind::Object => None,
        kind => {
            log.push(wrong_element(raw, path, "an object", kind));
            None
        }
    }
}

/// Reads the lanes.
pub(super) fn lanes(file: &mut Fields<'_, '_>, log: &mut Log) -> Table<Lane> {
    read_table(file, "lanes", log, |raw, path, log| {
        let set_key: fn(&mut Lane, &str) = |lane, key| key.clone_into(&mut lane.key);
        if raw.kind() != Kind::Object {
            let name = bare(raw, path, log)?;
            let value = new_lane(&name);
            return Some(Entry { key: name.clone(), key_range: raw.range(), name, value, set_key });
        }
        let mut fields = Fields::new(raw, path, log);
        let label = fields.line("label", log).unwrap_or_default();
        let (key, key_range) = key_of(&mut fields, &label, log)?;
        let label = if label.is_empty() { key.clone() } else { label };
        let extra = fields.extras(&field_names::LANE, log);
        let value = Lane { key: key.clone(), label: label.clone(), extra };
        Some(Entry { key, key_range, name: label, value, set_key })
    })
}

/// A lane that is known by its name only.
pub(super) fn new_lane(name: &str) -> Lane {
    Lane { key: name.to_owned(), label: name.to_owned(), extra: Vec::new() }
}

/// Reads the actors.
pub(super) fn actors(file: &mut Fields<'_, '_>, log: &mut Log) -> Table<Actor> {
    read_table(file, "actors", log, |raw, path, log| {
        let set_key: fn(&mut Actor, &str) = |actor, key| key.clone_into(&mut actor.key);
        if raw.kind() != Kind::Object {
            let name = bare(raw, path, log)?;
            let value = new_actor(&name);
            return Some(Entry { key: name.clone(), key_range: raw.range(), name, value, set_key });
        }
        let mut fields = Fields::new(raw, path, log);
        let name = fields.line("name", log).unwrap_or_default();
        let (key, key_range) = key_of(&mut fields, &name, log)?;
        let name = if name.is_empty() { key.clone() } else { name };
        let kind = fields.word("kind", "Shown as not stated", log).ok().flatten();
        let kind = kind.unwrap_or(ActorKind::Unknown);
        let extra = fields.extras(&field_names::ACTOR, log);
        let value = Actor { key: key.clone(), name: name.clone(), kind, extra };
        Some(Entry { key, key_range, name, value, set_key })
    })
}

/// An actor that is known by its name only.
pub(super) fn new_actor(name: &str) -> Actor {
    Actor { key: name.to_owned(), name: name.to_owned(), kind: ActorKind::Unknown, extra: Vec::new() }
}

/// Reads the sources.
pub(super) fn sources(file: &mut Fields<'_, '_>, log: &mut Log) -> Table<Source> {
    read_table(file, "sources", log, |raw, path, log| {
        let set_key: fn(&mut Source, &str) = |source, key| key.clone_into(&mut source.key);
        if raw.kind() != Kind::Object {
            let name = bare(raw, path, log)?;
            let value = new_source(&name);
            return Some(Entry { key: name.clone(), key_range: raw.range(), name, value, set_key });
        }
        let mut fields = Fields::new(raw, path, log);
        let title = fields.line("title", log).unwrap_or_default();
        let (key, key_range) = key_of(&mut fields, &title, log)?;
        let mut source = new_source(&key);
        source.url = None;
        if !title.is_empty() {
            source.title.clone_from(&title);
        }
        source_fields(&mut source, &mut fields, log);
        source.extra = fields.extras(&field_names::SOURCE, log);
        Some(Entry { key, key_range, name: title, value: source, set_key })
    })
}

/// A source that is known by its name or address only.
pub(super) fn new_source(name: &str) -> Source {
    Source {
        key: name.to_owned(),
        title: name.to_owned(),
        publisher: String::new(),
        authors: Vec::new(),
        published: None,
        zone: None,
        url: is_link(name).then(|| name.to_owned()),
        accessed: None,
        grade: Grade::Unknown,
        text: None,
        extra: Vec::new(),
    }
}

fn source_fields(source: &mut Source, fields: &mut Fields<'_, '_>, log: &mut Log) {
    source.publisher = fields.line("publisher", log).unwrap_or_default();
    source.authors =
        fields.texts("authors", log).into_iter().map(|(author, _)| author.into_owned()).collect();
    source.published = fields.date_or_none("published", log);
    source.zone = fields.zone("zone", log);
    source.accessed = fields.date_or_none("accessed", log);
    let grade = fields.word("grade", "Shown as not stated", log).ok().flatten();
    source.grade = grade.unwrap_or(Grade::Unknown);
    text_path(source, fields, log);
    let Some((url, field)) = fields.text("url", log) else { return };
    if is_link(&url) {
        source.url = Some(url.into_owned());
        return;
    }
    log.push(
        Diagnostic::new(
            Severity::Warning,
            field.raw.range(),
            &fields.path.field("url"),
            "Not an address that can be opened",
        )
        .found(&url)
        .expected("An address that begins with https://, http:// or mailto:")
        .hint("Begin it with https://")
        .effect("Not shown as a link, and kept when saving"),
    );
    fields.keep(field.index);
}

/// Reads where the text of a source stands. A path that leads out of the file's folder stays as it is stated.
fn text_path(source: &mut Source, fields: &mut Fields<'_, '_>, log: &mut Log) {
    let Some((text, field)) = fields.text("text", log) else { return };
    source.text = Some(text.into_owned());
    if source.text_in_folder().is_some() {
        return;
    }
    let message = "Not a path inside the folder of this file";
    log.push(
        Diagnostic::new(Severity::Warning, field.raw.range(), &fields.path.field("text"), message)
            .found(source.text.as_deref().unwrap_or_default())
            .expected("A relative path without a .. that leads out, such as texts/article.txt")
            .hint("Put the text beside this file or below it")
            .effect("The text is not read"),
    );
}

/// Whether a text is an address that the program may open on a click.
fn is_link(text: &str) -> bool {
    let lower: String = text.chars().take(8).flat_map(char::to_lowercase).collect();
    let has_scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    has_scheme && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
