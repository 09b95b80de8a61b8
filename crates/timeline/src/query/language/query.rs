//! A query as typed, and its clauses.

use std::ops::Range;

use super::clause::{Clause, Test};
use super::field::Field;
use super::parse;
use super::problem::QueryProblem;
use crate::query::needle::Frequencies;
use crate::query::terms::Terms;

/// What to search for, as typed. The header of the folder describes how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
}

impl Query {
    /// A query of a typed text.
    pub fn new(text: impl Into<String>) -> Query {
        Query { text: text.into() }
    }

    /// Whether it has no clauses, so that it matches all events.
    pub fn is_empty(&self) -> bool {
        self.clauses().is_empty()
    }

    /// What of it cannot be meant, in the order of the text; the rest of it counts all the same.
    pub fn problems(&self) -> Vec<QueryProblem> {
        parse::parsed(&self.text).problems
    }

    /// The words and phrases that can occur in a title, without the names of fields, made ready once for many
    /// texts.
    pub fn terms(&self) -> Terms {
        let clauses = self.clauses();
        let atoms = clauses.iter().flat_map(|Clause(atoms)| atoms).filter(|atom| !atom.is_excluded);
        let terms = atoms.flat_map(|atom| match &atom.test {
            Test::Term(term) => vec![term.clone()],
            Test::Of(Field::Title, values) => values.iter().map(|value| value.text.clone()).collect(),
            _ => Vec::new(),
        });
        Terms::of(terms, &Frequencies::default())
    }

    /// Where the words occur in a text; for many texts, see [`Query::terms`].
    pub fn hits_in(&self, text: &str) -> Vec<Range<usize>> {
        self.terms().hits_in(text)
    }

    /// Whether all that it can find is found by the former query too, because everything that one asks for
    /// follows from something that this one asks for.
    pub fn narrows(&self, former: &Query) -> bool {
        let own = self.clauses();
        former.clauses().iter().all(|old| own.iter().any(|clause| clause.implies(old)))
    }

    /// What it asks for: clauses that must all hold.
    pub fn clauses(&self) -> Vec<Clause> {
        if self.text.is_empty() { Vec::new() } else { parse::parsed(&self.text).clauses }
    }
}
