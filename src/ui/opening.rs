//! Opens files, one after the other, in the place of what is shown or beside it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use egui::Context;

use super::app::App;
use super::frame_cache::Prepared;
use super::loader::{self, Loading, Outcome};
use super::notice::Notice;
use super::worker::{Later, Task};
use crate::session::{Action, Combined, Command, FilesChange, Intent, Refusal};
use dateline_timeline::query::{Pair, likely_duplicates};

/// More likely duplicates than these are not proposed at once.
const MOST_PAIRS: usize = 500;

/// Where a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// In the place of what is shown.
    Replace,
    /// Below what is shown.
    Add,
}

/// Several files that are opened together.
pub struct Opening {
    waiting: VecDeque<PathBuf>,
    /// Where the file goes that is being read.
    placing: Placing,
    /// Several were asked for in the place of what was shown: in the end all of them are in view.
    shows_all: bool,
    refused: Vec<Refusal>,
    /// Large files as one, by the change of the files.
    combined: Later<u64, (Arc<Combined>, Option<Prepared>)>,
    /// Events of different files that may be the same, by the revision of what is shown.
    pairs: Later<u64, Arc<Vec<Pair>>>,
}

impl Default for Opening {
    fn default() -> Self {
        Opening {
            waiting: VecDeque::new(),
            placing: Placing::Replace,
            shows_all: false,
            refused: Vec::new(),
            combined: Later::new(Task::Combine),
            pairs: Later::new(Task::Duplicates),
        }
    }
}

impl Opening {
    /// Since when it is waited for that files are combined.
    pub fn awaited(&self) -> Option<(Task, Instant)> {
        self.combined.awaited()
    }

    /// Whether further files are to be read.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

impl App {
    /// Starts to read a file; what is shown stays until it is read.
    pub(super) fn open_path(&mut self, ctx: &Context, path: PathBuf) {
        self.open_paths(ctx, vec![path], Placing::Replace);
    }

    /// Starts to read files that are shown together.
    pub(super) fn open_paths(&mut self, ctx: &Context, paths: Vec<PathBuf>, placing: Placing) {
        self.stop_loading();
        let open =
            self.session.files().list().iter().filter_map(|file| file.document.path.as_deref()).map(absolute);
        let open: Vec<PathBuf> = open.filter(|_| placing == Placing::Add).collect();
        let mut waiting: VecDeque<PathBuf> = VecDeque::new();
        for path in paths {
            if open.contains(&absolute(&path)) || waiting.contains(&path) {
                let words = format!("{} is open already", loader::name_of(&path));
                self.notice = Some(Notice::good(words));
            } else {
                waiting.push_back(path);
            }
        }
        self.opening.shows_all = placing == Placing::Replace && waiting.len() > 1;
        (self.opening.waiting, self.opening.placing) = (waiting, placing);
        self.opening.refused.clear();
        self.go_on_opening(ctx);
    }

    /// Lets a person choose files with the system's dialog.
    pub(super) fn choose_files(&mut self, ctx: &Context, placing: Placing) {
        self.dialogs.choose_files(ctx, self.kept.recent.first().map(|path| path.as_path()), placing);
    }

    /// Opens what was dropped on the window: with Shift or Ctrl beside what is shown.
    pub(super) fn open_dropped(&mut self, ctx: &Context) {
        let (dropped, adds) = ctx.input(|input| {
            let paths = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
            (paths.collect::<Vec<_>>(), input.modifiers.shift || input.modifiers.command)
        });
        if !dropped.is_empty() {
            self.open_paths(ctx, dropped, if adds { Placing::Add } else { Placing::Replace });
        }
    }

    /// Begins with the next file when the one before is done; after the last one all are brought into view.
    pub(super) fn go_on_opening(&mut self, ctx: &Context) {
        if self.loading.is_some() {
            return;
        }
        if let Some(path) = self.opening.waiting.pop_front() {
            let waker = ctx.clone();
            let wish = match self.opening.placing {
                Placing::Replace => self.kept.lanes.wish(&absolute(&path).to_string_lossy()),
                Placing::Add => Arc::clone(self.session.lane_wish()),
            };
            let preparation = Some(self.preparation(wish));
            self.loading =
                Some(Loading::begin(path, self.session.now(), preparation, move || waker.request_repaint()));
            return;
        }
        if self.opening.shows_all && self.session.open_combination().is_none() {
            self.opening.shows_all = false;
            if let Some(Intent::Run(Command::Fly(view))) = self.session.command_for(Action::FitAll) {
                self.session.apply(Command::Look(view));
            }
        }
        self.tell_refusals();
    }

