//! The window: the only layer that names egui.
//!
//! A frame does this, in this order (`app/frame.rs`):
//!
//! 1. **Take over** what came from outside since the last frame: results of background work, files that were
//!    read, answers of the system's dialogs, files that were dropped.
//! 2. **Keys** become actions, which wait for step 5.
//! 3. **Steer**: the pointer, the wheel and the size of the window become commands, which the session applies
//!    at once. They are read from where the views stood in the frame before. This is the only phase in which
//!    a pointer changes the session.
//! 4. **Paint**: `panel_layout` shows the views. A view takes a `ViewContext` (`view_context.rs`),
//!    which it only reads, state of its own, and `&mut` [`Asks`], into which it pushes requests. Nothing
//!    changes the session while views are painted. Where the picture turns out to have another size the pass
//!    is discarded, and steps 2 to 5 run again in the same frame.
//! 5. **Dispatch** carries out the requests in order (`app/dispatch.rs`): commands for the session, actions,
//!    files.
//! 6. **Follow up**: what the session now asks for is put to the background workers; title, theme and the
//!    next repaint follow the session.
//!
//! Only `app/` holds everything; all other files below are views, or what views are made of, and never name
//! it.
//!
//! - Views: `canvas` (the picture, with `lane_heads`, `tooltip`, `nothing_in_view`), `overview`, `list/`,
//!   `panels/`, `talk/`, `notice`.
//! - What they are made of: `widgets/`, `style`, `fonts`, `keys`, `wheel`, `stage`, and `paint`, which paints
//!   the items of a scene (`flatten`, `meshes`, `drawing_order`).
//! - `frame_cache` keeps labels, picture and items while what they were made from is the same; `row_slides`
//!   moves the picture from one arrangement of rows to the next.

mod app;
mod canvas;
mod dialogs;
pub mod drawing_order;
mod flatten;
pub mod fonts;
mod frame_cache;
pub mod key_events;
mod lane_heads;
mod list;
mod loss_report;
mod meshes;
mod nothing_in_view;
mod notice;
mod overview;
pub mod paint;
mod panel_layout;
pub mod panels;
mod request;
mod row_slides;
mod stage;
mod start;
pub mod style;
mod talk;
mod tooltip;
mod view_context;
mod wheel;
pub mod widgets;

pub use app::{App, Clock};
pub use request::{Asks, Request, SaveOrder};
pub use start::{StartError, run};
