//! Several files as one timeline: every event of every file is there as it was.

use dateline_timeline::model::{EventId, Piece, Timeline, combine};
use proptest::prelude::*;
use std::sync::Arc;

fn read(text: &str) -> Arc<Timeline> {
    Arc::new(dateline_formats::load(text.as_bytes(), "f.json").expect("a timeline").timeline)
}

/// A file of some events; every odd one has an id that other files use too, and a relation to the first.
fn file(events: &[(u16, bool, u8)], has_lanes: bool, zone: &str, escapes: bool) -> String {
    let one = |(place, (year, has_lane, status)): (usize, &(u16, bool, u8))| {
        let id = if place % 2 == 0 { String::new() } else { format!(r#""id":"e{place}","#) };
        let lane = if *has_lane && has_lanes { r#""lane":"l1","# } else { "" };
        let status = ["happened", "planned", "cancelled"][usize::from(*status) % 3];
        let relations = if place % 2 == 1 && events.len() > 2 {
            r#","relations":[{"kind":"precedes","to":"e1"}]"#
        } else {
            ""
        };
        let quote = if escapes { r"\u00e9\n" } else { "" };
        format!(
            r#"{{{id}{lane}"title":"Event {place} of {year}{quote}","date":"{year}-03","status":"{status}","tags":["t{}","shared"],"actors":["a"],
               "summary":"About {year}","citations":[{{"source":"s","quote":"words {year}"}}]{relations}}}"#,
            place % 3
        )
    };
    let all: Vec<String> = events.iter().enumerate().map(one).collect();
    format!(
        r#"{{"dateline":1,"zone":"{zone}","lanes":[{{"id":"l0","label":"L0"}},{{"id":"l1","label":"L1"}}],
            "actors":[{{"id":"a","name":"Actor of {zone}"}}],"sources":[{{"id":"s","title":"S of {zone}"}}],"events":[{}]}}"#,
        all.join(",\n")
    )
}

fn pieces(timeline: &Timeline) -> Vec<(EventId, String)> {
    let mut found = Vec::new();
    timeline.each_piece(0..timeline.len(), |event, piece| found.push((event, piece.to_owned())));
    found
}

/// That an event of the whole is the one of its part.
fn same(whole: &Timeline, id: EventId, part: &Timeline, own: EventId) {
    assert_eq!(whole.event_title(id), part.event_title(own));
    assert_eq!((whole.date(id), whole.status(id)), (part.date(own), part.status(own)));
    assert_eq!(whole.range(id), part.range(own));
    assert_eq!(whole.event_zone(id), part.event_zone(own));
    let (mut a, b) = (whole.event(id).into_owned(), part.event(own).into_owned());
    let words = |timeline: &Timeline, event: &dateline_timeline::model::Event| {
        let actors: Vec<_> =
            event.actors.iter().map(|p| timeline.actor(p.actor).unwrap().name.clone()).collect();
        let tags: Vec<_> = event.tags.iter().map(|tag| timeline.tag(*tag).to_owned()).collect();
        let sources: Vec<_> = event
            .citations
            .iter()
            .map(|c| timeline.source(c.source.unwrap()).unwrap().title.clone())
            .collect();
        let lane = event.lane.map(|lane| timeline.lanes()[lane.index()].label.clone());
        (actors, tags, sources, lane)
    };
    let (of_whole, of_part) = (words(whole, &a), words(part, &b));
    assert_eq!((&of_whole.0, &of_whole.1, &of_whole.2), (&of_part.0, &of_part.1, &of_part.2));
    assert_eq!(whole.lane(id), a.lane);
    if of_part.3.is_some() {
        assert_eq!(of_whole.3, of_part.3);
    }
    assert_eq!(whole.tags_of(id), a.tags);
    let to = |timeline: &Timeline, event: &dateline_timeline::model::Event| -> Vec<_> {
        event.relations.iter().map(|r| r.to.map(|to| timeline.event_title(to).to_owned())).collect()
    };
    assert_eq!(to(whole, &a), to(part, &b));
    let ties = |timeline: &Timeline, id| -> Vec<_> {
        let titles = |tie: dateline_timeline::model::Tie| {
            (timeline.event_title(tie.to).to_owned(), tie.kind, tie.index)
        };
        timeline.outgoing(id).map(titles).collect()
    };
    assert_eq!(ties(whole, id), ties(part, own));
    assert_eq!(whole.incoming(id).count(), part.incoming(own).count());
    (a.key, a.lane, a.zone) = (b.key.clone(), b.lane, b.zone);
    (a.actors, a.tags, a.citations, a.relations) =
        (b.actors.clone(), b.tags.clone(), b.citations.clone(), b.relations.clone());
    assert_eq!(a, b);
}

