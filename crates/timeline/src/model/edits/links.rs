//! References between events, and from scenes to events, after edits.
//!
//! A reference follows its event when the key of that changes, leads nowhere once the event is removed, and
//! is led to an event that comes with the key that it names. Cost: the events that refer to what was removed
//! or got another key; where keys come, one pass over the keys of all events and a look at those events that
//! refer to nothing.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::edit::{Change, Edit};
use super::error::{EditError, Entry};
use super::timeline_draft::{Draft, made_key};
use crate::model::{Event, EventId, RelationKind, Story};

impl Draft<'_> {
    /// Makes all references right again after the last edit, and adds to the inverse what that changes.
    pub(super) fn link(&mut self) -> Result<(), EditError> {
        let edited: BTreeSet<EventId> = self.changes.keys().copied().collect();
        let stories = self.head.stories.clone();
        self.name_new_events()?;
        self.pull_referrers(&edited);
        self.pull_unresolved(&edited);
        let found = self.find_referenced();
        let ids: Vec<EventId> = self.changes.keys().copied().collect();
        for id in ids {
            self.link_event(id, &found)?;
        }
        self.link_stories(&found)?;
        self.state_referenced_keys();
        // Events that changed besides the edited ones are restored last, when all entries have their former
        // ids again.
        let others = self.changes.keys().filter(|id| !edited.contains(id)).copied();
        let put_back = others
            .map(|id| Edit::Event { id, change: Change::Put(Box::new(self.before.event(id).into_owned())) });
        let put_back: Vec<Edit> = put_back.collect();
        self.inverse.reverse();
        self.inverse.extend(put_back);
        self.put_stories_back(&stories);
        Ok(())
    }

    /// Gives events without a key one, and refuses keys that are taken.
    fn name_new_events(&mut self) -> Result<(), EditError> {
        let mut stated: HashMap<String, EventId> = HashMap::new();
        let mut unnamed = BTreeSet::new();
        for (id, event) in &self.changes {
            let Some(event) = event else { continue };
            let former = self.before.holds(*id).then(|| self.before.key(*id));
            if event.key.is_empty() || !event.key_is_stated && former.as_deref() != Some(&event.key) {
                unnamed.insert(*id);
            } else if former.as_deref() != Some(&event.key) && stated.insert(event.key.clone(), *id).is_some()
            {
                return Err(EditError::KeyTaken { entry: Entry::Event, key: event.key.clone() });
            }
        }
        // The keys that changed events keep are taken as well.
        let keeps = |id: &EventId, event: &Event| !unnamed.contains(id) && stated.get(&event.key) != Some(id);
        let events = self.changes.iter().filter_map(|(id, event)| Some((id, event.as_ref()?)));
        let kept: HashSet<&str> =
            events.filter(|(id, event)| keeps(id, event)).map(|(_, event)| event.key.as_str()).collect();
        let mut made: Vec<(EventId, String)> = unnamed.iter().map(|id| (*id, made_key(*id))).collect();
        loop {
            let sought: HashSet<&str> =
                stated.keys().map(String::as_str).chain(made.iter().map(|(_, key)| key.as_str())).collect();
            let taken = self.find_keys(&sought);
            if let Some(key) =
                stated.keys().find(|key| taken.contains_key(*key) || kept.contains(key.as_str()))
            {
                return Err(EditError::KeyTaken { entry: Entry::Event, key: key.clone() });
            }
            let mut is_done = true;
            for (_, key) in &mut made {
                if taken.contains_key(key) || stated.contains_key(key) || kept.contains(key.as_str()) {
                    key.push('x');
                    is_done = false;
                }
            }
            if is_done {
                break;
            }
        }
        for (id, key) in made {
            if let Some(Some(event)) = self.changes.get_mut(&id) {
                event.key = key;
                event.key_is_stated = false;
            }
        }
        Ok(())
    }

    /// The events that no edit changes and that have one of these keys. One pass over the keys of all
    /// events.
    fn find_keys(&self, sought: &HashSet<&str>) -> HashMap<String, EventId> {
        if sought.is_empty() {
            return HashMap::new();
        }
        let only = if sought.len() == 1 { sought.iter().next().copied() } else { None };
        let is_sought = |id: &EventId| {
            let key = self.before.key(*id);
            let is_sought = only.map_or_else(|| sought.contains(key.as_ref()), |only| *only == *key);
            is_sought && !self.changes.contains_key(id) && self.before.holds(*id)
        };
        let ids = (0..self.before.id_count()).into_par_iter().map(EventId::from_index);
        let found: Vec<EventId> = ids.filter(is_sought).collect();
        found.into_iter().map(|id| (self.before.key(id).into_owned(), id)).collect()
    }

    /// Adds the events that refer to one that is removed or has another key.
    fn pull_referrers(&mut self, edited: &BTreeSet<EventId>) {
        let mut referrers = BTreeSet::new();
        for id in edited.iter().filter(|id| self.before.holds(**id)) {
            if self.holds(*id) && self.before.key(*id) == self.key(*id) {
                continue;
            }
            referrers.extend(self.before.incoming(*id).map(|tie| tie.from));
        }
        self.pull(referrers);
    }

    /// Adds the events that have an unresolved reference to a key that is added.
    fn pull_unresolved(&mut self, edited: &BTreeSet<EventId>) {
        let comes = |id: &&EventId| {
            self.holds(**id) && (!self.before.holds(**id) || self.before.key(**id) != self.key(**id))
        };
        let come: HashSet<String> =
            edited.iter().filter(comes).map(|id| self.key(*id).into_owned()).collect();
        if come.is_empty() {
            return;
        }
        let names_one = |id: &EventId| {
            let event = self.before.event(*id);
            let mut unresolved = event.relations.iter().filter(|relation| relation.to.is_none());
            unresolved.any(|relation| come.contains(&relation.to_key))
        };
        let unresolved = self.before.unresolved().filter(|id| !self.changes.contains_key(id));
        let pulled: BTreeSet<EventId> = unresolved.filter(names_one).collect();
        self.pull(pulled);
    }

    fn pull(&mut self, ids: impl IntoIterator<Item = EventId>) {
        for id in ids {
            if !self.changes.contains_key(&id) {
                let event = self.current(id).map(Cow::into_owned);
                self.changes.insert(id, event);
            }
        }
    }

    /// The events whose keys are named by references that are not resolved yet.
    fn find_referenced(&self) -> HashMap<String, EventId> {
        let relations = self.changes.values().flatten().flat_map(|event| &event.relations);
        let relations = relations.filter(|relation| relation.to.is_none_or(|to| !self.holds(to)));
        let scenes = self.head.stories.iter().flat_map(|story| &story.scenes);
        let staged = scenes.flat_map(|scene| {
            let own = (scene.event, &scene.event_key);
            std::iter::once(own).chain(scene.events.iter().map(|(id, key)| (*id, key)))
        });
        let staged = staged.filter(|(id, _)| id.is_none_or(|id| !self.holds(id))).map(|(_, key)| key);
        let keys = relations.map(|relation| &relation.to_key).chain(staged);
        let sought: HashSet<&str> = keys.map(String::as_str).filter(|key| !key.is_empty()).collect();
        let mut found = self.find_keys(&sought);
        for (id, event) in &self.changes {
            if let Some(event) = event.as_ref().filter(|event| sought.contains(event.key.as_str())) {
                found.insert(event.key.clone(), *id);
            }
        }
        found.retain(|_, id| self.states_key(*id));
        found
    }

    /// Whether an event has a key in the file, so that a reference can name it.
    fn states_key(&self, id: EventId) -> bool {
        self.current(id).is_some_and(|event| event.key_is_stated)
    }

    fn link_event(&mut self, id: EventId, found: &HashMap<String, EventId>) -> Result<(), EditError> {
        let Some(Some(event)) = self.changes.get(&id) else { return Ok(()) };
        let mut relations = event.relations.clone();
        for relation in &mut relations {
            let was_there = relation.to.is_some_and(|to| self.before.holds(to));
            match relation.to {
                Some(to) if to == id => relation.to = None,
                Some(to) if self.holds(to) => {
                    if relation.kind == RelationKind::PartOf && self.is_part_of(to, id) {
                        return Err(EditError::Circle { key: self.key(id).into_owned() });
                    }
                    relation.to_key = self.key(to).into_owned();
                }
                Some(to) if !was_there => {
                    let (from, entry, index) = (self.key(id).into_owned(), Entry::Event, to.index());
                    return Err(EditError::NoSuchReference { from, entry, index });
                }
                _ => {
                    let to = found.get(&relation.to_key).copied().filter(|to| *to != id);
                    let closes =
                        |to: &EventId| relation.kind == RelationKind::PartOf && self.is_part_of(*to, id);
                    relation.to = to.filter(|to| !closes(to));
                }
            }
        }
        if let Some(Some(event)) = self.changes.get_mut(&id) {
            event.relations = relations;
        }
        Ok(())
    }

    /// Whether an event is a part of another one, directly or through others.
    fn is_part_of(&self, event: EventId, whole: EventId) -> bool {
        let mut seen = HashSet::from([event]);
        let mut waiting = vec![event];
        while let Some(id) = waiting.pop() {
            if id == whole {
                return true;
            }
            let next: Vec<EventId> = match self.changes.get(&id) {
                Some(event) => {
                    let relations = event.iter().flat_map(|event| &event.relations);
                    let parts = relations.filter(|relation| relation.kind == RelationKind::PartOf);
                    parts.filter_map(|relation| relation.to).collect()
                }
                None => {
                    let ties = self.before.outgoing(id);
                    ties.filter(|tie| tie.kind == RelationKind::PartOf).map(|tie| tie.to).collect()
                }
            };
            waiting.extend(next.into_iter().filter(|id| seen.insert(*id)));
        }
        false
    }

    fn link_stories(&mut self, found: &HashMap<String, EventId>) -> Result<(), EditError> {
        let mut linked = Vec::new();
        for (index, story) in self.head.stories.iter().enumerate() {
            let mut story = Cow::Borrowed(story);
            for scene in 0..story.scenes.len() {
                self.link_scene(&mut story, scene, found)?;
            }
            if let Cow::Owned(story) = story {
                linked.push((index, story));
            }
        }
        for (index, story) in linked {
            if let Some(old) = self.head.to_mut().stories.get_mut(index) {
                *old = story;
            }
        }
        Ok(())
    }

    fn link_scene(
        &self,
        story: &mut Cow<'_, Story>,
        scene: usize,
        found: &HashMap<String, EventId>,
    ) -> Result<(), EditError> {
        let Some(staged) = story.scenes.get(scene) else { return Ok(()) };
        let title = &story.title;
        let event = self.linked(title, staged.event, &staged.event_key, found)?;
        let events = staged.events.iter().map(|(id, key)| self.linked(title, *id, key, found));
        let events = events.collect::<Result<Vec<_>, EditError>>()?;
        if (event.0, &event.1) == (staged.event, &staged.event_key) && events == staged.events {
            return Ok(());
        }
        if let Some(staged) = story.to_mut().scenes.get_mut(scene) {
            (staged.event, staged.event_key) = event;
            staged.events = events;
        }
        Ok(())
    }

    /// Where a scene leads.
    fn linked(
        &self,
        from: &str,
        id: Option<EventId>,
        key: &str,
        found: &HashMap<String, EventId>,
    ) -> Result<(Option<EventId>, String), EditError> {
        match id {
            Some(id) if self.holds(id) => Ok((Some(id), self.key(id).into_owned())),
            Some(id) if !self.before.holds(id) => {
                let (from, entry, index) = (from.to_owned(), Entry::Event, id.index());
                Err(EditError::NoSuchReference { from, entry, index })
            }
            _ => Ok((found.get(key).copied(), key.to_owned())),
        }
    }

    /// An event that something refers to needs its key in the file, even where it was made.
    fn state_referenced_keys(&mut self) {
        let relations = self.changes.values().flatten().flat_map(|event| &event.relations);
        let mut referenced: BTreeSet<EventId> = relations.filter_map(|relation| relation.to).collect();
        for scene in self.head.stories.iter().flat_map(|story| &story.scenes) {
            referenced
                .extend(scene.event.iter().chain(scene.events.iter().filter_map(|(id, _)| id.as_ref())));
        }
        // An event that is put again without a key is still named by the events that did not change.
        let unstated =
            self.changes.iter().filter(|(_, event)| event.as_ref().is_some_and(|event| !event.key_is_stated));
        referenced.extend(
            unstated
                .map(|(id, _)| *id)
                .filter(|id| self.before.incoming(*id).any(|tie| !self.changes.contains_key(&tie.from))),
        );
        referenced.retain(|id| !self.states_key(*id));
        self.pull(referenced.iter().copied());
        for id in referenced {
            if let Some(Some(event)) = self.changes.get_mut(&id) {
                event.key_is_stated = true;
            }
        }
    }

    /// Adds to the inverse the stories whose scenes lead elsewhere now.
    fn put_stories_back(&mut self, edited: &[Story]) {
        if edited == self.head.stories.as_slice() {
            return;
        }
        let before = self.before.stories().iter().cloned().enumerate();
        self.inverse.extend(before.map(|(index, story)| Edit::Story { index, change: Change::Put(story) }));
    }
}
