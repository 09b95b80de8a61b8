//! Edited timelines are searched, counted, listed and labelled as if they had been loaded so.

use dateline_formats::{Format, load, patched, write};
use dateline_picture::layout::{IndexedLanes, Labelling, LabellingInput, LanePlan, Metrics};
use dateline_picture::scene::Size;
use dateline_synthetic::{RARE_WORD, Recipe};
use dateline_time::{Date, Zone};
use dateline_timeline::Cancel;
use dateline_timeline::model::{Change, Edit, Event, EventId, LaneId, Source, SourceId, TagId, Timeline};
use dateline_timeline::query::{
    Attribute, FacetCounts, Filter, Histogram, Index, LaneArrangement, ListColumn, ListSort, Matches, Query,
    SearchText, likely_duplicates, listed,
};
use proptest::prelude::*;

use crate::labelling::Cells;

/// What a person does to the event at an index, by numbers.
fn edit(timeline: &Timeline, what: u8, at: usize) -> Edit {
    let ids: Vec<EventId> = timeline.ids().collect();
    let id = ids[at % ids.len()];
    let put = |change: &dyn Fn(&mut Event)| {
        let mut event = timeline.event(id).into_owned();
        change(&mut event);
        Edit::Event { id, change: Change::Put(Box::new(event)) }
    };
    match what % 8 {
        0 => put(&|event| event.title = format!("Renamed treaty {at}")),
        1 => put(&|event| event.date = Date::parse(&format!("19{:02}-0{}", at % 100, at % 9 + 1)).ok()),
        2 => put(&|event| event.date = None),
        3 => {
            put(&|event| event.lane = timeline.lanes().len().checked_sub(1 + at % 2).map(LaneId::from_index))
        }
        4 => put(&|event| {
            event.importance = (at % 11) as f32 / 10.0;
            event.tags = vec![TagId::from_index(at % timeline.tags().len())];
        }),
        5 => Edit::Event { id, change: Change::Remove },
        6 => {
            let mut event =
                Event::new(format!("new-{at}-{}", timeline.id_count()), format!("New {RARE_WORD} {at}"));
            event.date = Date::parse(&format!("18{:02}/19{:02}", at % 100, at % 100)).ok();
            event.lane = Some(LaneId::from_index(0));
            Edit::Event { id: timeline.next_event(), change: Change::Insert(Box::new(event)) }
        }
        _ => {
            let first = timeline.sources().first().cloned();
            let source =
                first.map(|source| Source { key: format!("s-{at}-{}", timeline.sources().len()), ..source });
            match source {
                Some(source) => {
                    let at = at % (timeline.sources().len() + 1);
                    Edit::Source { id: SourceId::from_index(at), change: Change::Insert(Box::new(source)) }
                }
                None => put(&|event| event.summary = "harbour".to_owned()),
            }
        }
    }
}

/// The index of an event among those that are there.
fn index(timeline: &Timeline, id: EventId) -> usize {
    id.index() - timeline.removed().partition_point(|gone| *gone < id)
}

/// What is asked of a timeline, answered with indices and names.
fn answers(timeline: &Timeline) -> Vec<String> {
    let list = |events: Vec<EventId>| {
        let indices: Vec<usize> = events.into_iter().map(|id| index(timeline, id)).collect();
        format!("{indices:?}")
    };
    let all = Matches::of_all(timeline);
    let mut told = vec![list(all.iter().collect()), list(timeline.chronological().to_vec())];
    let text = SearchText::of(timeline);
    for query in ["treaty", RARE_WORD, "harbour signed", "e", "-treaty", "after:1950", "new is:undated"] {
        let found = text.matches(timeline, &Query::new(query));
        told.push(format!("{query}: {}", list(found.iter().collect())));
    }
    let counts = FacetCounts::of(timeline, &all, &Filter::default());
    let tags: std::collections::BTreeMap<&str, usize> =
        counts.tags.iter().map(|(tag, count)| (tag.map_or("", |tag| timeline.tag(tag)), *count)).collect();
    told.push(format!("{tags:?} {:?} {:?} {:?}", counts.lanes, counts.statuses, counts.dates));
    let (from, to) = timeline.extent().unwrap();
    told.push(format!("{:?}", Histogram::of(timeline, &all, from..to, Zone::UTC, 40.0)));
    told.push(list(Index::of(timeline, &all).most_important(None, from..to, 50)));
    for column in [ListColumn::Title, ListColumn::Of(Attribute::Lane), ListColumn::Date] {
        let sort = ListSort { column, is_descending: true };
        told.push(list(listed(timeline, &all, sort, &Cancel::never()).unwrap()));
    }
    let pairs = likely_duplicates(timeline, 20, &Cancel::never()).unwrap();
    told.push(format!(
        "{:?}",
        pairs.iter().map(|pair| list(vec![pair.first, pair.second])).collect::<Vec<_>>()
    ));
    let metrics = Metrics::default();
    let lanes = IndexedLanes::new(timeline, &LaneArrangement::default());
    let plan = LanePlan::with_lanes(timeline, &lanes, &metrics, &Cells, Size::new(1_000.0, 600.0));
    let labelling = Labelling::new(&LabellingInput {
        timeline,
        matches: &all,
        plan: &plan,
        metrics: &metrics,
        ruler: &Cells,
        widths: None,
        most: None,
        only_scale: None,
    });
    told.push(format!("{:?}", timeline.ids().map(|id| labelling.min_scale(id)).collect::<Vec<_>>()));
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_edited_timeline_answers_as_a_loaded_one(
        seed in 0..4_u64,
        edits in prop::collection::vec((any::<u8>(), any::<usize>()), 1..30),
    ) {
        let bytes = Recipe::typical(300, seed).bytes();
        let loaded = load(&bytes, "made-up.json").unwrap().timeline;
        let mut current = loaded.clone();
        let mut inverses = Vec::new();
        for (what, at) in edits {
            let edited = current.edited(&[edit(&current, what, at)]);
            let edited = edited.map_err(|error| TestCaseError::fail(error.to_string()))?;
            current = edited.timeline;
            inverses.push(edited.inverse);
        }
        let saved = load(&write(&current), "saved.json").unwrap();
        // A relation to an event that was removed leads nowhere, which the loader reports. Nothing else is
        // wrong.
        let unexpected = saved.diagnostics.iter().find(|finding| finding.message != "No event has this id");
        prop_assert_eq!(unexpected, None);
        for (edited, fresh) in answers(&current).into_iter().zip(answers(&saved.timeline)) {
            prop_assert_eq!(edited, fresh);
        }
        let in_place = patched(&bytes, Format::Dateline, &loaded, &current).unwrap();
        let in_place = load(&in_place, "in-place.json").unwrap();
        prop_assert_eq!(write(&in_place.timeline), write(&current));
        for inverse in inverses.iter().rev() {
            current = current.edited(inverse).unwrap().timeline;
        }
        prop_assert_eq!(patched(&bytes, Format::Dateline, &loaded, &current).unwrap(), bytes);
        for (undone, first) in answers(&current).into_iter().zip(answers(&loaded)) {
            prop_assert_eq!(undone, first);
        }
    }
}
