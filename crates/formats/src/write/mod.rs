//! What the writers of other formats share: what stands around the events, names, sources in words.

pub(crate) mod csv;
mod extra_columns;
pub(crate) mod icalendar;
pub(crate) mod markdown;
mod markdown_to_html;
pub(crate) mod saving;
pub(crate) mod selection;
pub(crate) mod timelinejs;
mod vtimezone;

use std::borrow::Cow;
use std::collections::HashMap;

use self::saving::Saving;
use crate::import::link;
use crate::report::losses::{Fate, Losses, Thing};
use dateline_time::{Date, Zone};
use dateline_timeline::model::{
    ActorKind, Citation, Event, EventId, Extra, Grade, Recurrence, Source, Timeline, TimelineHead,
};

/// How a file holds something.
#[derive(Clone, Copy, Debug, Default)]
enum Held {
    /// Not at all.
    #[default]
    No,
    /// By its name.
    Named,
    /// In another form.
    As(Fate),
}

/// What of the head of a timeline a writer puts into its file.
#[derive(Clone, Copy, Debug, Default)]
struct Holds {
    /// The title.
    title: bool,
    /// The description.
    description: bool,
    /// The zone of events that name none.
    zone: bool,
    /// Lanes.
    lanes: Held,
    /// Actors.
    actors: Held,
    /// Tags.
    tags: Held,
    /// The place of a tag that is said in another way.
    told_tag: Option<usize>,
}

/// Counts what of the head is not written, and the tables as far as a written event uses them.
fn leave_head(saving: &Saving<'_>, events: &[EventId], holds: Holds, losses: &mut Losses) {
    let timeline = saving.timeline;
    let TimelineHead {
        title,
        description,
        zone: _,
        zone_is_stated,
        display_zones,
        view,
        lanes,
        actors,
        sources: _,
        tags: _,
        stories,
        extra,
    } = timeline.head();
    losses.dropped(Thing::Title, usize::from(!holds.title && !title.is_empty()));
    losses.dropped(Thing::Description, usize::from(!holds.description && !description.is_empty()));
    losses.dropped(Thing::Zone, usize::from(!holds.zone && *zone_is_stated));
    losses.dropped(Thing::DisplayZone, display_zones.len());
    losses.dropped(Thing::View, usize::from(view.is_some()));
    losses.dropped(Thing::Story, stories.len());
    losses.fields(extra);

    let used = Used::of(timeline, events);
    let names = Names::of(timeline);
    for (place, lane) in lanes.iter().enumerate().filter(|(place, _)| used.lanes.get(*place) == Some(&true)) {
        if leave(Thing::Lane, holds.lanes, losses) {
            losses.dropped(Thing::Id, usize::from(lane.key != names.lane(place)));
            losses.fields(&lane.extra);
        }
    }
    for (place, actor) in
        actors.iter().enumerate().filter(|(place, _)| used.actors.get(*place) == Some(&true))
    {
        if leave(Thing::Actor, holds.actors, losses) {
            losses.dropped(Thing::Id, usize::from(actor.key != names.actor(place)));
            losses.dropped(Thing::ActorKind, usize::from(actor.kind != ActorKind::Unknown));
            losses.fields(&actor.extra);
        }
    }
    let tags = used.tags.iter().enumerate().filter(|(_, is_used)| **is_used);
    for _ in tags.filter(|(place, _)| Some(*place) != holds.told_tag) {
        leave(Thing::Tag, holds.tags, losses);
    }
    if !saving.is_part {
        let all = [&used.lanes, &used.actors, &used.sources];
        let unused = all.iter().flat_map(|list| list.iter()).filter(|is_used| !**is_used).count();
        losses.dropped(Thing::UnusedEntry, unused);
    }
}

/// Counts one thing that is held in this way; gives whether its name is.
fn leave(thing: Thing, held: Held, losses: &mut Losses) -> bool {
    match held {
        Held::No => losses.dropped(thing, 1),
        Held::As(fate) => losses.count(thing, fate, 1),
        Held::Named => {}
    }
    matches!(held, Held::Named)
}

/// Which entries of the tables some events use, by place.
struct Used {
    lanes: Vec<bool>,
    actors: Vec<bool>,
    tags: Vec<bool>,
    sources: Vec<bool>,
}

impl Used {
    fn of(timeline: &Timeline, events: &[EventId]) -> Used {
        let mut used = Used {
            lanes: vec![false; timeline.lanes().len()],
            actors: vec![false; timeline.actors().len()],
            tags: vec![false; timeline.tags().len()],
            sources: vec![false; timeline.sources().len()],
        };
        let mark = |list: &mut Vec<bool>, place: usize| {
            if let Some(is_used) = list.get_mut(place) {
                *is_used = true;
            }
        };
        for id in events {
            timeline.lane(*id).into_iter().for_each(|lane| mark(&mut used.lanes, lane.index()));
            timeline.actors_of(*id).iter().for_each(|actor| mark(&mut used.actors, actor.index()));
            timeline.tags_of(*id).iter().for_each(|tag| mark(&mut used.tags, tag.index()));
            timeline.sources_of(*id).iter().for_each(|source| mark(&mut used.sources, source.index()));
        }
        used
    }
}

