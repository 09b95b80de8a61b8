//! Chips and tags: text in a pill of 22, to click for more of the same.

use egui::accesskit::Role;
use egui::{CornerRadius, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::button::focus_ring;
use super::{Text, paint_left, thousands};
use crate::ui::style;
use dateline_picture::scene::{Theme, TypeSize};

const HEIGHT: f32 = 22.0;

/// A chip: outlined for an actor, filled for a tag. `name` is what a screen reader says.
pub fn chip_ui(ui: &mut Ui, text: &str, name: &str, is_filled: bool) -> Response {
    let theme = style::theme(ui);
    let ink = if is_filled { theme.ink2 } else { theme.ink };
    let galley = Text::new(text, TypeSize::LABEL, ink).cut(ui, (ui.available_width() - 20.0).max(40.0));
    let size = vec2((galley.size().x + 20.0).ceil(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        let rest = if is_filled { theme.sunken } else { theme.raised };
        paint_pill(ui, &theme, &response, rest, !is_filled);
        paint_left(ui.painter(), rect, rect.left() + 10.0, galley);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A tag with the number of events that carry it; filled with the accent's tint while it is asked for.
pub fn tag_pill_ui(ui: &mut Ui, text: &str, count: usize, is_on: bool) -> Response {
    let theme = style::theme(ui);
    let count_ink = if is_on { theme.ink2 } else { theme.muted };
    let text_width = (ui.available_width() - 64.0).max(40.0);
    let galley = Text::new(text, TypeSize::LABEL, theme.ink).cut(ui, text_width);
    let number = Text::new(&thousands(count), TypeSize::MICRO, count_ink).line(ui);
    let width = 8.0 + galley.size().x + 6.0 + number.size().x + 8.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), HEIGHT), Sense::click());
    let label = format!("{text}, {}", events(count));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), is_on, &label));
    if ui.is_rect_visible(rect) {
        let rest = if is_on { theme.accent_soft } else { theme.raised };
        paint_pill(ui, &theme, &response, rest, true);
        if is_on {
            let stroke = Stroke::new(1.5, style::color(theme.accent));
            ui.painter().rect_stroke(rect, CornerRadius::same(11), stroke, StrokeKind::Inside);
        }
        let end = paint_left(ui.painter(), rect, rect.left() + 8.0, galley).right();
        paint_left(ui.painter(), rect, end + 6.0, number);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Pills side by side, 6 apart, in as many rows as they need.
pub fn wrapped_pills_ui(ui: &mut Ui, add_pills: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.horizontal_wrapped(add_pills);
    });
}

fn paint_pill(
    ui: &Ui,
    theme: &Theme,
    response: &Response,
    rest: dateline_picture::scene::Rgba8,
    has_line: bool,
) {
    let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered(), 0.08);
    let fill = rest.mixed(theme.ink, 0.07 * hover);
    let line = if has_line { Stroke::new(1.0, style::color(theme.border2)) } else { Stroke::NONE };
    let radius = CornerRadius::same(11);
    ui.painter().rect(response.rect, radius, style::color(fill), line, StrokeKind::Inside);
    focus_ring(ui.painter(), theme, response, response.rect, 11);
}

/// "1 event", "2 events".
pub(super) fn events(count: usize) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{} events", thousands(count)) }
}
