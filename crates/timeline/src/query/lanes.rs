//! By which attribute events are divided into lanes, the order of the lanes, and which of them are folded.
//!
//! An event is in one lane, that of the first value which it states, because it is drawn once and counted
//! once. Nothing is kept for each event: its lane is looked up in the columns of the timeline and in a table
//! of values. Cost: O(values) by lane as the file says, a pass over all events by other attributes and other
//! orders.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::attribute::Attribute;
use super::attribute_values::{AttributeValue, AttributeValues};
use super::fold::fold_char;
use crate::model::{EventId, Timeline};
use dateline_time::{TimePoint, vocabulary};

/// Maximum number of lanes by attributes that may have a hundred thousand values: those with the most events.
/// The events of all other values share one lane below them.
const MAX_LANES: usize = 48;
/// In the table of values: no lane of its own.
const NO_NUMBER: u32 = u32::MAX;

vocabulary! {
    /// The order of lanes that were not moved. The lane of events without a value is always last.
    #[derive(Default)]
    pub enum LaneOrder(key) {
        /// That of the file.
        #[default]
        File = "file";
        /// That of their names.
        Name = "name";
        /// By the first date in each.
        First = "first";
        /// Those with the most events first.
        Count = "count";
    }
}

/// How the lanes are arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneArrangement {
    /// The attribute whose values they are.
    pub attribute: Attribute,
    /// The order of those that were not moved.
    pub order: LaneOrder,
    /// The keys of all lanes from top to bottom, once one of them was moved; empty before. Lanes that it does
    /// not name are below.
    pub moved: Vec<String>,
    /// The keys of the lanes of which only the density strip is shown.
    pub folded: BTreeSet<String>,
}

impl LaneArrangement {
    /// Lanes by an attribute, neither moved nor folded.
    pub fn by(attribute: Attribute) -> LaneArrangement {
        LaneArrangement { attribute, ..LaneArrangement::default() }
    }

    /// Whether nothing is moved, sorted or folded.
    pub fn is_plain(&self) -> bool {
        *self == LaneArrangement::by(self.attribute)
    }

    /// The same with a lane folded that was not, or the other way round.
    #[must_use]
    pub fn with_toggled(mut self, key: &str) -> LaneArrangement {
        if !self.folded.remove(key) {
            self.folded.insert(key.to_owned());
        }
        self
    }

    /// The same in another order; moves are forgotten.
    #[must_use]
    pub fn sorted(self, order: LaneOrder) -> LaneArrangement {
        LaneArrangement { order, moved: Vec::new(), ..self }
    }

    /// The same with the lane at a position from the top moved before the one at another position,
    /// or last when there is none.
    #[must_use]
    pub fn moved(self, lanes: &Lanes, from: usize, before: usize) -> LaneArrangement {
        let mut keys: Vec<String> = lanes.shown().map(|lane| lane.key.clone()).collect();
        if from >= keys.len() {
            return self;
        }
        let key = keys.remove(from);
        let before = if before > from { before - 1 } else { before };
        keys.insert(before.min(keys.len()), key);
        LaneArrangement { moved: keys, ..self }
    }
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneHead {
    /// Identifies it among all lanes by the same field, in this version of the file and the next. Not shown.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Only its density strip is shown.
    pub is_folded: bool,
    /// It gathers events whose values have no lane, or that state none.
    is_rest: bool,
}

impl LaneHead {
    fn of(prefix: char, key: &str, name: &str) -> LaneHead {
        LaneHead {
            key: format!("{prefix}{key}"),
            name: name.to_owned(),
            is_folded: false,
            is_rest: prefix != '=',
        }
    }
}

/// The division of a timeline's events into lanes.
///
/// Lanes are numbered in the order of the file, whatever the order in which they are shown: the number says
/// which colour and shape a lane has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes {
    values: AttributeValues,
    heads: Vec<LaneHead>,
    /// From top to bottom.
    order: Vec<usize>,
    /// The number of the lane of each value of the attribute, by its position in the file.
    numbers: Vec<u32>,
    /// How many lanes are counted, whether they are shown or not; the last is that of events without a value.
    count: usize,
}

