//! A timeline as a picture: how wide text is, where marks and labels stand, how they look, and the bytes of
//! it.
//!
//! The modules are layers, listed from the bottom up.

mod geometry;

pub mod text;

pub mod layout;

pub mod scene;

pub mod export;
