//! One lane is given its seats: from the events of a band to rows that frames can ask.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::density::{DensityLane, Entry};
use super::event_extent::{EventExtent, Footprint, extent_of};
use super::full_stretches::FullStretches;
use super::label_row::{Candidates, LabelRow, LabelRowBuilder, rounded_up};
use super::labelling_input::LabellingInput;
use super::packing::{Cluster, clusters, pack};
use super::priority::by_importance;
use dateline_timeline::Cancel;
use dateline_timeline::model::EventId;
use dateline_timeline::query::RangeMin;

/// Up to this many events in a lane, the opening view is packed as well as can be.
const PACKED_AT_MOST: usize = 2_000;
/// Threads share the events of a lane in parts of at least so many.
const PART: usize = 2_048;
/// Between so many events it is asked whether the labelling is still wanted.
const CHECKED_EACH: usize = 4_096;
/// The row of an event without one.
const NO_ROW: u16 = u16::MAX;

/// Where an event's label stands for ever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placement {
    pub band: usize,
    /// `None` when it shares its moments with more important events in every row.
    pub row: Option<usize>,
    /// Points per second from which on its label is shown.
    pub min_scale: f64,
}

/// The rows of one band, and its density strip.
#[derive(Clone, Debug)]
pub(super) struct LabelledBand {
    pub rows: Vec<LabelRow>,
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
    pub fn seat(&self, band: usize, place: usize) -> Option<Placement> {
        let row = self.row_of.get(place).copied().filter(|row| *row != NO_ROW).map(usize::from);
        Some(Placement { band, row, min_scale: f64::from(self.density.scales.get(place)?) })
    }
}

/// A lane that is to be labelled.
pub(super) struct LaneEvents {
    /// How many rows there are.
    pub rows: usize,
    /// Its events, in the order of the file.
    pub events: Vec<EventId>,
}

/// Gives the events of a lane their rows and scales; `None` when it is not wanted any more. The ranks are
/// those of all events of the timeline in the order of time.
///
/// Every event is free to take its best row first. Where that leaves words away in the opening view that
/// could be there, the cluster they belong to keeps the rows in which it was packed, and the lane is done
/// again.
pub(super) fn place_lane(
    input: &LabellingInput,
    LaneEvents { rows, events }: LaneEvents,
    ranks: &[u32],
    cancel: &Cancel,
) -> Option<LabelledBand> {
    let rows = rows.min(usize::from(NO_ROW));
    cancel.check()?;
    let most = input.most.filter(|_| events.len() > PACKED_AT_MOST).unwrap_or(events.len());
    let (mut entries, footprints): (Vec<Entry>, Vec<Footprint>) = if most < events.len() {
        (
            events
                .par_iter()
                .enumerate()
                .with_min_len(PART)
                .map(|event| entry(input, event.0, event.1, 0.0).0)
                .collect(),
            Vec::new(),
        )
    } else {
        let measured = |(index, event): (usize, &EventId)| entry(input, index, event, width(input, *event));
        events.par_iter().enumerate().with_min_len(PART).map(measured).unzip()
    };
    cancel.check()?;
    entries.par_sort_unstable_by_key(|entry| (entry.anchor, entry.event));
    let density = DensityLane::new(&entries);
    let in_time = in_time(&events, ranks);
    let importance =
        |index: &u32| events.get(*index as usize).map_or(0.0, |event| input.timeline.importance(*event));
    let order: Vec<u32> = by_importance(in_time.iter().map(importance), most)
        .into_iter()
        .filter_map(|place| in_time.get(place).copied())
        .collect();
    let turns = PlacementOrder::new(&entries, &order);
    drop((in_time, order));
    let of_place = |place: &u32| {
        let entry = entries.get(*place as usize)?;
        let known = footprints.get(entry.index as usize).copied();
        Some(known.unwrap_or_else(|| self::entry(input, 0, &entry.event, width(input, entry.event)).1))
    };
    let of_place = |place: &u32| of_place(place).unwrap_or(Footprint::NOWHERE);
    let chosen: Vec<Footprint> = turns.places.par_iter().with_min_len(PART).map(of_place).collect();
    drop((entries, footprints, events));
    let seats = LanePlacement::new(input, turns, (chosen, density.len(), rows)).seats(input, cancel)?;
    Some(seats.kept(density, rows))
}

