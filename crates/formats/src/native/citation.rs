//! Citations: what an event rests on.

use std::ops::Range;

use super::field_names;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::{Fields, read_word, wrong_element};
use crate::syntax::json::{Kind, Raw};
use dateline_timeline::model::{Checked, Citation, Quote, Supports};

/// A citation whose source is still a name.
#[derive(Debug)]
pub(super) struct CitationDraft {
    pub citation: Citation,
    /// Where the source is named.
    pub source_range: Range<usize>,
    /// Its index in the list of the file, which may hold elements that are not citations.
    pub index: usize,
}

/// Whether an element of a list of citations is read as one; others are reported and left out.
pub(super) fn is_citation(raw: &Raw<'_>) -> bool {
    matches!(raw.kind(), Kind::Object | Kind::Text)
}

/// Reads the citations of an event.
pub(super) fn read_all(event: &mut Fields<'_, '_>, log: &mut Log) -> Vec<CitationDraft> {
    let Some((elements, field)) = event.list("citations", log) else { return Vec::new() };
    let list_path = event.path.field("citations");
    let mut drafts = Vec::with_capacity(elements.len());
    for (index, raw) in elements.into_iter().enumerate() {
        let path = list_path.item(index);
        if is_citation(&raw) {
            drafts.push(read(raw, index, &path, log));
        } else {
            log.push(wrong_element(raw, &path, "an object", raw.kind()));
            event.keep(field.index);
        }
    }
    drafts
}

fn blank(source_key: String) -> Citation {
    Citation {
        source: None,
        source_key,
        quote: None,
        note: String::new(),
        date: None,
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    }
}

fn read(raw: Raw<'_>, index: usize, path: &Path<'_>, log: &mut Log) -> CitationDraft {
    if raw.kind() != Kind::Object {
        // A bare text names the source.
        let citation = blank(raw.words(log, path).into_owned());
        return CitationDraft { citation, source_range: raw.range(), index };
    }
    let mut fields = Fields::new(raw, path, log);
    let (source_key, source_range) = match fields.text("source", log) {
        Some((key, field)) => (key.into_owned(), field.raw.range()),
        None => (String::new(), raw.range()),
    };
    let mut citation = blank(source_key);
    citation.quote = quote(&mut fields, log);
    citation.note = fields.words("note", log);
    citation.date = fields.date_or_none("date", log);
    citation.zone = fields.zone("zone", log);
    citation.supports = supports(&mut fields, log);
    citation.checked = checked(&mut fields, log);
    citation.extra = fields.extras(&field_names::CITATION, log);
    CitationDraft { citation, source_range, index }
}

fn quote(citation: &mut Fields<'_, '_>, log: &mut Log) -> Option<Quote> {
    let field = citation.get("quote")?;
    let path = citation.path.field("quote");
    let blank =
        Quote { exact: String::new(), prefix: String::new(), suffix: String::new(), extra: Vec::new() };
    if field.raw.kind() == Kind::Text {
        return Some(Quote { exact: field.raw.words(log, &path).into_owned(), ..blank });
    }
    citation.object("quote", log)?;
    let mut fields = Fields::new(field.raw, &path, log);
    let exact = fields.words("exact", log);
    if exact.is_empty() {
        log.push(
            Diagnostic::new(
                Severity::Error,
                field.raw.range(),
                &path.field("exact"),
                "A quotation needs its words",
            )
            .hint("Add \"exact\"")
            .effect("The citation is shown without a quotation, and the field kept when saving"),
        );
        citation.keep(field.index);
        return None;
    }
    let prefix = fields.words("prefix", log);
    let suffix = fields.words("suffix", log);
    let extra = fields.extras(&field_names::QUOTE, log);
    Some(Quote { exact, prefix, suffix, extra })
}

fn supports(citation: &mut Fields<'_, '_>, log: &mut Log) -> Vec<Supports> {
    let Some((elements, field)) = citation.list("supports", log) else { return Vec::new() };
    let list_path = citation.path.field("supports");
    let mut list = Vec::new();
    for (index, raw) in elements.into_iter().enumerate() {
        match read_word(raw, "Left out, and kept when saving", &list_path.item(index), log) {
            Ok(word) => list.push(word),
            Err(_) => citation.keep(field.index),
        }
    }
    list
}

/// The hash of the text that a verdict was reached on: any text is kept, and one that is no hash reported.
fn text_sha256(checked: &mut Fields<'_, '_>, log: &mut Log) -> String {
    let Some((hash, field)) = checked.text("text_sha256", log) else { return String::new() };
    let is_hash = hash.len() == 64 && hash.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        let path = checked.path.field("text_sha256");
        log.push(
            Diagnostic::new(Severity::Warning, field.raw.range(), &path, "Not a SHA-256 hash")
                .found(&hash)
                .expected("64 digits from 0 to 9 and a to f")
                .hint("Let dateline quotes --record write the verdict")
                .effect("Kept as it is"),
        );
    }
    hash.into_owned()
}

fn checked(citation: &mut Fields<'_, '_>, log: &mut Log) -> Option<Checked> {
    let field = citation.object("checked", log)?;
    let path = citation.path.field("checked");
    let mut fields = Fields::new(field.raw, &path, log);
    let verdict = fields.word("verdict", "The recorded verdict is left out, and kept when saving", log);
    let on = fields.date_or_none("on", log);
    let text_sha256 = text_sha256(&mut fields, log);
    let Ok(Some(verdict)) = verdict else {
        if matches!(verdict, Ok(None)) {
            log.push(
                Diagnostic::new(
                    Severity::Warning,
                    field.raw.range(),
                    &path.field("verdict"),
                    "A verdict is missing",
                )
                .hint("Add \"verdict\"")
                .effect("The recorded verdict is left out, and kept when saving"),
            );
        }
        citation.keep(field.index);
        return None;
    };
    if fields.has_unread() {
        fields.extras(&field_names::CHECKED, log);
        citation.keep(field.index);
    }
    Some(Checked { verdict, on, text_sha256 })
}
