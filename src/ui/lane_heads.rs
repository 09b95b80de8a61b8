//! The heads of the lanes: an arrow that folds, arrows that move, and a name that can be dragged to another
//! position.

use egui::accesskit::Role;
use egui::{CursorIcon, Id, PointerButton, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::request::Asks;
use super::stage::Stage;
use super::style;
use super::view_context::ViewContext;
use super::widgets::{Icon, Text, focus_ring, paint_icon};
use crate::session::Command;
use dateline_picture::layout::{self, LaneBand, Picture};
use dateline_picture::scene::{Theme, TypeSize};
use dateline_timeline::query::{LaneArrangement, Lanes};

/// Where a lane's name begins, as it is drawn.
const NAME_LEFT: f32 = 28.0;
/// Side of an arrow's surface, the minimum that a pointer is asked to meet.
const ARROW: f32 = 20.0;

/// What somebody does with a lane.
#[derive(Clone, Copy)]
enum LaneAction {
    /// Fold or unfold.
    Toggle,
    /// Stand before the lane with this index, counted from the top.
    Move(usize),
}

/// Makes the heads of all lanes in sight answer pointer and keyboard.
pub(super) fn show(ui: &mut Ui, view: &ViewContext<'_>, picture: &Picture, stage: &Stage, asks: &mut Asks) {
    let Some(lanes) = view.session.lanes().cloned() else { return };
    let is_alone = picture.bands.len() < 2 && picture.bands.iter().all(|band| !band.is_folded);
    if is_alone || lanes.shown().len() != picture.bands.len() {
        return;
    }
    let theme = style::theme(ui);
    let mut change: Option<LaneChange> = None;
    for (index, band) in picture.bands.iter().enumerate() {
        let row = layout::Rect::new(0.0, band.top, picture.viewport.width(), band.rows_top);
        let row = stage.on_screen(row);
        if row.height() < (band.rows_top - band.top) * 0.5 || band.name.is_empty() {
            continue;
        }
        let head = Head { index, band, row, picture, stage, theme: &theme };
        change = head.show(ui, asks).map(|action| LaneChange { index, action }).or(change);
    }
    if let Some(change) = change {
        asks.command(view.session.arranged(|kept| change.applied_to(kept, &lanes)));
    }
}

/// What is done with which lane.
struct LaneChange {
    /// Index of the lane among those that are shown, from the top.
    index: usize,
    action: LaneAction,
}

impl LaneChange {
    fn applied_to(&self, kept: LaneArrangement, lanes: &Lanes) -> LaneArrangement {
        match self.action {
            LaneAction::Move(before) => kept.moved(lanes, self.index, before),
            LaneAction::Toggle => match lanes.shown().nth(self.index) {
                Some(lane) => kept.with_toggled(&lane.key),
                None => kept,
            },
        }
    }
}

/// A small arrow in the head of a lane.
#[derive(Clone, Copy)]
struct Arrow<'a> {
    rect: Rect,
    icon: Icon,
    label: &'a str,
    /// It is painted, and not only there for the keyboard and for screen readers.
    is_seen: bool,
}

/// One lane's head on the screen.
struct Head<'a> {
    /// Index of the lane, from the top.
    index: usize,
    band: &'a LaneBand,
    /// The line of the head from edge to edge.
    row: Rect,
    picture: &'a Picture,
    stage: &'a Stage,
    theme: &'a Theme,
}

