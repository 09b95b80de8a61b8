//! The window: the only layer that names egui. Views read the session and ask for things; what they ask
//! for is carried out after the frame.

mod app;
mod canvas;
mod dialogs;
mod dispatch;
pub mod drawing_order;
mod flatten;
pub mod fonts;
mod frame_cache;
pub mod keys;
mod lane_heads;
mod list;
mod loss_report;
mod meshes;
mod nothing_in_view;
mod notice;
mod opening;
mod overview;
pub mod paint;
mod panel_layout;
pub mod panels;
mod presenting;
mod reloading;
mod request;
mod run_frame;
mod saved_filters;
mod stage;
mod start;
pub mod style;
mod talk_search;
mod tooltip;
mod view_context;
mod wheel;
pub mod widgets;
mod writing;

pub use app::{App, Clock};
pub use request::{Asks, Request, SaveOrder};
pub use start::{StartError, run};
