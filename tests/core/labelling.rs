//! Labels, counts and rows of whole timelines: what stays true at every zoom and pan.

use std::collections::BTreeMap;

use dateline::formats::load;
use dateline::index::Matches;
use dateline::layout::{
    Body, Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, Viewport, events_of_cell,
    layout,
};
use dateline::model::{Event, EventId, Timeline, TimelineBuilder};
use dateline::text::{Faces, Ruler, Weight};
use dateline::time::{Date, TimePoint, Zone};
use proptest::prelude::*;

/// A ruler of fixed widths.
struct Cells;

impl Ruler for Cells {
    fn width(&self, words: &str, size: f32, _weight: Weight) -> f32 {
        words.chars().count() as f32 * size * 0.5
    }
}

/// A timeline in a window, labelled.
struct Window<'a> {
    timeline: &'a Timeline,
    plan: LanePlan,
    labelling: Labelling,
    ruler: &'a dyn Ruler,
    now: TimePoint,
}

impl<'a> Window<'a> {
    fn new(timeline: &'a Timeline, ruler: &'a dyn Ruler, size: (f32, f32)) -> Window<'a> {
        let metrics = Metrics::default();
        let plan = LanePlan::new(timeline, &metrics, ruler, size);
        let matches = Matches::all(timeline.len());
        let labelling = Labelling::new(&LabellingInput {
            timeline,
            matches: &matches,
            plan: &plan,
            metrics: &metrics,
            ruler,
        });
        Window { timeline, plan, labelling, ruler, now: moment("2026-11-22") }
    }

    fn input<'b>(&'b self, viewport: Viewport, emphasised: &'b [EventId]) -> LayoutInput<'b> {
        LayoutInput {
            timeline: self.timeline,
            labelling: &self.labelling,
            plan: &self.plan,
            viewport,
            now: self.now,
            zone: Zone::UTC,
            emphasised,
            ruler: self.ruler,
        }
    }

    fn picture(&self, viewport: Viewport) -> Picture {
        layout(&self.input(viewport, &[]))
    }
}

fn moment(text: &str) -> TimePoint {
    Date::parse(text).unwrap().range(Zone::UTC).sort_key().unwrap()
}

fn bundled() -> Timeline {
    load(include_bytes!("../../data/us-singapore.json"), "us-singapore.json").unwrap().timeline
}

/// Events with a place in the view: how many, and how many of them show their label.
fn shown(window: &Window, picture: &Picture) -> (usize, usize) {
    let (from, to) = (picture.viewport.from(), picture.viewport.to());
    let in_view: Vec<EventId> = window
        .timeline
        .ids()
        .filter(|event| {
            window.timeline.range(*event).is_some_and(|range| {
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
    for size in [(1600.0, 900.0), (1376.0, 724.0), (1004.0, 824.0), (1004.0, 724.0), (940.0, 600.0)] {
        let window = Window::new(&timeline, &faces, size);
        let picture = window.picture(window.plan.opening());
        let (in_view, labelled) = shown(&window, &picture);
        println!(
            "{size:?}: {labelled} of {in_view}, {} cells, rows {:?}, content {}",
            picture.cells.len(),
            picture.bands.iter().map(|band| band.rows).collect::<Vec<_>>(),
            picture.content_height
        );
        assert!(size.1 < 800.0 || labelled * 10 >= in_view * 8, "{labelled} of {in_view} at {size:?}");
    }
}

/// The picture as text: every row of every lane, four points to a character.
fn drawn(window: &Window, picture: &Picture) -> String {
    let columns = (picture.viewport.width() / 8.0) as usize;
    let mut rows: BTreeMap<i64, Vec<char>> = BTreeMap::new();
    let mut put = |y: f32, x: f32, text: &str| {
        let row = rows.entry(y.round() as i64).or_insert_with(|| vec![' '; columns]);
        for (offset, letter) in text.chars().enumerate() {
            let column = (x / 8.0).floor() + offset as f32;
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
                    put(mark.center_y, left, &"~".repeat(((right - left) / 8.0).ceil() as usize));
                }
                put(mark.center_y, x, if range.is_some() { "o" } else { "*" });
            }
            Body::Span { left, right, .. } => {
                put(mark.center_y, left, &"=".repeat(((right - left) / 8.0).ceil().max(1.0) as usize));
            }
        }
        let label = mark.label.as_ref().unwrap();
        let room = (label.width / 8.0).floor() as usize;
        put(
            mark.center_y,
            label.left,
            &format!("{} {}", label.words, label.addition).chars().take(room).collect::<String>(),
        );
    }
    for slot in &picture.slots {
        put(slot.rect.center().y, slot.rect.left, &format!("({})", slot.words));
    }
    for cell in &picture.cells {
        put(cell.rect.bottom, cell.rect.center().x, &format!("+{}", cell.count));
    }
    let _ = window;
    rows.into_values().map(|row| row.into_iter().collect::<String>().trim_end().to_owned() + "\n").collect()
}

#[test]
fn draw_it() {
    let timeline = bundled();
    let faces = Faces::bundled_only();
    let window = Window::new(&timeline, &faces, (1376.0, 724.0));
    println!("{}", drawn(&window, &window.picture(window.plan.opening())));
}
