//! Edited timelines read as ones that are made anew, and inverses lead back.

use proptest::prelude::*;

use crate::model::{
    Actor, ActorId, ActorKind, Basis, Change, Citation, Edit, EditError, Edited, Entry, Event, EventId,
    FileHead, Grade, Lane, LaneId, Participation, Piece, Recurrence, Relation, RelationKind, Source,
    SourceId, Status, Story, StoryScene, TagId, Timeline, TimelineBuilder, View, combine,
};
use dateline_time::{Date, Zone};
use std::sync::Arc;

/// Keys of events, few, so that edits meet each other.
const KEYS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", ""];
const DATES: [&str; 7] = ["", "2001", "2001-02-03", "2001-02-03/2004", "../2002", "1999-12", "2030/.."];
const KINDS: [RelationKind; 3] = [RelationKind::Precedes, RelationKind::PartOf, RelationKind::Fulfils];

/// What an event is made of; indices in the lists above and in those of the file.
#[derive(Clone, Debug)]
struct Sketch {
    key: usize,
    date: usize,
    lane: usize,
    tag: usize,
    actor: usize,
    source: usize,
    relations: Vec<(usize, usize)>,
    number: u32,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let relations = prop::collection::vec((0..KINDS.len(), 0..KEYS.len()), 0..3);
    (0..KEYS.len(), 0..DATES.len(), 0..4_usize, 0..4_usize, 0..4_usize, 0..4_usize, relations, any::<u32>())
        .prop_map(|(key, date, lane, tag, actor, source, relations, number)| Sketch {
            key,
            date,
            lane,
            tag,
            actor,
            source,
            relations,
            number,
        })
}

/// The event of a sketch, in a file with that many lanes, tags, actors and sources.
fn event(sketch: &Sketch, counts: [usize; 4]) -> Event {
    let [lane, tag, actor, source] = [
        (sketch.lane, counts[0]),
        (sketch.tag, counts[1]),
        (sketch.actor, counts[2]),
        (sketch.source, counts[3]),
    ]
    .map(|(index, count)| (index < count).then_some(index));
    let mut event = Event::new(KEYS[sketch.key], format!("Event {}", sketch.number % 100));
    event.key_is_stated = !event.key.is_empty();
    event.date = Date::parse(DATES[sketch.date]).ok();
    event.zone = sketch.number.is_multiple_of(5).then(|| Zone::parse("Asia/Singapore").unwrap());
    event.status = if sketch.number.is_multiple_of(3) { Status::Planned } else { Status::Happened };
    event.importance = (sketch.number % 10) as f32 / 10.0;
    event.summary =
        if sketch.number.is_multiple_of(4) { String::new() } else { format!("Summary {}", sketch.number) };
    event.lane = lane.map(LaneId::from_index);
    event.tags = tag.map(TagId::from_index).into_iter().collect();
    let participation = |actor| Participation { actor: ActorId::from_index(actor), role: String::new() };
    event.actors = actor.map(participation).into_iter().collect();
    event.citations = source.map(|source| citation(source, sketch.number)).into_iter().collect();
    event.recurrence = sketch.number.is_multiple_of(6).then(|| Recurrence {
        text: "annually".to_owned(),
        rule: None,
        from: None,
        until: None,
        extra: Vec::new(),
    });
    let relation = |(kind, key): &(usize, usize)| Relation {
        kind: KINDS[*kind],
        to: None,
        to_key: KEYS[*key].to_owned(),
        basis: Basis::Stated,
        note: String::new(),
        extra: Vec::new(),
    };
    event.relations =
        sketch.relations.iter().filter(|(_, key)| !KEYS[*key].is_empty()).map(relation).collect();
    event
}

fn citation(source: usize, number: u32) -> Citation {
    Citation {
        source: Some(SourceId::from_index(source)),
        source_key: String::new(),
        quote: None,
        note: format!("Note {number}"),
        date: number.is_multiple_of(2).then(|| Date::parse("2003").unwrap()),
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    }
}

fn source(key: &str) -> Source {
    Source {
        key: key.to_owned(),
        title: key.to_owned(),
        publisher: String::new(),
        authors: Vec::new(),
        published: None,
        zone: None,
        url: None,
        accessed: None,
        grade: Grade::Unknown,
        text: None,
        extra: Vec::new(),
    }
}

fn lane(key: &str) -> Lane {
    Lane { key: key.to_owned(), label: key.to_owned(), extra: Vec::new() }
}

fn actor(key: &str) -> Actor {
    Actor { key: key.to_owned(), name: key.to_owned(), kind: ActorKind::Person, extra: Vec::new() }
}

