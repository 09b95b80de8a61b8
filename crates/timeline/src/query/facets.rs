//! Facets: which events a filter leaves, and how many each value of each facet would give.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::attribute::Attribute;
use super::filter::{Dating, Filter, Matches, events_of};
use crate::model::{ActorId, EventId, Grade, LaneId, Source, SourceId, Status, TagId, Timeline};

/// The bit of an attribute among those that an event fails; 0 for one that no filter asks for.
const fn bit(attribute: Attribute) -> u8 {
    match attribute {
        Attribute::Lane => 1,
        Attribute::Actor => 1 << 1,
        Attribute::Tag => 1 << 2,
        Attribute::Status => 1 << 3,
        Attribute::Source => 1 << 4,
        Attribute::Grade => 1 << 5,
        Attribute::Dating => 1 << 6,
        Attribute::Publisher | Attribute::Field(_) | Attribute::Nothing => 0,
    }
}

/// What a filter asks for, as tables that are indexed by the number of a value; `None` asks for nothing.
///
/// Where an event may have no value, the first place is "none", and values stand one place behind their
/// numbers.
struct Asked {
    lanes: Option<Vec<bool>>,
    actors: Option<Vec<bool>>,
    tags: Option<Vec<bool>>,
    statuses: Option<Vec<bool>>,
    sources: Option<Vec<bool>>,
    /// By source: whether its grade is asked for.
    grades: Option<Vec<bool>>,
    dates: Option<Vec<bool>>,
}

/// A table of `len` values that says which of them are asked for.
fn table(len: usize, asked: impl ExactSizeIterator<Item = usize>) -> Option<Vec<bool>> {
    if asked.len() == 0 {
        return None;
    }
    let mut table = vec![false; len];
    for place in asked {
        // What is asked for and is not in the timeline is in no event.
        if let Some(is_asked) = table.get_mut(place) {
            *is_asked = true;
        }
    }
    Some(table)
}

/// Whether one of the values is asked for; yes when nothing is. Values are looked up only where something is.
#[inline]
fn allows<V: Iterator<Item = usize>>(table: Option<&Vec<bool>>, values: impl FnOnce() -> V) -> bool {
    table.is_none_or(|table| values().any(|value| table.get(value).copied().unwrap_or_default()))
}

/// As [`allows`], for the values of an event that may have none.
#[inline]
fn allows_or_none<V: ExactSizeIterator<Item = usize>>(
    table: Option<&Vec<bool>>,
    values: impl FnOnce() -> V,
) -> bool {
    table.is_none_or(|table| {
        let allows = |index: usize| table.get(index).copied().unwrap_or_default();
        let mut values = values();
        if values.len() == 0 { allows(0) } else { values.any(|value| allows(value + 1)) }
    })
}

/// The place of a value in a table or a tally that begins with "none".
fn place(value: Option<usize>) -> usize {
    value.map_or(0, |value| value + 1)
}

fn place_of_lane(lane: Option<LaneId>) -> usize {
    place(lane.map(LaneId::index))
}

impl Asked {
    fn of(timeline: &Timeline, filter: &Filter) -> Asked {
        let is_asked = |source: &Source| filter.grades.contains(&Some(source.grade));
        let by_source = timeline.sources().iter().map(is_asked);
        let grades = std::iter::once(filter.grades.contains(&None)).chain(by_source).collect();
        Asked {
            lanes: table(timeline.lanes().len() + 1, filter.lanes.iter().map(|lane| place_of_lane(*lane))),
            actors: table(
                timeline.actors().len() + 1,
                filter.actors.iter().map(|actor| place(actor.map(ActorId::index))),
            ),
            tags: table(
                timeline.tags().len() + 1,
                filter.tags.iter().map(|tag| place(tag.map(TagId::index))),
            ),
            statuses: table(Status::ALL.len(), filter.statuses.iter().map(|status| *status as usize)),
            sources: table(
                timeline.sources().len() + 1,
                filter.sources.iter().map(|source| place(source.map(SourceId::index))),
            ),
            grades: (!filter.grades.is_empty()).then_some(grades),
            dates: table(Dating::ALL.len(), filter.dates.iter().map(|dating| *dating as usize)),
        }
    }

