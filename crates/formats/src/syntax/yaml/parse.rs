//! From a YAML text to its tree: the parser runs again behind each slip in the syntax.

use saphyr_parser::Parser;

use super::recovery;
use super::tree::{Growing, Segment, Tree};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// Reads a text; what is wrong in its syntax is reported, or stands in the tree as a broken event.
pub(super) fn parse(text: &str, log: &mut Log) -> Tree {
    let mut growing = Growing::new(text);
    let mut ended = growing.feed(Parser::new_from_str(text), &Segment::default());
    let mut budget = recovery::Budget::of(text);
    while let Err(fault) = ended {
        let Some(segment) = recovery::resume(&mut growing, fault, &mut budget, log) else { break };
        growing.anchors.clear();
        let rest = text.get(segment.from..).unwrap_or_default();
        let parser = Parser::new_from_iter(segment.prefix.chars().chain(rest.chars()));
        ended = growing.feed(parser, &segment);
    }
    if let Some(place) = growing.tags {
        log.push(
            Diagnostic::new(Severity::Note, place, &Path::Root, "Tags mean nothing in this format")
                .effect("The values are read without them"),
        );
    }
    growing.tree
}
