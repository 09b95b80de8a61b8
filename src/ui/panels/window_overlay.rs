//! What stands over the window: which of it is open, how it is framed, and how it goes away.

use egui::{Color32, Ui, pos2};

use super::palette::Finder;
use super::problems::{problems_take_the_room, refusal_ui};
use super::{
    cheat_sheet, column_mapping, duplicates, export, menu, open_path, palette, save_filter, undated,
};
use crate::session::{Command, Session, Settings, SidePanel};
use crate::ui::Asks;
use crate::ui::widgets::{Backdrop, dialog_ui, modal_ui};

/// Shows what stands over the window, if anything does; the problems stand over the picture only and are
/// shown by [`super::problems_ui`]. `settings` are the files opened lately and the saved filters; `finder`
/// looks for the events of the palette.
pub fn overlay_ui(
    ui: &mut Ui,
    session: &Session,
    settings: &Settings,
    finder: &mut Finder<'_>,
    asks: &mut Asks,
) {
    let Some(panel) = session.overlay() else { return };
    let is_left = match panel {
        SidePanel::Menu => popover_ui(ui, "Menu", |ui| menu::menu_ui(ui, session, asks)),
        SidePanel::Palette => dialog_ui(ui, "Commands", 600.0, |ui| {
            palette::palette_ui(ui, session, finder, &settings.filters, asks)
        }),
        SidePanel::CheatSheet => dialog_ui(ui, "Keys", 760.0, |ui| cheat_sheet::cheat_sheet_ui(ui, asks)),
        SidePanel::OpenPath => {
            dialog_ui(ui, "Open path", 600.0, |ui| open_path::open_path_ui(ui, &settings.recent, asks))
        }
        SidePanel::Export => dialog_ui(ui, "Export", 520.0, |ui| export::export_ui(ui, session, asks)),
        SidePanel::Columns => {
            dialog_ui(ui, "Columns", 860.0, |ui| column_mapping::columns_ui(ui, session, asks))
        }
        SidePanel::SaveFilter => dialog_ui(ui, "Save filter", 520.0, |ui| {
            save_filter::save_filter_ui(ui, session, &settings.filters, asks);
        }),
        SidePanel::Undated => {
            dialog_ui(ui, "Undated events", 600.0, |ui| undated::undated_ui(ui, session, asks))
        }
        SidePanel::Duplicates => dialog_ui(ui, "Likely duplicates", 720.0, |ui| {
            duplicates::duplicates_ui(ui, session, asks);
        }),
        SidePanel::Problems => match &session.refusal() {
            Some(refusal) if !problems_take_the_room(session) => {
                dialog_ui(ui, "Could not be opened", 520.0, |ui| refusal_ui(ui, session, refusal, asks))
            }
            _ => false,
        },
        // Shown by itself: it asks for what is found out beside the window.
        SidePanel::SaveAs => false,
        SidePanel::Facets | SidePanel::Detail => false,
    };
    if is_left {
        asks.command(Command::Panel(panel, false));
    }
}

/// A panel that hangs from the menu button. Gives whether the pointer was pressed beside it.
fn popover_ui(ui: &Ui, name: &str, add_contents: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let corner = pos2(screen.left() + 8.0, screen.top() + super::TOP_BAR_HEIGHT + 2.0);
    modal_ui(ui, name, Backdrop { corner, veil: Color32::TRANSPARENT }, |ui| {
        ui.set_max_height(screen.bottom() - corner.y - 16.0);
        add_contents(ui);
    })
}
