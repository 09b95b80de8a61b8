//! What happened, which of it is asked for, and is it so: the model of a timeline, queries over it, and
//! evidence.
//!
//! The modules are layers, listed from the bottom up.

mod cancel;

pub mod model;

pub mod query;

pub mod evidence;

pub use cancel::Cancel;
