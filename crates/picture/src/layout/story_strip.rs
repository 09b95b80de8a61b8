//! A handful of events without lanes: the timeline of one scene of a story, in as few rows as they need.

use super::axis::{AT_EDGE, MAJOR_SIZE, axis_of};
use super::event_extent::{extent_of, narrow};
use super::lane_marks::body_edges;
use super::{
    AxisLayout, AxisTick, Body, Label, LaneBand, Mark, Metrics, Picture, PictureContext, Rect, Slot, SlotRow,
    SlotState, Viewport,
};
use crate::text::Weight;
use dateline_timeline::model::{EventId, LaneId, has_slots, slots, slots_text};

/// What a picture of few events is made from.
#[derive(Clone, Copy)]
pub struct StoryStripInput<'a> {
    /// Timeline, ruler, zone and moment.
    pub context: PictureContext<'a>,
    /// Which of them, the one it is about first.
    pub events: &'a [EventId],
    /// What is shown.
    pub viewport: Viewport,
    /// Where a flight ends: rows are given out for this view, so that they stay while flying.
    pub goal: Viewport,
    /// The sizes.
    pub metrics: Metrics,
}

/// Distances between rows that are tried, in units of labels of 12: the widest at which everything fits.
const PITCHES: [f32; 4] = [33.0, 29.0, 25.0, 21.0];
/// Height of a pill and size of its words, in the same units.
const PILL: f32 = 24.0;
const PILL_WORDS: f32 = 11.0;

/// The picture of a few events. The first one stands in the first row by itself where there is room; the
/// others follow in the order of time, each in the first row where it covers nothing; one without such a row
/// shows its mark alone. Recurring promises are rows of slots, and marks only when they come first.
pub fn story_strip(input: &StoryStripInput) -> Picture {
    let lanes = lanes(input);
    let metrics = input.metrics;
    let mut picture = Picture {
        viewport: input.viewport,
        metrics,
        axis: axis(input),
        bands: lanes.iter().map(|lane| band(input, *lane)).collect(),
        marks: Vec::new(),
        slots: Vec::new(),
        slot_rows: Vec::new(),
        cells: Vec::new(),
        faint_cells: Vec::new(),
        now_x: narrow(input.viewport.x_from_time(input.context.now)),
        content_height: input.viewport.height(),
    };
    let unit = metrics.unit();
    let promises: Vec<EventId> = promises(input).collect();
    let moments: Vec<EventId> = moments(input);
    let height = input.viewport.height() - metrics.axis_height;
    let (pitch, rows) = rows(input, &moments, StripRoom { height, promises: promises.len() });
    // what the rows leave is air above them
    let used = rows.iter().map(|(row, _)| row + 1).max().unwrap_or(0) as f32 * pitch;
    let left_over = height - used - (PILL + 4.0) * unit * promises.len() as f32;
    let top = metrics.axis_height + (left_over / 2.0).clamp(3.0 * unit, 14.0 * unit);
    for (event, (row, has_count)) in moments.iter().zip(rows) {
        let center_y = top + pitch * (row as f32 + 0.5);
        let mark = mark(input, &input.viewport, *event, lane_place(input, &lanes, *event), center_y);
        let is_seen = |mark: &Mark| mark.hit.right > 0.0 && mark.hit.left < input.viewport.width();
        if let Some(mut mark) = mark.filter(is_seen) {
            mark.label = mark.label.filter(|_| has_count);
            picture.marks.push(mark);
        }
    }
    for (place, event) in promises.iter().enumerate() {
        let from_below = (promises.len() - place) as f32 - 0.5;
        let center_y = input.viewport.height() - 3.0 * unit - (PILL + 4.0) * unit * from_below;
        slot_row(input, *event, lane_place(input, &lanes, *event), center_y, &mut picture);
    }
    picture
}

/// Fewer named periods than this in view say too little.
const LEAST_PERIODS: usize = 3;

/// One line: the major one, or, where that names too few periods, the minor one with the names of the major
/// one where they begin. The period that began before the left edge is named at it.
fn axis(input: &StoryStripInput) -> AxisLayout {
    let unit = input.metrics.unit();
    let mut axis = axis_of(&input.context, &input.viewport, &input.metrics);
    let minor = std::mem::take(&mut axis.minor);
    if axis.major.iter().filter(|tick| tick.x > 0.0).count() < LEAST_PERIODS {
        axis.major = one_line(input, std::mem::take(&mut axis.major), minor);
    }
    if let Some(first) = axis.major.first_mut().filter(|tick| tick.x < -1.0) {
        first.label_x = (first.label_x - AT_EDGE * unit).max(0.0);
    }
    axis
}

