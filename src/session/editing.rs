//! Edits the file that is shown, and goes back and forward through its edits.

use std::sync::Arc;

use super::document::Document;
use super::edit_history::EditStep;
use super::open_files::{FileId, FilesChange};
use super::state::Session;
use dateline_timeline::evidence::LiveFindings;
use dateline_timeline::model::{Edit, EditError};

impl Session {
    pub(super) fn edit(&mut self, edits: &[Edit]) {
        let file = match (self.shown.as_slice(), self.open_combination()) {
            ([(file, _)], None) => *file,
            _ => return self.edit_error = Some(EditError::Combined),
        };
        if let Some(inverse) = self.edited(file, edits) {
            self.edit_history.did(inverse);
        }
    }

    pub(super) fn undo(&mut self) {
        if let Some(step) = self.edit_history.next_undo().cloned()
            && let Some(inverse) = self.edited(step.file, &step.edits)
        {
            self.edit_history.undid(inverse);
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some(step) = self.edit_history.next_redo().cloned()
            && let Some(inverse) = self.edited(step.file, &step.edits)
        {
            self.edit_history.redid(inverse);
        }
    }

    /// Edits an open file, and gives the step that leads back. Nothing changes where an edit is refused.
    fn edited(&mut self, file: FileId, edits: &[Edit]) -> Option<EditStep> {
        self.edit_error = None;
        let former = Arc::clone(&self.files.get(file)?.document);
        let edited = match former.timeline.edited(edits) {
            Ok(edited) => edited,
            Err(error) => {
                self.edit_error = Some(error);
                return None;
            }
        };
        let document = Document {
            timeline: Arc::new(edited.timeline),
            groundwork: Arc::default(),
            // A quotation may have changed: what was found for another one says nothing about it.
            live: Arc::new(LiveFindings::default()),
            ..Document::clone(&former)
        };
        self.change_files(FilesChange::Edit(file, Arc::new(document)));
        Some(EditStep { file, edits: edited.inverse })
    }
}
