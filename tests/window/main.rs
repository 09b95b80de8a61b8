//! The window, driven as a person or a screen reader would: by what things are called.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test the panic is the failed assertion, also in the functions that tests share"
)]

mod driver;
mod explore;
mod files;
mod find;
mod imports;
mod keyboard;
mod lanes;
mod large;
mod list;
mod panels;
mod pointer;
mod present;
mod real;
mod saving;
mod several;
