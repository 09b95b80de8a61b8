//! One frame: everything that a view shows, found by searching, not by looking through the file.

use super::axis::axis_of;
use super::event_extent::{extent_of, narrow};
use super::lane_plan::PlannedBand;
use super::layout_input::LayoutInput;
use super::place_lane::Placement;
use super::slot_row::slot_rows;
use super::strip::Strip;
use super::{Body, Cell, Label, Mark, Picture, Rect, Viewport};
use crate::text::Weight;
use dateline_time::Date;
use dateline_timeline::model::EventId;
use dateline_timeline::query::moment;

/// The smallest size of what a pointer can meet, in points.
const TARGET: f32 = 24.0;

/// Lays out one frame. O(log n) for each label and each cell that it shows.
///
/// An emphasised event that has no label at this zoom gets one all the same, last and so on top, in a free
/// row of its lane, or in the row where it covers the least. Words that it covers there are left out
/// meanwhile; no mark goes or moves. It stays in its cell's count, so that nothing moves away under the
/// pointer.
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
        now_x: narrow(input.viewport.x_from_time(input.context.now)),
        content_height: input.plan.content_height(),
    };
    for (number, (planned, labelled)) in input.plan.bands.iter().zip(&input.labelling.bands).enumerate() {
        let lane = &labelled.density;
        let (from, to) = (input.viewport.from().seconds(), input.viewport.to().seconds());
        let in_view = (lane.anchors.before(from), lane.anchors.before(to.saturating_add(1)));
        let scale = input.viewport.points_per_second();
        for row in &labelled.rows {
            for place in row.active_near(in_view.0, in_view.1, scale) {
                let seat = labelled.seat(number, place).zip(lane.events.get(place).copied());
                let mark = seat.and_then(|(seat, event)| mark(input, event, &seat, None));
                picture.marks.extend(mark.filter(|mark| is_in_view(mark, input)));
            }
        }
        let strip = strip(input, number, planned);
        picture.cells.extend(strip.map(|strip| strip.cells(&input.viewport)).unwrap_or_default());
        slot_rows(input, (number, planned), &mut picture);
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
    let strip = planned.and_then(|planned| strip(input, cell.band, planned));
    strip.map(|strip| strip.events(&input.viewport, cell, most)).unwrap_or_default()
}

/// The nearest view in which something that a cell counts has its label: the cell's stretch across the view,
/// or closer where that is not enough. `None` when no zoom will do, because all of it shares its moments with
/// more important events in every row; then there is only the list of [`events_of_cell`].
pub fn unfolded(input: &LayoutInput, cell: &Cell) -> Option<Viewport> {
    let view = input.viewport;
    let planned = input.plan.bands.get(cell.band)?;
    let first = strip(input, cell.band, planned)?.first_labelled(&view, cell)?;
    let at = moment(&input.context.timeline.range(first.1)?)?;
    let whole = Viewport::fitting(cell.from, cell.to, view.width(), view.height());
    // What reaches into the view from outside may not stand in the cell's own stretch.
    let is_within = at >= whole.from() && at <= whole.to();
    let least = first.0.max(view.points_per_second());
    if is_within && whole.points_per_second() > least {
        return Some(whole);
    }
    // A little closer than needed, so that rounding on the way cannot hide it again.
    let scale = least * 1.001;
    let centered = view.centered_on(at);
    Some(centered.zoomed_at(f64::from(view.width()) / 2.0, scale / view.points_per_second()))
}

fn strip<'a>(input: &LayoutInput<'a>, number: usize, planned: &'a PlannedBand) -> Option<Strip<'a>> {
    let labelled = input.labelling.bands.get(number)?;
    Some(Strip {
        lane: &labelled.density,
        rows: &labelled.rows,
        band: (number, &planned.band),
        steps: &input.labelling.steps,
        metrics: input.labelling.metrics(),
    })
}

/// Whether any of the body lies between the left and the right edge: words without their mark say nothing.
fn is_in_view(mark: &Mark, input: &LayoutInput) -> bool {
    let (left, right) = body_edges(&mark.body, input.labelling.metrics().dot_radius);
    right > 0.0 && left < input.viewport.width()
}

