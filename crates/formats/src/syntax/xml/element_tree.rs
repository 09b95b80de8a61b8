//! An XML document as a tree whose nodes know their spans in the source text.

use std::borrow::Cow;
use std::ops::Range;

/// A document: its elements and texts in the order of the file, so that what is in an element stands directly
/// behind it.
pub(crate) struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) entries: Vec<Entry<'t>>,
    pub(super) attributes: Vec<Attribute<'t>>,
}

/// An element or a text.
pub(super) struct Entry<'t> {
    pub kind: Kind<'t>,
    /// Its span in the source text, that of an element with its tags.
    pub span: Range<usize>,
    /// The index of the first entry that is not in it.
    pub next: usize,
}

pub(super) enum Kind<'t> {
    Element {
        name: &'t str,
        /// Indices into [`Tree::attributes`].
        attributes: Range<usize>,
        is_cut: bool,
    },
    Text(Cow<'t, str>),
}

/// An attribute of an element.
pub(crate) struct Attribute<'t> {
    /// Its name without a prefix.
    pub name: &'t str,
    /// Its value with references resolved.
    pub value: Cow<'t, str>,
    /// The span of the value without its quotation marks.
    pub span: Range<usize>,
}

/// An element or text of a tree.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    tree: &'a Tree<'a>,
    index: usize,
    entry: &'a Entry<'a>,
}

impl Tree<'_> {
    /// The outermost element; `None` in a text without any.
    pub(super) fn root(&self) -> Option<Node<'_>> {
        self.node(0)
    }

    fn node(&self, index: usize) -> Option<Node<'_>> {
        Some(Node { tree: self, index, entry: self.entries.get(index)? })
    }
}

impl<'a> Node<'a> {
    pub fn is_element(&self) -> bool {
        matches!(self.entry.kind, Kind::Element { .. })
    }

    /// The name of an element without a prefix; empty for a text.
    pub fn name(&self) -> &'a str {
        match self.entry.kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    /// What a text says; `None` for an element.
    pub fn text(&self) -> Option<&'a str> {
        match &self.entry.kind {
            Kind::Element { .. } => None,
            Kind::Text(text) => Some(text),
        }
    }

    /// The span in the source text, that of an element with its tags.
    pub fn span(&self) -> Range<usize> {
        self.entry.span.clone()
    }

    /// Whether the text ends within this element.
    pub fn is_cut(&self) -> bool {
        matches!(self.entry.kind, Kind::Element { is_cut: true, .. })
    }

    /// The attributes of an element, without declarations of namespaces.
    pub fn attributes(&self) -> &'a [Attribute<'a>] {
        match &self.entry.kind {
            Kind::Element { attributes, .. } => {
                self.tree.attributes.get(attributes.clone()).unwrap_or_default()
            }
            Kind::Text(_) => &[],
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().iter().find(|attribute| attribute.name == name).map(|attribute| &*attribute.value)
    }

    /// What stands directly in an element.
    pub fn children(self) -> impl Iterator<Item = Node<'a>> {
        let end = self.entry.next;
        let first = self.tree.node(self.index + 1);
        let siblings = std::iter::successors(first, |node| node.tree.node(node.entry.next));
        siblings.take_while(move |node| node.index < end)
    }

    /// The node itself and everything below it, in the order of the file.
    pub fn descendants(self) -> impl Iterator<Item = Node<'a>> {
        (self.index..self.entry.next).filter_map(move |index| self.tree.node(index))
    }

    /// The children that have a name, in whatever namespace.
    pub fn children_named(self, name: &str) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(move |child| child.is_element() && child.name() == name)
    }

    /// The first child of a name.
    pub fn child(self, name: &str) -> Option<Node<'a>> {
        self.children_named(name).next()
    }

    /// All text in an element and below it, without space at the ends.
    pub fn text_below(self) -> String {
        let text: String = self.descendants().filter_map(|node| node.text()).collect();
        text.trim().to_owned()
    }

    /// The text in the first child of a name; `None` where there is no such child or nothing in it.
    pub fn child_text(self, name: &str) -> Option<String> {
        self.child(name).map(Node::text_below).filter(|text| !text.is_empty())
    }

    /// What stands in an element, as text or, where it holds elements itself, as the HTML that it is.
    pub fn inner(self) -> String {
        if self.children().all(|child| !child.is_element()) {
            return self.children().filter_map(|child| child.text()).collect();
        }
        let start = self.children().next().map_or(0, |first| first.entry.span.start);
        let end = self.children().last().map_or(0, |last| last.entry.span.end);
        self.tree.text.get(start..end).unwrap_or_default().to_owned()
    }
}
