//! What writers say of an event, its dates and its sources in words.

use std::borrow::Cow;

use crate::import::link;
use dateline_time::{Date, Zone};
use dateline_timeline::model::{Citation, Event, Extra, Grade, Recurrence, Source, Timeline};

/// The zone that an event's days are known to belong to; `None` where the file says nothing of zones.
pub(super) fn known_zone(event: &Event, timeline: &Timeline) -> Option<Zone> {
    event.zone.or(timeline.head().zone_is_stated.then_some(timeline.zone()))
}

/// The text of a field that the model could not take as it is written.
pub(super) fn text_beside(event: &Event, name: &str) -> Option<String> {
    let (_, value) = event.extra.iter().find(|(field, _)| field == name)?;
    serde_json::from_str::<String>(value).ok()
}

/// The title as the file states it, also where it is too long to be shown.
pub(super) fn whole_title(event: &Event) -> Cow<'_, str> {
    match text_beside(event, "title") {
        Some(title) => Cow::Owned(crate::import::in_one_line(&title)),
        None => Cow::Borrowed(&event.title),
    }
}

/// The fields that stand beside the model, without what stands for a title that was cut or made.
pub(super) fn fields_beside(event: &Event) -> impl Iterator<Item = &Extra> {
    event.extra.iter().filter(|(name, json)| {
        name != "title" || (json != "null" && serde_json::from_str::<String>(json).is_err())
    })
}

/// A date in words without spaces that do not break.
pub(super) fn date_text(date: &Date) -> String {
    date.label().replace('\u{a0}', " ")
}

/// A date in words without what is not stated: for dates that claim nothing about an event.
pub(super) fn bare_words(date: &Date) -> String {
    date.name_in(Zone::UTC, Zone::UTC).replace('\u{a0}', " ")
}

/// A source in words: "Ann Lee, “Talks held”, CNA, 30 March 2022" without its title, which is set apart.
pub(super) struct Cited<'c> {
    /// What it is called; never empty.
    pub title: &'c str,
    /// Who wrote and published it, and when; may be empty.
    pub byline: String,
    /// Where it can be read, if that may be followed.
    pub url: Option<String>,
    /// The words taken from it.
    pub quote: Option<&'c str>,
    /// What it says in other words.
    pub note: &'c str,
}

impl<'c> Cited<'c> {
    pub fn of(citation: &'c Citation, timeline: &'c Timeline) -> Cited<'c> {
        let source = citation.source.and_then(|source| timeline.source(source));
        let title = source.map_or(citation.source_key.as_str(), title_of);
        let title = if title.trim().is_empty() { "Source not named" } else { title };
        let mut parts: Vec<String> = Vec::new();
        if let Some(source) = source {
            parts.extend(source.authors.iter().filter(|author| !author.is_empty()).cloned());
            parts.extend(Some(source.publisher.clone()).filter(|publisher| {
                !publisher.is_empty() && publisher != title && !source.authors.contains(publisher)
            }));
            parts.extend(source.published.as_ref().map(bare_words));
        }
        Cited {
            title,
            byline: parts.join(", "),
            url: source.and_then(|source| source.url.as_deref()).and_then(link),
            quote: citation.quote.as_ref().map(|quote| quote.exact.as_str()),
            note: &citation.note,
        }
    }
}

/// How many parts a source has beyond its name, authors, publication and address.
pub(super) fn details_of(source: &Source) -> usize {
    let Source {
        key: _,
        title: _,
        publisher: _,
        authors: _,
        published: _,
        zone,
        url: _,
        accessed,
        grade,
        text,
        extra: _,
    } = source;
    let is_there = [zone.is_some(), accessed.is_some(), *grade != Grade::Unknown, text.is_some()];
    is_there.iter().filter(|is| **is).count()
}

/// A source's title, or its id where it has none.
pub(super) fn title_of(source: &Source) -> &str {
    if source.title.is_empty() { &source.key } else { &source.title }
}

/// A promise to repeat, as text: "annually (FREQ=YEARLY), from 2022, until 2026"; empty where it says
/// nothing.
pub(super) fn recurrence_text(recurrence: &Recurrence) -> String {
    let Recurrence { text, rule, from, until, extra: _ } = recurrence;
    let rule = rule.as_deref().filter(|rule| !rule.trim().is_empty());
    let mut parts = match (text.trim(), rule) {
        ("", None) => Vec::new(),
        ("", Some(rule)) => vec![rule.to_owned()],
        (text, None) => vec![text.to_owned()],
        (text, Some(rule)) => vec![format!("{text} ({rule})")],
    };
    parts.extend(from.as_ref().map(|from| format!("from {}", bare_words(from))));
    parts.extend(until.as_ref().map(|until| format!("until {}", bare_words(until))));
    parts.join(", ")
}

/// What became of an event, in words: "Planned", "Cancelled, as of 22 November 2026".
pub(super) fn status_text(event: &Event) -> String {
    match &event.as_of {
        Some(date) => format!("{}, as of {}", event.status.label(), bare_words(date)),
        None => event.status.label().to_owned(),
    }
}
