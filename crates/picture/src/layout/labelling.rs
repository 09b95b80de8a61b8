//! Which label has which row from which scale on: consistent labelling, computed once for a set of matches.
//!
//! The rules are those of Been, Daiches and Yap, "Dynamic map labeling" (IEEE InfoVis 2006), in one
//! dimension: zooming in never removes a label, panning never adds, removes or moves one against its event,
//! what is shown depends on the viewport alone, no two labels overlap, and more important events win.
//!
//! Events come in order of importance; equally important ones in the bit-reversed order of their dates (van
//! der Corput), so that the first few already spread over the whole time. Each takes the row in which it is
//! clear of everybody more important from the smallest scale on, and keeps both for ever; so the first few
//! can be given their rows before the others, and the others move none of them.
//!
//! These rows hold while the view is being zoomed. At rest lanes are packed for the scale at hand
//! (`labelled_band`).
//!
//! Where every row is taken for ever, candidates are crowded out without asking the rows (see
//! `full_stretches`).
//!
//! Cost: O(n · (rows + log n)) time once, lane by lane on all processors; of what does not match, only a bit
//! and a rank are looked at. Kept: 32 bytes for each match (see `density`), 8 more for one with a label, 4
//! for each event of the timeline and 4 more for its width in [`TitleWidths`]. Meanwhile: 8 for each event of
//! the timeline and about 200 for each of the lanes that are being seated.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::density::DensityLane;
use super::labelled_band::RestLane;
use super::labelled_band::{LabelledBand, Placement};
use super::labelling_input::LabellingInput;
use super::place_lane::{LaneEvents, place_lane};
use super::zoom_levels::ZoomLevels;
use super::{Metrics, TitleWidths};
use crate::text::Ruler;
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};

/// Events are given to threads in parts of so many.
const PART: usize = 32_768;

/// The labels of one set of matches: who has which row from which scale on.
#[derive(Clone, Debug)]
pub struct Labelling {
    pub(super) bands: Vec<LabelledBand>,
    pub(super) steps: Arc<ZoomLevels>,
    /// Of each event its index among those of its band, which begin at `starts`; [`NOWHERE`] for others.
    indexes: Arc<[u32]>,
    starts: Vec<u32>,
    widths: Arc<TitleWidths>,
    metrics: Metrics,
    looked_at: usize,
    is_whole: bool,
    is_at_rest: bool,
}

/// The index of an event that does not match or has no position in time.
const NOWHERE: u32 = u32::MAX;

impl Labelling {
    /// Gives every matching event with a position in time its row and its scale.
    pub fn new(input: &LabellingInput) -> Labelling {
        let labelling = Labelling::with_cancel(input, &Cancel::never());
        labelling.unwrap_or_else(|| Labelling::of_bands(input, Vec::new()))
    }

    /// The same; `None` once cancelled, which is checked every few thousand events, on any thread.
    pub fn with_cancel(input: &LabellingInput, cancel: &Cancel) -> Option<Labelling> {
        let widths = input
            .widths
            .map_or_else(|| Arc::new(TitleWidths::new(input.timeline, input.metrics.label_size)), Arc::clone);
        let input = &LabellingInput { widths: Some(&widths), ..*input };
        let (lanes, ranks) = rayon::join(|| by_band(input, cancel), || ranks(input.timeline));
        let lanes = lanes?;
        let label = |(band, events): (usize, Vec<EventId>)| {
            let lane = LaneEvents {
                rows: input.plan.bands.get(band).map_or(0, |planned| planned.band.rows),
                events,
            };
            place_lane(input, lane, &ranks, cancel)
        };
        let bands: Option<Vec<LabelledBand>> = lanes.into_par_iter().enumerate().map(label).collect();
        let bands = bands.filter(|_| !cancel.is_cancelled())?;
        let labelling = Labelling::of_bands(input, bands);
        cancel.check().map(|()| labelling)
    }

    fn of_bands(input: &LabellingInput, bands: Vec<LabelledBand>) -> Labelling {
        let lanes: Vec<&DensityLane> = bands.iter().map(|band| &band.density).collect();
        let steps = ZoomLevels::new(&lanes, input.metrics.unit());
        let mut indexes = vec![NOWHERE; input.timeline.id_count()];
        let mut starts = Vec::with_capacity(bands.len());
        let mut next = 0;
        for band in &bands {
            starts.push(next);
            for event in &band.density.times.events {
                if let Some(index) = indexes.get_mut(event.index()) {
                    *index = next;
                }
                next += 1;
            }
        }
        let fresh = || Arc::new(TitleWidths::new(input.timeline, input.metrics.label_size));
        Labelling {
            steps: Arc::new(steps),
            indexes: indexes.into(),
            starts,
            widths: input.widths.map_or_else(fresh, Arc::clone),
            metrics: *input.metrics,
            looked_at: bands.iter().map(|band| band.looked_at).sum(),
            is_whole: bands.iter().all(|band| band.is_whole),
            is_at_rest: input.only_scale.is_some(),
            bands,
        }
    }

