//! Facets: which events a filter leaves, and how many each value of each attribute would give.
//!
//! An attribute without selected values costs nothing, and an event that fails two attributes is not tested
//! further. All attributes but further fields of the file are read from columns. For a further field the
//! events are read as a whole, some microseconds each, on all cores.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::attribute::Attribute;
use super::attribute_values::{AttributeValue, AttributeValues};
use super::filter::{Dating, Filter, Matches, events_of};
use crate::Cancel;
use crate::model::{ActorId, EventId, Grade, LaneId, SourceId, Status, TagId, Timeline};

/// The values of one attribute that a filter selects.
struct SelectedValues {
    values: AttributeValues,
    /// Whether events that state no value are selected.
    is_none_selected: bool,
    /// By the index of a value, whether it is selected.
    table: Vec<bool>,
}

impl SelectedValues {
    fn of(timeline: &Timeline, values: AttributeValues, selected: &[Option<usize>]) -> SelectedValues {
        let mut table = vec![false; values.len(timeline)];
        for index in selected.iter().flatten() {
            // A value that is not in the timeline is in no event.
            if let Some(is_selected) = table.get_mut(*index) {
                *is_selected = true;
            }
        }
        SelectedValues { values, is_none_selected: selected.contains(&None), table }
    }

    /// The same for values that are selected by their text.
    fn of_texts(timeline: &Timeline, values: AttributeValues, texts: &[Option<&str>]) -> SelectedValues {
        let list = values.list(timeline);
        let indices: HashMap<&str, usize> =
            list.iter().enumerate().map(|(index, value)| (value.name, index)).collect();
        let index = |text: &Option<&str>| match text {
            Some(text) => indices.get(text).map(|index| Some(*index)),
            None => Some(None),
        };
        let selected: Vec<Option<usize>> = texts.iter().filter_map(index).collect();
        SelectedValues::of(timeline, values, &selected)
    }

    #[inline]
    fn allows(&self, timeline: &Timeline, event: EventId) -> bool {
        if !self.is_none_selected {
            return self.values.any(timeline, event, &self.table);
        }
        let mut is_stated = false;
        let is_met = self.values.try_each(timeline, event, |index| {
            is_stated = true;
            match self.table.get(index) {
                Some(true) => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        });
        is_met.is_break() || !is_stated
    }
}

/// The attributes of which an event has none of the selected values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failed {
    Nothing,
    One(Attribute),
    Several,
}

/// The values that a filter selects; attributes without selected values are not in the list.
struct Selection(Vec<SelectedValues>);

impl Selection {
    /// Those of a filter, for some events; `None` once cancelled.
    fn of(timeline: &Timeline, filter: &Filter, among: &Matches, cancel: &Cancel) -> Option<Selection> {
        let mut all = Vec::new();
        for attribute in Attribute::NUMBERED {
            let selected = filter.indices(*attribute);
            if !selected.is_empty() {
                all.push(SelectedValues::of(timeline, AttributeValues::of(timeline, *attribute), &selected));
            }
        }
        for (attribute, texts) in filter.texts.iter().filter(|(_, texts)| !texts.is_empty()) {
            let values = AttributeValues::with_cancel(timeline, *attribute, Some(among), cancel)?;
            let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
            all.push(SelectedValues::of_texts(timeline, values, &texts));
        }
        Some(Selection(all))
    }

    #[inline]
    fn failed(&self, timeline: &Timeline, event: EventId) -> Failed {
        let mut failed = Failed::Nothing;
        for selected in &self.0 {
            if !selected.allows(timeline, event) {
                if failed != Failed::Nothing {
                    return Failed::Several;
                }
                failed = Failed::One(selected.values.attribute());
            }
        }
        failed
    }

    fn allows(&self, timeline: &Timeline, event: EventId) -> bool {
        self.0.iter().all(|selected| selected.allows(timeline, event))
    }
}

impl Filter {
    /// Those of the found events that the filter leaves. Linear in the found events and what they name, on
    /// all cores.
    pub fn applied(&self, timeline: &Timeline, found: &Matches) -> Matches {
        self.applied_with_cancel(timeline, found, &Cancel::never()).unwrap_or_default()
    }

    /// The same; `None` once cancelled, which is checked every 4,096 events, and every 1,024 where they are
    /// read as a whole.
    pub fn applied_with_cancel(
        &self,
        timeline: &Timeline,
        found: &Matches,
        cancel: &Cancel,
    ) -> Option<Matches> {
        if self.is_empty() {
            return Some(found.clone());
        }
        let selected = Selection::of(timeline, self, found, cancel)?;
        found.filtered_with_cancel(|event| selected.allows(timeline, event), cancel)
    }
}

