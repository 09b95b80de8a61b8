//! The limit of loading: every field of the format, read by serde_json into derived structs that borrow their
//! text.

#![allow(dead_code, reason = "reading the fields is all there is to do")]

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

/// A text; borrowed wherever it has no escapes.
#[derive(Deserialize)]
pub struct Words<'a>(#[serde(borrow)] Cow<'a, str>);

/// A text, or something that is more.
pub enum Either<'a, T> {
    Words(Cow<'a, str>),
    More(T),
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Either<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any<'a, T>(PhantomData<(&'a (), T)>);
        impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Any<'a, T> {
            type Value = Either<'a, T>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text, a list or an object")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Either::Words(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Either::Words(Cow::Owned(text.to_owned())))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Either::More)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
                T::deserialize(SeqAccessDeserializer::new(list)).map(Either::More)
            }
        }
        deserializer.deserialize_any(Any(PhantomData))
    }
}

#[derive(Deserialize)]
pub struct File<'a> {
    dateline: Option<u32>,
    #[serde(borrow)]
    title: Option<Words<'a>>,
    description: Option<Words<'a>>,
    zone: Option<Words<'a>>,
    #[serde(default)]
    lanes: Vec<Lane<'a>>,
    #[serde(default)]
    actors: Vec<Actor<'a>>,
    #[serde(default)]
    sources: Vec<Source<'a>>,
    pub events: Vec<Event<'a>>,
}

#[derive(Deserialize)]
struct Lane<'a> {
    #[serde(borrow)]
    id: Words<'a>,
    label: Option<Words<'a>>,
}

#[derive(Deserialize)]
struct Actor<'a> {
    #[serde(borrow)]
    id: Words<'a>,
    name: Option<Words<'a>>,
    kind: Option<Words<'a>>,
}

#[derive(Deserialize)]
struct Source<'a> {
    #[serde(borrow)]
    id: Words<'a>,
    title: Option<Words<'a>>,
    publisher: Option<Words<'a>>,
    authors: Option<Either<'a, Vec<Words<'a>>>>,
    published: Option<Words<'a>>,
    zone: Option<Words<'a>>,
    url: Option<Words<'a>>,
    accessed: Option<Words<'a>>,
    grade: Option<Words<'a>>,
    text: Option<Words<'a>>,
}

#[derive(Deserialize)]
pub struct Event<'a> {
    #[serde(borrow)]
    id: Option<Words<'a>>,
    title: Words<'a>,
    date: Option<Words<'a>>,
    date_note: Option<Words<'a>>,
    zone: Option<Words<'a>>,
    status: Option<Words<'a>>,
    as_of: Option<Words<'a>>,
    lane: Option<Words<'a>>,
    #[serde(default = "Vec::new")]
    actors: Vec<Either<'a, Participation<'a>>>,
    #[serde(default = "Vec::new")]
    tags: Vec<Words<'a>>,
    importance: Option<f64>,
    summary: Option<Words<'a>>,
    #[serde(default = "Vec::new")]
    citations: Vec<Citation<'a>>,
    #[serde(default = "Vec::new")]
    relations: Vec<Relation<'a>>,
    recurrence: Option<Either<'a, Recurrence<'a>>>,
}

#[derive(Deserialize)]
struct Participation<'a> {
    #[serde(borrow)]
    id: Words<'a>,
    role: Option<Words<'a>>,
}

#[derive(Deserialize)]
struct Citation<'a> {
    #[serde(borrow)]
    source: Words<'a>,
    quote: Option<Either<'a, Quote<'a>>>,
    note: Option<Words<'a>>,
    date: Option<Words<'a>>,
    zone: Option<Words<'a>>,
    supports: Option<Either<'a, Vec<Words<'a>>>>,
}

#[derive(Deserialize)]
struct Quote<'a> {
    #[serde(borrow)]
    exact: Words<'a>,
    prefix: Option<Words<'a>>,
    suffix: Option<Words<'a>>,
}

#[derive(Deserialize)]
struct Relation<'a> {
    #[serde(borrow)]
    kind: Words<'a>,
    to: Words<'a>,
    basis: Option<Words<'a>>,
    note: Option<Words<'a>>,
}

#[derive(Deserialize)]
struct Recurrence<'a> {
    #[serde(borrow)]
    text: Option<Words<'a>>,
    rule: Option<Words<'a>>,
    from: Option<Words<'a>>,
    until: Option<Words<'a>>,
}
