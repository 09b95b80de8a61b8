//! The timeline: events behind accessors, with the order and the back references that readers need.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::built::{has_unresolved, row_of, ties_of};
use super::columns::{Columns, SharedColumns};
use super::edits::overlay::{EditedRow, Overlay};
use super::edits::renumber::Renumbering;
use super::event_ids::EventIds;
use super::facts::Tie;
use super::order;
use super::{
    Actor, ActorId, Event, EventId, Lane, LaneId, Source, SourceId, Status, Story, TagId, TimelineHead, View,
};
use dateline_time::{Date, Qualifier, TimePoint, TimeRange, Zone};

/// The rest of events, where it is decoded only when needed.
pub trait Details: Debug + Send + Sync {
    /// The event of an id whose record starts at an offset of the kept text; the same every time. Its own id,
    /// its status and what its relations lead to may be left out: the timeline knows them.
    fn event(&self, id: EventId, record: usize) -> Event;
}

/// Where the rest of the events is.
#[derive(Clone, Debug)]
enum Store {
    /// In memory as it was built.
    Built(Arc<Vec<Event>>),
    /// In the text that is kept.
    Kept(Arc<dyn Details>),
}

/// A history: events, what they rest on and what they are to each other. It never changes; a new file is a
/// new timeline, and so is an edited one ([`Timeline::edited`]), which shares what did not change. A clone
/// costs a few pointers.
///
/// What a frame, a search or a facet reads of all events is in columns and costs nothing to read; an
/// event as a whole ([`Timeline::event`]) may have to be read from its text first, which takes some
/// microseconds.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Everything but the events.
    pub(super) head: Arc<TimelineHead>,
    /// The events as they were loaded.
    pub(super) columns: SharedColumns,
    store: Store,
    /// The events that differ from the columns since edits.
    pub(super) overlay: Option<Arc<Overlay>>,
    /// The ids that entries have since edits, for events that are read from the store.
    pub(super) renumbering: Option<Arc<Renumbering>>,
    pub(super) chronological: Arc<Vec<EventId>>,
    pub(super) recurring: Arc<Vec<EventId>>,
    pub(super) extent: Option<(TimePoint, TimePoint)>,
    /// The indices of the columns' ties, by the event that they are stated about.
    incoming: Arc<Vec<u32>>,
    blank: Arc<Event>,
    /// The files that it is combined of; none for a file by itself.
    parts: Arc<Vec<Part>>,
    zero: Option<Zero>,
}

impl Timeline {
    /// A timeline of events that are in memory as a whole.
    pub(super) fn from_events(head: TimelineHead, events: Vec<Event>) -> Self {
        let mut columns = Columns::default();
        for event in &events {
            columns.push(&row_of(event, head.zone));
        }
        for (from, event) in events.iter().enumerate() {
            let id = EventId::from_index(from);
            columns.tie(ties_of(id, event));
            columns.unresolved(has_unresolved(event).then_some(id));
        }
        Timeline::of(head, columns, Store::Built(Arc::new(events)))
    }

    /// A timeline of events that are in columns. A whole event is read from a kept text when it is needed.
    pub fn from_columns(head: TimelineHead, columns: Columns, details: Arc<dyn Details>) -> Self {
        Timeline::of(head, columns, Store::Kept(details))
    }

    /// A timeline of several files; see [`combine`](fn@super::combine).
    pub(super) fn combined(
        head: TimelineHead,
        columns: Columns,
        details: Arc<dyn Details>,
        combination: Combination,
    ) -> Self {
        Timeline {
            parts: Arc::new(combination.parts),
            zero: combination.zero,
            overlay: combination.overlay.map(Arc::new),
            ..Timeline::from_columns(head, columns, details)
        }
    }

    fn of(head: TimelineHead, columns: Columns, store: Store) -> Self {
        let columns = columns.shared();
        let ids: Vec<EventId> = (0..columns.facts.len()).map(EventId::from_index).collect();
        let chronological = order::chronological(&ids, |id| columns.ranges.get(id.index()));
        let ties = &columns.facts.ties;
        let mut incoming: Vec<u32> = (0..ties.len() as u32).collect();
        incoming.sort_by_key(|index| ties.get(*index as usize).map(|tie| tie.to));
        Timeline {
            head: Arc::new(head),
            store,
            overlay: None,
            renumbering: None,
            chronological: Arc::new(chronological),
            recurring: Arc::new(columns.facts.recurring.clone()),
            extent: columns.facts.extent,
            incoming: Arc::new(incoming),
            blank: Arc::new(Event::new("", "")),
            parts: Arc::default(),
            zero: None,
            columns,
        }
    }

    /// An event that differs from the columns.
    #[inline]
    fn edited_row(&self, id: EventId) -> Option<&EditedRow> {
        self.overlay.as_deref()?.row(id)
    }