/// The width of an event's words.
fn width(input: &LabellingInput, event: EventId) -> f32 {
    let size = input.metrics.label_size;
    input.widths.map_or(0.0, |widths| widths.width(input.timeline, event, input.ruler, size))
}

/// An event that has a place in time, with what its tick and its count need, and with the room that it takes
/// with words that wide.
fn entry(input: &LabellingInput, index: usize, event: &EventId, width: f32) -> (Entry, Footprint) {
    let extent = extent_of(input.timeline, *event, width, input.metrics);
    let (start, anchor, end) = extent.as_ref().map_or((0, 0, 1), EventExtent::stretch);
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    let footprint = extent.as_ref().map_or(Footprint::NOWHERE, EventExtent::footprint);
    (Entry { event: *event, index, anchor, start, end }, footprint)
}

/// The places of a lane's events, given in the order of the file, in the order of time. O(n), with a bit for
/// each event of the timeline meanwhile.
fn in_time(events: &[EventId], ranks: &[u32]) -> Vec<u32> {
    let rank = |event: &EventId| ranks.get(event.index()).copied().unwrap_or(0) as usize;
    let mut found = vec![0_u32; events.len()];
    if events.len() < ranks.len() / 64 {
        let mut sorted: Vec<(usize, u32)> =
            (0..).zip(events).map(|(index, event)| (rank(event), index)).collect();
        sorted.sort_unstable();
        found.iter_mut().zip(sorted).for_each(|(slot, (_, index))| *slot = index);
        return found;
    }
    let mut bits = vec![0_u64; ranks.len().div_ceil(64)];
    for rank in events.iter().map(rank) {
        if let Some(word) = bits.get_mut(rank / 64) {
            *word |= 1 << (rank % 64);
        }
    }
    let mut sum = 0;
    let before: Vec<u32> = bits
        .iter()
        .map(|word| {
            sum += word.count_ones();
            sum - word.count_ones()
        })
        .collect();
    for (index, event) in (0..).zip(events) {
        let rank = rank(event);
        if let (Some(word), Some(before)) = (bits.get(rank / 64), before.get(rank / 64)) {
            let earlier = before + (word & ((1 << (rank % 64)) - 1)).count_ones();
            if let Some(slot) = found.get_mut(earlier as usize) {
                *slot = index;
            }
        }
    }
    found
}

/// Which events of a lane choose a row, and when it is whose turn.
struct PlacementOrder {
    /// Their places in the lane, rising.
    places: Vec<u32>,
    /// In the order in which they choose, as indexes of `places`.
    order: Vec<u32>,
}

impl PlacementOrder {
    /// Takes the lane in the order of its ticks, and the events that choose as indexes in the order of the
    /// file.
    fn new(entries: &[Entry], order: &[u32]) -> PlacementOrder {
        let mut place_of = vec![0_u32; entries.len()];
        for (place, entry) in (0..).zip(entries) {
            if let Some(slot) = place_of.get_mut(entry.index as usize) {
                *slot = place;
            }
        }
        let order: Vec<u32> =
            order.iter().filter_map(|index| place_of.get(*index as usize).copied()).collect();
        if order.len() == entries.len() {
            return PlacementOrder { places: (0..).take(entries.len()).collect(), order };
        }
        let mut places = order.clone();
        places.sort_unstable();
        let index =
            |place: u32| places.binary_search(&place).ok().and_then(|index| u32::try_from(index).ok());
        let order = order.into_iter().filter_map(index).collect();
        PlacementOrder { places, order }
    }
}

/// A lane while its events choose.
struct LanePlacement {
    turns: PlacementOrder,
    candidates: Candidates,
    /// The clusters of the opening view that are packed.
    clusters: Vec<Cluster>,
    rows: usize,
}

/// What the events of a lane have chosen, in the order of their places.
struct PlacedLane {
    places: Vec<u32>,
    rows: Vec<u16>,
    scales: Vec<f32>,
    looked_at: usize,
}