fn story(key: usize) -> Story {
    let scene = StoryScene {
        title: String::new(),
        view: View { from: None, to: None },
        event: None,
        event_key: KEYS[key].to_owned(),
        events: vec![(None, KEYS[(key + 1) % KEYS.len()].to_owned())],
        caption: String::new(),
        notes: String::new(),
        extra: Vec::new(),
    };
    Story { title: format!("Story {key}"), scenes: vec![scene], extra: Vec::new() }
}

/// A file of events that get their references by edits.
fn loaded(sketches: &[Sketch]) -> Timeline {
    let mut builder = TimelineBuilder::default();
    for key in ["l0", "l1"] {
        builder.lane(key, key);
        builder.actor(actor(key));
        builder.source(source(key));
        builder.tag(key);
    }
    let mut taken = std::collections::HashSet::new();
    for (index, sketch) in sketches.iter().enumerate() {
        let mut event = event(sketch, [2; 4]);
        if event.key.is_empty() || !taken.insert(event.key.clone()) {
            event.key = format!("event-{}", index + 1);
            event.key_is_stated = false;
        }
        builder.event(event);
    }
    let keys: Vec<String> = builder.events.iter().map(|event| event.key.clone()).collect();
    for (index, event) in builder.events.iter_mut().enumerate() {
        for relation in &mut event.relations {
            let to = keys.iter().position(|key| *key == relation.to_key).filter(|to| *to != index);
            relation.to = to.map(EventId::from_index);
        }
        // Parts come after their whole, so that there is no circle.
        event.relations.retain(|relation| {
            relation.kind != RelationKind::PartOf || relation.to.is_none_or(|to| to.index() < index)
        });
    }
    builder.build()
}

/// One thing that a person does; most numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Deed {
    Insert(Sketch),
    Put(usize, Sketch),
    Remove(usize),
    Restore(usize, Sketch),
    Table(usize, usize, u8),
    Story(usize, u8),
    Head(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => sketch().prop_map(Deed::Insert),
        4 => (any::<usize>(), sketch()).prop_map(|(id, sketch)| Deed::Put(id, sketch)),
        3 => any::<usize>().prop_map(Deed::Remove),
        1 => (any::<usize>(), sketch()).prop_map(|(id, sketch)| Deed::Restore(id, sketch)),
        3 => (0..4_usize, 0..5_usize, any::<u8>()).prop_map(|(kind, at, what)| Deed::Table(kind, at, what)),
        1 => (0..3_usize, any::<u8>()).prop_map(|(at, what)| Deed::Story(at, what)),
        1 => any::<u8>().prop_map(Deed::Head),
    ]
}

/// The edit of a deed in a timeline.
fn edit_of(deed: &Deed, timeline: &Timeline) -> Edit {
    let counts =
        [timeline.lanes().len(), timeline.tags().len(), timeline.actors().len(), timeline.sources().len()];
    let ids: Vec<EventId> = timeline.ids().collect();
    let pick = |number: usize| ids.get(number % ids.len().max(1)).copied().unwrap_or(EventId::from_index(0));
    let boxed = |sketch: &Sketch| Box::new(event(sketch, counts));
    match deed {
        Deed::Insert(sketch) => {
            Edit::Event { id: timeline.next_event(), change: Change::Insert(boxed(sketch)) }
        }
        Deed::Put(number, sketch) => Edit::Event { id: pick(*number), change: Change::Put(boxed(sketch)) },
        Deed::Remove(number) => Edit::Event { id: pick(*number), change: Change::Remove },
        Deed::Restore(number, sketch) => {
            let removed = timeline.removed();
            let id = removed.get(number % removed.len().max(1)).copied().unwrap_or(timeline.next_event());
            Edit::Event { id, change: Change::Insert(boxed(sketch)) }
        }
        Deed::Table(kind, at, what) => {
            let key = format!("l{}", what % 7);
            match (kind, what % 3) {
                (0, 0) => Edit::Lane { id: LaneId::from_index(*at), change: Change::Insert(lane(&key)) },
                (0, _) => Edit::Lane { id: LaneId::from_index(*at), change: Change::Remove },
                (1, 0) => Edit::Actor { id: ActorId::from_index(*at), change: Change::Insert(actor(&key)) },
                (1, _) => Edit::Actor { id: ActorId::from_index(*at), change: Change::Remove },
                (2, 0) => {
                    let change = Change::Insert(Box::new(source(&key)));
                    Edit::Source { id: SourceId::from_index(*at), change }
                }
                (2, _) => Edit::Source { id: SourceId::from_index(*at), change: Change::Remove },
                (_, 0) => Edit::Tag { id: TagId::from_index(*at), change: Change::Insert(key) },
                (..) => Edit::Tag { id: TagId::from_index(*at), change: Change::Remove },
            }
        }
        Deed::Story(at, what) => match what % 3 {
            0 => Edit::Story { index: *at, change: Change::Insert(story(usize::from(*what) % KEYS.len())) },
            1 => Edit::Story { index: *at, change: Change::Put(story(usize::from(*what) % KEYS.len())) },
            _ => Edit::Story { index: *at, change: Change::Remove },
        },
        Deed::Head(what) => {
            let mut head = FileHead::of(timeline);
            head.title = format!("Title {what}");
            head.zone =
                if what.is_multiple_of(2) { Zone::UTC } else { Zone::parse("America/New_York").unwrap() };
            Edit::Head(Box::new(head))
        }
    }
}

