//! Messages about what is wrong with a search, with what was probably meant.

use std::ops::Range;

use super::field::Field;
use super::written::Written;
use dateline_time::nearest;

/// Something in a search that cannot be meant. It is left out, and the rest of the search counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where in the typed text, in bytes.
    pub range: Range<usize>,
    /// What is wrong, and what may have been meant: "No field is called actr. Did you mean actor?"
    pub message: String,
    /// What to replace it with, where that is known.
    pub correction: Option<String>,
    /// It is at the end of the text, so that it may still be being typed.
    pub is_at_end: bool,
}

pub(super) fn no_such_field(name: &str, range: Range<usize>) -> QueryProblem {
    let meant = nearest(name, Field::ALL.iter().map(|field| field.key()));
    let rest = meant.map_or_else(
        || "Its words are searched for as they stand".to_owned(),
        |meant| format!("Did you mean {meant}?"),
    );
    let message = format!("No field is called {name}. {rest}");
    QueryProblem { range, message, correction: meant.map(str::to_owned), is_at_end: false }
}

pub(super) fn no_field_name(range: Range<usize>, is_at_end: bool) -> QueryProblem {
    let message =
        "field: needs the name of a field of the file and its value, as in field:ministry:trade".to_owned();
    QueryProblem { range, message, correction: None, is_at_end }
}

pub(super) fn no_such_value(field: Field, value: &Written, len: usize) -> QueryProblem {
    let values: Vec<&str> = field.closed_list().unwrap_or_default().into_iter().map(|(key, _)| key).collect();
    let meant = nearest(value.text.trim(), values.iter().copied());
    let rest = meant
        .map_or_else(|| format!("It can be {}", listed(&values)), |meant| format!("Did you mean {meant}?"));
    QueryProblem {
        range: value.range.clone(),
        message: format!("{}: knows no {}. {rest}", field.key(), value.text.trim()),
        correction: meant.map(str::to_owned),
        is_at_end: value.range.end == len,
    }
}

/// "a, b or c".
fn listed(values: &[&str]) -> String {
    match values.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

pub(super) fn no_date(field: Field, value: &Written, reason: &str, len: usize) -> QueryProblem {
    let sample = match field {
        Field::During => "2022 or 2021-07/2022-03",
        _ => "2022 or 2022-03",
    };
    let reason = if reason.is_empty() { String::new() } else { format!(". {reason}") };
    let message = format!("{}: needs a date such as {sample}{reason}", field.key());
    QueryProblem { is_at_end: value.range.end == len, range: value.range.clone(), message, correction: None }
}

pub(super) fn no_value(field: Field, range: Range<usize>) -> QueryProblem {
    let message =
        format!("{}: needs its value directly behind the colon, as in {}", field.key(), field.sample());
    QueryProblem { range, message, correction: None, is_at_end: false }
}

pub(super) fn too_long(range: Range<usize>, limit: usize) -> QueryProblem {
    let message = format!("Only the first {limit} words of this are searched for");
    QueryProblem { range, message, correction: None, is_at_end: false }
}
