//! Results of SPARQL queries as JSON, of Wikidata above all; also the plain list that its query page offers.
//!
//! - What a variable means is told by its name and its values: `item`, `itemLabel`, a time, a place, an
//!   address.
//! - **Precision.** With a variable for it (wikibase:timePrecision), a time is as precise as that says.
//!   Without one, a year stands there as its 1 January: where a variable has more of those than chance gives,
//!   they are read as years, which is never wrong but may say less; where it has fewer, they are read as
//!   days. Either way a finding says so.
//! - **Years** before 1 CE: see `times`.
//! - Queries give one row for each combination of values. Rows about the same thing at the same time are one
//!   event with all their values. The same thing at another time is another event.
//! - A start whose end is not given in a query that asks for ends has an unknown end.

mod bindings;
mod date;
mod event;
mod variables;

use std::collections::HashMap;

use self::bindings::{Row, Term};
use self::event::Maker;
use self::variables::{Columns, Reading, Role};
use super::{Draft, Importer};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Kind, Member, Raw};
use dateline_time::grouped;

/// More variables than this are not told apart.
const MOST_NAMES: usize = 300;

pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let root = Path::Root;
    let document = Raw::document(source.text());
    let (names, list, place) = results(document, context.log)?;
    let list_path = root.field(place);
    let mut importer = Importer::new(context);
    let mut rows = Vec::with_capacity(list.len());
    importer.each_in_order(list.iter().enumerate(), |importer, (index, raw)| {
        importer.begin();
        let path = list_path.item(index);
        match row(*raw, index, &path, importer.log) {
            Ok(row) => rows.push(row),
            Err(finding) => importer.reject(*finding),
        }
    })?;
    importer.log.record = None;
    let names = with_unnamed(names, &rows);
    let columns = Columns::of(&names, &rows);
    report_times(&columns, &rows, importer.log);
    let lane = columns.first(Role::Lane).filter(|name| variables::distinct(name, &rows) <= 24);
    let maker = Maker { columns: &columns, names: &names, lane: lane.map(str::to_owned), path: &list_path };
    add_all(&rows, &maker, &mut importer)?;
    importer.finish()
}

/// The variables, the rows, and where the rows stand.
type Results<'a> = (Vec<String>, Vec<Raw<'a>>, &'static str);

fn results<'a>(document: Raw<'a>, log: &mut Log) -> Result<Results<'a>, Failure> {
    let root = Path::Root;
    if document.kind() == Kind::List {
        return Ok((Vec::new(), document.elements(log, &root), ""));
    }
    let members = document.members(log, &root);
    let find = |members: &[Member<'a>], name: &str| {
        members.iter().find(|member| member.name == name).map(|member| member.value)
    };
    let head = find(&members, "head").map(|head| head.members(log, &root.field("head"))).unwrap_or_default();
    let names = find(&head, "vars").map(|vars| vars.elements(log, &root.field("head"))).unwrap_or_default();
    let names = names.iter().map(|name| name.words(log, &root.field("head")).into_owned()).collect();
    if find(&members, "boolean").is_some() {
        return Err(Failure::unusable(
            "This is the answer to a question of yes or no, not a list",
            "Run a SELECT query, and save its results as JSON",
        ));
    }
    let results = find(&members, "results").map(|results| results.members(log, &root.field("results")));
    let bindings = results.and_then(|results| find(&results, "bindings"));
    let Some(bindings) = bindings.filter(|bindings| bindings.kind() == Kind::List) else {
        return Err(Failure::unusable(
            "These results have no rows: \"results\" with a list \"bindings\" is missing",
            "Save the results of the query again, as JSON",
        ));
    };
    Ok((names, bindings.elements(log, &root.field("results.bindings")), "results.bindings"))
}

