//! The Timeline Project: `.timeline` files in XML.
//!
//! The program always stores times of day and leaves it to the reader whether they mean anything. What begins
//! and ends at midnight (or one second before) is read as whole days, and as the program itself says "8 to 10
//! November", the last day counts. Years are counted astronomically, as it counts them: 0 is 1 BCE.
//!
//! - Categories are lanes, named with the categories around them; further ones of an event are tags.
//! - Eras are events tagged "era". Containers, `[1] Text`, are events of which those with `(1) Text` are
//!   parts.
//! - Fuzzy ends are approximate (`~`), an event that ends today is open, and progress below 100 is going on.
//! - Times of other calendars than the Gregorian one are kept in words, without a position in time.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Draft, Importer, Link, link, markdown_from_text};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::json_text;
use crate::syntax::xml::{Node, with_root};
use dateline_time::phrases::DateParts;
use dateline_time::{Date, DateError};
use dateline_timeline::model::{Basis, RelationKind, Status, View};

/// How important a milestone is.
const MILESTONE: f32 = 0.8;
/// Most categories around a category that its label names.
const MOST_PARENTS: usize = 8;

/// Fields of an event that are read; others stay beside it.
const KNOWN: [&str; 14] = [
    "start",
    "end",
    "text",
    "progress",
    "fuzzy",
    "fuzzy_start",
    "fuzzy_end",
    "ends_today",
    "milestone",
    "category",
    "categories",
    "description",
    "labels",
    "hyperlink",
];

pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    with_root(source.text(), context.log, |root, log| {
        read_tree(root, ReadContext { log, watcher: &mut *context.watcher, ..context })
    })
}

fn read_tree(root: Node<'_>, context: ReadContext<'_>) -> Result<Read, Failure> {
    if root.name() != "timeline" {
        return Err(Failure::unusable(
            format!("This XML begins with <{}>, not with <timeline>", root.name()),
            "Check that it is the right file",
        ));
    }
    let mut importer = Importer::new(context);
    let events: Vec<Node<'_>> =
        root.children_named("events").flat_map(|events| events.children_named("event")).collect();
    let mut reader = Reader {
        calendar: other_calendar(root, importer.log),
        labels: labels(root),
        containers: containers(&events),
        icons: 0,
    };
    reader.head(root, &events, &mut importer);
    let eras: Vec<Node<'_>> =
        root.children_named("eras").flat_map(|eras| eras.children_named("era")).collect();
    let before = eras.len();
    let nodes: Vec<_> = eras
        .into_iter()
        .map(|era| (era, true))
        .chain(events.into_iter().map(|event| (event, false)))
        .collect();
    importer.each_in_order(nodes.into_iter(), |importer, (node, is_era)| {
        let number = importer.begin();
        let draft = if is_era {
            reader.era(node, number, importer.log)
        } else {
            reader.event(node, number.saturating_sub(before), importer.log)
        };
        importer.add(draft);
    })?;
    importer.log.record = None;
    if reader.icons > 0 {
        let icons = if reader.icons == 1 { "an icon".to_owned() } else { format!("{} icons", reader.icons) };
        let message = format!("There is no place on a timeline for {icons}");
        importer.log.push(Diagnostic::new(Severity::Note, 0..0, &Path::Root, message).effect("Left out"));
    }
    importer.finish()
}

/// A calendar that is not read, by its name; reported once.
fn other_calendar(root: Node<'_>, log: &mut Log) -> Option<String> {
    let node = root.child("timetype")?;
    let name = node.text_below();
    if name.is_empty() || name == "gregoriantime" {
        return None;
    }
    let path = Path::Root;
    let finding =
        Diagnostic::new(Severity::Warning, node.span(), &path.field("timetype"), "This calendar is not read");
    log.push(
        finding
            .found(&name)
            .expected("gregoriantime")
            .effect("The dates stay in words, without a position in time"),
    );
    Some(name)
}

/// The label of each category: its name behind those of the categories around it.
fn labels(root: Node<'_>) -> Vec<(String, String)> {
    let stated: Vec<(String, String)> = root
        .children_named("categories")
        .flat_map(|categories| categories.children_named("category"))
        .filter_map(|category| {
            Some((category.child_text("name")?, category.child_text("parent").unwrap_or_default()))
        })
        .collect();
    let parents: HashMap<&str, &str> =
        stated.iter().map(|(name, parent)| (name.as_str(), parent.as_str())).collect();
    stated
        .iter()
        .map(|(name, _)| {
            let mut steps = vec![name.as_str()];
            while let Some(parent) = steps.last().and_then(|step| parents.get(step)) {
                if parent.is_empty() || steps.contains(parent) || steps.len() > MOST_PARENTS {
                    break;
                }
                steps.push(parent);
            }
            steps.reverse();
            (name.clone(), steps.join(" / "))
        })
        .collect()
}

