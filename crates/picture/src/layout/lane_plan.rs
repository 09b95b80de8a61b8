//! How high the lanes are and how many rows each has: from the file and the window, never from the zoom or
//! from what is being searched for.

use std::sync::Arc;

use super::event_extent::extent_of;
use super::footprint::Footprint;
use super::indexed_lanes::IndexedLanes;
use super::initial_view::{fitted_viewport, initial_viewport};
use super::packing::{RowStretch, pack};
use super::priority::by_importance;
use super::{LaneBand, Metrics, Viewport};
use crate::geometry::Size;
use crate::text::{Ruler, Weight};
use dateline_time::TimePoint;
use dateline_timeline::model::{EventId, LaneId, Promise, Timeline};
use dateline_timeline::query::{Attribute, Index, LaneArrangement, Lanes};

/// In a lane with more events than this, how many labels a row adds is estimated, not counted.
const COUNTED_AT_MOST: usize = 300;
/// How close rows come, as a share of their height: 21 points, so that thirty labels read as a table.
const CLOSEST: f32 = 0.875;
/// How far rows stand apart where there is room for it, as a share of their height: 32 points.
const WIDEST: f32 = 4.0 / 3.0;
/// How low a lane's head becomes where rows are close, as a share: its words are 12 of 20 high.
const LOWEST_HEAD: f32 = 0.9;
/// Air below the strip of a lane at most, in points where labels have 12: a lane is as high as what it holds,
/// and what is left over stands in one piece below the last one.
const LANE_AIR: f32 = 12.0;
/// Air below the row of a lane that has no strip, in points where labels have 12.
const FOOT: f32 = 4.0;
/// Promises of one lane that get a row of slots each; further ones share no row and are drawn as events only.
const MOST_SLOT_ROWS: usize = 3;

/// One band with what the picture does not show.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlannedBand {
    pub band: LaneBand,
    /// The rows of slots, each with its promise.
    pub slot_rows: Vec<PlannedSlots>,
}

/// A row of slots.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlannedSlots {
    pub event: EventId,
    pub promise: Promise,
    /// Upper edge.
    pub top: f32,
}

/// The lanes of a file in a window.
#[derive(Clone, Debug)]
pub struct LanePlan {
    pub(super) bands: Vec<PlannedBand>,
    /// Height of a row: the metrics', down to 7/8 of it where that shows more labels, up to 4/3 where there
    /// is room.
    pub(super) pitch: f32,
    /// Where and at what scale the file opens.
    pub(super) opening: Viewport,
    content_height: f32,
    lanes: IndexedLanes,
    /// The index of the band of each lane, by the lane's number.
    band_of: Vec<usize>,
}

/// What lanes stand where before they have heights.
struct Stack {
    /// The number of each lane and whether it is folded, from top to bottom.
    lanes: Vec<(usize, bool)>,
    rows: Vec<usize>,
    slot_rows: Vec<Vec<(EventId, Promise)>>,
    /// The height of the density strip of each.
    strips: Vec<f32>,
    head_height: f32,
    pitch: f32,
    /// What is left below each lane that is not folded.
    space: f32,
}

impl LanePlan {
    /// The lanes of a file in a picture of `size` (width, height; the axis included), as the file says them.
    /// The size should be that of the picture without the panels that come and go beside it, so that a panel
    /// moves no label.
    ///
    /// Every lane has its head, one row at least, its strip, and a row of slots for each of up to three
    /// recurring promises, fewer where they would push lanes out of the picture. The other rows go, one at a
    /// time, to the lane that hides the most important events for each row that it has, first for the opening
    /// view, then for the whole file. Rows come closer (21 points instead of 24) before labels are given up,
    /// and stand further apart (up to 32) where there is room. A lane is as high as what it holds. When not
    /// even one row each fits, the content is higher than the picture, and as it is scrolled through anyway,
    /// the rows that half a picture more has room for are shared in the same way: the fullest lanes are not
    /// left with one. A folded lane has its head and its strip. A lane of one event has no strip but a little
    /// air: its label is always there.
    pub fn new(timeline: &Timeline, metrics: &Metrics, ruler: &dyn Ruler, size: Size) -> LanePlan {
        LanePlan::with_lanes(
            timeline,
            &IndexedLanes::new(timeline, &LaneArrangement::default()),
            metrics,
            ruler,
            size,
        )
    }

