//! The events in the order of time: made once for a file, and patched where a few events change.

use rayon::prelude::*;

use super::EventId;
use dateline_time::{TimePoint, TimeRange};

/// This many events with one sort key are sorted on all processors.
pub(super) const MANY_EQUALS: usize = 4_096;

/// The position of an event in the order of time: those without a known point last, then by sort key, by end,
/// and by the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey {
    is_unplaced: bool,
    point: Option<TimePoint>,
    end: Option<TimePoint>,
    event: EventId,
}

impl SortKey {
    /// The key of an event with that range.
    pub fn of(event: EventId, range: Option<TimeRange>) -> SortKey {
        let point = range.as_ref().and_then(TimeRange::sort_key);
        SortKey { is_unplaced: point.is_none(), point, end: range.and_then(|range| range.hull().1), event }
    }
}

/// The events in the order of their [`SortKey`].
///
/// Sixteen bytes for each event meanwhile: the ends are read only of those that share a key.
pub(super) fn chronological(
    events: &[EventId],
    range: impl Fn(EventId) -> Option<TimeRange> + Sync,
) -> Vec<EventId> {
    let point = |event: EventId| range(event).as_ref().and_then(TimeRange::sort_key);
    let key = |event: &EventId| (point(*event).map_or(i64::MAX, TimePoint::seconds), *event);
    let mut keyed: Vec<(i64, EventId)> = events.par_iter().map(key).collect();
    keyed.par_sort_unstable();
    keyed.par_chunk_by_mut(|a, b| a.0 == b.0).filter(|equals| equals.len() > 1).for_each(|equals| {
        let full = |(_, event): &(i64, EventId)| SortKey::of(*event, range(*event));
        if equals.len() < MANY_EQUALS {
            equals.sort_by_cached_key(full);
        } else {
            let mut fully: Vec<_> = equals.par_iter().map(full).collect();
            fully.par_sort_unstable();
            equals.iter_mut().zip(fully).for_each(|(slot, key)| slot.1 = key.event);
        }
    });
    keyed.into_iter().map(|(_, event)| event).collect()
}

/// The order with some events removed and others added. Logarithmic in the length of the order for each,
/// and one copy of it.
///
/// `removed` and `added` need not be sorted; `key` gives the keys that `order` is sorted by.
pub(super) fn patched(
    order: &[EventId],
    removed: Vec<SortKey>,
    added: Vec<SortKey>,
    key: impl Fn(EventId) -> SortKey,
) -> Vec<EventId> {
    let at = |sought: &SortKey| order.partition_point(|event| key(*event) < *sought);
    let mut steps: Vec<(usize, bool, SortKey)> = Vec::with_capacity(removed.len() + added.len());
    // At one index, an added event comes before the event that is there, so it is added first.
    steps.extend(added.iter().map(|key| (at(key), false, *key)));
    steps.extend(removed.iter().map(|key| (at(key), true, *key)));
    steps.sort_unstable();
    let mut patched = Vec::with_capacity((order.len() + added.len()).saturating_sub(removed.len()));
    let mut copied = 0;
    for (index, is_removed, key) in steps {
        patched.extend_from_slice(order.get(copied..index).unwrap_or_default());
        copied = copied.max(index);
        if is_removed {
            copied = index + 1;
        } else {
            patched.push(key.event);
        }
    }
    patched.extend_from_slice(order.get(copied..).unwrap_or_default());
    patched
}
