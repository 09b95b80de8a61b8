//! The events of one lane in the order of their ticks: what frames count, and who is labelled from when on.
//!
//! About 30 bytes for each event: its tick, start and end in 4 each, starts and ends sorted in 4 each, the
//! event and the scale of its label in 8, and the minima. Built in O(n log n).

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::label_row::{LabelRow, rounded_down};
use super::packed_times::{PackedTimes, Reach};
use dateline_timeline::model::EventId;
use dateline_timeline::query::{Minima, RangeMin};

/// An event on its way into a lane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub event: EventId,
    /// Its index among the lane's events in the order of the file.
    pub index: u32,
    /// Where its tick stands, in seconds; see [`super::event_extent::EventExtent::stretch`].
    pub anchor: i64,
    /// The seconds that it covers: from here …
    pub start: i64,
    /// … to here.
    pub end: i64,
}

/// The events of one lane, in the order of their ticks, with the scales of their labels.
#[derive(Clone, Debug, Default)]
pub(super) struct DensityLane {
    /// What does not depend on labels; several labellings of the same lane share it.
    pub times: Arc<LaneTimes>,
    /// From which scale on they have labels; infinite for never.
    pub scales: RangeMin<f32>,
}

/// When the events of one lane were, in the order of their ticks.
#[derive(Debug, Default)]
pub(super) struct LaneTimes {
    /// Where the ticks stand, in seconds.
    pub anchors: PackedTimes,
    /// Whose they are.
    pub events: Vec<EventId>,
    /// How far each begins before its tick, and ends after it.
    reaches: (Reach, Reach),
    /// Minima over the starts.
    starts: Minima<i64>,
    /// Minima over the ends negated.
    ends: Minima<i64>,
    /// The starts sorted.
    sorted_starts: PackedTimes,
    /// The ends sorted.
    sorted_ends: PackedTimes,
}

impl LaneTimes {
    /// Takes the events sorted by ticks and events.
    pub fn new(entries: &[Entry]) -> LaneTimes {
        let sorted = |time: fn(&Entry) -> i64| {
            let mut times: Vec<i64> = entries.par_iter().map(time).collect();
            times.par_sort_unstable();
            PackedTimes::new(&times)
        };
        let value = |time: fn(&Entry) -> i64| move |index: usize| entries.get(index).map_or(0, time);
        let anchors = || PackedTimes::new(&entries.iter().map(|entry| entry.anchor).collect::<Vec<_>>());
        let before = || Reach::new(entries.iter().map(|entry| entry.anchor.abs_diff(entry.start)));
        let after = || Reach::new(entries.iter().map(|entry| entry.end.abs_diff(entry.anchor)));
        // One lane may hold everything: its columns are made side by side.
        let plain = || {
            let minima = (
                Minima::new(entries.len(), value(|entry| entry.start)),
                Minima::new(entries.len(), value(|entry| entry.end.saturating_neg())),
            );
            (anchors(), (before(), after()), minima)
        };
        let both = || (sorted(|entry| entry.start), sorted(|entry| entry.end));
        let ((anchors, reaches, (starts, ends)), (sorted_starts, sorted_ends)) = rayon::join(plain, both);
        LaneTimes {
            anchors,
            events: entries.iter().map(|entry| entry.event).collect(),
            reaches,
            starts,
            ends,
            sorted_starts,
            sorted_ends,
        }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    fn anchor(&self, index: usize) -> i64 {
        self.anchors.get(index).unwrap_or(0)
    }

    pub fn start(&self, index: usize) -> i64 {
        self.anchor(index).saturating_sub_unsigned(self.reaches.0.get(index))
    }

    pub fn end(&self, index: usize) -> i64 {
        self.anchor(index).saturating_add_unsigned(self.reaches.1.get(index))
    }

    /// The indexes before one of those that end after a moment.
    fn reaching_in(&self, before: usize, moment: i64) -> impl Iterator<Item = usize> + use<'_> {
        let limit = moment.saturating_neg().saturating_sub(1);
        let mut next = 0;
        std::iter::from_fn(move || {
            let found = self.ends.first(next..before, limit, |index| self.end(index).saturating_neg())?;
            next = found + 1;
            Some(found)
        })
    }