/// The ids of containers that have parts. Without a part, a number in brackets may be anything.
fn containers(events: &[Node<'_>]) -> HashSet<String> {
    let titles = || events.iter().filter_map(|event| event.child_text("text"));
    let whole: HashSet<String> =
        titles().filter_map(|text| numbered(&text, '[', ']').map(|(id, _)| id)).collect();
    titles()
        .filter_map(|text| numbered(&text, '(', ')').map(|(id, _)| id))
        .filter(|id| whole.contains(id))
        .collect()
}

/// A number in brackets before a text, and the text.
fn numbered(text: &str, open: char, close: char) -> Option<(String, String)> {
    let (id, rest) = text.strip_prefix(open)?.split_once(close)?;
    let is_id = !id.is_empty() && id.len() <= 9 && id.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then(|| (id.to_owned(), rest.trim().to_owned()))
}

struct Reader {
    /// The name of a calendar that is not read.
    calendar: Option<String>,
    labels: Vec<(String, String)>,
    containers: HashSet<String>,
    icons: usize,
}

/// One end of an event.
struct Stated {
    civil: DateParts,
    span: Range<usize>,
    text: String,
}

/// Which record of a file a finding is about: "events", 3.
#[derive(Clone, Copy)]
struct RecordIndex<'n> {
    list: &'n str,
    index: usize,
}

