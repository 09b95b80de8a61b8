//! Aeon Timeline 3: a project whose items have four-point dates. Items of events become events; people,
//! places and other items without a date become what they are to them.

mod aeon_calendar;
mod by_id;
mod item;
mod project;

use std::collections::HashMap;

use self::aeon_calendar::Calendar;
use self::by_id::Tree;
use self::item::{Item, Reading};
use self::project::{Project, Role};
use super::{Importer, Link};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::Raw;
use dateline_timeline::model::{ActorKind, Basis, RelationKind};

/// Reads a project.
///
/// # Errors
/// When there is no item in it, or when it is cancelled.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let whole = Raw::document(source.text());
    // Split once for its findings; what is mended here is mended below as well.
    let _ = whole.members(context.log, &Path::Root);
    let root = Tree::of(whole);
    let core = root.below("core");
    let project = Project::of(&root);
    let calendar = Calendar::of(core.below("definitions").get("calendar"));
    let data = core.below("data");
    let dates = data.below("itemDatesById");
    let dates: HashMap<&str, Raw<'_>> = dates.members().collect();
    let items = data.below("itemsById");
    let items: Vec<Item<'_>> =
        items.members().map(|(id, raw)| Item::of(id, raw, dates.get(id).copied(), &project)).collect();
    let names: HashMap<&str, &Item<'_>> = items.iter().map(|item| (item.id.as_str(), item)).collect();

    let mut importer = Importer::new(context);
    importer.head.title.clone_from(&project.title);
    report_tables(&project, &calendar, whole, &mut importer);
    let reading = Reading { project: &project, calendar: &calendar, names: &names };
    let links = links_by_item(&project, &names);
    importer.each_in_order(items.iter(), |importer, item| {
        importer.begin();
        if let Some(finding) = item.no_item() {
            importer.reject(finding);
            return;
        }
        if project.deleted.contains(&item.id) {
            let finding = Diagnostic::new(Severity::Note, item.span(), &Path::Root, "This item was deleted");
            importer.reject(finding.found(&item.label));
            return;
        }
        if item.role == Role::Person && !item.label.is_empty() {
            importer.actor(&item.label, ActorKind::Person);
        }
        if item.is_part_of_others(&project) {
            let effect = match item.role {
                Role::Person => "Read as somebody who takes part in events",
                Role::Place => "Read as the place of the events that name it",
                _ => "Read as a tag of the events that name it",
            };
            let message = "This item has no date and is no event";
            let finding = Diagnostic::new(Severity::Note, item.span(), &Path::Root, message);
            importer.merge(finding.found(&item.label).effect(effect));
            return;
        }
        let mut draft = reading.draft(item, importer.log);
        draft.links.extend(links.get(item.id.as_str()).into_iter().flatten().cloned());
        importer.add(draft);
    })?;
    importer.finish()
}

/// Findings about the project as a whole.
fn report_tables(project: &Project, calendar: &Calendar, whole: Raw<'_>, importer: &mut Importer<'_>) {
    let place = whole.at..whole.at + 1;
    if !calendar.is_gregorian() {
        let message = "This project has a calendar of its own";
        let finding = Diagnostic::new(Severity::Warning, place.clone(), &Path::Root, message);
        importer.log.push(finding.effect("Its dates are kept in words, and its events shown without a date"));
    }
    if project.unread_dependencies > 0 {
        let message = match project.unread_dependencies {
            1 => "A dependency between items cannot be read".to_owned(),
            count => format!("{count} dependencies between items cannot be read"),
        };
        let finding = Diagnostic::new(Severity::Note, place, &Path::Root, message);
        importer.log.push(finding.effect("Passed over"));
    }
}

/// What comes before what, and what is a part of what, by the item that says so.
fn links_by_item<'n>(project: &'n Project, names: &HashMap<&str, &Item<'_>>) -> HashMap<&'n str, Vec<Link>> {
    let mut links: HashMap<&str, Vec<Link>> = HashMap::new();
    let pairs = project.dependencies.iter().map(|pair| (pair, RelationKind::Precedes));
    let parts = project.parts.iter().map(|pair| (pair, RelationKind::PartOf));
    for ((from, to), kind) in pairs.chain(parts) {
        let is_shown =
            |id: &String| names.get(id.as_str()).is_some_and(|item| !item.is_part_of_others(project));
        if is_shown(from) && is_shown(to) {
            let link = Link { kind, to: to.clone(), basis: Basis::Stated, note: String::new() };
            links.entry(from).or_default().push(link);
        }
    }
    links
}

/// So many brackets are tried as the beginning of the document.
const MOST_BEGINNINGS: usize = 8;

/// The document in a file that has other bytes around it; `None` where there is none.
pub(crate) fn embedded_document(bytes: &[u8]) -> Option<&[u8]> {
    let begins =
        |at: &usize| bytes.get(at + 1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""));
    let brackets = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'{').map(|(at, _)| at);
    let beginnings = brackets.filter(begins);
    beginnings.take(MOST_BEGINNINGS).find_map(|start| {
        let document = closed_object(bytes.get(start..)?)?;
        contains(document, b"\"itemsById\"").then_some(document)
    })
}

/// The bytes from a bracket to the one that closes it.
fn closed_object(bytes: &[u8]) -> Option<&[u8]> {
    let (mut depth, mut is_in_text, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match (is_in_text, byte) {
            (true, _) if is_escaped => is_escaped = false,
            (true, b'\\') => is_escaped = true,
            (true, b'"') => is_in_text = false,
            (true, _) => {}
            (false, b'"') => is_in_text = true,
            (false, b'{') => depth += 1,
            (false, b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return bytes.get(..=at);
                }
            }
            _ => {}
        }
    }
    None
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
