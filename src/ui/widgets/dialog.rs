//! What dialogs share: the head, the line in place of an empty list, and whether one has just been opened.

use egui::accesskit::Role;
use egui::{Id, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::icon_button_ui;
use super::text::{Text, paint_left};
use crate::ui::style;
use dateline_picture::scene::{Icon, TypeSize};

/// The head of a dialog: its name, a cross; 48 high. Returns whether the cross was clicked.
pub(in crate::ui) fn dialog_head_ui(ui: &mut Ui, name: &str) -> bool {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
    let galley = Text::bold(name, TypeSize::QUOTE, theme.ink).line(ui);
    paint_left(ui.painter(), rect, rect.left() + 16.0, galley);
    let area = Rect::from_min_size(pos2(rect.right() - 40.0, rect.top() + 8.0), vec2(32.0, 32.0));
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(area));
    icon_button_ui(&mut ui, Icon::Close, "Close", false).clicked()
}

/// One line in place of what a dialog or a list has nothing of, `left` points from its edge.
pub(in crate::ui) fn dialog_note_ui(ui: &mut Ui, left: f32, text: &str) {
    let theme = style::theme(ui);
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        ui.add_space(left);
        Text::new(text, TypeSize::BODY, theme.muted).show_line(ui);
    });
    ui.add_space(16.0);
}

/// Whether the view with this id was not shown in the last frame. It then starts with fresh state.
pub(in crate::ui) fn is_newly_shown(ui: &Ui, id: Id) -> bool {
    let frame = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| {
        let last = data.get_temp::<u64>(id);
        data.insert_temp(id, frame);
        last
    });
    last.is_none_or(|last| last + 1 < frame)
}
