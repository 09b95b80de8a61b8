//! What the closed vocabularies of the model are called in findings about a file.

use dateline_time::Vocabulary;
use dateline_timeline::model::{ActorKind, Basis, Grade, RelationKind, Status, Supports, Verdict};

/// A closed vocabulary that the native format reads.
pub(crate) trait NamedVocabulary: Vocabulary {
    /// What one of its values is called: "status".
    const WHAT: &'static str;
}

impl NamedVocabulary for ActorKind {
    const WHAT: &'static str = "kind of actor";
}

impl NamedVocabulary for Basis {
    const WHAT: &'static str = "basis of a relation";
}

impl NamedVocabulary for Grade {
    const WHAT: &'static str = "grade of a source";
}

impl NamedVocabulary for RelationKind {
    const WHAT: &'static str = "kind of relation";
}

impl NamedVocabulary for Status {
    const WHAT: &'static str = "status";
}

impl NamedVocabulary for Supports {
    const WHAT: &'static str = "part of an event";
}

impl NamedVocabulary for Verdict {
    const WHAT: &'static str = "verdict";
}
