//! What is open and what is looked at, and what can be read off it.

use dateline_picture::scene::Size;
use std::sync::Arc;

use super::document::{Document, Refusal};
use super::duplicate_verdicts::Judgements;
use super::edit_history::EditHistory;
use super::flight::Airborne;
use super::navigation::StepOrder;
use super::open_files::{FileId, OpenFiles, ShownPart};
use super::search_answer::{Former, Question, all_undated};
use super::side_panel::SidePanel;
use super::source_library::SourceLibrary;
use super::talk::Talk;
use super::theme_choice::ThemeChoice;
use super::view_history::ViewHistory;
use dateline_picture::layout::{IndexedLanes, Viewport, initial_viewport};
use dateline_time::{TimePoint, Zone};
use dateline_timeline::model::{Citation, EditError, EventId};
use dateline_timeline::query::{Filter, LaneArrangement, Lanes, Matches, Pair, Query};

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
    /// The text searched for.
    pub(super) query: Query,
    /// The facets asked for.
    pub(super) filter: Filter,
    /// The events that match the text, whatever the facets say; facets are counted among them.
    pub(super) found: Arc<Matches>,
    /// The events that match both.
    pub(super) matches: Arc<Matches>,
    /// Those of them with a position in time, for stepping.
    pub(super) stops: Arc<StepOrder>,
    /// Those of them without one; `None` is all there are.
    pub(super) undated: Option<Arc<Vec<EventId>>>,
    /// What the four above answer: the text and facets of now, or earlier ones while the answer is awaited.
    pub(super) answered: Question,
    /// Files of more events are not searched here: whoever drives the session brings what was found.
    pub(super) answers_up_to: usize,
    /// How the lanes are wanted.
    pub(super) lane_arrangement: Arc<LaneArrangement>,
    /// The lanes as they are shown; `None` before anything is, then they are the file's.
    pub(super) lanes: Option<IndexedLanes>,
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
    /// The texts of sources that are in memory.
    pub(super) source_library: SourceLibrary,
    /// The talk that goes on.
    pub(super) talk: Option<Talk>,
    /// What is open beside the picture and over it, the topmost last.
    pub(super) panels: Vec<SidePanel>,
    /// The wall clock.
    pub(super) now: TimePoint,
    /// Counts the files opened instead of others; a file that is read again or added leaves it as it is.
    pub(super) opened: u64,
    /// Counts what was shown, so that what was made from one is distinguished from what is made from another.
    pub(super) revision: u64,
    /// The problem that is looked at, as an index into [`Session::problems`].
    pub(super) problem: usize,
    /// The file that could not be opened last, until another one is opened or its problems are closed.
    pub(super) refusal: Option<Arc<Refusal>>,
    /// Seconds since the program began, as last set.
    pub(super) clock: f64,
    /// The views one has been at.
    pub(super) history: ViewHistory,
    /// The flight in progress.
    pub(super) flight: Option<Airborne>,
    /// When a gesture last changed the scale of the view, on the same clock.
    pub(super) zoomed_at: Option<f64>,
    /// The edits that can be taken back and done again.
    pub(super) edit_history: EditHistory,
    /// Why the last edit was refused.
    pub(super) edit_error: Option<EditError>,
    /// Whether the detail panel stays away until it is asked for.
    pub(super) detail_is_dismissed: bool,
    /// Whether the view has been looked at in its true size; before that, a new size is a new beginning.
    pub(super) is_sized: bool,
}

impl Session {
    /// A session that shows a document in a picture of a size, in points, at a time.
    pub fn new(document: Arc<Document>, size: Size, now: TimePoint) -> Session {
        let timeline = Arc::clone(&document.timeline);
        let viewport = initial_viewport(&timeline, Some(now), size);
        let (all, stops) = (document.all(), document.stops());
        let files = OpenFiles::of(Arc::clone(&document), now);
        let combination = files.combination();
        Session {
            document,
            shown: combination.parts().to_vec(),
            shown_version: combination.version(),
            files,
            proposed: None,
            judgements: Judgements::default(),
            problem_file: None,
            live_reload: true,
            viewport,
            selected: None,
            query: Query::default(),
            filter: Filter::default(),
            found: Arc::clone(&all),
            matches: all,
            stops,
            undated: None,
            answered: Question::default(),
            answers_up_to: usize::MAX,
            lane_arrangement: Arc::default(),
            lanes: None,
            is_list: false,
            hiding: false,
            display_zone: first_zone(&timeline),
            theme: ThemeChoice::default(),
            all_relations: false,
            reduced_motion: false,
            source_library: SourceLibrary::default(),
            talk: None,
            panels: vec![SidePanel::Facets],
            now,
            opened: 0,
            revision: 0,
            problem: 0,
            refusal: None,
            clock: 0.0,
            history: ViewHistory::starting_at(viewport),
            flight: None,
            zoomed_at: None,
            edit_history: EditHistory::default(),
            edit_error: None,
            detail_is_dismissed: false,
            is_sized: false,
        }
    }

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

