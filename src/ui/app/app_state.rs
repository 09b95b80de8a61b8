//! Everything that the window holds: the session, the views with their state, and what works in the
//! background.

use dateline_picture::scene::Size;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use egui::Context;

use crate::session::{Command, Question, SearchAnswer, Session, Settings, SidePanel};
use crate::ui::dialogs::Dialogs;
use crate::ui::key_events::TypedAhead;
use crate::ui::notice::Notice;
use crate::ui::panel_layout::{Arrangement, Views};
use crate::ui::talk::TalkWindow;
use crate::ui::{Asks, Request};
use crate::work::{
    self, Background, Budget, Job, Loading, OpenQueue, Outcome, Preparation, Prepared, Reloading,
    SourceLoading, Task, Wake, Worker,
};
use dateline_picture::text::Faces;
use dateline_time::TimePoint;
use dateline_timeline::query::LaneArrangement;

/// A file that is being written: the sentence that reports it, as an error where it should not be missed.
pub(super) type Writing = Job<Result<String, String>>;

/// Everything that the window holds. The session is what it shows; the rest is how.
pub struct App {
    /// What is open and looked at. Only [`App::apply`] changes it.
    pub(super) session: Session,
    /// What the views ask for in this frame.
    pub(super) asks: Asks,
    /// What survives a restart.
    pub(super) settings: Settings,
    /// The file that is being read.
    pub(super) loading: Option<Loading>,
    /// The files that are to be read after it, and what became of those before.
    pub(super) open_queue: OpenQueue,
    /// The files that are looked after, and those that are being read again.
    pub(super) reloading: Reloading,
    /// The texts of sources that are being loaded.
    pub(super) source_loading: SourceLoading,
    /// Dialogs of the system that are open.
    pub(super) dialogs: Dialogs,
    /// The ruler of all text in the picture.
    pub(super) faces: Faces,
    /// The views with their state.
    pub(super) views: Views,
    /// The file named at the start is not there yet, and nothing else is to be seen before it.
    pub(super) is_starting: bool,
    /// Files that are being written.
    pub(super) writing: Vec<Writing>,
    /// How something ended.
    pub(super) notice: Option<Notice>,
    /// What this window remembers of a talk.
    pub(super) talk_window: TalkWindow,
    /// What is made beside the window, and what within a frame.
    pub(super) budget: Budget,
    /// Asks for a frame, from whichever thread.
    pub(super) wake: Wake,
    /// Answers questions about large files.
    pub(super) worker: Worker,
    /// Places the labels of large files.
    pub(super) labeller: Worker,
    /// The events that text and facets leave of a large file.
    pub(super) found: Background<Question, Arc<SearchAnswer>>,
    /// The file whose text is ready to be searched.
    pub(super) searched: Background<u64, ()>,
    /// Says what time it is; fixed in tests.
    pub(super) clock: Clock,
    /// What was typed before a field had the keyboard.
    pub(super) typed_ahead: TypedAhead,
    pub(super) began: Instant,
    /// The title that the window was last given.
    pub(super) title: String,
    /// What was last written to the storage.
    pub(super) written: Option<Settings>,
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
    pub(super) fn now(self) -> TimePoint {
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
    pub fn new(ctx: &Context, settings: Settings, paths: Vec<PathBuf>, clock: Clock) -> App {
        crate::ui::style::install(ctx);
        let own_ctx = ctx.clone();
        let wake: Wake = Arc::new(move || own_ctx.request_repaint());
        // Where the system does not say, as on plain X11, the light theme is the one to read by.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        let document = match work::bundled() {
            Outcome::Opened(document, _) => Arc::new(*document),
            // Only for the case that the bundled file is broken, which a test rules out.
            Outcome::Refused(_) | Outcome::Cancelled => work::nothing(),
        };
        let mut session = Session::new(document, Size::new(1004.0, 776.0), clock.now());
        for command in settings.commands() {
            session.apply(command);
        }
        session.apply(Command::ArrangeLanes(settings.lanes.arrangement("")));
        let arrangement = Arrangement::wanting(settings.facets_open);
        let views = Views::new(arrangement, settings.columns.clone());
        let mut app = App {
            session,
            asks: Asks::default(),
            settings,
            loading: None,
            open_queue: OpenQueue::default(),
            reloading: Reloading::default(),
            source_loading: SourceLoading::default(),
            dialogs: Dialogs::default(),
            faces: crate::ui::fonts::faces(ctx),
            views,
            is_starting: false,
            writing: Vec::new(),
            notice: None,
            talk_window: TalkWindow::default(),
            budget: Budget::default(),
            worker: Worker::new(Arc::clone(&wake)),
            labeller: Worker::new(Arc::clone(&wake)),
            wake,
            found: Background::new(Task::Find),
            searched: Background::new(Task::Fold),
            clock,
            typed_ahead: TypedAhead::default(),
            began: Instant::now(),
            title: String::new(),
            written: None,
        };
        app.session.apply(Command::AnswerUpTo(app.budget.at_once));
        if !paths.is_empty() {
            // After the first frame: labels are prepared for the size that the picture then has.
            app.is_starting = true;
            app.asks.ask(Request::OpenPaths(paths));
        }
        app
    }

