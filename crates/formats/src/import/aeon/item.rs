//! One item of a project as a draft of an event.

use std::collections::HashMap;
use std::ops::Range;

use super::aeon_calendar::{Calendar, Parts, as_known};
use super::by_id::{Tree, list, text};
use super::project::{Project, Role};
use crate::import::{Draft, Link, link};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;
use crate::syntax::json::{Kind, Raw};
use dateline_time::phrases::{four_point, one_of, open_from};
use dateline_time::{Date, DateError};
use dateline_timeline::model::{Basis, RelationKind, Status};

/// An item before it is read.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub id: String,
    pub label: String,
    pub role: Role,
    fields: Tree<'a>,
    /// Its dates, where it has any.
    dates: Option<Raw<'a>>,
    has_date: bool,
}

impl<'a> Item<'a> {
    pub fn of(id: &str, raw: Raw<'a>, dates: Option<Raw<'a>>, project: &Project) -> Item<'a> {
        let fields = Tree::of(raw);
        let label = fields.text("label").or_else(|| fields.text("shortLabel")).unwrap_or_default();
        let role = project.role(&fields.text("type").unwrap_or_default());
        let dates = dates.filter(|raw| raw.kind() == Kind::Object);
        let has_date = dates.is_some_and(|raw| {
            let dates = Tree::of(raw);
            ["startDate", "endDate"].iter().any(|name| dates.get(name).and_then(Parts::of).is_some())
        });
        Item { id: id.to_owned(), label, role, fields, dates, has_date }
    }

    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.fields.raw.range()
    }

    /// What is wrong with a value among the items that is none.
    pub fn no_item(&self) -> Option<Diagnostic> {
        let kind = self.fields.raw.kind();
        let message = format!("Expected an item, found {}", kind.label());
        let finding = || Diagnostic::new(Severity::Error, self.span(), &Path::Root, message);
        (kind != Kind::Object).then(|| finding().found(&self.fields.raw.shown()))
    }

    /// Whether it is no event of its own but what other events name: somebody, a place, a subject.
    pub fn is_part_of_others(&self, project: &Project) -> bool {
        let is_named = self.role == Role::Person || project.related.contains(&self.id);
        !self.has_date && self.role != Role::Event && is_named && !self.label.is_empty()
    }
}

/// What is needed to read an item.
pub(super) struct Reading<'r> {
    pub project: &'r Project,
    pub calendar: &'r Calendar,
    /// All items by id.
    pub names: &'r HashMap<&'r str, &'r Item<'r>>,
}

