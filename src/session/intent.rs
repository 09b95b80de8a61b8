//! What an action means at this moment, or that it means nothing now.

use std::sync::Arc;

use super::action::Action;
use super::command::Command;
use super::navigation::Step;
use super::open_files::FilesChange;
use super::side_panel::SidePanel;
use super::state::Session;
use super::talk::TalkStep;
use dateline_timeline::model::EventId;
use dateline_timeline::query::LaneArrangement;

/// By how much one press of a key zooms.
const KEY_ZOOM: f64 = 1.4;
/// By how much one press of a key pans, as a share of the width.
const KEY_PAN: f64 = 0.2;

/// What is to be done for an action.
#[derive(Clone, Debug)]
pub enum Intent {
    /// A change of the session.
    Run(Command),
    /// Something that only the window can do: dialogs, clipboard, browser, screen.
    Window(Action),
}

impl Session {
    /// What an action means now; `None` greys it out.
    pub fn command_for(&self, action: Action) -> Option<Intent> {
        if let Some(command) = self.navigation_for(action).or_else(|| self.display_for(action)) {
            return Some(Intent::Run(command));
        }
        let is_possible = match action {
            Action::OpenFile
            | Action::AddFile
            | Action::OpenBundled
            | Action::Search
            | Action::ToggleFullScreen
            | Action::Quit => true,
            Action::CopySearch => self.is_filtering(),
            Action::CopyCitation => self.selected.is_some(),
            // How lanes by a field were left is remembered outside of the session.
            Action::LanesBy(attribute) => attribute.is_stated_in(&self.document.timeline),
            Action::OpenSource => self.selected_address().is_some(),
            _ => false,
        };
        is_possible.then_some(Intent::Window(action))
    }

    /// Whether an action means anything now; unlike [`Session::command_for`] without finding out what, so
    /// that it can be asked in every frame.
    pub fn can(&self, action: Action) -> bool {
        match action {
            Action::FitAll | Action::OpeningView | Action::ShowNow => true,
            Action::FitSelection => {
                self.selected.is_some_and(|event| self.document.timeline.range(event).is_some())
            }
            _ => self.command_for(action).is_some(),
        }
    }

    fn navigation_for(&self, action: Action) -> Option<Command> {
        let width = f64::from(self.viewport.width());
        let reveal = |event: Option<EventId>| event.map(Command::Reveal);
        Some(match action {
            Action::NextEvent => return reveal(self.neighbour(Step::Later)),
            Action::PreviousEvent => return reveal(self.neighbour(Step::Earlier)),
            Action::LaneUp => return reveal(self.neighbour(Step::LaneAbove)),
            Action::LaneDown => return reveal(self.neighbour(Step::LaneBelow)),
            Action::ZoomIn => Command::Zoom(KEY_ZOOM, width / 2.0),
            Action::ZoomOut => Command::Zoom(1.0 / KEY_ZOOM, width / 2.0),
            Action::PanLeft => Command::Pan(-width * KEY_PAN),
            Action::PanRight => Command::Pan(width * KEY_PAN),
            Action::FitSelection => Command::Fly(self.view_of_selection()?),
            Action::FitAll => Command::Fly(self.view_of_everything()),
            Action::OpeningView => Command::Fly(self.opening_view()),
            Action::ShowNow => Command::Fly(self.view_of_now()),
            Action::ViewBack => return self.history.can_go_back().then_some(Command::ViewBack),
            Action::ViewForward => return self.history.can_go_forward().then_some(Command::ViewForward),
            _ => return None,
        })
    }

