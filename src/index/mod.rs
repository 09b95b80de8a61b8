//! Which and how many: filter, search, counts, and the three questions that every picture is made of.

mod duplicates;
mod facets;
mod filter;
mod fold;
mod histogram;
mod lanes;
mod listing;
mod needle;
mod query;
mod questions;
mod search;
mod terms;
mod tree;

pub use duplicates::{Pair, likely_duplicates};
pub use facets::{Facet, FacetCounts};
pub use filter::{Dating, Filter, Matches};
pub use histogram::{Histogram, Period, Stack};
pub use lanes::{LaneField, LaneHead, LaneOrder, LaneWish, Lanes};
pub use listing::{ListColumn, ListSort, length_of, listed};
pub use query::{Completion, Field, Part, Quality, Query, QueryProblem, Suggestion};
pub use questions::{Index, moment};
pub use search::SearchText;
pub use terms::Terms;

pub(crate) use tree::{MinTree, Minima};
