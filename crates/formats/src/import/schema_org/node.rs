//! Nodes of JSON-LD: objects whose names may be prefixed and whose values may be a text, a list, or an object
//! around either.

use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::json::{Kind, Raw};

/// Lists within lists are followed so far.
const DEEPEST: usize = 6;

/// An object of JSON-LD.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// The whole object.
    pub raw: Raw<'a>,
    /// Its fields by their plain names: "schema:name" and "http://schema.org/name" are "name".
    members: Vec<(String, Raw<'a>)>,
}

/// One value of a field.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    /// A text or a number.
    Words(String, Raw<'a>),
    /// An object.
    Thing(Node<'a>),
}

impl<'a> Node<'a> {
    /// Splits an object; what is wrong in it is reported at `path`.
    pub fn of(raw: Raw<'a>, path: &Path<'_>, log: &mut Log) -> Node<'a> {
        let members = raw
            .members(log, path)
            .into_iter()
            .map(|member| (plain_name(&member.name).to_owned(), member.value))
            .filter(|(_, value)| value.kind() != Kind::Null)
            .collect();
        Node { raw, members }
    }

    /// Whether there is a field of that name that is not null.
    pub fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(other, _)| other == name)
    }

    /// All fields.
    pub fn members(&self) -> &[(String, Raw<'a>)] {
        &self.members
    }

    /// Whether it says nothing but which node it is.
    pub fn is_reference(&self) -> bool {
        self.has("@id") && self.members.iter().all(|(name, _)| name == "@id" || name == "@type")
    }

    /// Takes over the fields of another object that says more about the same node.
    pub fn extend(&mut self, other: Node<'a>) {
        for (name, value) in other.members {
            if !self.has(&name) {
                self.members.push((name, value));
            }
        }
    }

    /// The types by their plain names.
    pub fn types(&self) -> Vec<String> {
        let words = self.words("@type").into_iter().map(|(words, _)| words);
        words.map(|words| plain_name(&words).to_owned()).collect()
    }

    /// The values of a field: those of a list one by one, those of `@value` and `@list` themselves. What is
    /// wrong with their syntax was reported with the object.
    pub fn values(&self, name: &str) -> Vec<Value<'a>> {
        let mut values = Vec::new();
        for (_, raw) in self.members.iter().filter(|(other, _)| other == name) {
            gather(*raw, 0, &mut values);
        }
        values
    }

    /// The texts of a field; of an object what it is called.
    pub fn words(&self, name: &str) -> Vec<(String, Raw<'a>)> {
        self.values(name).into_iter().filter_map(Value::named).collect()
    }

    /// The first text of the first of these fields that has one.
    pub fn text(&self, names: &[&str]) -> Option<(String, Raw<'a>)> {
        names.iter().find_map(|name| self.words(name).into_iter().next())
    }
}

impl<'a> Value<'a> {
    /// What it is called: a text itself, of an object its name, else its address, else which node it is.
    pub fn named(self) -> Option<(String, Raw<'a>)> {
        match self {
            Value::Words(words, raw) => Some((words, raw)),
            Value::Thing(node) => {
                let parts = ["givenName", "familyName"].map(|name| direct(&node, name));
                let [given, family] = parts;
                let whole = match (given, family) {
                    (Some(given), Some(family)) => Some((format!("{given} {family}"), node.raw)),
                    _ => None,
                };
                let direct = |name: &&str| direct(&node, name).map(|words| (words, node.raw));
                ["name", "legalName"]
                    .iter()
                    .find_map(direct)
                    .or(whole)
                    .or_else(|| ["headline", "alternateName", "value", "url", "@id"].iter().find_map(direct))
            }
        }
        .filter(|(words, _)| !words.trim().is_empty())
    }
}

/// The first text that a field holds itself.
fn direct(node: &Node<'_>, name: &str) -> Option<String> {
    node.values(name).into_iter().find_map(|value| match value {
        Value::Words(words, _) => Some(words),
        Value::Thing(_) => None,
    })
}

fn gather<'a>(raw: Raw<'a>, depth: usize, values: &mut Vec<Value<'a>>) {
    let (silent, path) = (&mut Log::default(), Path::Root);
    match raw.kind() {
        _ if depth > DEEPEST => {}
        Kind::Text => values.push(Value::Words(raw.words(silent, &path).into_owned(), raw)),
        Kind::Number | Kind::Boolean => values.push(Value::Words(raw.text.to_owned(), raw)),
        Kind::List => {
            for element in raw.elements(silent, &path) {
                gather(element, depth + 1, values);
            }
        }
        Kind::Object => {
            let node = Node::of(raw, &path, silent);
            match node.members.iter().find(|(name, _)| name == "@value" || name == "@list" || name == "@set")
            {
                Some((_, inner)) => gather(*inner, depth + 1, values),
                None => values.push(Value::Thing(node)),
            }
        }
        Kind::Null | Kind::Broken => {}
    }
}

/// A name without the place where it is defined.
pub(super) fn plain_name(name: &str) -> &str {
    if name.starts_with('@') {
        return name;
    }
    let rest = name.strip_prefix("schema:").or_else(|| name.strip_prefix("sdo:")).unwrap_or(name);
    let host =
        ["http://schema.org/", "https://schema.org/", "http://www.schema.org/", "https://www.schema.org/"];
    host.iter().find_map(|host| rest.strip_prefix(host)).unwrap_or(rest)
}