    /// The facets that an event has no asked value of, a bit for each.
    fn failed(&self, timeline: &Timeline, event: EventId) -> u8 {
        let actors = || timeline.actors_of(event).iter().map(|actor| actor.index());
        let tags = || timeline.tags_of(event).iter().map(|tag| tag.index());
        let sources = || timeline.sources_of(event).iter().map(|source| source.index());
        let lane = || std::iter::once_with(|| place_of_lane(timeline.lane(event)));
        let status = || std::iter::once_with(|| timeline.status(event) as usize);
        let dates = || Dating::of(timeline, event).map(|dating| dating as usize);
        [
            (Attribute::Lane, allows(self.lanes.as_ref(), lane)),
            (Attribute::Actor, allows_or_none(self.actors.as_ref(), actors)),
            (Attribute::Tag, allows_or_none(self.tags.as_ref(), tags)),
            (Attribute::Status, allows(self.statuses.as_ref(), status)),
            (Attribute::Source, allows_or_none(self.sources.as_ref(), sources)),
            (Attribute::Grade, allows_or_none(self.grades.as_ref(), sources)),
            (Attribute::Dating, allows(self.dates.as_ref(), dates)),
        ]
        .into_iter()
        .fold(0, |failed, (attribute, allows)| if allows { failed } else { failed | bit(attribute) })
    }
}

impl Filter {
    /// Those of the found events that the filter leaves. Linear in the found events and what they name, on
    /// all cores.
    pub fn applied(&self, timeline: &Timeline, found: &Matches) -> Matches {
        if self.is_empty() {
            return found.clone();
        }
        let asked = Asked::of(timeline, self);
        found.filtered(|event| asked.failed(timeline, event) == 0)
    }
}

/// How many events each value stands for. Every facet is counted with the other facets applied and its own
/// left out, so that a number says what a click on it would add.
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

/// Counts by the number of the value, with "none" in the first place where there may be none.
#[derive(Default)]
struct Tally {
    lanes: Vec<u32>,
    actors: Vec<u32>,
    tags: Vec<u32>,
    statuses: Vec<u32>,
    sources: Vec<u32>,
    grades: Vec<u32>,
    dates: Vec<u32>,
}

/// How many parts each core counts, so that none waits long for another.
const PARTS_PER_CORE: usize = 4;

impl Tally {
    fn of(timeline: &Timeline) -> Tally {
        Tally {
            lanes: vec![0; timeline.lanes().len() + 1],
            actors: vec![0; timeline.actors().len() + 1],
            tags: vec![0; timeline.tags().len() + 1],
            statuses: vec![0; Status::ALL.len()],
            sources: vec![0; timeline.sources().len() + 1],
            grades: vec![0; Grade::ALL.len() + 1],
            dates: vec![0; Dating::ALL.len()],
        }
    }

