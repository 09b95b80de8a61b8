//! Which and how many: filter, search, counts, and the three questions that every picture is made of.

mod facets;
mod filter;
mod fold;
mod histogram;
mod search;

pub use facets::{Facet, FacetCounts};
pub use filter::{Filter, Matches, Query};
pub use histogram::{Histogram, Period, Stack};
pub use search::SearchText;
