//! The timeline: events behind accessors, with the order and the back references that readers need.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::columns::{Columns, Row, Tie};
use super::combine::{Part, Zero};
use super::words::WordsAt;
use super::{
    ActorId, ActorKind, Event, EventId, Extra, LaneId, Source, SourceId, Status, Story, TagId,
    TimelineBuilder, View,
};
use dateline_time::{Date, Qualifier, TimePoint, TimeRange, Zone};

/// So many events with one sort key are put in order on all processors.
const MANY_EQUALS: usize = 4_096;

/// A row of the picture with a theme of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its id in the file.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// Somebody who takes part in events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its id in the file.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// The rest of events, where it is decoded only when asked for.
pub trait Details: Debug + Send + Sync {
    /// The event of an id whose record starts at a place of the kept text; the same every time. Its own id and
    /// what its relations lead to may be left out: the timeline knows them.
    fn event(&self, id: EventId, record: usize) -> Event;
}

/// Where the rest of the events is.
#[derive(Clone, Debug)]
enum Store {
    /// In memory as it was built.
    Built(Vec<Event>),
    /// In the text that is kept.
    Kept(Arc<dyn Details>),
}

/// A history: events, what they rest on and what they are to each other. It never changes; a new file is a
/// new timeline.
///
/// What a frame, a search or a facet asks of all events stands in columns and costs nothing to read; an event as
/// a whole ([`Timeline::event`]) may have to be read from its text first, which takes some microseconds.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Everything but the events.
    head: TimelineBuilder,
    columns: Columns,
    store: Store,
    chronological: Vec<EventId>,
    /// The places of ties, by the event that they are stated about.
    incoming: Vec<u32>,
    blank: Event,
    /// The files that it is combined of; none for a file by itself.
    parts: Vec<Part>,
    zero: Option<Zero>,
}

impl Timeline {
    pub(super) fn from_builder(mut head: TimelineBuilder) -> Self {
        let events = std::mem::take(&mut head.events);
        let mut columns = Columns::default();
        for event in &events {
            columns.push(&row_of(event, head.zone));
        }
        for (from, event) in events.iter().enumerate() {
            columns.tie(ties_of(EventId::from_index(from), event));
        }
        Timeline::of(head, columns, Store::Built(events))
    }

    /// A timeline of events that stand in columns and are read from a kept text when one is asked for as a whole.
    /// `head` is everything but the events; an event that it holds is lost.
    pub fn from_columns(head: TimelineBuilder, columns: Columns, details: Arc<dyn Details>) -> Self {
        Timeline::of(TimelineBuilder { events: Vec::new(), ..head }, columns, Store::Kept(details))
    }

    /// A timeline of several files; see [`combine`](super::combine).
    pub(super) fn combined(
        head: TimelineBuilder,
        columns: Columns,
        details: Arc<dyn Details>,
        (parts, zero): (Vec<Part>, Option<Zero>),
    ) -> Self {
        Timeline { parts, zero, ..Timeline::from_columns(head, columns, details) }
    }

    fn of(head: TimelineBuilder, mut columns: Columns, store: Store) -> Self {
        columns.shrink_to_fit();
        let chronological = chronological(&columns);
        let ties = columns.ties();
        let mut incoming: Vec<u32> = (0..ties.len() as u32).collect();
        incoming.sort_by_key(|place| ties.get(*place as usize).map(|tie| tie.to));
        let blank = Event::new("", "");
        Timeline { head, columns, store, chronological, incoming, blank, parts: Vec::new(), zero: None }
    }

