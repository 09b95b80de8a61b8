//! The window: the only layer that names egui. Views read the session and ask for things; what they ask
//! for is carried out after the frame.

pub mod fonts;
pub mod keys;
mod outline;
pub mod paint;
mod request;
pub mod style;
pub mod widgets;

pub use request::{Asks, Request};
