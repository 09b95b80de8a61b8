//! The picture: painted from the scene, moved by wheel, drag and pinch, and made of buttons for the keyboard
//! and for screen readers.

use egui::{
    CursorIcon, Event, EventFilter, Id, Key, MouseWheelUnit, PointerButton, Response, Role, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

use super::app::App;
use super::paint::paint;
use super::{lane_heads, nothing_in_view, style, tooltip};
use crate::session::Command;
use dateline_picture::layout::{Cell, Hit, Mark, Picture, Point, Rect, SlotState, Viewport};
use dateline_picture::scene::{self, Item};
use dateline_timeline::model::EventId;

/// The most events that are buttons of their own in one frame; further ones still answer the pointer.
const BUTTONS_LIMIT: usize = 500;
/// By how much one notch of the wheel zooms.
const NOTCH: f64 = 1.2;
/// Points of a smooth wheel that zoom as much as one notch.
const NOTCH_POINTS: f64 = 50.0;
/// Points that one notch of the wheel pans.
const NOTCH_PAN: f64 = 60.0;

/// What the picture keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Canvas {
    /// Where it was painted last, and the size of the window then.
    place: Option<(egui::Rect, egui::Vec2)>,
    /// Points from the top of the lanes to the top of what is shown of them.
    pub(super) scroll: f32,
    /// The pointer in points from the left edge of the picture.
    pointer_x: Option<f64>,
    /// What the pointer is on.
    pub(super) hover: Option<Hit>,
    /// The event that the keyboard is on.
    pub(super) focus: Option<EventId>,
    /// An event that was just selected: it is brought into view once the panels beside the picture rest.
    to_reveal: Option<EventId>,
    /// An event whose row is to be scrolled to as soon as it is drawn.
    to_scroll: Option<EventId>,
}

impl Canvas {
    /// Where the pointer stands over the picture, from its left edge.
    pub(super) fn pointer_x(&self) -> Option<f64> {
        self.pointer_x
    }

    /// Asks for an event to be in view, left to right and top to bottom, as soon as the picture rests.
    pub(super) fn reveal(&mut self, event: EventId) {
        self.to_reveal = Some(event);
    }
}

/// Where the picture stands on the screen: the axis stays, the lanes below it are scrolled.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    rect: egui::Rect,
    axis: f32,
    scroll: f32,
}

impl Stage {
    /// Where the lanes are seen.
    fn ground(&self) -> egui::Rect {
        egui::Rect::from_min_max(pos2(self.rect.left(), self.rect.top() + self.axis), self.rect.max)
    }

    /// The point of the picture at a place of the screen.
    pub(super) fn point(&self, at: egui::Pos2) -> Point {
        let (x, y) = (at.x - self.rect.left(), at.y - self.rect.top());
        Point::new(x, if y < self.axis { y } else { y + self.scroll })
    }

    /// Where something of the lanes stands on the screen, as far as it is seen.
    pub(super) fn on_screen(&self, rect: Rect) -> egui::Rect {
        let place = egui::Rect::from_min_max(pos2(rect.left, rect.top), pos2(rect.right, rect.bottom));
        place.translate(self.rect.min.to_vec2() - vec2(0.0, self.scroll)).intersect(self.ground())
    }
}

/// Shows the picture in all of the space there is.
pub fn show(app: &mut App, ui: &mut Ui) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, ui.scope_id().with("picture"), Sense::click_and_drag());
    follow_place(app, ui, rect);
    let at = ui.input(|input| input.pointer.latest_pos());
    let at = at.filter(|_| response.contains_pointer() || response.dragged());
    app.canvas.pointer_x = at.map(|at| f64::from(at.x - rect.left()));
    steer(app, ui, &response, rect);
    let picture = app.picture();
    scroll_to_row(app, &picture, rect.height());
    let below = (picture.content_height - rect.height()).max(0.0);
    // Less than a point is rounding, not a lane.
    app.canvas.scroll = app.canvas.scroll.clamp(0.0, if below < 1.0 { 0.0 } else { below });
    let stage = Stage { rect, axis: picture.metrics.axis_height, scroll: app.canvas.scroll };
    app.canvas.hover = at.and_then(|at| picture.hit(stage.point(at)));
    buttons(app, ui, &picture, &stage);
    let items = app.scene_items(ui.visuals().dark_mode);
    paint_lanes_and_axis(ui, &items, &stage);
    scroll_bar(ui, &stage, picture.content_height);
    pointer_effects(app, ui, (&response, &stage), &picture);
    lane_heads::show(app, ui, &picture, &stage);
    nothing_in_view::show(app, ui, &picture, stage.ground());
    ui.advance_cursor_after_rect(rect);
}