impl Reader {
    fn head(&self, root: Node<'_>, events: &[Node<'_>], importer: &mut Importer<'_>) {
        let mut left = Vec::new();
        for name in ["version", "timetype", "now"] {
            if let Some(text) = root.child_text(name) {
                left.push(format!("{}: {}", json_text(name), json_text(&text)));
            }
        }
        let used: HashSet<String> = events.iter().flat_map(|event| categories(*event)).collect();
        let (lanes, unused): (Vec<_>, Vec<_>) = self.labels.iter().partition(|(name, _)| used.contains(name));
        for (name, label) in lanes {
            importer.lane(name, label);
        }
        let list =
            |names: Vec<String>| names.iter().map(|name| json_text(name)).collect::<Vec<_>>().join(", ");
        let unused = list(unused.into_iter().map(|(_, label)| label.clone()).collect());
        if !unused.is_empty() {
            left.push(format!("\"unused categories\": [{unused}]"));
        }
        let view = root.child("view");
        let hidden = view.and_then(|view| view.child("hidden_categories"));
        let hidden = list(
            hidden
                .into_iter()
                .flat_map(|hidden| hidden.children_named("name"))
                .map(Node::text_below)
                .collect(),
        );
        if !hidden.is_empty() {
            left.push(format!("\"hidden categories\": [{hidden}]"));
        }
        if !left.is_empty() {
            let object = format!("{{{}}}", left.join(", "));
            importer.head.extra.push((importer.format.key.to_owned(), object));
        }
        let period = view.and_then(|view| view.child("displayed_period"));
        let day = |name: &str| {
            let civil = civil(&period?.child_text(name)?).ok()?;
            DateParts { clock: None, second: None, ..civil }.date().ok()
        };
        if let (Some(from), Some(to), None) = (day("start"), day("end"), &self.calendar) {
            importer.head.view = Some(View { from: Some(from), to: Some(to) });
        }
    }

    fn era(&mut self, node: Node<'_>, number: usize, log: &mut Log) -> Draft {
        let mut draft = Draft::new(node.child_text("name").unwrap_or_default(), node.span());
        draft.tags.push("era".to_owned());
        self.date(node, RecordIndex { list: "eras", index: number }, &mut draft, log);
        if let Some(color) = node.child_text("color") {
            draft.leave("color", &color);
        }
        draft
    }

    fn event(&mut self, node: Node<'_>, number: usize, log: &mut Log) -> Draft {
        let title = node.child_text("text").unwrap_or_default();
        let mut draft = Draft::new("", node.span());
        draft.event.title = match (numbered(&title, '[', ']'), numbered(&title, '(', ')')) {
            (Some((id, rest)), _) if self.containers.contains(&id) => {
                draft.event.key = format!("container-{id}");
                rest
            }
            (_, Some((id, rest))) if self.containers.contains(&id) => {
                draft.links.push(Link {
                    kind: RelationKind::PartOf,
                    to: format!("container-{id}"),
                    basis: Basis::Stated,
                    note: String::new(),
                });
                rest
            }
            _ => title,
        };
        self.date(node, RecordIndex { list: "events", index: number }, &mut draft, log);
        if let Some(description) = node.child_text("description") {
            draft.event.summary = markdown_from_text(&description);
        }
        self.progress(node, &mut draft);
        let mut categories = categories(node).into_iter();
        draft.lane = categories.next();
        draft.tags.extend(categories);
        if let Some(labels) = node.child_text("labels") {
            let is_list = labels.contains([',', ';']);
            let words =
                labels.split(
                    |letter: char| if is_list { matches!(letter, ',' | ';') } else { letter.is_whitespace() },
                );
            draft.tags.extend(words.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
        }
        for address in node.child_text("hyperlink").unwrap_or_default().split(';').map(str::trim) {
            match link(address) {
                Some(address) => draft.cite("", &address),
                None => draft.leave("hyperlink", address),
            }
        }
        for other in node.children().filter(|child| child.is_element()) {
            let name = other.name();
            match name {
                "icon" => self.icons += usize::from(!other.text_below().is_empty()),
                _ if KNOWN.contains(&name) => {}
                _ => draft.leave(name, &other.text_below()),
            }
        }
        draft
    }

    fn progress(&self, node: Node<'_>, draft: &mut Draft) {
        let progress = node.child_text("progress").and_then(|text| text.parse::<u8>().ok()).unwrap_or(0);
        if (1..100).contains(&progress) {
            draft.event.status = Status::Ongoing;
            let words = format!("Progress: {progress}%");
            let summary = &mut draft.event.summary;
            *summary = if summary.is_empty() { words } else { format!("{summary}\n\n{words}") };
        }
        draft.states_status = progress > 0;
        if progress > 0 {
            draft.left.push(("progress".to_owned(), progress.to_string()));
        }
        if is_true(node, "milestone") {
            draft.tags.push("milestone".to_owned());
            draft.event.importance = MILESTONE;
        }
    }

    /// The date of an event or era. What is wrong with it is reported.
    fn date(&self, node: Node<'_>, record: RecordIndex<'_>, draft: &mut Draft, log: &mut Log) {
        if let Some(calendar) = &self.calendar {
            let ends: Vec<String> =
                ["start", "end"].iter().filter_map(|name| node.child_text(name)).collect();
            if !ends.is_empty() {
                draft.event.date_note = format!("{} in {calendar}", ends.join(" to "));
            }
            return;
        }
        let start = self.stated(node, "start", record, draft, log);
        let end = self.stated(node, "end", record, draft, log);
        let root = Path::Root;
        let list = root.field(record.list);
        let path = list.item(record.index);
        let at = node.span().start;
        let text = match (start, end) {
            (Some(start), end) => self.edtf(node, start, end, &path, draft, log),
            (None, Some(end)) => {
                draft.event.date_note = "Only the end is stated".to_owned();
                format!("/{}", day_or_time(&end.civil, is_day(&end.civil)))
            }
            (None, None) => {
                if node.child("start").is_none() {
                    let message = "When it is, is not stated";
                    let finding = Diagnostic::new(Severity::Error, at..at + 1, &path.field("start"), message);
                    log.push(finding.hint("Add <start> and <end>").effect("Shown without a date"));
                }
                return;
            }
        };
        match Date::parse(&text) {
            Ok(date) => draft.event.date = Some(date),
            Err(error) => {
                let finding = Diagnostic::new(Severity::Error, at..at + 1, &path, error.message);
                log.push(finding.found(&text).effect("Shown without a date"));
                draft.note_unreadable(&text);
                draft.leave("date", &text);
            }
        }
    }

    /// The date as EDTF.
    fn edtf(
        &self,
        node: Node<'_>,
        start: Stated,
        end: Option<Stated>,
        path: &Path<'_>,
        draft: &mut Draft,
        log: &mut Log,
    ) -> String {
        let is_whole = is_day(&start.civil)
            && end.as_ref().is_none_or(|end| is_day(&end.civil) || is_last_second(&end.civil));
        let is_fuzzy = |side: &str| is_true(node, "fuzzy") || is_true(node, side);
        let text = |civil: &DateParts, is_fuzzy: bool| {
            format!("{}{}", day_or_time(civil, is_whole), if is_fuzzy { "~" } else { "" })
        };
        let first = text(&start.civil, is_fuzzy("fuzzy_start"));
        if is_true(node, "ends_today") {
            draft.event.status = Status::Ongoing;
            return format!("{first}/..");
        }
        let Some(end) = end else { return first };
        let last = text(&end.civil, is_fuzzy("fuzzy_end"));
        if moment(&end.civil) < moment(&start.civil) {
            let message = "The end is before the start";
            let finding = Diagnostic::new(Severity::Error, end.span, &path.field("end"), message);
            log.push(
                finding.found(&end.text).expected("A time after the start").effect("Only the start is shown"),
            );
            draft.leave("end", &end.text);
            return first;
        }
        if first == last { first } else { format!("{first}/{last}") }
    }

    fn stated(
        &self,
        node: Node<'_>,
        name: &str,
        record: RecordIndex<'_>,
        draft: &mut Draft,
        log: &mut Log,
    ) -> Option<Stated> {
        let field = node.child(name)?;
        let text = field.text_below();
        if text.is_empty() {
            return None;
        }
        let inner = field.children().next().map_or(field.span(), |text| text.span());
        let error = match civil(&text) {
            Ok(civil) => return Some(Stated { civil, span: inner, text }),
            Err(error) => error,
        };
        let root = Path::Root;
        let list = root.field(record.list);
        let path = list.item(record.index);
        log.push(
            Diagnostic::new(Severity::Error, inner, &path.field(name), error.message)
                .found(&text)
                .expected("A time such as 2012-11-08 00:00:00")
                .hint(error.hint.unwrap_or_default())
                .effect("Left out, and kept when saving"),
        );
        draft.leave(name, &text);
        if name == "start" {
            draft.note_unreadable(&text);
        }
        None
    }
}