/// All that a timeline answers, with the ids that its events have without the removed ones.
fn answers(timeline: &Timeline) -> String {
    let index = |id: EventId| timeline.ids().position(|other| other == id);
    let mut text = format!("{:?}\n", timeline.to_builder());
    let order: Vec<_> = timeline.chronological().iter().map(|id| index(*id)).collect();
    let recurring: Vec<_> = timeline.recurring().iter().map(|id| index(*id)).collect();
    text += &format!("{order:?} {recurring:?} {:?} {}\n", timeline.extent(), timeline.undated_count());
    for id in timeline.ids() {
        text += &format!(
            "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {} {} {:?} {:?}\n",
            timeline.event_title(id),
            timeline.key(id),
            timeline.date(id),
            timeline.range(id),
            timeline.qualifier(id),
            timeline.status(id),
            timeline.lane(id),
            timeline.actors_of(id),
            timeline.tags_of(id),
            timeline.importance(id),
            timeline.has_claim(id),
            timeline.sources_of(id),
            timeline.event_zone(id),
        );
        for tie in timeline.outgoing(id).chain(timeline.incoming(id)) {
            text += &format!("{:?} {:?} {:?} {}\n", index(tie.from), index(tie.to), tie.kind, tie.index);
        }
    }
    timeline.each_piece(0..timeline.id_count() + 3, |id, piece| {
        text += &format!("{:?} {piece}\n", index(id));
    });
    text
}

#[test]
fn a_made_key_stays_stated_while_an_event_refers_to_it() {
    let sketch =
        |key, relations| Sketch { key, date: 0, lane: 0, tag: 0, actor: 0, source: 0, relations, number: 1 };
    let mut now = loaded(&[sketch(0, vec![(0, 3)]), sketch(3, Vec::new())]);
    let id = EventId::from_index(1);
    for _ in 0..2 {
        let mut unnamed = now.event(id).into_owned();
        unnamed.key.clear();
        unnamed.key_is_stated = false;
        now = now.edited(&[Edit::Event { id, change: Change::Put(Box::new(unnamed)) }]).unwrap().timeline;
        assert_eq!((now.key(id).as_ref(), now.event(id).key_is_stated), ("event-2", true));
    }
}

proptest! {
    #[test]
    fn an_edited_timeline_reads_as_a_new_one_and_inverses_lead_back(
        sketches in prop::collection::vec(sketch(), 0..8),
        deeds in prop::collection::vec(prop::collection::vec(deed(), 1..4), 0..12),
    ) {
        let before = loaded(&sketches);
        let first = answers(&before);
        let mut now = before.clone();
        let mut history: Vec<(String, Vec<Edit>)> = Vec::new();
        for deeds in &deeds {
            // The edits of a list are made for the timeline before the list, so that many of them do not
            // fit.
            let edits: Vec<Edit> = deeds.iter().map(|deed| edit_of(deed, &now)).collect();
            if let Ok(Edited { timeline, inverse }) = now.edited(&edits) {
                prop_assert_eq!(answers(&timeline), answers(&timeline.to_builder().build()));
                history.push((answers(&now), inverse));
                now = timeline;
            }
        }
        while let Some((former, inverse)) = history.pop() {
            let undone = now.edited(&inverse).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(answers(&undone.timeline), former);
            let redone = undone.timeline.edited(&undone.inverse);
            let redone = redone.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(answers(&redone.timeline), answers(&now));
            now = undone.timeline;
        }
        prop_assert_eq!(answers(&now), first);
    }

    #[test]
    fn edited_files_are_combined_as_new_ones_are(
        files in prop::collection::vec(
            (prop::collection::vec(sketch(), 1..6), prop::collection::vec(deed(), 0..6)), 1..3),
        shift in prop_oneof![Just(0_i64), Just(1_000)],
    ) {
        let edited: Vec<Timeline> = files.iter().map(|(sketches, deeds)| {
            deeds.iter().fold(loaded(sketches), |timeline, deed| {
                let edited = timeline.edited(&[edit_of(deed, &timeline)]);
                edited.map_or(timeline, |edited| edited.timeline)
            })
        }).collect();
        let whole = |timelines: Vec<Timeline>| {
            let piece = |(number, timeline)| Piece { name: format!("file {number}"), timeline: Arc::new(timeline), shift };
            let pieces: Vec<Piece> = timelines.into_iter().enumerate().map(piece).collect();
            combine(&pieces, None)
        };
        // Keys that are made of indices differ where events were removed.
        let states_all = |timeline: &Timeline| timeline.ids().all(|id| timeline.event(id).key_is_stated);
        if !edited.iter().all(states_all) {
            return Ok(());
        }
        let fresh = edited.iter().map(|timeline| timeline.to_builder().build()).collect();
        prop_assert_eq!(answers(&whole(edited)), answers(&whole(fresh)));
    }
}

