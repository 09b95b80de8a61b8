//! Groups become lanes: in their order, named with the groups that they are nested in.

use crate::syntax::json::Raw;
use std::collections::{HashMap, HashSet};

use crate::import::{Importer, object, plain_from_html};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::{Fields, Names};
use crate::syntax::json::Kind;
use dateline_time::did_you_mean;
use dateline_timeline::model::Extra;

/// A list and where it stands: "items", "data.items", nothing for the file itself.
pub(super) type Listed<'a> = (String, Vec<Raw<'a>>);

/// Groups within groups beyond this are named without those above them.
const DEEPEST: usize = 8;

const GROUP: Names = Names { known: &["id", "content"], synonyms: &[] };

/// One group.
struct Group {
    key: String,
    label: String,
    order: Option<f64>,
    /// The keys of the groups in it.
    nested: Vec<String>,
    left: Vec<Extra>,
}

/// The groups of a file.
#[derive(Default)]
pub(super) struct Groups {
    list: Vec<Group>,
    by_key: HashMap<String, usize>,
    /// For each group that it is in, if any.
    parents: Vec<Option<usize>>,
}

impl Groups {
    /// Reads lists of groups.
    pub fn read(lists: &[Listed<'_>], log: &mut Log) -> Groups {
        let mut groups = Groups::default();
        let root = Path::Root;
        for (name, list) in lists {
            let base = root.field(name);
            for (index, raw) in list.iter().enumerate() {
                let path = base.item(index);
                if raw.kind() != Kind::Object {
                    let message = format!("A group is an object, this is {}", raw.kind().label());
                    log.push(
                        Diagnostic::new(Severity::Error, raw.range(), &path, message)
                            .found(&raw.shown())
                            .effect("Left out"),
                    );
                    continue;
                }
                let mut fields = Fields::new(*raw, &path, log);
                let group = read_group(&mut fields, log);
                if group.key.trim().is_empty() {
                    let message = "A group needs an id, which items name";
                    let finding = Diagnostic::new(Severity::Warning, raw.range(), &path.field("id"), message);
                    log.push(finding.hint("Add \"id\"").effect("Passed over"));
                    continue;
                }
                if groups.by_key.contains_key(&group.key) {
                    let finding = Diagnostic::new(
                        Severity::Warning,
                        raw.range(),
                        &path.field("id"),
                        "This id was used before",
                    );
                    log.push(
                        finding.found(&group.key).hint("Give each group its own id").effect("Passed over"),
                    );
                    continue;
                }
                let group = Group { left: fields.extras(&GROUP, &mut Log::default()), ..group };
                groups.by_key.insert(group.key.clone(), groups.list.len());
                groups.list.push(group);
            }
        }
        groups.parents = vec![None; groups.list.len()];
        for (parent, group) in groups.list.iter().enumerate() {
            for child in group.nested.iter().filter_map(|key| groups.by_key.get(key)) {
                if let Some(known) = groups.parents.get_mut(*child).filter(|_| *child != parent) {
                    known.get_or_insert(parent);
                }
            }
        }
        groups
    }

    /// What to say about a group that an item names and no list holds; nothing where there are no groups at
    /// all.
    pub fn unknown(&self, key: &str) -> Option<String> {
        if self.list.is_empty() || self.by_key.contains_key(key) {
            return None;
        }
        // Comparing with very many would take long, and helps nobody.
        Some(did_you_mean(key, self.list.iter().take(200).map(|group| group.key.as_str())))
    }

    /// Declares the lanes: each group below the one that it is in, by their order. A group that only holds
    /// others has no lane of its own.
    pub fn declare(&self, used: &HashSet<&str>, importer: &mut Importer<'_>) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.list.len()];
        let mut open: Vec<usize> = Vec::new();
        for index in self.in_order() {
            match self.parents.get(index).copied().flatten() {
                Some(parent) => children.get_mut(parent).into_iter().for_each(|list| list.push(index)),
                None => open.push(index),
            }
        }
        open.reverse();
        let mut is_declared = vec![false; self.list.len()];
        while let Some(index) = open.pop() {
            self.declare_one(index, used, importer);
            is_declared.get_mut(index).into_iter().for_each(|is_declared| *is_declared = true);
            open.extend(children.get(index).into_iter().flatten().rev().copied());
        }
        // Groups that are in each other have no uppermost one.
        for index in 0..self.list.len() {
            if is_declared.get(index) == Some(&false) {
                self.declare_one(index, used, importer);
            }
        }
    }

    fn in_order(&self) -> Vec<usize> {
        let mut indexes: Vec<usize> = (0..self.list.len()).collect();
        let order =
            |index: &usize| self.list.get(*index).and_then(|group| group.order).unwrap_or(f64::INFINITY);
        indexes.sort_by(|a, b| order(a).total_cmp(&order(b)));
        indexes
    }

    fn declare_one(&self, index: usize, used: &HashSet<&str>, importer: &mut Importer<'_>) {
        let Some(group) = self.list.get(index) else { return };
        if !group.nested.is_empty() && !used.contains(group.key.as_str()) {
            return;
        }
        let mut label = group.label.clone();
        let mut above = index;
        for _ in 0..DEEPEST {
            let Some(parent) = self.parents.get(above).copied().flatten() else { break };
            let Some(name) = self.list.get(parent).map(|group| &group.label).filter(|_| parent != index)
            else {
                break;
            };
            label = format!("{name} / {label}");
            above = parent;
        }
        let lane = importer.lane(&group.key, &label);
        if let Some(lane) = importer.head.lanes.get_mut(lane.index())
            && !group.left.is_empty()
        {
            lane.extra.push((importer.format.key.to_owned(), object(&group.left)));
        }
    }
}

fn read_group(fields: &mut Fields<'_, '_>, log: &mut Log) -> Group {
    let key = fields.text("id", log).map_or_else(String::new, |(key, _)| key.into_owned());
    let mut label = String::new();
    for name in ["content", "title"] {
        if label.is_empty() && fields.has(name) {
            label = plain_from_html(&fields.words(name, log));
        }
    }
    let order = match fields.get("order") {
        Some(field) if field.raw.kind() == Kind::Number => field.raw.text.parse().ok(),
        _ => None,
    };
    let nested = fields.texts("nestedGroups", log).into_iter().map(|(key, _)| key.into_owned()).collect();
    Group { key, label, order, nested, left: Vec::new() }
}
