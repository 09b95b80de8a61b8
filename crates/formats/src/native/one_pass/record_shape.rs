//! The shape of a record that says nothing unexpected, for serde to read in one go without copying words.
//!
//! What is not of this shape (a number where a text should be, a name that stands twice or is nearly another)
//! is no mistake yet: such a record is read field by field instead, by [`crate::native::event_record`].

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use dateline_timeline::model::Supports;

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

/// The members of an event whose values are single; lists go where they belong as they are read.
#[derive(Debug, Default)]
pub(super) struct Singles<'a> {
    pub id: Option<Text<'a>>,
    pub title: Option<Text<'a>>,
    pub date: Option<Text<'a>>,
    pub date_note: Option<Text<'a>>,
    pub zone: Option<Text<'a>>,
    pub status: Option<Text<'a>>,
    pub as_of: Option<Text<'a>>,
    pub lane: Option<Text<'a>>,
    pub importance: Option<f64>,
    pub place: Option<Text<'a>>,
    pub summary: Option<Text<'a>>,
    pub recurrence: Option<TextOr<'a, FluentRecurrence<'a>>>,
}

/// What takes the elements of an event's lists; `None` where one says something unexpected.
pub(super) trait Elements<'a> {
    fn actor(&mut self, actor: TextOr<'a, FluentParticipation<'a>>) -> Option<()>;
    fn tag(&mut self, tag: Text<'a>) -> Option<()>;
    fn citation(&mut self, citation: FluentCitation<'a>) -> Option<()>;
    fn relation(&mut self, relation: FluentRelation<'a>) -> Option<()>;
    /// A member that the format does not know; its value is skipped where there is nothing to remark upon.
    fn unknown(&mut self, name: Text<'a>) -> Option<()>;
}

/// The names of members that the format knows.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Id,
    Title,
    Date,
    DateNote,
    UnreadableDate,
    Zone,
    Status,
    AsOf,
    Lane,
    Actors,
    Tags,
    Importance,
    Place,
    Summary,
    Citations,
    Relations,
    Recurrence,
}

/// Reads an event and hands the elements of its lists on.
pub(super) struct EventSeed<'e, E>(pub &'e mut E);

impl<'de, E: Elements<'de>> DeserializeSeed<'de> for EventSeed<'_, E> {
    type Value = Singles<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Singles<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, E: Elements<'de>> Visitor<'de> for EventSeed<'_, E> {
    type Value = Singles<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Singles<'de>, A::Error> {
        let elements = self.0;
        let mut singles = Singles::default();
        let mut seen = 0_u32;
        while let Some(name) = map.next_key::<Text<'de>>()? {
            let Ok(field) = Field::deserialize(StrDeserializer::<A::Error>::new(name.as_str())) else {
                elements.unknown(name).ok_or_else(|| A::Error::custom(UNEXPECTED))?;
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let bit = 1 << field as u32;
            if seen & bit != 0 {
                return Err(A::Error::custom("a name stands twice"));
            }
            seen |= bit;
            match field {
                Field::Id => singles.id = map.next_value()?,
                Field::Title => singles.title = map.next_value()?,
                Field::Date => singles.date = map.next_value()?,
                Field::DateNote => singles.date_note = map.next_value()?,
                // Rare: its text is put together with others where it is read field by field.
                Field::UnreadableDate => return Err(A::Error::custom(UNEXPECTED)),
                Field::Zone => singles.zone = map.next_value()?,
                Field::Status => singles.status = map.next_value()?,
                Field::AsOf => singles.as_of = map.next_value()?,
                Field::Lane => singles.lane = map.next_value()?,
                Field::Importance => singles.importance = map.next_value()?,
                Field::Place => singles.place = map.next_value()?,
                Field::Summary => singles.summary = map.next_value()?,
                Field::Recurrence => singles.recurrence = map.next_value()?,
                Field::Actors => map.next_value_seed(Each::new(|one| elements.actor(one)))?,
                Field::Tags => map.next_value_seed(Each::new(|one| elements.tag(one)))?,
                Field::Citations => map.next_value_seed(Each::new(|one| elements.citation(one)))?,
                Field::Relations => map.next_value_seed(Each::new(|one| elements.relation(one)))?,
            }
        }
        Ok(singles)
    }
}

/// Hands on every element of a list, or of none.
struct Each<T, F> {
    take: F,
    element: PhantomData<T>,
}

impl<T, F: FnMut(T) -> Option<()>> Each<T, F> {
    fn new(take: F) -> Self {
        Each { take, element: PhantomData }
    }

    fn one<E: Error>(mut self, element: T) -> Result<(), E> {
        (self.take)(element).ok_or_else(|| E::custom(UNEXPECTED))
    }
}

/// Why an element is not taken; nobody sees it, for the record is read again.
const UNEXPECTED: &str = "an element says something unexpected";

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> Option<()>> DeserializeSeed<'de> for Each<T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> Option<()>> Visitor<'de> for Each<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    // A single element stands for a list of one.

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.one(T::deserialize(BorrowedStrDeserializer::new(text))?)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.one(T::deserialize(StrDeserializer::new(text))?)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let element = T::deserialize(MapAccessDeserializer::new(map))?;
        self.one(element)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element()? {
            (self.take)(element).ok_or_else(|| A::Error::custom(UNEXPECTED))?;
        }
        Ok(())
    }
}

/// A list of what a citation supports, each a word that the format knows.
#[derive(Debug)]
pub(super) struct KnownSupports;

impl<'de> Deserialize<'de> for KnownSupports {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_known = |word: Text<'de>| Supports::from_key(word.as_str()).map(|_| ());
        Each::new(is_known).deserialize(deserializer).map(|()| KnownSupports)
    }
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
    #[expect(dead_code, reason = "read so that its words are known to be known")]
    pub supports: Option<KnownSupports>,
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
