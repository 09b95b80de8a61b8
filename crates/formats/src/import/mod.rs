//! What every importer of a foreign format shares: drafts of events become a timeline, and every record of
//! the file is accounted for.
//!
//! An importer walks the records of its file. It calls [`Importer::begin`] for each, then one of
//! [`add`](Importer::add), [`reject`](Importer::reject) and [`merge`](Importer::merge), so that in the end
//! `events + rejected + merged = records + repetitions`. Names of lanes, actors, tags and sources become ids
//! as they come; relations are followed when all records are known.

pub(crate) mod aeon;
mod draft;
mod file_remarks;
pub(crate) mod flat_records;
pub(crate) mod gdelt;
mod html_to_markdown;
pub(crate) mod icalendar;
mod keys_and_links;
pub(crate) mod markwhen;
mod name_registry;
mod one_line;
mod origin;
mod part;
mod planned;
mod read_in_order;
mod records_again;
#[cfg(test)]
mod records_again_tests;
pub(crate) mod schema_org;
mod settle;
pub(crate) mod simile;
pub(crate) mod sparql;
mod start_and_end;
pub(crate) mod table;
#[cfg(test)]
mod tests;
pub(crate) mod timeflow;
pub(crate) mod timeline_project;
pub(crate) mod timelinejs;
pub(crate) mod vis;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub(crate) use self::draft::{Draft, Link, kept, object, title_made_of, unquoted};
pub(crate) use self::html_to_markdown::{is_html, markdown_from_html, markdown_from_text, plain_from_html};
pub(crate) use self::keys_and_links::{link, source_of};
use self::name_registry::{Names, Refer, referred};
pub(crate) use self::one_line::in_one_line;
use self::origin::Origin;
pub(crate) use self::part::Part;
use self::part::{PartSetup, left_out};
pub(crate) use self::read_in_order::{Outcome, PartReading};
pub(crate) use self::records_again::ReadAgain;
use self::records_again::{KeptText, RecordsAgain};
use self::settle::settle;
pub(crate) use self::start_and_end::{no_interval, span};
use crate::reader::{Failure, FormatNames, Progress, Read, ReadContext, Watcher, report_progress};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use dateline_time::TimePoint;
use dateline_timeline::Cancel;
use dateline_timeline::model::{
    Actor, ActorId, ActorKind, Columns, EventId, Extra, LaneId, Renaming, Row, Source, SourceId, Status,
    TagId, TextAt, Tie, Timeline, TimelineBuilder,
};

/// A timeline that is being gathered from the records of a foreign file.
pub(crate) struct Importer<'l> {
    /// Title, description, zone, view and what else stands around the events. Events, lanes, actors, sources
    /// and tags are filled in by the methods here.
    pub head: TimelineBuilder,
    /// Takes the findings. Those pushed between [`begin`](Importer::begin) and the next one belong to that
    /// record.
    pub log: &'l mut Log,
    watcher: &'l mut Watcher<'l>,
    cancel: &'l Cancel,
    /// How messages and further fields name the format.
    pub format: FormatNames,
    /// Whether one time of day that most events share is worth a remark, since a program may have added it.
    pub remarks_shared_clock: bool,
    /// Where the record of each event is.
    origins: Vec<Origin>,
    /// The relations of events, by name, in the order of the events.
    links: Vec<(usize, Link)>,
    /// The text that records are read in again; `None` where events are kept whole, in `head`.
    kept: Option<KeptText>,
    /// Of events that are not kept whole, what is asked of all of them.
    columns: Columns,
    /// The events of which the file does not say what became of them.
    unstated: Vec<EventId>,
    /// The present moment, if it is known.
    now: Option<TimePoint>,
    records: usize,
    /// Records that were read and have not begun.
    expected: usize,
    /// What is left of the file itself.
    left: Vec<Extra>,
    rejected: usize,
    merged: usize,
    repetitions: usize,
    names: Names,
}

