//! The marks of one lane in view, each with its label whole or not at all.
//!
//! A label that an edge of the view would cut goes to the other side of its mark, where that is free. Where
//! it is not, the event is not drawn as itself: it is counted in the density strip, like everything that has
//! no label.

use super::event_extent::{extent_of, narrow};
use super::labelled_band::{LabelledBand, Placement};
use super::layout_input::LayoutInput;
use super::{Body, Label, Mark, Rect, SpanEnd};
use crate::text::Weight;
use dateline_time::Date;
use dateline_timeline::model::EventId;

/// The smallest size of what a pointer can meet, in points.
const TARGET: f32 = 24.0;
/// Air between a label and the edge of the view, in points where labels have 12.
pub(super) const EDGE_AIR: f32 = 8.0;
/// From a bar to a label beside it.
const BESIDE_BAR: f32 = 6.0;

/// What a lane shows as itself.
pub(super) struct LaneMarks {
    pub marks: Vec<Mark>,
    /// The events that have a label at this scale which no side of their marks has room for, as rising
    /// indexes into the lane.
    pub cut: Vec<usize>,
}

/// A mark on its way into the picture.
struct Candidate {
    index: usize,
    row: usize,
    mark: Mark,
}

/// The marks of the lane with a number. O(log n) for each, and for each of the labels that an edge cuts as
/// many steps as there are marks in view.
pub(super) fn lane_marks(input: &LayoutInput, number: usize) -> LaneMarks {
    let mut candidates = Vec::new();
    if let Some(labelled) = input.labelling.bands.get(number) {
        for (row, _) in labelled.rows.iter().enumerate() {
            candidates.extend(row_candidates(input, number, labelled, row));
        }
    }
    let is_alone = input.labelling.bands.get(number).is_some_and(|labelled| labelled.density.len() == 1);
    let mut cut = Vec::new();
    for at in 0..candidates.len() {
        let Some(candidate) = candidates.get(at) else { continue };
        let Sides::Cut(sides) = settled(input, &candidate.mark) else { continue };
        let index = candidate.index;
        let found = settled_in_rows(input, number, candidate, sides, |row, room| {
            let others = candidates.iter().filter(|other| other.row == row && other.index != index);
            others.filter(|other| !cut.contains(&other.index)).all(|other| !other.mark.hit.overlaps(room))
        });
        match (found, candidates.get_mut(at)) {
            (Some(found), Some(candidate)) => *candidate = found,
            (None, Some(candidate)) if is_alone => {
                // A lane of one event has no strip to count it in.
                let (first, last) = edges(input);
                if let Some(label) = &mut candidate.mark.label {
                    label.left = label.left.min(last - label.width).max(first);
                }
            }
            _ => cut.push(index),
        }
    }
    let marks = candidates.into_iter().filter(|candidate| !cut.contains(&candidate.index));
    let marks = marks.map(|candidate| candidate.mark).collect();
    cut.sort_unstable();
    LaneMarks { marks, cut }
}

/// A mark with its label on a side where it is whole, in its own row or, once the view rests, in the first
/// other one where that side is free. `is_free` says whether a rectangle of a row is.
fn settled_in_rows(
    input: &LayoutInput,
    number: usize,
    candidate: &Candidate,
    sides: [Option<Label>; 2],
    is_free: impl Fn(usize, &Rect) -> bool,
) -> Option<Candidate> {
    let rows = input.plan.bands.get(number).map_or(0, |planned| planned.band.rows);
    let others = (0..rows).filter(|row| *row != candidate.row && input.labelling.is_at_rest());
    let unit = input.labelling.metrics().unit();
    std::iter::once(candidate.row).chain(others).find_map(|row| {
        let center_y = row_middle(input, number, row)?;
        sides.iter().flatten().find_map(|label| {
            let label = Label { baseline: center_y + 4.0 * unit, ..label.clone() };
            let hit = hit(input, &candidate.mark.body, &label, center_y, unit);
            let mark = Mark { center_y, hit, label: Some(label), ..candidate.mark.clone() };
            is_free(row, &hit).then_some(Candidate { index: candidate.index, row, mark })
        })
    })
}