    /// The event as a whole. An id of another timeline reads as an event without words rather than a panic.
    /// Takes some microseconds where it is read from the file's text: for what is looked at, not for all.
    pub fn event(&self, id: EventId) -> Cow<'_, Event> {
        match &self.store {
            Store::Built(events) => Cow::Borrowed(events.get(id.index()).unwrap_or(&self.blank)),
            Store::Kept(_) if id.index() >= self.len() => Cow::Borrowed(&self.blank),
            Store::Kept(details) => {
                let mut event = details.event(id, self.columns.words.record(id.index()));
                event.key = self.key(id).into_owned();
                for tie in self.outgoing(id) {
                    if let Some(relation) = event.relations.get_mut(tie.place as usize) {
                        relation.to = Some(tie.to);
                    }
                }
                Cow::Owned(event)
            }
        }
    }

    /// The files that it is combined of, in their order; empty for a file by itself.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The file that an event comes from, and which of its events it is; `None` in a file by itself.
    pub fn origin(&self, id: EventId) -> Option<(&Part, EventId)> {
        let place = self.parts.partition_point(|part| part.events.end <= id.index());
        let part = self.parts.get(place)?;
        Some((part, part.own_event(id)?))
    }

    /// By how many seconds an event is moved on the axis from its date; 0 in a file by itself.
    pub fn shift(&self, id: EventId) -> i64 {
        self.origin(id).map_or(0, |(part, _)| part.shift)
    }

    /// Which of its files a lane belongs to; `None` in a file by itself.
    pub fn part_of_lane(&self, lane: LaneId) -> Option<usize> {
        self.parts.iter().position(|part| part.lanes.contains(&lane.index()))
    }

    /// What its files are aligned by, when they are; the axis then counts years since it.
    pub fn zero(&self) -> Option<&Zero> {
        self.zero.as_ref()
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Everything but the events as it was given to the builder; for writing files.
    pub fn head(&self) -> &TimelineBuilder {
        &self.head
    }

    /// Everything as it was given to the builder. Takes the memory of all events as a whole.
    pub fn to_builder(&self) -> TimelineBuilder {
        let events = self.ids().map(|id| self.event(id).into_owned()).collect();
        TimelineBuilder { events, ..self.head.clone() }
    }

    /// How many events there are, dated or not.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no event at all.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// All events in the order of the file.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = EventId> + ExactSizeIterator + use<> {
        (0..self.len()).map(EventId::from_index)
    }

    /// All events by their sort key ([`TimeRange::sort_key`]); those without one stand last.
    pub fn chronological(&self) -> &[EventId] {
        &self.chronological
    }

    /// How many events no known bound places anywhere. Logarithmic: they stand last in the order of time.
    pub fn undated_count(&self) -> usize {
        self.chronological.len() - self.chronological.partition_point(|id| self.is_placed(*id))
    }

    /// What the timeline is called; empty when the file does not say.
    pub fn title(&self) -> &str {
        &self.head.title
    }

    /// More about it, in Markdown.
    pub fn description(&self) -> &str {
        &self.head.description
    }

    /// The zone of every day that names none.
    pub fn zone(&self) -> Zone {
        self.head.zone
    }

    /// Zones to show dates in, with their names; the timeline's own when the file lists none.
    pub fn display_zones(&self) -> Vec<(Zone, String)> {
        if self.head.display_zones.is_empty() {
            vec![(self.head.zone, self.head.zone.place())]
        } else {
            self.head.display_zones.clone()
        }
    }

    /// Where the file opens.
    pub fn view(&self) -> Option<&View> {
        self.head.view.as_ref()
    }

    /// The lanes from top to bottom.
    pub fn lanes(&self) -> &[Lane] {
        &self.head.lanes
    }

    /// The actors.
    pub fn actors(&self) -> &[Actor] {
        &self.head.actors
    }

    /// The sources.
    pub fn sources(&self) -> &[Source] {
        &self.head.sources
    }

    /// The tags.
    pub fn tags(&self) -> &[String] {
        &self.head.tags
    }

    /// The stories.
    pub fn stories(&self) -> &[Story] {
        &self.head.stories
    }

    /// A source by id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.head.sources.get(id.index())
    }

    /// An actor by id.
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.head.actors.get(id.index())
    }

    /// The words of a tag; empty for an id of another timeline.
    pub fn tag(&self, id: TagId) -> &str {
        self.head.tags.get(id.index()).map_or("", String::as_str)
    }

    /// The event with an id in the file. Linear; for references and commands, not for frames.
    pub fn find(&self, key: &str) -> Option<EventId> {
        let stated = self.ids().find(|id| self.columns.words.key(id.index()) == key);
        stated.or_else(|| self.ids().find(|id| self.key(*id) == key))
    }

    /// An event's id in the file, or the one made from its place when the file gives none.
    pub fn key(&self, id: EventId) -> Cow<'_, str> {
        match self.columns.words.key(id.index()) {
            "" => Cow::Owned(format!("event-{}", id.index() + 1)),
            key => Cow::Borrowed(key),
        }
    }

    /// What happened.
    pub fn event_title(&self, id: EventId) -> &str {
        self.columns.words.title(id.index())
    }

    /// When; `None` is "date not stated". Read from its text.
    pub fn date(&self, id: EventId) -> Option<Date> {
        Date::parse(self.columns.words.date(id.index())).ok()
    }

    /// How sure the source is of the date.
    pub fn qualifier(&self, id: EventId) -> Qualifier {
        self.columns.qualifier(id)
    }

    /// The four points of its date in its own zone.
    pub fn range(&self, id: EventId) -> Option<TimeRange> {
        self.columns.range(id)
    }

    /// Whether a known bound gives it a place on the axis.
    pub fn is_placed(&self, id: EventId) -> bool {
        self.range(id).is_some_and(|range| range.sort_key().is_some())
    }

    /// The zone that its days belong to.
    pub fn event_zone(&self, id: EventId) -> Zone {
        self.columns.zone(id).unwrap_or(self.head.zone)
    }

    /// What became of it.
    pub fn status(&self, id: EventId) -> Status {
        self.columns.status(id)
    }

    /// Its lane.
    pub fn lane(&self, id: EventId) -> Option<LaneId> {
        self.columns.lane(id)
    }

    /// Who took part, each once.
    pub fn actors_of(&self, id: EventId) -> &[ActorId] {
        self.columns.actors(id)
    }

    /// Its tags, each once.
    pub fn tags_of(&self, id: EventId) -> &[TagId] {
        self.columns.tags(id)
    }

    /// The sources that it rests on, each once.
    pub fn sources_of(&self, id: EventId) -> &[SourceId] {
        self.columns.sources(id)
    }

    /// 0 to 1.
    pub fn importance(&self, id: EventId) -> f32 {
        self.columns.importance(id)
    }

    /// The promises to do something again and again, in the order of the file.
    pub fn recurring(&self) -> &[EventId] {
        self.columns.recurring()
    }

    /// Whether a citation of it states a date of its own, which may be another one.
    pub fn has_claim(&self, id: EventId) -> bool {
        self.columns.has_claim(id)
    }

    /// What it is to other events of the file, as stated at it.
    pub fn outgoing(&self, id: EventId) -> impl Iterator<Item = Tie> {
        let ties = self.columns.ties();
        let start = ties.partition_point(|tie| tie.from < id);
        ties.iter().skip(start).take_while(move |tie| tie.from == id).copied()
    }

    /// What other events are to it, as stated at them.
    pub fn incoming(&self, id: EventId) -> impl Iterator<Item = Tie> {
        let ties = self.columns.ties();
        let tie = |place: &u32| ties.get(*place as usize);
        let start = self.incoming.partition_point(|place| tie(place).is_some_and(|tie| tie.to < id));
        let rest = self.incoming.get(start..).unwrap_or_default().iter();
        rest.filter_map(move |place| tie(place).copied()).take_while(move |tie| tie.to == id)
    }

    /// Calls with each piece of words that can be searched of the events of a stretch, in order: title, summary,
    /// note on the date, excerpts, paraphrases. The names of actors and tags are not among them.
    pub fn each_piece<'t>(&'t self, events: Range<usize>, mut found: impl FnMut(EventId, &'t str)) {
        self.columns.words.each_piece(events, |index, piece| found(EventId::from_index(index), piece));
    }

    /// The stretch from the earliest to the latest known point of all events; `None` when none is placed.
    pub fn extent(&self) -> Option<(TimePoint, TimePoint)> {
        self.columns.extent()
    }
}

