//! What is open and what is looked at.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::flying::Airborne;
use super::found::{Groundwork, Question};
use super::history::History;
use super::judging::Judgements;
use super::open_files::{FileId, OpenFiles, ShownPart};
use super::stops::Stops;
use dateline_formats::{Account, Diagnostic, FileBytes, Format, Loaded, TableReading};
use dateline_picture::layout::Viewport;
use dateline_time::{TimePoint, Zone};
use dateline_timeline::evidence::LiveFindings;
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::{Filter, LaneWish, Lanes, Matches, Pair, Query};

/// A file that was read: its timeline, what is wrong with it, and where it came from.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name that people see: "us-singapore.json".
    pub name: String,
    /// Where it was read; `None` for the bundled timeline.
    pub path: Option<PathBuf>,
    /// The bytes, for showing the place of a problem.
    pub bytes: FileBytes,
    /// The history itself.
    pub timeline: Arc<Timeline>,
    /// What is wrong with the file, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// What kind of file it is.
    pub format: Format,
    /// What became of its records.
    pub account: Account,
    /// How its columns were understood, if it is a table.
    pub table: Option<TableReading>,
    /// What was found just now when the quotations were looked up in the texts beside the file.
    pub live: Arc<LiveFindings>,
    /// Why the text that a source names was not read, in words, by the id of the source.
    pub unread_texts: HashMap<String, String>,
    /// What is made from the timeline once.
    pub groundwork: Arc<Groundwork>,
}

/// A file that could not be opened. What was shown before stays, and this stands beside it.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The name that people see.
    pub name: String,
    /// Where it was read.
    pub path: Option<PathBuf>,
    /// The bytes, for showing the place of a problem; empty when it could not be read at all.
    pub bytes: FileBytes,
    /// What is wrong with it.
    pub message: String,
    /// What to do; empty where nothing can be said.
    pub hint: String,
    /// What was found on the way, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The document of a file that was read; `name` is what people see. Where the findings are about another text than
    /// the bytes of the file, that one is kept.
    pub fn new(loaded: Loaded, name: &str, path: Option<PathBuf>, bytes: FileBytes) -> Document {
        let account = loaded.account();
        Document {
            name: name.to_owned(),
            path,
            bytes: loaded.text.unwrap_or(bytes),
            timeline: Arc::new(loaded.timeline),
            diagnostics: loaded.diagnostics,
            format: loaded.format,
            account,
            table: loaded.table,
            live: Arc::default(),
            unread_texts: HashMap::new(),
            groundwork: Arc::default(),
        }
    }

    /// A document of a timeline that stands in no file.
    pub fn unwritten(name: String, timeline: Timeline) -> Document {
        let account = Account { records: timeline.len(), ..Account::default() };
        Document {
            name,
            path: None,
            bytes: Vec::new().into(),
            timeline: Arc::new(timeline),
            diagnostics: Vec::new(),
            format: Format::Dateline,
            account,
            table: None,
            live: Arc::default(),
            unread_texts: HashMap::new(),
            groundwork: Arc::default(),
        }
    }

    /// What the timeline is called; the file's name when it does not say.
    pub fn title(&self) -> &str {
        let title = self.timeline.title();
        if title.is_empty() { &self.name } else { title }
    }

    /// How many findings there are.
    pub fn problem_count(&self) -> usize {
        self.diagnostics.len()
    }
}

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What can stand beside the picture or over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SidePanel {
    /// Facets on the left.
    Facets,
    /// Detail on the right.
    Detail,
    /// Events without a date.
    Undated,
    /// What is wrong with the file.
    Problems,
    /// Events of different files that may be the same.
    Duplicates,
    /// Everything that can be done.
    Palette,
    /// The keys.
    CheatSheet,
    /// The menu.
    Menu,
    /// The path dialog.
    OpenPath,
    /// The dialog for writing the events to a file.
    SaveAs,
    /// The export dialog.
    Export,
    /// How the columns of a table are understood.
    Columns,
    /// The dialog that gives search and facets a name.
    SaveFilter,
}

