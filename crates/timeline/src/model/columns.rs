//! What every frame, search and facet asks of all events, one column for each question, so that a million
//! events take a few dozen bytes each and a pass over one answer touches nothing else.
//!
//! About 130 bytes an event beside the text that is kept: words 55, range 20 to 44, actors, tags and sources 4
//! for each and 12, status, qualifier and importance 7, lane 4, order in time 4.

use super::ranges::Ranges;
use super::words::{EventWords, Words, WordsAt};
use super::{ActorId, Basis, EventId, LaneId, RelationKind, SourceId, Status, TagId};
use dateline_time::{Qualifier, TimePoint, TimeRange, Zone};
use std::sync::Arc;

/// A relation whose other event the file holds, as it stands at the event that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The event that states it.
    pub from: EventId,
    /// The event that it is stated about.
    pub to: EventId,
    /// What `from` is to `to`.
    pub kind: RelationKind,
    /// Stated by the source or read from the context.
    pub basis: Basis,
    /// Its place among the relations of `from`.
    pub place: u32,
}

/// What the columns hold of one event.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Where its record starts in the kept text, in bytes; no words of it stand before.
    pub record: usize,
    /// What happened.
    pub title: WordsAt<'a>,
    /// Its id as the file states it; empty when it is made from its place.
    pub key: WordsAt<'a>,
    /// The EDTF text of its date; empty when none is stated.
    pub date: WordsAt<'a>,
    /// Everything that can be searched but for the names of actors and tags, in the order of the text.
    pub pieces: Vec<WordsAt<'a>>,
    /// The four points of its date in its zone.
    pub range: Option<TimeRange>,
    /// How sure the source is of the date.
    pub qualifier: Qualifier,
    /// The zone that its days belong to, where it is not the timeline's.
    pub zone: Option<Zone>,
    /// What became of it.
    pub status: Status,
    /// 0 to 1.
    pub importance: f32,
    /// Its lane.
    pub lane: Option<LaneId>,
    /// Who took part.
    pub actors: Vec<ActorId>,
    /// Its tags.
    pub tags: Vec<TagId>,
    /// The sources it rests on.
    pub sources: Vec<SourceId>,
    /// Whether it is a promise to do something again and again.
    pub recurs: bool,
    /// Whether a citation of it states a date of its own.
    pub has_claim: bool,
}

impl Default for Row<'_> {
    fn default() -> Self {
        Row {
            record: 0,
            title: WordsAt::NONE,
            key: WordsAt::NONE,
            date: WordsAt::NONE,
            pieces: Vec::new(),
            range: None,
            qualifier: Qualifier::Stated,
            zone: None,
            status: Status::Happened,
            importance: super::Event::DEFAULT_IMPORTANCE,
            lane: None,
            actors: Vec::new(),
            tags: Vec::new(),
            sources: Vec::new(),
            recurs: false,
            has_claim: false,
        }
    }
}

/// No lane.
const NO_LANE: u32 = u32::MAX;

/// For each event a list, all in one.
#[derive(Clone, Debug)]
struct Lists<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Lists { ends: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy + Ord> Lists<T> {
    /// Adds a list; what stands in it twice counts once.
    fn push(&mut self, list: &[T]) {
        let start = self.values.len();
        for value in list {
            if !self.values.get(start..).unwrap_or_default().contains(value) {
                self.values.push(*value);
            }
        }
        self.ends.push(self.values.len() as u32);
    }

    fn append(&mut self, other: &Lists<T>, renamed: impl Fn(T) -> Option<T>) {
        let before = self.values.len() as u32;
        self.values.extend(other.values.iter().filter_map(|value| renamed(*value)));
        if self.values.len() as u32 - before == other.values.len() as u32 {
            self.ends.extend(other.ends.iter().map(|end| end + before));
            return;
        }
        self.values.truncate(before as usize);
        for index in 0..other.ends.len() {
            self.values.extend(other.get(index).iter().filter_map(|value| renamed(*value)));
            self.ends.push(self.values.len() as u32);
        }
    }

    /// Gives every value another name; those without one go.
    fn rename(&mut self, renamed: impl Fn(T) -> Option<T>) {
        if self.values.iter().all(|value| renamed(*value).is_some()) {
            for value in &mut self.values {
                *value = renamed(*value).unwrap_or(*value);
            }
            return;
        }
        let old = std::mem::take(self);
        self.append(&old, renamed);
    }

    fn get(&self, index: usize) -> &[T] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }

    fn shrink_to_fit(&mut self) {
        self.ends.shrink_to_fit();
        self.values.shrink_to_fit();
    }
}

/// The columns of all events, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) words: Words,
    pub(super) ranges: Ranges,
    marks: Vec<(Status, Qualifier, bool)>,
    importances: Vec<f32>,
    lanes: Vec<u32>,
    actors: Lists<ActorId>,
    tags: Lists<TagId>,
    sources: Lists<SourceId>,
    zones: Vec<(EventId, Zone)>,
    recurring: Vec<EventId>,
    outgoing: Vec<Tie>,
    extent: Option<(TimePoint, TimePoint)>,
}

/// What entries are called elsewhere; each list is indexed by the id here. `None` stands for nothing there.
#[derive(Clone, Copy, Debug)]
pub struct Renaming<'a> {
    /// Lanes.
    pub lanes: &'a [Option<LaneId>],
    /// Actors.
    pub actors: &'a [Option<ActorId>],
    /// Tags.
    pub tags: &'a [Option<TagId>],
    /// Sources.
    pub sources: &'a [Option<SourceId>],
}

/// How the events of a file stand among those of others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joining {
    /// The lane of events that name none.
    pub homeless: Option<LaneId>,
    /// The zone of the file's days, where it is not that of the whole.
    pub zone: Option<Zone>,
    /// By how many seconds its events are moved on the axis.
    pub shift: i64,
}

