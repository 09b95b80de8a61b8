//! Where everything stands: bars above and below, panels beside the picture or over it.

use dateline_picture::scene::Size;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Area, CentralPanel, Frame, Id, Order, Panel, Rect, Ui, UiBuilder, pos2, vec2};

use super::canvas::Canvas;
use super::frame_cache::FrameCache;
use super::list::{self, List};
use super::loss_report::{self, Reports};
use super::overview::Overview;
use super::panels::{self, Detail, STATUS_LINE_HEIGHT, TOP_BAR_HEIGHT};
use super::request::Asks;
use super::style;
use super::view_context::ViewContext;
use crate::session::ListColumns;
use crate::session::{Command, Session, SidePanel};
use crate::work::{Background, Budget, Task, Worker};
use dateline_picture::scene::TypeSize;
use dateline_timeline::model::EventId;

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
/// Radius of the drop zone for files, in points.
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
    pub plan_size: Size,
    /// The size of the window in points.
    window: egui::Vec2,
    /// The search is to get the keyboard.
    pub search_wants_focus: bool,
}

impl Default for Arrangement {
    fn default() -> Self {
        Arrangement {
            facets_are_wanted: true,
            narrow: None,
            plan_size: Size::new(1004.0, 776.0),
            window: egui::Vec2::ZERO,
            search_wants_focus: false,
        }
    }
}

impl Arrangement {
    /// Before the first frame, with facets or without.
    pub fn wanting(facets_are_wanted: bool) -> Self {
        Arrangement { facets_are_wanted, ..Arrangement::default() }
    }

    /// Takes over the size of the window before anything is painted. Facets close when it gets too narrow for
    /// them, and come back when it is wide again.
    pub(super) fn follow_window(&mut self, window: egui::Vec2, session: &Session) -> Option<Command> {
        (self.window, self.plan_size) = (window, plan_size(window));
        let is_narrow = window.x < FACETS_BESIDE;
        let was_narrow = self.narrow.replace(is_narrow);
        match (was_narrow, is_narrow) {
            (None | Some(false), true) => Some(Command::Panel(SidePanel::Facets, false)),
            (Some(true) | None, false) => Some(Command::Panel(SidePanel::Facets, self.facets_are_wanted)),
            (Some(false), false) => {
                self.facets_are_wanted = session.is_open(SidePanel::Facets);
                None
            }
            (Some(true), true) => None,
        }
    }

    /// Whether the facets stand over the picture.
    pub fn is_narrow(&self) -> bool {
        self.narrow.unwrap_or(false)
    }
}

/// The views with their state.
pub(super) struct Views {
    /// What was made for the last frame and may still fit this one.
    pub cache: FrameCache,
    /// The picture: pointer, scroll.
    pub canvas: Canvas,
    /// The table that stands instead of the picture.
    pub list: List,
    /// The panel on the right.
    pub detail: Detail,
    /// The overview: what is being dragged.
    pub overview: Overview,
    /// The events that the palette lists, by the revision and the letters.
    pub palette_events: Background<(u64, String), Arc<Vec<EventId>>>,
    /// What the formats of the save dialog would lose.
    pub loss_reports: Reports,
    /// Which panels stand where.
    pub arrangement: Arrangement,
}

impl Views {
    /// Views that nothing was shown in yet.
    pub(super) fn new(arrangement: Arrangement, columns: ListColumns) -> Views {
        Views {
            cache: FrameCache::new(),
            canvas: Canvas::default(),
            list: List::new(columns),
            detail: Detail::default(),
            overview: Overview::default(),
            palette_events: Background::new(Task::Palette),
            loss_reports: Background::new(Task::Report),
            arrangement,
        }
    }

    /// Takes over what was made in the background since the last frame.
    pub(super) fn collect(&mut self, budget: &Budget, labeller: &Worker) {
        self.cache.collect(budget, labeller);
        self.overview.collect(budget);
        self.list.collect(budget);
        self.palette_events.collect(budget);
        self.loss_reports.collect(budget);
    }

    /// What is being made in the background, and since when it is waited for.
    pub(super) fn awaited(&self) -> impl Iterator<Item = (Task, Instant)> {
        let others = [
            self.overview.awaited(),
            self.palette_events.awaited(),
            self.loss_reports.awaited(),
            self.list.awaited(),
        ];
        self.cache.awaited().chain(others.into_iter().flatten())
    }

