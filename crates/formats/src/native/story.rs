//! Stories and their scenes, and the view that a file opens with.

use super::field_names;
use super::link_references::FindEvent;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::{Fields, missing, wrong_element};
use crate::syntax::json::{Kind, Raw};
use dateline_time::Zone;
use dateline_timeline::model::{EventId, Story, StoryScene, View};

/// Reads the view that the file opens with.
pub(super) fn view(file: &mut Fields<'_, '_>, log: &mut Log) -> Option<View> {
    let field = file.object("view", log)?;
    let path = file.path.field("view");
    let mut fields = Fields::new(field.raw, &path, log);
    let view = stretch(&mut fields, log);
    if fields.has_unread() {
        fields.extras(&field_names::VIEW, log);
        file.keep(field.index);
    }
    Some(view)
}

/// The stretch `from` … `to`; one that runs backwards is reported and read the other way round.
fn stretch(fields: &mut Fields<'_, '_>, log: &mut Log) -> View {
    let from = fields.date_or_none("from", log);
    let to = fields.date_or_none("to", log);
    let starts = from.as_ref().and_then(|date| date.range(Zone::UTC).hull().0);
    let ends = to.as_ref().and_then(|date| date.range(Zone::UTC).hull().1);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends <= starts
    {
        let range = fields.get("from").map_or(fields.raw.range(), |field| field.raw.range());
        let found = from.as_ref().map_or("", |date| date.text());
        log.push(
            Diagnostic::new(
                Severity::Warning,
                range,
                &fields.path.field("from"),
                "The end comes before the start",
            )
            .found(found)
            .hint("Swap \"from\" and \"to\"")
            .effect("Read the other way round"),
        );
        return View { from: to, to: from };
    }
    View { from, to }
}

/// Reads the stories.
pub(super) fn read_all(file: &mut Fields<'_, '_>, keys: &dyn FindEvent, log: &mut Log) -> Vec<Story> {
    let Some((elements, field)) = file.list("stories", log) else { return Vec::new() };
    let list_path = file.path.field("stories");
    let mut stories = Vec::new();
    for (index, raw) in elements.into_iter().enumerate() {
        let path = list_path.item(index);
        if raw.kind() != Kind::Object {
            log.push(wrong_element(raw, &path, "an object", raw.kind()));
            file.keep(field.index);
            continue;
        }
        let mut fields = Fields::new(raw, &path, log);
        let title = fields.line("title", log).unwrap_or_default();
        if !fields.has("scenes") {
            log.push(missing(raw, &path, "scenes", "A story without scenes has nothing to show"));
        }
        let scenes = scenes(&mut fields, keys, log);
        let extra = fields.extras(&field_names::STORY, log);
        stories.push(Story { title, scenes, extra });
    }
    stories
}

fn scenes(story: &mut Fields<'_, '_>, keys: &dyn FindEvent, log: &mut Log) -> Vec<StoryScene> {
    let Some((elements, field)) = story.list("scenes", log) else { return Vec::new() };
    let list_path = story.path.field("scenes");
    let mut scenes = Vec::new();
    for (index, raw) in elements.into_iter().enumerate() {
        let path = list_path.item(index);
        if raw.kind() == Kind::Object {
            scenes.push(scene(raw, &path, keys, log));
        } else {
            log.push(wrong_element(raw, &path, "an object", raw.kind()));
            story.keep(field.index);
        }
    }
    scenes
}

fn scene(raw: Raw<'_>, path: &Path<'_>, keys: &dyn FindEvent, log: &mut Log) -> StoryScene {
    let mut fields = Fields::new(raw, path, log);
    let title = fields.line("title", log).unwrap_or_default();
    let view = stretch(&mut fields, log);
    let mut event = None;
    let mut event_key = String::new();
    if let Some((key, field)) = fields.text("event", log) {
        event = find(&key, field.raw, &path.field("event"), keys, log);
        event_key = key.into_owned();
    }
    let list_path = path.field("events");
    let events = fields.texts("events", log);
    let events = events
        .into_iter()
        .enumerate()
        .map(|(index, (key, raw))| (find(&key, raw, &list_path.item(index), keys, log), key.into_owned()))
        .collect();
    let caption = fields.words("caption", log);
    let notes = fields.words("notes", log);
    let extra = fields.extras(&field_names::SCENE, log);
    StoryScene { title, view, event, event_key, events, caption, notes, extra }
}

fn find(key: &str, raw: Raw<'_>, path: &Path<'_>, keys: &dyn FindEvent, log: &mut Log) -> Option<EventId> {
    let event = keys.find(key);
    if event.is_none() && !key.is_empty() {
        log.push(
            Diagnostic::new(Severity::Warning, raw.range(), path, "No event has this id")
                .found(key)
                .expected("The id of an event of this file")
                .hint(keys.did_you_mean(key))
                .effect("The scene is shown without it"),
        );
    }
    event
}
