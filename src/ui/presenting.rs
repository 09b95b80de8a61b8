//! The story full screen.

use egui::{Context, Ui};

use super::app::App;
use crate::session::Command;

/// Shows the scene.
pub fn show(app: &mut App, ui: &mut Ui) {
    super::canvas::show(app, ui);
}

/// Clickers and keys of a presentation.
pub fn read_keys(app: &mut App, ctx: &Context) {
    if ctx.input(|input| input.key_pressed(egui::Key::Escape)) {
        app.asks.command(Command::Present(None));
    }
}
