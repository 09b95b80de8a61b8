//! The running program without a window: what is open, what is looked at, and the one door through which
//! that changes, [`Session::apply`].

mod action;
mod apply;
mod asking;
mod command;
mod document;
mod duplicate_verdicts;
mod edit_history;
mod editing;
#[cfg(test)]
mod editing_tests;
mod file_lookup;
#[cfg(test)]
mod files_tests;
mod flight;
mod intent;
mod memo;
mod moving;
mod navigation;
mod open_files;
mod panels;
mod rematch;
mod saved_filters;
mod search_answer;
mod settings;
mod side_panel;
mod source_library;
mod state;
mod step_to;
mod swap_document;
mod talk;
#[cfg(test)]
mod tests;
mod theme_choice;
mod view_goals;
mod view_history;
mod viewports;

pub use action::{Action, Key, Shortcut};
pub use command::Command;
pub use document::{Document, Groundwork, Refusal};
pub use duplicate_verdicts::{Judgement, Judgements};
pub use edit_history::{EditHistory, EditStep};
pub use intent::Intent;
pub use memo::Memo;
pub use navigation::{Ranks, Step, StepOrder};
pub use open_files::{
    Combination, Combined, FileEvent, FileId, FilesChange, OpenFile, OpenFiles, ShownPart, Stale,
};
pub use rematch::{Difference, find_again};
pub use saved_filters::{SavedFilter, SavedValue};
pub use search_answer::{Former, Question, SearchAnswer};
pub use settings::{LaneSettings, ListColumns, STORAGE_KEY, Settings};
pub use side_panel::SidePanel;
pub use source_library::{LibraryText, SourceLibrary, TextStamp, TextState, WantedText};
pub use state::Session;
pub use talk::{Screen, StoryRef, Talk, TalkStep};
pub use theme_choice::ThemeChoice;
