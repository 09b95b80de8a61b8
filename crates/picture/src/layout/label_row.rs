//! One row of labels: while it is being filled, and as the frames ask it.
//!
//! Labels of one row never share a moment, so that they stand in the same order by start, tick or end; they
//! are kept in the order of their lane, which is that of its ticks.

use super::footprint::Footprint;
use dateline_timeline::query::RangeMin;

/// How many placed events share a word of bits.
const WORD: usize = 64;
/// As many neighbours on one side are looked at before the candidate is placed with care: beyond them it
/// takes the scale from which on nobody can be met any more, which may be larger than it needs. In made-up
/// histories two are looked at on average; ever less important ones, ever further, could otherwise be very
/// many.
const NEIGHBOUR_LIMIT: usize = 48;

/// The events of a lane that choose, in the order of their ticks.
pub(super) struct Candidates {
    /// The room that each needs.
    pub footprints: Vec<Footprint>,
    /// The scale from which on each is shown, in points per second; infinite until it has its row.
    pub scales: Vec<f32>,
}

/// A row that takes labels in order of importance.
///
/// A bit for each event of the lane says whether it has its label here, a tree over words of bits knows the
/// smallest scale in each: a fifth of a byte for each event of the lane. A candidate looks at its neighbours
/// outwards, the nearest on each side first, and stops where distance alone makes a collision impossible
/// above the scale found so far. Who is shown only from a larger scale on than a nearer one hides behind it:
/// where both are shown they are clear of each other, and so whoever is clear of the nearer is clear of the
/// further. The tree leads past all of these at once: O(log n) for each that is looked at, of which there are
/// [`NEIGHBOUR_LIMIT`] on a side.
#[derive(Clone, Debug)]
pub(super) struct LabelRowBuilder {
    placed: Vec<u64>,
    /// The smallest scale of each word.
    minima: RangeMin<f32>,
    /// The most points that any label in it reaches beyond its moments, to the left and to the right.
    reach: (f32, f32),
}

/// What a candidate finds in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ClearScale {
    /// The smallest scale from which on it collides with nobody; infinite when it shares a moment with
    /// somebody. At minima the limit where it is not below it.
    pub scale: f64,
    /// How many neighbours were looked at.
    pub looked_at: usize,
}

/// The walk outwards on one side.
struct Clearance {
    /// The index reached.
    at: usize,
    /// Only who is shown from a smaller scale on is looked at.
    hidden_from: f32,
    looked_at: usize,
    /// The points that the candidate and anybody on this side bridge at most.
    points: f32,
    is_over: bool,
}

impl LabelRowBuilder {
    /// An empty row for a lane of so many events.
    pub fn new(len: usize) -> LabelRowBuilder {
        let text = len.div_ceil(WORD);
        let minima = RangeMin::new(vec![f32::INFINITY; text]);
        LabelRowBuilder { placed: vec![0; text], minima, reach: (0.0, 0.0) }
    }

    /// The smallest scale from which on a candidate collides with nobody in the row, if it is below `limit`.
    pub fn min_scale(&self, candidates: &Candidates, index: usize, limit: f64) -> ClearScale {
        let mut found = ClearScale { scale: 0.0, looked_at: 0 };
        let Some(own) = candidates.footprints.get(index) else { return found };
        let walk = |points: f32| Clearance {
            at: index,
            hidden_from: f32::INFINITY,
            looked_at: 0,
            points,
            is_over: false,
        };
        let (mut earlier, mut later) =
            (walk(self.reach.1 + own.reach().0), walk(self.reach.0 + own.reach().1));
        while !(earlier.is_over && later.is_over) && found.scale < limit {
            if !earlier.is_over {
                let next = self.last_before(candidates, earlier.at, earlier.hidden_from);
                earlier.step(next, candidates, &mut found, |other| {
                    (own.key().saturating_sub(other.last()), other, own)
                });
            }
            if !later.is_over && found.scale < limit {
                let next = self.first_after(candidates, later.at, later.hidden_from);
                later.step(next, candidates, &mut found, |other| {
                    (other.key().saturating_sub(own.last()), own, other)
                });
            }
        }
        found.looked_at = earlier.looked_at + later.looked_at;
        found
    }

    /// The part of a candidate's moments that somebody in the row takes, in half seconds: where there is one,
    /// no scale is large enough. Labels of one row share no moment, so one of the nearest takes it if anybody
    /// does.
    pub fn taken(&self, candidates: &Candidates, index: usize) -> Option<(i64, i64)> {
        let own = candidates.footprints.get(index)?;
        let earlier = || self.last_before(candidates, index, f32::INFINITY);
        let later = || self.first_after(candidates, index, f32::INFINITY);
        let common = |other: usize| {
            let other = candidates.footprints.get(other)?;
            let (first, last) = (own.key().max(other.key()), own.last().min(other.last()));
            (first <= last).then_some((first, last))
        };
        earlier().and_then(common).or_else(|| later().and_then(common))
    }

