//! Work beside the window, without the window: reading, watching and reloading files, placing labels,
//! combining, exporting and saving. Everything here ends in a value that the window takes over between two
//! frames; nothing here knows how it is shown. All threads are started by [`Job`].

mod background;
mod job;
mod loading;
mod open_queue;
mod prepared_labels;
#[cfg(feature = "gui")]
mod reloading;
mod rereading;
mod save;
mod source_loading;
#[cfg(feature = "gui")]
mod watching;
mod worker;

pub use background::{Background, Budget};
pub use job::{Job, JobState, Wake, Work};
pub use loading::{Again, Loading, Outcome, Phase, absolute, bundled, name_of, nothing, read_again};
pub use open_queue::{OpenQueue, Placing};
pub use prepared_labels::{LabelRequest, Labels, Preparation, Prepared, plan_of, widths_of};
#[cfg(feature = "gui")]
pub use reloading::{Finished, Reloading};
pub use rereading::{Reread, companions, reread};
pub use save::Save;
pub use source_loading::{SourceLoading, TextProgress};
#[cfg(feature = "gui")]
pub use watching::{Noticed, Quiet, Signature, Stamp, Verdict, Watched, Watching};
pub use worker::{Task, Worker};
