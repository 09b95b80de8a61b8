//! `dateline quotes`: do the quotations of a file stand in their sources?

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;
use serde::Serialize;

use super::output::{self, counted};
use crate::files::{self, SourceFile, TextError};
use dateline_formats::{FileBytes, LoadError, RecordedVerdict, line_and_column};
use dateline_time::{Date, grouped};
use dateline_timeline::Cancel;
use dateline_timeline::evidence::{self, Finding, Quotation};
use dateline_timeline::model::{Checked, Citation, EventId, Quote, Source, Timeline, Verdict};

/// Check every quotation against the text of its source: 0 when all stand there, 1 when one is not found, 2
/// when the file cannot be read
#[derive(Debug, Args)]
pub struct Quotes {
    /// The file whose quotations to check
    file: PathBuf,
    /// The text of a source; otherwise the path that the source itself names, relative to the file
    #[arg(long = "text", value_name = "SOURCE=PATH")]
    texts: Vec<String>,
    /// Write the verdicts of this check into the file
    #[arg(long)]
    record: bool,
    /// Print the verdicts as JSON
    #[arg(long)]
    json: bool,
}

/// One quotation and what was found.
struct Checking<'t> {
    event: EventId,
    /// Its index among the citations of the event.
    index: usize,
    citation: Citation,
    quote: Quote,
    finding: Finding,
    text: Option<&'t SourceFile>,
}

impl Quotes {
    /// Checks, prints and, where asked to, records.
    ///
    /// # Errors
    /// When the file or a text that was named cannot be read, or the file cannot be written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let name = self.file.display().to_string();
        let bytes = FileBytes::from(files::read(&self.file)?);
        let loaded = super::opened_file::loaded(&bytes, &self.file, super::opened_file::now())
            .map_err(|error| failure(&name, &error))?;
        let texts = self.read_texts(&loaded.timeline)?;
        let checkings = check_all(&loaded.timeline, &texts);
        if self.json {
            print_json(&name, &loaded.timeline, &checkings)?;
        } else {
            print_lines(&name, &loaded.timeline, &checkings)?;
        }
        if self.record {
            self.write_verdicts(&bytes, &checkings)?;
        }
        let is_missing = checkings.iter().any(|checking| checking.finding.verdict == Verdict::NotFound);
        Ok(if is_missing { ExitCode::from(super::exit_code::FINDINGS) } else { ExitCode::SUCCESS })
    }

    /// The texts at hand by the id of their source. A text named on the command line must be there; one that
    /// the source names need not, for it may be one that must not be passed on.
    fn read_texts(&self, timeline: &Timeline) -> anyhow::Result<HashMap<String, SourceFile>> {
        let mut texts = HashMap::new();
        let named: HashSet<&str> =
            self.texts.iter().filter_map(|argument| Some(argument.split_once('=')?.0)).collect();
        for source in timeline.sources().iter().filter(|source| !named.contains(source.key.as_str())) {
            match files::read_source_text(&self.file, source) {
                Ok(Some(text)) => drop(texts.insert(source.key.clone(), text)),
                Ok(None) => {}
                Err(error @ (TextError::Outside(_) | TextError::TooLarge(_))) => {
                    let key = &source.key;
                    output::report(&format!(
                        "{error}. To check in it all the same, name it: --text {key}=PATH"
                    ));
                }
                Err(error) => return Err(error.into()),
            }
        }
        for argument in &self.texts {
            let Some((key, path)) = argument.split_once('=') else {
                bail!("--text {argument}: expected SOURCE=PATH, such as cna=article.txt");
            };
            if !timeline.sources().iter().any(|source| source.key == key) {
                let hint = known_sources(key, timeline.sources());
                bail!("--text {argument}: no source has the id {key}. {hint}");
            }
            texts.insert(key.to_owned(), files::read_text_of(Path::new(path), path)?);
        }
        Ok(texts)
    }

    fn write_verdicts(&self, bytes: &[u8], checkings: &[Checking<'_>]) -> anyhow::Result<()> {
        let today = chrono::Local::now().format("%Y-%m-%d").to_string();
        let on = Date::parse(&today).ok();
        let verdicts: Vec<RecordedVerdict> = checkings
            .iter()
            .filter_map(|checking| {
                let text_sha256 = checking.text?.sha256.clone();
                let checked = Checked { verdict: checking.finding.verdict, on: on.clone(), text_sha256 };
                Some(RecordedVerdict { event: checking.event, citation: checking.index, checked })
            })
            .collect();
        if verdicts.is_empty() {
            output::report("Nothing to record: no source text was at hand");
            return Ok(());
        }
        let name = self.file.display();
        let recorded = dateline_formats::record_verdicts(bytes, &verdicts)
            .map_err(|error| anyhow!("{name}: {error}"))?;
        files::replace_content(&self.file, &recorded)?;
        output::report(&format!("Recorded {} in {name}", counted(verdicts.len(), "verdict")));
        Ok(())
    }
}

fn failure(name: &str, error: &LoadError) -> anyhow::Error {
    anyhow!("{name}: {}", error.sentences())
}

