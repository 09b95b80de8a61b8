//! Whole drawings of small timelines: what must hold for every picture.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;
use crate::layout::{
    Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, PictureContext, Viewport, layout,
};
use crate::text::{Faces, Ruler, Weight};
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::model::{
    Basis, Citation, Event, EventId, Quote, Recurrence, Relation, RelationKind, Source, Status, Story,
    StoryScene, Timeline, TimelineBuilder, View,
};

/// Half a point per point of size for every character.
struct Halves;

impl Ruler for Halves {
    fn width(&self, text: &str, size: f32, _weight: Weight) -> f32 {
        text.chars().count() as f32 * size / 2.0
    }

    fn faces(&self) -> Faces {
        Faces::bundled_only()
    }
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn now() -> TimePoint {
    date("2024-06-01").range(Zone::UTC).earliest_start.unwrap()
}

/// One event of every kind of date and status, in two lanes.
fn timeline() -> Timeline {
    let mut builder = TimelineBuilder::default();
    let lanes = [builder.lane("a", "Agreements"), builder.lane("b", "Visits")];
    let kinds = [
        ("2022-03-29", Status::Happened),
        ("2021-08", Status::Happened),
        ("2022-01?", Status::Happened),
        ("2022-01~", Status::Happened),
        ("2022%", Status::Unknown),
        ("2022-02-01/2022-09-30", Status::Happened),
        ("2022-02/2022-09", Status::Ongoing),
        ("2021-05~/2023-07?", Status::Happened),
        ("2023-01-01/..", Status::Ongoing),
        ("2022-05/", Status::Happened),
        ("/2022-05", Status::Happened),
        ("2025-01", Status::Planned),
        ("2025/2026", Status::Planned),
        ("2022-07-04", Status::Cancelled),
        ("2023-10-02", Status::Postponed),
        ("1999/2001", Status::Happened),
    ];
    for (place, (text, status)) in kinds.into_iter().enumerate() {
        let mut event = Event::new(format!("e{place}"), format!("Event {place} of {text}"));
        event.date = Some(date(text));
        event.status = status;
        event.lane = Some(lanes[place % 2]);
        if status == Status::Postponed {
            event.citations.push(citation("2023-04-01", None));
        }
        if place == 1 {
            event.relations.push(relation(RelationKind::Precedes, 0));
            event.citations.push(citation("2021-09", Some("the words themselves")));
        }
        builder.event(event);
    }
    let mut promise = Event::new("promise", "Yearly talks");
    promise.status = Status::Recurring;
    promise.lane = Some(lanes[0]);
    promise.recurrence = Some(Recurrence {
        text: "each year".to_owned(),
        rule: Some("FREQ=YEARLY".to_owned()),
        from: Some(date("2022")),
        until: None,
        extra: Vec::new(),
    });
    builder.event(promise);
    let mut source = blank_source();
    source.publisher = "The Gazette".to_owned();
    builder.source(source);
    builder.build()
}

fn blank_source() -> Source {
    Source {
        key: "gazette".to_owned(),
        title: "An article".to_owned(),
        publisher: String::new(),
        authors: vec!["A. Writer".to_owned()],
        published: Some(date("2022-03-30")),
        zone: None,
        url: None,
        accessed: None,
        grade: dateline_timeline::model::Grade::Press,
        text: None,
        extra: Vec::new(),
    }
}

fn citation(on: &str, text: Option<&str>) -> Citation {
    Citation {
        source: Some(dateline_timeline::model::SourceId::from_index(0)),
        source_key: "gazette".to_owned(),
        quote: text.map(|text| Quote {
            exact: text.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            extra: Vec::new(),
        }),
        note: "Says so in other words.".to_owned(),
        date: Some(date(on)),
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    }
}

fn relation(kind: RelationKind, to: usize) -> Relation {
    Relation {
        kind,
        to: Some(EventId::from_index(to)),
        to_key: format!("e{to}"),
        basis: Basis::Stated,
        note: String::new(),
        extra: Vec::new(),
    }
}

fn context(timeline: &Timeline) -> PictureContext<'_> {
    PictureContext { timeline, ruler: &Halves, zone: Zone::UTC, now: now() }
}

