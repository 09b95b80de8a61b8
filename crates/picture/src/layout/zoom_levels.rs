//! What is fixed for each level of zoom before any frame is drawn: whether strips show cells or bars, and how
//! high a bar may be.
//!
//! O(n) for each level at which ticks can be crowded, about a dozen for dates of a few centuries.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::density::DensityLane;
use super::label_row::rounded_down;

/// A cell is 26 points wide; its step is between this and twice as wide.
pub(super) const CELL_STEP: f64 = 28.0;
/// A bar and its gap take at least this many points, and less than twice as many; an eighth of a cell's step.
pub(super) const BAR_STEP: f64 = 3.5;
/// Where this many of [`WINDOW`] neighbouring steps have a cell, and the cells stand for [`DENSE`] events
/// each on average, bars say more than numbers. The window is what 700 to 1,400 points show.
const CROWD: usize = 20;
/// See [`CROWD`].
const WINDOW: i64 = 25;
/// See [`CROWD`].
const DENSE: usize = 3;
/// Powers of two from a second up to all of time.
pub(super) const LEVELS: usize = 63;

/// What is fixed for a level of zoom before any frame is drawn, so that panning changes neither the kind of
/// the strips nor the height of their bars.
#[derive(Clone, Debug, Default)]
pub(super) struct ZoomLevels {
    /// For each power of two of a cell's step: whether some lane has a crowd of cells.
    pub crowded: Vec<bool>,
    /// For each power of two of a bar's step: the count that fills the strip's height.
    pub full: Vec<f64>,
}

impl ZoomLevels {
    /// Looks at all lanes at all levels. Labels of 12 points have the unit 1.
    pub fn new(lanes: &[&DensityLane], unit: f32) -> ZoomLevels {
        let scale = |points: f64, level: usize| points * f64::from(unit) / (level as f64).exp2();
        let least: Vec<u64> = lanes.par_iter().map(|lane| closest_crowd(lane)).collect();
        let is_crowded = |level: usize| {
            let reach =
                (WINDOW as u64).checked_shl(level as u32).filter(|reach| reach >> level == WINDOW as u64);
            let mut lanes = lanes.iter().zip(&least);
            lanes.any(|(lane, least)| {
                reach.is_none_or(|reach| *least < reach)
                    && crowd_of(lane, level, scale(CELL_STEP, level)).is_break()
            })
        };
        let crowded: Vec<bool> = (0..LEVELS).into_par_iter().map(is_crowded).collect();
        let is_needed = |level: usize| (2..=3).any(|up| crowded.get(level + up).copied().unwrap_or(false));
        let full = (0..LEVELS).into_par_iter().map(|level| {
            if !is_needed(level) {
                return 1.0;
            }
            let (mut most, mut sum, mut steps) = (0_usize, 0_usize, 0_usize);
            for lane in lanes {
                let _: ControlFlow<()> = each_step(lane, level, scale(BAR_STEP, level), |_, count| {
                    most = most.max(count);
                    sum += count;
                    steps += 1;
                    ControlFlow::Continue(())
                });
            }
            // One day with everything on it must not press all the others flat.
            (most as f64).min(4.0 * sum as f64 / steps.max(1) as f64).max(1.0)
        });
        ZoomLevels { full: full.collect(), crowded }
    }
}

/// The seconds between the first and the last of the [`CROWD`] different ticks that stand closest together:
/// where steps are so short that these do not fit in a window, nothing is crowded.
fn closest_crowd(lane: &DensityLane) -> u64 {
    let mut least = u64::MAX;
    let mut recent: VecDeque<i64> = VecDeque::with_capacity(CROWD);
    let mut lane_index = 0;
    while let Some(anchor) = lane.times.anchors.get(lane_index) {
        if recent.len() == CROWD {
            recent.pop_front();
        }
        recent.push_back(anchor);
        if let Some(first) = recent.front().filter(|_| recent.len() == CROWD) {
            least = least.min(anchor.abs_diff(*first));
        }
        lane_index = lane.times.anchors.before_from(lane_index, anchor.saturating_add(1)).max(lane_index + 1);
    }
    least
}

/// Calls with the index and the count of every step that hides something at a scale, in order, until told to
/// stop.
fn each_step<B>(
    lane: &DensityLane,
    level: usize,
    scale: f64,
    mut found: impl FnMut(i64, usize) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let scale = rounded_down(scale);
    let scales = lane.scales.values();
    let mut lane_index = 0;
    while let Some(anchor) = lane.times.anchors.get(lane_index) {
        let index = anchor >> level;
        let next = match index.saturating_add(1).checked_mul(1_i64 << level) {
            Some(end) => lane.times.anchors.before_from(lane_index, end).max(lane_index + 1),
            None => lane.len(),
        };
        let hidden =
            scales.get(lane_index..next).unwrap_or_default().iter().filter(|from| **from > scale).count();
        if hidden > 0 {
            found(index, hidden)?;
        }
        lane_index = next;
    }
    ControlFlow::Continue(())
}

/// Breaks off where [`CROWD`] cells stand within [`WINDOW`] steps and are [`DENSE`].
fn crowd_of(lane: &DensityLane, level: usize, scale: f64) -> ControlFlow<()> {
    if lane.len() < CROWD * DENSE {
        return ControlFlow::Continue(());
    }
    let mut recent: VecDeque<(i64, usize)> = VecDeque::with_capacity(CROWD);
    let mut sum = 0;
    each_step(lane, level, scale, |index, count| {
        if recent.len() == CROWD {
            sum -= recent.pop_front().map_or(0, |(_, count)| count);
        }
        recent.push_back((index, count));
        sum += count;
        let first = recent.front().map_or(index, |(first, _)| *first);
        let is_close = recent.len() == CROWD && index.saturating_sub(first) < WINDOW;
        if is_close && sum >= CROWD * DENSE { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}
