//! The order of events in a table: sorted by one column, equals in the order of time, and events that state
//! nothing in that column last, whichever way it is sorted.

use std::ops::ControlFlow;

use rayon::slice::ParallelSliceMut;

use super::attribute::Attribute;
use super::attribute_values::AttributeValues;
use super::filter::Matches;
use super::fold::fold_char;
use crate::Cancel;
use crate::model::{EventId, Timeline};
use dateline_time::{Extent, TimeRange};

/// What a table of events shows of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListColumn {
    /// When it was.
    #[default]
    Date,
    /// What it was.
    Title,
    /// The values of an attribute; of sources, how many it rests on.
    Of(Attribute),
    /// How long it lasted, where that is known.
    Length,
    /// Its number in the file.
    FileOrder,
}

impl ListColumn {
    /// Those that the window offers, from left to right.
    pub const ALL: &'static [ListColumn] = &[
        ListColumn::Date,
        ListColumn::Title,
        ListColumn::Of(Attribute::Lane),
        ListColumn::Of(Attribute::Status),
        ListColumn::Of(Attribute::Actor),
        ListColumn::Of(Attribute::Tag),
        ListColumn::Of(Attribute::Source),
        ListColumn::Length,
        ListColumn::FileOrder,
    ];

    /// What its head says.
    pub const fn label(self) -> &'static str {
        match self {
            ListColumn::Date => "Date",
            ListColumn::Title => "Title",
            ListColumn::Of(attribute) => attribute.heading(),
            ListColumn::Length => "Length",
            ListColumn::FileOrder => "File order",
        }
    }

    /// The column of a label; `None` when there is none.
    pub fn from_label(label: &str) -> Option<ListColumn> {
        ListColumn::ALL.iter().copied().find(|column| column.label() == label)
    }
}

/// By which column a table is sorted, and which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListSort {
    /// The column.
    pub column: ListColumn,
    /// From the last to the first.
    pub is_descending: bool,
}

/// The matching events in the order of a table; `None` once cancelled. O(n log n), on all
/// processors.
pub fn listed(
    timeline: &Timeline,
    matches: &Matches,
    sort: ListSort,
    cancel: &Cancel,
) -> Option<Vec<EventId>> {
    let all = timeline.chronological().iter().copied();
    let events: Vec<EventId> = all.filter(|event| matches.contains(*event)).collect();
    cancel.check()?;
    let sorted = Sorted { events, is_descending: sort.is_descending };
    Some(match sort.column {
        ListColumn::Date if !sort.is_descending => sorted.events,
        ListColumn::Date => sorted.by(|event| timeline.range(event)?.sort_key()),
        ListColumn::Title => sorted.by(|event| stated(folded(timeline.event_title(event)))),
        ListColumn::Of(Attribute::Source) => {
            sorted.by(|event| Some(timeline.sources_of(event).len()).filter(|count| *count > 0))
        }
        ListColumn::Of(attribute) => {
            let values = AttributeValues::with_cancel(timeline, attribute, Some(matches), cancel)?;
            let ranks = match attribute {
                // Closed lists have an order of their own.
                Attribute::Status | Attribute::Grade | Attribute::Dating => {
                    (0..values.len(timeline)).collect()
                }
                _ => ranks(values.list(timeline).iter().map(|value| value.label)),
            };
            if attribute.is_single() {
                sorted.by(|event| ranks.get(values.first(timeline, event)?).copied())
            } else {
                sorted.by(|event| several(&values, timeline, event, &ranks))
            }
        }
        ListColumn::Length => sorted.by(|event| length_of(&timeline.range(event)?)),
        ListColumn::FileOrder => sorted.by(Some),
    })
}

/// How long something lasted in seconds, at most; `None` for what has no length, or none that is known.
pub fn length_of(range: &TimeRange) -> Option<i64> {
    let (from, to) = range.hull();
    let is_known = range.earliest_end.is_some() && range.latest_start.is_some();
    let length = (range.extent == Extent::Interval && is_known).then_some((from?, to?));
    length.map(|(from, to)| to.seconds().saturating_sub(from.seconds()))
}

/// Events in the order of time that are to be sorted.
struct Sorted {
    events: Vec<EventId>,
    is_descending: bool,
}

impl Sorted {
    fn by<K: Ord + Send>(self, key: impl Fn(EventId) -> Option<K>) -> Vec<EventId> {
        let mut keyed = Vec::with_capacity(self.events.len());
        let mut missing = Vec::new();
        for (index, event) in (0_u32..).zip(&self.events) {
            match key(*event) {
                Some(key) => keyed.push((key, index, *event)),
                None => missing.push(*event),
            }
        }
        keyed.par_sort_unstable_by(|one, other| {
            let by_key = if self.is_descending { other.0.cmp(&one.0) } else { one.0.cmp(&other.0) };
            by_key.then(one.1.cmp(&other.1))
        });
        keyed.into_iter().map(|(_, _, event)| event).chain(missing).collect()
    }
}

/// The rank of each name among all, equal names alike.
fn ranks<'a>(names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let names: Vec<String> = names.map(folded).collect();
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    names.iter().map(|name| sorted.partition_point(|other| *other < name)).collect()
}

/// The ranks of the values that an event states, the first weighing most; `None` of none.
fn several(
    values: &AttributeValues,
    timeline: &Timeline,
    event: EventId,
    ranks: &[usize],
) -> Option<Box<[usize]>> {
    let mut found = Vec::new();
    let _: ControlFlow<()> = values.try_each(timeline, event, |index| {
        found.extend(ranks.get(index).copied());
        ControlFlow::Continue(())
    });
    (!found.is_empty()).then(|| found.into_boxed_slice())
}

