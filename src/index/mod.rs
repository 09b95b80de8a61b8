//! Which and how many: filter, search, counts, and the three questions that every picture is made of.

mod filter;

pub use filter::{Filter, Matches, Query};
