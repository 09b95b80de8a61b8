//! What the variables of a query are about: told by their names and by the values that they have.

use std::collections::HashMap;

use super::bindings::Row;
use super::date::Stamp;

/// What a variable is of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Item,
    Label,
    Description,
    Point,
    Start,
    End,
    /// How precise the dates are.
    Precision,
    /// Whether the dates are about.
    Circa,
    Place,
    Address,
    Actor,
    Tag,
    Lane,
    /// Kept beside the event.
    Other,
}

/// How the times of a variable without a precision are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As days, or times of day.
    Days,
    /// Those on 1 January as years.
    Years,
    /// All are firsts of a month: as months, those of January as years.
    Months,
}

/// A variable that holds times.
#[derive(Clone, Debug)]
pub(super) struct Times {
    /// Its name.
    pub name: String,
    /// Point, start or end.
    pub role: Role,
    /// The variable that says how precise it is.
    pub precision: Option<String>,
    /// The variable that says whether it is about.
    pub circa: Option<String>,
    /// How it is read without a precision.
    pub reading: Reading,
    /// How many values it has, how many of them on 1 January at midnight, how many before 1 CE.
    pub counts: (usize, usize, usize),
}

/// All variables and what they are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    roles: Vec<(String, Role)>,
    /// Those that hold times, in the order of the query.
    pub times: Vec<Times>,
}

