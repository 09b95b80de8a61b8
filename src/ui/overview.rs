//! The whole file at a glance: events per period, stacked by lane, with the visible range as a brush.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Instant;

use egui::epaint::Mesh;
use egui::{
    Align2, Color32, Context, CursorIcon, FontId, Id, Pos2, Rect, Response, Role, Sense, Shape, Ui,
    WidgetInfo, pos2, vec2,
};
use egui_plot::{Plot, PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform};

use super::style::color;
use super::view_context::ViewContext;
use super::wheel;
use crate::session::{Command, Session};
use crate::work::{Background, Budget, Task};
use dateline_picture::layout::Viewport;
use dateline_picture::scene::{Theme, TypeSize};
use dateline_time::{AxisSince, SECONDS_PER_DAY, TimePoint, Zone};
use dateline_timeline::query::{Attribute, Histogram, Index, Matches, Period};

/// Margin left and right of the plot, in points.
const SIDE: f32 = 16.0;
/// Space above the plot.
const ABOVE: f32 = 8.0;
/// Space below the plot, for years.
const BELOW: f32 = 26.0;
/// Least width of a stack with its gap.
const STACK: f32 = 8.0;
/// Gap between stacks.
const GAP: f32 = 1.5;
/// Up to this height of the tallest stack every event is a block of its own.
const BLOCKS: usize = 20;
/// Up to so many bars are shapes with soft edges; more share one mesh on whole pixels.
const MAX_BARS: usize = 400;
/// A chart of few events keeps them small: it is drawn as if a stack of this height were there.
const LOW: usize = 8;
/// Least distance of two labels below.
const LABEL_DISTANCE: f32 = 64.0;
/// Size of the brush's handles, and how far round them a pointer still meets them.
const HANDLE: egui::Vec2 = vec2(6.0, 20.0);
const REACH: f32 = 8.0;

/// What a drag over the overview moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grip {
    /// The whole range.
    Inside,
    /// Its beginning.
    Left,
    /// Its end.
    Right,
}

/// What the chart of a file was made from.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    revision: u64,
    matches: Arc<dateline_timeline::query::Matches>,
    /// What the stacks are made of; the order of lanes changes nothing.
    lanes_by: Attribute,
    zone: Zone,
    stretch: (TimePoint, TimePoint),
    width: u32,
}

/// What the overview keeps from frame to frame.
pub(super) struct Overview {
    grip: Option<Grip>,
    /// Where it was painted last.
    painted: Option<Painted>,
    chart: Background<Key, Arc<Histogram>>,
}

impl Default for Overview {
    fn default() -> Self {
        Overview { grip: None, painted: None, chart: Background::new(Task::Chart) }
    }
}

impl Overview {
    /// Takes over the chart that was made beside the window.
    pub(super) fn collect(&mut self, budget: &Budget) {
        self.chart.collect(budget);
    }

    /// Whether a chart is being made, and since when it is waited for.
    pub(super) fn awaited(&self) -> Option<(Task, Instant)> {
        self.chart.awaited()
    }
}

/// Where the overview was painted: the pointer of the next frame is understood by it.
#[derive(Clone, Copy)]
struct Painted {
    rect: Rect,
    scale: Scale,
}

/// From time to points of the overview; linear.
#[derive(Clone, Copy)]
struct Scale {
    from: TimePoint,
    seconds: f64,
    plot: Rect,
}

impl Scale {
    fn share(&self, time: TimePoint) -> f64 {
        time.seconds_since(self.from) / self.seconds
    }

    fn x_from_time(&self, time: TimePoint) -> f32 {
        self.plot.left() + (self.share(time) * f64::from(self.plot.width())) as f32
    }

    fn time_from_x(&self, x: f32) -> TimePoint {
        let share = f64::from((x - self.plot.left()) / self.plot.width());
        self.from.saturating_add((share * self.seconds) as i64)
    }
}

fn overview_id() -> Id {
    Id::unique("overview brush")
}

impl Overview {
    /// What dragging, clicking and the wheel change, before anything is painted. A drag inside moves the
    /// range, a handle moves one end, a click elsewhere centres it.
    pub(super) fn steer(&mut self, ctx: &Context, viewport: &Viewport) -> Vec<Command> {
        let (Some(Painted { rect, scale }), Some(response)) =
            (self.painted, ctx.read_response(overview_id()))
        else {
            return Vec::new();
        };
        let mut commands = Vec::new();
        let brush = brush_rect(viewport, &scale, rect);
        let at = response.interact_pointer_pos().or(response.hover_pos());
        if response.drag_started() {
            let origin = ctx.input(|input| input.pointer.press_origin()).or(at);
            self.grip = origin.and_then(|origin| grip_at(origin, brush));
            if self.grip.is_none()
                && let Some(origin) = origin
            {
                commands.push(center(viewport, &scale, origin.x));
                self.grip = Some(Grip::Inside);
            }
        }
        if response.drag_stopped() {
            self.grip = None;
        }
        if let (Some(grip), true) = (self.grip, response.dragged()) {
            commands.push(drag(viewport, &scale, grip, response.drag_delta().x));
        }
        if response.clicked()
            && let Some(at) = at
            && grip_at(at, brush).is_none()
        {
            commands.push(center(viewport, &scale, at.x));
        }
        if response.contains_pointer() {
            // The wheel zooms about the middle of the visible range.
            commands.extend(wheel::commands(ctx, f64::from(viewport.width()) / 2.0));
        }
        commands
    }

