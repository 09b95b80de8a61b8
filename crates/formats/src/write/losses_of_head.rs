//! What stands around the events, as a format that knows less of it holds it, and what is lost of it.

use std::collections::HashMap;

use super::saving::Saving;
use crate::report::losses::{Fate, Losses, Thing};
use dateline_timeline::model::{ActorKind, Event, EventId, Timeline, TimelineHead};

/// How a file holds something.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Held {
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
pub(super) struct Holds {
    /// The title.
    pub title: bool,
    /// The description.
    pub description: bool,
    /// The zone of events that name none.
    pub zone: bool,
    /// Lanes.
    pub lanes: Held,
    /// Actors.
    pub actors: Held,
    /// Tags.
    pub tags: Held,
    /// The index of a tag that is said in another way.
    pub told_tag: Option<usize>,
}

/// Counts what of the head is not written, and the tables as far as a written event uses them.
pub(super) fn leave_head(saving: &Saving<'_>, events: &[EventId], holds: Holds, losses: &mut Losses) {
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
    for (index, lane) in lanes.iter().enumerate().filter(|(index, _)| used.lanes.get(*index) == Some(&true)) {
        if leave(Thing::Lane, holds.lanes, losses) {
            losses.dropped(Thing::Id, usize::from(lane.key != names.lane(index)));
            losses.fields(&lane.extra);
        }
    }
    for (index, actor) in
        actors.iter().enumerate().filter(|(index, _)| used.actors.get(*index) == Some(&true))
    {
        if leave(Thing::Actor, holds.actors, losses) {
            losses.dropped(Thing::Id, usize::from(actor.key != names.actor(index)));
            losses.dropped(Thing::ActorKind, usize::from(actor.kind != ActorKind::Unknown));
            losses.fields(&actor.extra);
        }
    }
    let tags = used.tags.iter().enumerate().filter(|(_, is_used)| **is_used);
    for _ in tags.filter(|(index, _)| Some(*index) != holds.told_tag) {
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

/// Which entries of the tables some events use, by index.
struct Used {
    pub lanes: Vec<bool>,
    pub actors: Vec<bool>,
    pub tags: Vec<bool>,
    pub sources: Vec<bool>,
}

impl Used {
    pub fn of(timeline: &Timeline, events: &[EventId]) -> Used {
        let mut used = Used {
            lanes: vec![false; timeline.lanes().len()],
            actors: vec![false; timeline.actors().len()],
            tags: vec![false; timeline.tags().len()],
            sources: vec![false; timeline.sources().len()],
        };
        let mark = |list: &mut Vec<bool>, index: usize| {
            if let Some(is_used) = list.get_mut(index) {
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

/// What lanes and actors are called in a file that knows no ids: by their names, or by their ids where a name
/// is blank or another one has it too.
pub(super) struct Names<'t> {
    pub lanes: Vec<&'t str>,
    pub actors: Vec<&'t str>,
}

impl<'t> Names<'t> {
    pub fn of(timeline: &'t Timeline) -> Names<'t> {
        let lanes: Vec<_> =
            timeline.lanes().iter().map(|lane| (lane.key.as_str(), lane.label.as_str())).collect();
        let actors: Vec<_> =
            timeline.actors().iter().map(|actor| (actor.key.as_str(), actor.name.as_str())).collect();
        Names { lanes: told_apart(&lanes), actors: told_apart(&actors) }
    }

    pub fn lane(&self, index: usize) -> &'t str {
        self.lanes.get(index).copied().unwrap_or_default()
    }

    pub fn actor(&self, index: usize) -> &'t str {
        self.actors.get(index).copied().unwrap_or_default()
    }

    /// The lane of an event; empty where it has none.
    pub fn lane_of(&self, event: &Event) -> &'t str {
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
