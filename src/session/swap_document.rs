//! Swaps what is shown for another state of the same files: view, selection, text and facets stay.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::Document;
use super::open_files::{Combination, Combined, FileEvent, FileId, FilesChange, ShownFiles, ShownPart};
use super::rematch::find_again;
use super::search_answer::Question;
use super::side_panel::SidePanel;
use super::state::Session;
use super::talk::Talk;
use dateline_timeline::model::{EventId, LaneId, SourceId, Timeline};
use dateline_timeline::query::Filter;

impl Session {
    /// Carries judgements over to the new version of a file, before it is swapped.
    fn keep_judgements(&mut self, change: &FilesChange) {
        if let FilesChange::Reload(id, document) = change
            && let Some(file) = self.files.get(*id)
        {
            self.judgements.follow(*id, &file.document, document);
        }
    }

    pub(super) fn change_files(&mut self, change: FilesChange) {
        let version = self.files.version();
        self.keep_judgements(&change);
        if let FilesChange::Reload(file, _) | FilesChange::Remove(file) = &change {
            self.edit_history.forget(*file);
        }
        let edited = if let FilesChange::Edit(file, _) = &change { Some(*file) } else { None };
        // Labels come with a file that was read again, and an edit is to be seen at once.
        let is_prepared = matches!(change, FilesChange::Reload(..) | FilesChange::Edit(..));
        let shown = ShownFiles { timeline: &self.document.timeline, parts: &self.shown };
        self.files.change(change, self.now, shown);
        self.forget_what_is_fresh();
        let wanted = self.files.combination();
        let is_at_once = wanted.alone().is_some() && is_prepared || wanted.len() <= self.answers_up_to;
        if wanted.version() != version && is_at_once {
            let document = wanted.document();
            self.swap(document, &wanted, edited);
        }
    }

    pub(super) fn take_combined(&mut self, combined: &Combined) {
        if combined.combination.version() == self.files.version() {
            self.swap(Arc::clone(&combined.document), &combined.combination, None);
        }
    }

    /// A refusal of a file that can be read again is no longer listed.
    fn forget_what_is_fresh(&mut self) {
        let is_of_open_file = |path: &Option<std::path::PathBuf>| {
            path.is_some()
                && self.files.list().iter().any(|file| file.document.path == *path && file.stale.is_none())
        };
        if self.refusal.as_ref().is_some_and(|refusal| is_of_open_file(&refusal.path)) {
            self.refusal = None;
        }
        self.problem_file = self.problem_file.filter(|id| self.files.get(*id).is_some());
    }

    fn swap(&mut self, document: Arc<Document>, combination: &Combination, edited: Option<FileId>) {
        let was_aligned = self.document.timeline.zero().is_some();
        let moved = Moved {
            old: ShownFiles { timeline: &self.document.timeline, parts: &self.shown },
            new: ShownFiles { timeline: &document.timeline, parts: combination.parts() },
            edited,
        };
        let selected = self.selected.and_then(|event| moved.event(event));
        let filter = moved.filter(&self.filter);
        let talk = self.talk.as_ref().and_then(|talk| moved.talk(talk));
        let former_view = self.view_of_talk();
        let query = self.query.clone();
        self.document = document;
        // Made anew of what is shown now, for the same attribute.
        self.lanes = None;
        self.shown = combination.parts().to_vec();
        self.shown_version = combination.version();
        self.revision += 1;
        self.answered = Question { revision: self.revision, ..Question::default() };
        (self.found, self.matches) = (self.document.all(), self.document.all());
        self.stops = self.document.stops();
        self.ask_for(query, filter);
        if self.selected.is_some() && selected.is_none() {
            self.place_panel(SidePanel::Detail, false);
        }
        self.selected = selected;
        self.problem = self.problem.min(self.problems().len().saturating_sub(1));
        self.go_on_with_talk(talk, former_view);
        if was_aligned != self.document.timeline.zero().is_some() {
            // The axis means something else: what was in view is elsewhere.
            let everything = self.view_of_everything();
            match &self.talk {
                Some(_) => self.return_from_talk_to(everything),
                None => self.depart(everything),
            }
        }
    }
}

/// The values under their new ids; that an event has none means the same as before.
fn carried<T: Ord>(values: &BTreeSet<Option<T>>, moved: impl Fn(&T) -> Option<T>) -> BTreeSet<Option<T>> {
    let one = |value: &Option<T>| match value {
        None => Some(None),
        Some(value) => moved(value).map(Some),
    };
    values.iter().filter_map(one).collect()
}

