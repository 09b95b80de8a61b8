//! By which field events stand in lanes, in which order the lanes come, and which of them are folded.
//!
//! An event stands in one lane, that of the first value which it states, because it is drawn once and counted
//! once. Nothing is kept for each event: its lane is looked up in the columns of the timeline and in a table of
//! values. Cost: O(values) by lane as the file says, a pass over all events by other fields and other orders.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::fold::fold_char;
use crate::model::{EventId, Grade, Status, Timeline};
use dateline_time::{TimePoint, vocabulary};

/// Most lanes by fields that may have a hundred thousand values: those with the most events. The events of all
/// others share one lane below them.
const MOST_LANES: usize = 48;
/// In the table of values: no lane of its own.
const NO_NUMBER: u32 = u32::MAX;

/// What lanes are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneField {
    /// The lanes that the file says.
    #[default]
    Lane,
    /// Who took part, the one named first.
    Actor,
    /// The first tag.
    Tag,
    /// What became of it.
    Status,
    /// The source of the first citation that names one.
    Source,
    /// Who published the first source of a known publisher.
    Publisher,
    /// How near the first source is to what happened.
    Grade,
    /// Nothing: a single lane.
    Nothing,
}

impl LaneField {
    /// All of them, in the order of lists.
    pub const ALL: &'static [LaneField] = &[
        LaneField::Lane,
        LaneField::Actor,
        LaneField::Tag,
        LaneField::Status,
        LaneField::Source,
        LaneField::Publisher,
        LaneField::Grade,
        LaneField::Nothing,
    ];

    /// The word by which the command line and what is kept call it.
    pub const fn word(self) -> &'static str {
        match self {
            LaneField::Lane => "lane",
            LaneField::Actor => "actor",
            LaneField::Tag => "tag",
            LaneField::Status => "status",
            LaneField::Source => "source",
            LaneField::Publisher => "publisher",
            LaneField::Grade => "grade",
            LaneField::Nothing => "none",
        }
    }

    /// The field of a word; `None` when there is none of that name.
    pub fn of_word(word: &str) -> Option<LaneField> {
        LaneField::ALL.iter().copied().find(|field| field.word() == word)
    }

    /// Whether events of a timeline can differ in it at all.
    pub fn is_told_by(self, timeline: &Timeline) -> bool {
        match self {
            LaneField::Lane | LaneField::Status | LaneField::Nothing => true,
            LaneField::Actor => !timeline.actors().is_empty(),
            LaneField::Tag => !timeline.tags().is_empty(),
            LaneField::Source | LaneField::Grade => !timeline.sources().is_empty(),
            LaneField::Publisher => timeline.sources().iter().any(|source| !source.publisher.is_empty()),
        }
    }

    /// What the lane of events without a value is called, and that of events whose values have too few events.
    const fn rest_words(self) -> (&'static str, &'static str) {
        match self {
            LaneField::Lane => ("Other events", ""),
            LaneField::Actor => ("No actor", "Other actors"),
            LaneField::Tag => ("No tag", "Other tags"),
            LaneField::Source | LaneField::Grade => ("No source", "Other sources"),
            LaneField::Publisher => ("No publisher", "Other publishers"),
            LaneField::Status | LaneField::Nothing => ("Events", ""),
        }
    }
}

vocabulary! {
    /// In which order lanes stand that nobody has moved. The lane of events without a value is always last.
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

/// How somebody wants the lanes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneWish {
    /// What they are made of.
    pub field: LaneField,
    /// In which order they stand that were not moved.
    pub order: LaneOrder,
    /// The keys of all lanes from top to bottom, once one of them was moved; empty before. Lanes that it does not
    /// name stand below.
    pub moved: Vec<String>,
    /// The keys of the lanes of which only the density strip is shown.
    pub folded: BTreeSet<String>,
}

impl LaneWish {
    /// Lanes by a field as they come.
    pub fn by(field: LaneField) -> LaneWish {
        LaneWish { field, ..LaneWish::default() }
    }

    /// Whether nobody has moved, sorted or folded anything.
    pub fn is_plain(&self) -> bool {
        *self == LaneWish::by(self.field)
    }

    /// The same with a lane folded that was not, or the other way round.
    #[must_use]
    pub fn with_toggled(mut self, key: &str) -> LaneWish {
        if !self.folded.remove(key) {
            self.folded.insert(key.to_owned());
        }
        self
    }

    /// The same in another order; moves are forgotten.
    #[must_use]
    pub fn sorted(self, order: LaneOrder) -> LaneWish {
        LaneWish { order, moved: Vec::new(), ..self }
    }

