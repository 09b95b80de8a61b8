//! The window as a whole, the only type that holds everything. `state` says what it holds, the other files
//! what it does; `frame` calls all of them. Views never name it.

mod dispatch;
mod frame;
mod opening;
mod reloading;
mod saved_filters;
mod state;
mod writing;

pub use state::{App, Clock};
