//! The keys, grouped like the menu, and what the pointer does.

use egui::accesskit::Role;
use egui::{Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::action_groups::Group;
use crate::session::{Action, Command, SidePanel};
use crate::ui::widgets::{
    Text, dialog_head_ui, hairline_ui, key_cap_width, paint_key_cap, paint_left, section_head_ui,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;

/// Height of a row in points.
const ROW_HEIGHT: f32 = 26.0;

/// What the pointer does, and with what.
const POINTER: [(&str, &str); 5] = [
    ("Zoom at the pointer", "Wheel"),
    ("Move through time", "Drag or Shift+Wheel"),
    ("Zoom", "Pinch"),
    ("Select an event", "Click"),
    ("Zoom to what a count hides", "Click on it"),
];

/// Shows the keys.
pub(super) fn cheat_sheet_ui(ui: &mut Ui, asks: &mut Asks) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog_head_ui(ui, "Keys") {
        asks.command(Command::Panel(SidePanel::CheatSheet, false));
    }
    hairline_ui(ui);
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        ui.add_space(12.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let column = (ui.available_width() - 64.0) / 2.0;
            ui.add_space(16.0);
            column_ui(ui, column, |ui| {
                for group in [Group::Events, Group::File, Group::Window] {
                    group_ui(ui, group);
                }
            });
            ui.add_space(32.0);
            column_ui(ui, column, |ui| {
                for group in [Group::View, Group::Find] {
                    group_ui(ui, group);
                }
                section_head_ui(ui, "Pointer", "", false);
                for (text, key) in POINTER {
                    row_ui(ui, text, &[key.to_owned()]);
                }
            });
        });
        ui.add_space(16.0);
    });
}

fn column_ui(ui: &mut Ui, width: f32, add_contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        add_contents(ui);
    });
}

fn group_ui(ui: &mut Ui, group: Group) {
    section_head_ui(ui, group.title(), "", false);
    for action in group.actions().filter(|action| !action.shortcuts().is_empty()) {
        let keys: Vec<String> = action.shortcuts().iter().map(|shortcut| shortcut.label()).collect();
        row_ui(ui, title(action), &keys);
    }
    ui.add_space(style::SECTION_GAP);
}

/// The label of an action without the "…" that announces a dialog.
fn title(action: Action) -> &'static str {
    action.label_and_hint().0.trim_end_matches('…')
}

fn row_ui(ui: &mut Ui, text: &str, keys: &[String]) {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{text}: {}", keys.join(" or "))));
    let mut right = rect.right();
    for key in keys.iter().rev() {
        right -= key_cap_width(ui, key);
        paint_key_cap(ui, pos2(right, rect.center().y), key);
        right -= 4.0;
    }
    let galley = Text::new(text, TypeSize::BODY, theme.ink).cut(ui, right - rect.left() - 8.0);
    paint_left(ui.painter(), rect, rect.left(), galley);
    let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
    ui.painter().rect_filled(line, 0.0, style::color(theme.grid));
}