/// The events by their sort key, then by their end, then in the order of the file; those without a key last.
///
/// Sixteen bytes for each event meanwhile: the ends are asked only of those that share a key.
fn chronological(columns: &Columns) -> Vec<EventId> {
    let point = |index: usize| columns.ranges.get(index).as_ref().and_then(TimeRange::sort_key);
    let key = |index: usize| (point(index).map_or(i64::MAX, TimePoint::seconds), index as u32);
    let mut keyed: Vec<(i64, u32)> = (0..columns.len()).into_par_iter().map(key).collect();
    keyed.par_sort_unstable();
    keyed.par_chunk_by_mut(|a, b| a.0 == b.0).filter(|equals| equals.len() > 1).for_each(|equals| {
        let full = |(_, index): &(i64, u32)| {
            let end = columns.ranges.get(*index as usize).and_then(|range| range.hull().1);
            (point(*index as usize).is_none(), end, *index)
        };
        if equals.len() < MANY_EQUALS {
            equals.sort_by_cached_key(full);
        } else {
            let mut fully: Vec<_> = equals.par_iter().map(full).collect();
            fully.par_sort_unstable();
            equals.iter_mut().zip(fully).for_each(|(slot, (.., index))| slot.1 = index);
        }
    });
    keyed.into_iter().map(|(_, index)| EventId::from_index(index as usize)).collect()
}

