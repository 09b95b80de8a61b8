//! `dateline render` from the command line: pictures, their words, and what is wrong with an argument.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::{Document, Node};
use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

/// Runs `dateline render FILE -o OUT` with more arguments, on a fixed day.
fn render(file: &Path, out: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("render").arg(file).arg("-o").arg(out).args(["--as-of", "2026-11-22"]).args(more);
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Renders a file to SVG and hands its text over.
fn svg(file: &Path, more: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out.svg");
    let output = render(file, &out, more);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    std::fs::read_to_string(out).unwrap()
}

/// Renders a timeline given as JSON.
fn svg_of(json: &str) -> String {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("timeline.json");
    std::fs::write(&file, json).unwrap();
    svg(&file, &[])
}

/// All words of a picture, with ordinary spaces.
fn labels(document: &Document) -> Vec<String> {
    let label = |node: Node| node.attribute("aria-label").map(|words| words.replace('\u{a0}', " "));
    document.descendants().filter_map(label).collect()
}

fn has(labels: &[String], words: &str) -> bool {
    labels.iter().any(|label| label == words)
}

#[test]
fn lanes_can_be_made_of_any_further_field_of_the_events() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "date,title,Ministry\n2003,A,Trade\n2001,B,Defence\n").unwrap();
    let svg = svg(&file, &["--lanes-by", "field:Ministry"]);
    let document = Document::parse(&svg).unwrap();
    let labels = labels(&document);
    assert!(has(&labels, "Trade") && has(&labels, "Defence"), "{labels:?}");
    let output = render(&file, &folder.path().join("a.svg"), &["--lanes-by", "colour"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("none, or field:NAME"), "{}", errors(&output));
}

#[test]
fn the_bundled_file_becomes_a_picture_with_title_lanes_legend_and_sources() {
    let svg = svg(&data("us-singapore.json"), &[]);
    let document = Document::parse(&svg).unwrap();
    let labels = labels(&document);
    for words in [
        "United States–Singapore",
        "As of 22 November 2026",
        "Cybersecurity",
        "Three cybersecurity MoUs signed, August 2021, day not stated, happened",
    ] {
        assert!(has(&labels, words), "{words:?} is not in {labels:#?}");
    }
    let in_legend = labels.iter().filter(|label| *label == "Cybersecurity").count();
    assert!(in_legend >= 3, "the lane, its name and the legend say it: {in_legend}");
    assert!(labels.iter().any(|label| label.starts_with("Sources: CNA; ")), "{labels:#?}");
    assert!(labels.iter().any(|label| label.contains("July 2021 – December 2026 · Washington time")));
    // No text elements: the picture looks the same where the fonts are missing.
    assert!(document.descendants().all(|node| node.tag_name().name() != "text"));
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let file = data("us-singapore.json");
    assert_eq!(svg(&file, &[]), svg(&file, &[]));
}

#[test]
fn a_png_has_the_size_that_was_asked_for_times_the_scale() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("Out.PNG");
    for (more, size, corner) in [
        (&["--size", "800x500"][..], (800, 500), 0xFF),
        (&["--size", "400x300", "--scale", "2", "--theme", "dark"][..], (800, 600), 0x15),
    ] {
        let output = render(&data("minimal.json"), &out, more);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        let picture = Pixmap::decode_png(&std::fs::read(&out).unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), size);
        assert_eq!(picture.pixel(2, 2).unwrap().red(), corner);
        let background = picture.pixels().first().unwrap();
        let inked = picture.pixels().iter().filter(|pixel| *pixel != background).count();
        assert!(inked > 2000, "only {inked} pixels are not background");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "only the picture is left behind");
}

#[test]
fn a_stretch_can_be_asked_for_and_its_last_date_is_shown() {
    let shown = |more: &[&str]| {
        let svg = svg(&data("us-singapore.json"), more);
        let document = Document::parse(&svg).unwrap();
        labels(&document).into_iter().find(|label| label.contains(" events · ")).unwrap()
    };
    let words = shown(&["--from", "2022-03", "--to", "2022-10", "--zone", "Asia/Singapore"]);
    assert!(words.ends_with("March–October 2022 · Singapore time"), "{words}");
    let words = shown(&["--from", "2024", "--zone", "UTC"]);
    assert!(words.contains("January 2024 – ") && words.ends_with(" · UTC"), "{words}");
}

/// The outlines of a text, by its words.
fn outline<'a>(document: &'a Document, words: &str) -> &'a str {
    let node = document
        .descendants()
        .find(|node| node.tag_name().name() == "path" && node.attribute("aria-label") == Some(words));
    node.and_then(|node| node.attribute("d")).unwrap_or_else(|| panic!("{words:?} is not drawn"))
}

