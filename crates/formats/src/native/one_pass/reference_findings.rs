//! What is wrong with references, reported where they stand: the record is read again for its positions,
//! because sound files, which have no such findings, need not remember any.

use std::collections::HashMap;
use std::ops::Range;

use crate::native::declarations::used_before;
use crate::native::event_record;
use crate::native::event_record::EventDraft;
use crate::native::link_references::{FindEvent, Tables, circle_finding, refer_to_tables, relation_finding};
use crate::part_circles::{PartOf, circle_text, closing_relations, parts_of};
use ahash::RandomState;

use super::id_index::HashedKeys;
use super::ids::Named;
use super::part::Reading;
use super::surroundings::value_at;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use dateline_timeline::model::{Columns, EventId, Tie};

/// Reports findings about records.
pub(super) struct Findings<'r, 'p> {
    text: &'r str,
    shift: usize,
    base: &'p Path<'p>,
    /// The records that are no events, in the order of the file.
    rejected: Vec<usize>,
}

/// A relation of an event that is not followed.
#[derive(Clone, Copy)]
pub(super) struct RelationOf {
    pub event: EventId,
    /// Which of its relations.
    pub index: u32,
    /// It leads to the event itself.
    pub is_itself: bool,
}

impl<'r, 'p> Findings<'r, 'p> {
    pub fn new(reading: &Reading<'r, 'p, RandomState>, rejected: &[usize]) -> Self {
        Findings { text: reading.text, shift: reading.shift, base: reading.base, rejected: rejected.to_vec() }
    }

    /// The record of an event, counted in the file.
    fn record_of(&self, event: EventId) -> usize {
        let events_before = |index: usize| self.rejected.get(index).map_or(0, |record| record - index);
        let (mut from, mut to) = (0, self.rejected.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if events_before(middle) <= event.index() { from = middle + 1 } else { to = middle }
        }
        event.index() + from
    }

    /// The event of a record; `None` when it is none.
    pub fn event_of_record(&self, record: usize) -> Option<EventId> {
        match self.rejected.binary_search(&record) {
            Ok(_) => None,
            Err(before) => Some(EventId::from_index(record - before)),
        }
    }

    /// Reads an event again, with its positions.
    fn draft(&self, columns: &Columns, event: EventId) -> Option<EventDraft> {
        let raw = value_at(self.text, columns.record(event.index()).checked_sub(self.shift)?)?;
        event_record::read(raw, &Path::Root, &mut Log::default())
    }

    /// Reports what events refer to and the file does not hold, but for other events.
    pub fn references(
        &self,
        columns: &Columns,
        suspects: impl Iterator<Item = EventId>,
        tables: &mut Tables,
        log: &mut Log,
    ) {
        for event in suspects {
            if log.is_full() {
                // At least one; reading a million records again to count them all would take seconds.
                log.count();
                continue;
            }
            let record = self.record_of(event);
            log.record = Some(record);
            if let Some(draft) = self.draft(columns, event) {
                refer_to_tables(draft, tables, &self.base.item(record), log);
            }
        }
    }

    /// Reports an event's relation that is not followed.
    pub fn relation(&mut self, columns: &Columns, relation: RelationOf, keys: &Named<'_>, log: &mut Log) {
        let RelationOf { event, index, is_itself } = relation;
        let record = self.record_of(event);
        log.record = Some(record);
        if log.is_full() {
            return log.count();
        }
        let Some(draft) = self.draft(columns, event) else { return };
        let Some((_, reference)) = draft.relations.get(index as usize) else { return };
        let event_path = self.base.item(record);
        let list_path = event_path.field("relations");
        let element = list_path.item(reference.index);
        let hint = if is_itself { String::new() } else { keys.did_you_mean(&reference.key) };
        log.push(relation_finding(reference, &element.field("to"), is_itself, hint));
    }

    /// Reports ids that were used before and gives each event another one; the ids with their events.
    pub fn repeated_keys(
        &self,
        columns: &Columns,
        hashed: &HashedKeys<'_, RandomState>,
        log: &mut Log,
    ) -> HashMap<String, EventId> {
        let mut renamed: HashMap<String, EventId> = HashMap::new();
        let mut numbers: HashMap<EventId, usize> = HashMap::new();
        for (event, first) in hashed.repeated() {
            let key = columns.key(event.index());
            let number = numbers.entry(first).or_insert(2);
            let mut other = format!("{key}-{number}");
            while hashed.find(&other).is_some() || renamed.contains_key(&other) {
                *number += 1;
                other = format!("{key}-{number}");
            }
            let record = self.record_of(event);
            log.record = Some(record);
            if log.is_full() {
                log.count();
            } else {
                let (at, first) = (self.key_range(columns, event), self.key_range(columns, first));
                log.push(used_before(key, &other, at, first.start, &self.base.item(record)));
            }
            renamed.insert(other, event);
        }
        renamed
    }

    fn key_range(&self, columns: &Columns, event: EventId) -> Range<usize> {
        let id = self.draft(columns, event).and_then(|draft| draft.id);
        id.map_or(0..0, |id| id.range)
    }

    /// Gives up the relation that closes each circle of "part of", so that readers may walk up from part to
    /// whole without end.
    pub fn break_circles(&self, columns: &Columns, ties: &mut Vec<Tie>, keys: &Named<'_>, log: &mut Log) {
        let renamed: HashMap<EventId, &String> =
            keys.renamed.iter().map(|(key, event)| (*event, key)).collect();
        // The key in the end: another one than stated where that was used before, a number where none is.
        let key = |event: EventId| match (renamed.get(&event), columns.key(event.index())) {
            (Some(key), _) => (*key).clone(),
            (None, "") => format!("event-{}", event.index() + 1),
            (None, stated) => stated.to_owned(),
        };
        let closing = closing_relations(&parts_of(ties), |part, circle| {
            let text = circle_text(circle, key);
            self.report_circle(columns, part, &text, log);
        });
        if !closing.is_empty() {
            ties.retain(|tie| !closing.contains(&(tie.from, tie.index)));
        }
    }

    fn report_circle(&self, columns: &Columns, part: PartOf, text: &str, log: &mut Log) {
        let record = self.record_of(part.part);
        log.record = Some(record);
        let Some(draft) = self.draft(columns, part.part) else { return };
        let Some((_, reference)) = draft.relations.get(part.relation as usize) else { return };
        let event_path = self.base.item(record);
        let list_path = event_path.field("relations");
        let element = list_path.item(reference.index);
        log.push(circle_finding(text, reference, &element.field("to")));
    }
}
