//! Buttons, switches, links and key caps: 32 high, one shape, states that fade within 80 ms.

use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, pos2,
    vec2,
};

use super::{Icon, Text, paint_icon, paint_left};
use crate::ui::style;
use dateline_picture::scene::{Rgba8, Theme, TypeSize};

/// Seconds in which hover comes and goes.
const HOVER_TIME: f32 = 0.08;

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// Raised, with an outline.
    Plain,
    /// Filled with the accent; at most one in view.
    Primary,
    /// Without a surface until the pointer is on it.
    Quiet,
}

/// A button with a label, and an icon before and a key cap behind them if given.
#[derive(Clone, Debug)]
pub struct Button<'a> {
    text: &'a str,
    icon: Option<Icon>,
    look: Look,
    key: Option<String>,
    why_disabled: Option<&'a str>,
    hint: Option<&'a str>,
}

impl<'a> Button<'a> {
    /// A plain button.
    pub fn new(text: &'a str) -> Self {
        Button { text, icon: None, look: Look::Plain, key: None, why_disabled: None, hint: None }
    }

    /// With an icon before the label.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Button { icon: Some(icon), ..self }
    }

    /// With another look.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Button { look, ..self }
    }

    /// With a key cap behind the label.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        Button { key: Some(key.into()), ..self }
    }

    /// With a tooltip.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Button { hint: Some(hint), ..self }
    }

    /// Out of use when there is a reason; the tooltip says it.
    #[must_use]
    pub fn disabled_because(self, reason: Option<&'a str>) -> Self {
        Button { why_disabled: reason, ..self }
    }

    fn ink(&self, theme: &Theme) -> Rgba8 {
        match (self.why_disabled, self.look) {
            (Some(_), _) => theme.muted,
            (None, Look::Primary) => theme.on_accent,
            (None, _) => theme.ink,
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = style::theme(ui);
        let ink = self.ink(&theme);
        let galley = Text::new(self.text, TypeSize::BODY, ink).line(ui);
        let icon_width = if self.icon.is_some() { 16.0 + style::GAP } else { 0.0 };
        let key_width = self.key.as_ref().map_or(0.0, |key| style::GAP + key_cap_width(ui, key));
        let width = 24.0 + icon_width + galley.size().x + key_width;
        let sense = if self.why_disabled.is_some() { Sense::hover() } else { Sense::click() };
        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), style::CONTROL_HEIGHT), sense);
        let is_enabled = self.why_disabled.is_none();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, self.text));
        if ui.is_rect_visible(rect) {
            if is_enabled {
                paint_surface(ui, &theme, self.look, &response);
            }
            let mut x = rect.left() + 12.0;
            if let Some(icon) = self.icon {
                let area = Rect::from_min_size(pos2(x, rect.center().y - 8.0), vec2(16.0, 16.0));
                paint_icon(ui.painter(), icon, area, ink);
                x += icon_width;
            }
            x = paint_left(ui.painter(), rect, x, galley).right() + style::GAP;
            if let Some(key) = &self.key {
                paint_key_cap(ui, pos2(x, rect.center().y), key);
            }
            focus_ring(ui.painter(), &theme, &response, rect, style::CONTROL_RADIUS);
        }
        match (self.why_disabled, self.hint) {
            (Some(reason), _) => response.on_hover_text(reason),
            (None, Some(hint)) => {
                response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(hint)
            }
            (None, None) => response.on_hover_cursor(egui::CursorIcon::PointingHand),
        }
    }
}

fn paint_surface(ui: &Ui, theme: &Theme, look: Look, response: &Response) {
    let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered(), HOVER_TIME);
    let is_down = response.is_pointer_button_down_on();
    let (rest, over) = match look {
        Look::Plain => (theme.raised, theme.raised.mixed(theme.ink, 0.06)),
        Look::Primary => (theme.accent, theme.accent.mixed(theme.ink, 0.14)),
        Look::Quiet => (theme.ink.with_opacity(0.0), theme.ink.with_opacity(0.07)),
    };
    let fill = if look == Look::Quiet { rest.with_opacity(0.07 * hover) } else { rest.mixed(over, hover) };
    let fill = if is_down { pressed(theme, look) } else { fill };
    let outline = match look {
        Look::Plain => Stroke::new(1.0, style::color(theme.border.mixed(theme.border2, hover))),
        Look::Primary | Look::Quiet => Stroke::NONE,
    };
    let radius = CornerRadius::same(style::CONTROL_RADIUS);
    ui.painter().rect(response.rect, radius, style::color(fill), outline, StrokeKind::Inside);
}

fn pressed(theme: &Theme, look: Look) -> Rgba8 {
    match look {
        Look::Plain => theme.raised.mixed(theme.ink, 0.12),
        Look::Primary => theme.accent.mixed(theme.ink, 0.24),
        Look::Quiet => theme.ink.with_opacity(0.13),
    }
}