/// How many events state each value of an attribute, by its index, and how many state none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Tally {
    counts: Vec<u32>,
    without: u32,
}

impl Tally {
    #[inline]
    fn add(&mut self, values: &AttributeValues, timeline: &Timeline, event: EventId) {
        let mut is_stated = false;
        let _: ControlFlow<()> = values.try_each(timeline, event, |index| {
            is_stated = true;
            if let Some(count) = self.counts.get_mut(index) {
                *count += 1;
            }
            ControlFlow::Continue(())
        });
        self.without += u32::from(!is_stated);
    }

    fn join(&mut self, other: &Tally) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(own, other)| *own += other);
        self.without += other.without;
    }
}

/// How many events state each value of one attribute.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ValueCounts {
    values: AttributeValues,
    tally: Tally,
}

impl ValueCounts {
    /// Counts the found events by the values of an attribute, with what a filter selects of the others
    /// applied, so that a number says what a click on the value would add; `None` once cancelled, which is
    /// checked every 4,096 events, and every 1,024 where they are read as a whole. Linear in the found events
    /// and what they name, on all cores.
    pub fn of(
        timeline: &Timeline,
        attribute: Attribute,
        found: &Matches,
        filter: &Filter,
        cancel: &Cancel,
    ) -> Option<ValueCounts> {
        let values = vec![AttributeValues::with_cancel(timeline, attribute, Some(found), cancel)?];
        Counting { timeline, found, filter, cancel }.counted(values)?.pop()
    }

    /// The values that are counted.
    pub fn values(&self) -> &AttributeValues {
        &self.values
    }

    /// How many events state a value, by its index.
    pub fn count(&self, index: usize) -> usize {
        self.tally.counts.get(index).map_or(0, |count| *count as usize)
    }

    /// How many events state no value.
    pub fn without(&self) -> usize {
        self.tally.without as usize
    }

    /// The values that any event states, with how many do, in the order of the file.
    pub fn list<'a>(&'a self, timeline: &'a Timeline) -> Vec<(AttributeValue<'a>, usize)> {
        self.stated()
            .filter_map(|(index, count)| Some((self.values.value(timeline, index)?, count)))
            .collect()
    }

    /// The indices of the values that any event states, with how many do.
    fn stated(&self) -> impl Iterator<Item = (usize, usize)> {
        let counts = self.tally.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        counts.map(|(index, count)| (index, *count as usize))
    }

    /// The counts that are not zero, by value; `None` for events without one.
    fn by_value<T: Ord>(&self, value: impl Fn(usize) -> Option<T>) -> BTreeMap<Option<T>, usize> {
        let stated = self.stated().filter_map(|(index, count)| Some((Some(value(index)?), count)));
        stated.chain((self.tally.without > 0).then_some((None, self.without()))).collect()
    }

    /// As [`ValueCounts::by_value`], for values of a closed list of which every event states one.
    fn by_listed<T: Ord + Copy>(&self, listed: &[T]) -> BTreeMap<T, usize> {
        self.stated().filter_map(|(index, count)| Some((*listed.get(index)?, count))).collect()
    }
}

/// Events that are counted under a filter.
struct Counting<'a> {
    timeline: &'a Timeline,
    found: &'a Matches,
    filter: &'a Filter,
    cancel: &'a Cancel,
}

/// How many parts each core counts, so that no core waits long for another.
const PARTS_PER_CORE: usize = 4;
/// After how many 64-bit words of a set cancellation is checked: 4,096 events.
const WORDS_BETWEEN_CHECKS: usize = 64;

impl Counting<'_> {
    /// The counts of some attributes, in their order; `None` once cancelled. Each is counted with what
    /// is selected of the others, and without what is selected of itself.
    fn counted(&self, values: Vec<AttributeValues>) -> Option<Vec<ValueCounts>> {
        let selected = Selection::of(self.timeline, self.filter, self.found, self.cancel)?;
        let empty: Vec<Tally> = values
            .iter()
            .map(|values| Tally { counts: vec![0; values.len(self.timeline)], without: 0 })
            .collect();
        let parts = rayon::current_num_threads() * PARTS_PER_CORE;
        let length = self.found.bits().len().div_ceil(parts).max(1);
        let part = |(part, bits): (usize, &[u64])| {
            let mut tallies = empty.clone();
            let starts = (part * length..).step_by(WORDS_BETWEEN_CHECKS);
            for (bits, start) in bits.chunks(WORDS_BETWEEN_CHECKS).zip(starts) {
                self.cancel.check()?;
                for event in events_of(bits, start) {
                    let failed = selected.failed(self.timeline, event);
                    for (tally, values) in tallies.iter_mut().zip(&values) {
                        if failed == Failed::Nothing || failed == Failed::One(values.attribute()) {
                            tally.add(values, self.timeline, event);
                        }
                    }
                }
            }
            Some(tallies)
        };
        let counted = self.found.bits().par_chunks(length).enumerate().map(part);
        let joined = counted.try_reduce(Vec::new, |mut one, other| {
            if one.is_empty() {
                return Some(other);
            }
            one.iter_mut().zip(&other).for_each(|(one, other)| one.join(other));
            Some(one)
        })?;
        let tallies = if joined.is_empty() { empty } else { joined };
        Some(values.into_iter().zip(tallies).map(|(values, tally)| ValueCounts { values, tally }).collect())
    }
}