fn stated(text: String) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into_boxed_str())
}

fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|char| fold_char(char, &mut folded));
    folded
}

#[cfg(test)]
mod tests {
    use super::super::attribute::FieldName;
    use super::super::attribute_values::labels_of;
    use super::*;
    use crate::model::{Actor, ActorKind, Event, Participation, Status, TimelineBuilder};
    use dateline_time::Date;
    use proptest::prelude::*;

    /// Year, title, lane and actors of an event.
    type Stated = (Option<u8>, u8, Option<u8>, Vec<u8>);

    fn timeline(events: &[Stated]) -> Timeline {
        let mut builder = TimelineBuilder::default();
        let lanes =
            [("a", "zulu"), ("b", "Alpha"), ("c", "alpha")].map(|(key, label)| builder.lane(key, label));
        let actors = ["Élan", "elan", "Bo"].map(|name| {
            let (key, name) = (name.to_owned(), name.to_owned());
            builder.actor(Actor { key, name, kind: ActorKind::Person, extra: Vec::new() })
        });
        for (year, title, lane, who) in events {
            let mut event = Event::new("", ["", "beta", "Beta", "ärger", "Arger"][usize::from(title % 5)]);
            event.date = year.and_then(|year| Date::parse(&format!("20{year:02}")).ok());
            event.lane = lane.map(|lane| lanes[usize::from(lane % 3)]);
            let part = |who: &u8| Participation { actor: actors[usize::from(who % 3)], role: String::new() };
            event.actors = who.iter().map(part).collect();
            event.status = Status::ALL[usize::from(title % 3)];
            event.place =
                ["Pier", "pier", "Old"].get(usize::from(title % 4)).map(|place| (*place).to_owned());
            event.extra.extend((title % 2 == 0).then(|| ("ship".to_owned(), format!("\"S{}\"", title % 7))));
            builder.event(event);
        }
        builder.build()
    }

    /// The text that is compared in a column; `None` is last.
    fn compared_text(timeline: &Timeline, column: ListColumn, event: EventId) -> Option<String> {
        let known = |text: String| (!text.is_empty()).then_some(text);
        match column {
            ListColumn::Date => Some(format!("{:020}", timeline.range(event)?.sort_key()?.seconds())),
            ListColumn::Title => known(folded(timeline.event_title(event))),
            ListColumn::Of(Attribute::Lane) => {
                Some(folded(&timeline.lanes()[timeline.lane(event)?.index()].label))
            }
            ListColumn::Of(Attribute::Actor) => {
                let names =
                    timeline.actors_of(event).iter().map(|id| folded(&timeline.actor(*id).unwrap().name));
                known(names.collect::<Vec<_>>().join("\n"))
            }
            ListColumn::Of(attribute) => {
                known(labels_of(timeline, event, attribute).iter().map(|label| folded(label)).collect())
            }
            ListColumn::FileOrder => Some(format!("{:09}", event.index())),
            ListColumn::Length => None,
        }
    }

    proptest! {
        #[test]
        fn every_match_is_listed_once_in_the_order_of_its_column_and_what_states_nothing_is_last(
            events in prop::collection::vec(
                (prop::option::of(0..6_u8), any::<u8>(), prop::option::of(any::<u8>()), prop::collection::vec(any::<u8>(), 0..3)),
                0..40,
            ),
            kept in prop::collection::vec(any::<bool>(), 40),
            is_descending in any::<bool>(),
        ) {
            let timeline = timeline(&events);
            let matches = Matches::from_fn(timeline.len(), |event| kept[event.index()]);
            let attributes = [Attribute::Lane, Attribute::Actor, Attribute::Place, Attribute::Field(FieldName::of("ship"))];
            let columns = [ListColumn::Date, ListColumn::Title, ListColumn::FileOrder];
            for column in attributes.map(ListColumn::Of).into_iter().chain(columns) {
                let found = listed(&timeline, &matches, ListSort { column, is_descending }, &Cancel::never()).unwrap();
                let time = |event: &EventId| timeline.chronological().iter().position(|other| other == event);
                let mut expected: Vec<EventId> = timeline.ids().filter(|event| matches.contains(*event)).collect();
                expected.sort_by_key(time);
                expected.sort_by(|one, other| {
                    let [one, other] = [one, other].map(|event| compared_text(&timeline, column, *event));
                    let by_key = if is_descending { other.cmp(&one) } else { one.cmp(&other) };
                    if one.is_none() || other.is_none() { one.is_none().cmp(&other.is_none()) } else { by_key }
                });
                prop_assert_eq!(found, expected, "{:?}", column);
            }
        }
    }

    #[test]
    fn what_nobody_waits_for_any_more_is_not_sorted() {
        let timeline = timeline(&[(None, 0, None, vec![])]);
        assert_eq!(listed(&timeline, &Matches::all(1), ListSort::default(), &Cancel::after_checks(0)), None);
    }

    #[test]
    fn only_stretches_with_both_ends_have_a_length() {
        for (date, days) in [
            ("2021-08-22/2021-08-24", Some(3)),
            ("2021-08-22", None),
            ("2021-08-22/..", None),
            ("2021-08-22/", None),
            ("2020/2020", Some(366)),
        ] {
            let range = Date::parse(date).unwrap().range(dateline_time::Zone::UTC);
            assert_eq!(length_of(&range), days.map(|days| days * 86_400), "{date}");
        }
    }
}
