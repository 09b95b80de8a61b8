//! The events without a position in time.

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::session::{Command, Session, SidePanel};
use crate::ui::key_events::arrow_steps;
use crate::ui::widgets::{
    Mark, Text, dialog_head_ui, dialog_note_ui, focus_ring, hairline_ui, is_newly_shown, paint_left,
    paint_mark, paint_right, thousands,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::{TypeSize, date_text};
use dateline_timeline::model::EventId;

/// Height of a row in points.
const ROW_HEIGHT: f32 = 32.0;

/// Lists them; a click selects one.
pub(super) fn undated_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let timeline = &session.document().timeline;
    ui.spacing_mut().item_spacing.y = 0.0;
    let (undated, total) = (session.undated(), timeline.undated_count());
    if dialog_head_ui(ui, &undated_text(undated.len(), total)) {
        asks.command(Command::Panel(SidePanel::Undated, false));
    }
    hairline_ui(ui);
    if undated.is_empty() {
        let text = match total {
            0 => "Every event of this file has a date",
            _ => "Search and facets leave none of the undated events",
        };
        dialog_note_ui(ui, 16.0, text);
        return;
    }
    ui.add_space(8.0);
    let (chosen, has_moved) = chosen_row(ui, session, undated);
    let height = (ui.available_height() - 8.0).clamp(ROW_HEIGHT, 560.0);
    let mut area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    if has_moved {
        // The chosen row stands in the middle as soon as there are more rows than room.
        let top = ROW_HEIGHT * chosen as f32 - (height - ROW_HEIGHT) / 2.0;
        area = area.vertical_scroll_offset(top.max(0.0));
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
        && let Some(event) = undated.get(chosen)
    {
        go(*event, asks);
    }
    area.show_rows(ui, ROW_HEIGHT, undated.len(), |ui, range| {
        let first = range.start;
        for (offset, event) in undated.get(range).unwrap_or_default().iter().enumerate() {
            row_ui(ui, session, *event, first + offset == chosen, asks);
        }
    });
    ui.add_space(8.0);
}

/// The row that Enter goes to, and whether the arrows have just moved it. It starts at the selected event.
fn chosen_row(ui: &Ui, session: &Session, undated: &[EventId]) -> (usize, bool) {
    let id = Id::unique("undated");
    let selected = || undated.iter().position(|event| session.selected() == Some(*event)).unwrap_or(0);
    let starts = is_newly_shown(ui, id.with("shown"));
    let kept = if starts { None } else { ui.data(|data| data.get_temp::<usize>(id)) };
    let before = kept.unwrap_or_else(selected);
    let moved = arrow_steps(ui);
    let chosen = before.saturating_add_signed(moved).min(undated.len().saturating_sub(1));
    ui.data_mut(|data| data.insert_temp(id, chosen));
    (chosen, starts || moved != 0)
}

fn go(event: EventId, asks: &mut Asks) {
    asks.command(Command::Panel(SidePanel::Undated, false));
    asks.command(Command::Reveal(event));
}

/// "12 undated events"; of those that search and facets leave, "3 of 12 undated events".
fn undated_text(count: usize, total: usize) -> String {
    match count {
        _ if count < total => format!("{} of {}", thousands(count), undated_text(total, total)),
        0 => "No undated events".to_owned(),
        1 => "1 undated event".to_owned(),
        _ => format!("{} undated events", thousands(count)),
    }
}

fn row_ui(ui: &mut Ui, session: &Session, event: EventId, is_chosen: bool, asks: &mut Asks) {
    let theme = style::theme(ui);
    let timeline = &session.document().timeline;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let known = date_text(timeline, event);
    let status = timeline.status(event).label();
    let title = timeline.event_title(event);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title}, {known}, {status}")));
    let surface = rect.shrink2(vec2(8.0, 1.0));
    let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered(), 0.08);
    let radius = CornerRadius::same(style::CONTROL_RADIUS);
    if is_chosen {
        ui.painter().rect_filled(surface, radius, style::color(theme.accent_soft));
    }
    ui.painter().rect_filled(surface, radius, style::color(theme.ink.with_opacity(0.06 * hover)));
    let lead = Rect::from_min_size(pos2(rect.left() + 16.0, rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_mark(ui.painter(), Mark::Lane(theme.lane(session.lane_style(event))), lead, &theme);
    let end = Text::new(status, TypeSize::LABEL, theme.muted).line(ui);
    let right = paint_right(ui.painter(), rect, rect.right() - 16.0, end).left();
    let galley = Text::new(title, TypeSize::BODY, theme.ink)
        .then("   ", TypeSize::LABEL, theme.muted)
        .then(&known, TypeSize::LABEL, theme.muted)
        .cut(ui, right - rect.left() - 52.0);
    paint_left(ui.painter(), rect, rect.left() + 40.0, galley);
    focus_ring(ui.painter(), &theme, &response, surface.shrink(2.0), style::CONTROL_RADIUS);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        go(event, asks);
    }
}
