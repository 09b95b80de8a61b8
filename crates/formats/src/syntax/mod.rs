//! The syntaxes that files are written in, whatever they say.

pub(crate) mod date_field;
pub(crate) mod fields;
pub(crate) mod javascript;
pub(crate) mod json;
pub(crate) mod json5;
pub(crate) mod toml;
pub(crate) mod toml_statements;
pub(crate) mod transcript;
pub(crate) mod vocabulary;
pub(crate) mod xml;
pub(crate) mod yaml;
