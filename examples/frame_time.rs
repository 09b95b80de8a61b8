//! How much processor time a frame of the window takes, without a screen: building it and turning it into
//! triangles. Printed as ratios to what painting alone costs in the same run: 500 labels that are shaped
//! already, and one mesh of 10,000 rectangles.
//!
//! `cargo run --release --example frame_time [FILE]`

use std::path::PathBuf;
use std::time::{Duration, Instant};

use dateline::session::Command;
use dateline::ui::{App, Clock, Kept};
use egui::epaint::Mesh;
use egui::{
    Color32, Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, Shape, TouchPhase,
    Ui, pos2, vec2,
};

/// Size of the window in points.
const SIZE: egui::Vec2 = vec2(1600.0, 900.0);
/// Frames that are measured for each kind.
const FRAMES: usize = 200;

fn main() {
    let path = std::env::args_os().nth(1).map(PathBuf::from);
    let now = dateline::time::TimePoint::from_seconds(1_795_366_800);
    let ctx = Context::default();
    let mut bench = Bench { time: 0.0, ctx: ctx.clone() };
    let floor = bench.floor();

    let mut app = App::new(&ctx, Kept::default(), path.clone(), Clock::Fixed(now));
    app.apply(Command::ReduceMotion(true));
    let revision = app.session().revision;
    while path.is_some() && app.session().revision == revision {
        bench.frame(Vec::new(), |ui| frame(&mut app, ui));
        std::thread::sleep(Duration::from_millis(20));
    }
    // Labels, counts and chart of a large file are made beside the window.
    bench.frame(Vec::new(), |ui| frame(&mut app, ui));
    while app.is_waiting() {
        bench.frame(Vec::new(), |ui| frame(&mut app, ui));
        std::thread::sleep(Duration::from_millis(20));
    }
    println!("{}: {} events", app.session().document.name, app.session().document.timeline.len());
    report("the floor", &floor, &floor);

    let rest = bench.many(|_| Vec::new(), |ui| frame(&mut app, ui));
    report("nothing moves", &rest, &floor);
    let hover = bench.many(|at| vec![pointer(at as f32 * 3.0)], |ui| frame(&mut app, ui));
    report("the pointer moves", &hover, &floor);
    let opening = app.session().viewport;
    let pan = bench.many(
        |at| vec![pointer(700.0), wheel(if at % 10 < 5 { 0.5 } else { -0.5 }, true)],
        |ui| {
            frame(&mut app, ui);
        },
    );
    report("the view pans", &pan, &floor);
    let zoom = bench.many(
        |at| vec![pointer(700.0), wheel(if at % 10 < 5 { 0.3 } else { -0.3 }, false)],
        |ui| {
            frame(&mut app, ui);
        },
    );
    report("the view zooms", &zoom, &floor);
    assert_ne!(app.session().viewport, opening, "the view moved");
}

fn frame(app: &mut App, ui: &mut Ui) {
    app.logic(ui.ctx());
    app.ui(ui);
}

fn pointer(x: f32) -> Event {
    Event::PointerMoved(pos2(300.0 + x % 700.0, 300.0))
}

fn wheel(notches: f32, shift: bool) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, notches),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: if shift { Modifiers::SHIFT } else { Modifiers::NONE },
    }
}

struct Bench {
    ctx: Context,
    time: f64,
}

impl Bench {
    /// One frame: from the input to triangles.
    fn frame(&mut self, events: Vec<Event>, show: impl FnMut(&mut Ui)) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SIZE)),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let began = Instant::now();
        let mut output = self.ctx.run_ui(input, show);
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let took = began.elapsed();
        std::hint::black_box(triangles);
        output.drop_without_applying_deltas();
        took
    }

    fn many(&mut self, events: impl Fn(usize) -> Vec<Event>, mut show: impl FnMut(&mut Ui)) -> Vec<Duration> {
        // Twenty frames to warm up; they end where they began.
        for at in 0..20 {
            self.frame(events(at), &mut show);
        }
        let mut times: Vec<Duration> = (0..FRAMES).map(|at| self.frame(events(at), &mut show)).collect();
        times.sort_unstable();
        times
    }

    /// What painting alone costs.
    fn floor(&mut self) -> Vec<Duration> {
        self.many(
            |_| Vec::new(),
            |ui| {
                for index in 0..500_u16 {
                    let at = pos2(f32::from(index % 10) * 150.0, f32::from(index / 10) * 18.0);
                    let words = format!("Three cybersecurity MoUs {index}");
                    let face = egui::FontId::proportional(12.0);
                    ui.painter().text(at, egui::Align2::LEFT_TOP, words, face, Color32::BLACK);
                }
                let mut mesh = Mesh::default();
                for index in 0..10_000_u16 {
                    let at = pos2(f32::from(index % 400) * 4.0, f32::from(index / 400) * 30.0);
                    mesh.add_colored_rect(Rect::from_min_size(at, vec2(3.0, 10.0)), Color32::BLUE);
                }
                ui.painter().add(Shape::mesh(mesh));
            },
        )
    }
}

/// Median and 95th percentile, in milliseconds and as ratios to the floor's median.
fn report(what: &str, times: &[Duration], floor: &[Duration]) {
    let at = |times: &[Duration], share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place).map_or(0.0, Duration::as_secs_f64) * 1000.0
    };
    let base = at(floor, 0.5);
    let (median, late) = (at(times, 0.5), at(times, 0.95));
    println!(
        "{what:<18} p50 {median:7.2} ms = {:5.2} x floor    p95 {late:7.2} ms = {:5.2} x floor",
        median / base,
        late / base
    );
}
