//! Events that are shown whatever the zoom: selected, hovered, focused.
//!
//! An event that has its label is drawn last, and so on top. One that is only counted gets mark and label in
//! room that nothing else takes: a free stretch of a row of its lane, else the line of the lane's name.
//! Nothing else moves, nothing is hidden, and the event stays in its count, so that nothing moves away under
//! the pointer.

use super::labelled_band::Placement;
use super::lane_marks::{Sides, edges, hit, is_in_view, mark, row_middle, settled};
use super::layout_input::LayoutInput;
use super::{Body, Label, Mark, Picture, Rect};
use dateline_timeline::model::EventId;

/// How far the frame of a selected event reaches beyond its mark and label, in points where labels have 12.
const FRAME: f32 = 9.0;
/// Room behind the name for the arrow that folds the lane, in the same points.
const ARROW: f32 = 28.0;
/// Where the name of a lane begins in its head, in points where labels have 12: after the lane's shape.
const NAME_LEFT: f32 = 28.0;

/// Shows an event on top of the picture.
pub(super) fn emphasise(input: &LayoutInput, event: EventId, picture: &mut Picture) {
    if let Some(index) = picture.marks.iter().position(|mark| mark.event == event) {
        let mark = picture.marks.remove(index);
        picture.marks.push(mark);
        return;
    }
    // One that does not match has no row among those that do.
    let among_all = || input.all.and_then(|all| all.placement(event));
    let Some(placement) = input.labelling.placement(event).or_else(among_all) else { return };
    let shown = mark(input, event, &placement, None).filter(|mark| is_in_view(mark, input));
    if shown.is_none() {
        return;
    }
    let in_rows = rows(input, &placement).filter_map(|middle| {
        let mark = mark(input, event, &placement, Some(middle))?;
        let mut places = places(input, &mark).into_iter();
        places.find(|mark| is_free(input, picture, mark))
    });
    let found = in_rows.into_iter().next().or_else(|| on_the_name_line(input, event, &placement, picture));
    picture.marks.extend(found.map(|mark| Mark { is_counted: true, ..mark }));
}

/// The middles of the rows of an event's lane, its own first.
fn rows(input: &LayoutInput, placement: &Placement) -> impl Iterator<Item = f32> {
    let band = placement.band;
    let count = input.plan.bands.get(band).map_or(0, |planned| planned.band.rows);
    let own = placement.row.filter(|row| *row < count);
    let others = (0..count).filter(move |row| Some(*row) != own);
    own.into_iter().chain(others).filter_map(move |row| row_middle(input, band, row))
}

/// A mark with its label where it stands and, where an edge cuts that, where it is whole.
fn places(input: &LayoutInput, mark: &Mark) -> Vec<Mark> {
    match settled(input, mark) {
        Sides::Whole => vec![mark.clone()],
        Sides::Cut(sides) => {
            sides.into_iter().flatten().map(|label| relabelled(input, mark, label)).collect()
        }
    }
}

fn relabelled(input: &LayoutInput, mark: &Mark, label: Label) -> Mark {
    let unit = input.labelling.metrics().unit();
    let hit = hit(input, &mark.body, &label, mark.center_y, unit);
    Mark { hit, label: Some(label), ..mark.clone() }
}

/// Whether nothing of the picture stands where a framed mark would.
fn is_free(input: &LayoutInput, picture: &Picture, mark: &Mark) -> bool {
    let air = FRAME * input.labelling.metrics().unit();
    let around = Rect { left: mark.hit.left - air, right: mark.hit.right + air, ..mark.hit };
    let row = |other: &&Mark| other.band == mark.band && other.center_y == mark.center_y;
    picture.marks.iter().filter(row).all(|other| !other.hit.overlaps(&around))
}

/// In the line of the lane's name, which holds nothing else: beside the name and beside others that are
/// emphasised. Where all of that is taken the label stands after the name and the others, as far as the view
/// goes.
fn on_the_name_line(
    input: &LayoutInput,
    event: EventId,
    placement: &Placement,
    picture: &Picture,
) -> Option<Mark> {
    let metrics = input.labelling.metrics();
    let unit = metrics.unit();
    let band = &input.plan.bands.get(placement.band)?.band;
    let middle = (band.top + band.rows_top) / 2.0;
    let mark = mark(input, event, placement, Some(middle))?;
    let name_right = NAME_LEFT * unit + band.name_width + (ARROW + FRAME) * unit;
    let is_beside_name = |mark: &Mark| mark.hit.left >= name_right;
    let places = places(input, &mark);
    let free = places.iter().find(|mark| is_beside_name(mark) && is_free(input, picture, mark));
    if let Some(mark) = free {
        return Some(mark.clone());
    }
    let (_, last) = edges(input);
    let on_line = picture.marks.iter().filter(|other| other.band == mark.band && other.center_y == middle);
    let taken = on_line.map(|other| other.hit.right + 2.0 * FRAME * unit).fold(name_right, f32::max);
    // Its mark would stand on the name: it stands before the label instead, and only the band and the flag of
    // the selected date say where it belongs.
    let label = mark.label.clone()?;
    let gap = metrics.label_gap;
    let left = (taken + gap + metrics.dot_radius).min(last - label.width).max(0.0);
    let body = Body::Point { x: left - gap, range: None };
    Some(relabelled(input, &Mark { body, ..mark }, Label { left, is_inside: false, ..label }))
}
