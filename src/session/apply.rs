//! The one door through which a session changes.

use std::sync::Arc;

use super::found::{Former, Found, Question, all_undated};
use super::history::History;
use super::judging::Judgements;
use super::open_files::OpenFiles;
use super::view::{extent, fitting, resized, revealing, zoomed};
use super::{Command, Document, Refusal, Session, SidePanel, ThemeChoice};
use dateline_formats::Diagnostic;
use dateline_picture::layout::{Viewport, fitted_viewport, initial_viewport};
use dateline_picture::scene::story_viewport;
use dateline_time::TimePoint;
use dateline_timeline::Cancel;
use dateline_timeline::model::EventId;
use dateline_timeline::query::{Filter, Query};

impl Session {
    /// A session that shows a document in a picture of a size, in points, at a time.
    pub fn new(document: Arc<Document>, size: (f32, f32), now: TimePoint) -> Session {
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
            lane_wish: Arc::default(),
            lanes: None,
            is_list: false,
            hiding: false,
            display_zone: first_zone(&timeline),
            theme: ThemeChoice::default(),
            all_relations: false,
            reduced_motion: false,
            presenting: None,
            is_blank: false,
            panels: vec![SidePanel::Facets],
            now,
            opened: 0,
            revision: 0,
            problem: 0,
            refusal: None,
            clock: 0.0,
            history: History::starting_at(viewport),
            flight: None,
            before_presenting: None,
            detail_is_dismissed: false,
            is_sized: false,
        }
    }

    /// Carries out a command.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Open(document) => self.open(document),
            Command::Files(change) => self.change_files(change),
            Command::Combined(combined) => self.take_combined(&combined),
            Command::Propose(revision, pairs) => self.proposed = Some((revision, pairs)),
            Command::Judge(pair, judgement) => self.judge(pair, judgement),
            Command::LiveReload(live_reload) => self.live_reload = live_reload,
            Command::ProblemsOf(file) => self.list_problems_of(file),
            Command::Refuse(refusal) => self.refuse(refusal),
            Command::Look(viewport) => self.look(viewport),
            Command::Fly(viewport) => self.depart(viewport),
            Command::FlyBetween(from, to) => self.depart(self.view_between(from, to)),
            Command::Pan(points) => self.look(self.viewport.panned(points)),
            Command::Zoom(factor, x) => {
                self.look(zoomed(&self.viewport, &self.document.timeline, factor, x));
            }
            Command::Resize(width, height) => self.resize(width, height),
            Command::Crop(shift, width, height) => {
                self.redirect(|viewport| viewport.panned(shift).with_size(width, height));
            }
            Command::Select(event) => self.select(event),
            Command::Reveal(event) => self.reveal(event),
            Command::Search(text) => self.ask_for(Query::new(text), self.filter.clone()),
            Command::Filter(filter) => self.ask_for(self.query.clone(), filter),
            Command::Ask(text, filter) => self.ask_for(Query::new(text), filter),
            Command::Found(found) => self.take(&found),
            Command::AnswerUpTo(events) => self.answers_up_to = events,
            Command::ClearFilters => self.ask_for(Query::default(), Filter::default()),
            Command::Hide(hiding) => self.hiding = hiding,
            Command::ArrangeLanes(wish) => self.lane_wish = wish,
            Command::ShowLanes(lanes) => self.lanes = Some(lanes),
            Command::ShowList(is_list) => self.is_list = is_list,
            Command::Land => self.land(),
            Command::ViewBack => self.travel(History::back),
            Command::ViewForward => self.travel(History::forward),
            Command::DisplayZone(zone) => self.display_zone = zone,
            Command::Theme(theme) => self.theme = theme,
            Command::Panel(panel, open) => self.set_panel(panel, open),
            Command::AllRelations(all) => self.all_relations = all,
            Command::ReduceMotion(reduced) => self.reduced_motion = reduced,
            Command::Present(scene) => self.present(scene),
            Command::Blank(blank) => self.is_blank = blank,
            Command::Problem(problem) => self.problem = problem,
            Command::Tick(clock, now) => self.tick(clock, now),
        }
    }

    /// What belongs to the person stays (theme, motion, clock); what belongs to the file starts anew.
    fn open(&mut self, document: Arc<Document>) {
        let size = (self.viewport.width(), self.viewport.height());
        let files = self.files.replaced_by(Arc::clone(&document), self.now);
        let combination = files.combination();
        let fresh = Session::new(document, size, self.now);
        let facets_are_open = self.is_open(SidePanel::Facets);
        *self = Session {
            theme: self.theme,
            reduced_motion: self.reduced_motion,
            hiding: self.hiding,
            is_list: self.is_list,
            clock: self.clock,
            is_sized: self.is_sized,
            files,
            shown: combination.parts().to_vec(),
            shown_version: combination.version(),
            opened: self.opened + 1,
            live_reload: self.live_reload,
            revision: self.revision + 1,
            answered: Question { revision: self.revision + 1, ..Question::default() },
            answers_up_to: self.answers_up_to,
            panels: if facets_are_open { vec![SidePanel::Facets] } else { Vec::new() },
            ..fresh
        };
    }

    /// Keeps everything as it is and lists what is wrong with the file.
    fn refuse(&mut self, refusal: Arc<Refusal>) {
        self.refusal = Some(refusal);
        self.problem = 0;
        self.set_panel(SidePanel::Problems, true);
    }

    /// Shows a view at once. A flight ends where it is.
    fn look(&mut self, viewport: Viewport) {
        self.flight = None;
        self.history.moved(self.viewport, self.clock);
        self.viewport = viewport;
    }

    /// Flies to a view as a step of the history.
    pub(super) fn depart(&mut self, goal: Viewport) {
        self.history.settle(self.destination());
        self.history.step_to(goal);
        self.fly_to(goal);
    }

    fn travel(&mut self, step: impl Fn(&mut History, Viewport) -> Option<Viewport>) {
        let present = self.destination();
        if let Some(goal) = step(&mut self.history, present) {
            self.fly_to(goal);
        }
    }

    fn resize(&mut self, width: f32, height: f32) {
        self.redirect(|viewport| resized(&viewport, width, height));
        if !self.is_sized {
            self.is_sized = true;
            self.history = History::starting_at(self.viewport);
        }
    }

    fn select(&mut self, event: Option<EventId>) {
        let timeline = &self.document.timeline;
        self.selected = event.filter(|event| timeline.holds(*event));
        if self.selected.is_none() {
            self.detail_is_dismissed = false;
        }
        let opens = self.selected.is_some() && !self.detail_is_dismissed;
        self.place_panel(SidePanel::Detail, opens);
    }

    fn reveal(&mut self, event: EventId) {
        self.select(Some(event));
        let range = self.selected.and_then(|event| self.document.timeline.range(event));
        let Some(range) = range else { return };
        let goal = revealing(&self.destination(), &range);
        if goal != self.destination() {
            self.depart(goal);
        }
    }

    pub(super) fn ask_for(&mut self, query: Query, filter: Filter) {
        self.query = query;
        self.filter = filter;
        let question = self.question();
        if (question.is_empty() || self.document.timeline.len() <= self.answers_up_to)
            && let Some(found) = Found::of(&self.document, question, &self.former(), &Cancel::never())
        {
            self.take(&found);
        }
    }

    /// Takes an answer over, unless it is one to something else than what is asked now.
    fn take(&mut self, found: &Found) {
        if found.question == self.question() {
            self.answered = found.question.clone();
            self.found = Arc::clone(&found.found);
            self.matches = Arc::clone(&found.matches);
            self.stops = Arc::clone(&found.stops);
            self.undated.clone_from(&found.undated);
        }
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

    /// The events that match words and facets and have no place in time, in the order of the file.
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

    pub(super) fn set_panel(&mut self, panel: SidePanel, open: bool) {
        if panel == SidePanel::Detail {
            self.detail_is_dismissed = !open && self.selected.is_some();
        }
        if panel == SidePanel::Problems && !open {
            (self.refusal, self.problem_file) = (None, None);
        }
        if panel == SidePanel::Problems && open {
            self.problem = 0;
            self.list_problems_of_stale();
        }
        if open && panel.is_overlay() {
            self.panels.retain(|panel| !panel.is_overlay());
        }
        self.place_panel(panel, open);
    }

    pub(super) fn place_panel(&mut self, panel: SidePanel, open: bool) {
        if open && !self.is_open(panel) {
            self.panels.push(panel);
        } else if !open {
            self.panels.retain(|other| *other != panel);
        }
    }

    /// Shows a scene; the first one keeps the view to come back to.
    fn present(&mut self, scene: Option<usize>) {
        self.is_blank = false;
        let Some(scene) = scene else {
            self.presenting = None;
            self.flight = None;
            self.viewport = self.before_presenting.take().unwrap_or(self.viewport);
            return;
        };
        let is_beginning = self.presenting.is_none();
        if is_beginning {
            self.before_presenting = Some(self.destination());
        }
        let scene = scene.min(self.scene_count().saturating_sub(1));
        self.presenting = Some(scene);
        let goal = self.view_of_scene(scene);
        self.fly_to(goal);
        if is_beginning {
            self.land();
        }
    }

    fn tick(&mut self, clock: f64, now: TimePoint) {
        self.clock = clock;
        self.now = now;
        self.fly_on();
    }

    pub(super) fn next_problem(&self) -> Option<Command> {
        let count = self.problems().len();
        if count > 0 && !self.is_open(SidePanel::Problems) {
            return Some(Command::Panel(SidePanel::Problems, true));
        }
        (count > 0).then(|| Command::Problem((self.problem + 1) % count))
    }

    /// The findings that the list of problems shows: those of the file that could not be opened, if there
    /// is one, else those of the file that is shown.
    pub fn problems(&self) -> &[Diagnostic] {
        match &self.refusal {
            Some(refusal) => &refusal.diagnostics,
            None => &self.problem_document().diagnostics,
        }
    }

    fn view_between(&self, from: TimePoint, to: TimePoint) -> Viewport {
        Viewport::between(from, to, self.viewport.width(), self.viewport.height())
    }

    pub(super) fn opening_view(&self) -> Viewport {
        let size = (self.viewport.width(), self.viewport.height());
        initial_viewport(&self.document.timeline, Some(self.now), size)
    }

    /// Which colour and shape an event has: that of its lane as it is shown.
    pub fn lane_style(&self, event: EventId) -> usize {
        let timeline = &self.document.timeline;
        match &self.lanes {
            Some(lanes) => lanes.number(timeline, event),
            None => timeline.lane(event).map_or(timeline.lanes().len(), |lane| lane.index()),
        }
    }

    /// From the first to the last moment of the whole file.
    pub fn extent(&self) -> (TimePoint, TimePoint) {
        extent(&self.document.timeline, self.now)
    }

    pub(super) fn view_of_everything(&self) -> Viewport {
        let matches = (self.hiding && self.is_filtering()).then_some(&*self.matches);
        let (timeline, size) = (&self.document.timeline, (self.viewport.width(), self.viewport.height()));
        let of_matches = matches.and_then(|matches| fitted_viewport(timeline, Some(matches), size));
        let fitted = of_matches.or_else(|| fitted_viewport(timeline, None, size));
        fitted.unwrap_or_else(|| initial_viewport(timeline, Some(self.now), size))
    }

    pub(super) fn view_of_selection(&self) -> Option<Viewport> {
        let range = self.document.timeline.range(self.selected?)?;
        Some(fitting(&self.destination(), &range))
    }

    pub(super) fn view_of_now(&self) -> Viewport {
        let view = self.destination();
        view.panned(view.x_from_time(self.now) - f64::from(view.width()) * 0.7)
    }

    /// What a scene shows.
    fn view_of_scene(&self, scene: usize) -> Viewport {
        let timeline = &self.document.timeline;
        let size = (self.viewport.width(), self.viewport.height());
        let scene = timeline.stories().first().and_then(|story| story.scenes.get(scene));
        scene.map_or(self.destination(), |scene| story_viewport(timeline, scene, size))
    }
}

fn first_zone(timeline: &dateline_timeline::model::Timeline) -> dateline_time::Zone {
    timeline.display_zones().first().map_or(timeline.zone(), |(zone, _)| *zone)
}
