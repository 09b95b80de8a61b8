//! What the program can be asked to do, with everything it needs to know. Views return commands; the
//! session runs them after the frame.

use std::sync::Arc;

use super::document::{Document, Refusal};
use super::duplicate_verdicts::Judgement;
use super::open_files::{Combined, FileId, FilesChange};
use super::search_answer::SearchAnswer;
use super::side_panel::SidePanel;
use super::talk::TalkStep;
use super::theme_choice::ThemeChoice;
use dateline_picture::layout::{IndexedLanes, Viewport};
use dateline_time::{TimePoint, Zone};
use dateline_timeline::model::{Edit, EventId};
use dateline_timeline::query::{Filter, LaneArrangement, Pair};

/// One change of the session.
#[derive(Clone, Debug)]
pub enum Command {
    /// Show another file. The view, the selection and the filters start anew.
    Open(Arc<Document>),
    /// Add, reload, hide, order, close or align files. View, selection and filters stay.
    Files(FilesChange),
    /// The open files as one, made elsewhere; nothing happens when they have changed since.
    Combined(Arc<Combined>),
    /// Events of different files that may be the same, of what is shown at a revision.
    Propose(u64, Arc<Vec<Pair>>),
    /// Say of two events of different files that they are the same, or not; `None` takes it back.
    Judge {
        /// One event.
        first: EventId,
        /// The other.
        second: EventId,
        /// What they are said to be.
        judgement: Option<Judgement>,
    },
    /// Read files again by themselves when they change.
    LiveReload(bool),
    /// Show the problems of one of the open files.
    ProblemsOf(FileId),
    /// A file could not be opened: what is shown stays, and its problems are listed.
    Refuse(Arc<Refusal>),
    /// Edit the file that is shown, as one step of the history of edits. Refused where several files are
    /// shown, and where an edit does not fit: [`Session::edit_error`](super::Session::edit_error) then says
    /// why.
    Edit(Vec<Edit>),
    /// Take the last edit back.
    Undo,
    /// Do the edit again that was taken back last.
    Redo,
    /// Show a viewport at once: wheel, drag, brush.
    Look(Viewport),
    /// Fly to a viewport; it becomes a step of the view history.
    Fly(Viewport),
    /// Fly so that a stretch of time fills the view.
    FlyBetween(TimePoint, TimePoint),
    /// Move by points.
    Pan(f64),
    /// Zoom by a factor about a position, in points from the left edge of the picture.
    Zoom(f64, f64),
    /// Set the size of the picture; it goes on to show the same stretch of time.
    Resize(f32, f32),
    /// A panel opened or closed beside the picture: its left edge moved by points, and it has a new width
    /// and height. Every time stays where it is on the screen.
    Crop(f64, f32, f32),
    /// Select an event, or none. The view stays.
    Select(Option<EventId>),
    /// Select an event and fly to where it can be seen.
    Reveal(EventId),
    /// Search for a text.
    Search(String),
    /// Ask for facets.
    Filter(Filter),
    /// Search for a text and ask for facets, both at once.
    Ask(String, Filter),
    /// What a question was answered with elsewhere; nothing happens when another one has been asked since.
    SearchAnswer(Arc<SearchAnswer>),
    /// From now on leave files of more events than this to whoever drives the session: it answers
    /// [`Session::open_question`](super::Session::open_question) with [`Command::SearchAnswer`]. Without this
    /// command everything is answered at once.
    AnswerUpTo(usize),
    /// Clear search and facets.
    ClearFilters,
    /// Dim (`false`) or hide (`true`) what does not match.
    Hide(bool),
    /// Divide the events into lanes in another way, order or fold them.
    ArrangeLanes(Arc<LaneArrangement>),
    /// Set the lanes that are shown now: steps from lane to lane follow them.
    ShowLanes(IndexedLanes),
    /// List the events in a table (`true`) or draw them.
    ShowList(bool),
    /// Be at once where the flight goes.
    Land,
    /// Go back in the view history.
    ViewBack,
    /// Go forward in the view history.
    ViewForward,
    /// Show dates in a zone.
    DisplayZone(Zone),
    /// Choose a theme.
    Theme(ThemeChoice),
    /// Open or close what stands on the left or over the picture.
    Panel(SidePanel, bool),
    /// Show relations of all events in view, not only of the selected one.
    AllRelations(bool),
    /// Cut instead of fly.
    ReduceMotion(bool),
    /// Begin a talk, take it a step on, or end it.
    Talk(TalkStep),
    /// Mark a problem as the one that is looked at.
    Problem(usize),
    /// Set the time: "now" moves, flights go on. Seconds since the program began, and the wall clock.
    Tick(f64, TimePoint),
}
