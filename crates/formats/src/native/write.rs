//! Writes the native format. What a loaded file said and the model cannot hold stands among the extra
//! fields under its own name; it is written as it was, in place of what the model made of it.

use std::borrow::Cow;
use std::collections::HashSet;

use super::event_record::unreadable_date;
use super::pretty_json::Json;
use crate::syntax::json::Raw;
use dateline_time::Date;
use dateline_timeline::model::{
    Actor, ActorKind, Basis, Checked, Citation, Event, EventId, Extra, Grade, Quote, Recurrence, Relation,
    Source, Status, Story, StoryScene, Timeline, View,
};

/// The members of an object: known ones first, then the extra ones.
struct Members<'e> {
    list: Vec<(String, Json)>,
    extra: &'e [Extra],
}

impl<'e> Members<'e> {
    fn new(extra: &'e [Extra]) -> Self {
        Members { list: Vec::new(), extra }
    }

    fn has_extra(&self, name: &str) -> bool {
        self.extra.iter().any(|(extra, _)| extra == name)
    }

    fn put(&mut self, name: &str, value: Json) {
        if !self.has_extra(name) {
            self.list.push((name.to_owned(), value));
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, Json::text(text));
        }
    }

    fn date(&mut self, name: &str, date: Option<&Date>) {
        if let Some(date) = date {
            self.put(name, Json::text(date.text()));
        }
    }

    fn list(&mut self, name: &str, list: Vec<Json>) {
        if !list.is_empty() {
            self.put(name, Json::List(list));
        }
    }

    fn finish(mut self) -> Json {
        for (name, value) in self.extra {
            let raw = Raw { text: value, at: 0 };
            // An extra field that is not JSON can only come from a program; as a text it loses nothing.
            let value = if raw.is_sound() { Json::Raw(value.trim().to_owned()) } else { Json::text(value) };
            self.list.push((name.clone(), value));
        }
        Json::Object(self.list)
    }
}

/// The timeline as native JSON. [`super::super::load`] reads the same timeline from it.
pub(crate) fn write(timeline: &Timeline) -> Vec<u8> {
    let referenced = referenced_events(timeline);
    let events = timeline.ids().map(|id| {
        let one = timeline.event(id);
        event(&one, timeline, one.key_is_stated || referenced.contains(&id))
    });
    file(timeline, Some(Json::List(events.collect()))).print().into_bytes()
}

/// What a file says beside its events.
pub(super) fn surroundings(timeline: &Timeline) -> Json {
    file(timeline, None)
}

fn file(timeline: &Timeline, events: Option<Json>) -> Json {
    let parts = timeline.head();
    let mut file = Members::new(&parts.extra);
    file.put("dateline", Json::Raw("1".to_owned()));
    file.text("title", &parts.title);
    file.text("description", &parts.description);
    if parts.zone_is_stated {
        file.text("zone", parts.zone.name());
    }
    let zones = parts.display_zones.iter().map(|(zone, label)| {
        Json::Object(vec![
            ("id".to_owned(), Json::text(zone.name())),
            ("label".to_owned(), Json::text(label)),
        ])
    });
    file.list("zones", zones.collect());
    if let Some(View { from, to }) = &parts.view {
        let mut view = Members::new(&[]);
        view.date("from", from.as_ref());
        view.date("to", to.as_ref());
        file.put("view", view.finish());
    }
    let lanes = parts.lanes.iter().map(|lane| {
        let mut members = Members::new(&lane.extra);
        members.put("id", Json::text(&lane.key));
        members.text("label", &lane.label);
        members.finish()
    });
    file.list("lanes", lanes.collect());
    file.list("actors", parts.actors.iter().map(actor).collect());
    file.list("sources", parts.sources.iter().map(source).collect());
    if let Some(events) = events {
        file.put("events", events);
    }
    file.list("stories", parts.stories.iter().map(|one| story(one, timeline)).collect());
    file.finish()
}

/// The events that something in the file refers to; they need their ids written even when made up.
fn referenced_events(timeline: &Timeline) -> HashSet<EventId> {
    let relations = timeline.ids().flat_map(|id| timeline.outgoing(id)).map(|tie| tie.to);
    let scenes = timeline.stories().iter().flat_map(|story| &story.scenes);
    let staged =
        scenes.flat_map(|scene| scene.event.into_iter().chain(scene.events.iter().filter_map(|(id, _)| *id)));
    relations.chain(staged).collect()
}

/// The id that a reference is written with: the event's own, else as the file gave it.
fn event_key<'k>(event: Option<EventId>, key: &'k str, timeline: &'k Timeline) -> Cow<'k, str> {
    event.map_or(Cow::Borrowed(key), |event| timeline.key(event))
}

fn actor(actor: &Actor) -> Json {
    let mut members = Members::new(&actor.extra);
    members.put("id", Json::text(&actor.key));
    members.text("name", &actor.name);
    if actor.kind != ActorKind::Unknown {
        members.text("kind", actor.kind.key());
    }
    members.finish()
}

fn source(source: &Source) -> Json {
    let mut members = Members::new(&source.extra);
    members.put("id", Json::text(&source.key));
    members.text("title", &source.title);
    members.text("publisher", &source.publisher);
    members.list("authors", source.authors.iter().map(|author| Json::text(author)).collect());
    members.date("published", source.published.as_ref());
    members.text("zone", source.zone.map_or("", |zone| zone.name()));
    if let Some(url) = &source.url {
        members.put("url", Json::text(url));
    }
    members.date("accessed", source.accessed.as_ref());
    if source.grade != Grade::Unknown {
        members.text("grade", source.grade.key());
    }
    if let Some(text) = &source.text {
        members.put("text", Json::text(text));
    }
    members.finish()
}

