//! The running program without a window: what is open, what is looked at, and the one door through which
//! that changes, [`Session::apply`].

mod action;
mod apply;
mod command;
mod exchange;
#[cfg(test)]
mod files_tests;
mod flying;
mod found;
mod history;
mod identity;
mod intent;
mod judging;
mod memo;
mod open_files;
mod saved;
mod settings;
mod state;
mod stepping;
mod stops;
#[cfg(test)]
mod tests;
mod view;

pub use action::{Action, Key, Shortcut};
pub use command::Command;
pub use found::{Former, Found, Groundwork, Question};
pub use identity::{Difference, find_again};
pub use intent::Intent;
pub use judging::{Judgement, Judgements};
pub use memo::Memo;
pub use open_files::{Combination, Combined, FileId, FilesChange, OpenFile, OpenFiles, ShownPart, Stale};
pub use saved::{SavedFilter, SavedValue};
pub use settings::{LaneSettings, ListColumns, STORAGE_KEY, Settings};
pub use state::{Document, Refusal, Session, SidePanel, ThemeChoice};
pub use stops::{Ranks, Step, Stops};
