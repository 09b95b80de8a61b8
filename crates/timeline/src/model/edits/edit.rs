//! What an edit is.

use crate::model::{
    Actor, ActorId, Event, EventId, Extra, Lane, LaneId, Source, SourceId, Story, TagId, Timeline,
    TimelineHead, View,
};
use dateline_time::Zone;

/// What is done to one entry of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// It is added.
    Insert(T),
    /// It is replaced as a whole.
    Put(T),
    /// It is taken out.
    Remove,
}

/// One change of a timeline. References between entries are ids of the timeline as it is before the edit,
/// with the edits before it in the same list applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// An event. It is inserted either under [`Timeline::next_event`], and is then last in the file, or under
    /// the id of an event that was removed, and then takes the position of that event. A relation with `to:
    /// None` is led to the event whose key it names, if there is one.
    Event {
        /// Which.
        id: EventId,
        /// What is done to it.
        change: Change<Box<Event>>,
    },
    /// A lane. Inserted before the lane that has that id, or last.
    Lane {
        /// Which.
        id: LaneId,
        /// What is done to it. Its key stays; it can be removed only where no event is in it.
        change: Change<Lane>,
    },
    /// An actor. Inserted before the actor that has that id, or last.
    Actor {
        /// Which.
        id: ActorId,
        /// What is done to it. Its key stays; it can be removed only where no event names it.
        change: Change<Actor>,
    },
    /// A source. Inserted before the source that has that id, or last.
    Source {
        /// Which.
        id: SourceId,
        /// What is done to it. Its key stays; it can be removed only where no event cites it.
        change: Change<Box<Source>>,
    },
    /// A tag. A file holds tags at its events only, so this makes a name usable or forgets one.
    Tag {
        /// Which.
        id: TagId,
        /// What is done to it. It can be put or removed only where no event has it.
        change: Change<String>,
    },
    /// A story. Inserted before the story at that index, or last. A scene with `event: None` is led to the
    /// event whose key it names, if there is one.
    Story {
        /// Its index among the stories.
        index: usize,
        /// What is done to it.
        change: Change<Story>,
    },
    /// What the file says about itself.
    Head(Box<FileHead>),
}

/// What a file says about itself, without its lists.
#[derive(Clone, Debug, PartialEq)]
pub struct FileHead {
    /// What the timeline is called; empty when the file does not say.
    pub title: String,
    /// More about it, in Markdown.
    pub description: String,
    /// The zone of every day that names none. Another one moves all days that name none: linear in the
    /// number of events.
    pub zone: Zone,
    /// Whether the file names that zone.
    pub zone_is_stated: bool,
    /// Zones to show dates in, each with what people call it there.
    pub display_zones: Vec<(Zone, String)>,
    /// Where the file opens.
    pub view: Option<View>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

impl FileHead {
    /// What a timeline says about itself.
    pub fn of(timeline: &Timeline) -> FileHead {
        FileHead::of_head(timeline.head())
    }

    pub(super) fn of_head(head: &TimelineHead) -> FileHead {
        FileHead {
            title: head.title.clone(),
            description: head.description.clone(),
            zone: head.zone,
            zone_is_stated: head.zone_is_stated,
            display_zones: head.display_zones.clone(),
            view: head.view.clone(),
            extra: head.extra.clone(),
        }
    }
}

/// A timeline after edits, and what takes them back.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The timeline with the edits in it.
    pub timeline: Timeline,
    /// The edits that lead from there to the timeline as it was.
    pub inverse: Vec<Edit>,
}