/// Both lines as one, the words of the major one first; words that would touch others are left out.
fn one_line(input: &StoryStripInput, major: Vec<AxisTick>, minor: Vec<AxisTick>) -> Vec<AxisTick> {
    let unit = input.metrics.unit();
    let right = |tick: &AxisTick| tick.label_x + tick.label_width + 4.0 * unit;
    let mut ticks = major;
    for mut tick in minor.into_iter().filter(|tick| tick.x > 0.0) {
        tick.label_width = input.context.ruler.width(&tick.label, MAJOR_SIZE * unit, Weight::Bold);
        let is_free = ticks.iter().all(|other| {
            other.label.is_empty() || right(other) <= tick.label_x || right(&tick) <= other.label_x
        });
        let is_new = ticks.iter().all(|other| (other.x - tick.x).abs() > 1.0);
        if is_new && is_free && !tick.label.is_empty() && right(&tick) <= input.viewport.width() + 4.0 * unit
        {
            ticks.push(tick);
        }
    }
    ticks.sort_by(|a, b| a.x.total_cmp(&b.x));
    ticks
}

fn lanes(input: &StoryStripInput) -> Vec<Option<LaneId>> {
    let mut lanes = Vec::new();
    for event in input.events {
        let lane = input.context.timeline.lane(*event);
        if !lanes.contains(&lane) {
            lanes.push(lane);
        }
    }
    lanes
}

fn lane_place(input: &StoryStripInput, lanes: &[Option<LaneId>], event: EventId) -> usize {
    let lane = input.context.timeline.lane(event);
    lanes.iter().position(|other| *other == lane).unwrap_or(0)
}

/// All lanes share the whole height and have no heads.
fn band(input: &StoryStripInput, lane: Option<LaneId>) -> LaneBand {
    let (top, bottom) = (input.metrics.axis_height, input.viewport.height());
    LaneBand {
        lane,
        name: String::new(),
        name_width: 0.0,
        style_index: lane.map_or(input.context.timeline.lanes().len(), LaneId::index),
        is_folded: false,
        top,
        bottom,
        rows_top: top,
        rows: 0,
        strip_top: bottom,
    }
}

fn promises(input: &StoryStripInput) -> impl Iterator<Item = EventId> {
    input.events.iter().copied().filter(|event| has_slots(input.context.timeline, *event)).take(2)
}

/// The events that are marks: the first, then the others by time.
fn moments(input: &StoryStripInput) -> Vec<EventId> {
    let timeline = input.context.timeline;
    let mut events: Vec<EventId> = input
        .events
        .iter()
        .enumerate()
        .filter(|(place, event)| {
            timeline.is_placed(**event) && (*place == 0 || !has_slots(timeline, **event))
        })
        .map(|(_, event)| *event)
        .collect();
    let first = input.events.first().copied();
    events.sort_by_key(|event| {
        (Some(*event) != first, timeline.range(*event).and_then(|range| range.sort_key()))
    });
    events
}

/// Which row an event has, and whether its words have room there.
type Placement = (usize, bool);

/// What rows are shared in.
#[derive(Clone, Copy)]
struct StripRoom {
    /// In points.
    height: f32,
    /// How many rows of slots it holds too.
    promises: usize,
}

/// The distance between rows, and the row of each event.
fn rows(input: &StoryStripInput, moments: &[EventId], room: StripRoom) -> (f32, Vec<Placement>) {
    let StripRoom { height, promises } = room;
    let unit = input.metrics.unit();
    let free = height - 6.0 * unit - (PILL + 4.0) * unit * promises as f32;
    let mut best = (PITCHES[0] * unit, vec![(0, false); moments.len()]);
    let labelled = |placements: &[Placement]| placements.iter().filter(|(_, has_count)| *has_count).count();
    for pitch in PITCHES.map(|pitch| pitch * unit) {
        let placements = placements(input, moments, (free / pitch).floor().max(1.0) as usize);
        let count = labelled(&placements);
        if count > labelled(&best.1) {
            best = (pitch, placements);
        }
        if count == moments.len() {
            break;
        }
    }
    best
}