impl LanePlacement {
    /// A lane of so many events, with the room that the candidates take.
    fn new(
        input: &LabellingInput,
        turns: PlacementOrder,
        (footprints, len, rows): (Vec<Footprint>, usize, usize),
    ) -> LanePlacement {
        let opening = &input.plan.opening;
        let clusters = if len <= PACKED_AT_MOST {
            let edges: Vec<(f64, f64)> =
                footprints.iter().map(|footprint| input.plan.opening_edges(footprint)).collect();
            let order: Vec<usize> = turns.order.iter().map(|index| *index as usize).collect();
            clusters(&edges, &pack(&edges, &order, rows), f64::from(opening.width()))
        } else {
            Vec::new()
        };
        let scales = vec![f32::INFINITY; footprints.len()];
        LanePlacement { turns, candidates: Candidates { footprints, scales }, clusters, rows }
    }

    fn seats(mut self, input: &LabellingInput, cancel: &Cancel) -> Option<PlacedLane> {
        let opening_scale = input.plan.opening.points_per_second();
        let mut fixed: Vec<Option<usize>> = vec![None; self.candidates.scales.len()];
        if self.clusters.is_empty() {
            fixed = Vec::new();
        }
        let mut looked_at = 0;
        loop {
            let (rows, looked) = self.choose_rows(&fixed, cancel)?;
            looked_at += looked;
            let scales = &self.candidates.scales;
            let is_crowded_out =
                |place: usize| scales.get(place).is_some_and(|scale| f64::from(*scale) > opening_scale);
            let (failed, well): (Vec<_>, Vec<_>) = std::mem::take(&mut self.clusters)
                .into_iter()
                .partition(|cluster| cluster.iter().any(|(place, _)| is_crowded_out(*place)));
            if failed.is_empty() {
                return Some(PlacedLane {
                    places: self.turns.places,
                    rows,
                    scales: self.candidates.scales,
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

    /// Lets the events choose in order: the row in which they are shown from the smallest scale on, or the
    /// one that is fixed for them. Returns their rows, and how many neighbours were looked at.
    fn choose_rows(&mut self, fixed: &[Option<usize>], cancel: &Cancel) -> Option<(Vec<u16>, usize)> {
        let len = self.candidates.footprints.len();
        self.candidates.scales = vec![f32::INFINITY; len];
        let mut rows: Vec<LabelRowBuilder> = vec![LabelRowBuilder::new(len); self.rows];
        let mut chosen = vec![NO_ROW; len];
        let mut full_stretches = FullStretches::default();
        let mut looked_at = 0;
        for (turn, index) in self.turns.order.iter().map(|index| *index as usize).enumerate() {
            if turn % CHECKED_EACH == 0 {
                cancel.check()?;
            }
            let moments =
                self.candidates.footprints.get(index).map(|footprint| (footprint.key(), footprint.last()));
            if moments.is_some_and(|moments| full_stretches.is_full(moments.0, moments.1)) {
                continue;
            }
            let mut best: (Option<usize>, f64) = (None, f64::INFINITY);
            let open = fixed.get(index).copied().flatten().map_or(0..self.rows, |row| row..row + 1);
            for (number, row) in rows.iter().enumerate().take(open.end).skip(open.start) {
                let found = row.min_scale(&self.candidates, index, best.1);
                looked_at += found.looked_at;
                if found.scale < best.1 {
                    best = (Some(number), found.scale);
                }
                if best.1 <= 0.0 {
                    break;
                }
            }
            let Some(row) = best.0.and_then(|number| rows.get_mut(number)) else {
                let taken: Option<Vec<(i64, i64)>> =
                    rows.iter().map(|row| row.taken(&self.candidates, index)).collect();
                full_stretches.add(taken.into_iter().flatten());
                continue;
            };
            if let (Some(scale), Some(slot)) = (self.candidates.scales.get_mut(index), chosen.get_mut(index))
            {
                *scale = rounded_up(best.1);
                *slot = best.0.and_then(|number| u16::try_from(number).ok()).unwrap_or(NO_ROW);
            }
            row.seat(&self.candidates, index);
        }
        Some((chosen, looked_at))
    }
}

impl PlacedLane {
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
        let rows = LabelRow::all(count, seats.zip(scales.iter().copied()));
        density.scales = RangeMin::new(scales);
        LabelledBand { rows, density, row_of, looked_at: self.looked_at, is_whole }
    }
}