    /// Counts an event for the facets whose others it does not fail.
    fn count(&mut self, timeline: &Timeline, event: EventId, failed: u8) {
        let counts = |attribute: Attribute| failed & !bit(attribute) == 0;
        if counts(Attribute::Lane) {
            add(&mut self.lanes, place_of_lane(timeline.lane(event)));
        }
        if counts(Attribute::Status) {
            add(&mut self.statuses, timeline.status(event) as usize);
        }
        if counts(Attribute::Actor) {
            add_all(&mut self.actors, timeline.actors_of(event).iter().map(|actor| actor.index()));
        }
        if counts(Attribute::Tag) {
            add_all(&mut self.tags, timeline.tags_of(event).iter().map(|tag| tag.index()));
        }
        if counts(Attribute::Source) {
            add_all(&mut self.sources, timeline.sources_of(event).iter().map(|source| source.index()));
        }
        if counts(Attribute::Dating) {
            Dating::of(timeline, event).for_each(|dating| add(&mut self.dates, dating as usize));
        }
        if counts(Attribute::Grade) {
            if timeline.sources_of(event).is_empty() {
                add(&mut self.grades, place(None));
            }
            // Two sources of one grade count once.
            let mut counted = 0_u32;
            for source in timeline.sources_of(event).iter().filter_map(|id| timeline.source(*id)) {
                let grade = source.grade as usize;
                if counted & (1 << grade) == 0 {
                    add(&mut self.grades, place(Some(grade)));
                }
                counted |= 1 << grade;
            }
        }
    }

    fn join(mut self, other: Tally) -> Tally {
        for (own, others) in [
            (&mut self.lanes, other.lanes),
            (&mut self.actors, other.actors),
            (&mut self.tags, other.tags),
            (&mut self.statuses, other.statuses),
            (&mut self.sources, other.sources),
            (&mut self.grades, other.grades),
            (&mut self.dates, other.dates),
        ] {
            own.resize(own.len().max(others.len()), 0);
            own.iter_mut().zip(others).for_each(|(own, other)| *own += other);
        }
        self
    }
}

fn add(counts: &mut [u32], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count += 1;
    }
}

/// Counts the values of an event, or that it has none.
fn add_all(counts: &mut [u32], values: impl ExactSizeIterator<Item = usize>) {
    if values.len() == 0 {
        add(counts, place(None));
    }
    values.for_each(|value| add(counts, place(Some(value))));
}

/// The counts that are not zero, by value.
fn by_value<T: Ord>(counts: &[u32], value: impl Fn(usize) -> T) -> BTreeMap<T, usize> {
    let counted = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    counted.map(|(place, count)| (value(place), *count as usize)).collect()
}

/// As [`by_value`], for values that are listed in the order of their numbers.
fn by_listed<T: Ord + Copy>(counts: &[u32], listed: &[T]) -> BTreeMap<T, usize> {
    let counted = listed.iter().zip(counts).filter(|(_, count)| **count > 0);
    counted.map(|(value, count)| (*value, *count as usize)).collect()
}

impl FacetCounts {
    /// Counts the found events of a timeline under a filter. Linear in the found events and what they name,
    /// on all cores.
    pub fn of(timeline: &Timeline, found: &Matches, filter: &Filter) -> FacetCounts {
        let asked = Asked::of(timeline, filter);
        let parts = rayon::current_num_threads() * PARTS_PER_CORE;
        let length = found.words().len().div_ceil(parts).max(1);
        let part = |(part, words): (usize, &[u64])| {
            let mut tally = Tally::of(timeline);
            for event in events_of(words, part * length) {
                let failed = asked.failed(timeline, event);
                if failed.count_ones() <= 1 {
                    tally.count(timeline, event, failed);
                }
            }
            tally
        };
        let tally =
            found.words().par_chunks(length).enumerate().map(part).reduce(Tally::default, Tally::join);
        FacetCounts {
            lanes: by_value(&tally.lanes, |place| place.checked_sub(1).map(LaneId::from_index)),
            actors: by_value(&tally.actors, |place| place.checked_sub(1).map(ActorId::from_index)),
            tags: by_value(&tally.tags, |place| place.checked_sub(1).map(TagId::from_index)),
            statuses: by_listed(&tally.statuses, Status::ALL),
            sources: by_value(&tally.sources, |place| place.checked_sub(1).map(SourceId::from_index)),
            grades: by_value(&tally.grades, |place| Grade::ALL.get(place.checked_sub(1)?).copied()),
            dates: by_listed(&tally.dates, Dating::ALL),
        }
    }
}

#[cfg(test)]
mod tests;
