//! XML as a tree with spans, read within bounds and mended where it is not sound, for the importers of XML
//! formats.
//!
//! Nothing outside the file is ever fetched, and entities that a file declares itself are not expanded, so
//! that no file becomes larger by being read.

mod build;
mod character_references;
mod element_tree;
#[cfg(test)]
mod tests;

pub(crate) use self::element_tree::Node;

use self::build::{Fault, MAX_ATTRIBUTES, build};
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// Parses a text and hands its outermost element to a reader. What is not sound is mended as far as possible,
/// and each such place is reported: bare `&`, names of HTML characters, tags that nothing closes, a file that
/// ends too early. Elements may be nested to any depth, so a reader must not follow them by recursion.
///
/// # Errors
/// When it is no XML, mended or not, and whatever the reader gives.
pub(crate) fn with_root<T>(
    text: &str,
    log: &mut Log,
    read: impl FnOnce(Node<'_>, &mut Log) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let tree = build(text, log).map_err(|fault| refusal(fault, log))?;
    match tree.root() {
        Some(root) => read(root, log),
        None => Err(refusal(Fault::NoElement, log)),
    }
}

fn refusal(fault: Fault, log: &mut Log) -> Failure {
    let mut report = |at: usize, message: &str| {
        let message = format!("Not sound XML: {message}");
        log.push(Diagnostic::new(Severity::Warning, at..at + 1, &Path::Root, message));
    };
    match fault {
        Fault::TooManyAttributes => Failure::unusable(
            format!("This XML has an element with more than {MAX_ATTRIBUTES} attributes"),
            "Check that it is the right file",
        ),
        Fault::TooManyNodes => {
            Failure::unusable("This XML has too many elements to be read", "Split it into several files")
        }
        Fault::NoElement => {
            report(0, "the document does not have a root node");
            Failure::unusable("There is no element in this XML", "Check that it is the right file")
        }
        Fault::Outside(at) => {
            report(at, "unknown token");
            Failure::unusable(
                "This is not sound XML: unknown token",
                "Mend the place that is reported, or save the file again with the program it comes from",
            )
        }
    }
}
