//! What has no label at this zoom, counted: ticks, cells and bars of a lane's density strip.
//!
//! The steps are powers of two of a second, aligned to the epoch, so that cells keep their events while the
//! view pans. Counting is a search in sorted dates for each cell; only labels and lone events are looked at
//! one by one.

use std::ops::RangeInclusive;

use super::density::{DensityLane, Part};
use super::event_extent::narrow;
use super::label_row::{LabelRow, rounded_down};
use super::labelled_band::LabelledAt;
use super::zoom_levels::{BAR_STEP, CELL_STEP, LEVELS, ZoomLevels};
use super::{Cell, LaneBand, Metrics, Rect, Viewport};
use dateline_time::TimePoint;
use dateline_timeline::model::EventId;

/// One step of a strip.
struct Step {
    from: i64,
    to: i64,
    /// It holds the left edge of the view.
    is_first: bool,
    /// It holds the right edge of the view.
    is_last: bool,
}

impl Step {
    fn new(index: i64, level: u32, in_view: &RangeInclusive<i64>) -> Step {
        let start = |index: i64| {
            let seconds = i128::from(index) << level;
            i64::try_from(seconds.min(i128::from(i64::MAX))).unwrap_or(i64::MIN)
        };
        let (from, to) = (start(index), start(index.saturating_add(1)));
        Step { from, to, is_first: index == *in_view.start(), is_last: index == *in_view.end() }
    }

    fn part(&self) -> Part {
        Part { from: self.from, to: self.to, has_earlier: self.is_first, has_later: self.is_last }
    }
}

/// What one strip is drawn from.
pub(super) struct Strip<'a> {
    pub lane: &'a DensityLane,
    pub rows: &'a [LabelRow],
    pub band: (usize, &'a LaneBand),
    pub steps: &'a ZoomLevels,
    pub metrics: &'a Metrics,
    /// The events that have a label at this scale which the edges of the view leave no room for, as rising
    /// indexes into the lane: they are counted too.
    pub cut: &'a [usize],
    /// Events with a label are counted like those without one.
    pub counts_labelled: bool,
}

