//! Some of the events of a timeline as a timeline of their own.

use crate::report::losses::{Losses, Thing};
use dateline_timeline::model::{EventId, StoryScene, Timeline, TimelineBuilder};

/// A timeline of the chosen events, in their order. Everything around them stays; what refers to an event
/// that is left out is dropped and counted. Events without a stated id keep the one that their index in the
/// whole gave them.
pub(crate) fn selected(
    timeline: &Timeline,
    is_chosen: &dyn Fn(EventId) -> bool,
    losses: &mut Losses,
) -> Timeline {
    let mut indexes: Vec<Option<EventId>> = vec![None; timeline.id_count()];
    let mut builder = TimelineBuilder { head: timeline.head().clone(), events: Vec::new() };
    for id in timeline.ids().filter(|id| is_chosen(*id)) {
        let mut event = timeline.event(id).into_owned();
        event.key_is_stated = true;
        let chosen = builder.event(event);
        if let Some(index) = indexes.get_mut(id.index()) {
            *index = Some(chosen);
        }
    }
    let moved = |id: EventId| indexes.get(id.index()).copied().flatten();
    for event in &mut builder.events {
        let before = event.relations.len();
        // One that led nowhere before is kept as it is stated.
        event.relations.retain(|relation| relation.to.is_none_or(|to| moved(to).is_some()));
        losses.dropped(Thing::Reference, before - event.relations.len());
        for relation in &mut event.relations {
            relation.to = relation.to.and_then(moved);
        }
    }
    for story in &mut builder.stories {
        let before = story.scenes.len();
        story.scenes.retain(|scene| scene.event.is_none_or(|event| moved(event).is_some()));
        losses.dropped(Thing::Scene, before - story.scenes.len());
        for scene in &mut story.scenes {
            scene.event = scene.event.and_then(moved);
            move_others(scene, &moved, losses);
        }
    }
    let before = builder.stories.len();
    let mut originals = timeline.stories().iter();
    builder.stories.retain(|story| {
        let had_scenes = originals.next().is_some_and(|original| !original.scenes.is_empty());
        !(had_scenes && story.scenes.is_empty())
    });
    losses.dropped(Thing::Story, before - builder.stories.len());
    builder.build()
}

fn move_others(scene: &mut StoryScene, moved: &dyn Fn(EventId) -> Option<EventId>, losses: &mut Losses) {
    let before = scene.events.len();
    scene.events.retain(|(id, _)| id.is_none_or(|id| moved(id).is_some()));
    losses.dropped(Thing::Reference, before - scene.events.len());
    for (id, _) in &mut scene.events {
        *id = id.and_then(moved);
    }
}