/// One row.
///
/// # Errors
/// When it binds nothing; the finding about it.
fn row<'a>(raw: Raw<'a>, record: usize, path: &Path<'_>, log: &mut Log) -> Result<Row<'a>, Box<Diagnostic>> {
    if raw.kind() != Kind::Object {
        let message = format!("Expected a row, found {}", raw.kind().label());
        return Err(Box::new(
            Diagnostic::new(Severity::Error, raw.range(), path, message)
                .found(&raw.shown())
                .expected("An object"),
        ));
    }
    let mut terms = HashMap::new();
    for member in raw.members(log, path) {
        if let Some(term) = term(member.value, &path.field(&member.name), log) {
            terms.insert(member.name.into_owned(), term);
        }
    }
    if terms.is_empty() {
        let finding = Diagnostic::new(Severity::Warning, raw.range(), path, "There is nothing in this row");
        return Err(Box::new(finding.hint("Make the variables of the query required, or leave the row out")));
    }
    Ok(Row { record, terms, raw })
}

fn term<'a>(raw: Raw<'a>, path: &Path<'_>, log: &mut Log) -> Option<Term<'a>> {
    let plain = |value: String| {
        let is_uri = value.starts_with("http://") || value.starts_with("https://");
        Term { value, is_uri, is_blank: false, datatype: String::new(), precision: None, raw }
    };
    match raw.kind() {
        Kind::Text => return Some(plain(raw.words(log, path).into_owned())),
        Kind::Number | Kind::Boolean => return Some(plain(raw.text.to_owned())),
        Kind::Object => {}
        _ => return None,
    }
    let members = raw.members(log, path);
    let find = |name: &str| members.iter().find(|member| member.name == name).map(|member| member.value);
    let mut words = |name: &str| {
        find(name).filter(|raw| raw.kind() == Kind::Text).map(|raw| raw.words(log, path).into_owned())
    };
    if let Some(time) = words("time") {
        let precision = find("precision").and_then(|raw| raw.text.parse().ok());
        return Some(Term { precision: Some(precision.unwrap_or(11)), ..plain(time) });
    }
    let kind = words("type").unwrap_or_default();
    let datatype = words("datatype").unwrap_or_default();
    let value = find("value")?;
    if value.kind() == Kind::Object {
        // A time of Wikidata's own JSON within a value.
        let inner = value.members(log, path);
        let find = |name: &str| inner.iter().find(|member| member.name == name).map(|member| member.value);
        let time = find("time").filter(|raw| raw.kind() == Kind::Text)?.words(log, path).into_owned();
        let precision = find("precision").and_then(|raw| raw.text.parse().ok());
        return Some(Term { precision: Some(precision.unwrap_or(11)), ..plain(time) });
    }
    let value =
        if value.kind() == Kind::Text { value.words(log, path).into_owned() } else { value.text.to_owned() };
    let is_uri = kind == "uri" || kind.is_empty() && value.starts_with("http");
    Some(Term { is_uri, is_blank: kind == "bnode", datatype, ..plain(value) })
}

