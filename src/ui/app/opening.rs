//! Opens files as the window asks for it: from a path, a dialog or a drop, and reports what could not be
//! opened.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::app_state::App;
use crate::session::{Action, Command, FilesChange, Intent};
use crate::ui::notice::Notice;
use crate::work::{Loading, Outcome, Placing, absolute, bundled, name_of};

impl App {
    /// Starts to read a file; what is shown stays until it is read.
    pub fn open(&mut self, path: PathBuf) {
        self.open_paths(vec![path], Placing::Replace);
    }

    /// Starts to read files that are shown together.
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>, placing: Placing) {
        self.stop_loading();
        for path in self.open_queue.fill(paths, placing, &self.session) {
            let message = format!("{} is open already", name_of(&path));
            self.notice = Some(Notice::good(message));
        }
        self.go_on_opening();
    }

    /// Lets a person choose files with the system's dialog.
    pub(super) fn choose_files(&mut self, placing: Placing) {
        self.dialogs.choose_files(
            &self.wake,
            self.settings.recent.first().map(|path| path.as_path()),
            placing,
        );
    }

    /// Opens what was dropped on the window: with Shift or Ctrl beside what is shown.
    pub(super) fn open_dropped(&mut self, ctx: &Context) {
        let (dropped, adds) = ctx.input(|input| {
            let paths = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
            (paths.collect::<Vec<_>>(), input.modifiers.shift || input.modifiers.command)
        });
        if !dropped.is_empty() {
            self.open_paths(dropped, if adds { Placing::Add } else { Placing::Replace });
        }
    }

    /// Begins with the next file when the one before is done; after the last one all are brought into view.
    pub(super) fn go_on_opening(&mut self) {
        if self.loading.is_some() {
            return;
        }
        if let Some(path) = self.open_queue.next_path() {
            let arrangement = match self.open_queue.placing() {
                Placing::Replace => self.settings.lanes.arrangement(&absolute(&path).to_string_lossy()),
                Placing::Add => Arc::clone(self.session.lane_arrangement()),
            };
            let preparation = Some(self.preparation(arrangement));
            self.loading = Some(Loading::begin(path, self.session.now(), preparation, &self.wake));
            return;
        }
        if self.open_queue.takes_all_into_view(&self.session)
            && let Some(Intent::Run(Command::Fly(view))) = self.session.command_for(Action::FitAll)
        {
            self.session.apply(Command::Look(view));
        }
        self.report_refusals();
    }

    /// What could not be opened is said after the others are there.
    fn report_refusals(&mut self) {
        let mut refused = self.open_queue.refused(&self.session).into_iter();
        let Some(first) = refused.next() else { return };
        let others: Vec<String> = refused.map(|refusal| refusal.name).collect();
        if !others.is_empty() {
            let text = format!("{} could not be opened either", others.join(", "));
            self.notice = Some(Notice::bad(text));
        }
        self.session.apply(Command::Refuse(Arc::new(first)));
    }

    /// Stops to read the files that are being read, if any are; what is shown stays.
    pub(super) fn stop_loading(&mut self) {
        self.open_queue.clear();
        if let Some(loading) = self.loading.take() {
            loading.cancel();
            // What has come of it already may be large.
            self.worker.discard(loading);
        }
    }

    pub(super) fn open_bundled(&mut self) {
        self.stop_loading();
        self.open_queue.replace_next();
        self.finish_loading(bundled());
    }

    pub(super) fn finish_loading(&mut self, outcome: Outcome) {
        let loading = self.loading.take();
        self.is_starting = false;
        match outcome {
            Outcome::Opened(document, prepared) => {
                let document = Arc::new(*document);
                if let Some(path) = &document.path {
                    self.settings.remember(&absolute(path));
                    let since = loading.map(|loading| loading.read_since);
                    self.reloading.was_read(path, since);
                }
                let old = Arc::clone(self.session.document());
                let is_alone = self.open_queue.placing() == Placing::Replace;
                self.follow_settings();
                self.session.apply(match self.open_queue.placing() {
                    Placing::Replace => Command::Open(document),
                    Placing::Add => Command::Files(FilesChange::Add(vec![document])),
                });
                if is_alone {
                    let arrangement = self.settings.lanes.arrangement(&self.lanes_key());
                    self.session.apply(Command::ArrangeLanes(arrangement));
                }
                self.open_queue.was_opened();
                self.worker.discard(old);
                if let Some(prepared) = prepared.filter(|_| is_alone) {
                    self.keep_prepared(prepared);
                }
            }
            Outcome::Refused(refusal) => {
                if let Some(path) = &refusal.path {
                    self.settings.forget(&absolute(path));
                }
                self.open_queue.was_refused(refusal);
            }
            Outcome::Cancelled => self.open_queue.clear(),
        }
    }

    /// Has large files combined beside the window, and watches those that are open.
    pub(super) fn follow_files(&mut self) {
        self.reloading.watch(&self.session, &self.wake);
        self.source_loading.follow(self.session.source_library(), &self.wake);
        let preparation = self.preparation(Arc::clone(self.session.lane_arrangement()));
        self.open_queue.combine(&self.session, preparation, &self.worker);
    }

    /// Takes over what was combined beside the window.
    pub(super) fn collect_files(&mut self) {
        let (commands, prepared) = self.open_queue.collect(&self.session, &self.budget);
        commands.into_iter().for_each(|command| self.session.apply(command));
        if let Some(prepared) = prepared {
            self.keep_prepared(prepared);
        }
    }
}
