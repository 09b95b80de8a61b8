//! Finds the numbers in a range of indices that are small enough, by minima of minima.

use std::ops::Range;

/// How many numbers share a minimum: few enough to scan, enough to keep the minima few.
const FAN: usize = 16;

/// Minima over an array that the caller holds, in levels: of 16 numbers each, of 16 of these each, and so
/// on.
///
/// "The first index in a range whose number is at most a limit" looks at about 16 numbers for each level
/// between the start index and the found one: O(log n). 1/15 of the array's memory. Built in O(n).
#[derive(Clone, Debug, Default)]
pub struct Minima<T> {
    levels: Vec<Vec<T>>,
}

impl<T: PartialOrd + Copy> Minima<T> {
    /// The minima of that many numbers.
    pub fn new(len: usize, value: impl Fn(usize) -> T) -> Minima<T> {
        let lesser = |a: T, b: T| if b < a { b } else { a };
        let mut levels: Vec<Vec<T>> = Vec::new();
        if len > FAN {
            let block = |start: usize| (start..(start + FAN).min(len)).map(&value).reduce(lesser);
            levels.push((0..len).step_by(FAN).filter_map(block).collect());
        }
        while let Some(below) = levels.last().filter(|level| level.len() > FAN) {
            let above = below.chunks(FAN).filter_map(|chunk| chunk.iter().copied().reduce(lesser));
            levels.push(above.collect());
        }
        Minima { levels }
    }

    /// Notes that the number at an index has become smaller.
    fn lower(&mut self, index: usize, value: T) {
        let mut index = index;
        for level in &mut self.levels {
            index /= FAN;
            match level.get_mut(index) {
                Some(min) if value < *min => *min = value,
                _ => return,
            }
        }
    }

    /// The first index in `range` whose number is at most `limit`.
    pub fn first(&self, range: Range<usize>, limit: T, value: impl Fn(usize) -> T) -> Option<usize> {
        let Range { start: from, end: to } = range;
        let is_small = |index: usize| value(index) <= limit;
        if to <= from + FAN {
            return (from..to).find(|index| is_small(*index));
        }
        let (head, tail) = whole_blocks(from, to);
        (from..head)
            .find(|index| is_small(*index))
            .or_else(|| {
                let block = self.first_above(0, head / FAN, tail / FAN, limit)?;
                (block * FAN..block * FAN + FAN).find(|index| is_small(*index))
            })
            .or_else(|| (tail..to).find(|index| is_small(*index)))
    }

    fn first_above(&self, level: usize, from: usize, to: usize, limit: T) -> Option<usize> {
        let minima = self.levels.get(level)?;
        let scan = |from: usize, to: usize| {
            minima.get(from..to)?.iter().position(|min| *min <= limit).map(|index| from + index)
        };
        if to <= from + FAN {
            return scan(from, to);
        }
        let (head, tail) = whole_blocks(from, to);
        scan(from, head)
            .or_else(|| {
                let block = self.first_above(level + 1, head / FAN, tail / FAN, limit)?;
                scan(block * FAN, block * FAN + FAN)
            })
            .or_else(|| scan(tail, to))
    }

    /// The last index in `range` whose number is at most `limit`.
    pub fn last(&self, range: Range<usize>, limit: T, value: impl Fn(usize) -> T) -> Option<usize> {
        let Range { start: from, end: to } = range;
        let is_small = |index: &usize| value(*index) <= limit;
        if to <= from + FAN {
            return (from..to).rfind(is_small);
        }
        let (head, tail) = whole_blocks(from, to);
        (tail..to)
            .rfind(is_small)
            .or_else(|| {
                let block = self.last_above(0, head / FAN, tail / FAN, limit)?;
                (block * FAN..block * FAN + FAN).rfind(is_small)
            })
            .or_else(|| (from..head).rfind(is_small))
    }

    fn last_above(&self, level: usize, from: usize, to: usize, limit: T) -> Option<usize> {
        let minima = self.levels.get(level)?;
        let scan = |from: usize, to: usize| {
            minima.get(from..to)?.iter().rposition(|min| *min <= limit).map(|index| from + index)
        };
        if to <= from + FAN {
            return scan(from, to);
        }
        let (head, tail) = whole_blocks(from, to);
        scan(tail, to)
            .or_else(|| {
                let block = self.last_above(level + 1, head / FAN, tail / FAN, limit)?;
                scan(block * FAN, block * FAN + FAN)
            })
            .or_else(|| scan(from, head))
    }

    /// The smallest number in `from..to`.
    fn min(&self, from: usize, to: usize, value: impl Fn(usize) -> T) -> Option<T> {
        let (head, tail) = if to <= from + FAN { (to, to) } else { whole_blocks(from, to) };
        let within = (from..head).chain(tail..to).map(value);
        within.chain(self.min_above(0, head / FAN, tail / FAN)).reduce(|a, b| if b < a { b } else { a })
    }