/// How many events state each value, of the attributes that the window shows as facets. Every facet is
/// counted with the other facets applied and its own left out, so that a number says what a click on it would
/// add.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// By lane; `None` is "no lane".
    pub lanes: BTreeMap<Option<LaneId>, usize>,
    /// By actor; `None` is "no actor".
    pub actors: BTreeMap<Option<ActorId>, usize>,
    /// By tag; `None` is "no tag".
    pub tags: BTreeMap<Option<TagId>, usize>,
    /// By status.
    pub statuses: BTreeMap<Status, usize>,
    /// By source; `None` is "no source".
    pub sources: BTreeMap<Option<SourceId>, usize>,
    /// By grade of source; `None` is "no source".
    pub grades: BTreeMap<Option<Grade>, usize>,
    /// By what is known of the date; an event that is both "about" and "inferred" counts for both.
    pub dates: BTreeMap<Dating, usize>,
}

impl FacetCounts {
    /// Counts the found events of a timeline under a filter. Linear in the found events and what they name,
    /// on all cores.
    pub fn of(timeline: &Timeline, found: &Matches, filter: &Filter) -> FacetCounts {
        FacetCounts::with_cancel(timeline, found, filter, &Cancel::never()).unwrap_or_default()
    }

    /// The same; `None` once cancelled, which is checked every 4,096 events, and every 1,024 where a filter
    /// selects values that are only read with whole events.
    pub fn with_cancel(
        timeline: &Timeline,
        found: &Matches,
        filter: &Filter,
        cancel: &Cancel,
    ) -> Option<FacetCounts> {
        let values = Attribute::NUMBERED.iter().map(|attribute| AttributeValues::of(timeline, *attribute));
        let counting = Counting { timeline, found, filter, cancel };
        let mut counts = FacetCounts::default();
        for counted in counting.counted(values.collect())? {
            match counted.values.attribute() {
                Attribute::Lane => counts.lanes = counted.by_value(|index| Some(LaneId::from_index(index))),
                Attribute::Actor => {
                    counts.actors = counted.by_value(|index| Some(ActorId::from_index(index)))
                }
                Attribute::Tag => counts.tags = counted.by_value(|index| Some(TagId::from_index(index))),
                Attribute::Status => counts.statuses = counted.by_listed(Status::ALL),
                Attribute::Source => {
                    counts.sources = counted.by_value(|index| Some(SourceId::from_index(index)));
                }
                Attribute::Grade => counts.grades = counted.by_value(|index| Grade::ALL.get(index).copied()),
                Attribute::Dating => counts.dates = counted.by_listed(Dating::ALL),
                Attribute::Publisher | Attribute::Place | Attribute::Field(_) | Attribute::Nothing => {}
            }
        }
        Some(counts)
    }

    /// How many events state a value, by its index in [`AttributeValues`]; `None` for an attribute that
    /// is not among the facets.
    pub fn count(&self, attribute: Attribute, index: usize) -> Option<usize> {
        let count = match attribute {
            Attribute::Lane => self.lanes.get(&Some(LaneId::from_index(index))),
            Attribute::Actor => self.actors.get(&Some(ActorId::from_index(index))),
            Attribute::Tag => self.tags.get(&Some(TagId::from_index(index))),
            Attribute::Status => self.statuses.get(Status::ALL.get(index)?),
            Attribute::Source => self.sources.get(&Some(SourceId::from_index(index))),
            Attribute::Grade => self.grades.get(&Some(*Grade::ALL.get(index)?)),
            Attribute::Dating => self.dates.get(Dating::ALL.get(index)?),
            Attribute::Publisher | Attribute::Place | Attribute::Field(_) | Attribute::Nothing => {
                return None;
            }
        };
        Some(count.copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