/// Brings the row of an event that was just selected between the axis and the foot.
fn scroll_to_row(app: &mut App, picture: &Picture, height: f32) {
    let Some(mark) = app.canvas.to_scroll.and_then(|event| picture.mark(event)) else { return };
    app.canvas.to_scroll = None;
    let room = picture.metrics.row_height * 1.5;
    let highest = (mark.center_y - height + room).max(0.0);
    let lowest = (mark.center_y - picture.metrics.axis_height - room).max(highest);
    app.canvas.scroll = app.canvas.scroll.clamp(highest, lowest);
}

/// The first item holds all that scrolls, the others stand above it.
fn paint_lanes_and_axis(ui: &Ui, items: &[Item], stage: &Stage) {
    let (lanes, axis) = items.split_at(items.len().min(1));
    let scrolled = stage.rect.min - vec2(0.0, stage.scroll);
    paint(&ui.painter_at(stage.ground()), scrolled, lanes);
    paint(&ui.painter_at(stage.rect), stage.rect.min, axis);
}

/// Shows which part of lanes that do not fit is seen. It lies over the picture and takes no room.
fn scroll_bar(ui: &Ui, stage: &Stage, content_height: f32) {
    let ground = stage.ground();
    let whole = content_height - stage.axis;
    if whole <= ground.height() + 1.0 {
        return;
    }
    let length = (ground.height() / whole * ground.height()).max(32.0);
    let way = ground.height() - length;
    let top = ground.top() + way * stage.scroll / (whole - ground.height());
    let bar = egui::Rect::from_min_size(pos2(ground.right() - 7.0, top), vec2(4.0, length));
    let ink = style::color(style::theme(ui).ink.with_opacity(0.35));
    ui.painter().rect_filled(bar.shrink2(vec2(0.0, 2.0)), 2.0, ink);
}

/// Tells the session where the picture is. A panel beside it crops it; a new window size rescales it.
fn follow_place(app: &mut App, ui: &Ui, rect: egui::Rect) {
    let window = ui.ctx().content_rect().size();
    let (width, height) = (rect.width(), rect.height());
    match app.canvas.place {
        Some((last, last_window)) if last_window == window => {
            if last != rect {
                app.session.apply(Command::Crop(f64::from(rect.left() - last.left()), width, height));
                ui.ctx().request_repaint();
            } else if let Some(event) = app.canvas.to_reveal.take() {
                app.session.apply(Command::Reveal(event));
                app.canvas.to_scroll = Some(event);
            }
        }
        _ => app.session.apply(Command::Resize(width, height)),
    }
    app.canvas.place = Some((rect, window));
}

/// Wheel, drag and pinch, in the frame in which they happen.
fn steer(app: &mut App, ui: &Ui, response: &Response, rect: egui::Rect) {
    if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
        let delta = response.drag_delta();
        app.canvas.scroll -= delta.y;
        if delta.x != 0.0 {
            app.session.apply(Command::Pan(f64::from(-delta.x)));
        }
    }
    if !ui.ctx().text_edit_focused() {
        let pages =
            ui.input(|input| input.num_presses(Key::PageDown) as f32 - input.num_presses(Key::PageUp) as f32);
        app.canvas.scroll += pages * rect.height() * 0.8;
    }
    if !response.contains_pointer() {
        return;
    }
    let x = app.canvas.pointer_x().unwrap_or(f64::from(rect.width()) / 2.0);
    for (pan, factor) in ui.input(|input| input.events.iter().filter_map(wheel).collect::<Vec<_>>()) {
        if pan != 0.0 {
            app.session.apply(Command::Pan(pan));
        }
        if factor != 1.0 {
            app.session.apply(Command::Zoom(factor, x));
        }
    }
    if let Some(touch) = ui.input(|input| input.multi_touch()) {
        app.session.apply(Command::Zoom(f64::from(touch.zoom_delta), x));
        app.session.apply(Command::Pan(f64::from(-touch.translation_delta.x)));
    }
}

/// Points to pan and factor to zoom for one turn of the wheel or one pinch.
pub(super) fn wheel(event: &Event) -> Option<(f64, f64)> {
    match event {
        Event::Zoom(factor) => Some((0.0, f64::from(*factor))),
        Event::MouseWheel { unit, delta, modifiers, .. } => {
            let notch = |amount: f32| match unit {
                MouseWheelUnit::Point => f64::from(amount) / NOTCH_POINTS,
                MouseWheelUnit::Line => f64::from(amount),
                MouseWheelUnit::Page => f64::from(amount) * 8.0,
            };
            if modifiers.shift {
                Some((-(notch(delta.x) + notch(delta.y)) * NOTCH_PAN, 1.0))
            } else {
                Some((-notch(delta.x) * NOTCH_PAN, NOTCH.powf(notch(delta.y))))
            }
        }
        _ => None,
    }
}

