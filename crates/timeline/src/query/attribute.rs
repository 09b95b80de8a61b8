//! The attributes of events: one list that lanes, facets, filters, search, saved filters and the command line
//! use.
//!
//! Every question about an attribute is one match over all of them, so that a new one cannot be forgotten
//! anywhere.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::model::Timeline;

/// The name of a field of the file that the model does not know.
///
/// Names are kept for the life of the program, so that an attribute can be copied. They are few: only those
/// that are searched for or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(&'static str);

impl FieldName {
    /// The name as the file spells it.
    pub fn of(name: &str) -> FieldName {
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.get(name) {
            return FieldName(known);
        }
        let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
        names.insert(kept);
        FieldName(kept)
    }

    /// Its text.
    pub const fn text(self) -> &'static str {
        self.0
    }
}

/// Something that events state, by which they can be distinguished and grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// The lanes that the file says.
    #[default]
    Lane,
    /// Who took part.
    Actor,
    /// The tags.
    Tag,
    /// What became of it.
    Status,
    /// The sources of its citations.
    Source,
    /// Who published its sources.
    Publisher,
    /// How near its sources are to what happened.
    Grade,
    /// Where it was.
    Place,
    /// What is known of its date.
    Dating,
    /// A field of the file that the model does not know, by the text of its value.
    Field(FieldName),
    /// Nothing: all events are alike.
    Nothing,
}

