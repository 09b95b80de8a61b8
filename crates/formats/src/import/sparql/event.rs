//! One event from the rows of a query that are about it.

use std::collections::HashSet;

use super::bindings::{Row, Term};
use super::date;
use super::variables::{self, Columns, Role, Times};
use crate::import::{Draft, link, markdown_from_text, plain_from_html};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;
use dateline_time::Date;

/// Wikidata's item for "circa".
const CIRCA: &str = "Q5727902";

/// Makes events of rows.
pub(super) struct Maker<'m> {
    /// What the variables are.
    pub columns: &'m Columns,
    /// The variables in the order of the query.
    pub names: &'m [String],
    /// The variable that gives the lanes.
    pub lane: Option<String>,
    /// Where the rows stand.
    pub path: &'m Path<'m>,
}

impl Maker<'_> {
    /// What a row is about: the item, else its label.
    pub fn identity(&self, row: &Row<'_>) -> String {
        let term = |role| self.columns.first(role).and_then(|name| row.get(name));
        term(Role::Item).or_else(|| term(Role::Label)).map_or(String::new(), |term| term.value.clone())
    }

    /// The times of a row as they are written, to compare.
    pub fn moment(&self, row: &Row<'_>) -> String {
        let value = |times: &Times| row.get(&times.name).map_or("", |term| term.value.as_str());
        self.columns.times.iter().map(value).collect::<Vec<_>>().join("\u{1}")
    }

    /// The id of an event: that of its item.
    pub fn key(&self, row: &Row<'_>) -> String {
        let item =
            self.columns.first(Role::Item).and_then(|name| row.get(name)).filter(|term| !term.is_unknown());
        item.map_or(String::new(), |term| wikidata_id(&term.value).unwrap_or(&term.value).to_owned())
    }

    /// The event that some rows are about.
    pub fn draft(&self, rows: &[&Row<'_>], record: usize, log: &mut Log) -> Draft {
        let place = rows.first().map_or(0..0, |row| row.raw.range());
        let mut draft = Draft::new("", place);
        let Some(first) = rows.first() else { return draft };
        draft.event.title = self.title(first);
        draft.event.date = self.date(first, record, &mut draft, log);
        let parts = self.words(rows, Role::Description);
        draft.add_place(&self.words(rows, Role::Place).join(", "));
        draft.event.summary =
            parts.iter().map(|part| markdown_from_text(part)).collect::<Vec<_>>().join("\n\n");
        self.cite_item(first, &mut draft);
        for name in self.columns.all(Role::Address) {
            for value in values(rows, &name) {
                match link(&value) {
                    Some(address) => draft.cite("", &address),
                    None => draft.leave(&name, &value),
                }
            }
        }
        for name in self.columns.all(Role::Actor) {
            if let Some(words) = self.said(rows, &name) {
                let role = spaced(name.trim_end_matches("Label"));
                draft.actors.extend(words.into_iter().map(|who| (who, role.clone())));
            }
        }
        draft.tags = self.words(rows, Role::Tag);
        match &self.lane {
            Some(lane) => {
                let labelled = format!("{lane}Label");
                let name = if self.names.contains(&labelled) { labelled } else { lane.clone() };
                draft.lane = values(rows, &name).into_iter().next();
            }
            None => draft.tags.extend(self.words(rows, Role::Lane)),
        }
        self.leave(rows, &mut draft);
        draft
    }

    fn title(&self, row: &Row<'_>) -> String {
        let words = |role| {
            let term = self.columns.first(role).and_then(|name| row.get(name));
            term.filter(|term| !term.is_unknown()).map(|term| plain_from_html(&term.value))
        };
        let label = words(Role::Label).filter(|label| !label.is_empty());
        label.unwrap_or_else(|| {
            words(Role::Item).map_or(String::new(), |item| {
                let last = item.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or_default();
                last.replace('_', " ")
            })
        })
    }

    /// The item's own page is what the event rests on.
    fn cite_item(&self, row: &Row<'_>, draft: &mut Draft) {
        let Some(term) = self.columns.first(Role::Item).and_then(|name| row.get(name)) else { return };
        let title = draft.event.title.clone();
        match wikidata_id(&term.value) {
            Some(id) => draft
                .cite(&format!("{title} (Wikidata {id})"), &format!("https://www.wikidata.org/wiki/{id}")),
            None if term.is_uri => draft.cite("", &term.value),
            None => {}
        }
    }

    /// All words of a role, each once. A variable that has a label beside it is told by that.
    fn words(&self, rows: &[&Row<'_>], role: Role) -> Vec<String> {
        let mut seen = HashSet::new();
        let names = self.columns.all(role);
        let words = names.iter().filter_map(|name| self.said(rows, name)).flatten();
        words.filter(|word| seen.insert(word.clone())).collect()
    }

    /// The words of a variable; `None` where another one holds its labels.
    fn said(&self, rows: &[&Row<'_>], name: &str) -> Option<Vec<String>> {
        if self.names.contains(&format!("{name}Label")) {
            return None;
        }
        let short = |value: String| match wikidata_id(&value) {
            Some(id) => id.to_owned(),
            None => plain_from_html(&value),
        };
        Some(values(rows, name).into_iter().map(short).collect())
    }

    /// Keeps what there is no place for, and addresses of things that are shown by their labels.
    fn leave(&self, rows: &[&Row<'_>], draft: &mut Draft) {
        for name in self.names {
            let is_left = match self.columns.role_of(name) {
                Role::Other | Role::Precision | Role::Circa => true,
                Role::Point | Role::Start | Role::End => draft.event.date.is_none(),
                Role::Actor | Role::Tag | Role::Lane | Role::Place => {
                    self.names.contains(&format!("{name}Label"))
                }
                _ => false,
            };
            if !is_left || draft.left.iter().any(|(other, _)| other == name) {
                continue;
            }
            match values(rows, name).as_slice() {
                [] => {}
                [one] => draft.leave(name, one),
                list => {
                    let texts: Vec<String> = list.iter().map(|text| json_text(text)).collect();
                    draft.left.push((name.clone(), format!("[{}]", texts.join(", "))));
                }
            }
        }
    }

    /// The date of a row.
    fn date(&self, row: &Row<'_>, record: usize, draft: &mut Draft, log: &mut Log) -> Option<Date> {
        let of = |role: Role| self.columns.times.iter().filter(move |times| times.role == role);
        let mut first = |role: Role, draft: &mut Draft| {
            let mut found = None;
            for times in of(role) {
                match found {
                    None => found = self.end(row, times, record, draft, log),
                    Some(_) => draft.leave(&times.name, row.get(&times.name).map_or("", |term| &term.value)),
                }
            }
            found
        };
        let (start, end) = (first(Role::Start, draft), first(Role::End, draft));
        let point = first(Role::Point, draft);
        let has_ends = of(Role::End).next().is_some();
        let text = match (&start, &end, point) {
            (None, None, point) => return point,
            (Some(start), Some(end), _) if start == end => start.text().to_owned(),
            (Some(start), Some(end), _) => format!("{}/{}", start.text(), end.text()),
            (Some(_), None, Some(point)) => return Some(point),
            (Some(start), None, None) if has_ends => format!("{}/", start.text()),
            (Some(start), None, None) => return Some(start.clone()),
            (None, Some(end), None) => format!("/{}", end.text()),
            (None, Some(_), Some(point)) => return Some(point),
        };
        match Date::parse(&text) {
            Ok(date) => Some(date),
            Err(error) => {
                let path = self.path.item(record);
                let finding = Diagnostic::new(Severity::Error, row.raw.range(), &path, error.message);
                log.push(finding.found(&text).effect("Only the start is shown"));
                draft.leave("end", end.as_ref().map_or("", |end| end.text()));
                start
            }
        }
    }

    /// One time of a row; what is wrong with it is reported.
    fn end(
        &self,
        row: &Row<'_>,
        of: &Times,
        record: usize,
        draft: &mut Draft,
        log: &mut Log,
    ) -> Option<Date> {
        let term = row.get(&of.name).filter(|term| !term.is_unknown())?;
        let path = self.path.item(record);
        let mut report = |message: String, hint: String| {
            let finding = Diagnostic::new(Severity::Error, term.raw.range(), &path.field(&of.name), message);
            log.push(
                finding
                    .found(&term.value)
                    .expected("A time such as 2013-05-17T00:00:00Z")
                    .hint(hint)
                    .effect("Left out, and kept when saving"),
            );
        };
        let Some(stamp) = term.stamp() else {
            report("This is no time".to_owned(), String::new());
            draft.note_unreadable(&term.value);
            draft.leave(&of.name, &term.value);
            return None;
        };
        let stated = of.precision.as_deref().and_then(|name| row.get(name)).and_then(precision);
        let is_typed_day = term.datatype.ends_with("#date");
        let precision = stated
            .or(term.precision)
            .unwrap_or_else(|| if is_typed_day { 11 } else { variables::presumed(&stamp, of.reading) });
        let date = match date::date(&stamp, precision) {
            Ok(date) => date,
            Err(error) => {
                report(error.message, error.hint.unwrap_or_default());
                draft.note_unreadable(&term.value);
                draft.leave(&of.name, &term.value);
                return None;
            }
        };
        if !of.circa.as_deref().and_then(|name| row.get(name)).is_some_and(is_circa) {
            return Some(date);
        }
        match Date::parse(&format!("{}~", date.text())) {
            Ok(about) => Some(about),
            Err(_) => {
                draft.event.date_note = "About this time".to_owned();
                Some(date)
            }
        }
    }
}

/// A precision of Wikidata, 0 to 14, as a number or at the end of an address.
fn precision(term: &Term<'_>) -> Option<u8> {
    term.value.trim().parse().ok().filter(|number| *number <= 14)
}

fn is_circa(term: &Term<'_>) -> bool {
    let value = term.value.trim().to_lowercase();
    wikidata_id(&term.value) == Some(CIRCA)
        || ["circa", "ca.", "about", "true", "1"].contains(&value.as_str())
}

/// "Q42" of "http://www.wikidata.org/entity/Q42".
fn wikidata_id(uri: &str) -> Option<&str> {
    let rest = uri.split_once("wikidata.org/")?.1;
    let id = rest.strip_prefix("entity/").or_else(|| rest.strip_prefix("wiki/"))?;
    let is_id = id.starts_with(['Q', 'P', 'L'])
        && id.len() > 1
        && id.get(1..)?.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then_some(id)
}

/// The values of a variable in some rows, each once.
fn values(rows: &[&Row<'_>], name: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let terms = rows.iter().filter_map(|row| row.get(name)).filter(|term| !term.is_unknown());
    terms.map(|term| term.value.clone()).filter(|value| seen.insert(value.clone())).collect()
}

/// "participantCountry" as "participant country".
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase().map(|letter| if letter == '_' { ' ' } else { letter }));
    }
    words
}
