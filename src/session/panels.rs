//! Opens and closes what stands beside the picture and over it.

use std::sync::Arc;

use super::open_files::FileId;
use super::side_panel::SidePanel;
use super::state::Session;

impl Session {
    pub(super) fn set_panel(&mut self, panel: SidePanel, open: bool) {
        if panel == SidePanel::Detail {
            self.detail_is_dismissed = !open && self.selected.is_some();
        }
        if panel == SidePanel::Problems && !open {
            (self.refusal, self.problem_file) = (None, None);
        }
        if panel == SidePanel::Problems && open {
            self.problem = 0;
            self.list_problems_of_stale();
        }
        if open && panel.is_overlay() {
            self.panels.retain(|panel| !panel.is_overlay());
        }
        self.place_panel(panel, open);
    }

    pub(super) fn place_panel(&mut self, panel: SidePanel, open: bool) {
        if open && !self.is_open(panel) {
            self.panels.push(panel);
        } else if !open {
            self.panels.retain(|other| *other != panel);
        }
    }

    pub(super) fn list_problems_of(&mut self, file: FileId) {
        self.problem_file = Some(file);
        self.problem = 0;
        self.refusal = self.files.get(file).and_then(|file| Some(Arc::clone(&file.stale.as_ref()?.refusal)));
        self.set_panel(SidePanel::Problems, true);
    }

    /// When nothing else is to be listed, what is wrong with a file that became unreadable comes first.
    pub(super) fn list_problems_of_stale(&mut self) {
        if self.refusal.is_none()
            && self.problem_file.is_none()
            && let Some((file, stale)) = self.files.first_stale()
        {
            (self.problem_file, self.refusal) = (Some(file.id), Some(Arc::clone(&stale.refusal)));
        }
    }
}