/// "Did you mean cna?", else "The file has cna, mfa and 12 more", for a wrong id.
fn known_sources(wrong: &str, sources: &[Source]) -> String {
    const SHOWN: usize = 12;
    let hint = dateline_time::did_you_mean(wrong, sources.iter().map(|source| source.key.as_str()));
    if !hint.is_empty() {
        return hint;
    }
    if sources.is_empty() {
        return "The file names no source".to_owned();
    }
    let keys: Vec<&str> = sources.iter().take(SHOWN).map(|source| source.key.as_str()).collect();
    match sources.len().saturating_sub(SHOWN) {
        0 => format!("The file has {}", keys.join(", ")),
        more => format!("The file has {} and {more} more", keys.join(", ")),
    }
}

fn check_all<'t>(timeline: &Timeline, texts: &'t HashMap<String, SourceFile>) -> Vec<Checking<'t>> {
    let text_of = |source: &Source| Some(texts.get(&source.key)?.text.as_str());
    let findings = evidence::check_all(timeline, text_of, &Cancel::never()).unwrap_or_default();
    let checking = |quotation: Quotation| {
        let Quotation { event, index, citation, quote, source_key } = quotation;
        let finding = findings.get(event, index).cloned().unwrap_or_else(|| evidence::check(&quote, None));
        Checking { event, index, citation, quote, finding, text: texts.get(&source_key) }
    };
    evidence::quotations(timeline).map(checking).collect()
}

impl Checking<'_> {
    /// The line and column of the quotation in the source text, both from 1.
    fn place_in_text(&self) -> Option<(usize, usize)> {
        Some(line_and_column(&self.text?.text, self.finding.at.as_ref()?.start))
    }
}

#[derive(Serialize)]
struct Report<'r> {
    file: &'r str,
    quotes: Vec<Line<'r>>,
}

#[derive(Serialize)]
struct Line<'r> {
    verdict: &'r str,
    event: String,
    citation: usize,
    source: &'r str,
    exact: &'r str,
    text: Option<&'r str>,
    line: Option<usize>,
    column: Option<usize>,
    note: Option<String>,
    recorded: Option<Recorded<'r>>,
}

#[derive(Serialize)]
struct Recorded<'r> {
    verdict: &'r str,
    on: Option<&'r str>,
}

fn print_json(name: &str, timeline: &Timeline, checkings: &[Checking<'_>]) -> anyhow::Result<()> {
    let quotes = checkings.iter().map(|checking| {
        let place = checking.place_in_text();
        let recorded = checking.citation.checked.as_ref();
        Line {
            verdict: checking.finding.verdict.key(),
            event: timeline.key(checking.event).into_owned(),
            citation: checking.index,
            source: &checking.citation.source_key,
            exact: &checking.quote.exact,
            text: checking.text.map(|text| text.name.as_str()),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            note: Some(checking.finding.note()).filter(|note| !note.is_empty()),
            recorded: recorded.map(|checked| Recorded {
                verdict: checked.verdict.key(),
                on: checked.on.as_ref().map(|date| date.text()),
            }),
        }
    });
    output::print_json(&Report { file: name, quotes: quotes.collect() })
}

/// Characters of a quotation that a line shows.
const SHOWN_WORDS: usize = 60;

fn print_lines(name: &str, timeline: &Timeline, checkings: &[Checking<'_>]) -> anyhow::Result<()> {
    let widest = |length: fn(&Checking<'_>, &Timeline) -> usize| {
        checkings.iter().map(|checking| length(checking, timeline)).max().unwrap_or(0)
    };
    let event_width = widest(|checking, timeline| timeline.key(checking.event).chars().count()).min(32);
    let source_width = widest(|checking, _| checking.citation.source_key.chars().count()).min(24);
    let mut lines: Vec<String> = checkings
        .iter()
        .map(|checking| {
            let mut line = format!(
                "{:<14}  {:<event_width$}  {:<source_width$}  \"{}\"",
                checking.finding.verdict.key(),
                timeline.key(checking.event),
                checking.citation.source_key,
                shortened(&checking.quote.exact),
            );
            if let (Some(text), Some((row, column))) = (checking.text, checking.place_in_text()) {
                line.push_str(&format!("  {}:{row}:{column}", text.name));
            }
            if checking.finding.verdict == Verdict::NoSourceText
                && let (verdict, Some(on)) = evidence::verdict_for(&checking.citation, None)
            {
                line.push_str(&format!("  recorded as {} on {}", verdict.key(), on.text()));
            }
            match checking.finding.note() {
                note if note.is_empty() => line,
                note => format!("{line}  ({note})"),
            }
        })
        .collect();
    lines.push(format!("{name}: {}", summary(checkings)));
    output::print_lines(&lines)
}

fn summary(checkings: &[Checking<'_>]) -> String {
    let mut parts = vec![counted(checkings.len(), "quotation")];
    for verdict in Verdict::ALL {
        match checkings.iter().filter(|checking| checking.finding.verdict == *verdict).count() {
            0 => {}
            count => parts.push(format!("{} {}", grouped(count as u64), verdict.label().to_lowercase())),
        }
    }
    parts.join(", ")
}

/// The beginning of a quotation in one line.
fn shortened(text: &str) -> String {
    let mut line: String =
        text.chars().take(SHOWN_WORDS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN_WORDS).is_some() {
        line.push('…');
    }
    line
}