    /// Shows the overview in all of the space there is.
    pub(super) fn show(&mut self, ui: &mut Ui, view: &ViewContext<'_>, theme: &Theme) {
        let rect = ui.available_rect_before_wrap();
        let plot = Rect::from_min_max(
            pos2(rect.left() + SIDE, rect.top() + ABOVE),
            pos2(rect.right() - SIDE, rect.bottom() - BELOW),
        );
        if plot.width() < 4.0 * SIDE {
            return;
        }
        let session = view.session;
        let chart = self.chart_of_file(view, plot.width());
        let (from, to) = chart.as_ref().map_or_else(|| stretch(session), |chart| (chart.from, chart.to));
        let scale = Scale { from, seconds: to.seconds_since(from).max(1.0), plot };
        let brush = brush_rect(&session.viewport(), &scale, rect);
        ui.painter().rect_filled(brush, 3.0, color(theme.canvas));
        if let Some(chart) = chart {
            bars(ui, plot, &chart, &scale, theme);
            match session.document().timeline.zero() {
                None => labels(ui, rect, &chart, &scale, theme),
                Some(zero) => labels_since(ui, zero.at, &chart, &scale, theme),
            }
            heading(ui, session, rect, &chart, theme);
        }
        now_line(ui, session, &scale, theme);
        paint_brush(ui, brush, theme);
        let response = ui.interact(rect, overview_id(), Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Slider, true, "Overview of the whole file, with the visible range")
        });
        self.set_cursor(&response, brush);
        self.painted = Some(Painted { rect, scale });
        ui.advance_cursor_after_rect(rect);
    }

    fn set_cursor(&self, response: &Response, brush: Rect) {
        if !response.hovered() && !response.dragged() {
            return;
        }
        let at = response.interact_pointer_pos().or(response.hover_pos());
        let under = self.grip.or_else(|| at.and_then(|at| grip_at(at, brush)));
        response.ctx.set_cursor_icon(match under {
            Some(Grip::Left | Grip::Right) => CursorIcon::ResizeHorizontal,
            Some(Grip::Inside) if response.dragged() => CursorIcon::Grabbing,
            Some(Grip::Inside) => CursorIcon::Grab,
            None => CursorIcon::PointingHand,
        });
    }

    /// The chart of what matches, or the last one of this file while that is counted.
    fn chart_of_file(&mut self, view: &ViewContext<'_>, width: f32) -> Option<Arc<Histogram>> {
        let session = view.session;
        let zone = session.document().timeline.zone();
        let key = Key {
            revision: session.revision(),
            matches: Arc::clone(session.matches()),
            lanes_by: session.lanes().map_or(Attribute::Lane, |lanes| lanes.attribute()),
            zone,
            stretch: stretch(session),
            width: width as u32,
        };
        let revision = session.revision();
        let limit = f64::from(width / STACK);
        let timeline = Arc::clone(&session.document().timeline);
        let indexed_lanes = session.indexed_lanes().cloned();
        let made = self.chart.follow(view.worker_if_large(), key, move |key, _| {
            let index = match &indexed_lanes {
                // All events are sorted into the lanes already, for the picture.
                Some(lanes) if *key.matches == Matches::of_all(&timeline) => Arc::clone(lanes.index()),
                Some(lanes) => Arc::new(Index::by_lanes(&timeline, &key.matches, lanes.lanes())),
                None => Arc::new(Index::of(&timeline, &key.matches)),
            };
            Some(Arc::new(Histogram::counted(&index, key.stretch.0..key.stretch.1, key.zone, limit)))
        });
        made.filter(|(key, _)| key.revision == revision).map(|(_, chart)| Arc::clone(chart))
    }
}

/// The whole file; up to now, when now is not far from it.
fn stretch(session: &Session) -> (TimePoint, TimePoint) {
    let (from, to) = session.extent();
    if session.document().timeline.zero().is_some() {
        return (from, to);
    }
    // By the day, so that the chart is not made again every second.
    let now = session.now().saturating_add(-session.now().seconds().rem_euclid(SECONDS_PER_DAY));
    let is_near = now.seconds_since(to) < to.seconds_since(from) * 0.25;
    (from, if is_near { to.max(now) } else { to })
}

