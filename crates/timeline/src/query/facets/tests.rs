//! What a filter leaves and what the facets count, against their definitions.

use super::super::{FieldName, Query, SearchText};
use super::*;
use crate::model::{Actor, ActorKind, Citation, Event, Participation, Source, TimelineBuilder};
use dateline_time::{Date, Qualifier};
use proptest::prelude::*;

/// Lanes a, a, b; the second planned; tags x, x and y, none.
fn timeline() -> Timeline {
    let mut builder = TimelineBuilder::default();
    let (a, b) = (builder.lane("a", "A"), builder.lane("b", "B"));
    let (x, y) = (builder.tag("x"), builder.tag("y"));
    let mut event = |key: &str, lane, status, tags: Vec<TagId>| {
        let mut event = Event::new(key, key);
        (event.lane, event.status, event.tags) = (Some(lane), status, tags);
        builder.event(event);
    };
    event("one", a, Status::Happened, vec![x, x]);
    event("two", a, Status::Planned, vec![x, y]);
    event("three", b, Status::Happened, vec![]);
    builder.build()
}

#[test]
fn values_of_one_facet_are_alternatives_and_facets_add_up() {
    let timeline = timeline();
    let all = Matches::all(3);
    let lanes = |indices: &[usize]| indices.iter().map(|i| Some(LaneId::from_index(*i))).collect();
    let filter = Filter { lanes: lanes(&[0, 1]), ..Filter::default() };
    assert_eq!(filter.applied(&timeline, &all).len(), 3);
    let filter = Filter { lanes: lanes(&[0]), statuses: [Status::Happened].into(), ..Filter::default() };
    let left = filter.applied(&timeline, &all);
    assert!(left.contains(EventId::from_index(0)));
    assert_eq!(left.len(), 1);
}

#[test]
fn a_facet_is_counted_under_the_others_and_not_under_itself() {
    let timeline = timeline();
    let filter = Filter { statuses: [Status::Happened].into(), ..Filter::default() };
    let counts = FacetCounts::of(&timeline, &Matches::all(3), &filter);
    assert_eq!(counts.statuses.get(&Status::Planned), Some(&1));
    assert_eq!(counts.lanes.get(&Some(LaneId::from_index(0))), Some(&1));
    assert_eq!(counts.tags.get(&Some(TagId::from_index(0))), Some(&1), "a tag named twice counts once");
    assert_eq!(counts.tags.get(&Some(TagId::from_index(1))), None);
    assert_eq!(counts.tags.get(&None), Some(&1), "the third event has no tag");
}

/// Whether an event has what every facet asks for but for one, as the documentation of [`Filter`] says.
fn leaves(filter: &Filter, timeline: &Timeline, event: EventId, without: Option<Attribute>) -> bool {
    let asks = |facet: Attribute, is_empty: bool| Some(facet) != without && !is_empty;
    let (actors, tags) = (or_none(timeline.actors_of(event)), or_none(timeline.tags_of(event)));
    let sources = or_none(timeline.sources_of(event));
    let grade = |id: &Option<SourceId>| id.map(|id| timeline.source(id).unwrap().grade);
    !(asks(Attribute::Lane, filter.lanes.is_empty()) && !filter.lanes.contains(&timeline.lane(event))
        || asks(Attribute::Actor, filter.actors.is_empty())
            && !actors.iter().any(|id| filter.actors.contains(id))
        || asks(Attribute::Tag, filter.tags.is_empty()) && !tags.iter().any(|id| filter.tags.contains(id))
        || asks(Attribute::Status, filter.statuses.is_empty())
            && !filter.statuses.contains(&timeline.status(event))
        || asks(Attribute::Source, filter.sources.is_empty())
            && !sources.iter().any(|id| filter.sources.contains(id))
        || asks(Attribute::Grade, filter.grades.is_empty())
            && !sources.iter().any(|id| filter.grades.contains(&grade(id)))
        || asks(Attribute::Dating, filter.dates.is_empty())
            && !filter.dates.iter().any(|dating| is_dated(timeline, event, *dating)))
}

