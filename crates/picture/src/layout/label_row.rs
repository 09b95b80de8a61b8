//! One row of labels: while it is being filled, and as the frames ask it.
//!
//! Labels of one row never share a moment, so that they stand in the same order by start, tick or end; they
//! are kept in the order of their lane, which is that of its ticks.

use super::footprint::Footprint;
use dateline_timeline::query::RangeMin;

/// How many seated events share a word of bits.
const WORD: usize = 64;
/// As many neighbours on one side are looked at before the newcomer is seated with care: beyond them it takes
/// the scale from which on nobody can be met any more, which may be larger than it needs. In made-up
/// histories two are looked at on average; ever less important ones, ever further, could otherwise be very
/// many.
const LOOKED_AT_MOST: usize = 48;

/// The events of a lane that choose, in the order of their ticks.
pub(super) struct Candidates {
    /// The room that each needs.
    pub footprints: Vec<Footprint>,
    /// The scale from which on each is shown, in points per second; infinite until it has its row.
    pub scales: Vec<f32>,
}

/// A row that takes labels in order of importance.
///
/// A bit for each event of the lane says whether it has its seat here, a tree over words of bits knows the
/// smallest scale in each: a fifth of a byte for each event of the lane. A newcomer looks at its neighbours
/// outwards, the nearest on each side first, and stops where distance alone makes a collision impossible
/// above the scale found so far. Who is shown only from a larger scale on than a nearer one hides behind it:
/// where both are shown they are clear of each other, and so whoever is clear of the nearer is clear of the
/// further. The tree leads past all of these at once: O(log n) for each that is looked at, of which there are
/// [`LOOKED_AT_MOST`] on a side.
#[derive(Clone, Debug)]
pub(super) struct LabelRowBuilder {
    seated: Vec<u64>,
    /// The smallest scale of each word.
    least: RangeMin<f32>,
    /// The most points that any label in it reaches beyond its moments, to the left and to the right.
    reach: (f32, f32),
}

/// What a newcomer finds in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// The smallest scale from which on it collides with nobody; infinite when it shares a moment with
    /// somebody. At least the limit where it is not below it.
    pub scale: f64,
    /// How many neighbours were looked at.
    pub looked_at: usize,
}

/// The walk outwards on one side.
struct Clearance {
    /// The place reached.
    at: usize,
    /// Only who is shown from a smaller scale on is looked at.
    hidden_from: f32,
    looked_at: usize,
    /// The points that the newcomer and anybody on this side bridge at most.
    points: f32,
    is_over: bool,
}

impl LabelRowBuilder {
    /// An empty row for a lane of so many events.
    pub fn new(len: usize) -> LabelRowBuilder {
        let words = len.div_ceil(WORD);
        let least = RangeMin::new(vec![f32::INFINITY; words]);
        LabelRowBuilder { seated: vec![0; words], least, reach: (0.0, 0.0) }
    }

