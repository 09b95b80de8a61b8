//! Where everything stands: bars above and below, panels beside the picture or over it.

use egui::{CentralPanel, Frame, Panel, Ui};

use super::app::App;
use super::{canvas, overview};
use crate::scene::Theme;

/// Which panels stand where, as far as the session does not know.
#[derive(Debug, Default)]
pub struct Arrangement {
    /// The facets are to be open where there is room.
    pub facets_are_wanted: bool,
    /// The window is too narrow for facets beside the picture.
    pub is_narrow: bool,
    /// The search is to get the keyboard.
    pub search_wants_focus: bool,
}

/// Shows everything.
pub fn show(app: &mut App, ui: &mut Ui) {
    let theme = if ui.visuals().dark_mode { Theme::dark() } else { Theme::light() };
    let size = ui.available_size();
    let overview_height = if size.y < 850.0 { 72.0 } else { 100.0 };
    Panel::bottom("overview").exact_size(overview_height).frame(Frame::NONE).show(ui, |ui| {
        overview::show(app, ui, &theme);
    });
    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| canvas::show(app, ui));
}
