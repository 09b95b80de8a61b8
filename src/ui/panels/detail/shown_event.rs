//! The event that the detail panel shows, read once and kept while the same event of the same revision is
//! shown.

use dateline_timeline::model::{Citation, Conflicts, Event, EventId, Relation, Source, Timeline, conflicts};

/// An event with what is computed for it. An event as a whole may have to be read from the text of its file.
#[derive(Debug)]
pub(super) struct ShownEvent {
    pub id: EventId,
    pub event: Event,
    /// Where dates or events disagree with it.
    pub conflicts: Conflicts,
    /// The relations that it states, then those that other events state to it.
    pub related: Vec<Related>,
}

/// A relation of the shown event, seen from it.
#[derive(Debug)]
pub(super) struct Related {
    /// What the other event is to it, such as "fulfils" or "fulfilled by".
    pub kind: &'static str,
    /// `None` when the file does not hold the other event.
    pub other: Option<EventId>,
    pub relation: Relation,
}

impl ShownEvent {
    /// Reads the event and what is related to it.
    pub fn of(timeline: &Timeline, id: EventId) -> ShownEvent {
        let event = timeline.event(id).into_owned();
        let stated = event.relations.iter().map(|relation| Related {
            kind: relation.kind.label(),
            other: relation.to,
            relation: relation.clone(),
        });
        let incoming = timeline.incoming(id).filter_map(|tie| {
            let relation = timeline.event(tie.from).relations.get(tie.index as usize)?.clone();
            Some(Related { kind: relation.kind.inverse_text(), other: Some(tie.from), relation })
        });
        let related = stated.chain(incoming).collect();
        ShownEvent { id, conflicts: conflicts(timeline, id), related, event }
    }

    /// The address that the action for opening a source leads to: the first of its citations that has one.
    pub fn address<'t>(&self, timeline: &'t Timeline) -> Option<&'t str> {
        let address = |citation: &Citation| timeline.source(citation.source?)?.url.as_deref();
        self.event.citations.iter().find_map(address)
    }

    /// A citation with its source.
    pub fn cited<'e>(&'e self, timeline: &'e Timeline, index: usize) -> Option<Cited<'e>> {
        let citation = self.event.citations.get(index)?;
        let before = index.checked_sub(1).and_then(|before| self.event.citations.get(before));
        let is_same_source =
            citation.source.is_some() && before.is_some_and(|before| before.source == citation.source);
        let source = citation.source.and_then(|id| timeline.source(id));
        Some(Cited { event: self.id, index, citation, source, is_same_source })
    }
}

/// One citation of the shown event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cited<'e> {
    pub event: EventId,
    /// Index of the citation in the event.
    pub index: usize,
    pub citation: &'e Citation,
    /// `None` when the file does not describe the source.
    pub source: Option<&'e Source>,
    /// The citation before it has the same source.
    pub is_same_source: bool,
}
