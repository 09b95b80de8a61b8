//! Dateline's own format in YAML: it is written as JSON, read like any other native file, and its findings are told at
//! their places in the YAML.
//!
//! Beyond the fields of the native format, a mapping from dates to what happened is a timeline too:
//! `2021-08: Three MoUs signed`. Anchors and merge keys are followed, within bounds.

mod offsets;
mod recovery;
mod scalar;
mod transcribe;
mod tree;

use self::tree::Tree;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::Diagnostic;
use crate::report::source_text::SourceText;

/// Objects and lists may lie within each other this deep.
const DEEPEST: usize = 100;

/// The hint for files without events.
const MINIMAL: &str =
    "The smallest timeline in YAML is the line \"- {date: 2021-08, title: Three MoUs signed}\"";

/// Reads a file.
///
/// # Errors
/// When there is no event in it, or when it is cancelled.
pub(crate) fn read(source: &SourceText, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    let text = source.text();
    let tree = Tree::of(text, context.log);
    let (transcript, broken) = transcribe::json(&tree, text, context.log)?;
    let retell = |finding: &mut Diagnostic| {
        let Some((_, fault)) = broken.iter().find(|(at, _)| *at == finding.range.start) else { return false };
        if finding.path.contains('.') || !finding.message.starts_with("Expected an event") {
            return false;
        }
        finding.range = fault.at..fault.at + 1;
        finding.message = format!("This event is not YAML: {}", fault.message);
        finding.hint = fault.hint().to_owned();
        finding.expected.clear();
        true
    };
    transcript.read_native(MINIMAL, &mut context, retell)
}

/// A place where the syntax is wrong.
#[derive(Clone, Debug)]
struct Fault {
    /// Where, in bytes of the text.
    at: usize,
    /// What is wrong, as the parser says it.
    message: String,
}

impl Fault {
    /// What usually helps.
    fn hint(&self) -> &'static str {
        let is_about = |words: &[&str]| words.iter().any(|word| self.message.contains(word));
        if is_about(&["mapping values are not allowed"]) {
            "Put quotation marks around a text that holds a colon and a space"
        } else if is_about(&["tab"]) {
            "Indent with spaces"
        } else if is_about(&["anchor"]) {
            "Define the anchor with & before it is used"
        } else {
            "Check the indentation, and that quotation marks and brackets are closed"
        }
    }
}

/// Whether a text without an ending that says so is a timeline in YAML: it has a list `events`, or it is a list of
/// which the first element has a field of an event.
pub(crate) fn looks_like(text: &str) -> bool {
    const EVENT: &[&str] = &["date", "title", "id", "status", "lane", "summary", "tags"];
    let is_content =
        |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '%']) && line.trim() != "---";
    let mut lines = text.lines().take(2_000).filter(is_content);
    let Some(first) = lines.next() else { return false };
    if let Some(element) = first.trim_start().strip_prefix("- ") {
        let element = element.trim_start();
        let name = element.trim_start_matches('{').split(':').next().unwrap_or_default();
        return element.contains(':') && EVENT.contains(&name.trim().trim_matches(['"', '\'']));
    }
    let is_list = |line: &str| {
        let rest = line.strip_prefix("events:").map(str::trim_start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '[', '&']))
    };
    is_list(first) || lines.any(is_list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_known_by_its_events() {
        let cases = [
            ("events:\n  - date: 2021\n", true),
            ("# Mine\ntitle: Ours\nevents: # all of them\n", true),
            ("---\n- title: First\n", true),
            ("- {date: 2021-08, title: Three MoUs signed}", true),
            ("- \"date\": 2021", true),
            ("title: A Markwhen file\n2021: Signed\n", false),
            ("- [2021] Signed", false),
            ("- bread\n- butter", false),
            ("2021-08: Three MoUs signed", false),
            ("events: none at all", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(looks_like(text), expected, "{text}");
        }
    }
}