    /// The same with the lane at a place from the top moved to stand before the one at another place, or last
    /// when there is none.
    #[must_use]
    pub fn moved(self, lanes: &Lanes, from: usize, before: usize) -> LaneWish {
        let mut keys: Vec<String> = lanes.shown().map(|lane| lane.key.clone()).collect();
        if from >= keys.len() {
            return self;
        }
        let key = keys.remove(from);
        let before = if before > from { before - 1 } else { before };
        keys.insert(before.min(keys.len()), key);
        LaneWish { moved: keys, ..self }
    }
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneHead {
    /// Tells it from all other lanes by the same field, in this version of the file and the next. Not for people.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Only its density strip is shown.
    pub is_folded: bool,
    /// It gathers events whose values have no lane, or that state none.
    is_rest: bool,
}

impl LaneHead {
    fn of(sign: char, key: &str, name: &str) -> LaneHead {
        LaneHead {
            key: format!("{sign}{key}"),
            name: name.to_owned(),
            is_folded: false,
            is_rest: sign != '=',
        }
    }
}

/// The division of a timeline's events into lanes.
///
/// Lanes are numbered in the order of the file, whatever the order in which they stand: the number says which
/// colour and shape a lane has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes {
    field: LaneField,
    heads: Vec<LaneHead>,
    /// From top to bottom.
    order: Vec<usize>,
    /// The number of the lane of each value of the field, by its place in the file.
    numbers: Vec<u32>,
    /// The place of each source's publisher among all publishers.
    publishers: Vec<Option<u32>>,
    /// How many lanes are counted, whether they are shown or not; the last is that of events without a value.
    count: usize,
}

/// How many events with a place in time a lane has, and when the first begins.
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
    /// The lanes that a wish leads to.
    pub fn of(timeline: &Timeline, wish: &LaneWish) -> Lanes {
        let mut lanes = Lanes::divided(timeline, wish.field);
        lanes.order = lanes.arranged(timeline, wish);
        for head in &mut lanes.heads {
            head.is_folded = wish.folded.contains(&head.key);
        }
        lanes
    }

    fn divided(timeline: &Timeline, field: LaneField) -> Lanes {
        let (publishers, names) = publishers(timeline, field);
        let named = values(timeline, field, &names);
        let mut lanes = Lanes {
            field,
            heads: Vec::new(),
            order: Vec::new(),
            numbers: (0..).take(named.len()).collect(),
            publishers,
            count: named.len() + 1,
        };
        if field == LaneField::Lane {
            // What the file names is shown even without events.
            lanes.heads = named.iter().map(|(key, name)| LaneHead::of('=', key, name)).collect();
            let last = named.len();
            let is_homeless =
                |event: EventId| lanes.number(timeline, event) == last && timeline.is_placed(event);
            let is_shown = named.is_empty() || timeline.ids().any(is_homeless);
            let name = if named.is_empty() { "Events" } else { field.rest_words().0 };
            lanes.heads.extend(is_shown.then(|| LaneHead::of('-', "", name)));
            return lanes;
        }
        let tallies = lanes.tallies(timeline);
        let counts: Vec<usize> = tallies.iter().map(|tally| tally.count).collect();
        lanes.keep_largest(&named, &counts);
        lanes
    }

    /// Leaves lanes to the values with the most events, in the order of the file.
    fn keep_largest(&mut self, named: &[(&str, &str)], counts: &[usize]) {
        let mut largest: Vec<usize> =
            (0..named.len()).filter(|value| counts.get(*value).is_some_and(|count| *count > 0)).collect();
        let used = largest.len();
        // A single lane more takes no more room than one for what is left over.
        if used > MOST_LANES + 1 {
            largest.sort_by_key(|value| (Reverse(counts.get(*value)), *value));
            largest.truncate(MOST_LANES);
            largest.sort_unstable();
        }
        self.numbers = vec![NO_NUMBER; named.len()];
        self.heads.clear();
        for value in &largest {
            if let (Some((key, name)), Some(slot)) = (named.get(*value), self.numbers.get_mut(*value)) {
                *slot = self.heads.len() as u32;
                self.heads.push(LaneHead::of('=', key, name));
            }
        }
        let (none, others) = self.field.rest_words();
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
        let has_homeless = counts.get(named.len()).is_some_and(|count| *count > 0);
        if has_homeless || self.heads.is_empty() {
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

    fn arranged(&self, timeline: &Timeline, wish: &LaneWish) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.heads.len()).collect();
        let is_rest = |number: &usize| self.heads.get(*number).is_some_and(|head| head.is_rest);
        match wish.order {
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
                    let by_count = Reverse(if wish.order == LaneOrder::Count { count } else { 0 });
                    let by_first = if wish.order == LaneOrder::First { by_first } else { (false, None) };
                    (is_rest(number), by_count, by_first)
                });
            }
        }
        if !wish.moved.is_empty() {
            let places: HashMap<&str, usize> =
                wish.moved.iter().enumerate().map(|(place, key)| (key.as_str(), place)).collect();
            let place = |number: &usize| {
                let key = self.heads.get(*number).map_or("", |head| head.key.as_str());
                places.get(key).copied().unwrap_or(usize::MAX)
            };
            order.sort_by_key(place);
        }
        order
    }

    /// What they are made of.
    pub fn field(&self) -> LaneField {
        self.field
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
        let value = self.value(timeline, event).and_then(|value| self.numbers.get(value));
        value.filter(|number| **number != NO_NUMBER).map_or(last, |number| *number as usize)
    }

    /// The number of the lane of a value, by the value's place in the file; `None` when lanes are made of another
    /// field or it has no lane of its own.
    pub fn number_of_value(&self, field: LaneField, value: usize) -> Option<usize> {
        let number = self.numbers.get(value).filter(|number| **number != NO_NUMBER)?;
        (field == self.field).then_some(*number as usize)
    }

    /// How many further values of the field an event states beside that of its lane.
    pub fn further_values(&self, timeline: &Timeline, event: EventId) -> usize {
        let values = match self.field {
            LaneField::Actor => timeline.actors_of(event).len(),
            LaneField::Tag => timeline.tags_of(event).len(),
            LaneField::Source => timeline.sources_of(event).len(),
            LaneField::Publisher => {
                let known = timeline.sources_of(event).iter();
                known
                    .filter_map(|source| *self.publishers.get(source.index())?)
                    .collect::<BTreeSet<_>>()
                    .len()
            }
            LaneField::Grade => {
                let grade = |source: &crate::model::SourceId| Some(timeline.source(*source)?.grade);
                timeline.sources_of(event).iter().filter_map(grade).collect::<BTreeSet<_>>().len()
            }
            LaneField::Lane | LaneField::Status | LaneField::Nothing => 1,
        };
        values.saturating_sub(1)
    }

    /// The place of the value that gives an event its lane among all values of the field.
    fn value(&self, timeline: &Timeline, event: EventId) -> Option<usize> {
        match self.field {
            LaneField::Lane => timeline.lane(event).map(|lane| lane.index()),
            LaneField::Actor => timeline.actors_of(event).first().map(|actor| actor.index()),
            LaneField::Tag => timeline.tags_of(event).first().map(|tag| tag.index()),
            LaneField::Status => {
                let status = timeline.status(event);
                Status::ALL.iter().position(|one| *one == status)
            }
            LaneField::Source => timeline.sources_of(event).first().map(|source| source.index()),
            LaneField::Publisher => {
                let mut known = timeline.sources_of(event).iter();
                known.find_map(|source| *self.publishers.get(source.index())?).map(|place| place as usize)
            }
            LaneField::Grade => {
                let grade = timeline.source(*timeline.sources_of(event).first()?)?.grade;
                Grade::ALL.iter().position(|one| *one == grade)
            }
            LaneField::Nothing => Some(0),
        }
    }
}

