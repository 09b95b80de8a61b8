//! JSON as this format nests it: objects whose names are ids, looked up by name.

use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::json::{Kind, Raw};

/// An object with its members.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The whole value.
    pub raw: Raw<'a>,
    members: Vec<(String, Raw<'a>)>,
}

impl<'a> Tree<'a> {
    /// Splits an object; anything else has no members.
    pub fn of(raw: Raw<'a>) -> Tree<'a> {
        let mut silent = Log::default();
        let members =
            if raw.kind() == Kind::Object { raw.members(&mut silent, &Path::Root) } else { Vec::new() };
        Tree {
            raw,
            members: members.into_iter().map(|member| (member.name.into_owned(), member.value)).collect(),
        }
    }

    /// The members in the order of the file.
    pub fn members(&self) -> impl Iterator<Item = (&str, Raw<'a>)> {
        self.members.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// The value of a member that is there and not null.
    pub fn get(&self, name: &str) -> Option<Raw<'a>> {
        self.members
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, raw)| *raw)
            .filter(|raw| raw.kind() != Kind::Null)
    }

    /// The object below a name; one without members where there is none.
    pub fn below(&self, name: &str) -> Tree<'a> {
        Tree::of(self.get(name).unwrap_or(Raw { text: "null", at: self.raw.at }))
    }

    /// The elements of the list below a name.
    pub fn elements(&self, name: &str) -> impl Iterator<Item = Tree<'a>> {
        self.get(name).map(list).unwrap_or_default().into_iter().map(Tree::of)
    }

    pub fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        number(self.get(name)?)
    }

    pub fn is_true(&self, name: &str) -> bool {
        self.get(name).is_some_and(|raw| raw.text == "true")
    }
}

/// The elements of a list.
pub(super) fn list(raw: Raw<'_>) -> Vec<Raw<'_>> {
    if raw.kind() == Kind::List { raw.elements(&mut Log::default(), &Path::Root) } else { Vec::new() }
}

/// The words of a text that has some.
pub(super) fn text(raw: Raw<'_>) -> Option<String> {
    let words =
        (raw.kind() == Kind::Text).then(|| raw.words(&mut Log::default(), &Path::Root).trim().to_owned());
    words.filter(|words| !words.is_empty())
}

/// A whole number.
pub(super) fn number(raw: Raw<'_>) -> Option<i64> {
    raw.text.parse().ok()
}
