//! Which values of a facet are listed: the ones that give most events, and those that are asked for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The values to list, the most events first, equal ones in the order of the file; and how many are left out.
/// Those that are asked for stay in the list even when they give none. "None" stands last, and is never left
/// out.
///
/// Linear in the values; only the listed ones are sorted.
pub(super) fn ranked<T: Ord + Copy>(
    counts: &BTreeMap<Option<T>, usize>,
    asked: &BTreeSet<Option<T>>,
    limit: usize,
) -> (Vec<(Option<T>, usize)>, usize) {
    let order = |(value, count): &(Option<T>, usize)| (Reverse(*count), *value);
    let mut values: Vec<(Option<T>, usize)> = counts.iter().map(|(value, count)| (*value, *count)).collect();
    let missing = asked.iter().filter(|value| !counts.contains_key(value));
    values.extend(missing.map(|value| (*value, 0)));
    let none = values.iter().position(|(value, _)| value.is_none()).map(|index| values.swap_remove(index));
    let total = values.len();
    // A row that says "1 more" would take the row of the one.
    if total > limit.saturating_add(1) {
        values.select_nth_unstable_by_key(limit, order);
        let kept = values.split_off(limit);
        values.extend(kept.into_iter().filter(|(value, _)| asked.contains(value)));
    }
    values.sort_unstable_by_key(order);
    let left_out = total - values.len();
    values.extend(none);
    (values, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_by_count_and_what_is_asked_for_stays() {
        let counts =
            BTreeMap::from([(Some(1), 3), (Some(2), 9), (Some(3), 3), (Some(4), 1), (Some(5), 1), (None, 5)]);
        let listed = |asked: Option<i32>, limit: usize| {
            let (values, left_out) = ranked(&counts, &BTreeSet::from([asked]), limit);
            (
                values.into_iter().map(|(value, count)| (value.unwrap_or(0), count)).collect::<Vec<_>>(),
                left_out,
            )
        };
        let all = vec![(2, 9), (1, 3), (3, 3), (4, 1), (5, 1), (7, 0), (0, 5)];
        assert_eq!(listed(Some(7), usize::MAX), (all, 0));
        assert_eq!(listed(Some(5), 2), (vec![(2, 9), (1, 3), (5, 1), (0, 5)], 2));
        assert_eq!(listed(None, 2), (vec![(2, 9), (1, 3), (0, 5)], 3));
    }

    #[test]
    fn one_more_is_shown_and_not_announced() {
        let counts = BTreeMap::from([(Some(1), 3), (Some(2), 9), (Some(3), 3)]);
        assert_eq!(ranked(&counts, &BTreeSet::new(), 2).1, 0);
        assert_eq!(ranked(&counts, &BTreeSet::new(), 1).1, 2);
        let nothing = ranked::<i32>(&BTreeMap::new(), &BTreeSet::from([None]), 2);
        assert_eq!(nothing, (vec![(None, 0)], 0), "what is asked for stays");
    }
}
