//! A search after it is read: clauses that must all hold, each of which is one of several tests.

use super::field::{Field, Part, Quality};
use crate::model::{Grade, Status};
use crate::query::attribute::Attribute;
use dateline_time::Date;

/// A value that a field must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Folded, without space around it, never empty.
    pub text: String,
    /// It must be the whole name or the whole id, not a part of the name.
    pub is_whole: bool,
}

/// One condition on an event. Of several values, one must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A folded word or phrase occurs in a text of the event.
    Term(String),
    /// A field that takes any text holds one of the values.
    Of(Field, Vec<Value>),
    /// It has one of these statuses.
    Status(Vec<Status>),
    /// It rests on a source of one of these grades.
    Grade(Vec<Grade>),
    /// Its date has the relation of the field to one of these dates; the field is one of those that take a
    /// date.
    When(Field, Vec<Date>),
    /// One of these is stated.
    Has(Vec<Part>),
    /// One of these is not stated.
    Missing(Vec<Part>),
    /// It is one of these.
    Is(Vec<Quality>),
}

/// A test, or its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// The test must fail.
    pub is_excluded: bool,
    /// The condition.
    pub test: Test,
}

/// Tests of which one must hold; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause(
    /// The tests.
    pub Vec<Atom>,
);

impl Clause {
    /// The word or phrase of a clause that is only a word or phrase to be found.
    pub fn term(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Atom { is_excluded: false, test: Test::Term(term) }] => Some(term),
            _ => None,
        }
    }

    /// Whether every event that this clause leaves is surely left by the other one too.
    pub fn implies(&self, other: &Clause) -> bool {
        self.0.iter().all(|own| other.0.iter().any(|other| own.implies(other)))
    }

    /// Whether it can be answered from columns alone, without reading texts.
    pub fn is_quick(&self) -> bool {
        self.0.iter().all(|atom| atom.test.is_quick())
    }
}

impl Atom {
    fn implies(&self, other: &Atom) -> bool {
        match (self.is_excluded, other.is_excluded) {
            (false, false) => self.test.implies(&other.test),
            (true, true) => other.test.implies(&self.test),
            _ => false,
        }
    }
}

impl Test {
    fn is_quick(&self) -> bool {
        match self {
            Test::Term(_) | Test::Of(Field::Summary | Field::Quote | Field::Title | Field::Id, _) => false,
            Test::Of(Field::Of(attribute), _) => !attribute.is_read(),
            Test::Has(parts) | Test::Missing(parts) => !parts.iter().any(|part| part.is_read()),
            Test::Of(..) | Test::Status(_) | Test::Grade(_) | Test::When(..) | Test::Is(_) => true,
        }
    }

    fn implies(&self, other: &Test) -> bool {
        match (self, other) {
            (Test::Term(own), Test::Term(other)) => own.contains(other.as_str()),
            // Words without a field are searched in the texts of these fields too.
            (
                Test::Of(
                    Field::Title
                    | Field::Summary
                    | Field::Quote
                    | Field::Of(Attribute::Actor | Attribute::Tag | Attribute::Place),
                    own,
                ),
                Test::Term(other),
            ) => own.iter().all(|own| !own.is_whole && own.text.contains(other.as_str())),
            (Test::Of(field, own), Test::Of(other_field, other)) => {
                field == other_field && own.iter().all(|own| other.iter().any(|other| own.implies(other)))
            }
            (Test::Status(own), Test::Status(other)) => is_part(own, other),
            (Test::Grade(own), Test::Grade(other)) => is_part(own, other),
            (Test::When(field, own), Test::When(other_field, other)) => {
                field == other_field && is_part(own, other)
            }
            (Test::Has(own), Test::Has(other)) | (Test::Missing(own), Test::Missing(other)) => {
                is_part(own, other)
            }
            (Test::Is(own), Test::Is(other)) => is_part(own, other),
            _ => false,
        }
    }
}

impl Value {
    /// Whether a name that it fits surely fits the other too. A whole name may be an id, which says nothing
    /// of the name.
    fn implies(&self, other: &Value) -> bool {
        self == other || !self.is_whole && !other.is_whole && self.text.contains(&other.text)
    }
}

/// Whether all values are among the others.
fn is_part<T: PartialEq>(own: &[T], others: &[T]) -> bool {
    own.iter().all(|value| others.contains(value))
}
