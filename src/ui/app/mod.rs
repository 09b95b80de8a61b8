//! The window as a whole, the only type that holds everything. `state` says what it holds, the other files
//! what it does; `frame` calls all of them. Views never name it.

mod app_state;
mod dispatch;
mod frame;
mod opening;
mod reloading;
mod saved_filters;
mod writing;

pub use app_state::{App, Clock};