impl Columns {
    /// Tells the variables apart. `names` are in the order of the query.
    pub fn of(names: &[String], rows: &[Row<'_>]) -> Columns {
        let mut columns = Columns::default();
        let item = item(names, rows);
        for name in names {
            let role = if Some(name) == item.as_ref() {
                Role::Item
            } else if is_label_of(name, item.as_deref()) {
                Role::Label
            } else {
                role(name, item.as_deref(), rows)
            };
            columns.roles.push((name.clone(), role));
        }
        if columns.first(Role::Label).is_none() {
            columns.find_label(rows);
        }
        let precisions = columns.all(Role::Precision);
        let circas = columns.all(Role::Circa);
        let moments: Vec<(String, Role)> = columns
            .roles
            .iter()
            .filter(|(_, role)| matches!(role, Role::Point | Role::Start | Role::End))
            .cloned()
            .collect();
        for (name, role) in moments {
            let stamps: Vec<Stamp> = rows.iter().filter_map(|row| row.get(&name)?.stamp()).collect();
            columns.times.push(Times {
                precision: companion(&name, &precisions, &["precision", "prec"]),
                circa: companion(&name, &circas, &["circa", "circumstances", "sourcing", "qualifier"]),
                reading: reading(&stamps),
                counts: (
                    stamps.len(),
                    stamps.iter().filter(|stamp| stamp.is_new_year()).count(),
                    stamps.iter().filter(|stamp| stamp.year <= 0).count(),
                ),
                name,
                role,
            });
        }
        columns
    }

    /// The first variable of a role.
    pub fn first(&self, role: Role) -> Option<&str> {
        self.roles.iter().find(|(_, other)| *other == role).map(|(name, _)| name.as_str())
    }

    /// All variables of a role.
    pub fn all(&self, role: Role) -> Vec<String> {
        self.roles.iter().filter(|(_, other)| *other == role).map(|(name, _)| name.clone()).collect()
    }

    /// What a variable is.
    pub fn role_of(&self, name: &str) -> Role {
        self.roles.iter().find(|(other, _)| other == name).map_or(Role::Other, |(_, role)| *role)
    }

    /// A variable called like one, else the first that holds words.
    fn find_label(&mut self, rows: &[Row<'_>]) {
        let is_free = |role: Role| matches!(role, Role::Other | Role::Tag);
        let named = ["label", "title", "name", "event"];
        let by_name = self.roles.iter().position(|(name, role)| {
            is_free(*role) && named.iter().any(|word| name.to_lowercase().contains(word))
        });
        let by_words = || {
            self.roles.iter().position(|(name, role)| {
                let mut terms = rows.iter().filter_map(|row| row.get(name)).take(20).peekable();
                is_free(*role) && terms.peek().is_some() && terms.all(|term| !term.is_uri && term.is_prose())
            })
        };
        if let Some((_, role)) = by_name.or_else(by_words).and_then(|place| self.roles.get_mut(place)) {
            *role = Role::Label;
        }
    }
}

/// The variable of the thing that each row is about.
fn item(names: &[String], rows: &[Row<'_>]) -> Option<String> {
    let is_uri = |name: &String| {
        let mut terms = rows.iter().filter_map(|row| row.get(name)).take(20).peekable();
        terms.peek().is_some() && terms.all(|term| term.is_uri)
    };
    let usual = ["item", "event", "entity", "subject", "s", "thing", "work", "person", "battle"];
    let by_name = usual.iter().find_map(|usual| names.iter().find(|name| name.eq_ignore_ascii_case(usual)));
    let has_label = |name: &&String| names.iter().any(|other| *other == format!("{name}Label"));
    by_name
        .filter(|name| is_uri(name))
        .or_else(|| names.iter().filter(has_label).find(|name| is_uri(name)))
        .or_else(|| names.iter().find(|name| is_uri(name)))
        .cloned()
}

fn is_label_of(name: &str, item: Option<&str>) -> bool {
    let of_item = item
        .is_some_and(|item| name.strip_suffix("Label").or_else(|| name.strip_suffix("_label")) == Some(item));
    of_item || ["label", "title", "name"].iter().any(|usual| name.eq_ignore_ascii_case(usual))
}

fn role(name: &str, item: Option<&str>, rows: &[Row<'_>]) -> Role {
    let lower = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["precision"]) || lower.ends_with("prec") {
        return Role::Precision;
    }
    if has(&["circa", "circumstance", "sourcing", "p1480"]) {
        return Role::Circa;
    }
    if holds_times(name, rows) {
        return match () {
            () if has(&[
                "start",
                "begin",
                "inception",
                "birth",
                "born",
                "found",
                "from",
                "opened",
                "dob",
            ]) =>
            {
                Role::Start
            }
            () if has(&["end", "death", "died", "dissol", "abolish", "until", "closed", "dod"]) => Role::End,
            () => Role::Point,
        };
    }
    let is_of_item = item.is_some_and(|item| {
        name.strip_prefix(item).is_some_and(|rest| rest.eq_ignore_ascii_case("description"))
    });
    if is_of_item || has(&["description", "abstract", "comment"]) {
        return Role::Description;
    }
    if has(&["altlabel", "image", "picture", "photo", "logo", "coord"]) {
        return Role::Other;
    }
    if has(&["url", "website", "article", "sitelink", "reference", "source", "link"]) {
        return Role::Address;
    }
    if has(&["place", "location", "city", "country", "venue"]) {
        return Role::Place;
    }
    if has(&[
        "participant",
        "person",
        "actor",
        "author",
        "creator",
        "organi",
        "winner",
        "commander",
        "performer",
        "member",
        "party",
    ]) {
        return Role::Actor;
    }
    if has(&["group", "lane", "series", "region", "track"]) {
        return Role::Lane;
    }
    if has(&["type", "class", "genre", "categor", "instance", "kind", "topic", "tag"]) {
        return Role::Tag;
    }
    Role::Other
}

/// Whether most of the values that a variable has are times.
fn holds_times(name: &str, rows: &[Row<'_>]) -> bool {
    let (mut times, mut others) = (0_usize, 0_usize);
    for term in rows.iter().filter_map(|row| row.get(name)).take(200) {
        let is_typed = ["dateTime", "#date", "#gYear"].iter().any(|kind| term.datatype.contains(kind));
        if is_typed || term.stamp().is_some_and(|stamp| stamp.finest >= 10) || term.has_precision() {
            times += 1;
        } else if !term.is_unknown() {
            others += 1;
        }
    }
    times > others
}

/// The variable that belongs to another by its name: `startPrecision` to `start`. One that belongs to no
/// other by its name belongs to all.
fn companion(name: &str, others: &[String], words: &[&str]) -> Option<String> {
    let rest = |other: &str| {
        let lower = other.to_lowercase();
        let found = words.iter().find_map(|word| lower.contains(word).then(|| lower.replace(word, "")));
        found.unwrap_or(lower).trim_matches('_').to_owned()
    };
    let lower = name.to_lowercase();
    let stem = lower.trim_end_matches("date").trim_end_matches("time").trim_matches('_');
    let own = others.iter().find(|other| {
        let rest = rest(other);
        let rest_stem = rest.trim_end_matches("date").trim_end_matches("time").trim_matches('_');
        rest == lower || !stem.is_empty() && rest_stem == stem
    });
    let general = || others.iter().find(|other| ["", "time", "date"].contains(&rest(other).as_str()));
    own.or_else(general).cloned()
}

/// How times without a stated precision are to be read. A year stands there as its 1 January and a month as
/// its first, and nothing tells them from real ones but how many there are.
fn reading(stamps: &[Stamp]) -> Reading {
    let count = |is: fn(&Stamp) -> bool| stamps.iter().filter(|stamp| is(stamp)).count();
    let (all, new_years, firsts) = (stamps.len(), count(Stamp::is_new_year), count(Stamp::is_first_of_month));
    if all >= 3 && firsts == all && new_years < all {
        return Reading::Months;
    }
    // One day of 365 is a 1 January; ten times as many are no chance.
    if new_years >= 2 && new_years * 36 >= all { Reading::Years } else { Reading::Days }
}

/// The precision that the notation of a time and the others of its variable leave.
pub(super) fn presumed(stamp: &Stamp, reading: Reading) -> u8 {
    match reading {
        Reading::Years | Reading::Months if stamp.is_new_year() => 9,
        Reading::Months if stamp.is_first_of_month() => 10,
        _ if stamp.is_midnight() => 11,
        _ => 14,
    }
}

/// How often each value of a variable comes.
pub(super) fn distinct(name: &str, rows: &[Row<'_>]) -> usize {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for term in rows.iter().filter_map(|row| row.get(name)) {
        *seen.entry(term.value.as_str()).or_default() += 1;
    }
    seen.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sparql::date;

    #[test]
    fn many_firsts_of_january_are_years_and_a_few_are_not() {
        let stamps = |texts: &[&str]| -> Vec<Stamp> {
            texts.iter().filter_map(|text| date::stamp(&format!("{text}T00:00:00Z"), false)).collect()
        };
        assert_eq!(reading(&stamps(&["2001-01-01", "2003-01-01"])), Reading::Years);
        assert_eq!(reading(&stamps(&["2001-01-01", "2003-01-01", "2004-05-06"])), Reading::Years);
        assert_eq!(reading(&stamps(&["2001-01-01"])), Reading::Days);
        assert_eq!(reading(&stamps(&["2001-01-01", "2003-05-01", "2004-08-01"])), Reading::Months);
        let mut many = vec!["2001-03-05"; 500];
        many.extend(["2001-01-01", "2002-01-01"]);
        assert_eq!(reading(&stamps(&many)), Reading::Days);
    }

    #[test]
    fn a_precision_belongs_to_the_time_that_it_is_named_after() {
        let others = ["startPrecision".to_owned(), "precision".to_owned(), "end_prec".to_owned()];
        let words = ["precision", "prec"];
        for (name, expected) in [
            ("start", "startPrecision"),
            ("startTime", "startPrecision"),
            ("endDate", "end_prec"),
            ("date", "precision"),
        ] {
            assert_eq!(companion(name, &others, &words).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(companion("end", &others[..1], &words), None);
    }
}