impl Reading<'_> {
    /// The item as a draft.
    pub fn draft(&self, item: &Item<'_>, log: &mut Log) -> Draft {
        let mut draft = Draft::new(item.label.clone(), item.span());
        draft.event.key.clone_from(&item.id);
        draft.event.summary = item.fields.text("summary").unwrap_or_default();
        if let Some(kind) = item.fields.text("type") {
            draft.lane = Some(self.project.type_name(&kind));
        }
        let tags = item.fields.get("tags").map(list).unwrap_or_default();
        draft.tags.extend(tags.into_iter().filter_map(text).map(|tag| self.project.tag(&tag)));
        self.date(item, &mut draft, log);
        self.relationships(item, &mut draft);
        for address in item.fields.get("links").map(list).unwrap_or_default() {
            let tree = Tree::of(address);
            let url = text(address).or_else(|| tree.text("url")).or_else(|| tree.text("href"));
            match url.filter(|url| link(url).is_some()) {
                Some(url) => {
                    draft.cite(&tree.text("title").or_else(|| tree.text("label")).unwrap_or_default(), &url)
                }
                None => leave(&mut draft, "link", address),
            }
        }
        self.leave_others(item, &mut draft);
        draft
    }

    /// Keeps what the model has no field for.
    fn leave_others(&self, item: &Item<'_>, draft: &mut Draft) {
        for (id, value) in item.fields.below("propertyValues").members() {
            let name = self.project.property(id);
            match self.project.choice(value) {
                Some(words) => draft.leave(name, words),
                None if value.kind() != Kind::Null => leave(draft, &name, value),
                None => {}
            }
        }
        for name in ["shortLabel", "displayId", "color", "image", "attachments"] {
            if let Some(value) = item.fields.get(name)
                && !matches!(value.text, "[]" | "{}" | "\"\"")
            {
                leave(draft, name, value);
            }
        }
    }

    fn relationships(&self, item: &Item<'_>, draft: &mut Draft) {
        let mut others = Vec::new();
        for relationship in self.project.relationships.get(&item.id).into_iter().flatten() {
            let Some(other) = self.names.get(relationship.other.as_str()) else { continue };
            match (other.role, kind_of(&relationship.label)) {
                (Role::Person, _) => draft.actors.push((other.label.clone(), relationship.label.clone())),
                (Role::Place, _) => draft.add_place(&other.label),
                _ if other.is_part_of_others(self.project) => draft.tags.push(other.label.clone()),
                (_, Some(kind)) => draft.links.push(Link {
                    kind,
                    to: other.id.clone(),
                    basis: Basis::Stated,
                    note: relationship.label.clone(),
                }),
                (_, None) => {
                    let (label, to) = (json_text(&relationship.label), json_text(&other.id));
                    others.push(format!("{{\"relationship\": {label}, \"to\": {to}}}"));
                }
            }
        }
        if !others.is_empty() {
            draft.left.push(("relationships".to_owned(), format!("[{}]", others.join(", "))));
        }
    }

    fn date(&self, item: &Item<'_>, draft: &mut Draft, log: &mut Log) {
        let Some(raw) = item.dates.filter(|_| item.has_date) else { return };
        let dates = Tree::of(raw);
        if !self.calendar.is_gregorian() {
            draft.event.date_note = self.note(&dates);
            leave(draft, "dates", raw);
            return;
        }
        let mut report = |span: Range<usize>, found: &str, error: DateError, effect: &str| {
            let finding = Diagnostic::new(Severity::Error, span, &Path::Root, error.message);
            log.push(finding.found(found).effect(effect));
        };
        let mut point = |name: &str| -> Option<Date> {
            let raw = dates.get(name)?;
            let parts = Parts::of(raw)?;
            match self.calendar.date(&parts) {
                Ok(date) => Some(as_known(date, raw)),
                Err(error) => {
                    let found = self.calendar.words(&parts);
                    report(raw.range(), &found, error, "This point of the date is left out");
                    None
                }
            }
        };
        let (start, latest_start) = (point("startDate"), point("latestStartDate"));
        let (earliest_end, end) = (point("earliestEndDate"), point("endDate"));
        let made = if dates.is_true("ongoing") {
            draft.event.status = Status::Ongoing;
            let start = match (&start, &latest_start) {
                (Some(from), Some(to)) => one_of(from, to).ok(),
                (from, to) => from.clone().or_else(|| to.clone()),
            };
            start.as_ref().map(open_from)
        } else {
            let points = [&start, &latest_start, &earliest_end, &end].map(Option::as_ref);
            let [start, latest_start, earliest_end, end] = points;
            points.iter().any(Option::is_some).then(|| four_point(start, latest_start, earliest_end, end))
        };
        match made {
            Some(Ok(date)) => draft.event.date = Some(date),
            Some(Err(error)) => {
                report(raw.range(), &self.note(&dates), error, "Only the start is used");
                draft.event.date = start;
                leave(draft, "dates", raw);
            }
            None => {
                draft.event.date_note = self.note(&dates);
                leave(draft, "dates", raw);
            }
        }
    }

    /// The dates in the words of their calendar: "6 Frostmonth 1933 SE – 8 Frostmonth 1933 SE".
    fn note(&self, dates: &Tree<'_>) -> String {
        let words = |name: &str| dates.get(name).and_then(Parts::of).map(|parts| self.calendar.words(&parts));
        match (words("startDate"), words("endDate")) {
            (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
            (start, end) => start.or(end).unwrap_or_default(),
        }
    }
}

/// Keeps a value of the file as it is written, if that is sound.
fn leave(draft: &mut Draft, name: &str, value: Raw<'_>) {
    if value.is_sound() {
        draft.left.push((name.to_owned(), value.text.to_owned()));
    } else {
        draft.leave(name, value.text);
    }
}

/// The relation that the name of a reference means.
fn kind_of(label: &str) -> Option<RelationKind> {
    let label = label.to_lowercase();
    let is_one_of = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if is_one_of(&["part of", "child of", "belongs to"]) {
        Some(RelationKind::PartOf)
    } else if is_one_of(&["precede", "cause", "lead", "block", "before"]) {
        Some(RelationKind::Precedes)
    } else {
        None
    }
}