    /// Shows bars, panels and the picture or what stands instead of it.
    pub(super) fn show(&mut self, ui: &mut Ui, view: &ViewContext<'_>, asks: &mut Asks) {
        let theme = style::theme(ui);
        let bar = Frame::new().fill(style::color(theme.panel));
        let session = view.session;
        Panel::top("top bar").exact_size(TOP_BAR_HEIGHT).frame(bar).show(ui, |ui| {
            // Counts are wanted beside the values that a search offers.
            let counts = if panels::is_searching(ui) { self.cache.facet_counts(view) } else { None };
            panels::top_bar_ui(ui, session, counts.as_ref(), asks);
        });
        if std::mem::take(&mut self.arrangement.search_wants_focus) {
            ui.ctx().memory_mut(|memory| memory.request_focus(panels::search_id()));
        }
        Panel::bottom("status line").exact_size(STATUS_LINE_HEIGHT).frame(bar).show(ui, |ui| {
            let shown = if session.is_list() {
                session.matches().len()
            } else {
                self.cache.shown_count(view, self.canvas.pointed())
            };
            panels::status_line_ui(ui, session, shown, view.background_work, asks);
        });
        let room = ui.available_rect_before_wrap();
        if panels::problems_take_the_room(session) {
            CentralPanel::default().frame(bar).show(ui, |ui| panels::problems_ui(ui, session, asks));
            return;
        }
        if session.document().timeline.is_empty() {
            let recent = &view.settings.recent;
            CentralPanel::default().frame(bar).show(ui, |ui| panels::empty_ui(ui, recent, asks));
            return;
        }
        self.facets(ui, view, room, asks);
        self.show_detail(ui, session, room, asks);
        let ground = Frame::new().fill(style::color(theme.canvas));
        if session.is_list() {
            CentralPanel::default().frame(ground).show(ui, |ui| list::show(ui, view, &mut self.list, asks));
            return;
        }
        let height = overview_height(self.arrangement.window.y);
        Panel::bottom("overview").exact_size(height).frame(bar).show(ui, |ui| {
            self.overview.show(ui, view, &theme);
        });
        CentralPanel::default().frame(ground).show(ui, |ui| {
            self.canvas.show(ui, view, &mut self.cache, asks);
        });
    }

    /// Shows the dialogs over the window and the card of the file that is being read.
    pub(super) fn show_dialogs(&mut self, ui: &mut Ui, view: &ViewContext<'_>, asks: &mut Asks) {
        let session = view.session;
        let events = &mut self.palette_events;
        let mut finder = |text: &str| {
            let timeline = Arc::clone(&session.document().timeline);
            let key = (session.revision(), text.to_owned());
            let found = events.follow(view.worker_if_large(), key, move |(_, text), stop| {
                panels::events_called(&timeline, text, stop).map(Arc::new)
            });
            let of_this_file = found.filter(|((revision, _), _)| *revision == session.revision());
            of_this_file.map(|(_, events)| Arc::clone(events)).unwrap_or_default()
        };
        panels::overlay_ui(ui, session, view.settings, &mut finder, asks);
        let reports = &mut self.loss_reports;
        let mut reporter = |target, is_filtered| loss_report::report(reports, view, target, is_filtered);
        panels::save_as_ui(ui, session, &mut reporter, asks);
        if let Some(loading) = view.loading {
            let waits = LOADING_SHOWS_AFTER.saturating_sub(loading.began.elapsed());
            if waits.is_zero() {
                panels::loading_ui(ui, &loading.name, loading.phase(), asks);
            } else {
                ui.ctx().request_repaint_after(waits);
            }
        }
    }

    fn show_detail(&mut self, ui: &mut Ui, session: &Session, room: Rect, asks: &mut Asks) {
        let window = self.arrangement.window.x;
        let is_open = session.is_open(SidePanel::Detail);
        let width = detail_width(window);
        if window < DETAIL_BESIDE {
            let rect = Rect::from_min_max(pos2(room.right() - width, room.top()), room.max);
            over(ui, "detail over", is_open, rect, |ui| self.detail.show(ui, session, asks));
            return;
        }
        let mut stays_open = is_open;
        // A narrow window has a width of its own to remember.
        let name = if window < FACETS_BESIDE { "detail narrow" } else { "detail" };
        Panel::right(name)
            .default_size(width)
            .size_range(DETAIL_RANGE.0..=DETAIL_RANGE.1)
            .drag_to_open(false)
            .frame(Frame::new().fill(style::color(style::theme(ui).panel)))
            .show_collapsible(ui, &mut stays_open, |ui| self.detail.show(ui, session, asks));
        if stays_open != is_open {
            asks.command(Command::Panel(SidePanel::Detail, stays_open));
        }
    }

