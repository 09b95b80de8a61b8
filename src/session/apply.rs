//! The one door through which a session changes.

use dateline_picture::scene::Size;
use std::sync::Arc;

use super::command::Command;
use super::document::{Document, Refusal};
use super::duplicate_verdicts::Judgement;
use super::search_answer::Question;
use super::side_panel::SidePanel;
use super::state::Session;
use super::view_history::ViewHistory;
use super::viewports::{revealing, zoomed};
use dateline_time::TimePoint;
use dateline_timeline::model::EventId;
use dateline_timeline::query::{Filter, Query};

impl Session {
    /// Carries out a command.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Open(document) => self.open(document),
            Command::Files(change) => self.change_files(change),
            Command::Combined(combined) => self.take_combined(&combined),
            Command::Propose(revision, pairs) => self.proposed = Some((revision, pairs)),
            Command::Judge { first, second, judgement } => self.judge(first, second, judgement),
            Command::LiveReload(live_reload) => self.live_reload = live_reload,
            Command::ProblemsOf(file) => self.list_problems_of(file),
            Command::Refuse(refusal) => self.refuse(refusal),
            Command::Edit(edits) => self.edit(&edits),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
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
            Command::SearchAnswer(answer) => self.take(&answer),
            Command::AnswerUpTo(events) => self.answers_up_to = events,
            Command::ClearFilters => self.ask_for(Query::default(), Filter::default()),
            Command::Hide(hiding) => self.hiding = hiding,
            Command::ArrangeLanes(arrangement) => self.lane_arrangement = arrangement,
            Command::ShowLanes(lanes) => self.lanes = Some(lanes),
            Command::ShowList(is_list) => self.is_list = is_list,
            Command::Land => self.land(),
            Command::ViewBack => self.travel(ViewHistory::back),
            Command::ViewForward => self.travel(ViewHistory::forward),
            Command::DisplayZone(zone) => self.display_zone = zone,
            Command::Theme(theme) => self.theme = theme,
            Command::Panel(panel, open) => self.set_panel(panel, open),
            Command::AllRelations(all) => self.all_relations = all,
            Command::ReduceMotion(reduced) => self.reduced_motion = reduced,
            Command::Talk(step) => self.step_talk(step),
            Command::Problem(problem) => self.problem = problem,
            Command::Tick(clock, now) => self.tick(clock, now),
        }
    }

    /// What belongs to the person stays (theme, motion, clock); what belongs to the file starts anew.
    fn open(&mut self, document: Arc<Document>) {
        let size = Size::new(self.viewport.width(), self.viewport.height());
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
            source_library: self.source_library.clone(),
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

    fn tick(&mut self, clock: f64, now: TimePoint) {
        self.clock = clock;
        self.now = now;
        self.fly_on();
    }

    fn judge(&mut self, first: EventId, second: EventId, judgement: Option<Judgement>) {
        if let (Some(first), Some(second)) = (self.own_event(first), self.own_event(second)) {
            self.judgements.set(first, second, judgement);
        }
    }
}
