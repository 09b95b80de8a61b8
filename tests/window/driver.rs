//! Opens the window without a screen and finds things in it by their words.

use std::path::{Path, PathBuf};

use dateline::session::Session;
use dateline::session::Settings;
use dateline::ui::{App, Clock};
use dateline::work::Budget;
use dateline_time::TimePoint;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable, by};

/// 22 November 2026, noon in Washington: the "now" of all tests.
const NOW: TimePoint = TimePoint::from_seconds(1_795_366_800);

/// A window of a size that shows the bundled timeline.
pub fn open_sized(width: f32, height: f32) -> Window {
    open_with(width, height, Settings { reduced_motion: true, ..Settings::default() }, Vec::new())
}

/// A window of 1600 × 1000 that shows the bundled timeline.
pub fn open() -> Window {
    open_sized(1600.0, 1000.0)
}

/// A window of 1600 × 1000 that shows the bundled timeline and has settings something from before.
pub fn open_keeping(settings: Settings) -> Window {
    open_with(1600.0, 1000.0, settings, Vec::new())
}

/// A window that reads a file.
pub fn open_file(path: PathBuf) -> Window {
    let mut window = open_with(
        1600.0,
        1000.0,
        Settings { reduced_motion: true, ..Settings::default() },
        vec![path.clone()],
    );
    window.wait_for_file(&path);
    window
}

/// A window that reads several files and shows them together.
pub fn open_files(paths: &[PathBuf]) -> Window {
    let settings = Settings { reduced_motion: true, ..Settings::default() };
    let mut window = open_with(1600.0, 1000.0, settings, paths.to_vec());
    let count = paths.len();
    window.wait_until("all files", |window| window.session().files().list().len() == count);
    window
}

/// A window that begins to read a file and divides work between frames and threads as it is told. What is
/// made beside it arrives in frames after it was made: see [`Window::wait_until`].
pub fn open_budgeted(path: PathBuf, budget: Budget) -> Window {
    let settings = Settings { reduced_motion: true, ..Settings::default() };
    open_with_budget((1600.0, 1000.0), settings, vec![path], budget)
}

fn open_with(width: f32, height: f32, settings: Settings, paths: Vec<PathBuf>) -> Window {
    open_with_budget((width, height), settings, paths, Budget::default())
}

fn open_with_budget(
    (width, height): (f32, f32),
    settings: Settings,
    paths: Vec<PathBuf>,
    budget: Budget,
) -> Window {
    let mut app: Option<App> = None;
    let mut start = Some((settings, paths));
    let harness = Harness::builder()
        .with_size(vec2(width, height))
        .with_max_steps(120)
        .with_step_dt(1.0 / 50.0)
        .allow_missing_glyphs()
        .with_theme(egui::Theme::Light)
        .build_ui(move |ui| {
            if let Some((settings, paths)) = start.take() {
                let mut opened = App::new(ui.ctx(), settings, paths, Clock::Fixed(NOW));
                opened.set_budget(budget.clone());
                opened.use_no_system_dialogs();
                app = Some(opened);
            }
            if let Some(app) = app.as_mut() {
                app.logic(ui.ctx());
                app.ui(ui);
                let session = app.session().clone();
                ui.data_mut(|data| {
                    data.insert_temp(egui::Id::unique("session"), std::sync::Arc::new(session))
                });
            }
        });
    let mut window = Window { harness, patience: 1000 };
    window.settle();
    window
}

/// The window and what can be done to it.
pub struct Window {
    pub harness: Harness<'static>,
    /// In how many frames of 10 ms something that is waited for has to come about.
    patience: usize,
}

impl Window {
    /// Runs frames until nothing changes any more.
    pub fn settle(&mut self) {
        self.harness.run();
    }

