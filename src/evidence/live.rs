//! All quotations of a timeline, and what was found when they were looked up in the texts of their sources.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{Finding, SourceText};
use crate::model::{Citation, EventId, Quote, Timeline};

/// A quotation of a timeline, and where it stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Quotation<'t> {
    /// The event that rests on it.
    pub event: EventId,
    /// The place of its citation among those of the event, from 0.
    pub place: usize,
    /// The citation.
    pub citation: &'t Citation,
    /// The words.
    pub quote: &'t Quote,
    /// The id of the source that they are taken from, whether or not the file describes it.
    pub source_key: &'t str,
}

/// The quotations of a timeline in the order of its events.
pub fn quotations(timeline: &Timeline) -> impl Iterator<Item = Quotation<'_>> {
    timeline.ids().flat_map(move |event| {
        timeline.citations(event).iter().enumerate().filter_map(move |(place, citation)| {
            let source = citation.source.and_then(|source| timeline.source(source));
            let source_key = source.map_or(citation.source_key.as_str(), |source| source.key.as_str());
            Some(Quotation { event, place, citation, quote: citation.quote.as_ref()?, source_key })
        })
    })
}

/// The quotations of a timeline by the id of their source, each list in the order of the events.
pub fn quotations_by_source(timeline: &Timeline) -> HashMap<&str, Vec<Quotation<'_>>> {
    let mut by_source: HashMap<&str, Vec<Quotation<'_>>> = HashMap::new();
    for quotation in quotations(timeline) {
        by_source.entry(quotation.source_key).or_default().push(quotation);
    }
    by_source
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
        quotations: &[Quotation<'_>],
        text: &str,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let text = SourceText::new(text);
        for quotation in quotations {
            go_on()?;
            self.by_place.insert((quotation.event, quotation.place), text.find(quotation.quote));
        }
        ControlFlow::Continue(())
    }

    /// What was found for the citation of an event at a place among its citations.
    pub fn get(&self, event: EventId, place: usize) -> Option<&Finding> {
        self.by_place.get(&(event, place))
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