/// What the columns hold of a built event.
fn row_of(event: &Event, zone: Zone) -> Row<'_> {
    let apart = |words: &'_ str| WordsAt::Apart(Cow::Owned(words.to_owned()));
    let date_note = event.shown_date_note();
    let texts = [event.title.as_str(), &event.summary, &date_note].into_iter();
    let cited = event.citations.iter().flat_map(|citation| {
        let quoted = citation.quote.as_ref().map(|quote| quote.exact.as_str());
        quoted.into_iter().chain([citation.note.as_str()])
    });
    let pieces = texts.chain(cited).filter(|words| !words.is_empty()).map(apart).collect();
    Row {
        record: 0,
        title: apart(&event.title),
        key: apart(&event.key),
        date: apart(event.date.as_ref().map_or("", Date::text)),
        pieces,
        range: event.date.as_ref().map(|date| date.range(event.zone.unwrap_or(zone))),
        qualifier: event.date.as_ref().map_or(Qualifier::Stated, Date::qualifier),
        zone: event.zone,
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

/// The relations of a built event whose other event is there.
fn ties_of(from: EventId, event: &Event) -> impl Iterator<Item = Tie> {
    event.relations.iter().zip(0..).filter_map(move |(relation, place)| {
        Some(Tie { from, to: relation.to?, kind: relation.kind, basis: relation.basis, place })
    })
}

#[cfg(test)]
mod tests {
    use super::super::ranges::FARTHEST;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_time_is_by_sort_key_then_end_then_place_in_the_file(
            dates in prop::collection::vec(
                prop_oneof![
                    (1..5_u8).prop_map(|day| format!("2001-02-0{day}")),
                    (1..5_u8).prop_map(|day| format!("../2001-02-0{day}")),
                    (1..5_u8, 5..8_u8).prop_map(|(from, to)| format!("2001-02-0{from}/2001-02-0{to}")),
                    (1..5_u8).prop_map(|day| format!("2001-02-0{day}/..")),
                    Just("2001".to_owned()),
                    Just(String::new()),
                ],
                0..60,
            ),
            copies in prop_oneof![19 => Just(1_usize), 1 => Just(MANY_EQUALS)],
        ) {
            let mut builder = TimelineBuilder::default();
            for date in dates.iter().take(if copies == 1 { 60 } else { 3 }) {
                for _ in 0..copies {
                    let mut event = Event::new("", "Something");
                    event.date = Date::parse(date).ok();
                    builder.event(event);
                }
            }
            let timeline = builder.build();
            let mut expected: Vec<EventId> = timeline.ids().collect();
            expected.sort_by_key(|id| {
                let range = timeline.range(*id);
                let point = range.as_ref().and_then(TimeRange::sort_key);
                (point.is_none(), point, range.and_then(|range| range.hull().1), *id)
            });
            prop_assert_eq!(timeline.chronological(), expected);
        }
    }

    #[test]
    fn what_lies_beyond_reach_stands_at_the_edge_in_its_own_words() {
        let mut builder = TimelineBuilder::default();
        let mut event = Event::new("end", "The last star goes out");
        event.date = Date::parse("Y100000000000").ok();
        let id = builder.event(event);
        let timeline = builder.build();
        let edge = Some(TimePoint::from_seconds(FARTHEST));
        assert_eq!(timeline.range(id).map(|range| range.earliest_start), Some(edge));
        assert_eq!(timeline.date(id).as_ref().map(Date::text), Some("Y100000000000"));
        assert_eq!(
            timeline.extent(),
            Some((TimePoint::from_seconds(FARTHEST), TimePoint::from_seconds(FARTHEST)))
        );
    }
}