/// The mark of an event in its row, or in the one given.
fn mark(input: &LayoutInput, event: EventId, seat: &Placement, row: Option<usize>) -> Option<Mark> {
    let metrics = input.labelling.metrics();
    let unit = metrics.unit();
    let planned = input.plan.bands.get(seat.band)?;
    let row = row.or(seat.row).unwrap_or(0);
    let center_y = planned.band.rows_top + (row as f32 + 0.5) * input.plan.pitch;
    let title_width = input.labelling.width(input.context.timeline, event, input.context.ruler);
    let extent = extent_of(input.context.timeline, event, title_width, metrics)?;
    // A file that is moved along the axis has its own "now" there.
    let now = input.context.now.saturating_add(input.context.timeline.shift(event));
    let (body, words) = extent.place(&input.viewport, now);
    let addition = addition(input, event, words.room);
    let added = if addition.is_empty() { 0.0 } else { addition_gap(unit) + width(input, &addition) };
    let label = Label {
        left: narrow(words.left),
        baseline: center_y + 4.0 * unit,
        width: title_width + added,
        words: input.context.timeline.event_title(event).to_owned(),
        addition,
        is_inside: words.is_inside,
    };
    let (left, right) = body_edges(&body, metrics.dot_radius);
    let around = Rect::new(
        left.min(label.left - 4.0 * unit),
        center_y - TARGET * unit / 2.0,
        right.max(label.left + label.width + 4.0 * unit),
        center_y + TARGET * unit / 2.0,
    );
    let missing = ((TARGET * unit - around.width()) / 2.0).max(0.0);
    let hit = Rect { left: around.left - missing, right: around.right + missing, ..around };
    let band = seat.band;
    Some(Mark { event, band, center_y, body, label: Some(label), hit })
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

/// From the words to their addition.
fn addition_gap(unit: f32) -> f32 {
    8.0 * unit
}

fn width(input: &LayoutInput, words: &str) -> f32 {
    input.context.ruler.width(words, input.labelling.metrics().label_size, Weight::Regular)
}

/// "since 1 January 2004", where it fits.
fn addition(input: &LayoutInput, event: EventId, room: f64) -> String {
    // Shorter than the shortest date there is: nothing to measure.
    if room < f64::from(40.0 * input.labelling.metrics().unit()) {
        return String::new();
    }
    let since = input.context.timeline.date(event).as_ref().and_then(since_words).unwrap_or_default();
    let fits = f64::from(width(input, &since) + addition_gap(input.labelling.metrics().unit())) <= room;
    if fits { since } else { String::new() }
}

/// "since 1 January 2004" of an interval; `None` of anything else.
fn since_words(date: &Date) -> Option<String> {
    let (start, _) = date.text().split_once('/')?;
    let words = Date::parse(start).ok()?.words();
    let plain = words.split(',').next().unwrap_or(&words);
    (!plain.is_empty()).then(|| format!("since {plain}"))
}

fn emphasise(input: &LayoutInput, event: EventId, picture: &mut Picture) {
    if let Some(place) = picture.marks.iter().position(|mark| mark.event == event) {
        let mark = picture.marks.remove(place);
        picture.marks.push(mark);
        return;
    }
    let Some(seat) = input.labelling.seat(event) else { return };
    let rows = picture.bands.get(seat.band).map_or(1, |band| band.rows);
    let own = seat.row.filter(|_| seat.min_scale.is_finite());
    let candidates = (0..rows.max(1)).filter_map(|row| {
        let mark = mark(input, event, &seat, Some(row))?;
        let covered: f32 = picture
            .marks
            .iter()
            .filter(|other| other.hit.overlaps(&mark.hit))
            .map(|other| other.hit.right.min(mark.hit.right) - other.hit.left.max(mark.hit.left))
            .sum();
        Some((covered, Some(row) != own, mark))
    });
    let best = candidates.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if let Some((covered, _, mark)) = best.filter(|(_, _, mark)| is_in_view(mark, input)) {
        if covered > 0.0 {
            hide_words_under(&mark, input.labelling.metrics().unit(), picture);
        }
        picture.marks.push(mark);
    }
}

/// Takes away the words that an emphasised mark without a free row would be drawn over, for as long as it is
/// emphasised: two texts over each other cannot be read.
fn hide_words_under(mark: &Mark, unit: f32, picture: &mut Picture) {
    // the pill of a selected event reaches a little beyond what can be pointed at
    let around = Rect { left: mark.hit.left - 9.0 * unit, right: mark.hit.right + 9.0 * unit, ..mark.hit };
    for other in &mut picture.marks {
        let is_covered = |label: &Label| {
            let words = Rect { left: label.left, right: label.left + label.width, ..other.hit };
            words.overlaps(&around)
        };
        if other.label.as_ref().is_some_and(is_covered) {
            other.label = None;
        }
    }
}
