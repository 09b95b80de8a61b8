//! The components of a calendar file: what BEGIN and END enclose, also where an END is missing.

use std::collections::BTreeMap;
use std::ops::Range;

use super::content_lines::{Content, Line, Lines};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// An END is looked for in so many open components; more are nobody's calendar.
const DEEPEST: usize = 16;

/// Components that a calendar holds directly, and that therefore end whatever is still open before them.
const DIRECT: [&str; 6] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"];

/// Properties whose words other programs forget to fold.
const TEXTS: [&str; 5] = ["SUMMARY", "DESCRIPTION", "COMMENT", "LOCATION", "X-ALT-DESC"];

/// What stands between BEGIN and END.
#[derive(Debug)]
pub(super) struct Component<'a> {
    /// Its name in capital letters: "VEVENT".
    pub kind: String,
    /// Its span in the list of the one around it.
    pub parent: Option<usize>,
    /// Which calendar it stands in, from 0.
    pub calendar: usize,
    /// Its own properties.
    pub lines: Vec<Line<'a>>,
    /// Lines that continue a text without being folded: to which property, and their words.
    pub continued: Vec<(usize, String)>,
    /// From its BEGIN to its END.
    pub span: Range<usize>,
}

impl Component<'_> {
    /// The first property of a name.
    pub fn line(&self, name: &str) -> Option<&Line<'_>> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The words of the first property of a name, as they are written.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.line(name).map(|line| line.value.trim()).filter(|value| !value.is_empty())
    }
}

/// Reads the components of a text, in the order in which they begin. What is wrong with their frame is
/// reported.
pub(super) fn components<'a>(text: &'a str, log: &mut Log) -> Vec<Component<'a>> {
    let mut frame = Frame { list: Vec::new(), open: Vec::new(), calendars: 0, outside: None };
    for content in Lines::of(text) {
        match content {
            Content::Property(line) => match line.name.as_str() {
                "BEGIN" => frame.begin(line, log),
                "END" => frame.end(line, log),
                _ => frame.property(line),
            },
            Content::Broken(words, span) => frame.broken(&words, span, log),
        }
    }
    if let Some(innermost) = frame.open.last().and_then(|index| frame.list.get(*index)) {
        let message = format!("The file ends within this {}", innermost.kind);
        let at = innermost.span.start..innermost.span.start + "BEGIN:".len() + innermost.kind.len();
        log.push(
            Diagnostic::new(Severity::Error, at, &Path::Root, message)
                .hint(format!("Add END:{}", innermost.kind))
                .effect("Read as far as it goes"),
        );
    }
    for index in std::mem::take(&mut frame.open) {
        if let Some(component) = frame.list.get_mut(index) {
            component.span.end = text.len();
        }
    }
    frame.report_outside(log);
    frame.list
}

/// How many there are of each kind, in words: "1 VFREEBUSY and 2 VTIMEZONE".
pub(super) fn counted<'k>(kinds: impl Iterator<Item = &'k str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let words: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

struct Frame<'a> {
    list: Vec<Component<'a>>,
    open: Vec<usize>,
    calendars: usize,
    /// The first property outside of everything, and how many there are.
    outside: Option<(Range<usize>, usize)>,
}

impl<'a> Frame<'a> {
    fn begin(&mut self, line: Line<'a>, log: &mut Log) {
        let kind = line.value.trim().to_ascii_uppercase();
        let keeps = match kind.as_str() {
            "VCALENDAR" => 0,
            kind if DIRECT.contains(&kind) => {
                let is_calendar =
                    |index: &usize| self.list.get(*index).is_some_and(|open| open.kind == "VCALENDAR");
                self.open.iter().position(is_calendar).map_or(0, |span| span + 1)
            }
            _ => self.open.len(),
        };
        self.close(keeps, line.span.start, log);
        if kind == "VCALENDAR" {
            self.calendars += 1;
        }
        self.list.push(Component {
            kind,
            parent: self.open.last().copied(),
            calendar: self.calendars.saturating_sub(1),
            lines: Vec::new(),
            continued: Vec::new(),
            span: line.span,
        });
        self.open.push(self.list.len() - 1);
    }

    fn end(&mut self, line: Line<'a>, log: &mut Log) {
        let kind = line.value.trim().to_ascii_uppercase();
        let is_it = |index: &usize| self.list.get(*index).is_some_and(|open| open.kind == kind);
        let nearest = self.open.iter().rev().take(DEEPEST).position(is_it);
        let Some(above) = nearest else {
            let message = format!("No {kind} is open here");
            let finding = Diagnostic::new(Severity::Warning, line.span, &Path::Root, message);
            log.push(finding.hint("Remove this line").effect("The line is left out"));
            return;
        };
        let span = self.open.len() - 1 - above;
        self.close(span + 1, line.span.start, log);
        if let Some(component) = self.open.pop().and_then(|index| self.list.get_mut(index)) {
            component.span.end = line.span.end;
        }
    }

    /// Closes what is open beyond the outermost `keeps`, because it must have ended before `at`.
    fn close(&mut self, keeps: usize, at: usize, log: &mut Log) {
        while self.open.len() > keeps {
            let Some(component) = self.open.pop().and_then(|index| self.list.get_mut(index)) else { return };
            let head =
                component.span.start..component.span.end.min(component.span.start + 6 + component.kind.len());
            component.span.end = at;
            let message = format!("The end of this {} is missing", component.kind);
            let finding = Diagnostic::new(Severity::Error, head, &Path::Root, message);
            log.push(
                finding
                    .hint(format!("Add END:{}", component.kind))
                    .effect("Read up to where the next one begins"),
            );
        }
    }

    fn property(&mut self, line: Line<'a>) {
        match self.open.last().and_then(|index| self.list.get_mut(*index)) {
            Some(component) => component.lines.push(line),
            None => self.outside.get_or_insert((line.span, 0)).1 += 1,
        }
    }

    /// A line that is no property: mostly the rest of a text that was not folded.
    fn broken(&mut self, words: &str, span: Range<usize>, log: &mut Log) {
        let finding = Diagnostic::new(Severity::Warning, span.clone(), &Path::Root, "This is no property");
        let finding = finding.found(words).expected("NAME:value, or a space before what continues a line");
        let Some(component) = self.open.last().and_then(|index| self.list.get_mut(*index)) else {
            self.outside.get_or_insert((span, 0)).1 += 1;
            return;
        };
        let last = component.lines.len().checked_sub(1);
        match last
            .filter(|last| component.lines.get(*last).is_some_and(|line| TEXTS.contains(&line.name.as_str())))
        {
            Some(last) => {
                component.continued.push((last, words.to_owned()));
                let mut finding = finding.hint("Put a space before it");
                finding.is_repaired = true;
                log.push(finding.effect("Read as more of the line before"));
            }
            None => log.push(finding.effect("The line is left out")),
        }
    }

    fn report_outside(&self, log: &mut Log) {
        let Some((span, count)) = &self.outside else { return };
        let message = match count {
            1 => "This line stands in no component".to_owned(),
            count => format!("This line and {} others stand in no component", count - 1),
        };
        let finding = Diagnostic::new(Severity::Warning, span.clone(), &Path::Root, message);
        log.push(finding.expected("BEGIN:VCALENDAR before it").effect("Left out"));
    }
}
