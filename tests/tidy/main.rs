//! The house rules that a script can see: import direction, sizes, headers, names, reasons.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test the panic is the failed assertion, also in the functions that tests share"
)]

mod file_names;
mod module_graph;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use module_graph::ModuleGraph;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// The crates of the workspace from the bottom up: the folder of the code, and which of the others it may
/// use.
const CRATES: &[(&str, &[&str])] = &[
    ("crates/time/src/", &[]),
    ("crates/synthetic/src/", &["time"]),
    ("crates/timeline/src/", &["time"]),
    ("crates/formats/src/", &["time", "timeline"]),
    ("crates/picture/src/", &["time", "timeline"]),
    ("src/", &["time", "synthetic", "timeline", "formats", "picture"]),
];

/// The folders that are layers within a crate, with their height; a file may name only layers of a lower
/// height, and its own.
const LAYERS: &[(&str, u8)] = &[
    ("crates/timeline/src/model/", 0),
    ("crates/timeline/src/query/", 1),
    ("crates/timeline/src/evidence/", 1),
    ("crates/picture/src/text/", 0),
    ("crates/picture/src/layout/", 1),
    ("crates/picture/src/scene/", 2),
    ("crates/picture/src/export/", 3),
    ("src/files/", 0),
    ("src/session/", 1),
    ("src/work/", 2),
    ("src/publish/", 3),
    ("src/cli/", 4),
    ("src/ui/", 4),
];

const MAX_FILE_LINES: usize = 600;
const MAX_FUNCTION_LINES: usize = 80;
/// As `max_width` in `rustfmt.toml`, which leaves comments alone on the stable toolchain.
const MAX_COMMENT_WIDTH: usize = 110;

struct SourceFile {
    /// Relative to the package, with forward slashes.
    path: String,
    text: String,
}

impl SourceFile {
    /// The layer that the file stands in: its folder and height.
    fn layer(&self) -> Option<&'static (&'static str, u8)> {
        LAYERS.iter().find(|(folder, _)| self.path.starts_with(folder))
    }

    /// The folder of the crate that the file belongs to; `None` for tests, examples and benchmarks.
    fn crate_folder(&self) -> Option<&'static str> {
        CRATES.iter().map(|(folder, _)| *folder).find(|folder| self.path.starts_with(folder))
    }

    /// Whether the file is part of the program or of one of its crates, and no test.
    fn is_product(&self) -> bool {
        self.crate_folder().is_some()
    }

    /// The lines without those that are only a comment.
    fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(n, l)| (n + 1, l))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, found: &mut Vec<SourceFile>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            // A file that cannot be read counts as empty and fails for want of a header.
            found.push(SourceFile { path: relative, text: fs::read_to_string(&path).unwrap_or_default() });
        }
    }
}

fn sources() -> Vec<SourceFile> {
    let mut found = Vec::new();
    for folder in ["src", "crates", "tests", "examples", "benches"] {
        collect(&root().join(folder), &mut found);
    }
    assert!(found.len() > 20, "only {} files found", found.len());
    found
}