fn picture(timeline: &Timeline, from: &str, to: &str, emphasised: &[EventId]) -> Picture {
    let metrics = Metrics::default();
    let matches = dateline_timeline::query::Matches::all(timeline.len());
    let plan = LanePlan::new(timeline, &metrics, &Halves, Size::new(1_000.0, 600.0));
    let labelling = Labelling::new(&LabellingInput {
        timeline,
        matches: &matches,
        plan: &plan,
        metrics: &metrics,
        ruler: &Halves,
        widths: None,
        most: None,
        only_scale: None,
    });
    let point = |text: &str| date(text).range(Zone::UTC).earliest_start.unwrap();
    layout(&LayoutInput {
        context: context(timeline),
        labelling: &labelling,
        all: None,
        plan: &plan,
        viewport: Viewport::between(point(from), point(to), 1_000.0, 600.0),
        emphasised,
    })
}

fn drawn(timeline: &Timeline, picture: &Picture, theme: &Theme, emphasis: &Emphasis) -> Vec<Item> {
    draw(&DrawInput { context: context(timeline), picture, theme, emphasis })
}

/// Calls a function with every item, those inside groups and links included.
fn visit<'a>(items: &'a [Item], seen: &mut dyn FnMut(&'a Item)) {
    for item in items {
        seen(item);
        if let Item::Group { items, .. } | Item::Link { items, .. } = item {
            visit(items, seen);
        }
    }
}

fn numbers(item: &Item) -> Vec<f32> {
    let rect = |rect: &Rect| [rect.left, rect.top, rect.right, rect.bottom];
    let fill = |fill: &Option<Fill>| match fill {
        Some(Fill::Horizontal(stops)) => stops.iter().map(|(x, _)| *x).collect(),
        _ => Vec::new(),
    };
    match item {
        Item::Rect { rect: own, radius, fill: inside, .. } => {
            rect(own).into_iter().chain([*radius]).chain(fill(inside)).collect()
        }
        Item::Blocks { rects, .. } => rects.iter().flat_map(rect).collect(),
        Item::Circle { center, radius, .. } => vec![center.x, center.y, *radius],
        Item::Line { from, to, stroke } => vec![from.x, from.y, to.x, to.y, stroke.width],
        Item::Path { commands, fill: inside, .. } => commands
            .iter()
            .flat_map(|command| match command {
                PathCommand::Move(to) | PathCommand::Line(to) => vec![to.x, to.y],
                PathCommand::Cubic(a, b, to) => vec![a.x, a.y, b.x, b.y, to.x, to.y],
                PathCommand::Close => Vec::new(),
            })
            .chain(fill(inside))
            .collect(),
        Item::Text { at, line, .. } => vec![at.x, at.y, line.style().size],
        Item::Group { clip, opacity, .. } => {
            clip.as_ref().map(rect).into_iter().flatten().chain([*opacity]).collect()
        }
        Item::Link { .. } => Vec::new(),
    }
}

fn assert_sound(items: &[Item]) {
    visit(items, &mut |item| {
        for number in numbers(item) {
            assert!(number.is_finite() && number.abs() < 20_000.0, "{item:?}");
        }
        if let Item::Rect { fill: Some(Fill::Horizontal(stops)), .. } = item {
            assert!(stops.is_sorted_by(|a, b| a.0 <= b.0), "stops do not rise: {item:?}");
        }
        if let Item::Text { line, .. } = item {
            assert!(!line.text().is_empty() && line.style().size > 0.0, "{item:?}");
        }
    });
}

#[test]
fn every_picture_is_sound_and_shows_each_mark_once_with_whole_words() {
    let timeline = timeline();
    let views = [
        ("2021-07", "2026-01"),
        ("1990", "2100"),
        ("2022-03-28", "2022-03-31"),
        ("2022-03-29T11:59", "2022-03-29T12:01"),
        ("0001", "9999"),
        ("3000", "3001"),
    ];
    for theme in [Theme::light(), Theme::dark()] {
        for (from, to) in views {
            for id in timeline.ids() {
                let picture = picture(&timeline, from, to, &[id]);
                let emphasis = Emphasis {
                    selected: Some(id),
                    hovered: Some(EventId::from_index(0)),
                    focused: Some(id),
                    thread_steps: 2,
                    hovered_cell: Some(0),
                    ..Emphasis::default()
                };
                let items = drawn(&timeline, &picture, &theme, &emphasis);
                assert_sound(&items);
                let mut shown = Vec::new();
                let mut text = BTreeSet::new();
                visit(&items, &mut |item| match item {
                    Item::Group { event: Some(event), label, .. } => {
                        assert_eq!(label.as_deref(), Some(event_label(&timeline, *event).as_str()));
                        shown.push(*event);
                    }
                    Item::Text { line, .. } => {
                        text.insert(line.text());
                    }
                    _ => {}
                });
                let mut expected: Vec<EventId> = picture.marks.iter().map(|mark| mark.event).collect();
                shown.sort_unstable();
                expected.sort_unstable();
                assert_eq!(shown, expected, "{from} to {to}");
                for label in picture.marks.iter().filter_map(|mark| mark.label.as_ref()) {
                    assert!(text.contains(label.text.as_str()), "{}", label.text);
                }
            }
        }
    }
}

