//! How fast files of any size open, and how fast everything goes afterwards, each figure beside a limit that
//! is measured in the same run: no machine has to be known to read them.
//!
//! `cargo bench --bench pipeline -- [--events 1000,100000,1000000] [--stages load,frame] [--json] [--seed 1]`
//!
//! Stages: `load`, `import`, `first_picture`, `labelled`, `label`, `filter`, `search`, `edit`, `frame`,
//! `memory`, `counts`, and `adversarial`. `--quick` measures a few times only: for tests that this program
//! still runs. With `--file PATH` a file of one's own is measured instead of made-up ones.
//!
//! A line for each figure: half of the samples took at most `p50_ms`; `limit` names what it is compared with,
//! which took `limit_ms` and changed by the share `noise` while the stage ran; `ratio` is `p50_ms` to
//! `limit_ms`, for frames `p95_ms`, for memory the peak to the size of the file. Limits: `serde` reads the
//! same bytes into derived structs with borrowed text; `paint` paints 500 labels and one mesh of 10,000
//! rectangles; `memmem` looks for the same word in one copy of all the text; `csv` goes over all fields of
//! the same table; `load` is the load of the same file, for edits. The exit code is 1 when labels overlap or
//! events are missing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot be made ends the program"
)]

mod arguments;
mod counted;
mod edits;
mod imports;
mod limits;
mod report;
mod stages;
mod subject;
mod typed;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use arguments::Arguments;
use dateline_synthetic::{Recipe, Shape};
use report::Report;
use stages::Run;

fn main() -> ExitCode {
    let arguments = Arguments::from_command_line();
    if let Some(file) = &arguments.peak_of {
        println!("{}", window::peak_memory(file));
        return ExitCode::SUCCESS;
    }
    let folder = tempfile::tempdir().expect("a folder for made-up files");
    let mut report = Report::new(arguments.is_json);
    let mut files: Vec<(u64, PathBuf)> = arguments.file.iter().map(|file| (0, file.clone())).collect();
    if files.is_empty() {
        for events in &arguments.events {
            let path = folder.path().join(format!("made-up-{events}.json"));
            write(&Recipe::typical(*events, arguments.seed), &path);
            files.push((*events, path));
        }
    }
    for (events, path) in &files {
        Run { arguments: &arguments, events: *events, path, report: &mut report }.all();
        if arguments.file.is_none() && arguments.wants("adversarial") {
            for (shape, name) in [
                (Shape::OneDay, "one-day"),
                (Shape::Identical, "identical"),
                (Shape::Overlapping, "overlapping"),
            ] {
                let path = folder.path().join(format!("{name}.json"));
                write(&Recipe::typical(*events, arguments.seed).with_shape(shape), &path);
                Run { arguments: &arguments, events: *events, path: &path, report: &mut report }
                    .adversarial(name);
            }
        }
        if arguments.file.is_none() {
            // A file of ten million events is not kept longer than it is needed.
            std::fs::remove_file(path).expect("a file of our own");
        }
    }
    report.finish()
}

fn write(recipe: &Recipe, path: &std::path::Path) {
    let file = std::fs::File::create(path).expect("room for a file");
    recipe.write_to(&mut std::io::BufWriter::new(file)).expect("room for a made-up history");
}