/// The chart itself: one bar per lane and stack, or one block per event when stacks are low.
fn bars(ui: &mut Ui, plot: Rect, chart: &Histogram, scale: &Scale, theme: &Theme) {
    let has_blocks = chart.tallest <= BLOCKS;
    let unit = 1.0 - if has_blocks { 0.2 } else { 0.0 };
    let mut stacks = Stacks { blocks: Vec::new(), base: PlotItemBase::new("stacks".to_owned()) };
    for stack in &chart.stacks {
        let (from, to) = (scale.share(stack.from), scale.share(stack.to));
        let width = (to - from - f64::from(GAP / plot.width())).max(f64::from(1.5 / plot.width()));
        let middle = (from + to) / 2.0;
        let mut base = 0.0;
        for (lane, count) in stack.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let ink = color(theme.lane(lane).color);
            let mut block = |base: f64, height: f64| {
                let low = PlotPoint::new(middle - width / 2.0, base);
                let high = PlotPoint::new(middle + width / 2.0, base + height);
                stacks.blocks.push((low, high, ink));
            };
            if has_blocks {
                (0..*count).for_each(|index| block(base + index as f64, unit));
            } else {
                block(base, *count as f64);
            }
            base += *count as f64;
        }
    }
    let top = chart.tallest.max(LOW) as f64 * 1.02;
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(plot));
    Plot::new("overview")
        .width(plot.width())
        .height(plot.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .auto_bounds(false)
        .set_margin_fraction(egui::Vec2::ZERO)
        .sense(Sense::hover())
        .show(&mut child, |plot_ui| {
            plot_ui.set_plot_bounds_x(0.0..=1.0);
            plot_ui.set_plot_bounds_y(0.0..=top);
            plot_ui.add(stacks);
        });
    let line = egui::Stroke::new(1.0, color(theme.border2));
    ui.painter().hline(plot.x_range(), plot.bottom(), line);
}

/// The blocks of the chart. As bars of their own a large file has thousands, and each would be a shape.
struct Stacks {
    /// Two corners and a colour of each.
    blocks: Vec<(PlotPoint, PlotPoint, Color32)>,
    base: PlotItemBase,
}

impl PlotItem for Stacks {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let pixels = ui.ctx().pixels_per_point();
        if self.blocks.len() <= MAX_BARS {
            let bar = |(low, high, color): &(PlotPoint, PlotPoint, Color32)| {
                Shape::rect_filled(transform.rect_from_values(low, high), 0.0, *color)
            };
            shapes.extend(self.blocks.iter().map(bar));
            return;
        }
        let round = |x: f32| (x * pixels).round() / pixels;
        let mut mesh = Mesh::default();
        for (low, high, color) in &self.blocks {
            let rect = transform.rect_from_values(low, high);
            let (left, right) = (round(rect.left()), round(rect.right()));
            let sides = Rect::from_x_y_ranges(left..=right.max(left + 1.0 / pixels), rect.y_range());
            mesh.add_colored_rect(sides, *color);
        }
        shapes.push(Shape::mesh(mesh));
    }

    fn initialize(&mut self, _x_range: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

fn now_line(ui: &Ui, session: &Session, scale: &Scale, theme: &Theme) {
    let zero = session.document().timeline.zero();
    let x = scale.x_from_time(zero.map_or(session.now(), |zero| zero.at));
    if scale.plot.x_range().contains(x) {
        let line = egui::Stroke::new(1.0, color(theme.ink));
        ui.painter().vline(x, scale.plot.y_range(), line);
    }
}

/// Years (or what the file's length asks for) below the chart, each with a tick.
fn labels(ui: &Ui, rect: Rect, chart: &Histogram, scale: &Scale, theme: &Theme) {
    let zone = chart.zone;
    let limit = f64::from(scale.plot.width() / LABEL_DISTANCE);
    let period = Period::fitting(chart.from, chart.to, limit);
    let (first, last) = (period.index_of(chart.from, zone), period.index_of(chart.to, zone));
    let face = FontId::proportional(TypeSize::MICRO.size);
    let muted = color(theme.muted);
    for index in first..=last.min(first.saturating_add(200)) {
        let x = scale.x_from_time(period.start_of(index, zone));
        if x < scale.plot.left() - 0.5 {
            continue;
        }
        let tick = egui::Stroke::new(1.0, color(theme.border2));
        ui.painter().vline(x, scale.plot.bottom()..=scale.plot.bottom() + 4.0, tick);
        let text = period.tick_text(index, zone);
        let galley = ui.painter().layout_no_wrap(text, face.clone(), muted);
        let left = x - galley.size().x / 2.0;
        if left >= rect.left() + 2.0 && left + galley.size().x <= rect.right() - 2.0 {
            let top = scale.plot.bottom() + 6.0;
            ui.painter().galley(pos2(left, top), galley, muted);
        }
    }
}

/// The same where years are counted from a zero.
fn labels_since(ui: &Ui, zero: TimePoint, chart: &Histogram, scale: &Scale, theme: &Theme) {
    let face = FontId::proportional(TypeSize::MICRO.size);
    let muted = color(theme.muted);
    let galley = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), face.clone(), muted);
    let per_second = f64::from(scale.plot.width()) / scale.seconds;
    let ends = (chart.from, chart.to);
    let axis =
        AxisSince::choose(per_second, ends.0, ends.1, zero, chart.zone, |_, text| galley(text).size().x);
    for tick in axis.minor_ticks(chart.from, chart.to) {
        let x = scale.x_from_time(tick.at);
        let line = egui::Stroke::new(1.0, color(theme.border2));
        ui.painter().vline(x, scale.plot.bottom()..=scale.plot.bottom() + 4.0, line);
        let text = galley(&tick.label);
        let left = x - text.size().x / 2.0;
        if left >= scale.plot.left() - 4.0 && left + text.size().x <= scale.plot.right() + SIDE - 2.0 {
            ui.painter().galley(pos2(left, scale.plot.bottom() + 6.0), text, muted);
        }
    }
}

