//! Dateline's own format in TOML: it is written as JSON, read like any other native file, and its findings are told at
//! their places in the TOML.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::transcript::Transcript;
use crate::import::json_text;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;

/// The hint for files without events.
const MINIMAL: &str = "The smallest timeline in TOML is [[events]], and below it date = \"2021-08\" and title = \"Three MoUs signed\"";

/// Most findings about the syntax; a text that is no TOML has one in every line.
const MOST_FAULTS: usize = 100;

/// Reads a file.
///
/// # Errors
/// When there is no event in it, or when it is cancelled.
pub(crate) fn read(source: &SourceText, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let (table, faults) = DeTable::parse_recoverable(text);
    report(&faults, text, context.log);
    let mut transcript = Transcript::default();
    write_table(table.get_ref(), &(0..text.len()), &mut transcript);
    let mut read = transcript.read_native(MINIMAL, &mut context, |_| false)?;
    let lost = lost_records(&faults, text);
    for place in &lost {
        let message = "The event below this header is lost with the slip";
        let finding = Diagnostic::new(Severity::Error, place.clone(), &Path::Root.field("events"), message);
        context.log.push(finding.hint("Write [[events]] in a line of its own").effect("Left out"));
    }
    read.records += lost.len();
    read.rejected += lost.len();
    Ok(read)
}

/// Where the syntax of headers of events is broken: what stands below them is in no event.
fn lost_records(faults: &[toml::de::Error], text: &str) -> Vec<Range<usize>> {
    let broken: BTreeSet<usize> = faults.iter().filter_map(|fault| Some(fault.span()?.start)).collect();
    let mut lost = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let is_header = line.trim_start().starts_with("[[events");
        if let Some(slip) = broken.range(at..end).next().filter(|_| is_header) {
            lost.push(*slip..slip + 1);
        }
        at = end;
    }
    lost
}

fn report(faults: &[toml::de::Error], text: &str, log: &mut Log) {
    for fault in faults.iter().take(MOST_FAULTS) {
        let place = fault.span().unwrap_or(text.len()..text.len());
        let finding = Diagnostic::new(
            Severity::Error,
            place.start..place.end.max(place.start + 1),
            &Path::Root,
            format!("Not TOML: {}", fault.message().replace('\n', ", ")),
        );
        let words = text.get(place).unwrap_or_default();
        let finding = if words.is_empty() { finding } else { finding.found(words) };
        log.push(finding.effect("Read as far as it makes sense; what makes none is left out"));
    }
    if faults.len() > MOST_FAULTS {
        let message = format!("{} more places are not TOML", faults.len() - MOST_FAULTS);
        log.push(Diagnostic::new(Severity::Error, text.len()..text.len(), &Path::Root, message));
    }
}

/// Writes a table with its members in the order of the file. The parser bounds how deep tables lie within each other.
fn write_table(table: &DeTable<'_>, place: &Range<usize>, out: &mut Transcript) {
    let mut members: Vec<_> = table.iter().collect();
    members.sort_by_key(|(name, _)| name.span().start);
    out.token("{", place.start..place.start + 1);
    for (index, (name, value)) in members.into_iter().enumerate() {
        out.between(if index > 0 { ", " } else { "" });
        out.token(&json_text(name.get_ref()), name.span());
        out.between(": ");
        write_value(value, out);
    }
    out.token("}", place.end..place.end);
}

fn write_value(value: &Spanned<DeValue<'_>>, out: &mut Transcript) {
    let place = value.span();
    match value.get_ref() {
        DeValue::String(text) => out.token(&json_text(text), place),
        DeValue::Integer(number) => out.token(&integer(number), place),
        DeValue::Float(number) => {
            let text = number.as_str();
            let is_json = serde_json::from_str::<serde_json::Number>(text).is_ok();
            out.token(&if is_json { text.to_owned() } else { json_text(text) }, place);
        }
        DeValue::Boolean(is_true) => out.token(if *is_true { "true" } else { "false" }, place),
        DeValue::Datetime(moment) => out.token(&json_text(&moment.to_string()), place),
        DeValue::Array(elements) => {
            out.token("[", place.start..place.start + 1);
            for (index, element) in elements.iter().enumerate() {
                out.between(if index > 0 { ", " } else { "" });
                write_value(element, out);
            }
            out.token("]", place.end..place.end);
        }
        DeValue::Table(table) => write_table(table, &place, out),
    }
}

/// A whole number; as text where no JSON reader would give it back.
fn integer(number: &DeInteger<'_>) -> String {
    match i128::from_str_radix(number.as_str(), number.radix()) {
        Ok(value) => value.to_string(),
        Err(_) => json_text(number.as_str()),
    }
}