/// How many events with a position in time a lane has, and when the first begins.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: usize,
    first: Option<TimePoint>,
}

impl Tally {
    fn add(&mut self, at: TimePoint) {
        self.count += 1;
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
    }
}

impl Lanes {
    /// The lanes that an arrangement leads to.
    pub fn of(timeline: &Timeline, arrangement: &LaneArrangement) -> Lanes {
        let mut lanes = Lanes::divided(timeline, arrangement.attribute);
        lanes.order = lanes.arranged(timeline, arrangement);
        for head in &mut lanes.heads {
            head.is_folded = arrangement.folded.contains(&head.key);
        }
        lanes
    }

    fn divided(timeline: &Timeline, attribute: Attribute) -> Lanes {
        let values = AttributeValues::of(timeline, attribute);
        let named = values.list(timeline);
        let mut lanes = Lanes {
            values: values.clone(),
            heads: Vec::new(),
            order: Vec::new(),
            numbers: (0..).take(named.len()).collect(),
            count: named.len() + 1,
        };
        if attribute == Attribute::Lane {
            // What the file names is shown even without events.
            lanes.heads = named.iter().map(|value| LaneHead::of('=', value.key, value.name)).collect();
            let last = named.len();
            let is_without_lane =
                |event: EventId| lanes.number(timeline, event) == last && timeline.is_placed(event);
            let is_shown = named.is_empty() || timeline.ids().any(is_without_lane);
            let name = if named.is_empty() { "Events" } else { attribute.none_label() };
            lanes.heads.extend(is_shown.then(|| LaneHead::of('-', "", name)));
            return lanes;
        }
        let tallies = lanes.tallies(timeline);
        let counts: Vec<usize> = tallies.iter().map(|tally| tally.count).collect();
        lanes.keep_largest(&named, &counts);
        lanes
    }

