//! Everything of a timeline but its events: title, zones and view of the file, and the tables that events
//! refer to.

use super::entries::{Actor, Lane};
use super::{ActorId, Extra, LaneId, Source, SourceId, Story, TagId, View};
use dateline_time::Zone;

/// Everything of a timeline but its events. Ids are indices into these lists.
#[derive(Clone, Debug)]
pub struct TimelineHead {
    /// What the timeline is called; empty when the file does not say.
    pub title: String,
    /// More about it, in Markdown.
    pub description: String,
    /// The zone of every day that names none.
    pub zone: Zone,
    /// Whether the file names that zone.
    pub zone_is_stated: bool,
    /// Zones to show dates in, each with what people call it there.
    pub display_zones: Vec<(Zone, String)>,
    /// Where the file opens.
    pub view: Option<View>,
    /// Lanes from top to bottom.
    pub lanes: Vec<Lane>,
    /// Actors.
    pub actors: Vec<Actor>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Tags.
    pub tags: Vec<String>,
    /// Stories.
    pub stories: Vec<Story>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

impl Default for TimelineHead {
    fn default() -> Self {
        TimelineHead {
            title: String::new(),
            description: String::new(),
            zone: Zone::UTC,
            zone_is_stated: false,
            display_zones: Vec::new(),
            view: None,
            lanes: Vec::new(),
            actors: Vec::new(),
            sources: Vec::new(),
            tags: Vec::new(),
            stories: Vec::new(),
            extra: Vec::new(),
        }
    }
}

impl TimelineHead {
    /// Adds a lane and returns its id.
    pub fn lane(&mut self, key: impl Into<String>, label: impl Into<String>) -> LaneId {
        self.lanes.push(Lane { key: key.into(), label: label.into(), extra: Vec::new() });
        LaneId::from_index(self.lanes.len() - 1)
    }

    /// The tag of that name, added if it is new. Linear in the number of tags.
    pub fn tag(&mut self, name: &str) -> TagId {
        let index = self.tags.iter().position(|tag| tag == name).unwrap_or_else(|| {
            self.tags.push(name.to_owned());
            self.tags.len() - 1
        });
        TagId::from_index(index)
    }

    /// Adds an actor and returns its id.
    pub fn actor(&mut self, actor: Actor) -> ActorId {
        self.actors.push(actor);
        ActorId::from_index(self.actors.len() - 1)
    }

    /// Adds a source and returns its id.
    pub fn source(&mut self, source: Source) -> SourceId {
        self.sources.push(source);
        SourceId::from_index(self.sources.len() - 1)
    }
}
