//! Where reading goes on behind wrong syntax: at the next event of the list, or at the next field of the
//! file.

use super::fault::Fault;
use super::tree::{Growing, Open, Segment, Value};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// How much may be read again; a text that is wrong everywhere must not take long.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
}

impl Budget {
    pub fn of(text: &str) -> Budget {
        Budget { bytes: (64 << 20) + 2 * text.len() }
    }
}

/// Deals with wrong syntax, and says where to go on; `None` where nothing behind it can be read.
pub(super) fn resume(
    growing: &mut Growing<'_>,
    fault: Fault,
    budget: &mut Budget,
    log: &mut Log,
) -> Option<Segment> {
    let segment = match list_of_events(growing) {
        Some(level) => behind_event(growing, level, fault.clone()),
        None => behind_field(growing, &fault, log),
    };
    let cost =
        growing.text.len() - segment.as_ref().map_or(0, |segment| segment.from.min(growing.text.len()));
    let within = budget.bytes.checked_sub(cost);
    budget.bytes = within.unwrap_or_default();
    if within.is_none() && segment.is_some() {
        log.push(syntax_error(&fault, "Nothing behind this place is read"));
        return None;
    }
    segment
}

fn syntax_error(fault: &Fault, effect: &str) -> Diagnostic {
    let message = format!("Not YAML: {}", fault.message);
    Diagnostic::new(Severity::Error, fault.at..fault.at + 1, &Path::Root, message)
        .hint(fault.hint())
        .effect(effect)
}

/// The level of the list of events among what is open, where its elements begin with hyphens.
fn list_of_events(growing: &Growing<'_>) -> Option<usize> {
    let level = match growing.open.as_slice() {
        [first, ..] if is_list(growing, first) => 0,
        [first, second, ..] if is_list(growing, second) && last_name(growing, first) == Some("events") => 1,
        _ => return None,
    };
    let start = origin_of(growing, growing.open.get(level)?)?.start;
    growing.text.get(start..)?.starts_with('-').then_some(level)
}

/// The last element of a list, unless that is known to be broken.
fn last_element(growing: &Growing<'_>, list: usize) -> Option<usize> {
    let Value::List(elements) = &growing.tree.node(list)?.value else { return None };
    let last = *elements.last()?;
    let is_sound = !matches!(growing.tree.node(last)?.value, Value::Broken(_));
    is_sound.then_some(last)
}

fn is_list(growing: &Growing<'_>, open: &Open) -> bool {
    growing.tree.node(open.node).is_some_and(|node| matches!(node.value, Value::List(_)))
}

fn origin_of(growing: &Growing<'_>, open: &Open) -> Option<std::ops::Range<usize>> {
    growing.tree.node(open.node).map(|node| node.origin.clone())
}

/// The name of the last member of a mapping, complete or not.
fn last_name<'g>(growing: &'g Growing<'_>, open: &Open) -> Option<&'g str> {
    let key = match (open.key, &growing.tree.node(open.node)?.value) {
        (Some(key), _) => key,
        (None, Value::Map(members)) => members.last()?.0,
        _ => return None,
    };
    growing.tree.text_of(key)
}