#[test]
fn titles_in_other_scripts_are_drawn_in_their_letters_or_as_boxes() {
    let titles = ["新加坡独立", "கொண்டு வந்தது", "استقلال عام ١٩٦٥"];
    let events: Vec<String> =
        titles.iter().map(|title| format!(r#"{{"date": "1965-08-09", "title": "{title}"}}"#)).collect();
    let svg = svg_of(&format!("[{}]", events.join(",")));
    let document = Document::parse(&svg).unwrap();
    let faces = dateline_picture::text::Faces::new();
    for title in titles {
        let data = outline(&document, title);
        let contours = data.matches('z').count();
        let missing = faces.shape(title, 12.0, dateline_picture::text::Weight::Regular).missing();
        if missing == 0 {
            // A letter of these scripts is never only the two rectangles of the box.
            assert!(data.contains('q') || data.contains('c'), "{title} has no curve: {data}");
        } else {
            println!("no face for {title} on this machine: boxes are drawn");
            assert!(contours >= 2 * missing, "{title}: {contours} contours for {missing} boxes");
        }
    }
}

#[test]
fn markup_in_a_title_stays_words() {
    let hostile = r#"<script>alert(1)</script><b>R&D</b> "x""#;
    let title = serde_json::to_string(hostile).unwrap();
    let svg = svg_of(&format!(r#"{{"title": {title}, "events": [{{"date": "2021", "title": {title}}}]}}"#));
    let document = Document::parse(&svg).unwrap();
    assert!(has(&labels(&document), hostile));
    let known =
        ["svg", "title", "defs", "linearGradient", "stop", "clipPath", "g", "rect", "circle", "line", "path"];
    for node in document.descendants().filter(Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{}", node.tag_name().name());
    }
}

#[test]
fn a_file_with_findings_is_drawn_and_their_number_said() {
    let folder = TempDir::new().unwrap();
    let output = render(&data("broken.json"), &folder.path().join("out.svg"), &[]);
    assert_eq!(output.status.code(), Some(0));
    let said = errors(&output);
    assert!(said.contains("findings in ") && said.contains("`dateline check "), "{said}");
}

#[test]
fn lanes_that_do_not_fit_are_told_with_the_size_that_shows_them() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out.svg");
    let file = data("us-singapore.json");
    let said = errors(&render(&file, &out, &["--size", "900x320"]));
    let size = said.split("--size ").nth(1).unwrap_or_else(|| panic!("{said}")).split(' ').next().unwrap();
    assert_eq!(errors(&render(&file, &out, &["--size", size])), "");
    // No size is named that is not accepted.
    let lanes: Vec<String> = (0..500).map(|lane| format!(r#"{{"title": "A", "lane": "{lane}"}}"#)).collect();
    let crowded = folder.path().join("crowded.json");
    std::fs::write(&crowded, format!("[{}]", lanes.join(","))).unwrap();
    let said = errors(&render(&crowded, &out, &[]));
    assert!(said.contains(" lanes; no size shows all") && !said.contains("--size"), "{said}");
}

#[test]
fn arguments_that_make_no_sense_are_refused_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let file = data("us-singapore.json");
    let svg = folder.path().join("out.svg");
    for (out, more, expected) in [
        (folder.path().join("out.jpg"), &[][..], "ends in .svg or .png"),
        (folder.path().join("out"), &[][..], "ends in .svg or .png"),
        (svg.clone(), &["--size", "1600"][..], "such as 1600x900"),
        (svg.clone(), &["--size", "0x900"][..], "each side must be 300 to 20000 points"),
        (svg.clone(), &["--size", "1600x30000"][..], "each side must be 300 to 20000 points"),
        (svg.clone(), &["--scale", "nan"][..], "a scale is a number from 0.1 to 20"),
        (
            folder.path().join("out.png"),
            &["--scale", "20"][..],
            "cannot be made: each side must be 1 to 20000",
        ),
        (
            svg.clone(),
            &["--from", "2022-02-30"][..],
            "--from \"2022-02-30\", character 9: February 2022 has 28 days",
        ),
        (
            svg.clone(),
            &["--from", "2026", "--to", "2021"][..],
            "--from 2026 does not begin before --to 2021 ends",
        ),
        (svg.clone(), &["--to", "1900"][..], "the view of the file does not begin before --to 1900 ends"),
        (svg.clone(), &["--zone", "Asia/Singapour"][..], "Did you mean Asia/Singapore?"),
        (svg.clone(), &["--theme", "blue"][..], "possible values: light, dark"),
        (
            folder.path().join("no/such/folder.svg"),
            &[][..],
            "folder.svg cannot be written: there is no such folder\n",
        ),
    ] {
        let output = render(&file, &out, more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(errors(&output).contains(expected), "{more:?}: {}", errors(&output));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn files_that_give_no_timeline_are_named_with_the_reason() {
    let folder = TempDir::new().unwrap();
    let written = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let out = folder.path().join("out.svg");
    for (file, expected) in [
        (folder.path().join("absent.json"), "absent.json"),
        (folder.path().to_path_buf(), "is a directory"),
        (written("empty.json", ""), "The file is empty"),
        (written("none.json", "[]"), "none.json"),
        (written("not.json", "{ not json"), "not.json"),
    ] {
        let output = render(&file, &out, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", file.display());
        assert!(errors(&output).contains(expected), "{}", errors(&output));
        assert!(!out.exists());
    }
}
