//! The model of a timeline, queries over it, and the evidence for what it states.
//!
//! The modules are layers, listed from the bottom up.

mod cancel;

pub mod model;

pub mod query;

pub mod evidence;

pub use cancel::Cancel;