/// What lanes and actors are called in a file that knows no ids: by their names, or by their ids where a name is
/// blank or another one has it too.
struct Names<'t> {
    lanes: Vec<&'t str>,
    actors: Vec<&'t str>,
}

impl<'t> Names<'t> {
    fn of(timeline: &'t Timeline) -> Names<'t> {
        let lanes: Vec<_> =
            timeline.lanes().iter().map(|lane| (lane.key.as_str(), lane.label.as_str())).collect();
        let actors: Vec<_> =
            timeline.actors().iter().map(|actor| (actor.key.as_str(), actor.name.as_str())).collect();
        Names { lanes: told_apart(&lanes), actors: told_apart(&actors) }
    }

    fn lane(&self, place: usize) -> &'t str {
        self.lanes.get(place).copied().unwrap_or_default()
    }

    fn actor(&self, place: usize) -> &'t str {
        self.actors.get(place).copied().unwrap_or_default()
    }

    /// The lane of an event; empty where it has none.
    fn lane_of(&self, event: &Event) -> &'t str {
        event.lane.map_or("", |lane| self.lane(lane.index()))
    }
}

fn told_apart<'t>(entries: &[(&'t str, &'t str)]) -> Vec<&'t str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name) in entries {
        *counts.entry(name.trim()).or_default() += 1;
    }
    let is_clear = |name: &str| !name.trim().is_empty() && counts.get(name.trim()) == Some(&1);
    entries.iter().map(|(key, name)| if is_clear(name) { *name } else { *key }).collect()
}

/// The zone that an event's days are known to belong to; `None` where the file says nothing of zones.
fn known_zone(event: &Event, timeline: &Timeline) -> Option<Zone> {
    event.zone.or(timeline.head().zone_is_stated.then_some(timeline.zone()))
}

/// The text of a field that the model could not take as it is written.
fn text_beside(event: &Event, name: &str) -> Option<String> {
    let (_, value) = event.extra.iter().find(|(field, _)| field == name)?;
    serde_json::from_str::<String>(value).ok()
}

/// The title as the file states it, also where it is too long to be shown.
fn whole_title(event: &Event) -> Cow<'_, str> {
    match text_beside(event, "title") {
        Some(title) => Cow::Owned(crate::import::in_one_line(&title)),
        None => Cow::Borrowed(&event.title),
    }
}

/// The fields that stand beside the model, without what stands for a title that was cut or made.
fn fields_beside(event: &Event) -> impl Iterator<Item = &Extra> {
    event.extra.iter().filter(|(name, json)| {
        name != "title" || (json != "null" && serde_json::from_str::<String>(json).is_err())
    })
}

/// A date in words without spaces that do not break.
fn date_words(date: &Date) -> String {
    date.words().replace('\u{a0}', " ")
}

/// A date in words without what is not stated: for dates that claim nothing about an event.
fn bare_words(date: &Date) -> String {
    date.name_in(Zone::UTC, Zone::UTC).replace('\u{a0}', " ")
}

/// A source in words: "Ann Lee, “Talks held”, CNA, 30 March 2022" without its title, which is set apart.
struct Cited<'c> {
    /// What it is called; never empty.
    title: &'c str,
    /// Who wrote and published it, and when; may be empty.
    byline: String,
    /// Where it can be read, if that may be followed.
    url: Option<String>,
    /// The words taken from it.
    quote: Option<&'c str>,
    /// What it says in other words.
    note: &'c str,
}

impl<'c> Cited<'c> {
    fn of(citation: &'c Citation, timeline: &'c Timeline) -> Cited<'c> {
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
fn details_of(source: &Source) -> usize {
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
fn title_of(source: &Source) -> &str {
    if source.title.is_empty() { &source.key } else { &source.title }
}

/// A promise to repeat, in words: "annually (FREQ=YEARLY), from 2022, until 2026"; empty where it says nothing.
fn recurrence_words(recurrence: &Recurrence) -> String {
    let Recurrence { words, rule, from, until, extra: _ } = recurrence;
    let rule = rule.as_deref().filter(|rule| !rule.trim().is_empty());
    let mut parts = match (words.trim(), rule) {
        ("", None) => Vec::new(),
        ("", Some(rule)) => vec![rule.to_owned()],
        (words, None) => vec![words.to_owned()],
        (words, Some(rule)) => vec![format!("{words} ({rule})")],
    };
    parts.extend(from.as_ref().map(|from| format!("from {}", bare_words(from))));
    parts.extend(until.as_ref().map(|until| format!("until {}", bare_words(until))));
    parts.join(", ")
}

/// What became of an event, in words: "Planned", "Cancelled, as of 22 November 2026".
fn status_words(event: &Event) -> String {
    match &event.as_of {
        Some(date) => format!("{}, as of {}", event.status.label(), bare_words(date)),
        None => event.status.label().to_owned(),
    }
}
