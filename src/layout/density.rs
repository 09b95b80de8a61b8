//! What has no label at this zoom, counted: ticks, cells and bars of a lane's density strip.
//!
//! The steps are powers of two of a second, aligned to the epoch, so that cells keep their events while the
//! view pans. Counting is a search in sorted dates for each cell; only labels and lone events are looked at one by one.

use std::collections::VecDeque;

use super::row::{Row, Stretch};
use super::shape::narrow;
use super::{Cell, LaneBand, Metrics, Rect, Viewport};
use crate::index::MinTree;
use crate::model::EventId;
use crate::time::TimePoint;

/// A cell is 26 points wide; its step is between this and twice as wide.
const CELL_STEP: f64 = 28.0;
/// A bar and its gap take at least this many points, and less than twice as many; an eighth of a cell's step.
const BAR_STEP: f64 = 3.5;
/// Where this many of [`WINDOW`] neighbouring steps have a cell, and the cells stand for [`DENSE`] events each on
/// average, bars say more than numbers. The window is what 700 to 1,400 points show.
const CROWD: usize = 20;
/// See [`CROWD`].
const WINDOW: i64 = 25;
/// See [`CROWD`].
const DENSE: usize = 3;
/// Powers of two from a second up to all of time.
const LEVELS: usize = 63;

/// The dates of one lane's events, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct DensityLane {
    /// Where the ticks stand, sorted, in seconds.
    anchors: Vec<i64>,
    /// Whose they are.
    events: Vec<EventId>,
    /// From which scale on they have labels, in the order of the anchors.
    scales: MinTree<f64>,
    /// Their starts, in the order of the anchors.
    starts: MinTree<i64>,
    /// Their ends negated, in the order of the anchors.
    ends: MinTree<i64>,
    /// The starts sorted.
    sorted_starts: Vec<i64>,
    /// The ends sorted.
    sorted_ends: Vec<i64>,
}

impl DensityLane {
    /// Takes each event with its (start, anchor, end) in seconds and the scale from which on it is labelled.
    pub fn new(mut entries: Vec<(EventId, (i64, i64, i64), f64)>) -> DensityLane {
        entries.sort_by_key(|(event, (_, anchor, _), _)| (*anchor, *event));
        let mut sorted_starts: Vec<i64> = entries.iter().map(|(_, (start, _, _), _)| *start).collect();
        let mut sorted_ends: Vec<i64> = entries.iter().map(|(_, (_, _, end), _)| *end).collect();
        let starts = MinTree::new(sorted_starts.clone());
        let ends = MinTree::new(sorted_ends.iter().map(|end| end.saturating_neg()).collect());
        sorted_starts.sort_unstable();
        sorted_ends.sort_unstable();
        DensityLane {
            anchors: entries.iter().map(|(_, (_, anchor, _), _)| *anchor).collect(),
            events: entries.iter().map(|(event, _, _)| *event).collect(),
            scales: MinTree::new(entries.iter().map(|(_, _, scale)| *scale).collect()),
            starts,
            ends,
            sorted_starts,
            sorted_ends,
        }
    }

    fn place(&self, seconds: i64) -> usize {
        self.anchors.partition_point(|anchor| *anchor < seconds)
    }

    /// How many hidden events stand before `from` and reach beyond it, and how many stand at or after `to` and
    /// began before it. A row has at most one labelled event that does.
    fn hidden_across(&self, rows: &[Row], (from, to): (i64, i64), scale: f64) -> (usize, usize) {
        let before = self.place(from).saturating_sub(self.sorted_ends.partition_point(|end| *end <= from));
        let after = self.sorted_starts.partition_point(|start| *start < to).saturating_sub(self.place(to));
        let labelled = |at: i64, crosses: &dyn Fn(&Stretch) -> bool| {
            rows.iter().filter_map(|row| row.last_active_before(at, scale)).filter(crosses).count()
        };
        let labelled_before = labelled(from, &|(_, anchor, end)| *anchor < from && *end > from);
        let labelled_after = labelled(to, &|(start, anchor, _)| *anchor >= to && *start < to);
        (before.saturating_sub(labelled_before), after.saturating_sub(labelled_after))
    }

