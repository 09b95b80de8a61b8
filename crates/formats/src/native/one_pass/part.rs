//! A stretch of records, read in one go on one processor.

use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex};

use super::columns_row::{RowReader, Stated};
use super::name_table::Names;
use super::surroundings::{Listing, behind_space, byte_at, value_at};
use crate::native::event_record;
use crate::native::event_record::EventDraft;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::json::{Kind, Raw};
use dateline_time::{Date, Qualifier, Zone};
use dateline_timeline::model::{ActorId, Columns, LaneId, Row, SourceId, TagId, TextAt};

/// What all parts are read with.
pub(super) struct Reading<'a, 'p, H> {
    pub text: &'a str,
    /// The text that is kept; `text` starts in it at `shift`.
    pub kept: Arc<String>,
    pub shift: usize,
    pub listing: Listing,
    pub zone: Zone,
    /// Where records stand in the file.
    pub base: &'p Path<'p>,
    pub hasher: &'a H,
    /// Readers that have read a part and remember its dates.
    pub idle: Mutex<Vec<RowReader<'a>>>,
}

/// Where a part ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Another record starts there.
    Record(usize),
    /// The list ends there: its bracket, or the end of the text.
    End(usize),
    /// What stands there is not sound.
    Broken,
}

/// What was read of a stretch of records, or of all. Lanes, actors, tags and sources have the numbers of
/// `names`.
pub(super) struct Records<'a> {
    pub columns: Columns,
    pub names: Names<'a>,
    pub relations: Vec<Stated<'a>>,
    /// A hash of each event's id, with the event's index; events without an id have none.
    pub keys: Vec<(u64, u32)>,
    /// How many records there are, readable or not.
    pub count: usize,
    /// The records that are no events, in their order.
    pub rejected: Vec<usize>,
    /// Events whose citations name no source.
    pub sourceless: Vec<u32>,
    /// Whether some record says what happened, or when.
    pub says_something: bool,
    /// Findings, with records counted from the first one here.
    pub log: Log,
}

impl Records<'_> {
    /// None yet, in a text that is kept.
    pub fn of(kept: Arc<String>) -> Self {
        Records {
            columns: Columns::of(kept),
            names: Names::default(),
            relations: Vec::new(),
            keys: Vec::new(),
            count: 0,
            rejected: Vec::new(),
            sourceless: Vec::new(),
            says_something: false,
            log: Log::default(),
        }
    }
}

/// A stretch of records.
pub(super) struct Part<'a> {
    /// Where its first record starts.
    pub start: usize,
    pub next: Next,
    pub records: Records<'a>,
}

