//! Does a quotation stand in its source? Pure functions over a quotation and a text.

mod normal;
mod quotation;
mod verdict;

pub use quotation::{Context, Finding, SourceText, check};
pub use verdict::{sha256_hex, verdict_for};