    /// The nearest placed one before an index that is shown from a scale below `limit` on.
    fn last_before(&self, candidates: &Candidates, index: usize, limit: f32) -> Option<usize> {
        let word = index / WORD;
        let below = (1_u64 << (index % WORD)) - 1;
        self.last_in(candidates, word, below, limit).or_else(|| {
            let word = self.minima.last(0, word, limit.next_down())?;
            self.last_in(candidates, word, u64::MAX, limit)
        })
    }

    fn last_in(&self, candidates: &Candidates, word: usize, mask: u64, limit: f32) -> Option<usize> {
        let mut bits = self.placed.get(word)? & mask;
        while bits != 0 {
            let bit = 63 - bits.leading_zeros() as usize;
            let index = word * WORD + bit;
            if candidates.scales.get(index).is_some_and(|scale| *scale < limit) {
                return Some(index);
            }
            bits &= !(1 << bit);
        }
        None
    }

    /// The nearest placed one after an index that is shown from a scale below `limit` on.
    fn first_after(&self, candidates: &Candidates, index: usize, limit: f32) -> Option<usize> {
        let word = index / WORD;
        let above = u64::MAX.checked_shl((index % WORD + 1) as u32).unwrap_or(0);
        self.first_in(candidates, word, above, limit).or_else(|| {
            let word = self.minima.first(word + 1, self.minima.len(), limit.next_down())?;
            self.first_in(candidates, word, u64::MAX, limit)
        })
    }

    fn first_in(&self, candidates: &Candidates, word: usize, mask: u64, limit: f32) -> Option<usize> {
        let mut bits = self.placed.get(word)? & mask;
        while bits != 0 {
            let index = word * WORD + bits.trailing_zeros() as usize;
            if candidates.scales.get(index).is_some_and(|scale| *scale < limit) {
                return Some(index);
            }
            bits &= bits - 1;
        }
        None
    }

    /// Takes the label at an index, from the scale on that it has among the candidates.
    pub fn place(&mut self, candidates: &Candidates, index: usize) {
        let (Some(footprint), Some(scale)) = (candidates.footprints.get(index), candidates.scales.get(index))
        else {
            return;
        };
        let reach = footprint.reach();
        self.reach = (self.reach.0.max(reach.0), self.reach.1.max(reach.1));
        if let Some(word) = self.placed.get_mut(index / WORD) {
            *word |= 1 << (index % WORD);
        }
        self.minima.lower(index / WORD, *scale);
    }
}

impl Clearance {
    /// Looks at the next neighbour. `between` gives the distance in half seconds, and which of the two is
    /// first.
    fn step<'a>(
        &mut self,
        next: Option<usize>,
        candidates: &'a Candidates,
        found: &mut ClearScale,
        between: impl Fn(&'a Footprint) -> (i64, &'a Footprint, &'a Footprint),
    ) {
        let neighbour =
            next.and_then(|at| Some((at, candidates.footprints.get(at)?, *candidates.scales.get(at)?)));
        let Some((at, footprint, scale)) = neighbour else {
            self.is_over = true;
            return;
        };
        let (distance, first, second) = between(footprint);
        // Everybody further out is at minima as far away in time.
        let possible_until = nearest_scale(self.points, distance);
        if possible_until <= found.scale {
            self.is_over = true;
            return;
        }
        if self.looked_at >= NEIGHBOUR_LIMIT {
            found.scale = possible_until;
            self.is_over = true;
            return;
        }
        self.looked_at += 1;
        (self.at, self.hidden_from) = (at, scale);
        let clear_from = first.clear_from(second);
        if clear_from > f64::from(scale) {
            found.scale = found.scale.max(clear_from);
        }
        self.is_over = scale <= 0.0;
    }
}

/// The scale above which `points` do not bridge a distance in half seconds.
fn nearest_scale(points: f32, half_seconds: i64) -> f64 {
    if half_seconds <= 0 { f64::INFINITY } else { f64::from(points) / (half_seconds as f64 / 2.0) }
}

/// The smallest number of 32 bits that is not below one of 64, so that nothing is shown too early.
pub(super) fn rounded_up(scale: f64) -> f32 {
    let near = scale as f32;
    if f64::from(near) < scale { near.next_up() } else { near }
}

/// The largest number of 32 bits that is not above one of 64.
pub(super) fn rounded_down(scale: f64) -> f32 {
    let near = scale as f32;
    if f64::from(near) > scale { near.next_down() } else { near }
}

/// A filled row, in the order of its lane. About 8 bytes for each label.
#[derive(Clone, Debug, Default)]
pub(super) struct LabelRow {
    /// Where each stands in its lane.
    indexes: Vec<u32>,
    scales: RangeMin<f32>,
}

impl LabelRow {
    /// The rows of a lane: takes the row and the scale of each of its events, in its order.
    pub fn all(count: usize, placements: impl Iterator<Item = (Option<usize>, f32)>) -> Vec<LabelRow> {
        let mut rows: Vec<(Vec<u32>, Vec<f32>)> = vec![(Vec::new(), Vec::new()); count];
        for (index, (row, scale)) in (0..).zip(placements) {
            if let Some((indexes, scales)) = row.and_then(|row| rows.get_mut(row)) {
                indexes.push(index);
                scales.push(scale);
            }
        }
        let finished = |(mut indexes, mut scales): (Vec<u32>, Vec<f32>)| {
            indexes.shrink_to_fit();
            scales.shrink_to_fit();
            LabelRow { indexes, scales: RangeMin::new(scales) }
        };
        rows.into_iter().map(finished).collect()
    }

