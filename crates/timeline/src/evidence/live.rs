//! All quotations of a timeline, and what was found when they were looked up in the texts of their sources.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{Finding, SourceText};
use crate::model::{Citation, EventId, Quote, SourceId, Timeline};

/// A quotation of a timeline, and where it stands in it.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// The event that rests on it.
    pub event: EventId,
    /// The place of its citation among those of the event, from 0.
    pub place: usize,
    /// The citation.
    pub citation: Citation,
    /// The words.
    pub quote: Quote,
    /// The id of the source that they are taken from, whether or not the file describes it.
    pub source_key: String,
}

/// The quotations of an event in the order of its citations.
fn quotations_of(timeline: &Timeline, event: EventId) -> impl Iterator<Item = Quotation> {
    let citations = timeline.event(event).into_owned().citations.into_iter().enumerate();
    citations.filter_map(move |(place, citation)| {
        let source = citation.source.and_then(|source| timeline.source(source));
        let source_key = source.map_or(&citation.source_key, |source| &source.key).clone();
        Some(Quotation { event, place, quote: citation.quote.clone()?, citation, source_key })
    })
}

/// The quotations of a timeline in the order of its events. Reads every event as a whole.
pub fn quotations(timeline: &Timeline) -> impl Iterator<Item = Quotation> {
    timeline.ids().flat_map(move |event| quotations_of(timeline, event))
}

/// The quotations that are taken from one source, in the order of the events. Reads only events that rest on it.
pub fn quotations_from(timeline: &Timeline, source: SourceId) -> Vec<Quotation> {
    let resting = timeline.ids().filter(|event| timeline.sources_of(*event).contains(&source));
    let all = resting.flat_map(|event| quotations_of(timeline, event));
    all.filter(|quotation| quotation.citation.source == Some(source)).collect()
}

/// What was found in the texts at hand; a quotation whose source has none is not among it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiveFindings {
    by_place: HashMap<(EventId, usize), Finding>,
}

impl LiveFindings {
    /// Looks quotations up in the text of their source. `go_on` is asked before each and may stop the work;
    /// what was found before that stays. Linear in the text for each quotation.
    pub fn look_up(
        &mut self,
        quotations: &[Quotation],
        text: &str,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let text = SourceText::new(text);
        for quotation in quotations {
            go_on()?;
            self.by_place.insert((quotation.event, quotation.place), text.find(&quotation.quote));
        }
        ControlFlow::Continue(())
    }

    /// What was found for the citation of an event at a place among its citations.
    pub fn get(&self, event: EventId, place: usize) -> Option<&Finding> {
        self.by_place.get(&(event, place))
    }

    /// Takes over what was found for events that stand further on by so many places.
    pub fn add(&mut self, other: &LiveFindings, places: usize) {
        let moved = |event: EventId| EventId::from_index(event.index() + places);
        let findings = other.by_place.iter();
        self.by_place
            .extend(findings.map(|((event, place), found)| ((moved(*event), *place), found.clone())));
    }

    /// How many quotations were looked up.
    pub fn len(&self) -> usize {
        self.by_place.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.by_place.is_empty()
    }
}
