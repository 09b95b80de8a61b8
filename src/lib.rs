//! The program: history that has sources, on a timeline that zooms from centuries to seconds.
//!
//! What it knows about time, timelines, files and pictures stands in the crates below `crates/`. The folders
//! here are layers, listed from the bottom up; a module may use only what stands above it in this list.
//! `ARCHITECTURE.md` draws the map, and a test holds the order.

pub mod files;

pub mod session;

pub mod work;

pub mod publish;

pub mod cli;

#[cfg(feature = "gui")]
pub mod ui;
