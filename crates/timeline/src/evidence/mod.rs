//! Whether a quotation is in its source. Pure functions over a quotation and a text.

mod ends_with;
mod live;
mod normal;
mod origins;
mod quotation;
mod verdict;

pub use live::{LiveFindings, Quotation, check_all, quotations};
pub use quotation::{Context, Finding, SourceText, check};
pub use verdict::{recorded_for, sha256_hex, verdict_for};
