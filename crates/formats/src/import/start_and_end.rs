//! The date of an event whose start and end stand in fields of their own.

use std::ops::Range;

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::phrases::{between, open_until};
use dateline_time::{Date, DateError};

/// From a start to an end: one date where both are the same. An end that makes no interval with its start is
/// reported at its place, and the start alone is used; without a start the end alone is known.
pub(crate) fn span(
    start: Option<Date>,
    end: Option<Date>,
    end_place: Range<usize>,
    path: &Path<'_>,
    log: &mut Log,
) -> Option<Date> {
    let Some(end) = end else { return start };
    let Some(start) = start else {
        return open_until(&end).ok();
    };
    match between(&start, &end) {
        Ok(date) => Some(date),
        Err(error) => {
            log.push(no_interval(&error, &start, &end, end_place, path));
            Some(start)
        }
    }
}

/// The finding about an end that does not go with its start.
pub(crate) fn no_interval(
    error: &DateError,
    start: &Date,
    end: &Date,
    end_place: Range<usize>,
    path: &Path<'_>,
) -> Diagnostic {
    Diagnostic::new(Severity::Error, end_place, path, error.message.clone())
        .found(end.text())
        .expected(format!("A date that is not before the start, {}", start.text()))
        .hint("Exchange the two dates, or leave out the end")
        .effect("Only the start is used; the end is kept as it is")
}
