//! The timeline: events behind accessors, with the order and the back references that readers need.

use super::{
    ActorId, ActorKind, Citation, Event, EventId, Extra, LaneId, Participation, Recurrence, Relation, Source,
    SourceId, Status, Story, TagId, TimelineBuilder, View,
};
use crate::time::{Date, TimePoint, TimeRange, Zone};

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

/// A history: events, what they rest on and what they are to each other. It never changes; a new file is a
/// new timeline.
#[derive(Clone, Debug)]
pub struct Timeline {
    parts: TimelineBuilder,
    ranges: Vec<Option<TimeRange>>,
    chronological: Vec<EventId>,
    incoming: Vec<Vec<(EventId, usize)>>,
    extent: Option<(TimePoint, TimePoint)>,
    blank: Event,
}

/// The farthest time that has a place of its own on the axis, in seconds from the epoch: 73 billion years.
/// Layout counts in half seconds, which fit in 64 bits up to here. What lies beyond stands at this edge, so
/// that it is seen and counted; its words stay as stated.
const FARTHEST: i64 = (1 << 61) - 1;

fn within_reach(range: TimeRange) -> TimeRange {
    let reach = |point: Option<TimePoint>| {
        point.map(|point| TimePoint::from_seconds(point.seconds().clamp(-FARTHEST, FARTHEST)))
    };
    TimeRange {
        earliest_start: reach(range.earliest_start),
        latest_start: reach(range.latest_start),
        earliest_end: reach(range.earliest_end),
        latest_end: reach(range.latest_end),
        ..range
    }
}

impl Timeline {
    pub(super) fn from_builder(parts: TimelineBuilder) -> Self {
        let ranges: Vec<Option<TimeRange>> = parts
            .events
            .iter()
            .map(|event| {
                let date = event.date.as_ref()?;
                Some(within_reach(date.range(event.zone.unwrap_or(parts.zone))))
            })
            .collect();
        let mut chronological: Vec<EventId> = (0..parts.events.len()).map(EventId::from_index).collect();
        let key = |id: &EventId| {
            let range = ranges.get(id.index()).and_then(Option::as_ref);
            let point = range.and_then(TimeRange::sort_key);
            (point.is_none(), point, range.and_then(|range| range.hull().1))
        };
        chronological.sort_by_key(key);
        let mut incoming = vec![Vec::new(); parts.events.len()];
        for (from, event) in parts.events.iter().enumerate() {
            for (index, relation) in event.relations.iter().enumerate() {
                if let Some(list) = relation.to.and_then(|to| incoming.get_mut(to.index())) {
                    list.push((EventId::from_index(from), index));
                }
            }
        }
        let extent = extent(&ranges);
        Timeline { parts, ranges, chronological, incoming, extent, blank: Event::new("", "") }
    }

    /// An id of another timeline reads as an event without words rather than a panic.
    fn event(&self, id: EventId) -> &Event {
        self.parts.events.get(id.index()).unwrap_or(&self.blank)
    }

    /// Everything as it was given to the builder; for writing files.
    pub fn parts(&self) -> &TimelineBuilder {
        &self.parts
    }

    /// How many events there are, dated or not.
    pub fn len(&self) -> usize {
        self.parts.events.len()
    }

    /// Whether there is no event at all.
    pub fn is_empty(&self) -> bool {
        self.parts.events.is_empty()
    }