    /// The same with the events divided into lanes in another way. The lanes must be those of this timeline.
    pub fn with_lanes(
        timeline: &Timeline,
        indexed_lanes: &IndexedLanes,
        metrics: &Metrics,
        ruler: &dyn Ruler,
        size: Size,
    ) -> LanePlan {
        let Size { height, .. } = size;
        let (lanes, index) = (indexed_lanes.lanes(), indexed_lanes.index());
        let opening = initial_viewport(timeline, None, size);
        let shown: Vec<(usize, bool)> =
            lanes.order().iter().copied().zip(lanes.shown().map(|lane| lane.is_folded)).collect();
        let open = shown.iter().filter(|(_, is_folded)| !is_folded).count();
        let needs = needs(timeline, metrics, ruler, index, &shown);
        let most = (height / (metrics.row_height * CLOSEST)).max(1.0) as usize;
        let whole = fitted_viewport(timeline, None, size).unwrap_or(opening);
        let wishes = [opening, whole]
            .map(|view| needs.iter().map(|lane| lane.wishes(index, &view, most)).collect::<Vec<_>>());

        let mut slot_rows = promises(timeline, lanes, &shown);
        let strips: Vec<f32> = needs.iter().map(|lane| lane.strip(metrics)).collect();
        let strip_sum: f32 = strips.iter().sum();
        let lowest_head = metrics.head_height * LOWEST_HEAD;
        let closest = height - metrics.axis_height - strip_sum - shown.len() as f32 * lowest_head;
        let closest = (closest / (metrics.row_height * CLOSEST)).floor().max(0.0) as usize;
        keep_fitting(&mut slot_rows, closest.saturating_sub(open));
        let slots: usize = slot_rows.iter().map(Vec::len).sum();
        let least = |folded: bool| usize::from(!folded);
        let wanted: usize = slots
            + wishes.first().map_or(0, |lanes| {
                lanes
                    .iter()
                    .zip(&shown)
                    .map(|(lane, (_, folded))| lane.len().max(least(*folded)))
                    .sum::<usize>()
            });
        let share = |head: f32| {
            let fixed = shown.len() as f32 * head + strip_sum;
            let available = height - metrics.axis_height - fixed;
            let pitch = (available / wanted.max(1) as f32)
                .clamp(metrics.row_height * CLOSEST, metrics.row_height * WIDEST);
            (available, pitch)
        };
        let mut head_height = metrics.head_height;
        let (mut available, mut pitch) = share(head_height);
        if pitch < metrics.row_height {
            head_height *= LOWEST_HEAD;
            (available, pitch) = share(head_height);
        }
        let in_sight = (available / pitch).floor().max(0.0) as usize;
        let further = ((height - metrics.axis_height) / 2.0 / pitch).max(0.0) as usize;
        let room = if in_sight < open + slots { open + slots + further } else { in_sight };
        let rows = share_rows(&wishes, &shown, room.saturating_sub(slots));
        let used = (rows.iter().sum::<usize>() + slots) as f32 * pitch;
        let space = ((available - used) / open.max(1) as f32).clamp(0.0, LANE_AIR * metrics.unit());
        let stack = Stack { lanes: shown, rows, slot_rows, strips, head_height, pitch, space };
        let (bands, content_height) = stack.bands(lanes, metrics, ruler);
        let last = bands.len().saturating_sub(1);
        let mut band_of = vec![last; lanes.count()];
        for (band_index, number) in lanes.order().iter().enumerate() {
            if let Some(band) = band_of.get_mut(*number) {
                *band = band_index;
            }
        }
        LanePlan { bands, pitch, opening, content_height, lanes: indexed_lanes.clone(), band_of }
    }

    /// The lanes from top to bottom.
    pub fn bands(&self) -> impl ExactSizeIterator<Item = &LaneBand> {
        self.bands.iter().map(|planned| &planned.band)
    }

    /// Height of the picture that all lanes need, the axis included.
    pub fn content_height(&self) -> f32 {
        self.content_height
    }

    /// The viewport that the file opens with.
    pub fn opening(&self) -> Viewport {
        self.opening
    }

    /// How the events are divided into lanes.
    pub fn lanes(&self) -> &Arc<Lanes> {
        self.lanes.lanes()
    }

    /// The lanes with all events sorted into them, for plans of other sizes.
    pub fn indexed_lanes(&self) -> &IndexedLanes {
        &self.lanes
    }

    /// The index of the band in which an event stands.
    pub(super) fn band_of(&self, timeline: &Timeline, event: EventId) -> usize {
        self.band_of.get(self.lanes().number(timeline, event)).copied().unwrap_or(0)
    }
}

