//! The window: what runs every frame, in which order.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use egui::{Context, Ui, ViewportCommand};

use super::arrange::Arrangement;
use super::canvas::Canvas;
use super::dialogs::Dialogs;
use super::export_job::Export;
use super::frame::FrameCache;
use super::list::List;
use super::loader::{self, Loading, Outcome};
use super::notice::Notice;
use super::opening::Opening;
use super::overview::Overview;
use super::panels::{close_search_list, search_id, search_takes_enter};
use super::presenting::{self, Presenting};
use super::reloading::Reloading;
use super::save_job::Reports;
use super::storage::Kept;
use super::worker::{Later, Pace, Task, Worker};
use super::{Asks, Request, keys};
use crate::session::{Action, Command, Found, Question, Session, SidePanel, ThemeChoice};
use dateline_time::TimePoint;
use dateline_timeline::model::EventId;

/// What takes longer than this is told of in the status line.
const WORK_SHOWS_AFTER: Duration = Duration::from_millis(100);

/// Everything that the window holds. The session is what it shows; the rest is how.
pub struct App {
    /// What is open and looked at. Only [`App::apply`] changes it.
    pub(super) session: Session,
    /// What the views ask for in this frame.
    pub(super) asks: Asks,
    /// What survives a restart.
    pub(super) kept: Kept,
    /// The file that is being read.
    pub(super) loading: Option<Loading>,
    /// The files that are to be read after it, and what became of those before.
    pub(super) opening: Opening,
    /// The files that are looked after, and those that are being read again.
    pub(super) reloading: Reloading,
    /// Dialogs of the system that are open.
    pub(super) dialogs: Dialogs,
    /// What was made for the last frame and may still fit this one.
    pub(super) cache: FrameCache,
    /// The picture's own state: pointer, scroll.
    pub(super) canvas: Canvas,
    /// The table that stands in the place of the picture.
    pub(super) list: List,
    /// The overview's own state: what is being dragged.
    pub(super) overview: Overview,
    /// The file named at the start is not there yet, and nothing else is to be seen before it.
    pub(super) is_starting: bool,
    /// Pictures that are being written.
    pub(super) exports: Vec<Export>,
    /// How something ended.
    pub(super) notice: Option<Notice>,
    /// What is remembered of a presentation.
    pub(super) presenting: Presenting,
    /// Which panels stand where.
    pub(super) arrangement: Arrangement,
    /// What is made beside the window, and what within a frame.
    pub(super) pace: Pace,
    /// Answers questions about large files.
    pub(super) worker: Worker,
    /// Places the labels of large files.
    pub(super) labeller: Worker,
    /// The events that words and facets leave of a large file.
    found: Later<Question, Arc<Found>>,
    /// The events that the palette lists, by the file and the letters.
    pub(super) called: Later<(u64, String), Arc<Vec<EventId>>>,
    /// What the formats of the save dialog would lose.
    pub(super) reports: Reports,
    /// The file whose text is ready to be searched.
    searched: Later<u64, ()>,
    /// Says what time it is; fixed in tests.
    clock: Clock,
    began: Instant,
    /// The title that the window was last given.
    title: String,
    /// What was last written to the storage.
    written: Option<Kept>,
}

/// Where "now" comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The system.
    System,
    /// One moment, for tests and pictures.
    Fixed(TimePoint),
}

impl Clock {
    fn now(self) -> TimePoint {
        match self {
            Clock::Fixed(point) => point,
            Clock::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                TimePoint::from_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
            }
        }
    }
}

