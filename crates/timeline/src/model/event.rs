//! One event as it is handed to the builder.

use std::borrow::Cow;

use super::{ActorId, Basis, Citation, EventId, Extra, LaneId, RelationKind, Status, TagId};
use dateline_time::{Date, Zone};

/// An actor in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// Who.
    pub actor: ActorId,
    /// As what; empty when not stated.
    pub role: String,
}

/// What one event is to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The kind, read from the event that states it.
    pub kind: RelationKind,
    /// The other event; `None` when the file names one that it does not hold.
    pub to: Option<EventId>,
    /// The other event's id as the file gives it.
    pub to_key: String,
    /// Stated by the source or read from the context.
    pub basis: Basis,
    /// A note of the author of the file; empty when not given.
    pub note: String,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// A promise to do something again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrence {
    /// How the source puts it: "annually, or as determined".
    pub text: String,
    /// An RFC 5545 recurrence rule, if one is stated.
    pub rule: Option<String>,
    /// When the first occurrence is expected.
    pub from: Option<Date>,
    /// When the promise ends; `None` is open.
    pub until: Option<Date>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// One event, before it is part of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id in the file, or one made from its index when the file gives none.
    pub key: String,
    /// Whether the file gives the id.
    pub key_is_stated: bool,
    /// What happened, as a title.
    pub title: String,
    /// When; `None` is "date not stated".
    pub date: Option<Date>,
    /// A note of the author of the file about the date; empty when none.
    pub date_note: String,
    /// What the file states as a date, where that cannot be read as one.
    pub unreadable_date: Option<String>,
    /// The zone that its days belong to; `None` is the timeline's.
    pub zone: Option<Zone>,
    /// What became of it.
    pub status: Status,
    /// The date on which that was so.
    pub as_of: Option<Date>,
    /// The lane; `None` is drawn below the lanes.
    pub lane: Option<LaneId>,
    /// Who took part.
    pub actors: Vec<Participation>,
    /// Its tags.
    pub tags: Vec<TagId>,
    /// 0 to 1; decides which labels stay when there is little room.
    pub importance: f32,
    /// Where it was, as plain text in one line.
    pub place: Option<String>,
    /// More about it, in Markdown; empty when not given.
    pub summary: String,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// What it is to other events, as stated at this event.
    pub relations: Vec<Relation>,
    /// The promise to repeat it.
    pub recurrence: Option<Recurrence>,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

impl Event {
    /// The importance of an event whose file does not say.
    pub const DEFAULT_IMPORTANCE: f32 = 0.5;

    /// An event with a key and a title and nothing else stated.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Event {
            key: key.into(),
            key_is_stated: true,
            title: title.into(),
            date: None,
            date_note: String::new(),
            unreadable_date: None,
            zone: None,
            status: Status::Happened,
            as_of: None,
            lane: None,
            actors: Vec::new(),
            tags: Vec::new(),
            importance: Self::DEFAULT_IMPORTANCE,
            place: None,
            summary: String::new(),
            citations: Vec::new(),
            relations: Vec::new(),
            recurrence: None,
            extra: Vec::new(),
        }
    }
    /// What is shown about the date: the note on it, else that what the file says is none; empty when
    /// neither.
    pub fn shown_date_note(&self) -> Cow<'_, str> {
        match &self.unreadable_date {
            Some(stated) if self.date_note.is_empty() => {
                Cow::Owned(format!("The file says \"{stated}\", which cannot be read as a date"))
            }
            _ => Cow::Borrowed(&self.date_note),
        }
    }

    /// The summary with the place as its last paragraph, "Place: Old harbour", in Markdown; empty when
    /// neither is given. What shows an event in running text shows this.
    pub fn summary_with_place(&self) -> Cow<'_, str> {
        let Some(place) = &self.place else { return Cow::Borrowed(&self.summary) };
        let is_special = |char: char| matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&');
        let mut text = self.summary.clone();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str("Place: ");
        for char in place.chars() {
            if is_special(char) {
                text.push('\\');
            }
            text.push(char);
        }
        Cow::Owned(text)
    }

    /// Whether nothing is said about the date but that it cannot be read.
    pub fn says_only_an_unreadable_date(&self) -> bool {
        self.unreadable_date.is_some() && self.date_note.is_empty()
    }
}