/// The variables of the head, and behind them those that only rows have.
fn with_unnamed(names: Vec<String>, rows: &[Row<'_>]) -> Vec<String> {
    let mut names = names;
    for row in rows.iter().take(1_000) {
        let mut new: Vec<&String> = row.terms.keys().filter(|name| !names.contains(name)).collect();
        let at = |name: &String| row.get(name).map_or(0, |term| term.raw.at);
        new.sort_by_key(|name| at(name));
        names.extend(new.into_iter().cloned().collect::<Vec<_>>());
        if names.len() > MOST_NAMES {
            names.truncate(MOST_NAMES);
            break;
        }
    }
    names
}

/// Says how times without a precision were read, and how years before 1 CE are counted.
fn report_times(columns: &Columns, rows: &[Row<'_>], log: &mut Log) {
    let root = Path::Root;
    for times in &columns.times {
        let (all, new_years, before) = times.counts;
        let first = rows.iter().filter_map(|row| row.get(&times.name)).find(|term| {
            term.stamp().is_some_and(|stamp| stamp.is_new_year()) || times.reading == Reading::Months
        });
        let is_stated = times.precision.is_some()
            || rows.iter().filter_map(|row| row.get(&times.name)).all(Term::has_precision);
        if let Some(first) =
            first.filter(|_| !is_stated && (new_years > 0 || times.reading == Reading::Months))
        {
            let (of, all) = (grouped(new_years as u64), grouped(all as u64));
            let message = match times.reading {
                Reading::Months => format!("All {all} times of ?{} are the first of a month", times.name),
                _ if of == all && new_years == 1 => format!("The only time of ?{} is 1 January", times.name),
                _ if of == all => format!("All {all} times of ?{} are 1 January", times.name),
                _ => format!("{of} of {all} times of ?{} are 1 January", times.name),
            };
            let effect = match times.reading {
                Reading::Years => "They are read as years",
                Reading::Months => "They are read as months, those of January as years",
                Reading::Days if new_years == 1 => "It is read as a day, and may mean the whole year",
                Reading::Days => "They are read as days, and may mean the whole year",
            };
            let finding =
                Diagnostic::new(Severity::Warning, first.raw.range(), &root.field(&times.name), message);
            log.push(
                finding
                    .found(&first.value)
                    .hint("Ask for the precision too: psv: and wikibase:timePrecision")
                    .effect(effect),
            );
        }
        let early = rows
            .iter()
            .filter_map(|row| row.get(&times.name))
            .find(|term| term.precision.is_none() && term.stamp().is_some_and(|stamp| stamp.year <= 0));
        if let Some(early) = early.filter(|_| before > 0) {
            let message = format!("?{} has years before 1 CE", times.name);
            let finding =
                Diagnostic::new(Severity::Note, early.raw.range(), &root.field(&times.name), message);
            log.push(finding.found(&early.value).effect("They are counted as XSD 1.1 does: 0 is 1 BCE"));
        }
    }
}

/// Makes events of the rows; rows about the same thing at the same time make one.
fn add_all(rows: &[Row<'_>], maker: &Maker<'_>, importer: &mut Importer<'_>) -> Result<(), Failure> {
    let mut groups: HashMap<(String, String), usize> = HashMap::new();
    let mut merged: Vec<Vec<&Row<'_>>> = Vec::new();
    let mut repeated: Option<(&Row<'_>, usize)> = None;
    for row in rows {
        let key = (maker.identity(row), maker.moment(row));
        let is_known = groups.get(&key).copied().filter(|_| !key.0.is_empty());
        match is_known.and_then(|place| merged.get_mut(place)) {
            Some(members) => {
                members.push(row);
                repeated.get_or_insert((row, 0)).1 += 1;
                importer.merge_unsaid();
            }
            None => {
                groups.insert(key, merged.len());
                merged.push(vec![row]);
            }
        }
    }
    if let Some((first, count)) = repeated {
        let message = match count {
            1 => "This row says more about what another one is about".to_owned(),
            _ => format!(
                "This row and {} more say more about what others are about",
                grouped(count as u64 - 1)
            ),
        };
        let finding = Diagnostic::new(Severity::Note, first.raw.range(), maker.path, message);
        importer.log.push(finding.effect("Read as one event with all their values"));
    }
    let mut uses: HashMap<String, usize> = HashMap::new();
    for members in &merged {
        if let Some(first) = members.first() {
            *uses.entry(maker.key(first)).or_default() += 1;
        }
    }
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut several: Option<(&Row<'_>, usize)> = None;
    importer.each_in_order(merged.iter(), |importer, members| {
        let Some(first) = members.first() else { return };
        importer.log.record = Some(first.record);
        let mut draft: Draft = maker.draft(members, first.record, importer.log);
        let key = maker.key(first);
        if uses.get(&key).is_some_and(|uses| *uses > 1) && !key.is_empty() {
            let date = draft.event.date.as_ref().map_or("undated", |date| date.text().trim_end_matches('/'));
            draft.event.key = format!("{key}/{date}");
            several.get_or_insert((first, 0)).1 += 1;
        } else {
            draft.event.key = key;
        }
        // Two dates may read alike though they are written differently.
        let count = keys.entry(draft.event.key.clone()).or_default();
        *count += 1;
        if *count > 1 && !draft.event.key.is_empty() {
            draft.event.key = format!("{}/{count}", draft.event.key);
        }
        importer.add_of(first.record, draft);
    })?;
    importer.log.record = None;
    if let Some((first, count)) = several {
        let message = format!("{} events are about things that have other dates too", grouped(count as u64));
        let finding = Diagnostic::new(Severity::Note, first.raw.range(), maker.path, message);
        importer.log.push(finding.effect("Each date is an event of its own"));
    }
    Ok(())
}
