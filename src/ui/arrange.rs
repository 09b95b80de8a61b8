//! Where everything stands: bars above and below, panels beside the picture or over it.

use std::sync::Arc;
use std::time::Duration;

use egui::{Area, CentralPanel, Frame, Id, Order, Panel, Rect, Ui, UiBuilder, pos2, vec2};

use super::app::App;
use super::panels::{self, TOP_BAR_HEIGHT};
use super::{canvas, list, notice, overview, save_job, style};
use crate::session::{Command, SidePanel};
use dateline_picture::scene::TypeSize;

/// Below this width of the window the facets open over the picture.
const FACETS_BESIDE: f32 = 1400.0;
/// Below this width the detail opens over the picture as well.
const DETAIL_BESIDE: f32 = 1100.0;
/// Width of the facets, and how narrow and wide they can be dragged.
const FACETS_WIDTH: f32 = 224.0;
const FACETS_RANGE: (f32, f32) = (200.0, 320.0);
/// Width of the detail in a wide and in a narrow window, and how far it can be dragged.
const DETAIL_WIDTH: f32 = 372.0;
const DETAIL_WIDTH_NARROW: f32 = 340.0;
const DETAIL_RANGE: (f32, f32) = (320.0, 480.0);
/// The picture is never planned narrower than this.
const LEAST_PICTURE: f32 = 560.0;
/// Height of the overview, and in windows lower than 850.
const OVERVIEW_HEIGHT: f32 = 100.0;
const OVERVIEW_HEIGHT_LOW: f32 = 72.0;
const LOW: f32 = 850.0;
const STATUS_LINE_HEIGHT: f32 = 28.0;
/// Radius of the place to drop a file.
const DROP_RADIUS: f32 = 12.0;
/// A file that is read faster than this shows no card that would only flash.
const LOADING_SHOWS_AFTER: Duration = Duration::from_millis(150);

/// Which panels stand where, as far as the session does not know.
#[derive(Debug)]
pub struct Arrangement {
    /// The facets are to be open where there is room for them beside the picture.
    pub facets_are_wanted: bool,
    /// The window is too narrow for facets beside the picture; `None` before the first frame.
    narrow: Option<bool>,
    /// The size that lanes and rows are planned for: of the picture when both panels stand beside it, so
    /// that opening one moves no row.
    pub plan_size: (f32, f32),
    /// The search is to get the keyboard.
    pub search_wants_focus: bool,
}

impl Default for Arrangement {
    fn default() -> Self {
        Arrangement {
            facets_are_wanted: true,
            narrow: None,
            plan_size: (1004.0, 776.0),
            search_wants_focus: false,
        }
    }
}

impl Arrangement {
    /// Before the first frame, with facets or without.
    pub fn wanting(facets_are_wanted: bool) -> Self {
        Arrangement { facets_are_wanted, ..Arrangement::default() }
    }

    /// Whether the facets stand over the picture.
    pub fn is_narrow(&self) -> bool {
        self.narrow.unwrap_or(false)
    }
}

/// Shows everything.
pub fn show(app: &mut App, ui: &mut Ui) {
    let theme = style::theme(ui);
    let window = ui.available_size();
    follow_width(app, window.x);
    let overview_height = if window.y < LOW { OVERVIEW_HEIGHT_LOW } else { OVERVIEW_HEIGHT };
    app.arrangement.plan_size = plan_size(window, overview_height);
    if app.is_starting {
        ui.painter().rect_filled(ui.max_rect(), 0.0, style::color(theme.panel));
        over_everything(app, ui);
        return;
    }
    app.follow_lanes();
    let bar = Frame::new().fill(style::color(theme.panel));
    Panel::top("top bar").exact_size(TOP_BAR_HEIGHT).frame(bar).show(ui, |ui| {
        // Counts are wanted beside the values that a search offers.
        let counts = if panels::is_searching(ui) { app.facet_counts() } else { None };
        panels::top_bar_ui(ui, &app.session, counts.as_ref(), &mut app.asks);
    });
    if std::mem::take(&mut app.arrangement.search_wants_focus) {
        ui.ctx().memory_mut(|memory| memory.request_focus(panels::search_id()));
    }
    Panel::bottom("status line").exact_size(STATUS_LINE_HEIGHT).frame(bar).show(ui, |ui| {
        let is_list = app.session.is_list();
        let shown = if is_list { app.session.matches().len() } else { app.shown_count() };
        let work = app.work_in_sight(ui.ctx());
        panels::status_line_ui(ui, &app.session, (shown, work), &mut app.asks);
    });
    let room = ui.available_rect_before_wrap();
    if panels::problems_take_the_room(&app.session) {
        CentralPanel::default().frame(bar).show(ui, |ui| {
            panels::problems_ui(ui, &app.session, &mut app.asks);
        });
        over_everything(app, ui);
        return;
    }
    if app.session.document().timeline.is_empty() {
        CentralPanel::default().frame(bar).show(ui, |ui| {
            panels::empty_ui(ui, &app.kept.recent, &mut app.asks);
        });
        over_everything(app, ui);
        return;
    }
    facets(app, ui, bar, room);
    detail(app, ui, bar, room, window.x);
    if app.session.is_list() {
        let ground = Frame::new().fill(style::color(theme.canvas));
        CentralPanel::default().frame(ground).show(ui, |ui| list::show(app, ui));
        over_everything(app, ui);
        return;
    }
    Panel::bottom("overview").exact_size(overview_height).frame(bar).show(ui, |ui| {
        overview::show(app, ui, &theme);
    });
    let ground = Frame::new().fill(style::color(theme.canvas));
    CentralPanel::default().frame(ground).show(ui, |ui| canvas::show(app, ui));
    over_everything(app, ui);
}

