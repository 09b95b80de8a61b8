//! Text in the steps of the type scale, each with its own line height.
//!
//! Shortcoming: Arabic and Hebrew in a text field, as in the search, stand in egui's order while they
//! are typed; see [`crate::ui::drawing_order`] for where they stand right.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align2, Galley, Painter, Pos2, Rect, Response, Stroke, Ui, vec2};

use crate::ui::drawing_order::{Room, in_drawing_order, needs_order};
use crate::ui::style;
use dateline_picture::scene::{Rgba8, TypeSize};

/// A text made of runs, each in a size, a weight and an ink.
#[derive(Clone, Debug, Default)]
pub struct Text {
    job: LayoutJob,
}

impl Text {
    /// Regular text.
    pub fn new(text: &str, size: TypeSize, ink: Rgba8) -> Self {
        Text::default().then(text, size, ink)
    }

    /// Bold text; only for titles.
    pub fn bold(text: &str, size: TypeSize, ink: Rgba8) -> Self {
        Text::default().then_bold(text, size, ink)
    }

    /// Adds regular text behind.
    #[must_use]
    pub fn then(mut self, text: &str, size: TypeSize, ink: Rgba8) -> Self {
        self.job.append(text, 0.0, style::text_format(size, false, ink));
        self
    }

    /// Adds bold text behind.
    #[must_use]
    pub fn then_bold(mut self, text: &str, size: TypeSize, ink: Rgba8) -> Self {
        self.job.append(text, 0.0, style::text_format(size, true, ink));
        self
    }

    /// Adds text with a line through them.
    #[must_use]
    pub fn then_struck(mut self, text: &str, size: TypeSize, ink: Rgba8) -> Self {
        let mut format = style::text_format(size, false, ink);
        format.strikethrough = Stroke::new(1.0, style::color(ink));
        self.job.append(text, 0.0, format);
        self
    }

    /// Adds text in a format of one's own.
    #[must_use]
    pub fn then_formatted(mut self, text: &str, format: egui::TextFormat) -> Self {
        self.job.append(text, 0.0, format);
        self
    }

    /// The text without its look.
    pub fn text(&self) -> &str {
        &self.job.text
    }

    /// The text with its look, for a widget of egui.
    pub fn into_job(self) -> LayoutJob {
        self.job
    }

    /// One line as wide as it needs to be.
    pub fn line(self, ui: &Ui) -> Arc<Galley> {
        self.galley(ui, Room::Line)
    }

    /// One line that ends with "…" where `width` ends. Only for lists.
    pub fn cut(self, ui: &Ui, width: f32) -> Arc<Galley> {
        self.galley(ui, Room::Cut(width.max(0.0)))
    }

    /// As many lines as `width` asks for.
    pub fn wrapped(self, ui: &Ui, width: f32) -> Arc<Galley> {
        self.galley(ui, Room::Wrapped(width.max(1.0)))
    }

    fn galley(mut self, ui: &Ui, room: Room) -> Arc<Galley> {
        if needs_order(&self.job) {
            self.job = in_drawing_order(ui.ctx(), &self.job, room);
        } else {
            match room {
                Room::Line => self.job.wrap.max_width = f32::INFINITY,
                Room::Cut(width) => self.job.wrap = egui::text::TextWrapping::truncate_at_width(width),
                Room::Wrapped(width) => self.job.wrap.max_width = width,
            }
        }
        ui.painter().layout_job(self.job)
    }

    /// As a label that wraps at the width there is.
    pub fn show(self, ui: &mut Ui) -> Response {
        let room = Room::Wrapped(ui.available_width());
        self.label(ui, room, |job| egui::Label::new(job).selectable(false).wrap())
    }

    /// As a label of one line, cut with "…" at the width there is.
    pub fn show_cut(self, ui: &mut Ui) -> Response {
        let room = Room::Cut(ui.available_width());
        self.label(ui, room, |job| egui::Label::new(job).selectable(false).truncate())
    }

    /// As a label of one line that takes the width it needs.
    pub fn show_line(self, ui: &mut Ui) -> Response {
        self.label(ui, Room::Line, |job| egui::Label::new(job).selectable(false).extend())
    }

    /// As a label whose text can be marked and copied.
    pub fn show_selectable(self, ui: &mut Ui) -> Response {
        let room = Room::Wrapped(ui.available_width());
        self.label(ui, room, |job| egui::Label::new(job).selectable(true).wrap())
    }

    fn label(self, ui: &mut Ui, room: Room, plain: fn(LayoutJob) -> egui::Label) -> Response {
        if !needs_order(&self.job) {
            return ui.add(plain(self.job));
        }
        let message = self.job.text.clone();
        let galley = self.galley(ui, room);
        // A screen reader gets the text in reading order, whatever the order in which they are drawn.
        ui.add(egui::Label::new(galley).selectable(false)).accessible_name(message)
    }
}

/// Paints a line with its left end at `x`, in the middle of a rectangle's height.
pub fn paint_left(painter: &Painter, rect: Rect, x: f32, galley: Arc<Galley>) -> Rect {
    paint_at(painter, Pos2::new(x, rect.center().y), Align2::LEFT_CENTER, galley)
}

/// Paints a line with its right end at `x`, in the middle of a rectangle's height.
pub fn paint_right(painter: &Painter, rect: Rect, x: f32, galley: Arc<Galley>) -> Rect {
    paint_at(painter, Pos2::new(x, rect.center().y), Align2::RIGHT_CENTER, galley)
}

fn paint_at(painter: &Painter, at: Pos2, anchor: Align2, galley: Arc<Galley>) -> Rect {
    let size = galley.size();
    let mut index = anchor.anchor_size(at, vec2(size.x, size.y));
    // Whole points keep the letters of neighbouring rows on one line of pixels.
    index = index.translate(vec2(index.min.x.round() - index.min.x, index.min.y.round() - index.min.y));
    painter.galley(index.min, galley, egui::Color32::PLACEHOLDER);
    index
}

/// A count with commas between thousands: "20,000".
pub fn thousands(count: usize) -> String {
    dateline_time::grouped(count as u64)
}

/// The text with an upper-case first letter.
pub(in crate::ui) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_by_commas() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (20_000, "20,000"), (1_234_567, "1,234,567")];
        for (count, text) in cases {
            assert_eq!(thousands(count), text);
        }
    }
}