impl Head<'_> {
    fn show(&self, ui: &Ui, asks: &mut Asks) -> Option<LaneAction> {
        let theme = self.theme;
        let name = Text::bold(&self.band.name, TypeSize::LABEL, theme.ink).line(ui);
        let name_right = self.row.left() + NAME_LEFT + name.size().x;
        let handle = Rect::from_x_y_ranges(self.row.left() + 8.0..=name_right + 3.0, self.row.y_range());
        let handle = ui.interact(handle, self.id("name"), Sense::click_and_drag());
        let mut action = self.drag(ui, &handle);
        if handle.clicked() {
            asks.command(Command::Select(None));
        }
        let arrow = |position: usize| {
            let middle = pos2(name_right + 4.0 + ARROW * (position as f32 + 0.5), self.row.center().y);
            Rect::from_center_size(middle, vec2(ARROW, ARROW))
        };
        let all = Rect::from_min_max(handle.rect.min, arrow(2).max);
        let is_near = ui.rect_contains_pointer(all) && !handle.dragged();
        let (icon, does) =
            if self.band.is_folded { (Icon::ChevronRight, "Unfold") } else { (Icon::ChevronDown, "Fold") };
        let fold = format!("{does} lane {}", self.band.name);
        if self.arrow_ui(ui, &Arrow { rect: arrow(0), icon, label: &fold, is_seen: true }).clicked() {
            action = Some(LaneAction::Toggle);
        }
        let up = format!("Move lane {} up", self.band.name);
        let up = Arrow { rect: arrow(1), icon: Icon::ArrowUp, label: &up, is_seen: is_near };
        if self.index > 0 && self.arrow_ui(ui, &up).clicked() {
            action = Some(LaneAction::Move(self.index - 1));
        }
        let down = format!("Move lane {} down", self.band.name);
        let down = Arrow { rect: arrow(2), icon: Icon::ArrowDown, label: &down, is_seen: is_near };
        if self.index + 1 < self.picture.bands.len() && self.arrow_ui(ui, &down).clicked() {
            action = Some(LaneAction::Move(self.index + 2));
        }
        action
    }

    fn id(&self, part: &'static str) -> Id {
        Id::unique(("lane head", part, self.band.style_index))
    }

    /// A small arrow. It is always there for the keyboard and for screen readers, and seen when it `is_seen`
    /// or has the keyboard.
    fn arrow_ui(&self, ui: &Ui, arrow: &Arrow<'_>) -> Response {
        let Arrow { rect, icon, label, is_seen } = *arrow;
        let theme = self.theme;
        let part = match icon {
            Icon::ArrowUp => "up",
            Icon::ArrowDown => "down",
            _ => "fold",
        };
        let response = ui.interact(rect, self.id(part), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        if is_seen || response.has_focus() {
            if response.hovered() {
                let fill = style::color(theme.canvas.mixed(theme.ink, 0.1));
                ui.painter().rect_filled(rect.shrink(1.0), 4.0, fill);
            }
            let ink = if response.hovered() { theme.ink } else { theme.muted };
            paint_icon(ui.painter(), icon, rect, ink);
            focus_ring(ui.painter(), theme, &response, rect.shrink(3.0), 2);
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(label)
    }

    /// Shows where the lane would stand, and gives the position when it is let go.
    fn drag(&self, ui: &Ui, handle: &Response) -> Option<LaneAction> {
        let Head { picture, stage, theme, .. } = *self;
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
            return Some(LaneAction::Move(before));
        }
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let edge = picture.bands.get(before).map(|band| band.top);
        let edge = edge.or_else(|| {
            picture.bands.last().map(|band| (band.strip_top + picture.metrics.strip_height).min(band.bottom))
        });
        let line = layout::Rect::new(0.0, edge? - 1.0, picture.viewport.width(), edge? + 1.0);
        ui.painter().rect_filled(stage.on_screen(line), 0.0, style::color(theme.accent));
        let text = Text::bold(&self.band.name, TypeSize::LABEL, theme.ink).line(ui);
        let card = Rect::from_min_size(pointer + vec2(12.0, -12.0), text.size() + vec2(16.0, 8.0));
        let firm = Stroke::new(1.0, style::color(theme.border2));
        ui.painter().rect(card, 6.0, style::color(theme.raised), firm, egui::StrokeKind::Inside);
        ui.painter().galley(card.min + vec2(8.0, 4.0), text, egui::Color32::PLACEHOLDER);
        None
    }
}
