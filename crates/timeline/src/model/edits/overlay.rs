//! The changed events of an edited timeline, laid over the columns of the one that was loaded.
//!
//! Cost: a copy of the overlay for each list of edits, which is one pointer for each event changed since the
//! file was loaded and one bit for each event of the file; an event that is read pays one test of a bit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::super::built::{has_unresolved, pieces_of, row_of, ties_of};
use super::super::facts::Tie;
use super::super::packed_ranges::within_reach;
use super::super::{ActorId, Event, EventId, SourceId, TagId};
use dateline_time::{TimeRange, Zone};

/// Bits of a machine word.
const WORD: usize = u64::BITS as usize;

/// A changed or added event, with what the columns would hold of it.
#[derive(Clone, Debug)]
pub(in crate::model) struct EditedRow {
    /// Its id.
    pub id: EventId,
    /// The event as a whole.
    pub event: Event,
    /// The four points of its date, as the axis holds them.
    pub range: Option<TimeRange>,
    /// Who took part, each once.
    pub actors: Vec<ActorId>,
    /// Its tags, each once.
    pub tags: Vec<TagId>,
    /// The sources that it rests on, each once.
    pub sources: Vec<SourceId>,
    /// What is shown about its date ([`Event::shown_date_note`]).
    pub date_note: String,
    /// Its relations to events that are there.
    pub ties: Vec<Tie>,
}

impl EditedRow {
    /// The row of an event of a timeline whose days belong to a zone.
    pub fn of(id: EventId, event: Event, zone: Zone) -> EditedRow {
        let row = row_of(&event, zone);
        EditedRow {
            id,
            range: row.range.map(within_reach),
            actors: each_once(&row.actors),
            tags: each_once(&row.tags),
            sources: each_once(&row.sources),
            date_note: event.shown_date_note().into_owned(),
            ties: ties_of(id, &event).collect(),
            event,
        }
    }

    /// Whether a citation of it states a date of its own.
    pub fn has_claim(&self) -> bool {
        self.event.citations.iter().any(|citation| citation.date.is_some())
    }
}

fn each_once<T: Copy + PartialEq>(list: &[T]) -> Vec<T> {
    let mut once = Vec::new();
    for value in list {
        if !once.contains(value) {
            once.push(*value);
        }
    }
    once
}

/// The events that differ from the columns: changed, added and removed ones.
#[derive(Clone, Debug)]
pub(in crate::model) struct Overlay {
    /// By id; `None` is a removed event.
    rows: BTreeMap<EventId, Option<Arc<EditedRow>>>,
    /// A bit for each id that has a row here.
    bits: Vec<u64>,
    /// How many ids are in use or were.
    pub id_count: usize,
    /// The ids of removed events, in their order.
    pub removed: Arc<Vec<EventId>>,
    /// The relations of changed events, by the event that they are stated about: that one, the one that
    /// states it, and the index of the relation there.
    incoming: BTreeSet<(EventId, EventId, u32)>,
    /// Changed events with a relation that is not followed.
    pub unresolved: BTreeSet<EventId>,
    /// What a removed event reads as.
    blank: EditedRow,
}

impl Overlay {
    /// No changes, for a number of events.
    pub fn new(id_count: usize) -> Overlay {
        Overlay {
            rows: BTreeMap::new(),
            bits: vec![0; id_count.div_ceil(WORD)],
            id_count,
            removed: Arc::default(),
            incoming: BTreeSet::new(),
            unresolved: BTreeSet::new(),
            blank: EditedRow::of(EventId::from_index(0), Event::new("", ""), Zone::UTC),
        }
    }

    /// Whether an event differs from the columns.
    #[inline]
    pub fn has(&self, id: EventId) -> bool {
        self.bits.get(id.index() / WORD).is_some_and(|word| word & (1 << (id.index() % WORD)) != 0)
    }

    /// Whether the event was removed.
    pub fn is_removed(&self, id: EventId) -> bool {
        self.has(id) && self.rows.get(&id).is_some_and(Option::is_none)
    }

    /// The row of an event that differs from the columns; a blank one for a removed event.
    #[inline]
    pub fn row(&self, id: EventId) -> Option<&EditedRow> {
        if !self.has(id) {
            return None;
        }
        self.rows.get(&id).map(|row| row.as_deref().unwrap_or(&self.blank))
    }

    /// The changed and added events of a stretch of ids, with the removed ones as `None`.
    pub fn rows(&self, ids: Range<usize>) -> impl Iterator<Item = (EventId, Option<&EditedRow>)> {
        let ids = ids.start.min(ids.end)..ids.end;
        let range = EventId::from_index(ids.start)..EventId::from_index(ids.end);
        self.rows.range(range).map(|(id, row)| (*id, row.as_deref()))
    }

    /// All rows, to be changed.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Arc<EditedRow>> {
        self.rows.values_mut().flatten()
    }

    /// Lays the row of an event over what was there; `None` removes it.
    pub fn put(&mut self, id: EventId, row: Option<EditedRow>) {
        self.id_count = self.id_count.max(id.index() + 1);
        self.bits.resize(self.id_count.div_ceil(WORD), 0);
        if let Some(word) = self.bits.get_mut(id.index() / WORD) {
            *word |= 1 << (id.index() % WORD);
        }
        if let Some(Some(old)) = self.rows.get(&id) {
            for tie in &old.ties {
                self.incoming.remove(&(tie.to, tie.from, tie.index));
            }
        }
        self.unresolved.remove(&id);
        if row.as_ref().is_some_and(|row| has_unresolved(&row.event)) {
            self.unresolved.insert(id);
        }
        self.incoming.extend(row.iter().flat_map(|row| &row.ties).map(|tie| (tie.to, tie.from, tie.index)));
        let removed = self.removed.binary_search(&id);
        match (removed, row.is_none()) {
            (Err(index), true) => Arc::make_mut(&mut self.removed).insert(index, id),
            (Ok(index), false) => drop(Arc::make_mut(&mut self.removed).remove(index)),
            _ => {}
        }
        self.rows.insert(id, row.map(Arc::new));
    }

    /// The relations of changed events to an event.
    pub fn incoming(&self, to: EventId) -> impl Iterator<Item = Tie> {
        let first = EventId::from_index(0);
        let ties = self.incoming.range((to, first, 0)..).take_while(move |(event, ..)| *event == to);
        ties.filter_map(|(_, from, index)| {
            let row = self.row(*from)?;
            row.ties.iter().find(|tie| tie.index == *index).copied()
        })
    }

    /// Calls with each piece that can be searched of an event that differs from the columns.
    pub fn each_piece<'r>(row: Option<&'r EditedRow>, found: impl FnMut(&'r str)) {
        row.into_iter().flat_map(|row| pieces_of(&row.event, &row.date_note)).for_each(found);
    }
}
