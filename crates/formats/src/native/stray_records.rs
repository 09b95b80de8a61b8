//! Records that do not stand where they should: in a list within the list, or behind the end of a file whose
//! brackets are wrong.

use super::field_names;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::Fields;
use crate::syntax::json::{Kind, Raw};

/// The records with those of lists among them in their place; each list is reported.
pub(super) fn flattened<'a>(records: Vec<Raw<'a>>, root: &Path<'_>, log: &mut Log) -> Vec<Raw<'a>> {
    if !records.iter().any(holds_records) {
        return records;
    }
    let mut flat = Vec::with_capacity(records.len());
    for raw in records {
        if !holds_records(&raw) {
            flat.push(raw);
            continue;
        }
        log.push(
            Diagnostic::new(Severity::Error, raw.at..raw.at + 1, root, "A list stands among the events")
                .hint("Remove its brackets")
                .effect("The events in it are shown"),
        );
        flat.extend(raw.elements(log, root));
    }
    flat
}

/// Whether an element is a list whose first element is an object.
fn holds_records(raw: &Raw<'_>) -> bool {
    raw.kind() == Kind::List && raw.text.get(1..).is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// The objects in text behind the end of the document that say when or what, as only events do.
pub(super) fn stranded(rest: Raw<'_>) -> impl Iterator<Item = Raw<'_>> {
    let mut silent = Log::default();
    let values = rest.sequence(&mut silent, &Path::Root);
    values.into_iter().filter(|raw| {
        let mut silent = Log::default();
        raw.kind() == Kind::Object
            && Fields::new(*raw, &Path::Root, &mut silent)
                .names()
                .any(|name| name != "id" && name != "title" && field_names::EVENT.known.contains(&name))
    })
}
