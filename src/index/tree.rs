//! Which of many numbers in a range of places are small enough? A tree of minima answers.

/// How many numbers share a leaf: small enough to scan, large enough to keep the tree small.
const LEAF: usize = 16;

/// A tree of minima over an array: "all places in a range whose number is at most a limit" takes
/// O(log n) steps for each place found, and 1/8 of the array's memory beside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct MinTree<T> {
    values: Vec<T>,
    /// A heap: node `i` has children `2i + 1` and `2i + 2`; the last `leaves` nodes are the leaves.
    minima: Vec<T>,
    leaves: usize,
}

impl<T: PartialOrd + Copy> MinTree<T> {
    /// The tree over these numbers.
    pub fn new(values: Vec<T>) -> MinTree<T> {
        let leaves = values.len().div_ceil(LEAF).next_power_of_two();
        let Some(filler) = values.iter().copied().reduce(|a, b| if b > a { b } else { a }) else {
            return MinTree { values, minima: Vec::new(), leaves: 0 };
        };
        let least = |some: &[T]| some.iter().copied().fold(filler, |a, b| if b < a { b } else { a });
        let mut minima = vec![filler; 2 * leaves - 1];
        for (slot, leaf) in minima.iter_mut().skip(leaves - 1).zip(values.chunks(LEAF)) {
            *slot = least(leaf);
        }
        for node in (0..leaves - 1).rev() {
            let children = minima.get(2 * node + 1..2 * node + 3).map(least);
            if let (Some(slot), Some(value)) = (minima.get_mut(node), children) {
                *slot = value;
            }
        }
        MinTree { values, minima, leaves }
    }

    /// The number at a place.
    pub fn get(&self, place: usize) -> Option<T> {
        self.values.get(place).copied()
    }

    /// All the numbers.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The place of the smallest number in `from..to`, the first of equals.
    pub fn least(&self, from: usize, to: usize) -> Option<usize> {
        let mut best: Option<(usize, T)> = None;
        let to = to.min(self.values.len());
        self.improve(0, (0, self.leaves), (from, to), &mut best);
        best.map(|(place, _)| place)
    }

    fn improve(
        &self,
        node: usize,
        leaves: (usize, usize),
        asked: (usize, usize),
        best: &mut Option<(usize, T)>,
    ) {
        let covered = (leaves.0 * LEAF, leaves.1 * LEAF);
        let Some(minimum) = self.minima.get(node) else { return };
        let is_worse = best.is_some_and(|(_, least)| *minimum >= least);
        if covered.0 >= asked.1 || covered.1 <= asked.0 || is_worse {
            return;
        }
        if leaves.1 - leaves.0 > 1 {
            let middle = (leaves.0 + leaves.1) / 2;
            self.improve(2 * node + 1, (leaves.0, middle), asked, best);
            self.improve(2 * node + 2, (middle, leaves.1), asked, best);
            return;
        }
        let start = covered.0.max(asked.0);
        let inside = self.values.get(start..covered.1.min(asked.1)).unwrap_or_default();
        for (place, value) in inside.iter().enumerate() {
            if best.is_none_or(|(_, least)| *value < least) {
                *best = Some((start + place, *value));
            }
        }
    }

    /// The first place in `from..to` whose number is at most `limit`.
    pub fn first(&self, from: usize, to: usize, limit: T) -> Option<usize> {
        if from >= to {
            return None;
        }
        self.descend(0, (0, self.leaves), &Range { from, to, limit, backwards: false })
    }

    /// The last place in `from..to` whose number is at most `limit`.
    pub fn last(&self, from: usize, to: usize, limit: T) -> Option<usize> {
        if from >= to {
            return None;
        }
        self.descend(0, (0, self.leaves), &Range { from, to, limit, backwards: true })
    }

    /// All places in `from..to` whose numbers are at most `limit`, in order.
    pub fn all(&self, from: usize, to: usize, limit: T) -> impl Iterator<Item = usize> + use<'_, T> {
        let mut next = from;
        std::iter::from_fn(move || {
            let found = self.first(next, to, limit)?;
            next = found + 1;
            Some(found)
        })
    }

    fn descend(&self, node: usize, leaves: (usize, usize), asked: &Range<T>) -> Option<usize> {
        let covered = (leaves.0 * LEAF, leaves.1 * LEAF);
        if covered.0 >= asked.to || covered.1 <= asked.from || *self.minima.get(node)? > asked.limit {
            return None;
        }
        if leaves.1 - leaves.0 == 1 {
            let start = covered.0.max(asked.from);
            let inside = self.values.get(start..covered.1.min(asked.to).min(self.values.len()))?;
            let found = if asked.backwards {
                inside.iter().rposition(|value| *value <= asked.limit)
            } else {
                inside.iter().position(|value| *value <= asked.limit)
            };
            return found.map(|place| start + place);
        }
        let middle = (leaves.0 + leaves.1) / 2;
        let (left, right) = ((2 * node + 1, (leaves.0, middle)), (2 * node + 2, (middle, leaves.1)));
        let (first, second) = if asked.backwards { (right, left) } else { (left, right) };
        self.descend(first.0, first.1, asked).or_else(|| self.descend(second.0, second.1, asked))
    }
}

struct Range<T> {
    from: usize,
    to: usize,
    limit: T,
    backwards: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_a_scan_finds(
            values in proptest::collection::vec(0..50_i64, 0..300),
            from in 0..320_usize,
            length in 0..320_usize,
            limit in -1..51_i64,
        ) {
            let tree = MinTree::new(values.clone());
            let to = from + length;
            let scan: Vec<usize> = values.iter().enumerate()
                .filter(|(place, value)| *place >= from && *place < to && **value <= limit)
                .map(|(place, _)| place)
                .collect();
            prop_assert_eq!(tree.all(from, to, limit).collect::<Vec<_>>(), scan.clone());
            prop_assert_eq!(tree.first(from, to, limit), scan.first().copied());
            prop_assert_eq!(tree.last(from, to, limit), scan.last().copied());
            let inside = values.iter().enumerate().filter(|(place, _)| *place >= from && *place < to);
            let least = inside.min_by_key(|(_, value)| **value).map(|(place, _)| place);
            prop_assert_eq!(tree.least(from, to), least);
        }
    }
}
