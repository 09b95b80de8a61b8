//! Starts the program: arguments in, at most one error out, an exit code.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::cli::run(std::env::args_os(), open_window)
}

#[cfg(feature = "gui")]
fn open_window(files: Vec<PathBuf>) -> anyhow::Result<ExitCode> {
    dateline::ui::run(files)?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "gui"))]
fn open_window(_files: Vec<PathBuf>) -> anyhow::Result<ExitCode> {
    anyhow::bail!("this build has no window; `dateline --help` lists what it can do")
}
