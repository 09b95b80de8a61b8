//! Which open file what is shown comes from, what is wrong with it, and which events are the same as others.

use std::sync::Arc;

use super::document::Document;
use super::duplicate_verdicts::Judgement;
use super::open_files::{Combination, FileEvent, OpenFile, ShownFiles};
use super::state::Session;
use dateline_formats::Diagnostic;
use dateline_timeline::model::EventId;
use dateline_timeline::query::Pair;

impl Session {
    /// What is to be shown and is not yet; what was shown before stands meanwhile.
    pub fn open_combination(&self) -> Option<Combination> {
        (self.files.version() != self.shown_version).then(|| self.files.combination())
    }

    /// Whether what is shown is made of several files.
    pub fn shows_several(&self) -> bool {
        self.shown.len() > 1
    }

    /// The file that an event of what is shown comes from.
    pub fn file_of(&self, event: EventId) -> Option<&OpenFile> {
        self.files.get(self.own_event(event)?.file)
    }

    fn shown_files(&self) -> ShownFiles<'_> {
        ShownFiles { timeline: &self.document.timeline, parts: &self.shown }
    }

    /// The file that an event of what is shown comes from, and which of its events it is.
    pub fn own_event(&self, event: EventId) -> Option<FileEvent> {
        self.shown_files().own_event(event)
    }

    /// The event of what is shown that an event of a file is; `None` while the file is hidden.
    pub fn whole_event(&self, own: FileEvent) -> Option<EventId> {
        self.shown_files().whole_event(own)
    }

    /// The file whose problems are listed: the chosen one, else the first with any.
    pub fn problem_file(&self) -> Option<&OpenFile> {
        let files = self.files.list();
        let chosen = files.iter().find(|file| Some(file.id) == self.problem_file);
        let first = || files.iter().find(|file| file.document.problem_count() > 0);
        chosen.or_else(first).or(files.first())
    }

    /// The document whose problems are listed.
    pub fn problem_document(&self) -> &Arc<Document> {
        self.problem_file().map_or(&self.document, |file| &file.document)
    }

    /// The open tables, whose columns can be looked at and whose mappings can be kept beside them.
    pub fn table_files(&self) -> impl Iterator<Item = &OpenFile> {
        let files = self.files.list().iter();
        files.filter(|file| file.document.table.is_some() && file.document.path.is_some())
    }

    /// The table whose columns are looked at first: the file whose problems are listed, else the first table.
    pub fn table_file(&self) -> Option<&OpenFile> {
        let listed = self.problem_file().map(|file| file.id);
        self.table_files().find(|file| Some(file.id) == listed).or_else(|| self.table_files().next())
    }

    /// The file that the listed refusal is about, when it is one that is open.
    pub fn stale_file(&self) -> Option<&OpenFile> {
        let refusal = self.refusal.as_ref()?;
        let is_it =
            |file: &&OpenFile| file.stale.as_ref().is_some_and(|stale| Arc::ptr_eq(&stale.refusal, refusal));
        self.files.list().iter().find(is_it)
    }

    /// The findings that the list of problems shows: those of the file that could not be opened, if there
    /// is one, else those of the file that is shown.
    pub fn problems(&self) -> &[Diagnostic] {
        match &self.refusal {
            Some(refusal) => &refusal.diagnostics,
            None => &self.problem_document().diagnostics,
        }
    }

    /// Events of different files that may be the same, the likeliest first; `None` until they were looked
    /// for.
    pub fn proposed(&self) -> Option<&Arc<Vec<Pair>>> {
        self.proposed.as_ref().filter(|(revision, _)| *revision == self.revision).map(|(_, pairs)| pairs)
    }

    /// What was said of two events.
    pub fn judgement(&self, first: EventId, second: EventId) -> Option<Judgement> {
        self.judgements.get(self.own_event(first)?, self.own_event(second)?)
    }

    /// The events that were said to be the same as one.
    pub fn same_as(&self, event: EventId) -> Vec<EventId> {
        let Some(own) = self.own_event(event) else { return Vec::new() };
        let pairs = self.judgements.list.iter().filter(|(_, _, judgement)| *judgement == Judgement::Same);
        let others = pairs.filter_map(|(a, b, _)| match () {
            () if *a == own => Some(*b),
            () if *b == own => Some(*a),
            () => None,
        });
        others.filter_map(|other| self.whole_event(other)).collect()
    }
}