/// Fails with all findings at once, so that one run shows everything there is to mend.
fn assert_clean(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

/// Names that stand after `prefix` in a line, as far as letters and underscores go.
fn names_after<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix).map(move |(at, _)| {
        let rest = &line[at + prefix.len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn imports_follow_the_order_of_the_layers() {
    let mut findings = Vec::new();
    for file in sources() {
        let (Some((own, height)), Some(crate_folder)) = (file.layer(), file.crate_folder()) else { continue };
        for (number, line) in file.code_lines() {
            for name in names_after(line, "crate::") {
                let folder = format!("{crate_folder}{name}/");
                let Some((other, other_height)) = LAYERS.iter().find(|(layer, _)| *layer == folder) else {
                    continue;
                };
                if other != own && other_height >= height {
                    findings.push(format!("{}:{number}: {own} must not know {other}", file.path));
                }
            }
        }
        if file.text.contains("use crate::{") {
            findings.push(format!(
                "{}: import the layers one by one, so that this test can read them",
                file.path
            ));
        }
    }
    assert_clean(&findings);
}

#[test]
fn crates_depend_only_on_crates_below() {
    let mut findings = Vec::new();
    for (folder, allowed) in CRATES {
        let manifest = format!("{}Cargo.toml", folder.trim_end_matches("src/"));
        let text = fs::read_to_string(root().join(&manifest)).unwrap();
        let after = text.split("\n[dependencies]\n").nth(1).unwrap_or_default();
        let section = after.split("\n[").next().unwrap_or_default();
        for name in section.lines().flat_map(|line| names_after(line, "dateline-")) {
            if !allowed.contains(&name) {
                findings.push(format!("{manifest}: this crate must not know dateline-{name}"));
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn every_folder_is_a_layer() {
    let mut findings = Vec::new();
    for (folder, _) in CRATES {
        let own: Vec<&(&str, u8)> = LAYERS
            .iter()
            .filter(|(layer, _)| {
                layer.strip_prefix(folder).is_some_and(|rest| rest.matches('/').count() == 1)
            })
            .filter(|(layer, _)| root().join(layer).exists())
            .collect();
        if own.is_empty() {
            continue;
        }
        for entry in fs::read_dir(root().join(folder)).unwrap().flatten() {
            let name = format!("{folder}{}/", entry.file_name().to_string_lossy());
            if entry.path().is_dir() && !own.iter().any(|(layer, _)| *layer == name) {
                findings.push(format!("{name} is no layer"));
            }
        }
        let lib = fs::read_to_string(root().join(folder).join("lib.rs")).unwrap();
        let listed = lib.lines().filter_map(|line| line.strip_prefix("pub mod "));
        let heights: Vec<u8> = listed
            .filter_map(|name| {
                let layer = format!("{folder}{}/", name.trim_end_matches(';'));
                own.iter().find(|(own, _)| *own == layer).map(|(_, height)| *height)
            })
            .collect();
        if !heights.is_sorted() || heights.len() != own.len() {
            findings.push(format!("{folder}lib.rs must list all layers from the bottom up"));
        }
    }
    assert_clean(&findings);
}

/// The only circle that is allowed: values and statements of JavaScript hold each other.
const PARSERS_OF_TWO_FILES: &[&str] = &["javascript"];

#[test]
fn modules_form_no_circles() {
    let files = sources();
    let mut findings = Vec::new();
    for (folder, _) in CRATES {
        let graph = ModuleGraph::of(&files, folder);
        for circle in graph.circles() {
            let is_parser = circle.len() <= 2
                && circle.iter().all(|file| PARSERS_OF_TWO_FILES.iter().any(|parser| file.contains(parser)));
            if !is_parser {
                findings.push(format!("{} files name each other:", circle.len()));
                findings.extend(graph.edges_within(&circle));
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn only_the_window_names_egui() {
    let mut findings = Vec::new();
    for file in sources() {
        if !file.is_product() || file.path.starts_with("src/ui/") {
            continue;
        }
        for (number, line) in file.code_lines() {
            if ["egui::", "eframe::", "egui_plot", "rfd::"].iter().any(|name| line.contains(name)) {
                findings.push(format!("{}:{number}: only src/ui may name egui", file.path));
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn the_core_takes_bytes_and_nothing_uses_the_network() {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| file.is_product() && !module_graph::is_for_tests(&file.path)) {
        let may_touch_files =
            ["src/files/", "src/work/", "src/cli/", "src/ui/", "src/main.rs", "crates/picture/src/text/"];
        let is_outside = may_touch_files.iter().any(|place| file.path.starts_with(place));
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in
            code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            if line.contains("std::net") {
                findings.push(format!("{}:{}: nothing may use the network", file.path, number + 1));
            }
            if !is_outside && (line.contains("std::fs") || line.contains("File::open")) {
                findings.push(format!(
                    "{}:{}: the core takes bytes and returns bytes",
                    file.path,
                    number + 1
                ));
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn the_model_is_not_the_file_format() {
    let mut findings = Vec::new();
    for file in sources() {
        let is_model = ["crates/time/src/", "crates/timeline/src/model/"]
            .iter()
            .any(|folder| file.path.starts_with(folder));
        if is_model && file.text.contains("serde") {
            findings.push(format!("{}: records belong to crates/formats", file.path));
        }
    }
    assert_clean(&findings);
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut findings = Vec::new();
    for file in sources() {
        let lines = file.text.lines().count();
        if lines > MAX_FILE_LINES {
            findings.push(format!("{}: {lines} lines, at most {MAX_FILE_LINES}", file.path));
        }
        let first = file.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") || first.len() < 20 {
            findings.push(format!("{}: the first line must say what the file is for", file.path));
        }
    }
    assert_clean(&findings);
}

/// Where the module of a file may be declared: `src/a/b.rs` in `src/a/mod.rs`, `src/lib.rs` or `src/a.rs`.
/// Empty for the files that cargo compiles by itself.
fn possible_parents(path: &str) -> Vec<String> {
    let Some((folder, name)) = path.rsplit_once('/') else { return Vec::new() };
    if matches!(name, "lib.rs" | "main.rs") || matches!(folder, "examples" | "benches") {
        return Vec::new();
    }
    if path.split('/').rev().nth(1) == Some("tests") && path.starts_with("crates/") && !path.contains("/src/")
    {
        return Vec::new();
    }
    let around =
        if name == "mod.rs" { folder.rsplit_once('/').map_or("", |(outer, _)| outer) } else { folder };
    let mut parents = vec![format!("{around}.rs")];
    parents.extend(["mod.rs", "lib.rs", "main.rs"].map(|file| format!("{around}/{file}")));
    parents
}

/// Whether the file is a test of a crate that stands beside the possible parents: cargo compiles each by
/// itself.
fn is_test_beside(path: &str, parents: &[String]) -> bool {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.ends_with("/tests") && !folder.contains("/src/") && parents.contains(&format!("{folder}/mod.rs"))
}

#[test]
fn every_file_is_compiled() {
    let files = sources();
    let mut findings = Vec::new();
    for file in &files {
        let parents = possible_parents(&file.path);
        let module = match file.path.strip_suffix("/mod.rs") {
            Some(folder) => folder.rsplit('/').next(),
            None => file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")),
        };
        let declaration = format!("mod {};", module.unwrap_or_default());
        let is_declared = |parent: &SourceFile| {
            parent
                .code_lines()
                .any(|(_, line)| line.trim_start().trim_start_matches("pub ").ends_with(&declaration))
        };
        let may_declare =
            |other: &SourceFile| parents.contains(&other.path) || is_test_beside(&other.path, &parents);
        if !parents.is_empty() && !files.iter().any(|other| may_declare(other) && is_declared(other)) {
            findings.push(format!("{}: no module declares it, so it is not compiled", file.path));
        }
    }
    assert_clean(&findings);
}

/// Collects functions that are too long, and parameters that are tuples.
struct FunctionShapes<'a> {
    path: &'a str,
    /// Tests and examples may give a point of the screen as a pair.
    is_product: bool,
    is_in_tests: bool,
    findings: Vec<String>,
}

impl FunctionShapes<'_> {
    fn look_at(&mut self, signature: &syn::Signature, whole: proc_macro2::Span) {
        let lines = whole.end().line + 1 - signature.fn_token.span.start().line;
        let name = &signature.ident;
        let at = format!("{}:{}: {name}", self.path, signature.fn_token.span.start().line);
        if lines > MAX_FUNCTION_LINES {
            self.findings.push(format!("{at} has {lines} lines, at most {MAX_FUNCTION_LINES}"));
        }
        for input in &signature.inputs {
            if let syn::FnArg::Typed(typed) = input
                && self.is_product
                && !self.is_in_tests
                && is_tuple(&typed.ty)
            {
                self.findings.push(format!("{at} takes a tuple; a struct would name its parts"));
            }
        }
    }
}

/// Whether a type is a tuple or a reference to one.
fn is_tuple(of: &syn::Type) -> bool {
    match of {
        syn::Type::Tuple(tuple) => !tuple.elems.is_empty(),
        syn::Type::Reference(reference) => is_tuple(&reference.elem),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for FunctionShapes<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let was_in_tests = self.is_in_tests;
        self.is_in_tests |= module_graph::is_test_code(&module.attrs);
        syn::visit::visit_item_mod(self, module);
        self.is_in_tests = was_in_tests;
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.look_at(&function.sig, function.span());
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.look_at(&function.sig, function.span());
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.look_at(&function.sig, function.span());
        syn::visit::visit_trait_item_fn(self, function);
    }
}

#[test]
fn functions_are_short_and_name_their_parameters() {
    let mut findings = Vec::new();
    for file in sources() {
        let tree = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let mut shapes = FunctionShapes {
            path: &file.path,
            is_product: file.is_product(),
            is_in_tests: file.path.contains("tests"),
            findings: Vec::new(),
        };
        shapes.visit_file(&tree);
        findings.append(&mut shapes.findings);
    }
    assert_clean(&findings);
}

#[test]
fn comments_are_as_wide_as_the_code() {
    let mut findings = Vec::new();
    for file in sources() {
        for (index, line) in file.text.lines().enumerate() {
            // An address stays in one piece.
            let is_comment = line.trim_start().starts_with("//") && !line.contains("://");
            if is_comment && line.chars().count() > MAX_COMMENT_WIDTH {
                findings.push(format!("{}:{}: a comment wraps at {MAX_COMMENT_WIDTH}", file.path, index + 1));
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn nothing_is_left_unfinished_and_every_exception_has_a_reason() {
    // Written in two halves, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("dbg", "!(")];
    let mut findings = Vec::new();
    for file in sources() {
        for (index, line) in file.text.lines().enumerate() {
            let number = index + 1;
            // A mark is a word of its own: calendars have components whose names end with one.
            let is_marked = |mark: &&str| {
                line.match_indices(*mark).any(|(at, _)| !line[..at].ends_with(char::is_alphanumeric))
            };
            if marks.iter().any(is_marked) {
                findings.push(format!("{}:{number}: unfinished", file.path));
            }
            if line.contains(concat!("#[", "ignore")) && !line.contains('=') {
                findings.push(format!("{}:{number}: an ignored test needs its reason", file.path));
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn names_say_what_a_thing_is() {
    let mut findings = Vec::new();
    for file in sources() {
        for (number, line) in file.code_lines() {
            for keyword in ["struct ", "enum ", "trait ", "mod "] {
                for name in names_after(line, keyword) {
                    let lower = name.to_lowercase();
                    if ["manager", "helper", "util"].iter().any(|word| lower.contains(word)) {
                        findings.push(format!("{}:{number}: {name} says nothing", file.path));
                    }
                }
            }
        }
    }
    assert_clean(&findings);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut findings = Vec::new();
    let mut is_dependency = false;
    let mut open = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_dependency = line == "[workspace.dependencies]";
            continue;
        }
        if !is_dependency || line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        // An entry over several lines closes with its reason.
        open.push_str(line);
        if open.matches('{').count() > open.matches('}').count() {
            continue;
        }
        if !open.contains("# ") {
            let mut finding = String::new();
            write!(finding, "Cargo.toml: why {}?", open.split_whitespace().next().unwrap_or_default())
                .unwrap();
            findings.push(finding);
        }
        open.clear();
    }
    assert_clean(&findings);
}

/// What stands between backquotes in a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The folders that the map has a row for: each crate without layers of its own, and each layer.
fn rooms() -> impl Iterator<Item = &'static str> {
    let crates = CRATES.iter().map(|(folder, _)| *folder);
    let whole = crates.filter(|folder| !LAYERS.iter().any(|(layer, _)| layer.starts_with(folder)));
    whole.chain(LAYERS.iter().map(|(layer, _)| *layer))
}

#[test]
fn the_map_shows_every_layer_and_what_it_names_is_there() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let is_shown = |room: &&str| map.contains(&format!("| `{room}` |"));
    let mut findings: Vec<String> = rooms()
        .filter(|room| !is_shown(room))
        .map(|room| format!("ARCHITECTURE.md does not show {room}"))
        .collect();
    let mut looked_up = 0;
    for line in map.lines() {
        let folder = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()).unwrap_or_default();
        for name in quoted(line) {
            let is_path =
                name.ends_with('/') || [".rs", ".md", ".json"].iter().any(|end| name.ends_with(end));
            let beside = root().join(folder).join(name);
            if is_path && !name.contains(' ') {
                looked_up += 1;
                if !beside.exists() && !root().join(name).exists() {
                    findings.push(format!("ARCHITECTURE.md names {name}, which is not there"));
                }
            }
        }
    }
    assert!(looked_up > 40, "only {looked_up} names found");
    assert_clean(&findings);
}
