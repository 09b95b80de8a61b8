//! Labels, counts and rows of whole timelines: what stays true at every zoom and pan.

use dateline_picture::scene::Size;
use std::collections::BTreeMap;

use dateline_formats::load;
use dateline_picture::layout::{
    Body, Cell, IndexedLanes, Labelling, LabellingInput, LanePlan, LayoutInput, Mark, Metrics, Picture,
    PictureContext, SlotState, SpanEnd, Viewport, events_of_cell, layout, unfolded,
};
use dateline_picture::text::{Faces, Ruler, Weight};
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::model::{
    Actor, ActorKind, Event, EventId, Participation, Status, Timeline, TimelineBuilder,
};
use dateline_timeline::query::{Attribute, LaneArrangement, LaneOrder, Matches};
use proptest::prelude::*;

/// A ruler of fixed widths.
pub(crate) struct Cells;

impl Ruler for Cells {
    fn width(&self, words: &str, size: f32, _weight: Weight) -> f32 {
        words.chars().count() as f32 * size * 0.5
    }

    fn faces(&self) -> Faces {
        Faces::bundled_only()
    }
}

/// A timeline on 22 November 2026.
pub(crate) fn context_of<'a>(timeline: &'a Timeline, ruler: &'a dyn Ruler) -> PictureContext<'a> {
    PictureContext { timeline, ruler, zone: Zone::UTC, now: moment("2026-11-22") }
}

/// A timeline in a window, labelled.
pub(crate) struct Window<'a> {
    pub(crate) context: PictureContext<'a>,
    pub(crate) plan: LanePlan,
    pub(crate) labelling: Labelling,
}

impl<'a> Window<'a> {
    pub(crate) fn new(timeline: &'a Timeline, ruler: &'a dyn Ruler, size: Size) -> Window<'a> {
        Window::with_lanes(timeline, ruler, size, &LaneArrangement::default())
    }

    pub(crate) fn with_lanes(
        timeline: &'a Timeline,
        ruler: &'a dyn Ruler,
        size: Size,
        arrangement: &LaneArrangement,
    ) -> Window<'a> {
        let metrics = Metrics::default();
        let lanes = IndexedLanes::new(timeline, arrangement);
        let plan = LanePlan::with_lanes(timeline, &lanes, &metrics, ruler, size);
        let matches = Matches::all(timeline.len());
        let labelling = Labelling::new(&LabellingInput {
            timeline,
            matches: &matches,
            plan: &plan,
            metrics: &metrics,
            ruler,
            widths: None,
            most: None,
            only_scale: None,
        });
        Window { context: context_of(timeline, ruler), plan, labelling }
    }

    pub(crate) fn input<'b>(&'b self, viewport: Viewport, emphasised: &'b [EventId]) -> LayoutInput<'b> {
        LayoutInput {
            context: self.context,
            labelling: &self.labelling,
            all: None,
            plan: &self.plan,
            viewport,
            emphasised,
        }
    }

    pub(crate) fn picture(&self, viewport: Viewport) -> Picture {
        layout(&self.input(viewport, &[]))
    }

    /// The same window once its scale rests at that of a view.
    pub(crate) fn at_rest(&self, viewport: Viewport) -> Window<'a> {
        let labelling = self.labelling.at_rest(viewport.points_per_second());
        Window { context: self.context, plan: self.plan.clone(), labelling }
    }
}

pub(crate) fn moment(text: &str) -> TimePoint {
    Date::parse(text).unwrap().range(Zone::UTC).sort_key().unwrap()
}

fn bundled() -> Timeline {
    load(include_bytes!("../../data/us-singapore.json"), "us-singapore.json").unwrap().timeline
}

/// Events with a place in the view: how many, and how many of them show their label.
fn shown(window: &Window, picture: &Picture) -> (usize, usize) {
    let (from, to) = (picture.viewport.from(), picture.viewport.to());
    let in_view: Vec<EventId> = window
        .context
        .timeline
        .ids()
        .filter(|event| {
            window.context.timeline.range(*event).is_some_and(|range| {
                range.sort_key().is_some_and(|key| {
                    range.hull().0.unwrap_or(key) < to && range.hull().1.unwrap_or(key) >= from
                })
            })
        })
        .collect();
    let labelled = in_view.iter().filter(|event| picture.mark(**event).is_some()).count();
    (in_view.len(), labelled)
}