/// From one state of the open files to another.
struct Moved<'m> {
    old: ShownFiles<'m>,
    new: ShownFiles<'m>,
    /// The file that was edited and not read: its ids stay.
    edited: Option<FileId>,
}

impl Moved<'_> {
    fn event(&self, event: EventId) -> Option<EventId> {
        let FileEvent { file, event } = self.old.own_event(event)?;
        let (before, after) = (document(self.old.parts, file)?, document(self.new.parts, file)?);
        let event = if self.edited == Some(file) {
            Some(event).filter(|event| after.timeline.holds(*event))?
        } else if Arc::ptr_eq(before, after) {
            event
        } else {
            find_again(&before.timeline, event, &after.timeline)?
        };
        self.new.whole_event(FileEvent { file, event })
    }

    /// The same talk; `None` when its story is gone.
    fn talk(&self, talk: &Talk) -> Option<Talk> {
        let file = talk.story().file;
        let (before, after) = (document(self.old.parts, file)?, document(self.new.parts, file)?);
        talk.followed(&before.timeline, &after.timeline, |event| self.event(event))
    }

    /// The same conditions under the new ids; values that the files no longer hold are dropped.
    fn filter(&self, filter: &Filter) -> Filter {
        let (old, new) = (self.old.timeline, self.new.timeline);
        let actor = |id: &_| {
            let actor = old.actor(*id)?;
            let mut actors = new.head().actors.iter();
            let same = actors.position(|other| (&other.key, &other.name) == (&actor.key, &actor.name));
            let named = || new.actors().iter().position(|other| other.name == actor.name);
            same.or_else(named).map(dateline_timeline::model::ActorId::from_index)
        };
        let tag = |id: &_| {
            let tag = old.tag(*id);
            new.tags().iter().position(|other| other == tag).map(dateline_timeline::model::TagId::from_index)
        };
        let lane = |id: &Option<LaneId>| match id {
            None => new.parts().is_empty().then_some(None),
            Some(id) => self.lane(*id).map(Some),
        };
        Filter {
            lanes: filter.lanes.iter().filter_map(lane).collect::<BTreeSet<_>>(),
            actors: carried(&filter.actors, actor),
            tags: carried(&filter.tags, tag),
            sources: carried(&filter.sources, |id| self.source(*id)),
            ..filter.clone()
        }
    }

    fn lane(&self, lane: LaneId) -> Option<LaneId> {
        let starts = |timeline: &Timeline, index: usize| {
            timeline.parts().get(index).map_or(0, |part| part.lanes.start)
        };
        let index = self.old.timeline.part_of_lane(lane).unwrap_or(0);
        let own = lane.index().checked_sub(starts(self.old.timeline, index))?;
        let (from, to) = self.files(index)?;
        let key = &from.timeline.lanes().get(own)?.key;
        let found = to.1.timeline.lanes().iter().position(|other| other.key == *key)?;
        Some(LaneId::from_index(starts(self.new.timeline, to.0) + found))
    }

    fn source(&self, source: SourceId) -> Option<SourceId> {
        let starts = |timeline: &Timeline, index: usize| {
            timeline.parts().get(index).map_or(0, |part| part.sources.start)
        };
        let parts = self.old.timeline.parts();
        let index = parts.iter().position(|part| part.sources.contains(&source.index())).unwrap_or(0);
        let own = source.index().checked_sub(starts(self.old.timeline, index))?;
        let (from, to) = self.files(index)?;
        let key = &from.timeline.sources().get(own)?.key;
        let found = to.1.timeline.sources().iter().position(|other| other.key == *key)?;
        Some(SourceId::from_index(starts(self.new.timeline, to.0) + found))
    }

    /// A file as it was, and the same file as it is with its index there.
    fn files(&self, index: usize) -> Option<(&Document, (usize, &Document))> {
        let (id, from) = self.old.parts.get(index)?;
        let to = self.new.parts.iter().position(|(other, _)| other == id)?;
        Some((from, (to, document(self.new.parts, *id)?)))
    }
}

fn document(parts: &[ShownPart], id: FileId) -> Option<&Arc<Document>> {
    parts.iter().find(|(other, _)| *other == id).map(|(_, document)| document)
}
