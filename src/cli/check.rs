//! `dateline check`: what is wrong in a file, as lines or as JSON.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::output::{self, counted};
use crate::files;
use crate::formats::{Diagnostic, LoadError, Loaded, Severity, has_unlisted};
use crate::time::grouped;

/// Print what is wrong in a file: 0 when nothing is, 1 with findings, 2 when it cannot be read
#[derive(Debug, Args)]
pub struct Check {
    /// The file to check
    file: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'r> {
    file: &'r str,
    /// Null when the file cannot be read.
    format: Option<&'r str>,
    events: usize,
    undated: usize,
    problems: Vec<Problem<'r>>,
}

#[derive(Serialize)]
struct Problem<'r> {
    severity: &'r str,
    /// Null where a finding has no place in the file.
    line: Option<usize>,
    column: Option<usize>,
    path: &'r str,
    value: Option<&'r str>,
    message: &'r str,
    hint: Option<&'r str>,
}

impl<'r> Problem<'r> {
    fn new(finding: &'r Diagnostic) -> Self {
        Problem {
            severity: finding.severity.word(),
            line: Some(finding.line),
            column: Some(finding.column),
            path: &finding.path,
            value: finding.value.as_deref(),
            message: &finding.message,
            hint: Some(finding.hint.as_str()).filter(|hint| !hint.is_empty()),
        }
    }

    fn of_file(message: &'r str, hint: &'r str) -> Self {
        Problem {
            severity: Severity::Error.word(),
            line: None,
            column: None,
            path: "",
            value: None,
            message,
            hint: Some(hint).filter(|hint| !hint.is_empty()),
        }
    }
}

impl Check {
    /// Prints the findings.
    ///
    /// # Errors
    /// When the output cannot be written. A file that cannot be read is reported and gives exit code 2.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let name = self.file.display().to_string();
        let bytes = match files::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if self.json => return unreadable_as_json(&name, &format!("{error:#}")),
            Err(error) => return Err(error.into()),
        };
        let result = super::loaded(&bytes.into(), &name);
        if self.json {
            as_json(&name, &result)?
        } else {
            as_lines(&name, &result)?
        }
        Ok(match result {
            Ok(loaded) if loaded.diagnostics.is_empty() => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(super::FINDINGS),
            Err(_) => ExitCode::from(super::FAILED),
        })
    }
}

fn unreadable_as_json(name: &str, message: &str) -> anyhow::Result<ExitCode> {
    let problems = vec![Problem::of_file(message, "")];
    output::print_json(&Report { file: name, format: None, events: 0, undated: 0, problems })?;
    Ok(ExitCode::from(super::FAILED))
}

fn as_json(name: &str, result: &Result<Loaded, LoadError>) -> anyhow::Result<()> {
    let report = match result {
        Ok(loaded) => Report {
            file: name,
            format: Some(loaded.format.key()),
            events: loaded.timeline.len(),
            undated: loaded.timeline.undated_count(),
            problems: loaded.diagnostics.iter().map(Problem::new).collect(),
        },
        Err(error) => {
            let message = error.to_string();
            let mut problems: Vec<_> = error.diagnostics().iter().map(Problem::new).collect();
            // The reason comes first unless a finding with a place says the same.
            if !problems.iter().any(|problem| problem.message == message) {
                problems.insert(0, Problem::of_file(&message, error.hint()));
            }
            let report = Report { file: name, format: None, events: 0, undated: 0, problems };
            return output::print_json(&report);
        }
    };
    output::print_json(&report)
}

fn as_lines(name: &str, result: &Result<Loaded, LoadError>) -> anyhow::Result<()> {
    let findings =
        result.as_ref().map_or_else(LoadError::diagnostics, |loaded| loaded.diagnostics.as_slice());
    let mut lines: Vec<String> = findings.iter().map(|finding| finding.report_line(name)).collect();
    let is_said = |error: &LoadError| findings.iter().any(|finding| finding.message == error.to_string());
    lines.push(match result {
        Ok(loaded) => format!("{name}: {}", summary(loaded)),
        Err(error) if is_said(error) => format!("{name}: nothing can be shown"),
        Err(error) => format!("{name}: {}", error.sentences()),
    });
    output::print_lines(&lines)
}

/// "78 events, 4 without a date, no problems".
fn summary(loaded: &Loaded) -> String {
    let mut parts = vec![counted(loaded.timeline.len(), "event")];
    match loaded.timeline.undated_count() {
        0 => {}
        undated => parts.push(format!("{} without a date", grouped(undated as u64))),
    }
    if loaded.rejected > 0 {
        parts.push(format!("{} left out", counted(loaded.rejected, "record")));
    }
    if loaded.diagnostics.is_empty() {
        parts.push("no problems".to_owned());
    }
    let has_unlisted = has_unlisted(&loaded.diagnostics);
    for (severity, word) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
    {
        match loaded.count(severity) {
            0 => {}
            count if has_unlisted => parts.push(format!("at least {}", counted(count, word))),
            count => parts.push(counted(count, word)),
        }
    }
    parts.join(", ")
}
