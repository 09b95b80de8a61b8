//! A value as it is written in the source text, with its place there.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::value::RawValue;

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// A value as it is written, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'a> {
    /// The bytes of the value, without space around them.
    pub text: &'a str,
    /// Where they begin in the source text.
    pub at: usize,
}

/// What a value is, by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    List,
    Text,
    Number,
    Boolean,
    Null,
    /// Not a JSON value.
    Broken,
}

impl Kind {
    /// With its article: "a list".
    pub const fn label(self) -> &'static str {
        match self {
            Kind::Object => "an object",
            Kind::List => "a list",
            Kind::Text => "a text",
            Kind::Number => "a number",
            Kind::Boolean => "true or false",
            Kind::Null => "null",
            Kind::Broken => "not JSON",
        }
    }
}

/// A name and its value in an object.
#[derive(Clone, Debug)]
pub(crate) struct Member<'a> {
    pub name: Cow<'a, str>,
    /// The bytes of the name with its quotation marks.
    pub name_range: Range<usize>,
    pub value: Raw<'a>,
}

impl<'a> Raw<'a> {
    /// A whole source text as one value, without the space around it.
    pub fn document(text: &'a str) -> Self {
        let start = text.trim_start();
        Raw { text: start.trim_end(), at: text.len() - start.len() }
    }

    /// The rest of this value from a place of the source text on.
    pub fn rest_from(&self, at: usize) -> Raw<'a> {
        Raw { text: self.text.get(at.saturating_sub(self.at)..).unwrap_or_default(), at }
    }

    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    pub fn kind(&self) -> Kind {
        match self.text.as_bytes() {
            [b'{', ..] => Kind::Object,
            [b'[', ..] => Kind::List,
            [b'"', ..] => Kind::Text,
            [b'-' | b'0'..=b'9', ..] => Kind::Number,
            b"true" | b"false" => Kind::Boolean,
            b"null" => Kind::Null,
            _ => Kind::Broken,
        }
    }

    /// Whether the text is one sound JSON value.
    pub fn is_sound(&self) -> bool {
        self.syntax_error().is_none()
    }

    fn syntax_error(&self) -> Option<serde_json::Error> {
        serde_json::from_str::<&RawValue>(self.text).err()
    }

    /// Where serde_json gave up, as a place in the source text.
    fn place_of(&self, error: &serde_json::Error) -> usize {
        let line_start = match error.line() {
            0 | 1 => 0,
            line => self.text.match_indices('\n').nth(line - 2).map_or(0, |(at, _)| at + 1),
        };
        // Its columns count bytes from 1.
        self.at + (line_start + error.column().saturating_sub(1)).min(self.text.len())
    }

    pub(super) fn offset_of(&self, inner: &str) -> usize {
        self.at + (inner.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The first value of a text, if it is sound and another object follows: the mark of JSON Lines.
    pub fn first_of_lines(&self) -> Option<Raw<'a>> {
        let mut stream = serde_json::Deserializer::from_str(self.text).into_iter::<&RawValue>();
        let first = stream.next()?.ok()?;
        let rest = self.text.get(stream.byte_offset()..)?.trim_start();
        rest.starts_with('{').then(|| Raw { text: first.get(), at: self.offset_of(first.get()) })
    }

    /// Reports where serde_json finds the syntax wrong; for values that nothing else looks into. Returns
    /// whether the value is sound.
    pub fn report_syntax(&self, log: &mut Log, path: &Path<'_>) -> bool {
        let Some(error) = self.syntax_error() else { return true };
        let at = self.place_of(&error);
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        log.push(
            Diagnostic::new(Severity::Error, at..at + 1, path, format!("Not JSON: {words}"))
                .effect("The field is left out"),
        );
        false
    }
}
