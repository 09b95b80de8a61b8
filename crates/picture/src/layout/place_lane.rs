//! One lane is given its placements: from the events of a band to rows that frames can ask.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::density::{DensityLane, Entry, LaneTimes};
use super::event_extent::{EventExtent, extent_of};
use super::footprint::Footprint;
use super::full_stretches::FullStretches;
use super::label_row::{Candidates, LabelRow, LabelRowBuilder, rounded_up};
use super::labelled_band::{LabelledBand, RestLane};
use super::labelling_input::LabellingInput;
use super::priority::by_importance;
use dateline_timeline::Cancel;
use dateline_timeline::model::EventId;
use dateline_timeline::query::RangeMin;

/// Lanes of up to this many events are packed at rest. Packing so many takes a few milliseconds, in a frame;
/// a footprint is kept for each.
const PACKED_LIMIT: usize = 20_000;
/// Threads share the events of a lane in parts of at least so many.
const PART: usize = 2_048;
/// Between so many events it is asked whether the labelling is still wanted.
const CHECKED_EACH: usize = 4_096;

/// A lane that is to be labelled.
pub(super) struct LaneEvents {
    /// How many rows there are.
    pub rows: usize,
    /// Its events, in the order of the file.
    pub events: Vec<EventId>,
}

/// Gives the events of a lane their rows; `None` when it is cancelled. The ranks are those of all events of
/// the timeline in the order of time.
pub(super) fn place_lane(
    input: &LabellingInput,
    lane: LaneEvents,
    ranks: &[u32],
    cancel: &Cancel,
) -> Option<LabelledBand> {
    let lane = LaneEvents { rows: lane.rows.min(usize::from(LabelledBand::NO_ROW)), ..lane };
    let rows = lane.rows;
    let (times, order_of_placement, footprints) = measured(input, lane, ranks, cancel)?;
    let times = Arc::new(times);
    let is_whole = footprints.len() == times.len();
    let rest_lane = |footprints, order| {
        let times = Arc::clone(&times);
        Arc::new(RestLane { times, footprints, order, rows })
    };
    if let (Some(scale), true) = (input.only_scale, is_whole) {
        return Some(rest_lane(footprints, order_of_placement.order).packed_for(scale));
    }
    let kept = (is_whole && times.len() <= PACKED_LIMIT)
        .then(|| rest_lane(footprints.clone(), order_of_placement.order.clone()));
    let density = DensityLane { scales: RangeMin::default(), times: Arc::clone(&times) };
    let placed = LanePlacement::new(order_of_placement, footprints, rows).placed(cancel)?;
    Some(LabelledBand { rest_lane: kept, ..placed.kept(density, rows) })
}

/// When the events of a lane were, who chooses a row in which order, and the room that each of these needs.
fn measured(
    input: &LabellingInput,
    LaneEvents { events, .. }: LaneEvents,
    ranks: &[u32],
    cancel: &Cancel,
) -> Option<(LaneTimes, PlacementOrder, Vec<Footprint>)> {
    cancel.check()?;
    let limit = input.most.unwrap_or(events.len());
    let (mut entries, footprints): (Vec<Entry>, Vec<Footprint>) = if limit < events.len() {
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
    let times = LaneTimes::new(&entries);
    let in_time = in_time(&events, ranks);
    let importance =
        |index: &u32| events.get(*index as usize).map_or(0.0, |event| input.timeline.importance(*event));
    let order: Vec<u32> = by_importance(in_time.iter().map(importance), limit)
        .into_iter()
        .filter_map(|lane_index| in_time.get(lane_index).copied())
        .collect();
    let order_of_placement = PlacementOrder::new(&entries, &order);
    let of_place = |lane_index: &u32| {
        let entry = entries.get(*lane_index as usize)?;
        let known = footprints.get(entry.index as usize).copied();
        Some(known.unwrap_or_else(|| self::entry(input, 0, &entry.event, width(input, entry.event)).1))
    };
    let of_place = |lane_index: &u32| of_place(lane_index).unwrap_or(Footprint::NOWHERE);
    let chosen = order_of_placement.lane_indexes.par_iter().with_min_len(PART).map(of_place).collect();
    Some((times, order_of_placement, chosen))
}

/// The width of an event's words.
fn width(input: &LabellingInput, event: EventId) -> f32 {
    let size = input.metrics.label_size;
    input.widths.map_or(0.0, |widths| widths.width(input.timeline, event, input.ruler, size))
}

/// An event that has a position in time, with what its tick and its count need, and with the room that it
/// takes with words that wide.
fn entry(input: &LabellingInput, index: usize, event: &EventId, width: f32) -> (Entry, Footprint) {
    let extent = extent_of(input.timeline, *event, width, input.metrics);
    let (start, anchor, end) = extent.as_ref().map_or((0, 0, 1), EventExtent::stretch);
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    let footprint = extent.as_ref().map_or(Footprint::NOWHERE, EventExtent::footprint);
    (Entry { event: *event, index, anchor, start, end }, footprint)
}

/// The indexes of a lane's events, given in the order of the file, in the order of time. O(n), with a
/// bit for each event of the timeline meanwhile.
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
    /// Their indexes in the lane, rising.
    lane_indexes: Vec<u32>,
    /// In the order in which they choose, as indexes of `lane_indexes`.
    order: Vec<u32>,
}

