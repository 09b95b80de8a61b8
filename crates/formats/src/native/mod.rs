//! Dateline's own JSON. Records are split first and then read one by one, on all processors; a record that
//! is wrong costs itself at most.

mod citation;
mod declarations;
mod event_record;
mod field_names;
mod one_pass;
mod patch;
mod pretty_json;
mod references;
mod story;
mod stray_records;
mod write;

use std::thread;

pub(crate) use self::event_record::{made_title, unreadable_date};
pub(crate) use self::patch::record_verdicts;
pub use self::patch::{PatchError, patched};
pub use self::patch::{RecordError, RecordedVerdict};
pub(crate) use self::write::write;

use self::references::{Placed, Tables};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity, cut};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::fields::{Fields, missing};
use crate::syntax::json::{Kind, Raw, without_comments};
use dateline_time::did_you_mean;
use dateline_timeline::model::{EventId, TimelineBuilder, TimelineHead};

/// Whether an event of the native format has a field of that name.
pub(crate) fn is_field_of_event(name: &str) -> bool {
    field_names::EVENT.known.contains(&name)
}

/// The records of a file and what stands around them.
struct Document<'a, 'p> {
    /// The fields around the events; `None` when the file is a bare list.
    fields: Option<Fields<'a, 'p>>,
    records: Vec<Raw<'a>>,
    /// Where the records end in the source text.
    records_end: usize,
}

/// Reads a file. Findings go to `log` with the place of their record as event, named by ids at the end.
pub(crate) fn read(source: &SourceText, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    if let Some(read) = one_pass::read(source, &mut context) {
        return read;
    }
    match without_comments(source.text(), false) {
        Some(plain) => {
            let source = source.with_text(plain);
            one_pass::read(&source, &mut context).unwrap_or_else(|| read_listed(&source, &mut context))
        }
        None => read_listed(source, &mut context),
    }
}

/// Reads a file whose brackets may be wrong: splits it level by level and keeps every event as a whole in
/// memory, about three times the size of the file.
fn read_listed(source: &SourceText, context: &mut ReadContext<'_>) -> Result<Read, Failure> {
    let root = Path::Root;
    let whole = Raw::document(source.text());
    let Document { mut fields, records, .. } = split(whole, &root, context.log)?;
    let events_path = root.field("events");
    let base = if fields.is_some() { events_path } else { root };
    let drafts = read_records(&records, whole, &base, context)?;
    let log = &mut *context.log;

    let mut builder = TimelineBuilder::default();
    let mut tables = match &mut fields {
        Some(file) => {
            head(file, &mut builder, log);
            Tables::new(
                declarations::lanes(file, log),
                declarations::actors(file, log),
                declarations::sources(file, log),
            )
        }
        None => Tables::new(
            declarations::Table::empty(),
            declarations::Table::empty(),
            declarations::Table::empty(),
        ),
    };
    let mut event_of_record = vec![None; records.len()];
    for (index, (record, _)) in drafts.iter().enumerate() {
        if let Some(event) = event_of_record.get_mut(*record) {
            *event = Some(EventId::from_index(index));
        }
    }
    let rejected = records.len() - drafts.len();
    if !drafts.is_empty() && drafts.iter().all(|(_, draft)| draft.is_blank) {
        return Err(Failure::unusable("None of the records says what happened, or when", MINIMAL));
    }
    let (events, keys) = references::resolve(drafts, &mut tables, &base, log);
    builder.events = events;
    builder.lanes = tables.lanes.list;
    builder.actors = tables.actors.list;
    builder.sources = tables.sources.list;
    builder.tags = tables.tags;
    if let Some(mut file) = fields {
        builder.stories = story::read_all(&mut file, &keys, log);
        builder.extra = file.extras(&field_names::FILE, log);
    }
    if log.has_mended && !log.has_problems() {
        whole.report_syntax(log, &root);
    }
    log.name_events(|record| event_of_record.get(record).copied().flatten());
    Ok(Read::of(builder.build(), records.len(), rejected))
}