impl App {
    /// A window that shows the bundled timeline, or reads files at once and shows them together.
    pub fn new(ctx: &Context, kept: Kept, paths: Vec<PathBuf>, clock: Clock) -> App {
        super::style::install(ctx);
        // Where the system does not say, as on plain X11, the light theme is the one to read by.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        let document = match loader::bundled() {
            Outcome::Opened(document, _) => Arc::new(*document),
            // Only for the case that the bundled file is broken, which a test rules out.
            Outcome::Refused(_) | Outcome::Cancelled => loader::nothing(),
        };
        let mut session = Session::new(document, (1004.0, 776.0), clock.now());
        for command in kept.commands() {
            session.apply(command);
        }
        session.apply(Command::ArrangeLanes(kept.lanes.wish("")));
        let facets_are_wanted = kept.facets_open;
        let mut app = App {
            session,
            asks: Asks::default(),
            kept,
            loading: None,
            opening: Opening::default(),
            reloading: Reloading::default(),
            dialogs: Dialogs::default(),
            cache: FrameCache::new(super::fonts::faces(ctx)),
            canvas: Canvas::default(),
            list: List::default(),
            overview: Overview::default(),
            is_starting: false,
            exports: Vec::new(),
            notice: None,
            presenting: Presenting::default(),
            arrangement: Arrangement::wanting(facets_are_wanted),
            pace: Pace::default(),
            worker: worker(ctx),
            labeller: worker(ctx),
            found: Later::new(Task::Find),
            called: Later::new(Task::Palette),
            reports: Later::new(Task::Report),
            searched: Later::new(Task::Fold),
            clock,
            began: Instant::now(),
            title: String::new(),
            written: None,
        };
        app.session.apply(Command::AnswerUpTo(app.pace.at_once));
        if !paths.is_empty() {
            // After the first frame: labels are prepared for the size that the picture then has.
            app.is_starting = true;
            app.asks.ask(Request::OpenPaths(paths));
        }
        app
    }

    /// Divides the work between frames and threads in another way than usual.
    pub fn set_pace(&mut self, pace: Pace) {
        self.session.apply(Command::AnswerUpTo(pace.at_once));
        self.pace = pace;
    }

    /// What is open and looked at.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Changes the session. What is revealed is looked at again once the panels beside the picture rest.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Reveal(event) => self.canvas.reveal(event),
            // What was selected in the list is to be seen in the picture.
            Command::ShowList(false) => {
                if let Some(event) = self.session.selected() {
                    self.canvas.reveal(event);
                }
            }
            _ => {}
        }
        self.session.apply(command);
    }

    /// What comes from outside between two frames: files that were read, dialogs that were answered, files
    /// dropped on the window.
    pub fn logic(&mut self, ctx: &Context) {
        self.tick(ctx);
        self.collect();
        let is_held = self.pace.is_held();
        if let Some(outcome) = self.loading.as_ref().filter(|_| !is_held).and_then(Loading::outcome) {
            self.finish_loading(outcome);
        }
        self.answer_dialogs(ctx);
        self.finish_exports();
        self.open_dropped(ctx);
        self.go_on_opening(ctx);
        self.reload(ctx);
    }

    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.follow_theme(&ctx);
        self.read_keys(&ctx);
        if self.session.presenting().is_some() {
            presenting::show(self, ui);
        } else {
            super::arrange::show(self, ui);
        }
        self.carry_out(&ctx);
        self.follow_question(&ctx);
        self.follow_files(&ctx);
        presenting::follow(self, &ctx);
        self.follow_title(&ctx);
        self.plan_next_frame(&ctx);
    }

    /// Takes over what was made beside the window since the last frame.
    fn collect(&mut self) {
        self.found.collect(&self.pace);
        if let Some((_, found)) = self.found.last().filter(|_| self.session.open_question().is_some()) {
            let found = Arc::clone(found);
            self.session.apply(Command::Found(found));
        }
        self.cache.collect(&self.pace, &self.labeller);
        self.overview.collect(&self.pace);
        self.list.collect(&self.pace);
        self.called.collect(&self.pace);
        self.reports.collect(&self.pace);
        self.searched.collect(&self.pace);
        self.presenting.collect(&self.pace);
        self.collect_files();
    }

    /// Has the events looked up that are asked for, and the text folded as soon as somebody is about to ask.
    fn follow_question(&mut self, ctx: &Context) {
        if self.is_large() && ctx.memory(|memory| memory.has_focus(search_id())) {
            let document = Arc::clone(self.session.document());
            self.searched.ask(&self.worker, self.session.revision(), move |_, _| {
                document.search_text();
                Some(())
            });
        }
        match self.session.open_question() {
            Some(question) => {
                let document = Arc::clone(self.session.document());
                let former = self.session.former();
                self.found.ask(&self.worker, question, move |question, stop| {
                    Found::of(&document, question.clone(), &former, stop).map(Arc::new)
                });
            }
            None => self.found.give_up(),
        }
    }

    /// What is being made beside the window for what is shown, and since when it is waited for.
    fn awaited(&self) -> impl Iterator<Item = (Task, Instant)> {
        let others =
            [self.found.awaited(), self.overview.awaited(), self.called.awaited(), self.reports.awaited()];
        let others = others.into_iter().chain([self.opening.awaited(), self.list.awaited()]);
        self.cache.awaited().chain(others.flatten())
    }

    /// Whether what is shown is not yet what was asked for.
    pub fn is_waiting(&self) -> bool {
        self.loading.is_some() || self.opening.is_waiting() || self.awaited().next().is_some()
    }

    /// Begins to read a file; what is shown stays until it is there.
    pub fn open(&mut self, ctx: &Context, path: PathBuf) {
        self.open_path(ctx, path);
    }

    /// Whether every event has the label that it keeps, and not only the most important ones of a large file.
    pub fn has_all_labels(&self) -> bool {
        self.cache.has_all_labels(self.session.revision())
    }

    /// What is being done beside the window, when somebody has been waiting for it for longer than a moment.
    pub(super) fn work_in_sight(&self, ctx: &Context) -> &'static str {
        let Some((task, since)) = self.awaited().min_by_key(|(_, since)| *since) else { return "" };
        let waits = WORK_SHOWS_AFTER.saturating_sub(since.elapsed());
        if waits.is_zero() {
            return task.words();
        }
        ctx.request_repaint_after(waits);
        ""
    }

    fn tick(&mut self, ctx: &Context) {
        let now = self.clock.now();
        let seconds = match self.clock {
            Clock::System => self.began.elapsed().as_secs_f64(),
            Clock::Fixed(_) => ctx.input(|input| input.time),
        };
        self.session.apply(Command::Tick(seconds, now));
    }

    fn follow_theme(&self, ctx: &Context) {
        let preference = match self.session.theme() {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != preference {
            ctx.set_theme(preference);
        }
    }

    fn read_keys(&mut self, ctx: &Context) {
        let is_any_key = ctx.input(|input| {
            input.events.iter().any(|event| matches!(event, egui::Event::Key { pressed: true, .. }))
        });
        if is_any_key && self.session.is_flying() {
            self.session.apply(Command::Land);
        }
        if self.session.presenting().is_some() {
            presenting::read_keys(self, ctx);
            return;
        }
        close_search_list(ctx, &self.session.query().text);
        let is_writing = ctx.text_edit_focused();
        let is_choosing = egui::Popup::is_any_open(ctx);
        for action in keys::pressed_actions(ctx, self.session.overlay().is_some()) {
            // Escape leaves a text field first; in a dialog it closes the dialog.
            // A list that hangs open closes, and nothing below it.
            if action == Action::Back && is_choosing {
                egui::Popup::close_all(ctx);
                continue;
            }
            if action == Action::Back && is_writing && self.session.overlay().is_none() {
                ctx.memory_mut(|memory| memory.stop_text_input());
            } else {
                self.asks.act(action);
            }
        }
        let is_searching = ctx.memory(|memory| memory.has_focus(search_id()));
        let steps = ctx.input(|input| input.num_presses(egui::Key::Enter));
        if is_searching && steps > 0 && !search_takes_enter(ctx) {
            let is_back = ctx.input(|input| input.modifiers.shift);
            self.asks.act(if is_back { Action::PreviousEvent } else { Action::NextEvent });
            // The field lets go at Enter; further presses step on.
            self.arrangement.search_wants_focus = true;
        }
    }

    /// The window asks for another frame only when something will look different: in flight at once, else
    /// when "now" has moved a minute on.
    fn plan_next_frame(&self, ctx: &Context) {
        if self.session.is_flying() {
            ctx.request_repaint();
        } else if matches!(self.clock, Clock::System) {
            ctx.request_repaint_after_secs(60.0);
        }
    }

    fn follow_title(&mut self, ctx: &Context) {
        let title = format!("{} – Dateline", self.session.document().title());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// What is to survive a restart, when it differs from what was last written.
    pub fn unsaved(&mut self) -> Option<String> {
        self.follow_kept();
        if self.written.as_ref() == Some(&self.kept) {
            return None;
        }
        self.written = Some(self.kept.clone());
        Some(self.kept.to_json())
    }

    /// Everything that survives a restart, as text.
    pub fn kept_json(&mut self) -> String {
        self.follow_kept();
        self.kept.to_json()
    }

    /// Takes over what is to survive a restart.
    pub(super) fn follow_kept(&mut self) {
        self.kept.follow(&self.session, self.arrangement.facets_are_wanted);
        self.kept.lanes.keep(&self.lanes_key(), self.session.lane_wish());
    }

    /// Under which name it is remembered how the lanes of the files that are shown were left.
    pub(super) fn lanes_key(&self) -> String {
        let files = self.session.files().list().iter().filter_map(|file| file.document.path.as_deref());
        let names: Vec<String> =
            files.map(|path| super::opening::absolute(path).to_string_lossy().into_owned()).collect();
        names.join("\n")
    }

    /// Closes what stands over the picture.
    pub(super) fn close_overlays(&mut self) {
        if let Some(panel) = self.session.overlay() {
            self.session.apply(Command::Panel(panel, false));
        }
    }

    /// Whether the facets stand over the picture and not beside it.
    pub(super) fn facets_are_over(&self) -> bool {
        self.arrangement.is_narrow() && self.session.is_open(SidePanel::Facets)
    }
}

/// A worker that wakes the window when something is ready.
fn worker(ctx: &Context) -> Worker {
    let ctx = ctx.clone();
    Worker::new(move || ctx.request_repaint())
}
