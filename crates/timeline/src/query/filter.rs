//! Filters by attributes, and sets of events.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::attribute::Attribute;
use crate::Cancel;
use crate::model::{ActorId, EventId, Grade, LaneId, SourceId, Status, TagId, Timeline};
use dateline_time::{Qualifier, vocabulary};

vocabulary! {
    /// What is known of when an event was.
    pub enum Dating(key, label) {
        /// A date without a doubt, however coarse.
        Stated = "stated", "Date stated";
        /// "About": `~`.
        Approximate = "approximate", "About a date";
        /// Inferred: `?`.
        Uncertain = "uncertain", "Date inferred";
        /// No known bound gives it a position in time.
        Missing = "missing", "Without a date";
    }
}

impl Dating {
    /// What is known of an event's date: one of these, or both "about" and "inferred".
    pub fn of(timeline: &Timeline, event: EventId) -> impl Iterator<Item = Dating> {
        let (first, second) = match timeline.qualifier(event) {
            _ if !timeline.is_placed(event) => (Dating::Missing, None),
            Qualifier::Stated => (Dating::Stated, None),
            Qualifier::Approximate => (Dating::Approximate, None),
            Qualifier::Uncertain => (Dating::Uncertain, None),
            Qualifier::Both => (Dating::Approximate, Some(Dating::Uncertain)),
        };
        std::iter::once(first).chain(second)
    }
}

/// The values selected in facets. An event must have one of the values of each facet; an empty facet selects
/// all events. `None` in a set selects the events that have no value.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    /// Lanes; `None` is "no lane".
    pub lanes: BTreeSet<Option<LaneId>>,
    /// Actors; `None` is "no actor".
    pub actors: BTreeSet<Option<ActorId>>,
    /// Tags; `None` is "no tag".
    pub tags: BTreeSet<Option<TagId>>,
    /// Statuses.
    pub statuses: BTreeSet<Status>,
    /// Sources; `None` is "no source".
    pub sources: BTreeSet<Option<SourceId>>,
    /// Grades of sources; `None` is "no source".
    pub grades: BTreeSet<Option<Grade>>,
    /// What is known of the date.
    pub dates: BTreeSet<Dating>,
    /// Values of all other attributes (publishers, places, further fields of the file) by their text;
    /// `None` is "not stated". A further field costs as much as reading the events that the rest leaves.
    pub texts: BTreeMap<Attribute, BTreeSet<Option<String>>>,
}

impl Filter {
    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        let is_numbered = |attribute: &Attribute| !self.indices(*attribute).is_empty();
        !Attribute::NUMBERED.iter().any(is_numbered) && self.texts.values().all(BTreeSet::is_empty)
    }

    /// The selected values of an attribute whose values are numbered, by their indices in
    /// [`AttributeValues`](super::AttributeValues); `None` is "no value". Empty for other attributes, whose
    /// values are in [`Filter::texts`].
    pub fn indices(&self, attribute: Attribute) -> Vec<Option<usize>> {
        match attribute {
            Attribute::Lane => self.lanes.iter().map(|id| id.map(LaneId::index)).collect(),
            Attribute::Actor => self.actors.iter().map(|id| id.map(ActorId::index)).collect(),
            Attribute::Tag => self.tags.iter().map(|id| id.map(TagId::index)).collect(),
            Attribute::Status => self.statuses.iter().map(|status| Some(*status as usize)).collect(),
            Attribute::Source => self.sources.iter().map(|id| id.map(SourceId::index)).collect(),
            Attribute::Grade => self.grades.iter().map(|grade| grade.map(|grade| grade as usize)).collect(),
            Attribute::Dating => self.dates.iter().map(|dating| Some(*dating as usize)).collect(),
            Attribute::Publisher | Attribute::Place | Attribute::Field(_) | Attribute::Nothing => Vec::new(),
        }
    }

    /// Selects a value of such an attribute too; `None` is "no value". Returns whether there can be such a
    /// value.
    pub fn select(&mut self, attribute: Attribute, index: Option<usize>) -> bool {
        match (attribute, index) {
            (Attribute::Lane, _) => self.lanes.insert(index.map(LaneId::from_index)),
            (Attribute::Actor, _) => self.actors.insert(index.map(ActorId::from_index)),
            (Attribute::Tag, _) => self.tags.insert(index.map(TagId::from_index)),
            (Attribute::Source, _) => self.sources.insert(index.map(SourceId::from_index)),
            (Attribute::Grade, None) => self.grades.insert(None),
            (Attribute::Grade, Some(index)) => match Grade::ALL.get(index) {
                Some(grade) => self.grades.insert(Some(*grade)),
                None => return false,
            },
            (Attribute::Status, Some(index)) => match Status::ALL.get(index) {
                Some(status) => self.statuses.insert(*status),
                None => return false,
            },
            (Attribute::Dating, Some(index)) => match Dating::ALL.get(index) {
                Some(dating) => self.dates.insert(*dating),
                None => return false,
            },
            (Attribute::Status | Attribute::Dating, None)
            | (Attribute::Publisher | Attribute::Place | Attribute::Field(_) | Attribute::Nothing, _) => {
                return false;
            }
        };
        true
    }
}

