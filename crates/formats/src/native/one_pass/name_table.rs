//! The lanes, actors, tags and sources that the events of a part name, numbered in the order in which they
//! appear.

use std::borrow::Cow;

use ahash::HashMap;

/// Names of one kind.
#[derive(Debug, Default)]
pub(super) struct NameList<'a> {
    numbers: HashMap<Cow<'a, str>, usize>,
    pub names: Vec<Cow<'a, str>>,
}

impl<'a> NameList<'a> {
    /// The number of a name.
    #[expect(clippy::ptr_arg, reason = "a new name that is borrowed stays borrowed")]
    pub fn of(&mut self, name: &Cow<'a, str>) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.names.push(name.clone());
        self.numbers.insert(name.clone(), number);
        number
    }

    /// Forgets all names from a number on.
    fn truncate(&mut self, count: usize) {
        for name in self.names.drain(count.min(self.names.len())..) {
            self.numbers.remove(&name);
        }
    }
}

/// Names of every kind.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    pub lanes: NameList<'a>,
    pub actors: NameList<'a>,
    pub tags: NameList<'a>,
    pub sources: NameList<'a>,
}

impl Names<'_> {
    /// How many there are of each kind.
    pub fn counts(&self) -> [usize; 4] {
        [self.lanes.names.len(), self.actors.names.len(), self.tags.names.len(), self.sources.names.len()]
    }

    /// Forgets what came after there were so many.
    pub fn truncate(&mut self, [lanes, actors, tags, sources]: [usize; 4]) {
        self.lanes.truncate(lanes);
        self.actors.truncate(actors);
        self.tags.truncate(tags);
        self.sources.truncate(sources);
    }
}
