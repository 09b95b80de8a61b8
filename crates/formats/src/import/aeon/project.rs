//! What a project says around its items: names of types, tags, properties and references, and who is related
//! to whom.

use std::collections::{HashMap, HashSet};

use super::by_id::{Tree, text};
use crate::syntax::json::Raw;

/// What an item is, by the name of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Event,
    Person,
    Place,
    Other,
}

/// A relationship as it starts at its item.
#[derive(Clone, Debug)]
pub(super) struct Relationship {
    /// The id of the other item.
    pub other: String,
    /// What it is called: "Participant".
    pub label: String,
}

/// The tables of a project.
#[derive(Debug, Default)]
pub(super) struct Project {
    pub title: String,
    /// Names by the ids of types.
    types: HashMap<String, String>,
    tags: HashMap<String, String>,
    properties: HashMap<String, String>,
    /// Words by the ids of values that can be chosen.
    choices: HashMap<String, String>,
    /// Relationships by the ids of the items that they start at.
    pub relationships: HashMap<String, Vec<Relationship>>,
    /// Items that others are related to.
    pub related: HashSet<String>,
    /// Which item comes before which.
    pub dependencies: Vec<(String, String)>,
    /// How many dependencies could not be read.
    pub unread_dependencies: usize,
    /// Which item is a part of which.
    pub parts: Vec<(String, String)>,
    /// Items that were deleted and are still in the file.
    pub deleted: HashSet<String>,
}

impl Project {
    /// Reads the tables of a document.
    pub fn of(root: &Tree<'_>) -> Project {
        let core = root.below("core");
        let (data, definitions) = (core.below("data"), core.below("definitions"));
        let mut project = Project {
            types: labels(&definitions.below("types")),
            tags: labels(&data.below("tags")),
            ..Project::default()
        };
        let titles = [core.below("metadata").text("title"), core.text("title"), root.text("title")];
        project.title = titles.into_iter().flatten().next().unwrap_or_default();
        let properties = definitions.below("properties");
        project.properties = labels(&properties);
        for (_, property) in by_id(&properties).members() {
            project.choices.extend(labels(&Tree::of(property).below("allowed")));
        }
        project.read_relations(&data, &labels(&definitions.below("references")));
        let deleted = root.below("collection").below("allItemIds");
        project.deleted =
            deleted.members().filter(|(_, raw)| raw.text == "false").map(|(id, _)| id.to_owned()).collect();
        project
    }

    fn read_relations(&mut self, data: &Tree<'_>, references: &HashMap<String, String>) {
        for (_, raw) in data.below("relationshipsById").members() {
            let relationship = Tree::of(raw);
            let ends = (relationship.text("subject"), relationship.text("object"));
            let (Some(subject), Some(object)) = ends else { continue };
            let reference = relationship.text("reference").unwrap_or_default();
            let label = references.get(&reference).cloned().unwrap_or_default();
            self.related.insert(object.clone());
            self.relationships.entry(subject).or_default().push(Relationship { other: object, label });
        }
        for (_, raw) in data.below("dependenciesById").members() {
            match ends_of(&Tree::of(raw)) {
                Some(ends) => self.dependencies.push(ends),
                None => self.unread_dependencies += 1,
            }
        }
        for (parent, raw) in data.below("superAndChildOrderById").members() {
            for (name, children) in Tree::of(raw).members() {
                if !name.to_lowercase().contains("child") {
                    continue;
                }
                let children = super::by_id::list(children).into_iter().filter_map(text);
                self.parts.extend(children.map(|child| (child, parent.to_owned())));
            }
        }
    }

    /// The name of a type; its id where it has none.
    pub fn type_name(&self, id: &str) -> String {
        self.types.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// What items of a type are.
    pub fn role(&self, id: &str) -> Role {
        let words = format!("{} {id}", self.type_name(id)).to_lowercase();
        let is_one_of = |names: &[&str]| names.iter().any(|name| words.contains(name));
        if is_one_of(&["event", "scene", "chapter", "task"]) {
            Role::Event
        } else if is_one_of(&["character", "person", "people"]) {
            Role::Person
        } else if is_one_of(&["location", "place"]) {
            Role::Place
        } else {
            Role::Other
        }
    }

    /// The name of a tag.
    pub fn tag(&self, id: &str) -> String {
        self.tags.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The name of a property.
    pub fn property(&self, id: &str) -> String {
        self.properties.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The words of a value, where it is one of a list of choices.
    pub fn choice(&self, value: Raw<'_>) -> Option<&str> {
        self.choices.get(&text(value)?).map(String::as_str)
    }
}

/// The table below `byId`, or the table itself.
fn by_id<'a>(table: &Tree<'a>) -> Tree<'a> {
    match table.get("byId") {
        Some(raw) => Tree::of(raw),
        None => Tree::of(table.raw),
    }
}

/// The names in a table by id: texts, or objects with a label.
fn labels(table: &Tree<'_>) -> HashMap<String, String> {
    let label = |raw: Raw<'_>| {
        let tree = Tree::of(raw);
        text(raw).or_else(|| tree.text("label")).or_else(|| tree.text("name"))
    };
    by_id(table).members().filter_map(|(id, raw)| Some((id.to_owned(), label(raw)?))).collect()
}

/// What comes first and what comes after it, under the names that such pairs have.
fn ends_of(dependency: &Tree<'_>) -> Option<(String, String)> {
    let names = [("predecessor", "successor"), ("from", "to"), ("source", "target"), ("subject", "object")];
    names.iter().find_map(|(first, second)| {
        let end =
            |name: &str| [name.to_owned(), format!("{name}Id")].iter().find_map(|name| dependency.text(name));
        Some((end(first)?, end(second)?))
    })
}
