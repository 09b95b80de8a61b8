//! Surfaces: cards, dialogs, hairlines, and a bar that only grows.

use egui::accesskit::Role;
use egui::{Area, CornerRadius, Frame, Id, Margin, Order, Rect, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::scene::Theme;
use crate::ui::style;

/// A raised card with an outline and padding of 12, as wide as there is room.
pub fn card_ui<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = style::theme(ui);
    let frame = Frame::new()
        .fill(style::color(theme.raised))
        .stroke(Stroke::new(1.0, style::color(theme.border)))
        .corner_radius(CornerRadius::same(style::CARD_RADIUS))
        .inner_margin(Margin::same(style::CARD_PADDING as i8 - 1));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add_contents(ui)
        })
        .inner
}

/// A dialog over the window: it dims what is behind it, and a click there (or Escape) asks to close it.
/// Gives whether that was asked.
pub fn dialog_ui(ui: &Ui, name: &str, width: f32, add_contents: impl FnOnce(&mut Ui)) -> bool {
    let ctx = ui.ctx().clone();
    let theme = style::theme(ui);
    let screen = ctx.content_rect();
    let id = Id::unique(("dialog", name));
    let behind =
        Area::new(id.with("behind")).order(Order::Foreground).fixed_pos(screen.min).show(&ctx, |ui| {
            let (rect, response) = ui.allocate_exact_size(screen.size(), Sense::click());
            let veil = if theme.is_dark { 0.5 } else { 0.22 };
            let shade = egui::Color32::from_black_alpha((veil * 255.0) as u8);
            ui.painter().rect_filled(rect, 0.0, shade);
            response.widget_info(|| WidgetInfo::labeled(Role::GenericContainer, true, "Behind the dialog"));
            response.clicked()
        });
    let top = (screen.height() * 0.12).max(24.0);
    let width = width.min(screen.width() - 48.0);
    Area::new(id)
        .order(Order::Foreground)
        .accessible_name(name)
        .fixed_pos(egui::pos2(screen.center().x - width / 2.0, screen.top() + top))
        .show(&ctx, |ui| {
            ui.ctx().move_to_top(ui.layer_id());
            dialog_frame(&theme).show(ui, |ui| {
                ui.set_width(width);
                ui.set_max_height(screen.height() - top - 48.0);
                add_contents(ui);
            });
        });
    behind.inner
}

/// The frame of dialogs and of panels that lie over the picture.
pub(in crate::ui) fn dialog_frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(style::color(theme.raised))
        .stroke(Stroke::new(1.0, style::color(theme.border)))
        .corner_radius(CornerRadius::same(style::DIALOG_RADIUS))
        .shadow(style::shadow(theme))
}

/// A line of one physical pixel across the width there is; it takes no height.
pub fn hairline_ui(ui: &mut Ui) {
    let theme = style::theme(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(crisp(ui, rect), 0.0, style::color(theme.border));
}

/// The rectangle moved to whole physical pixels, at least one of them thick.
fn crisp(ui: &Ui, rect: Rect) -> Rect {
    let scale = ui.pixels_per_point();
    let snap = |value: f32| (value * scale).round() / scale;
    let top = snap(rect.top());
    Rect::from_min_max(
        egui::pos2(snap(rect.left()), top),
        egui::pos2(snap(rect.right()), top + (scale.floor().max(1.0)) / scale),
    )
}

/// A bar of 6 that shows a share from 0 to 1. It never goes back, whatever it is told.
pub fn progress_ui(ui: &mut Ui, id: Id, name: &str, share: f32) {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let shown = ui.data_mut(|data| {
        let shown = data.get_temp_mut_or(id, 0.0_f32);
        *shown = shown.max(share);
        *shown
    });
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = Some(f64::from(shown) * 100.0);
        info
    });
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, style::color(theme.sunken));
    let filled = Rect::from_min_size(rect.min, vec2((rect.width() * shown).max(6.0), rect.height()));
    ui.painter().rect_filled(filled, radius, style::color(theme.accent));
}
