//! The ids of all events, without those of removed ones.

use std::ops::Range;
use std::sync::Arc;

use super::EventId;

/// The ids of the events of a timeline, in the order of the file.
#[derive(Clone, Debug)]
pub struct EventIds {
    /// The ids that are left, removed ones among them.
    ids: Range<usize>,
    removed: Option<Arc<Vec<EventId>>>,
    /// The removed ids that are left.
    gaps: Range<usize>,
}

impl EventIds {
    /// Ids below a number, without those that were removed, which are in their order.
    pub(super) fn new(id_count: usize, removed: Option<Arc<Vec<EventId>>>) -> EventIds {
        let gaps = 0..removed.as_ref().map_or(0, |removed| removed.len());
        EventIds { ids: 0..id_count, removed, gaps }
    }

    fn gap(&self, index: Option<usize>) -> Option<usize> {
        self.removed.as_ref()?.get(index?).map(|id| id.index())
    }
}

impl Iterator for EventIds {
    type Item = EventId;

    fn next(&mut self) -> Option<EventId> {
        while !self.gaps.is_empty() && self.gap(Some(self.gaps.start)) == Some(self.ids.start) {
            self.gaps.start += 1;
            self.ids.start += 1;
        }
        self.ids.next().map(EventId::from_index)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.ids.len().saturating_sub(self.gaps.len());
        (left, Some(left))
    }
}

impl DoubleEndedIterator for EventIds {
    fn next_back(&mut self) -> Option<EventId> {
        while !self.gaps.is_empty() && self.gap(self.gaps.end.checked_sub(1)) == self.ids.end.checked_sub(1) {
            self.gaps.end -= 1;
            self.ids.end -= 1;
        }
        self.ids.next_back().map(EventId::from_index)
    }
}

impl ExactSizeIterator for EventIds {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn removed_ids_are_passed_over_from_both_ends(
            removed in prop::collection::vec(any::<bool>(), 0..20),
            from_back in prop::collection::vec(any::<bool>(), 30),
        ) {
            let ids = |is_removed: bool| {
                let ids = (0..removed.len()).filter(|index| removed[*index] == is_removed);
                ids.map(EventId::from_index).collect::<Vec<_>>()
            };
            let mut found = EventIds::new(removed.len(), Some(Arc::new(ids(true))));
            let expected = ids(false);
            let mut left = 0..expected.len();
            for is_back in from_back {
                prop_assert_eq!(found.len(), left.len());
                let index = if is_back { left.next_back() } else { left.next() };
                let id = if is_back { found.next_back() } else { found.next() };
                prop_assert_eq!(id, index.map(|index| expected[index]));
            }
        }
    }
}