impl<'a, H: BuildHasher> Reading<'a, '_, H> {
    /// Reads the records from `start` until one starts at or behind `until`.
    pub fn part(&self, start: usize, until: usize) -> Part<'a> {
        let mut records = Records::of(Arc::clone(&self.kept));
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut rows = idle.unwrap_or_else(|| RowReader::new(self.text, self.shift, self.zone));
        let mut at = start;
        let next = loop {
            let Some(end) = self.record(at, &mut rows, &mut records) else { break Next::Broken };
            match self.behind(end) {
                Next::Record(next) if next < until => at = next,
                next => break next,
            }
        };
        records.log.record = None;
        records.names = std::mem::take(&mut rows.names);
        records.relations = std::mem::take(&mut rows.relations);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(rows);
        }
        Part { start, next, records }
    }

    /// What stands behind the end of a record.
    fn behind(&self, end: usize) -> Next {
        let at = behind_space(self.text, end);
        match (self.listing, byte_at(self.text, at)) {
            (Listing::List, Some(b',')) => {
                let next = behind_space(self.text, at + 1);
                // A comma before the closing bracket is a slip.
                match byte_at(self.text, next) {
                    None | Some(b']') => Next::Broken,
                    Some(_) => Next::Record(next),
                }
            }
            (Listing::List, Some(b']')) | (Listing::Lines, None) => Next::End(at),
            (Listing::Lines, Some(b'{')) => Next::Record(at),
            _ => Next::Broken,
        }
    }

    /// Reads the record that starts at an offset; gives its end, or `None` where it is not sound.
    fn record(&self, at: usize, rows: &mut RowReader<'a>, records: &mut Records<'a>) -> Option<usize> {
        let index = records.columns.len() as u32;
        if let Some((end, id)) = rows.read(at, index) {
            if let Some(id) = id.filter(|id| !id.0.is_empty()) {
                records.keys.push((self.hasher.hash_one(id.as_str()), index));
            }
            records.columns.push(&rows.row);
            records.count += 1;
            records.says_something = true;
            return Some(end);
        }
        let raw = value_at(self.text, at)?;
        // Records in a list among the records are a slip of the whole file.
        (raw.kind() != Kind::List).then_some(())?;
        records.log.record = Some(records.count);
        let path = self.base.item(records.count);
        match event_record::read(raw, &path, &mut records.log) {
            Some(draft) => self.take(draft, raw, rows, records),
            None => records.rejected.push(records.count),
        }
        records.count += 1;
        Some(raw.end())
    }

    /// Makes the row of a record that was read field by field.
    fn take(&self, draft: EventDraft, raw: Raw<'a>, rows: &mut RowReader<'a>, records: &mut Records<'a>) {
        let index = records.columns.len() as u32;
        records.says_something |= !draft.is_blank;
        let names = &mut rows.names;
        let event = &draft.event;
        let owned = |words: &str| Cow::<'a, str>::Owned(words.to_owned());
        let apart = |words: &str| TextAt::Apart(owned(words));
        let date_note = event.shown_date_note();
        let cited = draft.citations.iter().flat_map(|draft| {
            let quoted = draft.citation.quote.as_ref().map(|quote| quote.exact.as_str());
            quoted.into_iter().chain([draft.citation.note.as_str()])
        });
        let location = event.place.as_deref().unwrap_or_default();
        let said = [event.title.as_str(), &event.summary, location, &date_note].into_iter().chain(cited);
        let zone = event.zone.unwrap_or(self.zone);
        let sources = draft.citations.iter().map(|draft| draft.citation.source_key.as_str());
        let row = Row {
            record: raw.at + self.shift,
            title: apart(&event.title),
            key: draft.id.as_ref().map_or(TextAt::NONE, |id| apart(&id.key)),
            date: apart(event.date.as_ref().map_or("", Date::text)),
            pieces: said.filter(|words| !words.is_empty()).map(apart).collect(),
            range: event.date.as_ref().map(|date| date.range(zone)),
            qualifier: event.date.as_ref().map_or(Qualifier::Stated, Date::qualifier),
            zone: event.zone,
            place: owned(location),
            status: event.status,
            importance: event.importance,
            lane: draft.lane.as_ref().map(|lane| LaneId::from_index(names.lanes.of(&owned(&lane.key)))),
            actors: draft
                .actors
                .iter()
                .map(|(actor, _)| ActorId::from_index(names.actors.of(&owned(&actor.key))))
                .collect(),
            tags: draft.tags.iter().map(|tag| TagId::from_index(names.tags.of(&owned(tag)))).collect(),
            sources: sources
                .clone()
                .filter(|key| !key.is_empty())
                .map(|key| SourceId::from_index(names.sources.of(&owned(key))))
                .collect(),
            recurs: event.recurrence.is_some(),
            has_claim: draft.citations.iter().any(|draft| draft.citation.date.is_some()),
        };
        records.columns.push(&row);
        if draft.citations.iter().any(|draft| draft.citation.source_key.is_empty()) {
            records.sourceless.push(index);
        }
        if let Some(id) = &draft.id {
            records.keys.push((self.hasher.hash_one(id.key.as_str()), index));
        }
        for (nth, (relation, reference)) in (0..).zip(draft.relations) {
            let to = Cow::Owned(reference.key);
            rows.relations.push(Stated {
                event: index,
                index: nth,
                kind: relation.kind,
                basis: relation.basis,
                to,
            });
        }
    }
}