impl Stack {
    /// Gives every lane its position, and the height of all.
    fn bands(self, lanes: &Lanes, metrics: &Metrics, ruler: &dyn Ruler) -> (Vec<PlannedBand>, f32) {
        let Stack { rows, mut slot_rows, head_height, pitch, .. } = self;
        let mut top = metrics.axis_height;
        let mut bands = Vec::new();
        for (band_index, ((number, is_folded), head)) in self.lanes.into_iter().zip(lanes.shown()).enumerate()
        {
            let rows = rows.get(band_index).copied().unwrap_or(1);
            let rows_top = top + head_height;
            let slots_top = rows_top + rows as f32 * pitch;
            let promises = slot_rows.get_mut(band_index).map(std::mem::take).unwrap_or_default();
            let strip_top = slots_top + promises.len() as f32 * pitch;
            let space = if is_folded { 0.0 } else { self.space };
            let strip = self.strips.get(band_index).copied().unwrap_or(metrics.strip_height);
            let bottom = strip_top + strip + space;
            let planned = |(row, (event, promise))| {
                let top = slots_top + row as f32 * pitch;
                PlannedSlots { event, promise, top }
            };
            let slot_rows = promises.into_iter().enumerate().map(planned).collect();
            let is_of_file = lanes.attribute() == Attribute::Lane && number + 1 < lanes.count();
            let band = LaneBand {
                lane: is_of_file.then(|| LaneId::from_index(number)),
                name: head.name.clone(),
                name_width: ruler.width(&head.name, metrics.label_size, Weight::Bold),
                style_index: number,
                is_folded,
                top,
                bottom,
                rows_top,
                rows,
                strip_top,
            };
            bands.push(PlannedBand { band, slot_rows });
            top = bottom;
        }
        (bands, top)
    }
}

/// Leaves each lane as many rows of slots as all lanes can have, where there is room for so many in all:
/// words of what happened come before hollow marks of what was expected.
fn keep_fitting<T>(slot_rows: &mut [Vec<T>], room: usize) {
    let count = |most: usize| slot_rows.iter().map(|rows| rows.len().min(most)).sum::<usize>();
    let most = (0..=MOST_SLOT_ROWS).rev().find(|most| count(*most) <= room).unwrap_or(0);
    slot_rows.iter_mut().for_each(|rows| rows.truncate(most));
}

/// The promises of each lane that get a row of slots, the most important first; none of a folded lane.
fn promises(timeline: &Timeline, lanes: &Lanes, shown: &[(usize, bool)]) -> Vec<Vec<(EventId, Promise)>> {
    let mut found: Vec<Vec<EventId>> = vec![Vec::new(); lanes.count()];
    for event in timeline.recurring() {
        if let Some(lane) = found.get_mut(lanes.number(timeline, *event)) {
            lane.push(*event);
        }
    }
    let promise = |event: EventId| Some((event, Promise::of(timeline, event)?));
    let of_lane = |(number, is_folded): &(usize, bool)| {
        let mut events =
            found.get_mut(*number).filter(|_| !is_folded).map(std::mem::take).unwrap_or_default();
        events.sort_by(|a, b| timeline.importance(*b).total_cmp(&timeline.importance(*a)));
        events.into_iter().filter_map(promise).take(MOST_SLOT_ROWS).collect()
    };
    shown.iter().map(of_lane).collect()
}

/// The labels of one lane, as far as they are asked how many rows they want.
struct LaneNeeds {
    /// Which lane of the index it is.
    lane: usize,
    /// What its most important labels need, in the order of importance.
    labels: Vec<(Footprint, f32)>,
    is_folded: bool,
}

/// The most important labels of each lane, with what they need.
fn needs(
    timeline: &Timeline,
    metrics: &Metrics,
    ruler: &dyn Ruler,
    index: &Index,
    shown: &[(usize, bool)],
) -> Vec<LaneNeeds> {
    let all = TimePoint::MIN..TimePoint::MAX;
    let label = |event: EventId| {
        let width = ruler.width(timeline.event_title(event), metrics.label_size, Weight::Regular);
        let extent = extent_of(timeline, event, width, metrics)?;
        Some((extent.footprint(), timeline.importance(event)))
    };
    let lane = |(lane, is_folded): &(usize, bool)| {
        let most = if *is_folded { 0 } else { COUNTED_AT_MOST + 1 };
        let events = index.most_important(Some(*lane), all.clone(), most);
        LaneNeeds {
            lane: *lane,
            labels: events.into_iter().filter_map(label).collect(),
            is_folded: *is_folded,
        }
    };
    shown.iter().map(lane).collect()
}