/// The values of an event; "none" when there are none.
fn or_none<T: Copy>(values: &[T]) -> Vec<Option<T>> {
    if values.is_empty() { vec![None] } else { values.iter().copied().map(Some).collect() }
}

fn is_dated(timeline: &Timeline, event: EventId, dating: Dating) -> bool {
    let is_placed = timeline.range(event).and_then(|range| range.sort_key()).is_some();
    let qualifier = timeline.date(event).map_or(Qualifier::Stated, |date| date.qualifier());
    match dating {
        Dating::Missing => !is_placed,
        Dating::Stated => is_placed && qualifier == Qualifier::Stated,
        Dating::Approximate => is_placed && matches!(qualifier, Qualifier::Approximate | Qualifier::Both),
        Dating::Uncertain => is_placed && matches!(qualifier, Qualifier::Uncertain | Qualifier::Both),
    }
}

/// The definition: for each value of each facet, the found events that have it and that the others leave.
fn counted_one_by_one(timeline: &Timeline, found: &Matches, filter: &Filter) -> FacetCounts {
    let count = |facet: Attribute, has: &dyn Fn(EventId) -> bool| {
        let events = timeline.ids().filter(|id| found.contains(*id) && has(*id));
        events.filter(|id| leaves(filter, timeline, *id, Some(facet))).count()
    };
    let grades_of = |id| {
        or_none(timeline.sources_of(id)).into_iter().map(|id| id.map(|id| timeline.source(id).unwrap().grade))
    };
    let lanes = (0..timeline.lanes().len()).map(LaneId::from_index).map(Some).chain([None]);
    let actors = (0..timeline.actors().len()).map(ActorId::from_index).map(Some).chain([None]);
    let tags = (0..timeline.tags().len()).map(TagId::from_index).map(Some).chain([None]);
    let sources = (0..timeline.sources().len()).map(SourceId::from_index).map(Some).chain([None]);
    let lanes = lanes.map(|value| (value, count(Attribute::Lane, &|id| timeline.lane(id) == value)));
    let statuses = Status::ALL
        .iter()
        .map(|value| (*value, count(Attribute::Status, &|id| timeline.status(id) == *value)));
    let actors = actors.map(|value| {
        (value, count(Attribute::Actor, &|id| or_none(timeline.actors_of(id)).contains(&value)))
    });
    let tags = tags
        .map(|value| (value, count(Attribute::Tag, &|id| or_none(timeline.tags_of(id)).contains(&value))));
    let sources = sources.map(|value| {
        (value, count(Attribute::Source, &|id| or_none(timeline.sources_of(id)).contains(&value)))
    });
    let grades = Grade::ALL.iter().copied().map(Some).chain([None]);
    let grades =
        grades.map(|value| (value, count(Attribute::Grade, &|id| grades_of(id).any(|grade| grade == value))));
    let dates = Dating::ALL
        .iter()
        .map(|value| (*value, count(Attribute::Dating, &|id| is_dated(timeline, id, *value))));
    FacetCounts {
        lanes: lanes.filter(|(_, count)| *count > 0).collect(),
        actors: actors.filter(|(_, count)| *count > 0).collect(),
        tags: tags.filter(|(_, count)| *count > 0).collect(),
        statuses: statuses.filter(|(_, count)| *count > 0).collect(),
        sources: sources.filter(|(_, count)| *count > 0).collect(),
        grades: grades.filter(|(_, count)| *count > 0).collect(),
        dates: dates.filter(|(_, count)| *count > 0).collect(),
    }
}