    /// The session as of the last frame.
    pub fn session(&self) -> std::sync::Arc<Session> {
        let id = egui::Id::unique("session");
        self.harness.ctx.data(|data| data.get_temp::<std::sync::Arc<Session>>(id)).expect("a session")
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    /// Presses a key with modifiers.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Clicks the first button, link or field whose words contain the given ones.
    pub fn click(&mut self, words: &str) {
        let place = self.place(words);
        self.click_at(place.center(), 1);
    }

    /// Clicks a place some times in a row.
    pub fn click_at(&mut self, at: egui::Pos2, times: usize) {
        self.harness.hover_at(at);
        self.settle();
        for _ in 0..times {
            self.button_at(at, true);
            self.button_at(at, false);
        }
        self.settle();
    }

    /// Presses or lets go of the first button at a place.
    pub fn button_at(&mut self, pos: egui::Pos2, pressed: bool) {
        let button = egui::PointerButton::Primary;
        self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        self.harness.step();
    }

    /// Turns the wheel at a place, so that what lies below comes up.
    pub fn wheel_down(&mut self, place: egui::Pos2) {
        self.harness.hover_at(place);
        self.settle();
        self.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -120.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        });
        self.settle();
    }

    /// Where the first thing stands whose words contain the given ones.
    pub fn place(&self, words: &str) -> egui::Rect {
        let found = self.harness.query_all(by().predicate(|node| contains(node, words))).next();
        found.unwrap_or_else(|| panic!("nothing says \"{words}\"")).rect()
    }

    /// What a screen reader says of that which has the keyboard; empty when nothing has it.
    pub fn focused_label(&self) -> String {
        let focused = self.harness.query_all(by().predicate(|node| node.is_focused())).next();
        focused.map_or_else(String::new, |node| {
            let node = NodeT::accesskit_node(&node);
            format!("{:?} {}", node.role(), node.label().unwrap_or_default())
        })
    }

    /// What a screen reader says of everything that can have the keyboard.
    pub fn focusable_labels(&self) -> Vec<String> {
        let action = egui::accesskit::Action::Focus;
        let nodes = self.harness.query_all(by().predicate(move |node| node.data().supports_action(action)));
        let label = |node| {
            let node = NodeT::accesskit_node(&node);
            format!("{:?} {}", node.role(), node.label().unwrap_or_default())
        };
        nodes.map(label).collect()
    }

    /// Whether something says these words, among others.
    pub fn says(&self, words: &str) -> bool {
        self.harness.query_all(by().predicate(|node| contains(node, words))).next().is_some()
    }

    /// Types into whatever has the keyboard.
    pub fn write(&mut self, words: &str) {
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.settle();
    }

    /// The title of the selected event.
    pub fn selected(&self) -> Option<String> {
        let session = self.session();
        session.selected().map(|event| session.document().timeline.event_title(event).to_owned())
    }

    /// What was put on the clipboard in the last frame.
    pub fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// Lets frames pass until something is so; fails when it does not come about within seconds.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Window) -> bool) {
        for _ in 0..self.patience {
            self.harness.step();
            if is_so(self) {
                return self.settle();
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("{what} does not come about");
    }

    /// Lets frames pass until a file is open or refused; fails when neither comes about within seconds.
    pub fn wait_for_file(&mut self, path: &Path) {
        let wanted = std::path::absolute(path).expect("a path");
        let is_wanted = |path: Option<&PathBuf>| path.is_some_and(|path| *path == wanted);
        self.wait_until(&format!("reading {}", path.display()), |window| {
            let session = window.session();
            let is_open = session.files().list().iter().any(|file| is_wanted(file.document.path.as_ref()));
            is_open || session.refusal().is_some_and(|refusal| is_wanted(refusal.path.as_ref()))
        });
    }
}

#[test]
#[should_panic(expected = "does not come about")]
fn waiting_for_a_file_that_nobody_opens_fails() {
    let mut window = open();
    window.patience = 3;
    window.wait_for_file(Path::new("/no/such/file.json"));
}

/// Whether a node's label or value contains words; spaces that do not break count as spaces.
fn contains(node: &AccessKitNode<'_>, words: &str) -> bool {
    let says = |text: Option<String>| text.is_some_and(|text| text.replace('\u{a0}', " ").contains(words));
    says(node.label()) || says(node.value())
}
