//! Several timelines as one: each is a part with lanes of its own, and every event can be traced back to the
//! file that it comes from. Only tags with the same text and actors that agree in everything are merged.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::columns::{Columns, Joining};
use super::edits::overlay::{EditedRow, Overlay};
use super::edits::renumber::Renumbering;
use super::packed_ranges::shifted;
use super::row::Row;
use super::timeline::{Combination, Part, Timeline, Zero};
use super::{Actor, ActorId, Event, EventId, Lane, LaneId, SourceId, Story, TagId, TimelineHead};
use dateline_time::Zone;

/// A timeline that is to be a part of a whole.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What its file is called.
    pub name: String,
    /// Its events.
    pub timeline: Arc<Timeline>,
    /// By how many seconds its events are moved on the axis; 0 leaves them at their dates.
    pub shift: i64,
}

/// One timeline of several. Lanes of a file are adjacent, in the order of the pieces; a file with events
/// that name no lane gets one for them. Days keep the zone of their file. An id that several files use gets
/// the name of its file as a prefix; relations and stories lead to the same events as before.
///
/// Linear in the number of events; texts are not copied.
pub fn combine(pieces: &[Piece], zero: Option<Zero>) -> Timeline {
    let mut whole = Whole::new(pieces);
    for piece in pieces {
        whole.add(piece);
    }
    whole.make_generated_keys_unique();
    let overlay = whole.overlay();
    let has_edits = pieces.iter().any(|piece| piece.timeline.overlay.is_some());
    let Whole { head, columns, parts, .. } = whole;
    let details = Details(parts.clone());
    let mut timeline =
        Timeline::combined(head, columns, Arc::new(details), Combination { parts, zero, overlay });
    if has_edits {
        timeline.order_anew();
    }
    timeline
}

/// The whole while parts are added.
struct Whole {
    head: TimelineHead,
    columns: Columns,
    parts: Vec<Part>,
    /// Ids of events that are taken.
    keys: HashSet<String>,
    /// Other ids of events that edits changed.
    edited_keys: HashMap<usize, String>,
    tags: HashMap<String, TagId>,
    /// Ids of actors that are taken, by the id.
    actors: HashMap<String, Vec<ActorId>>,
}

impl Whole {
    fn new(pieces: &[Piece]) -> Whole {
        let first = pieces.first().map(|piece| &piece.timeline);
        let mut display_zones: Vec<(Zone, String)> = Vec::new();
        for (zone, label) in pieces.iter().flat_map(|piece| piece.timeline.display_zones()) {
            if !display_zones.iter().any(|(other, _)| *other == zone) {
                display_zones.push((zone, label));
            }
        }
        let head = TimelineHead {
            title: titles(pieces),
            zone: first.map_or(Zone::UTC, |timeline| timeline.zone()),
            zone_is_stated: first.is_some_and(|timeline| timeline.head().zone_is_stated),
            display_zones,
            ..TimelineHead::default()
        };
        Whole {
            head,
            columns: Columns::default(),
            parts: Vec::new(),
            keys: HashSet::new(),
            edited_keys: HashMap::new(),
            tags: HashMap::new(),
            actors: HashMap::new(),
        }
    }

    fn add(&mut self, piece: &Piece) {
        let timeline = &piece.timeline;
        let first_event = self.columns.len();
        let (first_lane, first_source) = (self.head.lanes.len(), self.head.sources.len());
        let lanes = self.lanes(piece);
        let is_without_lane =
            |event: EventId| timeline.lane(event).is_none_or(|lane| lane.index() >= timeline.lanes().len());
        let lane_of_others = (lanes.is_empty() || timeline.ids().any(is_without_lane)).then(|| {
            let label =
                if lanes.is_empty() { piece.name.clone() } else { format!("Other events of {}", piece.name) };
            let key = free_key("", &piece.name, |key| self.head.lanes.iter().any(|lane| lane.key == key));
            self.head.lane(key, label)
        });
        let names = Renumbering {
            lanes,
            actors: timeline.actors().iter().map(|actor| Some(self.actor(actor, &piece.name))).collect(),
            tags: timeline.tags().iter().map(|tag| Some(self.tag(tag))).collect(),
            sources: self.sources(piece),
        };
        let zone = (timeline.zone() != self.head.zone).then_some(timeline.zone());
        let joining = Joining { lane_of_others, zone, shift: piece.shift };
        self.columns.append_file(&timeline.columns, &names.as_renaming(), &joining);
        while self.columns.len() < first_event + timeline.id_count() {
            // An event that edits added; what it holds is laid over this row.
            self.columns.push(&Row::default());
        }
        let part = Part {
            name: piece.name.clone(),
            events: first_event..self.columns.len(),
            lanes: first_lane..self.head.lanes.len(),
            sources: first_source..self.head.sources.len(),
            shift: piece.shift,
            timeline: Arc::clone(timeline),
            names,
        };
        self.make_keys_unique(&part);
        self.head.stories.extend(timeline.stories().iter().map(|story| story_of(story, &part)));
        self.parts.push(part);
    }

    fn lanes(&mut self, piece: &Piece) -> Vec<Option<LaneId>> {
        let add = |lane: &Lane| {
            let is_taken = |key: &str| self.head.lanes.iter().any(|other| other.key == key);
            let key = free_key(&lane.key, &piece.name, is_taken);
            self.head.lanes.push(Lane { key, ..lane.clone() });
            Some(LaneId::from_index(self.head.lanes.len() - 1))
        };
        piece.timeline.lanes().iter().map(add).collect()
    }

