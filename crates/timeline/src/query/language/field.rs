//! The fields of a search, the keys of those with a closed list, and what each means.

use crate::model::{Grade, Status};
use crate::query::attribute::Attribute;
use dateline_time::vocabulary;

/// A field of a search: `actor` in `actor:biden`. Attributes of events are fields under their own keys; a
/// further field of the file is `field:NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// An attribute of events, by its names or its closed list.
    Of(Attribute),
    /// Text of the title.
    Title,
    /// Text of the summary.
    Summary,
    /// Text that is quoted from a source.
    Quote,
    /// The event's id in the file.
    Id,
    /// It can have been at that time.
    Date,
    /// It can have begun before that time.
    Before,
    /// It can have ended, or go on, after that time.
    After,
    /// It was within that time and not beyond.
    During,
    /// Something is stated.
    Has,
    /// Something is not stated.
    Missing,
    /// What kind of event it is.
    Is,
}

/// What an event can state or leave out: `missing:source`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A value of an attribute: `missing:source`, `missing:field:ministry`.
    Of(Attribute),
    /// A date with a known bound.
    Date,
    /// A citation of any kind.
    Citation,
    /// Text quoted from a source.
    Quote,
    /// A summary.
    Summary,
    /// A relation to another event of the file, stated at either of the two.
    Relation,
}

vocabulary! {
    /// What an event can be: `is:planned`.
    pub enum Quality(key, label) {
        /// No known bound gives it a position in time.
        Undated = "undated", "Its date is not stated";
        /// It has a date that the source does not doubt.
        Certain = "certain", "Its date is stated without a doubt";
        /// Its date is inferred.
        Uncertain = "uncertain", "Its date is inferred";
        /// Its date is about right.
        Approximate = "approximate", "Its date is approximate";
        /// It has always been, or goes on.
        Open = "open", "It has no end, or no beginning";
        /// It was announced to happen and has not.
        Planned = "planned", "It was announced and has not taken place";
        /// It happens again and again, or is promised to.
        Recurring = "recurring", "It is promised again and again";
    }
}

impl Field {
    /// All but the further fields of a file, in the order of lists.
    pub const ALL: &'static [Field] = &[
        Field::Of(Attribute::Actor),
        Field::Of(Attribute::Tag),
        Field::Of(Attribute::Lane),
        Field::Of(Attribute::Status),
        Field::Of(Attribute::Source),
        Field::Of(Attribute::Publisher),
        Field::Of(Attribute::Grade),
        Field::Of(Attribute::Place),
        Field::Title,
        Field::Summary,
        Field::Quote,
        Field::Id,
        Field::Date,
        Field::Before,
        Field::After,
        Field::During,
        Field::Has,
        Field::Missing,
        Field::Is,
    ];

    /// Its name, without that of a further field of the file: "actor", "field".
    pub const fn key(self) -> &'static str {
        match self {
            Field::Of(attribute) => attribute.kind(),
            Field::Title => "title",
            Field::Summary => "summary",
            Field::Quote => "quote",
            Field::Id => "id",
            Field::Date => "date",
            Field::Before => "before",
            Field::After => "after",
            Field::During => "during",
            Field::Has => "has",
            Field::Missing => "missing",
            Field::Is => "is",
        }
    }

    /// What it searches, as lists of fields show it.
    pub const fn label(self) -> &'static str {
        match self {
            Field::Of(attribute) => attribute.meaning(),
            Field::Title => "Words of the title",
            Field::Summary => "Words of the summary",
            Field::Quote => "Words quoted from a source",
            Field::Id => "The event's id in the file",
            Field::Date => "It may have been then, at least in part",
            Field::Before => "It may have begun before then",
            Field::After => "It may have ended after then, or goes on",
            Field::During => "It was within that time, all of it",
            Field::Has => "Something is stated",
            Field::Missing => "Something is not stated",
            Field::Is => "What is known of its date and its end",
        }
    }

    /// Other names for it that are understood.
    pub const fn other_names(self) -> &'static [&'static str] {
        match self {
            Field::Of(Attribute::Actor) => &["actors"],
            Field::Of(Attribute::Tag) => &["tags"],
            Field::Of(Attribute::Lane) => &["lanes"],
            Field::Of(Attribute::Source) => &["sources"],
            Field::Of(Attribute::Place) => &["places"],
            Field::Quote => &["quotes", "words"],
            Field::Date => &["on", "in"],
            _ => &[],
        }
    }

    /// The field of a name in lower case; a further field of the file has two names and is read apart.
    pub fn from_name(name: &str) -> Option<Field> {
        let has_name = |field: &Field| field.key() == name || field.other_names().contains(&name);
        Field::ALL.iter().copied().find(has_name)
    }

    /// One example of its use.
    pub const fn sample(self) -> &'static str {
        match self {
            Field::Of(attribute) => match attribute {
                Attribute::Actor => "actor:biden",
                Attribute::Tag => "tag:agreement,visit",
                Attribute::Lane => "lane:cyber",
                Attribute::Status => "status:planned",
                Attribute::Source => "source:cna",
                Attribute::Publisher => "publisher:mindef",
                Attribute::Grade => "grade:official",
                Attribute::Place => "place:harbour",
                Attribute::Field(_) => "field:ministry:trade",
                // The first is searched as `is:`, the second not at all.
                Attribute::Dating | Attribute::Nothing => "is:undated",
            },
            Field::Title => "title:\"joint statement\"",
            Field::Summary => "summary:agencies",
            Field::Quote => "quote:memoranda",
            Field::Id => "id:mous",
            Field::Date => "date:2022-03",
            Field::Before => "before:2022",
            Field::After => "after:2022-03-29",
            Field::During => "during:2021-07/2022",
            Field::Has => "has:quote",
            Field::Missing => "missing:source",
            Field::Is => "is:undated",
        }
    }

    /// The keys of its closed list, each with its label; `None` for a field that takes any text or a date.
    pub fn closed_list(self) -> Option<Vec<(&'static str, &'static str)>> {
        Some(match self {
            Field::Of(Attribute::Status) => {
                Status::ALL.iter().map(|status| (status.key(), status.label())).collect()
            }
            Field::Of(Attribute::Grade) => {
                Grade::ALL.iter().map(|grade| (grade.key(), grade.label())).collect()
            }
            Field::Has | Field::Missing => Part::ALL.iter().map(|part| (part.key(), part.label())).collect(),
            Field::Is => Quality::ALL.iter().map(|quality| (quality.key(), quality.label())).collect(),
            _ => return None,
        })
    }

    /// Whether it takes a date.
    pub const fn takes_date(self) -> bool {
        matches!(self, Field::Date | Field::Before | Field::After | Field::During)
    }
}