    /// The hidden events of one step: those whose tick stands in it, and at the edges of the view those that
    /// reach in from outside.
    fn hidden_events<'a>(&'a self, step: &Step, scale: f64) -> impl Iterator<Item = EventId> + use<'a> {
        let (from, to) = (self.place(step.from), self.place(step.to));
        let before = if step.is_first { from } else { 0 };
        let after = if step.is_last { self.anchors.len() } else { to };
        let reaching_in = self.ends.all(0, before, step.from.saturating_neg().saturating_sub(1));
        let reaching_back = self.starts.all(to, after, step.to.saturating_sub(1));
        reaching_in
            .chain(from..to)
            .chain(reaching_back)
            .filter(move |place| self.scales.get(*place).is_some_and(|from| from > scale))
            .filter_map(|place| self.events.get(place).copied())
    }
}

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
    fn new(index: i64, level: u32, (first, last): (i64, i64)) -> Step {
        let start = |index: i64| {
            let seconds = i128::from(index) << level;
            i64::try_from(seconds.min(i128::from(i64::MAX))).unwrap_or(i64::MIN)
        };
        let (from, to) = (start(index), start(index.saturating_add(1)));
        Step { from, to, is_first: index == first, is_last: index == last }
    }
}

/// What is fixed for a level of zoom before any frame is drawn, so that panning changes neither the kind of the
/// strips nor the height of their bars.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    /// For each power of two of a cell's step: whether some lane has a crowd of cells.
    crowded: Vec<bool>,
    /// For each power of two of a bar's step: the count that fills the strip's height.
    full: Vec<f64>,
}

impl Steps {
    /// Looks at all lanes at all levels: O(n) for each of 63 levels.
    pub fn new<'a>(lanes: impl Iterator<Item = &'a DensityLane> + Clone, unit: f32) -> Steps {
        let scale = |points: f64, level: usize| points * f64::from(unit) / (level as f64).exp2();
        let crowded: Vec<bool> = (0..LEVELS)
            .map(|level| lanes.clone().any(|lane| lane.is_crowded(level, scale(CELL_STEP, level))))
            .collect();
        let is_needed = |level: usize| (2..=3).any(|up| crowded.get(level + up).copied().unwrap_or(false));
        let full = (0..LEVELS).map(|level| {
            if !is_needed(level) {
                return 1.0;
            }
            let (mut most, mut sum, mut steps) = (0_usize, 0_usize, 0_usize);
            for lane in lanes.clone() {
                lane.each_step(level, scale(BAR_STEP, level), |_, count| {
                    most = most.max(count);
                    sum += count;
                    steps += 1;
                });
            }
            // One day with everything on it must not press all the others flat.
            (most as f64).min(4.0 * sum as f64 / steps.max(1) as f64).max(1.0)
        });
        Steps { full: full.collect(), crowded: crowded.clone() }
    }
}

impl DensityLane {
    /// Calls with the index and the count of every step that hides something at a scale.
    fn each_step(&self, level: usize, scale: f64, mut found: impl FnMut(i64, usize)) {
        let mut current: Option<(i64, usize)> = None;
        for (anchor, from) in self.anchors.iter().zip(self.scales.values()) {
            if *from <= scale {
                continue;
            }
            let index = anchor >> level;
            match &mut current {
                Some((at, count)) if *at == index => *count += 1,
                _ => {
                    if let Some((at, count)) = current.replace((index, 1)) {
                        found(at, count);
                    }
                }
            }
        }
        if let Some((at, count)) = current {
            found(at, count);
        }
    }

    /// Whether [`CROWD`] cells stand within [`WINDOW`] steps anywhere and are [`DENSE`].
    fn is_crowded(&self, level: usize, scale: f64) -> bool {
        if self.anchors.len() < CROWD * DENSE {
            return false;
        }
        let mut recent: VecDeque<(i64, usize)> = VecDeque::with_capacity(CROWD);
        let mut sum = 0;
        let mut is_crowded = false;
        self.each_step(level, scale, |index, count| {
            if recent.len() == CROWD {
                sum -= recent.pop_front().map_or(0, |(_, count)| count);
            }
            recent.push_back((index, count));
            sum += count;
            let first = recent.front().map_or(index, |(first, _)| *first);
            let is_close = recent.len() == CROWD && index.saturating_sub(first) < WINDOW;
            is_crowded |= is_close && sum >= CROWD * DENSE;
        });
        is_crowded
    }
}

/// How many sorted numbers lie below a limit: doubling steps, then halving, because it is few most of the time.
fn gallop(sorted: &[i64], limit: i64) -> usize {
    let mut reach = 1;
    while sorted.get(reach - 1).is_some_and(|number| *number < limit) {
        reach *= 2;
    }
    let from = reach / 2;
    let to = reach.min(sorted.len());
    from + sorted.get(from..to).unwrap_or_default().partition_point(|number| *number < limit)
}

/// What one strip is drawn from.
pub(super) struct Strip<'a> {
    pub lane: &'a DensityLane,
    pub rows: &'a [Row],
    pub band: (usize, &'a LaneBand),
    pub steps: &'a Steps,
    pub metrics: &'a Metrics,
}