#[test]
fn the_bundled_file_opens_with_nearly_all_its_labels() {
    let timeline = bundled();
    let faces = Faces::bundled_only();
    // The smaller the window, the fewer have room in rows of 21 points: 47, 38, 41, 36 and 27 of 47 today.
    for (size, min_percent) in [
        ((1600.0, 900.0), 100),
        ((1376.0, 724.0), 80),
        ((1004.0, 824.0), 85),
        ((1004.0, 724.0), 75),
        ((940.0, 600.0), 55),
    ] {
        let window = Window::new(&timeline, &faces, Size::new(size.0, size.1));
        let opening = window.plan.opening();
        let picture = window.at_rest(opening).picture(opening);
        let (in_view, labelled) = shown(&window, &picture);
        println!(
            "{size:?}: {labelled} of {in_view}, {} cells, rows {:?}, content {}",
            picture.cells.len(),
            picture.bands.iter().map(|band| band.rows).collect::<Vec<_>>(),
            picture.content_height
        );
        assert!(labelled * 100 >= in_view * min_percent, "{labelled} of {in_view} at {size:?}");
        let counted: usize = picture.cells.iter().map(|cell| cell.count).sum();
        assert!(labelled + counted >= in_view, "{labelled} and {counted} of {in_view} at {size:?}");
    }
}

/// The picture as text: every row of every lane, six points to a character.
fn drawn(picture: &Picture) -> String {
    let columns = (picture.viewport.width() / 6.0) as usize;
    let mut rows: BTreeMap<i64, Vec<char>> = BTreeMap::new();
    let mut put = |y: f32, x: f32, text: &str| {
        let row = rows.entry(y.round() as i64).or_insert_with(|| vec![' '; columns]);
        for (offset, letter) in text.chars().enumerate() {
            let column = (x / 6.0).floor() + offset as f32;
            if column >= 0.0
                && let Some(slot) = row.get_mut(column as usize)
            {
                *slot = letter;
            }
        }
    };
    for band in &picture.bands {
        put(band.top, 0.0, &format!("-- {} --", band.name));
    }
    for mark in &picture.marks {
        match mark.body {
            Body::Point { x, range } => {
                if let Some((left, right)) = range {
                    put(mark.center_y, left, &"~".repeat(((right - left) / 6.0).ceil() as usize));
                }
                put(mark.center_y, x, if range.is_some() { "o" } else { "*" });
            }
            Body::Span { left, right, .. } => {
                put(mark.center_y, left, &"=".repeat(((right - left) / 6.0).ceil().max(1.0) as usize));
            }
        }
        let label = mark.label.as_ref().unwrap();
        let room = (label.width / 6.0).floor() as usize;
        put(
            mark.center_y,
            label.left,
            &format!("{} {}", label.text, label.addition).chars().take(room).collect::<String>(),
        );
    }
    for slot in &picture.slots {
        put(slot.rect.center().y, slot.rect.left, &format!("({})", slot.text));
    }
    for cell in &picture.cells {
        put(cell.rect.bottom, cell.rect.center().x, &format!("+{}", cell.count));
    }
    rows.into_values().map(|row| row.into_iter().collect::<String>().trim_end().to_owned() + "\n").collect()
}

