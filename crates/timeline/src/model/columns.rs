//! What every frame, search and facet reads of all events, in columns, so that a million events take a few
//! dozen bytes each and a pass over one column touches nothing else.
//!
//! About 130 bytes an event in addition to the kept text: texts 55, range 20 to 44, actors, tags and sources
//! 4 for each and 12, status, qualifier and importance 7, lane 4, order in time 4.

use std::sync::Arc;

use super::event_texts::{EventTexts, TextAt, TextsOfEvent};
use super::facts::{Facts, Tie};
use super::packed_ranges::Ranges;
use super::references::{References, Renaming};
use super::row::Row;
use super::{ActorId, EventId, LaneId, SourceId, Status};
use dateline_time::{TimeRange, Zone};

/// The columns of all events, in the order of the file, while a file is read.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    texts: EventTexts,
    ranges: Ranges,
    references: References,
    facts: Facts,
}

/// The columns of a timeline. They never change, so that timelines which differ in a few events share them.
#[derive(Clone, Debug)]
pub(super) struct SharedColumns {
    pub texts: Arc<EventTexts>,
    pub ranges: Arc<Ranges>,
    pub references: Arc<References>,
    pub facts: Arc<Facts>,
}

/// How the events of a file are added to those of other files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joining {
    /// The lane of events that name none.
    pub lane_of_others: Option<LaneId>,
    /// The zone of the file's days, where it is not that of the whole.
    pub zone: Option<Zone>,
    /// By how many seconds its events are moved on the axis.
    pub shift: i64,
}

impl Columns {
    /// Columns of events whose texts are in `kept`.
    pub fn of(kept: Arc<String>) -> Columns {
        Columns { texts: EventTexts::of(kept), ..Columns::default() }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.facts.len() == 0
    }

    /// Adds an event.
    pub fn push(&mut self, row: &Row<'_>) {
        let id = EventId::from_index(self.len());
        self.texts.push(&TextsOfEvent {
            record: row.record,
            title: &row.title,
            key: &row.key,
            date: &row.date,
            pieces: &row.pieces,
        });
        self.ranges.push(row.range);
        self.references.push(row);
        self.facts.push(row, self.ranges.get(id.index()));
    }

    /// Adds further events, of the same text or another, with their lanes, actors, tags and sources renamed.
    pub fn append(&mut self, part: &Columns, names: &Renaming<'_>) {
        self.texts.append(&part.texts);
        self.ranges.append(&part.ranges);
        self.references.append(&part.references, names);
        self.facts.append(&part.facts);
    }

    /// Adds the events of another file.
    pub(super) fn append_file(&mut self, part: &SharedColumns, names: &Renaming<'_>, joining: &Joining) {
        let before = self.len();
        let extent = self.facts.extent;
        self.texts.append(&part.texts);
        self.ranges.append(&part.ranges);
        self.references.append(&part.references, names);
        self.references.fill_lanes(before, joining.lane_of_others);
        self.facts.append(&part.facts);
        if let Some(zone) = joining.zone {
            self.facts.fill_zones(before, zone);
        }
        let moved = |id: EventId| EventId::from_index(id.index() + before);
        let ties = part.facts.ties.iter();
        self.tie(ties.map(|tie| Tie { from: moved(tie.from), to: moved(tie.to), ..*tie }));
        if joining.shift != 0 {
            self.ranges.shift_from(before, joining.shift);
            self.facts.extent = extent;
            for index in before..self.len() {
                self.facts.widen(self.ranges.get(index));
            }
        }
    }

    /// Gives lanes, actors, tags and sources other ids.
    pub fn rename(&mut self, names: &Renaming<'_>) {
        self.references.rename(names);
    }

    /// Counts a source once where events from an index on name it more than once. They may where two
    /// sources were renamed to one.
    pub fn unify_sources(&mut self, first: usize) {
        self.references.unify_sources(first);
    }

    /// Gives an event another id than its text states.
    pub fn rename_key(&mut self, event: EventId, key: String) {
        self.texts.rename_key(event.index(), &TextAt::Apart(key.into()));
    }

    /// The id that an event states; empty when it states none.
    pub fn key(&self, index: usize) -> &str {
        self.texts.key(index)
    }

    /// The EDTF text of an event's date; empty when none is stated.
    pub fn date_text(&self, index: usize) -> &str {
        self.texts.date(index)
    }

    /// The four points of its date in its own zone.
    pub fn range(&self, id: EventId) -> Option<TimeRange> {
        self.ranges.get(id.index())
    }

    /// The zone that its days belong to, where it is not the timeline's.
    pub fn zone(&self, id: EventId) -> Option<Zone> {
        self.facts.zone(id)
    }

    /// What became of it.
    pub fn status(&self, id: EventId) -> Status {
        self.facts.status(id)
    }

    /// Says what became of an event.
    pub fn set_status(&mut self, event: EventId, status: Status) {
        self.facts.set_status(event, status);
    }

    /// The relations whose other event is there, in the order of the events that state them.
    pub fn ties(&self) -> &[Tie] {
        &self.facts.ties
    }

    /// Where the record of an event starts in the kept text, in bytes.
    pub fn record(&self, index: usize) -> usize {
        self.texts.record(index)
    }

    /// Its lane.
    pub fn lane(&self, id: EventId) -> Option<LaneId> {
        self.references.lane(id)
    }

    /// Who took part, each once.
    pub fn actors(&self, id: EventId) -> &[ActorId] {
        self.references.actors(id)
    }

    /// The sources that it rests on, each once.
    pub fn sources(&self, id: EventId) -> &[SourceId] {
        self.references.sources(id)
    }

    /// Adds relations, in the order of the events that state them.
    pub fn tie(&mut self, ties: impl IntoIterator<Item = Tie>) {
        self.facts.ties.extend(ties);
    }

    /// Notes events with a relation that is not followed, in the order of their ids.
    pub fn unresolved(&mut self, events: impl IntoIterator<Item = EventId>) {
        self.facts.unresolved.extend(events);
    }

    /// Gives back the memory that was set aside for more events, and lets timelines share what is there.
    pub(super) fn shared(mut self) -> SharedColumns {
        self.texts.shrink_to_fit();
        self.ranges.shrink_to_fit();
        self.references.shrink_to_fit();
        self.facts.shrink_to_fit();
        SharedColumns {
            texts: Arc::new(self.texts),
            ranges: Arc::new(self.ranges),
            references: Arc::new(self.references),
            facts: Arc::new(self.facts),
        }
    }
}
