//! The real window without a screen: from input to triangles.

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline::session::Command;
use dateline::session::Settings;
use dateline::ui::{App, Clock};
use dateline_picture::layout::Viewport;
use dateline_time::TimePoint;
use dateline_timeline::query::{Attribute, LaneArrangement};
use egui::{Context, Event, RawInput, Rect, Ui, pos2, vec2};

use crate::report::Samples;
use crate::subject::NOW;

/// Size of the window in points.
const SIZE: egui::Vec2 = vec2(1600.0, 900.0);
/// How long a file may take to be opened.
const PATIENCE: Duration = Duration::from_secs(1_800);

/// A screen that nobody looks at.
pub struct Screen {
    ctx: Context,
    time: f64,
}

impl Screen {
    pub fn new() -> Screen {
        Screen { ctx: Context::default(), time: 0.0 }
    }

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

    /// So many frames, after a few to warm up. `events` is told the number of the frame.
    pub fn many(
        &mut self,
        frames: usize,
        mut events: impl FnMut(&mut Screen, usize) -> Vec<Event>,
        mut show: impl FnMut(&mut Ui),
    ) -> Samples {
        let mut samples = Vec::with_capacity(frames);
        for number in 0..frames + 10 {
            let events = events(self, number);
            let took = self.frame(events, &mut show);
            if number >= 10 {
                samples.push(took);
            }
        }
        Samples::new(samples)
    }
}

/// The window with a file.
pub struct Opened {
    screen: Screen,
    app: App,
    /// From the start to the first frame that shows the file.
    pub first_picture: Duration,
    /// From the start to the first frame in which every event has the label that it will keep.
    pub labelled: Duration,
}

impl Opened {
    /// Opens a file and lets frames pass until all labels stand.
    pub fn new(path: &Path) -> Opened {
        let mut screen = Screen::new();
        // Faces, styles and the bundled file belong to the start of the program, not to that of the file.
        let mut app = App::new(&screen.ctx.clone(), Settings::default(), Vec::new(), Clock::Fixed(NOW));
        app.apply(Command::ReduceMotion(true));
        for _ in 0..3 {
            show(&mut screen, &mut app, Vec::new());
        }
        let revision = app.session().revision();
        let began = Instant::now();
        app.open(PathBuf::from(path));
        let mut first_picture = None;
        loop {
            show(&mut screen, &mut app, Vec::new());
            let is_there = app.session().revision() != revision;
            if is_there && first_picture.is_none() {
                first_picture = Some(began.elapsed());
            }
            if is_there && app.has_all_labels() {
                break;
            }
            assert!(app.session().refusal().is_none(), "the file cannot be opened");
            assert!(began.elapsed() < PATIENCE, "the file is not there after {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(2));
        }
        let labelled = began.elapsed();
        let first_picture = first_picture.unwrap_or(labelled);
        Opened { screen, app, first_picture, labelled }
    }

    /// Shows several files on one axis, as the command line does, and lets frames pass until all labels
    /// stand.
    pub fn together(paths: &[&Path]) -> Opened {
        let screen = Screen::new();
        let files = paths.iter().map(PathBuf::from).collect();
        let app = App::new(&screen.ctx.clone(), Settings::default(), files, Clock::Fixed(NOW));
        let mut opened =
            Opened { screen, app, first_picture: Duration::default(), labelled: Duration::default() };
        opened.app.apply(Command::ReduceMotion(true));
        opened.settle();
        opened
    }

    /// Makes the lanes of another field.
    pub fn arrange(&mut self, field: Attribute) {
        self.app.apply(Command::ArrangeLanes(Arc::new(LaneArrangement::by(field))));
        self.settle();
    }

    /// Lets frames pass until nothing is made beside the window any more.
    pub fn settle(&mut self) {
        let began = Instant::now();
        loop {
            show(&mut self.screen, &mut self.app, Vec::new());
            if !self.app.is_waiting() || began.elapsed() > PATIENCE {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub fn events(&self) -> usize {
        self.app.session().document().timeline.len()
    }

    /// From the first to the last moment of the file.
    pub fn whole(&self) -> (TimePoint, TimePoint) {
        self.app.session().extent()
    }

    /// So many frames, each with a view.
    pub fn frames(&mut self, frames: usize, view: impl Fn(usize, Viewport) -> Viewport) -> Samples {
        let mut samples = Vec::with_capacity(frames);
        for number in 0..frames + 10 {
            let next = view(number, self.app.session().viewport());
            let began = Instant::now();
            self.app.apply(Command::Look(next));
            let looked = began.elapsed();
            let took = show(&mut self.screen, &mut self.app, Vec::new());
            if number >= 10 {
                samples.push(looked + took);
            }
        }
        Samples::new(samples)
    }

    /// So many frames in which only the pointer moves, or nothing.
    pub fn pointed(&mut self, frames: usize, is_moving: bool) -> Samples {
        let app = &mut self.app;
        let pointer = |number: usize| Event::PointerMoved(pos2(400.0 + (number * 3 % 800) as f32, 400.0));
        self.screen.many(
            frames,
            |_, number| if is_moving { vec![pointer(number)] } else { Vec::new() },
            |ui| both(app, ui),
        )
    }
}

fn both(app: &mut App, ui: &mut Ui) {
    app.logic(ui.ctx());
    app.ui(ui);
}

fn show(screen: &mut Screen, app: &mut App, events: Vec<Event>) -> Duration {
    screen.frame(events, |ui| both(app, ui))
}

/// The largest that this process has been, in bytes, after opening a file until all its labels stand.
pub fn peak_memory(path: &Path) -> u64 {
    let opened = Opened::new(path);
    std::hint::black_box(opened.events());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// The same of a child process; `None` where the system does not tell.
pub fn peak_memory_of_child(path: &Path) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let told = Process::new(program).arg("--peak-of").arg(path).output().ok()?;
    let bytes: f64 = String::from_utf8(told.stdout).ok()?.trim().parse().ok()?;
    (bytes > 0.0).then_some(bytes)
}
