//! The picture: painted from the scene, moved by wheel, drag and pinch, and made of buttons for the keyboard
//! and for screen readers.

use egui::{
    Context, CursorIcon, EventFilter, Id, Key, PointerButton, Response, Role, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::frame_cache::{FrameCache, Pointed};
use super::paint::paint;
use super::request::Asks;
use super::stage::Stage;
use super::view_context::ViewContext;
use super::{lane_heads, nothing_in_view, style, tooltip, wheel};
use crate::session::{Action, Command};
use dateline_picture::layout::{Cell, Hit, Mark, Picture, SlotState, Viewport};
use dateline_picture::scene::{self, Item};
use dateline_timeline::model::EventId;

/// The limit of events that are buttons of their own in one frame; further ones still answer the pointer.
const BUTTONS_LIMIT: usize = 500;

/// Where the picture was painted, and the size of the window then.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Placement {
    rect: egui::Rect,
    window: egui::Vec2,
}

/// What the picture keeps from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    /// Where it was painted last.
    painted: Option<Placement>,
    /// The placement that the session knows of.
    followed: Option<Placement>,
    /// Points from the top of the lanes to the top of what is shown of them.
    scroll: f32,
    /// The pointer in points from the left edge of the picture.
    pointer_x: Option<f64>,
    pointed: Pointed,
    /// An event that was just selected: it is brought into view once the panels beside the picture rest.
    to_reveal: Option<EventId>,
    /// The picture stands where it stood a frame before.
    is_at_rest: bool,
    /// An event whose row is to be scrolled to as soon as it is drawn.
    to_scroll: Option<EventId>,
}

fn picture_id() -> Id {
    Id::unique("picture")
}

impl Canvas {
    /// Where the pointer stands over the picture, in points from its left edge.
    pub(super) fn pointer_x(&self) -> Option<f64> {
        self.pointer_x
    }

    /// What the pointer and the keyboard are on.
    pub(super) fn pointed(&self) -> Pointed {
        self.pointed
    }

    /// Asks for an event to be in view, left to right and top to bottom, as soon as the picture rests.
    pub(super) fn reveal(&mut self, event: EventId) {
        (self.to_reveal, self.is_at_rest) = (Some(event), false);
    }

