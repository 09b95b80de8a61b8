//! `dateline schema`: the JSON Schema of the file format.

use std::process::ExitCode;

use clap::Args;

use super::output;

/// Print the JSON Schema of Dateline's own format
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Prints the schema.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        output::print_lines(&[dateline_formats::schema().trim_end()])?;
        Ok(ExitCode::SUCCESS)
    }
}