    fn min_above(&self, level: usize, from: usize, to: usize) -> Option<T> {
        let minima = self.levels.get(level)?;
        let (head, tail) = if to <= from + FAN { (to, to) } else { whole_blocks(from, to) };
        let scan = |from: usize, to: usize| minima.get(from..to).unwrap_or_default().iter().copied();
        let above = if head < tail { self.min_above(level + 1, head / FAN, tail / FAN) } else { None };
        scan(from, head).chain(above).chain(scan(tail, to)).reduce(|a, b| if b < a { b } else { a })
    }
}

/// Of a range longer than a block, where its first whole block begins and its last one ends.
fn whole_blocks(from: usize, to: usize) -> (usize, usize) {
    let head = from.next_multiple_of(FAN).min(to);
    (head, (to / FAN * FAN).max(head))
}

/// An array with the minima over it.
#[derive(Clone, Debug, Default)]
pub struct RangeMin<T> {
    values: Vec<T>,
    minima: Minima<T>,
}

impl<T: PartialOrd + Copy> RangeMin<T> {
    /// The tree over these numbers.
    pub fn new(values: Vec<T>) -> RangeMin<T> {
        let minima = match values.first().copied() {
            Some(first) => Minima::new(values.len(), |index| values.get(index).copied().unwrap_or(first)),
            None => Minima { levels: Vec::new() },
        };
        RangeMin { values, minima }
    }

    /// The number at an index.
    pub fn get(&self, index: usize) -> Option<T> {
        self.values.get(index).copied()
    }

    /// All the numbers.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Makes the number at an index smaller; a larger one changes nothing.
    pub fn lower(&mut self, index: usize, value: T) {
        if let Some(slot) = self.values.get_mut(index).filter(|slot| value < **slot) {
            *slot = value;
            self.minima.lower(index, value);
        }
    }

    /// The index of the smallest number in `from..to`, the first of equals.
    pub fn min_index(&self, from: usize, to: usize) -> Option<usize> {
        let to = to.min(self.values.len());
        let filler = self.values.first().copied()?;
        let min = self.minima.min(from, to, |index| self.get(index).unwrap_or(filler))?;
        self.first(from, to, min)
    }

    /// The first index in `range` whose number is at most `limit`.
    pub fn first(&self, from: usize, to: usize, limit: T) -> Option<usize> {
        let to = to.min(self.values.len());
        let filler = self.values.first().copied()?;
        self.minima.first(from..to, limit, |index| self.get(index).unwrap_or(filler))
    }

    /// The last index in `range` whose number is at most `limit`.
    pub fn last(&self, from: usize, to: usize, limit: T) -> Option<usize> {
        let to = to.min(self.values.len());
        let filler = self.values.first().copied()?;
        self.minima.last(from..to, limit, |index| self.get(index).unwrap_or(filler))
    }

    /// All indexes in `from..to` whose numbers are at most `limit`, in order.
    pub fn all(&self, from: usize, to: usize, limit: T) -> impl Iterator<Item = usize> + use<'_, T> {
        let mut next = from;
        std::iter::from_fn(move || {
            let found = self.first(next, to, limit)?;
            next = found + 1;
            Some(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_a_scan_finds(
            values in proptest::collection::vec(0..500_i64, 0..2_000),
            from in 0..2_100_usize,
            length in 0..2_100_usize,
            limit in prop_oneof![-1..10_i64, -1..501_i64],
            lowered in proptest::collection::vec((0..2_100_usize, -1..500_i64), 0..40),
        ) {
            let (mut tree, mut values) = (RangeMin::new(values.clone()), values);
            for (index, value) in lowered {
                tree.lower(index, value);
                if let Some(slot) = values.get_mut(index) {
                    *slot = value.min(*slot);
                }
            }
            let to = from + length;
            let scan: Vec<usize> = values.iter().enumerate()
                .filter(|(index, value)| *index >= from && *index < to && **value <= limit)
                .map(|(index, _)| index)
                .collect();
            prop_assert_eq!(tree.all(from, to, limit).collect::<Vec<_>>(), scan.clone());
            prop_assert_eq!(tree.first(from, to, limit), scan.first().copied());
            prop_assert_eq!(tree.last(from, to, limit), scan.last().copied());
            let inside = values.iter().enumerate().filter(|(index, _)| *index >= from && *index < to);
            let min = inside.min_by_key(|(_, value)| **value).map(|(index, _)| index);
            prop_assert_eq!(tree.min_index(from, to), min);
        }
    }
}
