//! What is said about a file: findings with their location, and what a format cannot hold.

pub(crate) mod diagnostic;
pub(crate) mod field_path;
pub(crate) mod leftover_fields;
pub(crate) mod losses;
pub(crate) mod source_text;