    /// The smallest scale from which on a newcomer collides with nobody in the row, if it is below `limit`.
    pub fn min_scale(&self, candidates: &Candidates, place: usize, limit: f64) -> Found {
        let mut found = Found { scale: 0.0, looked_at: 0 };
        let Some(own) = candidates.footprints.get(place) else { return found };
        let walk = |points: f32| Clearance {
            at: place,
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

    /// The part of a newcomer's moments that somebody in the row takes, in half seconds: where there is one,
    /// no scale is large enough. Labels of one row share no moment, so one of the nearest takes it if anybody
    /// does.
    pub fn taken(&self, candidates: &Candidates, place: usize) -> Option<(i64, i64)> {
        let own = candidates.footprints.get(place)?;
        let earlier = || self.last_before(candidates, place, f32::INFINITY);
        let later = || self.first_after(candidates, place, f32::INFINITY);
        let common = |other: usize| {
            let other = candidates.footprints.get(other)?;
            let (first, last) = (own.key().max(other.key()), own.last().min(other.last()));
            (first <= last).then_some((first, last))
        };
        earlier().and_then(common).or_else(|| later().and_then(common))
    }

    /// The nearest seated one before a place that is shown from a scale below `limit` on.
    fn last_before(&self, candidates: &Candidates, place: usize, limit: f32) -> Option<usize> {
        let word = place / WORD;
        let below = (1_u64 << (place % WORD)) - 1;
        self.last_in(candidates, word, below, limit).or_else(|| {
            let word = self.least.last(0, word, limit.next_down())?;
            self.last_in(candidates, word, u64::MAX, limit)
        })
    }

    fn last_in(&self, candidates: &Candidates, word: usize, mask: u64, limit: f32) -> Option<usize> {
        let mut bits = self.seated.get(word)? & mask;
        while bits != 0 {
            let bit = 63 - bits.leading_zeros() as usize;
            let place = word * WORD + bit;
            if candidates.scales.get(place).is_some_and(|scale| *scale < limit) {
                return Some(place);
            }
            bits &= !(1 << bit);
        }
        None
    }

    /// The nearest seated one after a place that is shown from a scale below `limit` on.
    fn first_after(&self, candidates: &Candidates, place: usize, limit: f32) -> Option<usize> {
        let word = place / WORD;
        let above = u64::MAX.checked_shl((place % WORD + 1) as u32).unwrap_or(0);
        self.first_in(candidates, word, above, limit).or_else(|| {
            let word = self.least.first(word + 1, self.least.len(), limit.next_down())?;
            self.first_in(candidates, word, u64::MAX, limit)
        })
    }

    fn first_in(&self, candidates: &Candidates, word: usize, mask: u64, limit: f32) -> Option<usize> {
        let mut bits = self.seated.get(word)? & mask;
        while bits != 0 {
            let place = word * WORD + bits.trailing_zeros() as usize;
            if candidates.scales.get(place).is_some_and(|scale| *scale < limit) {
                return Some(place);
            }
            bits &= bits - 1;
        }
        None
    }

    /// Takes the label at a place, from the scale on that it has among the candidates.
    pub fn seat(&mut self, candidates: &Candidates, place: usize) {
        let (Some(footprint), Some(scale)) = (candidates.footprints.get(place), candidates.scales.get(place))
        else {
            return;
        };
        let reach = footprint.reach();
        self.reach = (self.reach.0.max(reach.0), self.reach.1.max(reach.1));
        if let Some(word) = self.seated.get_mut(place / WORD) {
            *word |= 1 << (place % WORD);
        }
        self.least.lower(place / WORD, *scale);
    }
}

impl Clearance {
    /// Looks at the next neighbour. `between` gives the distance in half seconds, and which of the two is
    /// first.
    fn step<'a>(
        &mut self,
        next: Option<usize>,
        candidates: &'a Candidates,
        found: &mut Found,
        between: impl Fn(&'a Footprint) -> (i64, &'a Footprint, &'a Footprint),
    ) {
        let neighbour =
            next.and_then(|at| Some((at, candidates.footprints.get(at)?, *candidates.scales.get(at)?)));
        let Some((at, footprint, scale)) = neighbour else {
            self.is_over = true;
            return;
        };
        let (distance, first, second) = between(footprint);
        // Everybody further out is at least as far away in time.
        let possible_until = nearest_scale(self.points, distance);
        if possible_until <= found.scale {
            self.is_over = true;
            return;
        }
        if self.looked_at >= LOOKED_AT_MOST {
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
    places: Vec<u32>,
    scales: RangeMin<f32>,
}

impl LabelRow {
    /// The rows of a lane: takes the row and the scale of each of its events, in its order.
    pub fn all(count: usize, seats: impl Iterator<Item = (Option<usize>, f32)>) -> Vec<LabelRow> {
        let mut rows: Vec<(Vec<u32>, Vec<f32>)> = vec![(Vec::new(), Vec::new()); count];
        for (place, (row, scale)) in (0..).zip(seats) {
            if let Some((places, scales)) = row.and_then(|row| rows.get_mut(row)) {
                places.push(place);
                scales.push(scale);
            }
        }
        let finished = |(mut places, mut scales): (Vec<u32>, Vec<f32>)| {
            places.shrink_to_fit();
            scales.shrink_to_fit();
            LabelRow { places, scales: RangeMin::new(scales) }
        };
        rows.into_iter().map(finished).collect()
    }

    /// The places in the lane of the labels that are active at a scale and may reach into a view that holds
    /// the ticks at `from..to`: all of those, the last one before and the first one after. O(log n) for each.
    pub fn active_near(&self, from: usize, to: usize, scale: f64) -> impl Iterator<Item = usize> + use<'_> {
        let scale = rounded_down(scale);
        let (from, to) = (self.seat_at(from), self.seat_at(to));
        let before = self.scales.last(0, from, scale);
        let after = self.scales.first(to, self.scales.len(), scale);
        let inside = self.scales.all(from, to, scale);
        before.into_iter().chain(inside).chain(after).filter_map(|seat| self.place(seat))
    }

    /// The place of the last active label before a place in the lane.
    pub fn last_active(&self, before: usize, scale: f64) -> Option<usize> {
        self.place(self.scales.last(0, self.seat_at(before), rounded_down(scale))?)
    }

    /// The place of the first active label at or after a place in the lane.
    pub fn first_active(&self, from: usize, scale: f64) -> Option<usize> {
        self.place(self.scales.first(self.seat_at(from), self.scales.len(), rounded_down(scale))?)
    }

    fn place(&self, seat: usize) -> Option<usize> {
        self.places.get(seat).map(|place| *place as usize)
    }

    fn seat_at(&self, place: usize) -> usize {
        self.places.partition_point(|other| (*other as usize) < place)
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
        shape.expect("an instant has a place").footprint()
    }

    /// What comes out when every neighbour is looked at.
    fn by_looking_at_all(candidates: &Candidates, seated: &[usize], place: usize) -> f64 {
        let own = &candidates.footprints[place];
        let clear_from = |other: &usize| {
            let footprint = &candidates.footprints[*other];
            let clear = if *other < place { footprint.clear_from(own) } else { own.clear_from(footprint) };
            if clear > f64::from(candidates.scales[*other]) { clear } else { 0.0 }
        };
        seated.iter().map(clear_from).fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn a_newcomer_is_clear_of_everybody(events in prop::collection::vec((prop_oneof![0..50_000_i64, 0..50_i64], 0.0..300.0_f32), 2..400), seed in any::<u64>()) {
            let mut events = events;
            events.sort_by_key(|(seconds, _)| *seconds);
            let footprints: Vec<Footprint> =
                events.iter().map(|(seconds, width)| footprint(*seconds, *width)).collect();
            let mut candidates = Candidates { scales: vec![f32::INFINITY; footprints.len()], footprints };
            let mut row = LabelRowBuilder::new(events.len());
            let mut seated = Vec::new();
            let mut order: Vec<usize> = (0..events.len()).collect();
            fastrand::Rng::with_seed(seed).shuffle(&mut order);
            for place in order {
                let found = row.min_scale(&candidates, place, f64::INFINITY);
                let exact = by_looking_at_all(&candidates, &seated, place);
                prop_assert!(found.scale >= exact);
                prop_assert_eq!(row.taken(&candidates, place).is_some(), found.scale.is_infinite());
                prop_assert!(found.scale <= exact || found.looked_at >= LOOKED_AT_MOST);
                if found.scale.is_finite() {
                    candidates.scales[place] = rounded_up(found.scale);
                    row.seat(&candidates, place);
                    seated.push(place);
                }
            }
        }
    }

    #[test]
    fn a_long_line_of_ever_less_important_neighbours_is_not_walked_to_its_end() {
        // Each is shown from a smaller scale on than the one before it, and from so large a one that it never
        // meets the newcomer: nobody hides anybody, and nobody settles the question.
        let count = 10_000;
        let footprints: Vec<Footprint> =
            (0..count).map(|at| footprint(1_000_000 - at * 10, 40.0)).rev().collect();
        let scales = (0..count).map(|at| 1.0 + at as f32).collect();
        let mut candidates = Candidates { footprints, scales };
        candidates.footprints.push(footprint(2_000_000, 40.0));
        candidates.scales.push(f32::INFINITY);
        let mut row = LabelRowBuilder::new(candidates.footprints.len());
        (0..count as usize).for_each(|place| row.seat(&candidates, place));
        let found = row.min_scale(&candidates, count as usize, f64::INFINITY);
        assert_eq!(found.looked_at, LOOKED_AT_MOST);
        assert!(found.scale > 0.0 && found.scale < 1.0e-3, "{found:?}");
    }
}
