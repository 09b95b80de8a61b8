//! The rows of one lane, placed for every scale or packed for one.
//!
//! While the view is being zoomed, labels keep the rows that consistent labelling gives them at every scale
//! (`place_lane`). Those rows are a compromise between all scales. At rest, and on paper, each lane is packed
//! for the scale at hand instead (`packing`), over the whole lane and not only the part in view, so that
//! panning moves nothing.

use std::collections::HashSet;
use std::sync::Arc;

use super::Viewport;
use super::density::{DensityLane, LaneTimes};
use super::footprint::Footprint;
use super::label_row::LabelRow;
use super::packing::{RowStretch, pack};
use dateline_timeline::model::EventId;
use dateline_timeline::query::RangeMin;

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
    pub row_of: Vec<u16>,
    /// How many neighbours were looked at.
    pub looked_at: usize,
    /// Whether all its events were asked for their placements.
    pub is_whole: bool,
    /// What it can be packed from at rest; `None` of a lane with too many events.
    pub rest_lane: Option<Arc<RestLane>>,
}

impl LabelledBand {
    /// The row of an event without one.
    pub const NO_ROW: u16 = u16::MAX;

    /// The placement of the event at a place.
    pub fn placement(&self, band: usize, place: usize) -> Option<Placement> {
        let row = self.row_of.get(place).copied().filter(|row| *row != Self::NO_ROW).map(usize::from);
        Some(Placement { band, row, min_scale: f64::from(self.density.scales.get(place)?) })
    }
}

/// A lane that can be packed for any scale.
#[derive(Debug)]
pub(super) struct RestLane {
    /// When its events were.
    pub times: Arc<LaneTimes>,
    /// The room that each needs, in the order of the ticks.
    pub footprints: Vec<Footprint>,
    /// The events as indexes in the order of the ticks, the most important first.
    pub order: Vec<u32>,
    /// How many rows there are.
    pub rows: usize,
}

impl RestLane {
    /// The lane packed for a scale in points per second. What it says of labels holds at this scale only: a
    /// label is shown from every scale on, or from none. O(n · (log n + rows)).
    pub fn packed_for(self: &Arc<Self>, scale: f64) -> LabelledBand {
        let rows = self.rows_at(scale);
        let scales: Vec<f32> =
            rows.iter().map(|row| if row.is_some() { 0.0 } else { f32::INFINITY }).collect();
        let placed = rows.iter().map(|row| row.map(usize::from)).zip(scales.iter().copied());
        LabelledBand {
            rows: LabelRow::all(self.rows, placed),
            density: DensityLane { times: Arc::clone(&self.times), scales: RangeMin::new(scales) },
            row_of: rows.into_iter().map(|row| row.unwrap_or(LabelledBand::NO_ROW)).collect(),
            looked_at: 0,
            is_whole: true,
            rest_lane: Some(Arc::clone(self)),
        }
    }

    fn rows_at(&self, scale: f64) -> Vec<Option<u16>> {
        let stretches: Vec<RowStretch> =
            self.footprints.iter().map(|footprint| footprint.stretch_at(scale)).collect();
        pack(&stretches, &self.order, self.rows)
    }

    /// The first of the scales `from`, twice as large, and so on, at which one of the events has a label, and
    /// the most important event that has one there. `None` when they have none at the largest scale there is.
    pub fn first_labelled(&self, events: &HashSet<EventId>, from: f64) -> Option<LabelledAt> {
        let limit = Viewport::MAX_POINTS_PER_SECOND;
        let next = |scale: &f64| (*scale < limit).then(|| (scale * 2.0).min(limit));
        std::iter::successors(Some(from), next).find_map(|scale| {
            let rows = self.rows_at(scale);
            let event = |index: &u32| {
                let has_row = rows.get(*index as usize).is_some_and(Option::is_some);
                self.times.events.get(*index as usize).filter(|event| has_row && events.contains(event))
            };
            self.order.iter().find_map(event).map(|event| LabelledAt { scale, event: *event })
        })
    }
}

/// An event that has a label from some scale on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LabelledAt {
    /// Points per second.
    pub scale: f64,
    pub event: EventId,
}
