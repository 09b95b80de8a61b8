//! XML with places: parsed within bounds, mended where it is not sound, and read by the importers of XML
//! formats.
//!
//! Nothing outside the file is ever fetched, and entities that a file declares itself are not expanded, so
//! that no file becomes larger by being read.

mod mend;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub(crate) use roxmltree::Node;
use roxmltree::{Document, Error, ParsingOptions};

use self::mend::Mended;
use crate::reader::Failure;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// More elements, texts and comments than this are not read; a file of a million events has about four
/// million.
const MOST_NODES: u32 = 20_000_000;
/// An element with more attributes than this is not read, since they are compared with each other.
const MOST_ATTRIBUTES: usize = 256;

/// A document whose nodes know their places in the source text.
pub(crate) struct Tree<'t> {
    document: &'t Document<'t>,
    mended: Option<&'t Mended>,
}

/// Parses a text and hands it to a reader. What is not sound is mended as far as possible, and each such
/// place is reported: bare `&`, names of HTML characters, tags that nothing closes, a file that ends too
/// early. Elements may be nested to any depth, so a reader must not follow them by recursion.
///
/// # Errors
/// When it is no XML, mended or not, and whatever the reader gives.
pub(crate) fn with_tree<T>(
    text: &str,
    log: &mut Log,
    read: impl FnOnce(&Tree<'_>, &mut Log) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if has_many_attributes(text) {
        return Err(Failure::unusable(
            format!("This XML has an element with more than {MOST_ATTRIBUTES} attributes"),
            "Check that it is the right file",
        ));
    }
    let error = match parsed(text) {
        Ok(document) => return read(&Tree { document: &document, mended: None }, log),
        Err(error) => error,
    };
    if matches!(error, Error::NodesLimitReached | Error::AttributesLimitReached) {
        return Err(refusal(&error));
    }
    let findings = log.len();
    let mended = mend::mended(text, log);
    match parsed(&mended.text) {
        Ok(document) => {
            if log.len() == findings {
                log.push(report(&error, place_of(&error, text)));
            }
            read(&Tree { document: &document, mended: Some(&mended) }, log)
        }
        Err(rest) => {
            log.push(report(&rest, mended.place(place_of(&rest, &mended.text)..0).start));
            Err(refusal(&rest))
        }
    }
}

fn parsed(text: &str) -> Result<Document<'_>, Error> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
}

/// Whether some tag has more attributes than are read, as far as their `=` tell.
fn has_many_attributes(text: &str) -> bool {
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()) {
        let rest = text.get(at + start..).unwrap_or_default();
        let length = mend::end_of_tag(rest).unwrap_or(1);
        let tag = rest.get(..length).unwrap_or_default();
        let values = || {
            let ends = tag.split('=').skip(1).filter(|rest| rest.trim_start().starts_with(['"', '\'']));
            ends.count()
        };
        if length > MOST_ATTRIBUTES * 4 && values() > MOST_ATTRIBUTES {
            return true;
        }
        at += start + length;
    }
    false
}

fn refusal(error: &Error) -> Failure {
    match error {
        Error::NodesLimitReached | Error::AttributesLimitReached => {
            Failure::unusable("This XML has too many elements to be read", "Split it into several files")
        }
        Error::NoRootNode => {
            Failure::unusable("There is no element in this XML", "Check that it is the right file")
        }
        _ => Failure::unusable(
            format!("This is not sound XML: {}", words_of(error)),
            "Mend the place that is reported, or save the file again with the program it comes from",
        ),
    }
}

fn report(error: &Error, at: usize) -> Diagnostic {
    let message = format!("Not sound XML: {}", words_of(error));
    Diagnostic::new(Severity::Warning, at..at + 1, &Path::Root, message)
}

/// What the parser says, without the place, which the finding tells.
fn words_of(error: &Error) -> String {
    let words = error.to_string();
    let place = format!(" at {}", error.pos());
    words.replace(&place, "")
}

/// The byte of the text that an error is about.
fn place_of(error: &Error, text: &str) -> usize {
    let place = error.pos();
    let (row, column) = (place.row.max(1) as usize, place.col.max(1) as usize);
    let line = match row {
        1 => 0,
        _ => text.match_indices('\n').nth(row - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = text.get(line..).unwrap_or_default();
    line + rest.char_indices().nth(column - 1).map_or(0, |(at, _)| at)
}

impl<'t> Tree<'t> {
    /// The outermost element.
    pub fn root(&self) -> Node<'t, 't> {
        self.document.root_element()
    }

    /// The bytes of an element or text in the source text.
    pub fn place(&self, node: Node<'_, '_>) -> Range<usize> {
        self.original(node.range())
    }

    /// The bytes of an attribute's value without its quotation marks; those of the element where it has no
    /// such attribute.
    pub fn attribute_place(&self, node: Node<'_, '_>, name: &str) -> Range<usize> {
        match node.attributes().find(|attribute| attribute.name() == name) {
            Some(attribute) => self.original(attribute.range_value()),
            None => self.place(node),
        }
    }

    /// Whether the text ends within this element.
    pub fn is_cut(&self, node: Node<'_, '_>) -> bool {
        self.mended.is_some_and(|mended| node.range().end > mended.end)
    }

    /// What stands in an element, as text or, where it holds elements itself, as the HTML that it is.
    pub fn inner(&self, node: Node<'_, '_>) -> String {
        if !node.has_children() {
            return String::new();
        }
        if node.children().all(|child| !child.is_element()) {
            return node.children().filter_map(|child| child.text()).collect();
        }
        let (first, last) = (node.first_child(), node.last_child());
        let range = first.map_or(0, |first| first.range().start)..last.map_or(0, |last| last.range().end);
        node.document().input_text().get(range).unwrap_or_default().to_owned()
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        self.mended.map_or(range.clone(), |mended| mended.place(range))
    }
}

/// The children of an element that have a name, in whatever namespace.
pub(crate) fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first child of a name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The words in an element and all below it, without space at the ends.
pub(crate) fn text_of(node: Node<'_, '_>) -> String {
    let words: String = node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
    words.trim().to_owned()
}

/// The words in the first child of a name; `None` where there is no such child or nothing in it.
pub(crate) fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).map(text_of).filter(|text| !text.is_empty())
}