/// Stands in for a lane that is not there, so that no caller has to think of it.
static NOBODY: LaneHead =
    LaneHead { key: String::new(), name: String::new(), is_folded: false, is_rest: true };

/// The publisher of each source as a place among the names of all, in the order of the file; nothing for other
/// fields.
fn publishers(timeline: &Timeline, field: LaneField) -> (Vec<Option<u32>>, Vec<&str>) {
    let mut names: Vec<&str> = Vec::new();
    if field != LaneField::Publisher {
        return (Vec::new(), names);
    }
    let mut places: HashMap<&str, u32> = HashMap::new();
    let mut place = |name| {
        *places.entry(name).or_insert_with(|| {
            names.push(name);
            names.len() as u32 - 1
        })
    };
    let known = timeline.sources().iter().map(|source| source.publisher.trim());
    let of_sources = known.map(|name| (!name.is_empty()).then(|| place(name))).collect();
    (of_sources, names)
}

/// All values of a field, each with its key and its name.
fn values<'a>(timeline: &'a Timeline, field: LaneField, publishers: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    fn same(word: &str) -> (&str, &str) {
        (word, word)
    }
    match field {
        LaneField::Lane => timeline.lanes().iter().map(|lane| (&*lane.key, &*lane.label)).collect(),
        LaneField::Actor => timeline.actors().iter().map(|actor| (&*actor.key, &*actor.name)).collect(),
        LaneField::Tag => timeline.tags().iter().map(|tag| same(tag)).collect(),
        LaneField::Status => Status::ALL.iter().map(|status| same(status.label())).collect(),
        LaneField::Source => {
            let name = |title: &'a str, publisher: &'a str| if title.is_empty() { publisher } else { title };
            let sources = timeline.sources().iter();
            sources.map(|source| (&*source.key, name(&source.title, &source.publisher))).collect()
        }
        LaneField::Publisher => publishers.iter().map(|name| same(name)).collect(),
        LaneField::Grade => Grade::ALL.iter().map(|grade| same(grade.label())).collect(),
        LaneField::Nothing => vec![("all", "All events")],
    }
}

/// A name as it is compared with others.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    name.chars().for_each(|sign| fold_char(sign, &mut folded));
    folded
}
