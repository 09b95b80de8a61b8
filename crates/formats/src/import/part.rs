//! Records that become rows where they are read, on any processor: a part of the file with columns of its
//! own, which name lanes, actors, tags and sources by numbers. The importer appends parts in the order of
//! the file and gives the names their ids then.
//!
//! Cost: a draft lives until its row is made, so that no list of drafts waits for the thread that appends.

use ahash::HashMap;

use super::name_registry::{Refer, referred};
use super::origin::Origin;
use super::records_again::KeptText;
use super::settle::settle;
use super::{Draft, Link};
#[cfg(test)]
use crate::file_bytes::FileBytes;
use crate::reader::FormatNames;
use crate::report::diagnostic::{Diagnostic, Log};
#[cfg(test)]
use crate::report::source_text::SourceText;
use dateline_time::{Date, Zone};
use dateline_timeline::model::{ActorId, Columns, EventId, LaneId, Row, Source, SourceId, Status, TagId};

/// What all parts of a file are read with.
#[derive(Clone, Debug)]
pub(crate) struct PartSetup {
    /// The text that records are read in again.
    pub(super) kept: KeptText,
    /// The zone of days that name none.
    pub(super) zone: Zone,
    pub(super) format: FormatNames,
    /// Whether the events of which the file does not say what became of them are asked for.
    pub(super) lists_unstated: bool,
}

/// Consecutive records of a file, as rows.
#[derive(Debug)]
pub(crate) struct Part {
    /// Takes the findings. Those pushed between [`begin`](Part::begin) and the next one belong to that
    /// record.
    pub log: Log,
    /// Takes the findings that stand behind those of all parts.
    pub(super) behind: Log,
    pub(super) setup: PartSetup,
    pub(super) columns: Columns,
    pub(super) origins: Vec<Origin>,
    /// The relations of events, by name, in the order of the events.
    pub(super) links: Vec<(usize, Link)>,
    pub(super) unstated: Vec<EventId>,
    /// The names that events are given here by numbers.
    pub names: PartNames,
    /// The number in the file of the record that begins next.
    next: usize,
    /// How many records have begun.
    pub(super) records: usize,
    pub(super) rejected: usize,
}

impl Part {
    /// No records yet; the first has this number in the file.
    pub(super) fn new(setup: &PartSetup, first: usize) -> Part {
        Part {
            log: Log::default(),
            behind: Log::default(),
            setup: setup.clone(),
            columns: Columns::of(setup.kept.text.clone()),
            origins: Vec::new(),
            links: Vec::new(),
            unstated: Vec::new(),
            names: PartNames::default(),
            next: first,
            records: 0,
            rejected: 0,
        }
    }

    /// A part of a text without a byte order mark, for tests of what reads parts.
    #[cfg(test)]
    pub fn of_text(text: &str) -> Part {
        let source = SourceText::new(&FileBytes::from(text.as_bytes()));
        let (kept, format) = (KeptText::of(&source), FormatNames { key: "table", name: "a table" });
        Part::new(&PartSetup { kept, zone: Zone::UTC, format, lists_unstated: true }, 0)
    }

    /// Begins the next record of the file.
    pub fn begin(&mut self) {
        self.log.record = Some(self.next);
        self.behind.record = Some(self.next);
        self.next += 1;
        self.records += 1;
    }

    /// The record that was begun last is this event.
    pub fn add(&mut self, mut draft: Draft) {
        settle(&mut draft, self.setup.format, &mut self.log);
        let index = self.origins.len();
        self.links.extend(std::mem::take(&mut draft.links).into_iter().map(|link| (index, link)));
        let is_stated = draft.states_status || draft.event.status != Status::Happened;
        let span = draft.span.clone();
        let event = referred(draft, &mut self.names);
        let row = self.setup.kept.row(&event, &span, self.setup.zone);
        self.columns.push(&row);
        self.note_event(span, is_stated);
    }

    /// The record that was begun last, at these bytes of the source text, is the event of this row.
    /// `is_stated` says whether the record says what became of it.
    pub fn add_row(&mut self, row: &Row<'_>, span: std::ops::Range<usize>, is_stated: bool) {
        self.columns.push(row);
        self.note_event(span, is_stated);
    }

    fn note_event(&mut self, span: std::ops::Range<usize>, is_stated: bool) {
        if !is_stated && self.setup.lists_unstated {
            self.unstated.push(EventId::from_index(self.origins.len()));
        }
        self.origins.push(Origin { record: self.next.saturating_sub(1), span });
    }

    /// The record that was begun last is no event; the finding says why.
    pub fn reject(&mut self, finding: Diagnostic) {
        self.rejected += 1;
        self.log.push(left_out(finding));
    }

    /// Where the text that offsets are counted in starts in the text that is kept.
    pub fn shift(&self) -> usize {
        self.setup.kept.start
    }

    /// The zone of days that name none.
    pub fn zone(&self) -> Zone {
        self.setup.zone
    }
}

/// A finding about a record that is left out, which says so.
pub(super) fn left_out(finding: Diagnostic) -> Diagnostic {
    if finding.effect.is_empty() { finding.effect("Left out") } else { finding }
}

/// Names of one kind, numbered in the order in which they appear.
#[derive(Debug, Default)]
pub(crate) struct NameNumbers {
    numbers: HashMap<String, usize>,
    pub(super) names: Vec<String>,
}

impl NameNumbers {
    /// The number of a name.
    pub fn of(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

/// The lanes, actors, tags and sources that the events of a part name.
#[derive(Debug, Default)]
pub(crate) struct PartNames {
    pub lanes: NameNumbers,
    pub actors: NameNumbers,
    pub tags: NameNumbers,
    /// Sources that differ in anything that is said of them.
    pub(super) sources: Vec<Source>,
    sources_of_key: HashMap<String, Vec<usize>>,
}

impl Refer for PartNames {
    fn lane_of(&mut self, key: &str) -> Option<LaneId> {
        Some(LaneId::from_index(self.lanes.of(key)))
    }

    fn actor_of(&mut self, name: &str) -> Option<ActorId> {
        Some(ActorId::from_index(self.actors.of(name)))
    }

    fn tag_of(&mut self, name: &str) -> Option<TagId> {
        Some(TagId::from_index(self.tags.of(name)))
    }

    fn source_of(&mut self, source: Source) -> Option<SourceId> {
        let known = self.sources_of_key.get(&source.key).into_iter().flatten().copied();
        let mut alike =
            known.filter(|index| self.sources.get(*index).is_some_and(|one| is_same(one, &source)));
        if let Some(index) = alike.next() {
            return Some(SourceId::from_index(index));
        }
        let index = self.sources.len();
        self.sources_of_key.entry(source.key.clone()).or_default().push(index);
        self.sources.push(source);
        Some(SourceId::from_index(index))
    }
}

/// Whether the same is said of two sources of one key.
fn is_same(one: &Source, other: &Source) -> bool {
    one.title == other.title
        && one.publisher == other.publisher
        && one.published.as_ref().map(Date::text) == other.published.as_ref().map(Date::text)
}