/// How many events share a 64-bit word of a set.
pub(super) const WORD: usize = 64;
/// How many 64-bit words a thread takes at a time.
const WORDS_AT_ONCE: usize = 64;

/// A set of events of one timeline: a bit for each.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Matches {
    bits: Vec<u64>,
    count: usize,
}

impl Matches {
    /// The set of all events of a timeline with `len` events, of which none was removed.
    pub fn all(len: usize) -> Matches {
        let mut bits = vec![u64::MAX; len.div_ceil(WORD)];
        if let Some(last) = bits.last_mut() {
            *last >>= (WORD - len % WORD) % WORD;
        }
        Matches { bits, count: len }
    }

    /// The set of all events of a timeline: of all ids but those of removed events.
    pub fn of_all(timeline: &Timeline) -> Matches {
        let mut all = Matches::all(timeline.id_count());
        for removed in timeline.removed() {
            if let Some(word) = all.bits.get_mut(removed.index() / WORD) {
                *word &= !(1 << (removed.index() % WORD));
            }
        }
        all.count = timeline.len();
        all
    }

    /// The events of a timeline with `len` events for which `keep` is true.
    pub fn from_fn(len: usize, mut keep: impl FnMut(EventId) -> bool) -> Matches {
        let mut bits = vec![0u64; len.div_ceil(WORD)];
        for index in 0..len {
            if keep(EventId::from_index(index))
                && let Some(word) = bits.get_mut(index / WORD)
            {
                *word |= 1 << (index % WORD);
            }
        }
        Matches::from_bits(bits)
    }

    /// Those of the set for which `keep` is true. It is called on all cores, in no order.
    pub fn filtered(&self, keep: impl Fn(EventId) -> bool + Sync) -> Matches {
        let mut bits = self.bits.clone();
        bits.par_iter_mut().with_min_len(WORDS_AT_ONCE).enumerate().for_each(|(word_index, word)| {
            for bit in set_bits(*word) {
                if !keep(EventId::from_index(word_index * WORD + bit)) {
                    *word &= !(1 << bit);
                }
            }
        });
        Matches::from_bits(bits)
    }

    /// As [`Matches::filtered`]; `None` once cancelled, which is checked every 4,096 events.
    pub(super) fn filtered_with_cancel(
        &self,
        keep: impl Fn(EventId) -> bool + Sync,
        cancel: &Cancel,
    ) -> Option<Matches> {
        let mut bits = self.bits.clone();
        bits.par_chunks_mut(WORDS_AT_ONCE).enumerate().try_for_each(|(chunk, bits)| {
            cancel.check()?;
            for (word_index, word) in (chunk * WORDS_AT_ONCE..).zip(bits) {
                for bit in set_bits(*word) {
                    if !keep(EventId::from_index(word_index * WORD + bit)) {
                        *word &= !(1 << bit);
                    }
                }
            }
            Some(())
        })?;
        Some(Matches::from_bits(bits))
    }

    /// The set of the events whose bits are set, from the lowest bit of the first word on.
    pub(super) fn from_bits(bits: Vec<u64>) -> Matches {
        let count = bits.iter().map(|word| word.count_ones() as usize).sum();
        Matches { bits, count }
    }

    /// The bits of the set, 64 in a word.
    pub(super) fn bits(&self) -> &[u64] {
        &self.bits
    }

    /// The events that are in both sets.
    pub fn and(&self, other: &Matches) -> Matches {
        let others = other.bits.iter().chain(std::iter::repeat(&0));
        Matches::from_bits(self.bits.iter().zip(others).map(|(own, other)| own & other).collect())
    }

    /// The events that are in one of the sets, or in both.
    pub fn or(&self, other: &Matches) -> Matches {
        let (long, short) = if self.bits.len() < other.bits.len() { (other, self) } else { (self, other) };
        let shorts = short.bits.iter().chain(std::iter::repeat(&0));
        Matches::from_bits(long.bits.iter().zip(shorts).map(|(one, other)| one | other).collect())
    }

