//! Keeps, applies, renames and forgets filters under their names.

use super::app_state::App;
use crate::session::SavedFilter;
use crate::ui::notice::Notice;

impl App {
    /// Keeps what is asked for now under a name.
    pub(super) fn save_filter(&mut self, name: &str, is_for_every_file: bool, with_view: bool) {
        let save = if is_for_every_file { SavedFilter::for_every_file } else { SavedFilter::of };
        self.settings.keep_filter(save(&self.session, name, with_view));
        self.notice = Some(Notice::good(format!("Saved the filter “{}”", name.trim())));
    }

    /// Asks for a saved filter, and says what of it this file does not have.
    pub(super) fn apply_filter(&mut self, index: usize) {
        let Some(filter) = self.settings.filters.get(index) else { return };
        let (commands, absent) = filter.commands(&self.session.document().timeline);
        let absent = absent.join(", ");
        self.notice = match absent.as_str() {
            "" => None,
            absent => Some(Notice::bad(format!("“{}”: not in this file: {absent}", filter.name))),
        };
        commands.into_iter().for_each(|command| self.apply(command));
    }

    /// Gives a saved filter another name; one of that name for the same file gives way.
    pub(super) fn rename_filter(&mut self, index: usize, name: String) {
        if index < self.settings.filters.len() {
            let renamed = SavedFilter { name, ..self.settings.filters.remove(index) };
            self.settings.keep_filter(renamed);
        }
    }

    /// Forgets a saved filter.
    pub(super) fn forget_filter(&mut self, index: usize) {
        if index < self.settings.filters.len() {
            let filter = self.settings.filters.remove(index);
            self.notice = Some(Notice::good(format!("Deleted the filter “{}”", filter.name)));
        }
    }
}
