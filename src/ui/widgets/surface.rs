//! Surfaces: cards, dialogs, hairlines, and a bar that only grows.

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Frame, Id, Margin, Modal, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use crate::ui::style;
use dateline_picture::scene::Theme;

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

/// A dialog over the window: it dims what is behind it and keeps the keyboard to itself; a click beside it
/// asks to close it. Gives whether that was asked.
pub fn dialog_ui(ui: &Ui, name: &str, width: f32, add_contents: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let veil = if style::theme(ui).is_dark { 128 } else { 56 };
    let top = (screen.height() * 0.12).max(24.0);
    let width = width.min(screen.width() - 48.0);
    let corner = egui::pos2((screen.center().x - width / 2.0).round(), (screen.top() + top).round());
    modal_ui(ui, name, Backdrop { corner, veil: Color32::from_black_alpha(veil) }, |ui| {
        ui.set_width(width);
        ui.set_max_height(screen.height() - top - 48.0);
        add_contents(ui);
    })
}

/// Where something stands over the window, and what lies behind it.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Backdrop {
    /// Its upper left corner.
    pub corner: Pos2,
    /// The colour over everything else.
    pub veil: Color32,
}

/// Something over the window with its upper left corner at a point and a veil over everything else. Gives
/// whether the pointer was pressed beside it.
pub(in crate::ui) fn modal_ui(
    ui: &Ui,
    name: &str,
    backdrop: Backdrop,
    add_contents: impl FnOnce(&mut Ui),
) -> bool {
    let Backdrop { corner, veil } = backdrop;
    let id = Id::unique(("modal", name));
    let area = Modal::default_area(id).accessible_name(name).anchor(Align2::LEFT_TOP, corner.to_vec2());
    let modal = Modal::new(id).area(area).frame(dialog_frame(&style::theme(ui))).backdrop_color(veil);
    modal.show(ui.ctx(), add_contents).backdrop_response.clicked()
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

/// A bar of 6 that shows a share from 0 to 1. It never goes back, whatever share it is given.
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