/// The categories of an event: newer files have a list beside the first.
fn categories(node: Node<'_>) -> Vec<String> {
    let mut names: Vec<String> = node.children_named("category").map(Node::text_below).collect();
    names.extend(
        node.children_named("categories")
            .flat_map(|list| list.children_named("category"))
            .map(Node::text_below),
    );
    let mut seen = HashSet::new();
    names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    names
}

fn is_true(node: Node<'_>, name: &str) -> bool {
    node.child_text(name).is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// `2012-11-08 00:00:00`, the year with a minus sign before it where it is before 1 BCE.
fn civil(text: &str) -> Result<DateParts, DateError> {
    let wrong = || DateError {
        offset: 0,
        message: "This is no time".to_owned(),
        hint: None,
        is_about_notation: false,
    };
    let text = text.trim();
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (day, clock) = rest.split_once([' ', 'T']).unwrap_or((rest, ""));
    let fields: Vec<&str> = day.split('-').collect();
    let [year, month, day] = fields.as_slice() else { return Err(wrong()) };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if ![year, month, day].iter().all(|field| is_number(field)) {
        return Err(wrong());
    }
    let year: i64 = year.parse().ok().filter(|year| *year < 1_000_000_000_000).ok_or_else(wrong)?;
    let small = |field: &str| field.parse::<u8>().map_err(|_| wrong());
    let mut civil = DateParts::day(sign * year, small(month)?, small(day)?);
    if !clock.is_empty() {
        let mut parts = clock.split(':').map(|part| part.trim().parse::<u8>().ok());
        let (hour, minute) = (parts.next().flatten(), parts.next().flatten());
        civil.clock = Some(hour.zip(minute).ok_or_else(wrong)?);
        civil.second = parts.next().flatten().or(Some(0));
    }
    civil.date()?;
    Ok(civil)
}

fn is_day(civil: &DateParts) -> bool {
    civil.clock.is_none_or(|clock| clock == (0, 0)) && civil.second.unwrap_or(0) == 0
}

fn is_last_second(civil: &DateParts) -> bool {
    civil.clock == Some((23, 59)) && civil.second.unwrap_or(59) >= 59
}

/// As EDTF: seconds are stated where they are not 0, since the program writes them always.
fn day_or_time(civil: &DateParts, is_day: bool) -> String {
    let plain = if is_day {
        DateParts { clock: None, second: None, ..*civil }
    } else {
        DateParts { second: civil.second.filter(|second| *second != 0), ..*civil }
    };
    plain.text()
}

fn moment(civil: &DateParts) -> impl PartialOrd + use<> {
    (civil.year, civil.month, civil.day, civil.clock, civil.second)
}
