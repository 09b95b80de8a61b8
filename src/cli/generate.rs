//! `dateline generate`: a made-up history of any size, for trying things out.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;
use dateline_synthetic::{Form, Recipe, Shape};

/// Make up a history of any size: about 500 bytes for each event
///
/// The same number of events and the same seed give the same bytes everywhere.
#[derive(Debug, Args)]
pub struct Generate {
    /// How many events
    #[arg(long, value_name = "NUMBER", default_value = "1000", value_parser = clap::value_parser!(u64).range(1..))]
    events: u64,
    /// Another number makes another history
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    seed: u64,
    /// What happens in it
    #[arg(long, value_enum, default_value_t = ShapeName::Typical)]
    shape: ShapeName,
    /// Where to: a name that ends in .json or .jsonl, with .gz behind it where it shall be compressed; - is
    /// standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ShapeName {
    /// Bursts, dates of mixed precision, twelve lanes
    Typical,
    /// Everything on one day
    OneDay,
    /// One event again and again
    Identical,
    /// One lane of spans that all overlap
    Overlapping,
}

impl Generate {
    /// Makes it up and writes it.
    ///
    /// # Errors
    /// When the name says no form, or the file cannot be written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let (form, is_compressed) = form_of(&self.output)?;
        let shape = match self.shape {
            ShapeName::Typical => Shape::Typical,
            ShapeName::OneDay => Shape::OneDay,
            ShapeName::Identical => Shape::Identical,
            ShapeName::Overlapping => Shape::Overlapping,
        };
        let recipe = Recipe { events: self.events, seed: self.seed, shape, form };
        if self.output == Path::new("-") {
            match recipe.write_to(&mut io::stdout().lock()) {
                // Whoever reads has enough.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
                result => result?,
            }
        } else {
            files::replace_with(&self.output, &mut |out| written(&recipe, is_compressed, out))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn written(recipe: &Recipe, is_compressed: bool, out: &mut dyn Write) -> io::Result<()> {
    if !is_compressed {
        return recipe.write_to(out);
    }
    let mut packed = GzEncoder::new(out, Compression::fast());
    recipe.write_to(&mut packed)?;
    packed.finish().map(drop)
}

/// The form that a name asks for, and whether it is compressed.
fn form_of(output: &Path) -> anyhow::Result<(Form, bool)> {
    if output == Path::new("-") {
        return Ok((Form::Json, false));
    }
    let name = output.to_string_lossy().to_lowercase();
    let (inner, is_compressed) =
        name.strip_suffix(".gz").map_or((name.as_str(), false), |inner| (inner, true));
    match inner.rsplit_once('.') {
        Some((_, "json")) => Ok((Form::Json, is_compressed)),
        Some((_, "jsonl" | "ndjson")) => Ok((Form::Lines, is_compressed)),
        _ => bail!("{}: the name ends in .json, .jsonl, .json.gz or .jsonl.gz", output.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_form() {
        let cases = [
            ("a.json", Some((Form::Json, false))),
            ("a.JSON.gz", Some((Form::Json, true))),
            ("a.jsonl", Some((Form::Lines, false))),
            ("folder.json/a.ndjson.gz", Some((Form::Lines, true))),
            ("-", Some((Form::Json, false))),
            ("a.csv", None),
            ("a", None),
            ("a.gz", None),
        ];
        for (name, expected) in cases {
            assert_eq!(form_of(Path::new(name)).ok(), expected, "{name}");
        }
    }
}
