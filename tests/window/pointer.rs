//! The pointer on the picture and on the overview: wheel, drag, click, double click, dropped files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::session::SidePanel;
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, pos2, vec2};

use crate::driver::{Window, open, open_sized};

/// A place of the picture without an event.
const EMPTY: Pos2 = pos2(900.0, 760.0);

fn turn_wheel(window: &mut Window, at: Pos2, notches: egui::Vec2, modifiers: Modifiers) {
    window.harness.hover_at(at);
    window.settle();
    window.harness.event_modifiers(
        Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: notches,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers,
        },
        modifiers,
    );
    window.settle();
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.harness.hover_at(from);
    window.settle();
    window.button_at(from, true);
    for step in 1..=4 {
        window.harness.hover_at(from + (to - from) * (step as f32 / 4.0));
        window.settle();
    }
    window.button_at(to, false);
    window.settle();
}

/// How far left of where it was the picture shows a time now, in points.
fn moved(window: &Window, before: &dateline_picture::layout::Viewport) -> f64 {
    -window.session().viewport().x_from_time(before.from())
}

#[test]
fn the_wheel_zooms_at_the_pointer_and_pans_with_shift() {
    let mut window = open();
    let before = window.session().viewport();
    let x = f64::from(EMPTY.x) - (1600.0 - f64::from(before.width()));
    let time = before.time_from_x(x);
    turn_wheel(&mut window, EMPTY, vec2(0.0, 3.0), Modifiers::NONE);
    let after = window.session().viewport();
    assert!(after.points_per_second() > before.points_per_second() * 1.5);
    assert!((after.x_from_time(time) - x).abs() < 20.0, "the time under the pointer stays there");
    turn_wheel(&mut window, EMPTY, vec2(0.0, -2.0), Modifiers::SHIFT);
    let panned = window.session().viewport();
    assert_eq!(panned.points_per_second(), after.points_per_second());
    assert!(panned.from() > after.from(), "the wheel towards oneself shows what came later");
    turn_wheel(&mut window, EMPTY, vec2(1.0, 0.0), Modifiers::NONE);
    assert!(window.session().viewport().from() < panned.from(), "a wheel that tilts pans");
}

#[test]
fn a_drag_pans_wherever_it_begins_and_selects_nothing() {
    let mut window = open();
    for from in [EMPTY, window.place("First Cyber Dialogue held").center()] {
        let before = window.session().viewport();
        drag(&mut window, from, from - vec2(120.0, 0.0));
        let moved = moved(&window, &before);
        assert!((moved - 120.0).abs() < 8.0, "{moved}");
        assert_eq!(window.session().viewport().points_per_second(), before.points_per_second());
        assert_eq!(window.selected(), None);
    }
}

#[test]
fn a_click_beside_events_lets_go_and_a_double_click_fits() {
    let mut window = open();
    window.click("Third Cyber Dialogue held");
    assert!(window.selected().is_some());
    window.click_at(EMPTY, 1);
    assert_eq!(window.selected(), None);
    let before = window.session().viewport();
    let at = window.place("Third Cyber Dialogue held").center();
    window.click_at(at, 2);
    assert_eq!(window.selected().as_deref(), Some("Third Cyber Dialogue held"));
    assert!(window.session().viewport().points_per_second() > before.points_per_second());
}

#[test]
fn the_brush_moves_and_resizes_what_is_seen() {
    let mut window = open();
    let overview = window.place("Overview of the whole file");
    let before = window.session().viewport();
    let click = pos2(overview.left() + overview.width() * 0.4, overview.center().y);
    window.click_at(click, 1);
    let centred = window.session().viewport();
    assert!(centred.to() < before.from(), "a click far to the left shows what was long before");
    drag(&mut window, click, click + vec2(60.0, 0.0));
    let dragged = window.session().viewport();
    assert!(dragged.from() > centred.from());
    let same = dragged.span_seconds() / centred.span_seconds();
    assert!((same - 1.0).abs() < 1.0e-6, "a drag inside changes no scale");
}

#[test]
fn lanes_that_do_not_fit_are_scrolled_to_with_a_drag() {
    let mut window = open_sized(1280.0, 480.0);
    assert!(!window.says("Call for vaccine readiness"));
    let from = pos2(700.0, 300.0);
    drag(&mut window, from, from - vec2(0.0, 280.0));
    assert!(window.says("Call for vaccine readiness") || window.says("Commitment to global health security"));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_file_is_opened() {
    let mut window = open();
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "data", "uncertain-dates.json"].iter().collect();
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    window.wait_for_file(&path);
    assert_eq!(window.session().document().name, "uncertain-dates.json");
    assert!(!window.session().is_open(SidePanel::Problems));
}