/// A drawing as text: what each item is and where, without its colours.
fn outline(items: &[Item], depth: usize, text: &mut String) {
    for item in items {
        let indent = "  ".repeat(depth);
        match item {
            Item::Rect { rect, fill, stroke, .. } => {
                let fill = match fill {
                    Some(Fill::Solid(_)) => "filled",
                    Some(Fill::Horizontal(_)) => "faded",
                    None => "open",
                };
                let dash =
                    stroke.map_or("", |stroke| if stroke.dash.is_some() { " dashed" } else { " lined" });
                let Rect { left, top, right, bottom } = rect;
                let _ = writeln!(text, "{indent}rect {fill}{dash} {left:.1} {top:.1} {right:.1} {bottom:.1}");
            }
            Item::Blocks { rects, .. } => {
                let _ = writeln!(text, "{indent}blocks {}", rects.len());
            }
            Item::Circle { center, radius, .. } => {
                let _ = writeln!(text, "{indent}circle {:.1} {:.1} r {radius:.1}", center.x, center.y);
            }
            Item::Line { from, to, .. } => {
                let _ = writeln!(text, "{indent}line {:.1} {:.1} to {:.1} {:.1}", from.x, from.y, to.x, to.y);
            }
            Item::Path { commands, .. } => {
                let _ = writeln!(text, "{indent}path of {}", commands.len());
            }
            Item::Text { at, line, .. } => {
                let _ = writeln!(text, "{indent}text {:.1} {:.1} {:?}", at.x, at.y, line.text());
            }
            Item::Group { label, items, opacity, .. } => {
                let _ = writeln!(text, "{indent}group {opacity} {:?}", label.as_deref().unwrap_or_default());
                outline(items, depth + 1, text);
            }
            Item::Link { items, .. } => outline(items, depth, text),
        }
    }
}

fn event_outline(timeline: &Timeline, event: usize, emphasis: &Emphasis) -> String {
    let id = EventId::from_index(event);
    let picture = picture(timeline, "2021-07", "2023-07", &[id]);
    let items = drawn(timeline, &picture, &Theme::light(), emphasis);
    let mut text = String::new();
    // heights are told from the middle of the event's row, which other events decide
    let row = picture.mark(id).unwrap().center_y;
    visit(&items, &mut |item| {
        if matches!(item, Item::Group { event: Some(event), .. } if *event == id) {
            outline(&translated(vec![item.clone()], Point::new(0.0, -row)), 0, &mut text);
        }
    });
    text
}

