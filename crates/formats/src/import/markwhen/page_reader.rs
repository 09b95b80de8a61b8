//! Goes through the lines of a Markwhen text: pages, sections, events and what belongs to them.

use super::event_head;
use super::event_head::Head;
use super::page_header::Header;
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use dateline_time::phrases::DayOrder;

/// An event as its lines.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Where its first line begins in the text.
    pub at: usize,
    /// Where its last line ends.
    pub end: usize,
    pub head: Head,
    pub first: &'a str,
    /// The lines behind the first one, and where they begin.
    pub lines: Vec<(usize, &'a str)>,
    /// The names of the sections around it, joined; empty outside of all.
    pub lane: String,
    /// Tags of the groups around it.
    pub tags: Vec<String>,
    /// The page that it stands on, from 0.
    pub page: usize,
    /// Findings about its lines.
    pub findings: Vec<Diagnostic>,
}

/// A section that is open.
#[derive(Debug)]
struct Section {
    label: String,
    tags: Vec<String>,
    /// The level of a heading; `None` of a section that is closed by a word.
    level: Option<usize>,
    at: usize,
}

/// A text as its pages and events.
#[derive(Debug, Default)]
pub(super) struct Reader<'a> {
    /// The heads of the pages.
    pub pages: Vec<Header>,
    pub items: Vec<Item<'a>>,
    /// Findings that belong to no event.
    pub findings: Vec<Diagnostic>,
    sections: Vec<Section>,
    is_in_header: bool,
    /// Whether the last line that was read belongs to the event read last.
    is_in_event: bool,
    /// Whether the header stands between lines of hyphens.
    is_fenced: bool,
}

const PAGE_BREAK: &str = "_-_-_break_-_-_";

impl<'a> Reader<'a> {
    /// Reads a text.
    pub fn of(text: &'a str) -> Reader<'a> {
        let mut reader = Reader { pages: vec![Header::default()], is_in_header: true, ..Reader::default() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            if reader.is_in_header && is_fence(trimmed) {
                reader.fence(text.get(at + line.len()..).unwrap_or_default());
            } else {
                reader.line(line.trim_end_matches(['\n', '\r']), at);
            }
            at += line.len();
        }
        reader.end_page();
        reader
    }

    fn line(&mut self, line: &'a str, at: usize) {
        let trimmed = line.trim();
        if trimmed == PAGE_BREAK {
            self.end_page();
            self.pages.push(Header::default());
            self.is_in_header = true;
            return;
        }
        if trimmed.starts_with("//") {
            return;
        }
        if self.is_in_header && self.is_fenced {
            self.header_line(line, at);
            return;
        }
        if self.section(line, at) {
            (self.is_in_header, self.is_in_event) = (false, false);
            return;
        }
        let order = self.pages.last().and_then(|page| page.order).unwrap_or(DayOrder::MonthFirst);
        if let Some(head) = event_head::read(line, order) {
            self.begin_event(line, at, head);
            return;
        }
        if self.is_in_header {
            self.header_line(line, at);
        } else {
            self.further_line(line, at);
        }
    }

    /// A line of hyphens in the header; the first one of a pair only if the other follows on this page.
    fn fence(&mut self, rest: &str) {
        if self.is_fenced {
            (self.is_in_header, self.is_fenced) = (false, false);
            return;
        }
        let mut lines = rest.lines().map(str::trim).take_while(|line| *line != PAGE_BREAK);
        self.is_fenced = lines.any(is_fence);
    }

    fn header_line(&mut self, line: &str, at: usize) {
        if let Some(header) = self.pages.last_mut() {
            header.line(line, at);
        }
    }

    fn begin_event(&mut self, line: &'a str, at: usize, head: Head) {
        (self.is_in_header, self.is_in_event) = (false, true);
        let labels: Vec<&str> = self
            .sections
            .iter()
            .map(|section| section.label.as_str())
            .filter(|label| !label.is_empty())
            .collect();
        self.items.push(Item {
            at,
            end: at + line.trim_end().len(),
            head,
            first: line,
            lines: Vec::new(),
            lane: labels.join(" / "),
            tags: self.sections.iter().flat_map(|section| section.tags.iter().cloned()).collect(),
            page: self.pages.len().saturating_sub(1),
            findings: Vec::new(),
        });
    }

    /// A line that begins nothing belongs to the event before, if there is one.
    fn further_line(&mut self, line: &'a str, at: usize) {
        if let Some(item) = self.items.last_mut().filter(|_| self.is_in_event) {
            let first_of_line = line.chars().next();
            if first_of_line.is_some_and(char::is_alphanumeric) && event_head::may_be_meant(line) {
                let message =
                    "This line may be meant as an event of its own, but no date before its colon can be read";
                let place = at..at + line.find(':').unwrap_or(line.len());
                let finding = Diagnostic::new(Severity::Warning, place, &Path::Root, message);
                item.findings.push(
                    finding
                        .found(line.split(':').next().unwrap_or_default())
                        .expected("A date such as 2022-03-29, March 2022 or 2021 - 2023")
                        .effect("Read as a part of the event before"),
                );
            }
            item.lines.push((at, line));
            if !line.trim().is_empty() {
                item.end = at + line.trim_end().len();
            }
            return;
        }
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return;
        }
        let start = at + line.len() - line.trim_start().len();
        let message = "This line belongs to no event";
        let finding = Diagnostic::new(Severity::Warning, start..start + trimmed.len(), &Path::Root, message);
        self.findings.push(
            finding
                .found(trimmed)
                .hint("Write a date and a colon before it, or // to make it a comment")
                .effect("Not shown"),
        );
    }