    /// What the pointer, the wheel and another size of the picture change, before anything is painted. It is
    /// read from where the picture stood in the frame before.
    pub(super) fn steer(&mut self, ctx: &Context) -> Vec<Command> {
        let mut commands = self.follow_placement();
        let (Some(placement), Some(response)) = (self.painted, ctx.read_response(picture_id())) else {
            return commands;
        };
        let rect = placement.rect;
        let at = ctx.input(|input| input.pointer.latest_pos());
        let at = at.filter(|_| response.contains_pointer() || response.dragged());
        self.pointer_x = at.map(|at| f64::from(at.x - rect.left()));
        if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
            let delta = response.drag_delta();
            self.scroll -= delta.y;
            if delta.x != 0.0 {
                commands.push(Command::Pan(f64::from(-delta.x)));
            }
        }
        if !ctx.text_edit_focused() {
            let pages = ctx.input(|input| {
                input.num_presses(Key::PageDown) as f32 - input.num_presses(Key::PageUp) as f32
            });
            self.scroll += pages * rect.height() * 0.8;
        }
        if response.contains_pointer() {
            let x = self.pointer_x.unwrap_or(f64::from(rect.width()) / 2.0);
            commands.extend(wheel::commands(ctx, x));
            if let Some(touch) = ctx.input(|input| input.multi_touch()) {
                commands.push(Command::Zoom(f64::from(touch.zoom_delta), x));
                commands.push(Command::Pan(f64::from(-touch.translation_delta.x)));
            }
        }
        commands
    }

    /// Sets where the picture is in the session. A panel beside it crops it; a new window size rescales it.
    fn follow_placement(&mut self) -> Vec<Command> {
        let Some(Placement { rect, window }) = self.painted else { return Vec::new() };
        let (width, height) = (rect.width(), rect.height());
        let command = match self.followed {
            Some(last) if last.window == window && last.rect == rect => {
                let event = if self.is_at_rest { self.to_reveal.take() } else { None };
                self.to_scroll = event.or(self.to_scroll);
                event.map(Command::Reveal)
            }
            Some(last) if last.window == window => {
                Some(Command::Crop(f64::from(rect.left() - last.rect.left()), width, height))
            }
            _ => Some(Command::Resize(width, height)),
        };
        self.followed = self.painted;
        command.into_iter().collect()
    }

    /// Remembers where the picture is painted. Where that is new the pass is painted again, with the view
    /// that fits.
    fn set_picture_area(&mut self, ctx: &Context, rect: egui::Rect) {
        let placement = Placement { rect, window: ctx.content_rect().size() };
        if self.painted != Some(placement) {
            (self.painted, self.is_at_rest) = (Some(placement), false);
            ctx.request_discard("the picture has another size");
            ctx.request_repaint();
        } else if self.to_reveal.is_some() && ctx.current_pass_index() == 0 {
            // In a second pass the rectangle says nothing of the frame before.
            self.is_at_rest = true;
            ctx.request_repaint();
        }
    }

    /// Selects an event by a click: the view stays, and is moved only if a panel then covers the event.
    fn select(&mut self, event: EventId, asks: &mut Asks) {
        self.reveal(event);
        asks.command(Command::Select(Some(event)));
    }

    /// Shows the picture in all of the space there is.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        view: &ViewContext<'_>,
        cache: &mut FrameCache,
        asks: &mut Asks,
    ) {
        let rect = ui.available_rect_before_wrap();
        // Its events have the keyboard, one by one; by itself it answers the pointer alone.
        let response = ui.interact(rect, picture_id(), Sense::CLICK | Sense::DRAG);
        self.set_picture_area(ui.ctx(), rect);
        let picture = cache.picture(view, self.pointed);
        self.scroll_to_row(&picture, rect.height());
        let below = (picture.content_height - rect.height()).max(0.0);
        // Less than a point is rounding, not a lane.
        self.scroll = self.scroll.clamp(0.0, if below < 1.0 { 0.0 } else { below });
        let stage = Stage { rect, axis: picture.metrics.axis_height, scroll: self.scroll };
        let at = ui.input(|input| input.pointer.latest_pos());
        let at = at.filter(|_| response.contains_pointer() || response.dragged());
        self.pointed.hover = at.and_then(|at| picture.hit(stage.point(at)));
        self.buttons(ui, view, &Shown { picture: &picture, stage: &stage }, asks);
        let items = cache.scene_items(view, self.pointed, ui.visuals().dark_mode);
        paint_lanes_and_axis(ui, &items, &stage);
        scroll_bar(ui, &stage, picture.content_height);
        if cache.is_sliding() {
            ui.ctx().request_repaint();
        }
        self.follow_pointer(view, cache, &Shown { picture: &picture, stage: &stage }, &response);
        if response.clicked() && !response.dragged() {
            self.click(view, cache, &picture, asks);
        }
        lane_heads::show(ui, view, &picture, &stage, asks);
        nothing_in_view::show(ui, view, &picture, stage.ground(), asks);
        ui.advance_cursor_after_rect(rect);
    }

    /// Brings the row of an event that was just selected between the axis and the foot.
    fn scroll_to_row(&mut self, picture: &Picture, height: f32) {
        let Some(mark) = self.to_scroll.and_then(|event| picture.mark(event)) else { return };
        self.to_scroll = None;
        let room = picture.metrics.row_height * 1.5;
        let highest = (mark.center_y - height + room).max(0.0);
        let lowest = (mark.center_y - picture.metrics.axis_height - room).max(highest);
        self.scroll = self.scroll.clamp(highest, lowest);
    }

    /// Every event in view is a labelled button: for the keyboard, for screen readers, and for the pointer.
    fn buttons(&mut self, ui: &Ui, view: &ViewContext<'_>, shown: &Shown<'_>, asks: &mut Asks) {
        let Shown { picture, stage } = *shown;
        let in_sight = |mark: &&Mark| stage.on_screen(mark.hit).is_positive();
        let mut marks: Vec<&Mark> = picture.marks.iter().filter(in_sight).take(BUTTONS_LIMIT).collect();
        // In an order that does not depend on which of them has the keyboard and is drawn last for that: of
        // two with the same date Tab would lead back and forth for ever.
        marks.sort_by(|one, other| {
            let time = one.hit.left.total_cmp(&other.hit.left);
            time.then(one.center_y.total_cmp(&other.center_y)).then(one.event.cmp(&other.event))
        });
        self.pointed.focus = None;
        for mark in marks {
            let response = ui.interact(stage.on_screen(mark.hit), button_id(mark.event), Sense::click());
            let timeline = &view.session.document().timeline;
            response.widget_info(|| {
                let label = scene::event_label(timeline, mark.event);
                let mut info = WidgetInfo::labeled(Role::Button, true, label);
                info.selected = Some(view.session.selected() == Some(mark.event));
                info
            });
            if response.has_focus() {
                self.pointed.focus = Some(mark.event);
                // Arrows step through time here and do not look for the next widget.
                let arrows =
                    EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
            }
            if response.double_clicked() || response.triple_clicked() {
                asks.command(Command::Select(Some(mark.event)));
                asks.act(Action::FitSelection);
            } else if response.clicked() {
                self.select(mark.event, asks);
            }
        }
    }

    /// Cursor and tooltip of what is no button.
    fn follow_pointer(
        &self,
        view: &ViewContext<'_>,
        cache: &mut FrameCache,
        shown: &Shown<'_>,
        response: &Response,
    ) {
        if response.dragged() {
            response.ctx.set_cursor_icon(CursorIcon::Grabbing);
            return;
        }
        let hover = self.pointed.hover;
        let is_active = matches!(hover, Some(Hit::Event(_) | Hit::Cell(_) | Hit::Slot(_)));
        if response.contains_pointer() {
            let icon = if is_active { CursorIcon::PointingHand } else { CursorIcon::Default };
            response.ctx.set_cursor_icon(icon);
        }
        if let Some(Hit::Cell(index)) = hover
            && view.session.overlay().is_none()
            && let Some(cell) = shown.picture.cells.get(index)
        {
            let text = cache.tooltip_of_cell(view, self.pointed, index, cell);
            tooltip::show(response, cell, &text, shown.stage.on_screen(cell.rect));
        }
    }

    /// A click on what is no button.
    fn click(&mut self, view: &ViewContext<'_>, cache: &mut FrameCache, picture: &Picture, asks: &mut Asks) {
        match self.pointed.hover {
            Some(Hit::Event(event)) => self.select(event, asks),
            Some(Hit::Slot(index)) => {
                if let Some(slot) = picture.slots.get(index) {
                    let event = if let SlotState::Met(event) = slot.state { event } else { slot.event };
                    self.select(event, asks);
                }
            }
            Some(Hit::Cell(index)) => {
                let Some(cell) = picture.cells.get(index) else { return };
                if let Some(event) = cell.event {
                    self.select(event, asks);
                } else if let Some(unfolded) = cache.unfolded(view, self.pointed, index) {
                    asks.command(Command::Fly(unfolded));
                } else if is_folded(picture, cell) && is_narrower(cell, &view.session.viewport()) {
                    // Of a folded lane nothing is labelled at any zoom: its counts are looked into.
                    asks.command(Command::FlyBetween(cell.from, cell.to));
                } else if let Some(first) = cache.events_of_cell(view, self.pointed, index, 1).first() {
                    // No zoom will show more: the first of them can be read, and stepped on from.
                    self.select(*first, asks);
                }
            }
            Some(Hit::Axis) => {}
            Some(Hit::LaneHead(_)) | None => asks.command(Command::Select(None)),
        }
    }
}

/// The picture as it stands on the screen.
struct Shown<'a> {
    picture: &'a Picture,
    stage: &'a Stage,
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

/// The id of an event's button.
pub(super) fn button_id(event: EventId) -> Id {
    Id::unique(("event", event.index()))
}

fn is_folded(picture: &Picture, cell: &Cell) -> bool {
    picture.bands.get(cell.band).is_some_and(|band| band.is_folded)
}

/// Whether a cell stands for less time than a view shows.
fn is_narrower(cell: &Cell, view: &Viewport) -> bool {
    cell.to.seconds_since(cell.from) < view.span_seconds()
}
