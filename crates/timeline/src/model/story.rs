//! Stories: scenes that a presenter walks an audience through, and the view that a file opens with.

use super::{EventId, Extra};
use dateline_time::Date;

/// A stretch of time to show.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// From the beginning of this date.
    pub from: Option<Date>,
    /// To the end of this date.
    pub to: Option<Date>,
}

/// One scene of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryScene {
    /// Its headline; empty takes the event's title.
    pub title: String,
    /// What stretch of time it shows.
    pub view: View,
    /// The event it is about.
    pub event: Option<EventId>,
    /// That event's id as the file gives it; empty when it gives none.
    pub event_key: String,
    /// Further events to show with it, with their ids as the file gives them.
    pub events: Vec<(Option<EventId>, String)>,
    /// One sentence for the audience.
    pub caption: String,
    /// Markdown for the presenter's eyes.
    pub notes: String,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// A list of scenes.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// What it is called.
    pub title: String,
    /// Its scenes in order.
    pub scenes: Vec<StoryScene>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}
