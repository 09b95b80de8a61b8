//! The window, driven as a person or a screen reader would: by what things are called.

mod driver;
mod explore;
mod files;
mod panels;
mod present;
mod real;
