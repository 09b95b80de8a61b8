//! The closed word lists of the model, as the format reads them.

use dateline_timeline::model::{ActorKind, Basis, Grade, RelationKind, Status, Supports, Verdict};

/// A word of a closed list.
pub(crate) trait Word: Copy + 'static {
    /// What such a word is called: "status".
    const WHAT: &'static str;
    /// The words there are.
    fn all() -> &'static [Self];
    /// The word in the file.
    fn word(self) -> &'static str;
    /// What a word in the file means.
    fn from_word(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($name:ident: $what:literal;)+) => {$(
        impl Word for $name {
            const WHAT: &'static str = $what;
            fn all() -> &'static [Self] { $name::ALL }
            fn word(self) -> &'static str { self.key() }
            fn from_word(word: &str) -> Option<Self> { $name::from_key(word) }
        }
    )+};
}

words! {
    ActorKind: "kind of actor";
    Basis: "basis of a relation";
    Grade: "grade of a source";
    RelationKind: "kind of relation";
    Status: "status";
    Supports: "part of an event";
    Verdict: "verdict";
}
