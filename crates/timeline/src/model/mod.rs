//! What: the timeline and all that is in it; immutable once built.
//!
//! Events are reached through accessors (`timeline.title(id)`), so that their storage can change without
//! touching a caller.

mod builder;
mod built;
mod citation;
mod columns;
mod combine;
mod conflict;
mod edits;
mod entries;
mod event;
mod event_ids;
mod event_texts;
mod facts;
mod head;
mod ids;
mod order;
mod packed_ranges;
mod places;
mod references;
mod row;
mod slots;
mod story;
mod thread;
mod timeline;
mod vocabulary;

pub use builder::TimelineBuilder;
pub use citation::{Checked, Citation, Quote, Source};
pub use columns::Columns;
pub use combine::{Piece, combine};
pub use conflict::{Conflict, ConflictKind, Conflicts, Side, conflicts, other_dates};
pub use edits::{Change, Edit, EditError, Edited, Entry, FileHead};
pub use entries::{Actor, Lane};
pub use event::{Event, Participation, Recurrence, Relation};
pub use event_ids::EventIds;
pub use event_texts::TextAt;
pub use facts::Tie;
pub use head::TimelineHead;
pub use ids::{ActorId, EventId, LaneId, SourceId, TagId};
pub use references::Renaming;
pub use row::Row;
pub use slots::{
    MAX_SLOTS, Period, Promise, SlotOutcome, SlotSpec, has_slots, rule_gives_slots, slots, slots_text,
};
pub use story::{Story, StoryScene, View};
pub use thread::{Link, MAX_LINKS, thread};
pub use timeline::{Details, Part, Timeline, Zero};
pub use vocabulary::{ActorKind, Basis, Grade, RelationKind, Status, Supports, Verdict};

/// A field that the format does not know, kept as it was written: its name and its value as JSON text.
pub type Extra = (String, String);
