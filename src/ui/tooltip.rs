//! What a cell of a density strip hides, in words beside the pointer.

use egui::{Response, RichText};

use super::app::App;
use crate::layout::Cell;

/// Shows the tooltip of a cell.
pub fn cell(app: &App, response: &Response, cell: &Cell) {
    let _ = app;
    response.clone().on_hover_ui_at_pointer(|ui| {
        let events = if cell.count == 1 { "event" } else { "events" };
        ui.label(RichText::new(format!("{} {events}", cell.count)));
        ui.label("Click to zoom in");
    });
}
