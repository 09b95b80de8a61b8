//! Edits of a timeline: what changes, the inverse of it, and the timeline that results.
//!
//! A timeline never changes. [`Timeline::edited`](super::Timeline::edited) makes another one that shares the
//! text and the columns of the one before and lays the changed events over them. Ids of events stay the same
//! through edits: a removed event leaves its id unused, and an event that is put back takes it again.

mod apply;
mod edit;
mod error;
mod links;
pub(super) mod overlay;
pub(super) mod renumber;
mod tables;
#[cfg(test)]
mod tests;
mod timeline_draft;

pub use edit::{Change, Edit, Edited, FileHead};
pub use error::{EditError, Entry};