impl PlacementOrder {
    /// Takes the lane in the order of its ticks, and the events that choose as indexes in the order of the
    /// file.
    fn new(entries: &[Entry], order: &[u32]) -> PlacementOrder {
        let mut place_of = vec![0_u32; entries.len()];
        for (lane_index, entry) in (0..).zip(entries) {
            if let Some(slot) = place_of.get_mut(entry.index as usize) {
                *slot = lane_index;
            }
        }
        let order: Vec<u32> =
            order.iter().filter_map(|index| place_of.get(*index as usize).copied()).collect();
        if order.len() == entries.len() {
            return PlacementOrder { lane_indexes: (0..).take(entries.len()).collect(), order };
        }
        let mut lane_indexes = order.clone();
        lane_indexes.sort_unstable();
        let index = |lane_index: u32| {
            lane_indexes.binary_search(&lane_index).ok().and_then(|index| u32::try_from(index).ok())
        };
        let order = order.into_iter().filter_map(index).collect();
        PlacementOrder { lane_indexes, order }
    }
}

/// A lane while its events choose.
struct LanePlacement {
    order_of_placement: PlacementOrder,
    candidates: Candidates,
    rows: usize,
}

/// What the events of a lane have chosen, in the order of their indexes.
struct PlacedLane {
    lane_indexes: Vec<u32>,
    rows: Vec<u16>,
    scales: Vec<f32>,
    looked_at: usize,
}

impl LanePlacement {
    /// A lane with the room that the candidates take.
    fn new(order_of_placement: PlacementOrder, footprints: Vec<Footprint>, rows: usize) -> LanePlacement {
        let scales = vec![f32::INFINITY; footprints.len()];
        LanePlacement { order_of_placement, candidates: Candidates { footprints, scales }, rows }
    }

    fn placed(mut self, cancel: &Cancel) -> Option<PlacedLane> {
        let (rows, looked_at) = self.choose_rows(cancel)?;
        Some(PlacedLane {
            lane_indexes: self.order_of_placement.lane_indexes,
            rows,
            scales: self.candidates.scales,
            looked_at,
        })
    }

    /// Lets the events choose in order: the row in which they are shown from the smallest scale on. Returns
    /// their rows, and how many neighbours were looked at.
    fn choose_rows(&mut self, cancel: &Cancel) -> Option<(Vec<u16>, usize)> {
        let len = self.candidates.footprints.len();
        let mut rows: Vec<LabelRowBuilder> = vec![LabelRowBuilder::new(len); self.rows];
        let mut chosen = vec![LabelledBand::NO_ROW; len];
        let mut full_stretches = FullStretches::default();
        let mut looked_at = 0;
        for (turn, index) in self.order_of_placement.order.iter().map(|index| *index as usize).enumerate() {
            if turn % CHECKED_EACH == 0 {
                cancel.check()?;
            }
            let moments =
                self.candidates.footprints.get(index).map(|footprint| (footprint.key(), footprint.last()));
            if moments.is_some_and(|moments| full_stretches.is_full(moments.0, moments.1)) {
                continue;
            }
            let mut best: (Option<usize>, f64) = (None, f64::INFINITY);
            for (number, row) in rows.iter().enumerate() {
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
                *slot = best.0.and_then(|number| u16::try_from(number).ok()).unwrap_or(LabelledBand::NO_ROW);
            }
            row.place(&self.candidates, index);
        }
        Some((chosen, looked_at))
    }
}

impl PlacedLane {
    /// The finished band.
    fn kept(self, mut density: DensityLane, count: usize) -> LabelledBand {
        let is_whole = self.lane_indexes.len() == density.len();
        let (scales, row_of) = if is_whole {
            (self.scales, self.rows)
        } else {
            let (mut scales, mut row_of) =
                (vec![f32::INFINITY; density.len()], vec![LabelledBand::NO_ROW; density.len()]);
            for (lane_index, (scale, row)) in self.lane_indexes.iter().zip(self.scales.iter().zip(&self.rows))
            {
                let lane_index = *lane_index as usize;
                if let (Some(own_scale), Some(own_row)) =
                    (scales.get_mut(lane_index), row_of.get_mut(lane_index))
                {
                    (*own_scale, *own_row) = (*scale, *row);
                }
            }
            (scales, row_of)
        };
        let placements =
            row_of.iter().map(|row| Some(*row).filter(|row| *row != LabelledBand::NO_ROW).map(usize::from));
        let rows = LabelRow::all(count, placements.zip(scales.iter().copied()));
        density.scales = RangeMin::new(scales);
        LabelledBand { rows, density, row_of, looked_at: self.looked_at, is_whole, rest_lane: None }
    }
}