    /// How many events stand in lanes that [`Labelling::at_rest`] packs.
    pub fn packable_len(&self) -> usize {
        self.rest_lanes().map(|lane| lane.times.events.len()).sum()
    }

    fn rest_lanes(&self) -> impl Iterator<Item = &Arc<RestLane>> {
        self.bands.iter().filter_map(|band| band.rest_lane.as_ref())
    }

    /// The labels as they stand at rest at a scale in points per second: every lane of up to 20,000 events is
    /// packed for it, over its whole length; of others the labels keep their rows. It depends on the scale
    /// and on what this labelling was made from, and is to be shown at this scale only. O(n · (log n + rows))
    /// of what is packed, on all processors.
    pub fn at_rest(&self, scale: f64) -> Labelling {
        let band = |band: &LabelledBand| match &band.rest_lane {
            Some(lane) => lane.packed_for(scale),
            None => band.clone(),
        };
        Labelling {
            bands: self.bands.par_iter().map(band).collect(),
            steps: Arc::clone(&self.steps),
            indexes: Arc::clone(&self.indexes),
            starts: self.starts.clone(),
            widths: Arc::clone(&self.widths),
            metrics: self.metrics,
            looked_at: self.looked_at,
            is_whole: self.is_whole,
            is_at_rest: true,
        }
    }

    /// How many matching events have a position in time.
    pub fn placed(&self) -> usize {
        self.bands.iter().map(|band| band.density.len()).sum()
    }

    /// Whether all events were placed, and not only the most important.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether the labels are packed for a single scale.
    pub fn is_at_rest(&self) -> bool {
        self.is_at_rest
    }

    /// How many neighbours were looked at while events were given their rows: what a labelling costs beside
    /// sorting and measuring.
    pub fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// The scale in points per second from which on an event's label is shown; `None` for an event that does
    /// not match or has no position in time, infinite when it never has a label of its own.
    pub fn min_scale(&self, event: EventId) -> Option<f64> {
        self.placement(event).map(|placement| placement.min_scale)
    }

    pub(super) fn placement(&self, event: EventId) -> Option<Placement> {
        let index = self.indexes.get(event.index()).copied().filter(|index| *index != NOWHERE)?;
        let band = self.starts.partition_point(|start| *start <= index).checked_sub(1)?;
        let start = self.starts.get(band)?;
        self.bands.get(band)?.placement(band, usize::try_from(index - start).ok()?)
    }

    /// The width of an event's title.
    pub(super) fn width(&self, timeline: &Timeline, event: EventId, ruler: &dyn Ruler) -> f32 {
        self.widths.width(timeline, event, ruler, self.metrics.label_size)
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }
}

/// The matching events of each band that have a position in time, in the order of the file: in that order
/// everything that is asked of them next stands in memory.
fn by_band(input: &LabellingInput, cancel: &Cancel) -> Option<Vec<Vec<EventId>>> {
    let bands = input.plan.bands.len();
    let timeline = input.timeline;
    let of_part = |part: usize| {
        let mut found: Vec<Vec<EventId>> = vec![Vec::new(); bands];
        cancel.check()?;
        let events = (part * PART..timeline.id_count().min((part + 1) * PART)).map(EventId::from_index);
        for event in events.filter(|event| input.matches.contains(*event) && timeline.is_placed(*event)) {
            if let Some(band) = found.get_mut(input.plan.band_of(timeline, event)) {
                band.push(event);
            }
        }
        Some(found)
    };
    let parts: Option<Vec<Vec<Vec<EventId>>>> =
        (0..timeline.id_count().div_ceil(PART)).into_par_iter().map(of_part).collect();
    let parts = parts?;
    let joined = |band: usize| {
        let of_band = || parts.iter().filter_map(|part| part.get(band));
        let mut events = Vec::with_capacity(of_band().map(Vec::len).sum());
        of_band().for_each(|part| events.extend_from_slice(part));
        events
    };
    Some((0..bands).map(joined).collect())
}

/// Of each event, how many come before it in the order of time.
fn ranks(timeline: &Timeline) -> Vec<u32> {
    let mut ranks = vec![0; timeline.id_count()];
    for (rank, event) in (0..).zip(timeline.chronological()) {
        if let Some(slot) = ranks.get_mut(event.index()) {
            *slot = rank;
        }
    }
    ranks
}
