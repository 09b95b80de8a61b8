//! YAML: a text becomes a tree, and the tree is written as JSON that knows where each value stands.
//!
//! Beyond the fields of the native format, a mapping from dates to what happened is a timeline too:
//! `2021-08: Three MoUs signed`. Anchors and merge keys are followed, within bounds.

mod fault;
mod offsets;
mod parse;
mod recovery;
mod scalar;
mod transcribe;
mod tree;

use crate::reader::Failure;
use crate::report::diagnostic::Log;
use crate::syntax::transcript::Transcript;

pub(crate) use self::fault::Fault;
pub(crate) use self::scalar::json_of_plain;
pub(crate) use self::transcribe::{Located, MINIMAL};
pub(crate) use self::tree::{Tree, Value};

/// A text as JSON, and where in it events stand that are not sound.
pub(crate) struct Transcribed {
    /// The JSON.
    pub transcript: Transcript,
    /// The bytes of the JSON at which an event stands for a broken one, with what is wrong in it.
    pub broken: Vec<(usize, Fault)>,
}

/// Writes a text as JSON. Slips in its syntax are reported.
///
/// # Errors
/// When there is nothing in it.
pub(crate) fn transcribed(text: &str, log: &mut Log) -> Result<Transcribed, Failure> {
    let tree = parse::parse(text, log);
    let (transcript, broken) = transcribe::json(&tree, text, None, log)?;
    Ok(Transcribed { transcript, broken })
}

/// A sound text as JSON, with where each of its values stands.
pub(crate) struct LocatedText {
    /// The JSON.
    pub json: String,
    /// The values, in the order of the JSON.
    pub values: Vec<Located>,
    /// What the text holds.
    pub tree: Tree,
}

/// Writes a text as JSON and remembers where each value stands; `None` where its syntax is not sound.
pub(crate) fn located(text: &str) -> Option<LocatedText> {
    let mut log = Log::default();
    let tree = parse::parse(text, &mut log);
    let mut values = Vec::new();
    let (transcript, broken) = transcribe::json(&tree, text, Some(&mut values), &mut log).ok()?;
    let is_sound = broken.is_empty() && !log.has_problems();
    is_sound.then_some(LocatedText { json: transcript.json, values, tree })
}

/// Whether a text without an ending that says so is a timeline in YAML: it has a list `events`, or it is a
/// list of which the first element has a field of an event.
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