    /// Leaves lanes to the values with the most events, in the order of the file.
    fn keep_largest(&mut self, named: &[AttributeValue<'_>], counts: &[usize]) {
        let mut largest: Vec<usize> =
            (0..named.len()).filter(|value| counts.get(*value).is_some_and(|count| *count > 0)).collect();
        let used = largest.len();
        // A single lane more takes no more room than one for the other values.
        if used > MAX_LANES + 1 {
            largest.sort_by_key(|value| (Reverse(counts.get(*value)), *value));
            largest.truncate(MAX_LANES);
            largest.sort_unstable();
        }
        let attribute = self.attribute();
        self.numbers = vec![NO_NUMBER; named.len()];
        self.heads.clear();
        for value in &largest {
            if let (Some(named), Some(slot)) = (named.get(*value), self.numbers.get_mut(*value)) {
                *slot = self.heads.len() as u32;
                self.heads.push(LaneHead::of('=', lane_key(attribute, named), named.label));
            }
        }
        let (none, others) = (self.attribute().none_label(), self.attribute().others_label());
        if used > largest.len() {
            let number = self.heads.len() as u32;
            let given = |value: usize| counts.get(value).is_some_and(|count| *count > 0);
            for (value, slot) in self.numbers.iter_mut().enumerate() {
                if *slot == NO_NUMBER && given(value) {
                    *slot = number;
                }
            }
            let name = format!("{others} ({})", dateline_time::grouped((used - largest.len()) as u64));
            self.heads.push(LaneHead::of('+', "", &name));
        }
        self.count = self.heads.len() + 1;
        let has_without_value = counts.get(named.len()).is_some_and(|count| *count > 0);
        if has_without_value || self.heads.is_empty() {
            self.heads.push(LaneHead::of('-', "", if self.heads.is_empty() { "Events" } else { none }));
        }
    }

    /// How many events each lane has, and since when. A pass over all events.
    fn tallies(&self, timeline: &Timeline) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); self.count];
        for event in timeline.ids() {
            let at = timeline.range(event).and_then(|range| range.sort_key());
            if let (Some(at), Some(tally)) = (at, tallies.get_mut(self.number(timeline, event))) {
                tally.add(at);
            }
        }
        tallies
    }

    fn arranged(&self, timeline: &Timeline, arrangement: &LaneArrangement) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.heads.len()).collect();
        let is_rest = |number: &usize| self.heads.get(*number).is_some_and(|head| head.is_rest);
        match arrangement.order {
            LaneOrder::File => {}
            LaneOrder::Name => order.sort_by_cached_key(|number| {
                (is_rest(number), self.heads.get(*number).map(|head| folded(&head.name)))
            }),
            LaneOrder::First | LaneOrder::Count => {
                let tallies = self.tallies(timeline);
                let tally = |number: &usize| tallies.get(*number).copied().unwrap_or_default();
                order.sort_by_cached_key(|number| {
                    let Tally { count, first } = tally(number);
                    let by_first = (first.is_none(), first);
                    let by_count = Reverse(if arrangement.order == LaneOrder::Count { count } else { 0 });
                    let by_first =
                        if arrangement.order == LaneOrder::First { by_first } else { (false, None) };
                    (is_rest(number), by_count, by_first)
                });
            }
        }
        if !arrangement.moved.is_empty() {
            let positions: HashMap<&str, usize> = arrangement
                .moved
                .iter()
                .enumerate()
                .map(|(position, key)| (key.as_str(), position))
                .collect();
            let position = |number: &usize| {
                let key = self.heads.get(*number).map_or("", |head| head.key.as_str());
                positions.get(key).copied().unwrap_or(usize::MAX)
            };
            order.sort_by_key(position);
        }
        order
    }

    /// The attribute whose values they are.
    pub fn attribute(&self) -> Attribute {
        self.values.attribute()
    }

    /// How many lanes are counted, shown or not: the largest number and one.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The lanes that are shown, from top to bottom.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &LaneHead> {
        self.order.iter().map(|number| self.heads.get(*number).unwrap_or(&NOBODY))
    }

    /// Their numbers, from top to bottom.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// A lane by its number; `None` for one without events that is not shown.
    pub fn head(&self, number: usize) -> Option<&LaneHead> {
        self.heads.get(number)
    }

    /// The number of an event's lane, below [`Lanes::count`].
    pub fn number(&self, timeline: &Timeline, event: EventId) -> usize {
        let last = self.count.saturating_sub(1);
        let value = self.values.first(timeline, event).and_then(|value| self.numbers.get(value));
        value.filter(|number| **number != NO_NUMBER).map_or(last, |number| *number as usize)
    }

    /// The number of the lane of a value, by the value's position in the file; `None` when lanes are made of
    /// another field or it has no lane of its own.
    pub fn number_of_value(&self, attribute: Attribute, value: usize) -> Option<usize> {
        let number = self.numbers.get(value).filter(|number| **number != NO_NUMBER)?;
        (attribute == self.attribute()).then_some(*number as usize)
    }

    /// How many further values of the attribute an event states beside that of its lane.
    pub fn further_values(&self, timeline: &Timeline, event: EventId) -> usize {
        self.values.count(timeline, event).saturating_sub(1)
    }
}

/// The key that identifies the lane of a value. Lanes of closed lists are saved by their labels.
fn lane_key<'a>(attribute: Attribute, value: &AttributeValue<'a>) -> &'a str {
    match attribute {
        Attribute::Status | Attribute::Grade | Attribute::Dating => value.label,
        _ => value.key,
    }
}

/// Returned for a lane that does not exist, so that no caller has to handle that.
static NOBODY: LaneHead =
    LaneHead { key: String::new(), name: String::new(), is_folded: false, is_rest: true };

/// A name as it is compared with others.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    name.chars().for_each(|char| fold_char(char, &mut folded));
    folded
}
