//! The shape of a record that says nothing unexpected, for serde to read in one go without copying words.
//!
//! What is not of this shape (an unknown field, a number where a text should be, a name that stands twice) is
//! no mistake yet: such a record is read field by field instead, by [`super::super::event`].

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// A text, borrowed where it holds no escape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a>(pub Cow<'a, str>);

impl Text<'_> {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for TextVisitor<'a> {
            type Value = Text<'a>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// A text, or an object that says more.
#[derive(Debug)]
pub(super) enum TextOr<'a, T> {
    Text(Text<'a>),
    Object(T),
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for TextOr<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EitherVisitor<'a, T>(PhantomData<(&'a (), T)>);
        impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for EitherVisitor<'a, T> {
            type Value = TextOr<'a, T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an object")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(TextOr::Text(Text(Cow::Borrowed(text))))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(TextOr::Text(Text(Cow::Owned(text.to_owned()))))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(TextOr::Object)
            }
        }
        deserializer.deserialize_any(EitherVisitor(PhantomData))
    }
}

/// An event.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentEvent<'a> {
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    #[serde(borrow)]
    pub title: Option<Text<'a>>,
    #[serde(borrow)]
    pub date: Option<Text<'a>>,
    #[serde(borrow)]
    pub date_note: Option<Text<'a>>,
    #[serde(borrow)]
    pub zone: Option<Text<'a>>,
    #[serde(borrow)]
    pub status: Option<Text<'a>>,
    #[serde(borrow)]
    pub as_of: Option<Text<'a>>,
    #[serde(borrow)]
    pub lane: Option<Text<'a>>,
    #[serde(borrow)]
    pub actors: Option<Vec<TextOr<'a, FluentParticipation<'a>>>>,
    #[serde(borrow)]
    pub tags: Option<Vec<Text<'a>>>,
    pub importance: Option<f64>,
    #[serde(borrow)]
    pub summary: Option<Text<'a>>,
    #[serde(borrow)]
    pub citations: Option<Vec<FluentCitation<'a>>>,
    #[serde(borrow)]
    pub relations: Option<Vec<FluentRelation<'a>>>,
    #[serde(borrow)]
    pub recurrence: Option<TextOr<'a, FluentRecurrence<'a>>>,
}

/// An actor in a role.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentParticipation<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub role: Option<Text<'a>>,
}

/// What an event rests on.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentCitation<'a> {
    #[serde(borrow)]
    pub source: Text<'a>,
    #[serde(borrow)]
    pub quote: Option<TextOr<'a, FluentQuote<'a>>>,
    #[serde(borrow)]
    pub note: Option<Text<'a>>,
    #[serde(borrow)]
    pub date: Option<Text<'a>>,
    #[serde(borrow)]
    pub zone: Option<Text<'a>>,
    #[serde(borrow)]
    pub supports: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub checked: Option<FluentChecked<'a>>,
}

/// Words taken from a source.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentQuote<'a> {
    #[serde(borrow)]
    pub exact: Text<'a>,
    #[serde(borrow)]
    #[expect(dead_code, reason = "read so that it is known to be a text")]
    pub prefix: Option<Text<'a>>,
    #[serde(borrow)]
    #[expect(dead_code, reason = "read so that it is known to be a text")]
    pub suffix: Option<Text<'a>>,
}

/// A recorded verdict.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentChecked<'a> {
    #[serde(borrow)]
    pub verdict: Text<'a>,
    #[serde(borrow)]
    pub on: Option<Text<'a>>,
    #[serde(borrow)]
    pub text_sha256: Option<Text<'a>>,
}

/// What an event is to another.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentRelation<'a> {
    #[serde(borrow)]
    pub kind: Text<'a>,
    #[serde(borrow)]
    pub to: Text<'a>,
    #[serde(borrow)]
    pub basis: Option<Text<'a>>,
    #[serde(borrow)]
    #[expect(dead_code, reason = "read so that it is known to be a text")]
    pub note: Option<Text<'a>>,
}

/// A promise to repeat an event.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FluentRecurrence<'a> {
    #[serde(borrow)]
    #[expect(dead_code, reason = "read so that it is known to be a text")]
    pub words: Option<Text<'a>>,
    #[serde(borrow)]
    pub rule: Option<Text<'a>>,
    #[serde(borrow)]
    pub from: Option<Text<'a>>,
    #[serde(borrow)]
    pub until: Option<Text<'a>>,
}
