//! Who chooses first: the more important, and of equals those that already spread over the whole time.

use rayon::slice::ParallelSliceMut;

/// From so many events on, more than one thread sorts them.
const MANY: usize = 20_000;

/// Places in the order in which they choose, or only the first `most` of them: the more important first,
/// equals in bit-reversed order (van der Corput), so that the first few are spread evenly.
///
/// O(n) to find the first few and O(most · log most) to sort them; eight bytes for each event meanwhile.
pub(super) fn by_importance(importances: impl ExactSizeIterator<Item = f32>, most: usize) -> Vec<usize> {
    let bits = usize::BITS - importances.len().leading_zeros();
    let reversed = |index: usize| index.reverse_bits().checked_shr(usize::BITS - bits).unwrap_or(0);
    let mut keys: Vec<u64> = importances
        .enumerate()
        .map(|(index, importance)| u64::from(falling(importance)) << 32 | reversed(index) as u64)
        .collect();
    if most < keys.len() {
        keys.select_nth_unstable(most);
        keys.truncate(most);
    }
    if keys.len() < MANY {
        keys.sort_unstable()
    } else {
        keys.par_sort_unstable()
    }
    keys.into_iter().map(|key| reversed((key & u64::from(u32::MAX)) as usize)).collect()
}

/// A number whose order is that of [`f32::total_cmp`], the largest first.
fn falling(importance: f32) -> u32 {
    let bits = importance.to_bits();
    let rising = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    !rising
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equals_choose_in_an_order_that_spreads_them() {
        assert_eq!(by_importance([0.5; 8].into_iter(), 8), [0, 4, 2, 6, 1, 5, 3, 7]);
        assert_eq!(by_importance([0.1, 0.9, -0.5, 0.9].into_iter(), 9), [1, 3, 0, 2]);
    }

    proptest! {
        #[test]
        fn the_first_few_are_the_first_of_all(
            importances in prop::collection::vec(prop_oneof![any::<f32>(), Just(0.5)], 0..200),
            most in 0..220_usize,
        ) {
            let all = by_importance(importances.iter().copied(), usize::MAX);
            let sorted = all.windows(2).all(|pair| importances[pair[0]].total_cmp(&importances[pair[1]]).is_ge());
            prop_assert!(sorted, "{all:?}");
            let mut indexes = all.clone();
            indexes.sort_unstable();
            prop_assert!(indexes.into_iter().eq(0..importances.len()));
            let few = by_importance(importances.iter().copied(), most);
            prop_assert_eq!(few.as_slice(), &all[..most.min(all.len())]);
        }
    }
}
