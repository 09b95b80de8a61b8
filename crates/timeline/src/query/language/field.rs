//! The fields that a search can ask for, the words of those that know a closed list, and what each means.

use crate::model::{Grade, Status};
use dateline_time::vocabulary;

vocabulary! {
    /// A field of a search: `actor` in `actor:biden`.
    pub enum Field(key, label) {
        /// Who took part, by name.
        Actor = "actor", "Who took part";
        /// A tag.
        Tag = "tag", "A tag";
        /// The lane, by name.
        Lane = "lane", "The lane it stands in";
        /// What became of it.
        Status = "status", "What became of it";
        /// A source, by its title, its publisher or an author.
        Source = "source", "Title, publisher or author of a source";
        /// Who published a source.
        Publisher = "publisher", "Who published a source";
        /// Who stands behind a source.
        Grade = "grade", "Who stands behind a source";
        /// Words of the title.
        Title = "title", "Words of the title";
        /// Words of the summary.
        Summary = "summary", "Words of the summary";
        /// Words that are quoted from a source.
        Quote = "quote", "Words quoted from a source";
        /// The event's id in the file.
        Id = "id", "The event's id in the file";
        /// It can have been at that time.
        Date = "date", "It may have been then, at least in part";
        /// It can have begun before that time.
        Before = "before", "It may have begun before then";
        /// It can have ended, or go on, after that time.
        After = "after", "It may have ended after then, or goes on";
        /// It was within that time and not beyond.
        During = "during", "It was within that time, all of it";
        /// Something is stated.
        Has = "has", "Something is stated";
        /// Something is not stated.
        Missing = "missing", "Something is not stated";
        /// What kind of event it is.
        Is = "is", "What is known of its date and its end";
    }
}

vocabulary! {
    /// What an event can state or leave out: `missing:source`.
    pub enum Part(key, label) {
        /// A date with a known bound.
        Date = "date", "A date";
        /// A source that the file describes.
        Source = "source", "A source";
        /// A citation of any kind.
        Citation = "citation", "A citation";
        /// Words quoted from a source.
        Quote = "quote", "Quoted words";
        /// Somebody who took part.
        Actor = "actor", "An actor";
        /// A tag.
        Tag = "tag", "A tag";
        /// A lane.
        Lane = "lane", "A lane";
        /// A summary.
        Summary = "summary", "A summary";
        /// A relation to another event of the file, stated at either of the two.
        Relation = "relation", "A relation to another event";
    }
}

vocabulary! {
    /// What an event can be: `is:planned`.
    pub enum Quality(key, label) {
        /// No known bound gives it a place in time.
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
    /// Other words for it that are understood.
    pub const fn other_names(self) -> &'static [&'static str] {
        match self {
            Field::Actor => &["actors"],
            Field::Tag => &["tags"],
            Field::Lane => &["lanes"],
            Field::Source => &["sources"],
            Field::Quote => &["quotes", "words"],
            Field::Date => &["on", "in"],
            _ => &[],
        }
    }

    /// The field of a name in lower case.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::from_key(name)
            .or_else(|| Field::ALL.iter().copied().find(|field| field.other_names().contains(&name)))
    }

    /// One example of its use.
    pub const fn sample(self) -> &'static str {
        match self {
            Field::Actor => "actor:biden",
            Field::Tag => "tag:agreement,visit",
            Field::Lane => "lane:cyber",
            Field::Status => "status:planned",
            Field::Source => "source:cna",
            Field::Publisher => "publisher:mindef",
            Field::Grade => "grade:official",
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

    /// The words that it knows, each with its meaning; `None` for a field that takes any words or a date.
    pub fn closed_list(self) -> Option<Vec<(&'static str, &'static str)>> {
        Some(match self {
            Field::Status => Status::ALL.iter().map(|status| (status.key(), status.label())).collect(),
            Field::Grade => Grade::ALL.iter().map(|grade| (grade.key(), grade.label())).collect(),
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