    /// The edits that can be taken back and done again.
    pub fn edit_history(&self) -> &EditHistory {
        &self.edit_history
    }

    /// Why the last edit was refused; `None` when it was done.
    pub fn edit_error(&self) -> Option<&EditError> {
        self.edit_error.as_ref()
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
    pub fn lane_arrangement(&self) -> &Arc<LaneArrangement> {
        &self.lane_arrangement
    }

    /// The lanes as they are shown; `None` before anything is, then they are the file's.
    pub fn lanes(&self) -> Option<&Arc<Lanes>> {
        self.lanes.as_ref().map(IndexedLanes::lanes)
    }

    /// All events in the lanes that are shown; `None` before anything was shown.
    pub fn indexed_lanes(&self) -> Option<&IndexedLanes> {
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

    /// The texts of sources that are in memory, shared with the jobs that load them.
    pub fn source_library(&self) -> &SourceLibrary {
        &self.source_library
    }

    /// What is open beside the picture and over it, the topmost last.
    pub fn panels(&self) -> &[SidePanel] {
        &self.panels
    }

    /// Seconds since the program began, as of the last [`Command::Tick`](super::Command::Tick).
    pub fn clock(&self) -> f64 {
        self.clock
    }

    /// The present moment by the wall clock, as of the last [`Command::Tick`](super::Command::Tick).
    pub fn now(&self) -> TimePoint {
        self.now
    }

    /// How many files were opened instead of others; a file that is read again or added is not counted.
    pub fn opened_count(&self) -> u64 {
        self.opened
    }

    /// Counts what was shown: what is made from one document is distinguished by it from what is made from
    /// another.
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

    /// Whether text or facets leave events out.
    pub fn is_filtering(&self) -> bool {
        !self.filter.is_empty() || !self.query.text.trim().is_empty()
    }

    /// Whether something stands beside the picture or over it.
    pub fn is_open(&self, panel: SidePanel) -> bool {
        self.panels.contains(&panel)
    }

    /// The topmost of what stands over the picture; panels beside it do not count.
    pub fn overlay(&self) -> Option<SidePanel> {
        self.panels.iter().rev().copied().find(|panel| panel.is_overlay())
    }

    /// The address of the selected event's first source that has one.
    pub fn selected_address(&self) -> Option<&str> {
        let timeline = &self.document.timeline;
        let address = |citation: &Citation| timeline.source(citation.source?)?.url.as_deref();
        timeline.event(self.selected?).citations.iter().find_map(address)
    }

    /// What was answered last, from where the next answer may start.
    pub fn former(&self) -> Former {
        Former { question: self.answered.clone(), found: Arc::clone(&self.found) }
    }

    /// What is asked for now.
    pub fn question(&self) -> Question {
        Question { revision: self.revision, query: self.query.clone(), filter: self.filter.clone() }
    }

    /// What is asked for and not answered yet; the answers to the question before stand meanwhile.
    pub fn open_question(&self) -> Option<Question> {
        let question = self.question();
        (question != self.answered).then_some(question)
    }

    /// The events that match text and facets and have no position in time, in the order of the file.
    pub fn undated(&self) -> &[EventId] {
        match &self.undated {
            Some(undated) => undated,
            None => all_undated(&self.document.timeline),
        }
    }

    /// What [`Session::found`] and [`Session::matches`] are the answer to.
    pub fn answered(&self) -> &Question {
        &self.answered
    }

    /// Which colour and shape an event has: that of its lane as it is shown.
    pub fn lane_style(&self, event: EventId) -> usize {
        let timeline = &self.document.timeline;
        match self.lanes() {
            Some(lanes) => lanes.number(timeline, event),
            None => timeline.lane(event).map_or(timeline.lanes().len(), |lane| lane.index()),
        }
    }
}

fn first_zone(timeline: &dateline_timeline::model::Timeline) -> dateline_time::Zone {
    timeline.display_zones().first().map_or(timeline.zone(), |(zone, _)| *zone)
}
