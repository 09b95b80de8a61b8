//! The selection in facets as the text of a search, so that a filter can be sent by mail and pasted.

use std::collections::BTreeSet;

use super::clause::Value;
use super::field::{Field, Part, Quality};
use super::parse::{is_quote, tokens};
use super::query::Query;
use super::seek::{Names, Sought};
use crate::model::Timeline;
use crate::query::attribute::Attribute;
use crate::query::attribute_values::AttributeValues;
use crate::query::filter::{Dating, Filter};
use crate::query::fold::fold;

impl Names<'_> {
    /// A value that asks for the one at an index and for no other: its name, `=` and its whole name, or `=`
    /// and its id. Where none of them is unique, the last.
    pub(super) fn typed(self, index: usize) -> String {
        let (name, key) = (self.name(index), self.key(index));
        let mut last = None;
        for (text, is_whole) in [(name, false), (name, true), (key, true)] {
            let folded = fold(text).trim().to_owned();
            if folded.is_empty() || text.contains(is_quote) {
                continue;
            }
            let sought = [Sought::of(&Value { text: folded, is_whole })];
            let is_alone = (0..self.len()).all(|other| other == index || !self.fits(&sought, other));
            let written = written(text, is_whole);
            if is_alone {
                return written;
            }
            last = Some(written);
        }
        // A name with quotation marks and without an id: the longest part between them.
        let part = || name.split(is_quote).max_by_key(|part| part.len()).unwrap_or_default();
        last.unwrap_or_else(|| written(part().trim(), false))
    }
}

/// A value as it is typed, in quotation marks where it needs them.
pub(super) fn written(text: &str, is_whole: bool) -> String {
    let ends = |char: char| char.is_whitespace() || char == ',';
    let needs_marks = text.is_empty() || text.contains(ends) || text.starts_with('=');
    let equals = if is_whole { "=" } else { "" };
    if needs_marks { format!("{equals}\"{text}\"") } else { format!("{equals}{text}") }
}

/// A field with its colon, as it is typed; `None` for a further field whose name holds a quotation mark,
/// which cannot be typed.
fn prefix(field: Field) -> Option<String> {
    match field {
        Field::Of(Attribute::Field(name)) => {
            let name = name.text();
            let ends = |char: char| char.is_whitespace() || matches!(char, ',' | ':' | '：');
            let marks = if name.contains(ends) { "\"" } else { "" };
            (!name.contains(is_quote)).then(|| format!("{}:{marks}{name}{marks}:", field.key()))
        }
        _ => Some(format!("{}:", field.key())),
    }
}

/// A clause that asks for one of some values of a field, or that a part is missing.
fn clause(field: Field, values: Vec<String>, missing: Option<Part>) -> Option<String> {
    let named =
        (!values.is_empty()).then(|| prefix(field).map(|prefix| prefix + &values.join(","))).flatten();
    let missing = missing.map(|part| {
        let part = match part {
            Part::Of(attribute) => written(&attribute.key(), false),
            part => part.key().to_owned(),
        };
        format!("{}:{part}", Field::Missing.key())
    });
    match (named, missing) {
        (Some(named), Some(missing)) => Some(format!("{named} OR {missing}")),
        (named, missing) => named.or(missing),
    }
}

/// The clause of what a filter selects of an attribute whose values are numbered.
fn of_numbered(attribute: Attribute, filter: &Filter, timeline: &Timeline) -> Option<String> {
    let selected = filter.indices(attribute);
    let values = AttributeValues::of(timeline, attribute);
    let names = Names { timeline, values: &values };
    let stated = selected.iter().flatten().filter(|index| **index < names.len());
    let is_none_selected = selected.contains(&None);
    match attribute {
        Attribute::Status | Attribute::Grade => {
            let keys = stated.filter_map(|index| Some(values.value(timeline, *index)?.key.to_owned()));
            let keys = keys.collect();
            // An event without a grade is one without a source.
            clause(Field::Of(attribute), keys, is_none_selected.then_some(Part::Of(Attribute::Source)))
        }
        Attribute::Dating => {
            let qualities = filter.dates.iter().map(|dating| quality_of(*dating).key().to_owned());
            clause(Field::Is, qualities.collect(), None)
        }
        _ => {
            let values = stated.map(|index| names.typed(*index)).collect();
            clause(Field::Of(attribute), values, is_none_selected.then_some(Part::Of(attribute)))
        }
    }
}

/// The clause of what a filter selects of an attribute by texts.
fn of_texts(attribute: Attribute, texts: &BTreeSet<Option<String>>) -> Option<String> {
    let value = |text: &String| match text.contains(is_quote) {
        false => written(text, true),
        // The longest part between quotation marks, which cannot be typed.
        true => {
            let part = text.split(is_quote).max_by_key(|part| part.len()).unwrap_or_default();
            written(part.trim(), false)
        }
    };
    let values = texts.iter().flatten().map(value).collect();
    clause(Field::Of(attribute), values, texts.contains(&None).then_some(Part::Of(attribute)))
}

/// In which order a filter is written.
const ORDER: [Attribute; 7] = [
    Attribute::Lane,
    Attribute::Status,
    Attribute::Dating,
    Attribute::Actor,
    Attribute::Source,
    Attribute::Grade,
    Attribute::Tag,
];

impl Query {
    /// The query that asks for what this one and facets ask for together, as text that can be sent and typed.
    /// In the same timeline it finds the same events, as long as names or ids distinguish the values of a
    /// facet, and no further field of the file has a quotation mark in its name.
    pub fn with_filter(&self, filter: &Filter, timeline: &Timeline) -> Query {
        let numbered = ORDER.iter().map(|attribute| of_numbered(*attribute, filter, timeline));
        let further = filter.texts.iter().map(|(attribute, texts)| of_texts(*attribute, texts));
        let clauses = numbered.chain(further);
        let own = self.text.trim();
        let own = match tokens(own).next() {
            // At the start it is a word like others; after a facet it would make an alternative to it.
            Some(first) if own.get(first.range.clone()) == Some("OR") => {
                format!("\"OR\"{}", own.get(first.range.end..).unwrap_or_default())
            }
            _ => own.to_owned(),
        };
        let parts = clauses.flatten().chain((!own.is_empty()).then_some(own));
        Query::new(parts.collect::<Vec<_>>().join(" "))
    }
}

const fn quality_of(dating: Dating) -> Quality {
    match dating {
        Dating::Stated => Quality::Certain,
        Dating::Approximate => Quality::Approximate,
        Dating::Uncertain => Quality::Uncertain,
        Dating::Missing => Quality::Undated,
    }
}