    /// The event as a whole. An id of another timeline reads as an event without texts rather than a panic,
    /// and so does a removed event. Takes some microseconds where it is read from the file's text: for what
    /// is looked at, not for all.
    pub fn event(&self, id: EventId) -> Cow<'_, Event> {
        if let Some(row) = self.edited_row(id) {
            return Cow::Borrowed(&row.event);
        }
        let mut event = match &self.store {
            Store::Built(events) => Cow::Borrowed(events.get(id.index()).unwrap_or(&self.blank)),
            Store::Kept(_) if id.index() >= self.columns.facts.len() => return Cow::Borrowed(&self.blank),
            Store::Kept(details) => {
                let mut event = details.event(id, self.columns.texts.record(id.index()));
                event.key = self.key(id).into_owned();
                event.status = self.columns.facts.status(id);
                for tie in self.outgoing(id) {
                    if let Some(relation) = event.relations.get_mut(tie.index as usize) {
                        relation.to = Some(tie.to);
                    }
                }
                Cow::Owned(event)
            }
        };
        if let Some(renumbering) = &self.renumbering {
            renumbering.apply(event.to_mut());
        }
        event
    }

    /// The files that it is combined of, in their order; empty for a file by itself.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The file that an event comes from, and which of its events it is; `None` in a file by itself.
    pub fn origin(&self, id: EventId) -> Option<(&Part, EventId)> {
        let index = self.parts.partition_point(|part| part.events.end <= id.index());
        let part = self.parts.get(index)?;
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

    /// Everything but the events as it was given to the builder; for writing files.
    pub fn head(&self) -> &TimelineHead {
        &self.head
    }

    /// How many events there are, dated or not. Removed ones do not count.
    pub fn len(&self) -> usize {
        self.chronological.len()
    }

    /// Whether there is no event at all.
    pub fn is_empty(&self) -> bool {
        self.chronological.is_empty()
    }

    /// How many ids of events are in use or were: the length of a list that is indexed by ids. It is
    /// [`Timeline::len`] until an edit removes an event.
    pub fn id_count(&self) -> usize {
        self.overlay.as_deref().map_or(self.columns.facts.len(), |overlay| overlay.id_count)
    }

    /// The id that an event gets which is added at the end.
    pub fn next_event(&self) -> EventId {
        EventId::from_index(self.id_count())
    }

    /// Whether an event of that id is there: it never was removed, and it is not of another, longer
    /// timeline.
    pub fn holds(&self, id: EventId) -> bool {
        id.index() < self.id_count() && !self.overlay.as_deref().is_some_and(|overlay| overlay.is_removed(id))
    }

    /// Whether edits changed, added or removed the event since the file was loaded.
    pub fn is_edited(&self, id: EventId) -> bool {
        self.overlay.as_deref().is_some_and(|overlay| overlay.has(id))
    }

    /// The ids of events that edits removed, in their order.
    pub fn removed(&self) -> &[EventId] {
        self.overlay.as_deref().map_or(&[], |overlay| overlay.removed.as_slice())
    }

    /// The ids of events that edits changed, added or removed since the file was loaded, in their order.
    pub fn edited_events(&self) -> impl Iterator<Item = EventId> {
        let overlay = self.overlay.as_deref().into_iter();
        overlay.flat_map(|overlay| overlay.rows(0..overlay.id_count)).map(|(id, _)| id)
    }

    /// All events in the order of the file.
    pub fn ids(&self) -> EventIds {
        let removed = self.overlay.as_deref().map(|overlay| Arc::clone(&overlay.removed));
        EventIds::new(self.id_count(), removed)
    }

    /// All events by their sort key ([`TimeRange::sort_key`]); those without one are last.
    pub fn chronological(&self) -> &[EventId] {
        &self.chronological
    }

    /// How many events have no known bound, so no position. Logarithmic: they are last in the order of time.
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

    /// The text of a tag; empty for an id of another timeline.
    pub fn tag(&self, id: TagId) -> &str {
        self.head.tags.get(id.index()).map_or("", String::as_str)
    }

    /// The event with an id in the file. Linear; for references and commands, not for frames.
    pub fn find(&self, key: &str) -> Option<EventId> {
        let stated = self.ids().find(|id| self.stated_key(*id) == key);
        stated.or_else(|| self.ids().find(|id| self.key(*id) == key))
    }

    /// An event's id in the file, or the one made from its index when the file gives none.
    pub fn key(&self, id: EventId) -> Cow<'_, str> {
        match self.stated_key(id) {
            "" => Cow::Owned(format!("event-{}", id.index() + 1)),
            key => Cow::Borrowed(key),
        }
    }

    fn stated_key(&self, id: EventId) -> &str {
        self.edited_row(id).map_or_else(|| self.columns.texts.key(id.index()), |row| &row.event.key)
    }

    /// What happened.
    pub fn event_title(&self, id: EventId) -> &str {
        self.edited_row(id).map_or_else(|| self.columns.texts.title(id.index()), |row| &row.event.title)
    }

    /// When; `None` is "date not stated". Read from its text.
    pub fn date(&self, id: EventId) -> Option<Date> {
        match self.edited_row(id) {
            Some(row) => row.event.date.clone(),
            None => Date::parse(self.columns.texts.date(id.index())).ok(),
        }
    }

    /// How sure the source is of the date.
    pub fn qualifier(&self, id: EventId) -> Qualifier {
        match self.edited_row(id) {
            Some(row) => row.event.date.as_ref().map_or(Qualifier::Stated, Date::qualifier),
            None => self.columns.facts.qualifier(id),
        }
    }

    /// The four points of its date in its own zone.
    pub fn range(&self, id: EventId) -> Option<TimeRange> {
        self.edited_row(id).map_or_else(|| self.columns.ranges.get(id.index()), |row| row.range)
    }

    /// Whether a known bound gives it a position on the axis.
    pub fn is_placed(&self, id: EventId) -> bool {
        self.range(id).is_some_and(|range| range.sort_key().is_some())
    }

    /// The zone that its days belong to.
    pub fn event_zone(&self, id: EventId) -> Zone {
        let own = self.edited_row(id).map_or_else(|| self.columns.facts.zone(id), |row| row.event.zone);
        own.unwrap_or(self.head.zone)
    }

    /// Where it was; empty when not stated.
    pub fn place(&self, id: EventId) -> &str {
        match self.edited_row(id) {
            Some(row) => row.event.place.as_deref().unwrap_or_default(),
            None => self.columns.facts.places.get(id.index()),
        }
    }

    /// Whether an event may state a place, as far as that is known without reading each. Linear in edited
    /// events.
    pub fn states_places(&self) -> bool {
        let is_stated = |id| !self.place(id).is_empty();
        !self.columns.facts.places.is_empty() || self.edited_events().any(is_stated)
    }

    /// What became of it.
    pub fn status(&self, id: EventId) -> Status {
        self.edited_row(id).map_or_else(|| self.columns.facts.status(id), |row| row.event.status)
    }

    /// Its lane.
    pub fn lane(&self, id: EventId) -> Option<LaneId> {
        self.edited_row(id).map_or_else(|| self.columns.references.lane(id), |row| row.event.lane)
    }

    /// Who took part, each once.
    pub fn actors_of(&self, id: EventId) -> &[ActorId] {
        self.edited_row(id).map_or_else(|| self.columns.references.actors(id), |row| &row.actors)
    }

    /// Its tags, each once.
    pub fn tags_of(&self, id: EventId) -> &[TagId] {
        self.edited_row(id).map_or_else(|| self.columns.references.tags(id), |row| &row.tags)
    }

    /// The sources that it rests on, each once.
    pub fn sources_of(&self, id: EventId) -> &[SourceId] {
        self.edited_row(id).map_or_else(|| self.columns.references.sources(id), |row| &row.sources)
    }

    /// 0 to 1.
    pub fn importance(&self, id: EventId) -> f32 {
        self.edited_row(id).map_or_else(|| self.columns.facts.importance(id), |row| row.event.importance)
    }

    /// The promises to do something again and again, in the order of the file.
    pub fn recurring(&self) -> &[EventId] {
        &self.recurring
    }

    /// Whether it is a promise to do something again and again.
    pub(super) fn recurs(&self, id: EventId) -> bool {
        match self.edited_row(id) {
            Some(row) => row.event.recurrence.is_some(),
            None => self.columns.facts.recurring.binary_search(&id).is_ok(),
        }
    }

    /// Whether a citation of it states a date of its own, which may be another one.
    pub fn has_claim(&self, id: EventId) -> bool {
        self.edited_row(id).map_or_else(|| self.columns.facts.has_claim(id), EditedRow::has_claim)
    }

    /// The events with a relation that is not followed.
    pub(super) fn unresolved(&self) -> impl Iterator<Item = EventId> {
        let overlay = self.overlay.as_deref();
        let loaded = self.columns.facts.unresolved.iter().copied();
        let loaded = loaded.filter(move |id| overlay.is_none_or(|overlay| !overlay.has(*id)));
        loaded.chain(overlay.into_iter().flat_map(|overlay| overlay.unresolved.iter().copied()))
    }

    /// What it is to other events of the file, as stated at it.
    pub fn outgoing(&self, id: EventId) -> impl Iterator<Item = Tie> {
        let row = self.edited_row(id);
        let ties = if row.is_some() { &[] } else { self.columns.facts.ties.as_slice() };
        let start = ties.partition_point(|tie| tie.from < id);
        let loaded = ties.iter().skip(start).take_while(move |tie| tie.from == id);
        loaded.chain(row.into_iter().flat_map(|row| &row.ties)).copied()
    }

    /// What other events are to it, as stated at them, in the order of these.
    pub fn incoming(&self, id: EventId) -> impl Iterator<Item = Tie> {
        let ties = &self.columns.facts.ties;
        let tie = |index: &u32| ties.get(*index as usize);
        let start = self.incoming.partition_point(|index| tie(index).is_some_and(|tie| tie.to < id));
        let rest = self.incoming.get(start..).unwrap_or_default().iter();
        let overlay = self.overlay.as_deref();
        let loaded = rest.filter_map(move |index| tie(index).copied()).take_while(move |tie| tie.to == id);
        let mut loaded =
            loaded.filter(move |tie| overlay.is_none_or(|overlay| !overlay.has(tie.from))).peekable();
        let mut edited = overlay.into_iter().flat_map(move |overlay| overlay.incoming(id)).peekable();
        // Both are in the order of the events that state them.
        std::iter::from_fn(move || match (loaded.peek(), edited.peek()) {
            (Some(one), Some(other)) if other.from < one.from => edited.next(),
            (Some(_), _) => loaded.next(),
            (None, _) => edited.next(),
        })
    }

    /// Calls `found` with each text that can be searched of the events of a stretch, in order: title,
    /// summary, place, note on the date, excerpts, paraphrases. The names of actors and tags are not among
    /// them.
    pub fn each_piece<'t>(&'t self, events: Range<usize>, mut found: impl FnMut(EventId, &'t str)) {
        let texts = &self.columns.texts;
        let Some(overlay) = self.overlay.as_deref() else {
            texts.each_piece(events, |index, piece| found(EventId::from_index(index), piece));
            return;
        };
        let mut from = events.start;
        for (id, row) in overlay.rows(events.clone()) {
            texts.each_piece(from..id.index(), |index, piece| found(EventId::from_index(index), piece));
            Overlay::each_piece(row, |piece| found(id, piece));
            from = id.index() + 1;
        }
        texts.each_piece(from..events.end.max(from), |index, piece| found(EventId::from_index(index), piece));
    }

    /// The stretch from the earliest to the latest known point of all events; `None` when none is placed.
    pub fn extent(&self) -> Option<(TimePoint, TimePoint)> {
        self.extent
    }
}