impl LaneNeeds {
    /// The height of its density strip in points. An event that has a row to itself has its label at every
    /// zoom, so that nothing of its lane is ever counted.
    fn strip(&self, metrics: &Metrics) -> f32 {
        let is_needed = self.is_folded || self.labels.len() > 1;
        if is_needed { metrics.strip_height } else { FOOT * metrics.unit() }
    }

    /// The importance that each further row adds at a view, up to `most` rows; rows that add nothing are left
    /// out.
    fn wishes(&self, index: &Index, viewport: &Viewport, most: usize) -> Vec<f32> {
        if self.labels.len() > COUNTED_AT_MOST {
            return self.estimated_wishes(index, viewport, most);
        }
        let width = f64::from(viewport.width());
        let is_in_view = |footprint: &Footprint| {
            let (left, right) = footprint.edges(viewport);
            left < width && right > 0.0
        };
        let shown: Vec<(RowStretch, f32)> = self
            .labels
            .iter()
            .filter(|(footprint, _)| is_in_view(footprint))
            .map(|(footprint, importance)| (footprint.stretch_at(viewport.points_per_second()), *importance))
            .collect();
        let stretches: Vec<RowStretch> = shown.iter().map(|(stretch, _)| *stretch).collect();
        let order = by_importance(shown.iter().map(|(_, importance)| *importance), usize::MAX);
        let order: Vec<u32> = order.into_iter().filter_map(|index| u32::try_from(index).ok()).collect();
        let mut wishes = Vec::new();
        let (mut last_sum, mut last_count) = (0.0, 0);
        while last_count < shown.len() && wishes.len() < most {
            let rows = pack(&stretches, &order, wishes.len() + 1);
            let labelled = rows.iter().zip(&shown).filter(|(row, _)| row.is_some());
            let (count, sum) = labelled
                .fold((0, 0.0), |(count, sum), (_, (_, importance))| (count + 1, sum + importance + 1.0));
            wishes.push((sum - last_sum).max(0.0));
            (last_sum, last_count) = (sum, count);
        }
        wishes
    }

    /// Of a lane with very many events: each row holds as many labels as fit side by side, for as long as
    /// there are events in view.
    fn estimated_wishes(&self, index: &Index, viewport: &Viewport, most: usize) -> Vec<f32> {
        let reach = |footprint: &Footprint| footprint.reach().0 + footprint.reach().1.max(footprint.after);
        let sum: f32 = self.labels.iter().map(|(footprint, _)| reach(footprint)).sum();
        let each = (viewport.width() * self.labels.len() as f32 / sum.max(1.0)).max(1.0);
        let events = index.count(self.lane, viewport.from(), viewport.to());
        let rows = (events as f32 / each).ceil() as usize;
        (0..rows.min(most)).map(|row| each / (1.0 + row as f32)).collect()
    }
}

/// Gives rows to lanes, one at a time: one to each lane at least that is not folded, then to the lane whose
/// hidden events are the most important for each row that it has; by the first wishes, then by the second.
fn share_rows(wishes: &[Vec<Vec<f32>>], shown: &[(usize, bool)], room: usize) -> Vec<usize> {
    let lanes = shown.len();
    let mut rows: Vec<usize> = shown.iter().map(|(_, is_folded)| usize::from(!is_folded)).collect();
    let mut left = room.saturating_sub(rows.iter().sum());
    for wish in wishes {
        while left > 0 {
            let gain = |lane: usize| {
                let given = rows.get(lane).copied().unwrap_or(0);
                wish.get(lane).and_then(|gains| gains.get(given)).copied().unwrap_or(0.0)
            };
            // To the lane that hides the most for each row that it has, so that a small lane does not have
            // seven rows while eleven large ones have one each, and no lane has many before another shows
            // what it could.
            let hidden = |lane: usize| {
                let given = rows.get(lane).copied().unwrap_or(0);
                let gains = wish.get(lane).and_then(|gains| gains.get(given..)).unwrap_or_default();
                gains.iter().sum::<f32>() / given.max(1) as f32
            };
            let gaining = (0..lanes).filter(|lane| gain(*lane) > 0.0);
            let best = gaining.max_by(|a, b| hidden(*a).total_cmp(&hidden(*b)).then(b.cmp(a)));
            let Some(slot) = best.and_then(|lane| rows.get_mut(lane)) else { break };
            *slot += 1;
            left -= 1;
        }
    }
    rows
}
