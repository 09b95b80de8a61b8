//! Live reload: a file that changed is read again beside the window and replaces what it was, with
//! view and selection as they are. One that has become unreadable stays as it was until it is good again.

use std::sync::Arc;

use super::app_state::App;
use crate::session::{Command, FileId, FilesChange, Refusal, Stale};
use crate::ui::notice::Notice;
use crate::work::{Finished, Reread};

impl App {
    /// Begins to read again what has changed, and takes over what was read.
    pub(super) fn reload(&mut self) {
        for (file, is_gone) in self.reloading.noticed() {
            self.noticed(file, is_gone);
        }
        if self.budget.is_held() {
            return;
        }
        for finished in self.reloading.finished() {
            self.finish_reload(finished);
        }
    }

    fn noticed(&mut self, file: FileId, is_gone: bool) {
        let Some(open) = self.session.files().get(file).filter(|_| self.session.has_live_reload()) else {
            return;
        };
        let Some(path) = open.document.path.clone() else { return };
        if is_gone {
            let message = "This file is not there any more".to_owned();
            let refusal = Refusal {
                name: open.document.name.clone(),
                path: Some(path),
                bytes: Default::default(),
                message,
                hint: "It is read again as soon as it is back".to_owned(),
                diagnostics: Vec::new(),
            };
            return self.keep_as_it_was(file, refusal, true);
        }
        self.read_again(file);
    }

    /// Reads an open file again beside the window.
    pub(super) fn read_again(&mut self, file: FileId) {
        let preparation = self.preparation(Arc::clone(self.session.lane_arrangement()));
        if let Some(open) = self.session.files().get(file) {
            self.reloading.read_again(open, &self.session, preparation, &self.wake);
        }
    }

    fn finish_reload(&mut self, finished: Finished) {
        let Finished { file, began, reread } = finished;
        let Some(open) = self.session.files().get(file) else { return };
        let (name, was_stale) = (open.document.name.clone(), open.stale.is_some());
        let can_again = format!("{name} can be read again");
        match reread {
            Reread::Same if was_stale => {
                self.session.apply(Command::Files(FilesChange::Fresh(file)));
                self.notice = Some(Notice::good(format!("{can_again} and is as it was")));
            }
            Reread::Same => {}
            Reread::Changed(document, prepared, news) => {
                if let Some(path) = &document.path {
                    self.reloading.was_read(path, Some(began));
                }
                let old = Arc::clone(self.session.document());
                let change = FilesChange::Reload(file, Arc::new(*document));
                self.session.apply(Command::Files(change));
                self.worker.discard(old);
                let is_alone = self.session.document().timeline.parts().is_empty();
                let is_shown = self.session.open_combination().is_none();
                if let Some(prepared) = prepared.filter(|_| is_alone && is_shown) {
                    self.keep_prepared(prepared);
                }
                let what = if was_stale { can_again } else { format!("{name} changed and was read again") };
                self.notice = Some(Notice::good(format!("{what}: {news}")));
            }
            Reread::Refused(refusal) => self.keep_as_it_was(file, refusal, false),
        }
        if self.session.files().first_stale().is_none() {
            self.reloading.all_are_readable();
        }
    }

    fn keep_as_it_was(&mut self, file: FileId, refusal: Refusal, is_gone: bool) {
        let stale = Arc::new(Stale { refusal: Arc::new(refusal), is_gone });
        self.session.apply(Command::Files(FilesChange::Stale(file, stale)));
        if let Some(open) = self.session.files().get(file)
            && self.reloading.is_to_be_reported(file)
        {
            self.notice = Some(Notice::bad(open.stale_message()));
        }
    }
}