impl Part {
    /// All but the further fields of a file, in the order of lists.
    pub const ALL: &'static [Part] = &[
        Part::Date,
        Part::Of(Attribute::Source),
        Part::Citation,
        Part::Quote,
        Part::Of(Attribute::Actor),
        Part::Of(Attribute::Tag),
        Part::Of(Attribute::Lane),
        Part::Of(Attribute::Place),
        Part::Of(Attribute::Publisher),
        Part::Summary,
        Part::Relation,
    ];

    /// Its key, without the name of a further field of the file: "source", "field".
    pub const fn key(self) -> &'static str {
        match self {
            Part::Of(attribute) => attribute.kind(),
            Part::Date => "date",
            Part::Citation => "citation",
            Part::Quote => "quote",
            Part::Summary => "summary",
            Part::Relation => "relation",
        }
    }

    /// What it is: "A source".
    pub const fn label(self) -> &'static str {
        match self {
            Part::Of(attribute) => match attribute {
                Attribute::Lane => "A lane",
                Attribute::Actor => "An actor",
                Attribute::Tag => "A tag",
                Attribute::Status => "A status",
                Attribute::Source => "A source",
                Attribute::Publisher => "The publisher of a source",
                Attribute::Grade => "The grade of a source",
                Attribute::Place => "A place",
                Attribute::Dating => "What is known of its date",
                Attribute::Field(_) => "A further field of the file",
                Attribute::Nothing => "Anything",
            },
            Part::Date => "A date",
            Part::Citation => "A citation",
            Part::Quote => "Quoted words",
            Part::Summary => "A summary",
            Part::Relation => "A relation to another event",
        }
    }

    /// Whether an event may have to be read as a whole to know.
    pub const fn is_read(self) -> bool {
        match self {
            Part::Of(attribute) => attribute.is_read(),
            Part::Citation | Part::Quote | Part::Summary => true,
            Part::Date | Part::Relation => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_fields_share_a_name() {
        for field in Field::ALL {
            for name in std::iter::once(&field.key()).chain(field.other_names()) {
                assert_eq!(Field::from_name(name), Some(*field), "{name}");
            }
            assert!(field.sample().starts_with(&format!("{}:", field.key())), "{field:?}");
        }
        assert_eq!(Field::from_name("actr"), None);
    }
}
