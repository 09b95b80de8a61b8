//! What the columns hold of an event that is in memory as a whole.

use super::event_texts::TextAt;
use super::facts::Tie;
use super::row::Row;
use super::{Event, EventId};
use dateline_time::Zone;

/// The row of an event of a timeline whose days belong to a zone.
pub(super) fn row_of(event: &Event, zone: Zone) -> Row<'_> {
    Row::of_event(event, zone, TextAt::Apart)
}

/// The pieces of an event that can be searched: title, summary, place, what is shown about the date,
/// excerpts, paraphrases.
pub(super) fn pieces_of<'e>(event: &'e Event, date_note: &'e str) -> impl Iterator<Item = &'e str> {
    let place = event.place.as_deref().unwrap_or_default();
    let texts = [event.title.as_str(), event.summary.as_str(), place, date_note].into_iter();
    let cited = event.citations.iter().flat_map(|citation| {
        let quoted = citation.quote.as_ref().map(|quote| quote.exact.as_str());
        quoted.into_iter().chain([citation.note.as_str()])
    });
    texts.chain(cited).filter(|text| !text.is_empty())
}

/// Whether an event has a relation that is not followed, usually because its file does not hold the other
/// event.
pub(super) fn has_unresolved(event: &Event) -> bool {
    event.relations.iter().any(|relation| relation.to.is_none())
}

/// The relations of an event whose other event is there.
pub(super) fn ties_of(from: EventId, event: &Event) -> impl Iterator<Item = Tie> {
    event.relations.iter().zip(0..).filter_map(move |(relation, index)| {
        Some(Tie { from, to: relation.to?, kind: relation.kind, basis: relation.basis, index })
    })
}
