//! A value of a query as somebody types it.

use std::ops::Range;

/// A value as it is typed.
#[derive(Clone, Debug)]
pub(in crate::query) struct Written {
    /// Where it stands, with `=` and quotation marks.
    pub range: Range<usize>,
    /// What stands within.
    pub text: String,
    /// Whether `=` stands before it.
    pub is_whole: bool,
}
