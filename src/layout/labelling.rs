//! Which label has which row from which scale on: consistent labelling, computed once for a set of matches.
//!
//! The rules are those of Been, Daiches and Yap, "Dynamic map labeling" (IEEE InfoVis 2006), in one dimension:
//! zooming in never removes a label, panning never adds, removes or moves one against its event, what is
//! shown depends on the viewport alone, no two labels overlap, and more important events win.
//!
//! Events come in order of importance; equally important ones in the bit-reversed order of their dates (van der
//! Corput), so that the first few already spread over the whole time. Each takes the row in which it is clear
//! of everybody more important from the smallest scale on, and keeps both for ever. A lane of up to 2,000
//! events is also packed as well as can be at the scale of the opening view; where free choice shows fewer labels
//! there, the packed rows hold. Whoever was turned away by the packing collides in every row at that scale, and
//! whoever is no neighbour is clear of it at every larger one, so the packing is sure to be seen.
//!
//! Cost: about O(n · rows · log n) time once, about 150 bytes for each event; see `row` for the worst case.

use super::Metrics;
use super::density::{DensityLane, Steps};
use super::plan::LanePlan;
use super::row::{Row, RowBuilder};
use super::shape::{Footprint, Marking, Shape};
use crate::index::Matches;
use crate::model::{EventId, Timeline};
use crate::text::{Ruler, Weight};
use crate::time::Qualifier;

/// Up to this many events in a lane, the opening view is packed as well as can be.
const PACKED_AT_MOST: usize = 2_000;
/// Air in points that the packing leaves, so that rounding cannot turn "just fits" into a collision.
const SLACK: f64 = 0.01;

/// What a labelling is made from. It depends on nothing else.
#[derive(Clone, Copy)]
pub struct LabellingInput<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// Which of them.
    pub matches: &'a Matches,
    /// The rows there are.
    pub plan: &'a LanePlan,
    /// The sizes.
    pub metrics: &'a Metrics,
    /// Measures titles at [`Metrics::label_size`], regular.
    pub ruler: &'a dyn Ruler,
}

/// Where an event's label stands for ever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seat {
    pub band: u32,
    /// `None` when it shares its moments with more important events in every row.
    pub row: Option<u32>,
    /// Points per second from which on its label is shown.
    pub min_scale: f64,
    /// Width of its words.
    pub width: f32,
}

/// The rows of one band, and its density strip.
#[derive(Clone, Debug)]
pub(super) struct LabelledBand {
    pub rows: Vec<Row>,
    pub density: DensityLane,
}

/// The labels of one set of matches: who has which row from which scale on.
#[derive(Clone, Debug)]
pub struct Labelling {
    pub(super) bands: Vec<LabelledBand>,
    pub(super) steps: Steps,
    seats: Vec<Option<Seat>>,
    metrics: Metrics,
    placed: usize,
}

/// An event on its way to a row.
struct Candidate {
    event: EventId,
    shape: Shape,
    footprint: Footprint,
    importance: f32,
}

impl Labelling {
    /// Gives every matching event with a place in time its row and its scale.
    pub fn new(input: &LabellingInput) -> Labelling {
        let mut lanes: Vec<Vec<Candidate>> = Vec::new();
        lanes.resize_with(input.plan.bands.len(), Vec::new);
        for event in input.timeline.chronological() {
            if !input.matches.contains(*event) {
                continue;
            }
            let band = input.plan.band_of(input.timeline.lane(*event));
            if let (Some(candidate), Some(lane)) = (candidate(input, *event), lanes.get_mut(band)) {
                lane.push(candidate);
            }
        }
        let mut labelling = Labelling {
            bands: Vec::new(),
            steps: Steps::default(),
            seats: vec![None; input.timeline.len()],
            metrics: *input.metrics,
            placed: lanes.iter().map(Vec::len).sum(),
        };
        for (band, lane) in lanes.iter().enumerate() {
            let rows = labelling.seat_lane(input.plan, band, lane);
            let seats = &labelling.seats;
            let entries = lane.iter().map(|candidate| {
                let seat = seats.get(candidate.event.index()).copied().flatten();
                (
                    candidate.event,
                    candidate.shape.stretch(),
                    seat.map_or(f64::INFINITY, |seat| seat.min_scale),
                )
            });
            let density = DensityLane::new(entries.collect());
            labelling.bands.push(LabelledBand { rows, density });
        }
        labelling.steps = Steps::new(labelling.bands.iter().map(|band| &band.density), input.metrics.unit());
        labelling
    }

