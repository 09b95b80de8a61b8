//! As many labels as possible side by side at one scale: which labels a lane at rest shows, and in which
//! rows.
//!
//! Two steps. *Admission* goes through the labels in order of importance and admits each one for which no
//! moment that it covers is full: covered by as many admitted labels as there are rows. So a label is crowded
//! out only by more important ones, and every gap that a label fits into is filled. *Assignment* goes through
//! the admitted labels in order of their starts and gives each the first free row from the top. Going by
//! starts, first fit never takes more rows than the greatest depth (interval graphs are perfect: Golumbic,
//! *Algorithmic Graph Theory and Perfect Graphs*, 1980, section 4.1), so every admitted label finds a row.
//!
//! Cost: O(n · (log n + rows)) time and about 40 bytes for each label meanwhile.

use std::ops::Range;

/// The stretch of its row that a label takes at one scale, half-open.
///
/// Positions are fixed-point numbers on the axis of time (see [`super::footprint::Footprint::stretch_at`])
/// and not points from the left edge of a view: the same labels have the same rows wherever the view stands,
/// and far from the epoch nothing is rounded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowStretch {
    pub start: i128,
    pub end: i128,
}

/// How many admitted stretches lie over each start: a segment tree with addition to a range and the maximum
/// of a range (Bentley's tree, 1977). Between two neighbouring starts the depth only falls, so the starts are
/// enough.
struct Depths {
    /// The number of leaves, a power of two.
    leaves: usize,
    nodes: Vec<Depth>,
}

/// A node of [`Depths`].
#[derive(Clone, Copy, Default)]
struct Depth {
    /// The greatest depth below the node, with what was added to it and without what was added above it.
    greatest: u16,
    /// What was added to everything below the node.
    added: u16,
}

/// A node of the tree with the leaves below it, which begin at `first`.
#[derive(Clone, Copy)]
struct Node {
    index: usize,
    first: usize,
    len: usize,
}

impl Node {
    fn halves(self) -> [Node; 2] {
        let len = self.len / 2;
        let left = Node { index: 2 * self.index, first: self.first, len };
        [left, Node { index: 2 * self.index + 1, first: self.first + len, len }]
    }

    fn is_within(self, range: &Range<usize>) -> bool {
        range.start <= self.first && self.first + self.len <= range.end
    }

    fn is_beside(self, range: &Range<usize>) -> bool {
        range.end <= self.first || self.first + self.len <= range.start
    }
}

impl Depths {
    fn new(starts: usize) -> Depths {
        let leaves = starts.next_power_of_two();
        Depths { leaves, nodes: vec![Depth::default(); 2 * leaves] }
    }

    fn root(&self) -> Node {
        Node { index: 1, first: 0, len: self.leaves }
    }

    fn node(&self, node: Node) -> Depth {
        self.nodes.get(node.index).copied().unwrap_or_default()
    }

    /// The greatest depth over a range of starts. O(log n).
    fn greatest(&self, range: &Range<usize>) -> u16 {
        self.greatest_below(self.root(), range)
    }

    fn greatest_below(&self, node: Node, range: &Range<usize>) -> u16 {
        let depth = self.node(node);
        if node.is_beside(range) {
            0
        } else if node.is_within(range) || depth.greatest == depth.added {
            // Nothing was added to a part of it.
            depth.greatest
        } else {
            let [left, right] = node.halves();
            depth.added + self.greatest_below(left, range).max(self.greatest_below(right, range))
        }
    }

    /// Adds one to a range of starts. O(log n).
    fn deepen(&mut self, range: &Range<usize>) {
        self.deepen_below(self.root(), range);
    }

    fn deepen_below(&mut self, node: Node, range: &Range<usize>) {
        if node.is_beside(range) {
            return;
        }
        if node.is_within(range) {
            if let Some(depth) = self.nodes.get_mut(node.index) {
                *depth = Depth { greatest: depth.greatest + 1, added: depth.added + 1 };
            }
            return;
        }
        let halves = node.halves();
        halves.into_iter().for_each(|half| self.deepen_below(half, range));
        let greatest = halves.map(|half| self.node(half).greatest).into_iter().max().unwrap_or(0);
        if let Some(depth) = self.nodes.get_mut(node.index) {
            depth.greatest = depth.added + greatest;
        }
    }
}

