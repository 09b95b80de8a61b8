//! One lane is given its seats: from the events of a band to rows that frames can ask.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::TitleWidths;
use super::density::{DensityLane, Entry};
use super::labelling::{LabellingInput, Seat, shape};
use super::order::by_importance;
use super::packing::{Cluster, clusters, pack};
use super::row::{Choosers, Row, RowBuilder, rounded_up};
use super::shape::Footprint;
use crate::index::MinTree;
use crate::model::EventId;

/// Up to this many events in a lane, the opening view is packed as well as can be.
const PACKED_AT_MOST: usize = 2_000;
/// Threads share the events of a lane in parts of at least so many.
const PART: usize = 2_048;
/// Between so many events it is asked whether the labelling is still wanted.
const ASKED_EACH: usize = 4_096;
/// The row of an event without one.
const NO_ROW: u16 = u16::MAX;

/// The rows of one band, and its density strip.
#[derive(Clone, Debug)]
pub(super) struct LabelledBand {
    pub rows: Vec<Row>,
    pub density: DensityLane,
    /// Which row each event of the density strip has, in its order.
    row_of: Vec<u16>,
    /// How many neighbours were looked at.
    pub looked_at: usize,
    /// Whether all its events were asked for their seats.
    pub is_whole: bool,
}

impl LabelledBand {
    /// The seat of the event at a place.
    pub fn seat(&self, band: usize, place: usize) -> Option<Seat> {
        let row = self.row_of.get(place).copied().filter(|row| *row != NO_ROW).map(usize::from);
        Some(Seat { band, row, min_scale: f64::from(self.density.scales.get(place)?) })
    }
}

/// Gives the events of a band, which come in the order of time, their rows and scales; `None` when it is not
/// wanted any more.
///
/// Every event is free to take its best row first. Where that leaves words away in the opening view that
/// could be there, the cluster they belong to keeps the rows in which it was packed, and the lane is done again.
pub(super) fn label_lane(
    input: &LabellingInput,
    (band, events): (usize, Vec<EventId>),
    is_unwanted: &(dyn Fn() -> bool + Sync),
) -> Option<LabelledBand> {
    let rows = input.plan.bands.get(band).map_or(0, |planned| planned.band.rows).min(usize::from(NO_ROW));
    if is_unwanted() {
        return None;
    }
    let mut entries: Vec<Entry> =
        events.par_iter().with_min_len(PART).filter_map(|event| entry(input, *event)).collect();
    drop(events);
    for (place, entry) in (0..).zip(&mut entries) {
        entry.chronological = place;
    }
    if is_unwanted() {
        return None;
    }
    let density = DensityLane::new(&mut entries);
    let turns = Turns::new(input, &entries);
    drop(entries);
    let seating = Seating::new(input, &density, turns, rows);
    let seats = seating.seats(input, is_unwanted)?;
    Some(seats.kept(density, rows))
}

/// An event with what its tick and its count need.
fn entry(input: &LabellingInput, event: EventId) -> Option<Entry> {
    input.timeline.range(event).filter(|range| range.sort_key().is_some())?;
    let (start, anchor, end) = shape(input.timeline, event, 0.0, input.metrics)?.stretch();
    Some(Entry { event, chronological: 0, anchor, start, end })
}

/// Which events of a lane choose a row, and when it is whose turn.
struct Turns {
    /// Their places in the lane, rising.
    places: Vec<u32>,
    /// In the order in which they choose, as indexes of `places`.
    order: Vec<u32>,
}

impl Turns {
    /// All events, or of a large lane the most important ones.
    fn new(input: &LabellingInput, entries: &[Entry]) -> Turns {
        let mut in_time = vec![0_u32; entries.len()];
        for (place, entry) in (0..).zip(entries) {
            if let Some(slot) = in_time.get_mut(entry.chronological as usize) {
                *slot = place;
            }
        }
        let importance = |place: &u32| {
            let entry = entries.get(*place as usize);
            entry.map_or(0.0, |entry| input.timeline.importance(entry.event))
        };
        let most = input.most.filter(|_| entries.len() > PACKED_AT_MOST).unwrap_or(entries.len());
        let order = by_importance(in_time.iter().map(importance), most);
        let order: Vec<u32> =
            order.into_iter().filter_map(|chronological| in_time.get(chronological).copied()).collect();
        if order.len() == entries.len() {
            return Turns { places: (0..).take(entries.len()).collect(), order };
        }
        let mut places = order.clone();
        places.sort_unstable();
        let index =
            |place: u32| places.binary_search(&place).ok().and_then(|index| u32::try_from(index).ok());
        let order = order.into_iter().filter_map(index).collect();
        Turns { places, order }
    }
}

/// A lane while its events choose.
struct Seating {
    turns: Turns,
    choosers: Choosers,
    /// The clusters of the opening view that are packed.
    clusters: Vec<Cluster>,
    rows: usize,
}

/// What the events of a lane have chosen, in the order of their places.
struct Seats {
    places: Vec<u32>,
    rows: Vec<u16>,
    scales: Vec<f32>,
    looked_at: usize,
}

