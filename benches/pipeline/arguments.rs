//! What is to be measured.

use std::path::PathBuf;

/// The stages in the order in which they run.
pub const STAGES: &[&str] = &[
    "load",
    "import",
    "first_picture",
    "labelled",
    "label",
    "filter",
    "search",
    "edit",
    "frame",
    "memory",
    "counts",
    "adversarial",
];

/// The command line.
pub struct Arguments {
    pub events: Vec<u64>,
    stages: Vec<String>,
    pub is_json: bool,
    pub is_quick: bool,
    pub seed: u64,
    /// A file of one's own.
    pub file: Option<PathBuf>,
    /// Open this file, print the peak of memory in kilobytes, and nothing else: what the child does.
    pub peak_of: Option<PathBuf>,
}

impl Arguments {
    pub fn from_command_line() -> Arguments {
        let mut arguments = Arguments {
            events: vec![1_000, 100_000, 1_000_000],
            stages: Vec::new(),
            is_json: false,
            is_quick: false,
            seed: 1,
            file: None,
            peak_of: None,
        };
        let mut text = std::env::args().skip(1);
        while let Some(word) = text.next() {
            let mut value = || text.next().unwrap_or_else(|| panic!("{word} needs a value"));
            match word.as_str() {
                "--events" => {
                    arguments.events = list(&value(), |part| part.replace('_', "").parse().unwrap())
                }
                "--stages" => arguments.stages = list(&value(), str::to_owned),
                "--seed" => arguments.seed = value().parse().unwrap(),
                "--file" => arguments.file = Some(value().into()),
                "--peak-of" => arguments.peak_of = Some(value().into()),
                "--json" => arguments.is_json = true,
                "--quick" => arguments.is_quick = true,
                // Cargo's own.
                "--bench" | "--test" => {}
                other => panic!("{other} is not known; the head of benches/pipeline/main.rs tells what is"),
            }
        }
        for stage in &arguments.stages {
            assert!(STAGES.contains(&stage.as_str()), "{stage} is none of {STAGES:?}");
        }
        arguments
    }

    pub fn wants(&self, stage: &str) -> bool {
        self.stages.is_empty() || self.stages.iter().any(|wanted| wanted == stage)
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> T) -> Vec<T> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(read).collect()
}