impl Strip<'_> {
    /// The cells of the strip in a view, from left to right.
    pub fn cells(&self, viewport: &Viewport) -> Vec<Cell> {
        let scale = viewport.points_per_second();
        let (level, is_bars) = self.level(scale);
        let range = (viewport.from().seconds() >> level, viewport.to().seconds() >> level);
        let (first, last) = (Step::new(range.0, level, range), Step::new(range.1, level, range));
        let across = self.lane.hidden_across(self.rows, (first.from, last.to), scale);
        let anchors = &self.lane.anchors;
        let mut place = self.lane.place(first.from);
        let end = self.lane.place(last.to);
        let labelled: Vec<usize> = self.lane.scales.all(place, end, scale).collect();
        let mut labelled = labelled.as_slice();
        let mut cells = Vec::new();
        let mut index = range.0;
        loop {
            let step = Step::new(index, level, range);
            let rest = anchors.get(place..end).unwrap_or_default();
            let next = place + gallop(rest, step.to);
            let (shown, others) = labelled.split_at(labelled.partition_point(|place| *place < next));
            let mut count = next - place - shown.len();
            let own = (count == 1)
                .then(|| (place..next).zip(0..).find(|(place, nth)| shown.get(*nth) != Some(place)));
            count += if step.is_first { across.0 } else { 0 } + if step.is_last { across.1 } else { 0 };
            if count > 0 {
                let own = own.flatten().filter(|_| count == 1).map(|(place, _)| place);
                cells.push(self.cell(viewport, &step, (count, own), is_bars));
            }
            if index >= range.1 {
                return cells;
            }
            (place, labelled) = (next, others);
            // Over empty steps at once, but never past the last, which may hold what reaches back.
            let following = anchors.get(next).map_or(range.1, |anchor| anchor >> level);
            index = following.clamp(index + 1, range.1);
        }
    }

    /// The hidden events that a cell of this strip stands for.
    pub fn events(&self, viewport: &Viewport, cell: &Cell) -> Vec<EventId> {
        let scale = viewport.points_per_second();
        let (level, _) = self.level(scale);
        let range = (viewport.from().seconds() >> level, viewport.to().seconds() >> level);
        let step = Step::new(cell.from.seconds() >> level, level, range);
        self.lane.hidden_events(&step, scale).collect()
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

    /// The cell of a step with its count and, when the one event that it counts has its tick in it, its place.
    fn cell(
        &self,
        viewport: &Viewport,
        step: &Step,
        (count, own): (usize, Option<usize>),
        is_bars: bool,
    ) -> Cell {
        let unit = f64::from(self.metrics.unit());
        let width = f64::from(viewport.width());
        let (from, to) = (TimePoint::from_seconds(step.from), TimePoint::from_seconds(step.to));
        let (left, right) = (viewport.x_from_time(from), viewport.x_from_time(to));
        let event = match own.and_then(|place| self.lane.events.get(place).copied()) {
            None if count == 1 => self.lane.hidden_events(step, viewport.points_per_second()).next(),
            own => own,
        };
        let bottom = f64::from(self.band.1.strip_top + self.metrics.strip_height) - unit;
        let (x, wide, high) = if is_bars {
            let level = step.to.abs_diff(step.from).max(1).ilog2() as usize;
            let full = self.steps.full.get(level).copied().unwrap_or(1.0);
            let tallest = f64::from(self.metrics.strip_height) - 2.0 * unit;
            let high = (tallest * (count as f64 / full).sqrt()).clamp(2.0 * unit, tallest);
            ((left + right) / 2.0, (right - left - unit).clamp(2.5 * unit, 5.5 * unit), high)
        } else if event.is_some() {
            // What reaches in from outside has its tick at the edge.
            let anchor = own.and_then(|place| self.lane.anchors.get(place).copied());
            let outside = if step.is_first { step.from } else { step.to };
            let at = TimePoint::from_seconds(anchor.unwrap_or(outside));
            (viewport.x_from_time(at).clamp(2.0 * unit, width - 2.0 * unit), 2.0 * unit, 10.0 * unit)
        } else {
            // Within the view as far as its own step goes.
            let half = 14.0 * unit;
            let middle = ((left + right) / 2.0).clamp(half, (width - half).max(half));
            (middle.clamp(left + half, (right - half).max(left + half)), 26.0 * unit, 15.0 * unit)
        };
        let rect =
            Rect::new(narrow(x - wide / 2.0), narrow(bottom - high), narrow(x + wide / 2.0), narrow(bottom));
        Cell { band: self.band.0, rect, count, event, from, to, has_words: !is_bars && count > 1 }
    }
}
