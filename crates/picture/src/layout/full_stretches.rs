//! Stretches of time in which every row of a lane is taken for ever: who covers one of them is crowded out
//! without a look at the rows.
//!
//! What is placed stays, so a stretch that meets somebody in every row once does so ever after, and so does
//! every longer one around it. Only the shortest are kept. O(log n) to ask, amortised O(log n) to add.

use std::collections::BTreeMap;

/// The stretches of one lane, none of which lies within another; bounds in half seconds, both included.
#[derive(Clone, Debug, Default)]
pub(super) struct FullStretches {
    /// The last moments by the first ones: both rise.
    stretches: BTreeMap<i64, i64>,
}

impl FullStretches {
    /// Whether one of the stretches lies within this one.
    pub fn is_full(&self, first: i64, last: i64) -> bool {
        self.stretches.range(first..).next().is_some_and(|(_, end)| *end <= last)
    }

    /// Adds what all rows have in common with a stretch that each of them meets: the part of it that each row
    /// takes, as first and last moment. What lies between the earliest end and the latest start of these
    /// parts meets them all.
    pub fn add(&mut self, parts: impl Iterator<Item = (i64, i64)>) {
        let widest = |a: (i64, i64), b: (i64, i64)| (a.0.max(b.0), a.1.min(b.1));
        let Some((latest_start, earliest_end)) = parts.reduce(widest) else { return };
        let (first, last) = (earliest_end, earliest_end.max(latest_start));
        if self.is_full(first, last) {
            return;
        }
        while let Some((start, _)) =
            self.stretches.range(..=first).next_back().filter(|(_, end)| **end >= last)
        {
            let start = *start;
            self.stretches.remove(&start);
        }
        self.stretches.insert(first, last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn who_is_refused_meets_somebody_in_every_row(
            added in prop::collection::vec(prop::collection::vec((0..60_i64, 0..9_i64), 1..5), 1..30),
            asked in prop::collection::vec((0..70_i64, 0..20_i64), 1..30),
        ) {
            let mut full_stretches = FullStretches::default();
            let parts = |rows: &[(i64, i64)]| -> Vec<(i64, i64)> {
                rows.iter().map(|(first, length)| (*first, first + length)).collect()
            };
            for rows in &added {
                full_stretches.add(parts(rows).into_iter());
            }
            for (first, length) in asked {
                let last = first + length;
                let meets_all = |rows: &Vec<(i64, i64)>| {
                    parts(rows).iter().all(|part| part.0 <= last && first <= part.1)
                };
                let covers = |rows: &Vec<(i64, i64)>| {
                    parts(rows).iter().all(|part| first <= part.0 && part.1 <= last)
                };
                if full_stretches.is_full(first, last) {
                    prop_assert!(added.iter().any(meets_all), "{first} to {last} is free of some row");
                }
                if added.iter().any(covers) {
                    prop_assert!(full_stretches.is_full(first, last), "{first} to {last} covers what was added");
                }
            }
        }
    }
}