    /// The indexes in the lane of the labels that are active at a scale and may reach into a view that holds
    /// the ticks at `from..to`: all of those, the last one before and the first one after. O(log n) for each.
    pub fn active_near(&self, from: usize, to: usize, scale: f64) -> impl Iterator<Item = usize> + use<'_> {
        let scale = rounded_down(scale);
        let (from, to) = (self.first_at(from), self.first_at(to));
        let before = self.scales.last(0, from, scale);
        let after = self.scales.first(to, self.scales.len(), scale);
        let inside = self.scales.all(from, to, scale);
        before.into_iter().chain(inside).chain(after).filter_map(|placed| self.index_of(placed))
    }

    /// The index of the last active label before an index in the lane.
    pub fn last_active(&self, before: usize, scale: f64) -> Option<usize> {
        self.index_of(self.scales.last(0, self.first_at(before), rounded_down(scale))?)
    }

    /// The index of the first active label at or after an index in the lane.
    pub fn first_active(&self, from: usize, scale: f64) -> Option<usize> {
        self.index_of(self.scales.first(self.first_at(from), self.scales.len(), rounded_down(scale))?)
    }

    fn index_of(&self, placed: usize) -> Option<usize> {
        self.indexes.get(placed).map(|index| *index as usize)
    }

    fn first_at(&self, index: usize) -> usize {
        self.indexes.partition_point(|other| (*other as usize) < index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Metrics;
    use crate::layout::event_extent::{EventExtent, Marking};
    use dateline_time::{TimePoint, TimeRange};
    use proptest::prelude::*;

    fn footprint(seconds: i64, width: f32) -> Footprint {
        let at = TimePoint::from_seconds(seconds);
        let shape =
            EventExtent::new(&TimeRange::instant(at, at), width, Marking::default(), &Metrics::default());
        shape.expect("an instant has an index").footprint()
    }

    /// What comes out when every neighbour is looked at.
    fn by_looking_at_all(candidates: &Candidates, placed: &[usize], index: usize) -> f64 {
        let own = &candidates.footprints[index];
        let clear_from = |other: &usize| {
            let footprint = &candidates.footprints[*other];
            let clear = if *other < index { footprint.clear_from(own) } else { own.clear_from(footprint) };
            if clear > f64::from(candidates.scales[*other]) { clear } else { 0.0 }
        };
        placed.iter().map(clear_from).fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn a_candidate_is_clear_of_everybody(events in prop::collection::vec((prop_oneof![0..50_000_i64, 0..50_i64], 0.0..300.0_f32), 2..400), seed in any::<u64>()) {
            let mut events = events;
            events.sort_by_key(|(seconds, _)| *seconds);
            let footprints: Vec<Footprint> =
                events.iter().map(|(seconds, width)| footprint(*seconds, *width)).collect();
            let mut candidates = Candidates { scales: vec![f32::INFINITY; footprints.len()], footprints };
            let mut row = LabelRowBuilder::new(events.len());
            let mut placed = Vec::new();
            let mut order: Vec<usize> = (0..events.len()).collect();
            fastrand::Rng::with_seed(seed).shuffle(&mut order);
            for index in order {
                let found = row.min_scale(&candidates, index, f64::INFINITY);
                let exact = by_looking_at_all(&candidates, &placed, index);
                prop_assert!(found.scale >= exact);
                prop_assert_eq!(row.taken(&candidates, index).is_some(), found.scale.is_infinite());
                prop_assert!(found.scale <= exact || found.looked_at >= NEIGHBOUR_LIMIT);
                if found.scale.is_finite() {
                    candidates.scales[index] = rounded_up(found.scale);
                    row.place(&candidates, index);
                    placed.push(index);
                }
            }
        }
    }

    #[test]
    fn a_long_line_of_ever_less_important_neighbours_is_not_walked_to_its_end() {
        // Each is shown from a smaller scale on than the one before it, and from so large a one that it never
        // meets the candidate: nobody hides anybody, and nobody settles the question.
        let count = 10_000;
        let footprints: Vec<Footprint> =
            (0..count).map(|at| footprint(1_000_000 - at * 10, 40.0)).rev().collect();
        let scales = (0..count).map(|at| 1.0 + at as f32).collect();
        let mut candidates = Candidates { footprints, scales };
        candidates.footprints.push(footprint(2_000_000, 40.0));
        candidates.scales.push(f32::INFINITY);
        let mut row = LabelRowBuilder::new(candidates.footprints.len());
        (0..count as usize).for_each(|index| row.place(&candidates, index));
        let found = row.min_scale(&candidates, count as usize, f64::INFINITY);
        assert_eq!(found.looked_at, NEIGHBOUR_LIMIT);
        assert!(found.scale > 0.0 && found.scale < 1.0e-3, "{found:?}");
    }
}
