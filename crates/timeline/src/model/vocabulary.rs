//! The closed vocabularies of files: each value with its key in the file and the label that a person reads.

use dateline_time::vocabulary;

vocabulary! {
    /// What became of an event, as of a date.
    pub enum Status(key, label) {
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
}

impl Status {
    /// Whether an event of this status is a promise that a later event may fulfil.
    pub const fn is_commitment(self) -> bool {
        matches!(self, Status::Planned | Status::Recurring)
    }
}

vocabulary! {
    /// What one event is to another.
    pub enum RelationKind(key, label) {
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
}

impl RelationKind {
    /// The text of the same relation seen from its other end.
    pub const fn inverse_text(self) -> &'static str {
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

vocabulary! {
    /// Whether the text states a relation or the context suggests it.
    pub enum Basis(key, label) {
        /// The source says so.
        Stated = "stated", "stated";
        /// It is read from the context.
        Inferred = "inferred", "inferred";
    }
}

vocabulary! {
    /// How official the publisher of a source is, from the strongest to the weakest.
    pub enum Grade(key, label) {
        /// Issued by both sides together.
        Joint = "joint", "Joint statement";
        /// Issued by one government or organisation about itself.
        Official = "official", "Official";
        /// Reported by the press.
        Press = "press", "Press";
        /// Comment, analysis, memoir.
        Commentary = "commentary", "Commentary";
        /// A copy of a text of others.
        Copy = "copy", "Repost";
        /// Not stated.
        Unknown = "unknown", "Grade not stated";
    }
}

vocabulary! {
    /// What kind of actor takes part.
    pub enum ActorKind(key, label) {
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
}

vocabulary! {
    /// Which part of an event a citation supports.
    pub enum Supports(key, label) {
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
}

vocabulary! {
    /// Whether a quotation is in its source, from the best to the worst.
    pub enum Verdict(key, label) {
        /// Character for character.
        Verbatim = "verbatim", "Verbatim";
        /// The same text once quotation marks, spaces, hyphens and Unicode form are made alike.
        SameWords = "same-words", "Same words";
        /// Nearly the same text.
        Near = "near", "Near";
        /// Not there.
        NotFound = "not-found", "Not found";
        /// There was no text to look in.
        NoSourceText = "no-source-text", "No source text";
    }
}