    /// How many matching events have a place in time.
    pub fn placed(&self) -> usize {
        self.placed
    }

    /// The scale in points per second from which on an event's label is shown; `None` for an event that does not
    /// match or has no place in time, infinite when it never has a label of its own.
    pub fn min_scale(&self, event: EventId) -> Option<f64> {
        self.seat(event).map(|seat| seat.min_scale)
    }

    pub(super) fn seat(&self, event: EventId) -> Option<Seat> {
        self.seats.get(event.index()).copied().flatten()
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Gives the events of a lane their rows and scales, and returns the rows.
    ///
    /// Every event is free to take its best row first. Where that leaves words away in the opening view that
    /// could be there, the cluster they belong to keeps the rows in which it was packed, and the lane is done again.
    fn seat_lane(&mut self, plan: &LanePlan, band: usize, lane: &[Candidate]) -> Vec<Row> {
        let count = plan.bands.get(band).map_or(0, |planned| planned.band.rows);
        let order = by_importance(lane.iter().map(|candidate| candidate.importance));
        let mut clusters = if lane.len() <= PACKED_AT_MOST {
            let edges: Vec<(f64, f64)> =
                lane.iter().map(|candidate| plan.opening_edges(&candidate.footprint)).collect();
            clusters(&edges, &pack(&edges, &order, count), f64::from(plan.opening.width()))
        } else {
            Vec::new()
        };
        let opening_scale = plan.opening.points_per_second();
        let mut fixed: Vec<Option<usize>> = vec![None; lane.len()];
        loop {
            let (rows, chosen) = choose_rows(lane, &order, &fixed, count);
            let is_crowded_out =
                |place: usize| chosen.get(place).is_some_and(|(_, scale)| *scale > opening_scale);
            let (failed, well): (Vec<_>, Vec<_>) = clusters
                .into_iter()
                .partition(|cluster| cluster.iter().any(|(place, _)| is_crowded_out(*place)));
            if failed.is_empty() {
                self.keep(band, lane, &chosen);
                return rows.into_iter().map(RowBuilder::finish).collect();
            }
            clusters = well;
            for (place, row) in failed.into_iter().flatten() {
                if let Some(slot) = fixed.get_mut(place) {
                    *slot = Some(row);
                }
            }
        }
    }

    fn keep(&mut self, band: usize, lane: &[Candidate], chosen: &[(Option<usize>, f64)]) {
        let band = u32::try_from(band).unwrap_or(u32::MAX);
        for (candidate, (row, min_scale)) in lane.iter().zip(chosen) {
            let row = row.and_then(|row| u32::try_from(row).ok());
            if let Some(seat) = self.seats.get_mut(candidate.event.index()) {
                *seat = Some(Seat { band, row, min_scale: *min_scale, width: candidate.shape.width() });
            }
        }
    }
}

/// Lets the events of a lane choose in order: the row in which they are shown from the smallest scale on, or
/// the one that is fixed for them. Returns the rows, and of each event its row and that scale.
fn choose_rows(
    lane: &[Candidate],
    order: &[usize],
    fixed: &[Option<usize>],
    count: usize,
) -> (Vec<RowBuilder>, Vec<(Option<usize>, f64)>) {
    let mut rows: Vec<RowBuilder> = vec![RowBuilder::default(); count];
    let mut chosen = vec![(None, f64::INFINITY); lane.len()];
    for place in order {
        let (Some(candidate), Some(choice)) = (lane.get(*place), chosen.get_mut(*place)) else { continue };
        let Candidate { event, footprint, .. } = candidate;
        let open = fixed.get(*place).copied().flatten().map_or(0..count, |row| row..row + 1);
        for (number, row) in rows.iter().enumerate().filter(|(number, _)| open.contains(number)) {
            let scale = row.min_scale(*event, footprint, choice.1);
            if scale < choice.1 {
                *choice = (Some(number), scale);
            }
            if choice.1 <= 0.0 {
                break;
            }
        }
        if let Some(row) = choice.0.and_then(|number| rows.get_mut(number)) {
            row.seat(*event, *footprint, candidate.shape.stretch(), choice.1);
        }
    }
    (rows, chosen)
}

/// A set of packed stretches that hang together by overlapping, each a place and its row.
type Cluster = Vec<(usize, usize)>;

/// The clusters of packed stretches of which some part lies between 0 and `width`. What is not in a cluster is
/// clear of it at this scale and all larger ones.
fn clusters(edges: &[(f64, f64)], packed: &[Option<usize>], width: f64) -> Vec<Cluster> {
    let mut sorted: Vec<((f64, f64), (usize, usize))> = edges
        .iter()
        .zip(packed)
        .enumerate()
        .filter_map(|(place, (edges, row))| Some((*edges, (place, (*row)?))))
        .collect();
    sorted.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
    let mut found: Vec<(bool, Cluster)> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for ((left, right), member) in sorted {
        if left >= reach || found.is_empty() {
            found.push((false, Vec::new()));
        }
        reach = reach.max(right + SLACK);
        if let Some((is_in_view, cluster)) = found.last_mut() {
            *is_in_view |= left < width && right > 0.0;
            cluster.push(member);
        }
    }
    found.into_iter().filter(|(is_in_view, _)| *is_in_view).map(|(_, cluster)| cluster).collect()
}

fn candidate(input: &LabellingInput, event: EventId) -> Option<Candidate> {
    let timeline = input.timeline;
    timeline.range(event).filter(|range| range.sort_key().is_some())?;
    let width = input.ruler.width(timeline.event_title(event), input.metrics.label_size, Weight::Regular);
    let shape = shape(timeline, event, width, input.metrics)?;
    let importance = timeline.importance(event);
    Some(Candidate { event, shape, footprint: shape.footprint(), importance })
}

/// The shape of an event whose words are that wide.
pub(super) fn shape(timeline: &Timeline, event: EventId, width: f32, metrics: &Metrics) -> Option<Shape> {
    let qualifier = timeline.qualifier(event);
    let marking = Marking {
        is_qualified: qualifier != Qualifier::Stated,
        is_approximate: matches!(qualifier, Qualifier::Approximate | Qualifier::Both),
    };
    Shape::new(&timeline.range(event)?, width, marking, metrics)
}

/// Places in the order in which they choose: the more important first, equals in bit-reversed order.
pub(super) fn by_importance(importances: impl ExactSizeIterator<Item = f32>) -> Vec<usize> {
    let bits = usize::BITS - importances.len().leading_zeros();
    let reversed = |place: usize| place.reverse_bits().checked_shr(usize::BITS - bits).unwrap_or(0);
    let mut keyed: Vec<(f32, usize, usize)> =
        importances.enumerate().map(|(place, importance)| (importance, reversed(place), place)).collect();
    keyed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    keyed.into_iter().map(|(_, _, place)| place).collect()
}

/// Packs as many stretches as possible into rows, the earlier in `order` first: whoever finds all rows taken at
/// some place is turned away. Returns the row of each.
///
/// Admission keeps the depth at every place within the number of rows; such a set always fits (interval graphs
/// are perfect), and going from left to right into the first free row finds the fit. Quadratic.
pub(super) fn pack(edges: &[(f64, f64)], order: &[usize], rows: usize) -> Vec<Option<usize>> {
    let mut admitted: Vec<(f64, f64, usize)> = Vec::new();
    let mut turns: Vec<(f64, i32)> = Vec::new();
    for place in order {
        let Some((left, right)) = edges.get(*place).copied() else { continue };
        turns.clear();
        for (other_left, other_right, _) in &admitted {
            if *other_left < right && left < *other_right {
                turns.push((other_left.max(left), 1));
                turns.push((*other_right, -1));
            }
        }
        turns.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut depth = 0_i32;
        let deepest = turns.iter().map(|(_, turn)| {
            depth += turn;
            depth
        });
        if usize::try_from(deepest.max().unwrap_or(0)).is_ok_and(|deepest| deepest < rows) {
            admitted.push((left, right, *place));
        }
    }
    admitted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let mut found = vec![None; edges.len()];
    let mut ends = vec![f64::NEG_INFINITY; rows];
    for (left, right, place) in admitted {
        let free = ends.iter().position(|end| *end <= left);
        if let (Some(row), Some(slot)) = (free, found.get_mut(place)) {
            *slot = Some(row);
            if let Some(end) = ends.get_mut(row) {
                *end = right + SLACK;
            }
        }
    }
    found
}