    /// The events of this set that are not in the other one.
    pub fn without(&self, other: &Matches) -> Matches {
        let others = other.bits.iter().chain(std::iter::repeat(&0));
        Matches::from_bits(self.bits.iter().zip(others).map(|(own, other)| own & !other).collect())
    }

    /// The events of the set in the order of the file. Linear in their number and 1/64 of the timeline.
    pub fn iter(&self) -> impl Iterator<Item = EventId> + '_ {
        events_of(&self.bits, 0)
    }

    /// Whether the event is one of them.
    pub fn contains(&self, event: EventId) -> bool {
        self.bits.get(event.index() / WORD).is_some_and(|word| word & (1 << (event.index() % WORD)) != 0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// The events whose bits are set; the first word has the index `start` in its set.
pub(super) fn events_of(bits: &[u64], start: usize) -> impl Iterator<Item = EventId> + '_ {
    (start..).zip(bits).flat_map(|(word_index, word)| {
        set_bits(*word).map(move |bit| EventId::from_index(word_index * WORD + bit))
    })
}

/// The positions of the set bits of a word, from the lowest.
fn set_bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros() as usize;
        // Clears the lowest set bit; without one, the iterator ends.
        word &= word.checked_sub(1)?;
        Some(bit)
    })
}

/// The longest stretches of set bits, as positions counted from the first word's lowest bit.
pub(super) fn stretches(bits: &[u64]) -> impl Iterator<Item = Range<usize>> + '_ {
    let next = |from: usize, is_set: bool| {
        let mut inside = from % WORD;
        for (word_index, word) in bits.iter().enumerate().skip(from / WORD) {
            let sought = (if is_set { *word } else { !*word }) & (u64::MAX << inside);
            if sought != 0 {
                return Some(word_index * WORD + sought.trailing_zeros() as usize);
            }
            inside = 0;
        }
        None
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next(at, true)?;
        at = next(start, false).unwrap_or(bits.len() * WORD);
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(set: &[bool]) -> Vec<EventId> {
        (0..set.len()).filter(|index| set[*index]).map(EventId::from_index).collect()
    }

    proptest! {
        #[test]
        fn a_set_does_what_a_list_of_answers_does(
            one in prop::collection::vec(any::<bool>(), 0..300),
            other in prop::collection::vec(any::<bool>(), 0..300),
        ) {
            let matches = Matches::from_fn(one.len(), |id| one[id.index()]);
            prop_assert_eq!(matches.iter().collect::<Vec<_>>(), events(&one));
            prop_assert_eq!(matches.len(), events(&one).len());
            let second = Matches::from_fn(other.len(), |id| other[id.index()]);
            let both: Vec<bool> = one
                .iter()
                .enumerate()
                .map(|(index, is_in)| *is_in && other.get(index) == Some(&true))
                .collect();
            prop_assert_eq!(matches.and(&second), Matches::from_fn(one.len(), |id| both[id.index()]));
            prop_assert_eq!(matches.filtered(|id| second.contains(id)), matches.and(&second));
            let filtered = |cancel: Cancel| matches.filtered_with_cancel(|id| second.contains(id), &cancel);
            prop_assert_eq!(filtered(Cancel::never()), Some(matches.and(&second)));
            prop_assert_eq!(filtered(Cancel::after_checks(0)), if one.is_empty() { Some(Matches::default()) } else { None });
            let (longer, contains) = (one.len().max(other.len()), |id| matches.contains(id) || second.contains(id));
            prop_assert_eq!(matches.or(&second), Matches::from_fn(longer, contains));
            let without = Matches::from_fn(one.len(), |id| matches.contains(id) && !second.contains(id));
            prop_assert_eq!(matches.without(&second), without);
            prop_assert_eq!(Matches::all(one.len()), Matches::from_fn(one.len(), |_| true));
        }

        #[test]
        fn stretches_are_whole_and_cover_the_set(lengths in prop::collection::vec(1..100_usize, 0..20)) {
            let set: Vec<bool> =
                lengths.iter().zip([true, false].iter().cycle()).flat_map(|(len, is_in)| vec![*is_in; *len]).collect();
            let matches = Matches::from_fn(set.len(), |id| set[id.index()]);
            let found: Vec<Range<usize>> = stretches(matches.bits()).collect();
            prop_assert_eq!(found.len(), lengths.len().div_ceil(2));
            prop_assert_eq!(
                found.into_iter().flatten().map(EventId::from_index).collect::<Vec<_>>(),
                events(&set)
            );
        }
    }
}
