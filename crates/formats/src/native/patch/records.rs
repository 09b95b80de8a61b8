//! The records of a native file, as they stand in it.

use super::super::stray_records;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::fields::Fields;
use crate::syntax::json::{Kind, Raw};

/// The records that the loader reads as events, in its order.
pub(super) fn events_of(whole: Raw<'_>) -> Vec<Raw<'_>> {
    let mut log = Log::default();
    let mut records = Vec::new();
    if whole.kind() == Kind::List {
        records = whole.elements(&mut log, &Path::Root);
    } else {
        let mut fields = Fields::new(whole, &Path::Root, &mut log);
        match fields.list("events", &mut log) {
            Some((elements, _)) => records = elements,
            None => records.push(whole),
        }
    }
    let mut records = stray_records::flattened(records, &Path::Root, &mut log);
    records.retain(|record| record.kind() == Kind::Object);
    records
}