/// A date of any kind between 1990 and 2029, or deep in time.
fn any_date() -> impl Strategy<Value = String> {
    let year = || 1990..2030_i32;
    let qualifier = prop::sample::select(vec!["", "", "", "?", "~", "%"]);
    prop_oneof![
        4 => (year(), 1..=12_u8, 1..=28_u8, qualifier).prop_map(|(y, m, d, q)| format!("{y}-{m:02}-{d:02}{q}")),
        2 => (year(), 1..=12_u8, prop::sample::select(vec!["", "~", "?"])).prop_map(|(y, m, q)| format!("{y}-{m:02}{q}")),
        2 => (year(), prop::sample::select(vec!["", "~"])).prop_map(|(y, q)| format!("{y}{q}")),
        1 => (199..203_i32).prop_map(|decade| format!("{decade}X")),
        2 => (year(), 0..3000_i64, 1..=12_u8).prop_map(|(y, days, m)| {
            let from = moment(&format!("{y}-{m:02}"));
            let to = from.saturating_add(days * 86_400);
            let day = |at| Zone::UTC.rfc3339(at).get(..10).unwrap().to_owned();
            format!("{}/{}", day(from), day(to))
        }),
        1 => (year(), 1..20_i32).prop_map(|(y, years)| format!("{y}/{}", y + years)),
        1 => (year(), 1..=12_u8).prop_map(|(y, m)| format!("{y}-{m:02}/..")),
        1 => (year(), 1..=12_u8).prop_map(|(y, m)| format!("{y}-{m:02}/")),
        1 => (year(), 1..=12_u8).prop_map(|(y, m)| format!("../{y}-{m:02}")),
        1 => (year(), 1..=12_u8).prop_map(|(y, m)| format!("/{y}-{m:02}")),
        1 => (year(), 0..24_u8, 0..60_u8).prop_map(|(y, h, m)| format!("{y}-03-29T{h:02}:{m:02}:00Z")),
        1 => (1..14_000_i64).prop_map(|millions| format!("Y-{}", millions * 1_000_000)),
        1 => Just("2022-03-29".to_owned()),
        1 => Just("..".to_owned()),
    ]
}

pub(crate) fn any_timeline() -> impl Strategy<Value = Timeline> {
    let event = (any_date(), 0..5_u8, 1..40_usize, prop::option::of(0..3_usize), any::<bool>());
    prop::collection::vec(event, 1..60).prop_map(|events| {
        let mut builder = TimelineBuilder::default();
        let lanes = [builder.lane("a", "Alpha"), builder.lane("b", "Beta"), builder.lane("c", "Gamma")];
        let actors = [("us", "United States"), ("sg", "Singapore")].map(|(key, name)| {
            let (key, name) = (key.to_owned(), name.to_owned());
            builder.actor(Actor { key, name, kind: ActorKind::State, extra: Vec::new() })
        });
        let tags = ["visit", "deal"].map(|tag| builder.tag(tag));
        for (index, (date, importance, length, lane, is_dated)) in events.into_iter().enumerate() {
            let mut event = Event::new(index.to_string(), "word ".repeat(length / 5 + 1).trim());
            event.date = Date::parse(&date).ok().filter(|_| is_dated || index % 8 > 0);
            event.importance = f32::from(importance) / 5.0;
            event.lane = lane.and_then(|lane| lanes.get(lane).copied());
            let of = |actor: usize| Participation { actor: actors[actor], role: String::new() };
            event.actors =
                [vec![], vec![0], vec![1], vec![1, 0]][length % 4].iter().map(|actor| of(*actor)).collect();
            event.tags = tags.iter().skip(length / 2 % 3).copied().collect();
            event.status = if length % 5 == 0 { Status::Planned } else { Status::Happened };
            builder.event(event);
        }
        builder.build()
    })
}

/// Lanes as they come, or by any field, sorted, moved and folded.
pub(crate) fn any_arrangement() -> impl Strategy<Value = LaneArrangement> {
    const KEYS: [&str; 11] =
        ["=a", "=b", "=c", "=us", "=sg", "=visit", "=deal", "=Happened", "=Planned", "=all", "-"];
    let keys = || prop::sample::subsequence(KEYS.to_vec(), 0..=KEYS.len()).prop_shuffle();
    let attribute = prop::sample::select(Attribute::LANES.to_vec());
    let order = prop::sample::select(LaneOrder::ALL.to_vec());
    let arrangement =
        (attribute, order, keys(), keys()).prop_map(|(attribute, order, moved, folded)| LaneArrangement {
            attribute,
            order,
            moved: moved.into_iter().map(str::to_owned).collect(),
            folded: folded.into_iter().map(str::to_owned).collect(),
        });
    prop_oneof![1 => Just(LaneArrangement::default()), 2 => arrangement]
}

