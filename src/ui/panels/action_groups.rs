//! The actions in the groups of the menu and of the list of keys.

use crate::session::{Action, Session, SidePanel, ThemeChoice};

/// What belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Group {
    /// Files in and out.
    File,
    /// From event to event.
    Events,
    /// Where one looks.
    View,
    /// What stands in which lane.
    Lanes,
    /// Searching and checking.
    Find,
    /// How it looks.
    Window,
}

impl Group {
    /// What it is called.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Group::File => "File",
            Group::Events => "Events",
            Group::View => "View",
            Group::Lanes => "Lanes",
            Group::Find => "Find",
            Group::Window => "Window",
        }
    }

    /// The group of an action.
    const fn of(action: Action) -> Group {
        match action {
            Action::OpenFile
            | Action::AddFile
            | Action::ToggleLiveReload
            | Action::OpenPath
            | Action::OpenBundled
            | Action::SaveAs
            | Action::ShowColumns
            | Action::Export
            | Action::Present
            | Action::Quit => Group::File,
            Action::NextEvent
            | Action::PreviousEvent
            | Action::LaneUp
            | Action::LaneDown
            | Action::ShowDetail
            | Action::CopyCitation
            | Action::OpenSource
            | Action::Back => Group::Events,
            Action::UseAsZero
            | Action::ToggleAlignment
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::PanLeft
            | Action::PanRight
            | Action::FitSelection
            | Action::FitAll
            | Action::OpeningView
            | Action::ShowNow
            | Action::ViewBack
            | Action::ViewForward => Group::View,
            Action::Search
            | Action::Palette
            | Action::ToggleHiding
            | Action::ClearFilters
            | Action::SaveFilter
            | Action::CopySearch
            | Action::ShowUndated
            | Action::ShowProblems
            | Action::ShowDuplicates
            | Action::NextProblem => Group::Find,
            Action::LanesBy(_) | Action::SortLanes(_) | Action::FoldLanes | Action::ResetLanes => {
                Group::Lanes
            }
            Action::ToggleFacets
            | Action::ToggleList
            | Action::SwitchTheme
            | Action::SwitchZone
            | Action::ToggleAllRelations
            | Action::ToggleReducedMotion
            | Action::ToggleFullScreen
            | Action::CheatSheet => Group::Window,
        }
    }

    /// Its actions in the order of all lists.
    pub(super) fn actions(self) -> impl Iterator<Item = Action> {
        Action::ALL.iter().copied().filter(move |action| Group::of(*action) == self)
    }
}

/// Whether what an action switches is on; `None` for actions that switch nothing.
pub(super) fn is_on(session: &Session, action: Action) -> Option<bool> {
    match action {
        Action::ToggleHiding => Some(session.is_hiding()),
        Action::ToggleList => Some(session.is_list()),
        Action::LanesBy(field) => Some(session.lane_arrangement().attribute == field),
        Action::SortLanes(order) => {
            Some(session.lane_arrangement().order == order && session.lane_arrangement().moved.is_empty())
        }
        Action::ToggleFacets => Some(session.is_open(SidePanel::Facets)),
        Action::ToggleAllRelations => Some(session.shows_all_relations()),
        Action::ToggleLiveReload => Some(session.has_live_reload()),
        Action::ToggleAlignment => Some(session.files().is_aligned()),
        Action::ToggleReducedMotion => Some(session.has_reduced_motion()),
        _ => None,
    }
}

/// What an action that steps through values stands at now; empty for all others.
pub(super) fn value_text(session: &Session, action: Action) -> String {
    match action {
        Action::SwitchTheme => match session.theme() {
            ThemeChoice::System => "as the system says".to_owned(),
            ThemeChoice::Light => "light".to_owned(),
            ThemeChoice::Dark => "dark".to_owned(),
        },
        Action::SwitchZone => zone_label(session),
        _ => String::new(),
    }
}

/// What people call the zone that dates are shown in.
pub(super) fn zone_label(session: &Session) -> String {
    let zones = session.document().timeline.display_zones();
    let label = zones.into_iter().find(|(zone, _)| *zone == session.display_zone()).map(|(_, label)| label);
    label.unwrap_or_else(|| session.display_zone().place())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_one_group() {
        let all = [Group::File, Group::Events, Group::Find, Group::View, Group::Lanes, Group::Window];
        let grouped: usize = all.iter().map(|group| group.actions().count()).sum();
        assert_eq!(grouped, Action::ALL.len());
    }
}
