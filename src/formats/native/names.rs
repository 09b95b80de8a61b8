//! The names of the native format, object by object; the JSON Schema lists the same, and a test compares.

use crate::formats::fields::Names;

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
        "zone",
        "status",
        "as_of",
        "lane",
        "actors",
        "tags",
        "importance",
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
