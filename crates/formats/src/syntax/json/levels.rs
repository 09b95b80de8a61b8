//! Looks one level into a value: members, elements, the text itself.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::raw::{Kind, Member, Raw};
use super::{mend, string_literal};
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;

impl<'a> Raw<'a> {
    /// The members of an object, in the order in which they are written; a name that stands there several
    /// times comes several times.
    pub fn members(&self, log: &mut Log, path: &Path<'_>) -> Vec<Member<'a>> {
        let Ok(RawMembers(pairs)) = serde_json::from_str::<RawMembers<'a>>(self.text) else {
            return mend::members(*self, log, path);
        };
        pairs
            .into_iter()
            .map(|(name, value)| {
                let name = Raw { text: name.get(), at: self.offset_of(name.get()) };
                Member {
                    name: string_literal::text_of(name, log, path),
                    name_range: name.range(),
                    value: Raw { text: value.get(), at: self.offset_of(value.get()) },
                }
            })
            .collect()
    }

    /// The elements of a list.
    pub fn elements(&self, log: &mut Log, path: &Path<'_>) -> Vec<Raw<'a>> {
        let Ok(RawElements(list)) = serde_json::from_str::<RawElements<'a>>(self.text) else {
            return mend::elements(*self, log, path);
        };
        list.into_iter().map(|raw| Raw { text: raw.get(), at: self.offset_of(raw.get()) }).collect()
    }

    /// Whether the brackets that this value opens are closed in it.
    pub fn is_closed(&self) -> bool {
        self.is_sound() || mend::is_closed(*self)
    }

    /// The values of a text that holds several, one after the other (JSON Lines).
    pub fn sequence(&self, log: &mut Log, path: &Path<'_>) -> Vec<Raw<'a>> {
        mend::sequence(*self, log, path)
    }

    /// The words of a text value. What is wrong in it is reported and read as well as it can be.
    pub fn words(&self, log: &mut Log, path: &Path<'_>) -> Cow<'a, str> {
        string_literal::text_of(*self, log, path)
    }

    /// The words for a finding: a text without its quotation marks, anything else as it is written.
    pub fn shown(&self) -> Cow<'a, str> {
        // Only the beginning is shown, and decoding 50 MB for that would be slow.
        if self.kind() == Kind::Text && self.text.len() < 4_096 {
            return string_literal::text_of(*self, &mut Log::default(), &Path::Root);
        }
        Cow::Borrowed(self.text.trim_matches('"'))
    }
}

struct RawMembers<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for RawMembers<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = RawMembers<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    list.push(pair);
                }
                Ok(RawMembers(list))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

struct RawElements<'a>(Vec<&'a RawValue>);

impl<'de> Deserialize<'de> for RawElements<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = RawElements<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(element) = seq.next_element()? {
                    list.push(element);
                }
                Ok(RawElements(list))
            }
        }
        deserializer.deserialize_seq(Elements)
    }
}
