//! Which values of a facet are listed: the ones that give most events, and those that are asked for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The values to list, the most events first, equal ones in the order of the file; and how many are left
/// out. Those that are asked for stay in the list even when they give none.
///
/// Linear in the values; only the listed ones are sorted.
pub(super) fn ranked<T: Ord + Copy>(
    counts: &BTreeMap<T, usize>,
    asked: &BTreeSet<T>,
    most: usize,
) -> (Vec<(T, usize)>, usize) {
    let order = |(value, count): &(T, usize)| (Reverse(*count), *value);
    let mut values: Vec<(T, usize)> = counts.iter().map(|(value, count)| (*value, *count)).collect();
    let missing = asked.iter().filter(|value| !counts.contains_key(value));
    values.extend(missing.map(|value| (*value, 0)));
    let total = values.len();
    // A row that says "1 more" would take the place of the one.
    if total > most.saturating_add(1) {
        values.select_nth_unstable_by_key(most, order);
        let kept = values.split_off(most);
        values.extend(kept.into_iter().filter(|(value, _)| asked.contains(value)));
    }
    values.sort_unstable_by_key(order);
    let left_out = total - values.len();
    (values, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_by_count_and_what_is_asked_for_stays() {
        let counts = BTreeMap::from([(1, 3), (2, 9), (3, 3), (4, 1), (5, 1)]);
        let (values, left_out) = ranked(&counts, &BTreeSet::from([7]), usize::MAX);
        assert_eq!(values, [(2, 9), (1, 3), (3, 3), (4, 1), (5, 1), (7, 0)]);
        assert_eq!(left_out, 0);
        let (values, left_out) = ranked(&counts, &BTreeSet::from([5]), 2);
        assert_eq!(values, [(2, 9), (1, 3), (5, 1)]);
        assert_eq!(left_out, 2);
    }

    #[test]
    fn one_more_is_shown_and_not_announced() {
        let counts = BTreeMap::from([(1, 3), (2, 9), (3, 3)]);
        assert_eq!(ranked(&counts, &BTreeSet::new(), 2).1, 0);
        assert_eq!(ranked(&counts, &BTreeSet::new(), 1).1, 2);
    }
}
