//! The language of searches: words, phrases, and fields such as `actor:biden status:planned
//! before:2022`.
//!
//! Everything typed must hold. A word must occur in a text of the event (title, summary, note on the date,
//! excerpts, paraphrases, names of actors and tags), a phrase in quotation marks as it is; case and
//! diacritics do not matter. A field ([`Field`]) asks for one thing: names and texts hold its value
//! somewhere, or are exactly it after `=` (`tag:=visit`, also by id: `actor:=us`), closed lists take only
//! their keys, dates are EDTF or as people write them (`before:"March 2022"`). Commas give alternatives of
//! one field, `OR` between two parts alternatives of any kind, and `-` before a part asks for its contrary.
//!
//! A further field of the file is searched under its own name, as the file spells it:
//! `field:ministry:trade`, `field:"Ministry of the day":=Trade`, `missing:field:ministry`. Its values are
//! those of [`Attribute::Field`](super::Attribute::Field).
//!
//! Dates are days in the zone of each event, and are compared by what is possible, because sources are
//! imprecise:
//!
//! - `date:D` (`on:`, `in:`): the event and D can have a moment in common;
//! - `before:D`: the event can have begun before D begins; an unbounded start has;
//! - `after:D`: the event can have ended after D ends; an open or unknown end has;
//! - `during:D`: every moment at which the event can have been lies in D.
//!
//! Events without a position in time are in none of them, and in `missing:date` and `is:undated`.

mod as_text;
mod clause;
mod complete;
mod field;
mod parse;
mod problem;
mod query;
mod seek;
mod written;

pub use clause::{Atom, Clause, Test, Value};
pub use complete::{Completion, Suggestion};
pub use field::{Field, Part, Quality};
pub use problem::QueryProblem;
pub use query::Query;
