//! One frame: everything that a view shows, found by searching, not by looking through the file.

use super::axis::axis_of;
use std::collections::HashSet;

use super::emphasis::emphasise;
use super::event_extent::narrow;
use super::labelled_band::LabelledAt;
use super::lane_marks::{LaneMarks, lane_marks};
use super::lane_plan::PlannedBand;
use super::layout_input::LayoutInput;
use super::slot_row::slot_rows;
use super::strip::Strip;
use super::{Cell, Picture, Viewport};
use dateline_timeline::model::EventId;
use dateline_timeline::query::moment;

/// Lays out one frame. O(log n) for each label and each cell that it shows.
///
/// Every label is whole (`lane_marks`), and an emphasised event that has none at this zoom gets one in room
/// of its own (`emphasis`): no other mark or label depends on what is emphasised.
pub fn layout(input: &LayoutInput) -> Picture {
    let metrics = *input.labelling.metrics();
    let mut picture = Picture {
        viewport: input.viewport,
        metrics,
        axis: axis_of(&input.context, &input.viewport, &metrics),
        bands: input.plan.bands().cloned().collect(),
        marks: Vec::new(),
        slots: Vec::new(),
        slot_rows: Vec::new(),
        cells: Vec::new(),
        faint_cells: Vec::new(),
        now_x: narrow(input.viewport.x_from_time(input.context.now)),
        content_height: input.plan.content_height(),
    };
    for (number, planned) in input.plan.bands.iter().enumerate() {
        let LaneMarks { marks, cut } = lane_marks(input, number);
        picture.marks.extend(marks);
        let strip = strip(input, number, planned, &cut);
        picture.cells.extend(strip.map(|strip| strip.cells(&input.viewport)).unwrap_or_default());
        let faint = faint_strip(input, number, planned).map(|strip| strip.cells(&input.viewport));
        picture.faint_cells.extend(faint.unwrap_or_default());
        slot_rows(input, number, planned, &mut picture);
    }
    for event in input.emphasised {
        emphasise(input, *event, &mut picture);
    }
    picture
}

/// The events that a cell of this input's picture stands for, the ones in its step first by date: for its
/// tooltip. O(log n) and the number of events.
pub fn events_of_cell(input: &LayoutInput, cell: &Cell) -> Vec<EventId> {
    first_events_of_cell(input, cell, usize::MAX)
}

/// The same, but only the first `most` of them: one cell may stand for a million.
pub fn first_events_of_cell(input: &LayoutInput, cell: &Cell, most: usize) -> Vec<EventId> {
    let planned = input.plan.bands.get(cell.band);
    let LaneMarks { cut, .. } = lane_marks(input, cell.band);
    let strip = planned.and_then(|planned| strip(input, cell.band, planned, &cut));
    strip.map(|strip| strip.events(&input.viewport, cell, most)).unwrap_or_default()
}

/// The nearest view in which something that a cell counts has its label: the cell's stretch across the view,
/// or closer where that is not enough. `None` when no zoom will do, because all of it shares its moments with
/// more important events in every row; then there is only the list of [`events_of_cell`].
pub fn unfolded(input: &LayoutInput, cell: &Cell) -> Option<Viewport> {
    let view = input.viewport;
    let whole = Viewport::fitting(cell.from, cell.to, view.width(), view.height());
    let counted = events_of_cell(input, cell).into_iter().collect();
    let first = first_labelled(input, cell, &counted, &whole)?;
    let at = moment(&input.context.timeline.range(first.event)?)?;
    // What reaches into the view from outside may not stand in the cell's own stretch.
    let is_within = at >= whole.from() && at <= whole.to();
    let least = first.scale.max(view.points_per_second());
    if is_within && whole.points_per_second() > least && shows_any(input, whole, cell.band, &counted) {
        return Some(whole);
    }
    // A little closer than needed, so that rounding on the way cannot hide it again.
    let scale = if first.scale > view.points_per_second() { least * 1.001 } else { least };
    let at_scale = |scale: f64| {
        view.centered_on(at).zoomed_at(f64::from(view.width()) / 2.0, scale / view.points_per_second())
    };
    // Closer still where the edges of the view leave no room for its label.
    let limit = Viewport::MAX_POINTS_PER_SECOND;
    let scales = std::iter::successors(Some(scale), |scale| (*scale < limit).then_some(scale * 2.0));
    let mut views = scales.map(at_scale);
    Some(views.find(|view| shows_any(input, *view, cell.band, &counted)).unwrap_or_else(|| at_scale(scale)))
}

/// Whether a view shows one of the events of a lane as itself.
fn shows_any(input: &LayoutInput, viewport: Viewport, band: usize, events: &HashSet<EventId>) -> bool {
    let scale = viewport.points_per_second();
    let repacked = input.labelling.is_at_rest().then(|| input.labelling.at_rest(scale));
    let labelling = repacked.as_ref().unwrap_or(input.labelling);
    let marks = lane_marks(&LayoutInput { labelling, viewport, ..*input }, band).marks;
    marks.iter().any(|mark| events.contains(&mark.event))
}

/// Of the events that a cell counts, the one that has its label first when the view is zoomed to it. `whole`
/// shows the cell across the view.
fn first_labelled(
    input: &LayoutInput,
    cell: &Cell,
    counted: &HashSet<EventId>,
    whole: &Viewport,
) -> Option<LabelledAt> {
    let planned = input.plan.bands.get(cell.band)?;
    let labelled = input.labelling.bands.get(cell.band)?;
    let scale = input.viewport.points_per_second();
    let LaneMarks { cut, .. } = lane_marks(input, cell.band);
    let mut cut_events = cut.iter().filter_map(|index| labelled.density.times.events.get(*index));
    if let Some(event) = cut_events.find(|event| counted.contains(event)) {
        return Some(LabelledAt { scale, event: *event });
    }
    match labelled.rest_lane.as_ref().filter(|_| input.labelling.is_at_rest()) {
        Some(lane) => lane.first_labelled(counted, whole.points_per_second().max(scale)),
        None => strip(input, cell.band, planned, &cut)?.first_labelled(&input.viewport, cell),
    }
}

/// The strip of all events of a lane, matching or not, as if none had a label.
fn faint_strip<'a>(input: &LayoutInput<'a>, number: usize, planned: &'a PlannedBand) -> Option<Strip<'a>> {
    let labelled = input.all?.bands.get(number)?;
    Some(Strip {
        cut: &[],
        lane: &labelled.density,
        rows: &[],
        band: (number, &planned.band),
        steps: &input.all?.steps,
        metrics: input.labelling.metrics(),
        counts_labelled: true,
    })
}

fn strip<'a>(
    input: &LayoutInput<'a>,
    number: usize,
    planned: &'a PlannedBand,
    cut: &'a [usize],
) -> Option<Strip<'a>> {
    let labelled = input.labelling.bands.get(number)?;
    Some(Strip {
        cut,
        lane: &labelled.density,
        rows: &labelled.rows,
        band: (number, &planned.band),
        steps: &input.all.unwrap_or(input.labelling).steps,
        counts_labelled: false,
        metrics: input.labelling.metrics(),
    })
}