fn row_candidates(input: &LayoutInput, number: usize, labelled: &LabelledBand, row: usize) -> Vec<Candidate> {
    let lane = &labelled.density;
    let (from, to) = (input.viewport.from().seconds(), input.viewport.to().seconds());
    let (first, next) = (lane.times.anchors.before(from), lane.times.anchors.before(to.saturating_add(1)));
    let scale = input.viewport.points_per_second();
    let Some(labels) = labelled.rows.get(row) else { return Vec::new() };
    let candidate = |index: usize| {
        let event = *lane.times.events.get(index)?;
        let mark = mark(input, event, &labelled.placement(number, index)?, None)?;
        is_in_view(&mark, input).then_some(Candidate { index, row, mark })
    };
    labels.active_near(first, next, scale).filter_map(candidate).collect()
}

/// Where a label can stand at the edges of a view.
pub(super) enum Sides {
    /// It is whole where it stands.
    Whole,
    /// An edge cuts it: these would be whole, the better one first.
    Cut([Option<Label>; 2]),
}

/// Where the label of a mark is whole: where it is, left of the mark, or right of it.
pub(super) fn settled(input: &LayoutInput, mark: &Mark) -> Sides {
    let Some(label) = &mark.label else { return Sides::Whole };
    let metrics = input.labelling.metrics();
    let unit = metrics.unit();
    let (first, last) = edges(input);
    let is_whole = |label: &Label| label.left >= first && label.left + label.width <= last;
    if is_whole(label) || (label.left >= 0.0 && label.left + label.width <= last) {
        return Sides::Whole;
    }
    // What follows the title is only there on the long rest of a bar.
    let plain_width = label.width - label.addition_width;
    let beside = |left: f32| Label {
        left,
        width: plain_width,
        addition: String::new(),
        addition_width: 0.0,
        is_inside: false,
        ..label.clone()
    };
    let (left, right) = body_edges(&mark.body, metrics.dot_radius);
    let gap = match mark.body {
        Body::Point { x, range } => {
            // As far from the mark as on its right side, but never on its range.
            let gap = label.left - x;
            let range = range.map_or((x, x), |(left, right)| (left - 4.0 * unit, right + 4.0 * unit));
            return Sides::Cut([
                Some(beside((x - gap).min(range.0) - plain_width)).filter(is_whole),
                Some(beside((x + gap).max(range.1))).filter(is_whole),
            ]);
        }
        Body::Span { .. } => BESIDE_BAR * unit,
    };
    let before = Some(beside(left - gap - plain_width)).filter(is_whole);
    let after = Some(beside(right + gap)).filter(is_whole);
    // The side on which the bar ends in view.
    if label.left < 0.0 { Sides::Cut([after, before]) } else { Sides::Cut([before, after]) }
}

/// Between which x a label is whole.
pub(super) fn edges(input: &LayoutInput) -> (f32, f32) {
    let air = EDGE_AIR * input.labelling.metrics().unit();
    (air, input.viewport.width() - air)
}

/// Whether any of the body lies between the left and the right edge: a label without its mark says nothing.
pub(super) fn is_in_view(mark: &Mark, input: &LayoutInput) -> bool {
    let metrics = input.labelling.metrics();
    let (left, right) = body_edges(&mark.body, metrics.dot_radius);
    // A bar ends a point before its date, so that the next one stands apart.
    let short = match mark.body {
        Body::Span { end: SpanEnd::Open | SpanEnd::OffScreen, .. } | Body::Point { .. } => 0.0,
        Body::Span { .. } => metrics.unit(),
    };
    right + short > 0.0 && left < input.viewport.width()
}

