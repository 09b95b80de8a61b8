//! The closed lists of words that a file may use, each with the words that a person reads.

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them, in the order in which lists show them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word in the file.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)+ }
            }

            /// The words that a person reads.
            pub const fn words(self) -> &'static str {
                match self { $($name::$variant => $words,)+ }
            }

            /// The one that a word in the file means.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

vocabulary!(
    /// What became of an event, as of a date.
    Status {
        /// It took place.
        Happened = "happened", "Happened";
        /// It is going on.
        Ongoing = "ongoing", "Ongoing";
        /// It was announced and has not taken place.
        Planned = "planned", "Planned";
        /// It was announced to take place again and again.
        Recurring = "recurring", "Recurring";
        /// It was called off.
        Cancelled = "cancelled", "Cancelled";
        /// It was moved to another date.
        Postponed = "postponed", "Postponed";
        /// The source does not say.
        Unknown = "unknown", "Status not stated";
    }
);

impl Status {
    /// Whether an event of this status is a promise that a later event may fulfil.
    pub const fn is_commitment(self) -> bool {
        matches!(self, Status::Planned | Status::Recurring)
    }
}

vocabulary!(
    /// What one event is to another.
    RelationKind {
        /// It comes before the other and leads up to it.
        Precedes = "precedes", "precedes";
        /// It puts the other into practice.
        Implements = "implements", "implements";
        /// It keeps the promise of the other.
        Fulfils = "fulfils", "fulfils";
        /// It renews the other.
        Renews = "renews", "renews";
        /// It is a part of the other.
        PartOf = "part-of", "part of";
        /// It makes the other known.
        Announces = "announces", "announces";
        /// It refers to the other.
        Cites = "cites", "cites";
        /// It cannot be true together with the other.
        Contradicts = "contradicts", "contradicts";
    }
);

impl RelationKind {
    /// The words for the same relation seen from its other end.
    pub const fn inverse_words(self) -> &'static str {
        match self {
            RelationKind::Precedes => "follows",
            RelationKind::Implements => "implemented by",
            RelationKind::Fulfils => "fulfilled by",
            RelationKind::Renews => "renewed by",
            RelationKind::PartOf => "includes",
            RelationKind::Announces => "announced by",
            RelationKind::Cites => "cited by",
            RelationKind::Contradicts => "contradicted by",
        }
    }
}

vocabulary!(
    /// Whether the words state a relation or the context suggests it.
    Basis {
        /// The source's words say so.
        Stated = "stated", "stated";
        /// It is read from the context.
        Inferred = "inferred", "inferred";
    }
);

vocabulary!(
    /// Who stands behind a source, from the strongest to the weakest.
    Grade {
        /// Issued by both sides together.
        Joint = "joint", "Joint statement";
        /// Issued by one government or organisation about itself.
        Official = "official", "Official";
        /// Reported by the press.
        Press = "press", "Press";
        /// Comment, analysis, memoir.
        Commentary = "commentary", "Commentary";
        /// A copy of somebody else's text.
        Copy = "copy", "Repost";
        /// Not stated.
        Unknown = "unknown", "Grade not stated";
    }
);

vocabulary!(
    /// What kind of actor takes part.
    ActorKind {
        /// A state or its government.
        State = "state", "State";
        /// A person.
        Person = "person", "Person";
        /// An organisation.
        Organisation = "organisation", "Organisation";
        /// A group without a name of its own.
        Group = "group", "Group";
        /// Not stated.
        Unknown = "unknown", "Kind not stated";
    }
);

vocabulary!(
    /// Which part of an event a citation supports.
    Supports {
        /// When it was.
        Date = "date", "the date";
        /// That it was.
        Title = "title", "the event";
        /// What became of it.
        Status = "status", "the status";
        /// Who took part.
        Actors = "actors", "the actors";
        /// Where it was.
        Place = "place", "the place";
        /// What the summary says.
        Summary = "summary", "the summary";
    }
);

vocabulary!(
    /// Whether a quotation stands in its source, from the best to the worst.
    Verdict {
        /// Character for character.
        Verbatim = "verbatim", "Verbatim";
        /// The same words once quotation marks, spaces, hyphens and Unicode form are made alike.
        SameWords = "same-words", "Same words";
        /// Nearly the same words.
        Near = "near", "Near";
        /// Not there.
        NotFound = "not-found", "Not found";
        /// There was no text to look in.
        NoSourceText = "no-source-text", "No source text";
    }
);
