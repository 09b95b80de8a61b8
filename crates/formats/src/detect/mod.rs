//! From the bytes of a file to its text and its format.

pub(crate) mod archive;
pub(crate) mod decode;
pub(crate) mod encoding;
pub(crate) mod key_sketch;
pub(crate) mod recognise;
