//! TOML as JSON that knows where each value stands.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::transcript::Transcript;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::json::json_text;

/// Most findings about the syntax; a text that is no TOML has one in every line.
const MOST_FAULTS: usize = 100;

/// A text as JSON, and which of its events are lost.
pub(crate) struct Transcribed {
    /// The JSON.
    pub transcript: Transcript,
    /// The headers of events whose syntax is wrong: what stands below them is in no event.
    pub lost_records: Vec<Range<usize>>,
}

/// Writes a text as JSON. Slips in its syntax are reported.
pub(crate) fn transcribed(text: &str, log: &mut Log) -> Transcribed {
    let (table, faults) = DeTable::parse_recoverable(text);
    report(&faults, text, log);
    let mut scribe = Scribe::default();
    scribe.table(table.get_ref(), &(0..text.len()));
    Transcribed { transcript: scribe.out, lost_records: lost_records(&faults, text) }
}

/// One step of the path to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// A field.
    Name(String),
    /// An element of a list, from 0.
    Index(usize),
}

/// A sound text as JSON, with the path of each of its values.
pub(crate) struct LocatedText {
    /// The JSON.
    pub json: String,
    /// Where each value begins in the JSON, in that order, and its path.
    pub values: Vec<(usize, Vec<Step>)>,
}

/// Writes a text as JSON and remembers where each value stands; `None` where its syntax is not sound.
pub(crate) fn located(text: &str) -> Option<LocatedText> {
    let (table, faults) = DeTable::parse_recoverable(text);
    if !faults.is_empty() {
        return None;
    }
    let mut scribe = Scribe { located: Some(Vec::new()), ..Scribe::default() };
    scribe.table(table.get_ref(), &(0..text.len()));
    Some(LocatedText { json: scribe.out.json, values: scribe.located.unwrap_or_default() })
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
        let span = fault.span().unwrap_or(text.len()..text.len());
        let finding = Diagnostic::new(
            Severity::Error,
            span.start..span.end.max(span.start + 1),
            &Path::Root,
            format!("Not TOML: {}", fault.message().replace('\n', ", ")),
        );
        let words = text.get(span).unwrap_or_default();
        let finding = if words.is_empty() { finding } else { finding.found(words) };
        log.push(finding.effect("Read as far as it makes sense; what makes none is left out"));
    }
    if faults.len() > MOST_FAULTS {
        let message = format!("{} more spans are not TOML", faults.len() - MOST_FAULTS);
        log.push(Diagnostic::new(Severity::Error, text.len()..text.len(), &Path::Root, message));
    }
}

/// Writes JSON.
#[derive(Default)]
struct Scribe {
    out: Transcript,
    /// Where values stand, where that is to be remembered.
    located: Option<Vec<(usize, Vec<Step>)>>,
    /// The path of the value that is being written; followed only where values are remembered.
    path: Vec<Step>,
}

impl Scribe {
    /// Writes a table with its members in the order of the file. The parser bounds how deep tables lie within
    /// each other.
    fn table(&mut self, table: &DeTable<'_>, span: &Range<usize>) {
        let mut members: Vec<_> = table.iter().collect();
        members.sort_by_key(|(name, _)| name.span().start);
        self.locate();
        self.out.token("{", span.start..span.start + 1);
        for (index, (name, value)) in members.into_iter().enumerate() {
            self.out.between(if index > 0 { ", " } else { "" });
            self.out.token(&json_text(name.get_ref()), name.span());
            self.out.between(": ");
            if self.located.is_some() {
                self.path.push(Step::Name(name.get_ref().to_string()));
            }
            self.value(value);
            self.path.pop();
        }
        self.out.token("}", span.end..span.end);
    }

    fn locate(&mut self) {
        let at = self.out.len();
        if let Some(located) = &mut self.located {
            located.push((at, self.path.clone()));
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        if !matches!(value.get_ref(), DeValue::Table(_)) {
            self.locate();
        }
        let out = &mut self.out;
        match value.get_ref() {
            DeValue::String(text) => out.token(&json_text(text), span),
            DeValue::Integer(number) => out.token(&integer(number), span),
            DeValue::Float(number) => {
                let text = number.as_str();
                let is_json = serde_json::from_str::<serde_json::Number>(text).is_ok();
                out.token(&if is_json { text.to_owned() } else { json_text(text) }, span);
            }
            DeValue::Boolean(is_true) => out.token(if *is_true { "true" } else { "false" }, span),
            DeValue::Datetime(moment) => out.token(&json_text(&moment.to_string()), span),
            DeValue::Array(elements) => {
                out.token("[", span.start..span.start + 1);
                for (index, element) in elements.iter().enumerate() {
                    self.out.between(if index > 0 { ", " } else { "" });
                    if self.located.is_some() {
                        self.path.push(Step::Index(index));
                    }
                    self.value(element);
                    self.path.pop();
                }
                self.out.token("]", span.end..span.end);
            }
            DeValue::Table(table) => self.table(table, &span),
        }
    }
}

/// A whole number; as text where no JSON reader would give it back.
fn integer(number: &DeInteger<'_>) -> String {
    match i128::from_str_radix(number.as_str(), number.radix()) {
        Ok(value) => value.to_string(),
        Err(_) => json_text(number.as_str()),
    }
}
