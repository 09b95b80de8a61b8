//! What the notation of a file does with changes, which are found alike in all notations: values are located
//! by the JSON that a file is, or is read as.

use std::ops::Range;

use super::super::pretty_json::Json;
use crate::syntax::json::Raw;

/// A file that values are changed in. What it cannot do it refuses when it is done.
pub(super) trait Target {
    /// Replaces a value.
    fn put(&mut self, raw: Raw<'_>, value: &Json);

    /// Takes elements out of a list and adds some.
    fn list(&mut self, list: Raw<'_>, change: &Change<Json>);

    /// Takes members out of an object and adds some.
    fn object(&mut self, object: Raw<'_>, change: &Change<(String, Json)>);

    /// Whether an element of a list may be of any kind. Tables of TOML that stand in a list by their headers
    /// stay tables.
    fn holds_any_kind(&self, _list: Raw<'_>) -> bool {
        true
    }
}

/// What comes and goes of the entries of a list or an object.
pub(super) struct Change<E> {
    /// Where the entries stand in the JSON.
    pub spans: Vec<Range<usize>>,
    /// Which of them go.
    pub gone: Vec<bool>,
    /// The index of the entry before which others are added.
    pub at: usize,
    /// What is added.
    pub added: Vec<E>,
}

impl<E> Change<E> {
    /// Whether an entry goes.
    pub fn is_gone(&self, index: usize) -> bool {
        self.gone.get(index).copied().unwrap_or_default()
    }
}