/// What stands over the window: dialogs, the file that is being read, notices.
fn over_everything(app: &mut App, ui: &mut Ui) {
    let worker = app.is_large().then_some(&app.worker);
    let (session, called) = (&app.session, &mut app.called);
    let mut finder = |text: &str| {
        let timeline = Arc::clone(&session.document().timeline);
        let found = called.follow(worker, (session.revision(), text.to_owned()), move |(_, text), stop| {
            panels::events_called(&timeline, text, stop).map(Arc::new)
        });
        let of_this_file = found.filter(|((revision, _), _)| *revision == session.revision());
        of_this_file.map(|(_, events)| Arc::clone(events)).unwrap_or_default()
    };
    panels::overlay_ui(ui, session, &app.kept, &mut finder, &mut app.asks);
    let (reports, worker, at_once) = (&mut app.reports, &app.worker, app.pace.at_once);
    let mut reporter =
        |target, is_filtered| save_job::report(reports, (worker, at_once), session, (target, is_filtered));
    panels::save_as_ui(ui, session, &mut reporter, &mut app.asks);
    if let Some(loading) = &app.loading {
        let waits = LOADING_SHOWS_AFTER.saturating_sub(loading.began.elapsed());
        if waits.is_zero() {
            panels::loading_ui(ui, &loading.name, loading.phase(), &mut app.asks);
        } else {
            ui.ctx().request_repaint_after(waits);
        }
    }
    notice::show(app, ui);
    drop_zone(ui);
}

/// Says what happens when the file that is held over the window is let go.
fn drop_zone(ui: &Ui) {
    let held = ui.input(|input| input.raw.hovered_files.len());
    if held == 0 {
        return;
    }
    let theme = style::theme(ui);
    let layer = egui::LayerId::new(Order::Tooltip, Id::unique("drop zone"));
    let painter = ui.ctx().layer_painter(layer);
    let screen = ui.ctx().content_rect();
    painter.rect_filled(screen, 0.0, style::color(theme.panel.with_opacity(0.86)));
    let zone = screen.shrink(24.0);
    let line = egui::Stroke::new(2.0, style::color(theme.accent));
    painter.rect_stroke(zone, DROP_RADIUS, line, egui::StrokeKind::Inside);
    let adds = ui.input(|input| input.modifiers.shift || input.modifiers.command);
    let words = match (held, adds) {
        (_, true) => "Drop to show beside what is open",
        (1, false) => "Drop to open",
        (_, false) => "Drop to open these files together",
    };
    let face = style::font(TypeSize::TITLE, true);
    let middle = egui::Align2::CENTER_CENTER;
    painter.text(screen.center(), middle, words, face, style::color(theme.ink));
    if !adds {
        let below = screen.center() + vec2(0.0, 32.0);
        let face = style::font(TypeSize::BODY, false);
        painter.text(
            below,
            middle,
            "Hold Shift to show beside what is open",
            face,
            style::color(theme.muted),
        );
    }
}

/// The picture's size when both panels stand beside it at their usual widths.
fn plan_size(window: egui::Vec2, overview_height: f32) -> (f32, f32) {
    let facets = if window.x < FACETS_BESIDE { 0.0 } else { FACETS_WIDTH };
    let detail = if window.x < DETAIL_BESIDE { 0.0 } else { detail_width(window.x) };
    let width = (window.x - facets - detail).max(LEAST_PICTURE.min(window.x));
    (width, window.y - TOP_BAR_HEIGHT - STATUS_LINE_HEIGHT - overview_height)
}

