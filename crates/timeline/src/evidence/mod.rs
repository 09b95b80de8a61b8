//! Does a quotation stand in its source? Pure functions over a quotation and a text.

mod live;
mod normal;
mod quotation;
mod verdict;

pub use live::{LiveFindings, Quotation, quotations, quotations_from};
pub use quotation::{Context, Finding, SourceText, check};
pub use verdict::{recorded_for, sha256_hex, verdict_for};
