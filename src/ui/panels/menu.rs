//! The menu: every action, grouped, with its key.

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::action_groups::{Group, is_on, value_text};
use crate::session::{Action, Command, Session, SidePanel};
use crate::ui::key_events::arrow_steps;
use crate::ui::widgets::{
    Icon, Text, focus_ring, is_newly_shown, key_cap_width, paint_icon, paint_key_cap, paint_left,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;

/// Width of a column in points.
const COLUMN: f32 = 264.0;
/// Height of a row in points.
const ROW_HEIGHT: f32 = 28.0;

/// Shows the menu in columns.
pub(super) fn menu_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    const COLUMNS: [&[Group]; 4] =
        [&[Group::File, Group::Window], &[Group::Events, Group::Find], &[Group::View], &[Group::Lanes]];
    const NARROW: [&[Group]; 3] =
        [&[Group::File, Group::Window], &[Group::Events, Group::Find], &[Group::View, Group::Lanes]];
    let room = ui.ctx().content_rect().width();
    let has_room = room >= COLUMN * COLUMNS.len() as f32 + 40.0;
    let columns: &[&[Group]] = if has_room { &COLUMNS } else { &NARROW };
    let chosen = chosen_row(ui, session, columns);
    ui.set_width((COLUMN * columns.len() as f32 + 16.0).min(room - 24.0));
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        ui.add_space(8.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(8.0);
            for groups in columns {
                ui.vertical(|ui| {
                    ui.set_width(COLUMN);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for group in *groups {
                        group_ui(ui, session, *group, chosen, asks);
                    }
                });
            }
        });
        ui.add_space(8.0);
    });
}

/// The row that the arrows have come to.
#[derive(Clone, Copy)]
struct Chosen {
    /// `None` until the first arrow.
    action: Option<Action>,
    /// Enter was pressed on it.
    is_entered: bool,
}

/// The row that the arrows have come to; rows that can do nothing now are passed over.
fn chosen_row(ui: &Ui, session: &Session, groups: &[&[Group]]) -> Chosen {
    let id = Id::unique("menu");
    let kept =
        if is_newly_shown(ui, id.with("shown")) { None } else { ui.data(|data| data.get_temp::<Action>(id)) };
    let actions: Vec<Action> = groups
        .iter()
        .flat_map(|groups| groups.iter().flat_map(|group| group.actions()))
        .filter(|action| session.can(*action))
        .collect();
    let index = kept.and_then(|kept| actions.iter().position(|action| *action == kept));
    let moved = arrow_steps(ui);
    let last = actions.len().saturating_sub(1);
    let index = match index {
        Some(index) => Some(index.saturating_add_signed(moved).min(last)),
        None if moved > 0 => Some(0),
        None if moved < 0 => Some(last),
        None => None,
    };
    let chosen = index.and_then(|index| actions.get(index).copied());
    ui.data_mut(|data| match chosen {
        Some(chosen) => {
            data.insert_temp(id, chosen);
        }
        None => data.remove::<Action>(id),
    });
    let is_entered = chosen.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    Chosen { action: chosen, is_entered }
}

fn group_ui(ui: &mut Ui, session: &Session, group: Group, chosen: Chosen, asks: &mut Asks) {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(COLUMN, 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, group.title()));
    let galley = Text::new(group.title(), TypeSize::LABEL, theme.muted).line(ui);
    paint_left(ui.painter(), rect, rect.left() + 12.0, galley);
    for action in group.actions() {
        let is_chosen = chosen.action == Some(action);
        let is_entered = is_chosen && chosen.is_entered;
        if row_ui(ui, session, action, is_chosen).clicked() || is_entered {
            asks.command(Command::Panel(SidePanel::Menu, false));
            asks.act(action);
        }
    }
    ui.add_space(8.0);
}

fn row_ui(ui: &mut Ui, session: &Session, action: Action, is_chosen: bool) -> Response {
    let theme = style::theme(ui);
    let (text, hint) = action.label_and_hint();
    let is_possible = session.can(action);
    let sense = if is_possible { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(COLUMN, ROW_HEIGHT), sense);
    let on = is_on(session, action);
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(Role::MenuItemCheckBox, is_possible, on, text),
        None => WidgetInfo::labeled(Role::MenuItem, is_possible, text),
    });
    let surface = rect.shrink2(vec2(4.0, 1.0));
    if is_chosen {
        let radius = CornerRadius::same(style::CONTROL_RADIUS);
        ui.painter().rect_filled(surface, radius, style::color(theme.accent_soft));
    }
    if is_possible {
        let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered(), 0.08);
        let fill = style::color(theme.ink.with_opacity(0.07 * hover));
        ui.painter().rect_filled(surface, CornerRadius::same(style::CONTROL_RADIUS), fill);
    }
    let ink = if is_possible { theme.ink } else { theme.muted };
    let value = value_text(session, action);
    let line = Text::new(text, TypeSize::BODY, ink).then("  ", TypeSize::LABEL, ink).then(
        &value,
        TypeSize::LABEL,
        theme.muted,
    );
    paint_left(ui.painter(), rect, rect.left() + 12.0, line.line(ui));
    let mut right = rect.right() - 12.0;
    if let Some(shortcut) = action.shortcuts().first() {
        let key = shortcut.label();
        right -= key_cap_width(ui, &key);
        paint_key_cap(ui, pos2(right, rect.center().y), &key);
        right -= 6.0;
    }
    if on == Some(true) {
        let area = Rect::from_min_size(pos2(right - 16.0, rect.center().y - 8.0), vec2(16.0, 16.0));
        paint_icon(ui.painter(), Icon::Check, area, theme.accent);
    }
    focus_ring(ui.painter(), &theme, &response, surface.shrink(2.0), style::CONTROL_RADIUS);
    let cursor = if is_possible { egui::CursorIcon::PointingHand } else { egui::CursorIcon::Default };
    response.on_hover_cursor(cursor).on_hover_text(hint)
}
