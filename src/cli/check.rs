//! `dateline check`: what became of each record of files, and what is wrong in them, as lines or as JSON.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::output::{self, counted};
use crate::files;
use dateline_formats::{Diagnostic, Format, LoadError, Loaded, Severity, has_unlisted};
use dateline_time::grouped;
use dateline_timeline::model::Timeline;

/// Print what is wrong in files: 0 when nothing is, 1 with findings, 2 when one cannot be read
#[derive(Debug, Args)]
pub struct Check {
    /// The files to check, in any format that can be opened
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print the findings as JSON: an object for one file, a list of objects for several
    #[arg(long)]
    json: bool,
}

/// The import report of a file.
#[derive(Default, Serialize)]
struct Report<'r> {
    file: &'r str,
    /// Null when the file cannot be read.
    format: Option<&'r str>,
    /// Records of events in the file; `events + rejected + merged == records + repetitions`.
    records: usize,
    events: usize,
    /// Records in which something was read in another way than it is written.
    repaired: usize,
    rejected: usize,
    merged: usize,
    repetitions: usize,
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
    expected: Option<&'r str>,
    effect: Option<&'r str>,
    hint: Option<&'r str>,
    /// What could be written instead of the value.
    correction: Option<&'r str>,
    /// The id of the event that it belongs to.
    event: Option<String>,
}

/// A text, unless there is none.
fn stated(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

impl<'r> Problem<'r> {
    fn new(finding: &'r Diagnostic, timeline: Option<&Timeline>) -> Self {
        let event = finding.event.zip(timeline);
        Problem {
            severity: finding.severity.word(),
            line: Some(finding.line),
            column: Some(finding.column),
            path: &finding.path,
            value: finding.value.as_deref(),
            message: &finding.message,
            expected: stated(&finding.expected),
            effect: stated(&finding.effect),
            hint: stated(&finding.hint),
            correction: finding.correction.as_deref(),
            event: event.map(|(event, timeline)| timeline.key(event).into_owned()),
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
            expected: None,
            effect: None,
            hint: stated(hint),
            correction: None,
            event: None,
        }
    }
}

/// What came of a file: what was read, why nothing could be, or why there are no bytes.
struct Outcome {
    name: String,
    result: Result<Result<Loaded, LoadError>, String>,
}

impl Check {
    /// Prints the findings of all files.
    ///
    /// # Errors
    /// When the output cannot be written. A file that cannot be read is reported and gives exit code 2; the
    /// others are checked all the same.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut worst = 0;
        let mut outcomes = Vec::new();
        for file in &self.files {
            let name = file.display().to_string();
            let result = files::read(file).map_err(|error| format!("{error:#}"));
            let result = result
                .map(|bytes| super::opened_file::loaded(&bytes.into(), file, super::opened_file::now()));
            let outcome = Outcome { name, result };
            worst = worst.max(outcome.exit_code());
            if self.json {
                outcomes.push(outcome);
            } else {
                outcome.print_lines()?;
            }
        }
        let reports: Vec<Report<'_>> = outcomes.iter().map(Outcome::report).collect();
        match reports.as_slice() {
            [] => {}
            [report] => output::print_json(report)?,
            reports => output::print_json(&reports)?,
        }
        Ok(ExitCode::from(worst))
    }
}

impl Outcome {
    fn exit_code(&self) -> u8 {
        match &self.result {
            Ok(Ok(loaded)) if loaded.diagnostics.is_empty() => 0,
            Ok(Ok(_)) => super::exit_code::FINDINGS,
            Ok(Err(_)) | Err(_) => super::exit_code::FAILED,
        }
    }

    fn report(&self) -> Report<'_> {
        let file = self.name.as_str();
        match &self.result {
            Ok(Ok(loaded)) => Report {
                file,
                format: Some(loaded.format.key()),
                records: loaded.records,
                events: loaded.timeline.len(),
                repaired: loaded.account().repaired,
                rejected: loaded.rejected,
                merged: loaded.merged,
                repetitions: loaded.repetitions,
                undated: loaded.timeline.undated_count(),
                problems: problems(&loaded.diagnostics, Some(&loaded.timeline)),
            },
            Ok(Err(error)) => {
                let mut problems = problems(error.diagnostics(), None);
                // The reason comes first unless a finding with a place says the same.
                let reason = match error {
                    LoadError::Unusable { message, .. } => message.as_str(),
                    LoadError::Cancelled => "Loading was cancelled",
                };
                if !problems.iter().any(|problem| problem.message == reason) {
                    problems.insert(0, Problem::of_file(reason, error.hint()));
                }
                Report { file, problems, ..Report::default() }
            }
            Err(reason) => Report { file, problems: vec![Problem::of_file(reason, "")], ..Report::default() },
        }
    }

    fn print_lines(&self) -> anyhow::Result<()> {
        match &self.result {
            Ok(result) => as_lines(&self.name, result),
            Err(reason) => {
                output::report(&format!("dateline: {reason}"));
                Ok(())
            }
        }
    }
}

fn problems<'r>(findings: &'r [Diagnostic], timeline: Option<&Timeline>) -> Vec<Problem<'r>> {
    findings.iter().map(|finding| Problem::new(finding, timeline)).collect()
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

/// "78 events, 4 without a date, no problems"; of another format "TimelineJS JSON, 12 events, 1 repaired, no
/// problems".
fn summary(loaded: &Loaded) -> String {
    let mut parts = vec![counted(loaded.timeline.len(), "event")];
    if loaded.format != Format::Dateline {
        parts.insert(0, loaded.format.name().to_owned());
    }
    if loaded.repetitions > 0 {
        parts.push(format!("{} of them repetitions", grouped(loaded.repetitions as u64)));
    }
    match loaded.timeline.undated_count() {
        0 => {}
        undated => parts.push(format!("{} without a date", grouped(undated as u64))),
    }
    for (count, what) in
        [(loaded.account().repaired, "repaired"), (loaded.merged, "merged"), (loaded.rejected, "left out")]
    {
        if count > 0 {
            parts.push(format!("{} {what}", counted(count, "record")));
        }
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
