//! Arbitrary timelines: every field, every extra field, every story.

use dateline_time::{Date, Zone};
use dateline_timeline::model::{
    Actor, ActorId, ActorKind, Basis, Checked, Citation, Event, EventId, Extra, Grade, LaneId, Participation,
    Quote, Recurrence, Relation, RelationKind, Source, SourceId, Status, Story, StoryScene, Supports,
    Timeline, TimelineBuilder, TimelineHead, Verdict, View,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn words() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-zé \"\\\\/\n\t新]{1,12}", any::<String>(),]
}

/// Words that stand alone on a line: never blank.
fn line() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| format!("T{text}"))
}

fn date() -> impl Strategy<Value = Date> {
    let texts = vec![
        "2021",
        "2021-08",
        "2022-03-29",
        "1965~",
        "2022-10?",
        "2022-03-26/2022-04-02",
        "2020/..",
        "../2019",
        "2020/",
        "[2019-10-16,2019-10-17]",
        "Y-13800000000",
        "2022-03-29T13:30:00Z",
        "2021-21",
        "196X",
    ];
    select(texts).prop_map(|text| Date::parse(text).unwrap())
}

fn zone() -> impl Strategy<Value = Zone> {
    select(vec!["America/New_York", "Asia/Singapore", "UTC"]).prop_map(|name| Zone::parse(name).unwrap())
}

/// Fields that the format does not know, as people write them.
fn extra() -> impl Strategy<Value = Vec<Extra>> {
    let values =
        vec!["1", "1e400", "null", "\"é\\u00e9\"", "[ 1,2 ]", "{\"a\": [1, 2.50],\n  \"b\": {}}", "-0.0"];
    vec((select(vec!["x-colour", "X \"quoted\"", "ünknown", "map location"]), select(values)), 0..3).prop_map(
        |list| {
            let mut seen = std::collections::HashSet::new();
            let list = list.into_iter().filter(|(name, _)| seen.insert(*name));
            list.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        },
    )
}

fn view() -> impl Strategy<Value = View> {
    let years =
        |years: Vec<&'static str>| option::of(select(years).prop_map(|text| Date::parse(text).unwrap()));
    (years(vec!["2019", "2020-05"]), years(vec!["2021", "2026-12-31"]))
        .prop_map(|(from, to)| View { from, to })
}

fn source(index: usize) -> impl Strategy<Value = Source> {
    let who = (line(), words(), vec(words(), 0..3), select(Grade::ALL), option::of(words()));
    let when = (option::of(date()), option::of(zone()), option::of(date()));
    let url = option::of(Just("https://example.org/a?b=\"c\"".to_owned()));
    (who, when, url, extra()).prop_map(move |((title, publisher, authors, grade, text), when, url, extra)| {
        Source {
            key: format!("s{index}"),
            title,
            publisher,
            authors,
            published: when.0,
            zone: when.1,
            url,
            accessed: when.2,
            grade,
            text,
            extra,
        }
    })
}

fn citation(sources: usize) -> impl Strategy<Value = Citation> {
    let quote = (line(), words(), words(), extra());
    let quote = quote.prop_map(|(exact, prefix, suffix, extra)| Quote { exact, prefix, suffix, extra });
    let checked = (select(Verdict::ALL), option::of(date()), select(vec!["", "ab12"]));
    let checked = checked.prop_map(|(verdict, on, sha)| Checked { verdict, on, text_sha256: sha.to_owned() });
    let dates = (option::of(date()), option::of(zone()), vec(select(Supports::ALL), 0..3));
    (0..=sources, option::of(quote), words(), dates, option::of(checked), extra()).prop_map(
        move |(place, quote, note, (date, zone, supports), checked, extra)| Citation {
            // One place behind the last source is a source that nobody describes.
            source: (place < sources).then(|| SourceId::from_index(place)),
            source_key: if place < sources { format!("s{place}") } else { "nobody".to_owned() },
            quote,
            note,
            date,
            zone,
            supports,
            checked,
            extra,
        },
    )
}

fn relation(index: usize) -> impl Strategy<Value = Relation> {
    (0..=index, select(RelationKind::ALL), select(Basis::ALL), words(), extra()).prop_map(
        move |(place, kind, basis, note, extra)| Relation {
            kind,
            to: (place < index).then(|| EventId::from_index(place)),
            to_key: if place < index { format!("e{place}") } else { "nothing".to_owned() },
            basis,
            note,
            extra,
        },
    )
}