/// A view round one of the dates, at any scale there is.
pub(crate) fn any_view() -> impl Strategy<Value = (usize, f64, f64)> {
    (0..60_usize, prop_oneof![-8.0..-3.0_f64, -15.0..2.3_f64], -0.5..1.5_f64)
}

pub(crate) fn view(window: &Window, (event, exponent, place): (usize, f64, f64)) -> Viewport {
    let size = window.plan.opening();
    let event = EventId::from_index(event % window.context.timeline.len());
    let at =
        window.context.timeline.range(event).and_then(|range| range.sort_key()).unwrap_or(window.context.now);
    let whole = Viewport::between(at, at.saturating_add(1), size.width(), size.height());
    let scaled = whole.zoomed_at(0.0, 10_f64.powf(exponent) / whole.points_per_second());
    scaled.panned(-place * f64::from(size.width()))
}

pub(crate) fn body_edges(body: &Body) -> (f32, f32) {
    match *body {
        Body::Point { x, range } => {
            let (left, right) = range.unwrap_or((x, x));
            (left.min(x - 5.0), right.max(x + 5.0))
        }
        Body::Span { left, right, .. } => (left, right),
    }
}

/// What is wrong with a picture's labels; empty when nothing.
pub(crate) fn collisions(picture: &Picture) -> Vec<String> {
    let width = picture.viewport.width();
    let cut =
        |(left, right): (f32, f32)| (left.clamp(-500.0, width + 500.0), right.clamp(-500.0, width + 500.0));
    let meet = |a: (f32, f32), b: (f32, f32)| cut(a).0 + 0.1 < cut(b).1 && cut(b).0 + 0.1 < cut(a).1;
    let mut found = Vec::new();
    for (index, one) in picture.marks.iter().enumerate() {
        for other in picture.marks.iter().skip(index + 1) {
            if one.band != other.band || one.center_y != other.center_y {
                continue;
            }
            let words = |mark: &dateline_picture::layout::Mark| {
                let label = mark.label.as_ref().unwrap();
                (label.left, label.left + label.width)
            };
            let (own, others) = (body_edges(&one.body), body_edges(&other.body));
            if meet(words(one), words(other))
                || meet(words(one), others)
                || meet(own, words(other))
                || meet(own, others)
            {
                found.push(format!("{one:?}\nmeets {other:?}"));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn no_two_labels_overlap_ever(timeline in any_timeline(), arrangement in any_arrangement(), views in prop::collection::vec(any_view(), 12), height in 200.0..1000.0_f32) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, height), &arrangement);
        for asked in views {
            let picture = window.picture(view(&window, asked));
            prop_assert_eq!(collisions(&picture), Vec::<String>::new(), "at {:?}", picture.viewport);
        }
        prop_assert_eq!(collisions(&window.picture(window.plan.opening())), Vec::<String>::new());
    }

    #[test]
    fn panning_keeps_every_label_at_its_event(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view(), by in -900.0..900.0_f64) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, 600.0), &arrangement);
        let here = view(&window, asked);
        let there = here.panned(by);
        // At the ends of time the view stops.
        let by = here.x_from_time(here.from()) - there.x_from_time(here.from());
        // Cells neither shimmer: those of whole steps within both views count the same, but for labels that
        // an edge of one view cuts.
        let (input, input_there) = (window.input(here, &[]), window.input(there, &[]));
        let scale = here.points_per_second();
        let (here, there) = (layout(&input), layout(&input_there));
        let hidden = |input: &LayoutInput, cell: &Cell| -> Vec<EventId> {
            let events = events_of_cell(input, cell).into_iter();
            events.filter(|event| window.labelling.min_scale(*event).unwrap() > scale).collect()
        };
        for cell in &here.cells {
            let is_whole = |picture: &Picture| cell.from > picture.viewport.from() && cell.to < picture.viewport.to();
            let events = hidden(&input, cell);
            if is_whole(&here) && is_whole(&there) && !events.is_empty() {
                let same = |other: &&Cell| other.band == cell.band && other.from == cell.from;
                let other = there.cells.iter().find(same);
                prop_assert_eq!(other.map(|other| (other.to, hidden(&input_there, other))), Some((cell.to, events)));
            }
        }
        for mark in &here.marks {
            let (left, right) = body_edges(&mark.body);
            let inside = |by: f32| left.min(mark.hit.left) - by >= 20.0 && right.max(mark.hit.right) - by <= 980.0;
            if !inside(0.0) || !inside(by as f32) {
                continue;
            }
            let moved = there.mark(mark.event);
            prop_assert!(moved.is_some(), "{mark:?} is gone after {by}");
            let moved = moved.unwrap();
            prop_assert_eq!(moved.center_y, mark.center_y);
            // Near an edge a label goes to the other side of its mark.
            let side = |mark: &Mark| mark.label.as_ref().unwrap().left < body_edges(&mark.body).0;
            if side(mark) != side(moved) {
                continue;
            }
            let shift = mark.label.as_ref().unwrap().left - moved.label.as_ref().unwrap().left;
            prop_assert!((shift - by as f32).abs() < 0.1, "moved by {shift}, not {by}: {mark:?} {moved:?}");
        }
    }

    #[test]
    fn zooming_in_never_removes_a_label(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view(), at in 0.0..1000.0_f64, factor in 1.0..50.0_f64) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, 600.0), &arrangement);
        let here = view(&window, asked);
        let (far, near) = (window.picture(here), window.picture(here.zoomed_at(at, factor)));
        for mark in &far.marks {
            // Near an edge a label may be cut.
            let (first, last) = timeline.range(mark.event).unwrap().hull();
            let x = |at: Option<TimePoint>| at.map_or(f64::NAN, |at| near.viewport.x_from_time(at));
            let needed = f64::from(mark.label.as_ref().unwrap().width) + 60.0;
            if x(first) > 20.0 && x(last) + needed < 1000.0 {
                prop_assert!(near.mark(mark.event).is_some(), "{mark:?} is gone");
            }
        }
    }

    #[test]
    fn what_is_in_view_is_labelled_or_counted_once(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view(), height in 100.0..800.0_f32) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, height), &arrangement);
        let input = window.input(view(&window, asked), &[]);
        let picture = layout(&input);
        let mut counted: BTreeMap<EventId, usize> = BTreeMap::new();
        for cell in &picture.cells {
            let events = events_of_cell(&input, cell);
            prop_assert_eq!(events.len(), cell.count, "{:?}", cell);
            let band = &picture.bands[cell.band];
            prop_assert!(cell.rect.top >= band.strip_top && cell.rect.bottom <= band.bottom, "{cell:?} is outside {band:?}");
            prop_assert_eq!(cell.event, (cell.count == 1).then(|| events[0]));
            for event in events {
                *counted.entry(event).or_default() += 1;
            }
        }
        let (from, to) = (picture.viewport.from(), picture.viewport.to());
        for event in timeline.ids().filter(|event| timeline.is_placed(*event)) {
            let range = timeline.range(event).unwrap();
            let key = range.sort_key().unwrap();
            let last = range.latest_end.or(range.latest_start).unwrap_or(key);
            let is_open = range.end_kind == dateline_time::EndKind::Open;
            let begins = range.hull().0.unwrap_or(if range.start_kind == dateline_time::EndKind::Open { TimePoint::MIN } else { key });
            let is_in_view = begins <= to && (last > from || is_open);
            let labelled = usize::from(picture.mark(event).is_some());
            let times = counted.get(&event).copied().unwrap_or(0);
            prop_assert!(times <= 1 - labelled, "{event:?} is counted {times} times, labelled {labelled}");
            if is_in_view && !is_open {
                prop_assert_eq!(times + labelled, 1, "{:?} {:?}", event, range);
            }
        }
    }

    #[test]
    fn unfolding_a_cell_shows_something_that_it_counted(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view()) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, 300.0), &arrangement);
        let input = window.input(view(&window, asked), &[]);
        for cell in layout(&input).cells {
            let hidden = events_of_cell(&input, &cell);
            let ever = hidden.iter().any(|event| window.labelling.min_scale(*event).unwrap() < Viewport::MAX_POINTS_PER_SECOND);
            let there = unfolded(&input, &cell);
            prop_assert!(there.is_some() || !ever, "{cell:?}");
            prop_assert_eq!(there.is_some(), hidden.iter().any(|event| window.labelling.min_scale(*event).unwrap().is_finite()));
            if let Some(there) = there.filter(|_| ever) {
                let picture = window.picture(there);
                prop_assert!(hidden.iter().any(|event| picture.mark(*event).is_some()), "{cell:?} {there:?}");
            }
        }
    }
}

