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
            let mut counts: Vec<usize> = Vec::new();
            for lane in lanes {
                let _: ControlFlow<()> = each_step(lane, level, scale(BAR_STEP, level), |_, count| {
                    counts.push(count);
                    ControlFlow::Continue(())
                });
            }
            full_count(&mut counts)
        });
        ZoomLevels { full: full.collect(), crowded }
    }
}

/// The count that fills a strip: the largest there is, so that bars are true to numbers. Where a few steps,
/// such as a day with everything on it, would press all the others below half of the height, it is that
/// of the 995th of 1,000 steps, and the higher bars are drawn broken. Bars are as high as the root of their
/// counts.
fn full_count(counts: &mut [usize]) -> f64 {
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let usual = (counts.len().saturating_sub(1)) * 995 / 1_000;
    let usual = if counts.is_empty() { 1 } else { *counts.select_nth_unstable(usual).1 }.max(1);
    if most > 4 * usual { usual as f64 } else { most as f64 }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_true_to_the_largest_count_unless_it_would_flatten_all_others() {
        let mut counts: Vec<usize> = (0..1_000).map(|step| 5 + step % 20).collect();
        counts[17] = 93;
        assert_eq!(full_count(&mut counts), 93.0);
        counts.iter_mut().filter(|count| **count == 93).for_each(|count| *count = 372);
        assert_eq!(full_count(&mut counts), 24.0, "the bar of 372 is drawn broken");
        assert_eq!(full_count(&mut []), 1.0);
        assert_eq!(full_count(&mut [3]), 3.0);
    }
}