/// The mark of an event in its row, or with its middle at another height.
pub(super) fn mark(
    input: &LayoutInput,
    event: EventId,
    placement: &Placement,
    center_y: Option<f32>,
) -> Option<Mark> {
    let metrics = input.labelling.metrics();
    let unit = metrics.unit();
    let band = placement.band;
    let center_y = center_y.or_else(|| row_middle(input, band, placement.row.unwrap_or(0)))?;
    let title_width = input.labelling.width(input.context.timeline, event, input.context.ruler);
    let extent = extent_of(input.context.timeline, event, title_width, metrics)?;
    // A file that is moved along the axis has its own "now" there.
    let now = input.context.now.saturating_add(input.context.timeline.shift(event));
    let (body, text) = extent.place(&input.viewport, now);
    let addition = addition(input, event, text.room);
    let addition_width = if addition.is_empty() { 0.0 } else { addition_gap(unit) + width(input, &addition) };
    let label = Label {
        left: narrow(text.left),
        baseline: center_y + 4.0 * unit,
        width: title_width + addition_width,
        text: input.context.timeline.event_title(event).to_owned(),
        addition,
        addition_width,
        is_inside: text.is_inside,
    };
    let hit = hit(input, &body, &label, center_y, unit);
    Some(Mark { event, band, center_y, body, label: Some(label), hit, is_counted: false })
}

/// The middle of a row of a lane.
pub(super) fn row_middle(input: &LayoutInput, band: usize, row: usize) -> Option<f32> {
    let planned = input.plan.bands.get(band)?;
    Some(planned.band.rows_top + (row as f32 + 0.5) * input.plan.pitch)
}

/// Where a pointer meets a mark.
pub(super) fn hit(input: &LayoutInput, body: &Body, label: &Label, center_y: f32, unit: f32) -> Rect {
    let (left, right) = body_edges(body, input.labelling.metrics().dot_radius);
    let around = Rect::new(
        left.min(label.left - 4.0 * unit),
        center_y - TARGET * unit / 2.0,
        right.max(label.left + label.width + 4.0 * unit),
        center_y + TARGET * unit / 2.0,
    );
    let missing = ((TARGET * unit - around.width()) / 2.0).max(0.0);
    Rect { left: around.left - missing, right: around.right + missing, ..around }
}

/// Left and right edge of a body as drawn; a soft range is at least 28 wide.
pub(super) fn body_edges(body: &Body, radius: f32) -> (f32, f32) {
    match *body {
        Body::Point { x, range: None } => (x - radius, x + radius),
        Body::Point { x, range: Some((left, right)) } => {
            let least = 14.0 * radius / 5.0;
            (left.min(x - least), right.max(x + least))
        }
        Body::Span { left, right, .. } => (left, right),
    }
}

/// From the title to its addition.
fn addition_gap(unit: f32) -> f32 {
    8.0 * unit
}

fn width(input: &LayoutInput, text: &str) -> f32 {
    input.context.ruler.width(text, input.labelling.metrics().label_size, Weight::Regular)
}

/// "since 1 January 2004", where it fits.
fn addition(input: &LayoutInput, event: EventId, room: f64) -> String {
    // Shorter than the shortest date there is: nothing to measure.
    if room < f64::from(40.0 * input.labelling.metrics().unit()) {
        return String::new();
    }
    let since = input.context.timeline.date(event).as_ref().and_then(since_text).unwrap_or_default();
    let fits = f64::from(width(input, &since) + addition_gap(input.labelling.metrics().unit())) <= room;
    if fits { since } else { String::new() }
}

/// "since 1 January 2004" of an interval; `None` of anything else.
fn since_text(date: &Date) -> Option<String> {
    let (start, _) = date.text().split_once('/')?;
    let text = Date::parse(start).ok()?.label();
    let plain = text.split(',').next().unwrap_or(&text);
    (!plain.is_empty()).then(|| format!("since {plain}"))
}
