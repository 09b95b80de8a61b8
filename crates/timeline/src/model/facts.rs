//! Small answers about all events: status, kind of date, importance, zones, places; and the lists of those
//! events that recur, refer to each other, or refer to what the file does not hold.

use super::places::Places;
use super::row::Row;
use super::{Basis, Event, EventId, RelationKind, Status};
use dateline_time::{Qualifier, TimePoint, TimeRange, Zone};

/// A relation whose other event the file holds, as the event states it.
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
    /// Its index in the relations of `from`.
    pub index: u32,
}

/// What is short about each event, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    marks: Vec<(Status, Qualifier, bool)>,
    importances: Vec<f32>,
    zones: Vec<(EventId, Zone)>,
    /// Where events were.
    pub places: Places,
    /// The promises to do something again and again.
    pub recurring: Vec<EventId>,
    /// The relations, by the event that states them.
    pub ties: Vec<Tie>,
    /// The events with a relation that is not followed: mostly, because the file does not hold the other
    /// event.
    pub unresolved: Vec<EventId>,
    /// From the earliest to the latest known point.
    pub extent: Option<(TimePoint, TimePoint)>,
}

impl Facts {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Adds an event, with its range as the axis holds it.
    pub fn push(&mut self, row: &Row<'_>, range: Option<TimeRange>) {
        let id = EventId::from_index(self.len());
        self.widen(range);
        self.marks.push((row.status, row.qualifier, row.has_claim));
        self.importances.push(row.importance);
        self.zones.extend(row.zone.map(|zone| (id, zone)));
        self.places.push(id.index(), &row.place);
        self.recurring.extend(row.recurs.then_some(id));
    }

    /// Widens the extent by the known points of a range.
    pub fn widen(&mut self, range: Option<TimeRange>) {
        self.extent = widened(self.extent, range);
    }

    /// Adds further events without their relations.
    pub fn append(&mut self, part: &Facts) {
        let before = self.len();
        let moved = |id: &EventId| EventId::from_index(id.index() + before);
        self.marks.extend_from_slice(&part.marks);
        self.importances.extend_from_slice(&part.importances);
        self.zones.extend(part.zones.iter().map(|(id, zone)| (moved(id), *zone)));
        self.places.append(before, &part.places);
        self.recurring.extend(part.recurring.iter().map(moved));
        self.unresolved.extend(part.unresolved.iter().map(moved));
        self.extent = match (self.extent, part.extent) {
            (Some((from, to)), Some((other_from, other_to))) => {
                Some((from.min(other_from), to.max(other_to)))
            }
            (own, other) => own.or(other),
        };
    }

    /// Gives the events from one on that have no zone of their own this one.
    pub fn fill_zones(&mut self, from: usize, zone: Zone) {
        let zoned = |index: usize| {
            let event = EventId::from_index(index);
            (event, self.zone(event).unwrap_or(zone))
        };
        let filled: Vec<(EventId, Zone)> = (from..self.len()).map(zoned).collect();
        self.zones.retain(|(event, _)| event.index() < from);
        self.zones.extend(filled);
    }

    /// What became of an event.
    pub fn status(&self, id: EventId) -> Status {
        self.marks.get(id.index()).map_or(Status::Happened, |(status, ..)| *status)
    }

    /// Says what became of an event.
    pub fn set_status(&mut self, id: EventId, status: Status) {
        if let Some(mark) = self.marks.get_mut(id.index()) {
            mark.0 = status;
        }
    }

    /// How sure the source is of its date.
    pub fn qualifier(&self, id: EventId) -> Qualifier {
        self.marks.get(id.index()).map_or(Qualifier::Stated, |(_, qualifier, _)| *qualifier)
    }

    /// Whether a citation of it states a date of its own.
    pub fn has_claim(&self, id: EventId) -> bool {
        self.marks.get(id.index()).is_some_and(|(.., has_claim)| *has_claim)
    }

    /// 0 to 1.
    pub fn importance(&self, id: EventId) -> f32 {
        self.importances.get(id.index()).copied().unwrap_or(Event::DEFAULT_IMPORTANCE)
    }

    /// The zone of an event that has one of its own.
    pub fn zone(&self, id: EventId) -> Option<Zone> {
        let index = self.zones.partition_point(|(event, _)| *event < id);
        self.zones.get(index).filter(|(event, _)| *event == id).map(|(_, zone)| *zone)
    }

    /// Gives back the memory that was set aside for more events.
    pub fn shrink_to_fit(&mut self) {
        self.marks.shrink_to_fit();
        self.importances.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

/// An extent that holds the known points of a range too.
pub(super) fn widened(
    extent: Option<(TimePoint, TimePoint)>,
    range: Option<TimeRange>,
) -> Option<(TimePoint, TimePoint)> {
    let Some(range) = range else { return extent };
    let points = [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end];
    points.into_iter().flatten().fold(extent, |extent, point| {
        let (from, to) = extent.unwrap_or((point, point));
        Some((from.min(point), to.max(point)))
    })
}
