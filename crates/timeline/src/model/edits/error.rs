//! Why an edit cannot be done.

use std::fmt;

/// What kind of entry an edit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// An event.
    Event,
    /// A lane.
    Lane,
    /// An actor.
    Actor,
    /// A source.
    Source,
    /// A tag.
    Tag,
    /// A story.
    Story,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Entry::Event => "event",
            Entry::Lane => "lane",
            Entry::Actor => "actor",
            Entry::Source => "source",
            Entry::Tag => "tag",
            Entry::Story => "story",
        })
    }
}

/// Why edits cannot be done. None of them is done then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no such entry; it may have been removed.
    Missing {
        /// What kind of entry.
        entry: Entry,
        /// Its index.
        index: usize,
    },
    /// An event is there already, or an entry would be beyond the end of its list.
    NotFree {
        /// What kind of entry.
        entry: Entry,
        /// Its index.
        index: usize,
    },
    /// Another entry has this key.
    KeyTaken {
        /// What kind of entry.
        entry: Entry,
        /// The key.
        key: String,
    },
    /// The key of this entry cannot change: events refer to it by that.
    KeyFixed {
        /// What kind of entry.
        entry: Entry,
        /// The key that it has.
        key: String,
    },
    /// Events refer to what is to be removed.
    InUse {
        /// What kind of entry.
        entry: Entry,
        /// Its key.
        key: String,
        /// How many events refer to it.
        events: usize,
    },
    /// An event refers to an entry that is not there.
    NoSuchReference {
        /// The key of the event, or the title of the story.
        from: String,
        /// What kind of entry it refers to.
        entry: Entry,
        /// The index that it names.
        index: usize,
    },
    /// The event would be a part of itself.
    Circle {
        /// Its key.
        key: String,
    },
    /// This is a timeline of several files. Edit the one that the event is from, then combine them again.
    Combined,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Missing { entry, index } => write!(f, "There is no {entry} {}", index + 1),
            EditError::NotFree { entry, index } => {
                write!(f, "No {entry} can be added as number {}", index + 1)
            }
            EditError::KeyTaken { entry, key } => write!(f, "Another {entry} has the id \"{key}\""),
            EditError::KeyFixed { entry, key } => {
                write!(f, "The id of the {entry} \"{key}\" cannot change, because events name it")
            }
            EditError::InUse { entry, key, events: 1 } => {
                write!(f, "The {entry} \"{key}\" cannot be removed, because an event names it")
            }
            EditError::InUse { entry, key, events } => {
                write!(f, "The {entry} \"{key}\" cannot be removed, because {events} events name it")
            }
            EditError::NoSuchReference { from, entry, index } => {
                write!(f, "\"{from}\" refers to {entry} {}, which is not there", index + 1)
            }
            EditError::Circle { key } => write!(f, "The event \"{key}\" would be a part of itself"),
            EditError::Combined => f.write_str("Several files are shown as one timeline; edit one of them"),
        }
    }
}

impl std::error::Error for EditError {}
