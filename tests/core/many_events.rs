//! Labels of very many events: what stays true, how much work it is, and that a beginning is part of the
//! whole.

use dateline_picture::scene::Size;
use std::collections::BTreeMap;
use std::sync::Arc;

use dateline_picture::layout::{
    Labelling, LabellingInput, LanePlan, Metrics, TitleWidths, Viewport, events_of_cell, fitted_viewport,
    layout,
};
use dateline_picture::text::Faces;
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::Cancel;
use dateline_timeline::model::{Event, EventId, Timeline, TimelineBuilder};
use dateline_timeline::query::{Histogram, Index, Matches};

use crate::labelling::{Cells, Window, body_edges, collisions, context_of};

/// A made-up history: lanes, three tenths of it spans, 230 years of days, months and years.
fn history(count: usize, lane_count: usize, seed: u64) -> Timeline {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut builder = TimelineBuilder::default();
    let lanes: Vec<_> = (0..lane_count).map(|lane| builder.lane(lane.to_string(), "Lane")).collect();
    for index in 0..count {
        let mut event = Event::new(index.to_string(), "Word to ".repeat(random.usize(1..7)).trim());
        let (year, month, day) = (random.i32(1800..2030), random.u8(1..=12), random.u8(1..=28));
        let text = match random.u8(0..20) {
            0 | 1 => format!("{year}-{month:02}"),
            2 => format!("{year}~"),
            3 => format!("{year}-{month:02}-{day:02}/.."),
            4..9 => format!("{year}-{month:02}-{day:02}/{}-{month:02}", year + random.i32(1..5)),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        event.date = Date::parse(&text).ok();
        event.importance = random.f32();
        event.lane = lanes.get(random.usize(0..lane_count)).copied();
        builder.event(event);
    }
    builder.build()
}

/// A view of one of the dates at some scale.
fn any_view(window: &Window, random: &mut fastrand::Rng) -> Viewport {
    let event = EventId::from_index(random.usize(0..window.context.timeline.len()));
    let at =
        window.context.timeline.range(event).and_then(|range| range.sort_key()).unwrap_or(window.context.now);
    let whole = Viewport::between(at, at.saturating_add(1), 1000.0, 600.0);
    let scale = 10_f64.powf(-8.5 + 5.0 * random.f64());
    whole.zoomed_at(0.0, scale / whole.points_per_second()).panned(-random.f64() * 1000.0)
}

/// Whether an event covers some moment of a stretch, as far as its date says.
fn is_in_view(timeline: &Timeline, event: EventId, (from, to): (TimePoint, TimePoint)) -> bool {
    timeline.range(event).is_some_and(|range| {
        let begins = range.hull().0.or(range.sort_key());
        begins.is_some_and(|begins| begins <= to) && range.hull().1.is_none_or(|ends| ends > from)
    })
}

/// Everything in a view is labelled or counted, and nothing twice.
fn assert_nothing_is_lost(window: &Window, viewport: Viewport) {
    let input = window.input(viewport, &[]);
    let picture = layout(&input);
    let mut counted: BTreeMap<EventId, usize> = BTreeMap::new();
    for cell in &picture.cells {
        let events = events_of_cell(&input, cell);
        assert_eq!(events.len(), cell.count, "{cell:?}");
        events.into_iter().for_each(|event| *counted.entry(event).or_default() += 1);
    }
    for event in window.context.timeline.ids() {
        let is_labelled = picture.mark(event).is_some();
        let times = counted.get(&event).copied().unwrap_or(0) + usize::from(is_labelled);
        assert!(times <= 1, "{event:?} is there {times} times");
        // What goes on is drawn up to now.
        let ends = window.context.timeline.range(event).and_then(|range| range.hull().1);
        let is_drawn = ends.is_some() || window.context.now > viewport.from();
        if is_drawn && is_in_view(window.context.timeline, event, (viewport.from(), viewport.to())) {
            assert_eq!(times, 1, "{event:?} is lost at {viewport:?}");
        }
    }
}

#[test]
fn many_labels_keep_the_promises_of_few() {
    for (lanes, seed) in [(1, 1), (4, 2), (12, 3)] {
        let timeline = history(12_000, lanes, seed);
        let window = Window::new(&timeline, &Cells, Size::new(1000.0, 600.0));
        let mut random = fastrand::Rng::with_seed(seed);
        for _ in 0..12 {
            let here = any_view(&window, &mut random);
            let picture = window.picture(here);
            assert_eq!(collisions(&picture), Vec::<String>::new(), "at {here:?}");
            assert_nothing_is_lost(&window, here);
            let by = 400.0 * random.f64();
            let (panned, closer) =
                (window.picture(here.panned(by)), window.picture(here.zoomed_at(500.0, 3.0)));
            for mark in &picture.marks {
                let (left, right) = body_edges(&mark.body);
                if left.min(mark.hit.left) - by as f32 > 20.0 && right.max(mark.hit.right) < 980.0 {
                    let moved = panned.mark(mark.event).expect("a label that panning keeps");
                    assert_eq!(moved.center_y, mark.center_y);
                }
                // Near an edge a label may be cut.
                let (first, last) = timeline.range(mark.event).expect("a place").hull();
                let x = |at: Option<TimePoint>| at.map_or(f64::NAN, |at| closer.viewport.x_from_time(at));
                let needed = f64::from(mark.label.as_ref().expect("a label").width) + 60.0;
                if x(first) > 20.0 && x(last) + needed < 1000.0 {
                    assert!(closer.mark(mark.event).is_some(), "{mark:?} is gone");
                }
            }
        }
    }
}

#[test]
fn the_first_few_have_the_seats_that_they_have_among_all() {
    let timeline = history(12_000, 3, 5);
    let metrics = Metrics::default();
    let plan = LanePlan::new(&timeline, &metrics, &Cells, Size::new(1000.0, 600.0));
    let matches = Matches::from_fn(timeline.len(), |event| event.index() % 7 > 0);
    let widths = Arc::new(TitleWidths::new(&timeline, metrics.label_size));
    let labelled = |most, widths| {
        let (timeline, matches, plan, metrics) = (&timeline, &matches, &plan, &metrics);
        Labelling::new(&LabellingInput {
            timeline,
            matches,
            plan,
            metrics,
            ruler: &Cells,
            widths,
            most,
            only_scale: None,
        })
    };
    let all = labelled(None, None);
    assert!(all.is_whole() && all.placed() == matches.len());
    let again = labelled(None, Some(&widths));
    for most in [0, 1, 200, 1_500, 100_000] {
        let few = labelled(Some(most), Some(&widths));
        assert_eq!((few.placed(), few.is_whole()), (all.placed(), most == 100_000));
        let mut first: Vec<EventId> = timeline.ids().filter(|event| matches.contains(*event)).collect();
        first.sort_by(|a, b| timeline.importance(*b).total_cmp(&timeline.importance(*a)));
        let mut left = [most; 3];
        for event in first {
            let lane = timeline.lane(event).map_or(0, |lane| lane.index());
            let scale = few.min_scale(event);
            let expected = if left[lane] > 0 { all.min_scale(event) } else { Some(f64::INFINITY) };
            left[lane] = left[lane].saturating_sub(1);
            assert_eq!(scale, expected, "{event:?} of the first {most}");
            assert_eq!(again.min_scale(event), all.min_scale(event));
        }
    }
}

#[test]
fn a_cancelled_labelling_stops_soon() {
    let timeline = history(12_000, 1, 6);
    let metrics = Metrics::default();
    let plan = LanePlan::new(&timeline, &metrics, &Cells, Size::new(1000.0, 600.0));
    let matches = Matches::all(timeline.len());
    let (timeline, plan, metrics, widths) = (&timeline, &plan, &metrics, None);
    let input = LabellingInput {
        timeline,
        matches: &matches,
        plan,
        metrics,
        ruler: &Cells,
        widths,
        most: None,
        only_scale: None,
    };
    let whole = Cancel::after_checks(usize::MAX);
    assert!(Labelling::with_cancel(&input, &whole).is_some_and(|labelling| labelling.is_whole()));
    let checks = whole.check_count();
    assert!(checks >= 5, "cancellation is checked every few thousand events, not {checks} times");
    for limit in 0..checks {
        let cancel = Cancel::after_checks(limit);
        assert!(Labelling::with_cancel(&input, &cancel).is_none(), "cancelled after {limit} checks");
        assert!(cancel.check_count() <= limit + 2, "it went on after it was cancelled");
    }
}

/// Histories that make much work, with what they are.
fn hard_histories(count: usize) -> Vec<(&'static str, Timeline)> {
    let made = |date: &dyn Fn(usize) -> String, importance: &dyn Fn(usize) -> f32| {
        let mut builder = TimelineBuilder::default();
        let lane = builder.lane("one", "One");
        for index in 0..count {
            let mut event = Event::new(index.to_string(), "Something happened");
            event.date = Date::parse(&date(index)).ok();
            event.importance = importance(index);
            event.lane = Some(lane);
            builder.event(event);
        }
        builder.build()
    };
    let day = |index: usize| {
        let at = TimePoint::from_seconds(index as i64 * 86_400);
        Zone::UTC.rfc3339(at).get(..10).unwrap_or_default().to_owned()
    };
    let rising = |index: usize| index as f32 / count as f32;
    vec![
        (
            "one day",
            made(&|index| format!("2020-03-29T{:02}:{:02}:00Z", index / 60 % 24, index % 60), &rising),
        ),
        ("all the same", made(&|_| "2020-03-29".to_owned(), &|_| 0.5)),
        ("overlapping spans", made(&|index| format!("{}/{}", day(index), day(index + 2_000)), &|_| 0.5)),
        ("equally important", made(&day, &|_| 0.5)),
        ("ever more important", made(&day, &rising)),
        ("ever less important", made(&day, &|index| -rising(index))),
        ("ever further", made(&|index| format!("Y{}", 10_000 + index * index), &rising)),
    ]
}

#[test]
fn hard_histories_cost_no_more_than_their_length_and_frames_what_they_show() {
    let count = 3_000;
    for (what, timeline) in hard_histories(count) {
        let window = Window::new(&timeline, &Cells, Size::new(1000.0, 300.0));
        let rows: usize = window.plan.bands().map(|band| band.rows).sum();
        let looked_at = window.labelling.looked_at();
        assert!(looked_at <= 3 * rows * count, "{what}: {looked_at} looked at in {rows} rows");
        assert_eq!(window.labelling.placed(), count, "{what}");
        let opening = window.plan.opening();
        for factor in [0.1, 1.0, 30.0, 1.0e4] {
            let view = opening.zoomed_at(500.0, factor);
            let picture = window.picture(view);
            assert!(picture.marks.len() <= rows * 40, "{what}: {} marks", picture.marks.len());
            assert!(picture.cells.len() <= 300, "{what}: {} cells", picture.cells.len());
            assert_eq!(collisions(&picture), Vec::<String>::new(), "{what}");
            assert_nothing_is_lost(&window, view);
        }
    }
}

/// Not asserted: prints how long large files take. Run it by name, with `--ignored --nocapture`.
#[test]
#[ignore = "figures to look at, not a property"]
fn figures_of_large_files() {
    let faces = Faces::bundled_only();
    let metrics = Metrics::default();
    // Of all threads, in hundredths of a second, which is what Linux tells.
    let busy = || {
        let words = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        words.split(' ').skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * 10.0
    };
    let timed = |what: &str, work: &mut dyn FnMut()| {
        let (begun, busy_before) = (std::time::Instant::now(), busy());
        work();
        let milliseconds = begun.elapsed().as_secs_f64() * 1.0e3;
        println!("  {what}: {milliseconds:.2} ms, processors {:.0} ms", busy() - busy_before);
    };
    let resident = || {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        pages.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or(0.0) * 4096.0
    };
    for count in [1_000, 100_000, 1_000_000] {
        let timeline = history(count, 12, 7);
        println!("{count} events");
        let mut plan = None;
        timed("plan", &mut || {
            plan = Some(LanePlan::new(&timeline, &metrics, &faces, Size::new(1376.0, 824.0)))
        });
        let plan = plan.unwrap();
        let all = Matches::all(count);
        let tenth = Matches::from_fn(count, |event| event.index() % 10 == 0);
        let widths = Arc::new(TitleWidths::new(&timeline, metrics.label_size));
        let input = |matches, most| LabellingInput {
            timeline: &timeline,
            matches,
            plan: &plan,
            metrics: &metrics,
            ruler: &faces,
            widths: Some(&widths),
            most,
            only_scale: None,
        };
        timed("first 500 of each lane", &mut || drop(Labelling::new(&input(&all, Some(500)))));
        timed("labelling with measuring", &mut || drop(Labelling::new(&input(&all, None))));
        let before = resident();
        let mut labelling = None;
        timed("labelling", &mut || labelling = Some(Labelling::new(&input(&all, None))));
        let labelling = labelling.unwrap();
        println!(
            "  {:.1} bytes, {:.2} neighbours each",
            (resident() - before) / count as f64,
            labelling.looked_at() as f64 / count as f64
        );
        timed("labelling of a tenth", &mut || drop(Labelling::new(&input(&tenth, None))));
        timed("index", &mut || drop(Index::of(&timeline, &all)));
        let stretch = timeline.extent().unwrap();
        timed("chart", &mut || drop(Histogram::of(&timeline, &all, stretch.0..stretch.1, Zone::UTC, 120.0)));
        timed("fitted view", &mut || _ = fitted_viewport(&timeline, Some(&all), Size::new(1376.0, 824.0)));
        let window = Window { context: context_of(&timeline, &faces), plan, labelling };
        for zoom in [1.0, 10.0, 100.0, 1000.0, 10_000.0] {
            let view = window.plan.opening().zoomed_at(600.0, zoom);
            let mut picture = window.picture(view);
            let what =
                format!("frame x{zoom}, {} labels, {} cells", picture.marks.len(), picture.cells.len());
            timed(&what, &mut || {
                (0..100).for_each(|step| picture = window.picture(view.panned(f64::from(step))))
            });
        }
    }
}
