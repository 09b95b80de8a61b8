//! The names of the native format, object by object; the JSON Schema lists the same, and a test compares.

use crate::syntax::fields::Names;

/// The file.
pub(super) const FILE: Names = Names {
    known: &[
        "dateline",
        "title",
        "description",
        "zone",
        "zones",
        "view",
        "lanes",
        "actors",
        "sources",
        "events",
        "stories",
    ],
    synonyms: &[("timezone", "Did you mean zone?"), ("name", "Did you mean title?")],
};

/// A zone to show dates in.
pub(super) const ZONE: Names = Names { known: &["id", "label"], synonyms: &[] };

/// A stretch of time.
pub(super) const VIEW: Names = Names { known: &["from", "to"], synonyms: &[] };

/// A lane.
pub(super) const LANE: Names =
    Names { known: &["id", "label"], synonyms: &[("title", "Did you mean label?")] };

/// An actor.
pub(super) const ACTOR: Names =
    Names { known: &["id", "name", "kind"], synonyms: &[("type", "Did you mean kind?")] };

/// A source.
pub(super) const SOURCE: Names = Names {
    known: &["id", "title", "publisher", "authors", "published", "zone", "url", "accessed", "grade", "text"],
    synonyms: &[
        ("author", "Did you mean authors?"),
        ("date", "Did you mean published?"),
        ("link", "Did you mean url?"),
    ],
};

/// An event.
pub(super) const EVENT: Names = Names {
    known: &[
        "id",
        "title",
        "date",
        "date_note",
        "unreadable_date",
        "zone",
        "status",
        "as_of",
        "lane",
        "actors",
        "tags",
        "importance",
        "place",
        "summary",
        "citations",
        "relations",
        "recurrence",
    ],
    synonyms: &[
        ("name", "Did you mean title?"),
        ("label", "Did you mean title?"),
        ("description", "Did you mean summary?"),
        ("category", "Did you mean lane?"),
        ("group", "Did you mean lane?"),
        ("timezone", "Did you mean zone?"),
        ("start", "Write \"date\": \"2021-08-22\", or \"2021-08-22/2021-08-24\" for a span"),
        ("end", "Write \"date\": \"2021-08-22/2021-08-24\" for a span"),
        ("start_date", "Write \"date\": \"2021-08-22\", or \"2021-08-22/2021-08-24\" for a span"),
        ("end_date", "Write \"date\": \"2021-08-22/2021-08-24\" for a span"),
    ],
};

/// An actor in a role.
pub(super) const PARTICIPATION: Names =
    Names { known: &["id", "role"], synonyms: &[("name", "Did you mean id?")] };

/// A citation.
pub(super) const CITATION: Names = Names {
    known: &["source", "quote", "note", "date", "zone", "supports", "checked"],
    synonyms: &[("text", "Did you mean quote?"), ("excerpt", "Did you mean quote?")],
};

/// A quotation.
pub(super) const QUOTE: Names =
    Names { known: &["exact", "prefix", "suffix"], synonyms: &[("text", "Did you mean exact?")] };

/// A recorded verdict.
pub(super) const CHECKED: Names = Names { known: &["verdict", "on", "text_sha256"], synonyms: &[] };

/// A relation.
pub(super) const RELATION: Names =
    Names { known: &["kind", "to", "basis", "note"], synonyms: &[("type", "Did you mean kind?")] };

/// A promise to repeat.
pub(super) const RECURRENCE: Names = Names { known: &["words", "rule", "from", "until"], synonyms: &[] };

/// A story.
pub(super) const STORY: Names = Names { known: &["title", "scenes"], synonyms: &[] };

/// A scene of a story.
pub(super) const SCENE: Names =
    Names { known: &["title", "from", "to", "event", "events", "caption", "notes"], synonyms: &[] };

/// Whether an event of the native format has a field of that name.
pub(crate) fn is_field_of_event(name: &str) -> bool {
    EVENT.known.contains(&name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use dateline_time::Vocabulary;
    use dateline_timeline::model::{ActorKind, Basis, Grade, RelationKind, Status, Supports, Verdict};

    fn schema() -> Value {
        serde_json::from_str(crate::schema()).unwrap()
    }

    /// Every object of the format under its name in the schema.
    const OBJECTS: &[(&str, &Names)] = &[
        ("file", &FILE),
        ("zone", &ZONE),
        ("view", &VIEW),
        ("lane", &LANE),
        ("actor", &ACTOR),
        ("source", &SOURCE),
        ("event", &EVENT),
        ("participation", &PARTICIPATION),
        ("citation", &CITATION),
        ("quote", &QUOTE),
        ("checked", &CHECKED),
        ("relation", &RELATION),
        ("recurrence", &RECURRENCE),
        ("story", &STORY),
        ("scene", &SCENE),
    ];

    #[test]
    fn the_schema_lists_the_fields_that_the_loader_reads() {
        let schema = schema();
        let definitions = schema["$defs"].as_object().unwrap();
        for (object, names) in OBJECTS {
            let listed: BTreeSet<&str> =
                definitions[*object]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(listed, names.known.iter().copied().collect(), "{object}");
        }
        let with_fields = definitions.values().filter(|definition| definition.get("properties").is_some());
        assert_eq!(with_fields.count(), OBJECTS.len());
    }

    #[test]
    fn every_field_of_the_schema_is_described() {
        let schema = schema();
        for (object, names) in OBJECTS {
            for name in names.known {
                let property = &schema["$defs"][*object]["properties"][*name];
                let is_described = |value: &Value| value.get("description").is_some();
                let target =
                    property["$ref"].as_str().and_then(|path| schema.pointer(path.trim_start_matches('#')));
                assert!(is_described(property) || target.is_some_and(is_described), "{object}.{name}");
            }
        }
    }

    #[test]
    fn the_schema_lists_the_keys_that_the_loader_reads() {
        fn listed<V: Vocabulary>(schema: &Value, pointer: &str) {
            let keys: Vec<&str> = V::ALL.iter().map(|value| value.key()).collect();
            assert_eq!(schema.pointer(pointer), Some(&Value::from(keys)), "{pointer}");
        }
        let schema = schema();
        listed::<ActorKind>(&schema, "/$defs/actor/properties/kind/enum");
        listed::<Grade>(&schema, "/$defs/source/properties/grade/enum");
        listed::<Status>(&schema, "/$defs/event/properties/status/enum");
        listed::<RelationKind>(&schema, "/$defs/relation/properties/kind/enum");
        listed::<Basis>(&schema, "/$defs/relation/properties/basis/enum");
        listed::<Supports>(&schema, "/$defs/part/enum");
        listed::<Verdict>(&schema, "/$defs/checked/properties/verdict/enum");
    }
}
