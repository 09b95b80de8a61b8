//! Dateline: history that has sources, on a timeline that zooms from centuries to seconds.
//!
//! The folders are layers, listed here from the bottom up; a module may use only what stands above it in
//! this list. `ARCHITECTURE.md` draws the map, and a test holds the order.

pub mod time;

pub mod model;

pub mod synthetic;

pub mod formats;

pub mod index;

pub mod evidence;

pub mod text;

pub mod layout;

pub mod scene;

pub mod session;

pub mod export;

pub mod files;

pub mod cli;

#[cfg(feature = "gui")]
pub mod ui;
