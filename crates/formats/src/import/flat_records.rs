//! Lists of flat JSON records that are no format of their own, as Storyteller and many programs write them:
//! each record is read as the row of a table, so that the columns are guessed and can be mapped as those of
//! any other.

use std::borrow::Cow;
use std::collections::HashMap;

use super::table::{self, Header, Mapping, Role, by_name, plain_name};
use crate::detect::key_sketch::Outline;
use crate::reader::{Failure, Read, ReadContext, ReadOptions};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Kind, Member, Raw};
use crate::syntax::transcript::Transcript;

/// The names under which a file keeps its list of records, where that is not the file itself.
const LISTS: [&str; 1] = ["timeline_json_data"];
/// More columns than this are no table.
const MOST_COLUMNS: usize = 500;

/// Whether a JSON text is such a list, by the names in its beginning: one that tells when, and one that tells
/// what.
pub(crate) fn looks_like(outline: &Outline) -> bool {
    if outline.has_any(&LISTS) || outline.has("[].content_text") {
        return true;
    }
    let names = outline.names_below("[]");
    let roles = || names.iter().filter_map(|name| by_name(&plain_name(name))).map(|(role, _)| role);
    roles().any(|role| role.is_date() || role == Role::Year) && roles().any(|role| role == Role::Title)
}

/// Reads a file.
///
/// # Errors
/// When there is no record in it, or when it is cancelled.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let whole = Raw::document(source.text());
    let root = Path::Root;
    let records = match whole.kind() {
        Kind::Object => {
            let members = whole.members(context.log, &root);
            let list = members.into_iter().find(|member| LISTS.contains(&member.name.as_ref()));
            list.map(|list| list.value.elements(context.log, &root)).unwrap_or_default()
        }
        _ => whole.elements(context.log, &root),
    };
    let mut rows: Vec<Vec<Member<'_>>> = Vec::with_capacity(records.len());
    let mut numbers: Vec<usize> = Vec::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        if record.kind() == Kind::Object {
            rows.push(record.members(context.log, &root.item(index)));
            numbers.push(index);
            continue;
        }
        let message = format!("Expected a record, found {}", record.kind().label());
        let finding = Diagnostic::new(Severity::Error, record.range(), &root.item(index), message);
        context.log.push(finding.found(&record.shown()).effect("Left out"));
    }
    let table = as_table(&rows);
    let mapping = Mapping {
        header: Header::Row(1),
        delimiter: Some(','),
        ..context.options.mapping.clone().unwrap_or_default()
    };
    let options = ReadOptions { mapping: Some(mapping), ..context.options.clone() };
    let rejected = records.len() - numbers.len();
    let read = table.read_with(context.log, |source, log| {
        let context =
            ReadContext { format: context.format, options: &options, log, watcher: &mut *context.watcher };
        let read = table::read(source, context);
        for finding in log.findings_mut() {
            finding.path = in_list(&finding.path, &numbers);
        }
        read
    })?;
    Ok(Read { records: read.records + rejected, rejected: read.rejected + rejected, ..read })
}

/// The path of a finding in the list: "row 4, date" is `[2].date`, for the first row has the names.
fn in_list(path: &str, numbers: &[usize]) -> String {
    let Some(row) = path.strip_prefix("row ") else { return path.to_owned() };
    let (row, field) = row.split_once(", ").unwrap_or((row, ""));
    let record = row.parse::<usize>().ok().and_then(|row| numbers.get(row.checked_sub(2)?));
    match record {
        Some(record) if field.is_empty() => format!("[{record}]"),
        Some(record) => format!("[{record}].{field}"),
        None => path.to_owned(),
    }
}

/// The records as a table with commas; the names of the first record come first.
fn as_table(rows: &[Vec<Member<'_>>]) -> Transcript {
    let mut indexes: HashMap<&str, usize> = HashMap::new();
    let mut columns: Vec<&Member<'_>> = Vec::new();
    for member in rows.iter().flatten() {
        if columns.len() < MOST_COLUMNS && !indexes.contains_key(member.name.as_ref()) {
            indexes.insert(member.name.as_ref(), columns.len());
            columns.push(member);
        }
    }
    let mut table = Transcript::default();
    for (index, member) in columns.iter().enumerate() {
        table.between(if index > 0 { "," } else { "" });
        table.token(&cell(&member.name), member.name_range.clone());
    }
    for row in rows {
        table.between("\n");
        let mut cells: Vec<Option<Raw<'_>>> = vec![None; columns.len()];
        for member in row {
            let index = indexes.get(member.name.as_ref()).copied();
            if let Some(slot) = index.and_then(|index| cells.get_mut(index)) {
                *slot = Some(member.value);
            }
        }
        for (index, value) in cells.into_iter().enumerate() {
            table.between(if index > 0 { "," } else { "" });
            let Some(value) = value.filter(|value| value.kind() != Kind::Null) else { continue };
            let words = match value.kind() {
                Kind::Text => value.words(&mut Log::default(), &Path::Root),
                _ => Cow::Borrowed(value.text),
            };
            table.token(&cell(&words), value.range());
        }
    }
    table
}

/// A cell with its quotation marks.
fn cell(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}