/// The ring round a control that has the keyboard: accent, 2 wide, 2 away.
pub(in crate::ui) fn focus_ring(
    painter: &Painter,
    theme: &Theme,
    response: &Response,
    rect: Rect,
    radius: u8,
) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, style::color(theme.accent));
        painter.rect_stroke(rect.expand(2.0), CornerRadius::same(radius + 2), stroke, StrokeKind::Outside);
    }
}

/// An icon of 32 × 32 without a label; its name is its tooltip, with the key that does the same.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str, is_on: bool) -> Response {
    let theme = style::theme(ui);
    let size = vec2(style::CONTROL_HEIGHT, style::CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        if is_on {
            let fill = style::color(theme.ink.with_opacity(0.07));
            ui.painter().rect_filled(rect, CornerRadius::same(style::CONTROL_RADIUS), fill);
        }
        paint_surface(ui, &theme, Look::Quiet, &response);
        paint_icon(ui.painter(), icon, rect, theme.ink);
        focus_ring(ui.painter(), &theme, &response, rect, style::CONTROL_RADIUS);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(name)
}

/// One of a few values, side by side; gives the index of the one that was clicked.
pub fn segmented_ui(ui: &mut Ui, name: &str, values: &[&str], chosen: Option<usize>) -> Option<usize> {
    let theme = style::theme(ui);
    let galleys: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let ink = if Some(index) == chosen { theme.ink } else { theme.ink2 };
            Text::new(text, TypeSize::BODY, ink).line(ui)
        })
        .collect();
    let width: f32 = galleys.iter().map(|galley| (galley.size().x + 24.0).ceil()).sum();
    let (rect, frame) = ui.allocate_exact_size(vec2(width, style::CONTROL_HEIGHT), Sense::hover());
    let radius = CornerRadius::same(style::CONTROL_RADIUS);
    let line = Stroke::new(1.0, style::color(theme.border));
    ui.painter().rect(rect, radius, style::color(theme.sunken), line, StrokeKind::Inside);
    let mut clicked = None;
    let mut left = rect.left();
    for (index, (galley, text)) in galleys.into_iter().zip(values).enumerate() {
        let size = vec2((galley.size().x + 24.0).ceil(), rect.height());
        let cell = Rect::from_min_size(pos2(left, rect.top()), size);
        left += size.x;
        let response = ui.interact(cell, frame.id.with(index), Sense::click());
        let is_chosen = Some(index) == chosen;
        let label = format!("{name}: {text}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, &label));
        if is_chosen {
            let firm = Stroke::new(1.0, style::color(theme.border2));
            ui.painter().rect(cell, radius, style::color(theme.raised), firm, StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(cell.shrink(1.0), radius, style::color(theme.ink.with_opacity(0.05)));
        }
        paint_left(ui.painter(), cell, cell.left() + 12.0, galley);
        focus_ring(ui.painter(), &theme, &response, cell, style::CONTROL_RADIUS);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            clicked = Some(index);
        }
    }
    clicked
}

/// Text in the accent that do something when clicked; underlined under the pointer.
pub fn link_ui(ui: &mut Ui, text: &str, width: f32) -> Response {
    let theme = style::theme(ui);
    let galley = Text::new(text, TypeSize::LABEL, theme.accent).cut(ui, width);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            let y = rect.bottom() - 2.0;
            ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, style::color(theme.accent)));
        }
        ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
        focus_ring(ui.painter(), &theme, &response, rect, 2);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Width of a key cap in points.
pub fn key_cap_width(ui: &Ui, key: &str) -> f32 {
    let ink = style::theme(ui).muted;
    (Text::new(key, TypeSize::MICRO, ink).line(ui).size().x + 12.0).max(18.0).ceil()
}

/// Paints a key cap with its left edge at a point and its middle at that height.
pub fn paint_key_cap(ui: &Ui, left_middle: egui::Pos2, key: &str) -> Rect {
    let theme = style::theme(ui);
    let galley = Text::new(key, TypeSize::MICRO, theme.muted).line(ui);
    let size = vec2(key_cap_width(ui, key), 18.0);
    let rect = Rect::from_min_size(pos2(left_middle.x.round(), (left_middle.y - 9.0).round()), size);
    let line = Stroke::new(1.0, style::color(theme.border2));
    ui.painter().rect_stroke(rect, CornerRadius::same(4), line, StrokeKind::Inside);
    let x = rect.center().x - galley.size().x / 2.0;
    paint_left(ui.painter(), rect, x, galley);
    rect
}

/// A key as it is printed on the keyboard.
pub fn key_cap_ui(ui: &mut Ui, key: &str) -> Response {
    let size = vec2(key_cap_width(ui, key), 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    paint_key_cap(ui, rect.left_center(), key);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    response
}
