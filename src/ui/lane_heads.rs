//! The heads of the lanes: an arrow that folds, arrows that move, and a name that can be dragged to another place.

use egui::accesskit::Role;
use egui::{CursorIcon, Id, PointerButton, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::app::App;
use super::canvas::Stage;
use super::style;
use super::widgets::{Icon, Words, focus_ring, paint_icon};
use crate::session::Command;
use dateline_picture::layout::{self, LaneBand, Picture};
use dateline_picture::scene::{Theme, TypeSize};
use dateline_timeline::query::{LaneWish, Lanes};

/// Where a lane's name begins, as it is drawn.
const NAME_LEFT: f32 = 28.0;
/// Side of an arrow's surface, the least that a pointer is asked to meet.
const ARROW: f32 = 20.0;

/// What somebody does with a lane.
#[derive(Clone, Copy)]
enum Wish {
    /// Fold or unfold.
    Toggle,
    /// Stand before the lane at a place from the top.
    Move(usize),
}

/// Makes the heads of all lanes in sight answer pointer and keyboard.
pub(super) fn show(app: &mut App, ui: &mut Ui, picture: &Picture, stage: &Stage) {
    let Some(lanes) = app.session.lanes().cloned() else { return };
    let is_alone = picture.bands.len() < 2 && picture.bands.iter().all(|band| !band.is_folded);
    if is_alone || lanes.shown().len() != picture.bands.len() {
        return;
    }
    let theme = style::theme(ui);
    let mut wish = None;
    for (place, band) in picture.bands.iter().enumerate() {
        let row = layout::Rect::new(0.0, band.top, picture.viewport.width(), band.rows_top);
        let row = stage.on_screen(row);
        if row.height() < (band.rows_top - band.top) * 0.5 || band.name.is_empty() {
            continue;
        }
        let head = Head { place, band, row, last: picture.bands.len() - 1 };
        wish = head.show(app, ui, &theme, (picture, stage)).map(|wish| (place, wish)).or(wish);
    }
    if let Some((place, wish)) = wish {
        let command = app.session.arranged(|kept| fulfilled(kept, &lanes, (place, wish)));
        app.asks.command(command);
    }
}

fn fulfilled(kept: LaneWish, lanes: &Lanes, (place, wish): (usize, Wish)) -> LaneWish {
    match wish {
        Wish::Move(before) => kept.moved(lanes, place, before),
        Wish::Toggle => match lanes.shown().nth(place) {
            Some(lane) => kept.with_toggled(&lane.key),
            None => kept,
        },
    }
}

/// One lane's head on the screen.
struct Head<'a> {
    /// From the top.
    place: usize,
    band: &'a LaneBand,
    /// The line of the head from edge to edge.
    row: Rect,
    /// The place of the lowest lane.
    last: usize,
}

impl Head<'_> {
    fn show(&self, app: &mut App, ui: &mut Ui, theme: &Theme, at: (&Picture, &Stage)) -> Option<Wish> {
        let name = Words::bold(&self.band.name, TypeSize::LABEL, theme.ink).line(ui);
        let name_right = self.row.left() + NAME_LEFT + name.size().x;
        let handle = Rect::from_x_y_ranges(self.row.left() + 8.0..=name_right + 3.0, self.row.y_range());
        let handle = ui.interact(handle, self.id("name"), Sense::click_and_drag());
        let mut wish = self.drag(ui, theme, &handle, at);
        if handle.clicked() {
            app.asks.command(Command::Select(None));
        }
        let arrow = |place: usize| {
            let middle = pos2(name_right + 4.0 + ARROW * (place as f32 + 0.5), self.row.center().y);
            Rect::from_center_size(middle, vec2(ARROW, ARROW))
        };
        let all = Rect::from_min_max(handle.rect.min, arrow(2).max);
        let is_near = ui.rect_contains_pointer(all) && !handle.dragged();
        let (icon, does) =
            if self.band.is_folded { (Icon::ChevronRight, "Unfold") } else { (Icon::ChevronDown, "Fold") };
        let fold = format!("{does} lane {}", self.band.name);
        if self.arrow_ui(ui, theme, (arrow(0), icon, &fold), true).clicked() {
            wish = Some(Wish::Toggle);
        }
        let up = format!("Move lane {} up", self.band.name);
        if self.place > 0 && self.arrow_ui(ui, theme, (arrow(1), Icon::ArrowUp, &up), is_near).clicked() {
            wish = Some(Wish::Move(self.place - 1));
        }
        let down = format!("Move lane {} down", self.band.name);
        if self.place < self.last
            && self.arrow_ui(ui, theme, (arrow(2), Icon::ArrowDown, &down), is_near).clicked()
        {
            wish = Some(Wish::Move(self.place + 2));
        }
        wish
    }

    fn id(&self, part: &'static str) -> Id {
        Id::unique(("lane head", part, self.band.style_index))
    }

    /// A small arrow. It is always there for the keyboard and for screen readers, and seen when it `is_seen` or
    /// has the keyboard.
    fn arrow_ui(
        &self,
        ui: &Ui,
        theme: &Theme,
        (rect, icon, words): (Rect, Icon, &str),
        is_seen: bool,
    ) -> Response {
        let part = match icon {
            Icon::ArrowUp => "up",
            Icon::ArrowDown => "down",
            _ => "fold",
        };
        let response = ui.interact(rect, self.id(part), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
        if is_seen || response.has_focus() {
            if response.hovered() {
                let fill = style::color(theme.canvas.mixed(theme.ink, 0.1));
                ui.painter().rect_filled(rect.shrink(1.0), 4.0, fill);
            }
            let ink = if response.hovered() { theme.ink } else { theme.muted };
            paint_icon(ui.painter(), icon, rect, ink);
            focus_ring(ui.painter(), theme, &response, rect.shrink(3.0), 2);
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(words)
    }

    /// Shows where the lane would stand, and gives the place when it is let go.
    fn drag(
        &self,
        ui: &Ui,
        theme: &Theme,
        handle: &Response,
        (picture, stage): (&Picture, &Stage),
    ) -> Option<Wish> {
        let is_dragged = handle.dragged_by(PointerButton::Primary);
        if !is_dragged && !handle.drag_stopped_by(PointerButton::Primary) {
            if handle.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::Grab);
            }
            return None;
        }
        let pointer = handle.interact_pointer_pos()?;
        let y = stage.point(pointer).y;
        let before = picture.bands.iter().filter(|band| (band.top + band.bottom) / 2.0 < y).count();
        if !is_dragged {
            return Some(Wish::Move(before));
        }
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let edge = picture.bands.get(before).map(|band| band.top);
        let edge = edge.or_else(|| {
            picture.bands.last().map(|band| (band.strip_top + picture.metrics.strip_height).min(band.bottom))
        });
        let line = layout::Rect::new(0.0, edge? - 1.0, picture.viewport.width(), edge? + 1.0);
        ui.painter().rect_filled(stage.on_screen(line), 0.0, style::color(theme.accent));
        let words = Words::bold(&self.band.name, TypeSize::LABEL, theme.ink).line(ui);
        let card = Rect::from_min_size(pointer + vec2(12.0, -12.0), words.size() + vec2(16.0, 8.0));
        let firm = Stroke::new(1.0, style::color(theme.border2));
        ui.painter().rect(card, 6.0, style::color(theme.raised), firm, egui::StrokeKind::Inside);
        ui.painter().galley(card.min + vec2(8.0, 4.0), words, egui::Color32::PLACEHOLDER);
        None
    }
}