/// An event as it stands in a file, with its id or without.
pub(super) fn event(event: &Event, timeline: &Timeline, has_id: bool) -> Json {
    let mut members = Members::new(&event.extra);
    if has_id {
        members.put("id", Json::text(&event.key));
    }
    members.put("title", Json::text(&event.title));
    members.date("date", event.date.as_ref());
    members.text("date_note", &event.date_note);
    if let Some(stated) = event.unreadable_date.as_deref().filter(|_| !is_read_from_date(event)) {
        members.put("unreadable_date", Json::text(stated));
    }
    members.text("zone", event.zone.map_or("", |zone| zone.name()));
    if event.status != Status::Happened {
        members.text("status", event.status.key());
    }
    members.date("as_of", event.as_of.as_ref());
    if let Some(lane) = event.lane.and_then(|lane| timeline.lanes().get(lane.index())) {
        members.put("lane", Json::text(&lane.key));
    }
    let actors = event.actors.iter().filter_map(|participation| {
        let actor = timeline.actor(participation.actor)?;
        let id = Json::text(&actor.key);
        Some(match participation.role.as_str() {
            "" => id,
            role => Json::Object(vec![("id".to_owned(), id), ("role".to_owned(), Json::text(role))]),
        })
    });
    members.list("actors", actors.collect());
    let tags = event.tags.iter().filter_map(|tag| Some(Json::text(timeline.tags().get(tag.index())?)));
    members.list("tags", tags.collect());
    if event.importance != Event::DEFAULT_IMPORTANCE && event.importance.is_finite() {
        members.put("importance", Json::Raw(event.importance.to_string()));
    }
    members.text("place", event.place.as_deref().unwrap_or_default());
    members.text("summary", &event.summary);
    members.list("citations", event.citations.iter().map(|one| citation(one, timeline)).collect());
    members.list("relations", event.relations.iter().map(|one| relation(one, timeline)).collect());
    if let Some(promise) = &event.recurrence {
        members.put("recurrence", recurrence(promise));
    }
    members.finish()
}

/// Whether the date that cannot be read still stands in the field where it was found.
fn is_read_from_date(event: &Event) -> bool {
    let written = event.extra.iter().find(|(name, _)| name == "date");
    written.is_some_and(|(_, value)| {
        event.unreadable_date == Some(unreadable_date(&Raw { text: value, at: 0 }.shown()))
    })
}

fn citation(citation: &Citation, timeline: &Timeline) -> Json {
    let mut members = Members::new(&citation.extra);
    let declared = citation.source.and_then(|source| timeline.source(source));
    members.text("source", declared.map_or(&citation.source_key, |source| &source.key));
    if let Some(words) = &citation.quote {
        members.put("quote", quote(words));
    }
    members.text("note", &citation.note);
    members.date("date", citation.date.as_ref());
    members.text("zone", citation.zone.map_or("", |zone| zone.name()));
    members.list("supports", citation.supports.iter().map(|part| Json::text(part.key())).collect());
    if let Some(verdict) = &citation.checked {
        members.put("checked", checked(verdict));
    }
    members.finish()
}

fn quote(quote: &Quote) -> Json {
    let mut members = Members::new(&quote.extra);
    members.put("exact", Json::text(&quote.exact));
    members.text("prefix", &quote.prefix);
    members.text("suffix", &quote.suffix);
    members.finish()
}

/// A recorded verdict as it stands in a file.
pub(super) fn checked(checked: &Checked) -> Json {
    let mut members = Members::new(&[]);
    members.text("verdict", checked.verdict.key());
    members.date("on", checked.on.as_ref());
    members.text("text_sha256", &checked.text_sha256);
    members.finish()
}

fn relation(relation: &Relation, timeline: &Timeline) -> Json {
    let mut members = Members::new(&relation.extra);
    members.text("kind", relation.kind.key());
    members.put("to", Json::text(&event_key(relation.to, &relation.to_key, timeline)));
    if relation.basis != Basis::Stated {
        members.text("basis", relation.basis.key());
    }
    members.text("note", &relation.note);
    members.finish()
}

fn recurrence(recurrence: &Recurrence) -> Json {
    let mut members = Members::new(&recurrence.extra);
    members.text("words", &recurrence.text);
    if let Some(rule) = &recurrence.rule {
        members.put("rule", Json::text(rule));
    }
    members.date("from", recurrence.from.as_ref());
    members.date("until", recurrence.until.as_ref());
    members.finish()
}

fn story(story: &Story, timeline: &Timeline) -> Json {
    let mut members = Members::new(&story.extra);
    members.text("title", &story.title);
    members.put("scenes", Json::List(story.scenes.iter().map(|one| scene(one, timeline)).collect()));
    members.finish()
}

fn scene(scene: &StoryScene, timeline: &Timeline) -> Json {
    let mut members = Members::new(&scene.extra);
    members.text("title", &scene.title);
    members.date("from", scene.view.from.as_ref());
    members.date("to", scene.view.to.as_ref());
    members.text("event", &event_key(scene.event, &scene.event_key, timeline));
    let events = scene.events.iter().map(|(id, key)| Json::text(&event_key(*id, key, timeline)));
    members.list("events", events.collect());
    members.text("caption", &scene.caption);
    members.text("notes", &scene.notes);
    members.finish()
}