fn heading(ui: &Ui, session: &Session, rect: Rect, chart: &Histogram, theme: &Theme) {
    let per = chart.period.label();
    let label = if !session.answered().is_empty() {
        format!("What matches, events per {per}")
    } else {
        let whole = if session.shows_several() { "All files" } else { "Whole file" };
        format!("{whole}, events per {per}")
    };
    let at = pos2(rect.left() + SIDE, rect.top() + ABOVE);
    let face = FontId::proportional(TypeSize::MICRO.size);
    ui.painter().text(at, Align2::LEFT_TOP, label, face, color(theme.muted));
}

/// Where the visible range stands; never narrower than its handles.
fn brush_rect(viewport: &Viewport, scale: &Scale, rect: Rect) -> Rect {
    let limit = |x: f32| x.clamp(scale.plot.left() - 8.0, scale.plot.right() + 8.0);
    let (left, right) = (scale.x_from_time(viewport.from()), scale.x_from_time(viewport.to()));
    let (left, right) = (limit(left), limit(right));
    let widen = ((HANDLE.x + 2.0 - (right - left)) / 2.0).max(0.0);
    Rect::from_min_max(pos2(left - widen, rect.top() + 4.0), pos2(right + widen, scale.plot.bottom() + 1.0))
}

fn paint_brush(ui: &Ui, brush: Rect, theme: &Theme) {
    let line = egui::Stroke::new(1.5, color(theme.accent));
    ui.painter().rect_stroke(brush, 3.0, line, egui::StrokeKind::Middle);
    for x in [brush.left(), brush.right()] {
        let handle = Rect::from_center_size(pos2(x, brush.center().y), HANDLE);
        ui.painter().rect(handle, 3.0, color(theme.raised), line, egui::StrokeKind::Middle);
    }
}

fn grip_at(at: Pos2, brush: Rect) -> Option<Grip> {
    let (to_left, to_right) = ((at.x - brush.left()).abs(), (at.x - brush.right()).abs());
    let reach = REACH.min(brush.width() / 3.0).max(HANDLE.x);
    if to_left <= reach && to_left <= to_right {
        Some(Grip::Left)
    } else if to_right <= reach {
        Some(Grip::Right)
    } else {
        (at.x > brush.left() && at.x < brush.right()).then_some(Grip::Inside)
    }
}

fn drag(view: &Viewport, scale: &Scale, grip: Grip, delta: f32) -> Command {
    let seconds = f64::from(delta / scale.plot.width()) * scale.seconds;
    let moved = seconds * view.points_per_second();
    let width = f64::from(view.width());
    // A handle keeps at least a hundredth of the view, so that the range never turns over.
    Command::Look(match grip {
        Grip::Inside => view.panned(moved),
        Grip::Left => view.zoomed_at(width, width / (width - moved).max(width / 100.0)),
        Grip::Right => view.zoomed_at(0.0, width / (width + moved).max(width / 100.0)),
    })
}

fn center(view: &Viewport, scale: &Scale, x: f32) -> Command {
    let middle = scale.time_from_x(x);
    Command::Fly(view.panned(view.x_from_time(middle) - f64::from(view.width()) / 2.0))
}
