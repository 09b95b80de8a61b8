//! What can be typed next in a search: names of fields, and their values with how many events have them.

use std::cmp::Reverse;
use std::ops::Range;

use super::as_text::written;
use super::clause::Value;
use super::field::Field;
use super::parse::{Token, tokens};
use super::problem::QueryProblem;
use super::query::Query;
use super::seek::{Names, Sought};
use crate::model::{Grade, Status, Timeline};
use crate::query::attribute::Attribute;
use crate::query::attribute_values::AttributeValues;
use crate::query::facets::FacetCounts;
use crate::query::fold::fold;

/// Maximum number of values that are suggested.
const MAX_VALUES: usize = 8;

/// One thing to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The text that is inserted.
    pub text: String,
    /// Its label in the list.
    pub label: String,
    /// What it means; empty where the label says all.
    pub hint: String,
    /// How many of the found events have it, where that is known.
    pub count: Option<usize>,
}

/// What can be typed at the cursor of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The range of the text that a suggestion replaces, in bytes.
    pub range: Range<usize>,
    /// What can be typed there, the best first.
    pub suggestions: Vec<Suggestion>,
    /// The field whose value is typed.
    pub field: Option<Field>,
}

impl Completion {
    /// What can be typed at `cursor`, an index in bytes. In an empty text these are the fields. Linear in the
    /// names of the timeline, and not in its events.
    pub fn at(text: &str, cursor: usize, timeline: &Timeline, counts: Option<&FacetCounts>) -> Completion {
        if text.trim().is_empty() {
            return Completion { range: 0..text.len(), suggestions: fields("").collect(), field: None };
        }
        let is_there = |token: &Token| token.range.start <= cursor && cursor <= token.range.end;
        let Some(token) = tokens(text).filter(is_there).last() else {
            return Completion { range: cursor..cursor, ..Completion::default() };
        };
        if let Some(field) = token.field {
            let value =
                token.values.iter().find(|value| value.range.start <= cursor && cursor <= value.range.end);
            let Some(value) = value else {
                return Completion { range: cursor..cursor, field: Some(field), ..Completion::default() };
            };
            let mut suggestions = values(field, fold(&value.text).trim(), timeline, counts);
            // What is there already is no suggestion.
            if let [only] = suggestions.as_slice()
                && text.get(value.range.clone()) == Some(only.text.as_str())
            {
                suggestions.clear();
            }
            if value.range.end == text.len() {
                suggestions.iter_mut().for_each(|suggestion| suggestion.text.push(' '));
            }
            return Completion { range: value.range.clone(), suggestions, field: Some(field) };
        }
        let typed = text.get(token.range.clone()).unwrap_or_default();
        let name = typed.trim_start_matches('-');
        let is_name = !name.is_empty() && name.chars().all(|char| char.is_ascii_alphabetic());
        let suggestions = if is_name { fields(&name.to_ascii_lowercase()).collect() } else { Vec::new() };
        Completion { range: token.range.end - name.len()..token.range.end, suggestions, field: None }
    }

    /// The text with a suggestion inserted, and the position of the cursor after it, in bytes.
    pub fn taken(&self, text: &str, suggestion: &Suggestion) -> (String, usize) {
        replaced(text, self.range.clone(), &suggestion.text)
    }
}

/// A text with a range replaced, and the offset at which the replacement ends.
pub(super) fn replaced(text: &str, range: Range<usize>, replacement: &str) -> (String, usize) {
    let before = text.get(..range.start).unwrap_or(text);
    let after = text.get(range.end..).unwrap_or_default();
    (format!("{before}{replacement}{after}"), before.len() + replacement.len())
}

/// The fields whose names begin like this.
fn fields(typed: &str) -> impl Iterator<Item = Suggestion> {
    let begins = move |field: &&Field| {
        std::iter::once(&field.key()).chain(field.other_names()).any(|name| name.starts_with(typed))
    };
    Field::ALL.iter().filter(begins).map(|field| Suggestion {
        text: format!("{}:", field.key()),
        label: format!("{}:", field.key()),
        hint: field.label().to_owned(),
        count: None,
    })
}