/// Finds the records of a file.
fn split<'a, 'p>(whole: Raw<'a>, root: &'p Path<'p>, log: &mut Log) -> Result<Document<'a, 'p>, Failure> {
    let whole = match whole.kind() {
        // A comment stands before the first bracket.
        Kind::Broken if whole.text.starts_with('/') => {
            whole.sequence(log, root).first().copied().unwrap_or(whole)
        }
        _ => whole,
    };
    let document = match whole.kind() {
        Kind::List => {
            let records = whole.elements(log, root);
            Document { fields: None, records_end: records.last().map_or(whole.at, Raw::end), records }
        }
        Kind::Object => split_object(whole, root, log)?,
        kind => {
            let message = format!("A timeline is a JSON object or list, this is {}", kind.words());
            let hint = "Begin with { or [";
            let finding = Diagnostic::new(Severity::Error, whole.range(), root, message.clone());
            log.push(finding.found(&whole.shown()).hint(hint));
            return Err(Failure::unusable(message, hint));
        }
    };
    let mut document = document;
    document.records = stray_records::flattened(document.records, root, log);
    let end = document.records_end;
    if log.has_mended && log.has_file_error_behind(end) {
        document.records.extend(stray_records::stranded(whole.rest_from(end)));
    }
    if document.records.is_empty() {
        return Err(Failure::unusable("There is no event in this file", MINIMAL));
    }
    Ok(document)
}

/// The hint for files without events.
pub(crate) const MINIMAL: &str =
    "The smallest timeline is [{\"date\": \"2021-08\", \"title\": \"Three MoUs signed\"}]";

/// So many fields are named of an object that is no timeline, each with so many letters.
const NAMED_FIELDS: usize = 4;
const LONGEST_NAMED: usize = 30;

fn split_object<'a, 'p>(
    whole: Raw<'a>,
    root: &'p Path<'p>,
    log: &mut Log,
) -> Result<Document<'a, 'p>, Failure> {
    if let Some(first) = whole.first_of_lines()
        && !Fields::new(first, root, &mut Log::default()).has("events")
    {
        // One object a line is a format of its own, not a mistake.
        let has_mended = log.has_mended;
        let records = whole.sequence(log, root);
        log.has_mended = has_mended;
        return Ok(Document { fields: None, records, records_end: whole.end() });
    }
    let mut fields = Fields::new(whole, root, log);
    if let Some((records, field)) = fields.list("events", log) {
        return Ok(Document { fields: Some(fields), records, records_end: field.raw.end() });
    }
    if fields.has("events") {
        return Err(Failure::unusable("The events are not a list", MINIMAL));
    }
    if fields.has("title") && fields.has("date") {
        return Ok(Document { fields: None, records: vec![whole], records_end: whole.end() });
    }
    let mut message = "There is no list of events in this file".to_owned();
    let mut hint = did_you_mean("events", fields.names());
    if hint.is_empty() {
        message += &what_else(&mut fields);
        hint = MINIMAL.to_owned();
    }
    let place = whole.at..whole.at + 1;
    let finding = Diagnostic::new(Severity::Error, place, &root.field("events"), message.clone());
    log.push(finding.hint(hint.clone()));
    Err(Failure::unusable(message, hint))
}

/// What a file holds that is no timeline, for whoever took it for one.
fn what_else(fields: &mut Fields<'_, '_>) -> String {
    let kind = fields.get("type").map(|field| field.raw.shown());
    let names: Vec<&str> = fields.names().filter(|name| !name.is_empty()).collect();
    if kind.as_deref() == Some("FeatureCollection") {
        return ", but the places of a map (GeoJSON)".to_owned();
    }
    let shown: Vec<String> = names.iter().take(NAMED_FIELDS).map(|name| cut(name, LONGEST_NAMED)).collect();
    match names.len().saturating_sub(shown.len()) {
        0 if shown.is_empty() => String::new(),
        0 => format!(", only {}", shown.join(", ")),
        more => format!(", only {} and {more} more", shown.join(", ")),
    }
}

/// Reads what stands around the events.
fn head(file: &mut Fields<'_, '_>, file_head: &mut TimelineHead, log: &mut Log) {
    let version = file.number("dateline", log);
    if let Some((number, field)) = version
        && number != 1.0
    {
        log.push(
            Diagnostic::new(
                Severity::Warning,
                field.raw.range(),
                &file.path.field("dateline"),
                "This version of the format is not known",
            )
            .found(field.raw.text)
            .expected("1")
            .effect("Read as version 1"),
        );
        file.keep(field.index);
    }
    file_head.title = file.line("title", log).unwrap_or_default();
    file_head.description = file.words("description", log);
    if let Some(zone) = file.zone("zone", log) {
        file_head.zone = zone;
        file_head.zone_is_stated = true;
    }
    display_zones(file, file_head, log);
    file_head.view = story::view(file, log);
}