#[test]
fn a_small_file_as_text() {
    let mut builder = TimelineBuilder::default();
    let (treaties, visits) = (builder.lane("treaties", "Treaties"), builder.lane("visits", "Visits"));
    for (title, date, lane, importance) in [
        ("Treaty signed", "2021-03-02", treaties, 0.9),
        ("Treaty in force", "2021-08-01/..", treaties, 0.8),
        ("Protocol", "2022-05", treaties, 0.4),
        ("State visit", "2021-08-22/2021-08-24", visits, 0.7),
        ("Mission", "2022-02/2022-11", visits, 0.5),
        ("Return visit", "2022-08~", visits, 0.6),
        ("Second day", "2021-08-22/2021-08-24", visits, 0.2),
    ] {
        let mut event = Event::new(title, title);
        event.date = Some(Date::parse(date).unwrap());
        event.lane = Some(lane);
        event.importance = importance;
        builder.event(event);
    }
    let timeline = builder.build();
    let window = Window::new(&timeline, &Cells, Size::new(640.0, 260.0));
    let drawn = drawn(&window.picture(window.plan.opening()));
    insta::assert_snapshot!(drawn, @r"
    -- Treaties --
       *Treaty signed                                                    ~~~o~ Protocol
                               =Treaty in force===============================================================
    -- Visits --
                                  = State visit            ======Mission===================================
                                  = Second day                                          ~~o~~   Return visit
    ");
}

#[test]
fn words_of_the_axis_never_touch_and_the_running_period_is_named() {
    let timeline = bundled();
    let window = Window::new(&timeline, &Cells, Size::new(1000.0, 600.0));
    for exponent in -150..=23 {
        for shift in [0.0, 333.3, -12_345.6] {
            let scale = 10_f64.powf(f64::from(exponent) / 10.0);
            let view = window.plan.opening();
            let view = view.zoomed_at(100.0, scale / view.points_per_second()).panned(shift);
            let axis = window.picture(view).axis;
            let named = |ticks: &[dateline_picture::layout::AxisTick]| {
                ticks.iter().any(|tick| !tick.label.is_empty())
            };
            assert!(named(&axis.major) || named(&axis.minor), "no words at {view:?}");
            for (ticks, size) in [(&axis.major, 13.0), (&axis.minor, 11.0)] {
                let words: Vec<(f32, f32)> = ticks
                    .iter()
                    .filter(|tick| !tick.label.is_empty())
                    .map(|tick| (tick.label_x, tick.label_x + Cells.width(&tick.label, size, Weight::Bold)))
                    .collect();
                assert!(words.iter().all(|(left, right)| *left >= 0.0 && *right <= 1000.0), "{words:?}");
                assert!(words.windows(2).all(|pair| pair[0].1 + 4.0 <= pair[1].0), "{words:?} at {view:?}");
            }
        }
    }
    let opening = window.picture(window.plan.opening()).axis;
    let words = |ticks: &[dateline_picture::layout::AxisTick]| {
        ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    assert_eq!(words(&opening.major), "2021 2022 2023 2024 2025 2026");
    assert_eq!(opening.major.first().map(|tick| tick.label_x), Some(10.0));
    assert_eq!(
        words(&opening.minor),
        "Oct Jan Apr Jul Oct Jan Apr Jul Oct Jan Apr Jul Oct Jan Apr Jul Oct Jan Apr Jul Oct"
    );
}

#[test]
fn a_span_that_runs_off_keeps_its_words_at_the_edge_and_slots_say_what_became_of_them() {
    let timeline = bundled();
    let faces = Faces::bundled_only();
    let window = Window::new(&timeline, &faces, Size::new(1600.0, 900.0));
    let picture = window.picture(window.plan.opening());
    let agreement = picture.mark(timeline.find("fta").unwrap()).unwrap();
    let label = agreement.label.as_ref().unwrap();
    assert_eq!(
        (label.left, label.addition.as_str(), label.is_inside),
        (22.0, "since 1\u{a0}January 2004", true)
    );
    let Body::Span { left, right, start, end } = agreement.body else { panic!("{agreement:?}") };
    assert_eq!((left, start, end), (0.0, SpanEnd::OffScreen, SpanEnd::Open));
    assert!((right - picture.now_x).abs() < 0.01);
    let words: Vec<&str> = picture.slots.iter().map(|slot| slot.text.as_str()).collect();
    let expected =
        ["2022: held", "2023: no record found", "2024: held", "2025: no record found", "Expected 2026"];
    assert_eq!(words, expected);
    assert_eq!(picture.slot_rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["Yearly"]);
}

#[test]
fn a_slot_begins_where_its_year_begins_and_runs_off_the_edges() {
    let timeline = bundled();
    let faces = Faces::bundled_only();
    let window = Window::new(&timeline, &faces, Size::new(1600.0, 900.0));
    let bounds = |text: &str| Date::parse(text).unwrap().range(Zone::UTC).hull().0.unwrap();
    let view = Viewport::between(bounds("2022-09"), bounds("2026-06"), 1600.0, 900.0);
    let picture = window.picture(view);
    let (first, last) = (picture.slots.first().unwrap(), picture.slots.last().unwrap());
    assert!(first.rect.left < 0.0 && last.rect.right > 1600.0, "{first:?} {last:?}");
    assert!(first.label_left > picture.slot_rows[0].left + 30.0, "words stand after the row's own");
    // what was not kept loses its words no sooner than what is expected
    for years in 3..60 {
        let view = Viewport::between(bounds(&format!("{}", 2027 - years)), bounds("2027"), 900.0, 900.0);
        let slots = window.picture(view).slots;
        let is_silent = |state: &SlotState| {
            slots.iter().any(|slot| slot.state == *state && slot.rect.left > 60.0 && slot.text.is_empty())
        };
        assert!(!is_silent(&SlotState::Unmet) || is_silent(&SlotState::Expected), "{years} years");
    }
}

#[test]
fn ends_are_drawn_as_they_are_known() {
    let known = SpanEnd::Known;
    for (date, expected) in [
        ("2021-08-22/2021-08-24", (known, known)), // whole days
        ("2021-08-22/..", (known, SpanEnd::Open)),
        ("../2021-08-22", (SpanEnd::Open, known)),
    ] {
        assert_eq!(ends(date), expected, "{date}");
    }
    assert!(matches!(ends("2021-08/2021-10"), (SpanEnd::Soft(_), SpanEnd::Soft(_))));
    assert!(matches!(ends("2021-08-22/"), (SpanEnd::Known, SpanEnd::Unknown(_))));
    assert!(matches!(ends("/2021-08-22"), (SpanEnd::Unknown(_), SpanEnd::Known)));
}

/// How the ends of a date are drawn in a view of 2021.
fn ends(date: &str) -> (SpanEnd, SpanEnd) {
    let mut builder = TimelineBuilder::default();
    let mut event = Event::new("one", "One");
    event.date = Some(Date::parse(date).unwrap());
    let event = builder.event(event);
    let timeline = builder.build();
    let window = Window::new(&timeline, &Cells, Size::new(1000.0, 300.0));
    let view = Viewport::between(moment("2021"), moment("2022"), 1000.0, 300.0);
    match window.picture(view).mark(event).unwrap().body {
        Body::Span { start, end, .. } => (start, end),
        Body::Point { .. } => panic!("{date} is no point"),
    }
}