    /// The indexes of a range of those that begin before a moment.
    fn reaching_back(&self, from: usize, to: usize, moment: i64) -> impl Iterator<Item = usize> + use<'_> {
        let limit = moment.saturating_sub(1);
        let mut next = from;
        std::iter::from_fn(move || {
            let found = self.starts.first(next..to, limit, |index| self.start(index))?;
            next = found + 1;
            Some(found)
        })
    }
}

/// A stretch of a lane, half-open, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub from: i64,
    pub to: i64,
    /// What stands before it and reaches in belongs to it as well.
    pub has_earlier: bool,
    /// What stands after it and reaches in belongs to it as well.
    pub has_later: bool,
}

impl DensityLane {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// How many hidden events stand before `from` and reach beyond it, and how many stand at or after `to`
    /// and began before it. A row has at most one labelled event that does.
    pub fn hidden_across(&self, rows: &[LabelRow], from: i64, to: i64, scale: f64) -> (usize, usize) {
        let (first, next) = (self.times.anchors.before(from), self.times.anchors.before(to));
        let before = first.saturating_sub(self.times.sorted_ends.before(from.saturating_add(1)));
        let after = self.times.sorted_starts.before(to).saturating_sub(next);
        let earlier = rows.iter().filter_map(|row| row.last_active(first, scale));
        let labelled_before = earlier.filter(|index| self.times.end(*index) > from).count();
        let later = rows.iter().filter_map(|row| row.first_active(next, scale));
        let labelled_after = later.filter(|index| self.times.start(*index) < to).count();
        (before.saturating_sub(labelled_before), after.saturating_sub(labelled_after))
    }

    /// The hidden events of a stretch: where that is asked for, those that reach in from before it, then
    /// those whose tick stands in it, then those that reach in from after it. O(log n) for each that reaches
    /// in. Those in `cut`, rising, are hidden whatever their scale.
    pub fn hidden_events<'a>(
        &'a self,
        part: &Part,
        scale: f64,
        cut: &'a [usize],
    ) -> impl Iterator<Item = EventId> + use<'a> {
        let Part { from, to, has_earlier, has_later } = *part;
        let (first, next) = (self.times.anchors.before(from), self.times.anchors.before(to));
        let before = if has_earlier { first } else { 0 };
        let after = if has_later { self.times.len() } else { next };
        let reaching_in = self.times.reaching_in(before, from);
        let reaching_back = self.times.reaching_back(next, after, to);
        let scale = rounded_down(scale);
        reaching_in
            .chain(first..next)
            .chain(reaching_back)
            .filter(move |index| {
                self.scales.get(*index).is_some_and(|from| from > scale) || cut.binary_search(index).is_ok()
            })
            .filter_map(|index| self.times.events.get(index).copied())
    }

    /// Of those [`Self::hidden_events`] the one that has its label from the smallest scale on, the first of
    /// equals, with that scale; `None` when none ever has one. A row has at most one event that reaches in on
    /// a side.
    pub fn first_labelled(&self, rows: &[LabelRow], part: &Part, scale: f64) -> Option<(f64, EventId)> {
        let Part { from, to, has_earlier, has_later } = *part;
        let (first, next) = (self.times.anchors.before(from), self.times.anchors.before(to));
        let before = rows.iter().filter_map(|row| row.last_active(first, f64::INFINITY));
        let before = before.filter(|index| has_earlier && self.times.end(*index) > from);
        let after = rows.iter().filter_map(|row| row.first_active(next, f64::INFINITY));
        let after = after.filter(|index| has_later && self.times.start(*index) < to);
        let limit = rounded_down(scale);
        // The least of each stretch between two that are labelled already.
        let labelled = self.scales.all(first, next, limit).map(|index| (index, index + 1));
        let mut begins = first;
        let inside = labelled.chain([(next, next)]).filter_map(|(ends, following)| {
            let least = self.scales.min_index(begins, ends);
            begins = following;
            least
        });
        let found =
            before.chain(inside).chain(after).filter_map(|index| Some((self.scales.get(index)?, index)));
        let (least, index) = found
            .filter(|(from, _)| *from > limit && from.is_finite())
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        Some((f64::from(least), *self.times.events.get(index)?))
    }
}
