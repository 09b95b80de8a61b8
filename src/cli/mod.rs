//! The program without a window: one file per subcommand, each with its arguments and a `run`.
//!
//! Exit codes are the same everywhere: 0 good, 1 findings, 2 failed.

mod check;
mod convert;
mod date;
mod generate;
mod output;
mod quotes;
mod render;
mod schema;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Parser, Subcommand};

use crate::files;
use dateline_formats::{FileBytes, LoadError, Loaded, ReadOptions};
use dateline_time::TimePoint;

/// Exit code of a run that found something wrong in what it was asked to look at.
const FINDINGS: u8 = 1;

/// Exit code of a run that could not do what was asked.
const FAILED: u8 = 2;

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

/// The present moment by the system's clock.
fn now() -> TimePoint {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    TimePoint::from_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The timeline in the bytes of a file, which may have been compressed. A table is read as the mapping beside it says. Events after the day of `now` of which a foreign file says no more are planned.
fn loaded(bytes: &FileBytes, file: &Path, now: TimePoint) -> Result<Loaded, LoadError> {
    let options = ReadOptions { now: Some(now), ..files::read_options(file) };
    let name = file.to_string_lossy();
    dateline_formats::load_as(bytes, files::name_inside(&name), &options, &mut |_| {})
}

/// Reads the arguments (the program's own name first) and does what they ask. `open_window` opens files in the
/// window; it is handed in because this layer knows no window. Prints at most one error and returns the exit code.
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
        output::tell(&format!("dateline: {error:#}"));
        ExitCode::from(FAILED)
    })
}