impl Seating {
    fn new(input: &LabellingInput, density: &DensityLane, turns: Turns, rows: usize) -> Seating {
        let footprint = |place: &u32| {
            let event = density.events.get(*place as usize).copied();
            let footprint = |event: EventId| {
                let size = (input.ruler, input.metrics.label_size);
                let measured = |widths: &TitleWidths| widths.width(input.timeline, event, size);
                let width = input.widths.map_or(0.0, |widths| measured(widths));
                Some(shape(input.timeline, event, width, input.metrics)?.footprint())
            };
            event.and_then(footprint).unwrap_or(Footprint::NOWHERE)
        };
        let footprints: Vec<Footprint> = turns.places.par_iter().with_min_len(PART).map(footprint).collect();
        let opening = &input.plan.opening;
        let clusters = if density.len() <= PACKED_AT_MOST {
            let edges: Vec<(f64, f64)> =
                footprints.iter().map(|footprint| input.plan.opening_edges(footprint)).collect();
            let order: Vec<usize> = turns.order.iter().map(|index| *index as usize).collect();
            clusters(&edges, &pack(&edges, &order, rows), f64::from(opening.width()))
        } else {
            Vec::new()
        };
        let scales = vec![f32::INFINITY; footprints.len()];
        Seating { turns, choosers: Choosers { footprints, scales }, clusters, rows }
    }

    fn seats(mut self, input: &LabellingInput, is_unwanted: &(dyn Fn() -> bool + Sync)) -> Option<Seats> {
        let opening_scale = input.plan.opening.points_per_second();
        let mut fixed: Vec<Option<usize>> = vec![None; self.choosers.scales.len()];
        if self.clusters.is_empty() {
            fixed = Vec::new();
        }
        let mut looked_at = 0;
        loop {
            let (rows, looked) = self.choose_rows(&fixed, is_unwanted)?;
            looked_at += looked;
            let scales = &self.choosers.scales;
            let is_crowded_out =
                |place: usize| scales.get(place).is_some_and(|scale| f64::from(*scale) > opening_scale);
            let (failed, well): (Vec<_>, Vec<_>) = std::mem::take(&mut self.clusters)
                .into_iter()
                .partition(|cluster| cluster.iter().any(|(place, _)| is_crowded_out(*place)));
            if failed.is_empty() {
                return Some(Seats {
                    places: self.turns.places,
                    rows,
                    scales: self.choosers.scales,
                    looked_at,
                });
            }
            self.clusters = well;
            for (place, row) in failed.into_iter().flatten() {
                if let Some(slot) = fixed.get_mut(place) {
                    *slot = Some(row);
                }
            }
        }
    }

    /// Lets the events choose in order: the row in which they are shown from the smallest scale on, or the one
    /// that is fixed for them. Returns their rows, and how many neighbours were looked at.
    fn choose_rows(
        &mut self,
        fixed: &[Option<usize>],
        is_unwanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<(Vec<u16>, usize)> {
        let len = self.choosers.footprints.len();
        self.choosers.scales = vec![f32::INFINITY; len];
        let mut rows: Vec<RowBuilder> = vec![RowBuilder::new(len); self.rows];
        let mut chosen = vec![NO_ROW; len];
        let mut looked_at = 0;
        for (turn, index) in self.turns.order.iter().map(|index| *index as usize).enumerate() {
            if turn % ASKED_EACH == 0 && is_unwanted() {
                return None;
            }
            let mut best: (Option<usize>, f64) = (None, f64::INFINITY);
            let open = fixed.get(index).copied().flatten().map_or(0..self.rows, |row| row..row + 1);
            for (number, row) in rows.iter().enumerate().take(open.end).skip(open.start) {
                let found = row.min_scale(&self.choosers, index, best.1);
                looked_at += found.looked_at;
                if found.scale < best.1 {
                    best = (Some(number), found.scale);
                }
                if best.1 <= 0.0 {
                    break;
                }
            }
            let Some(row) = best.0.and_then(|number| rows.get_mut(number)) else { continue };
            if let (Some(scale), Some(slot)) = (self.choosers.scales.get_mut(index), chosen.get_mut(index)) {
                *scale = rounded_up(best.1);
                *slot = best.0.and_then(|number| u16::try_from(number).ok()).unwrap_or(NO_ROW);
            }
            row.seat(&self.choosers, index);
        }
        Some((chosen, looked_at))
    }
}

impl Seats {
    /// The finished band.
    fn kept(self, mut density: DensityLane, count: usize) -> LabelledBand {
        let is_whole = self.places.len() == density.len();
        let (scales, row_of) = if is_whole {
            (self.scales, self.rows)
        } else {
            let (mut scales, mut row_of) = (vec![f32::INFINITY; density.len()], vec![NO_ROW; density.len()]);
            for (place, (scale, row)) in self.places.iter().zip(self.scales.iter().zip(&self.rows)) {
                let place = *place as usize;
                if let (Some(own_scale), Some(own_row)) = (scales.get_mut(place), row_of.get_mut(place)) {
                    (*own_scale, *own_row) = (*scale, *row);
                }
            }
            (scales, row_of)
        };
        let seats = row_of.iter().map(|row| Some(*row).filter(|row| *row != NO_ROW).map(usize::from));
        let rows = Row::all(count, seats.zip(scales.iter().copied()));
        density.scales = MinTree::new(scales);
        LabelledBand { rows, density, row_of, looked_at: self.looked_at, is_whole }
    }
}
