//! `dateline convert`: a file of events in another format, with a report of what that format cannot hold.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::output::{counted, report};
use crate::files;
use dateline_formats::{FINDINGS_LIMIT, Loaded, Saved, Severity, Target, has_unlisted, save};
use dateline_time::grouped;

/// Write a file of events in another format, and say what that format cannot hold
///
/// The ending of OUT says the format: .json, .csv, .timelinejs.json, .ics, .md, and each with .gz behind it.
/// Exit code 0 when everything is in it; 1 when it is written, but something is lost or IN has findings; 2
/// when it is not written. What is lost, and how many findings there are, is told on standard error.
#[derive(Debug, Args)]
pub struct Convert {
    /// The file to read, in any format that can be opened
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write; one of this name is replaced as a whole or not at all
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// The format, where the ending does not say it: dateline, csv, timelinejs, icalendar, markdown
    #[arg(long, value_name = "FORMAT", value_parser = target)]
    to: Option<Target>,
    /// Write nothing if anything would be lost, or if IN has an error
    #[arg(long)]
    strict: bool,
    /// Let OUT be IN itself
    #[arg(long)]
    force: bool,
}

fn target(key: &str) -> Result<Target, String> {
    let keys: Vec<&str> = Target::ALL.iter().map(|target| target.key()).collect();
    Target::from_key(key).ok_or_else(|| format!("the formats are {}", keys.join(", ")))
}

impl Convert {
    /// Reads, converts, writes, reports.
    ///
    /// # Errors
    /// When IN holds no event, the format is not clear, OUT is IN, or OUT cannot be written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let target = self.target()?;
        if !self.force && is_same_file(&self.input, &self.output) {
            bail!("{} would be replaced by what is read from it; --force allows that", self.output.display());
        }
        let (input, output) = (self.input.display(), self.output.display());
        let bytes = files::read(&self.input)?.into();
        let loaded = super::opened_file::loaded(&bytes, &self.input, super::opened_file::now())
            .map_err(|error| anyhow!("{input}: {}", error.sentences()))?;
        let Saved { bytes, events, losses } = save(&loaded.timeline, target);
        let findings = findings(&loaded);
        if let Some(findings) = &findings {
            report(&format!("dateline: {findings} in {input}; `dateline check {input}` lists them"));
        }
        let has_errors = loaded.count(Severity::Error) > 0;
        if self.strict && (has_errors || !losses.is_empty()) {
            let reason = if losses.is_empty() {
                "the file that was read has errors".to_owned()
            } else {
                target.summary(&losses)
            };
            bail!("{output} is not written: {reason}");
        }
        self.write(&bytes)?;
        report(&format!("{output}: {}. {}", counted(events, "event"), target.summary(&losses)));
        let is_clean = losses.is_empty() && findings.is_none();
        Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::from(super::exit_code::FINDINGS) })
    }

    fn target(&self) -> anyhow::Result<Target> {
        let name = self.output.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let by_name = || Target::of_name(files::name_inside(&name));
        self.to.or_else(by_name).ok_or_else(|| {
            let endings: Vec<String> = Target::ALL
                .iter()
                .flat_map(|target| target.endings().first())
                .map(|end| format!(".{end}"))
                .collect();
            anyhow!(
                "{}: the name ends in none of {}; --to names the format",
                self.output.display(),
                endings.join(", ")
            )
        })
    }

    fn write(&self, bytes: &[u8]) -> Result<(), files::WriteError> {
        let name = self.output.to_string_lossy();
        if files::name_inside(&name) == name {
            return files::replace(&self.output, bytes);
        }
        files::replace_with(&self.output, &mut |out| {
            let mut packed = GzEncoder::new(out, Compression::default());
            packed.write_all(bytes)?;
            packed.finish().map(drop)
        })
    }
}

/// Whether two paths lead to one file; one that is not there leads nowhere.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// How many findings a file has, as text; `None` where it has none.
fn findings(loaded: &Loaded) -> Option<String> {
    let count = loaded.diagnostics.len().min(FINDINGS_LIMIT);
    let errors = match loaded.count(Severity::Error) {
        0 => String::new(),
        1 => ", 1 of them an error,".to_owned(),
        errors => format!(", {} of them errors,", grouped(errors as u64)),
    };
    let bound = if has_unlisted(&loaded.diagnostics) { "at least " } else { "" };
    (count > 0).then(|| format!("{bound}{}{errors}", counted(count, "finding")))
}