impl Columns {
    /// Columns of events whose words stand in `kept`.
    pub fn of(kept: Arc<String>) -> Columns {
        Columns { words: Words::of(kept), ..Columns::default() }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Adds an event.
    pub fn push(&mut self, row: &Row<'_>) {
        let id = EventId::from_index(self.len());
        self.words.push(&EventWords {
            record: row.record,
            title: &row.title,
            key: &row.key,
            date: &row.date,
            pieces: &row.pieces,
        });
        self.ranges.push(row.range);
        self.widen(self.ranges.get(id.index()));
        self.marks.push((row.status, row.qualifier, row.has_claim));
        self.importances.push(row.importance);
        self.lanes.push(row.lane.map_or(NO_LANE, |lane| lane.index() as u32));
        self.actors.push(&row.actors);
        self.tags.push(&row.tags);
        self.sources.push(&row.sources);
        self.zones.extend(row.zone.map(|zone| (id, zone)));
        self.recurring.extend(row.recurs.then_some(id));
    }

    fn widen(&mut self, range: Option<TimeRange>) {
        let Some(range) = range else { return };
        let points = [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end];
        for point in points.into_iter().flatten() {
            let (from, to) = self.extent.unwrap_or((point, point));
            self.extent = Some((from.min(point), to.max(point)));
        }
    }

    /// Adds further events, of the same text or another, with their lanes, actors, tags and sources renamed.
    pub fn append(&mut self, part: &Columns, names: &Renaming<'_>) {
        let before = self.len();
        let moved = |id: EventId| EventId::from_index(id.index() + before);
        self.words.append(&part.words);
        self.ranges.append(&part.ranges);
        self.marks.extend_from_slice(&part.marks);
        self.importances.extend_from_slice(&part.importances);
        self.lanes.extend(part.lanes.iter().map(|lane| {
            let renamed = names.lanes.get(*lane as usize).copied().flatten();
            renamed.map_or(NO_LANE, |lane| lane.index() as u32)
        }));
        self.actors.append(&part.actors, |id| names.actors.get(id.index()).copied().flatten());
        self.tags.append(&part.tags, |id| names.tags.get(id.index()).copied().flatten());
        self.sources.append(&part.sources, |id| names.sources.get(id.index()).copied().flatten());
        self.zones.extend(part.zones.iter().map(|(id, zone)| (moved(*id), *zone)));
        self.recurring.extend(part.recurring.iter().map(|id| moved(*id)));
        self.extent = match (self.extent, part.extent) {
            (Some((from, to)), Some((other_from, other_to))) => {
                Some((from.min(other_from), to.max(other_to)))
            }
            (own, other) => own.or(other),
        };
    }

    /// Adds the events of another file.
    pub(super) fn append_file(&mut self, part: &Columns, names: &Renaming<'_>, joining: &Joining) {
        let (before, extent) = (self.len(), self.extent);
        self.append(part, names);
        for lane in self.lanes.get_mut(before..).unwrap_or_default() {
            if *lane == NO_LANE {
                *lane = joining.homeless.map_or(NO_LANE, |lane| lane.index() as u32);
            }
        }
        if let Some(zone) = joining.zone {
            let moved = |index: usize| EventId::from_index(index + before);
            let zoned = |index: usize| (moved(index), part.zone(EventId::from_index(index)).unwrap_or(zone));
            self.zones.retain(|(event, _)| event.index() < before);
            self.zones.extend((0..part.len()).map(zoned));
        }
        let moved = |id: EventId| EventId::from_index(id.index() + before);
        self.tie(part.outgoing.iter().map(|tie| Tie { from: moved(tie.from), to: moved(tie.to), ..*tie }));
        if joining.shift != 0 {
            self.ranges.shift_from(before, joining.shift);
            self.extent = extent;
            for index in before..self.len() {
                self.widen(self.ranges.get(index));
            }
        }
    }

    /// Gives lanes, actors, tags and sources other ids.
    pub fn rename(&mut self, names: &Renaming<'_>) {
        for lane in &mut self.lanes {
            let renamed = names.lanes.get(*lane as usize).copied().flatten();
            *lane = renamed.map_or(NO_LANE, |lane| lane.index() as u32);
        }
        self.actors.rename(|id| names.actors.get(id.index()).copied().flatten());
        self.tags.rename(|id| names.tags.get(id.index()).copied().flatten());
        self.sources.rename(|id| names.sources.get(id.index()).copied().flatten());
    }

    /// Gives an event another id than its words say.
    pub fn rename_key(&mut self, event: EventId, key: String) {
        self.words.rename_key(event.index(), &WordsAt::Apart(key.into()));
    }

    /// The id that an event states; empty when it states none.
    pub fn key(&self, index: usize) -> &str {
        self.words.key(index)
    }

    /// Where the record of an event starts in the kept text, in bytes.
    pub fn record(&self, index: usize) -> usize {
        self.words.record(index)
    }

    /// Adds relations, in the order of the events that state them.
    pub fn tie(&mut self, ties: impl IntoIterator<Item = Tie>) {
        self.outgoing.extend(ties);
    }

    /// Gives back the memory that was set aside for more events.
    pub fn shrink_to_fit(&mut self) {
        self.words.shrink_to_fit();
        self.ranges.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.importances.shrink_to_fit();
        self.lanes.shrink_to_fit();
        self.actors.shrink_to_fit();
        self.tags.shrink_to_fit();
        self.sources.shrink_to_fit();
    }

    pub(super) fn range(&self, id: EventId) -> Option<TimeRange> {
        self.ranges.get(id.index())
    }

    pub(super) fn status(&self, id: EventId) -> Status {
        self.marks.get(id.index()).map_or(Status::Happened, |(status, ..)| *status)
    }

    pub(super) fn qualifier(&self, id: EventId) -> Qualifier {
        self.marks.get(id.index()).map_or(Qualifier::Stated, |(_, qualifier, _)| *qualifier)
    }

    pub(super) fn has_claim(&self, id: EventId) -> bool {
        self.marks.get(id.index()).is_some_and(|(.., has_claim)| *has_claim)
    }

    pub(super) fn importance(&self, id: EventId) -> f32 {
        self.importances.get(id.index()).copied().unwrap_or(super::Event::DEFAULT_IMPORTANCE)
    }

    /// Its lane.
    pub fn lane(&self, id: EventId) -> Option<LaneId> {
        let lane = self.lanes.get(id.index()).copied().filter(|lane| *lane != NO_LANE)?;
        Some(LaneId::from_index(lane as usize))
    }

    pub(super) fn zone(&self, id: EventId) -> Option<Zone> {
        let place = self.zones.partition_point(|(event, _)| *event < id);
        self.zones.get(place).filter(|(event, _)| *event == id).map(|(_, zone)| *zone)
    }

    /// Who took part, each once.
    pub fn actors(&self, id: EventId) -> &[ActorId] {
        self.actors.get(id.index())
    }

    pub(super) fn tags(&self, id: EventId) -> &[TagId] {
        self.tags.get(id.index())
    }

    /// The sources that it rests on, each once.
    pub fn sources(&self, id: EventId) -> &[SourceId] {
        self.sources.get(id.index())
    }

    pub(super) fn recurring(&self) -> &[EventId] {
        &self.recurring
    }

    pub(super) fn ties(&self) -> &[Tie] {
        &self.outgoing
    }

    pub(super) fn extent(&self) -> Option<(TimePoint, TimePoint)> {
        self.extent
    }
}
