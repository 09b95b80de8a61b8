//! The picture: painted from the scene, moved by wheel, drag and pinch, and made of buttons for the keyboard
//! and for screen readers.

use egui::{CursorIcon, Event, Id, MouseWheelUnit, PointerButton, Response, Role, Sense, Ui, WidgetInfo};

use super::app::App;
use super::paint::paint;
use super::tooltip;
use crate::layout::{Hit, Mark, Picture, Point, Rect, SlotState};
use crate::model::EventId;
use crate::scene;
use crate::session::Command;

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
    /// The pointer in points of the picture.
    pointer: Option<Point>,
    /// What the pointer is on.
    pub(super) hover: Option<Hit>,
    /// The event that the keyboard is on.
    pub(super) focus: Option<EventId>,
    /// An event that was just selected: it is brought into view once the panels beside the picture rest.
    pub(super) to_reveal: Option<EventId>,
}

impl Canvas {
    /// Where the pointer stands over the picture, from its left edge.
    pub(super) fn pointer_x(&self) -> Option<f64> {
        self.pointer.map(|point| f64::from(point.x))
    }
}

/// Shows the picture in all of the space there is.
pub fn show(app: &mut App, ui: &mut Ui) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, ui.scope_id().with("picture"), Sense::click_and_drag());
    follow_place(app, ui, rect);
    app.canvas.pointer = pointer_in(&response, rect);
    steer(app, ui, &response, rect);
    let picture = app.picture();
    app.canvas.scroll = app.canvas.scroll.clamp(0.0, (picture.content_height - rect.height()).max(0.0));
    app.canvas.hover = app.canvas.pointer.and_then(|point| picture.hit(point));
    buttons(app, ui, &picture, rect);
    let items = app.scene_items(ui.visuals().dark_mode);
    paint(&ui.painter_at(rect), rect.min, &items);
    pointer_effects(app, ui, &response, &picture);
    ui.advance_cursor_after_rect(rect);
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
            }
        }
        _ => app.session.apply(Command::Resize(width, height)),
    }
    app.canvas.place = Some((rect, window));
}

fn pointer_in(response: &Response, rect: egui::Rect) -> Option<Point> {
    let at = response.ctx.input(|input| input.pointer.latest_pos())?;
    let is_over = response.contains_pointer() || response.dragged();
    is_over.then(|| Point::new(at.x - rect.left(), at.y - rect.top()))
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
fn wheel(event: &Event) -> Option<(f64, f64)> {
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
fn buttons(app: &mut App, ui: &mut Ui, picture: &Picture, rect: egui::Rect) {
    let mut marks: Vec<&Mark> = picture.marks.iter().take(BUTTONS_LIMIT).collect();
    marks.sort_by(|one, other| one.hit.left.total_cmp(&other.hit.left));
    app.canvas.focus = None;
    for mark in marks {
        let place = on_screen(mark.hit, rect).intersect(rect);
        if !place.is_positive() {
            continue;
        }
        let response = ui.interact(place, button_id(mark.event), Sense::click());
        let timeline = &app.session.document.timeline;
        response.widget_info(|| {
            let label = scene::event_label(timeline, mark.event);
            let mut info = WidgetInfo::labeled(Role::Button, true, label);
            info.selected = Some(app.session.selected == Some(mark.event));
            info
        });
        if response.has_focus() {
            app.canvas.focus = Some(mark.event);
        }
        if response.double_clicked() {
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

fn on_screen(rect: Rect, place: egui::Rect) -> egui::Rect {
    egui::Rect::from_min_max(egui::pos2(rect.left, rect.top), egui::pos2(rect.right, rect.bottom))
        .translate(place.min.to_vec2())
}

/// Cursor, tooltip and clicks on what is no button.
fn pointer_effects(app: &mut App, ui: &mut Ui, response: &Response, picture: &Picture) {
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
        && let Some(cell) = picture.cells.get(index)
    {
        let place = on_screen(cell.rect, response.rect);
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
                        // No zoom will show more: the first of them can be read, and stepped on from.
                        None => {
                            if let Some(first) = app.events_of_cell(index).first() {
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

impl App {
    /// Selects an event by a click: the view stays, and is moved only if a panel then covers the event.
    pub(super) fn select(&mut self, event: EventId) {
        self.canvas.to_reveal = Some(event);
        self.asks.command(Command::Select(Some(event)));
    }
}