/// The values of a field that hold what is typed of them.
fn values(field: Field, typed: &str, timeline: &Timeline, counts: Option<&FacetCounts>) -> Vec<Suggestion> {
    if let Some(list) = field.closed_list() {
        let mut found: Vec<_> = list
            .into_iter()
            .filter(|(key, label)| key.contains(typed) || fold(label).starts_with(typed))
            .collect();
        found.sort_by_key(|(key, _)| !key.starts_with(typed));
        let suggestion = |(key, label): (&str, &str)| Suggestion {
            text: key.to_owned(),
            label: key.to_owned(),
            hint: if fold(label) == key { String::new() } else { label.to_owned() },
            count: counts.and_then(|counts| count_of_value(field, key, counts)),
        };
        return found.into_iter().map(suggestion).collect();
    }
    let Field::Of(attribute) = field else { return Vec::new() };
    match attribute {
        Attribute::Actor | Attribute::Tag | Attribute::Lane | Attribute::Source => {
            let values = AttributeValues::of(timeline, attribute);
            let count = |index: usize| counts.and_then(|counts| counts.count(attribute, index));
            names(Names { timeline, values: &values }, typed, count)
        }
        Attribute::Publisher => texts(attribute, typed, timeline),
        // Every event would be read, at every key press.
        Attribute::Place | Attribute::Field(_) => Vec::new(),
        Attribute::Status | Attribute::Grade | Attribute::Dating | Attribute::Nothing => Vec::new(),
    }
}

/// How many of the found events have a status or a grade.
fn count_of_value(field: Field, key: &str, counts: &FacetCounts) -> Option<usize> {
    let index = match field {
        Field::Of(Attribute::Status) => Status::from_key(key)? as usize,
        Field::Of(Attribute::Grade) => Grade::from_key(key)? as usize,
        _ => return None,
    };
    let Field::Of(attribute) = field else { return None };
    counts.count(attribute, index)
}

/// Searches names for what is typed; `None` when nothing is typed, which all names hold.
fn sought(typed: &str) -> Option<[Sought; 1]> {
    (!typed.is_empty()).then(|| [Sought::of(&Value { text: typed.to_owned(), is_whole: false })])
}

/// The names that hold what is typed: those first that begin with it, then those of most events.
fn names(names: Names<'_>, typed: &str, count: impl Fn(usize) -> Option<usize>) -> Vec<Suggestion> {
    let sought = sought(typed);
    let is_found = |index: &usize| sought.as_ref().is_none_or(|sought| names.fits(sought, *index));
    let order = |index: &usize| {
        let begins = fold(names.name(*index)).trim_start().starts_with(typed);
        (!begins, Reverse(count(*index).unwrap_or_default()), *index)
    };
    let found = (0..names.len()).filter(|index| !names.name(*index).trim().is_empty()).filter(is_found);
    let mut indexes: Vec<_> = found.map(|index| order(&index)).collect();
    if indexes.len() > MAX_VALUES {
        indexes.select_nth_unstable(MAX_VALUES);
        indexes.truncate(MAX_VALUES);
    }
    indexes.sort_unstable();
    let suggestion = |(_, _, index): (bool, Reverse<usize>, usize)| Suggestion {
        text: names.typed(index),
        label: names.name(index).to_owned(),
        hint: String::new(),
        count: count(index),
    };
    indexes.into_iter().map(suggestion).collect()
}

/// The values of an attribute without ids that hold what is typed, by their names.
fn texts(attribute: Attribute, typed: &str, timeline: &Timeline) -> Vec<Suggestion> {
    let sought = sought(typed);
    let values = AttributeValues::of(timeline, attribute);
    let names = Names { timeline, values: &values };
    let is_found = |index: &usize| sought.as_ref().is_none_or(|sought| names.fits(sought, *index));
    let mut found: Vec<&str> = (0..names.len()).filter(is_found).map(|index| names.name(index)).collect();
    found.sort_unstable();
    let suggestion = |name: &str| Suggestion {
        text: written(name, false),
        label: name.to_owned(),
        hint: String::new(),
        count: None,
    };
    found.into_iter().take(MAX_VALUES).map(suggestion).collect()
}

impl Query {
    /// The text with a problem corrected, where it can be said how.
    pub fn corrected(&self, problem: &QueryProblem) -> Option<String> {
        let correction = problem.correction.as_ref()?;
        Some(replaced(&self.text, problem.range.clone(), correction).0)
    }
}