/// Every event in view is a button with its words: for the keyboard, for screen readers, and for the pointer.
fn buttons(app: &mut App, ui: &mut Ui, picture: &Picture, stage: &Stage) {
    let in_sight = |mark: &&Mark| stage.on_screen(mark.hit).is_positive();
    let mut marks: Vec<&Mark> = picture.marks.iter().filter(in_sight).take(BUTTONS_LIMIT).collect();
    marks.sort_by(|one, other| one.hit.left.total_cmp(&other.hit.left));
    app.canvas.focus = None;
    for mark in marks {
        let place = stage.on_screen(mark.hit);
        let response = ui.interact(place, button_id(mark.event), Sense::click());
        let timeline = &app.session.document().timeline;
        response.widget_info(|| {
            let label = scene::event_label(timeline, mark.event);
            let mut info = WidgetInfo::labeled(Role::Button, true, label);
            info.selected = Some(app.session.selected() == Some(mark.event));
            info
        });
        if response.has_focus() {
            app.canvas.focus = Some(mark.event);
            // Arrows step through time here and do not look for the next widget.
            let arrows =
                EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
        if response.double_clicked() || response.triple_clicked() {
            app.asks.command(Command::Select(Some(mark.event)));
            app.asks.act(crate::session::Action::FitSelection);
        } else if response.clicked() {
            app.select(mark.event);
        }
    }
}

/// The id of an event's button.
pub(super) fn button_id(event: EventId) -> Id {
    Id::unique(("event", event.index()))
}

/// Cursor, tooltip and clicks on what is no button.
fn pointer_effects(app: &mut App, ui: &mut Ui, (response, stage): (&Response, &Stage), picture: &Picture) {
    let hover = app.canvas.hover;
    if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        return;
    }
    let is_active = matches!(hover, Some(Hit::Event(_) | Hit::Cell(_) | Hit::Slot(_)));
    if response.contains_pointer() {
        let icon = if is_active { CursorIcon::PointingHand } else { CursorIcon::Default };
        ui.ctx().set_cursor_icon(icon);
    }
    if let Some(Hit::Cell(index)) = hover
        && app.session.overlay().is_none()
        && let Some(cell) = picture.cells.get(index)
    {
        let place = stage.on_screen(cell.rect);
        tooltip::cell(app, response, (index, cell), place);
    }
    if !response.clicked() {
        return;
    }
    match hover {
        Some(Hit::Event(event)) => app.select(event),
        Some(Hit::Slot(place)) => {
            if let Some(slot) = picture.slots.get(place) {
                app.select(match slot.state {
                    SlotState::Met(event) => event,
                    _ => slot.event,
                });
            }
        }
        Some(Hit::Cell(index)) => {
            if let Some(cell) = picture.cells.get(index) {
                match cell.event {
                    Some(event) => app.select(event),
                    None => match app.unfolded(index) {
                        Some(view) => app.asks.command(Command::Fly(view)),
                        // Of a folded lane nothing is labelled at any zoom: its counts are looked into.
                        None if is_folded(picture, cell) && is_narrower(cell, &app.session.viewport()) => {
                            app.asks.command(Command::FlyBetween(cell.from, cell.to));
                        }
                        // No zoom will show more: the first of them can be read, and stepped on from.
                        None => {
                            if let Some(first) = app.events_of_cell(index, 1).first() {
                                app.select(*first);
                            }
                        }
                    },
                }
            }
        }
        Some(Hit::Axis) => {}
        Some(Hit::LaneHead(_)) | None => app.asks.command(Command::Select(None)),
    }
}

fn is_folded(picture: &Picture, cell: &Cell) -> bool {
    picture.bands.get(cell.band).is_some_and(|band| band.is_folded)
}

/// Whether a cell stands for less time than a view shows.
fn is_narrower(cell: &Cell, view: &Viewport) -> bool {
    cell.to.seconds_since(cell.from) < view.span_seconds()
}

impl App {
    /// Selects an event by a click: the view stays, and is moved only if a panel then covers the event.
    pub(super) fn select(&mut self, event: EventId) {
        self.canvas.reveal(event);
        self.asks.command(Command::Select(Some(event)));
    }
}
