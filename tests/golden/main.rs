//! Golden pictures: scenes drawn on the CPU and held against pictures that somebody has looked at.
//!
//! Everything that could differ between machines is fixed: the day, the zone of the file, the size, and the
//! faces (bundled Noto Sans alone, so that no system font takes part). `compare.rs` says what counts as the
//! same picture and how a new one is accepted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test the panic is the failed assertion, also in the functions that tests share"
)]

mod compare;

use std::path::Path;

use dateline::publish::{PageInput, PageView, composed_pages};
use dateline_formats::{FileBytes, ReadOptions, load_as};
use dateline_picture::export::png_from_scene;
use dateline_picture::layout::PictureContext;
use dateline_picture::scene::{Item, Scene, StoryInput, Theme, draw_story_scene, translated};
use dateline_picture::text::Faces;
use dateline_synthetic::Recipe;
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::model::Timeline;
use dateline_timeline::query::LaneArrangement;

use compare::{assert_golden, difference};

const WIDTH: f32 = 1280.0;
const HEIGHT: f32 = 800.0;

/// The day that counts as today in all pictures.
fn now() -> TimePoint {
    Date::parse("2026-11-22").unwrap().range(Zone::UTC).hull().0.unwrap()
}

/// A sample of `data/`.
fn sample(name: &str) -> Timeline {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    loaded(&std::fs::read(path).unwrap(), name)
}

fn loaded(bytes: &[u8], name: &str) -> Timeline {
    let options = ReadOptions { now: Some(now()), ..ReadOptions::default() };
    load_as(&FileBytes::from(bytes), name, &options, &mut |_| {}).unwrap().timeline
}

/// The page that `dateline render` makes of a timeline where it opens.
fn page(timeline: &Timeline, theme: &Theme, faces: &Faces) -> Scene {
    let (zone, zone_name) = timeline.display_zones().remove(0);
    let input = PageInput {
        context: PictureContext { timeline, ruler: faces, zone, now: now() },
        title: timeline.title(),
        theme,
        zone_name: &zone_name,
        size: dateline_picture::scene::Size::new(WIDTH, HEIGHT),
    };
    let lanes = LaneArrangement::default();
    composed_pages(&input, &PageView { matches: None, stretch: None, lanes: &lanes }).scenes.remove(0)
}

fn png(scene: &Scene) -> Vec<u8> {
    png_from_scene(scene, 1.0).unwrap()
}

fn assert_page_is_golden(name: &str, timeline: &Timeline, theme: &Theme) {
    let faces = Faces::bundled_only();
    assert_golden(name, &png(&page(timeline, theme, &faces)));
}

#[test]
fn the_bundled_file_in_light() {
    assert_page_is_golden("us-singapore-light", &sample("us-singapore.json"), &Theme::light());
}

#[test]
fn the_bundled_file_in_dark() {
    assert_page_is_golden("us-singapore-dark", &sample("us-singapore.json"), &Theme::dark());
}

#[test]
fn the_marks_of_uncertain_dates() {
    assert_page_is_golden("uncertain-dates-light", &sample("uncertain-dates.json"), &Theme::light());
}

#[test]
fn a_scene_of_a_story() {
    let (timeline, faces, theme) = (sample("us-singapore.json"), Faces::bundled_only(), Theme::light());
    let scene = draw_story_scene(&StoryInput {
        context: PictureContext { timeline: &timeline, ruler: &faces, zone: timeline.zone(), now: now() },
        story: &timeline.stories()[0],
        scene: 1,
        viewport: None,
        size: dateline_picture::scene::Size::new(WIDTH, HEIGHT),
        theme: &theme,
        live_verdict: None,
    });
    assert_golden("story-scene-light", &png(&scene));
}

/// Zoomed out over a million events. They take about ten seconds in a build without optimisation.
#[test]
fn a_crowd_from_far_away() {
    let mut bytes = Vec::new();
    Recipe::typical(1_000_000, 1).write_to(&mut bytes).unwrap();
    let timeline = loaded(&bytes, "crowd.json");
    assert_eq!(timeline.len(), 1_000_000);
    assert_page_is_golden("crowd-light", &timeline, &Theme::light());
}

/// The comparison sees the smallest change that a reader would: one mark missing, or all moved by a quarter
/// point.
#[test]
fn a_missing_mark_and_a_small_move_are_seen() {
    let (timeline, faces) = (sample("uncertain-dates.json"), Faces::bundled_only());
    let scene = page(&timeline, &Theme::light(), &faces);
    let golden = png(&scene);
    assert!(difference(&golden, &golden).is_same());

    let mut without_one = scene.clone();
    assert!(remove_first_event(&mut without_one.items));
    assert!(!difference(&golden, &png(&without_one)).is_same());

    let by_a_quarter = dateline_picture::scene::Point::new(0.25, 0.0);
    let moved = Scene { items: translated(scene.items.clone(), by_a_quarter), ..scene };
    assert!(!difference(&golden, &png(&moved)).is_same());
}

fn remove_first_event(items: &mut Vec<Item>) -> bool {
    if let Some(index) = items.iter().position(|item| matches!(item, Item::Group { event: Some(_), .. })) {
        items.remove(index);
        return true;
    }
    items.iter_mut().any(|item| match item {
        Item::Group { items, .. } => remove_first_event(items),
        _ => false,
    })
}
