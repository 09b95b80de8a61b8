//! A file that could not be opened, where there is nothing in it to point at.

use egui::{Frame, Margin, Ui};

use super::heading::heading;
use crate::session::{Action, Command, Refusal, Session, SidePanel};
use crate::ui::widgets::{Button, Look, Text, dialog_head_ui, hairline_ui};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;

/// Says what could not be opened and why, that everything else stays, and what to do.
pub(in crate::ui::panels) fn refusal_ui(ui: &mut Ui, session: &Session, refusal: &Refusal, asks: &mut Asks) {
    let theme = style::theme(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let close = Command::Panel(SidePanel::Problems, false);
    if dialog_head_ui(ui, &heading(session)) {
        asks.command(close.clone());
    }
    hairline_ui(ui);
    Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| {
        Text::new(&refusal.message, TypeSize::BODY, theme.ink).show_selectable(ui);
        if !refusal.hint.is_empty() {
            ui.add_space(4.0);
            Text::new(&refusal.hint, TypeSize::BODY, theme.ink2).show_selectable(ui);
        }
        if let Some(path) = &refusal.path {
            ui.add_space(4.0);
            Text::new(&path.display().to_string(), TypeSize::LABEL, theme.muted).show_selectable(ui);
        }
        ui.add_space(12.0);
        let stays = match session.stale_file() {
            Some(file) => file.stale_message(),
            None => format!("{} stays open", session.document().title()),
        };
        Text::new(&stays, TypeSize::LABEL, theme.muted).show(ui);
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            if ui.add(Button::new("Close").look(Look::Primary)).clicked() {
                asks.command(close.clone());
            }
            for action in [Action::OpenFile, Action::OpenPath] {
                let (text, hint) = action.label_and_hint();
                if ui.add(Button::new(text).hint(hint)).clicked() {
                    asks.command(close.clone());
                    asks.act(action);
                }
            }
        });
    });
}