#[test]
fn an_event_as_items() {
    let timeline = timeline();
    let plain = Emphasis::default();
    insta::assert_snapshot!(event_outline(&timeline, 1, &plain), @r#"
    group 1 "Event 1 of 2021-08, August 2021, day not stated, happened"
      rect filled 88.9 -8.0 200.9 8.0
      rect faded 42.5 -7.0 84.9 7.0
      path of 5
      text 90.9 4.0 "Event 1 of 2021-08"
    "#);
    insta::assert_snapshot!(event_outline(&timeline, 6, &plain), @r#"
    group 1 "Event 6 of 2022-02/2022-09, February–September 2022, ongoing"
      rect faded 294.5 -9.0 625.0 7.0
      rect faded 294.5 7.0 625.0 9.0
      text 340.9 4.0 "Event 6 of 2022-02/2022-09"
    "#);
    insta::assert_snapshot!(event_outline(&timeline, 13, &plain), @r#"
    group 1 "Event 13 of 2022-07-04, 4 July 2022, cancelled"
      rect filled 512.8 -8.0 648.8 8.0
      path of 5
      line 497.8 7.0 to 511.8 -7.0
      text 514.8 4.0 "Event 13 of 2022-07-04"
    "#);
    let (found, dimmed) = ([0..5, 6..7].to_vec(), BTreeSet::new());
    let hits = [(EventId::from_index(0), found)];
    let all = Emphasis {
        selected: Some(EventId::from_index(0)),
        focused: Some(EventId::from_index(0)),
        hits: &hits,
        bright: Some(&dimmed),
        ..Emphasis::default()
    };
    insta::assert_snapshot!(event_outline(&timeline, 0, &all), @r#"
    group 0.38 "Event 0 of 2022-03-29, 29 March 2022, happened"
      rect filled lined 357.9 -11.0 516.9 11.0
      circle 371.9 0.0 r 5.0
      rect filled 380.4 -8.0 413.4 8.0
      rect filled 416.4 -8.0 425.4 8.0
      text 381.9 4.0 "Event 0 of 2022-03-29"
      rect open dashed 354.9 -14.0 519.9 14.0
    "#);
}

#[test]
fn what_is_selected_is_drawn_last_and_what_steps_back_is_pale() {
    let timeline = timeline();
    let selected = EventId::from_index(1);
    let picture = picture(&timeline, "2021-07", "2026-01", &[selected]);
    let bright = BTreeSet::from([selected]);
    let emphasis = Emphasis { selected: Some(selected), bright: Some(&bright), ..Emphasis::default() };
    let items = drawn(&timeline, &picture, &Theme::light(), &emphasis);
    let mut groups = Vec::new();
    visit(&items, &mut |item| {
        if let Item::Group { event: Some(event), opacity, .. } = item {
            groups.push((*event, *opacity));
        }
    });
    assert_eq!(groups.last(), Some(&(selected, 1.0)));
    assert!(groups.iter().all(|(event, opacity)| *event == selected || *opacity == Theme::DIMMED));
}

#[test]
fn hits_outside_the_words_are_left_out() {
    let timeline = timeline();
    let event = EventId::from_index(0);
    let picture = picture(&timeline, "2021-07", "2026-01", &[event]);
    let hits = [(event, vec![3..400, 900..901])];
    let emphasis = Emphasis { hits: &hits, ..Emphasis::default() };
    let theme = Theme::light();
    let items = drawn(&timeline, &picture, &theme, &emphasis);
    visit(&items, &mut |item| {
        assert!(!matches!(item, Item::Rect { fill: Some(Fill::Solid(color)), .. } if *color == theme.hit));
    });
}

fn story(scenes: Vec<StoryScene>) -> Story {
    Story { title: "A story".to_owned(), scenes, extra: Vec::new() }
}

fn scene(title: &str, event: Option<usize>, caption: &str) -> StoryScene {
    StoryScene {
        title: title.to_owned(),
        view: View { from: Some(date("2021-07")), to: Some(date("2026")) },
        event: event.map(EventId::from_index),
        event_key: String::new(),
        events: (0..8).map(|place| (Some(EventId::from_index(place * 2)), String::new())).collect(),
        caption: caption.to_owned(),
        notes: String::new(),
        extra: Vec::new(),
    }
}

fn texts(scene: &Scene) -> Vec<String> {
    let mut text = Vec::new();
    visit(&scene.items, &mut |item| {
        if let Item::Text { line, .. } = item {
            text.push(line.text().to_owned());
        }
    });
    text
}

#[test]
fn a_scene_keeps_its_words_inside_whatever_its_size() {
    let timeline = timeline();
    let long = "A sentence that goes on for quite a while and then some more. ".repeat(9);
    let scenes = vec![
        scene("Short", Some(1), "A caption."),
        scene(&long, Some(1), &long),
        scene("", Some(4), ""),
        scene("No event", None, &long),
        scene("", Some(16), "A promise"),
    ];
    let story = story(scenes);
    for size in [(1920.0, 1080.0), (1024.0, 768.0), (320.0, 180.0), (500.0, 900.0), (3840.0, 1080.0)] {
        let size = Size::new(size.0, size.1);
        for place in 0..=story.scenes.len() {
            let theme = Theme::light();
            let input = StoryInput {
                context: context(&timeline),
                story: &story,
                scene: place,
                viewport: None,
                size,
                theme: &theme,
                live_verdict: None,
            };
            let picture = draw_story_scene(&input);
            assert_sound(&picture.items);
            for item in picture.items.iter().filter(|item| matches!(item, Item::Text { .. })) {
                let Item::Text { at, line, anchor: Anchor::Start } = item else { continue };
                let text = line.text();
                let width = Halves.width(text, line.style().size, Weight::Regular);
                assert!(at.x >= 0.0 && at.x + width <= size.width, "{text:?} at {size:?}");
                assert!(at.y > 0.0 && at.y < size.height, "{text:?} at {size:?}");
            }
        }
    }
}

#[test]
fn a_scene_quotes_words_and_says_whose_they_are() {
    let timeline = timeline();
    let mut first = scene("", Some(1), "A caption.");
    first.events.clear();
    let mut second = first.clone();
    second.event = Some(EventId::from_index(14));
    let story = story(vec![first, second]);
    let theme = Theme::light();
    let draw_scene = |scene: usize, live_verdict| {
        draw_story_scene(&StoryInput {
            context: context(&timeline),
            story: &story,
            scene,
            viewport: None,
            size: Size::new(1920.0, 1080.0),
            theme: &theme,
            live_verdict,
        })
    };
    let quoted = texts(&draw_scene(0, Some(dateline_timeline::model::Verdict::Verbatim)));
    for expected in ["Event 1 of 2021-08", "“the words themselves”", "Verbatim", "A caption."] {
        assert!(quoted.iter().any(|text| text == expected), "{expected} is not in {quoted:?}");
    }
    assert!(quoted.iter().any(|text| text.starts_with("The Gazette, A. Writer, ")), "{quoted:?}");
    let paraphrased = texts(&draw_scene(1, None));
    assert!(paraphrased.iter().any(|text| text == "Says so in other words."), "{paraphrased:?}");
    assert!(!paraphrased.iter().any(|text| text.contains('“') || text == "Verbatim"));
}

#[test]
fn the_legend_names_what_occurs_and_nothing_else() {
    let timeline = timeline();
    let picture_of = |from: &str, to: &str| {
        let picture = picture(&timeline, from, to, &[]);
        let emphasis = Emphasis::default();
        let theme = Theme::light();
        let input =
            DrawInput { context: context(&timeline), picture: &picture, theme: &theme, emphasis: &emphasis };
        let legend = legend(&input, Point::new(10.0, 10.0), 600.0);
        assert_sound(&legend.items);
        let mut text = Vec::new();
        visit(&legend.items, &mut |item| {
            if let Item::Text { line, at, .. } = item {
                assert!(at.y <= 10.0 + legend.height);
                text.push(line.text().to_owned());
            }
        });
        text
    };
    let all = picture_of("2021-07", "2026-01");
    for expected in
        ["Agreements", "Visits", "Somewhere in this range", "Inferred", "About", "Planned or promised"]
    {
        assert!(all.iter().any(|text| text == expected), "{expected} is not in {all:?}");
    }
    assert_eq!(
        picture_of("3000", "3001").get(..2),
        Some(&["Agreements".to_owned(), "Visits".to_owned()][..])
    );
    assert!(!picture_of("3000", "3001").iter().any(|text| text == "Inferred"));
}

#[test]
fn a_scene_of_very_many_events_shows_the_most_important_and_counts_the_others() {
    let mut builder = TimelineBuilder::default();
    for number in 0..60_000 {
        let mut event = Event::new(format!("e{number}"), format!("Event {number}"));
        event.date = Date::parse(&format!("{}", 1000 + number % 900)).ok();
        event.importance = if number % 1_000 == 7 { 0.9 } else { 0.1 };
        builder.event(event);
    }
    let timeline = builder.build();
    let ids: Vec<EventId> = timeline.ids().collect();
    let scene = StoryScene {
        event: ids.first().copied(),
        events: ids.iter().map(|id| (Some(*id), String::new())).collect(),
        title: String::new(),
        view: View { from: None, to: None },
        event_key: String::new(),
        caption: String::new(),
        notes: String::new(),
        extra: Vec::new(),
    };
    let story = Story { title: "All".to_owned(), scenes: vec![scene], extra: Vec::new() };
    let faces = Faces::bundled_only();
    let drawn = draw_story_scene(&StoryInput {
        context: PictureContext {
            timeline: &timeline,
            ruler: &faces,
            zone: Zone::UTC,
            now: TimePoint::default(),
        },
        story: &story,
        scene: 0,
        viewport: None,
        live_verdict: None,
        theme: &Theme::light(),
        size: Size::new(1280.0, 800.0),
    });
    let mut events = Vec::new();
    let mut texts = Vec::new();
    visit(&drawn.items, &mut |item| match item {
        Item::Group { event: Some(event), .. } => events.push(*event),
        Item::Text { line, .. } => texts.push(line.text().to_owned()),
        _ => {}
    });
    assert!(events.len() <= 101, "{}", events.len());
    assert!(events.contains(&ids[0]) && events.contains(&ids[1_007]), "the first and the important ones");
    assert!(texts.iter().any(|text| text == "59,900 less important events are not shown"), "{texts:?}");
}
