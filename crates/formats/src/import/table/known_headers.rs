//! Headers of programs and projects that are known as a whole, and say more together than name by name.

use super::column_names::{by_name, plain_name};
use super::role::Role;

/// A header that is known.
struct Known {
    /// Names that must all be there, as [`plain_name`] gives them.
    marks: &'static [&'static str],
    /// What its columns are for.
    roles: &'static [(&'static str, Role)],
}

const KNOWN: &[Known] = &[
    // ACLED: the date is that of the day, and its precision is told beside it.
    Known {
        marks: &["event id cnty", "event date"],
        roles: &[
            ("event id cnty", Role::Id),
            ("event date", Role::Date),
            ("year", Role::Keep),
            ("time precision", Role::Precision),
            ("disorder type", Role::Tags),
            ("event type", Role::Lane),
            ("sub event type", Role::Title),
            ("actor1", Role::Actors),
            ("assoc actor 1", Role::Actors),
            ("actor2", Role::Actors),
            ("assoc actor 2", Role::Actors),
            ("location", Role::Title),
            ("country", Role::Place),
            ("admin1", Role::Place),
            ("source", Role::Source),
            ("notes", Role::Summary),
            ("tags", Role::Tags),
            ("timestamp", Role::Keep),
        ],
    },
    // historicaldate: labels with dates as people write them.
    Known {
        marks: &["label", "hdate"],
        roles: &[
            ("label", Role::Title),
            ("description", Role::Summary),
            ("hdate", Role::Start),
            ("hdate end", Role::End),
            ("url", Role::SourceUrl),
            ("colour", Role::Keep),
        ],
    },
    // Storyteller.
    Known {
        marks: &["start date", "content text"],
        roles: &[
            ("start date", Role::Start),
            ("end date", Role::End),
            ("category", Role::Lane),
            ("facet", Role::Tags),
            ("content text", Role::Title),
        ],
    },
];

/// The short name of tables, under which an event keeps its further columns.
pub(crate) const FORMAT_KEY: &str = "table";
/// What stands before the names of columns of our own for fields that the model does not know; their cells
/// are JSON or plain texts.
pub(crate) const FURTHER: &str = "extra:";

/// The header that this program writes, and what its columns are for.
const OWN: &[(&str, Role)] = &[
    ("id", Role::Id),
    ("title", Role::Title),
    ("date", Role::Date),
    ("date_note", Role::DateNote),
    ("zone", Role::Zone),
    ("status", Role::Status),
    ("as_of", Role::AsOf),
    ("lane", Role::Lane),
    ("actors", Role::Actors),
    ("tags", Role::Tags),
    ("importance", Role::Importance),
    ("summary", Role::Summary),
    ("source", Role::Source),
    ("source_url", Role::SourceUrl),
    ("publisher", Role::Publisher),
    ("published", Role::Published),
    ("quote", Role::Quote),
    ("recurrence", Role::Recurrence),
    // Only where an event has one.
    ("place", Role::Place),
];
/// So many of its first columns tell it from others.
const MARKS: usize = 10;

/// Whether a header is the one that this program writes.
pub(super) fn is_own(names: &[String]) -> bool {
    names.len() >= MARKS && names.iter().zip(OWN).take(MARKS).all(|(name, (own, _))| name == own)
}

/// The roles in a table that this program wrote, but for those that somebody said: columns of its own mean
/// what they always do, others what their names say where no column of its own says that, and are kept
/// otherwise.
pub(super) fn settle_own(names: &[String], given: &[Option<Role>], roles: &mut [Role]) {
    for (column, (name, place)) in names.iter().zip(roles).enumerate() {
        let own = OWN.get(column).filter(|(own, _)| own == name).map(|(_, role)| *role);
        let named = by_name(&plain_name(name)).map(|(role, _)| role).filter(|role| role == place);
        let other = named.filter(|role| OWN.iter().all(|(_, own)| own != role));
        if given.get(column).copied().flatten().is_none() {
            *place = own.or(other).unwrap_or(Role::Keep);
        }
    }
}

/// Gives the columns of a header that is known their roles, but for those that somebody said.
pub(super) fn settle(names: &[String], given: &[Option<Role>], roles: &mut [Role]) {
    let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    let has = |mark: &&str| plain.iter().any(|name| name == mark);
    let Some(known) = KNOWN.iter().find(|known| known.marks.iter().all(has)) else { return };
    for (column, name) in plain.iter().enumerate() {
        let is_given = given.get(column).copied().flatten().is_some();
        let role = known.roles.iter().find(|(other, _)| other == name).map(|(_, role)| *role);
        if let (Some(role), Some(place), false) = (role, roles.get_mut(column), is_given) {
            *place = role;
        }
    }
}