fn detail_width(window: f32) -> f32 {
    if window < FACETS_BESIDE { DETAIL_WIDTH_NARROW } else { DETAIL_WIDTH }
}

/// Facets close when the window gets too narrow for them, and come back when it is wide again.
fn follow_width(app: &mut App, width: f32) {
    let is_narrow = width < FACETS_BESIDE;
    let was_narrow = app.arrangement.narrow.replace(is_narrow);
    match (was_narrow, is_narrow) {
        (None, true) | (Some(false), true) => {
            app.session.apply(Command::Panel(SidePanel::Facets, false));
        }
        (Some(true), false) | (None, false) => {
            app.session.apply(Command::Panel(SidePanel::Facets, app.arrangement.facets_are_wanted));
        }
        (Some(false), false) => app.arrangement.facets_are_wanted = app.session.is_open(SidePanel::Facets),
        (Some(true), true) => {}
    }
}

fn facets(app: &mut App, ui: &mut Ui, bar: Frame, room: Rect) {
    let is_open = app.session.is_open(SidePanel::Facets);
    if app.arrangement.is_narrow() {
        let place = Rect::from_min_size(room.min, vec2(FACETS_WIDTH, room.height()));
        over(ui, "facets over", is_open, place, |ui| facets_content(app, ui));
        return;
    }
    let mut stays_open = is_open;
    Panel::left("facets")
        .default_size(FACETS_WIDTH)
        .size_range(FACETS_RANGE.0..=FACETS_RANGE.1)
        .drag_to_open(false)
        .frame(bar)
        .show_collapsible(ui, &mut stays_open, |ui| facets_content(app, ui));
    if stays_open != is_open {
        app.asks.command(Command::Panel(SidePanel::Facets, stays_open));
    }
}

fn facets_content(app: &mut App, ui: &mut Ui) {
    let counts = app.facet_counts();
    panels::facets_ui(ui, &app.session, counts.as_ref(), &app.kept.filters, &mut app.asks);
}

fn detail(app: &mut App, ui: &mut Ui, bar: Frame, room: Rect, window: f32) {
    let is_open = app.session.is_open(SidePanel::Detail);
    let width = detail_width(window);
    if window < DETAIL_BESIDE {
        let place = Rect::from_min_max(pos2(room.right() - width, room.top()), room.max);
        over(ui, "detail over", is_open, place, |ui| panels::detail_ui(ui, &app.session, &mut app.asks));
        return;
    }
    let mut stays_open = is_open;
    // A narrow window has a width of its own to remember.
    let name = if window < FACETS_BESIDE { "detail narrow" } else { "detail" };
    Panel::right(name)
        .default_size(width)
        .size_range(DETAIL_RANGE.0..=DETAIL_RANGE.1)
        .drag_to_open(false)
        .frame(bar)
        .show_collapsible(ui, &mut stays_open, |ui| {
            panels::detail_ui(ui, &app.session, &mut app.asks);
        });
    if stays_open != is_open {
        app.asks.command(Command::Panel(SidePanel::Detail, stays_open));
    }
}

/// A panel over the picture, which slides in from the nearer edge of the window.
fn over(ui: &Ui, name: &str, is_open: bool, place: Rect, add_contents: impl FnOnce(&mut Ui)) {
    let ctx = ui.ctx();
    let id = Id::unique(name);
    let time = ui.style().animation_time;
    let share = ctx.animate_bool_with_time_and_easing(id, is_open, time, egui::emath::easing::cubic_out);
    if share <= 0.0 {
        return;
    }
    let theme = style::theme(ui);
    let is_left = place.center().x < ctx.content_rect().center().x;
    let away = (1.0 - share) * place.width() * if is_left { -1.0 } else { 1.0 };
    let place = place.translate(vec2(away, 0.0));
    Area::new(id).order(Order::Middle).fixed_pos(place.min).constrain(false).show(ctx, |ui| {
        let frame = Frame::new().fill(style::color(theme.panel)).shadow(style::shadow(&theme));
        ui.painter().add(frame.paint(place));
        ui.set_clip_rect(ctx.content_rect());
        let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
        inner.set_clip_rect(place);
        // What lies behind must not meet the pointer through the gaps.
        inner.interact(place, id.with("ground"), egui::Sense::click_and_drag());
        add_contents(&mut inner);
        ui.advance_cursor_after_rect(place);
    });
}
