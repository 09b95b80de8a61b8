//! Data in JavaScript as JSON: literals as people write them, what they are assigned to, and the dates they
//! make.
//!
//! Nothing is run. What is data becomes a [`Transcript`] that the importers read like a file of JSON; what
//! would have to be run becomes null and is reported at its place.

mod collection;
mod date;
mod operand;
mod scan;
mod statement;
#[cfg(test)]
mod tests;
mod token;
mod value;

use self::statement::{Reading, Statements};
use self::token::DATE;
use super::json::{Kind, Raw};
use crate::reader::Failure;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;

/// Hands the JSON of a file to a reader: the text itself where that is JSON, sound or not, else the data of
/// its JavaScript. Findings about the latter are told at their places in the file.
///
/// # Errors
/// When there is no data in it, and whatever the reader gives.
pub(crate) fn with_json<T>(
    source: &SourceText,
    log: &mut Log,
    read: impl FnOnce(Raw<'_>, &mut Log) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let whole = Raw::document(source.text());
    if whole.is_sound() {
        return read(whole, log);
    }
    let mut own = Log::default();
    let reading = transcribed(source.text(), &mut own);
    if !reading.is_javascript && reading.faults > 0 {
        return read(whole, log);
    }
    log.append(own);
    if reading.transcript.json.is_empty() {
        return Err(Failure::unusable(
            "There is no data in this JavaScript, or none that can be had without running it",
            "Write the events as a list, as in var items = [{id: 1, content: 'Signed', start: '2021-08-23'}]",
        ));
    }
    let mut inner = Log::default();
    let result = read(Raw::document(&reading.transcript.json), &mut inner);
    reading.transcript.trace_back(inner.findings_mut());
    log.append(inner);
    result
}

/// The data in a text. Values that are assigned to one name alone are the document, several are an object of
/// them.
fn transcribed(text: &str, log: &mut Log) -> Reading {
    Statements::read(text, log)
}

/// What stands for a date that JavaScript makes: a text or a number of milliseconds.
pub(crate) fn date_in<'a>(raw: Raw<'a>) -> Option<Raw<'a>> {
    if raw.kind() != Kind::Object || raw.text.len() > 200 || !raw.text.contains(DATE) {
        return None;
    }
    let members = raw.members(&mut Log::default(), &Path::Root);
    let value = members.into_iter().find(|member| member.name == DATE)?.value;
    match value.kind() {
        // As databases write it: {"$date": {"$numberLong": "1418342400000"}}.
        Kind::Object => {
            let inner = value.members(&mut Log::default(), &Path::Root).first().map(|member| member.value)?;
            let digits = inner.text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            Some(digits.map_or(inner, |digits| Raw { text: digits, at: inner.at + 1 }))
        }
        _ => Some(value),
    }
}
