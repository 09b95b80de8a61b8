//! What an importer makes of a record: a draft of an event whose references are names.

use std::ops::Range;

use super::keys_and_links::source_of;
use super::one_line::in_one_line;
use crate::native::{made_title, unreadable_date};
use crate::syntax::json::{Raw, json_text};
use dateline_timeline::model::{Basis, Citation, Event, Extra, Relation, RelationKind, Source};
/// A relation whose other event is still a name.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// What the event is to the other.
    pub kind: RelationKind,
    /// The id of the other event.
    pub to: String,
    /// Stated by the file or read from its structure.
    pub basis: Basis,
    /// What more the file says.
    pub note: String,
}

impl Link {
    /// The relation, whose other event is not known yet.
    pub(super) fn relation(self) -> Relation {
        let Link { kind, to, basis, note } = self;
        Relation { kind, to: None, to_key: to, basis, note, extra: Vec::new() }
    }
}

/// One record of a foreign file, read as an event whose references are still names.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Everything that refers to nothing. Its key is empty where the record gives no id.
    pub event: Event,
    /// The bytes of the record in the source text.
    pub span: Range<usize>,
    /// Its lane, by key: the key of a lane that was declared, else a new lane's name.
    pub lane: Option<String>,
    /// Who, as what (empty where the file does not say).
    pub actors: Vec<(String, String)>,
    /// Tags.
    pub tags: Vec<String>,
    /// What it rests on: a source (see [`source_of`]), and what is taken from it.
    pub citations: Vec<(Source, Citation)>,
    /// What it is to other events.
    pub links: Vec<Link>,
    /// What the model has no field for: names and values as JSON text. They stay with the event.
    pub left: Vec<(String, String)>,
    /// Whether the record says what became of the event. Any status but [`Status::Happened`] counts as said.
    pub states_status: bool,
}

impl Draft {
    /// A draft with a title, which may be empty, and nothing else.
    pub fn new(title: impl Into<String>, span: Range<usize>) -> Draft {
        Draft {
            event: Event::new("", title),
            span,
            lane: None,
            actors: Vec::new(),
            tags: Vec::new(),
            citations: Vec::new(),
            links: Vec::new(),
            left: Vec::new(),
            states_status: false,
        }
    }

    /// Keeps a text that the model has no field for, unless it is empty.
    pub fn leave(&mut self, name: impl Into<String>, text: &str) {
        if !text.is_empty() {
            self.left.push((name.into(), json_text(text)));
        }
    }

    /// Keeps fields that the model has no field for, as they are written. Those that say nothing are left
    /// out.
    pub fn leave_all(&mut self, fields: Vec<Extra>) {
        let is_said = |(_, json): &Extra| !matches!(json.as_str(), "null" | "\"\"" | "[]" | "{}");
        self.left.extend(fields.into_iter().filter(is_said));
    }

    /// States where the event was, in one line; a further place stands behind those before. Nothing happens
    /// where the text is empty.
    pub fn add_place(&mut self, place: &str) {
        let place = in_one_line(place);
        if place.is_empty() {
            return;
        }
        match &mut self.event.place {
            Some(before) => before.push_str(&format!("; {place}")),
            none => *none = Some(place),
        }
    }

    /// Keeps what the file states in the place of a date, where that cannot be read and nothing is said about
    /// the date yet. Of an object of JSON its members are kept without the signs around them.
    pub fn note_unreadable(&mut self, stated: &str) {
        let bare = stated.trim().trim_start_matches('{').trim_end_matches('}').replace('"', "");
        let stated = in_one_line(if stated.trim().starts_with('{') { &bare } else { stated });
        if self.event.date_note.is_empty() && self.event.unreadable_date.is_none() && !stated.is_empty() {
            self.event.unreadable_date = Some(unreadable_date(&stated));
        }
    }

    /// Rests the event on a source without quoting it. Nothing happens where there is neither title nor
    /// address.
    pub fn cite(&mut self, title: &str, address: &str) {
        if let Some(source) = source_of(title, address) {
            let citation = unquoted(&source);
            self.citations.push((source, citation));
        }
    }
}

/// A citation that names its source and quotes nothing.
pub(crate) fn unquoted(source: &Source) -> Citation {
    Citation {
        source: None,
        source_key: source.key.clone(),
        quote: None,
        note: String::new(),
        date: None,
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    }
}

/// A value as JSON for keeping: as it is written, or as a text where its syntax is not sound.
pub(crate) fn kept(raw: Raw<'_>) -> String {
    if raw.is_sound() { raw.text.to_owned() } else { json_text(raw.text) }
}

/// A title for a record that states none, as a native file that states none gets it.
pub(crate) fn title_made_of(draft: &Draft) -> String {
    let quotes = draft.citations.iter().filter_map(|(_, citation)| citation.quote.as_ref());
    made_title(&draft.event, quotes.map(|quote| quote.exact.as_str()))
}

/// An object of JSON texts by name; of a name that comes twice the last one.
pub(crate) fn object(members: &[(String, String)]) -> String {
    let mut map: Vec<(&str, &str)> = Vec::with_capacity(members.len());
    for (name, value) in members {
        map.retain(|(other, _)| other != name);
        map.push((name, value));
    }
    let members: Vec<String> =
        map.iter().map(|(name, value)| format!("{}: {value}", json_text(name))).collect();
    format!("{{{}}}", members.join(", "))
}
