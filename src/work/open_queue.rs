//! The files that are to be opened, one after the other, instead of what is shown or beside it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::background::{Background, Budget};
use super::loading::absolute;
use super::prepared_labels::{Preparation, Prepared};
use super::worker::{Task, Worker};
use crate::session::{Combined, Command, Refusal, Session};
use dateline_timeline::query::{Pair, likely_duplicates};

/// More likely duplicates than these are not proposed at once.
const MAX_PAIRS: usize = 500;

/// Where a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// Instead of what is shown.
    Replace,
    /// Below what is shown.
    Add,
}

/// Several files that are opened together.
pub struct OpenQueue {
    waiting: VecDeque<PathBuf>,
    /// Where the file goes that is being read.
    placing: Placing,
    /// Several were asked for instead of what was shown: in the end all of them are in view.
    shows_all: bool,
    refused: Vec<Refusal>,
    /// Large files as one, by the change of the files.
    combined: Background<u64, (Arc<Combined>, Option<Prepared>)>,
    /// Events of different files that may be the same, by the revision of what is shown.
    pairs: Background<u64, Arc<Vec<Pair>>>,
}

impl Default for OpenQueue {
    fn default() -> Self {
        OpenQueue {
            waiting: VecDeque::new(),
            placing: Placing::Replace,
            shows_all: false,
            refused: Vec::new(),
            combined: Background::new(Task::Combine),
            pairs: Background::new(Task::Duplicates),
        }
    }
}

impl OpenQueue {
    /// Since when it is waited for that files are combined.
    pub fn awaited(&self) -> Option<(Task, Instant)> {
        self.combined.awaited()
    }

    /// Whether further files are to be read.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Where the file goes that is being read.
    pub fn placing(&self) -> Placing {
        self.placing
    }

    /// Replaces the files that wait. Gives those that are open already and are not opened
    /// again.
    pub fn fill(&mut self, paths: Vec<PathBuf>, placing: Placing, session: &Session) -> Vec<PathBuf> {
        let open =
            session.files().list().iter().filter_map(|file| file.document.path.as_deref()).map(absolute);
        let open: Vec<PathBuf> = open.filter(|_| placing == Placing::Add).collect();
        let mut open_already = Vec::new();
        self.waiting.clear();
        for path in paths {
            if open.contains(&absolute(&path)) || self.waiting.contains(&path) {
                open_already.push(path);
            } else {
                self.waiting.push_back(path);
            }
        }
        self.shows_all = placing == Placing::Replace && self.waiting.len() > 1;
        self.placing = placing;
        self.refused.clear();
        open_already
    }

    /// The file that is to be read next.
    pub fn next_path(&mut self) -> Option<PathBuf> {
        self.waiting.pop_front()
    }

    /// One file replaces all, whatever was wanted before.
    pub fn replace_next(&mut self) {
        self.placing = Placing::Replace;
    }

    /// A file was opened; those after it stand beside it.
    pub fn was_opened(&mut self) {
        self.placing = Placing::Add;
    }

    /// A file could not be opened, which is reported when the others are there.
    pub fn was_refused(&mut self, refusal: Refusal) {
        self.refused.push(refusal);
    }

    /// Opens no further files.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Whether all files are there that were to be in view together, once.
    pub fn takes_all_into_view(&mut self, session: &Session) -> bool {
        session.open_combination().is_none() && std::mem::take(&mut self.shows_all)
    }

    /// The files that could not be opened, once, as soon as the others are shown.
    pub fn refused(&mut self, session: &Session) -> Vec<Refusal> {
        if session.open_combination().is_some() { Vec::new() } else { std::mem::take(&mut self.refused) }
    }

    /// Has large files combined beside the window, and their likely duplicates looked for.
    pub fn combine(&mut self, session: &Session, preparation: Preparation, worker: &Worker) {
        if session.document().timeline.parts().len() > 1 {
            let document = Arc::clone(session.document());
            self.pairs.ask(worker, session.revision(), move |_, cancel| {
                likely_duplicates(&document.timeline, MAX_PAIRS, cancel).map(Arc::new)
            });
        }
        let Some(combination) = session.open_combination() else {
            return self.combined.give_up();
        };
        self.combined.ask(worker, combination.version(), move |_, cancel| {
            let document = combination.document();
            document.stops();
            let prepared = preparation.prepare(&document.timeline, cancel);
            (!cancel.is_cancelled()).then(|| (Arc::new(Combined { combination, document }), prepared))
        });
    }

    /// Takes over what was made beside the window: the commands that show it, and the labels of the combined
    /// files.
    pub fn collect(&mut self, session: &Session, budget: &Budget) -> (Vec<Command>, Option<Prepared>) {
        self.combined.collect(budget);
        self.pairs.collect(budget);
        let mut commands = Vec::new();
        if let Some((revision, pairs)) = self.pairs.last()
            && session.proposed().is_none()
        {
            commands.push(Command::Propose(*revision, Arc::clone(pairs)));
        }
        if session.open_combination().is_none() {
            return (commands, None);
        }
        let combined = self.combined.get(&session.files().version());
        let prepared = combined.and_then(|(combined, prepared)| {
            commands.push(Command::Combined(Arc::clone(combined)));
            prepared.clone()
        });
        (commands, prepared)
    }
}
