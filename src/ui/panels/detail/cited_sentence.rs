//! An event as one cited sentence, for the clipboard.

use super::super::source_labels::{authors, name};
use crate::session::Document;
use dateline_picture::scene::date_text;
use dateline_timeline::evidence::{Finding, verdict_for};
use dateline_timeline::model::{Citation, EventId, Timeline, Verdict};

/// The event in a sentence with what it rests on: title, date as text, and for each citation the quotation,
/// publisher, author, date, address and verdict.
///
/// `Three cybersecurity MoUs signed (August 2021, day not stated): “signing of three memoranda” (CNA, Tang
/// See Kit, “Singapore, US to establish dialogue”, 30 March 2022, https://…; verbatim, checked 22 November
/// 2026).` A verdict of today has no day.
pub fn cited_sentence(document: &Document, event: EventId) -> String {
    let timeline = &document.timeline;
    let date = date_text(timeline, event);
    let head = format!("{} ({date})", timeline.event_title(event));
    let whole = timeline.event(event);
    let citations: Vec<String> = whole
        .citations
        .iter()
        .enumerate()
        .map(|(index, citation)| cited(timeline, citation, document.live.get(event, index)))
        .collect();
    if citations.is_empty() {
        format!("{head}, no source named.")
    } else {
        format!("{head}: {}.", citations.join("; "))
    }
}

fn cited(timeline: &Timeline, citation: &Citation, live: Option<&Finding>) -> String {
    let said = match &citation.quote {
        Some(quote) => format!("“{}” ", quote.exact),
        None if citation.note.is_empty() => String::new(),
        None => format!("{} ", citation.note.trim_end_matches('.')),
    };
    let source = citation.source.and_then(|id| timeline.source(id));
    let mut parts = Vec::new();
    match source {
        Some(source) => {
            parts.push(name(source).to_owned());
            parts.extend(authors(source));
            if name(source) != source.title && !source.title.is_empty() {
                parts.push(format!("“{}”", source.title));
            }
            parts.extend(source.published.as_ref().map(|date| date.label()));
            parts.extend(source.url.clone());
        }
        None => parts.push(citation.source_key.clone()),
    }
    let verdict = match verdict_for(citation, live) {
        (Verdict::NoSourceText, None) => String::new(),
        (verdict, on) => {
            let when = on.map_or_else(String::new, |date| format!(", checked {}", date.label()));
            format!("; {}{when}", verdict.label().to_lowercase())
        }
    };
    format!("{said}({}{verdict})", parts.join(", "))
}
