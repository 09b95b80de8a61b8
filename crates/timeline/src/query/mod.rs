//! Which and how many: filter, search, counts, and the three questions that every picture is made of.

mod attribute;
mod attribute_values;
mod duplicates;
mod facets;
mod filter;
mod fold;
mod histogram;
mod lanes;
mod language;
mod list_columns;
mod needle;
mod questions;
mod range_min;
mod search;
mod terms;

pub use attribute::{Attribute, FieldName};
pub use attribute_values::{AttributeValue, AttributeValues, labels_of};
pub use duplicates::{Pair, likely_duplicates};
pub use facets::{FacetCounts, ValueCounts};
pub use filter::{Dating, Filter, Matches};
pub use fold::fold;
pub use histogram::{Histogram, Period, Stack};
pub use lanes::{LaneArrangement, LaneHead, LaneOrder, Lanes};
pub use language::{
    Atom, Clause, Completion, Field, Part, Quality, Query, QueryProblem, Suggestion, Test, Value,
};
pub use list_columns::{ListColumn, ListSort, length_of, listed};
pub use questions::{Index, moment};
pub use search::SearchText;
pub use terms::Terms;

pub use range_min::{Minima, RangeMin};
