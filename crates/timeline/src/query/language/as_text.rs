//! What facets ask for as the text of a search, so that a filter can be sent by mail and pasted.

use super::clause::Value;
use super::field::{Field, Part, Quality};
use super::parse::{is_quote, tokens};
use super::query::Query;
use super::seek::{Sought, fits, fits_source};
use crate::model::{ActorId, LaneId, Source, SourceId, TagId, Timeline};
use crate::query::filter::{Dating, Filter};
use crate::query::fold::fold;

/// The values that a field of names can be asked for, in the order of their numbers in a timeline.
#[derive(Clone, Copy)]
pub(super) enum Names<'t> {
    Actors(&'t Timeline),
    Tags(&'t Timeline),
    Lanes(&'t Timeline),
    Sources(&'t Timeline),
}

impl<'t> Names<'t> {
    pub(super) fn len(self) -> usize {
        match self {
            Names::Actors(timeline) => timeline.actors().len(),
            Names::Tags(timeline) => timeline.tags().len(),
            Names::Lanes(timeline) => timeline.lanes().len(),
            Names::Sources(timeline) => timeline.sources().len(),
        }
    }

    /// What the value at a place is called; empty where there is none.
    pub(super) fn name(self, place: usize) -> &'t str {
        let name = match self {
            Names::Actors(timeline) => timeline.actors().get(place).map(|actor| &actor.name),
            Names::Tags(timeline) => timeline.tags().get(place),
            Names::Lanes(timeline) => timeline.lanes().get(place).map(|lane| &lane.label),
            Names::Sources(timeline) => timeline.sources().get(place).map(|source| &source.title),
        };
        name.map_or("", String::as_str)
    }

    /// Its id in the file; empty for tags, which have none.
    fn key(self, place: usize) -> &'t str {
        let key = match self {
            Names::Actors(timeline) => timeline.actors().get(place).map(|actor| &actor.key),
            Names::Tags(_) => None,
            Names::Lanes(timeline) => timeline.lanes().get(place).map(|lane| &lane.key),
            Names::Sources(timeline) => timeline.sources().get(place).map(|source| &source.key),
        };
        key.map_or("", String::as_str)
    }

    pub(super) fn fits(self, sought: &[Sought], place: usize) -> bool {
        let fits_source = |source: &Source| fits_source(sought, Field::Source, source);
        match self {
            Names::Sources(timeline) => timeline.sources().get(place).is_some_and(fits_source),
            _ => fits(sought, [self.name(place)], self.key(place)),
        }
    }

    /// A value that asks for the one at a place and for no other: its name, `=` and its whole name, or `=`
    /// and its id. Where none of them tells it from all others, the last.
    pub(super) fn value(self, place: usize) -> String {
        let (name, key) = (self.name(place), self.key(place));
        let mut last = None;
        for (text, is_whole) in [(name, false), (name, true), (key, true)] {
            let folded = fold(text).trim().to_owned();
            if folded.is_empty() || text.contains(is_quote) {
                continue;
            }
            let sought = [Sought::of(&Value { text: folded, is_whole })];
            let is_alone = (0..self.len()).all(|other| other == place || !self.fits(&sought, other));
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
    let ends = |sign: char| sign.is_whitespace() || sign == ',';
    let needs_marks = text.is_empty() || text.contains(ends) || text.starts_with('=');
    let equals = if is_whole { "=" } else { "" };
    if needs_marks { format!("{equals}\"{text}\"") } else { format!("{equals}{text}") }
}

/// A clause that asks for one of some values of a field, or that a part is missing.
fn clause(field: Field, values: Vec<String>, missing: Option<Part>) -> Option<String> {
    let named = (!values.is_empty()).then(|| format!("{}:{}", field.key(), values.join(",")));
    let missing = missing.map(|part| format!("{}:{}", Field::Missing.key(), part.key()));
    match (named, missing) {
        (Some(named), Some(missing)) => Some(format!("{named} OR {missing}")),
        (named, missing) => named.or(missing),
    }
}

/// The clause of a facet of names.
fn of_names(
    field: Field,
    names: Names<'_>,
    asked: impl Iterator<Item = Option<usize>>,
    part: Part,
) -> Option<String> {
    let (mut values, mut missing) = (Vec::new(), None);
    for place in asked {
        match place {
            Some(place) if place < names.len() => values.push(names.value(place)),
            Some(_) => {}
            None => missing = Some(part),
        }
    }
    clause(field, values, missing)
}

impl Query {
    /// The query that asks for what this one and facets ask for together, as text that can be sent and typed.
    /// In the same timeline it finds the same events, as long as names or ids tell the values of a facet
    /// apart.
    pub fn with_filter(&self, filter: &Filter, timeline: &Timeline) -> Query {
        let lanes = filter.lanes.iter().map(|id| id.map(LaneId::index));
        let actors = filter.actors.iter().map(|id| id.map(ActorId::index));
        let tags = filter.tags.iter().map(|id| id.map(TagId::index));
        let sources = filter.sources.iter().map(|id| id.map(SourceId::index));
        let statuses = filter.statuses.iter().map(|status| status.key().to_owned()).collect();
        let grades = filter.grades.iter().flatten().map(|grade| grade.key().to_owned()).collect();
        let no_grade = filter.grades.contains(&None).then_some(Part::Source);
        let dates = filter.dates.iter().map(|dating| quality_of(*dating).key().to_owned()).collect();
        let clauses = [
            of_names(Field::Lane, Names::Lanes(timeline), lanes, Part::Lane),
            clause(Field::Status, statuses, None),
            clause(Field::Is, dates, None),
            of_names(Field::Actor, Names::Actors(timeline), actors, Part::Actor),
            of_names(Field::Source, Names::Sources(timeline), sources, Part::Source),
            clause(Field::Grade, grades, no_grade),
            of_names(Field::Tag, Names::Tags(timeline), tags, Part::Tag),
        ];
        let own = self.text.trim();
        let own = match tokens(own).next() {
            // In front it is a word like others; behind a facet it would be an alternative to it.
            Some(first) if own.get(first.range.clone()) == Some("OR") => {
                format!("\"OR\"{}", own.get(first.range.end..).unwrap_or_default())
            }
            _ => own.to_owned(),
        };
        let parts = clauses.into_iter().flatten().chain((!own.is_empty()).then_some(own));
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