fn display_zones(file: &mut Fields<'_, '_>, file_head: &mut TimelineHead, log: &mut Log) {
    let Some((elements, field)) = file.list("zones", log) else { return };
    let list_path = file.path.field("zones");
    for (place, raw) in elements.into_iter().enumerate() {
        let path = list_path.place(place);
        let zone = match raw.kind() {
            Kind::Object => {
                let mut fields = Fields::new(raw, &path, log);
                let label = fields.line("label", log).unwrap_or_default();
                let zone = fields.zone("id", log);
                if !fields.has("id") {
                    log.push(missing(raw, &path, "id", "A zone needs the name of a time zone"));
                }
                let is_complete = !fields.has_unread();
                fields.extras(&field_names::ZONE, log);
                if !is_complete {
                    file.keep(field.index);
                }
                zone.map(|zone| (zone, if label.is_empty() { zone.place() } else { label }))
            }
            Kind::Text => {
                let name = raw.words(log, &path);
                let zone = dateline_time::Zone::parse(&name);
                if let Err(error) = &zone {
                    let hint = error.suggestion.as_ref().map(|zone| format!("Did you mean {zone}?"));
                    let message = "No time zone has this name";
                    log.push(
                        Diagnostic::new(Severity::Warning, raw.range(), &path, message)
                            .found(&name)
                            .hint(hint.unwrap_or_default())
                            .effect("Left out, and kept when saving"),
                    );
                }
                zone.ok().map(|zone| (zone, zone.place()))
            }
            kind => {
                log.push(crate::syntax::fields::wrong_element(raw, &path, "an object or a text", kind));
                None
            }
        };
        match zone {
            Some(zone) => file_head.display_zones.push(zone),
            None => file.keep(field.index),
        }
    }
}

/// Records that are read between two reports of progress.
const BATCH: usize = 8_192;

/// Fewest records for which a second processor is worth starting a thread.
const PARALLEL_FROM: usize = 512;

/// Reads all records, in parallel, in the order of the file.
fn read_records(
    records: &[Raw<'_>],
    whole: Raw<'_>,
    base: &Path<'_>,
    context: &mut ReadContext<'_>,
) -> Result<Vec<Placed>, Failure> {
    let threads = thread::available_parallelism().map_or(1, |count| count.get().min(8));
    let mut drafts: Vec<Placed> = Vec::with_capacity(records.len());
    for (batch_index, batch) in records.chunks(BATCH).enumerate() {
        let first = batch_index * BATCH;
        context.progress(first, records.len())?;
        let share = if batch.len() < PARALLEL_FROM { batch.len() } else { batch.len().div_ceil(threads) };
        let parts: Vec<(Vec<Placed>, Log)> = thread::scope(|scope| {
            let mut shares = batch.chunks(share.max(1)).enumerate();
            let own = shares.next();
            let others: Vec<_> = shares
                .map(|(index, part)| {
                    let read = move || read_part(part, first + index * share, whole, base);
                    // Where no thread can be had, the share is read here, after the others.
                    thread::Builder::new().spawn_scoped(scope, read).map_err(|_| read)
                })
                .collect();
            let own = own.map(|(_, part)| read_part(part, first, whole, base));
            let others = others.into_iter().filter_map(|other| match other {
                // A thread that panicked loses its records, which the count of rejected ones then shows.
                Ok(thread) => thread.join().ok(),
                Err(read) => Some(read()),
            });
            own.into_iter().chain(others).collect()
        });
        for (part, part_log) in parts {
            drafts.extend(part);
            context.log.append(part_log);
        }
    }
    context.progress(records.len(), records.len())?;
    Ok(drafts)
}

fn read_part(records: &[Raw<'_>], first: usize, whole: Raw<'_>, base: &Path<'_>) -> (Vec<Placed>, Log) {
    let mut log = Log::default();
    let mut drafts = Vec::with_capacity(records.len());
    for (index, raw) in records.iter().enumerate() {
        let record = first + index;
        let path = base.place(record);
        log.record = Some(record);
        if raw.end() == whole.end() && !raw.is_closed() && raw.kind() == Kind::Object && raw.at != whole.at {
            log.push(
                Diagnostic::new(
                    Severity::Error,
                    raw.range(),
                    &path,
                    "The file ends in the middle of this event",
                )
                .found(raw.text)
                .hint("Add what is missing")
                // Half an event may say the opposite of the whole one.
                .effect("Left out"),
            );
            continue;
        }
        if let Some(draft) = event_record::read(*raw, &path, &mut log) {
            drafts.push((record, draft));
        }
    }
    log.record = None;
    (drafts, log)
}