impl Attribute {
    /// All but the further fields of a file, in the order of lists.
    pub const LISTED: &'static [Attribute] = &[
        Attribute::Lane,
        Attribute::Actor,
        Attribute::Tag,
        Attribute::Status,
        Attribute::Source,
        Attribute::Publisher,
        Attribute::Grade,
        Attribute::Place,
        Attribute::Dating,
        Attribute::Nothing,
    ];

    /// Those by which menus offer to make lanes, in the order of menus.
    pub const LANES: &'static [Attribute] = &[
        Attribute::Lane,
        Attribute::Actor,
        Attribute::Tag,
        Attribute::Status,
        Attribute::Source,
        Attribute::Publisher,
        Attribute::Grade,
        Attribute::Place,
        Attribute::Nothing,
    ];

    /// Those whose values the model numbers, or that have a closed list of values: what the window counts as
    /// facets, in the order in which they are saved. Asking for them reads columns only.
    pub const NUMBERED: &'static [Attribute] = &[
        Attribute::Lane,
        Attribute::Actor,
        Attribute::Tag,
        Attribute::Status,
        Attribute::Source,
        Attribute::Grade,
        Attribute::Dating,
    ];

    /// The key on the command line, in a search and in what is saved: "actor", "field:ministry".
    pub fn key(self) -> Cow<'static, str> {
        match self {
            Attribute::Field(name) => format!("{}:{}", self.kind(), name.text()).into(),
            _ => self.kind().into(),
        }
    }

    /// The key without the name of a further field: "actor", "field".
    pub const fn kind(self) -> &'static str {
        match self {
            Attribute::Lane => "lane",
            Attribute::Actor => "actor",
            Attribute::Tag => "tag",
            Attribute::Status => "status",
            Attribute::Source => "source",
            Attribute::Publisher => "publisher",
            Attribute::Grade => "grade",
            Attribute::Place => "place",
            Attribute::Dating => "date",
            Attribute::Field(_) => FIELD_KIND,
            Attribute::Nothing => "none",
        }
    }

    /// What a column of its values is called: "Actors".
    pub const fn heading(self) -> &'static str {
        match self {
            Attribute::Lane => "Lane",
            Attribute::Actor => "Actors",
            Attribute::Tag => "Tags",
            Attribute::Status => "Status",
            Attribute::Source => "Sources",
            Attribute::Publisher => "Publishers",
            Attribute::Grade => "Source grade",
            Attribute::Place => "Place",
            Attribute::Dating => "Date known",
            Attribute::Field(name) => name.text(),
            Attribute::Nothing => "Events",
        }
    }

    /// What a search for it finds: "Who took part".
    pub const fn meaning(self) -> &'static str {
        match self {
            Attribute::Lane => "The lane it stands in",
            Attribute::Actor => "Who took part",
            Attribute::Tag => "A tag",
            Attribute::Status => "What became of it",
            Attribute::Source => "Title, publisher or author of a source",
            Attribute::Publisher => "Who published a source",
            Attribute::Grade => "Who stands behind a source",
            Attribute::Place => "Where it was",
            Attribute::Dating => "What is known of its date",
            Attribute::Field(_) => "A further field of the file",
            Attribute::Nothing => "Any event",
        }
    }

    /// Whether an event states at most one value of it.
    pub const fn is_single(self) -> bool {
        match self {
            Attribute::Lane | Attribute::Status | Attribute::Place | Attribute::Nothing => true,
            Attribute::Actor
            | Attribute::Tag
            | Attribute::Source
            | Attribute::Publisher
            | Attribute::Grade
            | Attribute::Dating
            | Attribute::Field(_) => false,
        }
    }

    /// Whether events have to be read as a whole to know its values.
    pub const fn is_read(self) -> bool {
        matches!(self, Attribute::Field(_))
    }

    /// The attribute of a key; `None` when there is none.
    pub fn from_key(key: &str) -> Option<Attribute> {
        if let Some(name) = key.strip_prefix(FIELD_KIND).and_then(|rest| rest.strip_prefix(':')) {
            return (!name.trim().is_empty()).then(|| Attribute::Field(FieldName::of(name.trim())));
        }
        Attribute::LISTED.iter().copied().find(|attribute| attribute.key() == key)
    }

    /// Whether events of a timeline can differ in it at all, as far as that is known without reading them.
    pub fn is_stated_in(self, timeline: &Timeline) -> bool {
        match self {
            Attribute::Lane | Attribute::Status | Attribute::Dating | Attribute::Nothing => true,
            Attribute::Actor => !timeline.actors().is_empty(),
            Attribute::Tag => !timeline.tags().is_empty(),
            Attribute::Source | Attribute::Grade => !timeline.sources().is_empty(),
            Attribute::Publisher => timeline.sources().iter().any(|source| !source.publisher.is_empty()),
            Attribute::Place => timeline.states_places(),
            Attribute::Field(_) => true,
        }
    }

    /// What the events without a value are called.
    pub const fn none_label(self) -> &'static str {
        match self {
            Attribute::Lane => "Other events",
            Attribute::Actor => "No actor",
            Attribute::Tag => "No tag",
            Attribute::Source | Attribute::Grade => "No source",
            Attribute::Publisher => "No publisher",
            Attribute::Place => "No place",
            Attribute::Field(_) => "Not stated",
            Attribute::Status | Attribute::Dating | Attribute::Nothing => "Events",
        }
    }

    /// The label of the lane for all values with too few events for a lane of their own; empty where there
    /// are so few values that all have one.
    pub const fn others_label(self) -> &'static str {
        match self {
            Attribute::Actor => "Other actors",
            Attribute::Tag => "Other tags",
            Attribute::Source | Attribute::Grade => "Other sources",
            Attribute::Publisher => "Other publishers",
            Attribute::Place => "Other places",
            Attribute::Field(_) => "Other values",
            Attribute::Lane | Attribute::Status | Attribute::Dating | Attribute::Nothing => "",
        }
    }
}

/// The prefix of the key of a further field; a colon and the name of the field follow.
pub(super) const FIELD_KIND: &str = "field";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_is_found_by_its_key() {
        let field = Attribute::Field(FieldName::of("Ministry of the day"));
        for attribute in Attribute::LISTED.iter().copied().chain([field]) {
            assert_eq!(Attribute::from_key(&attribute.key()), Some(attribute));
        }
        assert!(Attribute::LANES.iter().all(|attribute| Attribute::LISTED.contains(attribute)));
        assert_eq!(Attribute::from_key("field: "), None);
        assert_eq!(Attribute::from_key("colour"), None);
    }

    #[test]
    fn equal_field_names_are_one() {
        let (one, other) = (FieldName::of("cost"), FieldName::of(&String::from("cost")));
        assert_eq!(one, other);
        assert!(std::ptr::eq(one.text(), other.text()));
    }
}
