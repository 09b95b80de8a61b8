//! The line above the table: how many events it lists, which columns it shows, and the whole of it to copy.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align, Layout, Popup, PopupCloseBehavior, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::copied;
use super::list_state::List;
use crate::session::ListColumns;
use crate::session::Session;
use crate::ui::widgets::{Button, End, FacetRow, Icon, Lead, Look, Text, paint_left, thousands};
use crate::ui::{Asks, Request, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::model::EventId;
use dateline_timeline::query::ListColumn;

/// Height of the line in points.
const HEIGHT: f32 = 48.0;

pub(super) fn show(
    ui: &mut Ui,
    session: &Session,
    list: &mut List,
    order: Option<&Arc<Vec<EventId>>>,
    asks: &mut Asks,
) {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let total = session.document().timeline.len();
    let noun = if total == 1 { "event" } else { "events" };
    let counts = order.map_or_else(
        || format!("{} {noun}", thousands(total)),
        |order| format!("{} of {} {noun}", thousands(order.len()), thousands(total)),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("List, {counts}")));
    let room = rect.shrink2(vec2(16.0, 8.0));
    paint_left(ui.painter(), rect, room.left(), Text::bold(&counts, TypeSize::BODY, theme.ink).line(ui));
    let builder = UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center));
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = style::GAP;
    let without_room = match list.dropped.len() {
        0 => "Choose the columns".to_owned(),
        1 => "Choose the columns. There is no room for 1 of them".to_owned(),
        count => format!("Choose the columns. There is no room for {count} of them"),
    };
    let columns = ui.add(Button::new("Columns").icon(Icon::List).look(Look::Quiet).hint(&without_room));
    Popup::menu(&columns)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| columns_ui(ui, &mut list.columns));
    let Some(order) = order else { return };
    let reason = match order.len() {
        0 => Some("There is nothing to copy"),
        count if count > copied::LIMIT => Some("More than 20,000 events: search or choose facets first"),
        _ => None,
    };
    let hint = "Copy the list as it is sorted, a tab between columns";
    let copy =
        Button::new("Copy list").icon(Icon::Copy).look(Look::Quiet).hint(hint).disabled_because(reason);
    if ui.add(copy).clicked() {
        // One event in a line as it is sorted, a tab between columns.
        let columns: Vec<ListColumn> = list.columns.shown().collect();
        asks.ask(Request::Copy(copied::text(&session.document().timeline, order, &columns)));
    }
}

fn columns_ui(ui: &mut Ui, columns: &mut ListColumns) {
    ui.set_width(180.0);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    for column in ListColumn::ALL.iter().copied().filter(|column| *column != ListColumn::Title) {
        let is_on = !columns.hidden.contains(&column);
        let lead = Lead::None;
        let end = if is_on { End::Icon(Icon::Check) } else { End::None };
        let hint = if is_on { "Hide this column" } else { "Show this column" };
        let row = FacetRow { text: column.label(), end, lead, is_on: false, ink: None, hint };
        if row.show(ui).clicked() && !columns.hidden.remove(&column) {
            columns.hidden.insert(column);
        }
    }
}

/// Says that nothing matches.
pub(super) fn nothing_ui(ui: &mut Ui) {
    let theme = style::theme(ui);
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        Text::new("No event matches", TypeSize::BODY, theme.muted).show_line(ui);
    });
}