/// The event that is being read is broken; the next one begins with a hyphen in the same column.
fn behind_event(growing: &mut Growing<'_>, level: usize, fault: Fault) -> Option<Segment> {
    let text = growing.text;
    let list = *growing.open.get(level)?;
    let list_start = origin_of(growing, &list)?.start;
    let column = list_start - line_start(text, list_start);
    let fault_line = line_start(text, fault.at);
    let is_new = text.get(fault_line..).is_some_and(|line| line.trim_start().starts_with('-'));
    let unfinished = match growing.open.get(level + 1) {
        Some(open) => Some(open.node),
        // A line that begins no event and does not fit to the one before it spoils that one.
        None if !is_new => last_element(growing, list.node),
        None => None,
    };
    let start = match unfinished.and_then(|id| growing.tree.node(id)) {
        Some(node) => line_start(text, node.origin.start),
        None => fault_line,
    };
    let next = lines_behind(text, start).find(|(_, line)| {
        let is_content = !line.trim().is_empty() && !line.trim_start().starts_with('#');
        is_content && indent_of(line) <= column
    });
    let end = next.map_or(text.len(), |(at, _)| at);
    growing.open.truncate(level + 1);
    if let Some(node) = growing.tree.nodes.get_mut(list.node)
        && let Value::List(elements) = &mut node.value
        && unfinished.is_some()
    {
        elements.pop();
    }
    let at = if (start..end).contains(&fault.at) { fault.at } else { start + indent_of(text.get(start..)?) };
    let trimmed = text.get(start..end).unwrap_or_default().trim_end().len();
    let origin = at.min(start + indent_of(text.get(start..)?))..start + trimmed;
    growing.add(Value::Broken(Fault { at, ..fault }), origin.start..origin.end.max(origin.start), 0);
    let (from, line) = next?;
    if indent_of(line) == column && line.trim_start().starts_with('-') && !line.starts_with("---") {
        let outer = growing.open.first().filter(|_| level > 0).and_then(|open| origin_of(growing, open));
        let indent = outer.map_or(0, |origin| origin.start - line_start(text, origin.start));
        let (prefix, skip) =
            if level == 0 { (String::new(), 1) } else { (format!("{}events:\n", " ".repeat(indent)), 3) };
        return Some(Segment { from, prefix, skip });
    }
    growing.open.truncate(level);
    if line.starts_with("---") {
        growing.open.clear();
        return Some(Segment { from, prefix: String::new(), skip: 0 });
    }
    (level > 0).then(|| Segment { from, prefix: String::new(), skip: 1 })
}

/// A field of the file is broken; the next one begins in the same column.
fn behind_field(growing: &mut Growing<'_>, fault: &Fault, log: &mut Log) -> Option<Segment> {
    let text = growing.text;
    if growing.open.is_empty() && growing.tree.documents.is_empty() {
        let start = line_start(text, fault.at);
        let node = growing.add(Value::Map(Vec::new()), start..start, 0);
        growing.open.push(Open { node, key: None });
    }
    let first = growing.open.first().copied();
    let root = first.and_then(|open| growing.tree.nodes.get_mut(open.node));
    let (Some(open), Some(root)) = (first, root) else {
        log.push(syntax_error(fault, "Nothing behind this place is read"));
        return None;
    };
    let column = root.origin.start - line_start(text, root.origin.start);
    let Value::Map(members) = &mut root.value else {
        log.push(syntax_error(fault, "Nothing behind this place is read"));
        return None;
    };
    let is_within = growing.open.len() > 1;
    let key = open.key.or_else(|| if is_within { members.pop().map(|(key, _)| key) } else { None });
    let key_start = key.and_then(|key| growing.tree.node(key)).map(|node| node.origin.start);
    let start = line_start(text, key_start.unwrap_or(fault.at));
    let next = lines_behind(text, start).find(|(_, line)| {
        let body = line.trim_start();
        indent_of(line) == column && !body.starts_with(['#', '-', '}', ']']) && body.contains(':')
    });
    growing.open.truncate(1);
    if let Some(open) = growing.open.first_mut() {
        open.key = None;
    }
    let effect = match (key.and_then(|key| growing.tree.text_of(key)), &next) {
        (_, None) => "Nothing behind this place is read".to_owned(),
        (Some(name), _) => format!("{name} is left out"),
        (None, _) => "This line is left out".to_owned(),
    };
    log.push(syntax_error(fault, &effect));
    let (from, _) = next?;
    Some(Segment { from, prefix: String::new(), skip: 1 })
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1)
}

/// The lines behind the one that begins at a place, and where they begin.
fn lines_behind(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    let rest = text.get(start..).unwrap_or_default();
    let lines = rest.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    });
    lines.skip(1)
}

/// How many spaces a line begins with.
fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
