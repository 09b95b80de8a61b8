//! A value of a query as it is typed.

use std::ops::Range;

/// A value as it is typed.
#[derive(Clone, Debug)]
pub(in crate::query) struct Written {
    /// Where it is in the text, with `=` and quotation marks.
    pub range: Range<usize>,
    /// Its text, without them.
    pub text: String,
    /// Whether `=` is before it.
    pub is_whole: bool,
}