impl<'l> Importer<'l> {
    /// A timeline of nothing yet.
    pub fn new(context: ReadContext<'l>) -> Importer<'l> {
        let ReadContext { format, options, log, watcher } = context;
        Importer {
            head: TimelineBuilder::default(),
            log,
            watcher,
            cancel: &options.cancel,
            format,
            remarks_shared_clock: true,
            origins: Vec::new(),
            links: Vec::new(),
            kept: None,
            columns: Columns::default(),
            unstated: Vec::new(),
            now: options.now,
            records: 0,
            expected: 0,
            left: Vec::new(),
            rejected: 0,
            merged: 0,
            repetitions: 0,
            names: Names::default(),
        }
    }

    /// Begins the next record of the file and gives its number, from 0.
    pub fn begin(&mut self) -> usize {
        self.log.record = Some(self.records);
        self.records += 1;
        self.records - 1
    }

    /// Reports that `read` of `total` records are read.
    ///
    /// # Errors
    /// When the reading is cancelled.
    pub fn progress(&mut self, read: usize, total: usize) -> Result<(), Failure> {
        report_progress(self.watcher, self.cancel, Progress { read, total, problems: self.log.len() })
    }

    /// The number of the record that is read next.
    pub fn first_expected(&self) -> usize {
        self.records.max(self.expected)
    }

    /// The numbers of records that are read next begin behind so many, although those have not begun yet.
    pub fn expect_records(&mut self, count: usize) {
        self.expected = count;
    }

    /// How many events there are so far.
    pub fn events(&self) -> usize {
        self.origins.len()
    }

    /// The record that was begun last is this event.
    pub fn add(&mut self, draft: Draft) -> EventId {
        let record = self.records.saturating_sub(1);
        self.add_of(record, draft)
    }

    /// A further event of a record (by its number): a repetition.
    pub fn add_repetition_of(&mut self, record: usize, draft: Draft) -> EventId {
        self.repetitions += 1;
        self.add_of(record, draft)
    }

    /// The event is that of an earlier record (by its number), where a file must be read to its end before
    /// anything can be said about a record.
    pub fn add_of(&mut self, record: usize, draft: Draft) -> EventId {
        self.log.record = Some(record);
        let mut draft = draft;
        settle(&mut draft, self.format, self.log);
        let index = self.origins.len();
        let id = EventId::from_index(index);
        self.links.extend(std::mem::take(&mut draft.links).into_iter().map(|link| (index, link)));
        let is_stated = draft.states_status || draft.event.status != Status::Happened;
        if !is_stated && self.now.is_some() {
            self.unstated.push(id);
        }
        let place = draft.span.clone();
        let event = referred(draft, self);
        match &self.kept {
            Some(kept) => self.columns.push(&kept.row(&event, &place, self.head.zone)),
            None => self.head.events.push(event),
        }
        self.origins.push(Origin { record, span: place });
        id
    }

    /// Events are not kept whole: their records are read again in the text of the file when they are looked
    /// at. To be said before the first event, when the zone of the file is known;
    /// [`finish_again`](Importer::finish_again) says how.
    pub fn keep_records_in(&mut self, source: &SourceText) {
        #[cfg(test)]
        if records_again_tests::KEEPS_WHOLE.get() {
            return;
        }
        let kept = KeptText::of(source);
        self.columns = Columns::of(Arc::clone(&kept.text));
        self.kept = Some(kept);
    }

    /// What parts of the file are read with; `None` where events are kept whole.
    pub fn part_setup(&self) -> Option<PartSetup> {
        let kept = self.kept.clone()?;
        let (zone, format, lists_unstated) = (self.head.zone, self.format, self.now.is_some());
        Some(PartSetup { kept, zone, format, lists_unstated })
    }

    /// Appends the next records of the file. `rename` may give a source another key before it gets its id.
    fn append(&mut self, part: Part, rename: &mut impl FnMut(&mut Source)) {
        let before = self.origins.len();
        let lanes: Vec<_> = part.names.lanes.names.iter().map(|key| self.lane_of(key)).collect();
        let actors: Vec<_> = part.names.actors.names.iter().map(|name| self.actor_of(name)).collect();
        let tags: Vec<_> = part.names.tags.names.iter().map(|name| self.tag_of(name)).collect();
        let sources = part.names.sources.into_iter().map(|mut source| {
            rename(&mut source);
            self.source_of(source)
        });
        let sources: Vec<_> = sources.collect();
        let names = Renaming { lanes: &lanes, actors: &actors, tags: &tags, sources: &sources };
        self.columns.append(&part.columns, &names);
        let mut different = HashSet::new();
        if !sources.iter().flatten().all(|source| different.insert(*source)) {
            self.columns.unify_sources(before);
        }
        self.links.extend(part.links.into_iter().map(|(index, link)| (index + before, link)));
        self.unstated.extend(part.unstated.iter().map(|id| EventId::from_index(id.index() + before)));
        self.origins.extend(part.origins);
        self.records += part.records;
        self.rejected += part.rejected;
        self.log.append(part.log);
    }

    /// The record that was begun last is no event; the finding says why.
    pub fn reject(&mut self, finding: Diagnostic) {
        self.rejected += 1;
        self.log.push(left_out(finding));
    }

    /// The record that was begun last says more about, or repeats, the event of another record.
    pub fn merge(&mut self, finding: Diagnostic) {
        self.merged += 1;
        self.log.push(finding);
    }

    /// Keeps fields of the file itself that the model has no place for.
    pub fn leave_all(&mut self, fields: Vec<Extra>) {
        self.left.extend(fields);
    }

    /// A record says more about, or repeats, the event of another record; one finding stands for many of
    /// these.
    pub fn merge_unsaid(&mut self) {
        self.merged += 1;
    }

    /// The lane of a key, declared with a label where it is new.
    pub fn lane(&mut self, key: &str, label: &str) -> LaneId {
        if let Some(lane) = self.names.lanes.get(key) {
            return *lane;
        }
        let label = if label.trim().is_empty() { key } else { label };
        let mut extra = Vec::new();
        let label = keys_and_links::in_room(label.to_owned(), "label", &mut extra);
        let lane = self.head.lane(key, &label);
        if let Some(lane) = self.head.lanes.get_mut(lane.index()) {
            lane.extra = extra;
        }
        self.names.lanes.insert(key.to_owned(), lane);
        lane
    }

    /// The actor of a name, declared with a kind where it is new.
    pub fn actor(&mut self, name: &str, kind: ActorKind) -> ActorId {
        if let Some(actor) = self.names.actors.get(name) {
            return *actor;
        }
        let mut extra = Vec::new();
        let shown = keys_and_links::in_room(name.to_owned(), "name", &mut extra);
        let actor = Actor { key: name.to_owned(), name: shown, kind, extra };
        let id = self.head.actor(actor);
        self.names.actors.insert(name.to_owned(), id);
        id
    }

    /// The source of a key, declared where it is new.
    pub fn source(&mut self, source: Source) -> SourceId {
        if let Some(known) = self.names.sources.get(&source.key) {
            return *known;
        }
        let key = source.key.clone();
        let mut source = source;
        source.title = keys_and_links::in_room(source.title, "title", &mut source.extra);
        let id = self.head.source(source);
        self.names.sources.insert(key, id);
        id
    }

    fn tag(&mut self, name: &str) -> TagId {
        if let Some(tag) = self.names.tags.get(name) {
            return *tag;
        }
        let tag = TagId::from_index(self.head.tags.len());
        self.head.tags.push(name.to_owned());
        self.names.tags.insert(name.to_owned(), tag);
        tag
    }

    /// The finished timeline.
    ///
    /// # Errors
    /// When no record was found, or none of them is an event.
    pub fn finish(mut self) -> Result<Read, Failure> {
        let mut columns = Columns::default();
        for event in &self.head.events {
            columns.push(&Row::of_event(event, self.head.zone, TextAt::Apart));
        }
        self.complete(&mut columns)?;
        for (index, event) in self.head.events.iter_mut().enumerate() {
            let id = EventId::from_index(index);
            event.key_is_stated = !event.key.is_empty();
            event.key = match columns.key(index) {
                "" => format!("event-{}", index + 1),
                key => key.to_owned(),
            };
            event.status = columns.status(id);
        }
        for (index, link) in std::mem::take(&mut self.links) {
            if let Some(event) = self.head.events.get_mut(index) {
                event.relations.push(link.relation());
            }
        }
        for tie in columns.ties() {
            let event = self.head.events.get_mut(tie.from.index());
            let relation = event.and_then(|event| event.relations.get_mut(tie.index as usize));
            if let Some(relation) = relation {
                relation.to = Some(tie.to);
            }
        }
        drop(columns);
        let head = std::mem::take(&mut self.head);
        Ok(self.read(head.build()))
    }

    /// The finished timeline of events whose records are read again by `reader`.
    ///
    /// # Errors
    /// When no record was found, or none of them is an event.
    pub fn finish_again(mut self, reader: impl ReadAgain + 'static) -> Result<Read, Failure> {
        let Some(kept) = self.kept.take() else { return self.finish() };
        let mut columns = std::mem::take(&mut self.columns);
        self.complete(&mut columns)?;
        let lengths = std::mem::take(&mut self.origins).into_iter().map(|origin| origin.span.len()).collect();
        let (names, head) = (std::mem::take(&mut self.names), std::mem::take(&mut self.head));
        let details = RecordsAgain { kept, lengths, reader: Box::new(reader), names, format: self.format };
        Ok(self.read(Timeline::from_columns(head.head, columns, Arc::new(details))))
    }

    fn read(self, timeline: Timeline) -> Read {
        Read {
            timeline,
            records: self.records,
            rejected: self.rejected,
            merged: self.merged,
            repetitions: self.repetitions,
            table: None,
        }
    }

    /// Everything that can be done only when all events are known.
    fn complete(&mut self, columns: &mut Columns) -> Result<(), Failure> {
        self.log.record = None;
        let no_event = |message: &str| {
            Failure::unusable(
                format!("{message} in this {} file", self.format.name.trim_start_matches("The ")),
                "Check that it is the right file",
            )
        };
        if self.records == 0 {
            return Err(no_event("There is no event"));
        }
        if columns.is_empty() {
            return Err(no_event("None of the records is an event"));
        }
        if !self.left.is_empty() {
            self.head.extra.push((self.format.key.to_owned(), object(&self.left)));
        }
        let made_up = keys_and_links::name_events(columns, &self.origins, self.log);
        let ties = self.ties(columns, &made_up);
        let mut followed = ties.iter().map(|tie| tie.from.index()).peekable();
        for of_one in self.links.chunk_by(|one, other| one.0 == other.0) {
            let Some((index, _)) = of_one.first() else { continue };
            let count = std::iter::from_fn(|| followed.next_if_eq(index)).count();
            columns.unresolved((count < of_one.len()).then_some(EventId::from_index(*index)));
        }
        columns.tie(ties);
        self.log.record = None;
        self.plan_what_is_to_come(columns);
        if self.remarks_shared_clock {
            file_remarks::shared_clock((0..columns.len()).map(|index| columns.date_text(index)), self.log);
        }
        let mut event_of_record = vec![None; self.records];
        for (index, origin) in self.origins.iter().enumerate().rev() {
            if let Some(event) = event_of_record.get_mut(origin.record) {
                *event = Some(EventId::from_index(index));
            }
        }
        self.log.name_events(|record| event_of_record.get(record).copied().flatten());
        Ok(())
    }

    /// What lies ahead has not happened, where the file does not say so. One note tells of all such events.
    fn plan_what_is_to_come(&mut self, columns: &mut Columns) {
        let Some(now) = self.now else { return };
        let planned = planned::plan(columns, self.head.zone, &self.unstated, now);
        let first = planned.first().and_then(|first| self.origins.get(first.index()));
        if let Some(origin) = first {
            self.log.push(planned::note(planned.len(), origin.span.clone(), self.head.zone, now));
        }
    }

    /// Points relations at their events. One that leads nowhere is kept as it is stated, and reported.
    /// `made_up` are the events whose keys the file does not state.
    fn ties(&mut self, columns: &Columns, made_up: &HashSet<EventId>) -> Vec<Tie> {
        if self.links.is_empty() {
            return Vec::new();
        }
        let stated = (0..columns.len()).filter(|index| !made_up.contains(&EventId::from_index(*index)));
        let by_key: HashMap<&str, usize> =
            stated.map(|index| (columns.key(index), index)).filter(|(key, _)| !key.is_empty()).collect();
        let links = std::mem::take(&mut self.links);
        let mut ties = Vec::new();
        for of_one in links.chunk_by(|one, other| one.0 == other.0) {
            for (place, (index, link)) in (0..).zip(of_one) {
                let Some(to) = by_key.get(link.to.as_str()).filter(|to| *to != index) else {
                    self.report_dangling(*index, &link.to);
                    continue;
                };
                let (from, to) = (EventId::from_index(*index), EventId::from_index(*to));
                ties.push(Tie { from, to, kind: link.kind, basis: link.basis, index: place });
            }
        }
        self.links = links;
        keys_and_links::break_circles(&mut ties, columns, &self.origins, self.log);
        ties
    }

    fn report_dangling(&mut self, index: usize, to: &str) {
        let Some(Origin { record, span: place }) = self.origins.get(index) else { return };
        self.log.record = Some(*record);
        let finding =
            Diagnostic::new(Severity::Warning, place.clone(), &Path::Root, "No other event has this id");
        self.log.push(
            finding
                .found(to)
                .expected("The id of another event of this file")
                .effect("The relation is kept and not followed"),
        );
    }
}

impl Refer for Importer<'_> {
    fn lane_of(&mut self, key: &str) -> Option<LaneId> {
        Some(self.lane(key, key))
    }

    fn actor_of(&mut self, name: &str) -> Option<ActorId> {
        Some(self.actor(name, ActorKind::Unknown))
    }

    fn tag_of(&mut self, name: &str) -> Option<TagId> {
        Some(self.tag(name))
    }

    fn source_of(&mut self, source: Source) -> Option<SourceId> {
        Some(self.source(source))
    }
}