/// An event as numbers: lane (the last is none), status, actors, tags, sources, and its date.
type Named = (usize, usize, Vec<usize>, Vec<usize>, Vec<usize>, &'static str);

fn built(events: &[Named]) -> Timeline {
    let mut builder = TimelineBuilder::default();
    for index in 0..4 {
        let key = index.to_string();
        builder.lane(key.clone(), "");
        builder.tag(&key);
        builder.actor(Actor {
            key: key.clone(),
            name: String::new(),
            kind: ActorKind::Unknown,
            extra: Vec::new(),
        });
        builder.source(Source {
            key,
            title: String::new(),
            publisher: String::new(),
            authors: Vec::new(),
            published: None,
            zone: None,
            url: None,
            accessed: None,
            grade: [Grade::Press, Grade::Joint, Grade::Press, Grade::Unknown][index],
            text: None,
            extra: Vec::new(),
        });
    }
    for (lane, status, actors, tags, sources, date) in events {
        let mut event = Event::new("", if lane % 2 == 0 { "even" } else { "odd" });
        event.lane = (*lane < 4).then(|| LaneId::from_index(*lane));
        event.status = Status::ALL[*status];
        event.date = Date::parse(date).ok();
        let part = |id: &usize| Participation { actor: ActorId::from_index(*id), role: String::new() };
        event.actors = actors.iter().map(part).collect();
        event.tags = tags.iter().map(|id| TagId::from_index(*id)).collect();
        event.citations = sources.iter().map(|id| cited(SourceId::from_index(*id))).collect();
        builder.event(event);
    }
    builder.build()
}

fn cited(source: SourceId) -> Citation {
    Citation {
        source: Some(source),
        source_key: String::new(),
        quote: None,
        note: String::new(),
        date: None,
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    }
}

/// Some of the numbers below 6; 4 names nothing in the timeline, 5 is none.
fn some() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..6_usize, 0..3)
}

fn dates() -> impl Strategy<Value = &'static str> {
    let dates =
        ["", "2001", "2001~", "2001-02?", "2001%", "../..", "/", "2001/..", "[..2001]", "2001~/2002?"];
    (0..dates.len()).prop_map(move |index| dates[index])
}

proptest! {
    #[test]
    fn counts_and_filters_are_what_their_definitions_say(
        events in prop::collection::vec(
            (0..5_usize, 0..4_usize, prop::collection::vec(0..4_usize, 0..4),
                prop::collection::vec(0..4_usize, 0..4), prop::collection::vec(0..4_usize, 0..4), dates()),
            0..200,
        ),
        (lanes, actors, tags, statuses, sources, grades) in (some(), some(), some(), some(), some(), some()),
        dates in prop::collection::vec(0..Dating::ALL.len(), 0..3),
        query in "(even|odd|e|)",
    ) {
        let timeline = built(&events);
        let lane = |index: usize| (index < 4).then(|| LaneId::from_index(index));
        let filter = Filter {
            lanes: lanes.into_iter().map(lane).collect(),
            actors: actors.into_iter().map(|index| (index < 5).then(|| ActorId::from_index(index))).collect(),
            tags: tags.into_iter().map(|index| (index < 5).then(|| TagId::from_index(index))).collect(),
            statuses: statuses.into_iter().map(|index| Status::ALL[index]).collect(),
            sources: sources.into_iter().map(|index| (index < 5).then(|| SourceId::from_index(index))).collect(),
            grades: grades.into_iter().map(|index| (index < 5).then(|| Grade::ALL[index])).collect(),
            dates: dates.into_iter().map(|index| Dating::ALL[index]).collect(),
            ..Filter::default()
        };
        let found = SearchText::of(&timeline).matches(&timeline, &Query::new(query));
        let counts = FacetCounts::of(&timeline, &found, &filter);
        prop_assert_eq!(counts, counted_one_by_one(&timeline, &found, &filter));
        let left = Matches::from_fn(timeline.len(), |id| {
            found.contains(id) && leaves(&filter, &timeline, id, None)
        });
        prop_assert_eq!(filter.applied(&timeline, &found), left);
    }
}