    /// What could not be opened is said after the others are there.
    fn tell_refusals(&mut self) {
        if self.opening.refused.is_empty() || self.session.open_combination().is_some() {
            return;
        }
        let mut refused = std::mem::take(&mut self.opening.refused).into_iter();
        let Some(first) = refused.next() else { return };
        let others: Vec<String> = refused.map(|refusal| refusal.name).collect();
        if !others.is_empty() {
            let words = format!("{} could not be opened either", others.join(", "));
            self.notice = Some(Notice::bad(words));
        }
        self.session.apply(Command::Refuse(Arc::new(first)));
    }

    /// Stops to read the files that are being read, if any are; what is shown stays.
    pub(super) fn stop_loading(&mut self) {
        self.opening.waiting.clear();
        if let Some(loading) = self.loading.take() {
            loading.cancel();
            // What has come of it already may be large.
            self.worker.discard(loading);
        }
    }

    pub(super) fn open_bundled(&mut self) {
        self.stop_loading();
        self.opening.placing = Placing::Replace;
        self.finish_loading(loader::bundled());
    }

    pub(super) fn finish_loading(&mut self, outcome: Outcome) {
        let loading = self.loading.take();
        self.is_starting = false;
        match outcome {
            Outcome::Opened(document, prepared) => {
                let document = Arc::new(*document);
                if let Some(path) = &document.path {
                    self.kept.remember(&absolute(path));
                    let since = loading.map(|loading| loading.read_since);
                    self.reloading.was_read(path, since);
                }
                let old = Arc::clone(self.session.document());
                let is_alone = self.opening.placing == Placing::Replace;
                self.follow_kept();
                self.session.apply(match self.opening.placing {
                    Placing::Replace => Command::Open(document),
                    Placing::Add => Command::Files(FilesChange::Add(vec![document])),
                });
                if is_alone {
                    let wish = self.kept.lanes.wish(&self.lanes_key());
                    self.session.apply(Command::ArrangeLanes(wish));
                }
                self.opening.placing = Placing::Add;
                self.worker.discard(old);
                if let Some(prepared) = prepared.filter(|_| is_alone) {
                    self.keep_prepared(prepared);
                }
            }
            Outcome::Refused(refusal) => {
                if let Some(path) = &refusal.path {
                    self.kept.forget(&absolute(path));
                }
                self.opening.refused.push(refusal);
            }
            Outcome::Cancelled => self.opening.waiting.clear(),
        }
    }

    /// Has large files combined beside the window.
    pub(super) fn follow_files(&mut self, ctx: &Context) {
        self.follow_watched(ctx);
        if self.session.document().timeline.parts().len() > 1 {
            let document = Arc::clone(self.session.document());
            self.opening.pairs.ask(&self.worker, self.session.revision(), move |_, stop| {
                likely_duplicates(&document.timeline, MOST_PAIRS, stop).map(Arc::new)
            });
        }
        let Some(combination) = self.session.open_combination() else {
            return self.opening.combined.give_up();
        };
        let preparation = self.preparation(Arc::clone(self.session.lane_wish()));
        self.opening.combined.ask(&self.worker, combination.version(), move |_, stop| {
            let document = combination.document();
            document.stops();
            let prepared = preparation.prepare(&document.timeline, stop);
            (!stop.is_asked()).then(|| (Arc::new(Combined { combination, document }), prepared))
        });
    }

    /// Takes over what was combined beside the window.
    pub(super) fn collect_files(&mut self) {
        self.opening.combined.collect(&self.pace);
        self.opening.pairs.collect(&self.pace);
        if let Some((revision, pairs)) = self.opening.pairs.last()
            && self.session.proposed().is_none()
        {
            self.session.apply(Command::Propose(*revision, Arc::clone(pairs)));
        }
        let version = self.session.files().version();
        if self.session.open_combination().is_none() {
            return;
        }
        if let Some((combined, prepared)) = self.opening.combined.get(&version).cloned() {
            self.session.apply(Command::Combined(combined));
            if let Some(prepared) = prepared {
                self.keep_prepared(prepared);
            }
        }
    }
}

pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