    fn facets(&mut self, ui: &mut Ui, view: &ViewContext<'_>, room: Rect, asks: &mut Asks) {
        let is_open = view.session.is_open(SidePanel::Facets);
        if self.arrangement.is_narrow() {
            let rect = Rect::from_min_size(room.min, vec2(FACETS_WIDTH, room.height()));
            over(ui, "facets over", is_open, rect, |ui| self.facets_content(ui, view, asks));
            return;
        }
        let mut stays_open = is_open;
        Panel::left("facets")
            .default_size(FACETS_WIDTH)
            .size_range(FACETS_RANGE.0..=FACETS_RANGE.1)
            .drag_to_open(false)
            .frame(Frame::new().fill(style::color(style::theme(ui).panel)))
            .show_collapsible(ui, &mut stays_open, |ui| self.facets_content(ui, view, asks));
        if stays_open != is_open {
            asks.command(Command::Panel(SidePanel::Facets, stays_open));
        }
    }

    fn facets_content(&mut self, ui: &mut Ui, view: &ViewContext<'_>, asks: &mut Asks) {
        let counts = self.cache.facet_counts(view);
        panels::facets_ui(ui, view.session, counts.as_ref(), &view.settings.filters, asks);
    }
}

/// Fills the window before the first file is there.
pub(super) fn nothing_yet_ui(ui: &Ui) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, style::color(style::theme(ui).panel));
}

/// Says what happens when the file that is held over the window is let go.
pub(super) fn drop_zone(ui: &Ui) {
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
    let label = match (held, adds) {
        (_, true) => "Drop to show beside what is open",
        (1, false) => "Drop to open",
        (_, false) => "Drop to open these files together",
    };
    let face = style::font(TypeSize::TITLE, true);
    let middle = egui::Align2::CENTER_CENTER;
    painter.text(screen.center(), middle, label, face, style::color(theme.ink));
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

fn overview_height(window_height: f32) -> f32 {
    if window_height < LOW { OVERVIEW_HEIGHT_LOW } else { OVERVIEW_HEIGHT }
}

/// The picture's size when both panels stand beside it at their usual widths.
fn plan_size(window: egui::Vec2) -> Size {
    let facets = if window.x < FACETS_BESIDE { 0.0 } else { FACETS_WIDTH };
    let detail = if window.x < DETAIL_BESIDE { 0.0 } else { detail_width(window.x) };
    let width = (window.x - facets - detail).max(LEAST_PICTURE.min(window.x));
    Size::new(width, window.y - TOP_BAR_HEIGHT - STATUS_LINE_HEIGHT - overview_height(window.y))
}

fn detail_width(window: f32) -> f32 {
    if window < FACETS_BESIDE { DETAIL_WIDTH_NARROW } else { DETAIL_WIDTH }
}

/// A panel over the picture, which slides in from the nearer edge of the window.
fn over(ui: &Ui, name: &str, is_open: bool, rect: Rect, add_contents: impl FnOnce(&mut Ui)) {
    let ctx = ui.ctx();
    let id = Id::unique(name);
    let time = ui.style().animation_time;
    let share = ctx.animate_bool_with_time_and_easing(id, is_open, time, egui::emath::easing::cubic_out);
    if share <= 0.0 {
        return;
    }
    let theme = style::theme(ui);
    let is_left = rect.center().x < ctx.content_rect().center().x;
    let away = (1.0 - share) * rect.width() * if is_left { -1.0 } else { 1.0 };
    let rect = rect.translate(vec2(away, 0.0));
    Area::new(id).order(Order::Middle).fixed_pos(rect.min).constrain(false).show(ctx, |ui| {
        let frame = Frame::new().fill(style::color(theme.panel)).shadow(style::shadow(&theme));
        ui.painter().add(frame.paint(rect));
        ui.set_clip_rect(ctx.content_rect());
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect));
        inner.set_clip_rect(rect);
        // What lies behind must not meet the pointer through the gaps.
        inner.interact(rect, id.with("ground"), egui::Sense::click_and_drag());
        add_contents(&mut inner);
        ui.advance_cursor_after_rect(rect);
    });
}
