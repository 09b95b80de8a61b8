//! The lanes, actors, tags and sources that the events of a part name, numbered in the order in which they appear.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::LaneId;

/// Names of one kind.
#[derive(Debug, Default)]
pub(super) struct NameList<'a> {
    numbers: HashMap<Cow<'a, str>, usize>,
    pub names: Vec<Cow<'a, str>>,
}

impl<'a> NameList<'a> {
    /// The number of a name.
    pub fn of(&mut self, name: &Cow<'a, str>) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.names.push(name.clone());
        self.numbers.insert(name.clone(), number);
        number
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

impl<'a> Names<'a> {
    pub fn lane(&mut self, name: &Cow<'a, str>) -> LaneId {
        LaneId::from_index(self.lanes.of(name))
    }
}