impl Strip<'_> {
    /// The cells of the strip in a view, from left to right.
    pub fn cells(&self, viewport: &Viewport) -> Vec<Cell> {
        let scale = viewport.points_per_second();
        let (level, is_bars) = self.level(scale);
        let range = (viewport.from().seconds() >> level)..=(viewport.to().seconds() >> level);
        let (first, last) =
            (Step::new(*range.start(), level, &range), Step::new(*range.end(), level, &range));
        let mut across = self.lane.hidden_across(self.rows, first.from, last.to, scale);
        let anchors = &self.lane.times.anchors;
        let mut lane_index = anchors.before(first.from);
        let end = anchors.before(last.to);
        // A label that is cut counts like one that is hidden, also where its tick stands outside of the view.
        let times = &self.lane.times;
        across.0 += self.cut.iter().filter(|cut| **cut < lane_index && times.end(**cut) > first.from).count();
        across.1 += self.cut.iter().filter(|cut| **cut >= end && times.start(**cut) < last.to).count();
        let labelled = self.labelled(lane_index, end, scale);
        let mut labelled = labelled.as_slice();
        let mut cells = Vec::new();
        let mut index = *range.start();
        loop {
            let step = Step::new(index, level, &range);
            let next = anchors.before_from(lane_index, step.to).min(end);
            let (shown, others) =
                labelled.split_at(labelled.partition_point(|lane_index| *lane_index < next));
            let mut count = next - lane_index - shown.len();
            let own = (count == 1).then(|| {
                (lane_index..next).zip(0..).find(|(lane_index, nth)| shown.get(*nth) != Some(lane_index))
            });
            count += if step.is_first { across.0 } else { 0 } + if step.is_last { across.1 } else { 0 };
            if count > 0 {
                let own = own.flatten().filter(|_| count == 1).map(|(lane_index, _)| lane_index);
                cells.push(self.cell(viewport, &step, count, own, is_bars));
            }
            if index >= *range.end() {
                return cells;
            }
            (lane_index, labelled) = (next, others);
            // Over empty steps at once, but never past the last, which may hold what reaches back.
            let following = anchors.get(next).map_or(*range.end(), |anchor| anchor >> level);
            index = following.clamp(index + 1, *range.end());
        }
    }

    /// The indexes in the lane, within a range, of the labels that are active at a scale.
    fn labelled(&self, from: usize, to: usize, scale: f64) -> Vec<usize> {
        if self.counts_labelled {
            return Vec::new();
        }
        let labelled = self.lane.scales.all(from, to, rounded_down(scale));
        labelled.filter(|index| self.cut.binary_search(index).is_err()).collect()
    }

    /// The hidden events of one step: those whose tick stands in it, and at the edges of the view those that
    /// reach in from outside.
    fn hidden(&self, step: &Step, scale: f64) -> impl Iterator<Item = EventId> + use<'_> {
        self.lane.hidden_events(&step.part(), scale, self.cut)
    }

    /// The first `most` of the hidden events that a cell of this strip stands for.
    pub fn events(&self, viewport: &Viewport, cell: &Cell, most: usize) -> Vec<EventId> {
        let step = self.step(viewport, cell);
        self.hidden(&step, viewport.points_per_second()).take(most).collect()
    }

    /// Of the hidden events that a cell stands for, the one that has its label from the smallest scale on,
    /// with that scale; `None` when none ever has one. O(log n) for it and for each labelled one that comes
    /// before.
    pub fn first_labelled(&self, viewport: &Viewport, cell: &Cell) -> Option<LabelledAt> {
        let step = self.step(viewport, cell);
        let scale = viewport.points_per_second();
        let found = self.lane.first_labelled(self.rows, &step.part(), scale);
        found.map(|(scale, event)| LabelledAt { scale, event })
    }

    /// The step of a cell.
    fn step(&self, viewport: &Viewport, cell: &Cell) -> Step {
        let (level, _) = self.level(viewport.points_per_second());
        let range = (viewport.from().seconds() >> level)..=(viewport.to().seconds() >> level);
        Step::new(cell.from.seconds() >> level, level, &range)
    }

    /// The power of two of the steps at a scale, and whether they are drawn as bars.
    fn level(&self, scale: f64) -> (u32, bool) {
        let level = |points: f64| {
            let seconds = points * f64::from(self.metrics.unit()) / scale;
            seconds.log2().ceil().clamp(0.0, LEVELS as f64 - 1.0) as usize
        };
        let cells = level(CELL_STEP);
        let is_bars = self.steps.crowded.get(cells).copied().unwrap_or(false);
        (if is_bars { level(BAR_STEP) } else { cells } as u32, is_bars)
    }

    /// The count that fills the height of the strip in a bar of a step.
    fn full_count(&self, step: &Step) -> f64 {
        let level = step.to.abs_diff(step.from).max(1).ilog2() as usize;
        self.steps.full.get(level).copied().unwrap_or(1.0)
    }

    /// The cell of a step with its count and, when the one event that it counts has its tick in it, its
    /// index.
    fn cell(
        &self,
        viewport: &Viewport,
        step: &Step,
        count: usize,
        own: Option<usize>,
        is_bars: bool,
    ) -> Cell {
        let unit = f64::from(self.metrics.unit());
        let width = f64::from(viewport.width());
        let (from, to) = (TimePoint::from_seconds(step.from), TimePoint::from_seconds(step.to));
        let (left, right) = (viewport.x_from_time(from), viewport.x_from_time(to));
        let event = match own.and_then(|lane_index| self.lane.times.events.get(lane_index).copied()) {
            None if count == 1 => self.hidden(step, viewport.points_per_second()).next(),
            own => own,
        };
        let bottom = f64::from(self.band.1.strip_top + self.metrics.strip_height) - unit;
        let (x, wide, high) = if is_bars {
            let full = self.full_count(step);
            let tallest = f64::from(self.metrics.strip_height) - 2.0 * unit;
            let high = (tallest * (count as f64 / full).sqrt()).clamp(2.0 * unit, tallest);
            ((left + right) / 2.0, (right - left - unit).clamp(2.5 * unit, 5.5 * unit), high)
        } else if event.is_some() {
            // What reaches in from outside has its tick at the edge.
            let anchor = own.and_then(|lane_index| self.lane.times.anchors.get(lane_index));
            let outside = if step.is_first { step.from } else { step.to };
            let at = TimePoint::from_seconds(anchor.unwrap_or(outside));
            let x = viewport.x_from_time(at).min(width - 2.0 * unit).max(2.0 * unit);
            (x, 2.0 * unit, 10.0 * unit)
        } else {
            // Within the view as far as its own step goes.
            let half = 14.0 * unit;
            let middle = ((left + right) / 2.0).clamp(half, (width - half).max(half));
            (middle.clamp(left + half, (right - half).max(left + half)), 26.0 * unit, 15.0 * unit)
        };
        let rect =
            Rect::new(narrow(x - wide / 2.0), narrow(bottom - high), narrow(x + wide / 2.0), narrow(bottom));
        let is_broken = is_bars && count as f64 > self.full_count(step);
        Cell { band: self.band.0, rect, count, event, from, to, is_broken, has_count: !is_bars && count > 1 }
    }
}