    /// Reads the beginning or the end of a section; says whether the line is one.
    fn section(&mut self, line: &str, at: usize) -> bool {
        let trimmed = line.trim();
        if ["endSection", "endGroup"].iter().any(|word| trimmed.eq_ignore_ascii_case(word)) {
            let last = self.sections.iter().rposition(|section| section.level.is_none());
            match last {
                Some(last) => self.sections.truncate(last),
                None => {
                    let start = at + line.len() - line.trim_start().len();
                    let message = "Nothing is open that this could close";
                    let place = start..start + trimmed.len();
                    let finding = Diagnostic::new(Severity::Note, place, &Path::Root, message);
                    self.findings.push(finding.found(trimmed).effect("Passed over"));
                }
            }
            return true;
        }
        let hashes = trimmed.len() - trimmed.trim_start_matches('#').len();
        let title = trimmed.get(hashes..).unwrap_or_default();
        if (1..=6).contains(&hashes) && title.starts_with([' ', '\t']) && !title.trim().is_empty() {
            let outer =
                self.sections.iter().position(|section| section.level.is_some_and(|level| level >= hashes));
            if let Some(outer) = outer {
                self.sections.truncate(outer);
            }
            self.open(title, Some(hashes), at);
            return true;
        }
        let word = trimmed.split_whitespace().next().unwrap_or_default();
        if word == "section" || word == "group" {
            self.open(trimmed.get(word.len()..).unwrap_or_default(), None, at);
            return true;
        }
        false
    }

    fn open(&mut self, title: &str, level: Option<usize>, at: usize) {
        let line = super::entry_text::first_line(title.trim());
        // The old notation has a colon before the tags.
        let label = line.words.trim().trim_end_matches(':').trim().to_owned();
        self.sections.push(Section { label, tags: line.tags, level, at });
    }

    fn end_page(&mut self) {
        for section in self.sections.drain(..).filter(|section| section.level.is_none()) {
            let place = section.at..section.at + 1;
            let finding = Diagnostic::new(Severity::Note, place, &Path::Root, "This section is not closed");
            self.findings
                .push(finding.found(&section.label).hint("Write endSection").effect("It ends with the page"));
        }
        (self.is_in_event, self.is_fenced) = (false, false);
    }
}

fn is_fence(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| byte == b'-')
}
