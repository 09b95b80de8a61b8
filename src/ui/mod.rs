//! The window: the only layer that names egui. Views read the session and ask for things; what they ask
//! for is carried out after the frame.

mod app;
mod arrange;
mod canvas;
mod carry_out;
mod dialogs;
pub mod drawing_order;
mod export_job;
pub mod fonts;
mod frame;
mod kept_lanes;
pub mod keys;
mod lane_heads;
mod list;
mod loader;
mod nothing_in_view;
mod notice;
mod opening;
mod outline;
mod overview;
pub mod paint;
pub mod panels;
mod presenting;
mod reloading;
mod request;
mod save_job;
mod saved_filters;
mod start;
mod storage;
pub mod style;
mod talk_search;
mod tooltip;
mod watching;
pub mod widgets;
mod worker;

pub use app::{App, Clock};
pub use loader::{Loading, Phase};
pub use request::{Asks, Request, SaveOrder};
pub use start::{StartError, run};
pub use storage::Kept;
pub use worker::Pace;
