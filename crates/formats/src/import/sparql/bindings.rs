//! The rows of a result, and the values that their variables have.

use super::date::{self, Stamp};
use std::collections::HashMap;

use crate::syntax::json::Raw;

/// One value of a row.
#[derive(Clone, Debug)]
pub(super) struct Term<'a> {
    pub value: String,
    pub is_uri: bool,
    pub is_blank: bool,
    pub datatype: String,
    /// The precision of a time of Wikidata's own JSON.
    pub precision: Option<u8>,
    pub raw: Raw<'a>,
}

/// The bound variables of a row.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// Its number among the records of the file.
    pub record: usize,
    pub terms: HashMap<String, Term<'a>>,
    pub raw: Raw<'a>,
}

impl<'a> Row<'a> {
    pub fn get(&self, name: &str) -> Option<&Term<'a>> {
        self.terms.get(name)
    }
}

impl Term<'_> {
    /// The value as a time.
    pub fn stamp(&self) -> Option<Stamp> {
        date::stamp(&self.value, self.precision.is_some()).filter(|_| !self.is_uri)
    }

    pub fn has_precision(&self) -> bool {
        self.precision.is_some()
    }

    /// Whether it says that there is a value which nobody knows.
    pub fn is_unknown(&self) -> bool {
        self.is_blank || self.value.contains("/.well-known/genid/") || self.value.trim().is_empty()
    }

    /// Whether it holds words, rather than numbers or codes.
    pub fn is_prose(&self) -> bool {
        self.value.chars().any(char::is_alphabetic) && !self.value.contains("://")
    }
}
