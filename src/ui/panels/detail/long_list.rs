//! Long lists of the detail: the first entries are shown, and all after a click.

use egui::Ui;

use crate::ui::style;
use crate::ui::widgets::{Button, thousands};
use dateline_timeline::model::EventId;

/// This many entries of a list are laid out before a click shows all.
const LIMIT_AT_FIRST: usize = 40;

/// One list of one event.
#[derive(Clone, Copy, Debug)]
pub(super) struct LongList {
    pub event: EventId,
    /// What its entries are called, in the plural.
    pub name: &'static str,
    /// How many entries it has.
    pub count: usize,
}

impl LongList {
    fn shows_all_id(&self) -> egui::Id {
        egui::Id::unique(("detail shows all", self.name, self.event))
    }

    /// How many entries are shown: the first ones, and all after a click.
    pub fn shown_count(&self, ui: &Ui) -> usize {
        let shows_all = ui.data(|data| data.get_temp::<bool>(self.shows_all_id())).unwrap_or(false);
        if shows_all { self.count } else { self.count.min(LIMIT_AT_FIRST) }
    }

    /// The button that shows the rest of the list, if there is a rest.
    pub fn show_all_ui(&self, ui: &mut Ui) {
        if self.shown_count(ui) >= self.count {
            return;
        }
        ui.add_space(style::GAP);
        let label = format!("Show all {} {}", thousands(self.count), self.name);
        if ui.add(Button::new(&label)).clicked() {
            ui.data_mut(|data| data.insert_temp(self.shows_all_id(), true));
        }
    }
}
