//! Rows of lists: facets with counts, section heads, keys with values.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::pill::events;
use super::{Icon, Mark, Text, paint_icon, paint_left, paint_mark, paint_right, thousands};
use crate::ui::style;
use dateline_picture::scene::{Rgba8, TypeSize};

/// Width of the keys in a table of keys and values, in points.
pub const KEY_WIDTH: f32 = 86.0;

/// What stands before the text of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lead {
    /// Nothing; the text starts at the edge.
    None,
    /// A lane's shape, a status, a grade.
    Mark(Mark),
    /// An icon in the ink of the text.
    Icon(Icon),
}

/// What stands at the right end of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// How many events carry the value that the row asks for.
    Count(usize),
    /// An icon for what a click does.
    Icon(Icon),
    /// Nothing.
    None,
}

/// A row of 26 that asks for one value of a facet.
#[derive(Clone, Debug)]
pub struct FacetRow<'a> {
    /// What the row is called.
    pub text: &'a str,
    /// What stands at its right end.
    pub end: End,
    /// What stands before the text.
    pub lead: Lead,
    /// Whether the value is asked for.
    pub is_on: bool,
    /// Ink of the text and the icon, if not the usual one.
    pub ink: Option<Rgba8>,
    /// What the pointer shows as a hint; the text again where it is cut.
    pub hint: &'a str,
}

impl FacetRow<'_> {
    /// Height in points.
    pub const HEIGHT: f32 = 26.0;

    /// Shows the row as wide as there is room. Its surface reaches 8 beyond the text on both sides.
    pub fn show(&self, ui: &mut Ui) -> Response {
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), Self::HEIGHT), Sense::click());
        response.widget_info(|| match self.end {
            End::Count(count) => {
                let label = format!("{}, {}", self.text, events(count));
                WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), self.is_on, label)
            }
            End::Icon(_) | End::None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.text),
        });
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response);
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if self.hint.is_empty() { response } else { response.on_hover_text(self.hint) }
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let theme = style::theme(ui);
        let surface = rect.expand2(vec2(8.0, 0.0)).shrink2(vec2(0.0, 1.0));
        let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered(), 0.08);
        let radius = CornerRadius::same(style::CONTROL_RADIUS);
        if self.is_on {
            ui.painter().rect_filled(surface, radius, style::color(theme.accent_soft));
        }
        ui.painter().rect_filled(surface, radius, style::color(theme.ink.with_opacity(0.06 * hover)));
        let ink = self.ink.unwrap_or(theme.ink);
        let lead = Rect::from_min_size(pos2(rect.left(), rect.center().y - 8.0), vec2(16.0, 16.0));
        let text_left = match self.lead {
            Lead::None => rect.left(),
            Lead::Mark(mark) => {
                paint_mark(ui.painter(), mark, lead, &theme);
                rect.left() + 24.0
            }
            Lead::Icon(icon) => {
                paint_icon(ui.painter(), icon, lead, ink);
                rect.left() + 24.0
            }
        };
        let end = self.paint_end(ui, rect);
        let galley = Text::new(self.text, TypeSize::LABEL, ink).cut(ui, end - text_left - 8.0);
        paint_left(ui.painter(), rect, text_left, galley);
        focus_ring(ui.painter(), &theme, response, surface.shrink(2.0), style::CONTROL_RADIUS);
    }

    /// Paints count, tick or chevron and gives the left edge of what it painted.
    fn paint_end(&self, ui: &Ui, rect: Rect) -> f32 {
        let theme = style::theme(ui);
        let icon_at =
            |right: f32| Rect::from_min_size(pos2(right - 16.0, rect.center().y - 8.0), vec2(16.0, 16.0));
        let count = match self.end {
            End::Count(count) => count,
            End::Icon(icon) => {
                paint_icon(ui.painter(), icon, icon_at(rect.right() + 2.0), theme.ink2);
                return rect.right() - 16.0;
            }
            End::None => return rect.right(),
        };
        let ink = if self.is_on { theme.ink2 } else { theme.muted };
        let number = Text::new(&thousands(count), TypeSize::LABEL, ink).line(ui);
        let left = paint_right(ui.painter(), rect, rect.right(), number).left();
        if self.is_on {
            paint_icon(ui.painter(), Icon::Check, icon_at(left - 6.0), theme.accent);
            return left - 22.0;
        }
        left
    }
}

/// A section's name, and quiet text at the right end. With `is_link` that text can be clicked.
pub fn section_head_ui(ui: &mut Ui, name: &str, end: &str, is_link: bool) -> Response {
    let theme = style::theme(ui);
    let (rect, head) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let label = if end.is_empty() || is_link { name.to_owned() } else { format!("{name}, {end}") };
    head.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    paint_left(ui.painter(), rect, rect.left(), Text::bold(name, TypeSize::LABEL, theme.ink).line(ui));
    if end.is_empty() {
        return head;
    }
    let ink = |is_hovered: bool| if is_link && is_hovered { theme.accent } else { theme.muted };
    let galley = Text::new(end, TypeSize::LABEL, ink(false)).line(ui);
    let area = Rect::from_min_max(pos2(rect.right() - galley.size().x - 4.0, rect.top()), rect.max);
    if !is_link {
        paint_right(ui.painter(), rect, rect.right(), galley);
        return head;
    }
    let response = ui.interact(area.expand2(vec2(6.0, 0.0)), head.id.with("end"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{name}: {end}")));
    let galley = Text::new(end, TypeSize::LABEL, ink(response.hovered() || response.has_focus())).line(ui);
    paint_right(ui.painter(), rect, rect.right(), galley);
    focus_ring(ui.painter(), &theme, &response, area.shrink2(vec2(0.0, 3.0)), 3);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A quiet key in a column of [`KEY_WIDTH`] and what stands beside it.
pub fn key_value_ui(ui: &mut Ui, key: &str, add_value: impl FnOnce(&mut Ui)) {
    let theme = style::theme(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().interact_size.y = TypeSize::BODY.line;
        let (rect, response) = ui.allocate_exact_size(vec2(KEY_WIDTH, TypeSize::BODY.line), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
        let galley = Text::new(key, TypeSize::LABEL, theme.muted).cut(ui, KEY_WIDTH - 6.0);
        paint_left(ui.painter(), rect, rect.left(), galley);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            add_value(ui);
        });
    });
}

/// Height of a row of [`icon_row_ui`] in points.
const ICON_ROW_HEIGHT: f32 = 28.0;

/// A clickable row with an icon and a label.
pub(in crate::ui) fn icon_row_ui(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    let theme = style::theme(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ICON_ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let surface = rect.expand2(vec2(8.0, 0.0)).shrink2(vec2(0.0, 1.0));
    let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered(), 0.08);
    let radius = CornerRadius::same(style::CONTROL_RADIUS);
    ui.painter().rect_filled(surface, radius, style::color(theme.ink.with_opacity(0.06 * hover)));
    let area = Rect::from_min_size(pos2(rect.left(), rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), icon, area, theme.ink2);
    let galley = Text::new(label, TypeSize::BODY, theme.ink).cut(ui, rect.width() - 24.0);
    paint_left(ui.painter(), rect, rect.left() + 24.0, galley);
    focus_ring(ui.painter(), &theme, &response, surface.shrink(2.0), style::CONTROL_RADIUS);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
