//! The log of edits: what takes each back, and what was taken back and can be done again. It is no part of
//! the history of views, which has steps of its own.

use super::open_files::FileId;
use dateline_timeline::model::Edit;

/// How many steps can be undone. An edit holds the entries that it changed, about a kilobyte for an event.
const MAX_STEPS: usize = 1_000;

/// One step of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct EditStep {
    /// The file that was edited.
    pub file: FileId,
    /// The edits that lead away from the present state: back for a step that can be undone, forward for one
    /// that can be done again.
    pub edits: Vec<Edit>,
}

/// The edits of the open files, in the order in which they were done.
#[derive(Clone, Debug, Default)]
pub struct EditHistory {
    done: Vec<EditStep>,
    undone: Vec<EditStep>,
}

impl EditHistory {
    /// The step that is undone next.
    pub fn next_undo(&self) -> Option<&EditStep> {
        self.done.last()
    }

    /// The step that is done again next.
    pub fn next_redo(&self) -> Option<&EditStep> {
        self.undone.last()
    }

    /// Something new was done, which `inverse` takes back. What was undone before can no longer be done
    /// again.
    pub(super) fn did(&mut self, inverse: EditStep) {
        self.undone.clear();
        self.done.push(inverse);
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
    }

    /// The last step was undone, which `inverse` does again.
    pub(super) fn undid(&mut self, inverse: EditStep) {
        self.done.pop();
        self.undone.push(inverse);
    }

    /// The last step that was undone was done again, which `inverse` takes back.
    pub(super) fn redid(&mut self, inverse: EditStep) {
        self.undone.pop();
        self.done.push(inverse);
    }

    /// Forgets the steps of a file: it was closed, or read again, and its ids mean something else.
    pub(super) fn forget(&mut self, file: FileId) {
        self.done.retain(|step| step.file != file);
        self.undone.retain(|step| step.file != file);
    }
}
