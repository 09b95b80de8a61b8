//! One of many values: a button that shows the chosen one and opens the list of all.

use egui::accesskit::Role;
use egui::{CornerRadius, Popup, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::surface::dialog_frame;
use super::{Icon, Text, paint_icon, paint_left};
use crate::ui::style;
use dateline_picture::scene::TypeSize;

/// Height of a row of the list in points.
const ROW_HEIGHT: f32 = 28.0;
/// Height of the list at most, in points.
const MAX_HEIGHT: f32 = 320.0;

/// Shows the choice, `width` wide; gives the index of the value that was chosen now. `name` is what a screen
/// reader says before the value.
pub fn choice_ui(
    ui: &mut Ui,
    name: &str,
    width: f32,
    values: &[&str],
    chosen: Option<usize>,
) -> Option<usize> {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, style::CONTROL_HEIGHT), Sense::click());
    let text = chosen.and_then(|index| values.get(index)).copied().unwrap_or("Not chosen");
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), format!("{name}: {text}")));
    let radius = CornerRadius::same(style::CONTROL_RADIUS);
    let edge = if response.hovered() { theme.border2 } else { theme.border };
    let line = Stroke::new(1.0, style::color(edge));
    ui.painter().rect(rect, radius, style::color(theme.raised), line, StrokeKind::Inside);
    let ink = if chosen.is_some() { theme.ink } else { theme.muted };
    let galley = Text::new(text, TypeSize::BODY, ink).cut(ui, width - 44.0);
    paint_left(ui.painter(), rect, rect.left() + 12.0, galley);
    let area = Rect::from_min_size(pos2(rect.right() - 26.0, rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), Icon::ChevronDown, area, theme.ink2);
    focus_ring(ui.painter(), &theme, &response, rect, style::CONTROL_RADIUS);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let list = Popup::menu(&response).frame(dialog_frame(&theme)).gap(4.0).width(width);
    let picked = list.accessible_name(name).show(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().max_height(MAX_HEIGHT);
        area.show(ui, |ui| values_ui(ui, values, chosen)).inner
    });
    picked.and_then(|inside| inside.inner)
}

fn values_ui(ui: &mut Ui, values: &[&str], chosen: Option<usize>) -> Option<usize> {
    let theme = style::theme(ui);
    let mut picked = None;
    for (index, text) in values.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
        let is_chosen = Some(index) == chosen;
        response.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, ui.is_enabled(), is_chosen, *text));
        let surface = rect.shrink2(vec2(4.0, 1.0));
        if response.hovered() || response.has_focus() || is_chosen {
            let fill = if is_chosen { theme.accent_soft } else { theme.ink.with_opacity(0.07) };
            ui.painter().rect_filled(surface, CornerRadius::same(style::CONTROL_RADIUS), style::color(fill));
        }
        let galley = Text::new(text, TypeSize::BODY, theme.ink).cut(ui, rect.width() - 40.0);
        paint_left(ui.painter(), rect, rect.left() + 12.0, galley);
        if is_chosen {
            let mark =
                Rect::from_min_size(pos2(rect.right() - 26.0, rect.center().y - 8.0), vec2(16.0, 16.0));
            paint_icon(ui.painter(), Icon::Check, mark, theme.accent);
            if !response.has_focus() && ui.memory(|memory| memory.focused().is_none()) {
                response.scroll_to_me(None);
            }
        }
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            picked = Some(index);
            ui.close();
        }
    }
    picked
}