    fn display_for(&self, action: Action) -> Option<Command> {
        let toggle = |panel: SidePanel| Some(Command::Panel(panel, !self.is_open(panel)));
        match action {
            Action::OpenPath => toggle(SidePanel::OpenPath),
            Action::SaveAs => toggle(SidePanel::SaveAs),
            Action::Export => toggle(SidePanel::Export),
            Action::Palette => toggle(SidePanel::Palette),
            Action::CheatSheet => toggle(SidePanel::CheatSheet),
            Action::ToggleFacets => toggle(SidePanel::Facets),
            Action::ShowUndated => toggle(SidePanel::Undated),
            Action::ShowProblems => toggle(SidePanel::Problems),
            Action::ShowColumns => self
                .table_file()
                .map(|_| Command::Panel(SidePanel::Columns, !self.is_open(SidePanel::Columns))),
            Action::ShowDetail => self.selected.map(|_| Command::Panel(SidePanel::Detail, true)),
            Action::Back => self.one_step_back(),
            Action::ToggleHiding => Some(Command::Hide(!self.hiding)),
            Action::ClearFilters => self.is_filtering().then_some(Command::ClearFilters),
            Action::SaveFilter => self.is_filtering().then_some(Command::Panel(SidePanel::SaveFilter, true)),
            Action::NextProblem => self.next_problem(),
            Action::ToggleList => Some(Command::ShowList(!self.is_list)),
            Action::SortLanes(order) => Some(self.arranged(|arrangement| arrangement.sorted(order))),
            Action::FoldLanes => self.folded_or_whole(),
            Action::ResetLanes => {
                let attribute = self.lane_arrangement.attribute;
                (!self.lane_arrangement.is_plain()).then(|| self.arranged(|_| LaneArrangement::by(attribute)))
            }
            Action::SwitchTheme => Some(Command::Theme(self.theme.next())),
            Action::SwitchZone => self.next_zone(),
            Action::ToggleAllRelations => Some(Command::AllRelations(!self.all_relations)),
            Action::ToggleLiveReload => Some(Command::LiveReload(!self.live_reload)),
            Action::ShowDuplicates => {
                (self.files.list().len() > 1).then(|| toggle(SidePanel::Duplicates)).flatten()
            }
            Action::UseAsZero => {
                let zero = self.selected.filter(|event| self.document.timeline.is_placed(*event))?;
                Some(Command::Files(FilesChange::Zero(zero)))
            }
            Action::ToggleAlignment => {
                let is_possible = self.files.list().len() > 1 || self.files.is_aligned();
                is_possible.then(|| Command::Files(FilesChange::Align(!self.files.is_aligned())))
            }
            Action::ToggleReducedMotion => Some(Command::ReduceMotion(!self.reduced_motion)),
            Action::Present => self.presentation(),
            _ => None,
        }
    }

    /// The command that changes how the lanes are wanted.
    pub fn arranged(&self, change: impl FnOnce(LaneArrangement) -> LaneArrangement) -> Command {
        Command::ArrangeLanes(Arc::new(change(LaneArrangement::clone(&self.lane_arrangement))))
    }

    /// Folds all lanes, or unfolds them when none is whole.
    fn folded_or_whole(&self) -> Option<Command> {
        let lanes = self.lanes()?;
        let has_whole = lanes.shown().any(|lane| !lane.is_folded);
        let keys = lanes.shown().filter(|_| has_whole).map(|lane| lane.key.clone());
        let folded = keys.collect();
        Some(self.arranged(|arrangement| LaneArrangement { folded, ..arrangement }))
    }

    /// Closes what is on top, or lets go of the selection, or clears the search.
    fn one_step_back(&self) -> Option<Command> {
        if self.talk.is_some() {
            return Some(Command::Talk(TalkStep::Back));
        }
        if let Some(panel) = self.overlay() {
            return Some(Command::Panel(panel, false));
        }
        if self.selected.is_some() {
            return Some(Command::Select(None));
        }
        self.is_filtering().then_some(Command::ClearFilters)
    }

    fn next_problem(&self) -> Option<Command> {
        let count = self.problems().len();
        if count > 0 && !self.is_open(SidePanel::Problems) {
            return Some(Command::Panel(SidePanel::Problems, true));
        }
        (count > 0).then(|| Command::Problem((self.problem + 1) % count))
    }

    fn next_zone(&self) -> Option<Command> {
        let zones = self.document.timeline.display_zones();
        let at = zones.iter().position(|(zone, _)| *zone == self.display_zone);
        let next = at.map_or(0, |at| (at + 1) % zones.len().max(1));
        let (zone, _) = zones.get(next)?;
        (*zone != self.display_zone).then_some(Command::DisplayZone(*zone))
    }

    fn presentation(&self) -> Option<Command> {
        let step = if self.talk.is_some() { TalkStep::End } else { TalkStep::Begin(self.first_story()?) };
        Some(Command::Talk(step))
    }
}
