//! One event as the columns take it in.

use std::borrow::Cow;

use super::event_texts::TextAt;
use super::{ActorId, Event, LaneId, SourceId, Status, TagId};
use dateline_time::{Date, Qualifier, TimeRange, Zone};

/// What the columns hold of one event.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Where its record starts in the kept text, in bytes; none of its texts is before.
    pub record: usize,
    /// What happened.
    pub title: TextAt<'a>,
    /// Its id as the file states it; empty when it is made from its index.
    pub key: TextAt<'a>,
    /// The EDTF text of its date; empty when none is stated.
    pub date: TextAt<'a>,
    /// Everything that can be searched but for the names of actors and tags, in the order of the text.
    pub pieces: Vec<TextAt<'a>>,
    /// The four points of its date in its zone.
    pub range: Option<TimeRange>,
    /// How sure the source is of the date.
    pub qualifier: Qualifier,
    /// The zone that its days belong to, where it is not the timeline's.
    pub zone: Option<Zone>,
    /// Where it was; empty when not stated.
    pub place: Cow<'a, str>,
    /// What became of it.
    pub status: Status,
    /// 0 to 1.
    pub importance: f32,
    /// Its lane.
    pub lane: Option<LaneId>,
    /// Who took part.
    pub actors: Vec<ActorId>,
    /// Its tags.
    pub tags: Vec<TagId>,
    /// The sources it rests on.
    pub sources: Vec<SourceId>,
    /// Whether it is a promise to do something again and again.
    pub recurs: bool,
    /// Whether a citation of it states a date of its own.
    pub has_claim: bool,
}

impl<'a> Row<'a> {
    /// What the columns hold of an event whose days belong to `zone` unless it names another. `locate` gives
    /// the location of a text; it is called in this order: title, summary, place, what is shown about the
    /// date, excerpts and paraphrases, id, date.
    pub fn of_event(
        event: &'a Event,
        zone: Zone,
        mut locate: impl FnMut(Cow<'a, str>) -> TextAt<'a>,
    ) -> Row<'a> {
        let cited = event.citations.iter().flat_map(|citation| {
            let quoted = citation.quote.as_ref().map(|quote| quote.exact.as_str());
            quoted.into_iter().chain([citation.note.as_str()])
        });
        let place = event.place.as_deref().unwrap_or_default();
        let stated = [event.title.as_str(), event.summary.as_str(), place].map(Cow::from);
        let texts = stated.into_iter().chain([event.shown_date_note()]).chain(cited.map(Cow::from));
        let said = texts.filter(|text| !text.is_empty());
        let pieces: Vec<TextAt<'a>> = said.map(&mut locate).collect();
        let title = match pieces.first() {
            Some(first) if !event.title.is_empty() => first.clone(),
            _ => TextAt::NONE,
        };
        Row {
            record: 0,
            title,
            pieces,
            key: locate(event.key.as_str().into()),
            date: locate(event.date.as_ref().map_or("", Date::text).into()),
            range: event.date.as_ref().map(|date| date.range(event.zone.unwrap_or(zone))),
            qualifier: event.date.as_ref().map_or(Qualifier::Stated, Date::qualifier),
            zone: event.zone,
            place: Cow::Borrowed(place),
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
}

impl Default for Row<'_> {
    fn default() -> Self {
        Row {
            record: 0,
            title: TextAt::NONE,
            key: TextAt::NONE,
            date: TextAt::NONE,
            pieces: Vec::new(),
            range: None,
            qualifier: Qualifier::Stated,
            zone: None,
            place: Cow::Borrowed(""),
            status: Status::Happened,
            importance: Event::DEFAULT_IMPORTANCE,
            lane: None,
            actors: Vec::new(),
            tags: Vec::new(),
            sources: Vec::new(),
            recurs: false,
            has_claim: false,
        }
    }
}