    fn sources(&mut self, piece: &Piece) -> Vec<Option<SourceId>> {
        let mut taken: HashSet<String> = self.head.sources.iter().map(|source| source.key.clone()).collect();
        let mut ids = Vec::new();
        for source in piece.timeline.sources() {
            let key = free_key(&source.key, &piece.name, |key| taken.contains(key));
            taken.insert(key.clone());
            ids.push(Some(self.head.source(super::Source { key, ..source.clone() })));
        }
        ids
    }

    /// The actor of the whole that agrees in everything, or a new one.
    fn actor(&mut self, actor: &Actor, file: &str) -> ActorId {
        let known = self.actors.get(&actor.key).into_iter().flatten();
        let same = |id: &&ActorId| {
            let other = self.head.actors.get(id.index());
            other.is_some_and(|other| (&other.name, other.kind) == (&actor.name, actor.kind))
        };
        if let Some(id) = known.copied().find(|id| same(&id)) {
            return id;
        }
        let key = free_key(&actor.key, file, |key| self.actors.contains_key(key));
        let id = self.head.actor(Actor { key: key.clone(), ..actor.clone() });
        self.actors.entry(actor.key.clone()).or_default().push(id);
        if key != actor.key {
            self.actors.entry(key).or_default().push(id);
        }
        id
    }

    fn tag(&mut self, tag: &str) -> TagId {
        if let Some(id) = self.tags.get(tag) {
            return *id;
        }
        self.head.tags.push(tag.to_owned());
        let id = TagId::from_index(self.head.tags.len() - 1);
        self.tags.insert(tag.to_owned(), id);
        id
    }

    /// The id that an event of a part states; empty when it states none, or was removed.
    fn stated_key(&self, part: &Part, index: usize) -> String {
        match part.own_event(EventId::from_index(index)) {
            Some(own) if !part.timeline.holds(own) => String::new(),
            Some(own) if part.timeline.is_edited(own) => part.timeline.event(own).key.clone(),
            _ => self.columns.key(index).to_owned(),
        }
    }

    fn rename_key(&mut self, part: &Part, index: usize, key: String) {
        if part.own_event(EventId::from_index(index)).is_some_and(|own| part.timeline.is_edited(own)) {
            self.edited_keys.insert(index, key);
        } else {
            self.columns.rename_key(EventId::from_index(index), key);
        }
    }

    /// Gives the events of a part ids that no event before them has.
    fn make_keys_unique(&mut self, part: &Part) {
        for index in part.events.clone() {
            let key = self.stated_key(part, index);
            if key.is_empty() {
                continue;
            }
            let free = free_key(&key, &part.name, |key| self.keys.contains(key));
            if free != key {
                self.rename_key(part, index, free.clone());
            }
            self.keys.insert(free);
        }
    }
}

impl Whole {
    /// An id that is made from an index may be one that another event states.
    fn make_generated_keys_unique(&mut self) {
        for part in &self.parts {
            for index in part.events.clone() {
                let is_edited = |own| part.timeline.is_edited(own);
                if !self.columns.key(index).is_empty()
                    || part.own_event(EventId::from_index(index)).is_some_and(is_edited)
                {
                    continue;
                }
                let made = format!("event-{}", index + 1);
                if self.keys.contains(&made) {
                    let free = free_key(&made, &part.name, |key| self.keys.contains(key));
                    self.columns.rename_key(EventId::from_index(index), free.clone());
                    self.keys.insert(free);
                }
            }
        }
    }

    /// The events that edits of a part changed, added or removed; `None` where there are none.
    fn overlay(&self) -> Option<Overlay> {
        let is_edited = |part: &Part| part.timeline.edited_events().next().is_some();
        if !self.parts.iter().any(is_edited) {
            return None;
        }
        let mut overlay = Overlay::new(self.columns.len());
        for part in &self.parts {
            for own in part.timeline.edited_events() {
                let id = part.whole_event(own);
                let row = part.timeline.holds(own).then(|| {
                    let mut event = part.event_of_whole(own);
                    if let Some(key) = self.edited_keys.get(&id.index()) {
                        event.key.clone_from(key);
                    }
                    let mut row = EditedRow::of(id, event, self.head.zone);
                    row.range = row.range.map(|range| shifted(range, part.shift));
                    row
                });
                overlay.put(id, row);
            }
        }
        Some(overlay)
    }
}

/// The titles of all files in their order, or their names.
fn titles(pieces: &[Piece]) -> String {
    let title = |piece: &Piece| match piece.timeline.title() {
        "" => piece.name.clone(),
        title => title.to_owned(),
    };
    pieces.iter().map(title).collect::<Vec<_>>().join(" + ")
}

/// The key unchanged, or with the file's name before it and, if need be, a number.
fn free_key(key: &str, file: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !key.is_empty() && !is_taken(key) {
        return key.to_owned();
    }
    let named = if key.is_empty() { file.to_owned() } else { format!("{file}/{key}") };
    let numbered = |number: usize| if number < 2 { named.clone() } else { format!("{named} ({number})") };
    (1..).map(numbered).find(|key| !is_taken(key)).unwrap_or_default()
}

fn story_of(story: &Story, part: &Part) -> Story {
    let mut story = story.clone();
    for scene in &mut story.scenes {
        scene.event = scene.event.map(|event| part.whole_event(event));
        for (event, _) in &mut scene.events {
            *event = event.map(|event| part.whole_event(event));
        }
    }
    story
}

/// The rest of the events, read from the parts.
#[derive(Debug)]
struct Details(Vec<Part>);

impl super::Details for Details {
    fn event(&self, id: EventId, _record: usize) -> Event {
        let index = self.0.partition_point(|part| part.events.end <= id.index());
        let own = self.0.get(index).and_then(|part| Some((part, part.own_event(id)?)));
        own.map_or_else(|| Event::new("", ""), |(part, own)| part.event_of_whole(own))
    }
}