fn events() -> impl Strategy<Value = Vec<(u16, bool, u8)>> {
    prop::collection::vec((1000..2100_u16, any::<bool>(), 0..3_u8), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn every_event_of_every_file_is_there_as_it_was(
        files in prop::collection::vec((events(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 1..4),
    ) {
        let parts: Vec<Piece> = files.iter().enumerate().map(|(place, (events, has_lanes, is_abroad, escapes, is_built))| {
            let zone = if *is_abroad { "Asia/Singapore" } else { "America/New_York" };
            let timeline = read(&file(events, *has_lanes, zone, *escapes));
            let timeline = if *is_built { Arc::new(timeline.to_builder().build()) } else { timeline };
            Piece { name: format!("{place}.json"), timeline, shift: 0 }
        }).collect();
        let whole = combine(&parts, None);
        prop_assert_eq!(whole.len(), parts.iter().map(|part| part.timeline.len()).sum::<usize>());
        prop_assert_eq!(whole.parts().len(), parts.len());
        for (part, piece) in whole.parts().iter().zip(&parts) {
            for own in piece.timeline.ids() {
                let id = part.whole_event(own);
                let (origin, found) = whole.origin(id).expect("an origin");
                prop_assert_eq!((origin.name.as_str(), found), (piece.name.as_str(), own));
                prop_assert!(part.lanes.contains(&whole.lane(id).expect("a lane").index()));
                same(&whole, id, &piece.timeline, own);
            }
        }
        let keys: std::collections::HashSet<_> = whole.ids().map(|id| whole.key(id).into_owned()).collect();
        prop_assert_eq!(keys.len(), whole.len(), "ids are told apart");
        let expected: Vec<_> = whole.parts().iter().flat_map(|part| {
            pieces(&part.timeline).into_iter().map(|(own, words)| (part.whole_event(own), words)).collect::<Vec<_>>()
        }).collect();
        prop_assert_eq!(pieces(&whole), expected, "what is searched is what the files say");
        let again = combine(&[Piece { name: "again.json".into(), timeline: Arc::new(whole.clone()), shift: 0 }], None);
        for id in whole.ids() {
            prop_assert_eq!(again.event_title(id), whole.event_title(id));
        }
    }
}

#[test]
fn a_shifted_file_stands_elsewhere_with_the_dates_it_states() {
    let a = read(r#"[{"title":"A","date":"2001-05-01"}]"#);
    let b = read(
        r#"{"dateline":1,"events":[{"title":"B","date":"1981-03-01/1981-04","status":"ongoing"},{"title":"None"},
        {"id":"p","title":"P","date":"1981","status":"recurring","recurrence":{"words":"yearly","rule":"FREQ=YEARLY","until":"1983"}}]}"#,
    );
    let shift = 86_400 * 7_000;
    let pieces = [("a", &a, 0), ("b", &b, shift)].map(|(name, timeline, shift)| Piece {
        name: name.into(),
        timeline: Arc::clone(timeline),
        shift,
    });
    let whole = combine(&pieces, None);
    let id = EventId::from_index(1);
    let (own, moved) = (b.range(EventId::from_index(0)).unwrap(), whole.range(id).unwrap());
    for (from, to) in [
        (own.earliest_start, moved.earliest_start),
        (own.latest_start, moved.latest_start),
        (own.earliest_end, moved.earliest_end),
        (own.latest_end, moved.latest_end),
    ] {
        assert_eq!(from.unwrap().saturating_add(shift), to.unwrap());
    }
    assert_eq!(whole.date(id), b.date(EventId::from_index(0)));
    assert_eq!(whole.range(EventId::from_index(2)), None);
    assert_eq!(
        whole.extent().map(|(_, to)| to),
        b.extent().map(|(_, to)| to.saturating_add(shift).max(a.extent().unwrap().1))
    );
    let now = dateline_time::TimePoint::from_seconds(0);
    let slots = |timeline: &Timeline, index| {
        dateline_timeline::model::slots(timeline, EventId::from_index(index), now)
    };
    let (own, moved) = (slots(&b, 2), slots(&whole, 3));
    assert_eq!(own.len(), 3);
    assert_eq!(
        own.iter().map(|slot| slot.label()).collect::<Vec<_>>(),
        moved.iter().map(|slot| slot.label()).collect::<Vec<_>>()
    );
    assert_eq!(own[0].from.saturating_add(shift), moved[0].from);
}
