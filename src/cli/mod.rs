//! The program without a window: one file per subcommand, each with its arguments and a `run`.
//!
//! Exit codes are the same everywhere: 0 good, 1 findings, 2 failed.

mod check;
mod convert;
mod date;
mod exit_code;
mod generate;
mod opened_file;
mod output;
mod quotes;
mod render;
mod schema;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::exit_code::FAILED;

/// History that has sources, on a timeline that zooms from centuries to seconds.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files to open in the window; without one, the bundled timeline
    files: Vec<PathBuf>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Convert(convert::Convert),
    Date(date::DateArgs),
    Generate(generate::Generate),
    Quotes(quotes::Quotes),
    Render(render::Render),
    Schema(schema::Schema),
}

impl Command {
    fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Command::Check(command) => command.run(),
            Command::Convert(command) => command.run(),
            Command::Date(command) => command.run(),
            Command::Generate(command) => command.run(),
            Command::Quotes(command) => command.run(),
            Command::Render(command) => command.run(),
            Command::Schema(command) => command.run(),
        }
    }
}

/// Reads the arguments (the program's own name first) and does what they ask. `open_window` opens files in
/// the window; it is handed in because this layer knows no window. Prints at most one error and returns the
/// exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    open_window: impl FnOnce(Vec<PathBuf>) -> anyhow::Result<ExitCode>,
) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no failures. What cannot be printed has nobody to read it.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS };
        }
    };
    let result = match arguments.command {
        Some(command) => command.run(),
        None => open_window(arguments.files),
    };
    result.unwrap_or_else(|error| {
        output::report(&format!("dateline: {error:#}"));
        ExitCode::from(FAILED)
    })
}
