//! SIMILE Timeline: its JSON, its XML, and the results of SPARQL queries in XML that it reads as well.

mod date;
mod entry;

use self::date::Rules;
use self::entry::Entry;
use super::{Importer, Outcome, kept};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::javascript;
use crate::syntax::json::json_text;
use crate::syntax::json::{Kind, Raw};
use crate::syntax::xml::{Node, with_root};
use dateline_timeline::model::Extra;

/// Reads a file of JSON or JavaScript.
pub(crate) fn read_json(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    javascript::with_json(source, context.log, |whole, log| {
        let context = ReadContext { log, watcher: &mut *context.watcher, ..context };
        let root = Path::Root;
        let mut importer = Importer::new(context);
        let found = find_events(whole, importer.log);
        let base = root.field(&found.name);
        let base = if found.name.is_empty() { root } else { base };
        let mut rules = Rules { is_iso: found.is_iso, are_instants: false, is_geology: false };
        let ends = found.events.iter().map(|raw| entry::numbers_of(*raw));
        rules.is_geology = counts_back(ends, &mut importer, whole.at);
        let read = |place: usize, raw: &Raw<'_>, log: &mut Log| {
            let path = base.item(place);
            match Entry::of_json(*raw, &path, log) {
                Ok(entry) => entry::read(entry, &rules, &path, log),
                Err(finding) => Outcome::Nothing(finding),
            }
        };
        let outcomes = importer.read_all(&found.events, read)?;
        importer.add_all(outcomes);
        importer.leave_all(found.rest);
        importer.finish()
    })
}

/// The events of a file, and what stands around them.
struct Found<'a> {
    /// The path of the list; empty where the file is the list.
    name: String,
    events: Vec<Raw<'a>>,
    is_iso: bool,
    rest: Vec<Extra>,
}

fn find_events<'a>(whole: Raw<'a>, log: &mut Log) -> Found<'a> {
    let root = Path::Root;
    let mut found = Found { name: String::new(), events: Vec::new(), is_iso: false, rest: Vec::new() };
    if whole.kind() == Kind::List {
        found.events = whole.elements(log, &root);
        return found;
    }
    let mut prefix = String::new();
    let mut members = whole.members(log, &root);
    if !members.iter().any(|member| member.name == "events") {
        // In JavaScript the document is what one of several names stands for.
        let has_events = |raw: Raw<'_>| {
            raw.kind() == Kind::Object
                && raw.members(&mut Log::default(), &root).iter().any(|member| member.name == "events")
        };
        if let Some(inner) = members.iter().find(|member| has_events(member.value)) {
            prefix = format!("{}.", inner.name);
            members = inner.value.members(log, &root.field(&inner.name));
        }
    }
    for member in members {
        let name = format!("{prefix}{}", member.name);
        let is_list = member.value.kind() == Kind::List;
        match member.name.as_ref() {
            "events" if is_list => {
                found.events = member.value.elements(log, &root.field(&name));
                found.name = name;
            }
            other => {
                if is_format(other) {
                    found.is_iso = is_iso(&member.value.shown());
                }
                found.rest.push((name, kept(member.value)));
            }
        }
    }
    found
}

fn is_format(name: &str) -> bool {
    matches!(name, "dateTimeFormat" | "date-time-format")
}

fn is_iso(format: &str) -> bool {
    format.trim().eq_ignore_ascii_case("iso8601")
}

/// Whether every end is a smaller number than its start, as where numbers count millions of years back from
/// now; says so where it is.
fn counts_back(
    ends: impl Iterator<Item = Option<(f64, f64)>>,
    importer: &mut Importer<'_>,
    at: usize,
) -> bool {
    let mut count = 0;
    for (start, end) in ends.flatten() {
        if !(start > end && end >= 0.0) {
            return false;
        }
        count += 1;
    }
    if count > 0 {
        let message = "Every end is a smaller number than its start";
        let finding = Diagnostic::new(Severity::Warning, at..at + 1, &Path::Root, message);
        importer.log.push(
            finding
                .effect("The numbers are read as millions of years before now")
                .hint("Write years with their sign, -66000000, if something else was meant"),
        );
    }
    count > 0
}

/// Reads a file of XML.
pub(crate) fn read_xml(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    with_root(source.text(), context.log, |top, log| {
        let context = ReadContext { log, watcher: &mut *context.watcher, ..context };
        let mut importer = Importer::new(context);
        read_tree(top, &mut importer)?;
        importer.finish()
    })
}

fn read_tree(top: Node<'_>, importer: &mut Importer<'_>) -> Result<(), Failure> {
    let is_sparql = top.name() == "sparql";
    let name = if is_sparql { "result" } else { "event" };
    let records: Vec<Node<'_>> =
        top.descendants().filter(|node| node.is_element() && node.name() == name).collect();
    let root = Path::Root;
    let base = root.field(name);
    let stated = top.attributes().iter().find(|attribute| is_format(attribute.name));
    let mut rules = Rules {
        is_iso: stated.is_some_and(|attribute| is_iso(&attribute.value)),
        are_instants: true,
        is_geology: false,
    };
    let number = |node: &Node<'_>, name: &str| node.attribute(name)?.trim().parse::<f64>().ok();
    let ends = records.iter().map(|node| Some((number(node, "start")?, number(node, "end")?)));
    rules.is_geology = counts_back(ends, importer, top.span().start);
    let read = |place: usize, node: &Node<'_>, log: &mut Log| {
        let path = base.item(place);
        if node.is_cut() {
            let finding = Diagnostic::new(
                Severity::Error,
                node.span(),
                &path,
                "The file ends in the middle of this event",
            );
            return Outcome::nothing(finding.hint("Add what is missing"));
        }
        let next = records.get(place + 1).map_or(usize::MAX, |next| next.span().start);
        let holds_events = next < node.span().end;
        let entry = if is_sparql { Entry::of_result(*node) } else { Entry::of_element(*node, holds_events) };
        entry::read(entry, &rules, &path, log)
    };
    let outcomes = importer.read_all(&records, read)?;
    importer.add_all(outcomes);
    remark_instants(importer);
    importer.leave_all(
        top.attributes()
            .iter()
            .map(|attribute| (attribute.name.to_owned(), json_text(&attribute.value)))
            .collect(),
    );
    Ok(())
}

/// Says how many events have an end and are moments all the same, which surprises many who write such files.
fn remark_instants(importer: &mut Importer<'_>) {
    let is_moment = |date: &dateline_time::Date| date.text().starts_with('[') && !date.text().contains("/");
    let count =
        importer.head.events.iter().filter(|event| event.date.as_ref().is_some_and(is_moment)).count();
    if count == 0 {
        return;
    }
    let message = match count {
        1 => "1 event has an end and is no duration".to_owned(),
        _ => format!("{count} events have an end and are no durations"),
    };
    let finding = Diagnostic::new(Severity::Note, 0..1, &Path::Root, message);
    importer.log.record = None;
    importer.log.push(
        finding
            .effect("Read as moments somewhere between start and end")
            .hint("Write isDuration=\"true\" where something lasted"),
    );
}
