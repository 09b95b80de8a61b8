//! The events as a table instead of the picture: what it keeps from frame to frame, and how one moves in
//! it.

mod cells;
mod copied;
mod list_header;
mod list_state;
mod list_table;

use egui::{Key, Modifiers, Ui};

pub(in crate::ui) use self::list_state::List;
use super::request::Asks;
use super::style;
use super::view_context::ViewContext;
use crate::session::Command;
use dateline_timeline::model::EventId;

/// Shows the table in all of the space there is.
pub(super) fn show(ui: &mut Ui, view: &ViewContext<'_>, list: &mut List, asks: &mut Asks) {
    let theme = style::theme(ui);
    ui.painter().rect_filled(ui.max_rect(), 0.0, style::color(theme.canvas));
    ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
    let order = list.order(view);
    list_header::show(ui, view.session, list, order.as_ref(), asks);
    let Some(order) = order else { return };
    read_keys(ui, view, list, &order, asks);
    if order.is_empty() {
        list_header::nothing_ui(ui);
        return;
    }
    list_table::show(ui, view, list, &order, asks);
}

/// Moves the selection: arrows by one row, the page keys by as many as are seen, End to the last one.
fn read_keys(ui: &Ui, view: &ViewContext<'_>, list: &mut List, order: &[EventId], asks: &mut Asks) {
    let mut steps = std::mem::take(&mut list.steps);
    if !ui.ctx().text_edit_focused() && view.session.overlay().is_none() {
        let page = list.page.max(1) as isize;
        ui.input_mut(|input| {
            steps += input.count_and_consume_key(Modifiers::NONE, Key::PageDown) as isize * page;
            steps -= input.count_and_consume_key(Modifiers::NONE, Key::PageUp) as isize * page;
            if input.consume_key(Modifiers::NONE, Key::End) {
                steps = isize::MAX;
            }
        });
    }
    if steps == 0 {
        return;
    }
    let last = order.len().saturating_sub(1);
    let row = view.session.selected().and_then(|event| order.iter().position(|other| *other == event));
    let goal = match row {
        Some(row) => row.saturating_add_signed(steps).min(last),
        None if steps == isize::MAX => last,
        None => 0,
    };
    if let Some(event) = order.get(goal).filter(|event| view.session.selected() != Some(**event)) {
        asks.command(Command::Select(Some(*event)));
    }
}
