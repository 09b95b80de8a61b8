//! The running program without a window: what is open, what is looked at, and the one door through which
//! that changes, [`Session::apply`].

mod action;
mod command;
mod state;

pub use action::{Action, Key, Shortcut};
pub use command::Command;
pub use state::{Document, Session, SidePanel, ThemeChoice};
