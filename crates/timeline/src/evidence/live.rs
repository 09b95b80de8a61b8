//! All quotations of a timeline, and what was found when they were looked up in the texts of their sources.

use std::collections::HashMap;

use super::quotation::{Finding, SourceText};
use crate::Cancel;
use crate::model::{Citation, EventId, Quote, Source, SourceId, Timeline};

/// A quotation of a timeline, and which citation it belongs to.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// The event that rests on it.
    pub event: EventId,
    /// The index of its citation among those of the event.
    pub index: usize,
    /// The citation.
    pub citation: Citation,
    /// The quoted text.
    pub quote: Quote,
    /// The id of the source that they are taken from, whether or not the file describes it.
    pub source_key: String,
}

/// The quotations of an event in the order of its citations.
fn quotations_of(timeline: &Timeline, event: EventId) -> impl Iterator<Item = Quotation> {
    let citations = timeline.event(event).into_owned().citations.into_iter().enumerate();
    citations.filter_map(move |(index, citation)| {
        let source = citation.source.and_then(|source| timeline.source(source));
        let source_key = source.map_or(&citation.source_key, |source| &source.key).clone();
        Some(Quotation { event, index, quote: citation.quote.clone()?, citation, source_key })
    })
}

/// The quotations of a timeline in the order of its events. Reads every event as a whole.
pub fn quotations(timeline: &Timeline) -> impl Iterator<Item = Quotation> {
    timeline.ids().flat_map(move |event| quotations_of(timeline, event))
}

/// What was found in the texts at hand; a quotation whose source has none is not among it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiveFindings {
    by_citation: HashMap<CitationAt, Finding>,
}

/// Which citation of a timeline: that of an event, by its index among those of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct CitationAt {
    event: EventId,
    index: usize,
}

/// Looks every quotation of a timeline up in the text of its source. `text_of` reads that text: once for
/// each source, in the order of the file, so that one text need be in memory at a time. `None` once
/// cancelled, which is checked before each text and each quotation. Linear in the events, and in its text for
/// each quotation.
pub fn check_all<T: AsRef<str>>(
    timeline: &Timeline,
    mut text_of: impl FnMut(&Source) -> Option<T>,
    cancel: &Cancel,
) -> Option<LiveFindings> {
    let mut resting: Option<Vec<Vec<EventId>>> = None;
    let mut live = LiveFindings::default();
    for (index, source) in timeline.sources().iter().enumerate() {
        cancel.check()?;
        let Some(text) = text_of(source) else { continue };
        let text = SourceText::new(text.as_ref());
        let id = SourceId::from_index(index);
        // Most files name no text, and are not read for it.
        let resting = resting.get_or_insert_with(|| events_by_source(timeline));
        for event in resting.get(index).into_iter().flatten() {
            for quotation in quotations_of(timeline, *event) {
                if quotation.citation.source == Some(id) {
                    cancel.check()?;
                    let at = CitationAt { event: *event, index: quotation.index };
                    live.by_citation.insert(at, text.find(&quotation.quote));
                }
            }
        }
    }
    Some(live)
}

/// The events that rest on each source, in the order of the file.
fn events_by_source(timeline: &Timeline) -> Vec<Vec<EventId>> {
    let mut resting = vec![Vec::new(); timeline.sources().len()];
    for event in timeline.ids() {
        for source in timeline.sources_of(event) {
            if let Some(events) =
                resting.get_mut(source.index()).filter(|events| events.last() != Some(&event))
            {
                events.push(event);
            }
        }
    }
    resting
}

impl LiveFindings {
    /// What was found for a citation of an event, by its index among those of the event.
    pub fn get(&self, event: EventId, index: usize) -> Option<&Finding> {
        self.by_citation.get(&CitationAt { event, index })
    }

    /// Takes over what was found for events whose ids are higher here by `shift`.
    pub fn add(&mut self, other: &LiveFindings, shift: usize) {
        let moved = |at: &CitationAt| {
            let event = EventId::from_index(at.event.index() + shift);
            CitationAt { event, ..*at }
        };
        self.by_citation.extend(other.by_citation.iter().map(|(at, found)| (moved(at), found.clone())));
    }

    /// How many quotations were looked up.
    pub fn len(&self) -> usize {
        self.by_citation.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.by_citation.is_empty()
    }
}