/// Events with a place and a further field, each as numbers below 4 of which the last is none.
fn placed(events: &[(usize, Vec<usize>)]) -> Timeline {
    let mut builder = TimelineBuilder::default();
    for (place, ministries) in events {
        let mut event = Event::new("", if place % 2 == 0 { "even" } else { "odd" });
        event.place = (*place < 3).then(|| format!("place {place}"));
        event.status = Status::ALL[place % 3];
        let list: Vec<String> =
            ministries.iter().filter(|one| **one < 3).map(|one| format!("\"m {one}\"")).collect();
        if !ministries.is_empty() {
            event.extra = vec![("ministry".to_owned(), format!("[{}]", list.join(",")))];
        }
        builder.event(event);
    }
    builder.build()
}

/// What an event states of an attribute, read from the event as a whole.
fn stated(timeline: &Timeline, event: EventId, attribute: Attribute) -> Vec<String> {
    let event = timeline.event(event);
    match attribute {
        Attribute::Place => event.place.iter().cloned().collect(),
        _ => {
            let texts =
                event.extra.iter().flat_map(|(_, json)| serde_json::from_str::<Vec<String>>(json).unwrap());
            texts.collect()
        }
    }
}

proptest! {
    #[test]
    fn places_and_further_fields_are_counted_and_filtered_as_their_definitions_say(
        events in prop::collection::vec((0..4_usize, prop::collection::vec(0..4_usize, 0..4)), 0..150),
        selected in prop::collection::vec(prop::collection::btree_set(prop::option::of(0..4_usize), 0..3), 2),
        status in 0..3_usize,
    ) {
        let timeline = placed(&events);
        let ministry = Attribute::Field(FieldName::of("ministry"));
        let attributes = [(Attribute::Place, "place"), (ministry, "m")];
        let texts = attributes.iter().zip(&selected).map(|((attribute, word), selected)| {
            (*attribute, selected.iter().map(|one| one.map(|one| format!("{word} {one}"))).collect())
        });
        let statuses = if status == 0 { Default::default() } else { [Status::ALL[status]].into() };
        let filter = Filter { texts: texts.collect(), statuses, ..Filter::default() };
        let meets = |event: EventId, attribute: Attribute| {
            let (selected, stated) = (&filter.texts[&attribute], stated(&timeline, event, attribute));
            selected.is_empty() || stated.is_empty() && selected.contains(&None)
                || stated.iter().any(|text| selected.contains(&Some(text.clone())))
        };
        let meets_status = |event: EventId| status == 0 || timeline.status(event) == Status::ALL[status];
        let all = Matches::all(timeline.len());
        let left = Matches::from_fn(timeline.len(), |id| {
            meets_status(id) && attributes.iter().all(|(attribute, _)| meets(id, *attribute))
        });
        prop_assert_eq!(filter.applied(&timeline, &all), left);
        for ((attribute, _), (other, _)) in attributes.iter().zip(attributes.iter().rev()) {
            let counts = ValueCounts::of(&timeline, *attribute, &all, &filter, &Cancel::never()).unwrap();
            let counted = |id: &EventId| meets_status(*id) && meets(*id, *other);
            let mut expected = BTreeMap::new();
            for event in timeline.ids().filter(counted) {
                let texts: std::collections::BTreeSet<String> =
                    stated(&timeline, event, *attribute).into_iter().collect();
                texts.into_iter().for_each(|text| *expected.entry(text).or_insert(0) += 1);
            }
            let listed = counts.list(&timeline).into_iter().map(|(value, count)| (value.name.to_owned(), count));
            prop_assert_eq!(listed.collect::<BTreeMap<_, _>>(), expected);
            let without = timeline.ids().filter(counted).filter(|id| stated(&timeline, *id, *attribute).is_empty());
            prop_assert_eq!(counts.without(), without.count());
            if !events.is_empty() {
                let cancelled = Cancel::after_checks(0);
                prop_assert_eq!(ValueCounts::of(&timeline, *attribute, &all, &filter, &cancelled), None);
            }
        }
    }
}