/// How many entries each table of a made timeline has.
const TABLE: usize = 3;

fn event(index: usize) -> impl Strategy<Value = (Event, Vec<String>)> {
    let what = (line(), words(), vec(line(), 0..3), 0.0_f32..=1.0, option::of(line()));
    let when = (
        option::of(date()),
        words(),
        option::of(zone()),
        select(Status::ALL),
        option::of(date()),
        option::of(line()),
    );
    let participation = (0..TABLE, words())
        .prop_map(|(actor, role)| Participation { actor: ActorId::from_index(actor), role });
    let who = (option::of(0..TABLE), vec(participation, 0..3));
    let promise = (words(), option::of(words()), option::of(date()), option::of(date()), extra())
        .prop_map(|(text, rule, from, until, extra)| Recurrence { text, rule, from, until, extra });
    let rests = (vec(citation(TABLE), 0..3), vec(relation(index), 0..3), option::of(promise));
    (what, when, who, rests, extra()).prop_map(move |(what, when, who, rests, extra)| {
        let event = Event {
            key: format!("e{index}"),
            key_is_stated: true,
            title: what.0,
            date: when.0,
            date_note: when.1,
            unreadable_date: when.5,
            zone: when.2,
            status: when.3,
            as_of: when.4,
            lane: who.0.map(LaneId::from_index),
            actors: who.1,
            tags: Vec::new(),
            importance: what.3,
            place: what.4,
            summary: what.1,
            citations: rests.0,
            relations: rests.1,
            recurrence: rests.2,
            extra,
        };
        (event, what.2)
    })
}

fn story(events: usize) -> impl Strategy<Value = Story> {
    let about = move || {
        (0..=events).prop_map(move |place| match place < events {
            true => (Some(EventId::from_index(place)), format!("e{place}")),
            false => (None, "nothing".to_owned()),
        })
    };
    let scene = (words(), view(), option::of(about()), vec(about(), 0..3), words(), words(), extra());
    let scene = scene.prop_map(|(title, view, about, events, caption, notes, extra)| {
        let (event, event_key) = about.unwrap_or((None, String::new()));
        StoryScene { title, view, event, event_key, events, caption, notes, extra }
    });
    (words(), vec(scene, 0..4), extra()).prop_map(|(title, scenes, extra)| Story { title, scenes, extra })
}

/// A timeline of one to five events.
pub fn timeline() -> impl Strategy<Value = Timeline> {
    let head =
        (words(), words(), option::of(zone()), vec((zone(), line()), 0..3), option::of(view()), extra());
    let tables = (
        vec((line(), extra()), TABLE),
        vec((line(), select(ActorKind::ALL), extra()), TABLE),
        (0..TABLE).map(source).collect::<Vec<_>>(),
    );
    let events = (1_usize..6).prop_flat_map(|count| {
        ((0..count).map(event).collect::<Vec<_>>(), vec(story(count), 0..2), any::<bool>())
    });
    (head, tables, events).prop_map(|(head, (lanes, actors, sources), (events, stories, last_is_unnamed))| {
        let head = TimelineHead {
            title: head.0,
            description: head.1,
            zone: head.2.unwrap_or(Zone::UTC),
            zone_is_stated: head.2.is_some(),
            display_zones: head.3,
            view: head.4,
            extra: head.5,
            ..TimelineHead::default()
        };
        let mut builder = TimelineBuilder { head, events: Vec::new() };
        for (index, (label, extra)) in lanes.into_iter().enumerate() {
            let lane = builder.lane(format!("l{index}"), label);
            builder.lanes[lane.index()].extra = extra;
        }
        for (index, (name, kind, extra)) in actors.into_iter().enumerate() {
            builder.actor(Actor { key: format!("a{index}"), name, kind, extra });
        }
        for source in sources {
            builder.source(source);
        }
        for (mut event, tags) in events {
            event.tags = tags.iter().map(|tag| builder.tag(tag)).collect();
            builder.event(event);
        }
        builder.stories = stories;
        // An event without an id of its own, which nothing can refer to.
        let is_last_referenced = builder.stories.iter().flat_map(|story| &story.scenes).any(|scene| {
            let last = Some(EventId::from_index(builder.events.len() - 1));
            scene.event == last || scene.events.iter().any(|(id, _)| *id == last)
        });
        if last_is_unnamed && !is_last_referenced {
            let count = builder.events.len();
            builder.events[count - 1].key = format!("event-{count}");
            builder.events[count - 1].key_is_stated = false;
        }
        builder.build()
    })
}