/// The running program without a window. Only [`Session::apply`] changes it.
#[derive(Clone, Debug)]
pub struct Session {
    /// What is open.
    pub(super) document: Arc<Document>,
    /// The files that it is made of; one, unless further ones were added.
    pub(super) files: OpenFiles,
    /// Which of them [`Session::document`] shows, in the order of its parts.
    pub(super) shown: Vec<ShownPart>,
    /// The change of the files after which it was made.
    pub(super) shown_version: u64,
    /// Events of different files that may be the same, of what is shown at a revision.
    pub(super) proposed: Option<(u64, Arc<Vec<Pair>>)>,
    /// What was said of events that may be the same.
    pub(super) judgements: Judgements,
    /// The file whose problems are listed, where there are several.
    pub(super) problem_file: Option<FileId>,
    /// Files are read again by themselves when they change.
    pub(super) live_reload: bool,
    /// What is shown.
    pub(super) viewport: Viewport,
    /// The selected event.
    pub(super) selected: Option<EventId>,
    /// The words searched for.
    pub(super) query: Query,
    /// The facets asked for.
    pub(super) filter: Filter,
    /// The events that match the words, whatever the facets say; facets are counted among them.
    pub(super) found: Arc<Matches>,
    /// The events that match both.
    pub(super) matches: Arc<Matches>,
    /// Those of them with a place in time, for stepping.
    pub(super) stops: Arc<Stops>,
    /// Those of them without one; `None` is all there are.
    pub(super) undated: Option<Arc<Vec<EventId>>>,
    /// What the four above answer: the words and facets of now, or earlier ones while the answer is awaited.
    pub(super) answered: Question,
    /// Files of more events are not searched here: whoever drives the session brings what was found.
    pub(super) answers_up_to: usize,
    /// How the lanes are wanted.
    pub(super) lane_wish: Arc<LaneWish>,
    /// The lanes as they are shown; `None` before anything is, then they are the file's.
    pub(super) lanes: Option<Arc<Lanes>>,
    /// The events are listed in a table instead of drawn.
    pub(super) is_list: bool,
    /// Other events are hidden instead of dimmed.
    pub(super) hiding: bool,
    /// Dates are shown in this zone.
    pub(super) display_zone: Zone,
    /// The theme.
    pub(super) theme: ThemeChoice,
    /// Relations of all events are shown.
    pub(super) all_relations: bool,
    /// Views are cut to instead of flown to.
    pub(super) reduced_motion: bool,
    /// The scene that is shown full screen.
    pub(super) presenting: Option<usize>,
    /// The presentation is blank.
    pub(super) is_blank: bool,
    /// What is open beside the picture and over it, the topmost last.
    pub(super) panels: Vec<SidePanel>,
    /// The wall clock.
    pub(super) now: TimePoint,
    /// Counts the files opened in the place of others; a file that is read again or added leaves it as it is.
    pub(super) opened: u64,
    /// Counts what was shown, so that whatever was made from one is told from what is made of another.
    pub(super) revision: u64,
    /// The problem that is looked at, as a place in [`Session::problems`].
    pub(super) problem: usize,
    /// The file that could not be opened last, until another one is opened or its problems are closed.
    pub(super) refusal: Option<Arc<Refusal>>,
    /// Seconds since the program began, as last told.
    pub(super) clock: f64,
    /// The views one has been at.
    pub(super) history: History,
    /// The flight in progress.
    pub(super) flight: Option<Airborne>,
    /// The view to return to when the presentation ends.
    pub(super) before_presenting: Option<Viewport>,
    /// Whether the detail panel stays away until it is asked for.
    pub(super) detail_is_dismissed: bool,
    /// Whether the view has been looked at in its true size; before that, a new size is a new beginning.
    pub(super) is_sized: bool,
}

impl Session {
    /// What is open: the file, or several files as one.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// The files that [`Session::document`] is made of; one, unless further ones were added.
    pub fn files(&self) -> &OpenFiles {
        &self.files
    }

    /// Whether files are read again by themselves when they change.
    pub fn has_live_reload(&self) -> bool {
        self.live_reload
    }

    /// The stretch of time that is shown, in a picture of a size in points. During a flight: where it is now.
    pub fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// The selected event.
    pub fn selected(&self) -> Option<EventId> {
        self.selected
    }

    /// The text searched for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The facets asked for.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The events that match the text, whatever the facets say; facets are counted among them.
    pub fn found(&self) -> &Arc<Matches> {
        &self.found
    }

    /// The events that match both text and facets.
    pub fn matches(&self) -> &Arc<Matches> {
        &self.matches
    }

    /// How the lanes are wanted.
    pub fn lane_wish(&self) -> &Arc<LaneWish> {
        &self.lane_wish
    }

    /// The lanes as they are shown; `None` before anything is, then they are the file's.
    pub fn lanes(&self) -> Option<&Arc<Lanes>> {
        self.lanes.as_ref()
    }

    /// Whether the events are listed in a table instead of drawn.
    pub fn is_list(&self) -> bool {
        self.is_list
    }

    /// Whether events that do not match are hidden instead of dimmed.
    pub fn is_hiding(&self) -> bool {
        self.hiding
    }

    /// The zone in which dates are shown.
    pub fn display_zone(&self) -> Zone {
        self.display_zone
    }

    /// The theme that was chosen.
    pub fn theme(&self) -> ThemeChoice {
        self.theme
    }

    /// Whether relations of all events are shown, not only of the selected one.
    pub fn shows_all_relations(&self) -> bool {
        self.all_relations
    }

    /// Whether views are cut to instead of flown to.
    pub fn has_reduced_motion(&self) -> bool {
        self.reduced_motion
    }

    /// The index of the scene that is shown full screen; `None` outside of a presentation.
    pub fn presenting(&self) -> Option<usize> {
        self.presenting
    }

    /// Whether the presentation is blank.
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// What is open beside the picture and over it, the topmost last.
    pub fn panels(&self) -> &[SidePanel] {
        &self.panels
    }

    /// The present moment by the wall clock, as of the last [`Command::Tick`](super::Command::Tick).
    pub fn now(&self) -> TimePoint {
        self.now
    }

    /// How many files were opened in the place of others; a file that is read again or added is not counted.
    pub fn opened_count(&self) -> u64 {
        self.opened
    }

    /// Counts what was shown: whatever is made from one document is told by it from what is made of another.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The index of the problem that is looked at, in [`Session::problems`].
    pub fn problem_index(&self) -> usize {
        self.problem
    }

    /// The file that could not be opened last, until another one is opened or its problems are closed.
    pub fn refusal(&self) -> Option<&Arc<Refusal>> {
        self.refusal.as_ref()
    }
}
