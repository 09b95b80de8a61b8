//! A YAML text as a tree of values with their offsets. Where the syntax is wrong, one event or one field is
//! lost, and reading goes on behind it.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Input, Parser, ScalarStyle, Span, Tag};

use super::fault::{DEEPEST, Fault};
use super::offsets::Offsets;

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    pub value: Value,
    /// Bytes of the text.
    pub origin: Range<usize>,
    /// Whether an anchor or a tag stands before it.
    pub has_properties: bool,
}

/// A value; others in it are indexes in [`Tree::nodes`].
#[derive(Debug)]
pub(crate) enum Value {
    /// A text, and whether it stands there without quotation marks, so that it can be a number or null.
    Scalar { text: String, is_plain: bool },
    /// A list.
    List(Vec<usize>),
    /// Names and values.
    Map(Vec<(usize, usize)>),
    /// The value of an anchor.
    Alias(usize),
    /// An event whose syntax is wrong.
    Broken(Fault),
}

/// A text as values.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub nodes: Vec<Node>,
    /// The outermost value of each document of the text.
    pub documents: Vec<usize>,
}

/// A list or a mapping that is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub node: usize,
    /// In a mapping, the name whose value comes next.
    pub key: Option<usize>,
}

/// A part of the text that is parsed by itself.
#[derive(Debug, Default)]
pub(super) struct Segment {
    /// Where it begins.
    pub from: usize,
    /// What the parser is told before it, so that it knows what it is in.
    pub prefix: String,
    /// How many values of the parser's beginning are known already.
    pub skip: usize,
}

/// What is read so far.
pub(super) struct Growing<'a> {
    pub text: &'a str,
    pub tree: Tree,
    pub open: Vec<Open>,
    offsets: Offsets<'a>,
    /// The values of anchors, by the numbers that the parser gives them.
    pub anchors: HashMap<usize, usize>,
    /// The first tag that means nothing.
    pub tags: Option<Range<usize>>,
}

impl Tree {
    pub fn node(&self, id: usize) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The text of a scalar.
    pub fn text_of(&self, id: usize) -> Option<&str> {
        match &self.nodes.get(id)?.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

impl<'a> Growing<'a> {
    /// Nothing is read yet.
    pub fn new(text: &'a str) -> Growing<'a> {
        Growing {
            text,
            tree: Tree::default(),
            open: Vec::new(),
            offsets: Offsets::new(text),
            anchors: HashMap::new(),
            tags: None,
        }
    }
}

impl Growing<'_> {
    /// Reads the events of the parser to their end.
    ///
    /// # Errors
    /// At the first offset where the syntax is wrong.
    pub fn feed<'s, T: Input>(&mut self, parser: Parser<'s, T>, segment: &Segment) -> Result<(), Fault> {
        let mut parser = parser;
        let mut skipped = 0;
        while let Some(next) = parser.next_event() {
            let (event, span) = next.map_err(|error| Fault {
                at: self.byte(segment, error.marker().index()),
                message: error.info().to_owned(),
            })?;
            let is_value = matches!(
                event,
                Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_)
            );
            if is_value && skipped < segment.skip {
                skipped += 1;
                continue;
            }
            self.take(event, self.range(segment, span))?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>, origin: Range<usize>) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = self.is_plain(style, tag.as_deref(), &origin);
                let node = self.add(Value::Scalar { text: text.into_owned(), is_plain }, origin, anchor);
                self.note_tag(node, tag.is_some());
            }
            Event::SequenceStart(anchor, tag) => {
                self.remark_tag(tag.as_deref(), &origin);
                let node = self.begin(Value::List(Vec::new()), origin, anchor)?;
                self.note_tag(node, tag.is_some());
            }
            Event::MappingStart(anchor, tag) => {
                self.remark_tag(tag.as_deref(), &origin);
                let node = self.begin(Value::Map(Vec::new()), origin, anchor)?;
                self.note_tag(node, tag.is_some());
            }
            Event::Alias(anchor) => {
                let value = match self.anchors.get(&anchor) {
                    Some(target) => Value::Alias(*target),
                    None => return Err(Fault { at: origin.start, message: "unknown anchor".to_owned() }),
                };
                self.add(value, origin, 0);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.close(open.node, &origin);
                }
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn note_tag(&mut self, node: usize, has_tag: bool) {
        if let Some(node) = self.tree.nodes.get_mut(node) {
            node.has_properties |= has_tag;
        }
    }

    fn begin(&mut self, value: Value, origin: Range<usize>, anchor: usize) -> Result<usize, Fault> {
        if self.open.len() >= DEEPEST {
            let message = format!("more than {DEEPEST} lists and mappings lie within each other");
            return Err(Fault { at: origin.start, message });
        }
        let node = self.add(value, origin, anchor);
        self.open.push(Open { node, key: None });
        Ok(node)
    }

    /// Adds a value where the next one belongs.
    pub fn add(&mut self, value: Value, origin: Range<usize>, anchor: usize) -> usize {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node { value, origin, has_properties: anchor > 0 });
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        let Some(open) = self.open.last_mut() else {
            self.tree.documents.push(id);
            return id;
        };
        match self.tree.nodes.get_mut(open.node).map(|node| &mut node.value) {
            Some(Value::List(elements)) => elements.push(id),
            Some(Value::Map(members)) => match open.key.take() {
                Some(key) => members.push((key, id)),
                None => open.key = Some(id),
            },
            _ => {}
        }
        id
    }

    /// A list or mapping ends with its last value, or with its bracket.
    fn close(&mut self, id: usize, end: &Range<usize>) {
        let last = match self.tree.nodes.get(id).map(|node| &node.value) {
            Some(Value::List(elements)) => elements.last().copied(),
            Some(Value::Map(members)) => members.last().map(|(_, value)| *value),
            _ => None,
        };
        let last = last.and_then(|id| self.tree.nodes.get(id)).map_or(0, |node| node.origin.end);
        if let Some(node) = self.tree.nodes.get_mut(id) {
            let bracket = if end.is_empty() { 0 } else { end.end };
            node.origin.end = node.origin.end.max(last).max(bracket);
        }
    }

    /// Whether a scalar can be something else than a text.
    fn is_plain(&mut self, style: ScalarStyle, tag: Option<&Tag>, origin: &Range<usize>) -> bool {
        match tag {
            Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => false,
            Some(tag) if tag.is_yaml_core_schema() => true,
            Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => false,
            tag => {
                self.remark_tag(tag, origin);
                style == ScalarStyle::Plain
            }
        }
    }

    fn remark_tag(&mut self, tag: Option<&Tag>, origin: &Range<usize>) {
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) && self.tags.is_none() {
            self.tags = Some(origin.clone());
        }
    }

    fn range(&self, segment: &Segment, span: Span) -> Range<usize> {
        let start = self.byte(segment, span.start.index());
        start..self.byte(segment, span.end.index()).max(start)
    }

    /// The byte of the text that a character of a segment is.
    fn byte(&self, segment: &Segment, character: usize) -> usize {
        if segment.from == 0 {
            return self.offsets.byte(character);
        }
        let before = self.offsets.character(segment.from);
        self.offsets.byte(before + character.saturating_sub(segment.prefix.chars().count()))
    }
}
