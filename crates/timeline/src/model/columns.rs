//! What every frame, search and facet asks of all events, one column for each question, so that a million
//! events take a few dozen bytes each and a pass over one answer touches nothing else.
//!
//! About 130 bytes an event beside the text that is kept: words 55, range 20 to 44, actors, tags and sources
//! 4 for each and 12, status, qualifier and importance 7, lane 4, order in time 4.

use std::borrow::Cow;
use std::sync::Arc;

use super::facts::Facts;
use super::ranges::Ranges;
use super::references::References;
use super::words::{EventWords, Words, WordsAt};
use super::{ActorId, Basis, Event, EventId, LaneId, RelationKind, SourceId, Status, TagId};
use dateline_time::{Date, Qualifier, TimeRange, Zone};

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
    /// Where it was; empty when not stated.
    pub place: Cow<'a, str>,
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

impl<'a> Row<'a> {
    /// What the columns hold of an event whose days belong to `zone` unless it names another. `locate` says
    /// where a text of it stands; it is asked in this order: title, summary, place, what is shown about the
    /// date, excerpts and paraphrases, id, date.
    pub fn of_event(
        event: &'a Event,
        zone: Zone,
        mut locate: impl FnMut(Cow<'a, str>) -> WordsAt<'a>,
    ) -> Row<'a> {
        let cited = event.citations.iter().flat_map(|citation| {
            let quoted = citation.quote.as_ref().map(|quote| quote.exact.as_str());
            quoted.into_iter().chain([citation.note.as_str()])
        });
        let place = event.place.as_deref().unwrap_or_default();
        let stated = [event.title.as_str(), event.summary.as_str(), place].map(Cow::from);
        let texts = stated.into_iter().chain([event.shown_date_note()]).chain(cited.map(Cow::from));
        let said = texts.filter(|text| !text.is_empty());
        let pieces: Vec<WordsAt<'a>> = said.map(&mut locate).collect();
        let title = match pieces.first() {
            Some(first) if !event.title.is_empty() => first.clone(),
            _ => WordsAt::NONE,
        };
        Row {
            record: 0,
            title,
            pieces,
            key: locate(event.key.as_str().into()),
            date: locate(event.date.as_ref().map_or("", Date::text).into()),
            range: event.date.as_ref().map(|date| date.range(event.zone.unwrap_or(zone))),
            qualifier: event.date.as_ref().map_or(Qualifier::Stated, Date::qualifier),
            zone: event.zone,
            place: Cow::Borrowed(place),
            status: event.status,
            importance: event.importance,
            lane: event.lane,
            actors: event.actors.iter().map(|part| part.actor).collect(),
            tags: event.tags.clone(),
            sources: event.citations.iter().filter_map(|citation| citation.source).collect(),
            recurs: event.recurrence.is_some(),
            has_claim: event.citations.iter().any(|citation| citation.date.is_some()),
        }
    }
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
            place: Cow::Borrowed(""),
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

/// The columns of all events, in the order of the file, while a file is read.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    words: Words,
    ranges: Ranges,
    references: References,
    facts: Facts,
}

/// The columns of a timeline. They never change, so that timelines which differ in a few events share them.
#[derive(Clone, Debug)]
pub(super) struct SharedColumns {
    pub words: Arc<Words>,
    pub ranges: Arc<Ranges>,
    pub references: Arc<References>,
    pub facts: Arc<Facts>,
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
        self.facts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.facts.len() == 0
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
        self.references.push(row);
        self.facts.push(row, self.ranges.get(id.index()));
    }

    /// Adds further events, of the same text or another, with their lanes, actors, tags and sources renamed.
    pub fn append(&mut self, part: &Columns, names: &Renaming<'_>) {
        self.words.append(&part.words);
        self.ranges.append(&part.ranges);
        self.references.append(&part.references, names);
        self.facts.append(&part.facts);
    }

    /// Adds the events of another file.
    pub(super) fn append_file(&mut self, part: &SharedColumns, names: &Renaming<'_>, joining: &Joining) {
        let before = self.len();
        let extent = self.facts.extent;
        self.words.append(&part.words);
        self.ranges.append(&part.ranges);
        self.references.append(&part.references, names);
        self.references.fill_lanes(before, joining.homeless);
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

    /// Gives an event another id than its words say.
    pub fn rename_key(&mut self, event: EventId, key: String) {
        self.words.rename_key(event.index(), &WordsAt::Apart(key.into()));
    }

    /// The id that an event states; empty when it states none.
    pub fn key(&self, index: usize) -> &str {
        self.words.key(index)
    }

    /// The EDTF text of an event's date; empty when none is stated.
    pub fn date_text(&self, index: usize) -> &str {
        self.words.date(index)
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
        self.words.record(index)
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
        self.words.shrink_to_fit();
        self.ranges.shrink_to_fit();
        self.references.shrink_to_fit();
        self.facts.shrink_to_fit();
        SharedColumns {
            words: Arc::new(self.words),
            ranges: Arc::new(self.ranges),
            references: Arc::new(self.references),
            facts: Arc::new(self.facts),
        }
    }
}
