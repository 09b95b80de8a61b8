//! Lanes and actors, which events refer to by id.

use super::{ActorKind, Extra};

/// A row of the picture with a theme of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its id in the file.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}

/// Somebody who takes part in events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its id in the file.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Fields that the format does not know.
    pub extra: Vec<Extra>,
}