/// A file within a timeline of several.
#[derive(Clone, Debug)]
pub struct Part {
    /// What its file is called.
    pub name: String,
    /// Its events, as indices in the whole.
    pub events: Range<usize>,
    /// Its lanes, as indices in the whole; the last is made for events that name none, where there are any.
    pub lanes: Range<usize>,
    /// Its sources, as indices in the whole.
    pub sources: Range<usize>,
    /// By how many seconds its events are moved on the axis.
    pub shift: i64,
    /// The file by itself.
    pub timeline: Arc<Timeline>,
    /// What its lanes, actors, tags and sources are called in the whole.
    pub(super) names: Renumbering,
}

impl Part {
    /// The event of the whole that an event of the part is.
    pub fn whole_event(&self, own: EventId) -> EventId {
        EventId::from_index(self.events.start + own.index())
    }

    /// The event of the part that an event of the whole is; `None` for an event of another part.
    pub fn own_event(&self, whole: EventId) -> Option<EventId> {
        self.events.contains(&whole.index()).then(|| EventId::from_index(whole.index() - self.events.start))
    }

    /// An event of the part with its ids in the whole.
    pub(super) fn event_of_whole(&self, own: EventId) -> Event {
        let mut event = self.timeline.event(own).into_owned();
        event.zone = event.zone.or(Some(self.timeline.zone()));
        self.names.apply(&mut event);
        // The lane for events without a lane is after those of the file.
        let has_further_lane = self.lanes.len() > self.names.lanes.len();
        let without_lane = has_further_lane.then(|| self.lanes.end.checked_sub(1)).flatten();
        event.lane = event.lane.or_else(|| without_lane.map(LaneId::from_index));
        for relation in &mut event.relations {
            relation.to = relation.to.map(|to| self.whole_event(to));
        }
        event
    }
}

/// What all parts count their years from, when they are aligned by an event of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zero {
    /// Its position on the axis.
    pub at: TimePoint,
    /// What the years are counted from: "the treaty".
    pub label: String,
}

impl Zero {
    /// What the axis counts, as a title: "Years since the treaty".
    pub fn heading(&self) -> String {
        format!("Years since {}", self.label)
    }
}

/// What a timeline of several files is made of in addition to its columns.
pub(super) struct Combination {
    /// The files.
    pub parts: Vec<Part>,
    /// What they are aligned by.
    pub zero: Option<Zero>,
    /// The events that differ from the columns of their file.
    pub overlay: Option<Overlay>,
}
