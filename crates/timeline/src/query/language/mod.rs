//! What somebody types into a search: words, phrases, and fields such as `actor:biden status:planned before:2022`.
//!
//! Everything typed must hold. A word must stand somewhere in the event (title, summary, note on the date, excerpts,
//! paraphrases, names of actors and tags), a phrase in quotation marks as it is; case and diacritics do not matter. A
//! field ([`Field`]) asks for one thing: names and words hold its value somewhere, or are exactly it after `=`
//! (`tag:=visit`, also by id: `actor:=us`), closed lists know their words only, dates are EDTF or as people write them
//! (`before:"March 2022"`). Commas give alternatives of one field, `OR` between two parts alternatives of any kind,
//! and `-` before a part asks for its contrary.
//!
//! Dates are days in the zone of each event, and are compared by what is possible, because sources are imprecise:
//!
//! - `date:D` (`on:`, `in:`): the event and D can have a moment in common;
//! - `before:D`: the event can have begun before D begins; an unbounded start has;
//! - `after:D`: the event can have ended after D ends; an open or unknown end has;
//! - `during:D`: every moment at which the event can have been lies in D.
//!
//! Events without a place in time are in none of them, and in `missing:date` and `is:undated`.

mod as_text;
mod clause;
mod complete;
mod field;
mod parse;
mod problem;
mod seek;

use std::ops::Range;

use super::needle::Frequencies;
use super::terms::Terms;
pub use clause::{Atom, Clause, Test, Value};
pub use complete::{Completion, Suggestion};
pub use field::{Field, Part, Quality};
pub use problem::QueryProblem;

/// What to search for, as typed. How it is read is told at the head of this file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
}

impl Query {
    /// The query that somebody typed.
    pub fn new(text: impl Into<String>) -> Query {
        Query { text: text.into() }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.clauses().is_empty()
    }

    /// What of it cannot be meant, in the order of the text; the rest of it counts all the same.
    pub fn problems(&self) -> Vec<QueryProblem> {
        parse::parsed(&self.text).problems
    }

    /// The words and phrases that can stand in a title, without the names of fields, made ready once for many texts.
    pub fn terms(&self) -> Terms {
        let clauses = self.clauses();
        let atoms = clauses.iter().flat_map(|Clause(atoms)| atoms).filter(|atom| !atom.is_excluded);
        let words = atoms.flat_map(|atom| match &atom.test {
            Test::Words(words) => vec![words.clone()],
            Test::Of(Field::Title, values) => values.iter().map(|value| value.text.clone()).collect(),
            _ => Vec::new(),
        });
        Terms::of(words, &Frequencies::default())
    }

    /// Where the words stand in a text; for many texts, see [`Query::terms`].
    pub fn hits_in(&self, text: &str) -> Vec<Range<usize>> {
        self.terms().hits_in(text)
    }

    /// Whether all that it can find is found by the former query too, because everything that one asks for follows
    /// from something that this one asks for.
    pub fn narrows(&self, former: &Query) -> bool {
        let own = self.clauses();
        former.clauses().iter().all(|old| own.iter().any(|clause| clause.implies(old)))
    }

    /// The text with a problem corrected, where it can be said how.
    pub fn corrected(&self, problem: &QueryProblem) -> Option<String> {
        let words = problem.correction.as_ref()?;
        Some(complete::replaced(&self.text, problem.range.clone(), words).0)
    }

    /// What it asks for, read: clauses that must all hold.
    pub fn clauses(&self) -> Vec<Clause> {
        if self.text.is_empty() { Vec::new() } else { parse::parsed(&self.text).clauses }
    }
}
