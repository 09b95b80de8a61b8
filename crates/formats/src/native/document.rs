//! What stands around the events of a native file: where its records are, its title, its zones.

use super::{field_names, story, stray_records};
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log, Severity, cut};
use crate::report::field_path::Path;
use crate::syntax::fields::{Fields, missing};
use crate::syntax::json::{Kind, Raw};
use dateline_time::did_you_mean;
use dateline_timeline::model::TimelineHead;

/// The records of a file and what stands around them.
pub(super) struct Document<'a, 'p> {
    /// The fields around the events; `None` when the file is a bare list.
    pub fields: Option<Fields<'a, 'p>>,
    pub records: Vec<Raw<'a>>,
    /// Where the records end in the source text.
    pub records_end: usize,
}

/// Finds the records of a file.
pub(super) fn split<'a, 'p>(
    whole: Raw<'a>,
    root: &'p Path<'p>,
    log: &mut Log,
) -> Result<Document<'a, 'p>, Failure> {
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
            let message = format!("A timeline is a JSON object or list, this is {}", kind.label());
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
pub(super) fn head(file: &mut Fields<'_, '_>, file_head: &mut TimelineHead, log: &mut Log) {
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
        let path = list_path.item(place);
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
