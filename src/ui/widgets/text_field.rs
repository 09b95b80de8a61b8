//! Fields to type in.

use egui::accesskit::Role;
use egui::{
    CornerRadius, EventFilter, Frame, Id, Key, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{Icon, Text, paint_icon, paint_key_cap, paint_right};
use crate::ui::style;
use dateline_picture::scene::{Theme, TypeSize};

/// The search: a magnifying glass, the text, how many events match, and a way to clear it.
#[derive(Clone, Debug)]
pub struct SearchField<'a> {
    /// Identity of the field, so that a key can move the cursor into it.
    pub id: Id,
    /// What a screen reader says, and the empty field where there is room for it.
    pub name: &'a str,
    /// What the empty field says where there is less room.
    pub short_name: &'a str,
    /// The key that leads here, shown while the field is empty.
    pub key: &'a str,
    /// What was found: "7 of 60"; shown while there is text.
    pub found: &'a str,
    /// What of the text cannot be meant; empty when all can.
    pub problem: &'a str,
    /// The keys that the field keeps to itself and its list.
    pub keys: EventFilter,
}

impl SearchField<'_> {
    /// Shows the field at a width; gives the new text when it changed.
    pub fn show(&self, ui: &mut Ui, text: &str, width: f32) -> Option<String> {
        let theme = style::theme(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(width, style::CONTROL_HEIGHT), Sense::hover());
        paint_frame(ui, &theme, rect, ui.memory(|memory| memory.has_focus(self.id)));
        let glass = Rect::from_min_size(pos2(rect.left() + 8.0, rect.center().y - 8.0), vec2(16.0, 16.0));
        self.lead(ui, glass);
        let (end, is_cleared) = self.end(ui, rect, text);
        let mut label = text.to_owned();
        let field = Rect::from_min_max(pos2(rect.left() + 32.0, rect.top()), pos2(end - 6.0, rect.bottom()));
        let full = Text::new(self.name, TypeSize::BODY, theme.muted).line(ui).size().x;
        let hint = if full <= field.width() { self.name } else { self.short_name };
        let field = BareField {
            rect: field,
            id: self.id,
            name: self.name,
            hint,
            keys: self.keys,
            size: TypeSize::BODY,
        };
        let response = field.show(ui, &mut label);
        if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            response.surrender_focus();
        }
        match (is_cleared, response.changed()) {
            (true, _) => Some(String::new()),
            (false, true) => Some(label),
            (false, false) => None,
        }
    }

    /// The left end: a magnifying glass, or that something cannot be meant.
    fn lead(&self, ui: &Ui, area: Rect) {
        let theme = style::theme(ui);
        if self.problem.is_empty() {
            paint_icon(ui.painter(), Icon::Search, area, theme.muted);
            return;
        }
        paint_icon(ui.painter(), Icon::Warning, area, theme.warn);
        let response = ui.interact(area, self.id.with("problem"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, self.problem));
        response.on_hover_text(self.problem);
    }

    /// The right end: key cap, or count and cross. Gives its left edge and whether the cross was clicked.
    fn end(&self, ui: &Ui, rect: Rect, text: &str) -> (f32, bool) {
        let theme = style::theme(ui);
        if text.is_empty() {
            let width = super::key_cap_width(ui, self.key);
            let cap = paint_key_cap(ui, pos2(rect.right() - width - 8.0, rect.center().y), self.key);
            return (cap.left(), false);
        }
        let cross = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(24.0, 24.0));
        let response = ui.interact(cross, self.id.with("clear"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), "Clear search"));
        let ink = if response.hovered() || response.has_focus() { theme.ink } else { theme.muted };
        paint_icon(ui.painter(), Icon::Close, cross, ink);
        let found = Text::new(self.found, TypeSize::LABEL, theme.muted).line(ui);
        let left = paint_right(ui.painter(), rect, cross.left() - 4.0, found).left();
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Clear search");
        (left, response.clicked())
    }
}

/// A field of one line with a frame; `name` is what a screen reader and the empty field say.
pub fn text_field_ui(ui: &mut Ui, id: Id, name: &str, text: &mut String) -> Response {
    let theme = style::theme(ui);
    let size = vec2(ui.available_width(), style::CONTROL_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    paint_frame(ui, &theme, rect, ui.memory(|memory| memory.has_focus(id)));
    let rect = rect.shrink2(vec2(12.0, 0.0));
    BareField { rect, id, name, hint: name, keys: USUAL_KEYS, size: TypeSize::BODY }.show(ui, text)
}

/// A field of one line without a frame, 48 high, for the head of a dialog that is nothing but a search.
pub fn large_field_ui(ui: &mut Ui, id: Id, name: &str, text: &mut String) -> Response {
    let theme = style::theme(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
    let glass = Rect::from_min_size(pos2(rect.left() + 16.0, rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), Icon::Search, glass, theme.muted);
    let field =
        Rect::from_min_max(pos2(rect.left() + 40.0, rect.top()), pos2(rect.right() - 16.0, rect.bottom()));
    BareField { rect: field, id, name, hint: name, keys: USUAL_KEYS, size: TypeSize::QUOTE }.show(ui, text)
}

/// A field of its own keeps the arrows; Tab and Escape leave it.
const USUAL_KEYS: EventFilter =
    EventFilter { tab: false, escape: false, horizontal_arrows: true, vertical_arrows: true };

/// A field of one line without a frame.
struct BareField<'a> {
    rect: Rect,
    id: Id,
    /// What a screen reader says.
    name: &'a str,
    /// What the empty field says.
    hint: &'a str,
    /// The keys that the field keeps to itself.
    keys: EventFilter,
    size: TypeSize,
}

impl BareField<'_> {
    fn show(&self, ui: &mut Ui, text: &mut String) -> Response {
        let BareField { rect, id, name, hint, keys, size } = *self;
        let theme = style::theme(ui);
        let mut inner = ui.new_child(
            UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        let hint = egui::RichText::new(hint).color(style::color(theme.muted)).font(style::font(size, false));
        let edit = TextEdit::singleline(text)
            .event_filter(keys)
            .id(id)
            .frame(Frame::NONE)
            .font(style::font(size, false))
            .text_color(style::color(theme.ink))
            .hint_text(hint)
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(rect.width())
            .min_size(vec2(rect.width(), rect.height()));
        inner.add(edit).accessible_name(name)
    }
}

fn paint_frame(ui: &Ui, theme: &Theme, rect: Rect, has_focus: bool) {
    let radius = CornerRadius::same(style::CONTROL_RADIUS);
    let (width, ink) = if has_focus { (2.0, theme.accent) } else { (1.0, theme.border) };
    let line = Stroke::new(width, style::color(ink));
    ui.painter().rect(rect, radius, style::color(theme.raised), line, StrokeKind::Inside);
}

/// Puts the cursor of a text field behind its last char, where one goes on typing.
pub(in crate::ui) fn move_cursor_to_end(ui: &Ui, field: Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let end = egui::text::CCursor::new(egui::text::CharIndex(text.chars().count()));
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    egui::TextEdit::store_state(ui.ctx(), field, state);
}
