//! Columns of times for very many events: sorted seconds in four bytes each, and how far events reach from
//! them.

/// How many times share a base: small enough to search in a few cache lines.
const BLOCK: usize = 64;

/// Sorted times in seconds from the epoch.
///
/// In blocks of 64: a whole number for each block and 32-bit distances from it, 4.1 bytes for each time.
/// Where a block reaches over more than 136 years, all take eight bytes beside their blocks'.
#[derive(Clone, Debug, Default)]
pub(super) struct PackedTimes {
    bases: Vec<i64>,
    offsets: Offsets,
}

#[derive(Clone, Debug)]
enum Offsets {
    Near(Vec<u32>),
    Far(Vec<u64>),
}

impl Default for Offsets {
    fn default() -> Self {
        Offsets::Near(Vec::new())
    }
}

impl PackedTimes {
    /// Keeps times that are sorted already.
    pub fn new(sorted: &[i64]) -> PackedTimes {
        let bases: Vec<i64> = sorted.iter().step_by(BLOCK).copied().collect();
        let near = |time: &i64, base: &i64| u32::try_from(time.abs_diff(*base)).ok();
        let blocks = || sorted.chunks(BLOCK).zip(&bases);
        let is_near =
            blocks().all(|(block, base)| block.last().is_none_or(|last| near(last, base).is_some()));
        let offsets = if is_near {
            let offset = |time: &i64, base: &i64| near(time, base).unwrap_or(0);
            Offsets::Near(distances(sorted, &bases, offset))
        } else {
            Offsets::Far(distances(sorted, &bases, |time, base| time.abs_diff(*base)))
        };
        PackedTimes { bases, offsets }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.offsets {
            Offsets::Near(offsets) => offsets.len(),
            Offsets::Far(offsets) => offsets.len(),
        }
    }

    /// The time at an index.
    pub fn get(&self, index: usize) -> Option<i64> {
        let base = self.bases.get(index / BLOCK)?;
        let offset = match &self.offsets {
            Offsets::Near(offsets) => u64::from(*offsets.get(index)?),
            Offsets::Far(offsets) => *offsets.get(index)?,
        };
        Some(base.saturating_add_unsigned(offset))
    }

    /// How many lie before a moment. O(log n).
    pub fn before(&self, moment: i64) -> usize {
        self.in_blocks(0, self.bases.len(), moment)
    }

    /// The same, if it is known that the times before an index do: doubling steps from there, then halving,
    /// because it is few further ones most of the time.
    pub fn before_from(&self, index: usize, moment: i64) -> usize {
        let first = index / BLOCK;
        let mut step = 1;
        while self.bases.get(first + step).is_some_and(|base| *base < moment) {
            step *= 2;
        }
        self.in_blocks(first + step / 2, (first + step).min(self.bases.len()), moment)
    }

    /// How many lie before a moment, which is known to divide one of these blocks or to lie at their edges.
    fn in_blocks(&self, from: usize, to: usize, moment: i64) -> usize {
        let blocks = self.bases.get(from..to).unwrap_or_default();
        let block = from + blocks.partition_point(|base| *base < moment).saturating_sub(1);
        let Some(base) = self.bases.get(block).filter(|base| **base < moment) else { return block * BLOCK };
        let distance = moment.abs_diff(*base);
        let within = block * BLOCK..(block * BLOCK + BLOCK).min(self.len());
        let start = within.start;
        start
            + match &self.offsets {
                Offsets::Near(offsets) => offsets
                    .get(within)
                    .unwrap_or_default()
                    .partition_point(|offset| u64::from(*offset) < distance),
                Offsets::Far(offsets) => {
                    offsets.get(within).unwrap_or_default().partition_point(|offset| *offset < distance)
                }
            }
    }
}

/// The distance of each time from its block's base.
fn distances<T>(sorted: &[i64], bases: &[i64], distance: impl Fn(&i64, &i64) -> T) -> Vec<T> {
    let mut found = Vec::with_capacity(sorted.len());
    for (block, base) in sorted.chunks(BLOCK).zip(bases) {
        found.extend(block.iter().map(|time| distance(time, base)));
    }
    found
}

/// How far each event reaches from its own moment in one direction, in seconds: four bytes each, and sixteen
/// more for one that reaches 136 years or without end.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    seconds: Vec<u32>,
    /// Those that do not fit, by index.
    far: Vec<(u32, u64)>,
}

impl Reach {
    /// Keeps these distances.
    pub fn new(distances: impl ExactSizeIterator<Item = u64>) -> Reach {
        let mut reach = Reach { seconds: Vec::with_capacity(distances.len()), far: Vec::new() };
        for (index, distance) in (0..).zip(distances) {
            let near = u32::try_from(distance).unwrap_or(u32::MAX);
            if near == u32::MAX {
                reach.far.push((index, distance));
            }
            reach.seconds.push(near);
        }
        reach.far.shrink_to_fit();
        reach
    }

    /// The distance at an index.
    pub fn get(&self, index: usize) -> u64 {
        match self.seconds.get(index) {
            Some(&u32::MAX) => {
                let known = self.far.binary_search_by_key(&index, |(far, _)| *far as usize);
                known.ok().and_then(|at| self.far.get(at)).map_or(0, |(_, distance)| *distance)
            }
            Some(seconds) => u64::from(*seconds),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_times_are_found_like_plain_ones(
            times in prop::collection::vec(prop_oneof![-5_000..5_000_i64, any::<i64>()], 0..400),
            dense in any::<bool>(),
            moments in prop::collection::vec(prop_oneof![-5_100..5_100_i64, any::<i64>()], 1..30),
            from in 0..500_usize,
        ) {
            let mut times: Vec<i64> = times.into_iter().filter(|time| !dense || time.abs() < 5_000).collect();
            times.sort_unstable();
            let packed = PackedTimes::new(&times);
            prop_assert_eq!(packed.len(), times.len());
            for (index, time) in times.iter().enumerate() {
                prop_assert_eq!(packed.get(index), Some(*time));
            }
            prop_assert_eq!(packed.get(times.len()), None);
            for moment in moments {
                let before = times.partition_point(|time| *time < moment);
                prop_assert_eq!(packed.before(moment), before);
                prop_assert_eq!(packed.before_from(from.min(before), moment), before);
            }
        }

        #[test]
        fn reaches_are_kept_as_they_are(distances in prop::collection::vec(prop_oneof![0..9_u64, any::<u64>(), Just(u64::from(u32::MAX))], 0..50)) {
            let reach = Reach::new(distances.iter().copied());
            let kept: Vec<u64> = (0..distances.len()).map(|index| reach.get(index)).collect();
            prop_assert_eq!(kept, distances);
        }
    }
}
