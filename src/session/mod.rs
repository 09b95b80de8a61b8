//! The running program without a window: what is open, what is looked at, and the one door through which
//! that changes, [`Session::apply`].

mod action;
mod apply;
mod command;
mod flying;
mod found;
mod history;
mod intent;
mod memo;
mod state;
mod stepping;
mod stops;
#[cfg(test)]
mod tests;
mod view;

pub use action::{Action, Key, Shortcut};
pub use command::Command;
pub use found::{Former, Found, Groundwork, Question};
pub use intent::Intent;
pub use memo::Memo;
pub use state::{Document, Refusal, Session, SidePanel, ThemeChoice};
pub use stops::{Ranks, Step, Stops};