/// Packs as many stretches as possible into rows, those that come earlier in `order` first, and returns the
/// row of each; `None` for one that is crowded out. Of stretches with the same start the one that is admitted
/// earlier has the higher row.
pub(super) fn pack(stretches: &[RowStretch], order: &[u32], rows: usize) -> Vec<Option<u16>> {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX - 1).min(u16::MAX - 1);
    let mut packed = vec![None; stretches.len()];
    let stretch = |index: u32| stretches.get(index as usize).copied();
    let mut by_start: Vec<(i128, u32)> =
        order.iter().filter_map(|index| Some((stretch(*index)?.start, *index))).collect();
    // A stable sort, so that what is more important comes first among equal starts.
    by_start.sort_by_key(|(start, _)| *start);
    let admitted = admitted(stretches, order, &by_start, rows);
    let mut ends = vec![i128::MIN; usize::from(rows)];
    for (_, index) in by_start {
        let index = index as usize;
        let (Some(stretch), true) = (stretches.get(index), admitted.get(index).copied().unwrap_or(false))
        else {
            continue;
        };
        let free = (0..rows).zip(&mut ends).find(|(_, end)| **end <= stretch.start);
        if let (Some((row, end)), Some(slot)) = (free, packed.get_mut(index)) {
            *slot = Some(row);
            *end = stretch.end.max(stretch.start + 1);
        }
    }
    packed
}

/// Which stretches never lie over each other more than `rows` deep, those that come earlier in `order` first.
fn admitted(stretches: &[RowStretch], order: &[u32], by_start: &[(i128, u32)], rows: u16) -> Vec<bool> {
    let mut admitted = vec![false; stretches.len()];
    let mut depths = Depths::new(by_start.len());
    for index in order {
        let Some(stretch) = stretches.get(*index as usize) else { continue };
        let first = by_start.partition_point(|(start, _)| *start < stretch.start);
        let end = stretch.end.max(stretch.start + 1);
        let covered = first..by_start.partition_point(|(start, _)| *start < end);
        if depths.greatest(&covered) < rows {
            depths.deepen(&covered);
            if let Some(slot) = admitted.get_mut(*index as usize) {
                *slot = true;
            }
        }
    }
    admitted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whoever is not admitted meets a moment at which every row is taken by something more important.
    fn is_full_somewhere(
        stretches: &[RowStretch],
        more_important: &[u32],
        own: RowStretch,
        rows: usize,
    ) -> bool {
        let others: Vec<RowStretch> = more_important.iter().map(|index| stretches[*index as usize]).collect();
        let moments =
            others.iter().map(|other| other.start.max(own.start)).filter(|moment| *moment < own.end);
        rows == 0
            || moments.into_iter().any(|moment| {
                others.iter().filter(|other| other.start <= moment && moment < other.end).count() >= rows
            })
    }

    proptest! {
        #[test]
        fn only_more_important_labels_crowd_one_out(
            labels in prop::collection::vec((0_i128..400, 1_i128..60), 0..80),
            seed in any::<u64>(),
            rows in 0_usize..6,
        ) {
            let stretches: Vec<RowStretch> =
                labels.iter().map(|(start, len)| RowStretch { start: *start, end: start + len }).collect();
            let mut order: Vec<u32> = (0..stretches.len() as u32).collect();
            fastrand::Rng::with_seed(seed).shuffle(&mut order);
            let packed = pack(&stretches, &order, rows);
            let mut shown: Vec<u32> = Vec::new();
            for index in &order {
                let own = stretches[*index as usize];
                match packed[*index as usize] {
                    Some(row) => {
                        prop_assert!(usize::from(row) < rows);
                        let clash = shown.iter().find(|other| {
                            let stretch = stretches[**other as usize];
                            packed[**other as usize] == Some(row) && stretch.start < own.end && own.start < stretch.end
                        });
                        prop_assert_eq!(clash, None, "two labels share a row");
                        shown.push(*index);
                    }
                    None => prop_assert!(is_full_somewhere(&stretches, &shown, own, rows), "{own:?} had room"),
                }
            }
            let depth = shown.iter().map(|index| {
                let moment = stretches[*index as usize].start;
                shown.iter().filter(|other| {
                    let stretch = stretches[**other as usize];
                    stretch.start <= moment && moment < stretch.end
                }).count()
            }).max().unwrap_or(0);
            let taken = packed.iter().flatten().map(|row| usize::from(*row) + 1).max().unwrap_or(0);
            prop_assert_eq!(taken, depth, "no more rows than the greatest depth");
        }
    }

    #[test]
    fn rows_are_taken_from_the_top_in_the_order_of_starts() {
        let stretch = |start, end| RowStretch { start, end };
        let stretches = [stretch(0, 10), stretch(5, 15), stretch(10, 20), stretch(10, 12), stretch(30, 31)];
        // The last one is the most important.
        assert_eq!(pack(&stretches, &[4, 3, 2, 1, 0], 3), [Some(0), Some(1), Some(2), Some(0), Some(0)]);
        assert_eq!(pack(&stretches, &[4, 3, 2, 1, 0], 1), [Some(0), None, None, Some(0), Some(0)]);
    }
}