    /// All events in the order of the file.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = EventId> + ExactSizeIterator + use<> {
        (0..self.parts.events.len()).map(EventId::from_index)
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
        &self.parts.title
    }

    /// More about it, in Markdown.
    pub fn description(&self) -> &str {
        &self.parts.description
    }

    /// The zone of every day that names none.
    pub fn zone(&self) -> Zone {
        self.parts.zone
    }

    /// Zones to show dates in, with their names; the timeline's own when the file lists none.
    pub fn display_zones(&self) -> Vec<(Zone, String)> {
        if self.parts.display_zones.is_empty() {
            vec![(self.parts.zone, self.parts.zone.place())]
        } else {
            self.parts.display_zones.clone()
        }
    }

    /// Where the file opens.
    pub fn view(&self) -> Option<&View> {
        self.parts.view.as_ref()
    }

    /// The lanes from top to bottom.
    pub fn lanes(&self) -> &[Lane] {
        &self.parts.lanes
    }

    /// The actors.
    pub fn actors(&self) -> &[Actor] {
        &self.parts.actors
    }

    /// The sources.
    pub fn sources(&self) -> &[Source] {
        &self.parts.sources
    }

    /// The tags.
    pub fn tags(&self) -> &[String] {
        &self.parts.tags
    }

    /// The stories.
    pub fn stories(&self) -> &[Story] {
        &self.parts.stories
    }

    /// A source by id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.parts.sources.get(id.index())
    }

    /// An actor by id.
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.parts.actors.get(id.index())
    }

    /// The words of a tag; empty for an id of another timeline.
    pub fn tag(&self, id: TagId) -> &str {
        self.parts.tags.get(id.index()).map_or("", String::as_str)
    }

    /// The event with an id in the file. Linear; for references and commands, not for frames.
    pub fn find(&self, key: &str) -> Option<EventId> {
        self.parts.events.iter().position(|event| event.key == key).map(EventId::from_index)
    }

    /// An event's id in the file.
    pub fn key(&self, id: EventId) -> &str {
        &self.event(id).key
    }

    /// What happened.
    pub fn event_title(&self, id: EventId) -> &str {
        &self.event(id).title
    }

    /// When; `None` is "date not stated".
    pub fn date(&self, id: EventId) -> Option<&Date> {
        self.event(id).date.as_ref()
    }

    /// The four points of its date in its own zone.
    pub fn range(&self, id: EventId) -> Option<TimeRange> {
        self.ranges.get(id.index()).copied().flatten()
    }

    /// Whether a known bound gives it a place on the axis.
    pub fn is_placed(&self, id: EventId) -> bool {
        self.range(id).is_some_and(|range| range.sort_key().is_some())
    }

    /// What is to be said about the date; empty when nothing.
    pub fn date_note(&self, id: EventId) -> &str {
        &self.event(id).date_note
    }

    /// The zone that its days belong to.
    pub fn event_zone(&self, id: EventId) -> Zone {
        self.event(id).zone.unwrap_or(self.parts.zone)
    }

    /// What became of it.
    pub fn status(&self, id: EventId) -> Status {
        self.event(id).status
    }

    /// The date on which that was so.
    pub fn as_of(&self, id: EventId) -> Option<&Date> {
        self.event(id).as_of.as_ref()
    }

    /// Its lane.
    pub fn lane(&self, id: EventId) -> Option<LaneId> {
        self.event(id).lane
    }

    /// Who took part.
    pub fn participations(&self, id: EventId) -> &[Participation] {
        &self.event(id).actors
    }

    /// Its tags.
    pub fn event_tags(&self, id: EventId) -> &[TagId] {
        &self.event(id).tags
    }

    /// 0 to 1.
    pub fn importance(&self, id: EventId) -> f32 {
        self.event(id).importance
    }

    /// More about it, in Markdown.
    pub fn summary(&self, id: EventId) -> &str {
        &self.event(id).summary
    }

    /// What it rests on.
    pub fn citations(&self, id: EventId) -> &[Citation] {
        &self.event(id).citations
    }

    /// What it is to other events, as stated at it.
    pub fn relations(&self, id: EventId) -> &[Relation] {
        &self.event(id).relations
    }

    /// What other events are to it, as stated at them.
    pub fn incoming(&self, id: EventId) -> impl Iterator<Item = (EventId, &Relation)> {
        let list = self.incoming.get(id.index()).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|(from, index)| Some((*from, self.relations(*from).get(*index)?)))
    }

    /// The promise to repeat it.
    pub fn recurrence(&self, id: EventId) -> Option<&Recurrence> {
        self.event(id).recurrence.as_ref()
    }

    /// The stretch from the earliest to the latest known point of all events; `None` when none is placed.
    pub fn extent(&self) -> Option<(TimePoint, TimePoint)> {
        self.extent
    }
}

/// From the earliest to the latest known point.
fn extent(ranges: &[Option<TimeRange>]) -> Option<(TimePoint, TimePoint)> {
    let points = || {
        ranges.iter().flatten().flat_map(|range| {
            [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end]
        })
    };
    Some((points().flatten().min()?, points().flatten().max()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_reach_stands_at_the_edge_in_its_own_words() {
        let mut builder = TimelineBuilder::default();
        let mut event = Event::new("end", "The last star goes out");
        event.date = Date::parse("Y100000000000").ok();
        let id = builder.event(event);
        let timeline = builder.build();
        let edge = Some(TimePoint::from_seconds(FARTHEST));
        assert_eq!(timeline.range(id).map(|range| range.earliest_start), Some(edge));
        assert_eq!(timeline.date(id).map(Date::text), Some("Y100000000000"));
        assert_eq!(
            timeline.extent(),
            Some((TimePoint::from_seconds(FARTHEST), TimePoint::from_seconds(FARTHEST)))
        );
    }
}
