//! Items and groups of vis-timeline, as JSON and as the JavaScript that they mostly stand in.

mod date;
mod group;
mod item;

use std::collections::HashSet;

use self::group::{Groups, Listed};
use super::{Importer, Outcome, kept};
use crate::detect::key_sketch::Outline;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::javascript;
use crate::syntax::json::{Kind, Raw};
use dateline_timeline::model::Extra;

/// Lists are looked for so many objects deep.
const DEEPEST: usize = 3;

/// What a file holds.
#[derive(Default)]
struct Lists<'a> {
    items: Vec<Listed<'a>>,
    groups: Vec<Listed<'a>>,
    /// Everything else, as it is written.
    rest: Vec<Extra>,
}

/// Reads a file.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    javascript::with_json(source, context.log, |whole, log| {
        read_json(whole, ReadContext { log, watcher: &mut *context.watcher, ..context })
    })
}

fn read_json(whole: Raw<'_>, context: ReadContext<'_>) -> Result<Read, Failure> {
    let lists = find_lists(whole, context.log);
    let groups = Groups::read(&lists.groups, context.log);
    let mut importer = Importer::new(context);
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (name, items) in &lists.items {
        let root = Path::Root;
        let base = if name.is_empty() { root } else { root.field(name) };
        let read =
            |place: usize, raw: &Raw<'_>, log: &mut Log| item::read(*raw, &groups, &base.item(place), log);
        outcomes.extend(importer.read_all(items, read)?);
        // Lanes are declared when all items are known, so records begin only then; the numbers of the next
        // list go on behind those of this one all the same.
        importer.expect_records(outcomes.len());
    }
    let used: HashSet<&str> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Event(draft) => draft.lane.as_deref(),
            Outcome::Nothing(_) => None,
        })
        .collect();
    groups.declare(&used, &mut importer);
    importer.add_all(outcomes);
    importer.leave_all(lists.rest);
    importer.finish()
}

/// Finds the lists of items and groups: the file itself, or members of its objects.
fn find_lists<'a>(whole: Raw<'a>, log: &mut Log) -> Lists<'a> {
    let root = Path::Root;
    let mut lists = Lists::default();
    if whole.kind() == Kind::List {
        lists.items.push((String::new(), whole.elements(log, &root)));
        return lists;
    }
    let mut open: Vec<(String, Raw<'a>, usize)> = vec![(String::new(), whole, 0)];
    while let Some((path, raw, depth)) = open.pop() {
        if raw.kind() != Kind::Object {
            continue;
        }
        let members = raw.members(log, &root);
        let has = |name: &str| members.iter().any(|member| member.name == name);
        if has("start") && (has("content") || has("title")) {
            lists.items.push((path, vec![raw]));
            continue;
        }
        // The last one is looked at first, so the order of the file is that of the lists.
        for member in members.into_iter().rev() {
            let name =
                if path.is_empty() { member.name.to_string() } else { format!("{path}.{}", member.name) };
            match (member.value.kind(), role(&member.name, member.value)) {
                (Kind::List, Some(Role::Items)) => {
                    lists.items.insert(0, (name.clone(), member.value.elements(log, &root.field(&name))))
                }
                (Kind::List, Some(Role::Groups)) => {
                    lists.groups.insert(0, (name.clone(), member.value.elements(log, &root.field(&name))))
                }
                (Kind::Object, _) if depth + 1 < DEEPEST && may_hold_lists(member.value) => {
                    open.push((name, member.value, depth + 1));
                }
                _ => lists.rest.push((name, kept(member.value))),
            }
        }
    }
    lists.rest.reverse();
    lists
}

enum Role {
    Items,
    Groups,
}

fn role(name: &str, raw: Raw<'_>) -> Option<Role> {
    if raw.kind() != Kind::List {
        return None;
    }
    let outline = Outline::of(raw.text);
    let has_time = outline.has_any(&["[].start", "[].start_min", "[].end"]);
    let lower = name.to_lowercase();
    match () {
        () if has_time => Some(Role::Items),
        () if lower.contains("group") || outline.has("[].nestedGroups") => Some(Role::Groups),
        () if matches!(lower.as_str(), "items" | "data" | "events") => Some(Role::Items),
        () if outline.has("[].content") && outline.has("[].id") => Some(Role::Groups),
        () => None,
    }
}

fn may_hold_lists(raw: Raw<'_>) -> bool {
    let outline = Outline::of(raw.text);
    ["items", "data", "events", "groups"].iter().any(|name| outline.has(name))
        || outline.has("start") && outline.has_any(&["content", "title"])
}