    /// Never opens a dialog of the system: the window's own stand in for them, as where the system has none.
    pub fn use_no_system_dialogs(&mut self) {
        self.dialogs = Dialogs::none();
    }

    /// Divides the work between frames and threads in another way than usual.
    pub fn set_budget(&mut self, budget: Budget) {
        self.session.apply(Command::AnswerUpTo(budget.at_once));
        self.budget = budget;
    }

    /// What is open and looked at.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Changes the session. What is revealed is looked at again once the panels beside the picture rest.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Reveal(event) => self.views.canvas.reveal(event),
            // What was selected in the list is to be seen in the picture.
            Command::ShowList(false) => {
                if let Some(event) = self.session.selected() {
                    self.views.canvas.reveal(event);
                }
            }
            _ => {}
        }
        self.session.apply(command);
    }

    /// Whether every event has the label that it keeps, and not only the most important ones of a large file.
    pub fn has_all_labels(&self) -> bool {
        self.views.cache.has_all_labels(self.session.revision())
    }

    /// What is to survive a restart, when it differs from what was last written.
    pub fn unsaved(&mut self) -> Option<String> {
        self.follow_settings();
        if self.written.as_ref() == Some(&self.settings) {
            return None;
        }
        self.written = Some(self.settings.clone());
        Some(self.settings.to_json())
    }

    /// Everything that survives a restart, as text.
    pub fn settings_json(&mut self) -> String {
        self.follow_settings();
        self.settings.to_json()
    }

    /// Takes over what is to survive a restart.
    pub(super) fn follow_settings(&mut self) {
        self.settings.follow(&self.session, self.views.arrangement.facets_are_wanted);
        if self.settings.columns != self.views.list.columns {
            self.settings.columns = self.views.list.columns.clone();
        }
        self.settings.lanes.keep(&self.lanes_key(), self.session.lane_arrangement());
    }

    /// Under which name it is remembered how the lanes of the files that are shown were left.
    pub(super) fn lanes_key(&self) -> String {
        let files = self.session.files().list().iter().filter_map(|file| file.document.path.as_deref());
        let names: Vec<String> =
            files.map(|path| work::absolute(path).to_string_lossy().into_owned()).collect();
        names.join("\n")
    }

    /// Closes what stands over the picture.
    pub(super) fn close_overlays(&mut self) {
        if let Some(panel) = self.session.overlay() {
            self.session.apply(Command::Panel(panel, false));
        }
    }

    /// What the thread that reads a file needs to prepare its labels.
    pub(super) fn preparation(&self, arrangement: Arc<LaneArrangement>) -> Preparation {
        Preparation {
            arrangement,
            faces: self.faces.clone(),
            size: self.views.arrangement.plan_size,
            at_once: self.budget.at_once,
            source_library: self.session.source_library().clone(),
        }
    }

    /// Keeps the labels that were prepared for the document that has just been opened.
    pub(super) fn keep_prepared(&mut self, prepared: Prepared) {
        self.views.cache.keep_prepared(prepared, self.session.revision(), &self.labeller);
    }

    /// Whether work on the whole file takes longer than a frame may.
    pub(super) fn is_large(&self) -> bool {
        self.session.document().timeline.len() > self.budget.at_once
    }

    /// Whether the facets stand over the picture and not beside it.
    pub(super) fn facets_are_over(&self) -> bool {
        self.views.arrangement.is_narrow() && self.session.is_open(SidePanel::Facets)
    }
}