fn small() -> Timeline {
    let mut builder = TimelineBuilder::default();
    builder.lane("cyber", "Cybersecurity");
    let mut mous = Event::new("mous", "Three MoUs signed");
    mous.lane = Some(LaneId::from_index(0));
    mous.date = Date::parse("2021-08").ok();
    builder.event(mous);
    let mut visit = Event::new("visit", "Visit");
    visit.relations.push(Relation {
        kind: RelationKind::Precedes,
        to: Some(EventId::from_index(0)),
        to_key: "mous".to_owned(),
        basis: Basis::Stated,
        note: String::new(),
        extra: Vec::new(),
    });
    builder.event(visit);
    builder.build()
}

fn refused(edits: &[Edit]) -> String {
    small().edited(edits).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn what_cannot_be_done_is_refused_with_its_reason() {
    let id = EventId::from_index;
    let put = |at: usize, event: Event| Edit::Event { id: id(at), change: Change::Put(Box::new(event)) };
    let mut part = Event::new("visit", "Visit");
    part.lane = Some(LaneId::from_index(4));
    assert_eq!(refused(&[put(1, part)]), "\"visit\" refers to lane 5, which is not there");
    assert_eq!(refused(&[put(1, Event::new("mous", "x"))]), "Another event has the id \"mous\"");
    assert_eq!(refused(&[put(7, Event::new("x", "x"))]), "There is no event 8");
    let first = LaneId::from_index(0);
    assert_eq!(
        refused(&[Edit::Lane { id: first, change: Change::Remove }]),
        "The lane \"cyber\" cannot be removed, because an event names it"
    );
    assert_eq!(
        refused(&[Edit::Lane { id: first, change: Change::Put(lane("other")) }]),
        "The id of the lane \"cyber\" cannot change, because events name it"
    );
    let insert = Edit::Event { id: id(5), change: Change::Insert(Box::new(Event::new("x", "x"))) };
    assert_eq!(refused(&[insert]), "No event can be added as number 6");
    let timeline = small();
    let mut mous = timeline.event(id(0)).into_owned();
    let mut visit = timeline.event(id(1)).into_owned();
    let part_of =
        |to: usize| Relation { kind: RelationKind::PartOf, to: Some(id(to)), ..visit.relations[0].clone() };
    mous.relations = vec![part_of(1)];
    let circle = part_of(0);
    visit.relations = vec![circle];
    assert_eq!(refused(&[put(0, mous), put(1, visit)]), "The event \"mous\" would be a part of itself");
    let whole = combine(&[Piece { name: "a".into(), timeline: Arc::new(timeline), shift: 0 }], None);
    assert_eq!(whole.edited(&[]).map(|_| ()), Err(EditError::Combined));
    assert_eq!(Entry::Story.to_string(), "story");
}

#[test]
fn relations_follow_a_new_key_and_lead_nowhere_without_their_event() {
    let (timeline, id) = (small(), EventId::from_index);
    let mut mous = timeline.event(id(0)).into_owned();
    mous.key = "three-mous".to_owned();
    let edited = timeline.edited(&[Edit::Event { id: id(0), change: Change::Put(Box::new(mous)) }]).unwrap();
    let visit = edited.timeline.event(id(1)).into_owned();
    assert_eq!((visit.relations[0].to, visit.relations[0].to_key.as_str()), (Some(id(0)), "three-mous"));
    let removed = edited.timeline.edited(&[Edit::Event { id: id(0), change: Change::Remove }]).unwrap();
    assert_eq!(removed.timeline.event(id(1)).relations[0].to, None);
    assert_eq!(removed.timeline.ids().collect::<Vec<_>>(), [id(1)]);
    assert_eq!((removed.timeline.len(), removed.timeline.id_count()), (1, 2));
    let again =
        Edit::Event { id: id(2), change: Change::Insert(Box::new(Event::new("three-mous", "Again"))) };
    let again = removed.timeline.edited(&[again]).unwrap().timeline;
    assert_eq!(again.event(id(1)).relations[0].to, Some(id(2)));
}
