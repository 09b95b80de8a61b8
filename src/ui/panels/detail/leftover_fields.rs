//! What the file says of the event beyond what has a field of its own: other columns, fields of other
//! programs.

use egui::Ui;

use crate::ui::style;
use crate::ui::widgets::{Text, key_value_ui, section_head_ui};
use dateline_formats::further_fields;
use dateline_picture::scene::TypeSize;
use dateline_timeline::model::Event;

/// The section, or nothing where the file says no more.
pub(super) fn further_ui(ui: &mut Ui, event: &Event) {
    let fields = further_fields(event);
    if fields.is_empty() {
        return;
    }
    let theme = style::theme(ui);
    ui.add_space(style::SECTION_GAP);
    section_head_ui(ui, "Also in the file", &fields.len().to_string(), false);
    for (name, text) in &fields {
        key_value_ui(ui, name, |ui| {
            ui.add_space(2.0);
            Text::new(text, TypeSize::LABEL, theme.ink2).show_selectable(ui);
            ui.add_space(4.0);
        });
    }
}