/// Gives each event, in order, the first of `count` rows where it covers nothing with its words; else one
/// where its mark alone covers nothing, else the last.
fn placements(input: &StoryStripInput, moments: &[EventId], count: usize) -> Vec<Placement> {
    let air = 5.0 * input.metrics.unit();
    let mut taken: Vec<Vec<(f32, f32)>> = vec![Vec::new(); count];
    let mut placements = Vec::with_capacity(moments.len());
    for event in moments {
        let Some(mark) = mark(input, &input.goal, *event, 0, 0.0) else {
            placements.push((0, false));
            continue;
        };
        let whole = (mark.hit.left - air, mark.hit.right + air);
        let (left, right) = body_edges(&mark.body, input.metrics.dot_radius);
        let bare = (left - air, right + air);
        // the first row is the first event's, until no other is left
        let is_first = Some(event) == input.events.first();
        let order: Vec<usize> = if is_first { vec![0] } else { (1..count).chain([0]).collect() };
        let free = |edges: (f32, f32)| {
            let is_free = |row: &&usize| {
                let row = taken.get(**row);
                row.is_some_and(|row| row.iter().all(|(left, right)| edges.1 <= *left || *right <= edges.0))
            };
            order.iter().find(is_free).copied()
        };
        let (row, edges, has_count) = match (free(whole), free(bare)) {
            (Some(row), _) => (row, whole, true),
            (None, Some(row)) => (row, bare, false),
            (None, None) => (count.saturating_sub(1), bare, false),
        };
        if let Some(row) = taken.get_mut(row) {
            row.push(edges);
        }
        placements.push((row, has_count));
    }
    placements
}

fn mark(
    input: &StoryStripInput,
    viewport: &Viewport,
    event: EventId,
    band: usize,
    center_y: f32,
) -> Option<Mark> {
    let (metrics, unit) = (&input.metrics, input.metrics.unit());
    let title = input.context.timeline.event_title(event);
    let width = input.context.ruler.width(title, metrics.label_size, Weight::Regular);
    let (body, text) =
        extent_of(input.context.timeline, event, width, metrics)?.place(viewport, input.context.now);
    let label = Label {
        left: narrow(text.left),
        baseline: center_y + 4.0 * unit,
        width,
        text: title.to_owned(),
        addition: String::new(),
        addition_width: 0.0,
        is_inside: text.is_inside,
    };
    let (left, right) = body_edges(&body, metrics.dot_radius);
    // words that would run over the right edge stand left of their mark, where they fit
    let mirrored = match body {
        Body::Point { x, .. } => left.min(2.0 * x - label.left) - width,
        Body::Span { left, .. } => left - 6.0 * unit - width,
    };
    let runs_over = !label.is_inside && label.left + width > viewport.width();
    let label = if runs_over && mirrored > 0.0 { Label { left: mirrored, ..label } } else { label };
    let hit = Rect::new(
        left.min(label.left - 4.0 * unit),
        center_y - 12.0 * unit,
        right.max(label.left + label.width + 4.0 * unit),
        center_y + 12.0 * unit,
    );
    Some(Mark { event, band, center_y, body, label: Some(label), hit, is_counted: false })
}

fn slot_row(input: &StoryStripInput, event: EventId, band: usize, center_y: f32, picture: &mut Picture) {
    let unit = input.metrics.unit();
    let (view, timeline) = (input.viewport, input.context.timeline);
    let width = |text: &str| input.context.ruler.width(text, PILL_WORDS * unit, Weight::Regular);
    let mut first = None;
    for slot in slots(timeline, event, input.context.now) {
        let (left, right) = (narrow(view.x_from_time(slot.from)), narrow(view.x_from_time(slot.until)));
        if right - left < 8.0 * unit || right <= 0.0 || left >= view.width() {
            continue;
        }
        first.get_or_insert(left);
        let state = SlotState::of(&slot);
        let rect =
            Rect::new(left + unit, center_y - PILL * unit / 2.0, right - unit, center_y + PILL * unit / 2.0);
        let visible_left = rect.left.max(0.0);
        let is_met = matches!(state, SlotState::Met(_));
        let dot = if is_met && rect.left >= 0.0 { 24.0 } else { 13.0 } * unit;
        let visible = rect.right.min(view.width()) - visible_left;
        let fits = |text: &String| text.is_empty() || width(text) + dot + 8.0 * unit <= visible;
        let text = slot.label_variants().into_iter().find(fits).unwrap_or_default();
        let label_left = visible_left + dot;
        picture.slots.push(Slot { event, band, rect, state, text, label_left });
    }
    let text = slots_text(timeline, event);
    let width = width(&text);
    let left = first.map(|first| first - 8.0 * unit - width).filter(|left| *left >= 0.0);
    if let Some(left) = left {
        picture.slot_rows.push(SlotRow { event, band, left, baseline: center_y + 4.0 * unit, text, width });
    }
}
